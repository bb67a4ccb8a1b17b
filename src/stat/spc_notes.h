/*
 * spc_notes.h: what limits the trust in a chart's limits: months that follow
 * the month before, and a season. Pure functions.
 */
#ifndef STAT_SPC_NOTES_H
#define STAT_SPC_NOTES_H

#include "base/date.h"
#include "stat/xmr.h"

struct spc_notes {
	double r1;    /* correlation with the point before; NAN: not known */
	bool follows; /* |r1| > 2 / sqrt(n), from 13 points: the limits are too
	                 narrow (r1 above 0) or too wide */
	double season_f; /* variance between calendar months over variance
	                    within; NAN: not known */
	bool seasonal;   /* season_f is above its 99 % point; from two values of
	                  every calendar month */
};

/* Of judged points with their dates, each against the average of its segment,
 * so that a known change is no correlation. Gaps and ghosts do not count. */
struct spc_notes spc_notes(
    const struct xmr_point *points, const struct date *dates, size_t n);

#endif
