/*
 * funnel_chart.c: see funnel_chart.h. Dots are units within the limits,
 * triangles those outside, by the side on which they lie.
 */
#include "chart/funnel_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/words.h"
#include "chart/draw.h"

#define TOP    34.0 /* room for the unit */
#define PLOT   230.0
#define LEFT   60.0
#define RIGHT  16.0
#define KEY_Y  (TOP + PLOT + 62.0)
#define KEY_DY 28.0

/* One drawing under work: rows by the number behind them. */
struct pic {
	const struct chart_funnel *c;
	struct funnel_row *rows;
	struct buf *out;
	struct arena *a;
	struct scale x, y;
	struct ticks x_ticks, y_ticks;
};

static int by_den(const void *a, const void *b)
{
	const struct funnel_row *x = a, *y = b;

	return (x->den > y->den) - (x->den < y->den);
}

static void set_scales(struct pic *p)
{
	double low = 1.0, high = 0.0;

	for (size_t i = 0; i < p->c->n; i++) {
		const struct funnel_row *r = &p->rows[i];

		low = fmin(low, fmin(r->value, r->od.ll998));
		high = fmax(high, fmax(r->value, r->od.ul998));
	}
	p->y_ticks = ticks_of(low * 100.0, high * 100.0);
	p->x_ticks = ticks_of(0.0, p->rows[p->c->n - 1].den);
	p->y = (struct scale){ p->y_ticks.at[0],
		p->y_ticks.at[p->y_ticks.n - 1], TOP + PLOT, TOP };
	p->x = (struct scale){ 0.0, p->x_ticks.at[p->x_ticks.n - 1], LEFT,
		DRAW_WIDTH - RIGHT };
}

static void draw_axes(const struct pic *p)
{
	const double right = DRAW_WIDTH - RIGHT, bottom = TOP + PLOT;

	html(p->out, "<text x=\"4\" y=\"20\">%.*s</text>",
	    STR_ARG(draw_cut(p->a, p->c->y_unit, DRAW_WIDTH - 8.0)));
	for (size_t i = 0; i < p->y_ticks.n; i++) {
		const double y = scale_at(&p->y, p->y_ticks.at[i]);

		html(p->out,
		    "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#d8dde0\"/><text "
		    "x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.*f</text>",
		    LEFT, y, right, LEFT - 8.0, y + 6.0, p->y_ticks.decimals,
		    p->y_ticks.at[i]);
	}
	/* At most three: more would run into each other. */
	for (size_t i = 0; i < p->x_ticks.n; i += p->x_ticks.n / 2) {
		const double x = scale_at(&p->x, p->x_ticks.at[i]);

		html(p->out,
		    "<path d=\"M%.1f %.1fv6\" stroke=\"#4c6272\"/><text "
		    "x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%.0f</text>",
		    x, bottom, x, bottom + 22.0,
		    i + 1 < p->x_ticks.n ? "middle" : "end", p->x_ticks.at[i]);
	}
	html(p->out,
	    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.*s</text>",
	    right, bottom + 44.0, STR_ARG(p->c->x_unit));
}

static double limit_of(const struct funnel_row *r, size_t which)
{
	const double all[] = { r->od.ll95, r->od.ul95, r->od.ll998,
		r->od.ul998 };

	return all[which] * 100.0;
}

static void draw_limits(const struct pic *p)
{
	for (size_t which = 0; which < 4; which++) {
		html(p->out,
		    "<path fill=\"none\" stroke=\"#4c6272\" "
		    "stroke-width=\"1.5\" stroke-dasharray=\"%s\" d=\"",
		    which < 2 ? "2 5" : "9 5");
		for (size_t i = 0; i < p->c->n; i++)
			html(p->out, "%s%.1f %.1f", i > 0 ? "L" : "M",
			    scale_at(&p->x, p->rows[i].den),
			    scale_at(&p->y, limit_of(&p->rows[i], which)));
		html(p->out, "\"/>");
	}
	html(p->out, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#212b32\"/>", LEFT,
	    scale_at(&p->y, p->c->target * 100.0), DRAW_WIDTH - RIGHT);
}

static void draw_mark(
    struct buf *out, enum funnel_flag flag, double x, double y)
{
	const double r = 5.0, up = flag == FUNNEL_HIGH ? 1.0 : -1.0;

	if (flag == FUNNEL_WITHIN)
		html(out,
		    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#a6a6a6\" "
		    "stroke=\"#212b32\" stroke-width=\"0.8\"/>",
		    x, y);
	else
		html(out,
		    "<path d=\"M%.1f %.1fh%.1fl%.1f %.1fz\" fill=\"#490092\" "
		    "stroke=\"#212b32\"/>",
		    x - r, y + up * r, 2.0 * r, -r, -up * 2.0 * r);
}

static void key_mark(
    const struct pic *p, enum funnel_flag flag, size_t at, const char *label)
{
	const double y = KEY_Y + KEY_DY * (double)at;

	draw_mark(p->out, flag, 14.0, y);
	html(p->out, "<text x=\"30\" y=\"%.1f\">%s</text>", y + 6.0, label);
}

static void key_line(
    const struct pic *p, const char *dashes, size_t at, const char *label)
{
	const double y = KEY_Y + KEY_DY * (double)at;

	html(p->out,
	    "<path d=\"M4 %.1fh34\" stroke=\"#4c6272\" stroke-width=\"1.5\" "
	    "stroke-dasharray=\"%s\"/><text x=\"46\" y=\"%.1f\">%s</text>",
	    y, dashes, y + 6.0, label);
}

static void draw_key(const struct pic *p)
{
	key_mark(p, FUNNEL_WITHIN, 0, T("A team within the outer limits"));
	key_mark(p, FUNNEL_HIGH, 1, T("Above the upper outer limit"));
	key_mark(p, FUNNEL_LOW, 2, T("Below the lower outer limit"));
	key_line(p, "2 5", 3, T("19 of 20 teams lie within these limits"));
	key_line(p, "9 5", 4, T("499 of 500 lie within the outer limits"));
}

void chart_funnel(
    struct buf *out, struct arena *a, const struct chart_funnel *c)
{
	struct pic p = { .c = c, .out = out, .a = a };

	p.rows = arena_array(a, c->n, sizeof(*p.rows));
	memcpy(p.rows, c->rows, c->n * sizeof(*p.rows));
	qsort(p.rows, c->n, sizeof(*p.rows), by_den);
	set_scales(&p);
	draw_open(out, c->id, KEY_Y + 5.0 * KEY_DY, c->title, c->description);
	draw_axes(&p);
	draw_limits(&p);
	for (size_t i = 0; i < c->n; i++)
		draw_mark(out, p.rows[i].flag998, scale_at(&p.x, p.rows[i].den),
		    scale_at(&p.y, p.rows[i].value * 100.0));
	draw_key(&p);
	html(out, "</svg>");
}
