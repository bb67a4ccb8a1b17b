/*
 * readers.c: counts for people who may read every row behind them.
 */
#include <assert.h>
#include <stdlib.h>

#include "core/may.h"
#include "count/live.h"

#define MONTHS_MAX 600

/*
 * The unit and all below it that the acting person may read: ?1. The period:
 * ?2 to before ?3. Mode and role: ?4 and ?5, '' for all. Rights are asked once
 * a unit, not once a response.
 */
#define BELOW                                                             \
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1" \
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id) "
#define FROM_CUT                                                     \
	" FROM below b JOIN response r ON r.unit = b.id"             \
	" WHERE r.experienced_on >= ?2 AND r.experienced_on < ?3"    \
	" AND (?4 = '' OR r.mode = ?4) AND (?5 = '' OR r.role = ?5)" \
	" AND " SCOPE("b.id")

static const struct sql SQL_MONTHS = { BELOW
	"SELECT " COUNT_MONTH_KEY " AS k, count(*)" FROM_CUT " GROUP BY 1",
	SCOPED(CAP_RESPONSE_READ) };

/* Each row with the child of ?1 that it is below, or none. */
static const struct sql SQL_CUT = {
	"WITH RECURSIVE below (top, id) AS (SELECT CAST(0 AS BIGINT), id"
	" FROM unit WHERE id = ?1 UNION ALL SELECT CASE WHEN b.id = ?1 THEN"
	" u.id ELSE b.top END, u.id FROM unit u JOIN below b"
	" ON u.parent = b.id)"
	" SELECT c.k, c.n, c.mode, c.role, t.slug FROM (SELECT b.top AS top, " COUNT_MONTH_KEY
	" AS k, r.mode AS mode, coalesce(r.role, '') AS role,"
	" count(*) AS n" FROM_CUT " GROUP BY 1, 2, 3, 4) c"
	" LEFT JOIN unit t ON t.id = c.top",
	SCOPED(CAP_RESPONSE_READ)
};

/* Each row with its own unit. */
static const struct sql SQL_UNITS = { BELOW
	"SELECT c.k, c.n, t.slug FROM (SELECT b.id AS id, " COUNT_MONTH_KEY
	" AS k, count(*) AS n" FROM_CUT " GROUP BY 1, 2) c"
	" JOIN unit t ON t.id = c.id ORDER BY t.id, c.k",
	SCOPED(CAP_RESPONSE_READ) };

/* The units behind a cut that the acting person may read, with the child of ?1
 * that each is below (none: ?1 itself): for counts in memory. */
static const struct sql SQL_READABLE = {
	"WITH RECURSIVE below (top, id) AS (SELECT CAST(0 AS BIGINT), id"
	" FROM unit WHERE id = ?1 UNION ALL SELECT CASE WHEN b.id = ?1 THEN"
	" u.id ELSE b.top END, u.id FROM unit u JOIN below b"
	" ON u.parent = b.id)"
	" SELECT o.id, o.slug, t.slug FROM below b JOIN unit o ON o.id = b.id"
	" LEFT JOIN unit t ON t.id = b.top WHERE " SCOPE(
	    "o.id") " ORDER BY o.id",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql *const readers_sql[] = { &SQL_MONTHS, &SQL_CUT,
	&SQL_UNITS, &SQL_READABLE };
const struct sql_list count_readers_list = { readers_sql, NELEM(readers_sql) };

void count_add(
    struct answers *c, struct cell *responses, int64_t answer, int64_t n)
{
	assert(answer >= 0 && answer <= ANSWERS);
	responses->secret_n += n;
	if (answer == 0)
		return;
	c->all.secret_n += n;
	c->each[answer - 1].secret_n += n;
}

static struct str or_all(struct str s)
{
	return str_null(s) ? S("") : s;
}

#define CUT_VALS(c)                                                           \
	VALS(V((c)->unit), V((c)->from), V((c)->until), V(or_all((c)->mode)), \
	    V(or_all((c)->role)))

struct month_series count_months_empty(struct ctx *cx, const struct cut *cut)
{
	const int first = date_month_index(cut->from);
	const int last = date_month_index(cut->until);
	struct month_series s = { .n = last > first ? (size_t)(last - first)
						    : 0 };

	assert(s.n <= MONTHS_MAX);
	s.months = arena_array(cx->arena, s.n, sizeof(*s.months));
	s.sum.month = cut->from;
	for (size_t i = 0; i < s.n; i++)
		s.months[i].month = date_of_month_index(first + (int)i);
	return s;
}

/* The place of a row's month in the cut. The first month of a year is 1 in the
 * key. */
static size_t month_at(const struct cut *cut, int64_t key)
{
	return (size_t)(key / 10 - 1 - date_month_index(cut->from));
}

/* Adds a row; gives its answer back. */
static int64_t add_month(
    struct month_series *s, const struct cut *cut, int64_t key, int64_t n)
{
	const int64_t answer = key % 10;
	const size_t i = month_at(cut, key);

	assert(i < s->n);
	count_add(&s->months[i].answers, &s->months[i].responses, answer, n);
	count_add(&s->sum.answers, &s->sum.responses, answer, n);
	return answer;
}

struct month_series count_months_of(
    struct ctx *cx, const struct sql *q, const struct cut *cut)
{
	struct month_series s = count_months_empty(cx, cut);
	struct rows *r = db_query(cx->conn, cx->arena, q, CUT_VALS(cut));

	while (db_next(r))
		(void)add_month(&s, cut, db_int(r, 0), db_int(r, 1));
	(void)db_done(r);
	return s;
}

struct month_series count_months_sql(struct ctx *cx, const struct cut *cut)
{
	return count_months_of(cx, &SQL_MONTHS, cut);
}

struct month_series count_months(struct ctx *cx, const struct cut *cut)
{
	struct month_series s = count_months_empty(cx, cut);

	return live_months(cx, &SQL_READABLE, cut, &s)
		   ? s
		   : count_months_sql(cx, cut);
}

struct named_counts count_named_empty(struct ctx *cx)
{
	return (struct named_counts){ arena_array(cx->arena, COUNT_UNITS_MAX,
					  sizeof(struct named_count)),
		0 };
}

/* Rows of one name mostly come together: the last one is looked at first. */
struct named_count *count_named(struct named_counts *c, struct str code)
{
	size_t i = c->n;

	while (i > 0 && !str_eq(c->list[i - 1].code, code))
		i--;
	if (i > 0)
		return &c->list[i - 1];
	if (c->n == COUNT_UNITS_MAX)
		return NULL;
	c->list[c->n].code = code;
	return &c->list[c->n++];
}

static void add_named(
    struct named_counts *c, struct str code, int64_t answer, int64_t n)
{
	struct named_count *one = count_named(c, code);

	if (one != NULL)
		count_add(&one->answers, &one->responses, answer, n);
}

void count_add_unit(struct ctx *cx, struct named_count *u,
    const struct cut *cut, size_t month, int64_t answer, int64_t n)
{
	if (u->months == NULL)
		u->months = count_months_empty(cx, cut).months;
	count_add(&u->answers, &u->responses, answer, n);
	count_add(
	    &u->months[month].answers, &u->months[month].responses, answer, n);
}

/* A row of a unit, month by month as well. */
static void add_unit(struct ctx *cx, struct named_counts *c,
    const struct cut *cut, struct str slug, int64_t key, int64_t n)
{
	struct named_count *u = count_named(c, slug);

	if (u != NULL)
		count_add_unit(cx, u, cut, month_at(cut, key), key % 10, n);
}

static int by_code(const void *a, const void *b)
{
	const struct named_count *x = a, *y = b;

	return str_cmp(x->code, y->code);
}

static struct cut_counts cut_empty(struct ctx *cx, const struct cut *cut)
{
	return (struct cut_counts){ count_months_empty(cx, cut),
		count_named_empty(cx), count_named_empty(cx),
		count_named_empty(cx) };
}

struct cut_counts count_cut_sql(struct ctx *cx, const struct cut *cut)
{
	struct cut_counts c = cut_empty(cx, cut);
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_CUT, CUT_VALS(cut));

	while (db_next(r)) {
		const int64_t key = db_int(r, 0), n = db_int(r, 1);
		const int64_t answer = add_month(&c.months, cut, key, n);

		add_named(&c.modes, db_text(r, 2), answer, n);
		add_named(&c.roles, db_text(r, 3), answer, n);
		if (!db_null(r, 4))
			add_unit(cx, &c.children, cut, db_text(r, 4), key, n);
	}
	(void)db_done(r);
	qsort(c.modes.list, c.modes.n, sizeof(*c.modes.list), by_code);
	return c;
}

struct cut_counts count_cut(struct ctx *cx, const struct cut *cut)
{
	struct cut_counts c = cut_empty(cx, cut);

	if (!live_cut(cx, &SQL_READABLE, cut, &c))
		return count_cut_sql(cx, cut);
	qsort(c.modes.list, c.modes.n, sizeof(*c.modes.list), by_code);
	return c;
}

struct named_counts count_units_sql(struct ctx *cx, const struct cut *cut)
{
	struct named_counts c = count_named_empty(cx);
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_UNITS, CUT_VALS(cut));

	while (db_next(r))
		add_unit(
		    cx, &c, cut, db_text(r, 2), db_int(r, 0), db_int(r, 1));
	(void)db_done(r);
	return c;
}

struct named_counts count_units(struct ctx *cx, const struct cut *cut)
{
	struct named_counts c = count_named_empty(cx);

	return live_units(cx, &SQL_READABLE, cut, &c)
		   ? c
		   : count_units_sql(cx, cut);
}
