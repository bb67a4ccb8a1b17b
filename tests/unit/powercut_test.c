/*
 * db: what was acknowledged survives the loss of power, and the test can tell:
 * with synchronous=OFF it finds losses. See docs/durability.md.
 */
#include <stdatomic.h>
#include <time.h>

#include "base/log.h"
#include "db/db.h"
#include "db/migrate.h"
#include "engines.h"
#include "powercut_vfs.h"
#include "tap.h"

#define ROUNDS    60
#define MAX_ROWS  4000
#define IN_FLIGHT 64

static const struct migration migrations[] = { { "0001_row.sql",
    STR("CREATE TABLE row (id $id, n $int64 NOT NULL, body TEXT NOT NULL);"
	"CREATE INDEX row_n ON row (n)") } };

#define WHY SYSTEM("a test")

static const struct sql SQL_ROW = { "INSERT INTO row (n, body) VALUES (?1, ?2)",
	WHY };
static const struct sql SQL_ROWS = { "SELECT n FROM row", WHY };
static const struct sql SQL_CHECK = { "PRAGMA integrity_check", WHY };

static atomic_char acked[MAX_ROWS];
static atomic_int waiting;
static atomic_bool dark;
static struct prng luck = { 20261122 };

static void done(void *arg, enum db_status status)
{
	atomic_char *ack = arg;

	if (status == DB_OK)
		atomic_store(ack, 1);
	else
		atomic_store(&dark, true);
	atomic_fetch_sub(&waiting, 1);
}

static struct append *row(int64_t n)
{
	char body[201];
	struct append *ap = append_new();

	memset(body, 'a' + (int)(n % 26), sizeof(body) - 1);
	body[sizeof(body) - 1] = '\0';
	append_add(ap, &SQL_ROW, VALS(V(n), V(body)));
	return ap;
}

/* Rows until the power goes, many to a commit. Returns how many were tried. */
static int write_grouped(struct db *db)
{
	struct err e = { "" };
	int n = 0;

	if (!db_writer_start(db, &e))
		return 0;
	while (n < MAX_ROWS && !atomic_load(&dark)) {
		struct append *ap = row(n);

		if (atomic_load(&waiting) < IN_FLIGHT &&
		    db_append(db, ap, done, &acked[n])) {
			atomic_fetch_add(&waiting, 1);
			n++;
		} else {
			append_free(ap);
		}
	}
	db_writer_stop(db);
	return n;
}

/* One row to a commit, checkpoints on the way. */
static int write_single(struct db *db)
{
	int n = 0;

	for (; n < MAX_ROWS && !atomic_load(&dark); n++) {
		if (db_append_wait(db, row(n)) == DB_OK)
			atomic_store(&acked[n], 1);
		else
			atomic_store(&dark, true);
	}
	return n;
}

static bool is_sound(struct conn *c, struct arena *a)
{
	struct rows *r = db_query(c, a, &SQL_CHECK, NO_VALS);
	const bool sound = db_next(r) && str_is(db_text(r, 0), "ok");

	return db_done(r) == DB_OK && sound;
}

/* Acknowledged rows that are not there exactly once, and rows that nobody
 * sent; -1 for a database that is damaged. */
static int count_wrong(int tried)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct err e = { "" };
	struct db *db = db_open(engines_url, &(struct db_options){ 0 }, &e);
	struct conn *c = db != NULL ? db_conn_open(db, &e) : NULL;
	int *seen = arena_array(a, MAX_ROWS, sizeof(*seen));
	int wrong = -1;

	if (c != NULL && is_sound(c, a)) {
		struct rows *r = db_query(c, a, &SQL_ROWS, NO_VALS);

		wrong = 0;
		while (db_next(r)) {
			if (db_int(r, 0) >= 0 && db_int(r, 0) < tried)
				seen[db_int(r, 0)]++;
			else
				wrong++;
		}
		if (db_done(r) != DB_OK)
			wrong = -1;
		for (int i = 0; i < tried && wrong >= 0; i++)
			wrong += seen[i] > 1 || (seen[i] == 0 &&
						    atomic_load(&acked[i]) != 0)
				     ? 1
				     : 0;
	}
	db_conn_close(c);
	db_close(db);
	arena_free(a);
	return wrong;
}

static void make_database(void)
{
	struct err e = { "" };
	struct db *db = engines_open(0);
	struct conn *c = db_conn_open(db, &e);

	if (!db_migrate(c, migrations, 1, &e))
		printf("# %s\n", e.text);
	db_conn_close(c);
	db_close(db);
}

struct totals {
	int damaged, wrong, acked, rounds;
};

static void one_round(const char *synchronous, int number, struct totals *t)
{
	struct err e = { "" };
	struct prng coin = { prng_next(&luck) };
	struct db *db;
	int tried, wrong;

	make_database();
	powercut_in(20 + (long)prng_below(&luck, number % 4 == 3 ? 3000 : 300));
	for (int i = 0; i < MAX_ROWS; i++)
		atomic_store(&acked[i], 0);
	atomic_store(&dark, false);
	atomic_store(&waiting, 0);
	db = db_open(engines_url,
	    &(struct db_options){
		.vfs = "powercut", .synchronous = synchronous },
	    &e);
	if (db == NULL) {
		ok(false, "%s", e.text);
		return;
	}
	tried = number % 2 == 0 ? write_grouped(db) : write_single(db);
	db_close(db);
	powercut_apply(number % 3 == 0 ? NULL : &coin);
	wrong = count_wrong(tried);
	for (int i = 0; i < tried; i++)
		t->acked += atomic_load(&acked[i]);
	t->damaged += wrong < 0 ? 1 : 0;
	t->wrong += wrong > 0 ? wrong : 0;
	t->rounds++;
	engines_drop();
}

/* Rounds until there are enough, or five seconds are over. */
static struct totals rounds(const char *synchronous)
{
	const time_t end = time(NULL) + 5;
	struct totals t = { 0 };

	for (int i = 0; i < ROUNDS && time(NULL) < end; i++)
		one_round(synchronous, i, &t);
	return t;
}

/* A full disk is said so, costs nobody else's row, and passes. */
static void test_full(void)
{
	struct err e = { "" };
	struct db *db;

	make_database();
	powercut_in(-1);
	db =
	    db_open(engines_url, &(struct db_options){ .vfs = "powercut" }, &e);
	for (int threaded = 0; threaded < 2; threaded++) {
		const int64_t n = 10 * threaded;

		if (threaded == 1 && !db_writer_start(db, &e))
			ok(false, "%s", e.text);
		is_int(db_append_wait(db, row(n)), DB_OK, "room for a row");
		powercut_full(true);
		is_int(db_append_wait(db, row(n + 1)), DB_FULL,
		    "a full disk is called that");
		is_int(db_append_wait(db, row(n + 2)), DB_FULL,
		    "as long as it is full");
		powercut_full(false);
		is_int(db_append_wait(db, row(n + 3)), DB_OK, "room again");
	}
	db_close(db);
	for (int i = 0; i < 20; i++)
		atomic_store(&acked[i], i % 10 == 0 || i % 10 == 3);
	is_int(count_wrong(20), 0, "what was acknowledged is there");
	engines_drop();
}

int main(void)
{
	struct totals full, off;

	log_level_set((enum log_level)(LOG_ERROR + 1));
	powercut_register();
	full = rounds("FULL");
	ok(full.acked > 1000 && full.rounds >= 10,
	    "%d rows acknowledged in %d cuts", full.acked, full.rounds);
	is_int(full.wrong, 0, "none of them lost, none twice");
	is_int(full.damaged, 0, "and the database sound after every cut");
	off = rounds("OFF");
	ok(off.wrong + off.damaged > 0,
	    "without syncs %d of %d rows are lost and %d databases damaged: the"
	    " test can tell",
	    off.wrong, off.acked, off.damaged);
	test_full();
	powercut_in(-1);
	return tap_done();
}
