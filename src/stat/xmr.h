/*
 * xmr.h: the XmR chart of NHS England's Making Data Count: mean, process
 * limits, four patterns of special cause, and the two icons. Pure functions;
 * nothing is drawn here.
 *
 * Sources: Provost and Murray, The Health Care Data Guide (2011), pages 155
 * and 192; Nelson, Journal of Quality Technology 14(3), 1982, page 172;
 * checked against NHSRplotthedots 0.2.2.
 */
#ifndef STAT_XMR_H
#define STAT_XMR_H

#include <stdbool.h>
#include <stddef.h>

#define XMR_RUN       7  /* points of a shift or a trend */
#define XMR_TRIAL     13 /* a segment with fewer rows has trial limits */
#define XMR_LIMIT     2.66
#define XMR_SCREENING 3.267

/* Which way is better. */
enum xmr_better { XMR_INCREASE, XMR_DECREASE, XMR_NEUTRAL };

/* The first pattern that applies, in the order of Making Data Count. */
enum xmr_rule {
	XMR_NONE,
	XMR_OUTSIDE_HIGH,
	XMR_OUTSIDE_LOW,
	XMR_TREND_UP,
	XMR_TREND_DOWN,
	XMR_TWO_IN_THREE_HIGH,
	XMR_TWO_IN_THREE_LOW,
	XMR_SHIFT_HIGH,
	XMR_SHIFT_LOW
};

enum xmr_type {
	XMR_COMMON,
	XMR_IMPROVEMENT,
	XMR_CONCERN,
	XMR_NEUTRAL_HIGH,
	XMR_NEUTRAL_LOW
};

/* What is happening now. */
enum xmr_variation {
	XMR_V_COMMON,
	XMR_V_IMPROVEMENT_HIGH,
	XMR_V_IMPROVEMENT_LOW,
	XMR_V_CONCERN_HIGH,
	XMR_V_CONCERN_LOW,
	XMR_V_NEUTRAL_HIGH,
	XMR_V_NEUTRAL_LOW,
	XMR_V_TOO_FEW /* fewer rows than options.icons_from */
};

/* Will the target be met if nothing changes. */
enum xmr_assurance {
	XMR_A_NONE, /* no target, or no better direction */
	XMR_A_PASS,
	XMR_A_FAIL,
	XMR_A_INCONSISTENT,
	XMR_A_TOO_FEW
};

struct xmr_options {
	enum xmr_better better;
	bool has_target;
	double target;   /* of all points, unless spc_input has targets */
	size_t baseline; /* rows of each segment that make its mean and
	                         limits; 0: all */
	bool screen;     /* leave out moving ranges of 3.267 times their
	                         mean or more, once */
	bool beyond;     /* in two of three, points past the limit count */
	bool improvement_wins; /* where patterns of one point disagree */
	size_t icons_from;     /* rows of the last segment before icons show */
	size_t run;            /* points of a shift or a trend; 0: XMR_RUN */
};

struct xmr_point {
	double value;    /* NAN: no value */
	size_t segment;  /* from 1 */
	double mean;     /* NAN: no value in the segment's base */
	double lpl, upl; /* lower and upper process limit, uncut; NAN: none,
	                    because no two neighbours have values */
	double lwl, uwl; /* two-thirds lines, likewise */
	bool ghost;      /* shown, but judged as if it were a gap */
	double target;   /* at this point; NAN: none */
	bool outside, trend, two_in_three, shift;
	enum xmr_rule rule;
	enum xmr_type type;
	bool trial; /* the segment has fewer than XMR_TRIAL rows */
};

struct xmr_summary {
	enum xmr_variation variation;
	enum xmr_assurance assurance;
	size_t latest; /* the latest point with a value; n: there is none */
	size_t since;  /* where its unbroken run of the same type, in the same
	                  segment, begins; == latest for common cause */
};

/*
 * Profiles: `ptd` does as NHSRplotthedots, `mdc` as the Excel tools of Making
 * Data Count (no screening, points past the limit count, icons from 13 rows,
 * improvement wins).
 */
struct xmr_options xmr_profile_ptd(enum xmr_better better);
struct xmr_options xmr_profile_mdc(enum xmr_better better);

/*
 * Judges n values in the order of time; NAN is a gap, which ends runs and has
 * no moving range. `starts[i]` says that a new segment begins at i (NULL: one
 * segment). Fills ret_points[0..n) and *ret. n may be 0.
 */
void xmr_chart(const struct xmr_options *o, const double *values,
    const bool *starts, size_t n, struct xmr_point *ret_points,
    struct xmr_summary *ret);

/* What a rule means for a measure. */
enum xmr_type xmr_type_of(enum xmr_better better, enum xmr_rule rule);

/* Points high, or rising: the direction a rule speaks of. 0 for XMR_NONE. */
int xmr_rule_sign(enum xmr_rule rule);

/* Names for files and interfaces: "shift_high", "special_cause_concern", … */
const char *xmr_rule_name(enum xmr_rule rule);
const char *xmr_type_name(enum xmr_type type);
const char *xmr_variation_name(enum xmr_variation v);
const char *xmr_assurance_name(enum xmr_assurance a);

#endif
