/*
 * readers.c: counts for people who may read every row behind them.
 */
#include <assert.h>
#include <stdlib.h>

#include "core/may.h"
#include "count/internal.h"

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

static const struct sql *const readers_sql[] = { &SQL_MONTHS, &SQL_CUT,
	&SQL_UNITS };
const struct sql_list count_readers_list = { readers_sql, NELEM(readers_sql) };

static void add(
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

static struct month_series months_of(struct ctx *cx, const struct cut *cut)
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
	add(&s->months[i].answers, &s->months[i].responses, answer, n);
	add(&s->sum.answers, &s->sum.responses, answer, n);
	return answer;
}

struct month_series count_months_of(
    struct ctx *cx, const struct sql *q, const struct cut *cut)
{
	struct month_series s = months_of(cx, cut);
	struct rows *r = db_query(cx->conn, cx->arena, q, CUT_VALS(cut));

	while (db_next(r))
		(void)add_month(&s, cut, db_int(r, 0), db_int(r, 1));
	(void)db_done(r);
	return s;
}

struct month_series count_months(struct ctx *cx, const struct cut *cut)
{
	return count_months_of(cx, &SQL_MONTHS, cut);
}

#define NAMED_MAX COUNT_UNITS_MAX

/* Rows of one name mostly come together: the last one is looked at first. The
 * one that was added to, or NULL. */
static struct named_count *add_named(
    struct named_counts *c, struct str code, int64_t answer, int64_t n)
{
	size_t i = c->n;

	while (i > 0 && !str_eq(c->list[i - 1].code, code))
		i--;
	if (i == 0) {
		if (c->n == NAMED_MAX)
			return NULL;
		c->list[c->n].code = code;
		i = ++c->n;
	}
	add(&c->list[i - 1].answers, &c->list[i - 1].responses, answer, n);
	return &c->list[i - 1];
}

/* The same of a unit, month by month as well. */
static void add_unit(struct ctx *cx, struct named_counts *c,
    const struct cut *cut, struct str slug, int64_t key, int64_t n)
{
	struct named_count *u = add_named(c, slug, key % 10, n);
	struct month_count *m;

	if (u == NULL)
		return;
	if (u->months == NULL)
		u->months = months_of(cx, cut).months;
	m = &u->months[month_at(cut, key)];
	add(&m->answers, &m->responses, key % 10, n);
}

static int by_code(const void *a, const void *b)
{
	const struct named_count *x = a, *y = b;

	return str_cmp(x->code, y->code);
}

struct cut_counts count_cut(struct ctx *cx, const struct cut *cut)
{
	struct cut_counts c = { .months = months_of(cx, cut) };
	struct named_counts *const named[] = { &c.modes, &c.roles,
		&c.children };
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_CUT, CUT_VALS(cut));

	for (size_t i = 0; i < NELEM(named); i++)
		named[i]->list =
		    arena_array(cx->arena, NAMED_MAX, sizeof(*named[i]->list));
	while (db_next(r)) {
		const int64_t key = db_int(r, 0), n = db_int(r, 1);
		const int64_t answer = add_month(&c.months, cut, key, n);

		(void)add_named(&c.modes, db_text(r, 2), answer, n);
		(void)add_named(&c.roles, db_text(r, 3), answer, n);
		if (!db_null(r, 4))
			add_unit(cx, &c.children, cut, db_text(r, 4), key, n);
	}
	(void)db_done(r);
	qsort(c.modes.list, c.modes.n, sizeof(*c.modes.list), by_code);
	return c;
}

struct named_counts count_units(struct ctx *cx, const struct cut *cut)
{
	struct named_counts c = { .n = 0 };
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_UNITS, CUT_VALS(cut));

	c.list = arena_array(cx->arena, NAMED_MAX, sizeof(*c.list));
	while (db_next(r))
		add_unit(
		    cx, &c, cut, db_text(r, 2), db_int(r, 0), db_int(r, 1));
	(void)db_done(r);
	return c;
}
