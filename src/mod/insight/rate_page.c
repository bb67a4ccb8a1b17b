/*
 * rate_page.c: /t/{slug}/rate: response rates by month, by service group and by
 * team, and the same as CSV. Where there is no count there is no rate.
 */
#include <math.h>

#include "base/words.h"
#include "mod/insight/looks.h"
#include "mod/insight/rate.h"
#include "mod/insight/team.h"
#include "mod/org/org.h"
#include "report/csv.h"
#include "web/component.h"

struct look {
	struct team team;
	struct team_filter filter;
	struct rates rates;
};

/* False: answered. Only whole periods: neither way of answering nor role has a
 * count of its own. */
static bool read_look(struct req *r, struct look *k)
{
	*k = (struct look){ .filter = { .months = 0 } };
	if (!team_find(&r->cx, web_param(r, "slug"), &k->team)) {
		web_not_found(r);
		return false;
	}
	team_filter_read(&r->query, r->cx.today, &k->filter);
	k->filter.cut.unit = k->team.unit.id;
	k->filter.cut.mode = STR_NULL;
	k->filter.cut.role = STR_NULL;
	if (rate_read(&r->cx, &k->filter.cut, &k->rates))
		return true;
	web_error(r, 503, T("We could not count this"),
	    T("Something is wrong on our side. Try again in a few minutes."));
	return false;
}

/* Tables --------------------------------------------------------------- */

static struct table_cell text_of(struct str s)
{
	return (struct table_cell){ .text = s };
}

static struct table_cell number(struct str s)
{
	return (struct table_cell){ .text = s, .format = "numeric" };
}

static void write_table(struct req *r, const char *caption,
    const struct table_cell *head, size_t ncolumns, struct table_cell *cells,
    size_t n)
{
	struct table_row *rows = arena_array(r->cx.arena, n, sizeof(*rows));

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct table_row){ &cells[i * ncolumns], ncolumns };
	component_table(&r->out, &(struct table){ .caption = str_of(caption),
				     .caption_size = "m",
				     .head = head,
				     .nhead = ncolumns,
				     .rows = rows,
				     .nrows = n,
				     .first_cell_is_header = true,
				     .responsive = true });
}

static struct rate of_month(const struct rates *x, struct date month)
{
	struct rate sum = { 0, 0 };

	for (size_t i = 0; i < x->nlines; i++)
		if (date_cmp(x->lines[i].month, month) == 0)
			rate_add(&sum, &x->lines[i]);
	return sum;
}

static void write_months(struct req *r, const struct look *k)
{
	const int first = date_month_index(k->filter.cut.from);
	const size_t n =
	    (size_t)(date_month_index(k->filter.cut.until) - first);
	struct table_cell *cells =
	    arena_array(r->cx.arena, n * 2, sizeof(*cells));
	const struct table_cell head[] = { text_of(str_of(T("Month"))),
		number(str_of(T("Response rate"))) };

	for (size_t i = 0; i < n; i++) {
		const struct date m =
		    date_of_month_index(first + (int)(n - 1 - i));

		cells[i * 2] = text_of(date_month_year(r->cx.arena, m));
		cells[i * 2 + 1] =
		    number(rate_text(r->cx.arena, of_month(&k->rates, m)));
	}
	write_table(r, T("By month"), head, 2, cells, n);
}

/* What the trust aims at, and whether it got there over the period. */
static struct str target_words(
    struct arena *a, const struct service_group *g, struct rate sum)
{
	if (isnan(g->rate_target))
		return str_of(T("no target"));
	if (sum.den == 0)
		return str_fmt(a, T("%.4g%%"), g->rate_target);
	return str_fmt(a,
	    100.0 * (double)sum.num >= g->rate_target * (double)sum.den
		? T("%.4g%%: reached")
		: T("%.4g%%: not reached"),
	    g->rate_target);
}

static bool has_group(const struct rates *x, int64_t id)
{
	for (size_t i = 0; i < x->nunits; i++)
		if (x->units[i].group == id)
			return true;
	return false;
}

static const char *setting_label(struct str code)
{
	for (size_t i = 0; i < unit_settings.n; i++)
		if (str_is(code, unit_settings.list[i].code))
			return T(unit_settings.list[i].label);
	return "";
}

static struct rate of_group(const struct rates *x, int64_t id)
{
	struct rate sum = { 0, 0 };

	for (size_t i = 0; i < x->nlines; i++)
		if (x->lines[i].unit->group == id)
			rate_add(&sum, &x->lines[i]);
	return sum;
}

static void write_groups(struct req *r, const struct look *k)
{
	const struct rates *x = &k->rates;
	struct arena *a = r->cx.arena;
	struct table_cell *cells =
	    arena_array(a, (x->ngroups + 1) * 4, sizeof(*cells));
	const struct table_cell head[] = { text_of(str_of(T("Service group"))),
		text_of(str_of(T("Collection"))),
		number(str_of(T("Response rate"))),
		text_of(str_of(T("What we aim at"))) };
	size_t n = 0;

	for (size_t i = 0; i < x->ngroups; i++) {
		const struct service_group *g = &x->groups[i];
		const struct rate sum = of_group(x, g->record.id);
		struct table_cell *c = &cells[n * 4];

		if (!has_group(x, g->record.id))
			continue;
		c[0] = text_of(g->name);
		c[1] = text_of(str_of(setting_label(g->setting)));
		c[2] = number(rate_text(a, sum));
		c[3] = text_of(target_words(a, g, sum));
		n++;
	}
	if (n > 0)
		write_table(r, T("By service group"), head, 4, cells, n);
}

static void write_teams(struct req *r, const struct look *k)
{
	const struct rates *x = &k->rates;
	struct arena *a = r->cx.arena;
	struct table_cell *cells =
	    arena_array(a, x->nunits * 2, sizeof(*cells));
	const struct table_cell head[] = { text_of(str_of(
					       T("Where the count is of"))),
		number(str_of(T("Response rate"))) };
	size_t n = 0;

	for (size_t u = 0; u < x->nunits; u++) {
		struct rate sum = { 0, 0 };

		for (size_t i = 0; i < x->nlines; i++)
			if (x->lines[i].unit == &x->units[u])
				rate_add(&sum, &x->lines[i]);
		if (sum.den == 0)
			continue;
		cells[n * 2] = text_of(x->units[u].name);
		cells[n * 2].href =
		    str_fmt(a, "/t/%.*s/rate%.*s", STR_ARG(x->units[u].slug),
			STR_ARG(team_filter_query(a, &k->filter)));
		cells[n * 2 + 1] = number(rate_text(a, sum));
		n++;
	}
	write_table(
	    r, T("By team, in the order of the tree"), head, 2, cells, n);
}

/* The page ------------------------------------------------------------- */

static void paragraph(struct req *r, struct str words)
{
	html(&r->out, "<p class=\"nhsuk-body\">%.*s</p>", STR_ARG(words));
}

static void write_empty(struct req *r)
{
	paragraph(r,
	    str_of(
		T("Nobody has told Heard how many people could have answered "
		  "here in these months, so there is no rate. A rate needs "
		  "that number, by month and by team, service or "
		  "directorate.")));
	if (web_may(r, CAP_IMPORT))
		component_button(&r->out,
		    &(struct button){ .text = str_of(T("Bring in a file")),
			.href = S("/k/eligible-counts") });
}

static void write_sum(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;
	struct rate sum = { 0, 0 };

	for (size_t i = 0; i < k->rates.nlines; i++)
		rate_add(&sum, &k->rates.lines[i]);
	const struct str words = rate_text(a, sum);

	paragraph(r, str_fmt(a,
			 T("Of those who could have answered in these months, "
			   "%.*s did."),
			 STR_ARG(words)));
	if (k->rates.answers > sum.num)
		paragraph(
		    r, str_fmt(a,
			   T("%lld answers are from teams or months without a "
			     "count. They are in no rate."),
			   (long long)(k->rates.answers - sum.num)));
	paragraph(
	    r, str_of(T("A higher rate means that more people were asked and "
			"wanted to answer, not that care was better. It can be "
			"compared with the same team's past, and with nobody "
			"else.")));
}

static void write_links(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;

	html(&r->out, "<p class=\"nhsuk-body heard-no-print\"><a href=\"");
	html_href(&r->out,
	    str_fmt(a, "/t/%.*s/rate.csv%.*s", STR_ARG(k->team.unit.slug),
		STR_ARG(team_filter_query(a, &k->filter))));
	html(&r->out, "\">%s</a> <a href=\"/k/eligible-counts\">%s</a>",
	    T("Rates as a CSV file"), T("The counts behind them"));
	html(&r->out, " <a href=\"/k/service-groups\">%s</a></p>",
	    T("Service groups and what we aim at"));
}

void rate_page(struct req *r)
{
	struct look k;

	if (!read_look(r, &k))
		return;
	look_count(&r->cx, k.team.unit.id, LOOK_TEAM);
	r->title = str_fmt(
	    r->cx.arena, T("How many answer: %.*s"), STR_ARG(k.team.unit.name));
	r->wide = true;
	r->back = str_fmt(r->cx.arena, "/t/%.*s", STR_ARG(k.team.unit.slug));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1>"
	    "<p class=\"nhsuk-body-l\">%.*s</p>",
	    STR_ARG(r->title),
	    STR_ARG(team_period_words(r->cx.arena, &k.filter)));
	if (k.rates.nlines == 0) {
		write_empty(r);
		return;
	}
	write_sum(r, &k);
	write_groups(r, &k);
	write_months(r, &k);
	write_teams(r, &k);
	write_links(r, &k);
}

void rate_csv(struct req *r)
{
	static const struct str names[] = { STR("month"), STR("unit"),
		STR("service_group"), STR("setting"), STR("answers"),
		STR("eligible"), STR("percent") };
	struct arena *a = r->cx.arena;
	struct buf b = buf_make(BUF_PAGE);
	struct look k;

	if (!read_look(r, &k))
		return;
	csv_bom(&b);
	csv_row(&b, names, NELEM(names));
	for (size_t i = 0; i < k.rates.nlines; i++) {
		const struct rate_line *l = &k.rates.lines[i];
		const struct service_group *g =
		    rate_group(&k.rates, l->unit->group);
		const struct str cells[NELEM(names)] = {
			str_sub(date_iso(a, l->month), 0, 7), l->unit->name,
			g != NULL ? g->name : STR_NULL,
			g != NULL ? g->setting : STR_NULL,
			str_fmt(a, "%lld", (long long)l->answers),
			str_fmt(a, "%lld", (long long)l->eligible),
			l->eligible > 0 ? str_fmt(a, "%.2f",
					      100.0 * (double)l->answers /
						  (double)l->eligible)
					: STR_NULL
		};

		csv_row(&b, cells, NELEM(names));
	}
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(a, "%.*s-rate.csv", STR_ARG(k.team.unit.slug)), &b);
	buf_free(&b);
}
