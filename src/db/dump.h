/*
 * dump.h: a whole database as one stream that either engine can read: the
 * format of backups, and the way from SQLite to PostgreSQL and back. See
 * docs/durability.md for the bytes. Keys are not in it, and what a search
 * index holds is not: the engines make it again.
 */
#ifndef DB_DUMP_H
#define DB_DUMP_H

#include "db/db.h"
#include "db/migrate.h"

/* Takes all n bytes, or returns false: the dump fails. */
typedef bool dump_write_fn(void *arg, const void *p, size_t n);

/* Up to n bytes; 0 at the end, negative on failure. */
typedef ptrdiff_t dump_read_fn(void *arg, void *p, size_t n);

/*
 * Writes every table as it is at one instant; writing goes on meanwhile. The
 * schema must be current against the list. False and a sentence on failure.
 */
bool db_dump(struct conn *c, const struct migration *list, size_t n,
    dump_write_fn *write, void *arg, struct err *e) ATTR_MUST_USE;

/*
 * Fills an empty database: applies the migrations that the dump had, replaces
 * what they put into its tables by the dump's rows, compares the digests, and
 * then applies the rest of the migrations. False and a sentence with what is
 * wrong; then throw the database away.
 */
bool db_restore(struct conn *c, const struct migration *list, size_t n,
    dump_read_fn *read, void *arg, struct err *e) ATTR_MUST_USE;

/* A table's rows and a digest that does not depend on their order: the sum of
 * the rows' SHA-256, equal on both engines for equal rows. */
struct table_digest {
	const char *table;
	uint64_t rows;
	uint8_t digest[32];
};

/* One for each table, by name, in the arena. */
bool db_table_digests(struct conn *c, struct arena *a,
    struct table_digest **ret, size_t *ret_n, struct err *e) ATTR_MUST_USE;

#endif
