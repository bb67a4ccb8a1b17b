/*
 * rates.h: what is paid for an activity on a day, by the trust's policy of
 * that day. Pure functions over rows that are data: which roles are paid, what
 * a half day is, what a mile gives, are in the rows and nowhere in the code.
 * Amounts are integers: pence, or tenths of a penny for a mile.
 */
#ifndef MOD_INVOLVE_RATES_H
#define MOD_INVOLVE_RATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

enum rate_what {
	RATE_HALF_DAY, /* pence; up to the policy's half_day_minutes */
	RATE_DAY,      /* pence; longer */
	RATE_HOUR,     /* pence an hour begun: where there is no half day */
	RATE_CAR,      /* tenths of a penny a mile */
	RATE_MOTORCYCLE,
	RATE_BICYCLE,
	RATE_PASSENGER,
	RATE_ONLINE, /* pence an online session */
	RATE_MEALS,  /* pence: the most for food of one activity */
	RATE__N
};

/* A policy in force from a day (included) until a day (excluded; none: still
 * in force). */
struct rate_policy {
	int64_t id;
	struct date from_on, until_on;
	int64_t paid_from_level; /* role levels from here up are paid time */
	int64_t half_day_minutes;
	int64_t cap_costs; /* pence of costs of one activity; 0: none */
};

/* One line of a policy. `from_miles`: from this mile of the tax year on (a
 * band; 0: from the first). Each row is in force for its own days too. */
struct rate {
	int64_t policy;
	enum rate_what what;
	int64_t from_miles;
	int64_t amount;
	struct date from_on, until_on;
};

struct rate_table {
	const struct rate_policy *policies;
	size_t npolicies;
	const struct rate *rates;
	size_t nrates;
};

/* The policy of a day: of several the one that began last; NULL: none. */
const struct rate_policy *rates_policy(
    const struct rate_table *t, struct date day);

/* The amount of a rate on a day for the mile after `miles`; -1: there is no
 * such rate. Of several the band that begins last, then the row that began
 * last. */
int64_t rates_amount(const struct rate_table *t, const struct rate_policy *p,
    enum rate_what what, int64_t miles, struct date day);

/* What somebody did. */
struct activity {
	struct date day;
	int64_t level;          /* of the role, 1 to 4 */
	int64_t minutes;        /* that they were there; 0: no time */
	enum rate_what vehicle; /* RATE_CAR … RATE_PASSENGER */
	int64_t miles;          /* there and back; 0: none */
	int64_t miles_before;   /* of this tax year by this vehicle */
	int64_t fares, carer, other, meals; /* pence, with receipts */
	bool online;
};

/* What it comes to, in pence; policy NULL: nothing can be paid yet. */
struct reckoning {
	const struct rate_policy *policy;
	int64_t time, mileage, costs, online;
	int64_t total;
	bool unpaid_level; /* the policy does not pay time at this level */
	bool capped;       /* food or costs were cut to the policy's cap */
	bool no_rate;      /* a rate is missing for something claimed */
};
void rates_reckon(const struct rate_table *t, const struct activity *a,
    struct reckoning *ret);

/* Pence for miles from mile `before` on, over bands; half a penny rounds up,
 * once, on the sum. -1: a rate is missing. */
int64_t rates_mileage(const struct rate_table *t, const struct rate_policy *p,
    enum rate_what vehicle, int64_t before, int64_t miles, struct date day);

/* The sixth of April that began the tax year of this day. */
struct date rates_tax_year(struct date day);

#endif
