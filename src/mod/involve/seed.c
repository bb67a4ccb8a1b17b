/*
 * seed.c: what an empty trust starts with: one example of a payment policy,
 * switched off, so that there is something to change instead of a blank page.
 */
#include "base/words.h"
#include "mod/involve/claim.h"
#include "mod/involve/internal.h"

/* clang-format off */
static const struct {
	const char *title, *what; /* title N_() */
	int64_t from_miles, amount;
} rates[] = {
	{ N_("Half day"), "half_day", 0, 7500 },
	{ N_("Day"), "day", 0, 15000 },
	{ N_("Car, first 10,000 miles"), "car", 0, 450 },
	{ N_("Car, further miles"), "car", 10000, 250 },
	{ N_("Motorcycle"), "motorcycle", 0, 240 },
	{ N_("Bicycle"), "bicycle", 0, 200 },
	{ N_("Passenger"), "passenger", 0, 50 },
};
/* clang-format on */

enum db_status involve_seed(struct ctx *cx, void *arg)
{
	struct problems p = { .arena = cx->arena };
	struct policy_record x = { .title = str_of(
				       T("Example: paid at level 4 only")),
		.from_on = date_make(2021, 10, 20),
		.paid_from_level = 4,
		.half_day_minutes = 240,
		.cap_costs = KIND_NO_INT,
		.source = str_of(
		    T("After NHS England's guidance of October 2021 on paying "
		      "partners. Check every figure before you use it.")) };
	enum db_status st = kind_save(cx, &kind_rate_policy, &x, &p);

	(void)arg;
	for (size_t i = 0; i < NELEM(rates) && st == DB_OK; i++) {
		struct rate_record r = { .title = str_of(T(rates[i].title)),
			.policy = x.rec.id,
			.what = str_of(rates[i].what),
			.from_miles = rates[i].from_miles,
			.amount = rates[i].amount,
			.from_on = x.from_on };

		st = kind_save(cx, &kind_rate, &r, &p);
	}
	return st;
}
