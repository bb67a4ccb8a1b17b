/*
 * write.h: the two kinds of write: a change, and an append. Included by db.h.
 */
#ifndef DB_WRITE_H
#define DB_WRITE_H

#include "db/db.h"

/* Changes ------------------------------------------------------------- */

/*
 * Reads and writes through `c`. No effect outside the database. May run more
 * than once: `a` is reset before each run, and results go to `arg` only by
 * assignment. Anything but DB_OK rolls back.
 */
typedef enum db_status db_change_fn(struct conn *c, struct arena *a, void *arg);

/*
 * Runs fn in a transaction and returns when it is durable or refused. SQLite:
 * on the writer thread (started or not: without one, here), each change in its
 * own SAVEPOINT, many to a commit. PostgreSQL: on `c`, SERIALIZABLE, up to
 * five times on 40001 and 40P01. `c` says for whom. Never call it inside fn.
 * With HEARD_TEST the first run of every fn fails after its last statement.
 */
enum db_status db_change(
    struct conn *c, db_change_fn *fn, void *arg) ATTR_MUST_USE;

/* Inside such an fn: what is read may be undone, so it is nothing to remember
 * outside. */
bool db_in_change(const struct conn *c);

/* Appends ------------------------------------------------------------- */

/* Statements with bound values that are kept together or not at all. Owns
 * copies of its values. */
struct append;

struct append *append_new(void);
void append_add(
    struct append *ap, const struct sql *q, const struct val *vals, size_t n);
/* The same for a statement on what is dear to touch but cheap to touch again:
 * on SQLite it runs after the other statements of the whole commit. */
void append_add_last(
    struct append *ap, const struct sql *q, const struct val *vals, size_t n);
void append_free(struct append *ap); /* only what was never given away */

/* Called once on the writer thread after the commit (DB_OK), the refusal of
 * this append alone, or the failure of the disk. Must not wait. */
typedef void append_done_fn(void *arg, enum db_status status);

/*
 * Queues an append for the next commit and takes it over. False when the queue
 * is full (or no writer runs): nothing was taken, the caller says 503.
 */
bool db_append(struct db *db, struct append *ap, append_done_fn *done,
    void *arg) ATTR_MUST_USE;

/* The same, waiting for the commit: for commands. */
enum db_status db_append_wait(struct db *db, struct append *ap) ATTR_MUST_USE;

/* The writer thread: takes whatever waits into one transaction. */
bool db_writer_start(struct db *db, struct err *e);
void db_writer_stop(struct db *db); /* drains the queue first */

struct db_metrics {
	uint64_t commits, rows, refused, replays;
	uint64_t queue_depth, last_batch;
	uint64_t commit_us_total, commit_us_max;
	uint64_t wal_bytes; /* SQLite */
	bool durable;       /* the engine's own settings promise durability */
};
void db_metrics(struct db *db, struct db_metrics *ret);

/* Tests (HEARD_TEST): the n-th statement, begin or commit from now on, on any
 * connection, is a DB_ERROR that never reached the engine. 0: none. */
void db_fail_at(long n);

#endif
