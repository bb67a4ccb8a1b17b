/*
 * xmr_chart.c: an XmR series as SVG. Every kind of line has its own dashes and
 * every kind of point its own shape, so that the picture is read without
 * colour; the colours are those of Making Data Count.
 */
#include "chart/xmr_chart.h"

#include <math.h>

#include "base/words.h"
#include "chart/draw.h"
#include "chart/xmr_part.h"

#define TOP   34.0 /* room for the unit */
#define PLOT  230.0
#define RIGHT 16.0
#define KEY_Y (TOP + PLOT + 56.0) /* first line of the key */

/* One drawing under work. */
struct pic {
	const struct chart_xmr *c;
	struct buf *out;
	struct arena *a;
	struct scale x, y;
	struct ticks ticks;
	double radius;
};

static void widen(double v, double *low, double *high)
{
	if (isnan(v))
		return;
	*low = fmin(*low, v);
	*high = fmax(*high, v);
}

static struct ticks y_ticks(const struct chart_xmr *c)
{
	double low = HUGE_VAL, high = -HUGE_VAL;

	for (size_t i = 0; i < c->n; i++) {
		widen(c->points[i].value, &low, &high);
		widen(c->points[i].mean, &low, &high);
		widen(xmr_clip(c, c->points[i].lpl), &low, &high);
		widen(xmr_clip(c, c->points[i].upl), &low, &high);
		widen(c->points[i].target, &low, &high);
	}
	if (low > high) {
		low = 0.0;
		high = 1.0;
	}
	return ticks_of(low, high);
}

static struct str tick_text(const struct pic *p, size_t i)
{
	return str_fmt(p->a, "%.*f", p->ticks.decimals, p->ticks.at[i]);
}

/* Where a point stands: by its day, so that missing months leave room. */
static double x_of(const struct pic *p, size_t i)
{
	return scale_at(&p->x, (double)p->c->dates[i].n);
}

static void set_scales(struct pic *p)
{
	const struct chart_xmr *c = p->c;
	double left = 0.0;

	p->ticks = y_ticks(c);
	for (size_t i = 0; i < p->ticks.n; i++)
		left = fmax(left, draw_text_width(tick_text(p, i)));
	left += 18.0;
	p->y = (struct scale){ p->ticks.at[0], p->ticks.at[p->ticks.n - 1],
		TOP + PLOT, TOP };
	p->x = (struct scale){ 0.0, 0.0, left, DRAW_WIDTH - RIGHT };
	p->radius = 5.5;
	if (c->n > 0) {
		p->x.from = (double)c->dates[0].n;
		p->x.to = (double)c->dates[c->n - 1].n;
		p->radius = fmin(5.5, fmax(2.0, 160.0 / (double)c->n));
	}
	p->x.at_from += p->radius + 2.0;
	p->x.at_to -= p->radius + 2.0;
}

static void draw_y_axis(const struct pic *p)
{
	const double left = p->x.at_from - p->radius - 2.0;

	html(p->out, "<text x=\"4\" y=\"20\">%.*s</text>",
	    STR_ARG(draw_cut(p->a, p->c->unit, DRAW_WIDTH - 8.0)));
	for (size_t i = 0; i < p->ticks.n; i++) {
		const double y = scale_at(&p->y, p->ticks.at[i]);

		html(p->out, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#d8dde0\"/>",
		    left, y, DRAW_WIDTH - RIGHT);
		html(p->out,
		    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.*s"
		    "</text>",
		    left - 8.0, y + 6.0, STR_ARG(tick_text(p, i)));
	}
}

static struct str x_text(const struct pic *p, size_t i)
{
	const struct chart_xmr *c = p->c;

	if (c->labels != NULL)
		return draw_cut(p->a, c->labels[i], 150.0);
	return draw_date(p->a, c->dates[i], chart_xmr_monthly(c), true);
}

static void draw_x_label(const struct pic *p, size_t i, const char *anchor)
{
	const double x = x_of(p, i), y = TOP + PLOT;

	html(p->out, "<path d=\"M%.1f %.1fv6\" stroke=\"#4c6272\"/>", x, y);
	html(p->out,
	    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%.*s</text>", x,
	    y + 24.0, anchor, STR_ARG(x_text(p, i)));
}

/* First and last, and the one nearest the middle where there is room. */
static void draw_x_axis(const struct pic *p)
{
	const size_t n = p->c->n;
	const double width = p->x.at_to - p->x.at_from;
	size_t middle = 0;

	if (n == 1)
		draw_x_label(p, 0, "middle");
	if (n < 2)
		return;
	for (size_t i = 1; i < n; i++)
		if (fabs(x_of(p, i) - p->x.at_from - width / 2.0) <
		    fabs(x_of(p, middle) - p->x.at_from - width / 2.0))
			middle = i;
	draw_x_label(p, 0, "start");
	/* The middle third is free of the labels at the ends. */
	if (fabs(x_of(p, middle) - p->x.at_from - width / 2.0) < width / 12.0)
		draw_x_label(p, middle, "middle");
	draw_x_label(p, n - 1, "end");
}

static void stroke(const struct pic *p, const struct xmr_line *l, double x0,
    double x1, double value)
{
	if (isnan(value))
		return;
	html(p->out,
	    "<path d=\"M%.1f %.1fH%.1f\" fill=\"none\" stroke=\"%s\" "
	    "stroke-width=\"%g\" stroke-dasharray=\"%s\"/>",
	    x0, scale_at(&p->y, value), x1, l->colour, l->width, l->dashes);
}

/* Mean and limits of the segment from..to (points). */
static void draw_segment(const struct pic *p, size_t from, size_t to)
{
	const struct xmr_point *q = &p->c->points[from];
	const struct xmr_line *l = q->trial ? &xmr_trial_line : &xmr_limit_line;
	/* A segment of one point still gets a stub that can be seen. */
	const double x0 = x_of(p, from) - p->radius;
	const double x1 = x_of(p, to) + p->radius;

	stroke(p, &xmr_mean_line, x0, x1, q->mean);
	stroke(p, l, x0, x1, xmr_clip(p->c, q->lpl));
	stroke(p, l, x0, x1, xmr_clip(p->c, q->upl));
}

static void draw_segments(const struct pic *p)
{
	const struct xmr_point *q = p->c->points;
	size_t from = 0;

	for (size_t i = 1; i <= p->c->n; i++) {
		if (i < p->c->n && q[i].segment == q[from].segment)
			continue;
		draw_segment(p, from, i - 1);
		from = i;
	}
}

/* A target holds until the next one; most charts have one throughout. */
static void draw_target(const struct pic *p)
{
	const struct xmr_point *q = p->c->points;
	size_t from = 0;

	for (size_t i = 1; i <= p->c->n; i++) {
		if (i < p->c->n && !(q[i].target < q[from].target) &&
		    !(q[i].target > q[from].target) &&
		    isnan(q[i].target) == isnan(q[from].target))
			continue;
		stroke(p, &xmr_target_line, x_of(p, from) - p->radius,
		    x_of(p, i - 1) + p->radius, q[from].target);
		from = i;
	}
}

/* The line through the values, lifted at gaps. */
static void draw_path(const struct pic *p)
{
	bool down = false;

	html(p->out, "<path fill=\"none\" stroke=\"#768692\" "
		     "stroke-width=\"2\" d=\"");
	for (size_t i = 0; i < p->c->n; i++) {
		const double v = p->c->points[i].value;

		if (!isnan(v))
			html(p->out, "%s%.1f %.1f", down ? "L" : "M",
			    x_of(p, i), scale_at(&p->y, v));
		down = !isnan(v);
	}
	html(p->out, "\"/>");
}

static void draw_points(const struct pic *p)
{
	for (size_t i = 0; i < p->c->n; i++) {
		const struct xmr_point *q = &p->c->points[i];

		if (!isnan(q->value))
			xmr_shape(p->out, q->type, q->ghost, x_of(p, i),
			    scale_at(&p->y, q->value), p->radius);
	}
}

/* A day on which something happened; its words on the side with more room. */
static void draw_event(const struct pic *p)
{
	const double day = (double)p->c->event.n;

	if (date_none(p->c->event) || p->c->n < 2 || day < p->x.from ||
	    day > p->x.to)
		return;
	const double x = scale_at(&p->x, day);
	const bool left = x > (p->x.at_from + p->x.at_to) / 2.0;

	html(p->out,
	    "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#212b32\" "
	    "stroke-width=\"2\" stroke-dasharray=\"2 3\"/>",
	    x, TOP - 6.0, TOP + PLOT);
	html(p->out,
	    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%.*s</text>",
	    left ? x - 5.0 : x + 5.0, TOP + PLOT - 8.0, left ? "end" : "start",
	    STR_ARG(draw_cut(p->a, p->c->event_words, DRAW_WIDTH / 2.2)));
}

void chart_xmr(struct buf *out, struct arena *a, const struct chart_xmr *c)
{
	struct pic p = { .c = c, .out = out, .a = a };

	draw_open(out, c->id,
	    c->no_key ? KEY_Y - 16.0 : xmr_draw_key(c, NULL, KEY_Y),
	    str_empty(c->title) ? chart_xmr_sentence(a, c) : c->title,
	    str_empty(c->description) ? chart_xmr_describe(a, c)
				      : c->description);
	set_scales(&p);
	draw_y_axis(&p);
	draw_x_axis(&p);
	draw_segments(&p);
	draw_target(&p);
	draw_path(&p);
	draw_points(&p);
	draw_event(&p);
	if (c->summary.latest >= c->n)
		html(out,
		    "<text x=\"%g\" y=\"%g\" text-anchor=\"middle\">%s</text>",
		    DRAW_WIDTH / 2.0, TOP + PLOT / 2.0, T("No values yet"));
	if (!c->no_key)
		(void)xmr_draw_key(c, out, KEY_Y);
	html(out, "</svg>");
}

struct markup chart_xmr_markup(struct arena *a, const struct chart_xmr *c)
{
	struct buf b = buf_make(BUF_PAGE);
	struct markup m;

	chart_xmr(&b, a, c);
	m = html_take(a, &b);
	buf_free(&b);
	return m;
}
