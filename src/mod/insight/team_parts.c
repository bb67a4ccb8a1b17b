/*
 * team_parts.c: the sections of a unit's page, always in the same order. A
 * number never stands alone: it says of how many, and leads to its comments.
 */
#include <math.h>

#include "base/words.h"
#include "mod/act/act.h"
#include "mod/insight/team.h"
#include "mod/listen/codes.h"
#include "stat/small.h"
#include "web/component.h"

#define WHO_MAX     8
#define WHO_COLUMNS 4

static void heading(const struct team_view *v, const char *id, const char *text)
{
	html(&v->r->out, "<h2 class=\"nhsuk-heading-m\" id=\"%s\">%s</h2>", id,
	    text);
}

static struct arena *arena_of(const struct team_view *v)
{
	return v->r->cx.arena;
}

/* A count as a link to its comments; a plain 0 where there are none. */
static struct table_cell linked(const struct team_view *v, struct cell n,
    const struct team_filter *f, struct str answer)
{
	struct arena *a = arena_of(v);
	struct table_cell c = { .text = cell_text(a, n), .format = "numeric" };
	int64_t value = 0;

	if (cell_shown(n, &value) && value > 0)
		c.href = team_comments_href(a, v->team.unit.slug, f, answer);
	return c;
}

static struct table_cell share_cell(struct arena *a, struct share s)
{
	return (struct table_cell){ .text = share_text(a, &s),
		.format = "numeric" };
}

static struct table_cell head(const char *text)
{
	return (struct table_cell){ .text = str_of(text) };
}

static struct table_cell head_number(const char *text)
{
	return (struct table_cell){ .text = str_of(text), .format = "numeric" };
}

static struct str month_name(const struct team_view *v, struct date month)
{
	struct arena *a = arena_of(v);
	const struct str name = date_month_year(a, month);

	if (date_cmp(month, date_month_start(v->filter.today)) < 0)
		return name;
	return str_fmt(a, T("%.*s, so far"), STR_ARG(name));
}

static struct team_filter one_month(const struct team_view *v, size_t i)
{
	struct team_filter f = v->filter;

	f.cut.from = v->series.months[i].month;
	f.cut.until = date_add_months(f.cut.from, 1);
	return f;
}

/* A table folded away below what it explains. */
static void fold_away(
    const struct team_view *v, const char *summary, const struct table *t)
{
	struct buf b = buf_make(BUF_PAGE);

	component_table(&b, t);
	component_details(
	    &v->r->out, &(struct details){ .summary = str_of(summary),
			    .html = html_take(arena_of(v), &b) });
	buf_free(&b);
}

/* What we hear --------------------------------------------------------- */

static void write_promise(const struct team_view *v)
{
	const char *words = NULL;

	if (str_is(v->team.unit.promise, "monthly"))
		words = T("The promise here is to ask people every month.");
	else if (str_is(v->team.unit.promise, "fortnightly"))
		words = T("The promise here is to ask people every two weeks.");
	if (words == NULL)
		return;
	const struct str line = act_promise_line(&v->r->cx, v->team.unit.id);

	html(&v->r->out,
	    "<p class=\"nhsuk-body\">%s %.*s <a href=\"/promises\">%s</a></p>",
	    words, STR_ARG(line), T("All promises"));
}

static void write_total(const struct team_view *v)
{
	struct arena *a = arena_of(v);
	const struct month_count *sum = &v->series.sum;

	html(&v->r->out, "<p class=\"nhsuk-body\"><a href=\"");
	html_href(&v->r->out,
	    team_comments_href(a, v->team.unit.slug, &v->filter, STR_NULL));
	html(&v->r->out, "\">");
	html(&v->r->out,
	    TN("%.*s response", "%.*s responses", (long)v->responses),
	    STR_ARG(cell_text(a, sum->responses)));
	html(&v->r->out, "</a>. ");
	html(&v->r->out,
	    TN("%.*s answered how it was.", "%.*s answered how it was.",
		(long)v->responses),
	    STR_ARG(cell_text(a, sum->answers.all)));
	html(&v->r->out, "</p>");
}

static void write_modes(const struct team_view *v)
{
	struct arena *a = arena_of(v);
	const struct named_count *modes = v->counts.modes.list;
	const size_t n = v->counts.modes.n;
	struct table_cell *cells = arena_array(a, n * 3, sizeof(*cells));
	struct table_row *rows = arena_array(a, n, sizeof(*rows));

	for (size_t i = 0; i < n; i++) {
		const char *label = code_label(&codes_mode, modes[i].code);
		struct team_filter f = v->filter;

		f.cut.mode = modes[i].code;
		cells[i * 3].text =
		    label != NULL ? str_of(label) : modes[i].code;
		cells[i * 3 + 1] = linked(v, modes[i].responses, &f, STR_NULL);
		cells[i * 3 + 2] =
		    share_cell(a, answers_positive(&modes[i].answers));
		rows[i] = (struct table_row){ &cells[i * 3], 3 };
	}
	const struct table_cell heads[] = { head(T("How people answered")),
		head_number(T("Responses")),
		head_number(T("Percent positive")) };

	component_table(&v->r->out,
	    &(struct table){ .caption = str_of(T("By way of answering")),
		.caption_size = "s",
		.head = heads,
		.nhead = NELEM(heads),
		.rows = rows,
		.nrows = n,
		.first_cell_is_header = true,
		.classes = "heard-table heard-measure" });
}

static void write_hear_months(const struct team_view *v)
{
	const size_t n = v->series.n;
	struct table_cell *cells =
	    arena_array(arena_of(v), n * 2, sizeof(*cells));
	struct table_row *rows = arena_array(arena_of(v), n, sizeof(*rows));

	/* The newest month first. */
	for (size_t i = 0; i < n; i++) {
		const struct month_count *m = &v->series.months[n - 1 - i];
		const struct team_filter f = one_month(v, n - 1 - i);

		cells[i * 2].text = month_name(v, m->month);
		cells[i * 2 + 1] = linked(v, m->responses, &f, STR_NULL);
		rows[i] = (struct table_row){ &cells[i * 2], 2 };
	}
	const struct table_cell heads[] = { head(T("Month")),
		head_number(T("Responses")) };

	fold_away(v, T("Responses by month"),
	    &(struct table){ .caption = str_of(T("Responses by month")),
		.caption_size = "s",
		.head = heads,
		.nhead = NELEM(heads),
		.rows = rows,
		.nrows = n,
		.first_cell_is_header = true,
		.classes = "heard-table heard-measure" });
}

void team_write_hear(const struct team_view *v)
{
	heading(v, "hear", T("What we hear"));
	write_promise(v);
	write_total(v);
	write_modes(v);
	write_hear_months(v);
	html(&v->r->out,
	    "<p class=\"nhsuk-body heard-no-print\"><a "
	    "href=\"/t/%.*s/rate\">%s</a></p>",
	    STR_ARG(v->team.unit.slug),
	    T("How many of those who could have answered did"));
}

/* How it is ------------------------------------------------------------ */

static void write_figure(const struct team_view *v, struct share s,
    const char *what, struct str answer)
{
	struct arena *a = arena_of(v);
	struct buf *out = &v->r->out;

	html(out, "<li><a class=\"heard-numbers__figure\" href=\"");
	html_href(
	    out, team_comments_href(a, v->team.unit.slug, &v->filter, answer));
	html(out, "\">");
	if (s.shown && s.den > 0)
		html(out, "%.0f%%", s.percent);
	else
		html(out, "%.*s", STR_ARG(share_text(a, &s)));
	html(out, "<span class=\"nhsuk-u-visually-hidden\"> %s</span></a> ",
	    what);
	html(out, "<span aria-hidden=\"true\">%s</span> ", what);
	if (s.shown && s.den > 0)
		html(out, T("%.*s of %.*s answers"),
		    STR_ARG(cell_text(a, (struct cell){ .secret_n = s.num })),
		    STR_ARG(cell_text(a, (struct cell){ .secret_n = s.den })));
	html(out, "</li>");
}

static void write_figures(const struct team_view *v)
{
	const struct answers *c = &v->series.sum.answers;

	html(&v->r->out, "<ul class=\"heard-numbers\">");
	write_figure(v, answers_positive(c), T("positive"), S("positive"));
	write_figure(v, answers_very_good(c), T("very good"), S("1"));
	write_figure(v, answers_negative(c), T("negative"), S("negative"));
	html(&v->r->out, "</ul><p class=\"nhsuk-body-s\">%s</p>",
	    T("Positive is very good or good, negative is poor or very poor. "
	      "Each is of everybody who answered, \"don't know\" included."));
}

/* The same page with the other measure, back at the chart. */
static void write_switch(const struct team_view *v)
{
	struct arena *a = arena_of(v);
	struct team_filter other = v->filter;

	other.measure =
	    v->filter.measure == TEAM_POSITIVE ? TEAM_VERY_GOOD : TEAM_POSITIVE;
	html(&v->r->out, "<p class=\"nhsuk-body heard-no-print\"><a href=\"");
	html_href(&v->r->out,
	    str_fmt(a, "/t/%.*s%.*s#how", STR_ARG(v->team.unit.slug),
		STR_ARG(team_filter_query(a, &other))));
	html(&v->r->out, "\">%s</a></p>",
	    other.measure == TEAM_VERY_GOOD
		? T("Show percent very good instead")
		: T("Show percent positive instead"));
}

#define HOW_COLUMNS 6

static void how_row(const struct team_view *v, const struct chart_xmr *c,
    size_t i, struct table_cell *cells)
{
	struct arena *a = arena_of(v);
	const struct month_count *m = &v->series.months[i];
	const struct team_filter f = one_month(v, i);

	cells[0].text = month_name(v, m->month);
	cells[1] = linked(v, m->answers.all, &f, STR_NULL);
	cells[2] = share_cell(a, answers_positive(&m->answers));
	cells[3] = share_cell(a, answers_very_good(&m->answers));
	cells[4] = share_cell(a, answers_negative(&m->answers));
	cells[5].text = team_month_says(c, m->month);
}

static void write_how_table(
    const struct team_view *v, const struct chart_xmr *c)
{
	const size_t n = v->series.n;
	struct table_cell *cells =
	    arena_array(arena_of(v), n * HOW_COLUMNS, sizeof(*cells));
	struct table_row *rows = arena_array(arena_of(v), n, sizeof(*rows));

	for (size_t i = 0; i < n; i++) {
		how_row(v, c, n - 1 - i, &cells[i * HOW_COLUMNS]);
		rows[i] =
		    (struct table_row){ &cells[i * HOW_COLUMNS], HOW_COLUMNS };
	}
	const struct table_cell heads[HOW_COLUMNS] = { head(T("Month")),
		head_number(T("Answers")), head_number(T("Percent positive")),
		head_number(T("Percent very good")),
		head_number(T("Percent negative")), head(T("On the chart")) };

	fold_away(v, T("The numbers of this chart"),
	    &(struct table){ .caption = str_of(T("By month")),
		.caption_size = "s",
		.caption_id = S("how-table"),
		.scroll = true,
		.head = heads,
		.nhead = HOW_COLUMNS,
		.rows = rows,
		.nrows = n,
		.first_cell_is_header = true,
		.classes = "heard-table" });
}

void team_write_how(const struct team_view *v)
{
	struct arena *a = arena_of(v);
	const struct chart_xmr c = team_chart(a, &v->series, &v->look,
	    v->team.unit.slug, team_measure_words(v->filter.measure));

	heading(v, "how", T("How it is"));
	write_figures(v);
	if (c.n > 0)
		team_write_figure(v->r, &c, &v->look, &v->team.unit,
		    T("A month that is not over is left out."));
	else
		html(&v->r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("The chart begins when the first whole month with "
		      "answers is over."));
	write_switch(v);
	write_how_table(v, &c);
	html(&v->r->out, "<p class=\"nhsuk-body heard-no-print\"><a href=\"");
	html_href(&v->r->out,
	    str_fmt(a, "/t/%.*s/months.csv%.*s", STR_ARG(v->team.unit.slug),
		STR_ARG(team_filter_query(a, &v->filter))));
	html(&v->r->out, "\">%s</a> <a href=\"", T("Months as a CSV file"));
	html_href(&v->r->out,
	    str_fmt(a, "/t/%.*s/chart.svg%.*s", STR_ARG(v->team.unit.slug),
		STR_ARG(team_filter_query(a, &v->filter))));
	html(&v->r->out, "\">%s</a></p>", T("Chart as a picture (SVG)"));
}

/* Who says it ---------------------------------------------------------- */

static const struct named_count *counted(
    const struct named_count *list, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].code, code))
			return &list[i];
	return NULL;
}

/* Wider than this many points, and we heard too few to say. */
#define TOO_WIDE 25.0

/* Where the share may well lie: few answers make it wide. */
static struct str range_text(struct arena *a, const struct answers *c)
{
	const struct share s = answers_positive(c);
	struct interval i;

	if (!s.shown || s.den == 0)
		return str_of(T("too few to say"));
	i = small_wilson(s.num, s.den, 0.95);
	if (100.0 * (i.upper - i.lower) > TOO_WIDE)
		return str_fmt(a,
		    T("%.0f%% to %.0f%%: we heard too few to say"),
		    100.0 * i.lower, 100.0 * i.upper);
	return str_fmt(
	    a, T("%.0f%% to %.0f%%"), 100.0 * i.lower, 100.0 * i.upper);
}

static void who_row(const struct team_view *v, const struct named_count *k,
    struct table_cell *cells)
{
	struct arena *a = arena_of(v);
	struct team_filter f = v->filter;

	f.cut.role = k->code;
	cells[0].text = str_of(team_role_label(k->code));
	cells[1] = linked(v, k->responses, &f, STR_NULL);
	/* Silence is no filter. */
	if (str_empty(k->code))
		cells[1].href = STR_NULL;
	cells[2] = share_cell(a, answers_positive(&k->answers));
	cells[3] = (struct table_cell){ .text = range_text(a, &k->answers),
		.format = "numeric" };
}

/* In the order of the form, silence last. */
void team_write_who(const struct team_view *v)
{
	const struct named_count *roles = v->counts.roles.list;
	const size_t nroles = v->counts.roles.n;
	struct table_cell cells[WHO_MAX * WHO_COLUMNS] = { 0 };
	struct table_row rows[WHO_MAX];
	size_t n = 0;

	/* Where nobody said who they are there is nothing to show. */
	if (nroles == 0 || (nroles == 1 && str_empty(roles[0].code)))
		return;
	for (size_t i = 0; i <= codes_role.n && n < WHO_MAX; i++) {
		const struct named_count *k = counted(roles, nroles,
		    i < codes_role.n ? str_of(codes_role.list[i].code) : S(""));

		if (k == NULL)
			continue;
		who_row(v, k, &cells[n * WHO_COLUMNS]);
		rows[n] =
		    (struct table_row){ &cells[n * WHO_COLUMNS], WHO_COLUMNS };
		n++;
	}
	const struct table_cell heads[WHO_COLUMNS] = { head(T("Who")),
		head_number(T("Responses")), head_number(T("Percent positive")),
		head_number(T("95% interval")) };

	heading(v, "who", T("Who says it"));
	component_table(&v->r->out,
	    &(struct table){ .caption = str_of(T("By who answered")),
		.caption_size = "s",
		.head = heads,
		.nhead = NELEM(heads),
		.rows = rows,
		.nrows = n,
		.first_cell_is_header = true,
		.responsive = true,
		.classes = "heard-table heard-measure" });
	html(&v->r->out,
	    "<p class=\"nhsuk-body\"><a href=\"/t/%.*s/who\">%s</a></p>"
	    "<p class=\"nhsuk-body heard-no-print\"><a"
	    " href=\"/digests\">%s</a></p>",
	    STR_ARG(v->team.unit.slug),
	    T("By age, ethnic group and what else people told"),
	    T("Get this by mail, every week or month"));
}

/* Below ---------------------------------------------------------------- */

/* In the order of names: teams are not ranked. */
void team_write_below(const struct team_view *v)
{
	struct team_unit *kids;
	const size_t n = team_children(
	    &v->r->cx, v->team.unit.id, v->filter.cut.from, &kids);
	struct team_line *lines = arena_array(arena_of(v), n, sizeof(*lines));

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		lines[i] = (struct team_line){ kids[i].slug, kids[i].name,
			counted(v->counts.children.list, v->counts.children.n,
			    kids[i].slug) };
	heading(v, "below", T("What is below"));
	team_write_lines(v->r, &v->look, lines, n, &v->filter.cut,
	    team_filter_query(arena_of(v), &v->filter));
	html(&v->r->out, "<p class=\"nhsuk-body heard-no-print\"><a href=\"");
	html_href(&v->r->out,
	    str_fmt(arena_of(v), "/t/%.*s/units%.*s",
		STR_ARG(v->team.unit.slug),
		STR_ARG(team_filter_query(arena_of(v), &v->filter))));
	html(&v->r->out, "\">%s</a></p>",
	    T("All teams below, with a small chart each"));
}
