/*
 * pg.c: PostgreSQL behind driver.h: connections, statements, rows and
 * transactions. Connections read by default; what writes says so at its BEGIN.
 * Batches are pg_batch.c's, parameters pg_value.c's, what is asked of the
 * engine about itself pg_schema.c's.
 */
#include <assert.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/pg.h"

static PGresult *result(const struct rows *r)
{
	return r->result;
}

/* Failures ------------------------------------------------------------ */

static bool state_is(const char *state, const char *prefix)
{
	return strncmp(state, prefix, strlen(prefix)) == 0;
}

/* By SQLSTATE (PostgreSQL 15, appendix A). */
static enum db_status status_of(const char *state)
{
	if (state_is(state, "23505"))
		return DB_DUPLICATE;
	if (state_is(state, "23"))
		return DB_REFUSED;
	if (state_is(state, "40001") || state_is(state, "40P01") ||
	    state_is(state, "55P03"))
		return DB_BUSY;
	if (state_is(state, "53100"))
		return DB_FULL;
	return DB_ERROR;
}

bool pg_good(const PGresult *res)
{
	const ExecStatusType st = PQresultStatus(res);

	return st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK ||
	       st == PGRES_SINGLE_TUPLE;
}

/* Messages of class 22 quote values, which are somebody's words. */
enum db_status pg_status(const PGresult *res, const char *text)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *what = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	enum db_status st;

	if (pg_good(res))
		return DB_OK;
	if (state == NULL)
		state = "08006"; /* the connection is gone */
	st = status_of(state);
	if (st == DB_ERROR || st == DB_FULL)
		log_line(LOG_ERROR, "db",
		    "engine=postgresql state=%s what=\"%s\" sql=\"%s\"", state,
		    what == NULL || state_is(state, "22") ? "" : what, text);
	return st;
}

/* Opening ------------------------------------------------------------- */

bool pg_ask(struct pg *p, const char *text, char *ret, size_t size)
{
	PGresult *res = PQexec(p->h, text);
	const bool ok = PQresultStatus(res) == PGRES_TUPLES_OK &&
			PQntuples(res) == 1 &&
			strlen(PQgetvalue(res, 0, 0)) < size;

	if (ok)
		memcpy(ret, PQgetvalue(res, 0, 0),
		    strlen(PQgetvalue(res, 0, 0)) + 1);
	PQclear(res);
	return ok;
}

static bool session(struct pg *p)
{
	PGresult *res = PQexec(p->h,
	    "SET default_transaction_read_only = on;"
	    " SET client_min_messages = error; SET extra_float_digits = 1;"
	    " SET bytea_output = hex; SET timezone = 'UTC';"
	    " SET standard_conforming_strings = on");
	const bool ok = pg_good(res);

	PQclear(res);
	return ok;
}

/* Sorting and comparing must be what SQLite does: bytes. */
static bool check_database(struct pg *p, struct err *e)
{
	char encoding[64], collation[64], durable[8];

	if (!pg_ask(p, "SHOW server_encoding", encoding, sizeof(encoding)) ||
	    !pg_ask(p,
		"SELECT datcollate FROM pg_database"
		" WHERE datname = current_database()",
		collation, sizeof(collation)) ||
	    !pg_ask(p,
		"SELECT CASE WHEN count(*) = 3 THEN 'on' ELSE 'off' END"
		" FROM pg_settings WHERE setting <> 'off' AND name IN"
		" ('fsync', 'synchronous_commit', 'full_page_writes')",
		durable, sizeof(durable)))
		return err_set(
		    e, "PostgreSQL did not answer: %s", PQerrorMessage(p->h));
	atomic_store(&p->c.db->durable, strcmp(durable, "on") == 0);
	if (strcmp(encoding, "UTF8") == 0 &&
	    (strcmp(collation, "C") == 0 || strcmp(collation, "POSIX") == 0))
		return true;
	return err_set(e,
	    "The PostgreSQL database must have the encoding UTF8 and the"
	    " collation C, but has %s and %s. Make one with: createdb"
	    " --encoding=UTF8 --locale=C --template=template0 NAME",
	    encoding, collation);
}

static void quiet(void *arg, const PGresult *res)
{
	(void)arg;
	(void)res;
}

static void pg_close(struct conn *c)
{
	struct pg *p = pg_of(c);

	stmt_clear(&c->cache, NULL, NULL);
	PQfinish(p->h);
	arena_free(p->row);
	free(p);
}

static struct conn *pg_open(struct db *db, struct err *e)
{
	static const char *const keys[] = { "dbname", "client_encoding",
		"fallback_application_name", "connect_timeout", NULL };
	const char *const values[] = { db->url, "UTF8", "heard", "10", NULL };
	struct pg *p = xcalloc(1, sizeof(*p));
	bool ok = false;

	p->c.db = db;
	p->row = arena_new(ARENA_COMMAND);
	p->h = PQconnectdbParams(keys, values, 1);
	if (PQstatus(p->h) != CONNECTION_OK)
		(void)err_set(
		    e, "Cannot reach PostgreSQL: %s", PQerrorMessage(p->h));
	else if (!session(p))
		(void)err_set(
		    e, "PostgreSQL refused: %s", PQerrorMessage(p->h));
	else
		ok = check_database(p, e);
	(void)PQsetNoticeReceiver(p->h, quiet, NULL);
	if (ok)
		return &p->c;
	pg_close(&p->c);
	return NULL;
}

bool pg_ready(struct pg *p)
{
	assert(p->stream == NULL);
	/* A server that was restarted has said goodbye and closed: twice,
	 * since the first look may find only the words. */
	if (!p->in_tx && PQconsumeInput(p->h) == 1)
		(void)PQconsumeInput(p->h);
	if (PQstatus(p->h) == CONNECTION_OK)
		return true;
	if (p->in_tx)
		return false;
	stmt_clear(&p->c.cache, NULL, NULL);
	p->by_index = false;
	PQreset(p->h);
	if (PQstatus(p->h) != CONNECTION_OK || !session(p))
		return false;
	log_line(LOG_WARN, "db", "engine=postgresql what=reconnected");
	return true;
}

/* Statements ---------------------------------------------------------- */

void pg_name(const struct stmt *s, char ret[16])
{
	(void)snprintf(ret, 16, "s%u", s->name);
}

static void forget(struct stmt *s, void *arg)
{
	struct pg *p = arg;
	char text[40];

	(void)snprintf(text, sizeof(text), "DEALLOCATE s%u", s->name);
	PQclear(PQexec(p->h, text));
}

struct stmt *pg_statement(struct pg *p, struct arena *a, const struct query *q,
    struct pg_params *ps, enum db_status *ret_status)
{
	struct stmt_cache *cache = &p->c.cache;
	const unsigned types = stmt_types(q->vals, q->n);
	struct stmt *s = stmt_find(cache, q->text, q->lasting, types);
	char name[16];

	*ret_status = DB_OK;
	if (s != NULL) {
		*ps = pg_params_of(&p->c, a, &s->shape, q);
		return s;
	}
	s = stmt_add(cache, q->text, q->lasting, types, forget, p);
	s->name = ++p->names;
	pg_name(s, name);
	char *text = sql_rewrite(q->text, '$', &s->shape);

	*ps = pg_params_of(&p->c, a, &s->shape, q);
	PGresult *res = PQprepare(p->h, name, text, ps->n, ps->types);

	*ret_status = pg_status(res, q->text);
	PQclear(res);
	free(text);
	if (*ret_status == DB_OK)
		return s;
	stmt_drop(cache, s);
	return NULL;
}

/* Takes the next streamed result; r->status says why there is none. */
static bool stream_next(struct rows *r)
{
	struct pg *p = pg_of(r->conn);
	PGresult *res = PQgetResult(p->h);

	arena_reset(p->row);
	if (res == NULL) {
		r->ended = true;
		return false;
	}
	PQclear(result(r));
	r->result = res;
	if (PQresultStatus(res) == PGRES_SINGLE_TUPLE)
		return true;
	r->ended = true;
	r->status = pg_status(res, r->stmt->text);
	return false;
}

static void run_stream(struct rows *r, const struct pg_params *ps)
{
	struct pg *p = pg_of(r->conn);
	char name[16];

	pg_name(r->stmt, name);
	p->stream = r;
	if (PQsendQueryPrepared(p->h, name, ps->n, ps->values, ps->lengths,
		ps->formats, 0) != 1 ||
	    PQsetSingleRowMode(p->h) != 1)
		r->status = DB_ERROR;
	else
		r->fresh = stream_next(r);
}

static void run_whole(struct rows *r, const struct pg_params *ps)
{
	struct pg *p = pg_of(r->conn);
	char name[16];

	pg_name(r->stmt, name);
	r->result = PQexecPrepared(
	    p->h, name, ps->n, ps->values, ps->lengths, ps->formats, 0);
	r->status = pg_status(result(r), r->stmt->text);
	r->fresh = r->status == DB_OK && PQntuples(result(r)) > 0;
	r->ended = !r->fresh;
	if (r->status == DB_OK)
		r->changed = strtoll(PQcmdTuples(result(r)), NULL, 10);
}

static void end_stream(struct rows *r)
{
	struct pg *p = pg_of(r->conn);
	PGresult *res;

	/* Left early: the rest need not be sent, but a cancelled statement
	 * would be the end of a transaction. */
	if (!r->ended && PQtransactionStatus(p->h) == PQTRANS_ACTIVE &&
	    !p->in_tx) {
		PGcancel *cancel = PQgetCancel(p->h);
		char why[256];

		(void)PQcancel(cancel, why, (int)sizeof(why));
		PQfreeCancel(cancel);
	}
	for (res = PQgetResult(p->h); res != NULL; res = PQgetResult(p->h))
		PQclear(res);
	p->stream = NULL;
}

static void pg_done(struct rows *r)
{
	struct pg *p = pg_of(r->conn);

	if (p->stream == r)
		end_stream(r);
	PQclear(result(r));
	r->result = NULL;
	if (!r->stmt->cached) {
		forget(r->stmt, p);
		stmt_drop(&r->conn->cache, r->stmt);
	}
}

static void pg_query(struct rows *r, const struct query *q)
{
	struct pg *p = pg_of(r->conn);
	struct pg_params ps;

	if (!pg_ready(p)) {
		r->status = DB_ERROR;
		return;
	}
	r->stmt = pg_statement(p, r->arena, q, &ps, &r->status);
	if (r->stmt == NULL)
		return;
	if (q->stream)
		run_stream(r, &ps);
	else
		run_whole(r, &ps);
	if (r->status != DB_OK) {
		pg_done(r);
		r->stmt = NULL;
	}
}

static bool pg_next(struct rows *r)
{
	if (r->stream)
		return stream_next(r);
	r->row++;
	r->ended = r->row >= PQntuples(result(r));
	return !r->ended;
}

static bool pg_null(struct rows *r, int col)
{
	return PQgetisnull(result(r), r->row, col) != 0;
}

/* Sums are numeric and comparisons boolean; SQLite has integers for both. */
static int64_t pg_integer(struct rows *r, int col)
{
	const char *s = PQgetvalue(result(r), r->row, col);

	if (PQftype(result(r), col) == OID_BOOL)
		return s[0] == 't' ? 1 : 0;
	return strtoll(s, NULL, 10);
}

static double pg_real(struct rows *r, int col)
{
	return strtod(PQgetvalue(result(r), r->row, col), NULL);
}

static struct str pg_bytes(struct rows *r, int col, bool blob)
{
	const struct str s = { PQgetvalue(result(r), r->row, col),
		(size_t)PQgetlength(result(r), r->row, col) };

	(void)blob;
	if (PQftype(result(r), col) != OID_BYTEA)
		return s;
	return pg_unhex(r->stream ? pg_of(r->conn)->row : r->arena, s);
}

static int pg_ncols(struct rows *r)
{
	return PQnfields(result(r));
}

static const char *pg_col_name(struct rows *r, int col)
{
	return PQfname(result(r), col);
}

/* Transactions -------------------------------------------------------- */

bool pg_in_transaction(struct conn *c)
{
	struct pg *p = pg_of(c);
	const PGTransactionStatusType st = PQtransactionStatus(p->h);

	p->in_tx = st == PQTRANS_INTRANS || st == PQTRANS_INERROR;
	return p->in_tx;
}

enum db_status pg_control(struct conn *c, const char *literal)
{
	PGresult *res = PQexec(pg_of(c)->h, literal);
	enum db_status st = pg_status(res, literal);

	/* A COMMIT after a failed statement says ROLLBACK, and no error. */
	if (st == DB_OK && strcmp(literal, "COMMIT") == 0 &&
	    strcmp(PQcmdStatus(res), "COMMIT") != 0)
		st = DB_ERROR;
	PQclear(res);
	(void)pg_in_transaction(c);
	return st;
}

static enum db_status pg_begin(struct conn *c, enum tx tx)
{
	static const char *const begins[] = {
		[TX_SNAPSHOT] =
		    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
		[TX_CHANGE] = "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE",
		/* Appends read nothing that could have changed. */
		[TX_APPEND] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
	};

	struct pg *p = pg_of(c);
	const enum db_status st =
	    pg_ready(p) ? pg_control(c, begins[tx]) : DB_ERROR;

	p->in_tx = st == DB_OK;
	return st;
}

/* The engine's own words, on one line. */
static bool engine_says(struct err *e, struct pg *p, const PGresult *res)
{
	const char *what = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	return err_set(e, "%s", what != NULL ? what : PQerrorMessage(p->h));
}

bool pg_script(struct conn *c, const char *text, struct err *e)
{
	struct pg *p = pg_of(c);
	PGresult *res = PQexec(p->h, text);
	const bool ok = pg_good(res) || engine_says(e, p, res);

	PQclear(res);
	return ok;
}

static bool pg_prepare(struct conn *c, const struct sql *q, struct err *e)
{
	struct pg *p = pg_of(c);
	struct err why = { "" };
	struct shape sh;
	char *text = sql_rewrite(q->text, '$', &sh);
	/* Without types: the engine must be able to tell each from its place,
	 * or the statement says what only SQLite would not mind. */
	PGresult *res = pg_ready(p) ? PQprepare(p->h, "", text, 0, NULL) : NULL;
	const bool ok = pg_good(res) || engine_says(&why, p, res);

	free(text);
	PQclear(res);
	return ok || err_set(e, "%s: %s", why.text, q->text);
}

const struct driver driver_pg = {
	.name = "postgresql",
	.open = pg_open,
	.close = pg_close,
	.query = pg_query,
	.next = pg_next,
	.null = pg_null,
	.integer = pg_integer,
	.real = pg_real,
	.bytes = pg_bytes,
	.ncols = pg_ncols,
	.col_name = pg_col_name,
	.done = pg_done,
	.control = pg_control,
	.begin = pg_begin,
	.in_transaction = pg_in_transaction,
	.script = pg_script,
	.prepare = pg_prepare,
	.batch = pg_batch,
	.suffix = ".pg.sql",
	.id = "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
	.int64 = "bigint",
	.real_type = "double precision",
	.blob = "bytea",
	.mark = pg_mark,
	.marked = pg_marked,
	.tables = &pg_tables,
	.columns = &pg_columns,
	.load_begin = pg_load_begin,
	.load_end = pg_load_end,
	.settle = pg_settle,
};
