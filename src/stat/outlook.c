/*
 * outlook.c: see outlook.h.
 */
#include "stat/outlook.h"

#include <assert.h>
#include <math.h>

struct outlook outlook_of(const struct forecast_point *points, size_t n,
    double target, bool decrease, size_t by)
{
	struct outlook k = { 0, 0, 0.0 };
	double gap;

	assert(by <= n);
	for (size_t h = 1; h <= n; h++) {
		const bool misses =
		    forecast_missing(&points[h - 1], target, decrease) > 0.5;

		if (misses && k.miss == 0)
			k.miss = h;
		if (!misses && k.meet == 0)
			k.meet = h;
	}
	if (by == 0)
		return k;
	gap = target - points[by - 1].mean;
	k.change = decrease ? fmin(gap, 0.0) : fmax(gap, 0.0);
	return k;
}
