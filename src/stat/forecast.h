/*
 * forecast.h: what comes next in a measure, and how sure one can be. A mean of
 * a few simple methods, weighted by how each would have done on the series so
 * far, with intervals widened or narrowed to what they would have covered.
 * Pure functions: the same input gives the same bytes. docs/forecast.md has
 * every formula with its source and measured figures.
 */
#ifndef STAT_FORECAST_H
#define STAT_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define FORECAST_AHEAD_MAX  240 /* steps */
#define FORECAST_PERIOD_MAX 366
#define FORECAST_LEAST      6    /* values; below that nothing is said */
#define FORECAST_USED       1500 /* points; what is older says nothing */

enum forecast_method {
	FORECAST_AUTO,   /* the weighted mean; the rest are for comparison */
	FORECAST_SNAIVE, /* the same season, one period ago */
	FORECAST_THETA   /* as thetaf of R's forecast 8.20 */
};

struct forecast_options {
	enum forecast_method method;
	size_t ahead;        /* 1..FORECAST_AHEAD_MAX steps */
	size_t period;       /* 1..FORECAST_PERIOD_MAX; 1: no season */
	double lower, upper; /* bounds of the measure; infinite: none */
};

/* The distribution that a future point is thought to have. */
enum forecast_shape {
	FORECAST_NORMAL, /* mean, var: Student's t */
	FORECAST_LOG,    /* log_mean, log_var: t of its logarithm */
	FORECAST_SHARE,  /* a count out of `size`, over size: beta-binomial */
	FORECAST_COUNT   /* a whole number: negative binomial */
};

struct forecast_point {
	enum forecast_shape shape;
	double
	    mean; /* what is reported: the mean, for FORECAST_LOG the median */
	double var; /* of the point itself, not of its mean alone */
	double log_mean, log_var;
	double size;         /* FORECAST_SHARE: responses expected, >= 2 */
	double df;           /* of Student's t; infinite: normal */
	double lower, upper; /* bounds */
	/* lower <= lo95 <= lo80 <= mean <= hi80 <= hi95 <= upper */
	double lo80, hi80, lo95, hi95;
};

enum forecast_status {
	FORECAST_OK,
	FORECAST_TOO_SHORT /* fewer than FORECAST_LEAST values */
};

/*
 * Fills ret[0..o->ahead). `y` are n values in the order of time, evenly
 * spaced, each NAN (none) or within 1e15 of zero; `den` the numbers of
 * responses behind the values of a share (upper bound 1), or NULL. Only the
 * last FORECAST_USED points count. Works in `a`.
 */
enum forecast_status forecast_run(struct arena *a,
    const struct forecast_options *o, const double *y, const double *den,
    size_t n, struct forecast_point *ret);

/* The chance that the point is below x: 0 at the lower bound, 1 above the
 * upper one. */
double forecast_below(const struct forecast_point *p, double x);

/* The chance to miss a target: to be below it or, where `decrease` is better,
 * above it. To be on it is to meet it. */
double forecast_missing(
    const struct forecast_point *p, double target, bool decrease);

#endif
