/*
 * fan_chart.c: see fan_chart.h.
 */
#include "chart/fan_chart.h"

#include <assert.h>
#include <math.h>

#include "base/html.h"
#include "base/words.h"
#include "chart/draw.h"

#define TOP    34.0 /* room for the unit */
#define PLOT   230.0
#define RIGHT  16.0
#define KEY_Y  (TOP + PLOT + 52.0)
#define KEY_DY 28.0

/* One drawing under work. */
struct pic {
	const struct chart_fan *c;
	struct buf *out;
	struct arena *a;
	struct scale x, y;
	struct ticks ticks;
};

static void widen(double v, double *low, double *high)
{
	if (isnan(v))
		return;
	*low = fmin(*low, v);
	*high = fmax(*high, v);
}

static struct str tick_text(const struct pic *p, size_t i)
{
	return str_fmt(p->a, "%.*f", p->ticks.decimals, p->ticks.at[i]);
}

static void set_scales(struct pic *p)
{
	const struct chart_fan *c = p->c;
	double low = HUGE_VAL, high = -HUGE_VAL, left = 0.0;

	for (size_t i = 0; i < c->n; i++)
		widen(c->values[i], &low, &high);
	for (size_t i = 0; i < c->nahead; i++) {
		widen(c->ahead[i].lo95, &low, &high);
		widen(c->ahead[i].hi95, &low, &high);
	}
	widen(c->target, &low, &high);
	p->ticks = ticks_of(low, high);
	for (size_t i = 0; i < p->ticks.n; i++)
		left = fmax(left, draw_text_width(tick_text(p, i)));
	p->y = (struct scale){ p->ticks.at[0], p->ticks.at[p->ticks.n - 1],
		TOP + PLOT, TOP };
	p->x = (struct scale){ (double)c->dates[0].n,
		(double)c->ahead[c->nahead - 1].date.n, left + 24.0,
		DRAW_WIDTH - RIGHT - 6.0 };
}

static void draw_y_axis(const struct pic *p)
{
	const double left = p->x.at_from - 6.0;

	html(p->out, "<text x=\"4\" y=\"20\">%.*s</text>",
	    STR_ARG(draw_cut(p->a, p->c->unit, DRAW_WIDTH - 8.0)));
	for (size_t i = 0; i < p->ticks.n; i++) {
		const double y = scale_at(&p->y, p->ticks.at[i]);

		html(p->out,
		    "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#d8dde0\"/><text "
		    "x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.*s</text>",
		    left, y, DRAW_WIDTH - RIGHT, left - 8.0, y + 6.0,
		    STR_ARG(tick_text(p, i)));
	}
}

static void draw_x_label(const struct pic *p, struct date d, const char *anchor)
{
	const double x = scale_at(&p->x, (double)d.n), y = TOP + PLOT;
	const struct str words = draw_date(p->a, d, true, true);

	html(p->out,
	    "<path d=\"M%.1f %.1fv6\" stroke=\"#4c6272\"/><text x=\"%.1f\" "
	    "y=\"%.1f\" text-anchor=\"%s\">%.*s</text>",
	    x, y, x, y + 24.0, anchor, STR_ARG(words));
}

/* First, where the future begins, and last; the middle one only where it does
 * not run into the others. */
static void draw_x_axis(const struct pic *p)
{
	const struct chart_fan *c = p->c;
	const double room = 122.0;
	const struct date now = c->ahead[0].date;
	const double x = scale_at(&p->x, (double)now.n);

	draw_x_label(p, c->dates[0], "start");
	if (x - p->x.at_from > room && p->x.at_to - x > room)
		draw_x_label(p, now, "middle");
	draw_x_label(p, c->ahead[c->nahead - 1].date, "end");
}

/* The last month with a value; SIZE_MAX: there is none. */
static size_t last_value(const struct chart_fan *c)
{
	for (size_t i = c->n; i-- > 0;)
		if (!isnan(c->values[i]))
			return i;
	return SIZE_MAX;
}

static double edge(const struct fan_point *f, bool wide, bool upper)
{
	if (wide)
		return upper ? f->hi95 : f->lo95;
	return upper ? f->hi80 : f->lo80;
}

static void draw_at(
    const struct pic *p, const char *step, struct date d, double v)
{
	html(p->out, "%s%.1f %.1f", step, scale_at(&p->x, (double)d.n),
	    scale_at(&p->y, v));
}

/* From the last known value out along the upper edge and back along the lower
 * one. */
static void draw_band(const struct pic *p, bool wide)
{
	const struct chart_fan *c = p->c;
	const size_t last = last_value(c);
	const char *step = "M";

	html(p->out,
	    "<path fill=\"%s\" stroke=\"#005eb8\" stroke-width=\"1\" "
	    "stroke-dasharray=\"%s\" d=\"",
	    wide ? "#e3eefa" : "#b9d5f0", wide ? "2 4" : "6 3");
	if (last != SIZE_MAX) {
		draw_at(p, step, c->dates[last], c->values[last]);
		step = "L";
	}
	for (size_t i = 0; i < c->nahead; i++) {
		draw_at(
		    p, step, c->ahead[i].date, edge(&c->ahead[i], wide, true));
		step = "L";
	}
	for (size_t i = c->nahead; i-- > 0;)
		draw_at(
		    p, "L", c->ahead[i].date, edge(&c->ahead[i], wide, false));
	html(p->out, "z\"/>");
}

static void draw_ahead(const struct pic *p)
{
	const struct chart_fan *c = p->c;
	const size_t last = last_value(c);

	html(p->out, "<path fill=\"none\" stroke=\"#005eb8\" "
		     "stroke-width=\"2.5\" stroke-dasharray=\"9 5\" d=\"");
	if (last != SIZE_MAX)
		draw_at(p, "M", c->dates[last], c->values[last]);
	for (size_t i = 0; i < c->nahead; i++)
		draw_at(p, i == 0 && last == SIZE_MAX ? "M" : "L",
		    c->ahead[i].date, c->ahead[i].mean);
	html(p->out, "\"/>");
}

static void draw_past(const struct pic *p)
{
	const struct chart_fan *c = p->c;
	bool down = false;

	html(p->out, "<path fill=\"none\" stroke=\"#212b32\" "
		     "stroke-width=\"1.5\" d=\"");
	for (size_t i = 0; i < c->n; i++) {
		if (!isnan(c->values[i]))
			draw_at(p, down ? "L" : "M", c->dates[i], c->values[i]);
		down = !isnan(c->values[i]);
	}
	html(p->out, "\"/>");
	for (size_t i = 0; i < c->n; i++)
		if (!isnan(c->values[i]))
			html(p->out,
			    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
			    scale_at(&p->x, (double)c->dates[i].n),
			    scale_at(&p->y, c->values[i]));
}

static void draw_target(const struct pic *p)
{
	if (!isnan(p->c->target))
		html(p->out,
		    "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#a6192e\" "
		    "stroke-width=\"2\" stroke-dasharray=\"12 4 2 4\"/>",
		    p->x.at_from - 6.0, scale_at(&p->y, p->c->target),
		    DRAW_WIDTH - RIGHT);
}

static void key(const struct pic *p, size_t at, const char *mark,
    const char *dashes, const char *label)
{
	const double y = KEY_Y + KEY_DY * (double)at;

	html(p->out,
	    "<path d=\"M4 %.1fh34\" stroke=\"%s\" stroke-width=\"2.5\" "
	    "stroke-dasharray=\"%s\"/><text x=\"46\" y=\"%.1f\">%s</text>",
	    y, mark, dashes, y + 6.0, label);
}

static void key_band(
    const struct pic *p, size_t at, bool wide, const char *label)
{
	const double y = KEY_Y + KEY_DY * (double)at;

	html(p->out,
	    "<rect x=\"4\" y=\"%.1f\" width=\"34\" height=\"18\" fill=\"%s\" "
	    "stroke=\"#005eb8\" stroke-dasharray=\"%s\"/><text x=\"46\" "
	    "y=\"%.1f\">%s</text>",
	    y - 9.0, wide ? "#e3eefa" : "#b9d5f0", wide ? "2 4" : "6 3",
	    y + 6.0, label);
}

static void draw_key(const struct pic *p)
{
	key(p, 0, "#212b32", "none", T("What people said"));
	key(p, 1, "#005eb8", "9 5", T("What is likely to come"));
	key_band(p, 2, false, T("80 of 100 futures lie in here"));
	key_band(p, 3, true, T("95 of 100 futures lie in here"));
	if (!isnan(p->c->target))
		key(p, 4, "#a6192e", "12 4 2 4", T("The target"));
}

void chart_fan(struct buf *out, struct arena *a, const struct chart_fan *c)
{
	struct pic p = { .c = c, .out = out, .a = a };
	const double rows = isnan(c->target) ? 4.0 : 5.0;

	assert(c->n > 0 && c->nahead > 0);
	set_scales(&p);
	draw_open(out, c->id, KEY_Y + rows * KEY_DY, c->title, c->description);
	draw_band(&p, true);
	draw_band(&p, false);
	draw_y_axis(&p);
	draw_x_axis(&p);
	draw_target(&p);
	draw_past(&p);
	draw_ahead(&p);
	draw_key(&p);
	html(out, "</svg>");
}
