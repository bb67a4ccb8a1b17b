/*
 * worker.c: threads with a connection and an arena each, and a bounded queue
 * before them. Slow work has a pool of its own, so that sign-ins cannot starve
 * capture.
 */
#include "web/internal.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"

struct worker {
	struct pool *pool;
	struct conn *conn; /* opened for the first piece of work */
	struct arena *arena;
	pthread_t thread;
	bool running;
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	void **queue; /* a ring */
	size_t limit, head, n;
	bool stopping;
	work_fn *fn;
	void *arg;
	struct db *db;
	struct worker *workers;
	unsigned nworkers;
};

/* The next piece of work; NULL when stopping and nothing is left. */
static void *take(struct pool *p)
{
	void *work = NULL;

	(void)pthread_mutex_lock(&p->lock);
	while (p->n == 0 && !p->stopping)
		(void)pthread_cond_wait(&p->wake, &p->lock);
	if (p->n > 0) {
		work = p->queue[p->head];
		p->head = (p->head + 1) % p->limit;
		p->n--;
	}
	(void)pthread_mutex_unlock(&p->lock);
	return work;
}

/* Opening reads the whole schema, which a start has no time for. Where it
 * fails the work waits; whoever asked for it has a deadline. */
static void connect_worker(struct worker *w)
{
	const struct timespec pause = { 0, 100 * 1000000L };
	struct err e = { "" };

	while (w->conn == NULL) {
		w->conn = db_conn_open(w->pool->db, &e);
		if (w->conn != NULL)
			return;
		log_line(LOG_ERROR, "web",
		    "what=\"a worker has no connection\" why=\"%s\"", e.text);
		(void)nanosleep(&pause, NULL);
	}
}

static void *worker_main(void *arg)
{
	struct worker *w = arg;

	for (void *work = take(w->pool); work != NULL; work = take(w->pool)) {
		connect_worker(w);
		w->pool->fn(w->conn, w->arena, work, w->pool->arg);
		arena_reset(w->arena);
	}
	return NULL;
}

static bool worker_start(struct pool *p, struct worker *w, struct err *e)
{
	w->pool = p;
	w->arena = arena_new(ARENA_REQUEST);
	w->running = pthread_create(&w->thread, NULL, worker_main, w) == 0;
	if (!w->running)
		return err_set(e, "The system refused to start a thread.");
	return true;
}

struct pool *pool_new(struct db *db, unsigned threads, size_t limit,
    work_fn *fn, void *arg, struct err *e)
{
	struct pool *p = xcalloc(1, sizeof(*p));

	(void)pthread_mutex_init(&p->lock, NULL);
	(void)pthread_cond_init(&p->wake, NULL);
	p->queue = xcalloc(limit, sizeof(*p->queue));
	p->limit = limit;
	p->db = db;
	p->fn = fn;
	p->arg = arg;
	p->workers = xcalloc(threads, sizeof(*p->workers));
	p->nworkers = threads;
	for (unsigned i = 0; i < threads; i++) {
		if (worker_start(p, &p->workers[i], e))
			continue;
		pool_free(p);
		return NULL;
	}
	return p;
}

bool pool_add(struct pool *p, void *work)
{
	assert(work != NULL);
	(void)pthread_mutex_lock(&p->lock);
	const bool room = p->n < p->limit && !p->stopping;

	if (room) {
		p->queue[(p->head + p->n) % p->limit] = work;
		p->n++;
		(void)pthread_cond_signal(&p->wake);
	}
	(void)pthread_mutex_unlock(&p->lock);
	return room;
}

size_t pool_depth(struct pool *p)
{
	(void)pthread_mutex_lock(&p->lock);
	const size_t n = p->n;

	(void)pthread_mutex_unlock(&p->lock);
	return n;
}

void pool_free(struct pool *p)
{
	if (p == NULL)
		return;
	(void)pthread_mutex_lock(&p->lock);
	p->stopping = true;
	(void)pthread_cond_broadcast(&p->wake);
	(void)pthread_mutex_unlock(&p->lock);
	for (unsigned i = 0; i < p->nworkers; i++) {
		struct worker *w = &p->workers[i];

		if (w->running)
			(void)pthread_join(w->thread, NULL);
		db_conn_close(w->conn);
		arena_free(w->arena);
	}
	(void)pthread_cond_destroy(&p->wake);
	(void)pthread_mutex_destroy(&p->lock);
	free(p->workers);
	free(p->queue);
	free(p);
}
