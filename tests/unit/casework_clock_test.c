/* casework_clock: every golden day of the clocks, and their edges. */
#include "core/closed_days.h"
#include "mod/casework/clock.h"
#include "tap.h"

#define DAYS_MAX 80

static struct date closed[DAYS_MAX];
static struct calendar england;

static struct date day(const char *iso)
{
	struct date d = DATE_NONE;

	if (!date_parse_iso(str_of(iso), &d))
		ok(false, "%s is a day", iso);
	return d;
}

static void load(void)
{
	size_t n;
	const struct holiday_day *list = holiday_days(&n);

	for (size_t i = 0; i < n && i < DAYS_MAX; i++)
		closed[i] = day(list[i].day);
	england = (struct calendar){ closed, n, 2023, 2028 };
}

static void same(struct date got, const char *want, const char *what)
{
	ok(date_cmp(got, day(want)) == 0, "%s: %s", what, want);
}

/* Receipt, the end of an oral one, acknowledgement, 25 working days. */
static const struct golden {
	const char *received, *ack, *oral, *target;
} golden[] = {
	{ "2023-05-05", "2023-05-11", "2023-05-09", "2023-06-13" },
	{ "2024-12-24", "2024-12-31", "2024-12-27", "2025-01-31" },
	{ "2026-04-02", "2026-04-09", "2026-04-07", "2026-05-12" },
	{ "2026-12-24", "2026-12-31", "2026-12-29", "2027-02-02" },
	{ "2027-12-25", "2027-12-31", "2027-12-29", "2028-02-02" },
	{ "2028-01-01", "2028-01-06", "2028-01-04", "2028-02-07" },
};

static const struct nth {
	const char *month, *ninth, *thirteenth;
} nths[] = {
	{ "2026-01-01", "2026-01-14", "2026-01-20" },
	{ "2026-04-01", "2026-04-15", "2026-04-21" },
	{ "2026-12-01", "2026-12-11", "2026-12-17" },
	{ "2027-01-01", "2027-01-14", "2027-01-20" },
	{ "2028-01-01", "2028-01-14", "2028-01-20" },
};

static void test_golden(void)
{
	for (size_t i = 0; i < sizeof(golden) / sizeof(golden[0]); i++) {
		const struct golden *g = &golden[i];
		const struct date d = day(g->received);

		same(clock_ack_by(&england, d), g->ack, g->received);
		same(clock_oral_until(&england, d), g->oral, g->received);
		same(clock_target(&england, d, 25, 0), g->target, g->received);
	}
	for (size_t i = 0; i < sizeof(nths) / sizeof(nths[0]); i++) {
		const struct date m = day(nths[i].month);

		same(calendar_nth(&england, m, 9), nths[i].ninth, "9th");
		same(calendar_nth(&england, m, 13), nths[i].thirteenth, "13th");
	}
}

static void test_oral(void)
{
	const struct date friday = day("2026-04-02"); /* before Easter */

	ok(clock_oral_open(&england, friday, friday), "on the day");
	ok(clock_oral_open(&england, friday, day("2026-04-07")),
	    "to the end of the next working day, over Easter");
	ok(!clock_oral_open(&england, friday, day("2026-04-08")),
	    "and not a day longer");
}

static void test_stop(void)
{
	const struct date asked = day("2026-03-31");
	const struct date settled = day("2026-04-09");
	const struct date today = day("2026-04-20");

	is_int(clock_stopped(&england, asked, settled, today), 5,
	    "1, 2, 7, 8 and 9 April stood still");
	is_int(clock_stopped(&england, asked, DATE_NONE, today), 12,
	    "a wait goes on to today");
	is_int(clock_stopped(&england, DATE_NONE, settled, today), 0,
	    "no wait, no stop");
	is_int(clock_stopped(&england, settled, asked, today), 0,
	    "never negative");
	same(clock_target(&england, day("2026-03-30"), 25, 5), "2026-05-14",
	    "the target with the stop");
	same(clock_target(&england, day("2026-03-30"), 25, 0), "2026-05-07",
	    "and without it");
}

static void test_months(void)
{
	const struct date r = day("2026-08-31");

	same(clock_limit(r), "2027-02-28", "six months from 31 August");
	same(clock_alarm(r), "2027-01-31", "the alarm at five");
	same(clock_limit(day("2027-08-31")), "2028-02-29", "a leap year");
	same(clock_relevant_end(r, day("2027-04-30"), day("2027-02-28")),
	    "2027-04-30", "agreed on the last day it extends");
	same(clock_relevant_end(r, day("2027-04-30"), day("2027-03-01")),
	    "2027-02-28", "agreed a day later it does not");
	same(clock_relevant_end(r, day("2026-10-01"), day("2026-09-01")),
	    "2027-02-28", "a shorter period is a promise, not the law's");
	same(clock_relevant_end(r, DATE_NONE, DATE_NONE), "2027-02-28",
	    "nothing agreed");
	ok(clock_in_time(day("2025-08-31"), r), "twelve months to the day");
	ok(!clock_in_time(day("2025-08-30"), r), "a day more is out of time");
	ok(clock_in_time(DATE_NONE, r), "a day nobody knows is in time");
	ok(clock_in_time(day("2024-02-29"), day("2025-02-28")),
	    "from a leap day");
}

static void test_states(void)
{
	const struct date due = day("2026-04-09");

	ok(clock_state(due, due, due) == CLOCK_MET, "on the day is on time");
	ok(clock_state(due, day("2026-04-10"), due) == CLOCK_LATE, "late");
	ok(clock_state(due, DATE_NONE, due) == CLOCK_RUNNING, "running");
	ok(clock_state(due, DATE_NONE, day("2026-04-10")) == CLOCK_OVERDUE,
	    "overdue");
	is_int(clock_age(&england, due, due), 0, "no age on its day");
	is_int(
	    clock_age(&england, day("2026-04-02"), due), 3, "three days old");
}

/* Years that no row covers go by the rule, and say so. */
static void test_beyond(void)
{
	const struct date d = day("2031-12-24");

	ok(calendar_by_rule(&england, d), "2031 rests on the rule");
	same(clock_ack_by(&england, d), "2031-12-31", "Christmas 2031");
	same(clock_ack_by(&(struct calendar){ 0 }, day("2026-12-24")),
	    "2026-12-31", "without any row the rule holds");
}

int main(void)
{
	load();
	test_golden();
	test_oral();
	test_stop();
	test_months();
	test_states();
	test_beyond();
	return tap_done();
}
