/*
 * clock.c: see clock.h. Knows days, no cases and no database.
 */
#include "mod/casework/clock.h"

struct date clock_ack_by(const struct calendar *c, struct date received)
{
	return calendar_add(c, received, CLOCK_ACK_DAYS);
}

struct date clock_oral_until(const struct calendar *c, struct date received)
{
	return calendar_add(c, received, CLOCK_ORAL_DAYS);
}

bool clock_oral_open(
    const struct calendar *c, struct date received, struct date today)
{
	return date_cmp(today, clock_oral_until(c, received)) <= 0;
}

struct date clock_target(
    const struct calendar *c, struct date received, int days, int stopped_days)
{
	return calendar_add(c, received, days + stopped_days);
}

int clock_stopped(const struct calendar *c, struct date asked,
    struct date settled, struct date today)
{
	const struct date until = date_none(settled) ? today : settled;

	if (date_none(asked) || date_cmp(until, asked) <= 0)
		return 0;
	return calendar_between(c, asked, until);
}

struct date clock_limit(struct date received)
{
	return date_add_months(received, CLOCK_LIMIT_MONTHS);
}

struct date clock_alarm(struct date received)
{
	return date_add_months(received, CLOCK_ALARM_MONTHS);
}

bool clock_extension_in_time(struct date agreed_on, struct date period_end)
{
	return !date_none(agreed_on) && date_cmp(agreed_on, period_end) <= 0;
}

struct date clock_relevant_end(
    struct date received, struct date due, struct date agreed_on)
{
	const struct date limit = clock_limit(received);

	/* Agreed after the six months were over, it extends nothing. */
	if (!date_none(due) && date_cmp(due, limit) > 0 &&
	    clock_extension_in_time(agreed_on, limit))
		return due;
	return limit;
}

bool clock_in_time(struct date event, struct date received)
{
	return date_none(event) ||
	       date_cmp(
		   received, date_add_months(event, CLOCK_WINDOW_MONTHS)) <= 0;
}

int clock_age(const struct calendar *c, struct date received, struct date day)
{
	return date_cmp(day, received) <= 0
		   ? 0
		   : calendar_between(c, received, day);
}

enum clock_state clock_state(
    struct date due, struct date done, struct date today)
{
	if (!date_none(done))
		return date_cmp(done, due) <= 0 ? CLOCK_MET : CLOCK_LATE;
	return date_cmp(today, due) <= 0 ? CLOCK_RUNNING : CLOCK_OVERDUE;
}
