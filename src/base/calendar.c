/*
 * calendar.c: see calendar.h.
 */
#include "base/calendar.h"

#include <assert.h>

/* Easter Sunday, Gregorian (Meeus, Astronomical Algorithms, ch. 8). */
static struct date easter(int y)
{
	const int a = y % 19, b = y / 100, c = y % 100;
	const int h =
	    (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	const int m = (a + 11 * h + 22 * l) / 451;
	const int n = h + l - 7 * m + 114;

	return date_make(y, n / 31, n % 31 + 1);
}

/* The first Monday on or after a day. */
static struct date monday_from(struct date d)
{
	return date_add(d, (8 - date_weekday(d)) % 7);
}

/* A weekday on or after `d` that is not `taken`. */
static struct date roll(struct date d, struct date taken)
{
	while (date_weekday(d) > 5 || date_cmp(d, taken) == 0)
		d = date_add(d, 1);
	return d;
}

void calendar_rule(int year, struct date ret[8])
{
	const struct date sunday = easter(year);
	const struct date xmas = date_make(year, 12, 25);
	const struct date boxing = date_make(year, 12, 26);

	ret[0] = roll(date_make(year, 1, 1), DATE_NONE);
	ret[1] = date_add(sunday, -2);
	ret[2] = date_add(sunday, 1);
	ret[3] = monday_from(date_make(year, 5, 1));
	ret[4] = monday_from(date_make(year, 5, 25));
	ret[5] = monday_from(date_make(year, 8, 25));
	/* A weekend Christmas Day moves behind Boxing Day: in 2027 (Saturday)
	 * to Monday 27, Boxing Day to Tuesday 28; in 2022 (Sunday) to 27. */
	ret[6] = roll(
	    xmas, date_weekday(xmas) == 7 ? date_add(boxing, 0) : DATE_NONE);
	ret[7] = roll(boxing, ret[6]);
	if (date_cmp(ret[6], ret[7]) > 0) {
		const struct date swap = ret[6];

		ret[6] = ret[7];
		ret[7] = swap;
	}
}

bool calendar_by_rule(const struct calendar *c, struct date d)
{
	int y, m, day;

	date_parts(d, &y, &m, &day);
	return y < c->first_year || y > c->last_year;
}

static bool in_list(const struct date *list, size_t n, struct date d)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;
		const int order = date_cmp(d, list[mid]);

		if (order == 0)
			return true;
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

bool calendar_working(const struct calendar *c, struct date d)
{
	struct date rule[8];
	int y, m, day;

	if (date_weekday(d) > 5)
		return false;
	date_parts(d, &y, &m, &day);
	if (m == 12 && day == 25)
		return false;
	if (!calendar_by_rule(c, d))
		return !in_list(c->closed, c->n, d);
	calendar_rule(y, rule);
	return !in_list(rule, NELEM(rule), d);
}

struct date calendar_add(const struct calendar *c, struct date d, int n)
{
	assert(n >= 0);
	if (n == 0)
		while (!calendar_working(c, d))
			d = date_add(d, 1);
	while (n > 0) {
		d = date_add(d, 1);
		if (calendar_working(c, d))
			n--;
	}
	return d;
}

int calendar_between(const struct calendar *c, struct date from, struct date to)
{
	const int sign = date_cmp(to, from) < 0 ? -1 : 1;
	struct date d = sign < 0 ? to : from;
	const struct date end = sign < 0 ? from : to;
	int n = 0;

	while (date_cmp(d, end) < 0) {
		d = date_add(d, 1);
		if (calendar_working(c, d))
			n++;
	}
	return sign * n;
}

struct date calendar_nth(const struct calendar *c, struct date month, int n)
{
	const struct date before = date_add(date_month_start(month), -1);

	assert(n >= 1);
	return calendar_add(c, before, n);
}
