/*
 * calendar.h: working days in England. A working day is any day except
 * Saturday, Sunday, Christmas Day, Good Friday or a bank holiday in England
 * (Banking and Financial Dealings Act 1971). Which days those are is data: the
 * caller gives them; for years without data the rule below fills in.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct calendar {
	const struct date *closed; /* bank holidays, ascending */
	size_t n;
	int first_year, last_year; /* the years that `closed` covers */
};

/*
 * The bank holidays of England by rule, without one-off days: New Year's Day,
 * Good Friday, Easter Monday, first and last Monday of May, last Monday of
 * August, 25 and 26 December, rolled past weekends. Writes 8 dates, ascending.
 */
void calendar_rule(int year, struct date ret[8]);

bool calendar_working(const struct calendar *c, struct date d);

/*
 * The n-th working day after `d` (n >= 1); the day itself never counts, also
 * when it is no working day. With n = 0: d, or the next working day after it.
 */
struct date calendar_add(const struct calendar *c, struct date d, int n);

/* Working days in (from, to]; negative when to < from. */
int calendar_between(
    const struct calendar *c, struct date from, struct date to);

/* The n-th working day of the month that `month` lies in (n >= 1). */
struct date calendar_nth(const struct calendar *c, struct date month, int n);

/* Whether the answer for this day rests on the rule, not on the trust's data:
 * a page that shows such a date says so. */
bool calendar_by_rule(const struct calendar *c, struct date d);

#endif
