/*
 * team_chart.c: a unit's months as a chart. A month under way is left out: it
 * would be judged before it is whole.
 */
#include <math.h>

#include "base/words.h"
#include "core/setting.h"
#include "mod/insight/team.h"
#include "stat/spc.h"

struct str team_measure_words(enum team_measure measure)
{
	return str_of(measure == TEAM_VERY_GOOD ? T("Percent very good")
						: T("Percent positive"));
}

const char *team_measure_code(enum team_measure measure)
{
	return measure == TEAM_VERY_GOOD ? "very_good" : "positive";
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

struct team_look team_look_at(
    struct ctx *cx, enum team_measure measure, struct date today, int64_t unit)
{
	const int64_t target = setting_int(cx,
	    measure == TEAM_VERY_GOOD ? "target_very_good" : "target_positive");

	return (struct team_look){ .measure = measure,
		.today = today,
		.ptd = setting_bool(cx, "chart_ptd"),
		.target = target > 0 ? (double)target : (double)NAN,
		.marks = marks_below(cx, unit) };
}

/* New limits begin at the first month on or after the mark's. */
static void apply(const struct team_look *look, struct str slug,
    const struct chart_xmr *c, bool *starts, bool *ghosts)
{
	for (size_t k = 0; k < look->marks.n; k++) {
		const struct mark *m = &look->marks.list[k];
		size_t i = 0;

		if (!mark_on(m, slug, team_measure_code(look->measure)))
			continue;
		while (i < c->n && date_cmp(c->dates[i], m->month) < 0)
			i++;
		if (i < c->n && m->rebase)
			starts[i] = true;
		else if (i < c->n && date_cmp(c->dates[i], m->month) == 0)
			ghosts[i] = true;
	}
}

static void judge(struct arena *a, const struct team_look *look,
    struct str slug, const double *values, struct chart_xmr *c)
{
	struct xmr_options o = look->ptd ? xmr_profile_ptd(XMR_INCREASE)
					 : xmr_profile_mdc(XMR_INCREASE);
	struct xmr_point *points = arena_array(a, c->n, sizeof(*points));
	bool *starts = arena_array(a, c->n, sizeof(*starts));
	bool *ghosts = arena_array(a, c->n, sizeof(*ghosts));
	const struct spc_input in = { .kind = SPC_XMR,
		.values = values,
		.starts = starts,
		.ghosts = ghosts,
		.n = c->n };

	o.has_target = !isnan(look->target);
	o.target = look->target;
	apply(look, slug, c, starts, ghosts);
	spc_chart(&o, &in, points, NULL, &c->summary);
	c->points = points;
}

struct chart_xmr team_chart(struct arena *a, const struct month_series *s,
    const struct team_look *look, struct str slug, struct str words)
{
	const struct date this = date_month_start(look->today);
	struct chart_xmr c = { .id = S("chart"),
		.measure = words,
		/* xgettext:no-c-format */
		.unit = str_of(T("% of answers")),
		.bounded = true,
		.low = 0.0,
		.high = 100.0 };
	struct date *dates = arena_array(a, s->n, sizeof(*dates));
	double *values = arena_array(a, s->n, sizeof(*values));
	size_t first = 0;

	while (
	    first < s->n && isnan(value_of(&s->months[first], look->measure)))
		first++;
	for (size_t i = first; i < s->n; i++) {
		if (date_cmp(s->months[i].month, this) >= 0)
			break;
		dates[c.n] = s->months[i].month;
		values[c.n++] = value_of(&s->months[i], look->measure);
	}
	c.dates = dates;
	judge(a, look, slug, values, &c);
	return c;
}

struct str team_month_says(const struct chart_xmr *c, struct date month)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct xmr_point *p = &c->points[i];

		if (date_cmp(c->dates[i], month) != 0)
			continue;
		if (isnan(p->value))
			return str_of(T("No answers"));
		if (p->ghost)
			return str_of(T("Left out"));
		if (c->summary.variation == XMR_V_TOO_FEW)
			return STR_NULL;
		if (p->rule == XMR_NONE)
			return str_of(T("Usual"));
		return str_of(chart_xmr_rule_words(p->rule));
	}
	return STR_NULL;
}
