/*
 * xmr_small.c: an XmR series as a thumbnail; see xmr_chart.h. The same shapes
 * as the picture, without axes: it shows the course, its numbers stand beside.
 */
#include <math.h>

#include "base/words.h"
#include "chart/draw.h"
#include "chart/xmr_part.h"

#define WIDTH  160.0
#define HEIGHT 48.0
#define EDGE   5.0 /* room for half a shape */

static void widen(double v, double *low, double *high)
{
	if (isnan(v))
		return;
	*low = fmin(*low, v);
	*high = fmax(*high, v);
}

static struct scale y_scale(const struct chart_xmr *c)
{
	double low = HUGE_VAL, high = -HUGE_VAL;

	for (size_t i = 0; i < c->n; i++) {
		widen(c->points[i].value, &low, &high);
		widen(xmr_clip(c, c->points[i].lpl), &low, &high);
		widen(xmr_clip(c, c->points[i].upl), &low, &high);
	}
	return (struct scale){ low, high, HEIGHT - EDGE, EDGE };
}

/* A level line under each point's share of the width. */
static void level(const struct chart_xmr *c, struct buf *out,
    const struct scale *x, const struct scale *y, const struct xmr_line *l,
    size_t offset)
{
	html(out,
	    "<path fill=\"none\" stroke=\"%s\" stroke-dasharray=\"%s\" d=\"",
	    l->colour, l->dashes);
	for (size_t i = 0; i < c->n; i++) {
		const struct xmr_point *p = &c->points[i];
		const double all[] = { p->mean, xmr_clip(c, p->lpl),
			xmr_clip(c, p->upl) };
		const bool joined =
		    i > 0 && c->points[i - 1].segment == p->segment;

		if (!isnan(all[offset]))
			html(out, "%s%.1f %.1f", joined ? "L" : "M",
			    scale_at(x, (double)c->dates[i].n),
			    scale_at(y, all[offset]));
	}
	html(out, "\"/>");
}

static void draw(const struct chart_xmr *c, struct buf *out)
{
	const struct scale y = y_scale(c);
	const struct scale x = { (double)c->dates[0].n,
		(double)c->dates[c->n - 1].n, EDGE, WIDTH - EDGE };
	const bool trial = c->points[c->n - 1].trial;
	const struct xmr_line *l = trial ? &xmr_trial_line : &xmr_limit_line;

	level(c, out, &x, &y, &xmr_mean_line, 0);
	level(c, out, &x, &y, l, 1);
	level(c, out, &x, &y, l, 2);
	for (size_t i = 0; i < c->n; i++) {
		const struct xmr_point *p = &c->points[i];
		const bool last = i == c->summary.latest;

		if (!isnan(p->value))
			xmr_shape(out, p->type, p->ghost,
			    scale_at(&x, (double)c->dates[i].n),
			    scale_at(&y, p->value), last ? 4.0 : 2.0);
	}
}

void chart_xmr_small(
    struct buf *out, struct arena *a, const struct chart_xmr *c)
{
	html(out,
	    "<svg class=\"heard-small\" role=\"img\" width=\"%g\" "
	    "height=\"%g\" viewBox=\"0 0 %g %g\"><title>%.*s</title>",
	    WIDTH, HEIGHT, WIDTH, HEIGHT, STR_ARG(chart_xmr_sentence(a, c)));
	if (c->summary.latest < c->n)
		draw(c, out);
	html(out, "</svg>");
}
