/*
 * dump.c: writes a dump. Reading one is restore.c's.
 */
#include "db/dump.h"

#include <string.h>

#include "db/driver.h"
#include "db/dump_table.h"

struct out {
	dump_write_fn *write;
	void *arg;
	struct sha256 all;
	struct buf frame;
	bool failed;
};

static const struct sql SQL_NEWEST = {
	"SELECT coalesce(max(number), 0) FROM schema_migration",
	SYSTEM("the schema, not its rows")
};

static void put(struct out *o, const void *p, size_t n)
{
	if (o->failed)
		return;
	sha256_add(&o->all, p, n);
	o->failed = !o->write(o->arg, p, n);
}

/* Sends what o->frame holds as a frame and empties it. */
static void flush(struct out *o, enum dump_frame type)
{
	struct buf head = buf_make(16);

	buf_byte(&head, (char)type);
	dump_u32(&head, (uint32_t)o->frame.n);
	o->failed = o->failed || o->frame.failed;
	put(o, head.p, head.n);
	put(o, buf_view(&o->frame).s, o->frame.n);
	buf_free(&head);
	buf_reset(&o->frame);
}

static void put_name(struct buf *b, const char *name)
{
	dump_u32(b, (uint32_t)strlen(name));
	buf_cstr(b, name);
}

static void put_table(struct out *o, const struct dump_table *t)
{
	static const char letters[] = { [VAL_INT] = 'i',
		[VAL_REAL] = 'r',
		[VAL_TEXT] = 't',
		[VAL_BLOB] = 'b' };

	put_name(&o->frame, t->name);
	for (size_t i = 0; i < t->n; i++) {
		buf_byte(&o->frame, letters[t->columns[i].type]);
		put_name(&o->frame, t->columns[i].name);
	}
	flush(o, DUMP_TABLE);
}

static bool put_rows(
    struct conn *c, struct out *o, const struct dump_table *t, struct err *e)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct rows *r = dump_select(c, a, t);
	struct dump_sum sum = { 0 };
	uint8_t digest[SHA256_BYTES];

	while (!o->failed && db_next(r)) {
		dump_row(&o->frame, r, t);
		dump_sum_add(&sum, buf_view(&o->frame));
		flush(o, DUMP_ROW);
	}
	const bool ok = db_done(r) == DB_OK;

	arena_free(a);
	dump_sum_bytes(&sum, digest);
	dump_u64(&o->frame, sum.rows);
	buf_add(&o->frame, digest, sizeof(digest));
	flush(o, DUMP_ROWS);
	if (!ok)
		return err_set(e, "The table %s could not be read.", t->name);
	return !o->failed || err_set(e, "The backup could not be written.");
}

static bool put_all(struct conn *c, struct out *o, struct err *e)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct dump_table *tables;
	size_t n;
	bool ok = dump_tables(c, a, &tables, &n, e);

	put(o, DUMP_MAGIC, DUMP_MAGIC_LEN);
	dump_u64(
	    &o->frame, (uint64_t)db_get_int(c, a, &SQL_NEWEST, NO_VALS, 0));
	flush(o, DUMP_SCHEMA);
	for (size_t i = 0; i < n && ok; i++) {
		put_table(o, &tables[i]);
		ok = put_rows(c, o, &tables[i], e);
	}
	arena_free(a);
	return ok;
}

static void put_end(struct out *o)
{
	struct sha256 all = o->all;
	uint8_t digest[SHA256_BYTES];

	sha256_end(&all, digest);
	buf_add(&o->frame, digest, sizeof(digest));
	flush(o, DUMP_END);
}

bool db_dump(struct conn *c, const struct migration *list, size_t n,
    dump_write_fn *write, void *arg, struct err *e)
{
	const struct driver *d = c->db->driver;
	struct out o = { .write = write, .arg = arg };
	bool ok;

	if (db_schema_state(c, list, n, e) != SCHEMA_CURRENT)
		return false;
	if (d->begin(c, TX_SNAPSHOT) != DB_OK)
		return err_set(e, "The database could not be read.");
	sha256_start(&o.all);
	o.frame = buf_make(DUMP_FRAME_MAX);
	ok = put_all(c, &o, e);
	if (ok)
		put_end(&o);
	if (ok && o.failed)
		ok = err_set(e, "The backup could not be written.");
	(void)d->control(c, "ROLLBACK");
	buf_free(&o.frame);
	return ok;
}

bool db_table_digests(struct conn *c, struct arena *a,
    struct table_digest **ret, size_t *ret_n, struct err *e)
{
	const struct driver *d = c->db->driver;
	struct dump_table *tables;
	bool ok = d->begin(c, TX_SNAPSHOT) == DB_OK ||
		  err_set(e, "The database could not be read.");

	*ret_n = 0;
	if (!ok)
		return false;
	ok = dump_tables(c, a, &tables, ret_n, e);
	*ret = arena_array(a, *ret_n, sizeof(**ret));
	for (size_t i = 0; i < *ret_n && ok; i++) {
		struct dump_sum sum;

		ok = dump_sum_table(c, &tables[i], &sum, e);
		(*ret)[i].table = tables[i].name;
		(*ret)[i].rows = sum.rows;
		dump_sum_bytes(&sum, (*ret)[i].digest);
	}
	(void)d->control(c, "ROLLBACK");
	return ok;
}
