/*
 * db.c: opening, and what reading has in common on both engines. SQL text is
 * sqlb.c's, writing is change.c's and writer.c's.
 */
#include "db/db.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/log.h"
#include "base/utf8.h"
#include "db/driver.h"

/* Opening ------------------------------------------------------------- */

static const struct driver *driver_of(const char *url)
{
	const struct str s = str_of(url);

	if (str_starts(s, S("postgresql://")) ||
	    str_starts(s, S("postgres://")))
		return &driver_pg;
	return &driver_sqlite;
}

static char *dup_or_null(const char *s)
{
	return s != NULL ? xstrdup(s) : NULL;
}

static void free_db(struct db *db)
{
	(void)pthread_mutex_destroy(&db->lock);
	free(db->url);
	free(db->vfs);
	free(db->synchronous);
	free(db);
}

struct db *db_open(const char *url, const struct db_options *o, struct err *e)
{
	struct db *db = xcalloc(1, sizeof(*db));
	struct conn *c;

	db->driver = driver_of(url);
	db->url =
	    xstrdup(str_starts(str_of(url), S("sqlite:")) ? url + 7 : url);
	db->options = *o;
	db->vfs = dup_or_null(o->vfs);
	db->synchronous = dup_or_null(o->synchronous);
	if (db->options.queue_limit == 0)
		db->options.queue_limit = DB_QUEUE_LIMIT;
	(void)pthread_mutex_init(&db->lock, NULL);
	c = db->driver->open(db, e);
	if (c == NULL) {
		free_db(db);
		return NULL;
	}
	db->driver->close(c);
	/* The file is there now: a later connection must not make another
	 * where somebody moved it away. */
	db->options.create = false;
	return db;
}

void db_close(struct db *db)
{
	if (db == NULL)
		return;
	db_writer_stop(db);
	writer_free(db->writer);
	free_db(db);
}

bool db_is_postgres(const struct db *db)
{
	return db->driver == &driver_pg;
}

struct conn *db_conn_open(struct db *db, struct err *e)
{
	return db->driver->open(db, e);
}

void db_conn_close(struct conn *c)
{
	if (c == NULL)
		return;
	assert(c->open_rows == 0 && !c->in_change);
	c->db->driver->close(c);
}

struct db *db_of(const struct conn *c)
{
	return c->db;
}

void db_act_as(struct conn *c, int64_t person)
{
	c->person = person;
}

/* Steady reads -------------------------------------------------------- */

uint64_t db_failures(const struct conn *c)
{
	return c->failures;
}

void db_steady_begin(struct conn *c)
{
	assert(!c->steady && !c->in_change);
	c->steady = c->db->driver->shares_reads;
}

/* A failure to begin only means that each statement locks for itself. */
static void snapshot_begin(struct conn *c)
{
	const struct driver *d = c->db->driver;

	if (c->steady && !c->in_change && !d->in_transaction(c))
		(void)d->begin(c, TX_SNAPSHOT);
}

void db_snapshot_end(struct conn *c)
{
	const struct driver *d = c->db->driver;

	if (c->steady && d->in_transaction(c))
		(void)d->control(c, "COMMIT");
}

void db_steady_end(struct conn *c)
{
	assert(c->open_rows == 0);
	db_snapshot_end(c);
	c->steady = false;
}

struct str db_state(struct conn *c, struct arena *a)
{
	if (c->db->driver->state == NULL || c->in_change)
		return STR_NULL;
	snapshot_begin(c);
	return c->db->driver->state(c, a);
}

bool db_room(const struct db *db, uint64_t *ret)
{
	struct statvfs v;

	if (db_is_postgres(db) || statvfs(db->url, &v) != 0)
		return false;
	*ret = (uint64_t)v.f_bavail * (uint64_t)v.f_frsize;
	return true;
}

void db_settle(struct conn *c)
{
	struct err e = { "" };

	assert(!c->in_change);
	if (c->db->driver->settle != NULL && !c->db->driver->settle(c, &e))
		log_line(
		    LOG_WARN, "db", "what=\"not settled\" why=\"%s\"", e.text);
}

/* Running ------------------------------------------------------------- */

static bool text_ok(const struct val *v)
{
	if (v->type != VAL_TEXT || v->null)
		return true;
	return memchr(v->u.s.s, '\0', v->u.s.n) == NULL && utf8_valid(v->u.s);
}

bool query_ready(struct arena *a, const struct query *in, struct query *ret)
{
	bool dates = false;

	*ret = *in;
	for (size_t i = 0; i < in->n; i++) {
		if (!text_ok(&in->vals[i]))
			return false;
		dates = dates || in->vals[i].type == VAL_DATE;
	}
	if (!dates)
		return true;
	struct val *vals = arena_array(a, in->n, sizeof(*vals));

	for (size_t i = 0; i < in->n; i++)
		vals[i] = in->vals[i].type == VAL_DATE
			      ? val_text(date_iso(a, in->vals[i].u.d))
			      : in->vals[i];
	ret->vals = vals;
	return true;
}

/* The first failure inside a change is the change's. */
static void note_failure(struct rows *r)
{
	r->ended = true;
	r->fresh = false;
	if (!r->conn->in_change)
		r->conn->failures++;
	else if (r->conn->failed == DB_OK)
		r->conn->failed = r->status;
}

struct rows *db_run(struct conn *c, struct arena *a, const struct query *q)
{
	struct rows *r = ARENA_NEW(a, struct rows);
	struct query ready;

	/* PostgreSQL could not: see db_stream. */
	assert(c->stream == NULL);
	r->conn = c;
	r->arena = a;
	r->stream = q->stream;
	r->status = c->in_change ? c->failed : DB_OK;
	if (r->status == DB_OK && db_fault())
		r->status = DB_ERROR;
	if (r->status == DB_OK && !query_ready(a, q, &ready)) {
		log_line(LOG_WARN, "db",
		    "what=\"a text is not UTF-8\" sql=\"%s\"", q->text);
		r->status = DB_REFUSED;
	}
	if (r->status == DB_OK) {
		snapshot_begin(c);
		c->db->driver->query(r, &ready);
	}
	if (r->status != DB_OK)
		note_failure(r);
	c->open_rows++;
	c->stream = q->stream ? r : NULL;
	return r;
}

static struct query listed(
    const struct sql *q, const struct val *vals, size_t n, bool stream)
{
	return (struct query){ .text = q->text,
		.lasting = true,
		.cap = q->cap,
		.vals = vals,
		.n = n,
		.stream = stream };
}

struct rows *db_query(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n)
{
	const struct query run = listed(q, vals, n, false);

	return db_run(c, a, &run);
}

struct rows *db_stream(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n)
{
	const struct query run = listed(q, vals, n, true);

	return db_run(c, a, &run);
}

/* Rows ---------------------------------------------------------------- */

bool db_next(struct rows *r)
{
	if (r->ended && !r->fresh)
		return false;
	if (r->fresh) {
		r->fresh = false;
		return true;
	}
	if (r->conn->db->driver->next(r))
		return true;
	if (r->status != DB_OK)
		note_failure(r);
	return false;
}

bool db_null(struct rows *r, int col)
{
	assert(col >= 0 && col < db_ncols(r));
	return r->conn->db->driver->null(r, col);
}

int64_t db_int(struct rows *r, int col)
{
	return db_null(r, col) ? 0 : r->conn->db->driver->integer(r, col);
}

double db_real(struct rows *r, int col)
{
	return db_null(r, col) ? (double)NAN
			       : r->conn->db->driver->real(r, col);
}

static struct str bytes(struct rows *r, int col, bool blob)
{
	if (db_null(r, col))
		return STR_NULL;
	const struct str s = r->conn->db->driver->bytes(r, col, blob);

	return r->stream ? s : str_dup(r->arena, s);
}

struct str db_text(struct rows *r, int col)
{
	return bytes(r, col, false);
}

struct str db_blob(struct rows *r, int col)
{
	return bytes(r, col, true);
}

struct date db_date(struct rows *r, int col)
{
	struct date d = DATE_NONE;

	if (!db_null(r, col) &&
	    !date_parse_iso(r->conn->db->driver->bytes(r, col, false), &d))
		log_line(LOG_ERROR, "db", "what=\"not a date\" column=%s",
		    db_col_name(r, col));
	return d;
}

struct instant db_instant(struct rows *r, int col)
{
	return (struct instant){ db_int(r, col) };
}

int db_ncols(struct rows *r)
{
	return r->stmt != NULL ? r->conn->db->driver->ncols(r) : 0;
}

const char *db_col_name(struct rows *r, int col)
{
	return r->conn->db->driver->col_name(r, col);
}

enum db_status db_done(struct rows *r)
{
	assert(r->conn->open_rows > 0);
	r->conn->open_rows--;
	if (r->conn->stream == r)
		r->conn->stream = NULL;
	if (r->stmt != NULL)
		r->conn->db->driver->done(r);
	r->stmt = NULL;
	return r->status;
}

/* Short ways ---------------------------------------------------------- */

static enum db_status run_out(struct rows *r, int64_t *ret_changed)
{
	while (db_next(r))
		;
	if (ret_changed != NULL)
		*ret_changed = r->status == DB_OK ? r->changed : 0;
	return db_done(r);
}

enum db_status db_exec(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n, int64_t *ret_changed)
{
	return run_out(db_query(c, a, q, vals, n), ret_changed);
}

int64_t db_get_int(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n, int64_t missing)
{
	struct rows *r = db_query(c, a, q, vals, n);
	int64_t got = missing;

	if (db_next(r))
		got = db_int(r, 0);
	(void)db_done(r);
	return got;
}

struct str db_get_text(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n)
{
	struct rows *r = db_query(c, a, q, vals, n);
	struct str got = STR_NULL;

	if (db_next(r))
		got = db_text(r, 0);
	(void)db_done(r);
	return got;
}

enum db_status db_insert(struct conn *c, struct arena *a, const struct sql *q,
    const struct val *vals, size_t n, int64_t *ret_id)
{
	struct rows *r = db_query(c, a, q, vals, n);

	*ret_id = db_next(r) ? db_int(r, 0) : 0;
	return run_out(r, NULL);
}

static struct query built(const struct sqlb *b, bool stream)
{
	return (struct query){ .text = b->text.s,
		.cap = b->cap,
		.vals = b->vals,
		.n = b->nvals,
		.stream = stream };
}

struct rows *db_query_built(struct conn *c, const struct sqlb *b)
{
	const struct query run = built(b, false);

	return db_run(c, b->arena, &run);
}

struct rows *db_stream_built(struct conn *c, const struct sqlb *b)
{
	const struct query run = built(b, true);

	return db_run(c, b->arena, &run);
}

enum db_status db_exec_built(
    struct conn *c, const struct sqlb *b, int64_t *ret_changed)
{
	return run_out(db_query_built(c, b), ret_changed);
}

bool sql_lists_prepare(
    struct conn *c, const struct sql_list *lists, size_t n, struct err *e)
{
	const enum sql_engine other =
	    db_is_postgres(c->db) ? SQL_SQLITE : SQL_POSTGRES;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < lists[i].n; j++) {
			const struct sql *q = lists[i].list[j];

			if ((q->cap == 0) != (q->system != NULL))
				return err_set(e,
				    "Neither a capability nor a reason: %s",
				    q->text);
			if (q->engine == other)
				continue;
			if (!c->db->driver->prepare(c, q, e))
				return false;
		}
	}
	return true;
}
