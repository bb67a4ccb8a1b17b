/*
 * xmr_chart.h: an XmR series as a picture and in words. The judging is in
 * stat/xmr.h; the table twin of the picture is the page's.
 */
#ifndef CHART_XMR_CHART_H
#define CHART_XMR_CHART_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/html.h"
#include "stat/xmr.h"

struct chart_xmr {
	struct str id;          /* unique on the page; letters, digits, "-" */
	struct str title;       /* the finding, a sentence; null:
	                           chart_xmr_sentence */
	struct str description; /* null: chart_xmr_describe */
	struct str measure;     /* what was measured, to begin a sentence with:
	                           "Percent positive" */
	struct str unit;        /* written at the axis: "% of answers" */
	const struct xmr_point *points;
	const struct date *dates; /* ascending, one for each point */
	const struct str *labels; /* at the axis instead of dates; or NULL */
	size_t n;                 /* of points; 0 draws an empty chart */
	struct xmr_summary summary;
	bool bounded;
	bool no_key;       /* the page writes chart_xmr_key below the picture */
	double low, high;  /* bounded: values cannot lie outside, so limits are
	                     drawn cut there */
	struct date event; /* a day to be marked; none: nothing is */
	struct str event_words; /* what happened then, a few words */
};

/* The chart as inline SVG. `a` holds what is needed meanwhile. */
void chart_xmr(struct buf *out, struct arena *a, const struct chart_xmr *c);

/* What lines and shapes stand for, as a list that wraps where a picture would
 * be cut. */
void chart_xmr_key(struct buf *out, const struct chart_xmr *c);

/* The series as a thumbnail beside its name: lines and points without words;
 * its title is the sentence. */
void chart_xmr_small(
    struct buf *out, struct arena *a, const struct chart_xmr *c);

/* The same in the arena. */
struct markup chart_xmr_markup(struct arena *a, const struct chart_xmr *c);

/* What is happening, in one sentence in the reader's language: "Percent
 * positive has been higher than usual since March 2026." */
struct str chart_xmr_sentence(struct arena *a, const struct chart_xmr *c);

/* What the picture shows, for those who do not see it: span, mean, limits,
 * whether the latest is better or worse, the target. */
struct str chart_xmr_describe(struct arena *a, const struct chart_xmr *c);

/* How sure that is, and what would change our mind: "By chance alone this
 * happens about once in 370 points. …" Empty where there is nothing to say. */
struct str chart_xmr_sure(struct arena *a, const struct chart_xmr *c);

/* Why a point stands out: "above the upper limit"; "" for XMR_NONE. */
const char *chart_xmr_rule_words(enum xmr_rule rule);

/* Dates are all the first of a month: then months are named, not days. */
bool chart_xmr_monthly(const struct chart_xmr *c);

#endif
