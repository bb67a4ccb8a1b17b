/*
 * web.h: from a request to a page. Routes are rows of tables; a handler
 * parses, calls a rule and renders into req.out, and the framework wraps it in
 * the page, with the policy headers on every answer.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "base/buf.h"
#include "base/html.h"
#include "core/ctx.h"
#include "core/may.h"
#include "http/form.h"
#include "http/http.h"

#define ROUTE_PARAMS_MAX 4

struct language;
struct req;
struct web_server;
typedef void handler(struct req *r);

enum route_flags {
	ROUTE_PUBLIC = 1, /* nobody needs to sign in */
	ROUTE_HEAVY = 2,  /* argon2id, PDF, import, export: its own workers */
	ROUTE_UPLOAD = 4, /* takes files: HTTP_UPLOAD_MAX */
	/* The sites of the setting widget_sites may frame it; it has no header
	 * and no footer. */
	ROUTE_FRAMED = 8,
	ROUTE_NO_CSRF = 16, /* a public form with a token of its own */
	/* Never waits, for nobody signed in: a few short reads, or an append
	 * through web_commit. Runs on the listener's thread where the database
	 * is in this process, and saves two changes of thread. */
	ROUTE_QUICK = 32
};

/* One row of a module's table. `path` has {name} segments. `cap`: the signed-in
 * person must hold it on some unit; which rows they see is the SQL's work. */
struct route {
	enum http_method method;
	const char *path;
	handler *fn;
	enum cap cap;
	unsigned flags;
};

struct req {
	struct ctx cx;
	struct http_request *http;
	const struct route *route;
	struct str params[ROUTE_PARAMS_MAX];
	struct form query;      /* of the URL */
	struct form form;       /* posted */
	struct str csrf;        /* token for this session's forms; null: none */
	struct str person_name; /* who is signed in */
	struct str session;     /* hash of the session's token */
	const struct language *asked; /* by ?lang=; NULL: by nobody */
	struct str flash; /* said once at the top of the page; or null */
	struct web_server *server;

	/* The answer. */
	struct buf out;   /* the page's main content */
	int status;       /* 200 unless said otherwise */
	struct str title; /* of the page, without the trust's name */
	struct str back;  /* path of the back link; null: none */
	bool wide;        /* staff pages with tables */
	bool mixed;       /* its reads are of two states: a write was between */
	bool answered;    /* sent, or given to the writer */
	bool excused;     /* the answer already says that reading failed */
	uint64_t failures; /* db_failures when the request began */
	struct http_answer_header headers[8];
	size_t nheaders;
};

/* Values of the request; the null str when absent. */
struct str web_param(const struct req *r, const char *name);
struct str web_query(const struct req *r, const char *name);
struct str web_post(const struct req *r, const char *name);

/* Answers other than a page. Each ends the answer; the handler returns. */
void web_redirect(struct req *r, struct str path); /* 303, own paths only */
void web_send(struct req *r, const char *type, struct str filename,
    struct buf *body); /* null filename: inline; takes the body over */
void web_not_found(struct req *r);
void web_forbidden(struct req *r);
/* A page with one heading and one sentence. */
void web_error(
    struct req *r, int status, const char *heading, const char *sentence);
void web_header(struct req *r, const char *name, struct str value);

/*
 * What was rendered into r->out becomes the answer once `ap` is durable, or a
 * page that says it was not kept. Takes `ap` over; 503 with Retry-After when
 * the queue is full.
 */
void web_commit(struct req *r, struct append *ap);

/*
 * Pages that are the same for everybody but for one text that is new each time
 * (the token of a form). `key` says everything else that the page depends on:
 * what was read for it, in this request. With the language and the address's
 * query, which are added here, it finds the page whole. Only for nobody signed
 * in and a GET; otherwise both just render.
 */
/* Answers from memory, `fill` in its place; false: render it, and then … */
bool web_prepared(struct req *r, struct str key, struct str fill);
/* … answers with the page around r->out, and remembers it where `fill` stands
 * in it exactly once. */
void web_prepare(struct req *r, struct str key, struct str fill);

/*
 * Pages of somebody signed in, from memory while nobody has committed anything
 * (db_state) and it is the same minute, session, address and language. Only
 * for a GET that makes a page of the database alone and writes nothing, not
 * even into the audit trail: a page that is not rendered leaves no trace.
 */
/* Answers from memory, after rights were asked; false: render it, and … */
bool web_kept(struct req *r);
/* … answers with the page around r->out, and remembers it. */
void web_keep(struct req *r);

/* The page for a refused or failed change (DB_STALE has its own page in the
 * record engine). */
void web_change_failed(struct req *r, enum db_status st);

/* The session cookie's name: "__Host-heard" over TLS, "heard" without. */
const char *web_cookie_name(bool secure);

/* Sets the session cookie (HttpOnly, SameSite=Lax); the null str ends it. */
void web_session_cookie(struct req *r, struct str token);

/* The hidden CSRF field of a staff form. */
void web_csrf_field(struct req *r);

/* Whether the acting person holds `cap` somewhere: for showing a button. */
bool web_may(struct req *r, enum cap cap);

/* Shown once on the next page of this session ("Saved."): the text is one of
 * ours, never what someone typed. */
void web_flash(struct req *r, const char *sentence);

/* The server ---------------------------------------------------------- */

/* A word of the staff bar (at most seven); shown to who holds the cap. */
struct web_nav {
	const char *label; /* N_() */
	const char *path;
	enum cap cap;
};

struct web_config {
	const struct app *app;
	const char *listen, *forwarders, *tls_cert, *tls_key;
	unsigned readers, heavies; /* workers; 0: defaults */
	const struct route *const *tables;
	const size_t *ntables; /* rows of each table */
	size_t n;
	const struct web_nav *nav;
	size_t nnav;
};

struct web_server *web_start(const struct web_config *c, struct err *e);
unsigned web_port(const struct web_server *s);
void web_stop(struct web_server *s);

/* /healthz and /metrics, for main's list, and their statements. */
extern const struct route status_routes[];
extern const size_t nstatus_routes;
extern const struct sql_list status_sql_list;

#endif
