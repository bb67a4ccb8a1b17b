/*
 * warn.h: early warning over many teams. Month by month, each team's share is
 * held against its own past and its sisters', and a team whose share has most
 * likely fallen is named. Pure functions: no clock, no files, and nothing of a
 * later month is looked at.
 *
 * The rule (docs/warnings.md has it in full): the chance that the share has
 * fallen is computed by Bayes's theorem over what the share was, how much
 * answers of one month resemble each other, how far it fell and since when:
 * Shiryaev, Theory of Probability and its Applications 8 (1963), 22, with the
 * unknown shares weighed by a prior over the sisters (Efron and Morris, JASA
 * 70 (1975), 311) and beta-binomial months (Skellam 1948).
 */
#ifndef STAT_WARN_H
#define STAT_WARN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WARN_BASELINE_MIN 6
#define WARN_BASELINE_MAX 120
#define WARN_DEN_MAX      1000000000 /* answers of a month */

/* One month of one series. */
struct warn_row {
	size_t series;    /* 0 .. nseries - 1 */
	int month;        /* any count of months; rows are sorted by it */
	int64_t num, den; /* 0 <= num <= den; den 0: a gap */
};

struct warn_options {
	bool falls;   /* a fall is the concern; false: a rise */
	int baseline; /* months before a series is watched */
	double fdr;   /* share of alerts that may be false, 0..1 */
	/* How much answers of one month resemble each other, against a share of
	 * content people; 0 counts as 1. A share of few needs a small one. */
	double scale;
};

/* What was known at the end of the month when it was raised. */
struct warn_alert {
	size_t series;
	int month;            /* raised with this month's figures */
	int start;            /* the likeliest first month of the change */
	bool concern;         /* false: praise */
	double chance;        /* that there is a change at all */
	double before, after; /* the share, as estimated */
	double p;             /* of the weighted average of scores, one-sided */
	double q; /* the same after Benjamini and Hochberg, among all
			* series watched that month */
};

/* A month in which the whole trust moved: taken out before teams are judged. */
struct warn_tide {
	int month;
	int up;          /* 1 up, -1 down */
	double odds;     /* the common factor on the odds, above 1 for up */
	size_t with, of; /* series that moved that way, of those watched */
};

struct warn_result {
	struct warn_alert *alerts; /* by month, then series */
	size_t nalerts;
	struct warn_tide *tides; /* by month */
	size_t ntides;
	size_t nwatched; /* series-months that were judged */
};

/*
 * Watches `nseries` series. Rows are sorted by month, then series, each pair
 * once. A result for a month follows from rows up to that month only. Free
 * the result with warn_free.
 */
void warn_watch(const struct warn_options *o, const struct warn_row *rows,
    size_t n, size_t nseries, struct warn_result *ret);
void warn_free(struct warn_result *r);

#endif
