/*
 * pg.c: PostgreSQL behind driver.h, the only file that includes libpq-fe.h.
 * Connections read by default; what writes says so at its BEGIN.
 */
#include <assert.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/driver.h"

/* Types by their numbers in pg_type, which never change. */
#define OID_BOOL   16
#define OID_BYTEA  17
#define OID_INT8   20
#define OID_TEXT   25
#define OID_FLOAT8 701

/* Results of this many statements may wait in the sockets: more, and both
 * sides could be writing with nobody reading. */
#define PIPELINE_CHUNK 64

struct pg {
	struct conn c; /* first */
	PGconn *h;
	unsigned names;      /* statements prepared so far */
	bool in_tx;          /* our own transaction is open */
	struct rows *stream; /* rows that have the connection for themselves */
	struct arena *row;   /* what the streamed row needs */
};

static struct pg *pg_of(struct conn *c)
{
	return (struct pg *)(void *)c;
}

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

static bool good(const PGresult *res)
{
	const ExecStatusType st = PQresultStatus(res);

	return st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK ||
	       st == PGRES_SINGLE_TUPLE;
}

/*
 * The status of a result, logged where it is nobody's fault of the moment.
 * Messages of class 22 quote values, which are somebody's words.
 */
static enum db_status result_status(const PGresult *res, const char *text)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *what = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	enum db_status st;

	if (good(res))
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

static bool ask(struct pg *p, const char *text, char *ret, size_t size)
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
	const bool ok = good(res);

	PQclear(res);
	return ok;
}

/* Sorting and comparing must be what SQLite does: bytes. */
static bool check_database(struct pg *p, struct err *e)
{
	char encoding[64], collation[64], durable[8];

	if (!ask(p, "SHOW server_encoding", encoding, sizeof(encoding)) ||
	    !ask(p,
		"SELECT datcollate FROM pg_database"
		" WHERE datname = current_database()",
		collation, sizeof(collation)) ||
	    !ask(p,
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

/*
 * A connection that was lost comes back for the next piece of work; the piece
 * during which it was lost has failed, since nobody knows how far it came.
 */
static bool ready(struct pg *p)
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
	PQreset(p->h);
	if (PQstatus(p->h) != CONNECTION_OK || !session(p))
		return false;
	log_line(LOG_WARN, "db", "engine=postgresql what=reconnected");
	return true;
}

/* Statements ---------------------------------------------------------- */

/* Parameters as libpq takes them. */
struct params {
	int n;
	Oid *types;
	const char **values;
	int *lengths, *formats;
};

static void set_int(struct params *ps, struct arena *a, size_t at, int64_t v)
{
	ps->types[at] = OID_INT8;
	ps->values[at] = str_fmt(a, "%lld", (long long)v).s;
}

static void set_one(
    struct params *ps, struct arena *a, size_t at, const struct val *v)
{
	switch (v->type) {
	case VAL_INT:
		set_int(ps, a, at, v->u.i);
		break;
	case VAL_REAL:
		ps->types[at] = OID_FLOAT8;
		ps->values[at] = str_fmt(a, "%.17g", v->u.r).s;
		break;
	case VAL_TEXT:
	case VAL_BLOB:
		/* As they are: a view of bytes with no NUL behind it. */
		ps->types[at] = v->type == VAL_TEXT ? OID_TEXT : OID_BYTEA;
		ps->values[at] = v->u.s.s;
		ps->lengths[at] = (int)v->u.s.n;
		ps->formats[at] = 1;
		break;
	case VAL_DATE: /* db.c made it a text */
	default:
		abort();
	}
	if (v->null)
		ps->values[at] = NULL;
}

static struct params params_of(const struct conn *c, struct arena *a,
    const struct shape *sh, const struct query *q)
{
	const size_t n =
	    q->n + (sh->person > 0 ? 1 : 0) + (sh->cap > 0 ? 1 : 0);
	struct params ps = { .n = (int)n };

	assert(sh->nvals == q->n);
	ps.types = arena_array(a, n, sizeof(*ps.types));
	ps.values = arena_array(a, n, sizeof(*ps.values));
	ps.lengths = arena_array(a, n, sizeof(*ps.lengths));
	ps.formats = arena_array(a, n, sizeof(*ps.formats));
	for (size_t i = 0; i < q->n; i++)
		set_one(&ps, a, i, &q->vals[i]);
	if (sh->person > 0)
		set_int(&ps, a, (size_t)sh->person - 1, c->person);
	if (sh->cap > 0)
		set_int(&ps, a, (size_t)sh->cap - 1, q->cap);
	return ps;
}

static void name_of(const struct stmt *s, char ret[16])
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

/* The prepared statement with its parameters, or NULL and *ret_status. */
static struct stmt *statement(struct pg *p, struct arena *a,
    const struct query *q, struct params *ps, enum db_status *ret_status)
{
	struct stmt_cache *cache = &p->c.cache;
	const unsigned types = stmt_types(q->vals, q->n);
	struct stmt *s = stmt_find(cache, q->text, q->lasting, types);
	char name[16];

	*ret_status = DB_OK;
	if (s != NULL) {
		*ps = params_of(&p->c, a, &s->shape, q);
		return s;
	}
	s = stmt_add(cache, q->text, q->lasting, types, forget, p);
	s->name = ++p->names;
	name_of(s, name);
	char *text = sql_rewrite(q->text, '$', &s->shape);

	*ps = params_of(&p->c, a, &s->shape, q);
	PGresult *res = PQprepare(p->h, name, text, ps->n, ps->types);

	*ret_status = result_status(res, q->text);
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
	r->status = result_status(res, r->stmt->text);
	return false;
}

static void run_stream(struct rows *r, const struct params *ps)
{
	struct pg *p = pg_of(r->conn);
	char name[16];

	name_of(r->stmt, name);
	p->stream = r;
	if (PQsendQueryPrepared(p->h, name, ps->n, ps->values, ps->lengths,
		ps->formats, 0) != 1 ||
	    PQsetSingleRowMode(p->h) != 1)
		r->status = DB_ERROR;
	else
		r->fresh = stream_next(r);
}

static void run_whole(struct rows *r, const struct params *ps)
{
	struct pg *p = pg_of(r->conn);
	char name[16];

	name_of(r->stmt, name);
	r->result = PQexecPrepared(
	    p->h, name, ps->n, ps->values, ps->lengths, ps->formats, 0);
	r->status = result_status(result(r), r->stmt->text);
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
	struct params ps;

	if (!ready(p)) {
		r->status = DB_ERROR;
		return;
	}
	r->stmt = statement(p, r->arena, q, &ps, &r->status);
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

static int nibble(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* "\x00ff" as bytes. */
static struct str unhex(struct arena *a, struct str hex)
{
	const size_t n = hex.n / 2 - 1;
	char *out = arena_alloc(a, n);

	for (size_t i = 0; i < n; i++)
		out[i] = (char)(nibble(hex.s[2 * i + 2]) << 4 |
				nibble(hex.s[2 * i + 3]));
	return (struct str){ out, n };
}

static struct str pg_bytes(struct rows *r, int col, bool blob)
{
	const struct str s = { PQgetvalue(result(r), r->row, col),
		(size_t)PQgetlength(result(r), r->row, col) };

	(void)blob;
	if (PQftype(result(r), col) != OID_BYTEA)
		return s;
	return unhex(r->stream ? pg_of(r->conn)->row : r->arena, s);
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

static bool pg_in_transaction(struct conn *c)
{
	struct pg *p = pg_of(c);
	const PGTransactionStatusType st = PQtransactionStatus(p->h);

	p->in_tx = st == PQTRANS_INTRANS || st == PQTRANS_INERROR;
	return p->in_tx;
}

static enum db_status pg_control(struct conn *c, const char *literal)
{
	PGresult *res = PQexec(pg_of(c)->h, literal);
	enum db_status st = result_status(res, literal);

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
	    ready(p) ? pg_control(c, begins[tx]) : DB_ERROR;

	p->in_tx = st == DB_OK;
	return st;
}

/* The engine's own words, on one line. */
static bool engine_says(struct err *e, struct pg *p, const PGresult *res)
{
	const char *what = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	return err_set(e, "%s", what != NULL ? what : PQerrorMessage(p->h));
}

static bool pg_script(struct conn *c, const char *text, struct err *e)
{
	struct pg *p = pg_of(c);
	PGresult *res = PQexec(p->h, text);
	const bool ok = good(res) || engine_says(e, p, res);

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
	PGresult *res = ready(p) ? PQprepare(p->h, "", text, 0, NULL) : NULL;
	const bool ok = good(res) || engine_says(&why, p, res);

	free(text);
	PQclear(res);
	return ok || err_set(e, "%s: %s", why.text, q->text);
}

/* A batch in one go --------------------------------------------------- */

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
			fail(pl, pl->read, result_status(res, "a batch"));
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
		struct params ps;
		char name[16];

		append_query(ap, i, &raw);
		if (db_fault() || !query_ready(pl->arena, &raw, &q)) {
			fail(pl, pl->sent + 1, DB_REFUSED);
			return;
		}
		/* Found in the cache: see prepare_batch. */
		enum db_status st;
		const struct stmt *s =
		    statement(pl->p, pl->arena, &q, &ps, &st);

		assert(s != NULL);
		name_of(s, name);
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
			struct params ps;

			append_query(list[i], j, &raw);
			if (query_ready(pl->arena, &raw, &q) &&
			    stmt_find(&pl->p->c.cache, q.text, q.lasting,
				stmt_types(q.vals, q.n)) == NULL)
				(void)statement(
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

static enum db_status pg_batch(
    struct conn *c, struct append *const *list, size_t n, bool *ret_repeat)
{
	struct pipeline pl = { .p = pg_of(c) };
	bool commit_sent = false;

	*ret_repeat = false;
	if (!ready(pl.p))
		return DB_ERROR;
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

/* Migrations ---------------------------------------------------------- */

static const char MARK[] = "heard";

static bool pg_mark(struct conn *c, struct err *e)
{
	return pg_script(c, "COMMENT ON TABLE schema_migration IS 'heard'", e);
}

static bool pg_marked(struct conn *c)
{
	char mark[16];

	return ask(pg_of(c),
		   "SELECT obj_description('schema_migration'::regclass)", mark,
		   sizeof(mark)) &&
	       strcmp(mark, MARK) == 0;
}

static const struct sql SQL_TABLES = {
	"SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p', 'v')"
	" AND relnamespace = current_schema()::regnamespace ORDER BY relname",
	SYSTEM("the schema, not its rows")
};

static const struct sql SQL_COLUMNS = {
	"SELECT c.relname::text, a.attname::text, CASE t.typname"
	" WHEN 'int8' THEN 'int64' WHEN 'int4' THEN 'int64'"
	" WHEN 'int2' THEN 'int64' WHEN 'float8' THEN 'real'"
	" WHEN 'bytea' THEN 'blob' ELSE t.typname::text END, a.attnotnull"
	" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
	" JOIN pg_type t ON t.oid = a.atttypid"
	" WHERE c.relkind IN ('r', 'p') AND a.attnum > 0"
	" AND NOT a.attisdropped"
	" AND c.relnamespace = current_schema()::regnamespace"
	" ORDER BY c.relname, a.attname",
	SYSTEM("the schema, not its rows")
};

/* Restoring ----------------------------------------------------------- */

/* References are checked when the load ends, so that rows may come in any
 * order; how each was before is kept in a table of the transaction. */
static const char LOAD_BEGIN[] =
    "CREATE TEMPORARY TABLE heard_load ON COMMIT DROP AS"
    " SELECT conrelid::regclass AS tab, conname, condeferrable"
    " FROM pg_constraint WHERE contype = 'f' AND NOT condeferred"
    " AND connamespace = current_schema()::regnamespace;"
    " DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM heard_load LOOP"
    " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I"
    " DEFERRABLE INITIALLY DEFERRED', r.tab, r.conname);"
    " END LOOP; END $$";

static const char LOAD_END[] =
    "SET CONSTRAINTS ALL IMMEDIATE;"
    " DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM heard_load LOOP"
    " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I %s', r.tab,"
    " r.conname, CASE WHEN r.condeferrable"
    " THEN 'DEFERRABLE INITIALLY IMMEDIATE' ELSE 'NOT DEFERRABLE' END);"
    " END LOOP;"
    " FOR r IN SELECT a.attrelid::regclass AS tab, a.attname"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    " WHERE a.attidentity <> '' AND c.relkind = 'r'"
    " AND c.relnamespace = current_schema()::regnamespace LOOP"
    " EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L),"
    " coalesce(max(%I), 1), max(%I) IS NOT NULL) FROM %s', r.tab, r.attname,"
    " r.attname, r.attname, r.tab); END LOOP; END $$";

static bool pg_load_begin(struct conn *c, struct err *e)
{
	return pg_script(c, LOAD_BEGIN, e);
}

static bool pg_load_end(struct conn *c, struct err *e)
{
	return pg_script(c, LOAD_END, e);
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
	.tables = &SQL_TABLES,
	.columns = &SQL_COLUMNS,
	.load_begin = pg_load_begin,
	.load_end = pg_load_end,
};
