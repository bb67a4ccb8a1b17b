/* db: statements, values, changes and migrations, on both engines. */
#include <sqlite3.h>
#include <stdatomic.h>

#include "base/buf.h"
#include "base/hash.h"
#include "db/db.h"
#include "db/migrate.h"
#include "engines.h"
#include "tap.h"

static struct arena *a;
static struct conn *c;
static int64_t kept_id; /* of test_values */

static const char FIRST[] =
    "-- a comment; with a semicolon\n"
    "CREATE TABLE thing (id $id, name TEXT NOT NULL UNIQUE, size $int64,"
    " weight $real, picture $blob, day TEXT, parent $int64"
    " REFERENCES thing (id), CHECK (size >= 0));\n"
    "INSERT INTO thing (name, day) VALUES ('it''s; one', '2026-11-22');\n"
    "CREATE TABLE may (person $int64 NOT NULL, cap $int64 NOT NULL,"
    " unit $int64 NOT NULL, PRIMARY KEY (person, cap, unit));";

static const char SECOND_LITE[] =
    "CREATE TABLE log (id $id, what TEXT);\n"
    "CREATE TRIGGER t AFTER INSERT ON thing BEGIN"
    " INSERT INTO log (what) VALUES (CASE WHEN new.size IS NULL THEN 'n'"
    " ELSE 's' END); INSERT INTO log (what) VALUES ('x'); END;\n"
    "CREATE TABLE last (id $id);";

static const char SECOND_PG[] =
    "CREATE TABLE log (id $id, what TEXT);\n"
    "CREATE FUNCTION logged() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " INSERT INTO log (what) VALUES ('n'), ('x'); RETURN new; END $$;\n"
    "CREATE TRIGGER t AFTER INSERT ON thing FOR EACH ROW"
    " EXECUTE FUNCTION logged();\n"
    "CREATE TABLE last (id $id);";

#define TEXT_OF(x)                 \
	{                          \
		(x), sizeof(x) - 1 \
	}
static const struct migration migrations[] = {
	{ "0001_thing.sql", TEXT_OF(FIRST) },
	{ "0002_log.sqlite.sql", TEXT_OF(SECOND_LITE) },
	{ "0002_log.pg.sql", TEXT_OF(SECOND_PG) },
	{ "0003_newer.sql", STR("CREATE TABLE newer (id $id)") },
};

#define WHY SYSTEM("a test")

static const struct sql SQL_INSERT = {
	"INSERT INTO thing (name, size, weight, picture, day)"
	" VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
	WHY
};
static const struct sql SQL_GET = {
	"SELECT name, size, weight, picture, day, id FROM thing WHERE id = ?1",
	WHY
};
static const struct sql SQL_COUNT = { "SELECT count(*) FROM thing", WHY };
static const struct sql SQL_ALL = { "SELECT name FROM thing ORDER BY id", WHY };
static const struct sql SQL_FIRST = { "SELECT name FROM thing WHERE id = 1",
	WHY };
static const struct sql SQL_RENAME = {
	"UPDATE thing SET name = ?1 WHERE id = ?2", WHY
};
static const struct sql SQL_LOG = { "SELECT count(*) FROM log", WHY };
static const struct sql SQL_SCOPED = {
	"SELECT count(*) FROM thing t WHERE " SCOPE("t.id") " AND t.size = ?1",
	SCOPED(7)
};
static const struct sql SQL_MAY = {
	"INSERT INTO may (person, cap, unit) VALUES (?1, ?2, ?3)", WHY
};
static const struct sql SQL_MAY_NOT = { "DELETE FROM may WHERE person = ?1",
	WHY };
static const struct sql SQL_WRONG = { "SELECT nothing FROM nowhere", WHY };

static int64_t count(const struct sql *q)
{
	return db_get_int(c, a, q, NO_VALS, -1);
}

/* Migrations ---------------------------------------------------------- */

static void seen(void *arg, const char *table, const char *column,
    enum val_type type, bool not_null)
{
	static const char letters[] = "irtb";
	struct buf *b = arg;

	if (strcmp(table, "thing") == 0)
		buf_fmt(
		    b, "%s:%c%c ", column, letters[type], not_null ? '!' : '?');
}

static void test_migrate(void)
{
	struct err e = { "" };
	struct buf b = buf_make(4096);

	is_int(db_schema_state(c, migrations, 3, &e), SCHEMA_EMPTY,
	    "a new database is empty");
	ok(db_migrate(c, migrations, 1, &e), "one migration: %s", e.text);
	is_int(db_schema_state(c, migrations, 3, &e), SCHEMA_OLDER, "older");
	ok(db_migrate(c, migrations, 3, &e), "the next: %s", e.text);
	is_int(
	    db_schema_state(c, migrations, 3, &e), SCHEMA_CURRENT, "current");
	ok(db_migrate(c, migrations, 3, &e), "again does nothing");
	ok(db_migrate(c, migrations, 4, &e), "and the last");
	is_int(db_schema_state(c, migrations, 3, &e), SCHEMA_NEWER, "newer");
	ok(!db_migrate(c, migrations, 3, &e) && e.text[0] != '\0',
	    "a newer schema is refused: %s", e.text);

	struct migration other[4];

	memcpy(other, migrations, sizeof(other));
	other[0].text = S("CREATE TABLE thing (id $id)");
	is_int(db_schema_state(c, other, 4, &e), SCHEMA_CHANGED, "changed");
	ok(db_columns(c, seen, &b, &e), "columns: %s", e.text);
	is_str(buf_view(&b),
	    S("day:t? id:i! name:t! parent:i? picture:b? size:i? weight:r? "),
	    "types and NOT NULL as the engine sees them");
	buf_free(&b);
	is_int(count(&SQL_LOG), 0, "the trigger came after the first row");
}

static void test_bad_migration(void)
{
	static const struct migration bad[] = {
		{ "0001_thing.sql", TEXT_OF(FIRST) },
		{ "0002_bad.sql",
		    STR("CREATE TABLE ok (id $id); CREATE TABEL x (id $id)") },
	};
	struct err e = { "" };

	ok(!db_migrate(c, bad, 2, &e) && e.text[0] != '\0',
	    "a bad migration says what is wrong: %s", e.text);
	is_int(db_schema_state(c, bad, 1, &e), SCHEMA_CURRENT,
	    "the one before it stays, nothing of it does");
}

/* Changes ------------------------------------------------------------- */

struct insert {
	const char *name;
	int64_t id;
	enum db_status end; /* what fn says at the end */
	int runs;
};

static enum db_status insert(struct conn *w, struct arena *t, void *arg)
{
	struct insert *in = arg;
	const enum db_status st = db_insert(w, t, &SQL_INSERT,
	    VALS(V(in->name), V(3), V(0.1), val_blob(S("\0\xff\x01")),
		V(date_make(2026, 2, 28))),
	    &in->id);

	in->runs++;
	return st != DB_OK ? st : in->end;
}

static void test_values(void)
{
	struct insert in = { .name = "caf\xc3\xa9 'quoted' ?1 \\" };
	struct rows *r;

	is_int(db_change(c, insert, &in), DB_OK, "a change is kept");
	kept_id = in.id;
	ok(in.runs >= 2, "test builds run it twice");
	is_int(count(&SQL_COUNT), 2, "and keep one row");
	r = db_query(c, a, &SQL_GET, VALS(V(in.id)));
	ok(db_next(r), "the row is there");
	is_str(db_text(r, 0), str_of(in.name), "text");
	is_int(db_int(r, 1), 3, "integer");
	ok(db_real(r, 2) == 0.1, "real, to the last bit");
	is_str(db_blob(r, 3), S("\0\xff\x01"), "blob with a NUL");
	is_int(db_date(r, 4).n, date_make(2026, 2, 28).n, "date");
	is_cstr(db_col_name(r, 1), "size", "column name");
	is_int(db_ncols(r), 6, "columns");
	ok(!db_next(r) && db_done(r) == DB_OK, "and no other");

	r = db_query(c, a, &SQL_GET, VALS(V(1)));
	ok(db_next(r) && db_null(r, 1) && db_int(r, 1) == 0, "NULL integer");
	ok(isnan(db_real(r, 2)) && str_null(db_blob(r, 3)), "NULL values");
	(void)db_done(r);
}

static void test_statuses(void)
{
	struct insert again = { .name = "it's; one" };
	struct insert refused = { .name = "refused", .end = DB_REFUSED };
	struct insert nul = { .name = "bad \xff utf-8" };

	is_int(db_change(c, insert, &again), DB_DUPLICATE, "duplicate");
	is_int(db_change(c, insert, &refused), DB_REFUSED, "fn said no");
	is_int(db_change(c, insert, &nul), DB_REFUSED, "not UTF-8");
	is_int(count(&SQL_COUNT), 2, "nothing of them stays");

	struct rows *r = db_query(c, a, &SQL_WRONG, NO_VALS);

	ok(!db_next(r) && db_done(r) == DB_ERROR, "a wrong statement");
	is_int(db_exec(c, a, &SQL_RENAME, VALS(V("x"), V(1)), NULL), DB_ERROR,
	    "no write outside a change");
	is_int(db_get_int(c, a, &SQL_GET, VALS(V(999)), -5), -5, "missing");
}

/* Goes on after a failed statement, which it must not. */
static enum db_status stubborn(struct conn *w, struct arena *t, void *arg)
{
	int64_t id, changed;

	(void)arg;
	const enum db_status st = db_insert(w, t, &SQL_INSERT,
	    VALS(
		V("it's; one"), V(1), V(1.0), val_blob(STR_NULL), V(DATE_NONE)),
	    &id);
	if (st == DB_OK || db_exec(w, t, &SQL_RENAME, VALS(V("gone on"), V(1)),
			       &changed) == DB_OK)
		return DB_ERROR;
	return DB_OK;
}

static enum db_status rename_it(struct conn *w, struct arena *t, void *arg)
{
	return db_exec(w, t, &SQL_RENAME, VALS(V("renamed"), V(1)), arg);
}

static void test_changes(void)
{
	int64_t changed = 0;

	is_int(db_change(c, stubborn, NULL), DB_DUPLICATE,
	    "the first failure in a change is final");
	is_int(db_change(c, rename_it, &changed), DB_OK, "update");
	is_int(changed, 1, "one row touched");
	is_str(
	    db_get_text(c, a, &SQL_FIRST, NO_VALS), S("renamed"), "it shows");
}

static enum db_status grant(struct conn *w, struct arena *t, void *arg)
{
	(void)arg;
	return db_exec(w, t, &SQL_MAY, VALS(V(42), V(7), V(kept_id)), NULL);
}

static void test_rights(void)
{
	is_int(db_change(c, grant, NULL), DB_OK, "a right");
	db_act_as(c, 42);
	is_int(db_get_int(c, a, &SQL_SCOPED, VALS(V(3)), -1), 1,
	    "who may sees it");
	db_act_as(c, 43);
	is_int(db_get_int(c, a, &SQL_SCOPED, VALS(V(3)), -1), 0,
	    "who may not does not");
	db_act_as(c, 0);
}

static enum db_status revoke(struct conn *w, struct arena *t, void *arg)
{
	(void)arg;
	return db_exec(w, t, &SQL_MAY_NOT, VALS(V(42)), NULL);
}

/* What the person of test_rights may see. */
static int64_t seen_by_42(void)
{
	db_act_as(c, 42);
	return db_get_int(c, a, &SQL_SCOPED, VALS(V(3)), -1);
}

/* A right that went is gone for the next request, and after a change of one's
 * own; until then SQLite goes on with one state. */
static void test_steady(void)
{
	const bool shares = !db_is_postgres(db_of(c));
	struct err e = { "" };
	struct conn *other = db_conn_open(db_of(c), &e);

	db_steady_begin(c);
	is_int(seen_by_42(), 1, "a request begins");
	is_int(db_change(other, revoke, NULL), DB_OK, "the right goes");
	is_int(seen_by_42(), shares ? 1 : 0, "it reads one state");
	db_steady_end(c);
	is_int(seen_by_42(), 0, "without steady reads it is gone");
	is_int(db_change(other, grant, NULL), DB_OK, "given again");
	db_steady_begin(c);
	is_int(seen_by_42(), 1, "the next request sees that");
	is_int(db_change(other, revoke, NULL), DB_OK, "and it goes");
	is_int(db_change(c, rename_it, NULL), DB_OK, "a change of its own");
	is_int(seen_by_42(), 0, "shows what others did before");
	db_steady_end(c);
	db_act_as(c, 0);
	db_conn_close(other);
}

/* A name of the state lasts until somebody commits, whoever it is. */
static void test_state(void)
{
	struct err e = { "" };
	struct conn *other = db_conn_open(db_of(c), &e);
	const struct str one = db_state(c, a), same = db_state(c, a);

	if (db_is_postgres(db_of(c))) {
		ok(str_null(one), "PostgreSQL does not say");
		db_conn_close(other);
		return;
	}
	ok(!str_null(one) && str_eq(one, same), "nothing has happened");
	ok(!str_eq(one, db_state(other, a)), "each has names of its own");
	is_int(db_change(other, grant, NULL), DB_OK, "another writes");
	const struct str two = db_state(c, a);

	ok(!str_eq(one, two), "which has a new name");
	is_int(db_change(c, revoke, NULL), DB_OK, "so does this one");
	ok(!str_eq(two, db_state(c, a)), "and that has one too");
	db_steady_begin(c);
	const struct str held = db_state(c, a);

	is_int(db_change(other, grant, NULL), DB_OK, "while it reads");
	ok(str_eq(held, db_state(c, a)), "it still sees the state it named");
	db_steady_end(c);
	ok(!str_eq(held, db_state(c, a)), "and then the new one");
	is_int(db_change(other, revoke, NULL), DB_OK, "as it was");
	db_conn_close(other);
}

static void test_open_rows(void)
{
	struct rows *r = db_query(c, a, &SQL_ALL, NO_VALS);
	int both = 0;

	while (db_next(r)) {
		struct rows *s = db_query(c, a, &SQL_ALL, NO_VALS);

		while (db_next(s))
			both++;
		(void)db_done(s);
	}
	ok(db_done(r) == DB_OK && both == 4, "a query inside itself");

	r = db_stream(c, a, &SQL_ALL, NO_VALS);
	both = 0;
	while (db_next(r))
		both += str_is(db_text(r, 0), "renamed") ? 1 : 10;
	ok(db_done(r) == DB_OK && both == 11, "a stream");
	r = db_stream(c, a, &SQL_ALL, NO_VALS);
	ok(db_next(r) && db_done(r) == DB_OK, "a stream left early");
	is_int(count(&SQL_COUNT), 2, "and the connection is free");
}

static void test_built(void)
{
	int n = 0;

	for (int i = 0; i < 200; i++) {
		struct sqlb b;

		sqlb_init(&b, a, 0);
		sqlb_add(&b, "SELECT ");
		sqlb_name(&b, i % 2 == 0 ? "name" : "day");
		sqlb_add(&b, " FROM thing WHERE id = ");
		sqlb_val(&b, V(1));
		for (int j = 0; j < i; j++)
			sqlb_add(&b, " ");
		struct rows *r = db_query_built(c, &b);

		n += db_next(r) ? 1 : 0;
		n += db_done(r) == DB_OK ? 1 : 0;
	}
	is_int(n, 400, "built statements, more than the cache keeps");
}

static void test_lists(void)
{
	static const struct sql *const good[] = { &SQL_GET, &SQL_SCOPED,
		&SQL_INSERT };
	static const struct sql *const wrong[] = { &SQL_ALL, &SQL_WRONG };
	const struct sql_list lists[] = { { good, NELEM(good) },
		{ wrong, NELEM(wrong) } };
	struct err e = { "" };

	ok(sql_lists_prepare(c, lists, 1, &e), "good lists: %s", e.text);
	ok(!sql_lists_prepare(c, lists, 2, &e) && e.text[0] != '\0',
	    "a wrong statement is found: %s", e.text);
}

static void test_faults(void)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g",
		"h" };
	int failed = 0, kept = 0;
	bool clean = true;

	for (size_t n = 0; n < NELEM(names); n++) {
		struct insert in = { .name = names[n] };
		const int64_t before = count(&SQL_COUNT);

		db_fail_at((long)n + 1);
		const enum db_status st = db_change(c, insert, &in);

		db_fail_at(0);
		clean = clean &&
			count(&SQL_COUNT) == before + (st == DB_OK ? 1 : 0);
		failed += st == DB_OK ? 0 : 1;
		kept += st == DB_OK ? 1 : 0;
	}
	ok(clean, "a call that fails leaves all or nothing");
	ok(failed >= 2 && kept >= 2, "%d failed, %d were kept", failed, kept);
}

static void test_engine(size_t i)
{
	struct db *db = engines_open(i);
	struct err e = { "" };

	printf("# %s\n", engines_name(i));
	c = db_conn_open(db, &e);
	test_migrate();
	test_values();
	test_statuses();
	test_changes();
	test_rights();
	test_steady();
	test_state();
	test_open_rows();
	test_built();
	test_lists();
	test_faults();
	db_conn_close(c);
	engines_close(db);

	db = engines_open(i);
	c = db_conn_open(db, &e);
	test_bad_migration();
	db_conn_close(c);
	engines_close(db);
}

/* Opening ------------------------------------------------------------- */

static void write_file(const char *text)
{
	FILE *f = fopen(engines_new(0), "w");

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		printf("# cannot write %s\n", engines_url);
}

static void test_files(void)
{
	struct err e = { "" };

	(void)engines_new(0);
	ok(db_open(engines_url, &(struct db_options){ 0 }, &e) == NULL,
	    "a missing file: %s", e.text);
	write_file("This is not a database, but it is a file that is longer"
		   " than the header of one, which has a hundred bytes.");
	ok(db_open(engines_url, &(struct db_options){ 0 }, &e) == NULL,
	    "not a database: %s", e.text);
	engines_drop();
}

/* Another program's file, and ours without its mark. */
static void test_foreign(void)
{
	struct err e = { "" };
	sqlite3 *h = NULL;
	struct db *db;

	if (sqlite3_open(engines_new(0), &h) != SQLITE_OK ||
	    sqlite3_exec(h, "CREATE TABLE bookmarks (url)", NULL, NULL, NULL) !=
		SQLITE_OK ||
	    sqlite3_close(h) != SQLITE_OK)
		printf("# cannot make a file\n");
	db = db_open(engines_url, &(struct db_options){ 0 }, &e);
	c = db_conn_open(db, &e);
	is_int(db_schema_state(c, migrations, 4, &e), SCHEMA_FOREIGN,
	    "another program's database");
	ok(!db_migrate(c, migrations, 4, &e), "is left alone: %s", e.text);
	db_conn_close(c);
	engines_close(db);
}

static void test_read_only(void)
{
	struct err e = { "" };
	struct insert in = { .name = "none" };
	struct db *db = engines_open(0);

	c = db_conn_open(db, &e);
	ok(db_migrate(c, migrations, 4, &e), "a database");
	db_conn_close(c);
	db_close(db);
	db =
	    db_open(engines_url, &(struct db_options){ .read_only = true }, &e);
	c = db_conn_open(db, &e);
	is_int(count(&SQL_COUNT), 1, "a read-only database is read");
	ok(db_change(c, insert, &in) == DB_ERROR, "and not written");
	db_conn_close(c);
	engines_close(db);
}

static void test_hash(void)
{
	/* FIPS 180-4's examples. */
	is_str(sha256_hex(a, S("abc")),
	    S("ba7816bf8f01cfea414140de5dae2223"
	      "b00361a396177a9cb410ff61f20015ad"),
	    "SHA-256 of abc");
	is_str(
	    sha256_hex(a, S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmno"
			    "mnopnopq")),
	    S("248d6a61d20638b8e5c026930c3e6039"
	      "a33ce45964ff2167f6ecedd419db06c1"),
	    "SHA-256 of two blocks");
}

int main(void)
{
	a = arena_new(ARENA_COMMAND);
	for (size_t i = 0; i < engines_count(); i++)
		test_engine(i);
	test_files();
	test_foreign();
	test_read_only();
	test_hash();
	arena_free(a);
	return tap_done();
}
