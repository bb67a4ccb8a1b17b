/*
 * funnel.h: many units beside one another, each judged against what its size
 * allows. Limits of the funnel, with and without the variation that units of
 * this kind always show. Pure functions; nothing here ranks.
 */
#ifndef STAT_FUNNEL_H
#define STAT_FUNNEL_H

#include <stdbool.h>
#include <stddef.h>

enum funnel_type {
	FUNNEL_PROPORTION,   /* num of den */
	FUNNEL_STANDARDISED, /* num seen, den expected; the target is 1 */
	FUNNEL_RATIO         /* num for each den */
};

enum funnel_method {
	FUNNEL_SHMI, /* logarithms, the outer tenths left out */
	FUNNEL_CQC   /* square roots, the outer tenths pulled in */
};

struct funnel_options {
	enum funnel_type type;
	enum funnel_method method; /* of a standardised ratio */
	bool additive;             /* allow for overdispersion */
	double trim;               /* 0..0.5, the share at either end */
};

enum funnel_flag { FUNNEL_WITHIN, FUNNEL_LOW, FUNNEL_HIGH };

struct funnel_limits {
	double ll95, ul95, ll998, ul998;
};

struct funnel_row {
	double num, den; /* in: num >= 0, den > 0 */
	double value;    /* num / den */
	double z;        /* standard errors from the target */
	struct funnel_limits plain, od;
	enum funnel_flag flag95, flag998; /* against od when additive */
};

struct funnel {
	double target;
	double phi;  /* the mean squared z, 1 when chance explains it all */
	double tau2; /* variance between units beyond chance, 0 and up */
};

/*
 * Judges rows[0..n-1]. The z scores, their trimming and the additive model of
 * Spiegelhalter, Statistics in Medicine 24 (2005), 1185; the standardised
 * forms as NHS Digital (SHMI) and the Care Quality Commission use them; the
 * whole as the R package FunnelPlotR 0.6.0 computes it.
 */
struct funnel funnel_judge(
    const struct funnel_options *o, struct funnel_row *rows, size_t n);

/* The public-health form: significance with limits that are intervals turned
 * round. */
enum funnel_level {
	FUNNEL_LOW_998,
	FUNNEL_LOW_95,
	FUNNEL_NOT,
	FUNNEL_HIGH_95,
	FUNNEL_HIGH_998
};

/*
 * Wilson's interval turned round, at 1.959964 and 3.090232 standard errors:
 * rows get value and plain; gives the target, the share of all.
 */
double funnel_wilson(struct funnel_row *rows, size_t n);

/* Where a row stands to its plain limits. */
enum funnel_level funnel_level(const struct funnel_row *row);

/*
 * A standardised ratio against 1: the exact interval below 10 events, Byar's
 * from 10 (Dover and Schopflocher, Population Health Metrics 9 (2011), 58;
 * PHEindicatormethods). Rows get value and, as plain, the ratio's own
 * interval.
 */
void funnel_poisson(struct funnel_row *rows, size_t n);
enum funnel_level funnel_poisson_level(const struct funnel_row *row);

#endif
