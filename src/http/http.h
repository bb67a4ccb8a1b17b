/*
 * http.h: the listener. Its threads parse, hand over and send; they never
 * wait. A request is answered exactly once, from any thread; until then it is
 * suspended, under a deadline of its own. The HTTP library's header is
 * included by one file here and nowhere else.
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

struct http_server;
struct http_request;

/* HTTP_OTHER is answered 405 by the listener and never reaches the handler. */
enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

/* Limits, each named; what a stranger sends past one is refused with a status
 * and a sentence. Bytes, seconds or counts. */
#define HTTP_BODY_MAX         ((size_t)256 << 10) /* an ordinary form */
#define HTTP_UPLOAD_MAX       ((size_t)32 << 20)  /* routes that take files */
#define HTTP_URL_MAX          4096
#define HTTP_CONNECTIONS_MAX  2000
#define HTTP_PER_ADDRESS_MAX  200
#define HTTP_IDLE_SECONDS     15    /* a connection on which nothing moves */
#define HTTP_HEAD_SECONDS     15    /* all headers of one request, idle apart */
#define HTTP_BODY_SECONDS     30    /* a body or an answer, and besides … */
#define HTTP_RATE_MIN         16384 /* … a second for every so many bytes */
#define HTTP_DEADLINE_SECONDS 20    /* a request that waits for its answer */
#define HTTP_HELD_MAX         ((size_t)1 << 30)  /* bodies, all together */
#define HTTP_DRAIN_MAX        ((size_t)16 << 20) /* read past a body's limit */
#define HTTP_STOP_SECONDS     2 /* slow clients, once nothing waits */

/*
 * What error_page is given when the deadline passed on a POST: the client sees
 * 503, and the page says that we cannot be sure it was kept, and that sending
 * again counts once. A GET past its deadline is plain 503.
 */
#define HTTP_PAGE_UNSURE 1503

/*
 * What came in. The request owns copies of all of it: views live until the
 * handler returns, or until http_release for who called http_keep, also when
 * the deadline has answered meanwhile.
 */
enum http_method http_method(const struct http_request *r);
struct str http_path(const struct http_request *r);  /* raw, without query */
struct str http_query(const struct http_request *r); /* raw, without '?' */
/* The first header of this name in any case; the null str when absent. */
struct str http_header(const struct http_request *r, const char *name);
struct str http_body(const struct http_request *r);

/* The client's address: the peer's, or the last untrusted one of
 * X-Forwarded-For when the peer is a trusted forwarder. Only for limits in
 * memory; never stored or logged. */
struct str http_address(const struct http_request *r);
bool http_secure(const struct http_request *r); /* TLS here or at the proxy */

/* Random id of this request for logs, 16 characters. */
const char *http_request_id(const struct http_request *r);

struct http_answer_header {
	const char *name;
	struct str value; /* copied */
};

struct http_answer {
	int status;       /* 200 to 599 */
	const char *type; /* Content-Type; NULL: none */
	const struct http_answer_header *headers;
	size_t nheaders;
	/* At most one of the two: `body` is taken over and left empty, sent
	 * without a copy; `fixed` lives as long as the process (embedded
	 * assets). With 204 and 304 neither is sent. */
	struct buf *body;
	struct str fixed;
};

/*
 * Answers and resumes, once for each request. False when the deadline already
 * answered: the client was told "we cannot be sure it was kept; sending again
 * counts once". The body is taken over in both cases. An answer's own header
 * replaces the common one of the same name; a header that cannot be sent (a
 * control character, so a line break) is left out and logged. HEAD sends the
 * headers only, with the length of the body given.
 */
bool http_answer(struct http_request *r, struct http_answer *a);

/*
 * Called on an HTTP thread when a request is complete; must not wait. It
 * answers now, or keeps `r` (which stays valid until released) and has another
 * thread answer. To return with neither is a programmer's error. Every keep
 * has one release, which may come after http_stop.
 */
typedef void http_handler(struct http_request *r, void *arg);
void http_keep(struct http_request *r);    /* before handing it over */
void http_release(struct http_request *r); /* after the last use */

/* Called on an HTTP thread with the headers only: the most bytes of body that
 * this request may have (0: none). Path as http_path. */
typedef size_t http_limit_fn(enum http_method m, struct str path, void *arg);

/* The config is copied by http_start, except what its pointers lead to in
 * `common_headers` and `arg`, which live until http_stop. */
struct http_config {
	const char *listen; /* "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:80" */
	/* Trusted proxies: addresses or ranges ("10.0.0.0/8, ::1"), or NULL.
	 * With any, the limit per address is the proxy's work, not ours. */
	const char *forwarders;
	const char *tls_cert, *tls_key; /* PEM files; both or neither */
	unsigned threads;               /* 0: 2 */
	http_handler *handler;
	http_limit_fn *limit; /* NULL: HTTP_BODY_MAX for every POST */
	/* Pages for what the listener refuses itself (400, 405, 413, 414, 503
	 * and HTTP_PAGE_UNSURE): gives a complete HTML page into out, on an
	 * HTTP thread or the listener's own. NULL: one bare sentence. */
	void (*error_page)(struct buf *out, int status, void *arg);
	void *arg;
	/* Put on every answer, the listener's own refusals included. */
	const struct http_answer_header *common_headers;
	size_t ncommon_headers;
	/* Limits other than the constants above; 0: the constant. */
	unsigned connections_max, per_address_max, url_max;
	unsigned idle_seconds, head_seconds, body_seconds, deadline_seconds;
	size_t held_max;
};

/* NULL and a sentence in e when the address, the certificate or the list of
 * forwarders does not do. */
struct http_server *http_start(const struct http_config *c, struct err *e);
/* The port in use (for ":0"). */
unsigned http_port(const struct http_server *s);
/*
 * Closes the listening socket, refuses new requests with 503, waits for those
 * under way (at most their deadline), then for slow clients (at most
 * HTTP_STOP_SECONDS), and frees. NULL is fine.
 */
void http_stop(struct http_server *s);

struct http_metrics {
	uint64_t requests;    /* with whole headers */
	uint64_t refused;     /* answered by the listener itself */
	uint64_t deadlines;   /* answered by the deadline */
	uint64_t slow;        /* connections cut because they crawled */
	uint64_t open;        /* connections now */
	uint64_t waiting;     /* requests at the handler or waiting now */
	uint64_t held;        /* bytes of bodies now */
	uint64_t by_class[6]; /* answers by status / 100 */
};
void http_metrics(const struct http_server *s, struct http_metrics *ret);

#endif
