/*
 * xmr_key.c: what lines and points of an XmR series look like, and the key that
 * says so; see xmr_chart.h and xmr_part.h.
 */
#include <math.h>

#include "base/words.h"
#include "chart/draw.h"
#include "chart/xmr_part.h"

#define KEY_DY 28.0

const struct xmr_line xmr_mean_line = { N_("Mean"), "#212b32", "none", 1.5 };
const struct xmr_line xmr_limit_line = { N_("Limits"), "#4c6272", "9 5", 1.5 };
const struct xmr_line xmr_trial_line = { N_("Trial limits"), "#4c6272", "2 5",
	1.5 };
const struct xmr_line xmr_target_line = { N_("Target"), "#de1b1b", "14 4 3 4",
	2.0 };

/* A kind of point, by enum xmr_type. */
static const struct {
	const char *label, *colour;
} points[] = {
	[XMR_COMMON] = { N_("Usual"), "#a6a6a6" },
	[XMR_IMPROVEMENT] = { N_("Improvement"), "#00b0f0" },
	[XMR_CONCERN] = { N_("Concern"), "#e46c0a" },
	[XMR_NEUTRAL_HIGH] = { N_("Unusually high"), "#490092" },
	[XMR_NEUTRAL_LOW] = { N_("Unusually low"), "#490092" },
};

double xmr_clip(const struct chart_xmr *c, double v)
{
	return c->bounded && !isnan(v) ? fmin(fmax(v, c->low), c->high) : v;
}

static void outline(
    struct buf *out, enum xmr_type type, double x, double y, double s)
{
	html(out, "<path d=\"");
	if (type == XMR_IMPROVEMENT)
		html(out, "M%.1f %.1fl%.1f %.1f %.1f %.1f %.1f %.1fz", x,
		    y - s * 1.2, s * 1.2, s * 1.2, -s * 1.2, s * 1.2, -s * 1.2,
		    -s * 1.2);
	else if (type == XMR_CONCERN)
		html(out, "M%.1f %.1fh%.1fv%.1fh%.1fz", x - s, y - s, s * 2.0,
		    s * 2.0, -s * 2.0);
	else
		html(out, "M%.1f %.1fh%.1fl%.1f %.1fz", x - s,
		    type == XMR_NEUTRAL_HIGH ? y + s : y - s, s * 2.0, -s,
		    type == XMR_NEUTRAL_HIGH ? -s * 2.0 : s * 2.0);
	html(out, "\"");
}

void xmr_shape(struct buf *out, enum xmr_type type, bool ghost, double x,
    double y, double r)
{
	const bool round = ghost || type == XMR_COMMON;

	if (round)
		html(
		    out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"", x, y, r);
	else
		outline(out, type, x, y, r * 1.25);
	html(out, " fill=\"%s\" stroke=\"#212b32\" stroke-width=\"%s\"/>",
	    ghost ? "#ffffff" : points[type].colour,
	    round && !ghost ? "0.8" : "1.5");
}

/* What the series has; a key names no more. */
struct shown {
	bool mean, firm, trial, target, ghost;
	bool types[NELEM(points)];
};

static struct shown shown_of(const struct chart_xmr *c)
{
	struct shown s = { .mean = false };

	for (size_t i = 0; i < c->n; i++) {
		const struct xmr_point *q = &c->points[i];

		s.mean |= !isnan(q->mean);
		s.firm |= !isnan(q->upl) && !q->trial;
		s.trial |= !isnan(q->upl) && q->trial;
		s.target |= !isnan(q->target);
		s.ghost |= q->ghost;
		if (!q->ghost)
			s.types[q->type] |= !isnan(q->value);
	}
	return s;
}

static size_t lines_shown(
    const struct shown *s, const struct xmr_line *ret[static 4])
{
	size_t n = 0;

	if (s->mean)
		ret[n++] = &xmr_mean_line;
	if (s->firm)
		ret[n++] = &xmr_limit_line;
	if (s->trial)
		ret[n++] = &xmr_trial_line;
	if (s->target)
		ret[n++] = &xmr_target_line;
	return n;
}

static void line_sample(
    struct buf *out, const struct xmr_line *l, double x, double y)
{
	html(out,
	    "<path d=\"M%.1f %.1fh34\" stroke=\"%s\" stroke-width=\"%g\" "
	    "stroke-dasharray=\"%s\"/>",
	    x, y, l->colour, l->width, l->dashes);
}

/* In the picture: flows into as many lines as its words need. */
struct key {
	struct buf *out; /* NULL: only measures */
	double x, y;
};

/* Room for a sample of `sample` units and a label; moves on. Gives its x. */
static double key_room(struct key *k, const char *label, double sample)
{
	const double w = sample + 8.0 + draw_text_width(str_of(label)) + 14.0;
	double x;

	if (k->x > 4.0 && k->x + w > DRAW_WIDTH) {
		k->x = 4.0;
		k->y += KEY_DY;
	}
	x = k->x;
	k->x += w;
	if (k->out != NULL)
		html(k->out, "<text x=\"%.1f\" y=\"%.1f\">%s</text>",
		    x + sample + 8.0, k->y + 6.0, label);
	return x;
}

static void key_point(
    struct key *k, enum xmr_type type, bool ghost, const char *label)
{
	const double x = key_room(k, label, 14.0);

	if (k->out != NULL)
		xmr_shape(k->out, type, ghost, x + 7.0, k->y, 5.5);
}

double xmr_draw_key(const struct chart_xmr *c, struct buf *out, double y)
{
	const struct shown s = shown_of(c);
	const struct xmr_line *lines[4];
	struct key k = { out, 4.0, y };
	const size_t n = lines_shown(&s, lines);

	for (size_t i = 0; i < n; i++) {
		const double x = key_room(&k, words_get(lines[i]->label), 34.0);

		if (out != NULL)
			line_sample(out, lines[i], x, k.y);
	}
	for (size_t t = 0; t < NELEM(points); t++)
		if (s.types[t])
			key_point(&k, (enum xmr_type)t, false,
			    words_get(points[t].label));
	if (s.ghost)
		key_point(&k, XMR_COMMON, true, T("Left out"));
	return k.y + 16.0;
}

/* On the page: a list; each sample is a picture of its own. */
static void item_open(struct buf *out, int width)
{
	html(out,
	    "<li><svg aria-hidden=\"true\" width=\"%d\" height=\"16\" "
	    "viewBox=\"0 0 %d 16\">",
	    width, width);
}

static void item_point(
    struct buf *out, enum xmr_type type, bool ghost, const char *label)
{
	item_open(out, 16);
	xmr_shape(out, type, ghost, 8.0, 8.0, 5.0);
	html(out, "</svg> %s</li>", label);
}

void chart_xmr_key(struct buf *out, const struct chart_xmr *c)
{
	const struct shown s = shown_of(c);
	const struct xmr_line *lines[4];
	const size_t n = lines_shown(&s, lines);

	html(out, "<ul class=\"heard-key\">");
	for (size_t i = 0; i < n; i++) {
		item_open(out, 34);
		line_sample(out, lines[i], 0.0, 8.0);
		html(out, "</svg> %s</li>", words_get(lines[i]->label));
	}
	for (size_t t = 0; t < NELEM(points); t++)
		if (s.types[t])
			item_point(out, (enum xmr_type)t, false,
			    words_get(points[t].label));
	if (s.ghost)
		item_point(out, XMR_COMMON, true, T("Left out"));
	html(out, "</ul>");
}
