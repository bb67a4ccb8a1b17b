/*
 * proto: the bare loop that Heard's capture is measured against: an epoll
 * thread that parses and answers, and a writer thread that takes whatever waits
 * into one SQLite transaction (WAL, synchronous=FULL) before the thanks. One
 * table with two indexes; no rights, no checks, no limits, no escaping.
 *
 *   proto PORT FILE.db
 */
#include <pthread.h>
#include <sqlite3.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "net.h"

#define EVENTS 256
#define FIELDS 8

struct visit {
	int fd;
	size_t n;
	char in[8192];
	char text[2048]; /* the fields, decoded, one after the other */
	const char *field[FIELDS];
	struct visit *next;
};

static struct {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct visit *waiting, *done;
	int wake; /* eventfd: something is done */
} queue = { .lock = PTHREAD_MUTEX_INITIALIZER,
	.work = PTHREAD_COND_INITIALIZER };

static char form[8192];
static size_t nform;

static size_t with_head(char *out, size_t max, const char *body)
{
	return (size_t)snprintf(out, max,
	    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
	    "Content-Length: %zu\r\n\r\n%s",
	    strlen(body), body);
}

/* A page of the size of a real form, 6 kB. */
static void make_form(void)
{
	static char body[7000];
	size_t n = (size_t)snprintf(body, sizeof(body),
	    "<form method=\"post\">"
	    "<input type=\"hidden\" name=\"token\" value=\"%032d\">"
	    "<input type=\"radio\" name=\"answer\" value=\"1\">"
	    "<input type=\"radio\" name=\"publish\" value=\"no\">"
	    "<textarea name=\"comment\"></textarea></form><p>",
	    7);

	memset(body + n, 'x', 6200 - n);
	body[6200] = '\0';
	nform = with_head(form, sizeof(form), body);
}

/* The writer ------------------------------------------------------------- */

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		(void)fprintf(stderr, "proto: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
}

static sqlite3_stmt *open_db(const char *path, sqlite3 **db)
{
	sqlite3_stmt *add = NULL;

	if (sqlite3_open(path, db) != SQLITE_OK)
		die(path);
	run(*db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
	run(*db,
	    "CREATE TABLE r(id INTEGER PRIMARY KEY, ref TEXT UNIQUE,"
	    " team INTEGER, at INTEGER, a TEXT, b TEXT, c TEXT, d TEXT) STRICT;"
	    "CREATE INDEX r_team ON r(team, at);");
	if (sqlite3_prepare_v2(*db,
		"INSERT INTO r(ref, team, at, a, b, c, d)"
		" VALUES(hex(randomblob(16)), ?1, ?2, ?3, ?4, ?5, ?6)",
		-1, &add, NULL) != SQLITE_OK)
		die("prepare");
	return add;
}

static void insert(sqlite3_stmt *add, const struct visit *v)
{
	(void)sqlite3_bind_int64(add, 1, v->fd % 300);
	(void)sqlite3_bind_int64(add, 2, (sqlite3_int64)time(NULL));
	for (int i = 0; i < 4; i++)
		(void)sqlite3_bind_text(
		    add, 3 + i, v->field[i], -1, SQLITE_STATIC);
	if (sqlite3_step(add) != SQLITE_DONE)
		die("insert");
	(void)sqlite3_reset(add);
}

static struct visit *take_waiting(void)
{
	struct visit *batch;

	(void)pthread_mutex_lock(&queue.lock);
	while (queue.waiting == NULL)
		(void)pthread_cond_wait(&queue.work, &queue.lock);
	batch = queue.waiting;
	queue.waiting = NULL;
	(void)pthread_mutex_unlock(&queue.lock);
	return batch;
}

static void give_done(struct visit *batch)
{
	const uint64_t one = 1;
	struct visit *last = batch;

	while (last->next != NULL)
		last = last->next;
	(void)pthread_mutex_lock(&queue.lock);
	last->next = queue.done;
	queue.done = batch;
	(void)pthread_mutex_unlock(&queue.lock);
	if (write(queue.wake, &one, sizeof(one)) < 0)
		die("eventfd");
}

static void *writer(void *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *add = open_db(path, &db);

	for (;;) {
		struct visit *batch = take_waiting();

		run(db, "BEGIN IMMEDIATE");
		for (const struct visit *v = batch; v != NULL; v = v->next)
			insert(add, v);
		run(db, "COMMIT");
		give_done(batch);
	}
	return NULL;
}

/* The listener ----------------------------------------------------------- */

static void end(struct visit *v)
{
	(void)close(v->fd);
	free(v);
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return (c | 32) - 'a' + 10;
}

/* Decodes `a=b&c=d` up to `end` into v->text; values only. */
static void parse_form(struct visit *v, const char *p, const char *stop)
{
	char *out = v->text, *limit = v->text + sizeof(v->text) - 1;
	int n = 0;

	while (p < stop && n < FIELDS && out < limit) {
		const char *eq = memchr(p, '=', (size_t)(stop - p));

		if (eq == NULL)
			break;
		v->field[n++] = out;
		for (p = eq + 1; p < stop && *p != '&' && out < limit; p++) {
			if (*p == '%' && stop - p > 2) {
				*out++ = (char)(hex(p[1]) * 16 + hex(p[2]));
				p += 2;
			} else {
				*out++ = *p;
				if (*p == '+')
					out[-1] = ' ';
			}
		}
		*out++ = '\0';
		p++;
	}
}

static void answer_done(void)
{
	char out[1024];
	uint64_t n;
	struct visit *v;

	if (read(queue.wake, &n, sizeof(n)) < 0)
		return;
	(void)pthread_mutex_lock(&queue.lock);
	v = queue.done;
	queue.done = NULL;
	(void)pthread_mutex_unlock(&queue.lock);
	while (v != NULL) {
		struct visit *next = v->next;
		const size_t len =
		    with_head(out, sizeof(out), "<h1>Thank you</h1>");

		v->n = 0;
		if (!send_all(v->fd, out, len))
			end(v);
		v = next;
	}
}

static void request(struct visit *v)
{
	const char *head = strstr(v->in, "\r\n\r\n"), *length;
	size_t want = 0;

	if (head == NULL)
		return;
	head += 4;
	if (v->in[0] == 'G') {
		v->n = 0;
		if (!send_all(v->fd, form, nform))
			end(v);
		return;
	}
	length = strstr(v->in, "Content-Length: ");
	if (length != NULL)
		want = strtoul(length + 16, NULL, 10);
	if (v->n < (size_t)(head - v->in) + want)
		return;
	memset(v->field, 0, sizeof(v->field));
	parse_form(v, head, head + want);
	(void)pthread_mutex_lock(&queue.lock);
	v->next = queue.waiting;
	queue.waiting = v;
	(void)pthread_cond_signal(&queue.work);
	(void)pthread_mutex_unlock(&queue.lock);
}

static void readable(struct visit *v)
{
	const ssize_t k =
	    recv(v->fd, v->in + v->n, sizeof(v->in) - 1 - v->n, 0);

	if (k <= 0) {
		end(v);
		return;
	}
	v->n += (size_t)k;
	v->in[v->n] = '\0';
	request(v);
}

static void watch(int ep, int fd, struct visit *v)
{
	struct epoll_event ev = { .events = EPOLLIN };

	ev.data.ptr = v;
	if (epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev) != 0)
		die("epoll_ctl");
}

static void take(int ep, int listener)
{
	for (;;) {
		const int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			return;
		struct visit *v = calloc(1, sizeof(*v));

		if (v == NULL)
			die("calloc");
		v->fd = fd;
		no_delay(fd);
		no_wait(fd);
		watch(ep, fd, v);
	}
}

int main(int argc, char **argv)
{
	/* The two that are not visits are known by their address. */
	static struct visit door, bell;
	struct epoll_event list[EVENTS];
	pthread_t thread;

	if (argc < 3)
		return 2;
	make_form();
	queue.wake = eventfd(0, EFD_NONBLOCK);
	const int listener = listen_on(argv[1]), ep = epoll_create1(0);

	watch(ep, listener, &door);
	watch(ep, queue.wake, &bell);
	if (pthread_create(&thread, NULL, writer, argv[2]) != 0)
		die("pthread_create");
	for (;;) {
		const int n = epoll_wait(ep, list, EVENTS, -1);

		for (int i = 0; i < n; i++)
			if (list[i].data.ptr == &door)
				take(ep, listener);
			else if (list[i].data.ptr == &bell)
				answer_done();
			else
				readable(list[i].data.ptr);
	}
}
