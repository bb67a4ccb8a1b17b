/* db: what only PostgreSQL can do to us: go away, conflict, sort its own way. */
#include <pthread.h>
#include <stdatomic.h>

#include "db/db.h"
#include "db/migrate.h"
#include "engines.h"
#include "tap.h"

#define THREADS 4
#define EACH    20

static struct arena *a;
static struct db *db;
static struct conn *c;

static const struct migration migrations[] = { { "0001_counter.sql",
    STR("CREATE TABLE counter (id $id, n $int64 NOT NULL);"
	"INSERT INTO counter (n) VALUES (0), (0);"
	"CREATE TABLE note (id $id, ref TEXT NOT NULL UNIQUE);") } };

#define WHY SYSTEM("a test")

static const struct sql SQL_READ = { "SELECT n FROM counter WHERE id = 1",
	WHY };
static const struct sql SQL_WRITE = { "UPDATE counter SET n = ?1 WHERE id = 1",
	WHY };
static const struct sql SQL_KILL_OTHERS = {
	"SELECT count(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity"
	" WHERE datname = current_database() AND pid <> pg_backend_pid()",
	WHY
};
static const struct sql SQL_NOTE = { "INSERT INTO note (ref) VALUES (?1)",
	WHY };
static const struct sql SQL_NOTES = { "SELECT count(*) FROM note", WHY };
static const struct sql SQL_MANY = { "SELECT generate_series(1, 100000)", WHY };

static atomic_int kept;

static enum db_status increment(struct conn *w, struct arena *t, void *arg)
{
	const int64_t n = db_get_int(w, t, &SQL_READ, NO_VALS, -1);

	(void)arg;
	return db_exec(w, t, &SQL_WRITE, VALS(V(n + 1)), NULL);
}

static void *worker(void *arg)
{
	struct err e = { "" };
	struct conn *mine = db_conn_open(db, &e);

	(void)arg;
	for (int i = 0; i < EACH; i++) {
		enum db_status st = DB_BUSY;

		while (st == DB_BUSY)
			st = db_change(mine, increment, NULL);
		atomic_fetch_add(&kept, st == DB_OK ? 1 : 0);
	}
	db_conn_close(mine);
	return NULL;
}

static void test_conflicts(void)
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		(void)pthread_create(&threads[i], NULL, worker, NULL);
	for (int i = 0; i < THREADS; i++)
		(void)pthread_join(threads[i], NULL);
	is_int(atomic_load(&kept), THREADS * EACH, "all changes got through");
	is_int(db_get_int(c, a, &SQL_READ, NO_VALS, -1), THREADS * EACH,
	    "and none was lost");
}

static void kill_others(struct conn *from)
{
	(void)db_get_int(from, a, &SQL_KILL_OTHERS, NO_VALS, -1);
}

static enum db_status dies(struct conn *w, struct arena *t, void *arg)
{
	const enum db_status st = increment(w, t, NULL);

	kill_others(arg);
	return st;
}

static struct append *note(const char *ref)
{
	struct append *ap = append_new();

	append_add(ap, &SQL_NOTE, VALS(V(ref)));
	return ap;
}

static void test_lost(void)
{
	struct err e = { "" };
	struct conn *killer = db_conn_open(db, &e);
	const int64_t before = db_get_int(c, a, &SQL_READ, NO_VALS, -1);

	is_int(db_change(c, dies, killer), DB_ERROR,
	    "a change whose connection is lost has failed");
	is_int(db_get_int(c, a, &SQL_READ, NO_VALS, -1), before,
	    "nothing of it is there, and the connection is back");
	is_int(db_append_wait(db, note("one")), DB_OK, "an append");
	kill_others(killer);
	is_int(db_append_wait(db, note("two")), DB_OK,
	    "comes back for the next, when the server was restarted between");
	kill_others(killer);
	is_int(db_get_int(c, a, &SQL_NOTES, NO_VALS, -1), 2, "and so do reads");
	kill_others(killer);
	is_int(db_change(c, increment, NULL), DB_OK, "and changes");
	db_conn_close(killer);
}

static void test_stream(void)
{
	struct rows *r = db_stream(c, a, &SQL_MANY, NO_VALS);
	const size_t used = arena_used(a);
	int64_t n = 0;

	while (db_next(r))
		n += str_null(db_text(r, 0)) ? 0 : 1;
	ok(db_done(r) == DB_OK && n == 100000, "a stream of all rows");
	ok(arena_used(a) - used < 4096, "in constant memory");
}

static void test_collation(void)
{
	struct err e = { "" };
	char url[600];
	const char *base = getenv("HEARD_TEST_PG");

	engines_admin("CREATE DATABASE heard_wrong TEMPLATE template0"
		      " ENCODING 'LATIN1' LOCALE 'C'");
	(void)snprintf(url, sizeof(url), "%.*s/heard_wrong",
	    (int)(strrchr(base, '/') - base), base);
	ok(db_open(url, &(struct db_options){ 0 }, &e) == NULL &&
		strstr(e.text, "createdb") != NULL,
	    "another encoding is refused: %s", e.text);
	engines_admin("DROP DATABASE heard_wrong");
	ok(db_open("postgresql://heard@127.0.0.1:1/none",
	       &(struct db_options){ 0 }, &e) == NULL,
	    "nobody there");
}

int main(void)
{
	struct err e = { "" };
	struct db_metrics m;

	if (engines_count() < 2)
		return tap_done();
	a = arena_new(ARENA_COMMAND);
	db = engines_open(1);
	c = db_conn_open(db, &e);
	ok(db_migrate(c, migrations, 1, &e), "migrated %s", e.text);
	db_metrics(db, &m);
	ok(m.durable, "the server promises durability");
	test_conflicts();
	test_lost();
	test_stream();
	test_collation();
	db_conn_close(c);
	engines_close(db);
	arena_free(a);
	return tap_done();
}
