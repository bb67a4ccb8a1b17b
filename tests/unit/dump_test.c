/* db: a dump goes from engine to engine and comes back the same. */
#include "base/buf.h"
#include "base/hash.h"
#include "base/log.h"
#include "db/db.h"
#include "db/dump.h"
#include "db/migrate.h"
#include "engines.h"
#include "tap.h"

static struct arena *a;

/* A circle of references, a table that refers to a later one, rows from the
 * migration itself, every type. */
static const struct migration migrations[] = {
	{ "0001_all.sql",
	    STR("CREATE TABLE zone (id $id, name TEXT NOT NULL UNIQUE,"
		" parent $int64 REFERENCES zone (id));"
		"CREATE TABLE bed (id $id, zone $int64 NOT NULL"
		" REFERENCES zone (id), weight $real, photo $blob, note TEXT,"
		" \"order\" $int64);"
		"CREATE TABLE pair (a $int64 NOT NULL, b TEXT NOT NULL,"
		" PRIMARY KEY (a, b));"
		"INSERT INTO zone (name) VALUES ('from the migration')") },
	{ "0002_later.sql", STR("CREATE TABLE later (id $id, x TEXT)") },
};

#define WHY SYSTEM("a test")

static const struct sql SQL_ZONE = {
	"INSERT INTO zone (id, name, parent) VALUES (?1, ?2, ?3)", WHY
};
static const struct sql SQL_NEW_ZONE = {
	"INSERT INTO zone (name) VALUES (?1) RETURNING id", WHY
};
static const struct sql SQL_PARENT = {
	"UPDATE zone SET parent = ?1 WHERE id = ?2", WHY
};
static const struct sql SQL_BED = {
	"INSERT INTO bed (zone, weight, photo, note, \"order\")"
	" VALUES (?1, ?2, ?3, ?4, ?5)",
	WHY
};
static const struct sql SQL_PAIR = { "INSERT INTO pair (a, b) VALUES (?1, ?2)",
	WHY };

static enum db_status fill(struct conn *c, struct arena *t, void *arg)
{
	static const double reals[] = { 0.1, -1e300, 5e-324, 1.0 / 3, 0 };
	enum db_status st = db_exec(c, t, &SQL_ZONE,
	    VALS(V(900), V("caf\xc3\xa9 \\x41 'q'"), val_ref(0)), NULL);

	(void)arg;
	if (st == DB_OK)
		st =
		    db_exec(c, t, &SQL_ZONE, VALS(V(901), V(""), V(900)), NULL);
	if (st == DB_OK)
		st = db_exec(c, t, &SQL_PARENT, VALS(V(901), V(900)), NULL);
	for (size_t i = 0; i < NELEM(reals) && st == DB_OK; i++)
		st = db_exec(c, t, &SQL_BED,
		    VALS(V(900), V(reals[i]), val_blob(S("\0\xff\\x")),
			val_text(i == 1 ? STR_NULL : S("line\r\nline")),
			V((long)INT64_MIN)),
		    NULL);
	for (int i = 0; i < 300 && st == DB_OK; i++)
		st = db_exec(c, t, &SQL_PAIR, VALS(V(i), V("b")), NULL);
	return st;
}

/* A stream in memory. */
struct tape {
	struct buf b;
	size_t at, limit;
};

static bool tape_write(void *arg, const void *p, size_t n)
{
	struct tape *t = arg;

	buf_add(&t->b, p, n);
	return !t->b.failed;
}

static ptrdiff_t tape_read(void *arg, void *p, size_t n)
{
	struct tape *t = arg;
	size_t got = t->limit - t->at;

	if (got > n)
		got = n;
	if (got > 1000)
		got = 1000; /* short reads, as from a pipe */
	memcpy(p, t->b.p + t->at, got);
	t->at += got;
	return (ptrdiff_t)got;
}

static struct conn *open_conn(struct db *db)
{
	struct err e = { "" };

	return db_conn_open(db, &e);
}

static struct str digests(struct conn *c)
{
	struct table_digest *d = NULL;
	size_t n = 0;
	struct err e = { "" };
	struct str all = S("");

	ok(db_table_digests(c, a, &d, &n, &e), "digests of %d tables %s",
	    (int)n, e.text);
	for (size_t i = 0; i < n; i++)
		all = str_fmt(a, "%.*s%s:%d:%.*s\n", STR_ARG(all), d[i].table,
		    (int)d[i].rows, STR_ARG(hex_of(a, d[i].digest, 32)));
	return all;
}

static void dump_to(struct conn *c, struct tape *t)
{
	struct err e = { "" };

	t->b = buf_make((size_t)1 << 24);
	ok(db_dump(c, migrations, 2, tape_write, t, &e), "dumped %s", e.text);
	t->limit = t->b.n;
	t->at = 0;
}

static enum db_status new_zone(struct conn *c, struct arena *t, void *arg)
{
	return db_insert(c, t, &SQL_NEW_ZONE, VALS(V("after")), arg);
}

/* From the tape into engine i; the digests must be `want`; dumps again. */
static void round_trip(size_t i, struct tape *t, struct str want)
{
	struct db *db = engines_open(i);
	struct conn *c = open_conn(db);
	struct err e = { "" };
	int64_t id = 0;

	printf("# into %s\n", engines_name(i));
	t->at = 0;
	ok(db_restore(c, migrations, 2, tape_read, t, &e), "restored %s",
	    e.text);
	is_str(digests(c), want, "the same digests");
	t->at = 0;
	ok(!db_restore(c, migrations, 2, tape_read, t, &e), "not twice: %s",
	    e.text);

	struct tape again;

	dump_to(c, &again);
	is_int(db_change(c, new_zone, &id), DB_OK, "a new row");
	ok(id > 901, "gets a number after the others");
	db_conn_close(c);
	engines_close(db);
	buf_free(&t->b);
	*t = again;
}

static void test_engine(size_t i)
{
	struct db *db = engines_open(i);
	struct conn *c = open_conn(db);
	struct err e = { "" };
	struct tape t = { .at = 0 };
	struct str want;

	printf("# from %s\n", engines_name(i));
	ok(db_migrate(c, migrations, 2, &e), "migrated %s", e.text);
	is_int(db_change(c, fill, NULL), DB_OK, "filled");
	want = digests(c);
	ok(str_find(want, S("pair:300:")) != SIZE_MAX, "with rows");
	dump_to(c, &t);
	db_conn_close(c);
	engines_close(db);
	for (size_t n = 0; n < engines_count(); n++)
		round_trip((i + n + 1) % engines_count(), &t, want);
	buf_free(&t.b);
}

/* A backup of fewer migrations gets the rest afterwards. */
static void test_older(void)
{
	struct db *db = engines_open(0);
	struct conn *c = open_conn(db);
	struct err e = { "" };
	struct tape t = { .b = buf_make((size_t)1 << 24) };

	ok(db_migrate(c, migrations, 1, &e) &&
		db_dump(c, migrations, 1, tape_write, &t, &e),
	    "an older dump");
	db_conn_close(c);
	engines_close(db);
	db = engines_open(0);
	c = open_conn(db);
	t.limit = t.b.n;
	ok(db_restore(c, migrations, 2, tape_read, &t, &e), "restored %s",
	    e.text);
	is_int(db_schema_state(c, migrations, 2, &e), SCHEMA_CURRENT,
	    "and brought up to date");
	db_conn_close(c);
	engines_close(db);
	buf_free(&t.b);
}

static bool restores(const struct tape *from)
{
	struct tape t = *from;
	struct db *db = engines_open(0);
	struct conn *c = open_conn(db);
	struct err e = { "" };
	const bool done = db_restore(c, migrations, 2, tape_read, &t, &e);

	db_conn_close(c);
	engines_close(db);
	return done;
}

static void test_damage(void)
{
	struct db *db = engines_open(0);
	struct conn *c = open_conn(db);
	struct err e = { "" };
	struct tape t = { .at = 0 };
	int survived = 0, tried = 0;

	ok(db_migrate(c, migrations, 2, &e) &&
		db_change(c, fill, NULL) == DB_OK,
	    "a database");
	dump_to(c, &t);
	db_conn_close(c);
	engines_close(db);
	ok(restores(&t), "an undamaged dump restores");
	for (size_t at = 0; at < t.b.n; at += t.b.n / 40) {
		t.b.p[at] ^= 0x11;
		survived += restores(&t) ? 1 : 0;
		t.b.p[at] ^= 0x11;
		tried++;
	}
	for (t.limit = 0; t.limit < t.b.n; t.limit += t.b.n / 20 + 1) {
		survived += restores(&t) ? 1 : 0;
		tried++;
	}
	is_int(survived, 0, "damaged and cut dumps are refused");
	ok(tried > 50, "%d of them", tried);
	buf_free(&t.b);
}

int main(void)
{
	log_level_set((enum log_level)(LOG_ERROR + 1));
	a = arena_new(ARENA_COMMAND);
	for (size_t i = 0; i < engines_count(); i++)
		test_engine(i);
	test_older();
	test_damage();
	arena_free(a);
	return tap_done();
}
