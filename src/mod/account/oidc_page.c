/*
 * oidc_page.c: the way to the trust's own directory and back. The rules are
 * oidc.h's.
 */
#include "mod/account/oidc.h"

#include "base/words.h"
#include "http/form.h"
#include "mod/account/pages.h"
#include "web/component.h"

#define COOKIE "heard-oidc"

/* Lax: it has to come back with the browser from the provider. */
static void set_cookie(struct req *r, struct str value)
{
	web_header(r, "Set-Cookie",
	    str_fmt(r->cx.arena,
		COOKIE "=%.*s; Path=/sign-in; HttpOnly; SameSite=Lax%s; "
		       "Max-Age=%d",
		STR_ARG(value), http_secure(r->http) ? "; Secure" : "",
		str_null(value) ? 0 : OIDC_MINUTES * 60));
}

/* GET, because a form may not lead to another site (form-action). */
void oidc_start_page(struct req *r)
{
	const bool link = str_is(web_query(r, "link"), "1");
	struct str cookie = STR_NULL, url;

	if (!oidc_on(&r->cx)) {
		web_not_found(r);
		return;
	}
	if (r->cx.person != 0 && !link) {
		web_redirect(r, signin_next(STR_NULL));
		return;
	}
	url = oidc_start(&r->cx, signin_next(web_query(r, "next")),
	    link ? r->cx.person : 0, &cookie);
	if (str_null(url)) {
		web_error(r, 503, T("Your trust's sign-in does not answer"),
		    T("Try again in a few minutes. If it stays so, tell your "
		      "IT service desk."));
		return;
	}
	set_cookie(r, cookie);
	web_header(r, "Location", url);
	r->status = 303;
	r->title = str_of(T("Sign in"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("You go on to your trust's sign-in."));
}

static void refuse(struct req *r, enum oidc_why why)
{
	const char *s = T("This took too long, or it was started somewhere "
			  "else. Start again.");

	if (why == OIDC_BROKEN)
		s = T("We could not check what your trust's sign-in told us. "
		      "Start again. If it happens again, tell your IT service "
		      "desk.");
	else if (why == OIDC_NO_ROLE)
		s = T("Your trust's directory names no role for you here. Ask "
		      "the person who manages sign-ins at your trust.");
	else if (why == OIDC_TAKEN)
		s = T("There is a sign-in here for this already. Sign in with "
		      "your password, open your account page and join the two "
		      "there.");
	else if (why == OIDC_CLOSED)
		s = T("This sign-in is closed. Ask the person who manages "
		      "sign-ins at your trust.");
	web_error(r, 422, T("We could not sign you in"), s);
}

void oidc_back_page(struct req *r)
{
	struct signin in;
	struct str next = STR_NULL;
	enum oidc_why why;
	enum db_status st;

	if (!oidc_on(&r->cx)) {
		web_not_found(r);
		return;
	}
	if (!signin_take_turn(r, LIMIT_SIGN_IN)) {
		web_error(
		    r, 429, T("We could not sign you in"), signin_too_often());
		return;
	}
	st = oidc_finish(&r->cx,
	    cookie_get(http_header(r->http, "Cookie"), COOKIE),
	    web_query(r, "state"), web_query(r, "code"), &next, &why, &in);
	set_cookie(r, STR_NULL);
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	if (why != OIDC_IN) {
		refuse(r, why);
		return;
	}
	signin_was_right(r);
	if (in.second != SECOND_NOT) {
		second_step(r, &in, signin_next(next));
		return;
	}
	if (in.in)
		web_session_cookie(r, str_dup(r->cx.arena, str_of(in.token)));
	web_redirect(r, in.in ? signin_next(next) : S("/account"));
}

void oidc_link_part(struct req *r)
{
	if (!oidc_on(&r->cx))
		return;
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"/sign-in/oidc?link=1\">%s</a>"
	    "</p>",
	    T("Join this with your trust's own sign-in"));
}
