/*
 * db: every listed statement of the program is understood by both engines, is
 * scoped or says why not, and the whole schema goes from engine to engine.
 */
#include "base/buf.h"
#include "core/command.h"
#include "db/db.h"
#include "db/dump.h"
#include "db/migrate.h"
#include "engines.h"
#include "main/modules.h"
#include "tap.h"

static struct buf tape;
static size_t tape_at;

static bool tape_write(void *arg, const void *p, size_t n)
{
	(void)arg;
	buf_add(&tape, p, n);
	return !tape.failed;
}

static ptrdiff_t tape_read(void *arg, void *p, size_t n)
{
	const size_t left = tape.n - tape_at;
	const size_t got = n < left ? n : left;

	(void)arg;
	memcpy(p, tape.p + tape_at, got);
	tape_at += got;
	return (ptrdiff_t)got;
}

/* Statement by statement, so that one run names all that are wrong. */
static void test_lists(struct conn *c, const char *engine)
{
	static struct sql_list lists[LISTS_MAX];
	const size_t n = modules_sql(lists, LISTS_MAX);
	int good = 0, wrong = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < lists[i].n; j++) {
			const struct sql_list one = { lists[i].list + j, 1 };
			struct err e = { "" };

			if (sql_lists_prepare(c, &one, 1, &e)) {
				good++;
				continue;
			}
			wrong++;
			printf("# %s\n", e.text);
		}
	}
	ok(wrong == 0 && good > 100, "%s understands %d statements, not %d",
	    engine, good, wrong);
}

static void column(void *arg, const char *table, const char *name,
    enum val_type type, bool not_null)
{
	struct buf *b = arg;

	buf_fmt(b, "%s.%s %d%s\n", table, name, (int)type,
	    not_null ? " NOT NULL" : "");
}

/* What an engine makes of the migrations; the same on both. */
static void test_columns(struct conn *c, const char *engine)
{
	static struct buf first;
	struct buf b = buf_make((size_t)1 << 20);
	struct err e = { "" };

	ok(db_columns(c, column, &b, &e), "%s has columns %s", engine, e.text);
	if (first.p == NULL) {
		first = b;
		return;
	}
	is_str(buf_view(&b), buf_view(&first), "both engines have the same");
	buf_free(&b);
	buf_free(&first);
}

static void test_engine(size_t i)
{
	const char *engine = engines_name(i);
	struct err e = { "" };
	struct db *db = engines_open(i);
	struct conn *c = db_conn_open(db, &e);
	size_t n;
	const struct migration *list = migrations_all(&n);

	/* The second engine is filled by the first one's dump. */
	if (i == 0) {
		ok(db_migrate(c, list, n, &e), "%s migrates %s", engine,
		    e.text);
		tape = buf_make((size_t)1 << 26);
		ok(db_dump(c, list, n, tape_write, NULL, &e),
		    "its schema is dumped %s", e.text);
	} else {
		ok(db_restore(c, list, n, tape_read, NULL, &e),
		    "%s takes it %s", engine, e.text);
	}
	test_columns(c, engine);
	test_lists(c, engine);
	db_conn_close(c);
	engines_close(db);
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++)
		test_engine(i);
	buf_free(&tape);
	return tap_done();
}
