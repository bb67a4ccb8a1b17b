/*
 * pg_batch.c: a batch of appends in pipeline mode: all statements are on their
 * way before the first answer is read, so a batch costs a few round trips and
 * one commit. What becomes of a batch that failed is writer.c's.
 */
#include <assert.h>
#include <libpq-fe.h>

#include "db/pg.h"

/* Results of this many statements may wait in the sockets: more, and both
 * sides could be writing with nobody reading. */
#define PIPELINE_CHUNK 64

struct pipeline {
	struct pg *p;
	struct arena *arena;
	size_t sent, read; /* statements, and results of them */
	size_t failed_at;  /* which was the first to fail, from 1 */
	enum db_status status;
};

static void fail(struct pipeline *pl, size_t at, enum db_status st)
{
	if (pl->status != DB_OK || st == DB_OK)
		return;
	pl->status = st;
	pl->failed_at = at;
}

/* Reads the results of all that was sent. */
static void read_results(struct pipeline *pl)
{
	while (pl->read < pl->sent) {
		PGresult *res = PQgetResult(pl->p->h);

		pl->read++;
		if (pl->status == DB_OK)
			fail(pl, pl->read, pg_status(res, "a batch"));
		while (res != NULL) {
			PQclear(res);
			res = PQgetResult(pl->p->h);
		}
	}
}

static void sent(struct pipeline *pl, int ok)
{
	if (ok != 1) {
		fail(pl, pl->sent + 1, DB_ERROR);
		return;
	}
	pl->sent++;
	if (pl->sent - pl->read < PIPELINE_CHUNK)
		return;
	(void)PQsendFlushRequest(pl->p->h);
	read_results(pl);
}

static void send_text(struct pipeline *pl, const char *text)
{
	sent(pl,
	    PQsendQueryParams(pl->p->h, text, 0, NULL, NULL, NULL, NULL, 0));
}

static void send_append(struct pipeline *pl, const struct append *ap)
{
	for (size_t i = 0; i < append_count(ap) && pl->status == DB_OK; i++) {
		struct query raw, q;
		struct pg_params ps;
		char name[16];

		append_query(ap, i, &raw);
		if (db_fault() || !query_ready(pl->arena, &raw, &q)) {
			fail(pl, pl->sent + 1, DB_REFUSED);
			return;
		}
		/* Found in the cache: see prepare_batch. */
		enum db_status st;
		const struct stmt *s =
		    pg_statement(pl->p, pl->arena, &q, &ps, &st);

		assert(s != NULL);
		pg_name(s, name);
		sent(pl, PQsendQueryPrepared(pl->p->h, name, ps.n, ps.values,
			     ps.lengths, ps.formats, 0));
	}
}

/* Statements cannot be prepared one by one inside a pipeline. */
static void prepare_batch(
    struct pipeline *pl, struct append *const *list, size_t n)
{
	for (size_t i = 0; i < n && pl->status == DB_OK; i++) {
		for (size_t j = 0; j < append_count(list[i]); j++) {
			struct query raw, q;
			struct pg_params ps;

			append_query(list[i], j, &raw);
			if (query_ready(pl->arena, &raw, &q) &&
			    stmt_find(&pl->p->c.cache, q.text, q.lasting,
				stmt_types(q.vals, q.n)) == NULL)
				(void)pg_statement(
				    pl->p, pl->arena, &q, &ps, &pl->status);
		}
		arena_reset(pl->arena);
	}
}

/* Reads up to the answer to the sync. */
static void end_pipeline(struct pipeline *pl)
{
	PGconn *h = pl->p->h;

	(void)PQpipelineSync(h);
	read_results(pl);
	while (PQstatus(h) == CONNECTION_OK) {
		PGresult *res = PQgetResult(h);
		const bool end = PQresultStatus(res) == PGRES_PIPELINE_SYNC;

		PQclear(res);
		if (end)
			break;
	}
	(void)PQexitPipelineMode(h);
}

/* Sends everything; false when the COMMIT was not sent. */
static bool send_batch(
    struct pipeline *pl, struct append *const *list, size_t n)
{
	send_text(pl, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
	for (size_t i = 0; i < n && pl->status == DB_OK; i++) {
		send_append(pl, list[i]);
		arena_reset(pl->arena);
	}
	if (pl->status != DB_OK)
		return false;
	send_text(pl, "COMMIT");
	return true;
}

/*
 * Appends find rows by their keys only. The planner goes by the size that a
 * table had when it last looked, and a young table had none: it would read all
 * of what has come in since, for every row.
 */
static void plan_by_index(struct pg *p)
{
	if (!p->by_index)
		PQclear(PQexec(p->h, "SET enable_seqscan = off"));
	p->by_index = true;
}

enum db_status pg_batch(
    struct conn *c, struct append *const *list, size_t n, bool *ret_repeat)
{
	struct pipeline pl = { .p = pg_of(c) };
	bool commit_sent = false;

	*ret_repeat = false;
	if (!pg_ready(pl.p))
		return DB_ERROR;
	plan_by_index(pl.p);
	pl.arena = arena_new(ARENA_COMMAND);
	prepare_batch(&pl, list, n);
	if (pl.status == DB_OK && PQenterPipelineMode(pl.p->h) == 1) {
		commit_sent = send_batch(&pl, list, n);
		end_pipeline(&pl);
		if (pg_in_transaction(c))
			(void)pg_control(c, "ROLLBACK");
	}
	/* A failure before the COMMIT undid everything, for certain; of a
	 * COMMIT that failed nobody knows. */
	*ret_repeat = PQstatus(pl.p->h) == CONNECTION_OK &&
		      pl.status != DB_FULL &&
		      (!commit_sent || pl.failed_at < pl.sent);
	arena_free(pl.arena);
	return pl.status;
}
