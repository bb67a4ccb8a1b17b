/*
 * signin_page.c: the pages of getting in and out. The rules are signin.h's.
 */
#include "base/words.h"
#include "core/session.h"
#include "job/job.h"
#include "mod/account/oidc.h"
#include "mod/account/pages.h"
#include "mod/account/signin.h"
#include "web/component.h"
#include "web/limit.h"

#define AFTER_SIGN_IN "/day"
#define NEXT_MAX      500

void wrong_summary(struct req *r, const struct wrong *w)
{
	const struct error_item item = { .text = str_of(w->sentence),
		.href = str_fmt(
		    r->cx.arena, "#%s", w->field != NULL ? w->field : "") };

	if (w->field == NULL)
		return;
	if (r->status != 429)
		r->status = 422;
	component_error_summary(
	    &r->out, &(struct error_summary){ .items = &item, .nitems = 1 });
}

struct str wrong_at(const struct wrong *w, const char *field)
{
	return w->field != NULL && str_is(str_of(w->field), field)
		   ? str_of(w->sentence)
		   : STR_NULL;
}

/* Where to go afterwards: an own path, or My day. A backslash is a slash to
 * some browsers. */
struct str signin_next(struct str next)
{
	if (next.n < 2 || next.n > NEXT_MAX || next.s[0] != '/' ||
	    next.s[1] == '/' || str_find_byte(next, '\\') != SIZE_MAX)
		return S(AFTER_SIGN_IN);
	for (size_t i = 0; i < next.n; i++)
		if ((unsigned char)next.s[i] <= ' ' || next.s[i] == 0x7f)
			return S(AFTER_SIGN_IN);
	return next;
}

void signin_hidden(struct req *r, const char *name, struct str value)
{
	html(&r->out, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
	    name, STR_ARG(value));
}

static void heading(struct req *r, const char *text)
{
	r->title = str_of(text);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>", text);
}

static void email_field(struct req *r, struct str value, const struct wrong *w)
{
	component_input(&r->out, &(struct input){ .name = S("email"),
				     .value = value,
				     .label.text = str_of(T("E-mail address")),
				     .type = S("email"),
				     .autocomplete = S("username"),
				     .spellcheck = SPELLCHECK_OFF,
				     .error = wrong_at(w, "email") });
}

/* By password --------------------------------------------------------- */

static void render_signin(
    struct req *r, struct str email, struct str next, const struct wrong *w)
{
	wrong_summary(r, w);
	heading(r, T("Sign in"));
	if (oidc_on(&r->cx))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/sign-in/oidc\">%s</a>"
		    "</p>",
		    T("Sign in with your trust's own sign-in"));
	html(&r->out, "<form method=\"post\" action=\"/sign-in\" novalidate>");
	web_csrf_field(r);
	signin_hidden(r, "next", next);
	email_field(r, email, w);
	component_password_input(
	    &r->out, &(struct password_input){ .name = S("password"),
			 .label.text = str_of(T("Password")) });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Sign in")),
			 .prevent_double_click = true });
	html(&r->out, "</form><p class=\"nhsuk-body\">%s</p>",
	    T("You need no sign-in to give feedback."));
	if (mail_possible(&r->cx))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/sign-in/code\">%s</a>"
		    "</p>",
		    sms_possible(&r->cx)
			? T("Sign in with a code by e-mail or text message "
			    "instead")
			: T("Sign in with a code in an e-mail instead"));
}

void signin_form(struct req *r)
{
	const struct str next = signin_next(web_query(r, "next"));

	if (r->cx.person != 0) {
		web_redirect(r, next);
		return;
	}
	render_signin(r, STR_NULL, next, &(struct wrong){ NULL, NULL });
}

const char *signin_too_often(void)
{
	return T("There were too many tries from where you are. Wait a few "
		 "minutes and try again.");
}

bool signin_take_turn(struct req *r, enum limit_kind kind)
{
	if (limit_take(kind, http_address(r->http), r->cx.now))
		return true;
	r->status = 429;
	return false;
}

/* Only tries that failed count: a hospital often has a single address. */
void signin_was_right(struct req *r)
{
	limit_give_back(LIMIT_SIGN_IN, http_address(r->http), r->cx.now);
}

void signin_post(struct req *r)
{
	const struct str email = web_post(r, "email");
	const struct str next = signin_next(web_post(r, "next"));
	struct signin in;

	if (!signin_take_turn(r, LIMIT_SIGN_IN)) {
		render_signin(r, email, next,
		    &(struct wrong){ "email", signin_too_often() });
		return;
	}
	const enum db_status st =
	    signin_password(&r->cx, email, web_post(r, "password"), &in);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	if (in.second != SECOND_NOT) {
		signin_was_right(r);
		second_step(r, &in, next);
		return;
	}
	if (!in.in) {
		render_signin(r, email, next,
		    &(struct wrong){ "email",
			T("The e-mail address or the password is not right. "
			  "After 5 wrong passwords, wait 15 minutes.") });
		return;
	}
	signin_was_right(r);
	web_session_cookie(r, str_dup(r->cx.arena, str_of(in.token)));
	web_redirect(r, next);
}

/* By code ------------------------------------------------------------- */

static void ask_how(struct req *r)
{
	const struct choice_item items[] = {
		{ .value = S("mail"), .text = str_of(T("By e-mail")) },
		{ .value = S("text"),
		    .text = str_of(T("By text message, if we have a number of "
				     "yours")) },
	};

	component_radios(
	    &r->out, &(struct radios){ .name = S("by"),
			 .value = str_is(web_post(r, "by"), "text") ? S("text")
								    : S("mail"),
			 .legend.text = str_of(T("How shall we send it?")),
			 .legend.size = "s",
			 .items = items,
			 .nitems = NELEM(items) });
}

static void render_ask(struct req *r, struct str email, const struct wrong *w)
{
	wrong_summary(r, w);
	heading(r, T("Sign in with a code"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    sms_possible(&r->cx)
		? T("We send six digits to your e-mail address, or to the "
		    "mobile number that you gave us.")
		: T("We send six digits to your e-mail address."));
	html(&r->out, "<form method=\"post\" action=\"/sign-in/code\">");
	web_csrf_field(r);
	email_field(r, email, w);
	if (sms_possible(&r->cx))
		ask_how(r);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Send me a code")),
			 .prevent_double_click = true });
	html(&r->out, "</form>");
}

void signin_code_form(struct req *r)
{
	render_ask(r, STR_NULL, &(struct wrong){ NULL, NULL });
}

static void render_code(struct req *r, struct str email, const struct wrong *w)
{
	wrong_summary(r, w);
	heading(r, T("Type the code"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("If we know this address, a code is on its way. It works for 10 "
	      "minutes. Look in the folder for junk mail too."));
	if (str_is(web_post(r, "by"), "text"))
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Where we have no mobile number of yours, it comes by "
		      "e-mail."));
	html(&r->out, "<form method=\"post\" action=\"/sign-in/code/check\" "
		      "novalidate>");
	web_csrf_field(r);
	signin_hidden(r, "email", email);
	component_input(&r->out, &(struct input){ .name = S("code"),
				     .label.text = str_of(T("Six digits")),
				     .inputmode = S("numeric"),
				     .autocomplete = S("one-time-code"),
				     .width = 10,
				     .code = true,
				     .error = wrong_at(w, "code") });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Sign in")),
			 .prevent_double_click = true });
	html(&r->out, "</form>");
}

void signin_code_post(struct req *r)
{
	const struct str email = web_post(r, "email");

	if (!signin_take_turn(r, LIMIT_SIGN_IN_CODE)) {
		render_ask(
		    r, email, &(struct wrong){ "email", signin_too_often() });
		return;
	}
	const enum db_status st =
	    signin_code_send(&r->cx, email, str_is(web_post(r, "by"), "text"));

	if (st != DB_OK && st != DB_REFUSED)
		web_change_failed(r, st);
	else
		render_code(r, email, &(struct wrong){ NULL, NULL });
}

void signin_code_check_post(struct req *r)
{
	const struct str email = web_post(r, "email");
	struct signin in = { 0 };

	if (!signin_take_turn(r, LIMIT_SIGN_IN)) {
		render_code(
		    r, email, &(struct wrong){ "code", signin_too_often() });
		return;
	}
	const enum db_status st =
	    signin_code_check(&r->cx, email, web_post(r, "code"), &in);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	if (in.second != SECOND_NOT) {
		signin_was_right(r);
		second_step(r, &in, S(AFTER_SIGN_IN));
		return;
	}
	if (!in.in) {
		render_code(r, email,
		    &(struct wrong){ "code",
			T("This code is not right, or it is too old. After 5 "
			  "wrong ones, ask for a new code.") });
		return;
	}
	signin_was_right(r);
	web_session_cookie(r, str_dup(r->cx.arena, str_of(in.token)));
	web_redirect(r, S(AFTER_SIGN_IN));
}

/* Out ----------------------------------------------------------------- */

static enum db_status end_fn(struct ctx *cx, void *arg)
{
	const struct str *hash = arg;

	return session_end(cx, *hash);
}

void sign_out_post(struct req *r)
{
	enum db_status st = DB_OK;

	if (!str_null(r->session))
		st = ctx_change(&r->cx, end_fn, &r->session);
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_session_cookie(r, STR_NULL);
	web_redirect(r, S("/"));
}
