/*
 * date.c: civil-day arithmetic by March-based years, so that the leap day is
 * the last of its year.
 */
#include "base/date.h"

#include <string.h>
#include <time.h>

#define EPOCH_DAY  719163 /* the number of 1970-01-01 */
#define US_PER_DAY (INT64_C(86400) * US_PER_SECOND)

static const char *const month_names[12] = { "January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December" };

static bool is_leap(int y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

static int month_days(int y, int m)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	return m == 2 && is_leap(y) ? 29 : days[m - 1];
}

struct date date_make(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return DATE_NONE;
	/* Years that begin in March; 153 days in five months from March. */
	const int y = month <= 2 ? year - 1 : year;
	const int m = month <= 2 ? month + 9 : month - 3;

	return (struct date){ 365 * y + y / 4 - y / 100 + y / 400 +
			      (153 * m + 2) / 5 + day - 306 };
}

void date_parts(struct date d, int *ret_year, int *ret_month, int *ret_day)
{
	const int n = d.n + 305; /* days since 0000-03-01 */
	const int era = n / 146097;
	const int doe = n % 146097;
	const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	const int mp = (5 * doy + 2) / 153;

	*ret_day = doy - (153 * mp + 2) / 5 + 1;
	*ret_month = mp < 10 ? mp + 3 : mp - 9;
	*ret_year = era * 400 + yoe + (*ret_month <= 2 ? 1 : 0);
}

bool date_none(struct date d)
{
	return d.n == 0;
}

int date_cmp(struct date a, struct date b)
{
	return (a.n > b.n) - (a.n < b.n);
}

struct date date_add(struct date d, int days)
{
	return (struct date){ d.n + days };
}

int date_month_index(struct date d)
{
	int y, m, day;

	date_parts(d, &y, &m, &day);
	return y * 12 + m - 1;
}

struct date date_of_month_index(int index)
{
	return date_make(index / 12, index % 12 + 1, 1);
}

struct date date_add_months(struct date d, int months)
{
	int y, m, day;

	date_parts(d, &y, &m, &day);
	const int index = y * 12 + m - 1 + months;
	const int last = month_days(index / 12, index % 12 + 1);

	return date_make(index / 12, index % 12 + 1, day < last ? day : last);
}

struct date date_month_start(struct date d)
{
	return date_of_month_index(date_month_index(d));
}

int date_weekday(struct date d)
{
	return (d.n + 6) % 7 + 1; /* 0001-01-01 was a Monday */
}

int date_days_between(struct date from, struct date to)
{
	return to.n - from.n;
}

/* Takes `min` to `max` digits off *s. */
static bool take_digits(struct str *s, size_t min, size_t max, int *ret)
{
	size_t n = 0;
	int v = 0;

	while (n < s->n && n < max && s->s[n] >= '0' && s->s[n] <= '9')
		v = v * 10 + (s->s[n++] - '0');
	if (n < min)
		return false;
	*ret = v;
	*s = str_sub(*s, n, SIZE_MAX);
	return true;
}

static bool take_byte(struct str *s, char c)
{
	if (s->n == 0 || s->s[0] != c)
		return false;
	*s = str_sub(*s, 1, SIZE_MAX);
	return true;
}

bool date_parse_iso(struct str s, struct date *ret)
{
	int y, m, d;

	if (s.n != 10 || !take_digits(&s, 4, 4, &y) || !take_byte(&s, '-') ||
	    !take_digits(&s, 2, 2, &m) || !take_byte(&s, '-') ||
	    !take_digits(&s, 2, 2, &d))
		return false;
	const struct date made = date_make(y, m, d);

	if (date_none(made))
		return false;
	*ret = made;
	return true;
}

/* A month by its English name or its first three letters. */
static bool take_month(struct str *s, int *ret)
{
	size_t n = 0;

	while (n < s->n && s->s[n] != ' ')
		n++;
	const struct str word = str_sub(*s, 0, n);

	for (int m = 0; m < 12; m++) {
		const struct str name = str_of(month_names[m]);

		if (!str_eq_nocase(word, name) &&
		    !str_eq_nocase(word, str_sub(name, 0, 3)))
			continue;
		*ret = m + 1;
		*s = str_sub(*s, n, SIZE_MAX);
		return true;
	}
	return false;
}

bool date_parse(struct str s, struct date *ret)
{
	int y, m, d;
	char sep = '\0';

	s = str_trim(s);
	if (date_parse_iso(s, ret))
		return true;
	if (!take_digits(&s, 1, 2, &d) || s.n == 0)
		return false;
	sep = s.s[0];
	if (strchr("/-. ", sep) == NULL || !take_byte(&s, sep))
		return false;
	if (sep == ' ' ? !take_month(&s, &m) : !take_digits(&s, 1, 2, &m))
		return false;
	if (!take_byte(&s, sep) || !take_digits(&s, 4, 4, &y) || s.n > 0)
		return false;
	const struct date made = date_make(y, m, d);

	if (date_none(made))
		return false;
	*ret = made;
	return true;
}

struct str date_iso(struct arena *a, struct date d)
{
	int y, m, day;

	if (date_none(d))
		return STR_NULL;
	date_parts(d, &y, &m, &day);
	return str_fmt(a, "%04d-%02d-%02d", y, m, day);
}

struct str date_long(struct arena *a, struct date d)
{
	int y, m, day;

	if (date_none(d))
		return STR_NULL;
	date_parts(d, &y, &m, &day);
	return str_fmt(a, "%d %s %d", day, month_names[m - 1], y);
}

struct str date_month_year(struct arena *a, struct date d)
{
	int y, m, day;

	if (date_none(d))
		return STR_NULL;
	date_parts(d, &y, &m, &day);
	return str_fmt(a, "%s %d", month_names[m - 1], y);
}

struct instant instant_now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_REALTIME, &ts);
	return (struct instant){ (int64_t)ts.tv_sec * US_PER_SECOND +
				 ts.tv_nsec / 1000 };
}

struct instant instant_of_date(struct date d)
{
	return (struct instant){ ((int64_t)d.n - EPOCH_DAY) * US_PER_DAY };
}

/* Day number and microseconds into it, also before 1970. */
static void split(int64_t us, struct date *ret_day, int64_t *ret_rest)
{
	int64_t day = us / US_PER_DAY;
	int64_t rest = us % US_PER_DAY;

	if (rest < 0) {
		rest += US_PER_DAY;
		day--;
	}
	ret_day->n = (int32_t)day + EPOCH_DAY;
	*ret_rest = rest;
}

/* 01:00 UTC on the last Sunday of a month, when London's clocks change. */
static int64_t clock_change(int year, int month)
{
	const struct date last = date_make(year, month, 31);
	const struct date sunday = date_add(last, -(date_weekday(last) % 7));

	return instant_of_date(sunday).us + 3600 * US_PER_SECOND;
}

int instant_london_offset(struct instant t)
{
	struct date day;
	int64_t rest;
	int y, m, d;

	split(t.us, &day, &rest);
	date_parts(day, &y, &m, &d);
	return t.us >= clock_change(y, 3) && t.us < clock_change(y, 10) ? 3600
									: 0;
}

struct date instant_london_date(struct instant t)
{
	struct date day;
	int64_t rest;

	split(t.us + instant_london_offset(t) * US_PER_SECOND, &day, &rest);
	return day;
}

struct str instant_iso(struct arena *a, struct instant t)
{
	struct date day;
	int64_t rest;
	int y, m, d;

	if (t.us == 0)
		return STR_NULL;
	split(t.us, &day, &rest);
	date_parts(day, &y, &m, &d);
	const int s = (int)(rest / US_PER_SECOND);

	return str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, s / 3600,
	    s / 60 % 60, s % 60);
}

struct str instant_long(struct arena *a, struct instant t)
{
	struct date day;
	int64_t rest;

	if (t.us == 0)
		return STR_NULL;
	split(t.us + instant_london_offset(t) * US_PER_SECOND, &day, &rest);
	const int min = (int)(rest / (60 * US_PER_SECOND));
	const int hour = min / 60;

	return str_fmt(a, "%.*s at %d:%02d%s", STR_ARG(date_long(a, day)),
	    hour % 12 == 0 ? 12 : hour % 12, min % 60, hour < 12 ? "am" : "pm");
}

bool instant_parse_iso(struct str s, struct instant *ret)
{
	struct date day;
	int h, m, sec;
	struct str rest = str_sub(s, 10, SIZE_MAX);

	if (!date_parse_iso(str_sub(s, 0, 10), &day) ||
	    !take_byte(&rest, 'T') || !take_digits(&rest, 2, 2, &h) ||
	    !take_byte(&rest, ':') || !take_digits(&rest, 2, 2, &m) ||
	    !take_byte(&rest, ':') || !take_digits(&rest, 2, 2, &sec) ||
	    !take_byte(&rest, 'Z') || rest.n > 0 || h > 23 || m > 59 ||
	    sec > 59)
		return false;
	ret->us = instant_of_date(day).us +
		  ((int64_t)h * 3600 + m * 60 + sec) * US_PER_SECOND;
	return true;
}
