/*
 * change.c: a function inside a transaction. Which thread runs it is
 * writer.c's to say.
 */
#include <assert.h>
#include <stdlib.h>
#include <time.h>

#include "db/driver.h"

#define ATTEMPTS 5 /* on PostgreSQL, when others were at the same rows */

/* Runs fn once in the transaction that is open; its own verdict, or the first
 * failure of a statement. */
static enum db_status run(
    struct conn *c, struct arena *a, db_change_fn *fn, void *arg)
{
	arena_reset(a);
	c->failed = DB_OK;
	c->in_change = true;
	const size_t open = c->open_rows;
	enum db_status st = fn(c, a, arg);

	/* A db_done was forgotten. */
	assert(c->open_rows == open);
	c->in_change = false;
	if (c->failed != DB_OK)
		st = c->failed;
	c->failed = DB_OK;
	return st;
}

enum db_status change_in_savepoint(
    struct conn *c, struct arena *a, db_change_fn *fn, void *arg)
{
	const struct driver *d = c->db->driver;
	enum db_status st = DB_OK;

#ifdef HEARD_TEST
	/* Whatever the first run did must not show. */
	if (d->control(c, "SAVEPOINT change") != DB_OK)
		return DB_ERROR;
	(void)run(c, a, fn, arg);
	if (!d->in_transaction(c) ||
	    d->control(c, "ROLLBACK TO SAVEPOINT change") != DB_OK)
		return DB_ERROR;
	(void)d->control(c, "RELEASE SAVEPOINT change");
#endif
	st = d->control(c, "SAVEPOINT change");
	if (st != DB_OK)
		return st;
	st = run(c, a, fn, arg);
	/* A full disk makes SQLite give up the whole transaction. */
	if (!d->in_transaction(c))
		return st != DB_OK ? st : DB_ERROR;
	if (st != DB_OK)
		(void)d->control(c, "ROLLBACK TO SAVEPOINT change");
	if (d->control(c, "RELEASE SAVEPOINT change") != DB_OK && st == DB_OK)
		st = DB_ERROR;
	return st;
}

/* One attempt in a transaction of its own. */
static enum db_status attempt(
    struct conn *c, struct arena *a, db_change_fn *fn, void *arg, bool spoil)
{
	const struct driver *d = c->db->driver;
	enum db_status st = db_fault() ? DB_ERROR : d->begin(c, TX_CHANGE);

	if (st != DB_OK)
		return st;
	st = run(c, a, fn, arg);
	if (st == DB_OK && !spoil)
		st = db_fault() ? DB_ERROR : d->control(c, "COMMIT");
	if (d->in_transaction(c))
		(void)d->control(c, "ROLLBACK");
	return st;
}

/* Two that met go different times to sleep. */
static void pause_before(int n, const void *who)
{
	const long spread = (long)(((uintptr_t)who >> 4) % 7) + 1;
	const struct timespec t = { 0, 1000000L * n * spread };

	(void)nanosleep(&t, NULL);
}

static enum db_status change_here(struct conn *c, db_change_fn *fn, void *arg)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	enum db_status st = DB_BUSY;

#ifdef HEARD_TEST
	(void)attempt(c, a, fn, arg, true);
#endif
	for (int n = 0; n < ATTEMPTS && st == DB_BUSY; n++) {
		if (n > 0)
			pause_before(n, c);
		st = attempt(c, a, fn, arg, false);
	}
	arena_free(a);
	return st;
}

bool db_in_change(const struct conn *c)
{
	return c->in_change;
}

enum db_status db_change(struct conn *c, db_change_fn *fn, void *arg)
{
	enum db_status st;

	/* A change inside a change would be two truths. */
	assert(!c->in_change);
	db_snapshot_end(c);
	if (!db_is_postgres(c->db) && writer_change(c, fn, arg, &st))
		return st;
	return change_here(c, fn, arg);
}
