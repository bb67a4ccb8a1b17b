/*
 * dump_table.c: see dump_table.h.
 */
#include "db/dump_table.h"

#include <assert.h>
#include <string.h>

struct gather {
	struct arena *arena;
	struct dump_table *tables;
	size_t n, room;
};

static struct dump_table *table_named(struct gather *g, const char *name)
{
	if (g->n > 0 && strcmp(g->tables[g->n - 1].name, name) == 0)
		return &g->tables[g->n - 1];
	if (g->n == g->room) {
		const size_t room = g->room > 0 ? 2 * g->room : 64;
		struct dump_table *more =
		    arena_array(g->arena, room, sizeof(*more));

		for (size_t i = 0; i < g->n; i++)
			more[i] = g->tables[i];
		g->tables = more;
		g->room = room;
	}
	g->tables[g->n].name = str_cstr(g->arena, str_of(name));
	return &g->tables[g->n++];
}

static void column_seen(void *arg, const char *table, const char *column,
    enum val_type type, bool not_null)
{
	struct gather *g = arg;
	struct dump_table *t = table_named(g, table);

	(void)not_null;
	assert(t->n < DUMP_COLUMNS);
	t->columns[t->n++] =
	    (struct dump_column){ str_cstr(g->arena, str_of(column)), type };
}

bool dump_tables(struct conn *c, struct arena *a, struct dump_table **ret,
    size_t *ret_n, struct err *e)
{
	struct gather g = { .arena = a };
	const bool ok = db_columns(c, column_seen, &g, e);

	*ret = g.tables;
	*ret_n = g.n;
	return ok;
}

void dump_u64(struct buf *b, uint64_t v)
{
	for (unsigned i = 0; i < 64; i += 8)
		buf_byte(b, (char)(unsigned char)(v >> i));
}

void dump_u32(struct buf *b, uint32_t v)
{
	for (unsigned i = 0; i < 32; i += 8)
		buf_byte(b, (char)(unsigned char)(v >> i));
}

static void put_bytes(struct buf *b, char tag, struct str s)
{
	buf_byte(b, tag);
	dump_u32(b, (uint32_t)s.n);
	buf_str(b, s);
}

static void put_real(struct buf *b, double v)
{
	uint64_t bits;

	memcpy(&bits, &v, sizeof(bits));
	buf_byte(b, 'r');
	dump_u64(b, bits);
}

static void put_value(
    struct buf *b, struct rows *r, int col, enum val_type type)
{
	if (db_null(r, col)) {
		buf_byte(b, 'n');
		return;
	}
	switch (type) {
	case VAL_INT:
		buf_byte(b, 'i');
		dump_u64(b, (uint64_t)db_int(r, col));
		break;
	case VAL_REAL:
		put_real(b, db_real(r, col));
		break;
	case VAL_TEXT:
	case VAL_DATE:
		put_bytes(b, 't', db_text(r, col));
		break;
	case VAL_BLOB:
		put_bytes(b, 'b', db_blob(r, col));
		break;
	}
}

void dump_row(struct buf *b, struct rows *r, const struct dump_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		put_value(b, r, (int)i, t->columns[i].type);
}

void dump_sum_add(struct dump_sum *s, struct str row)
{
	struct sha256 h;
	uint8_t digest[SHA256_BYTES];

	sha256_start(&h);
	sha256_add(&h, row.s, row.n);
	sha256_end(&h, digest);
	for (size_t i = 0; i < 4; i++) {
		uint64_t lane = 0;

		for (size_t j = 0; j < 8; j++)
			lane = lane << 8 | digest[8 * i + j];
		s->lanes[i] += lane;
	}
	s->rows++;
}

void dump_sum_bytes(const struct dump_sum *s, uint8_t ret[SHA256_BYTES])
{
	for (size_t i = 0; i < SHA256_BYTES; i++)
		ret[i] = (uint8_t)(s->lanes[i / 8] >> (56 - 8 * (i % 8)));
}

struct rows *dump_select(
    struct conn *c, struct arena *a, const struct dump_table *t)
{
	struct sqlb b;

	sqlb_init(&b, a, 0);
	sqlb_add(&b, "SELECT ");
	for (size_t i = 0; i < t->n; i++) {
		if (i > 0)
			sqlb_add(&b, ", ");
		sqlb_name(&b, t->columns[i].name);
	}
	sqlb_add(&b, " FROM ");
	sqlb_name(&b, t->name);
	return db_stream_built(c, &b);
}

bool dump_sum_table(struct conn *c, const struct dump_table *t,
    struct dump_sum *ret, struct err *e)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct buf b = buf_make(DUMP_FRAME_MAX);
	struct rows *r = dump_select(c, a, t);

	*ret = (struct dump_sum){ 0 };
	while (db_next(r)) {
		buf_reset(&b);
		dump_row(&b, r, t);
		dump_sum_add(ret, buf_view(&b));
	}
	bool ok = db_done(r) == DB_OK ||
		  err_set(e, "The table %s could not be read.", t->name);

	if (b.failed)
		ok = err_set(e, "A row of %s is too large.", t->name);
	buf_free(&b);
	arena_free(a);
	return ok;
}
