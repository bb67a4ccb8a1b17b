/*
 * refuse.c: what the listener does not let through, and what it says instead:
 * limits on the target, the method and the body, and the pages for them.
 */
#include <string.h>

#include "base/html.h"
#include "base/words.h"
#include "http/server.h"

/* What a person is told when the config has no pages of its own. */
static const char *sentence(int page)
{
	switch (page) {
	case 405:
		return T("This page cannot be used in this way.");
	case 413:
		return T("What you sent is too large.");
	case 414:
		return T("The address of this page is too long.");
	case 503:
		return T("The service is busy. Try again in a minute.");
	case HTTP_PAGE_UNSURE:
		return T("We cannot be sure that what you sent was kept. "
			 "Please send it again: it will count once.");
	default:
		return T("We could not understand what your browser sent.");
	}
}

static void page_write(const struct http_server *s, struct buf *out, int page)
{
	if (s->c.error_page != NULL) {
		s->c.error_page(out, page, s->c.arg);
		return;
	}
	html(out,
	    "<!DOCTYPE html><html lang=\"%s\" dir=\"%s\"><title>Heard</title>"
	    "<p>%s</p></html>\n",
	    words_current()->code, words_current()->dir, sentence(page));
}

bool http_refuse(struct http_request *r, int page)
{
	struct buf out = buf_make(BUF_PAGE);
	struct http_answer_header h[4];
	size_t n = 0;

	if (r->claimed)
		return false;
	h[n++] = (struct http_answer_header){ "Cache-Control", S("no-store") };
	if (page == 405)
		h[n++] = (struct http_answer_header){ "Allow",
			S("GET, HEAD, POST") };
	if (page == 503)
		h[n++] = (struct http_answer_header){ "Retry-After", S("10") };
	if (r->last)
		h[n++] =
		    (struct http_answer_header){ "Connection", S("close") };
	page_write(r->server, &out, page);
	return http_answer(
	    r, &(struct http_answer){
		   .status = page == HTTP_PAGE_UNSURE ? 503 : page,
		   .type = "text/html; charset=utf-8",
		   .headers = h,
		   .nheaders = n,
		   .body = &out,
	       });
}

/*
 * The length that the headers promise: 0 without a body, UINT64_MAX when it is
 * not said beforehand. False for what two servers may read in two ways (RFC
 * 9112, 6.1 and 6.3).
 */
static bool promised(const struct http_request *r, uint64_t *ret)
{
	size_t lengths = 0, encodings = 0;
	int64_t n = 0;

	for (size_t i = 0; i < r->nheaders; i++) {
		const struct request_header *h = &r->headers[i];

		if (str_eq_nocase(h->name, S("Transfer-Encoding")))
			encodings++;
		if (!str_eq_nocase(h->name, S("Content-Length")))
			continue;
		lengths++;
		if (!str_int64(h->value, &n) || n < 0 || h->value.s[0] == '+')
			return false;
	}
	*ret = encodings > 0 ? UINT64_MAX : (uint64_t)n;
	return lengths + encodings <= 1;
}

static size_t limit_of(const struct http_request *r)
{
	const struct http_config *c = &r->server->c;

	if (c->limit != NULL)
		return c->limit(r->method, r->path, c->arg);
	return r->method == HTTP_POST ? HTTP_BODY_MAX : 0;
}

int refuse_headers(struct http_request *r)
{
	uint64_t length;

	if (strlen(r->uri) > r->server->c.url_max)
		return 414;
	if (r->method == HTTP_OTHER)
		return 405;
	if (!request_split(r) || !promised(r, &length))
		return 400;
	if (r->server->stopping)
		return 503;
	const size_t limit = limit_of(r);

	r->body = buf_make(limit);
	if (length == UINT64_MAX || length <= limit)
		return 0;
	/* A browser shows our page only when it could send all of its body
	 * first, so that a body somewhat too large is read and dropped. */
	if (length > limit + (uint64_t)HTTP_DRAIN_MAX ||
	    !str_null(http_header(r, "Expect")))
		return 413;
	r->refusal = 413;
	return 0;
}

/* Whether all bodies together may grow by n; takes the room if so. */
static bool take_room(struct http_server *s, size_t n)
{
	if (atomic_fetch_add(&s->held, n) + n <= s->c.held_max)
		return true;
	atomic_fetch_sub(&s->held, n);
	return false;
}

static void drop_body(struct http_request *r, int status)
{
	r->refusal = status;
	atomic_fetch_sub(&r->server->held, r->body.n);
	buf_free(&r->body);
}

bool refuse_or_add(struct http_request *r, const void *p, size_t n)
{
	if (r->refusal == 0 && n > r->body.ceiling - r->body.n)
		drop_body(r, 413);
	if (r->refusal == 0 && !take_room(r->server, n))
		drop_body(r, 503);
	if (r->refusal == 0) {
		buf_add(&r->body, p, n);
		return true;
	}
	r->over += n;
	return r->over <= r->body.ceiling + HTTP_DRAIN_MAX;
}
