/*
 * team_chart.c: a unit's months as a chart. A month under way is left out: it
 * would be judged before it is whole.
 */
#include <math.h>

#include "base/words.h"
#include "mod/insight/team.h"

struct str team_measure_words(enum team_measure measure)
{
	return str_of(measure == TEAM_VERY_GOOD ? T("Percent very good")
						: T("Percent positive"));
}

struct share team_share(const struct answers *c, enum team_measure measure)
{
	return measure == TEAM_VERY_GOOD ? answers_very_good(c)
					 : answers_positive(c);
}

/* What a month is worth; NAN: nobody answered, or too few to show. */
static double value_of(const struct month_count *m, enum team_measure measure)
{
	return team_share(&m->answers, measure).percent;
}

struct chart_xmr team_chart(struct arena *a, const struct month_series *s,
    enum team_measure measure, struct date today, struct str measure_words)
{
	const struct xmr_options o = xmr_profile_mdc(XMR_INCREASE);
	const struct date this = date_month_start(today);
	struct chart_xmr c = { .id = S("chart"),
		.measure = measure_words,
		/* xgettext:no-c-format */
		.unit = str_of(T("% of answers")),
		.bounded = true,
		.low = 0.0,
		.high = 100.0 };
	struct xmr_point *points = arena_array(a, s->n, sizeof(*points));
	struct date *dates = arena_array(a, s->n, sizeof(*dates));
	double *values = arena_array(a, s->n, sizeof(*values));
	size_t first = 0;

	while (first < s->n && isnan(value_of(&s->months[first], measure)))
		first++;
	for (size_t i = first; i < s->n; i++) {
		if (date_cmp(s->months[i].month, this) >= 0)
			break;
		dates[c.n] = s->months[i].month;
		values[c.n++] = value_of(&s->months[i], measure);
	}
	xmr_chart(&o, values, NULL, c.n, points, &c.summary);
	c.points = points;
	c.dates = dates;
	return c;
}

void team_write_figure(
    struct req *r, const struct chart_xmr *c, const char *note)
{
	struct buf *out = &r->out;

	html(out,
	    "<figure class=\"heard-figure\"><figcaption id=\"chart-says\">"
	    "%.*s</figcaption><div class=\"heard-scroll\" role=\"region\" "
	    "tabindex=\"0\" aria-labelledby=\"chart-says\">",
	    STR_ARG(chart_xmr_sentence(r->cx.arena, c)));
	chart_xmr(out, r->cx.arena, c);
	html(out, "</div><p class=\"heard-figure__note\">%.*s %s</p></figure>",
	    STR_ARG(chart_xmr_describe(r->cx.arena, c)), note);
}
