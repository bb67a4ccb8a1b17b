/*
 * team_next.h: what next: the forecast of a unit's months and what it says of
 * the trust's target. The calculation, without HTML.
 */
#ifndef MOD_INSIGHT_TEAM_NEXT_H
#define MOD_INSIGHT_TEAM_NEXT_H

#include "chart/fan_chart.h"
#include "mod/insight/team.h"
#include "stat/outlook.h"

#define TEAM_AHEAD 12 /* months */

struct team_next {
	/* The past: whole months from the first with answers on. */
	size_t n;
	struct date *dates;
	double *percent; /* NAN: no answers, or left out by a mark */
	double *answers;
	bool likely; /* the rest holds; else there are too few months */
	struct forecast_point points[TEAM_AHEAD]; /* of the share, 0..1 */
	struct fan_point fan[TEAM_AHEAD];         /* the same in percent */
	struct outlook outlook; /* where look->target is not NAN */
};

/* Months that a mark leaves out of the unit's chart are left out here too. */
struct team_next team_next_of(struct arena *a, const struct month_series *s,
    const struct team_look *look, struct str slug);

/* The chance to miss the target in the h-th month from now, 1.. */
double team_next_missing(
    const struct team_next *x, const struct team_look *look, size_t h);

/* The finding in a sentence or two: whether the target is likely to be met,
 * from when, and what would have to change. */
struct str team_next_words(
    struct arena *a, const struct team_next *x, const struct team_look *look);

#endif
