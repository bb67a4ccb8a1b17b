/*
 * sum.h: sums that keep what rounding loses (Neumaier, Zeitschrift für
 * angewandte Mathematik und Mechanik 54 (1974), 39). 24 times 0.7 must have the
 * mean 0.7, or a series of equal values would show a shift.
 */
#ifndef STAT_SUM_H
#define STAT_SUM_H

#include <math.h>
#include <stddef.h>

struct sum {
	double s, lost;
	size_t n; /* of numbers added */
};

static inline void sum_add(struct sum *a, double x)
{
	const double t = a->s + x;

	a->lost += fabs(a->s) >= fabs(x) ? (a->s - t) + x : (x - t) + a->s;
	a->s = t;
	a->n++;
}

static inline double sum_total(const struct sum *a)
{
	return a->s + a->lost;
}

/* NAN of no numbers. */
static inline double sum_mean(const struct sum *a)
{
	return a->n > 0 ? sum_total(a) / (double)a->n : (double)NAN;
}

#endif
