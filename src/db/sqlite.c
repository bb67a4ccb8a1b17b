/*
 * sqlite.c: SQLite behind driver.h, with sqlite_join.c the only file of the
 * program that includes sqlite3.h. Owns the pragmas that make a commit durable.
 */
#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "db/driver.h"
#include "db/sqlite_join.h"

#define APPLICATION_ID 1212498258 /* "HEAR" */
#define BUSY_MS        5000
/* A tidying connection holds up the writer while it waits for readers. */
#define TIDY_BUSY_MS 100
#define WAL_LIMIT    ((uint64_t)128 << 20)

struct lite {
	struct conn c; /* first */
	sqlite3 *h;
	uint64_t serial; /* no other connection of this process has it */
};

/* The struct begins with its struct conn. */
static struct lite *lite_of(struct conn *c)
{
	return (struct lite *)(void *)c;
}

static sqlite3_stmt *handle(struct rows *r)
{
	return r->stmt->handle;
}

static enum db_status status_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return DB_OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return DB_BUSY;
	case SQLITE_FULL:
		return DB_FULL;
	case SQLITE_CONSTRAINT:
		if (rc == SQLITE_CONSTRAINT_UNIQUE ||
		    rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
		    rc == SQLITE_CONSTRAINT_ROWID)
			return DB_DUPLICATE;
		return DB_REFUSED;
	default:
		return DB_ERROR;
	}
}

/* The statement, never its values: they are somebody's words. */
static void log_failure(const struct lite *l, int rc, const char *text)
{
	log_line(LOG_ERROR, "db",
	    "engine=sqlite code=%d what=\"%s\" sql=\"%s\"", rc,
	    sqlite3_errstr(sqlite3_extended_errcode(l->h)), text);
}

static enum db_status failure(const struct lite *l, int rc, const char *text)
{
	const enum db_status st = status_of(rc);

	if (st == DB_ERROR || st == DB_FULL)
		log_failure(l, rc, text);
	return st;
}

/* Opening ------------------------------------------------------------- */

static bool pragma(struct lite *l, const char *text, struct err *e)
{
	const int rc = sqlite3_exec(l->h, text, NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		return true;
	if (rc == SQLITE_NOTADB)
		return err_set(
		    e, "%s is not a database of heard.", l->c.db->url);
	return err_set(
	    e, "Cannot use %s: %s.", l->c.db->url, sqlite3_errmsg(l->h));
}

static bool set_up(struct lite *l, struct err *e)
{
	const struct db *db = l->c.db;
	const char *sync = db->synchronous != NULL ? db->synchronous : "FULL";
	char text[64];

	sqlite3_busy_timeout(l->h, BUSY_MS);
	(void)sqlite3_extended_result_codes(l->h, 1);
	(void)sqlite3_snprintf(
	    sizeof(text), text, "PRAGMA synchronous=%s", sync);
	return pragma(l, "PRAGMA schema_version", e) &&
	       (db->options.read_only ||
		   pragma(l, "PRAGMA journal_mode=WAL", e)) &&
	       pragma(l, text, e) && pragma(l, "PRAGMA foreign_keys=ON", e) &&
	       pragma(l, "PRAGMA trusted_schema=OFF", e) &&
	       pragma(l, "PRAGMA temp_store=MEMORY", e);
}

/* SQLite counts what it allocates, under a lock that all threads share and for
 * a figure that nobody reads. */
static void configure(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* Anything less than FULL in WAL mode may forget the last commits. */
static bool is_full(const struct db *db)
{
	return db->synchronous == NULL ||
	       sqlite3_stricmp(db->synchronous, "FULL") == 0 ||
	       sqlite3_stricmp(db->synchronous, "EXTRA") == 0;
}

static struct conn *lite_open(struct db *db, struct err *e)
{
	static _Atomic uint64_t opened;
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct lite *l = xcalloc(1, sizeof(*l));
	const bool full = is_full(db);
	const char *vfs = db->vfs;
	int flags = SQLITE_OPEN_NOMUTEX;

	(void)pthread_once(&once, configure);

	if (db->options.read_only)
		flags |= SQLITE_OPEN_READONLY;
	else
		flags |= SQLITE_OPEN_READWRITE |
			 (db->options.create ? SQLITE_OPEN_CREATE : 0);
	l->c.db = db;
	l->serial = atomic_fetch_add(&opened, 1);
	/* Its log is written in larger pieces (sqlite_join.h says why not else).
	 */
	if (full && !db->options.read_only) {
		vfs = sqlite_join(db->vfs);
		vfs = vfs != NULL ? vfs : db->vfs;
	}
	if (sqlite3_open_v2(db->url, &l->h, flags, vfs) != SQLITE_OK) {
		(void)err_set(e,
		    "Cannot open %s: %s. Check the path and who"
		    " may write there.",
		    db->url, l->h != NULL ? sqlite3_errmsg(l->h) : "memory");
		(void)sqlite3_close(l->h);
		free(l);
		return NULL;
	}
	if (!set_up(l, e)) {
		(void)sqlite3_close(l->h);
		free(l);
		return NULL;
	}
	atomic_store(&db->durable, full);
	return &l->c;
}

static void finalize(struct stmt *s, void *arg)
{
	(void)arg;
	(void)sqlite3_finalize(s->handle);
	s->handle = NULL;
}

static void lite_close(struct conn *c)
{
	struct lite *l = lite_of(c);

	stmt_clear(&c->cache, finalize, NULL);
	const int rc = sqlite3_close(l->h);

	assert(rc == SQLITE_OK);
	free(l);
}

/* Statements ---------------------------------------------------------- */

static int prepare(struct lite *l, struct stmt *s)
{
	char *text = sql_rewrite(s->text, '?', &s->shape);
	sqlite3_stmt *h = NULL;
	const int rc = sqlite3_prepare_v3(l->h, text, -1,
	    s->cached ? SQLITE_PREPARE_PERSISTENT : 0, &h, NULL);

	free(text);
	s->handle = h;
	return rc;
}

/* The statement ready to be bound, marked busy; NULL and *ret_rc. */
static struct stmt *statement(
    struct lite *l, const char *text, bool lasting, int *ret_rc)
{
	struct stmt_cache *cache = &l->c.cache;
	struct stmt *s = stmt_find(cache, text, lasting, 0);

	*ret_rc = SQLITE_OK;
	if (s == NULL) {
		s = stmt_add(cache, text, lasting, 0, finalize, NULL);
		*ret_rc = prepare(l, s);
	}
	if (*ret_rc != SQLITE_OK) {
		stmt_drop(cache, s);
		return NULL;
	}
	s->busy = true;
	return s;
}

static void release(struct lite *l, struct stmt *s)
{
	(void)sqlite3_reset(s->handle);
	(void)sqlite3_clear_bindings(s->handle);
	s->busy = false;
	if (!s->cached) {
		finalize(s, NULL);
		stmt_drop(&l->c.cache, s);
	}
}

/* SQLITE_TRANSIENT: rows may be stepped after the caller's values are gone. */
static int bind_one(sqlite3_stmt *h, int at, const struct val *v)
{
	if (v->null)
		return sqlite3_bind_null(h, at);
	switch (v->type) {
	case VAL_INT:
		return sqlite3_bind_int64(h, at, v->u.i);
	case VAL_REAL:
		return sqlite3_bind_double(h, at, v->u.r);
	case VAL_TEXT:
		return sqlite3_bind_text64(
		    h, at, v->u.s.s, v->u.s.n, SQLITE_TRANSIENT, SQLITE_UTF8);
	case VAL_BLOB:
		return sqlite3_bind_blob64(
		    h, at, v->u.s.s, v->u.s.n, SQLITE_TRANSIENT);
	case VAL_DATE:
		break; /* db.c made it a text */
	}
	abort();
}

static int bind_all(
    const struct conn *c, const struct stmt *s, const struct query *q)
{
	int rc = SQLITE_OK;

	assert(s->shape.nvals == q->n);
	for (size_t i = 0; i < q->n && rc == SQLITE_OK; i++)
		rc = bind_one(s->handle, (int)i + 1, &q->vals[i]);
	if (s->shape.person > 0 && rc == SQLITE_OK)
		rc = sqlite3_bind_int64(s->handle, s->shape.person, c->person);
	if (s->shape.cap > 0 && rc == SQLITE_OK)
		rc = sqlite3_bind_int64(s->handle, s->shape.cap, q->cap);
	return rc;
}

static int step(struct rows *r)
{
	struct lite *l = lite_of(r->conn);
	const int rc = sqlite3_step(handle(r));

	if (rc == SQLITE_ROW)
		return rc;
	r->ended = true;
	if (rc == SQLITE_DONE)
		r->changed = sqlite3_stmt_readonly(handle(r))
				 ? 0
				 : sqlite3_changes64(l->h);
	else
		r->status = failure(l, rc, r->stmt->text);
	return rc;
}

static void lite_query(struct rows *r, const struct query *q)
{
	struct lite *l = lite_of(r->conn);
	int rc;

	r->stmt = statement(l, q->text, q->lasting, &rc);
	if (r->stmt == NULL) {
		log_line(LOG_ERROR, "db",
		    "engine=sqlite what=\"%s\" sql=\"%s\"",
		    sqlite3_errmsg(l->h), q->text);
		r->status = rc == SQLITE_BUSY ? DB_BUSY : DB_ERROR;
		return;
	}
	if (!r->conn->in_change && !sqlite3_stmt_readonly(handle(r))) {
		log_line(LOG_ERROR, "db",
		    "what=\"a write outside a change\" sql=\"%s\"", q->text);
		r->status = DB_ERROR;
	} else {
		rc = bind_all(r->conn, r->stmt, q);
		if (rc != SQLITE_OK)
			r->status = failure(l, rc, q->text);
		else
			r->fresh = step(r) == SQLITE_ROW;
	}
	if (r->status != DB_OK) {
		release(l, r->stmt);
		r->stmt = NULL;
	}
}

static bool lite_next(struct rows *r)
{
	return step(r) == SQLITE_ROW;
}

static bool lite_null(struct rows *r, int col)
{
	return sqlite3_column_type(handle(r), col) == SQLITE_NULL;
}

static int64_t lite_integer(struct rows *r, int col)
{
	return sqlite3_column_int64(handle(r), col);
}

static double lite_real(struct rows *r, int col)
{
	return sqlite3_column_double(handle(r), col);
}

static struct str lite_bytes(struct rows *r, int col, bool blob)
{
	const void *p = blob ? sqlite3_column_blob(handle(r), col)
			     : sqlite3_column_text(handle(r), col);
	const int n = sqlite3_column_bytes(handle(r), col);

	/* A blob of no bytes has no address. */
	return (struct str){ p != NULL ? p : "", (size_t)n };
}

static int lite_ncols(struct rows *r)
{
	return sqlite3_column_count(handle(r));
}

static const char *lite_col_name(struct rows *r, int col)
{
	return sqlite3_column_name(handle(r), col);
}

static void lite_done(struct rows *r)
{
	release(lite_of(r->conn), r->stmt);
}

/* Transactions -------------------------------------------------------- */

static enum db_status lite_control(struct conn *c, const char *literal)
{
	struct lite *l = lite_of(c);
	int rc;
	struct stmt *s = statement(l, literal, true, &rc);

	if (s == NULL)
		return failure(l, rc, literal);
	rc = sqlite3_step(s->handle);
	const enum db_status st =
	    rc == SQLITE_DONE ? DB_OK : failure(l, rc, literal);

	release(l, s);
	return st;
}

static enum db_status lite_begin(struct conn *c, enum tx tx)
{
	return lite_control(
	    c, tx == TX_SNAPSHOT ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE");
}

static bool lite_in_transaction(struct conn *c)
{
	return sqlite3_get_autocommit(lite_of(c)->h) == 0;
}

/* What others committed changes the one number, what this connection writes
 * the other. */
static struct str lite_state(struct conn *c, struct arena *a)
{
	struct lite *l = lite_of(c);
	int rc;
	struct stmt *s = statement(l, "PRAGMA data_version", true, &rc);
	struct str ret = STR_NULL;

	if (s == NULL)
		return STR_NULL;
	if (sqlite3_step(s->handle) == SQLITE_ROW)
		ret =
		    str_fmt(a, "%llu.%lld.%lld", (unsigned long long)l->serial,
			(long long)sqlite3_column_int64(s->handle, 0),
			(long long)sqlite3_total_changes64(l->h));
	release(l, s);
	return ret;
}

static bool lite_script(struct conn *c, const char *text, struct err *e)
{
	struct lite *l = lite_of(c);
	char *why = NULL;

	if (sqlite3_exec(l->h, text, NULL, NULL, &why) == SQLITE_OK)
		return true;
	(void)err_set(e, "%s", why != NULL ? why : "unknown error");
	sqlite3_free(why);
	return false;
}

static bool lite_prepare(struct conn *c, const struct sql *q, struct err *e)
{
	struct lite *l = lite_of(c);
	int rc;
	struct stmt *s = statement(l, q->text, true, &rc);

	if (s == NULL)
		return err_set(e, "%s: %s", sqlite3_errmsg(l->h), q->text);
	release(l, s);
	return true;
}

/* The write-ahead log ------------------------------------------------- */

static uint64_t wal_size(struct lite *l)
{
	const char *path =
	    sqlite3_filename_wal(sqlite3_db_filename(l->h, "main"));
	struct stat st;

	if (path == NULL || stat(path, &st) != 0)
		return 0;
	return (uint64_t)st.st_size;
}

/*
 * PASSIVE never waits and never makes the writer wait, but it cannot shrink
 * the log while readers or the writer are at it: that is left to moments
 * without work, or to a log that is too long.
 */
static uint64_t lite_tidy(struct conn *c, bool idle)
{
	struct lite *l = lite_of(c);
	const uint64_t size = wal_size(l);
	int mode = SQLITE_CHECKPOINT_PASSIVE;

	if (size == 0)
		return 0;
	if (size > WAL_LIMIT)
		mode = SQLITE_CHECKPOINT_RESTART;
	if (idle)
		mode = SQLITE_CHECKPOINT_TRUNCATE;
	sqlite3_busy_timeout(l->h, TIDY_BUSY_MS);
	(void)sqlite3_wal_checkpoint_v2(l->h, "main", mode, NULL, NULL);
	return wal_size(l);
}

static void lite_tidy_off(struct conn *c)
{
	(void)sqlite3_wal_autocheckpoint(lite_of(c)->h, 0);
}

/* Migrations ---------------------------------------------------------- */

static bool lite_mark(struct conn *c, struct err *e)
{
	char text[64];

	(void)sqlite3_snprintf(
	    sizeof(text), text, "PRAGMA application_id=%d", APPLICATION_ID);
	return lite_script(c, text, e);
}

static bool lite_marked(struct conn *c)
{
	sqlite3_stmt *s = NULL;
	bool ours = false;

	if (sqlite3_prepare_v2(lite_of(c)->h, "PRAGMA application_id", -1, &s,
		NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		ours = sqlite3_column_int(s, 0) == APPLICATION_ID;
	(void)sqlite3_finalize(s);
	return ours;
}

static const struct sql SQL_TABLES = {
	"SELECT name FROM sqlite_schema WHERE type = 'table'"
	" AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name",
	SYSTEM("the schema, not its rows")
};

static const struct sql SQL_COLUMNS = {
	"SELECT t.name, c.name,"
	" CASE c.type WHEN 'INTEGER' THEN 'int64' WHEN 'REAL' THEN 'real'"
	" WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'blob' ELSE c.type END,"
	" c.\"notnull\" <> 0 OR c.pk > 0"
	" FROM pragma_table_list t, pragma_table_info(t.name) c"
	" WHERE t.schema = 'main' AND t.type = 'table'"
	" AND substr(t.name, 1, 7) <> 'sqlite_' ORDER BY t.name, c.name",
	SYSTEM("the schema, not its rows")
};

/* Restoring ----------------------------------------------------------- */

/* Holds until the end of the transaction by itself. */
static bool lite_load_begin(struct conn *c, struct err *e)
{
	return lite_script(c, "PRAGMA defer_foreign_keys=ON", e);
}

/* AUTOINCREMENT keeps its numbers by the largest id inserted. */
static bool lite_load_end(struct conn *c, struct err *e)
{
	(void)c;
	(void)e;
	return true;
}

const struct driver driver_sqlite = {
	.name = "sqlite",
	.open = lite_open,
	.close = lite_close,
	.query = lite_query,
	.next = lite_next,
	.null = lite_null,
	.integer = lite_integer,
	.real = lite_real,
	.bytes = lite_bytes,
	.ncols = lite_ncols,
	.col_name = lite_col_name,
	.done = lite_done,
	.control = lite_control,
	.begin = lite_begin,
	.shares_reads = true,
	.in_transaction = lite_in_transaction,
	.state = lite_state,
	.script = lite_script,
	.prepare = lite_prepare,
	.tidy = lite_tidy,
	.tidy_off = lite_tidy_off,
	.suffix = ".sqlite.sql",
	.id = "INTEGER PRIMARY KEY AUTOINCREMENT",
	.int64 = "INTEGER",
	.real_type = "REAL",
	.blob = "BLOB",
	.strict = true,
	.mark = lite_mark,
	.marked = lite_marked,
	.tables = &SQL_TABLES,
	.columns = &SQL_COLUMNS,
	.load_begin = lite_load_begin,
	.load_end = lite_load_end,
};
