/*
 * first_password.c: handing somebody a first password, for who looks after
 * sign-ins. It is shown once and kept nowhere.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/keys.h"
#include "mod/account/account.h"
#include "mod/account/pages.h"
#include "mod/account/signin.h"
#include "web/component.h"

static const struct sql SQL_PERSON = { "SELECT id FROM person WHERE email = ?1",
	SYSTEM("person_beyond() asks for the right on the person") };

struct str first_password(struct arena *a)
{
	const struct str r = ref_new(a);

	return str_fmt(
	    a, "%.4s-%.4s-%.4s-%.4s", r.s, r.s + 4, r.s + 8, r.s + 12);
}

void first_password_form(struct req *r, const struct wrong *w)
{
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><p class=\"nhsuk-body\">%s"
	    "</p><form method=\"post\" action=\"/account/first-password\" "
	    "novalidate>",
	    T("Give someone a first password"),
	    T("For a colleague who is new or who forgot theirs. They are "
	      "signed out everywhere. Make sure that it is them."));
	web_csrf_field(r);
	component_input(
	    &r->out, &(struct input){ .name = S("their_email"),
			 .label.text = str_of(T("Their e-mail address")),
			 .type = S("email"),
			 .autocomplete = S("off"),
			 .spellcheck = SPELLCHECK_OFF,
			 .error = wrong_at(w, "their_email") });
	component_button(&r->out,
	    &(struct button){ .text = str_of(T("Make a first password")),
		.variant = "secondary",
		.prevent_double_click = true });
	html(&r->out, "</form>");
}

static void refuse(struct req *r, const char *sentence)
{
	const struct wrong w = { "their_email", sentence };

	r->title = str_of(T("Give someone a first password"));
	wrong_summary(r, &w);
	first_password_form(r, &w);
}

struct handing {
	int64_t person;
	struct str hash;
};

static enum db_status store_fn(struct ctx *cx, void *arg)
{
	const struct handing *h = arg;

	/* Asked again inside the change: a role may have come meanwhile. */
	if (person_beyond(cx, h->person))
		return DB_REFUSED;
	return password_store(cx, h->person, h->hash, STR_NULL);
}

static void show(struct req *r, struct str email, struct str password)
{
	r->title = str_of(T("A first password"));
	r->back = S("/account");
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>",
	    T("A first password"));
	html(&r->out,
	    "<p class=\"nhsuk-body\">%.*s</p><p class=\"nhsuk-body-l\">"
	    "<code>%.*s</code></p><p class=\"nhsuk-body\">%s</p>",
	    STR_ARG(email), STR_ARG(password),
	    T("It is shown only now. Hand it over in person or by phone. They "
	      "change it under their name after signing in."));
}

void first_password_post(struct req *r)
{
	const struct str email =
	    str_lower(r->cx.arena, str_trim(web_post(r, "their_email")));
	const struct str password = first_password(r->cx.arena);
	struct handing h = { .person = 0 };
	enum db_status st;

	if (!str_empty(email))
		h.person = db_get_int(
		    r->cx.conn, r->cx.arena, &SQL_PERSON, VALS(V(email)), 0);
	if (h.person == 0) {
		refuse(r, T("Nobody here has this address."));
		return;
	}
	if (h.person == r->cx.person) {
		refuse(r, T("Change your own password on your account page."));
		return;
	}
	if (person_beyond(&r->cx, h.person)) {
		refuse(
		    r, T("This person also works where you do not look after "
			 "sign-ins. Ask an administrator of the trust."));
		return;
	}
	h.hash = password_hash(r->cx.arena, password);
	st = ctx_change(&r->cx, store_fn, &h);
	if (st != DB_OK)
		web_change_failed(r, st);
	else
		show(r, email, password);
}

static const struct sql *const list[] = { &SQL_PERSON };
const struct sql_list first_password_sql = { list, NELEM(list) };
