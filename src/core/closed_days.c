/*
 * closed_days.c: see closed_days.h.
 */
#include "core/closed_days.h"

static const struct sql SQL_CLOSED = { "SELECT day FROM holiday ORDER BY day",
	SYSTEM("bank holidays are everybody's") };

static const struct sql SQL_COUNT = { "SELECT COUNT(*) FROM holiday",
	SYSTEM("bank holidays are everybody's") };

static int year_of(struct date d)
{
	int y, m, day;

	date_parts(d, &y, &m, &day);
	return y;
}

struct calendar closed_days(struct ctx *cx)
{
	const int64_t n =
	    db_get_int(cx->conn, cx->arena, &SQL_COUNT, NO_VALS, 0);
	struct date *days =
	    arena_array(cx->arena, (size_t)(n > 0 ? n : 0), sizeof(*days));
	struct calendar c = { .closed = days };
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_CLOSED, NO_VALS);

	/* A day that came between the two questions is seen next time. */
	while ((int64_t)c.n < n && db_next(r))
		days[c.n++] = db_date(r, 0);
	if (db_done(r) != DB_OK || c.n == 0)
		return (struct calendar){ .closed = days };
	c.first_year = year_of(days[0]);
	c.last_year = year_of(days[c.n - 1]);
	return c;
}

static const struct sql *const list[] = { &SQL_CLOSED, &SQL_COUNT };
const struct sql_list closed_days_sql = { list, NELEM(list) };
