/*
 * stmt.h: the statement cache of a connection, and the rewriting of ?N, ?p
 * and ?c into what an engine understands. Knows no engine. Private to src/db.
 */
#ifndef DB_STMT_H
#define DB_STMT_H

#include "db/db.h"

#define STMT_BUCKETS 512
#define STMT_BUILT   64 /* built statements kept per connection */

/* Where a statement wants its parameters; 0 means not at all. */
struct shape {
	size_t nvals;    /* the largest N of ?N */
	int person, cap; /* the numbers that ?p and ?c were given */
};

/*
 * `text` with parameters as prefix and number: ?p and ?c get the numbers after
 * the last ?N. Text in quotes and comments is left alone. Owned by the caller.
 */
char *sql_rewrite(const char *text, char prefix, struct shape *ret);

/* A prepared statement. */
struct stmt {
	struct stmt *next; /* of its bucket */
	const char *key;   /* address of a listed text; NULL for a built one */
	char *text;        /* owned, as written */
	uint64_t hash;
	unsigned types; /* of its parameters, see stmt_types */
	struct shape shape;
	bool busy;     /* rows of it are open */
	bool cached;   /* false: belongs to one query only */
	uint64_t used; /* when, in queries of this connection */
	void *handle;  /* sqlite3_stmt */
	unsigned name; /* number of PostgreSQL's prepared statement */
};

struct stmt_cache {
	struct stmt *bucket[STMT_BUCKETS];
	size_t built;
	uint64_t clock;
};

typedef void stmt_free_fn(struct stmt *s, void *arg);

/* The idle cached statement of this text, or NULL. `lasting` texts are found
 * by address. */
struct stmt *stmt_find(
    struct stmt_cache *c, const char *text, bool lasting, unsigned types);

/* A new statement record, cached unless one of the same text is busy. Throws
 * out the longest unused built one by fn when there are too many. */
struct stmt *stmt_add(struct stmt_cache *c, const char *text, bool lasting,
    unsigned types, stmt_free_fn *fn, void *arg);

/* Takes it out of the cache, if it is in, and frees it (not its handle). */
void stmt_drop(struct stmt_cache *c, struct stmt *s);

/* Frees all, calling fn (NULL is fine) first for each. */
void stmt_clear(struct stmt_cache *c, stmt_free_fn *fn, void *arg);

/* The types of values as a number: statements are typed on PostgreSQL. */
unsigned stmt_types(const struct val *vals, size_t n);

#endif
