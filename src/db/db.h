/*
 * db.h: one database behind two engines, SQLite and PostgreSQL 15. SQL is
 * written once, in the subset that both share (docs/sql.md). There are two
 * kinds of write and no third: an append (fixed statements, group commit) and
 * a change (a function inside a transaction, which may run more than once).
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "db/sql.h"
#include "db/val.h"

struct db;   /* a database; shared by all threads */
struct conn; /* a connection and its statement cache; one thread at a time */
struct rows; /* the rows of a running query; lives in an arena */

enum db_status {
	DB_OK,
	DB_STALE,     /* the record changed since it was read (version) */
	DB_DUPLICATE, /* a unique constraint says it is there already */
	DB_REFUSED,   /* another constraint, or fn said no */
	DB_BUSY,      /* queue full, or still in conflict after all retries */
	DB_FULL,      /* no room on the disk */
	DB_ERROR      /* anything else; logged */
};

/* Opening ------------------------------------------------------------- */

struct db_options {
	bool read_only;
	bool create; /* SQLite: make the file when it is missing */
	/* SQLite: PRAGMA synchronous; NULL means FULL. Only the power-cut test
	 * sets another. */
	const char *synchronous;
	const char *vfs;    /* SQLite VFS name, for tests; NULL the default */
	size_t queue_limit; /* waiting writes; 0 means DB_QUEUE_LIMIT */
};

#define DB_QUEUE_LIMIT 4096

/*
 * Opens "postgresql://…" or a file path (also "sqlite:PATH"). On failure NULL
 * and a sentence with what to do. The schema is not looked at: see migrate.h.
 * Starts no thread: see db_writer_start.
 */
struct db *db_open(const char *url, const struct db_options *o, struct err *e);
void db_close(struct db *db); /* after its connections; NULL is fine */
bool db_is_postgres(const struct db *db);

struct conn *db_conn_open(struct db *db, struct err *e);
void db_conn_close(struct conn *c);
struct db *db_of(const struct conn *c);

/* The person for whom ?p stands from now on; 0 is nobody. */
void db_act_as(struct conn *c, int64_t person);

/* Reading ------------------------------------------------------------- */

/* How many reads of this connection have failed so far, outside changes: who
 * made something of several compares before and after. */
uint64_t db_failures(const struct conn *c);

/*
 * Between the two, the reads of this connection share one state of the
 * database, up to a db_change of its own, after which they see that. SQLite
 * then locks once instead of once a statement; PostgreSQL, where it would
 * cost round trips, still reads each statement's own state.
 */
void db_steady_begin(struct conn *c);
void db_steady_end(struct conn *c); /* with no rows open */

/*
 * Names the state of the database that the reads of this connection see: while
 * nobody, here or in another process, has committed anything, it is the same
 * text, and never again after that. Each connection has names of its own. The
 * null str where the engine cannot say (PostgreSQL) or inside a change.
 */
struct str db_state(struct conn *c, struct arena *a);

/* Bytes left for the database on the disk of this machine; false: it stands
 * elsewhere (PostgreSQL), or the system does not say. */
bool db_room(const struct db *db, uint64_t *ret);

/*
 * After many rows came in at once: PostgreSQL's planner looks at the tables
 * now and not when its own housekeeping comes round to it, and until then
 * would read all of a table that it thinks empty. Not inside a change. Nothing
 * depends on it but time, so a failure is only logged.
 */
void db_settle(struct conn *c);

/*
 * Runs a statement. Never NULL; a failure shows in db_done. Texts are copied
 * into the arena when asked for. One SQLite or PostgreSQL connection may have
 * several sets of rows open.
 */
struct rows *db_query(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n);

/* The same for rows without end (exports): constant memory, no other query on
 * this connection until db_done. db_*() texts are valid until the next row. */
struct rows *db_stream(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n);

bool db_next(struct rows *r);
bool db_null(struct rows *r, int col);
int64_t db_int(struct rows *r, int col); /* NULL gives 0 */
double db_real(struct rows *r, int col); /* NULL gives NAN */
struct str db_text(struct rows *r, int col);
struct str db_blob(struct rows *r, int col);
struct date db_date(struct rows *r, int col);
struct instant db_instant(struct rows *r, int col);
int db_ncols(struct rows *r);
const char *db_col_name(struct rows *r, int col);

/* Ends the query (also before its last row) and says how it went. */
enum db_status db_done(struct rows *r);

/*
 * A statement without rows; *ret_changed (may be NULL): rows touched. This and
 * any other write only inside a change: elsewhere it is a DB_ERROR. Inside a
 * change the first failure is final: every later statement fails the same way
 * and the change with it (PostgreSQL cannot go on). What may be there already
 * says ON CONFLICT DO NOTHING.
 */
enum db_status db_exec(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n, int64_t *ret_changed) ATTR_MUST_USE;

/* The first column of the first row; `missing` when there is none. */
int64_t db_get_int(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n, int64_t missing);
struct str db_get_text(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n); /* null str when missing */

/* INSERT … RETURNING id: the id, or 0 and a status. */
enum db_status db_insert(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n, int64_t *ret_id) ATTR_MUST_USE;

/* Statements built at run time by the record engine ------------------- */

/* Text and values of a statement in the making. Only literals and checked
 * names go into the text; everything else is a value. */
struct sqlb {
	struct arena *arena;
	struct str text;
	struct val vals[64];
	size_t nvals;
	int cap;
};

void sqlb_init(struct sqlb *b, struct arena *a, int cap);
void sqlb_add(struct sqlb *b, const char *literal);
void sqlb_name(struct sqlb *b, const char *name); /* [a-z_][a-z0-9_]* or dies */
void sqlb_val(struct sqlb *b, struct val v);      /* "?N" and its value */
struct rows *db_query_built(struct conn *c, const struct sqlb *b);
struct rows *db_stream_built(struct conn *c, const struct sqlb *b);
enum db_status db_exec_built(
    struct conn *c, const struct sqlb *b, int64_t *ret_changed) ATTR_MUST_USE;

#include "db/write.h"

#endif
