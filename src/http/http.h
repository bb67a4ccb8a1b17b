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

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

/* Limits, each named; what a stranger sends past one is refused with a status
 * and a sentence. Bytes, seconds or counts. */
#define HTTP_BODY_MAX         ((size_t)256 << 10) /* an ordinary form */
#define HTTP_UPLOAD_MAX       ((size_t)32 << 20)  /* routes that take files */
#define HTTP_URL_MAX          4096
#define HTTP_CONNECTIONS_MAX  2000
#define HTTP_PER_ADDRESS_MAX  200
#define HTTP_IDLE_SECONDS     15
#define HTTP_DEADLINE_SECONDS 20 /* a suspended request */

/* What came in; views live until the request is answered. */
enum http_method http_method(const struct http_request *r);
struct str http_path(const struct http_request *r);  /* raw, without query */
struct str http_query(const struct http_request *r); /* raw, without '?' */
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
	int status;
	const char *type; /* Content-Type */
	const struct http_answer_header *headers;
	size_t nheaders;
	/* One of the two: `body` is taken over and left empty; `fixed` lives
	 * as long as the process (embedded assets). */
	struct buf *body;
	struct str fixed;
};

/*
 * Answers and resumes. False when the deadline already answered: the client
 * was told "we cannot be sure it was kept; sending again counts once".
 */
bool http_answer(struct http_request *r, struct http_answer *a);

/*
 * Called on an HTTP thread when a request is complete; must not wait. It
 * answers now, or keeps `r` (which stays valid until answered and released)
 * and has another thread answer. Every kept request is released once.
 */
typedef void http_handler(struct http_request *r, void *arg);
void http_keep(struct http_request *r);    /* before handing it over */
void http_release(struct http_request *r); /* after the last use */

/* Called with the headers only: the most bytes of body this request may have
 * (0: none). */
typedef size_t http_limit_fn(enum http_method m, struct str path, void *arg);

struct http_config {
	const char *listen; /* "127.0.0.1:8080", "[::1]:8080", "0.0.0.0:80" */
	const char *forwarders; /* trusted proxies, comma separated; or NULL */
	const char *tls_cert, *tls_key; /* PEM files; both or neither */
	unsigned threads;               /* 0: 2 */
	http_handler *handler;
	http_limit_fn *limit;
	/* Pages for what the listener refuses itself (413, 400, 503 …): gives
	 * a complete HTML page into out. */
	void (*error_page)(struct buf *out, int status, void *arg);
	void *arg;
};

struct http_server *http_start(const struct http_config *c, struct err *e);
/* The port in use (for ":0"). */
unsigned http_port(const struct http_server *s);
/* Stops taking requests, waits for those under way, frees. */
void http_stop(struct http_server *s);

struct http_metrics {
	uint64_t requests, refused, deadlines, open;
	uint64_t by_class[6]; /* answers by status / 100 */
};
void http_metrics(const struct http_server *s, struct http_metrics *ret);

#endif
