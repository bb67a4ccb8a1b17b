/*
 * writer.c: the queue of writes and the thread that takes whatever waits into
 * one transaction: while the disk flushes one batch, the next gathers. Owns
 * the order of writes; what a write does is append.c's and change.c's. See
 * docs/writes.md.
 */
#include <assert.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "db/driver.h"

#define BATCH_MAX  1024     /* writes in one commit */
#define TIDY_MS    200      /* between two checkpoints */
#define IDLE_TICKS 10       /* of them without a commit: nothing to do */
#define NS_PER_MS  1000000L /* nanoseconds */

struct item {
	struct item *next;
	struct append *append; /* owned; or a change: */
	db_change_fn *fn;
	void *arg;
	int64_t person;
	append_done_fn *done;
	void *done_arg;
	enum db_status status;
};

struct writer {
	struct db *db;
	struct conn *conn;
	struct arena *arena; /* of one statement or change */
	pthread_mutex_t use; /* guards conn and arena where no thread runs */

	pthread_mutex_t lock; /* guards everything below */
	pthread_cond_t work, wake;
	struct item *head, **tail;
	size_t depth;
	bool running, stop;
	pthread_t thread, tidier;
	struct db_metrics m;
};

/* A batch ------------------------------------------------------------- */

enum outcome {
	BATCH_KEPT,
	BATCH_SPOILT, /* one of them failed; nothing of any was kept */
	BATCH_FAILED  /* the whole batch has this status; do not repeat it */
};

static enum db_status append_in_savepoint(
    struct writer *w, const struct append *ap)
{
	const struct driver *d = w->db->driver;
	enum db_status st = d->control(w->conn, "SAVEPOINT append");

	if (st != DB_OK)
		return st;
	st = append_run(w->conn, w->arena, ap, APPEND_FIRST);
	if (st == DB_OK)
		st = append_run(w->conn, w->arena, ap, APPEND_LAST);
	if (!d->in_transaction(w->conn))
		return st != DB_OK ? st : DB_ERROR;
	if (st != DB_OK)
		(void)d->control(w->conn, "ROLLBACK TO SAVEPOINT append");
	(void)d->control(w->conn, "RELEASE SAVEPOINT append");
	return st;
}

static void run_item(struct writer *w, struct item *it, bool careful)
{
	struct conn *c = w->conn;

	arena_reset(w->arena);
	c->person = it->person;
	if (it->append == NULL)
		it->status = change_in_savepoint(c, w->arena, it->fn, it->arg);
	else if (careful)
		it->status = append_in_savepoint(w, it->append);
	else
		it->status = append_run(c, w->arena, it->append, APPEND_FIRST);
	c->person = 0;
}

/* What is left of the appends: FTS5 writes a piece of index whenever another
 * statement follows its own, so in one go it writes one for all. */
static void run_last(struct writer *w, struct item *it)
{
	if (it->append == NULL)
		return;
	arena_reset(w->arena);
	it->status = append_run(w->conn, w->arena, it->append, APPEND_LAST);
}

/* Looks at what an item came to. Returns whether the batch can go on; *st is no longer DB_OK when nothing of
 * it can be kept, *spoilt when it is to be repeated. */
static bool goes_on(struct writer *w, const struct item *it, bool careful,
    enum db_status *st, bool *spoilt)
{
	if (it->status == DB_FULL || !w->db->driver->in_transaction(w->conn))
		*st = it->status != DB_OK ? it->status : DB_ERROR;
	else if (it->append != NULL && !careful)
		*spoilt = it->status != DB_OK;
	return *st == DB_OK && !*spoilt;
}

static enum outcome all_failed(struct item **list, size_t n, enum db_status st)
{
	for (size_t i = 0; i < n; i++)
		list[i]->status = st;
	return BATCH_FAILED;
}

/*
 * Everything in one transaction. Appends run without a savepoint, which is
 * right nearly always; where one fails the batch is spoilt, and repeated
 * carefully. A change has its savepoint anyway.
 */
static enum outcome run_batch(
    struct writer *w, struct item **list, size_t n, bool careful)
{
	const struct driver *d = w->db->driver;
	enum db_status st =
	    db_fault() ? DB_ERROR : d->begin(w->conn, TX_APPEND);
	bool spoilt = false, on = st == DB_OK;

	for (size_t i = 0; i < n && on; i++) {
		run_item(w, list[i], careful);
		on = goes_on(w, list[i], careful, &st, &spoilt);
	}
	for (size_t i = 0; i < n && on && !careful; i++) {
		run_last(w, list[i]);
		on = goes_on(w, list[i], careful, &st, &spoilt);
	}
	if (st == DB_OK && !spoilt)
		st = db_fault() ? DB_ERROR : d->control(w->conn, "COMMIT");
	if (d->in_transaction(w->conn))
		(void)d->control(w->conn, "ROLLBACK");
	if (st != DB_OK)
		return all_failed(list, n, st);
	return spoilt ? BATCH_SPOILT : BATCH_KEPT;
}

static enum outcome pipelined(struct writer *w, struct item **list, size_t n)
{
	struct append *appends[BATCH_MAX] = { NULL };
	bool repeat;

	for (size_t i = 0; i < n; i++)
		appends[i] = list[i]->append;
	const enum db_status st =
	    w->db->driver->batch(w->conn, appends, n, &repeat);

	if (st != DB_OK && repeat)
		return BATCH_SPOILT;
	(void)all_failed(list, n, st);
	return st == DB_OK ? BATCH_KEPT : BATCH_FAILED;
}

/* Sets every item's status. Returns false when it had to repeat. */
static bool commit(struct writer *w, struct item **list, size_t n)
{
	const enum outcome first = w->db->driver->batch != NULL
				       ? pipelined(w, list, n)
				       : run_batch(w, list, n, false);

	if (first == BATCH_KEPT)
		return true;
	if (first == BATCH_FAILED && n > 1 && list[0]->status == DB_REFUSED) {
		/* A deferred constraint speaks only at the commit: whose it
		 * was shows when each goes alone. */
		for (size_t i = 0; i < n; i++)
			(void)run_batch(w, &list[i], 1, true);
		return false;
	}
	if (first == BATCH_SPOILT)
		(void)run_batch(w, list, n, true);
	return first == BATCH_FAILED;
}

/* Metrics ------------------------------------------------------------- */

static uint64_t now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000U + (uint64_t)t.tv_nsec / 1000U;
}

static void count_batch(
    struct writer *w, struct item **list, size_t n, uint64_t us, bool repeated)
{
	struct db_metrics *m = &w->m;

	(void)pthread_mutex_lock(&w->lock);
	m->commits++;
	m->last_batch = n;
	m->commit_us_total += us;
	m->commit_us_max = us > m->commit_us_max ? us : m->commit_us_max;
	m->replays += repeated ? 1 : 0;
	for (size_t i = 0; i < n; i++) {
		m->rows += list[i]->status == DB_OK ? 1 : 0;
		m->refused += list[i]->status == DB_OK ? 0 : 1;
	}
	(void)pthread_mutex_unlock(&w->lock);
}

static void finish(struct item *it)
{
	append_free(it->append);
	it->done(it->done_arg, it->status);
	free(it);
}

static void write_batch(struct writer *w, struct item **list, size_t n)
{
	const uint64_t start = now_us();
	const bool repeated = !commit(w, list, n);

	count_batch(w, list, n, now_us() - start, repeated);
	for (size_t i = 0; i < n; i++)
		finish(list[i]);
}

void db_metrics(struct db *db, struct db_metrics *ret)
{
	(void)pthread_mutex_lock(&db->lock);
	struct writer *w = db->writer;

	(void)pthread_mutex_unlock(&db->lock);
	*ret = (struct db_metrics){ 0 };
	if (w != NULL) {
		(void)pthread_mutex_lock(&w->lock);
		*ret = w->m;
		ret->queue_depth = w->depth;
		(void)pthread_mutex_unlock(&w->lock);
	}
	ret->durable = atomic_load(&db->durable);
}

/* The threads --------------------------------------------------------- */

/* Waits for work; 0 when there is none and will be none. */
static size_t take(struct writer *w, struct item **list)
{
	size_t n = 0;

	(void)pthread_mutex_lock(&w->lock);
	while (w->head == NULL && !w->stop)
		(void)pthread_cond_wait(&w->work, &w->lock);
	for (; n < BATCH_MAX && w->head != NULL; n++) {
		list[n] = w->head;
		w->head = w->head->next;
	}
	if (w->head == NULL)
		w->tail = &w->head;
	w->depth -= n;
	if (n == 0)
		w->running = false;
	(void)pthread_mutex_unlock(&w->lock);
	return n;
}

static void *writer_main(void *arg)
{
	struct writer *w = arg;
	struct item *list[BATCH_MAX];
	size_t n;

	for (n = take(w, list); n > 0; n = take(w, list))
		write_batch(w, list, n);
	return NULL;
}

/* Sleeps until the next tick; false when it is time to stop. */
static bool tick(struct writer *w, uint64_t wal, uint64_t *ret_commits)
{
	struct timespec t;
	bool go_on;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_nsec += TIDY_MS * NS_PER_MS;
	t.tv_sec += t.tv_nsec / (1000 * NS_PER_MS);
	t.tv_nsec %= 1000 * NS_PER_MS;
	(void)pthread_mutex_lock(&w->lock);
	w->m.wal_bytes = wal;
	while (!w->stop && pthread_cond_timedwait(&w->wake, &w->lock, &t) == 0)
		;
	go_on = !w->stop;
	*ret_commits = w->m.commits;
	(void)pthread_mutex_unlock(&w->lock);
	return go_on;
}

/* Keeps checkpoints off the commit path, where they would be the p99. */
static void *tidier_main(void *arg)
{
	struct writer *w = arg;
	struct err e = { "" };
	struct conn *c = w->db->driver->open(w->db, &e);
	uint64_t commits, seen = 0, wal = 0;
	int idle = 0;

	if (c == NULL) {
		log_line(LOG_ERROR, "db", "what=\"no checkpoints\" why=\"%s\"",
		    e.text);
		return NULL;
	}
	while (tick(w, wal, &commits)) {
		idle = commits == seen ? idle + 1 : 0;
		seen = commits;
		if (idle <= IDLE_TICKS)
			wal = w->db->driver->tidy(c, idle == IDLE_TICKS);
	}
	w->db->driver->close(c);
	return NULL;
}

/* Starting and stopping ----------------------------------------------- */

static struct writer *writer_new(struct db *db, struct err *e)
{
	struct conn *c = db->driver->open(db, e);
	pthread_condattr_t attr;

	if (c == NULL)
		return NULL;
	struct writer *w = xcalloc(1, sizeof(*w));

	w->db = db;
	w->conn = c;
	w->arena = arena_new(ARENA_COMMAND);
	w->tail = &w->head;
	(void)pthread_mutex_init(&w->use, NULL);
	(void)pthread_mutex_init(&w->lock, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&w->work, NULL);
	(void)pthread_cond_init(&w->wake, &attr);
	(void)pthread_condattr_destroy(&attr);
	return w;
}

void writer_free(struct writer *w)
{
	if (w == NULL)
		return;
	assert(!w->running && w->head == NULL);
	w->db->driver->close(w->conn);
	arena_free(w->arena);
	(void)pthread_cond_destroy(&w->work);
	(void)pthread_cond_destroy(&w->wake);
	(void)pthread_mutex_destroy(&w->lock);
	(void)pthread_mutex_destroy(&w->use);
	free(w);
}

/* The writer, made when `make`; NULL when there is none. */
static struct writer *writer_of(struct db *db, bool make, struct err *e)
{
	(void)pthread_mutex_lock(&db->lock);
	if (db->writer == NULL && make)
		db->writer = writer_new(db, e);
	struct writer *w = db->writer;

	(void)pthread_mutex_unlock(&db->lock);
	return w;
}

bool db_writer_start(struct db *db, struct err *e)
{
	struct writer *w = writer_of(db, true, e);

	if (w == NULL)
		return false;
	(void)pthread_mutex_lock(&w->lock);
	assert(!w->running);
	w->running = true;
	w->stop = false;
	(void)pthread_mutex_unlock(&w->lock);
	if (db->driver->tidy_off != NULL)
		db->driver->tidy_off(w->conn);
	if (pthread_create(&w->thread, NULL, writer_main, w) != 0) {
		w->running = false;
		return err_set(e, "No thread could be started.");
	}
	if (db->driver->tidy != NULL &&
	    pthread_create(&w->tidier, NULL, tidier_main, w) != 0)
		abort();
	return true;
}

void db_writer_stop(struct db *db)
{
	struct writer *w = writer_of(db, false, NULL);
	bool running;

	if (w == NULL)
		return;
	(void)pthread_mutex_lock(&w->lock);
	running = w->running;
	w->stop = true;
	(void)pthread_cond_broadcast(&w->work);
	(void)pthread_cond_broadcast(&w->wake);
	(void)pthread_mutex_unlock(&w->lock);
	if (!running)
		return;
	(void)pthread_join(w->thread, NULL);
	if (db->driver->tidy != NULL)
		(void)pthread_join(w->tidier, NULL);
}

/* The queue ----------------------------------------------------------- */

static enum db_status enqueue(struct writer *w, struct item *it)
{
	enum db_status st = DB_OK;

	(void)pthread_mutex_lock(&w->lock);
	if (!w->running || w->stop)
		st = DB_ERROR;
	else if (w->depth >= w->db->options.queue_limit)
		st = DB_BUSY;
	if (st == DB_OK) {
		*w->tail = it;
		w->tail = &it->next;
		w->depth++;
		(void)pthread_cond_signal(&w->work);
	}
	(void)pthread_mutex_unlock(&w->lock);
	return st;
}

static struct item *append_item(
    struct append *ap, append_done_fn *done, void *arg)
{
	struct item *it = xcalloc(1, sizeof(*it));

	it->append = ap;
	it->done = done;
	it->done_arg = arg;
	return it;
}

bool db_append(
    struct db *db, struct append *ap, append_done_fn *done, void *arg)
{
	struct writer *w = writer_of(db, false, NULL);
	struct item *it;

	if (w == NULL)
		return false;
	it = append_item(ap, done, arg);
	if (enqueue(w, it) == DB_OK)
		return true;
	free(it);
	return false;
}

/* Somebody who waits for one write. */
struct waiter {
	pthread_mutex_t lock;
	pthread_cond_t cond;
	bool done;
	enum db_status status;
};

static void waiter_init(struct waiter *wt)
{
	*wt = (struct waiter){ .status = DB_ERROR };
	(void)pthread_mutex_init(&wt->lock, NULL);
	(void)pthread_cond_init(&wt->cond, NULL);
}

static void waiter_done(void *arg, enum db_status status)
{
	struct waiter *wt = arg;

	(void)pthread_mutex_lock(&wt->lock);
	wt->status = status;
	wt->done = true;
	/* Under the lock: the waiter's stack is gone right after it. */
	(void)pthread_cond_signal(&wt->cond);
	(void)pthread_mutex_unlock(&wt->lock);
}

static enum db_status waiter_wait(struct waiter *wt)
{
	(void)pthread_mutex_lock(&wt->lock);
	while (!wt->done)
		(void)pthread_cond_wait(&wt->cond, &wt->lock);
	(void)pthread_mutex_unlock(&wt->lock);
	(void)pthread_cond_destroy(&wt->cond);
	(void)pthread_mutex_destroy(&wt->lock);
	return wt->status;
}

/* Writes go through the thread. */
static bool running(struct writer *w)
{
	bool is;

	(void)pthread_mutex_lock(&w->lock);
	is = w->running && !w->stop;
	(void)pthread_mutex_unlock(&w->lock);
	return is;
}

enum db_status db_append_wait(struct db *db, struct append *ap)
{
	struct err e = { "" };
	struct writer *w = writer_of(db, true, &e);
	struct waiter wt;
	struct item *it;
	enum db_status st;

	if (w == NULL) {
		log_line(LOG_ERROR, "db", "what=\"%s\"", e.text);
		append_free(ap);
		return DB_ERROR;
	}
	waiter_init(&wt);
	it = append_item(ap, waiter_done, &wt);
	if (!running(w)) {
		(void)pthread_mutex_lock(&w->use);
		write_batch(w, &it, 1);
		(void)pthread_mutex_unlock(&w->use);
		return waiter_wait(&wt);
	}
	st = enqueue(w, it);
	if (st != DB_OK) {
		it->status = st;
		finish(it);
	}
	return waiter_wait(&wt);
}

bool writer_change(
    struct conn *c, db_change_fn *fn, void *arg, enum db_status *ret_status)
{
	struct writer *w = writer_of(c->db, false, NULL);
	struct waiter wt;
	struct item *it;
	enum db_status st;

	if (w == NULL || !running(w))
		return false;
	waiter_init(&wt);
	it = append_item(NULL, waiter_done, &wt);
	it->fn = fn;
	it->arg = arg;
	it->person = c->person;
	st = enqueue(w, it);
	if (st != DB_OK) {
		it->status = st;
		finish(it);
	}
	*ret_status = waiter_wait(&wt);
	return true;
}
