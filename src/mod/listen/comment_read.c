/*
 * comment_read.c: the statements behind comment_read.h. The queue and the list
 * of readers are the same statement under two rights, in two orders.
 */
#include "mod/listen/comment_read.h"

#include <assert.h>
#include <string.h>

#include "mod/listen/comment_sql.h"
#include "mod/listen/search.h"
#include "text/taxonomy.h"

/* The words of the index comment_waiting; a state beside them narrows it. */
#define WAITING " AND c.state IN ('unmoderated', 'held')"

/* `key`: the comment to go on from, or a ref that there is not. */
#define UP(id, key)                                          \
	" AND " id " > coalesce((SELECT k.id FROM comment k" \
	" WHERE " COMMENT_IS("k", key) "), 0)"               \
				       " ORDER BY " id " LIMIT 51"
#define DOWN(id, key)                                            \
	" AND " id " < coalesce((SELECT k.id FROM comment k"     \
	" WHERE " COMMENT_IS("k", key) "), 9223372036854775807)" \
				       " ORDER BY " id " DESC LIMIT 51"
_Static_assert(COMMENT_PAGE == 50, "UP and DOWN take one more");

#define COUNT(where)                                                    \
	"SELECT count(*) FROM (SELECT 1 FROM comment c JOIN response r" \
	" ON r.id = c.response WHERE " SCOPE("c.unit") where " LIMIT 10001) n"
/* Where the response is asked about: unit by unit, by response_unit_day, so
 * that rights are asked once a unit. CROSS JOIN keeps SQLite to this order. */
#define COUNT_RESPONSES                                                       \
	"SELECT count(*) FROM (SELECT 1 FROM unit u CROSS JOIN response r"    \
	" CROSS JOIN comment c WHERE r.unit = u.id AND c.response = r.id AND" \
	" " SCOPE("u.id") FILTER("u.id") " LIMIT 10001) n"
_Static_assert(COMMENT_COUNT == 10000, "COUNT takes one more");

#define READERS    SCOPED(CAP_RESPONSE_READ)
#define MODERATORS SCOPED(CAP_MODERATE)

static const struct sql SQL_ONE = { COLUMNS FROM " AND " COMMENT_IS("c", "?1"),
	READERS };
static const struct sql SQL_LIST_UP = {
	COLUMNS FROM FILTER("c.unit") UP("c.id", "?12"), READERS
};
static const struct sql SQL_LIST_DOWN = {
	COLUMNS FROM FILTER("c.unit") DOWN("c.id", "?12"), READERS
};
static const struct sql SQL_LIST_COUNT = { COUNT(FILTER("c.unit")), READERS };
static const struct sql SQL_LIST_COUNT_RESPONSES = { COUNT_RESPONSES, READERS };
static const struct sql SQL_QUEUE_UP = {
	COLUMNS FROM WAITING FILTER("c.unit") UP("c.id", "?12"), MODERATORS
};
static const struct sql SQL_QUEUE_DOWN = {
	COLUMNS FROM WAITING FILTER("c.unit") DOWN("c.id", "?12"), MODERATORS
};
static const struct sql SQL_QUEUE_COUNT = { COUNT(WAITING FILTER("c.unit")),
	MODERATORS };

#define FOUND(index, where)                                       \
	"SELECT count(*) FROM (SELECT 1" index " JOIN response r" \
	" ON r.id = c.response" where " LIMIT 10001) n"
#define LITE SCOPED_ON(SQL_SQLITE, CAP_RESPONSE_READ)
#define PG   SCOPED_ON(SQL_POSTGRES, CAP_RESPONSE_READ)

/* Of each two: SQLite's and PostgreSQL's. */
static const struct sql SQL_FOUND_UP[] = {
	{ COLUMNS LITE_INDEX JOINS LITE_WHERE UP("s.rowid", "?13"), LITE },
	{ COLUMNS PG_INDEX JOINS PG_WHERE UP("c.id", "?13"), PG },
};
static const struct sql SQL_FOUND_DOWN[] = {
	{ COLUMNS LITE_INDEX JOINS LITE_WHERE DOWN("s.rowid", "?13"), LITE },
	{ COLUMNS PG_INDEX JOINS PG_WHERE DOWN("c.id", "?13"), PG },
};
static const struct sql SQL_FOUND_COUNT[] = {
	{ FOUND(LITE_INDEX, LITE_WHERE), LITE },
	{ FOUND(PG_INDEX, PG_WHERE), PG },
};

/* Not those that this person can do no more for. */
#define NOT_MINE                                                             \
	" AND NOT EXISTS (SELECT 1 FROM moderation w WHERE w.comment = c.id" \
	" AND w.version = c.version AND w.what = 'propose'"                  \
	" AND w.person = ?p)"
static const struct sql SQL_NEXT = { "SELECT " COMMENT_REF("r", "c")
					 FROM WAITING NOT_MINE FILTER("c.unit")
					     UP("c.id", "?12"),
	MODERATORS };
static const struct sql SQL_WAITING = {
	COUNT(WAITING " AND c.state = 'unmoderated'" NOT_MINE), MODERATORS
};

/* The days of each unit by response_unit_day: few rows are looked at. */
static const struct sql SQL_NEWEST = { COLUMNS
	" FROM unit u CROSS JOIN response r CROSS JOIN comment c"
	" JOIN question q ON q.id = c.question WHERE r.unit = u.id"
	" AND c.response = r.id AND " SCOPE(
	    "u.id") " AND r.experienced_on >= ?1"
		    " AND c.state NOT IN ('held', 'hidden')"
		    " AND c.shown IS NOT NULL"
		    " ORDER BY r.experienced_on DESC, c.id DESC LIMIT ?2",
	READERS };

#define UNITS                                                                \
	"SELECT u.slug, u.name FROM unit u WHERE " SCOPE(                    \
	    "u.id") " AND"                                                   \
		    " EXISTS (SELECT 1 FROM response r WHERE r.unit = u.id)" \
		    " ORDER BY u.fold, u.id LIMIT 500"
_Static_assert(COMMENT_UNITS == 500, "UNITS takes as many");
static const struct sql SQL_UNITS = { UNITS, READERS };
static const struct sql SQL_QUEUE_UNITS = { UNITS, MODERATORS };

static bool is_withheld(struct str state)
{
	return str_is(state, "held") || str_is(state, "hidden");
}

void comment_load(struct rows *r, struct comment_view *v)
{
	v->id = db_int(r, 0);
	v->version = db_int(r, 1);
	v->unit = db_int(r, 2);
	v->ref = db_text(r, 3);
	v->state = db_text(r, 4);
	v->reason = db_text(r, 5);
	v->kind = db_text(r, 6);
	v->lang = db_text(r, 7);
	v->shown = db_text(r, 8);
	v->answer = db_int(r, 9);
	v->experienced_on = db_date(r, 10);
	v->may_show = db_int(r, 11) != 0;
	v->unit_name = db_text(r, 12);
	v->slug = db_text(r, 13);
	v->wording = db_text(r, 14);
	v->may_moderate = db_int(r, 15) == 1;
	v->proposed_by = db_int(r, 16);
	v->kept_from_reader = is_withheld(v->state) && !v->may_moderate;
	if (v->kept_from_reader)
		v->shown = STR_NULL;
}

enum db_status comment_find(
    struct ctx *cx, struct str ref, struct comment_view *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_ONE, VALS(V(ref)));
	const bool found = db_next(r);

	if (found)
		comment_load(r, ret);
	const enum db_status st = db_done(r);

	return st != DB_OK ? st : found ? DB_OK : DB_REFUSED;
}

/* Lists ------------------------------------------------------------------ */

static struct str given(struct str s)
{
	return str_null(s) ? S("") : s;
}

/* The first day of a month, or of the one after it; "" for anything else. */
static struct str month_day(struct arena *a, struct str month, int later)
{
	struct date d;

	if (str_empty(month) ||
	    !date_parse_iso(str_fmt(a, "%.*s-01", STR_ARG(month)), &d))
		return S("");
	return date_iso(a, date_add_months(d, later));
}

void comment_filter_vals(struct ctx *cx, const struct comment_filter *f,
    struct str key, struct val ret[FILTER_VALS])
{
	ret[0] = V(given(f->unit));
	ret[1] = V(given(f->state));
	ret[2] = V(given(f->kind));
	ret[3] = val_int(f->answer);
	ret[4] = V(month_day(cx->arena, f->from, 0));
	ret[5] = V(month_day(cx->arena, f->to, 1));
	ret[6] = V(given(f->mode));
	ret[7] = V(given(f->role));
	ret[8] = val_int(f->theme > 0 ? (int64_t)THEME_BIT(f->theme - 1) : 0);
	ret[9] = val_int(f->own > 0 ? (int64_t)1 << f->own : 0);
	ret[10] = val_int(f->mood);
	ret[FILTER_VALS - 1] = V(given(key));
}

static bool heard_wanted(const struct comment_filter *f)
{
	return f->theme != 0 || f->own != 0 || f->mood != 0;
}

static const struct sql *count_of(const struct comment_filter *f)
{
	if (f->queue)
		return &SQL_QUEUE_COUNT;
	return f->answer != 0 || !str_empty(f->unit) || !str_empty(f->from) ||
		       !str_empty(f->to) || !str_empty(f->mode) ||
		       !str_empty(f->role) || heard_wanted(f)
		   ? &SQL_LIST_COUNT_RESPONSES
		   : &SQL_LIST_COUNT;
}

static void reverse(struct comment_page *p)
{
	for (size_t i = 0; i < p->n / 2; i++) {
		const struct comment_view v = p->list[i];

		p->list[i] = p->list[p->n - 1 - i];
		p->list[p->n - 1 - i] = v;
	}
}

/* Which statement, and what it is given. */
struct question {
	const struct sql *page, *count;
	struct val vals[FILTER_VALS + 1];
	size_t nvals; /* of `page`: the last is the key; `count` has no key */
};

static void ask(
    struct ctx *cx, const struct comment_filter *f, struct question *ret)
{
	const bool back = !str_empty(f->before);
	const bool up = f->queue != back;
	const bool pg = db_is_postgres(db_of(cx->conn));
	const struct str key = back ? f->before : f->after;

	comment_filter_vals(cx, f, key, ret->vals);
	ret->nvals = FILTER_VALS;
	if (f->search == NULL) {
		ret->page = f->queue ? up ? &SQL_QUEUE_UP : &SQL_QUEUE_DOWN
			    : up     ? &SQL_LIST_UP
				     : &SQL_LIST_DOWN;
		ret->count = count_of(f);
		return;
	}
	ret->page = up ? &SQL_FOUND_UP[pg] : &SQL_FOUND_DOWN[pg];
	ret->count = &SQL_FOUND_COUNT[pg];
	ret->vals[FILTER_VALS - 1] =
	    V(search_expression(cx->arena, f->search, pg));
	ret->vals[ret->nvals++] = V(given(key));
}

/* An index gives more than was asked for: phrases, beginnings of words. */
static bool fits(const struct comment_filter *f, struct arena *a,
    const struct comment_view *v)
{
	struct tokens t;

	if (f->search == NULL)
		return true;
	arena_reset(a);
	text_tokens(a, v->shown, &t);
	return query_match(f->search, &t, NULL);
}

/* One statement's rows. *ret_end: there are no more to look at. */
static enum db_status fill(struct ctx *cx, const struct comment_filter *f,
    struct question *q, struct arena *scratch, struct comment_page *ret,
    bool *ret_more, bool *ret_end)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, q->page, q->vals, q->nvals);
	struct comment_view v;
	int n = 0;

	while (!*ret_more && db_next(r)) {
		comment_load(r, &v);
		n++;
		q->vals[q->nvals - 1] = V(v.ref);
		if (!fits(f, scratch, &v))
			continue;
		if (ret->n < COMMENT_PAGE)
			ret->list[ret->n++] = v;
		else
			*ret_more = true;
	}
	*ret_end = *ret_more || n <= COMMENT_PAGE;
	return db_done(r);
}

/* Rounds of a search that finds words but not as they were asked for. */
#define ROUNDS 40

enum db_status comment_list(
    struct ctx *cx, const struct comment_filter *f, struct comment_page *ret)
{
	const bool back = !str_empty(f->before);
	struct arena *scratch = arena_new(ARENA_REQUEST);
	struct question q;
	bool more = false, end = false;
	enum db_status st = DB_OK;

	assert(f->search == NULL || !f->queue);
	memset(ret, 0, sizeof(*ret));
	ask(cx, f, &q);
	for (int i = 0; i < ROUNDS && !end && st == DB_OK; i++)
		st = fill(cx, f, &q, scratch, ret, &more, &end);
	arena_free(scratch);
	if (st != DB_OK)
		return st;
	if (back)
		reverse(ret);
	ret->earlier = back ? more : !str_empty(f->after);
	ret->later = back ? true : more;
	ret->cut = !end;
	ret->counted = f->search == NULL || query_exact(f->search);
	if (ret->counted)
		ret->total = db_get_int(
		    cx->conn, cx->arena, q.count, q.vals, q.nvals - 1, 0);
	return DB_OK;
}

struct str comment_next(
    struct ctx *cx, const struct comment_filter *f, struct str after)
{
	struct comment_filter wanted = *f;
	struct val vals[FILTER_VALS];
	struct str ref;

	if (!str_is(wanted.state, "held"))
		wanted.state = S("unmoderated");
	comment_filter_vals(cx, &wanted, after, vals);
	ref = db_get_text(cx->conn, cx->arena, &SQL_NEXT, vals, FILTER_VALS);
	if (str_null(ref)) {
		vals[FILTER_VALS - 1] = V(S(""));
		ref = db_get_text(
		    cx->conn, cx->arena, &SQL_NEXT, vals, FILTER_VALS);
	}
	return str_eq(ref, after) ? STR_NULL : ref;
}

int64_t comment_waiting(struct ctx *cx)
{
	return db_get_int(cx->conn, cx->arena, &SQL_WAITING, NO_VALS, 0);
}

enum db_status comment_newest(struct ctx *cx, struct date from,
    struct comment_view *ret, size_t max, size_t *ret_n)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_NEWEST,
	    VALS(V(from), val_int((int64_t)max)));

	*ret_n = 0;
	while (*ret_n < max && db_next(r))
		comment_load(r, &ret[(*ret_n)++]);
	return db_done(r);
}

size_t comment_units(struct ctx *cx, bool queue, struct comment_unit *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena,
	    queue ? &SQL_QUEUE_UNITS : &SQL_UNITS, NO_VALS);
	size_t n = 0;

	while (n < COMMENT_UNITS && db_next(r))
		ret[n++] = (struct comment_unit){ .slug = db_text(r, 0),
			.name = db_text(r, 1) };
	return db_done(r) == DB_OK ? n : 0;
}

static const struct sql *const list[] = { &SQL_ONE, &SQL_LIST_UP,
	&SQL_LIST_DOWN, &SQL_LIST_COUNT, &SQL_LIST_COUNT_RESPONSES,
	&SQL_QUEUE_UP, &SQL_QUEUE_DOWN, &SQL_QUEUE_COUNT, &SQL_NEXT,
	&SQL_WAITING, &SQL_NEWEST, &SQL_UNITS, &SQL_QUEUE_UNITS,
	&SQL_FOUND_UP[0], &SQL_FOUND_UP[1], &SQL_FOUND_DOWN[0],
	&SQL_FOUND_DOWN[1], &SQL_FOUND_COUNT[0], &SQL_FOUND_COUNT[1] };
const struct sql_list comment_read_sql = { list, NELEM(list) };
