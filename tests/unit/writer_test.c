/* db: the queue, group commit, refusals alone, and many threads at once. */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "db/db.h"
#include "db/migrate.h"
#include "engines.h"
#include "tap.h"

#define THREADS 8
#define EACH    60

static struct arena *a;
static struct db *db;
static struct conn *c;

static const struct migration migrations[] = {
	{ "0001_note.sql",
	    STR("CREATE TABLE note (id $id, ref TEXT NOT NULL UNIQUE,"
		" body TEXT, CHECK (body <> 'forbidden'));"
		"CREATE TABLE counter (id $id, n $int64 NOT NULL);"
		"INSERT INTO counter (n) VALUES (0)") },
};

#define WHY SYSTEM("a test")

static const struct sql SQL_NOTE = {
	"INSERT INTO note (ref, body) VALUES (?1, ?2)", WHY
};
static const struct sql SQL_COUNT = { "SELECT count(*) FROM note", WHY };
static const struct sql SQL_READ = { "SELECT n FROM counter WHERE id = 1",
	WHY };
static const struct sql SQL_WRITE = { "UPDATE counter SET n = ?1 WHERE id = 1",
	WHY };
static const struct sql SQL_WHO = { "SELECT ?p", WHY };

static int64_t count(const struct sql *q)
{
	return db_get_int(c, a, q, NO_VALS, -1);
}

static struct append *note(const char *ref, const char *body)
{
	struct append *ap = append_new();

	append_add(ap, &SQL_NOTE, VALS(V(ref), V(body)));
	return ap;
}

/* Without a thread ---------------------------------------------------- */

static void nothing(void *arg, enum db_status status)
{
	(void)arg;
	(void)status;
}

static void test_alone(void)
{
	struct append *ap = note("no thread", "x");

	ok(!db_append(db, ap, nothing, NULL), "no writer takes no append");
	append_free(ap);
	is_int(db_append_wait(db, note("one", "x")), DB_OK, "waiting works");
	is_int(db_append_wait(db, note("one", "x")), DB_DUPLICATE,
	    "a duplicate is one");
	is_int(db_append_wait(db, note("two", "forbidden")), DB_REFUSED,
	    "a constraint refuses");
	ap = note("three", "x");
	append_add(ap, &SQL_NOTE, VALS(V("one"), V("x")));
	is_int(db_append_wait(db, ap), DB_DUPLICATE, "both or none");
	is_int(count(&SQL_COUNT), 1, "one note");
}

/* With it ------------------------------------------------------------- */

static atomic_int statuses[DB_ERROR + 1];

static void tally(void *arg, enum db_status status)
{
	(void)arg;
	atomic_fetch_add(&statuses[status], 1);
}

static enum db_status increment(struct conn *w, struct arena *t, void *arg)
{
	const int64_t n = db_get_int(w, t, &SQL_READ, NO_VALS, -1);

	(void)arg;
	return db_exec(w, t, &SQL_WRITE, VALS(V(n + 1)), NULL);
}

static void *worker(void *arg)
{
	const int me = *(const int *)arg;
	struct err e = { "" };
	struct conn *mine = db_conn_open(db, &e);

	for (int i = 0; i < EACH; i++) {
		char ref[32];
		const bool bad = i % 10 == 3;

		(void)snprintf(ref, sizeof(ref), "t%d-%d", me, i);
		struct append *ap = note(ref, bad ? "forbidden" : "words");

		if (!db_append(db, ap, tally, NULL)) {
			append_free(ap);
			atomic_fetch_add(&statuses[DB_BUSY], 1);
		}
		if (i % 6 != 0)
			continue;
		while (db_change(mine, increment, NULL) == DB_BUSY)
			;
	}
	db_conn_close(mine);
	return NULL;
}

static void test_many(void)
{
	pthread_t threads[THREADS];
	int ids[THREADS];
	struct err e = { "" };
	struct db_metrics m;

	ok(db_writer_start(db, &e), "the writer starts %s", e.text);
	for (int i = 0; i < THREADS; i++) {
		ids[i] = i;
		(void)pthread_create(&threads[i], NULL, worker, &ids[i]);
	}
	for (int i = 0; i < THREADS; i++)
		(void)pthread_join(threads[i], NULL);
	db_writer_stop(db);
	is_int(atomic_load(&statuses[DB_OK]), THREADS * EACH * 9 / 10,
	    "every good append was kept");
	is_int(atomic_load(&statuses[DB_REFUSED]), THREADS * EACH / 10,
	    "every bad one was refused, alone");
	is_int(count(&SQL_COUNT), 1 + THREADS * EACH * 9 / 10,
	    "the rows are those that were acknowledged");
	is_int(count(&SQL_READ), THREADS * EACH / 6, "no change was lost");
	db_metrics(db, &m);
	ok(m.commits > 0 && m.queue_depth == 0 && m.durable,
	    "%d commits for %d rows, %d batches repeated", (int)m.commits,
	    (int)m.rows, (int)m.replays);
}

/* A batch that gathers while the writer is held up -------------------- */

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_cond = PTHREAD_COND_INITIALIZER;
static int gate_state; /* 0 shut, 1 somebody waits, 2 open */

static void hold(void *arg, enum db_status status)
{
	(void)arg;
	(void)status;
	(void)pthread_mutex_lock(&gate);
	gate_state = 1;
	(void)pthread_cond_broadcast(&gate_cond);
	while (gate_state != 2)
		(void)pthread_cond_wait(&gate_cond, &gate);
	(void)pthread_mutex_unlock(&gate);
}

static void gate_wait_held(void)
{
	(void)pthread_mutex_lock(&gate);
	while (gate_state != 1)
		(void)pthread_cond_wait(&gate_cond, &gate);
	(void)pthread_mutex_unlock(&gate);
}

static void gate_open(void)
{
	(void)pthread_mutex_lock(&gate);
	gate_state = 2;
	(void)pthread_cond_broadcast(&gate_cond);
	(void)pthread_mutex_unlock(&gate);
}

static void keep_status(void *arg, enum db_status status)
{
	enum db_status *to = arg;

	*to = status;
}

/* Queues note(ref, body); the status arrives in *to before the stop. */
static void queue(const char *ref, const char *body, enum db_status *to)
{
	struct append *ap = note(ref, body);

	*to = DB_STALE;
	if (!db_append(db, ap, keep_status, to)) {
		append_free(ap);
		*to = DB_BUSY;
	}
}

static void test_batch(long fail_at)
{
	enum db_status st[12];
	char ref[32];
	struct err e = { "" };
	struct db_metrics before, m;
	struct append *ap = note("", "x");
	const int64_t rows = count(&SQL_COUNT);
	int kept = 0, full = 0;

	gate_state = 0;
	(void)snprintf(ref, sizeof(ref), "hold %ld", fail_at);
	append_free(ap);
	ap = note(ref, "x");
	ok(db_writer_start(db, &e) && db_append(db, ap, hold, NULL),
	    "something is under way");
	gate_wait_held();
	db_metrics(db, &before);
	for (int i = 0; i < 12; i++) {
		(void)snprintf(ref, sizeof(ref), "b%ld-%d", fail_at, i);
		queue(ref, i == 4 ? "forbidden" : "x", &st[i]);
	}
	db_fail_at(fail_at);
	gate_open();
	db_writer_stop(db);
	db_fail_at(0);
	for (int i = 0; i < 12; i++) {
		kept += st[i] == DB_OK ? 1 : 0;
		full += st[i] == DB_BUSY ? 1 : 0;
	}
	is_int(full, 4, "the queue takes eight and refuses the rest");
	is_int(count(&SQL_COUNT), rows + 1 + kept,
	    "what was acknowledged is there");
	db_metrics(db, &m);
	is_int((int64_t)(m.commits - before.commits), 1, "one commit");
	if (fail_at > 0)
		return;
	is_int(kept, 7, "seven of them are kept");
	is_int(st[4], DB_REFUSED, "the bad one is not");
	is_int((int64_t)(m.replays - before.replays), 1,
	    "the batch was repeated carefully");
}

static enum db_status who(struct conn *w, struct arena *t, void *arg)
{
	int64_t *id = arg;

	*id = db_get_int(w, t, &SQL_WHO, NO_VALS, -1);
	return DB_OK;
}

static void test_who(void)
{
	struct err e = { "" };
	int64_t id = 0;

	ok(db_writer_start(db, &e), "started again");
	db_act_as(c, 77);
	is_int(db_change(c, who, &id), DB_OK, "a change on the thread");
	is_int(id, 77, "acts for its caller");
	is_int(db_append_wait(db, note("from a command", "x")), DB_OK,
	    "waiting for the thread");
	db_writer_stop(db);
	db_act_as(c, 0);
}

/* The log is cut to nothing once there is nothing to do. */
static void test_tidy(void)
{
	const struct timespec nap = { 0, 50000000 };
	struct err e = { "" };
	struct db_metrics m = { 0 };

	ok(db_writer_start(db, &e), "started for the log");
	for (int i = 0; i < 50; i++) {
		char ref[16];

		(void)snprintf(ref, sizeof(ref), "log-%d", i);
		if (db_append_wait(db, note(ref, "x")) != DB_OK)
			ok(false, "append %d", i);
	}
	for (int i = 0; i < 40 && m.wal_bytes == 0; i++) {
		(void)nanosleep(&nap, NULL);
		db_metrics(db, &m);
	}
	ok(m.wal_bytes > 0, "the log has %d bytes", (int)m.wal_bytes);
	for (int i = 0; i < 120 && m.wal_bytes > 0; i++) {
		(void)nanosleep(&nap, NULL);
		db_metrics(db, &m);
	}
	is_int((int64_t)m.wal_bytes, 0, "and none when idle");
	db_writer_stop(db);
}

static void test_engine(size_t i)
{
	struct err e = { "" };

	printf("# %s\n", engines_name(i));
	db = db_open(engines_new(i),
	    &(struct db_options){ .create = true, .queue_limit = 4096 }, &e);
	c = db_conn_open(db, &e);
	ok(db_migrate(c, migrations, 1, &e), "migrated");
	for (size_t s = 0; s < NELEM(statuses); s++)
		atomic_store(&statuses[s], 0);
	test_alone();
	test_many();
	test_who();
	if (i == 0)
		test_tidy();
	db_conn_close(c);
	db_close(db);

	db = db_open(engines_url, &(struct db_options){ .queue_limit = 8 }, &e);
	c = db_conn_open(db, &e);
	for (long n = 0; n <= 12; n += 3)
		test_batch(n);
	db_conn_close(c);
	engines_close(db);
}

int main(void)
{
	a = arena_new(ARENA_COMMAND);
	for (size_t i = 0; i < engines_count(); i++)
		test_engine(i);
	arena_free(a);
	return tap_done();
}
