/*
 * internal.h: what the files of this folder share and nobody else includes.
 */
#ifndef WEB_INTERNAL_H
#define WEB_INTERNAL_H

#include "core/session.h"
#include "web/web.h"

/* router.c ------------------------------------------------------------ */

struct router;
struct router *router_new(
    const struct route *const *tables, const size_t *ntables, size_t n);
void router_free(struct router *rt);

/* The route of a path and its {params} (decoded, in the arena); NULL: none.
 * *ret_other: the path exists with another method. */
const struct route *router_find(const struct router *rt, struct arena *a,
    enum http_method m, struct str path, struct str *params, bool *ret_other);
/* As above, for the listener's thread: no parameters, no arena. */
const struct route *router_peek(
    const struct router *rt, enum http_method m, struct str path);

/* page.c -------------------------------------------------------------- */

/* The complete page around r->out, into *ret (the caller frees it). */
void page_wrap(struct req *r, struct buf *ret);
/* A page for what never became a request; no database. */
void page_bare(
    struct buf *ret, int status, const char *heading, const char *sentence);
/* The sentence for an HTTP status that we answer ourselves. */
void page_refusal(struct buf *ret, int status, void *arg);

extern const struct http_answer_header page_policy[];
extern const size_t npage_policy;

/* language.c ---------------------------------------------------------- */

/*
 * Chooses the language of this thread for this request: the address (?lang=),
 * else the one that the signed-in person set (`own`; or null), else what the
 * browser accepts, else English. Sets r->asked.
 */
void language_choose(struct req *r, struct str own);

/* This page's query with another language, escaped, for an attribute. */
void language_href(struct req *r, struct buf *out, const char *code);

/* Where the address asked for a language, so does every own address in the
 * page's links and forms, and that of a redirect. */
void language_carry(const struct req *r, struct buf *page);
struct str language_path(struct req *r, struct str path);

/* worker.c ------------------------------------------------------------ */

struct pool;
/* Runs on a worker with its own connection and arena (reset after each). */
typedef void work_fn(struct conn *c, struct arena *a, void *work, void *arg);

struct pool *pool_new(struct db *db, unsigned threads, size_t limit,
    work_fn *fn, void *arg, struct err *e);
/* False: the queue is full. */
bool pool_add(struct pool *p, void *work);
size_t pool_depth(struct pool *p);
void pool_free(struct pool *p); /* finishes what waits */

/* prepared.c ---------------------------------------------------------- */

struct prepared; /* pages in memory, see web_prepared */
struct prepared *prepared_new(void);
void prepared_free(struct prepared *p);

/* quick.c ------------------------------------------------------------- */

/* Connections and arenas for requests that run on the listener's threads. */
struct quick;
/* NULL: the database is not in this process; nothing is quick. */
struct quick *quick_new(struct db *db);
void quick_free(struct quick *q);
/* Runs it here and now; false: all connections are in use. NULL is fine. */
bool quick_run(struct quick *q, struct web_server *s, struct http_request *h);

/* request.c ----------------------------------------------------------- */

/* Sends a page that is complete, as HTML that nobody may store. */
/* Whether a read of this request failed, so that what was made of it may say
 * too little: the answer then is one sentence, which this gives. What came of a
 * POST that did something stands, and so does a form with what was typed. */
bool request_unread(struct req *r);
void request_send_page(struct req *r, struct buf *page);

struct web_server {
	struct web_config config;
	struct router *router;
	struct pool *readers, *heavies;
	struct quick *quick;
	struct prepared *prepared, *kept;
	struct http_server *http;
	struct instant started;
};

/* Runs one request on a worker. */
void request_run(struct web_server *s, struct conn *c, struct arena *a,
    struct http_request *h);

#endif
