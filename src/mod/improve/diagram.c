/*
 * diagram.c: a driver diagram as SVG: the aim at the start, what drives it
 * beside, and at the end the ideas for changes. The page has the same as a list
 * in a list.
 */
#include "base/words.h"
#include "chart/draw.h"
#include "mod/improve/improve.h"

#define BOX_W   200.0
#define BOX_H   66.0
#define GAP_X   50.0
#define GAP_Y   14.0
#define LINE    18.0
#define LETTERS 24 /* that fit on a line of a box */
#define LINES   3
#define DEPTH   4 /* columns after the aim; deeper ones share the last */

struct laid {
	const struct drawn_driver *list;
	size_t n;
	int *column;   /* of each driver, from 1 */
	double *y;     /* middle of its box */
	double next_y; /* of the next row that is free */
	int columns;
};

/* Puts everything below `parent` in its place; the middle of it all. */
static double lay(struct laid *l, size_t parent, int column)
{
	double sum = 0.0;
	size_t below = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (l->list[i].parent != parent || l->column[i] != 0)
			continue;
		l->column[i] = column;
		if (column > l->columns)
			l->columns = column;
		l->y[i] = lay(l, i, column < DEPTH ? column + 1 : DEPTH);
		sum += l->y[i];
		below++;
	}
	if (below > 0)
		return sum / (double)below;
	l->next_y += BOX_H + GAP_Y;
	return l->next_y - (BOX_H + GAP_Y) / 2.0;
}

static double x_of(int column)
{
	return 4.0 + (double)column * (BOX_W + GAP_X);
}

/* Whole words, as many as fit on a line; what does not fit in all is cut. */
static void words(
    struct buf *out, struct arena *a, struct str s, double x, double y)
{
	struct str lines[LINES] = { S(""), S(""), S("") }, rest = s, one;
	size_t n = 0;

	while (str_cut(&rest, ' ', &one)) {
		if (lines[n].n > 0 && lines[n].n + 1 + one.n > LETTERS) {
			if (n + 1 == LINES) {
				lines[n] =
				    str_fmt(a, "%.*s…", STR_ARG(lines[n]));
				break;
			}
			n++;
		}
		lines[n] = lines[n].n == 0
			       ? one
			       : str_fmt(a, "%.*s %.*s", STR_ARG(lines[n]),
				     STR_ARG(one));
	}
	const double first = y - (double)n * LINE / 2.0 + 6.0;

	for (size_t i = 0; i <= n; i++)
		html(out, "<text x=\"%.1f\" y=\"%.1f\">%.*s</text>", x,
		    first + (double)i * LINE,
		    STR_ARG(draw_cut(a, lines[i], BOX_W + 40.0)));
}

static void box(struct buf *out, struct arena *a, struct str title, double x,
    double y, const char *fill)
{
	html(out,
	    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
	    "fill=\"%s\" stroke=\"#005eb8\" stroke-width=\"2\"/>",
	    x, y - BOX_H / 2.0, BOX_W, BOX_H, fill);
	words(out, a, title, x + 8.0, y);
}

/* From the start of what drives to the end of what is driven. */
static void join(struct buf *out, double x0, double y0, double x1, double y1)
{
	html(out,
	    "<path d=\"M%.1f %.1fH%.1fV%.1fH%.1f\" fill=\"none\" "
	    "stroke=\"#4c6272\" stroke-width=\"2\"/>",
	    x0, y0, (x0 + x1) / 2.0, y1, x1);
}

void driver_diagram(struct buf *out, struct arena *a, struct str aim,
    const struct drawn_driver *list, size_t n)
{
	struct laid l = { .list = list,
		.n = n,
		.column = arena_array(a, n + 1, sizeof(int)),
		.y = arena_array(a, n + 1, sizeof(double)),
		.next_y = 4.0 };
	double middle = lay(&l, SIZE_MAX, 1);

	/* What hangs on itself hangs on the aim. */
	for (size_t i = 0; i < n; i++)
		if (l.column[i] == 0) {
			l.column[i] = 1;
			l.y[i] = lay(&l, i, 2);
		}
	html(out,
	    "<svg class=\"heard-chart\" xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\""
	    "drivers-title drivers-desc\" font-family=\"Arial, sans-serif\" "
	    "font-size=\"15\" fill=\"#212b32\"><title id=\"drivers-title\">%s"
	    "</title><desc id=\"drivers-desc\">%s</desc>",
	    x_of(l.columns) + BOX_W + 8.0, l.next_y + 8.0, T("Driver diagram"),
	    T("The aim at the start, beside it what drives it, at the end the "
	      "ideas for changes. The list below says the same."));
	for (size_t i = 0; i < n; i++) {
		const size_t up = list[i].parent;
		const bool top = up == SIZE_MAX || l.column[i] == 1;

		join(out, x_of(top ? 0 : l.column[up]) + BOX_W,
		    top ? middle : l.y[up], x_of(l.column[i]), l.y[i]);
	}
	box(out, a, aim, x_of(0), middle, "#d5e5f5");
	for (size_t i = 0; i < n; i++)
		box(out, a, list[i].title, x_of(l.column[i]), l.y[i],
		    "#ffffff");
	html(out, "</svg>");
}
