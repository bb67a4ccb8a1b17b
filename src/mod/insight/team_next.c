/*
 * team_next.c: see team_next.h. The past is what the page's chart shows; the
 * forecast is stat's.
 */
#include "mod/insight/team_next.h"

#include <math.h>

#include "base/words.h"

static bool left_out(
    const struct team_look *look, struct str slug, struct date month)
{
	for (size_t i = 0; i < look->marks.n; i++) {
		const struct mark *m = &look->marks.list[i];

		if (!m->rebase && date_cmp(m->month, month) == 0 &&
		    mark_on(m, slug, team_measure_code(look->measure)))
			return true;
	}
	return false;
}

static void read_past(struct arena *a, const struct month_series *s,
    const struct team_look *look, struct str slug, struct team_next *x)
{
	const struct date this = date_month_start(look->today);

	x->dates = arena_array(a, s->n, sizeof(*x->dates));
	x->percent = arena_array(a, s->n, sizeof(*x->percent));
	x->answers = arena_array(a, s->n, sizeof(*x->answers));
	for (size_t i = 0; i < s->n; i++) {
		const struct month_count *m = &s->months[i];
		const struct share h = team_share(&m->answers, look->measure);
		const bool has =
		    h.shown && h.den > 0 && !left_out(look, slug, m->month);

		if (date_cmp(m->month, this) >= 0)
			break;
		if (x->n == 0 && !has)
			continue;
		x->dates[x->n] = m->month;
		x->percent[x->n] = has ? h.percent : (double)NAN;
		x->answers[x->n++] = has ? (double)h.den : 0.0;
	}
}

static void in_percent(struct team_next *x)
{
	const struct date last = x->dates[x->n - 1];

	for (size_t i = 0; i < TEAM_AHEAD; i++) {
		const struct forecast_point *p = &x->points[i];

		x->fan[i] = (struct fan_point){ .date = date_add_months(
						    last, (int)i + 1),
			.mean = 100.0 * p->mean,
			.lo80 = 100.0 * p->lo80,
			.hi80 = 100.0 * p->hi80,
			.lo95 = 100.0 * p->lo95,
			.hi95 = 100.0 * p->hi95 };
	}
}

struct team_next team_next_of(struct arena *a, const struct month_series *s,
    const struct team_look *look, struct str slug)
{
	const struct forecast_options o = { .method = FORECAST_AUTO,
		.ahead = TEAM_AHEAD,
		.period = 12,
		.lower = 0.0,
		.upper = 1.0 };
	struct team_next x = { .n = 0 };
	double *shares;

	read_past(a, s, look, slug, &x);
	shares = arena_array(a, x.n, sizeof(*shares));
	for (size_t i = 0; i < x.n; i++)
		shares[i] = x.percent[i] / 100.0;
	if (x.n < FORECAST_LEAST || forecast_run(a, &o, shares, x.answers, x.n,
					x.points) != FORECAST_OK)
		return x;
	x.likely = true;
	in_percent(&x);
	if (!isnan(look->target))
		x.outlook = outlook_of(x.points, TEAM_AHEAD,
		    look->target / 100.0, false, TEAM_AHEAD);
	return x;
}

double team_next_missing(
    const struct team_next *x, const struct team_look *look, size_t h)
{
	return forecast_missing(&x->points[h - 1], look->target / 100.0, false);
}

/* Words ---------------------------------------------------------------- */

static struct str month_of(struct arena *a, const struct team_next *x, size_t h)
{
	return date_month_year(a, x->fan[h - 1].date);
}

static struct str without_target(struct arena *a, const struct team_next *x)
{
	const struct fan_point *f = &x->fan[TEAM_AHEAD - 1];
	const struct str last = month_of(a, x, TEAM_AHEAD);

	return str_fmt(a,
	    T("If nothing changes, about %.0f%% in %.*s; in 80 of 100 futures "
	      "between %.0f%% and %.0f%%."),
	    f->mean, STR_ARG(last), f->lo80, f->hi80);
}

/* When the target is likely met or missed. */
static struct str when_words(
    struct arena *a, const struct team_next *x, const struct team_look *look)
{
	const struct outlook *k = &x->outlook;
	const struct str last = month_of(a, x, TEAM_AHEAD);
	const size_t turn = k->miss > k->meet ? k->miss : k->meet;

	if (k->miss == 0)
		return str_fmt(a,
		    T("Until %.*s the target of %.0f%% is more likely to be "
		      "met than missed."),
		    STR_ARG(last), look->target);
	if (k->meet == 0)
		return str_fmt(a,
		    T("In each month until %.*s the target of %.0f%% is more "
		      "likely to be missed than met."),
		    STR_ARG(last), look->target);
	const struct str from = month_of(a, x, turn);

	if (turn == k->miss)
		return str_fmt(a,
		    T("From %.*s on the target of %.0f%% is likely to be "
		      "missed."),
		    STR_ARG(from), look->target);
	return str_fmt(a,
	    T("%.*s is the first month in which the target of %.0f%% is likely "
	      "to be met."),
	    STR_ARG(from), look->target);
}

/* "8 in 100", and nothing is certain. */
static struct str chance_words(struct arena *a, double p)
{
	if (p < 0.01)
		return str_of(T("less than 1 in 100"));
	if (p > 0.99)
		return str_of(T("more than 99 in 100"));
	return str_fmt(a, T("about %.0f in 100"), 100.0 * p);
}

struct str team_next_words(
    struct arena *a, const struct team_next *x, const struct team_look *look)
{
	if (!x->likely)
		return str_fmt(a,
		    T("A forecast needs %d whole months with answers."),
		    FORECAST_LEAST);
	if (isnan(look->target))
		return without_target(a, x);
	const struct str when = when_words(a, x, look);
	const struct str last = month_of(a, x, TEAM_AHEAD);
	const struct str chance =
	    chance_words(a, team_next_missing(x, look, TEAM_AHEAD));
	const double points = 100.0 * x->outlook.change;

	/* Less than half a point would be said as none. */
	if (points < 0.5)
		return str_fmt(a,
		    T("%.*s The chance of missing it in %.*s is %.*s."),
		    STR_ARG(when), STR_ARG(last), STR_ARG(chance));
	return str_fmt(a,
	    T("%.*s The chance of missing it in %.*s is %.*s. To be likely to "
	      "meet it then, the figure must rise by %.1f points more than it "
	      "is heading for, about %.1f points each month."),
	    STR_ARG(when), STR_ARG(last), STR_ARG(chance), points,
	    points / TEAM_AHEAD);
}
