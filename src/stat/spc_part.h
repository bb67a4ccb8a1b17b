/*
 * spc_part.h: one segment under work, between spc.c, spc_lines.c and
 * spc_patterns.c. Nobody else includes it.
 */
#ifndef STAT_SPC_PART_H
#define STAT_SPC_PART_H

#include <math.h>

#include "stat/spc.h"

/* This close to a line, as a share of the largest value, is on it. */
#define SPC_SLACK 1e-12

struct part {
	const struct xmr_options *o;
	enum spc_kind kind;
	struct xmr_point *p;
	const double *num, *den; /* NULL unless spc_has_den */
	size_t n;
	size_t base;  /* the first rows, which make the lines */
	double slack; /* this close to a line is on it */
};

/* A point that counts: it has a value and is no ghost. */
static inline bool spc_counts(const struct xmr_point *p)
{
	return !isnan(p->value) && !p->ghost;
}

/* NAN for gaps and ghosts. */
static inline double spc_value(const struct xmr_point *p)
{
	return p->ghost ? (double)NAN : p->value;
}

/* Sets centre, limits, two-thirds lines and trial of each point, and the slack.
 * Gives sigma_z of a p' or u' chart, else NAN. */
double spc_lines(struct part *t);

/* Sets patterns, rule and type of each point. Lines are set. */
void spc_patterns(struct part *t);

/* How far from 0 counts as rounding in these points. */
double spc_slack(const struct xmr_point *p, size_t n);

/* 1 above the mean, -1 below, 0 on it, within `slack`, or no point. */
int spc_side(const struct xmr_point *p, double slack);

/*
 * The mean of neighbours' distances; of those below XMR_SCREENING times it
 * where `screen`. NAN: no two neighbours have values. `at` gives a row's value.
 */
double spc_mean_range(const struct part *t, bool screen,
    double (*at)(const struct part *t, size_t i));

#endif
