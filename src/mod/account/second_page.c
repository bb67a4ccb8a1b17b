/*
 * second_page.c: the pages of the second factor: asked for on the way in, set
 * up, and taken away by who looks after sign-ins. The rules are second.h's.
 */
#include "mod/account/second.h"

#include "base/words.h"
#include "core/setting.h"
#include "mod/account/account.h"
#include "mod/account/pages.h"
#include "report/qr.h"
#include "web/component.h"
#include "web/limit.h"

static const struct sql SQL_FIND = { "SELECT id FROM person WHERE email = ?1",
	SYSTEM("person_beyond() asks for the right on the person") };

static void heading(struct req *r, const char *text)
{
	r->title = str_of(text);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>", text);
}

static void start_again(struct req *r)
{
	web_error(r, 422, T("Please start again"),
	    T("This page was open for too long, or something changed "
	      "meanwhile. Go back to the start and sign in once more."));
}

static void code_field(struct req *r, const char *label, const struct wrong *w)
{
	component_input(&r->out, &(struct input){ .name = S("code"),
				     .label.text = str_of(label),
				     .autocomplete = S("one-time-code"),
				     .spellcheck = SPELLCHECK_OFF,
				     .width = 20,
				     .code = true,
				     .error = wrong_at(w, "code") });
}

/* On the way in --------------------------------------------------------- */

static void render_ask(
    struct req *r, struct str ticket, struct str next, const struct wrong *w)
{
	wrong_summary(r, w);
	heading(r, T("Type the code from your app"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("Open the app on your phone that shows codes for Heard. Without "
	      "your phone, use one of your recovery codes."));
	html(&r->out, "<form method=\"post\" action=\"/sign-in/second\" "
		      "novalidate>");
	web_csrf_field(r);
	signin_hidden(r, "ticket", ticket);
	signin_hidden(r, "next", next);
	code_field(r, T("Six digits, or a recovery code"), w);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Sign in")),
			 .prevent_double_click = true });
	html(&r->out, "</form>");
}

/* What the app reads off the screen: the key URI that apps agree on. */
static struct str key_uri(struct req *r, struct str issuer, struct str secret)
{
	struct buf b = buf_make(QR_TEXT_MAX * 4);
	struct str ret;

	buf_cstr(&b, "otpauth://totp/");
	html_urlencode(&b, issuer);
	buf_fmt(&b, "?secret=%.*s&issuer=", STR_ARG(secret));
	html_urlencode(&b, issuer);
	ret = str_dup(r->cx.arena, buf_view(&b));
	buf_free(&b);
	return ret;
}

static void qr(struct req *r, struct str secret)
{
	struct str name = setting_text(&r->cx, "trust_short_name");
	struct qr q;

	if (str_empty(name))
		name = setting_text(&r->cx, "trust_name");
	if (!qr_make(r->cx.arena, key_uri(r, name, secret), &q) &&
	    !qr_make(r->cx.arena, key_uri(r, S("Heard"), secret), &q))
		return;
	html(&r->out, "<p>");
	qr_svg(&r->out, &q, S("second"),
	    str_of(T("Code for your app. The same key is written below.")));
	html(&r->out, "</p>");
}

/* Four letters at a time, for who types them. */
static void written(struct req *r, struct str secret)
{
	html(&r->out, "<p class=\"nhsuk-body\">%s</p><p><code>",
	    T("No camera? Type this key into the app:"));
	for (size_t i = 0; i < secret.n; i += 4) {
		const struct str four = str_sub(secret, i, 4);

		html(&r->out, "%s%.*s", i > 0 ? " " : "", STR_ARG(four));
	}
	html(&r->out, "</code></p>");
}

static void render_set_up(
    struct req *r, struct str ticket, struct str next, const struct wrong *w)
{
	const struct str secret = second_ticket_secret(&r->cx, ticket);
	const bool way_in = r->cx.person == 0;

	if (str_null(secret)) {
		start_again(r);
		return;
	}
	wrong_summary(r, w);
	heading(r, T("Set up a second factor"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("Besides your password you will need six digits from an app on "
	      "your phone. Any app for one-time codes will do. Add an account "
	      "in it and point the camera at this code:"));
	qr(r, secret);
	written(r, secret);
	html(&r->out, "<form method=\"post\" action=\"%s\" novalidate>",
	    way_in ? "/sign-in/second/set-up" : "/account/second/set-up");
	web_csrf_field(r);
	signin_hidden(r, "ticket", ticket);
	signin_hidden(r, "next", next);
	code_field(r, T("Then type the six digits that the app shows"), w);
	component_button(&r->out, &(struct button){ .text = str_of(T("Set up")),
				      .prevent_double_click = true });
	html(&r->out, "</form>");
}

void second_step(struct req *r, const struct signin *in, struct str next)
{
	const struct str ticket = str_dup(r->cx.arena, str_of(in->ticket));
	const struct wrong none = { NULL, NULL };

	if (in->second == SECOND_ASK)
		render_ask(r, ticket, next, &none);
	else
		render_set_up(r, ticket, next, &none);
}

void second_post(struct req *r)
{
	const struct str ticket = web_post(r, "ticket");
	const struct str next = signin_next(web_post(r, "next"));
	struct signin in;
	enum db_status st;

	if (!signin_take_turn(r, LIMIT_SIGN_IN)) {
		render_ask(r, ticket, next,
		    &(struct wrong){ "code", signin_too_often() });
		return;
	}
	st = second_check(&r->cx, ticket, web_post(r, "code"), &in);
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	if (in.in) {
		signin_was_right(r);
		web_session_cookie(r, str_dup(r->cx.arena, str_of(in.token)));
		web_redirect(r, next);
	} else if (in.second == SECOND_NOT) {
		start_again(r);
	} else {
		render_ask(r, ticket, next,
		    &(struct wrong){ "code",
			T("This code is not right, or it was used already. "
			  "After 5 wrong ones, wait 15 minutes.") });
	}
}

/* Setting up ------------------------------------------------------------- */

static void render_codes(
    struct req *r, const struct second_codes *codes, struct str next)
{
	heading(r, T("Keep your recovery codes"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p><ul>",
	    T("Your second factor works. If your phone is lost, one of these "
	      "codes lets you in instead. Each works once. They are shown "
	      "only now: print them or write them down, and keep them away "
	      "from your password."));
	for (size_t i = 0; i < RECOVERY_CODES; i++)
		html(&r->out, "<li><code>%s</code></li>", codes->text[i]);
	html(&r->out, "</ul>");
	component_button(
	    &r->out, &(struct button){
			 .text = str_of(T("I have kept them")), .href = next });
}

void second_set_up_post(struct req *r)
{
	const struct str ticket = web_post(r, "ticket");
	const struct str next = r->cx.person != 0
				    ? S("/account")
				    : signin_next(web_post(r, "next"));
	struct second_codes codes = { 0 };
	struct signin in = { 0 };
	enum db_status st;

	if (!signin_take_turn(r, LIMIT_SIGN_IN)) {
		render_set_up(r, ticket, next,
		    &(struct wrong){ "code", signin_too_often() });
		return;
	}
	st = second_set_up(&r->cx, ticket, web_post(r, "code"), &codes, &in);
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	if (!in.in) {
		render_set_up(r, ticket, next,
		    &(struct wrong){ "code",
			T("This code is not right. Wait for the next one in "
			  "the app, and look if the phone's clock is right.") });
		return;
	}
	signin_was_right(r);
	if (in.token[0] != '\0')
		web_session_cookie(r, str_dup(r->cx.arena, str_of(in.token)));
	render_codes(r, &codes, next);
}

/* On /account ------------------------------------------------------------- */

void second_form(struct req *r, const struct wrong *w)
{
	const bool has = second_has(&r->cx, r->cx.person);

	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><p class=\"nhsuk-body\">%s"
	    "</p><form method=\"post\" action=\"/account/second\" novalidate>",
	    T("Second factor"),
	    has ? T("You sign in with a code from your phone too. With a new "
		    "phone, or without recovery codes left, set it up anew.")
		: T("A code from an app on your phone keeps others out who "
		    "learn your password."));
	web_csrf_field(r);
	component_password_input(&r->out,
	    &(struct password_input){ .name = S("second_password"),
		.label.text = str_of(T("Your password, to be sure it is you")),
		.autocomplete = S("current-password"),
		.error = wrong_at(w, "second_password") });
	component_button(
	    &r->out, &(struct button){ .text = str_of(has ? T("Set up anew")
							  : T("Set up a second "
							      "factor")),
			 .variant = "secondary",
			 .prevent_double_click = true });
	html(&r->out, "</form>");
}

void second_account_post(struct req *r)
{
	const struct wrong none = { NULL, NULL };
	bool right = false;
	const enum db_status st = signin_confirm(
	    &r->cx, r->cx.person, web_post(r, "second_password"), &right);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	if (!right) {
		const struct wrong w = { "second_password",
			T("This is not your password now. After 5 wrong ones, "
			  "wait 15 minutes.") };

		r->title = str_of(T("Second factor"));
		wrong_summary(r, &w);
		second_form(r, &w);
		return;
	}
	render_set_up(r, second_ticket_replace(&r->cx, r->cx.person),
	    S("/account"), &none);
}

/* Taking one away ----------------------------------------------------------- */

void second_reset_form(
    struct req *r, struct str email, struct str reason, const struct wrong *w)
{
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><p class=\"nhsuk-body\">%s"
	    "</p><form method=\"post\" action=\"/account/second/reset\" "
	    "novalidate>",
	    T("Take away someone's second factor"),
	    T("For a colleague who lost both the phone and the recovery "
	      "codes. Make sure that it is them: speak to them, not by mail."));
	web_csrf_field(r);
	component_input(
	    &r->out, &(struct input){ .name = S("second_email"),
			 .value = email,
			 .label.text = str_of(T("Their e-mail address")),
			 .type = S("email"),
			 .autocomplete = S("off"),
			 .spellcheck = SPELLCHECK_OFF,
			 .error = wrong_at(w, "second_email") });
	component_input(&r->out,
	    &(struct input){ .name = S("reason"),
		.value = reason,
		.label.text =
		    str_of(T("Why, and how you made sure that it is them")),
		.autocomplete = S("off"),
		.error = wrong_at(w, "reason") });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Take it away")),
			 .variant = "secondary",
			 .prevent_double_click = true });
	html(&r->out, "</form>");
}

struct reset {
	int64_t person;
	struct str reason;
};

static enum db_status reset_fn(struct ctx *cx, void *arg)
{
	const struct reset *x = arg;

	/* Asked again inside the change: a role may have come meanwhile. */
	if (person_beyond(cx, x->person))
		return DB_REFUSED;
	return second_reset(cx, x->person, x->reason);
}

static struct wrong reset_problem(struct req *r, const struct reset *x)
{
	const char *field = "second_email", *sentence = NULL;

	if (x->person == 0)
		sentence = T("Nobody here has this address.");
	else if (x->person == r->cx.person)
		sentence = T("Your own is set up anew further up.");
	else if (person_beyond(&r->cx, x->person))
		sentence =
		    T("This person also works where you do not look after "
		      "sign-ins. Ask an administrator of the trust.");
	else if (!second_has(&r->cx, x->person))
		sentence = T("This person has no second factor.");
	else if (x->reason.n < 10 || x->reason.n > SECOND_REASON_MAX) {
		field = "reason";
		sentence = T("Write a reason of 10 to 500 characters.");
	}
	return (struct wrong){ sentence != NULL ? field : NULL, sentence };
}

void second_reset_post(struct req *r)
{
	const struct str email =
	    str_lower(r->cx.arena, str_trim(web_post(r, "second_email")));
	struct reset x = { 0, str_trim(web_post(r, "reason")) };

	if (!str_empty(email))
		x.person = db_get_int(
		    r->cx.conn, r->cx.arena, &SQL_FIND, VALS(V(email)), 0);
	const struct wrong w = reset_problem(r, &x);

	if (w.field != NULL) {
		r->title = str_of(T("Take away someone's second factor"));
		wrong_summary(r, &w);
		second_reset_form(r, email, x.reason, &w);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, reset_fn, &x);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("Their second factor is gone, and they are signed out "
		       "everywhere."));
	web_redirect(r, S("/account"));
}

static const struct sql *const list[] = { &SQL_FIND };
const struct sql_list second_page_sql = { list, NELEM(list) };
