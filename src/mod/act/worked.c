/*
 * worked.c: "Did it work?": what people said of the team in the months before
 * an action was done and in those after: as a chart with its day marked, as a
 * table and a file, and in the words that the numbers allow.
 */
#include <math.h>

#include "base/words.h"
#include "chart/xmr_chart.h"
#include "count/count.h"
#include "mod/act/internal.h"
#include "report/csv.h"
#include "stat/small.h"
#include "stat/spc.h"

#define MONTHS_EACH  6
#define MONTHS_CHART 18 /* before, so that the limits stand on enough */
#define CONFIDENCE   0.95

/* What an action is judged by; the first where nobody said. */
static const struct measure {
	const char *code, *words, *asks, *more, *fewer;
	enum xmr_better better;
	struct share (*part)(const struct answers *);
} measures[] = {
	{ "positive", N_("Percent positive"),
	    N_("How many people said that their experience of this team was "
	       "very good or good:"),
	    N_("More people said that it was good afterwards."),
	    N_("Fewer people said that it was good afterwards."), XMR_INCREASE,
	    answers_positive },
	{ "very_good", N_("Percent very good"),
	    N_("How many people said that their experience of this team was "
	       "very good:"),
	    N_("More people said that it was very good afterwards."),
	    N_("Fewer people said that it was very good afterwards."),
	    XMR_INCREASE, answers_very_good },
	{ "negative", N_("Percent negative"),
	    N_("How many people said that their experience of this team was "
	       "poor or very poor:"),
	    N_("More people said that it was poor afterwards."),
	    N_("Fewer people said that it was poor afterwards."), XMR_DECREASE,
	    answers_negative },
};

/* An action's months: the series, where both sides begin and end. */
struct worked {
	const struct action *action;
	const struct measure *measure;
	struct month_series series;
	struct date month; /* it was done in; on neither side */
	struct date before, after, until;
	bool too_soon;
	const char *event; /* what happened on the day */
};

static const struct measure *measure_of(const struct action *a)
{
	for (size_t i = 0; i < NELEM(measures); i++)
		if (str_is(a->measure, measures[i].code))
			return &measures[i];
	return &measures[0];
}

/* False: nothing to ask yet, or not for this person. */
static bool look(struct req *r, const struct action *a, struct worked *w)
{
	if (!str_is(a->state, "done") || date_none(a->done_on) ||
	    !may(&r->cx, CAP_RESPONSE_READ, a->unit))
		return false;
	const struct date now = date_month_start(r->cx.today);

	*w = (struct worked){
		.action = a, .measure = measure_of(a), .event = T("Done")
	};
	w->month = date_month_start(a->done_on);
	w->before = date_add_months(w->month, -MONTHS_EACH);
	w->after = date_add_months(w->month, 1);
	w->until = date_add_months(w->after, MONTHS_EACH);
	if (date_cmp(w->until, now) > 0)
		w->until = now;
	w->too_soon = date_cmp(w->until, w->after) <= 0;
	const struct cut cut = { .unit = a->unit,
		.from = date_add_months(w->month, -MONTHS_CHART),
		.until = w->too_soon ? w->month : w->until };

	w->series = count_months(&r->cx, &cut);
	return true;
}

static struct share share_of(
    struct req *r, const struct worked *w, struct date from, struct date until)
{
	const struct cut cut = {
		.unit = w->action->unit, .from = from, .until = until
	};
	const struct month_series s = count_months(&r->cx, &cut);

	/* A share is numbers: it keeps nothing of the answers. */
	/* cppcheck-suppress returnDanglingLifetime */
	return w->measure->part(&s.sum.answers);
}

/* "from 81% to 90%", or nothing where there are too few. */
static struct str between(struct arena *a, const struct share *s)
{
	if (!s->shown || s->den == 0)
		return STR_NULL;
	const struct interval i = small_wilson(s->num, s->den, CONFIDENCE);

	return str_fmt(a, T("between %.0f%% and %.0f%% with 95%% confidence"),
	    i.lower * 100, i.upper * 100);
}

static void write_side(struct req *r, const char *name, struct date from,
    struct date until, const struct share *s)
{
	struct arena *a = r->cx.arena;
	const struct str span = between(a, s);

	html(&r->out,
	    "<div class=\"nhsuk-summary-list__row\"><dt "
	    "class=\"nhsuk-summary-list__key\">%s</dt><dd "
	    "class=\"nhsuk-summary-list__value\">%.*s",
	    name, STR_ARG(share_text(a, s)));
	if (!str_null(span))
		html(&r->out, ", %.*s", STR_ARG(span));
	html(&r->out, "<br>");
	html(&r->out, T("%.*s to %.*s"), STR_ARG(date_month_year(a, from)),
	    STR_ARG(date_month_year(a, date_add(until, -1))));
	html(&r->out, "</dd></div>");
}

/* Claims no cause: other things changed in these months too. */
static void write_verdict(
    struct req *r, const struct measure *m, const struct interval *d)
{
	const double low = d->lower * 100, high = d->upper * 100;

	html(&r->out, "<p class=\"nhsuk-body\">");
	if (low > 0)
		html(&r->out, "%s ", T(m->more));
	else if (high < 0)
		html(&r->out, "%s ", T(m->fewer));
	else
		html(&r->out, "%s ",
		    T("The answers do not show whether anything changed: the "
		      "difference may be chance."));
	html(&r->out,
	    T("The difference is %+.0f percentage points, and lies between "
	      "%+.0f and %+.0f with 95%% confidence."),
	    d->p * 100, low, high);
	html(&r->out, " %s</p>",
	    T("This does not say that the action was the cause."));
}

/* Before and after, side by side, and what that allows one to say. */
static void write_sides(struct req *r, const struct worked *w)
{
	const struct share b = share_of(r, w, w->before, w->month);
	const struct share c = share_of(r, w, w->after, w->until);

	html(&r->out,
	    "<p class=\"nhsuk-body\">%s</p><dl class=\"nhsuk-summary-list\">",
	    T(w->measure->asks));
	write_side(r, T("Before"), w->before, w->month, &b);
	write_side(r, T("After"), w->after, w->until, &c);
	html(&r->out, "</dl>");
	if (!b.shown || !c.shown || b.den == 0 || c.den == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Too few people answered to compare."));
		return;
	}
	const struct interval d =
	    small_difference(c.num, c.den, b.num, b.den, CONFIDENCE);

	write_verdict(r, w->measure, &d);
}

/* The series judged; months before the first answer are left out. */
static struct chart_xmr chart_of(struct arena *a, const struct worked *w)
{
	const size_t n = w->series.n;
	struct chart_xmr c = { .id = S("worked"),
		.measure = str_of(T(w->measure->words)),
		/* xgettext:no-c-format */
		.unit = str_of(T("% of answers")),
		.bounded = true,
		.high = 100.0,
		.event = w->action->done_on,
		.event_words = str_of(w->event) };
	struct date *dates = arena_array(a, n + 1, sizeof(*dates));
	double *values = arena_array(a, n + 1, sizeof(*values));
	struct xmr_point *points = arena_array(a, n + 1, sizeof(*points));
	const struct xmr_options o = xmr_profile_mdc(w->measure->better);

	for (size_t i = 0; i < n; i++) {
		const double v =
		    w->measure->part(&w->series.months[i].answers).percent;

		if (c.n == 0 && isnan(v))
			continue;
		dates[c.n] = w->series.months[i].month;
		values[c.n++] = v;
	}
	const struct spc_input in = {
		.kind = SPC_XMR, .values = values, .n = c.n
	};

	spc_chart(&o, &in, points, NULL, &c.summary);
	c.points = points;
	c.dates = dates;
	return c;
}

static void write_chart(struct req *r, const struct worked *w)
{
	struct arena *a = r->cx.arena;
	struct chart_xmr c = chart_of(a, w);

	if (c.n < 2)
		return;
	c.no_key = true;
	html(&r->out,
	    "<figure class=\"heard-figure\"><figcaption id=\"worked-says\">"
	    "%.*s</figcaption><div class=\"heard-scroll\" role=\"region\" "
	    "tabindex=\"0\" aria-labelledby=\"worked-says\">",
	    STR_ARG(chart_xmr_sentence(a, &c)));
	chart_xmr(&r->out, a, &c);
	html(&r->out, "</div>");
	chart_xmr_key(&r->out, &c);
	html(&r->out, "<div class=\"heard-figure__note\"><p>");
	html(&r->out, T("The dotted line is %.*s: %s."),
	    STR_ARG(date_long(a, w->action->done_on)), w->event);
	html(&r->out, "</p></div></figure>");
}

static void write_months(struct req *r, const struct worked *w)
{
	struct arena *a = r->cx.arena;

	html(&r->out,
	    "<details class=\"nhsuk-details\"><summary "
	    "class=\"nhsuk-details__summary\"><span "
	    "class=\"nhsuk-details__summary-text\">%s</span></summary><div "
	    "class=\"nhsuk-details__text\"><table class=\"nhsuk-table\">"
	    "<caption class=\"nhsuk-table__caption\">%s</caption><thead><tr>"
	    "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>"
	    "<tbody>",
	    T("The numbers behind the chart"), T(w->measure->words), T("Month"),
	    T("Share"));
	for (size_t i = 0; i < w->series.n; i++) {
		const struct month_count *m = &w->series.months[i];
		const struct share s = w->measure->part(&m->answers);

		html(&r->out, "<tr><th scope=\"row\">%.*s</th><td>%.*s",
		    STR_ARG(date_month_year(a, m->month)),
		    STR_ARG(share_text(a, &s)));
		if (date_cmp(m->month, w->month) == 0)
			html(&r->out, " (%s)", w->event);
		html(&r->out, "</td></tr>");
	}
	html(&r->out, "</tbody></table>");
}

static void write_table(struct req *r, const struct worked *w)
{
	write_months(r, w);
	html(&r->out,
	    "<p><a href=\"/k/actions/%.*s/worked.csv\">%s</a>"
	    "</p></div></details>",
	    STR_ARG(w->action->rec.ref),
	    T("The same as a table for a spreadsheet (CSV)"));
}

void action_worked(struct req *r, const struct action *a)
{
	struct worked w;

	if (!look(r, a, &w))
		return;
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Did it work?"));
	if (w.too_soon)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("It is too soon to say: no whole month has passed since "
		      "it was done."));
	else
		write_sides(r, &w);
	write_chart(r, &w);
	write_table(r, &w);
}

void act_measure_chart(struct req *r, int64_t unit, struct str measure,
    struct date event, const char *event_words)
{
	const struct action a = { .unit = unit,
		.measure = measure,
		.done_on = event,
		.state = S("done") };
	struct worked w;

	if (!look(r, &a, &w)) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("You may not see what people said of this team."));
		return;
	}
	/* All that came after, not only what is compared. */
	const struct cut cut = { .unit = unit,
		.from = date_add_months(w.month, -MONTHS_CHART),
		.until = date_month_start(r->cx.today) };

	w.series = count_months(&r->cx, &cut);
	w.event = event_words;
	write_chart(r, &w);
	write_months(r, &w);
	html(&r->out, "</div></details>");
}

static struct str percent(struct arena *a, double x)
{
	return isnan(x) ? STR_NULL : str_fmt(a, "%.1f", x);
}

static void csv_month(struct arena *a, struct buf *out, const struct worked *w,
    const struct month_count *m)
{
	const struct share s = w->measure->part(&m->answers);
	const bool some = s.shown && s.den > 0;
	const struct interval i =
	    some ? small_wilson(s.num, s.den, CONFIDENCE)
		 : (struct interval){ (double)NAN, (double)NAN, (double)NAN };
	const int side = date_cmp(m->month, w->month);
	const struct str row[] = { str_sub(date_iso(a, m->month), 0, 7),
		side < 0 ? S("before") : (side > 0 ? S("after") : S("done")),
		s.shown ? str_fmt(a, "%lld", (long long)s.num) : STR_NULL,
		s.shown ? str_fmt(a, "%lld", (long long)s.den) : STR_NULL,
		percent(a, i.p * 100), percent(a, i.lower * 100),
		percent(a, i.upper * 100) };

	csv_row(out, row, NELEM(row));
}

void action_worked_csv(struct req *r)
{
	static const struct str head[] = { STR("month"), STR("side"),
		STR("numerator"), STR("denominator"), STR("percent"),
		STR("lower_95"), STR("upper_95") };
	struct action a;
	struct worked w;

	if (!kind_get_ref(&r->cx, &kind_action, web_param(r, "ref"), &a) ||
	    !look(r, &a, &w)) {
		web_not_found(r);
		return;
	}
	struct buf out = buf_make(BUF_PAGE);

	csv_bom(&out);
	csv_row(&out, head, NELEM(head));
	for (size_t i = 0; i < w.series.n; i++)
		csv_month(r->cx.arena, &out, &w, &w.series.months[i]);
	web_send(r, "text/csv; charset=utf-8", S("did-it-work.csv"), &out);
	buf_free(&out);
}
