/*
 * account_page.c: /account: my name, my password, where I am signed in.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/keys.h"
#include "core/session.h"
#include "mod/account/account.h"
#include "mod/account/pages.h"
#include "mod/account/signin.h"
#include "mod/org/org.h"
#include "web/component.h"

#define SESSIONS_MAX 50

#define MINE SYSTEM("one's own")

static const struct sql SQL_ME = {
	"SELECT name, email FROM person WHERE id = ?p", MINE
};

static const struct sql SQL_MY_SESSIONS = {
	"SELECT token_hash, created_at, seen_at FROM session WHERE person = ?p"
	" AND ends_at > ?1 ORDER BY seen_at DESC, token_hash LIMIT 50",
	MINE
};
_Static_assert(SESSIONS_MAX == 50, "the LIMIT above");

static const struct sql SQL_MY_ROLES = {
	"SELECT a.role, u.name FROM appointment a JOIN unit u ON u.id = a.unit"
	" WHERE a.person = ?p AND (a.from_on IS NULL OR a.from_on <= ?1)"
	" AND (a.until_on IS NULL OR a.until_on > ?1) ORDER BY u.fold, a.id",
	MINE
};

/* A session is named in a form by its hash as text: no secret, but long. */
static struct str session_name(struct req *r, struct str hash)
{
	return base32(r->cx.arena, (const uint8_t *)hash.s, hash.n);
}

static struct str my_email(struct req *r)
{
	struct rows *q = db_query(r->cx.conn, r->cx.arena, &SQL_ME, NO_VALS);
	struct str email = STR_NULL;

	if (db_next(q))
		email = db_text(q, 1);
	(void)db_done(q);
	return email;
}

static void render_roles(struct req *r)
{
	struct rows *q = db_query(
	    r->cx.conn, r->cx.arena, &SQL_MY_ROLES, VALS(V(r->cx.today)));
	size_t n = 0;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2><ul>",
	    T("What you do here"));
	for (; db_next(q); n++) {
		const struct role *role = may_role(db_text(q, 0));

		html(&r->out, "<li>%s: %.*s</li>",
		    role != NULL ? T(role->label) : T("Unknown role"),
		    STR_ARG(db_text(q, 1)));
	}
	(void)db_done(q);
	if (n == 0)
		html(&r->out, "<li>%s</li>", T("You have no role yet."));
	html(&r->out, "</ul>");
}

static void password_field(struct req *r, const char *name, const char *label,
    const char *complete, const struct wrong *w)
{
	component_password_input(
	    &r->out, &(struct password_input){ .name = str_of(name),
			 .label.text = str_of(label),
			 .autocomplete = str_of(complete),
			 .error = wrong_at(w, name) });
}

static void render_password(struct req *r, const struct wrong *w)
{
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><form method=\"post\" "
	    "action=\"/account/password\" novalidate>",
	    T("Change your password"));
	web_csrf_field(r);
	password_field(
	    r, "old_password", T("Your password now"), "current-password", w);
	password_field(r, "new_password",
	    T("A new password of at least 12 characters"), "new-password", w);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Change password")),
			 .prevent_double_click = true });
	html(&r->out, "</form>");
}

static void render_session(struct req *r, struct rows *q)
{
	const struct str hash = db_blob(q, 0);
	const bool here = str_eq(hash, r->session);

	html(&r->out, "<li>");
	html(&r->out, T("Signed in on %.*s, last used on %.*s"),
	    STR_ARG(instant_long(r->cx.arena, db_instant(q, 1))),
	    STR_ARG(instant_long(r->cx.arena, db_instant(q, 2))));
	html(&r->out, "%s%s", here ? " – " : "",
	    here ? T("this is where you are now") : "");
	html(&r->out,
	    "<form method=\"post\" action=\"/account/sessions/end\">"
	    "<input type=\"hidden\" name=\"session\" value=\"%.*s\">",
	    STR_ARG(session_name(r, hash)));
	web_csrf_field(r);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Sign out there")),
			 .variant = "secondary",
			 .small = true });
	html(&r->out, "</form></li>");
}

static void render_sessions(struct req *r)
{
	struct rows *q = db_query(r->cx.conn, r->cx.arena, &SQL_MY_SESSIONS,
	    VALS(val_instant(r->cx.now)));

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2><ul>",
	    T("Where you are signed in"));
	while (db_next(q))
		render_session(r, q);
	(void)db_done(q);
	html(&r->out, "</ul>");
}

/* Administration sits under one's name. */
static void render_rooms(struct req *r)
{
	static const struct web_nav rooms[] = {
		{ N_("People"), "/k/people", CAP_PERSON_ADMIN },
		{ N_("Roles"), "/k/roles", CAP_PERSON_ADMIN },
		{ N_("Units"), "/k/units", CAP_UNIT_ADMIN },
		{ N_("Bank holidays"), "/k/holidays", CAP_SETTING_ADMIN },
		{ N_("Who looks"), "/understand/looks", CAP_SURVEY_ADMIN },
		{ N_("Settings"), "/settings", CAP_SETTING_ADMIN },
		{ N_("Audit trail"), "/audit", CAP_AUDIT_READ },
	};
	size_t n = 0;

	for (size_t i = 0; i < NELEM(rooms); i++) {
		if (!web_may(r, rooms[i].cap))
			continue;
		if (n++ == 0)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul>",
			    T("What you look after"));
		html(&r->out, "<li><a href=\"%s\">%s</a></li>", rooms[i].path,
		    T(rooms[i].label));
	}
	if (n > 0)
		html(&r->out, "</ul>");
}

/* Pages of other rooms about the person who is signed in. */
static void render_own(struct req *r)
{
	if (web_may(r, CAP_UNIT_READ))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/my-feedback\">%s</a>"
		    "</p><p class=\"nhsuk-body\"><a href=\"/volunteer\">%s</a>"
		    "</p>",
		    T("My own feedback, for appraisal"),
		    T("My shifts as a volunteer"));
}

static void render(struct req *r, const struct wrong *w)
{
	const struct str email = my_email(r);

	r->title = str_of(T("Your account"));
	wrong_summary(r, w);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->person_name));
	html(&r->out, "<p class=\"nhsuk-body\">%.*s</p>", STR_ARG(email));
	render_roles(r);
	render_own(r);
	render_password(r, w);
	second_form(r, w);
	oidc_link_part(r);
	render_sessions(r);
	if (web_may(r, CAP_PERSON_ADMIN)) {
		first_password_form(r, w);
		second_reset_form(r, STR_NULL, STR_NULL, w);
	}
	render_rooms(r);
}

void account_page(struct req *r)
{
	render(r, &(struct wrong){ NULL, NULL });
}

/* Password ------------------------------------------------------------ */

struct new_password {
	int64_t person;
	struct str hash, keep;
};

static enum db_status store_fn(struct ctx *cx, void *arg)
{
	const struct new_password *n = arg;

	return password_store(cx, n->person, n->hash, n->keep);
}

void account_password_post(struct req *r)
{
	const struct str fresh = web_post(r, "new_password");
	const char *problem = password_problem(fresh, my_email(r));
	bool right = false;
	enum db_status st;

	if (problem != NULL) {
		render(r, &(struct wrong){ "new_password", problem });
		return;
	}
	st = signin_confirm(
	    &r->cx, r->cx.person, web_post(r, "old_password"), &right);
	if (st == DB_OK && !right) {
		render(r,
		    &(struct wrong){ "old_password",
			T("This is not your password now. After 5 wrong ones, "
			  "wait 15 minutes.") });
		return;
	}
	struct new_password n = { r->cx.person, STR_NULL, r->session };

	if (st == DB_OK) {
		n.hash = password_hash(r->cx.arena, fresh);
		st = ctx_change(&r->cx, store_fn, &n);
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("Your password is changed. Other places where you "
		       "were signed in are signed out."));
	web_redirect(r, S("/account"));
}

/* Sessions ------------------------------------------------------------ */

struct ending {
	struct str hash;
};

static enum db_status end_fn(struct ctx *cx, void *arg)
{
	const struct ending *e = arg;

	return session_end(cx, e->hash);
}

/* One of my sessions by its name; the null str when it is none of mine. */
static struct str my_session(struct req *r, struct str name)
{
	struct rows *q = db_query(r->cx.conn, r->cx.arena, &SQL_MY_SESSIONS,
	    VALS(val_instant(r->cx.now)));
	struct str hash = STR_NULL;

	while (str_null(hash) && db_next(q))
		if (str_eq(session_name(r, db_blob(q, 0)), name))
			hash = db_blob(q, 0);
	(void)db_done(q);
	return hash;
}

void account_session_end_post(struct req *r)
{
	struct ending e = { my_session(r, web_post(r, "session")) };
	const bool here = str_eq(e.hash, r->session);
	enum db_status st = DB_OK;

	if (!str_null(e.hash))
		st = ctx_change(&r->cx, end_fn, &e);
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	if (here)
		web_session_cookie(r, STR_NULL);
	web_redirect(r, here ? S("/") : S("/account"));
}

static const struct sql *const list[] = { &SQL_ME, &SQL_MY_SESSIONS,
	&SQL_MY_ROLES };
const struct sql_list account_page_sql = { list, NELEM(list) };
