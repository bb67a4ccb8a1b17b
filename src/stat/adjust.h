/*
 * adjust.h: many tests at once. What is left of a p value when it is the best
 * of hundreds. Pure functions.
 */
#ifndef STAT_ADJUST_H
#define STAT_ADJUST_H

#include <stddef.h>

struct adjusted {
	double bh;   /* the false discovery rate at which it would be named */
	double holm; /* the chance of any false one at which it would be */
};

/*
 * Adjusts p[0..n-1], each 0..1 or NAN for none (not counted, gives NAN), as
 * R's p.adjust does. Benjamini and Hochberg, J. R. Statist. Soc. B 57 (1995),
 * 289; Holm, Scandinavian Journal of Statistics 6 (1979), 65.
 */
void adjust_p(const double *p, size_t n, struct adjusted *ret);

#endif
