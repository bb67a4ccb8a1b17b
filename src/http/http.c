/*
 * http.c: the listener, on libmicrohttpd: its start and stop, its callbacks,
 * and answers. The only file that knows the library. What is refused is
 * refuse.c's, time is wait.c's, addresses are address.c's.
 */
#include "http/http.h"

#include <assert.h>
#include <errno.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "http/server.h"

#define CONNECTION_MEMORY ((size_t)32 << 10) /* request line and headers */
#define HEADERS_MAX       100
#define PEM_MAX           ((size_t)1 << 20)
#define SPARE_FILES       256 /* descriptors besides the connections */
#define TLS_PRIORITIES    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

static struct peer *peer_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return i->socket_context;
}

/* Answers */

static bool sendable(struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		const unsigned char c = (unsigned char)value.s[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return value.n > 0;
}

static void add_header(
    struct MHD_Response *m, const char *name, struct str value)
{
	bool done = false;

	if (sendable(value)) {
		char *v = xmalloc(value.n + 1);

		memcpy(v, value.s, value.n);
		v[value.n] = '\0';
		done = MHD_add_response_header(m, name, v) == MHD_YES;
		free(v);
	}
	/* The name only: the value may be a person's. */
	if (!done)
		log_line(LOG_ERROR, "http",
		    "what=\"header left out\" header=%s", name);
}

static bool has_header(const struct http_answer *a, const char *name)
{
	for (size_t i = 0; i < a->nheaders; i++)
		if (str_eq_nocase(str_of(a->headers[i].name), str_of(name)))
			return true;
	return false;
}

/* A response of the answer's body; the buffer's memory goes with it. */
static struct MHD_Response *build_body(struct http_answer *a)
{
	static char none[1];
	struct str fixed = a->fixed;
	struct MHD_Response *m;

	if (a->body != NULL && a->body->p != NULL && a->body->n > 0) {
		m = MHD_create_response_from_buffer_with_free_callback(
		    a->body->n, a->body->p, free);
		*a->body = buf_make(a->body->ceiling);
	} else {
		if (a->body != NULL)
			buf_free(a->body);
		/* The library's type lacks the const; it only reads. */
		void *p = none;

		if (fixed.n > 0)
			memcpy(&p, &fixed.s, sizeof(p));
		m = MHD_create_response_from_buffer(
		    fixed.n, p, MHD_RESPMEM_PERSISTENT);
	}
	assert(m != NULL);
	return m;
}

static struct MHD_Response *build(
    const struct http_config *c, struct http_answer *a)
{
	struct MHD_Response *m = build_body(a);

	if (a->type != NULL)
		add_header(m, "Content-Type", str_of(a->type));
	for (size_t i = 0; i < a->nheaders; i++)
		add_header(m, a->headers[i].name, a->headers[i].value);
	for (size_t i = 0; i < c->ncommon_headers; i++)
		if (!has_header(a, c->common_headers[i].name))
			add_header(m, c->common_headers[i].name,
			    c->common_headers[i].value);
	return m;
}

bool http_answer(struct http_request *r, struct http_answer *a)
{
	assert(a->status >= 200 && a->status < 600);
	assert(a->body == NULL || !a->body->failed);
	if (atomic_exchange(&r->claimed, true)) {
		if (a->body != NULL)
			buf_free(a->body);
		return false;
	}
	r->length = a->body != NULL ? a->body->n : a->fixed.n;
	r->status = (unsigned)a->status;
	r->response = build(&r->server->c, a);
	atomic_fetch_add(&r->server->by_class[a->status / 100], 1);
	if (atomic_exchange(&r->state, REQUEST_ANSWERED) == REQUEST_SUSPENDED)
		wait_leave(r, true);
	return true;
}

void http_resume(struct http_request *r)
{
	MHD_resume_connection(r->connection);
}

/* Gives an answered request's response to the library. */
static enum MHD_Result send_answer(struct http_request *r)
{
	assert(r->state == REQUEST_ANSWERED && r->response != NULL);
	const enum MHD_Result done =
	    MHD_queue_response(r->connection, r->status, r->response);

	MHD_destroy_response(r->response);
	r->response = NULL;
	peer_allow(
	    peer_of(r->connection), r->server->c.body_seconds, r->length);
	return done;
}

/* On the connection's own thread, before the request could be kept. */
static enum MHD_Result refuse(struct http_request *r, int status)
{
	const bool first = http_refuse(r, status);

	assert(first);
	atomic_fetch_add(&r->server->refused, 1);
	return send_answer(r);
}

/* Requests */

static void *on_uri(void *cls, const char *uri, struct MHD_Connection *c)
{
	struct http_request *r = request_new(cls, uri);

	r->connection = c;
	return r;
}

struct header_list {
	struct request_header h[HEADERS_MAX];
	size_t n;
	bool full;
};

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind,
    const char *name, size_t nname, const char *value, size_t nvalue)
{
	struct header_list *l = cls;

	(void)kind;
	if (l->n == HEADERS_MAX) {
		l->full = true;
		return MHD_NO;
	}
	l->h[l->n].name = (struct str){ name, nname };
	l->h[l->n].value = (struct str){ value != NULL ? value : "", nvalue };
	l->n++;
	return MHD_YES;
}

static enum http_method method_of(const char *name)
{
	if (strcmp(name, "GET") == 0)
		return HTTP_GET;
	if (strcmp(name, "HEAD") == 0)
		return HTTP_HEAD;
	return strcmp(name, "POST") == 0 ? HTTP_POST : HTTP_OTHER;
}

/* The headers are complete. */
static enum MHD_Result begin(struct http_request *r, const char *method)
{
	struct MHD_Connection *c = r->connection;
	struct header_list l = { .n = 0 };
	int status;

	r->begun = true;
	atomic_fetch_add(&r->server->requests, 1);
	atomic_fetch_add(&r->server->ongoing, 1);
	r->method = method_of(method);
	(void)MHD_get_connection_values_n(c, MHD_HEADER_KIND, on_header, &l);
	request_set_headers(r, l.h, l.n);
	request_set_address(r,
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
		->client_addr,
	    r->server->c.tls_cert != NULL);
	status = l.full ? 400 : refuse_headers(r);
	if (status != 0) {
		/* A body may follow that nobody reads. */
		r->last = true;
		return refuse(r, status);
	}
	peer_allow(peer_of(c), r->server->c.body_seconds, r->body.ceiling);
	return MHD_YES;
}

/* Runs the handler; afterwards the request is answered, or suspended until it
 * is. */
static enum MHD_Result hand_over(struct http_request *r)
{
	struct http_server *s = r->server;
	int waiting = REQUEST_WAITING;

	r->last = r->refusal != 0 || s->stopping;
	if (r->refusal != 0)
		return refuse(r, r->refusal);
	if (!wait_enter(r))
		return refuse(r, 503);
	peer_hold(peer_of(r->connection));
	log_request_set(r->id);
	s->c.handler(r, s->c.arg);
	log_request_set(NULL);
	if (r->state == REQUEST_ANSWERED) {
		wait_leave(r, false);
		return send_answer(r);
	}
	const bool kept = atomic_load(&r->refs) > 1;

	assert(kept || r->claimed);
	MHD_suspend_connection(r->connection);
	/* Answered meanwhile: nobody else will wake it. */
	if (!atomic_compare_exchange_strong(
		&r->state, &waiting, REQUEST_SUSPENDED))
		wait_leave(r, true);
	return MHD_YES;
}

/* The library calls this with the headers, for each piece of the body, at the
 * end of it, and again after a suspended connection was woken. */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *c,
    const char *url, const char *method, const char *version,
    const char *upload, size_t *nupload, void **state)
{
	struct http_request *r = *state;

	(void)cls;
	(void)c;
	(void)url;
	(void)version;
	if (!r->begun)
		return begin(r, method);
	if (*nupload > 0) {
		const size_t n = *nupload;

		*nupload = 0;
		return refuse_or_add(r, upload, n) ? MHD_YES : MHD_NO;
	}
	if (r->state == REQUEST_ANSWERED)
		return send_answer(r);
	return hand_over(r);
}

/* The answer is sent, or the connection ended before that. */
static void on_completed(void *cls, struct MHD_Connection *c, void **state,
    enum MHD_RequestTerminationCode why)
{
	struct http_server *s = cls;
	struct http_request *r = *state;

	(void)why;
	*state = NULL;
	if (r == NULL)
		return;
	r->claimed = true;
	if (r->state == REQUEST_ANSWERED && r->response != NULL) {
		MHD_destroy_response(r->response);
		r->response = NULL;
	}
	atomic_fetch_sub(&s->held, r->body.n);
	if (r->begun)
		atomic_fetch_sub(&s->ongoing, 1);
	http_release(r);
	peer_allow(peer_of(c), s->c.idle_seconds + s->c.head_seconds, 0);
}

static void on_connection(void *cls, struct MHD_Connection *c, void **context,
    enum MHD_ConnectionNotificationCode what)
{
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = peer_new(cls, MHD_get_connection_info(c,
					     MHD_CONNECTION_INFO_CONNECTION_FD)
					     ->connect_fd);
	} else {
		peer_free(cls, *context);
		*context = NULL;
	}
}

ATTR_PRINTF(2, 0)
static void on_log(void *cls, const char *fmt, va_list ap)
{
	char line[256];

	(void)cls;
	(void)vsnprintf(line, sizeof(line), fmt, ap);
	log_line(LOG_DEBUG, "http", "what=\"%s\"", line);
}

/* Start and stop */

/* The whole of a small file, to be freed; NULL and a sentence. */
static char *read_pem(const char *path, struct err *e)
{
	FILE *f = fopen(path, "re");

	if (f == NULL) {
		err_set(e, "Cannot open %s: %s.", path, strerror(errno));
		return NULL;
	}
	char *text = xcalloc(1, PEM_MAX + 1);
	const size_t n = fread(text, 1, PEM_MAX, f);
	const bool bad = ferror(f) != 0 || n == 0 || n == PEM_MAX;

	(void)fclose(f);
	if (!bad)
		return text;
	err_set(e, "%s is not a certificate or key in PEM form.", path);
	free(text);
	return NULL;
}

static unsigned or_else(unsigned given, unsigned standard)
{
	return given > 0 ? given : standard;
}

static void fill_in(struct http_config *c)
{
	c->threads = or_else(c->threads, 2);
	c->connections_max = or_else(c->connections_max, HTTP_CONNECTIONS_MAX);
	if (c->connections_max < c->threads)
		c->connections_max = c->threads;
	c->per_address_max = or_else(c->per_address_max, HTTP_PER_ADDRESS_MAX);
	c->url_max = or_else(c->url_max, HTTP_URL_MAX);
	c->idle_seconds = or_else(c->idle_seconds, HTTP_IDLE_SECONDS);
	c->head_seconds = or_else(c->head_seconds, HTTP_HEAD_SECONDS);
	c->body_seconds = or_else(c->body_seconds, HTTP_BODY_SECONDS);
	c->deadline_seconds =
	    or_else(c->deadline_seconds, HTTP_DEADLINE_SECONDS);
	if (c->held_max == 0)
		c->held_max = HTTP_HELD_MAX;
}

/* Room for all connections, as far as the system lets us. */
static void raise_file_limit(const struct http_config *c)
{
	const rlim_t want = (rlim_t)c->connections_max + SPARE_FILES;
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) != 0 || l.rlim_cur >= want)
		return;
	l.rlim_cur = want < l.rlim_max ? want : l.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &l) != 0 || l.rlim_cur < want)
		log_line(LOG_WARN, "http",
		    "what=\"fewer open files allowed than connections\" "
		    "connections=%u",
		    c->connections_max);
}

static struct MHD_Daemon *start_daemon(
    struct http_server *s, int fd, char *cert, char *key)
{
	const struct http_config *c = &s->c;
	const unsigned per_address =
	    forwarders_empty(s->forwarders) ? c->per_address_max : 0;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD |
			 MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, cert },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, key },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, NULL },
		{ MHD_OPTION_END, 0, NULL },
	};
	static char priorities[] = TLS_PRIORITIES;

	tls[2].ptr_value = priorities;
	if (cert != NULL)
		flags |= MHD_USE_TLS;
	return MHD_start_daemon(flags, 0, NULL, NULL, on_request, s,
	    MHD_OPTION_EXTERNAL_LOGGER, on_log, s, MHD_OPTION_LISTEN_SOCKET, fd,
	    MHD_OPTION_THREAD_POOL_SIZE, c->threads > 1 ? c->threads : 0,
	    MHD_OPTION_CONNECTION_LIMIT, c->connections_max,
	    MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address,
	    MHD_OPTION_CONNECTION_TIMEOUT, c->idle_seconds,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
	    on_uri, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
	    MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_ARRAY,
	    cert != NULL ? tls : tls + 3, MHD_OPTION_END);
}

/* Signals are for the thread that called us. */
static bool start_threads(struct http_server *s, int fd, char *cert, char *key)
{
	sigset_t all, before;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	s->daemon = start_daemon(s, fd, cert, key);
	const bool done = s->daemon != NULL && sweeper_start(s);

	if (!done && s->daemon != NULL)
		MHD_stop_daemon(s->daemon); /* closes fd */
	else if (!done)
		(void)close(fd);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return done;
}

static void server_free(struct http_server *s)
{
	forwarders_free(s->forwarders);
	(void)pthread_mutex_destroy(&s->wait_lock);
	(void)pthread_mutex_destroy(&s->peer_lock);
	free(s);
}

/* Reads the keys, opens the socket, starts the threads. */
static bool open_server(struct http_server *s, struct err *e)
{
	const bool tls = s->c.tls_cert != NULL;
	char *cert = NULL, *key = NULL;
	bool done = false;

	if (tls) {
		cert = read_pem(s->c.tls_cert, e);
		key = cert != NULL ? read_pem(s->c.tls_key, e) : NULL;
	}
	const int fd =
	    !tls || key != NULL ? address_listen(s->c.listen, &s->port, e) : -1;

	if (fd >= 0) {
		done = start_threads(s, fd, cert, key);
		if (!done)
			err_set(
			    e, tls ? "The listener did not start: does the key "
				     "belong to the certificate?"
				   : "The listener did not start.");
	}
	free(cert);
	free(key);
	return done;
}

struct http_server *http_start(const struct http_config *c, struct err *e)
{
	struct http_server *s = xcalloc(1, sizeof(*s));

	assert(c->handler != NULL && c->listen != NULL);
	assert((c->tls_cert == NULL) == (c->tls_key == NULL));
	s->c = *c;
	fill_in(&s->c);
	int bad = pthread_mutex_init(&s->wait_lock, NULL);

	assert(bad == 0);
	bad = pthread_mutex_init(&s->peer_lock, NULL);
	assert(bad == 0);
	s->forwarders = forwarders_new(c->forwarders, e);
	raise_file_limit(&s->c);
	if (s->forwarders != NULL && open_server(s, e))
		return s;
	server_free(s);
	return NULL;
}

unsigned http_port(const struct http_server *s)
{
	return s->port;
}

/* Closed for good once nothing is at the handler: the library must not be
 * stopped while a connection is suspended. `*until`: how long slow clients may
 * still take for their answers, counted from the last answer; 0 before it. */
static bool try_close(struct http_server *s, int64_t *until)
{
	(void)pthread_mutex_lock(&s->wait_lock);
	if (s->nwaiting > 0)
		*until = 0;
	else if (*until == 0)
		*until = wait_now() + HTTP_STOP_SECONDS * 1000;
	if (s->nwaiting == 0 && (s->ongoing == 0 || wait_now() >= *until))
		s->closed = true;
	const bool closed = s->closed;

	(void)pthread_mutex_unlock(&s->wait_lock);
	return closed;
}

void http_stop(struct http_server *s)
{
	const struct timespec pause = { 0, 10 * 1000000L };
	int64_t until = 0;

	if (s == NULL)
		return;
	s->stopping = true;
	const int fd = MHD_quiesce_daemon(s->daemon);

	while (!try_close(s, &until))
		(void)nanosleep(&pause, NULL);
	MHD_stop_daemon(s->daemon);
	if (fd >= 0)
		(void)close(fd);
	sweeper_stop(s);
	server_free(s);
}

void http_metrics(const struct http_server *s, struct http_metrics *ret)
{
	*ret = (struct http_metrics){
		.requests = s->requests,
		.refused = s->refused,
		.deadlines = s->deadlines,
		.slow = s->slow,
		.open = s->open,
		.waiting = s->nwaiting,
		.held = s->held,
	};
	for (size_t i = 0; i < NELEM(ret->by_class); i++)
		ret->by_class[i] = s->by_class[i];
}
