/*
 * job.c: the queue and the thread that works on it.
 */
#include "job/job.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"

#define LEASE_SECONDS 300
#define RETRY_SECONDS 60
#define ATTEMPTS_MAX  20
#define POLL_SECONDS  2

static const struct sql SQL_ADD = {
	"INSERT INTO job (name, key, arg, run_at, attempts)"
	" VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT (key) DO NOTHING",
	SYSTEM("the queue belongs to the program")
};
static const struct sql SQL_TAKE = {
	"UPDATE job SET lease_until = ?2, attempts = attempts + 1"
	" WHERE id = (SELECT j.id FROM job j WHERE j.done_at IS NULL"
	" AND j.run_at <= ?1 AND (j.lease_until IS NULL OR j.lease_until < ?1)"
	" ORDER BY j.run_at, j.id LIMIT 1)"
	" RETURNING id, name, coalesce(arg, ''), attempts",
	SYSTEM("the queue belongs to the program")
};
static const struct sql SQL_DONE = {
	"UPDATE job SET done_at = ?2, lease_until = NULL, error = NULL"
	" WHERE id = ?1",
	SYSTEM("the queue belongs to the program")
};
static const struct sql SQL_AGAIN = {
	"UPDATE job SET run_at = ?2, lease_until = NULL, error = ?3,"
	" attempts = ?4 WHERE id = ?1",
	SYSTEM("the queue belongs to the program")
};

static const struct sql *const list[] = { &SQL_ADD, &SQL_TAKE, &SQL_DONE,
	&SQL_AGAIN };
const struct sql_list job_sql = { list, NELEM(list) };

enum db_status job_add(struct ctx *cx, const char *name, struct str key,
    struct str arg, struct instant run_at)
{
	return db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(name), V(key), V(arg), V(run_at)), NULL);
}

static struct instant later(struct instant t, int64_t seconds)
{
	return (struct instant){ t.us + seconds * US_PER_SECOND };
}

struct taken {
	struct arena *arena;
	int64_t id, attempts;
	struct str name, arg;
};

static enum db_status take_fn(struct ctx *cx, void *arg)
{
	struct taken *t = arg;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_TAKE,
	    VALS(V(cx->now), V(later(cx->now, LEASE_SECONDS))));

	t->id = 0;
	if (db_next(r)) {
		t->id = db_int(r, 0);
		t->name = str_dup(t->arena, db_text(r, 1));
		t->arg = str_dup(t->arena, db_text(r, 2));
		t->attempts = db_int(r, 3);
	}
	return db_done(r);
}

struct finish {
	int64_t id, attempts;
	bool done;
	struct instant when;
	const char *error;
};

static enum db_status finish_fn(struct ctx *cx, void *arg)
{
	const struct finish *f = arg;

	if (f->done)
		return db_exec(cx->conn, cx->arena, &SQL_DONE,
		    VALS(V(f->id), V(f->when)), NULL);
	return db_exec(cx->conn, cx->arena, &SQL_AGAIN,
	    VALS(V(f->id), V(f->when), V(f->error), V(f->attempts)), NULL);
}

static const struct job_type *type_named(
    const struct job_type *types, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, types[i].name))
			return &types[i];
	return NULL;
}

/* What becomes of the row: a periodic job waits for its next time, one that
 * failed for its next try, one that failed too often stays with its error. */
static struct finish outcome(const struct taken *t, const struct job_type *type,
    enum db_status st, struct instant now)
{
	struct finish f = { .id = t->id, .when = now };

	if (type == NULL) {
		f.done = true;
	} else if (st != DB_OK) {
		f.done =
		    t->attempts >= ATTEMPTS_MAX && type->every_seconds == 0;
		f.attempts = t->attempts;
		f.error = "failed; see the log";
		f.when = later(now, RETRY_SECONDS * t->attempts);
	} else if (type->every_seconds > 0) {
		f.when = later(now, type->every_seconds);
	} else {
		f.done = true;
	}
	return f;
}

bool job_run_one(struct ctx *cx, const struct job_type *types, size_t n)
{
	struct taken t = { .arena = cx->arena };
	enum db_status st = ctx_change(cx, take_fn, &t);

	if (st != DB_OK || t.id == 0)
		return false;
	const struct job_type *type = type_named(types, n, t.name);

	if (type != NULL)
		st = type->fn(cx, t.arg);
	if (type == NULL || st != DB_OK)
		log_line(LOG_WARN, "job", "name=%.*s id=%lld what=\"%s\"",
		    STR_ARG(t.name), (long long)t.id,
		    type == NULL ? "no such job" : "failed");
	struct finish f = outcome(&t, type, st, cx->now);

	if (ctx_change(cx, finish_fn, &f) != DB_OK)
		log_line(LOG_WARN, "job", "id=%lld what=\"not finished\"",
		    (long long)t.id);
	return true;
}

/* The thread ------------------------------------------------------------ */

struct job_runner {
	const struct app *app;
	const struct job_type *types;
	size_t n;
	struct conn *conn;
	struct arena *arena;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stopping, running;
};

struct periodic {
	const struct job_type *types;
	size_t n;
};

static enum db_status periodic_fn(struct ctx *cx, void *arg)
{
	const struct periodic *p = arg;
	enum db_status st = DB_OK;

	for (size_t i = 0; i < p->n && st == DB_OK; i++)
		if (p->types[i].every_seconds > 0)
			st = job_add(cx, p->types[i].name,
			    str_fmt(cx->arena, "every:%s", p->types[i].name),
			    STR_NULL, cx->now);
	return st;
}

/* Sleeps a little; true when it is time to stop. */
static bool rest(struct job_runner *r)
{
	struct timespec until;

	(void)clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += POLL_SECONDS;
	(void)pthread_mutex_lock(&r->lock);
	if (!r->stopping)
		(void)pthread_cond_timedwait(&r->wake, &r->lock, &until);
	const bool stop = r->stopping;

	(void)pthread_mutex_unlock(&r->lock);
	return stop;
}

static struct ctx runner_ctx(struct job_runner *r)
{
	struct ctx cx = ctx_make(r->app, r->arena, r->conn, "job");

	cx.system = true;
	return cx;
}

static void *runner_main(void *arg)
{
	struct job_runner *r = arg;
	struct periodic p = { r->types, r->n };
	struct ctx cx = runner_ctx(r);

	if (ctx_change(&cx, periodic_fn, &p) != DB_OK)
		log_line(LOG_ERROR, "job", "what=\"no periodic jobs\"");
	do {
		bool more = true;

		while (more) {
			arena_reset(r->arena);
			cx = runner_ctx(r);
			more = job_run_one(&cx, r->types, r->n);
		}
	} while (!rest(r));
	return NULL;
}

struct job_runner *jobs_start(const struct app *app,
    const struct job_type *types, size_t n, struct err *e)
{
	struct job_runner *r = xcalloc(1, sizeof(*r));

	r->app = app;
	r->types = types;
	r->n = n;
	(void)pthread_mutex_init(&r->lock, NULL);
	(void)pthread_cond_init(&r->wake, NULL);
	r->arena = arena_new(ARENA_COMMAND);
	r->conn = db_conn_open(app->db, e);
	if (r->conn != NULL)
		r->running =
		    pthread_create(&r->thread, NULL, runner_main, r) == 0;
	if (r->running)
		return r;
	if (r->conn != NULL)
		(void)err_set(e, "The system refused to start a thread.");
	jobs_stop(r);
	return NULL;
}

void jobs_stop(struct job_runner *r)
{
	if (r == NULL)
		return;
	(void)pthread_mutex_lock(&r->lock);
	r->stopping = true;
	(void)pthread_cond_signal(&r->wake);
	(void)pthread_mutex_unlock(&r->lock);
	if (r->running)
		(void)pthread_join(r->thread, NULL);
	if (r->conn != NULL)
		db_conn_close(r->conn);
	arena_free(r->arena);
	(void)pthread_cond_destroy(&r->wake);
	(void)pthread_mutex_destroy(&r->lock);
	free(r);
}
