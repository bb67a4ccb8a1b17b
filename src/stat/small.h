/*
 * small.h: what small numbers allow one to say. The Wilson interval of a
 * proportion, the official suppression of the Friends and Family Test, and the
 * stricter profile of public pages. Pure functions.
 */
#ifndef STAT_SMALL_H
#define STAT_SMALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SMALL_FFT    5  /* official: 1 to 4 responses are suppressed */
#define SMALL_PUBLIC 5  /* public pages: fewer show nothing */
#define SMALL_SHARE  10 /* public pages: fewer show no percentage */

struct interval {
	double p, lower, upper; /* 0..1; all NAN when there is nothing */
};

/*
 * The share num/den with its Wilson score interval at confidence `conf`
 * (0.95), without continuity correction: Wilson, Journal of the American
 * Statistical Association 22 (1927), 209. 0 <= num <= den.
 */
struct interval small_wilson(int64_t num, int64_t den, double conf);

/* An event count with its interval by Byar's approximation: Breslow and Day,
 * Statistical Methods in Cancer Research II (1987), page 69. p is the count.
 * The lower limit is NAN where the formula gives none (few events at a high
 * confidence); small_poisson always has one. */
struct interval small_byar(int64_t count, double conf);

/* An event count with its exact Poisson interval: Garwood, Biometrika 28
 * (1936), 437. p is the count. From 10^8 events Byar's, the same to 9 digits. */
struct interval small_poisson(int64_t count, double conf);

/* The difference of two shares, first minus second, with the interval of
 * Newcombe, Statistics in Medicine 17 (1998), 873, method 10. */
struct interval small_difference(
    int64_t num1, int64_t den1, int64_t num2, int64_t den2, double conf);

/* The standard normal's quantile, to about 15 digits, 0 < p < 1. */
double small_normal_quantile(double p);

/* Why a row of the Friends and Family Test is suppressed; may be several. */
#define SMALL_FIRST 1u /* 1 to 4 responses */
#define SMALL_SECOND \
	2u /* next to a first-level row, which it would give away */
#define SMALL_CASCADE 4u /* lowest two of a suppressed parent */

/*
 * The official algorithm for the children of one parent. `totals[i]` are
 * responses, in the order that breaks ties (specialty, then name);
 * `parent_flagged`: the parent is suppressed for any reason. ret_flags[i] gets
 * the SMALL_ bits; 0: nothing is suppressed.
 * Any flag hides the counts by answer and mode; only SMALL_FIRST hides the
 * percentages; totals stay. (NHS England fft_pipeline, suppression.py.)
 */
void small_fft(
    const int64_t *totals, size_t n, bool parent_flagged, unsigned *ret_flags);

/*
 * The same for a whole table: ICB, trust, site and ward, or any levels.
 * parents[i] is the index of the row that holds row i, SIZE_MAX for the top,
 * whose rows stand together under a total that is never suppressed. A parent
 * that is flagged for any reason hides its lowest two. False when row *ret_at
 * is above itself.
 */
bool small_fft_tree(const size_t *parents, const int64_t *totals, size_t n,
    unsigned *ret_flags, size_t *ret_at);

/* What a public page may show of a row. */
struct small_public {
	bool total;  /* the number of responses */
	bool counts; /* counts by answer; comments */
	bool share;  /* percentages */
};

/*
 * Stricter than the official one, whose second-level rows give their counts
 * away by a percentage of a small total. `flags` as of small_fft.
 */
struct small_public small_public(int64_t total, unsigned flags);

#endif
