/*
 * bars.c: see bars.h. The label stands above its bar, so that long answers fit
 * on a narrow screen.
 */
#include "chart/bars.h"

#include <math.h>

#include "base/html.h"
#include "base/words.h"
#include "chart/draw.h"

#define ROW    52.0
#define HEIGHT 18.0 /* of a bar */

static struct str bar_text(struct arena *a, const struct bar *b)
{
	if (!str_null(b->text))
		return b->text;
	return isnan(b->value) ? str_of(T("not shown"))
			       : draw_number(a, b->value);
}

static double longest(const struct chart_bars *c)
{
	double max = c->max;

	for (size_t i = 0; i < c->n && c->max <= 0.0; i++)
		if (!isnan(c->bars[i].value))
			max = fmax(max, c->bars[i].value);
	return max > 0.0 ? max : 1.0;
}

/* "Very good: 45 of 60; Good: 10 of 60" */
static struct str describe(struct arena *a, const struct chart_bars *c)
{
	struct buf b = buf_make(BUF_PAGE);
	struct str s;

	if (c->n == 0)
		return str_of(T("The chart is empty."));
	for (size_t i = 0; i < c->n; i++)
		buf_fmt(&b, "%s%.*s: %.*s", i > 0 ? "; " : "",
		    STR_ARG(c->bars[i].label),
		    STR_ARG(bar_text(a, &c->bars[i])));
	s = str_dup(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void draw_bar(struct buf *out, struct arena *a, const struct bar *b,
    double y, double length, double room)
{
	const struct str text = bar_text(a, b);

	html(out, "<text x=\"2\" y=\"%.1f\">%.*s</text>", y + 17.0,
	    STR_ARG(draw_cut(a, b->label, DRAW_WIDTH - 4.0)));
	if (!isnan(b->value))
		html(out,
		    "<rect x=\"2\" y=\"%.1f\" width=\"%.1f\" height=\"%g\" "
		    "fill=\"#005eb8\"/>",
		    y + 24.0, fmax(length, 1.0), HEIGHT);
	html(out, "<text x=\"%.1f\" y=\"%.1f\">%.*s</text>",
	    isnan(b->value) ? 2.0 : length + 10.0, y + 24.0 + 15.0,
	    STR_ARG(draw_cut(a, text, DRAW_WIDTH - room)));
}

void chart_bars(struct buf *out, struct arena *a, const struct chart_bars *c)
{
	const double max = longest(c), top = str_empty(c->unit) ? 4.0 : 30.0;
	double widest = 0.0, room;

	for (size_t i = 0; i < c->n; i++)
		widest =
		    fmax(widest, draw_text_width(bar_text(a, &c->bars[i])));
	/* The texts keep at most half of the width, the bars the rest. */
	room = fmax(DRAW_WIDTH / 2.0, DRAW_WIDTH - widest - 16.0);
	draw_open(out, c->id, top + ROW * (double)c->n + 4.0, c->title,
	    str_empty(c->description) ? describe(a, c) : c->description);
	if (!str_empty(c->unit))
		html(out, "<text x=\"2\" y=\"18\" fill=\"#4c6272\">%.*s</text>",
		    STR_ARG(draw_cut(a, c->unit, DRAW_WIDTH - 4.0)));
	for (size_t i = 0; i < c->n; i++) {
		const double v = c->bars[i].value;

		draw_bar(out, a, &c->bars[i], top + ROW * (double)i,
		    isnan(v) ? 0.0 : fmin(v / max, 1.0) * (room - 12.0), room);
	}
	html(out, "</svg>");
}
