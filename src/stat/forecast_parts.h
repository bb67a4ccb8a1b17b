/*
 * forecast_parts.h: what the files of the forecast share and nobody else uses.
 */
#ifndef STAT_FORECAST_PARTS_H
#define STAT_FORECAST_PARTS_H

#include "stat/forecast.h"

/* -- forecast_smooth.c: exponential smoothing ------------------------------ */

struct fc_smooth {
	bool trend;              /* damped trend; otherwise a level only */
	double alpha, beta, phi; /* beta: alpha times its share */
	double level0, trend0;   /* before the first point */
	double sse;              /* of the one-step errors */
	double *level, *slope;   /* n + 1 states: after 0, 1, … n points */
};

/* Fits by least squares; `trend` is set by the caller. z: n >= 2 values. */
void fc_smooth_fit(
    struct arena *a, const double *z, size_t n, struct fc_smooth *s);

/* The forecast h steps after the first o points; the variance of its error in
 * units of the variance one step ahead. */
double fc_smooth_ahead(const struct fc_smooth *s, size_t o, size_t h);
double fc_smooth_factor(const struct fc_smooth *s, size_t h);

/* -- forecast_season.c: the season's part ---------------------------------- */

/* Fills add[0..m), the season of the points k, k + m, …; all zero when there
 * is no sign of one. Gives its sureness, 0..1: what it was shrunk by. */
double fc_season(
    struct arena *a, const double *z, size_t n, size_t m, double *ret_add);

/* How many numbers describe a season of m points. */
size_t fc_season_columns(size_t m);

/* -- forecast_theta.c: for comparison -------------------------------------- */

/* Means and variances of the points 1..ahead. n >= 3. */
void fc_theta(struct arena *a, const double *y, size_t n, size_t m,
    size_t ahead, double *ret_mean, double *ret_var);
void fc_snaive(const double *y, size_t n, size_t m, size_t ahead,
    double *ret_mean, double *ret_var);

/* -- forecast_shape.c: one future point ------------------------------------ */

/* Sets the four bounds of the intervals from the rest of the point; their
 * standard deviations are taken times tail80 and tail95. */
void fc_intervals(struct forecast_point *p, double tail80, double tail95);

/* Student's t: |t| stays below this with the chance `inside`. */
double fc_t_quantile(double inside, double df);

#endif
