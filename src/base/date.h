/*
 * date.h: calendar days and instants. A day is a day wherever one is; an
 * instant is a moment in UTC. What a person sees is in Europe/London.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Days, 1 = 0001-01-01 (Gregorian, proleptic). 0 = no date. */
struct date {
	int32_t n;
};

/* Microseconds since 1970-01-01T00:00:00Z. 0 = no instant. */
struct instant {
	int64_t us;
};

#define DATE_NONE     ((struct date){ 0 })
#define INSTANT_NONE  ((struct instant){ 0 })
#define DATE_TEXT_MAX 11 /* "2026-11-22" and NUL */
#define US_PER_SECOND INT64_C(1000000)

/* No date when the parts are no day of the years 1 to 9999. */
struct date date_make(int year, int month, int day);
void date_parts(struct date d, int *ret_year, int *ret_month, int *ret_day);

bool date_none(struct date d);
int date_cmp(struct date a, struct date b);
struct date date_add(struct date d, int days);
struct date date_add_months(struct date d, int months); /* day clamped */
struct date date_month_start(struct date d);
int date_weekday(struct date d); /* 1 Monday … 7 Sunday (ISO 8601) */
int date_days_between(struct date from, struct date to);

/* Months since 0001-01, for month arithmetic: year * 12 + month - 1. */
int date_month_index(struct date d);
struct date date_of_month_index(int index);

/* "YYYY-MM-DD" only; false for anything else. */
bool date_parse_iso(struct str s, struct date *ret) ATTR_MUST_USE;

/*
 * What people type: YYYY-MM-DD, D/M/YYYY, D-M-YYYY, D.M.YYYY, D Mon YYYY.
 * Day before month. Two-digit years are refused. Surrounding space is fine.
 */
bool date_parse(struct str s, struct date *ret) ATTR_MUST_USE;

/* "2026-11-22"; the null str for no date. */
struct str date_iso(struct arena *a, struct date d);

/* "22 November 2026" and "November 2026" (English; pages use words.h). */
struct str date_long(struct arena *a, struct date d);
struct str date_month_year(struct arena *a, struct date d);

/* Now, from the system clock. */
struct instant instant_now(void);

/* The day in London at this instant; the offset of London from UTC in
 * seconds (3600 in British Summer Time, by the rule in force since 1996). */
struct date instant_london_date(struct instant t);
int instant_london_offset(struct instant t);

/* "2026-11-22T16:05:00Z" and "22 November 2026 at 4:05pm" (London). */
struct str instant_iso(struct arena *a, struct instant t);
struct str instant_long(struct arena *a, struct instant t);
bool instant_parse_iso(struct str s, struct instant *ret) ATTR_MUST_USE;

/* Midnight UTC of a day. */
struct instant instant_of_date(struct date d);

#endif
