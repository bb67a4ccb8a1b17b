/*
 * draw.c: see draw.h.
 */
#include "chart/draw.h"

#include <assert.h>
#include <math.h>

#include "base/html.h"
#include "base/words.h"

double scale_at(const struct scale *s, double value)
{
	if (s->to == s->from)
		return (s->at_from + s->at_to) / 2.0;
	return s->at_from +
	       (value - s->from) / (s->to - s->from) * (s->at_to - s->at_from);
}

/* The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is not below
 * `rough`. */
static double round_step(double rough, int *ret_decimals)
{
	static const double nice[] = { 1.0, 2.0, 2.5, 5.0, 10.0 };
	const int power = (int)floor(log10(rough));
	const double ten = pow(10.0, power);
	size_t i = 0;

	while (i + 1 < NELEM(nice) && nice[i] * ten < rough * (1.0 - 1e-9))
		i++;
	*ret_decimals = -power + (i == 2) - (i == 4);
	if (*ret_decimals < 0)
		*ret_decimals = 0;
	return nice[i] * ten;
}

struct ticks ticks_of(double low, double high)
{
	struct ticks t = { .n = 0 };
	double step, first;

	/* Values that are all the same still need a line above and below;
	 * the second bound is where doubles can no longer tell ticks apart. */
	if (high - low <= fmax(1e-9, 1e-9 * fmax(fabs(low), fabs(high)))) {
		const double pad = low == 0.0 ? 1.0 : fabs(low) * 0.05;

		low -= pad;
		high += pad;
	}
	step = round_step((high - low) / 5.0, &t.decimals);
	first = floor(low / step + 1e-9);
	while (t.n < DRAW_TICKS_MAX) {
		const double at = (first + (double)t.n) * step;

		t.at[t.n++] = at == 0.0 ? 0.0 : at; /* no "-0" */
		if (at >= high - step * 1e-9)
			break;
	}
	return t;
}

/* Characters, not bytes: those that continue one do not count. */
static size_t characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.s[i] & 0xc0) != 0x80;
	return n;
}

#define CHARACTER (DRAW_FONT * 0.56)

double draw_text_width(struct str s)
{
	return CHARACTER * (double)characters(s);
}

struct str draw_cut(struct arena *a, struct str s, double width)
{
	const double room = floor(width / CHARACTER);
	size_t end = 0, seen = 0;

	if (room < 2.0 || characters(s) <= (size_t)room)
		return s;
	while (end < s.n && seen < (size_t)room - 1) {
		end++;
		while (end < s.n && ((unsigned char)s.s[end] & 0xc0) == 0x80)
			end++;
		seen++;
	}
	return str_fmt(a, "%.*s…", STR_ARG(str_trim(str_sub(s, 0, end))));
}

struct str draw_number(struct arena *a, double x)
{
	struct str s = str_fmt(a, "%.2f", x);

	while (s.n > 0 && s.s[s.n - 1] == '0')
		s.n--;
	if (s.n > 0 && s.s[s.n - 1] == '.')
		s.n--;
	/* What two decimals cannot show is given by its leading digits. */
	if (x != 0.0 && fabs(x) < 0.1)
		return str_fmt(a, "%.2g", x);
	return str_is(s, "-0") ? S("0") : s;
}

struct str draw_date(struct arena *a, struct date d, bool monthly, bool brief)
{
	static const char *const names[2][12] = {
		{ N_("January"), N_("February"), N_("March"), N_("April"),
		    N_("May"), N_("June"), N_("July"), N_("August"),
		    N_("September"), N_("October"), N_("November"),
		    N_("December") },
		{ N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"),
		    N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"),
		    N_("Nov"), N_("Dec") },
	};
	int year, month, day;
	const char *name;

	assert(!date_none(d));
	date_parts(d, &year, &month, &day);
	name = words_get(names[brief][month - 1]);
	if (monthly)
		return str_fmt(a, "%s %d", name, year);
	return str_fmt(a, "%d %s %d", day, name, year);
}

void draw_open(struct buf *out, struct str id, double height, struct str title,
    struct str description)
{
	html(out,
	    "<svg class=\"heard-chart\" xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %g %g\" role=\"img\" "
	    "aria-labelledby=\"%.*s-title %.*s-desc\" "
	    "font-family=\"Arial, sans-serif\" font-size=\"%d\" "
	    "fill=\"#212b32\">",
	    DRAW_WIDTH, height, STR_ARG(id), STR_ARG(id), DRAW_FONT);
	html(out, "<title id=\"%.*s-title\">%.*s</title>", STR_ARG(id),
	    STR_ARG(title));
	html(out, "<desc id=\"%.*s-desc\">%.*s</desc>", STR_ARG(id),
	    STR_ARG(description));
}
