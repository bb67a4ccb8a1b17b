/*
 * fleet.h: every team's months at once, for the program's own nightly work.
 */
#ifndef COUNT_FLEET_H
#define COUNT_FLEET_H

#include "core/ctx.h"

/* A team's own month, as it is; months without responses have no row. Closed
 * teams are left out. For jobs (ctx.system) only: what a page shows of it is
 * for readers of the team. */
struct unit_month {
	int64_t unit;
	int month; /* date_month_index */
	int64_t responses, answers, positive, very_good;
};
struct unit_months {
	struct unit_month *list; /* by unit, then month */
	size_t n;
};
enum db_status count_fleet(struct ctx *cx, struct date from, struct date until,
    struct unit_months *ret) ATTR_MUST_USE;

extern const struct sql_list count_fleet_list;

#endif
