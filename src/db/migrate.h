/*
 * migrate.h: the only definition of tables. Numbered files, forward only, one
 * transaction each, checksummed once applied.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/*
 * A migration: "0001_core.sql" for both engines, or a pair
 * "0007_search.sqlite.sql" and "0007_search.pg.sql". In the text the words
 * $id $int64 $real $blob are replaced by the engine's types; the SQLite
 * driver appends STRICT to every CREATE TABLE. Several statements a file.
 */
struct migration {
	const char *name;
	struct str text;
};

enum schema_state {
	SCHEMA_CURRENT,
	SCHEMA_EMPTY,   /* no tables at all */
	SCHEMA_OLDER,   /* `heard migrate` brings it up to date */
	SCHEMA_NEWER,   /* made by a newer heard: refuse */
	SCHEMA_FOREIGN, /* somebody else's database: refuse */
	SCHEMA_CHANGED  /* an applied migration's text differs: refuse */
};

/* What the database is, against this list; a sentence with what to do in *e
 * for all but SCHEMA_CURRENT. */
enum schema_state db_schema_state(
    struct conn *c, const struct migration *list, size_t n, struct err *e);

/* Applies what is missing, in order. */
bool db_migrate(
    struct conn *c, const struct migration *list, size_t n, struct err *e);

/* Tables and their columns as the engine sees them, for the schema check:
 * calls fn for each column of each table of ours, sorted. `type` is one of
 * int64, real, text, blob. */
typedef void db_column_fn(void *arg, const char *table, const char *column,
    enum val_type type, bool not_null);
bool db_columns(struct conn *c, db_column_fn *fn, void *arg, struct err *e);

#endif
