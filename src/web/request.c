/*
 * request.c: one request from the worker's queue to its answer: who is it, may
 * they, what did they post, the handler, the page.
 */
#include "web/internal.h"

#include <assert.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/words.h"
#include "core/keys.h"
#include "core/scan.h"
#include "core/setting.h"

#define COOKIE_SECURE "__Host-heard"
#define COOKIE_PLAIN  "heard"
#define TOUCH_SECONDS 60

const char *web_cookie_name(bool secure)
{
	return secure ? COOKIE_SECURE : COOKIE_PLAIN;
}

static void send_answer(struct req *r, const char *type, struct buf *body)
{
	struct http_answer a = { .status = r->status,
		.type = type,
		.headers = r->headers,
		.nheaders = r->nheaders,
		.body = body };

	assert(!r->answered);
	r->answered = true;
	if (!http_answer(r->http, &a))
		log_line(LOG_WARN, "web", "what=\"answered too late\"");
}

void web_header(struct req *r, const char *name, struct str value)
{
	assert(r->nheaders < NELEM(r->headers));
	r->headers[r->nheaders++] = (struct http_answer_header){ name, value };
}

void request_send_page(struct req *r, struct buf *page)
{
	web_header(r, "Cache-Control", S("no-store"));
	send_answer(r, "text/html; charset=utf-8", page);
	buf_free(page);
}

bool request_unread(struct req *r)
{
	if (r->excused || db_failures(r->cx.conn) == r->failures)
		return false;
	if (http_method(r->http) == HTTP_POST && r->status != 403 &&
	    r->status != 404)
		return false;
	r->excused = true;
	r->nheaders = 0;
	web_error(r, 503, T("Something is wrong on our side"),
	    T("We could not read all that belongs here, and nothing was "
	      "changed. Go back: what you typed is still there. Try again in "
	      "a few minutes."));
	return true;
}

static void send_page(struct req *r)
{
	struct buf page = buf_make(BUF_PAGE);

	page_wrap(r, &page);
	if (request_unread(r))
		buf_free(&page);
	else
		request_send_page(r, &page);
}

void web_redirect(struct req *r, struct str path)
{
	struct buf none = buf_make(1);

	assert(path.n > 0 && path.s[0] == '/' &&
	       !(path.n > 1 && path.s[1] == '/'));
	r->status = 303;
	web_header(r, "Location", language_path(r, path));
	web_header(r, "Cache-Control", S("no-store"));
	send_answer(r, "text/plain", &none);
}

void web_send(
    struct req *r, const char *type, struct str filename, struct buf *body)
{
	if (request_unread(r)) {
		buf_free(body);
		return;
	}
	if (!str_null(filename))
		web_header(r, "Content-Disposition",
		    str_fmt(r->cx.arena, "attachment; filename=\"%.*s\"",
			STR_ARG(filename)));
	web_header(r, "Cache-Control", S("no-store"));
	send_answer(r, type, body);
}

void web_error(
    struct req *r, int status, const char *heading, const char *sentence)
{
	buf_reset(&r->out);
	r->status = status;
	r->title = str_of(heading);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\">%s</p>",
	    heading, sentence);
	if (status == 404)
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/\">%s</a></p>",
		    T("Go to the start page"));
	send_page(r);
}

void web_not_found(struct req *r)
{
	web_error(r, 404, T("Page not found"),
	    T("If you typed the address, check that it is right. What you are "
	      "looking for may also have moved, or not be open to you."));
}

void web_forbidden(struct req *r)
{
	web_error(r, 403, T("You cannot do this"),
	    T("Your role does not open this page. If you need it for your "
	      "work, ask the person who manages sign-ins at your trust."));
}

void web_change_failed(struct req *r, enum db_status st)
{
	if (st == DB_STALE) {
		web_error(r, 409, T("Someone else changed this"),
		    T("It changed after you opened the page. Go back, load the "
		      "page again and make your change once more."));
		return;
	}
	if (st == DB_FULL || st == DB_ERROR) {
		web_error(r, 503, T("This was not saved"),
		    T("Something is wrong on our side, and nothing was kept. "
		      "Go back: what you typed is still there. Try again in a "
		      "few minutes."));
		return;
	}
	if (st == DB_BUSY) {
		web_header(r, "Retry-After", S("5"));
		web_error(r, 503, T("This was not saved"),
		    T("Too many people are saving at this moment. Go back and "
		      "try again in a few seconds."));
		return;
	}
	web_error(r, 422, T("This was not saved"),
	    T("It does not fit with what is already there. Go back, check "
	      "what you typed and try again."));
}

bool web_may(struct req *r, enum cap cap)
{
	return r->cx.person != 0 && may_anywhere(&r->cx, cap);
}

struct str web_query(const struct req *r, const char *name)
{
	return form_get(&r->query, name);
}

struct str web_post(const struct req *r, const char *name)
{
	return form_get(&r->form, name);
}

void web_csrf_field(struct req *r)
{
	html(&r->out, "<input type=\"hidden\" name=\"csrf\" value=\"%.*s\">",
	    STR_ARG(r->csrf));
}

/* Sign-in ------------------------------------------------------------- */

void web_session_cookie(struct req *r, struct str token)
{
	const bool secure = http_secure(r->http);

	web_header(r, "Set-Cookie",
	    str_fmt(r->cx.arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s",
		web_cookie_name(secure), STR_ARG(token),
		secure ? "; Secure" : "",
		str_null(token) ? "; Max-Age=0" : ""));
}

static enum db_status touch_fn(struct ctx *cx, void *arg)
{
	const struct str *hash = arg;

	return session_touch(cx, *hash);
}

struct flash_arg {
	struct str hash, sentence;
};

static enum db_status flash_fn(struct ctx *cx, void *arg)
{
	const struct flash_arg *f = arg;

	return session_flash(cx, f->hash, f->sentence);
}

void web_flash(struct req *r, const char *sentence)
{
	struct flash_arg f = { r->session, str_of(sentence) };

	if (str_null(r->session))
		return;
	if (ctx_change(&r->cx, flash_fn, &f) != DB_OK)
		log_line(LOG_WARN, "web", "what=\"flash not kept\"");
}

static void sign_in(struct req *r)
{
	struct session s;
	const struct str token = cookie_get(http_header(r->http, "Cookie"),
	    web_cookie_name(http_secure(r->http)));

	if (str_null(token) || !session_find(&r->cx, token, &s)) {
		language_choose(r, STR_NULL);
		return;
	}
	ctx_act_as(&r->cx, s.person);
	r->person_name = s.person_name;
	r->session = s.hash;
	r->csrf = session_csrf(&r->cx, token);
	r->flash = s.flash;
	language_choose(r, s.lang);
	r->mixed = r->cx.now.us - s.seen_at.us > TOUCH_SECONDS * US_PER_SECOND;
	if (r->mixed && ctx_change(&r->cx, touch_fn, &r->session) != DB_OK)
		log_line(LOG_WARN, "web", "what=\"session not touched\"");
}

/* Where a signed-out reader is sent; only own GET addresses come back. */
static void ask_to_sign_in(struct req *r)
{
	struct buf b = buf_make(HTTP_URL_MAX * 3);

	buf_cstr(&b, "/sign-in");
	if (r->route->method == HTTP_GET) {
		buf_cstr(&b, "?next=");
		html_urlencode(&b, http_path(r->http));
	}
	web_redirect(r, str_dup(r->cx.arena, buf_view(&b)));
	buf_free(&b);
}

/* Parsing ------------------------------------------------------------- */

static bool parse_post(struct req *r)
{
	const struct str type = http_header(r->http, "Content-Type");
	const struct str body = http_body(r->http);
	enum form_status st;

	if (r->route->method != HTTP_POST)
		return true;
	if (str_starts(type, S("multipart/form-data")))
		st = form_multipart(r->cx.arena, type, body, &r->form);
	else
		st = form_urlencoded(r->cx.arena, body, &r->form);
	if (st == FORM_OK)
		return true;
	web_error(r, 400, T("We could not read what was sent"),
	    st == FORM_TOO_MANY
		? T("The form has more fields than we accept.")
		: T("It did not arrive whole. Go back and send it again."));
	return false;
}

/* Files are shown to the virus scanner before anything is done with them. One
 * that is away stops nobody: file_add keeps them apart until it is back. */
static bool files_clean(struct req *r)
{
	for (size_t i = 0; i < r->form.n; i++) {
		const struct form_field *f = &r->form.fields[i];

		if (str_null(f->filename) || f->value.n == 0 ||
		    scan_bytes(&r->cx, f->value) != SCAN_FOUND)
			continue;
		web_error(r, 422, T("This file was not taken"),
		    T("The virus scanner found something harmful in it, and "
		      "nothing was kept. Go back, choose another file, and "
		      "tell your IT team where this one came from."));
		return false;
	}
	return true;
}

/* A write by somebody signed in carries the session's token; a write by
 * nobody must at least not come from another site's page. */
static bool post_is_own(struct req *r)
{
	if (r->route->method != HTTP_POST)
		return true;
	if (r->route->flags & ROUTE_NO_CSRF)
		return true;
	if (r->route->flags & ROUTE_PUBLIC && str_null(r->csrf))
		return !str_is(
		    http_header(r->http, "Sec-Fetch-Site"), "cross-site");
	const struct str got = web_post(r, "csrf");

	return !str_null(got) && str_eq(got, r->csrf);
}

static bool admitted(struct req *r)
{
	const struct route *row = r->route;

	if (!(row->flags & ROUTE_PUBLIC) && r->cx.person == 0) {
		/* Not known to be nobody. */
		r->status = 403;
		if (!request_unread(r)) {
			r->status = 200;
			ask_to_sign_in(r);
		}
		return false;
	}
	if (row->cap != CAP_NONE && !may_anywhere(&r->cx, row->cap)) {
		web_forbidden(r);
		return false;
	}
	if (!parse_post(r))
		return false;
	if (!post_is_own(r)) {
		web_error(r, 403, T("This form is too old"),
		    T("It was opened in another sign-in. Go back, load the "
		      "page again and send it once more."));
		return false;
	}
	return files_clean(r);
}

static void request_prepare(struct req *r, struct web_server *s, struct conn *c,
    struct arena *a, struct http_request *h)
{
	*r = (struct req){ .http = h, .status = 200 };
	r->failures = db_failures(c);
	r->cx = ctx_make(s->config.app, a, c, http_request_id(h));
	setting_remember(&r->cx);
	r->out = buf_make(BUF_PAGE);
	ctx_act_as(&r->cx, 0);
	r->server = s;
	if (form_urlencoded(a, http_query(h), &r->query) != FORM_OK)
		r->query = (struct form){ 0 };
}

void request_run(struct web_server *s, struct conn *c, struct arena *a,
    struct http_request *h)
{
	static const struct route nowhere = { HTTP_GET, "", NULL, CAP_NONE,
		ROUTE_PUBLIC };
	struct req r;
	bool other = false;

	log_request_set(http_request_id(h));
	db_steady_begin(c);
	request_prepare(&r, s, c, a, h);
	const struct route *row = router_find(
	    s->router, a, http_method(h), http_path(h), r.params, &other);

	r.route = row != NULL ? row : &nowhere;
	sign_in(&r);
	if (row == NULL && other)
		web_error(&r, 405, T("This does not work here"),
		    T("The page is there, but not for what was asked of it."));
	else if (row == NULL)
		web_not_found(&r);
	else if (admitted(&r))
		row->fn(&r);
	if (!r.answered)
		send_page(&r);
	db_steady_end(c);
	buf_free(&r.out);
	words_use(NULL);
	log_request_set(NULL);
	http_release(h);
}
