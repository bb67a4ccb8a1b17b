/*
 * fan_chart.h: a measure over time and what is likely to come: the past as a
 * line with points, the forecast as a dashed line inside two bands, the target
 * where there is one. The bands differ by shade and by their edges.
 */
#ifndef CHART_FAN_CHART_H
#define CHART_FAN_CHART_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"

struct fan_point {
	struct date date;
	double mean, lo80, hi80, lo95, hi95;
};

struct chart_fan {
	struct str id;            /* unique on the page; letters, digits, "-" */
	struct str title;         /* the finding, a sentence */
	struct str description;   /* what the picture shows */
	struct str unit;          /* written at the axis: "% of answers" */
	const struct date *dates; /* of the past, ascending */
	const double *values;     /* NAN: a gap */
	size_t n;                 /* of the past, at least 1 */
	const struct fan_point *ahead; /* after the past, ascending */
	size_t nahead;                 /* at least 1 */
	double target;                 /* NAN: none */
};

/* The chart as inline SVG with its key. `a` holds what is needed meanwhile. */
void chart_fan(struct buf *out, struct arena *a, const struct chart_fan *c);

#endif
