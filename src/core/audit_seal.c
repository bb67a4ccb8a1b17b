/*
 * audit_seal.c: seals over the trail. A seal is a MAC under KEY_AUDIT over the
 * seal before it, its own instant and count, and its rows in the order of
 * their numbers, each value with its length in front, so that no two trails
 * read alike. Rows carry the number of their seal, because numbers of rows may
 * commit out of order.
 */
#include <assert.h>

#include "base/buf.h"
#include "core/audit.h"
#include "core/keys.h"

#define SEAL_TEXT ((size_t)64 << 20) /* ceiling of what one seal covers */

static const struct sql SQL_UNSEALED = {
	"SELECT id, happened_at, person, what, kind, record_ref, fields, request"
	" FROM audit WHERE seal IS NULL ORDER BY id LIMIT 1000",
	SYSTEM("sealing reads every row")
};
_Static_assert(AUDIT_SEAL_ROWS == 1000, "the LIMIT above");

static const struct sql SQL_ROWS = {
	"SELECT id, happened_at, person, what, kind, record_ref, fields, request"
	" FROM audit WHERE seal = ?1 ORDER BY id",
	SYSTEM("verifying reads every row")
};

static const struct sql SQL_LAST_SEAL = {
	"SELECT mac FROM seal ORDER BY id DESC LIMIT 1",
	SYSTEM("seals belong to nobody")
};

static const struct sql SQL_SEALS = {
	"SELECT id, sealed_at, nrows, key_id, mac FROM seal WHERE id > ?1"
	" ORDER BY id LIMIT 500",
	SYSTEM("seals belong to nobody")
};

static const struct sql SQL_SEAL_ADD = {
	"INSERT INTO seal (sealed_at, nrows, key_id, mac)"
	" VALUES (?1, ?2, ?3, ?4) RETURNING id",
	SYSTEM("seals belong to nobody")
};

static const struct sql SQL_MARK = {
	"UPDATE audit SET seal = ?1 WHERE seal IS NULL AND id <= ?2",
	SYSTEM("sealing marks every row")
};

static const struct sql SQL_COUNT_UNSEALED = {
	"SELECT COUNT(*) FROM audit WHERE seal IS NULL",
	SYSTEM("verifying counts every row")
};

static void put_text(struct buf *b, struct str s)
{
	if (str_null(s))
		buf_cstr(b, "-;");
	else
		buf_fmt(b, "%zu:%.*s;", s.n, STR_ARG(s));
}

static void put_row(struct buf *b, struct rows *r)
{
	for (int col = 0; col < 3; col++)
		buf_fmt(b, "%lld;", (long long)db_int(r, col));
	for (int col = 3; col < 8; col++)
		put_text(b, db_text(r, col));
	buf_byte(b, '\n');
}

/* The rows of a query, written out. */
struct written {
	struct buf text;
	int64_t n, last;
};

static enum db_status write_rows(struct rows *r, struct written *w)
{
	w->text = buf_make(SEAL_TEXT);
	while (db_next(r)) {
		w->last = db_int(r, 0);
		w->n++;
		put_row(&w->text, r);
	}
	return db_done(r);
}

/* What the MAC of a seal is over. */
static struct str sealed_text(struct arena *a, struct str previous,
    struct instant at, const struct written *w)
{
	struct buf b = buf_make(SEAL_TEXT + 4096);
	struct str ret;

	put_text(&b, previous);
	buf_fmt(&b, "%lld;%lld;\n", (long long)at.us, (long long)w->n);
	buf_str(&b, buf_view(&w->text));
	assert(!b.failed && !w->text.failed);
	ret = str_dup(a, buf_view(&b));
	buf_free(&b);
	return ret;
}

static enum db_status last_seal(struct ctx *cx, struct str *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_LAST_SEAL, NO_VALS);

	*ret = STR_NULL;
	if (db_next(r))
		*ret = db_blob(r, 0);
	return db_done(r);
}

static enum db_status seal_add(
    struct ctx *cx, struct str previous, const struct written *w)
{
	uint8_t m[MAC_BYTES];
	int64_t id = 0, marked = 0;
	enum db_status st;

	mac(cx->app->keys, KEY_AUDIT,
	    sealed_text(cx->arena, previous, cx->now, w), m);
	st = db_insert(cx->conn, cx->arena, &SQL_SEAL_ADD,
	    VALS(val_instant(cx->now), val_int(w->n),
		val_text(keys_id(cx->app->keys)),
		val_blob((struct str){ (const char *)m, sizeof(m) })),
	    &id);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_MARK,
		    VALS(val_int(id), val_int(w->last)), &marked);
	/* Somebody sealed or wrote between: the transaction must not stand. */
	if (st == DB_OK && marked != w->n)
		st = DB_BUSY;
	return st;
}

enum db_status audit_seal(struct ctx *cx, int64_t *ret_rows)
{
	struct written w = { .n = 0 };
	struct str previous;
	enum db_status st = last_seal(cx, &previous);

	*ret_rows = 0;
	if (st != DB_OK)
		return st;
	st = write_rows(
	    db_query(cx->conn, cx->arena, &SQL_UNSEALED, NO_VALS), &w);
	if (st == DB_OK && w.n > 0)
		st = seal_add(cx, previous, &w);
	buf_free(&w.text);
	if (st == DB_OK)
		*ret_rows = w.n;
	return st;
}

/* Verifying ----------------------------------------------------------- */

struct seal_row {
	int64_t id, nrows;
	struct instant at;
	struct str key_id, mac;
};

struct verifying {
	struct ctx *cx;
	struct arena *scratch; /* for one seal */
	struct audit_report *report;
	uint8_t previous[MAC_BYTES];
	bool has_previous;
};

/* Whether this seal fits its rows and the seal before it. */
static bool seal_holds(struct verifying *v, const struct seal_row *s)
{
	struct written w = { .n = 0 };
	const struct str previous =
	    v->has_previous
		? (struct str){ (const char *)v->previous, MAC_BYTES }
		: STR_NULL;
	uint8_t want[MAC_BYTES];
	bool good;

	arena_reset(v->scratch);
	good = write_rows(db_query(v->cx->conn, v->scratch, &SQL_ROWS,
			      VALS(val_int(s->id))),
		   &w) == DB_OK;
	v->report->rows += w.n;
	good = good && w.n == s->nrows && s->mac.n == MAC_BYTES &&
	       mac_under(v->cx->app->keys, s->key_id, KEY_AUDIT,
		   sealed_text(v->scratch, previous, s->at, &w), want) &&
	       mac_equal(want, (const uint8_t *)s->mac.s);
	buf_free(&w.text);
	return good;
}

static void seal_check(struct verifying *v, const struct seal_row *s)
{
	v->report->seals++;
	if (!seal_holds(v, s) && v->report->first_bad_seal == 0)
		v->report->first_bad_seal = s->id;
	for (size_t i = 0; i < MAC_BYTES; i++)
		v->previous[i] = i < s->mac.n ? (uint8_t)s->mac.s[i] : 0;
	v->has_previous = true;
}

/* Up to 500 seals after `after`; the last one's number, `after` when there
 * are no more. False when they cannot be read. */
static bool seals_page(struct verifying *v, struct arena *page, int64_t *after)
{
	struct seal_row list[500];
	size_t n = 0;
	struct rows *r =
	    db_query(v->cx->conn, page, &SQL_SEALS, VALS(val_int(*after)));

	while (n < NELEM(list) && db_next(r)) {
		list[n++] = (struct seal_row){ .id = db_int(r, 0),
			.at = db_instant(r, 1),
			.nrows = db_int(r, 2),
			.key_id = db_text(r, 3),
			.mac = db_blob(r, 4) };
	}
	if (db_done(r) != DB_OK)
		return false;
	for (size_t i = 0; i < n; i++)
		seal_check(v, &list[i]);
	if (n > 0)
		*after = list[n - 1].id;
	return true;
}

static struct str hex(struct arena *a, const uint8_t *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char *out = arena_alloc(a, 2 * n + 1);

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
	return (struct str){ out, 2 * n };
}

bool audit_verify(struct ctx *cx, struct audit_report *ret)
{
	struct verifying v = {
		.cx = cx, .scratch = arena_new(ARENA_COMMAND), .report = ret
	};
	struct arena *page = arena_new(ARENA_COMMAND);
	int64_t after = 0, before = -1;
	bool read = true;

	*ret = (struct audit_report){ 0 };
	while (read && after != before) {
		before = after;
		arena_reset(page);
		read = seals_page(&v, page, &after);
	}
	if (!read && ret->first_bad_seal == 0)
		ret->first_bad_seal = after;
	if (v.has_previous)
		ret->head = hex(cx->arena, v.previous, MAC_BYTES);
	ret->unsealed =
	    db_get_int(cx->conn, cx->arena, &SQL_COUNT_UNSEALED, NO_VALS, -1);
	arena_free(page);
	arena_free(v.scratch);
	return read && ret->unsealed >= 0 && ret->first_bad_seal == 0;
}

static const struct sql *const list[] = { &SQL_UNSEALED, &SQL_ROWS,
	&SQL_LAST_SEAL, &SQL_SEALS, &SQL_SEAL_ADD, &SQL_MARK,
	&SQL_COUNT_UNSEALED };
const struct sql_list audit_seal_sql = { list, NELEM(list) };
