/*
 * ranges.c: see ranges.h.
 */
#include "chart/ranges.h"

#include <math.h>

#include "base/html.h"
#include "chart/draw.h"

#define TOP    34.0 /* room for the unit */
#define ROW    52.0
#define MARGIN 14.0

static struct ticks ticks_for(const struct chart_ranges *c)
{
	double low = HUGE_VAL, high = -HUGE_VAL;

	for (size_t i = 0; i < c->n; i++) {
		if (isnan(c->rows[i].value))
			continue;
		low = fmin(low, c->rows[i].lower);
		high = fmax(high, c->rows[i].upper);
	}
	return low > high ? ticks_of(0.0, 100.0) : ticks_of(low, high);
}

static void draw_row(struct buf *out, struct arena *a, const struct range *r,
    const struct scale *x, double y)
{
	const double beside = draw_text_width(r->text) + 8.0;

	html(out, "<text x=\"4\" y=\"%.1f\">%.*s</text>", y + 18.0,
	    STR_ARG(draw_cut(a, r->label, DRAW_WIDTH - beside - 8.0)));
	html(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.*s</text>",
	    DRAW_WIDTH - 4.0, y + 18.0, STR_ARG(r->text));
	if (isnan(r->value))
		return;
	html(out,
	    "<path d=\"M%.1f %.1fv10m0 -5H%.1fm0 -5v10\" fill=\"none\" "
	    "stroke=\"#005eb8\" stroke-width=\"2\"/><circle cx=\"%.1f\" "
	    "cy=\"%.1f\" r=\"5\"/>",
	    scale_at(x, r->lower), y + 29.0, scale_at(x, r->upper),
	    scale_at(x, r->value), y + 34.0);
}

static void draw_axis(struct buf *out, const struct ticks *t,
    const struct scale *x, double bottom)
{
	for (size_t i = 0; i < t->n; i++) {
		const double at = scale_at(x, t->at[i]);

		html(out,
		    "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#d8dde0\"/><text "
		    "x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%.*f</text>",
		    at, TOP, bottom, at, bottom + 20.0,
		    i == 0          ? "start"
		    : i + 1 == t->n ? "end"
				    : "middle",
		    t->decimals, t->at[i]);
	}
}

void chart_ranges(
    struct buf *out, struct arena *a, const struct chart_ranges *c)
{
	const struct ticks t = ticks_for(c);
	const struct scale x = { t.at[0], t.at[t.n - 1], MARGIN,
		DRAW_WIDTH - MARGIN };
	const double bottom = TOP + ROW * (double)c->n + 4.0;

	draw_open(out, c->id, bottom + 30.0, c->title, c->description);
	html(out, "<text x=\"4\" y=\"20\">%.*s</text>",
	    STR_ARG(draw_cut(a, c->unit, DRAW_WIDTH - 8.0)));
	draw_axis(out, &t, &x, bottom);
	for (size_t i = 0; i < c->n; i++)
		draw_row(out, a, &c->rows[i], &x, TOP + ROW * (double)i);
	html(out, "</svg>");
}
