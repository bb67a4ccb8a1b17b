/*
 * readers.c: counts for people who may read every row behind them.
 */
#include <assert.h>

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

static const struct sql SQL_MODES = { BELOW
	"SELECT r.mode, '', coalesce(r.answer, 0) AS answer,"
	" count(*)" FROM_CUT " GROUP BY 1, 3 ORDER BY 1",
	SCOPED(CAP_RESPONSE_READ) };

static const struct sql SQL_ROLES = { BELOW
	"SELECT coalesce(r.role, '') AS role, '', coalesce(r.answer, 0)"
	" AS answer, count(*)" FROM_CUT " GROUP BY 1, 3 ORDER BY 1",
	SCOPED(CAP_RESPONSE_READ) };

/* Each child of ?1 with everything below it. */
static const struct sql SQL_CHILDREN = {
	"WITH RECURSIVE below (top, id) AS (SELECT id, id FROM unit"
	" WHERE parent = ?1 UNION ALL SELECT b.top, u.id FROM unit u"
	" JOIN below b ON u.parent = b.id)"
	" SELECT t.slug, t.name, c.answer, c.n FROM (SELECT b.top AS top,"
	" coalesce(r.answer, 0) AS answer, count(*) AS n" FROM_CUT
	" GROUP BY 1, 2) c JOIN unit t ON t.id = c.top"
	" ORDER BY t.fold, t.slug",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql *const readers_sql[] = { &SQL_MONTHS, &SQL_MODES,
	&SQL_ROLES, &SQL_CHILDREN };
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

struct month_series count_months_of(
    struct ctx *cx, const struct sql *q, const struct cut *cut)
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
	struct rows *r = db_query(cx->conn, cx->arena, q, CUT_VALS(cut));

	while (db_next(r)) {
		const int64_t key = db_int(r, 0), n = db_int(r, 1);
		const int64_t answer = key % 10;
		/* The first month of a year is 1 in the key. */
		const size_t i = (size_t)(key / 10 - 1 - first);

		assert(i < s.n);
		add(&s.months[i].answers, &s.months[i].responses, answer, n);
		add(&s.sum.answers, &s.sum.responses, answer, n);
	}
	(void)db_done(r);
	return s;
}

struct month_series count_months(struct ctx *cx, const struct cut *cut)
{
	return count_months_of(cx, &SQL_MONTHS, cut);
}

#define NAMED_MAX 1000

/* Rows of code, name, answer and count, those of one code together. */
static size_t count_named(struct ctx *cx, const struct sql *q,
    const struct cut *cut, struct named_count **ret)
{
	struct named_count *list =
	    arena_array(cx->arena, NAMED_MAX, sizeof(*list));
	size_t n = 0;
	struct rows *r = db_query(cx->conn, cx->arena, q, CUT_VALS(cut));

	while (db_next(r)) {
		const struct str code = db_text(r, 0);

		if (n == 0 || !str_eq(list[n - 1].code, code)) {
			if (n == NAMED_MAX)
				break;
			list[n].name = db_text(r, 1);
			list[n++].code = code;
		}
		add(&list[n - 1].answers, &list[n - 1].responses, db_int(r, 2),
		    db_int(r, 3));
	}
	(void)db_done(r);
	*ret = list;
	return n;
}

size_t count_modes(
    struct ctx *cx, const struct cut *cut, struct named_count **ret)
{
	return count_named(cx, &SQL_MODES, cut, ret);
}

size_t count_roles(
    struct ctx *cx, const struct cut *cut, struct named_count **ret)
{
	return count_named(cx, &SQL_ROLES, cut, ret);
}

size_t count_children(
    struct ctx *cx, const struct cut *cut, struct named_count **ret)
{
	return count_named(cx, &SQL_CHILDREN, cut, ret);
}
