/*
 * xmr_part.h: what the picture, the thumbnail and the key of an XmR series
 * share: kinds of lines and of points. Only they include it.
 */
#ifndef CHART_XMR_PART_H
#define CHART_XMR_PART_H

#include "chart/xmr_chart.h"

/* A kind of line: dashes first, colour second. */
struct xmr_line {
	const char *label; /* N_() */
	const char *colour, *dashes;
	double width;
};

extern const struct xmr_line xmr_mean_line, xmr_limit_line, xmr_trial_line,
    xmr_target_line;

/* A point's shape by its type: circle, diamond, square, triangle up, triangle
 * down; a ghost is an empty circle. */
void xmr_shape(struct buf *out, enum xmr_type type, bool ghost, double x,
    double y, double r);

/* Draws the key from `y` on, or only measures with out NULL; gives where it
 * ends. */
double xmr_draw_key(const struct chart_xmr *c, struct buf *out, double y);

/* A line's value within the bounds that the measure has. */
double xmr_clip(const struct chart_xmr *c, double v);

#endif
