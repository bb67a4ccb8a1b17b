/*
 * fleet.c: every team's months at once, for the program's own nightly work. No
 * person sees these numbers as they are: what follows from them is shown to
 * readers of the team.
 */
#include "count/fleet.h"

#include <assert.h>

#include "count/internal.h"

#define FLEET_MAX 400000 /* team-months */

static const struct sql SQL_FLEET = {
	"SELECT c.unit, c.k, c.n FROM (SELECT r.unit AS unit, " COUNT_MONTH_KEY
	" AS k, count(*) AS n FROM response r"
	" WHERE r.experienced_on >= ?1 AND r.experienced_on < ?2"
	" GROUP BY 1, 2) c JOIN unit u ON u.id = c.unit"
	" WHERE u.closed IS NULL ORDER BY c.unit, c.k",
	SYSTEM("the program watches all teams at night")
};

static void add_answer(struct unit_month *m, int64_t answer, int64_t n)
{
	m->responses += n;
	m->answers += answer > 0 ? n : 0;
	m->positive += answer == 1 || answer == 2 ? n : 0;
	m->very_good += answer == 1 ? n : 0;
}

enum db_status count_fleet(struct ctx *cx, struct date from, struct date until,
    struct unit_months *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_FLEET, VALS(V(from), V(until)));
	size_t cap = 0;

	assert(cx->system);
	*ret = (struct unit_months){ 0 };
	while (ret->n < FLEET_MAX && db_next(r)) {
		const int64_t unit = db_int(r, 0), key = db_int(r, 1);
		const int month = (int)(key / 10 - 1);
		struct unit_month *last =
		    ret->n > 0 ? &ret->list[ret->n - 1] : NULL;

		if (last == NULL || last->unit != unit ||
		    last->month != month) {
			if (ret->n == cap) {
				struct unit_month *more;

				cap = cap == 0 ? 1024 : cap * 2;
				more =
				    arena_array(cx->arena, cap, sizeof(*more));
				for (size_t i = 0; i < ret->n; i++)
					more[i] = ret->list[i];
				ret->list = more;
			}
			last = &ret->list[ret->n++];
			*last =
			    (struct unit_month){ .unit = unit, .month = month };
		}
		add_answer(last, key % 10, db_int(r, 2));
	}
	return db_done(r);
}

static const struct sql *const fleet_sql[] = { &SQL_FLEET };
const struct sql_list count_fleet_list = { fleet_sql, NELEM(fleet_sql) };
