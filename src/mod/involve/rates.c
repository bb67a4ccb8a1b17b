/*
 * rates.c: see rates.h.
 */
#include "mod/involve/rates.h"

#include <assert.h>

#define MILES_MAX      100000
#define TENTHS         10 /* of a penny */
#define HOUR           60
#define TAX_YEAR_MONTH 4
#define TAX_YEAR_DAY   6

static bool in_force(struct date from, struct date until, struct date day)
{
	return date_cmp(from, day) <= 0 &&
	       (date_none(until) || date_cmp(day, until) < 0);
}

const struct rate_policy *rates_policy(
    const struct rate_table *t, struct date day)
{
	const struct rate_policy *best = NULL;

	for (size_t i = 0; i < t->npolicies; i++) {
		const struct rate_policy *p = &t->policies[i];

		if (in_force(p->from_on, p->until_on, day) &&
		    (best == NULL || date_cmp(p->from_on, best->from_on) > 0))
			best = p;
	}
	return best;
}

/* Whether x is the more particular of two rates that both hold. */
static bool closer(const struct rate *x, const struct rate *y)
{
	if (x->from_miles != y->from_miles)
		return x->from_miles > y->from_miles;
	return date_cmp(x->from_on, y->from_on) > 0;
}

static const struct rate *find(const struct rate_table *t,
    const struct rate_policy *p, enum rate_what what, int64_t miles,
    struct date day)
{
	const struct rate *best = NULL;

	for (size_t i = 0; i < t->nrates; i++) {
		const struct rate *r = &t->rates[i];

		if (r->policy == p->id && r->what == what &&
		    r->from_miles <= miles &&
		    in_force(r->from_on, r->until_on, day) &&
		    (best == NULL || closer(r, best)))
			best = r;
	}
	return best;
}

int64_t rates_amount(const struct rate_table *t, const struct rate_policy *p,
    enum rate_what what, int64_t miles, struct date day)
{
	const struct rate *r = find(t, p, what, miles, day);

	return r == NULL ? -1 : r->amount;
}

/* The mile at which the next band begins; MILES_MAX * 2: none. */
static int64_t next_band(const struct rate_table *t,
    const struct rate_policy *p, enum rate_what what, int64_t miles,
    struct date day)
{
	int64_t next = INT64_C(2) * MILES_MAX;

	for (size_t i = 0; i < t->nrates; i++) {
		const struct rate *r = &t->rates[i];

		if (r->policy == p->id && r->what == what &&
		    r->from_miles > miles && r->from_miles < next &&
		    in_force(r->from_on, r->until_on, day))
			next = r->from_miles;
	}
	return next;
}

int64_t rates_mileage(const struct rate_table *t, const struct rate_policy *p,
    enum rate_what vehicle, int64_t before, int64_t miles, struct date day)
{
	int64_t tenths = 0, at = before;
	const int64_t end = before + miles;

	assert(before >= 0 && before <= MILES_MAX && miles >= 0 &&
	       miles <= MILES_MAX);
	while (at < end) {
		const int64_t amount = rates_amount(t, p, vehicle, at, day);
		const int64_t band = next_band(t, p, vehicle, at, day);
		const int64_t upto = band < end ? band : end;

		if (amount < 0)
			return -1;
		tenths += (upto - at) * amount;
		at = upto;
	}
	return (tenths + TENTHS / 2) / TENTHS;
}

/* A half day, a day, or hours begun where the policy pays by the hour. */
static int64_t pay_for_time(const struct rate_table *t,
    const struct rate_policy *p, const struct activity *a)
{
	const int64_t hour = rates_amount(t, p, RATE_HOUR, 0, a->day);

	if (a->minutes <= 0)
		return 0;
	if (hour >= 0)
		return (a->minutes + HOUR - 1) / HOUR * hour;
	return rates_amount(t, p,
	    a->minutes <= p->half_day_minutes ? RATE_HALF_DAY : RATE_DAY, 0,
	    a->day);
}

static int64_t or_missing(struct reckoning *k, int64_t amount)
{
	if (amount >= 0)
		return amount;
	k->no_rate = true;
	return 0;
}

/* Food up to its rate of the day; without one none is paid. */
static int64_t food(
    const struct rate_table *t, struct reckoning *k, const struct activity *a)
{
	const int64_t most = rates_amount(t, k->policy, RATE_MEALS, 0, a->day);

	if (a->meals <= 0 || a->meals <= most)
		return a->meals;
	k->capped = true;
	return most < 0 ? 0 : most;
}

static void reckon_costs(
    const struct rate_table *t, struct reckoning *k, const struct activity *a)
{
	k->costs = a->fares + a->carer + a->other + food(t, k, a);
	if (k->policy->cap_costs > 0 && k->costs > k->policy->cap_costs) {
		k->costs = k->policy->cap_costs;
		k->capped = true;
	}
}

void rates_reckon(
    const struct rate_table *t, const struct activity *a, struct reckoning *ret)
{
	struct reckoning k = { .policy = rates_policy(t, a->day) };

	assert(
	    a->fares >= 0 && a->carer >= 0 && a->other >= 0 && a->meals >= 0);
	if (k.policy != NULL) {
		k.unpaid_level =
		    a->minutes > 0 && a->level < k.policy->paid_from_level;
		if (!k.unpaid_level)
			k.time = or_missing(&k, pay_for_time(t, k.policy, a));
		if (a->miles > 0)
			k.mileage = or_missing(
			    &k, rates_mileage(t, k.policy, a->vehicle,
				    a->miles_before, a->miles, a->day));
		if (a->online)
			k.online = or_missing(&k,
			    rates_amount(t, k.policy, RATE_ONLINE, 0, a->day));
		reckon_costs(t, &k, a);
		k.total = k.time + k.mileage + k.online + k.costs;
	}
	*ret = k;
}

struct date rates_tax_year(struct date day)
{
	int y, m, d;

	date_parts(day, &y, &m, &d);
	if (m < TAX_YEAR_MONTH || (m == TAX_YEAR_MONTH && d < TAX_YEAR_DAY))
		y--;
	return date_make(y, TAX_YEAR_MONTH, TAX_YEAR_DAY);
}
