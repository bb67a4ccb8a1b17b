/*
 * dump_table.h: what writing and reading a dump have in common: the tables as
 * they are, a row as bytes, a digest of rows. Private to src/db.
 */
#ifndef DB_DUMP_TABLE_H
#define DB_DUMP_TABLE_H

#include "base/buf.h"
#include "base/hash.h"
#include "db/dump.h"

#define DUMP_MAGIC     "heard backup 1\n"
#define DUMP_MAGIC_LEN 15
#define DUMP_FRAME_MAX ((size_t)64 << 20) /* a row with its largest blob */
#define DUMP_COLUMNS   64

/* Frames: a letter, the length as 32 bits, that many bytes. Numbers are
 * little-endian. */
enum dump_frame {
	DUMP_SCHEMA = 'M', /* number of the newest migration, 64 bits */
	DUMP_TABLE = 'T',  /* name; then for each column its type and name */
	DUMP_ROW = 'R',    /* the columns' values in order */
	DUMP_ROWS = 'E',   /* count, 64 bits; digest of the table's rows */
	DUMP_END = 'Z'     /* SHA-256 of all bytes before this frame */
};

struct dump_column {
	const char *name;
	enum val_type type;
};

struct dump_table {
	const char *name;
	struct dump_column columns[DUMP_COLUMNS];
	size_t n;
};

/* Every table with its columns by name, in the arena. */
bool dump_tables(struct conn *c, struct arena *a, struct dump_table **ret,
    size_t *ret_n, struct err *e);

/* The values of the current row of a `SELECT columns`, appended to b. */
void dump_row(struct buf *b, struct rows *r, const struct dump_table *t);

/* Rows counted and summed up. */
struct dump_sum {
	uint64_t rows;
	uint64_t lanes[4]; /* of 64 bits, added each for itself */
};
void dump_sum_add(struct dump_sum *s, struct str row);
void dump_sum_bytes(const struct dump_sum *s, uint8_t ret[SHA256_BYTES]);

/* SELECT all columns FROM t, as a stream. */
struct rows *dump_select(
    struct conn *c, struct arena *a, const struct dump_table *t);

/* The sum over a table as it is. */
bool dump_sum_table(struct conn *c, const struct dump_table *t,
    struct dump_sum *ret, struct err *e);

void dump_u64(struct buf *b, uint64_t v);
void dump_u32(struct buf *b, uint32_t v);

#endif
