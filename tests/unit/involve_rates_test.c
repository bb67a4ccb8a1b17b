/* rates: half days, days, bands of miles, dates, caps; by property. */
#include "base/random.h"
#include "mod/involve/rates.h"
#include "tap.h"

#define DAY(y, m, d) date_make(y, m, d)

static struct rate_policy policies[2];
static struct rate rates[12];
static struct rate_table table = { policies, 2, rates, 12 };

static void setup(void)
{
	const struct date old = DAY(2020, 4, 6), new = DAY(2025, 4, 6);

	policies[0] = (struct rate_policy){ 1, old, DATE_NONE, 4, 240, 0 };
	policies[1] = (struct rate_policy){ 2, new, DATE_NONE, 3, 240, 5000 };
	rates[0] = (struct rate){ 1, RATE_HALF_DAY, 0, 7500, old, DATE_NONE };
	rates[1] = (struct rate){ 1, RATE_DAY, 0, 15000, old, DATE_NONE };
	rates[2] = (struct rate){ 1, RATE_CAR, 0, 450, old, DATE_NONE };
	rates[3] = (struct rate){ 1, RATE_CAR, 10000, 250, old, DATE_NONE };
	rates[4] = (struct rate){ 2, RATE_HALF_DAY, 0, 8000, new, DATE_NONE };
	rates[5] = (struct rate){ 2, RATE_DAY, 0, 16000, new, DATE_NONE };
	rates[6] = (struct rate){ 2, RATE_CAR, 0, 450, new, DATE_NONE };
	rates[7] = (struct rate){ 2, RATE_CAR, 10000, 250, new, DATE_NONE };
	rates[8] = (struct rate){ 2, RATE_BICYCLE, 0, 200, new, DATE_NONE };
	rates[9] = (struct rate){ 2, RATE_ONLINE, 0, 500, new, DATE_NONE };
	rates[10] =
	    (struct rate){ 2, RATE_MOTORCYCLE, 0, 374, new, DAY(2026, 1, 1) };
	rates[11] = (struct rate){ 2, RATE_MOTORCYCLE, 0, 240, DAY(2026, 1, 1),
		DATE_NONE };
}

static struct reckoning on(struct date day, struct activity a)
{
	struct reckoning k;

	a.day = day;
	rates_reckon(&table, &a, &k);
	return k;
}

static void test_time(void)
{
	const struct date then = DAY(2025, 4, 5), now = DAY(2025, 4, 6);

	is_int(on(then, (struct activity){ .level = 4, .minutes = 240 }).time,
	    7500, "four hours are a half day");
	is_int(on(then, (struct activity){ .level = 4, .minutes = 241 }).time,
	    15000, "a minute more is a day");
	is_int(on(now, (struct activity){ .level = 4, .minutes = 240 }).time,
	    8000, "the new policy holds from its first day");
	ok(on(then, (struct activity){ .level = 3, .minutes = 60 })
		.unpaid_level,
	    "level 3 is not paid by the old one");
	is_int(on(now, (struct activity){ .level = 3, .minutes = 60 }).time,
	    8000, "but by the new one");
	is_int(on(now, (struct activity){ .level = 4 }).time, 0,
	    "no time, no pay");
	ok(on(DAY(2019, 1, 1), (struct activity){ .level = 4 }).policy == NULL,
	    "before any policy nothing can be paid");
}

static void test_miles(void)
{
	const struct date day = DAY(2025, 6, 1);
	const struct rate_policy *p = rates_policy(&table, day);

	is_int(rates_mileage(&table, p, RATE_CAR, 0, 10, day), 450, "45p");
	is_int(rates_mileage(&table, p, RATE_CAR, 9990, 20, day),
	    10 * 45 + 10 * 25, "over the band");
	is_int(rates_mileage(&table, p, RATE_CAR, 10000, 10, day), 250,
	    "past the band");
	is_int(
	    rates_mileage(&table, p, RATE_MOTORCYCLE, 0, 1, day), 37, "37.4p");
	is_int(rates_mileage(&table, p, RATE_MOTORCYCLE, 0, 5, day), 187,
	    "half a penny up, once on the sum");
	is_int(rates_mileage(&table, p, RATE_MOTORCYCLE, 0, 1, DAY(2026, 1, 1)),
	    24, "a rate has days of its own");
	is_int(rates_mileage(&table, p, RATE_PASSENGER, 0, 1, day), -1,
	    "no such rate");
	ok(on(day, (struct activity){ .vehicle = RATE_PASSENGER, .miles = 3 })
		.no_rate,
	    "and it is said");
}

static void test_costs(void)
{
	const struct date day = DAY(2025, 6, 1);
	const struct reckoning k = on(day,
	    (struct activity){ .fares = 3000, .carer = 2500, .online = true });

	ok(k.capped && k.costs == 5000 && k.total == 5500,
	    "costs are capped, the allowance is not");
	is_int(rates_tax_year(DAY(2026, 4, 5)).n, DAY(2025, 4, 6).n,
	    "the tax year before");
	is_int(rates_tax_year(DAY(2026, 4, 6)).n, DAY(2026, 4, 6).n,
	    "and from its first day");
}

/* However miles are cut into journeys, band by band each mile gives the same:
 * a sum in tenths, so at most half a penny a journey apart. */
static void test_split(void)
{
	struct prng r = { 5 };
	const struct date day = DAY(2025, 6, 1);
	const struct rate_policy *p = rates_policy(&table, day);
	int bad = 0, back = 0;

	for (int i = 0; i < 20000; i++) {
		const int64_t at = prng_below(&r, 12000);
		const int64_t n = prng_below(&r, 300), m = prng_below(&r, 300);
		const int64_t whole =
		    rates_mileage(&table, p, RATE_CAR, at, n + m, day);
		const int64_t parts =
		    rates_mileage(&table, p, RATE_CAR, at, n, day) +
		    rates_mileage(&table, p, RATE_CAR, at + n, m, day);

		bad += whole != parts;
		back += rates_mileage(&table, p, RATE_CAR, at + 1, n, day) >
			rates_mileage(&table, p, RATE_CAR, at, n, day);
	}
	is_int(bad, 0, "a journey in two parts costs what it costs whole");
	is_int(back, 0, "later miles never give more");
}

static void test_any(void)
{
	struct prng r = { 6 };
	int bad = 0;

	for (int i = 0; i < 50000; i++) {
		const struct activity a = { .level = 1 + prng_below(&r, 4),
			.minutes = prng_below(&r, 600),
			.vehicle = RATE_CAR,
			.miles = prng_below(&r, 200),
			.miles_before = prng_below(&r, 20000),
			.fares = prng_below(&r, 4000),
			.carer = prng_below(&r, 4000),
			.online = prng_below(&r, 2) != 0 };
		const struct reckoning k =
		    on(date_add(DAY(2020, 1, 1), (int)prng_below(&r, 2500)), a);

		bad += k.total != k.time + k.mileage + k.costs + k.online;
		bad += k.time < 0 || k.mileage < 0 || k.costs < 0;
		bad += k.policy == NULL && k.total != 0;
		bad += k.policy != NULL && k.policy->cap_costs > 0 &&
		       k.costs > k.policy->cap_costs;
		bad +=
		    k.policy != NULL &&
		    k.unpaid_level !=
			(a.minutes > 0 && a.level < k.policy->paid_from_level);
	}
	is_int(bad, 0, "50,000 activities on any day add up");
}

int main(void)
{
	setup();
	test_time();
	test_miles();
	test_costs();
	test_split();
	test_any();
	return tap_done();
}
