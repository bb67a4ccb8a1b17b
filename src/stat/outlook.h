/*
 * outlook.h: what a forecast says of a target: how likely it is missed, from
 * when, and what would have to change. Pure; for `heard forecast` and the
 * pages alike.
 */
#ifndef STAT_OUTLOOK_H
#define STAT_OUTLOOK_H

#include "stat/forecast.h"

struct outlook {
	/* Steps from 1; 0: none. */
	size_t miss; /* the first that is more likely missed than met */
	size_t meet; /* the first that is not */
	/* What is needed beyond the forecast to be expected to meet the target
	 * at step `by`, in the measure's own unit; 0: nothing. Negative where
	 * less is better. */
	double change;
};

/* Of n >= 1 points; `by` is one of their steps, or 0 for no change. */
struct outlook outlook_of(const struct forecast_point *points, size_t n,
    double target, bool decrease, size_t by);

#endif
