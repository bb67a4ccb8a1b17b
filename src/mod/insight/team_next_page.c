/*
 * team_next_page.c: "What next" on a unit's page, and the same as files.
 */
#include <math.h>

#include "base/words.h"
#include "mod/insight/team_next.h"
#include "report/csv.h"
#include "web/component.h"

static struct team_next next_of(const struct team_view *v)
{
	return team_next_of(
	    v->r->cx.arena, &v->series, &v->look, v->team.unit.slug);
}

static struct chart_fan chart_of(
    const struct team_view *v, const struct team_next *x, struct str title)
{
	struct arena *a = v->r->cx.arena;
	const struct str from = date_month_year(a, x->dates[0]);
	const struct str now = date_month_year(a, x->fan[0].date);
	const struct str last = date_month_year(a, x->fan[TEAM_AHEAD - 1].date);

	return (struct chart_fan){ .id = S("fan"),
		.title = title,
		.description = str_fmt(a,
		    T("%.*s by month since %.*s, and from %.*s to %.*s what is "
		      "likely, with a narrow and a wide band. The table below "
		      "has the numbers."),
		    STR_ARG(team_measure_words(v->filter.measure)),
		    STR_ARG(from), STR_ARG(now), STR_ARG(last)),
		/* xgettext:no-c-format */
		.unit = str_of(T("% of answers")),
		.dates = x->dates,
		.values = x->percent,
		.n = x->n,
		.ahead = x->fan,
		.nahead = TEAM_AHEAD,
		.target = v->look.target };
}

/* The table ------------------------------------------------------------ */

#define COLUMNS 5

static struct table_cell number(struct str text)
{
	return (struct table_cell){ .text = text, .format = "numeric" };
}

static void next_row(const struct team_view *v, const struct team_next *x,
    size_t i, struct table_cell *cells)
{
	struct arena *a = v->r->cx.arena;
	const struct fan_point *f = &x->fan[i];

	cells[0].text = date_month_year(a, f->date);
	cells[1] = number(str_fmt(a, T("%.1f%%"), f->mean));
	cells[2] = number(str_fmt(a, T("%.1f%% to %.1f%%"), f->lo80, f->hi80));
	cells[3] = number(str_fmt(a, T("%.1f%% to %.1f%%"), f->lo95, f->hi95));
	if (!isnan(v->look.target))
		cells[4] = number(str_fmt(a, T("%.0f in 100"),
		    100.0 * team_next_missing(x, &v->look, i + 1)));
}

static void write_table(const struct team_view *v, const struct team_next *x)
{
	struct arena *a = v->r->cx.arena;
	const size_t columns = isnan(v->look.target) ? COLUMNS - 1 : COLUMNS;
	struct table_cell *cells =
	    arena_array(a, TEAM_AHEAD * COLUMNS, sizeof(*cells));
	struct table_row rows[TEAM_AHEAD];
	const struct table_cell heads[COLUMNS] = {
		{ .text = str_of(T("Month")) },
		number(str_of(T("Most likely"))),
		number(str_of(T("In 80 of 100 futures"))),
		number(str_of(T("In 95 of 100 futures"))),
		number(str_of(T("Chance of missing the target"))),
	};
	struct buf b = buf_make(BUF_PAGE);

	for (size_t i = 0; i < TEAM_AHEAD; i++) {
		next_row(v, x, i, &cells[i * COLUMNS]);
		rows[i] = (struct table_row){ &cells[i * COLUMNS], columns };
	}
	component_table(&b,
	    &(struct table){ .caption = str_of(T("What is likely, by month")),
		.caption_size = "s",
		.caption_id = S("next-table"),
		.scroll = true,
		.head = heads,
		.nhead = columns,
		.rows = rows,
		.nrows = TEAM_AHEAD,
		.first_cell_is_header = true,
		.classes = "heard-table" });
	component_details(&v->r->out,
	    &(struct details){
		.summary = str_of(T("The numbers of this forecast")),
		.html = html_take(a, &b) });
	buf_free(&b);
}

/* The section ---------------------------------------------------------- */

static void write_links(const struct team_view *v)
{
	struct arena *a = v->r->cx.arena;
	const struct str query = team_filter_query(a, &v->filter);

	html(&v->r->out, "<p class=\"nhsuk-body heard-no-print\"><a href=\"");
	html_href(&v->r->out, str_fmt(a, "/t/%.*s/next.csv%.*s",
				  STR_ARG(v->team.unit.slug), STR_ARG(query)));
	html(&v->r->out, "\">%s</a> <a href=\"", T("Forecast as a CSV file"));
	html_href(&v->r->out, str_fmt(a, "/t/%.*s/next.svg%.*s",
				  STR_ARG(v->team.unit.slug), STR_ARG(query)));
	html(&v->r->out, "\">%s</a></p>", T("Forecast as a picture (SVG)"));
}

static size_t months_heard(const struct team_next *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		n += isnan(x->percent[i]) ? 0 : 1;
	return n;
}

void team_write_next(const struct team_view *v)
{
	struct arena *a = v->r->cx.arena;
	const struct team_next x = next_of(v);
	const struct str words = team_next_words(a, &x, &v->look);
	struct buf *out = &v->r->out;

	html(out, "<h2 class=\"nhsuk-heading-m\" id=\"next\">%s</h2>",
	    T("What next"));
	if (!x.likely) {
		html(out, "<p class=\"nhsuk-body\">%.*s</p>", STR_ARG(words));
		return;
	}
	const struct chart_fan c = chart_of(v, &x, words);
	const size_t n = months_heard(&x);

	html(out,
	    "<figure class=\"heard-figure\"><figcaption id=\"next-says\">%.*s"
	    "</figcaption><div class=\"heard-scroll\" role=\"region\" "
	    "tabindex=\"0\" aria-labelledby=\"next-says\">",
	    STR_ARG(words));
	chart_fan(out, a, &c);
	html(out, "</div><div class=\"heard-figure__note\"><p>");
	html(out,
	    TN("Worked out from %zu month of answers.",
		"Worked out from %zu months of answers.", (long)n),
	    n);
	html(out, " %s</p><p>%s</p></div></figure>",
	    T("The bands are as wide as the answers so far were hard to "
	      "foresee; the fewer the answers, the wider."),
	    T("This is what comes if all goes on as before. A change in the "
	      "service, in who is asked, or a run of months outside the narrow "
	      "band would change our mind."));
	write_table(v, &x);
	write_links(v);
}

/* Files ---------------------------------------------------------------- */

#define CSV_COLUMNS 9

static struct str digits(struct arena *a, double x, int decimals)
{
	return isnan(x) ? STR_NULL : str_fmt(a, "%.*f", decimals, x);
}

static void csv_past(struct buf *out, const struct team_view *v,
    const struct team_next *x, size_t i)
{
	struct arena *a = v->r->cx.arena;
	const struct str cells[CSV_COLUMNS] = {
		str_sub(date_iso(a, x->dates[i]), 0, 7), S("heard"),
		digits(a, x->percent[i], 1), digits(a, x->answers[i], 0)
	};

	csv_row(out, cells, CSV_COLUMNS);
}

static void csv_ahead(struct buf *out, const struct team_view *v,
    const struct team_next *x, size_t i)
{
	struct arena *a = v->r->cx.arena;
	const struct fan_point *f = &x->fan[i];
	const struct str cells[CSV_COLUMNS] = { str_sub(
						    date_iso(a, f->date), 0, 7),
		S("forecast"), digits(a, f->mean, 2), STR_NULL,
		digits(a, f->lo80, 2), digits(a, f->hi80, 2),
		digits(a, f->lo95, 2), digits(a, f->hi95, 2),
		isnan(v->look.target)
		    ? STR_NULL
		    : digits(a, team_next_missing(x, &v->look, i + 1), 4) };

	csv_row(out, cells, CSV_COLUMNS);
}

void team_next_csv(struct req *r)
{
	static const struct str names[CSV_COLUMNS] = { STR("month"),
		STR("what"), STR("percent"), STR("answers"), STR("low_80"),
		STR("high_80"), STR("low_95"), STR("high_95"),
		STR("chance_of_missing_target") };
	struct team_view v;
	struct buf b = buf_make(BUF_PAGE);

	if (!team_view_read(r, &v, false))
		return;
	const struct team_next x = next_of(&v);

	csv_bom(&b);
	csv_row(&b, names, CSV_COLUMNS);
	for (size_t i = 0; i < x.n; i++)
		csv_past(&b, &v, &x, i);
	for (size_t i = 0; x.likely && i < TEAM_AHEAD; i++)
		csv_ahead(&b, &v, &x, i);
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(
		r->cx.arena, "%.*s-forecast.csv", STR_ARG(v.team.unit.slug)),
	    &b);
	buf_free(&b);
}

void team_next_svg(struct req *r)
{
	struct team_view v;
	struct buf b = buf_make(BUF_PAGE);

	if (!team_view_read(r, &v, false))
		return;
	const struct team_next x = next_of(&v);

	if (!x.likely) {
		web_error(r, 404, T("There is no forecast"),
		    T("There are too few whole months with answers for a "
		      "forecast."));
		return;
	}
	const struct str words = team_next_words(r->cx.arena, &x, &v.look);
	/* Alone it must say whose it is. */
	const struct chart_fan c = chart_of(&v, &x,
	    str_fmt(r->cx.arena, T("%.*s: %.*s"), STR_ARG(v.team.unit.name),
		STR_ARG(words)));

	chart_fan(&b, r->cx.arena, &c);
	web_send(r, "image/svg+xml", STR_NULL, &b);
	buf_free(&b);
}
