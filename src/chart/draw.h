/*
 * draw.h: what the charts share: a scale, round ticks, text of numbers and
 * dates, the opening of an accessible picture. Charts are SVG without style
 * attributes, which the page policy forbids; they carry classes and
 * presentation attributes, and scale with the width of the page.
 */
#ifndef CHART_DRAW_H
#define CHART_DRAW_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"

#define DRAW_WIDTH     480.0 /* of every picture, in its own units */
#define DRAW_FONT      17    /* in those units: 10 px on a 320 px screen */
#define DRAW_TICKS_MAX 12

/* From values to places. */
struct scale {
	double from, to;       /* values */
	double at_from, at_to; /* places */
};

double scale_at(const struct scale *s, double value);

/* Round values from the one at or below `low` to the one at or above `high`,
 * about five. */
struct ticks {
	double at[DRAW_TICKS_MAX];
	size_t n;
	int decimals; /* that tell them apart */
};

struct ticks ticks_of(double low, double high);

/* Units that a text takes at DRAW_FONT; generous, as fonts differ. */
double draw_text_width(struct str s);

/* At most the characters that fit into `width`, with an ellipsis. */
struct str draw_cut(struct arena *a, struct str s, double width);

/* "88.3": at most two decimals, none that are zero. */
struct str draw_number(struct arena *a, double x);

/* "March 2026" or "4 March 2026"; short: "Mar 2026" or "4 Mar 2026". */
struct str draw_date(struct arena *a, struct date d, bool monthly, bool brief);

/*
 * <svg> with <title> and <desc>, named by ids that begin with `id`, which must
 * be unique on the page. The caller ends it with </svg>.
 */
void draw_open(struct buf *out, struct str id, double height, struct str title,
    struct str description);

#endif
