/*
 * closed_days.h: the trust's working-day calendar, from its holiday rows, and
 * the bank holidays of England that an empty trust starts with.
 */
#ifndef CORE_CLOSED_DAYS_H
#define CORE_CLOSED_DAYS_H

#include "base/calendar.h"
#include "core/ctx.h"

/* The calendar as the rows say now, in the arena. Without rows (or without a
 * database that answers) the rule of calendar.h holds, and says so. */
struct calendar closed_days(struct ctx *cx);

struct holiday_day {
	const char *day, *name;
	bool one_off; /* no rule gives it */
};
/* England 2023 to 2028 (gov.uk/bank-holidays), ascending. */
const struct holiday_day *holiday_days(size_t *ret_n);

/* Statements of closed_days.c. */
extern const struct sql_list closed_days_sql;

#endif
