/*
 * server.c: puts listener, workers and routes together.
 */
#include "web/internal.h"

#include <assert.h>
#include <stdlib.h>

#include "base/asset.h"
#include "base/log.h"

#define READERS_DEFAULT 4
#define HEAVIES_DEFAULT 2
#define READ_QUEUE_MAX  2048
#define HEAVY_QUEUE_MAX 64

static void run_on_worker(
    struct conn *c, struct arena *a, void *work, void *arg)
{
	request_run(arg, c, a, work);
}

static void refuse_busy(struct http_request *h)
{
	static const struct http_answer_header retry[] = {
		{ "Retry-After", { "5", 1 } },
	};
	struct buf page = buf_make(BUF_PAGE);
	struct http_answer a = { .status = 503,
		.type = "text/html; charset=utf-8",
		.headers = retry,
		.nheaders = NELEM(retry),
		.body = &page };

	page_refusal(&page, 503, NULL);
	(void)http_answer(h, &a);
	buf_free(&page);
}

static bool accepts_gzip(const struct http_request *h)
{
	return str_find(http_header(h, "Accept-Encoding"), S("gzip")) !=
	       SIZE_MAX;
}

/* An embedded file, answered on the listener's own thread. A path with the
 * right ?v= may be kept for ever. */
static bool serve_asset(struct http_request *h)
{
	const struct asset *f = asset_find(http_path(h));
	struct http_answer_header headers[4];
	size_t n = 0;

	if (f == NULL)
		return false;
	const bool gz = f->gz != NULL && accepts_gzip(h);
	const bool versioned = str_starts(http_query(h), S("v="));

	headers[n++] = (struct http_answer_header){ "Cache-Control",
		versioned ? S("public, max-age=31536000, immutable")
			  : S("public, max-age=300") };
	headers[n++] =
	    (struct http_answer_header){ "Vary", S("Accept-Encoding") };
	if (gz)
		headers[n++] = (struct http_answer_header){ "Content-Encoding",
			S("gzip") };
	struct http_answer a = { .status = 200,
		.type = f->type,
		.headers = headers,
		.nheaders = n,
		.fixed = { gz ? (const char *)f->gz : (const char *)f->data,
		    gz ? f->ngz : f->n } };

	(void)http_answer(h, &a);
	return true;
}

/* A signed-in browser brings a cookie; its session may have to be written. */
static bool is_quick(const struct route *row, const struct http_request *h)
{
	return row != NULL && row->flags & ROUTE_QUICK &&
	       str_null(http_header(h, "Cookie"));
}

/* On the listener's thread: never waits. */
static void dispatch(struct http_request *h, void *arg)
{
	struct web_server *s = arg;

	if (str_starts(http_path(h), S("/assets/")) && serve_asset(h))
		return;
	const struct route *row =
	    router_peek(s->router, http_method(h), http_path(h));
	struct pool *p =
	    row != NULL && row->flags & ROUTE_HEAVY ? s->heavies : s->readers;

	http_keep(h);
	if (is_quick(row, h) && quick_run(s->quick, s, h))
		return;
	if (pool_add(p, h))
		return;
	refuse_busy(h);
	http_release(h);
}

static size_t body_limit(enum http_method m, struct str path, void *arg)
{
	const struct web_server *s = arg;
	const struct route *row = router_peek(s->router, m, path);

	if (row == NULL || m != HTTP_POST)
		return 0;
	return row->flags & ROUTE_UPLOAD ? HTTP_UPLOAD_MAX : HTTP_BODY_MAX;
}

static unsigned or_default(unsigned n, unsigned def)
{
	return n > 0 ? n : def;
}

struct web_server *web_start(const struct web_config *c, struct err *e)
{
	struct web_server *s = xcalloc(1, sizeof(*s));
	const struct http_config h = { .listen = c->listen,
		.forwarders = c->forwarders,
		.tls_cert = c->tls_cert,
		.tls_key = c->tls_key,
		.handler = dispatch,
		.limit = body_limit,
		.error_page = page_refusal,
		.common_headers = page_policy,
		.ncommon_headers = npage_policy,
		.arg = s };

	s->config = *c;
	s->started = instant_now();
	s->router = router_new(c->tables, c->ntables, c->n);
	s->prepared = prepared_new();
	s->kept = prepared_new();
	s->quick = quick_new(c->app->db);
	s->readers =
	    pool_new(c->app->db, or_default(c->readers, READERS_DEFAULT),
		READ_QUEUE_MAX, run_on_worker, s, e);
	if (s->readers != NULL)
		s->heavies = pool_new(c->app->db,
		    or_default(c->heavies, HEAVIES_DEFAULT), HEAVY_QUEUE_MAX,
		    run_on_worker, s, e);
	if (s->heavies != NULL)
		s->http = http_start(&h, e);
	if (s->http != NULL)
		return s;
	web_stop(s);
	return NULL;
}

unsigned web_port(const struct web_server *s)
{
	return http_port(s->http);
}

void web_stop(struct web_server *s)
{
	if (s == NULL)
		return;
	if (s->http != NULL)
		http_stop(s->http);
	pool_free(s->readers);
	pool_free(s->heavies);
	quick_free(s->quick);
	prepared_free(s->prepared);
	prepared_free(s->kept);
	router_free(s->router);
	free(s);
}
