/*
 * bars.h: horizontal bars, for answers to a question or for themes.
 */
#ifndef CHART_BARS_H
#define CHART_BARS_H

#include "base/arena.h"
#include "base/buf.h"

struct bar {
	struct str label;
	double value;    /* 0 or more; NAN: not shown, only its text */
	struct str text; /* at the bar: "45 of 60", "fewer than 5"; null: the
	                    number */
};

struct chart_bars {
	struct str id;          /* unique on the page */
	struct str title;       /* the finding */
	struct str description; /* null: the labels with their texts */
	struct str unit;        /* above the bars; null: none */
	const struct bar *bars;
	size_t n;
	double max; /* the full length; 0: the largest value */
};

/* The bars as inline SVG, each below its label. `a` holds what is needed
 * meanwhile. Values past `max` are drawn at full length. */
void chart_bars(struct buf *out, struct arena *a, const struct chart_bars *c);

#endif
