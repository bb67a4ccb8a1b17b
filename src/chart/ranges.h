/*
 * ranges.h: shares below each other, each as a dot with the range in which it
 * may well lie: a wide range says that there were few answers. Nothing is
 * ranked; rows stand in the order given.
 */
#ifndef CHART_RANGES_H
#define CHART_RANGES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct range {
	struct str label;
	double value;        /* in percent; NAN: not shown, only its text */
	double lower, upper; /* of the range */
	struct str text;     /* beside the label: "88%", "too few to show" */
};

struct chart_ranges {
	struct str id;          /* unique on the page; letters, digits, "-" */
	struct str title;       /* the finding, a sentence */
	struct str description; /* what the picture shows */
	struct str unit;        /* above the rows */
	const struct range *rows;
	size_t n;
};

/* The chart as inline SVG, each row below its label; `a` holds what is needed
 * meanwhile. */
void chart_ranges(
    struct buf *out, struct arena *a, const struct chart_ranges *c);

#endif
