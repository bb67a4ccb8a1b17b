/*
 * driver.h: what an engine must do, and the structs that db.c shares with its
 * two engines. Private to src/db.
 */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include <pthread.h>
#include <stdatomic.h>

#include "db/db.h"
#include "db/migrate.h"
#include "db/stmt.h"

struct writer;
struct driver;

struct db {
	const struct driver *driver;
	char *url; /* without the "sqlite:" */
	struct db_options options;
	char *vfs, *synchronous; /* owned copies of the options' texts */
	atomic_bool durable;     /* what the engine's settings promise */
	pthread_mutex_t lock;    /* guards writer */
	struct writer *writer;   /* NULL before the first append */
};

/* The part of a connection that both engines have; theirs begins with it. */
struct conn {
	struct db *db;
	int64_t person;
	struct stmt_cache cache;
	size_t open_rows;    /* queries that are not done */
	struct rows *stream; /* has the connection for itself */
	bool in_change;      /* writes are allowed */
	bool steady;         /* between db_steady_begin and its end */
	/* The first failure inside a change; nothing runs after it. PostgreSQL
	 * refuses to go on after a failed statement, so both engines do. */
	enum db_status failed;
	uint64_t failures; /* statements outside a change that did not run */
};

struct rows {
	struct conn *conn;
	struct arena *arena;
	struct stmt *stmt; /* NULL when the statement did not run */
	bool fresh;        /* the first row is there but was not asked for */
	bool ended;        /* no row any more */
	bool stream;
	enum db_status status;
	int64_t changed;
	void *result; /* PostgreSQL's */
	int row;
};

/* What to run: a listed statement (lasting) or a built one. */
struct query {
	const char *text;
	bool lasting; /* text lives as long as the process */
	int cap;
	const struct val *vals;
	size_t n;
	bool stream;
};

/* Appends read nothing that others could change. */
enum tx { TX_SNAPSHOT, TX_CHANGE, TX_APPEND };

struct driver {
	const char *name;

	struct conn *(*open)(struct db *db, struct err *e);
	void (*close)(struct conn *c);

	/* Runs the statement up to its first row. Sets r->status; on DB_OK
	 * the statement stays open until `done`. */
	void (*query)(struct rows *r, const struct query *q);
	bool (*next)(struct rows *r); /* r->status says why false */
	bool (*null)(struct rows *r, int col);
	int64_t (*integer)(struct rows *r, int col);
	double (*real)(struct rows *r, int col);
	struct str (*bytes)(struct rows *r, int col, bool blob);
	int (*ncols)(struct rows *r);
	const char *(*col_name)(struct rows *r, int col);
	void (*done)(struct rows *r);

	/* A literal without parameters or rows: COMMIT, SAVEPOINT. */
	enum db_status (*control)(struct conn *c, const char *literal);
	enum db_status (*begin)(struct conn *c, enum tx tx);
	bool shares_reads; /* a snapshot for all reads is worth its price */
	/* False once the engine gave the transaction up by itself. */
	bool (*in_transaction)(struct conn *c);
	/* See db_state; NULL: cannot say. */
	struct str (*state)(struct conn *c, struct arena *a);

	/* One statement of a migration; the engine's own words on failure. */
	bool (*script)(struct conn *c, const char *text, struct err *e);
	bool (*prepare)(struct conn *c, const struct sql *q, struct err *e);

	/* A whole batch in fewer round trips than one by one; NULL when there
	 * is nothing to gain. DB_OK: committed. *ret_repeat: nothing of it was
	 * kept for certain, so it may be tried one by one. */
	enum db_status (*batch)(struct conn *c, struct append *const *list,
	    size_t n, bool *ret_repeat);

	/* Housekeeping beside the writer thread (checkpoints); may be NULL.
	 * `idle`: no commit since the last call. Returns the log's bytes. */
	uint64_t (*tidy)(struct conn *c, bool idle);
	void (*tidy_off)(struct conn *c); /* c leaves the tidying to others */

	/* Migrations. */
	const char *suffix; /* ".sqlite.sql" */
	const char *id, *int64, *real_type, *blob;
	bool strict; /* append STRICT to CREATE TABLE */
	/* True when the database says that it is one of ours. */
	bool (*mark)(struct conn *c, struct err *e);
	bool (*marked)(struct conn *c);
	const struct sql *tables;  /* names of tables of any kind */
	const struct sql *columns; /* table, column, type, not null */

	/* Restoring: references are checked at the end, numbering goes on. */
	bool (*load_begin)(struct conn *c, struct err *e);
	bool (*load_end)(struct conn *c, struct err *e);
	/* See db_settle; NULL: nothing to do. */
	bool (*settle)(struct conn *c, struct err *e);
};

extern const struct driver driver_sqlite, driver_pg;

/* db.c: runs a query of any origin; never NULL. */
struct rows *db_run(struct conn *c, struct arena *a, const struct query *q);

/* db.c: lets go of the snapshot that steady reads share; the next read takes
 * another. */
void db_snapshot_end(struct conn *c);

/* The query as an engine takes it: dates as texts. False: a text is not UTF-8
 * or has a NUL byte. */
bool query_ready(struct arena *a, const struct query *in, struct query *ret);

/* change.c: fn inside a savepoint of a transaction that is open on c. */
enum db_status change_in_savepoint(
    struct conn *c, struct arena *a, db_change_fn *fn, void *arg);

/* append.c: the statements of an append that were added as the last of a
 * commit, or the others; in order, until one fails. */
enum append_part { APPEND_FIRST, APPEND_LAST };
enum db_status append_run(struct conn *c, struct arena *a,
    const struct append *ap, enum append_part which);
size_t append_count(const struct append *ap);
void append_query(const struct append *ap, size_t i, struct query *ret);

/* writer.c: a change as an item of the queue; waits for the commit. False
 * when no writer thread runs. */
bool writer_change(
    struct conn *c, db_change_fn *fn, void *arg, enum db_status *ret_status);
void writer_free(struct writer *w);

/* fault.c: true when a test wants this call to fail. */
bool db_fault(void);

#endif
