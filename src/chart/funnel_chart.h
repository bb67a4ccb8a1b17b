/*
 * funnel_chart.h: a funnel as a picture: units by the number behind their
 * share, with the limits that chance and the usual difference between units
 * allow for that number. Nothing is ranked.
 */
#ifndef CHART_FUNNEL_CHART_H
#define CHART_FUNNEL_CHART_H

#include "base/arena.h"
#include "base/buf.h"
#include "stat/funnel.h"

struct chart_funnel {
	struct str id;                 /* unique on the page */
	struct str title;              /* the finding, a sentence */
	struct str description;        /* what the picture shows */
	struct str x_unit, y_unit;     /* written at the axes */
	const struct funnel_row *rows; /* judged by funnel_judge, additive */
	size_t n;                      /* at least 1 */
	double target;                 /* the share of all, 0..1 */
};

/* The funnel as inline SVG; shares are drawn in percent. `a` holds what is
 * needed meanwhile. */
void chart_funnel(
    struct buf *out, struct arena *a, const struct chart_funnel *c);

#endif
