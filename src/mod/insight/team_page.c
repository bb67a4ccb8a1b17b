/*
 * team_page.c: the addresses of a unit: its page, its months as CSV, its chart
 * alone. A unit that a person may not read is as unknown as one that is not
 * there.
 */
#include <math.h>

#include "base/words.h"
#include "mod/insight/looks.h"
#include "mod/insight/team.h"
#include "mod/listen/codes.h"
#include "mod/org/org.h"
#include "report/csv.h"
#include "web/component.h"

bool team_view_read(struct req *r, struct team_view *v, bool whole)
{
	*v = (struct team_view){ .r = r };
	if (!team_find(&r->cx, web_param(r, "slug"), &v->team)) {
		web_not_found(r);
		return false;
	}
	team_filter_read(&r->query, r->cx.today, &v->filter);
	v->filter.cut.unit = v->team.unit.id;
	v->look = team_look_at(
	    &r->cx, v->filter.measure, v->filter.today, v->team.unit.id);
	if (whole) {
		v->counts = count_cut(&r->cx, &v->filter.cut);
		v->series = v->counts.months;
	} else {
		v->series = count_months(&r->cx, &v->filter.cut);
	}
	if (!cell_shown(v->series.sum.responses, &v->responses))
		v->responses = 0;
	return true;
}

/* The top of the page -------------------------------------------------- */

static void write_breadcrumb(const struct team_view *v)
{
	struct nav_link links[TEAM_PARENTS_MAX + 1];
	size_t n = 0;

	links[n++] = (struct nav_link){ .text = str_of(T("Understand")),
		.href = S("/understand") };
	for (size_t i = 0; i < v->team.nparents; i++)
		links[n++] = (struct nav_link){ .text = v->team.parents[i].name,
			.href = str_fmt(v->r->cx.arena, "/t/%.*s",
			    STR_ARG(v->team.parents[i].slug)) };
	component_breadcrumb(
	    &v->r->out, &(struct breadcrumb){ .items = links, .nitems = n });
}

static const char *level_label(struct str code)
{
	for (size_t i = 0; i < unit_levels.n; i++)
		if (str_is(code, unit_levels.list[i].code))
			return T(unit_levels.list[i].label);
	return NULL;
}

static void write_opened(const struct team_view *v)
{
	const struct team_unit *u = &v->team.unit;
	struct arena *a = v->r->cx.arena;

	if (date_cmp(u->opened, v->filter.cut.from) > 0)
		html(&v->r->out, "<p class=\"nhsuk-body\">%.*s</p>",
		    STR_ARG(str_fmt(a, T("Opened on %.*s."),
			STR_ARG(date_long(a, u->opened)))));
	if (!date_none(u->closed))
		html(&v->r->out, "<p class=\"nhsuk-body\">%.*s</p>",
		    STR_ARG(str_fmt(a, T("Closed on %.*s."),
			STR_ARG(date_long(a, u->closed)))));
}

static void write_title(const struct team_view *v)
{
	const struct team_unit *u = &v->team.unit;
	const char *level = level_label(u->level);
	struct arena *a = v->r->cx.arena;

	html(&v->r->out, "<h1 class=\"nhsuk-heading-l\">");
	if (level != NULL)
		html(&v->r->out, "<span class=\"nhsuk-caption-l\">%s</span> ",
		    level);
	html(&v->r->out, "%.*s</h1><p class=\"nhsuk-body-l\">%.*s</p>",
	    STR_ARG(u->name), STR_ARG(team_period_words(a, &v->filter)));
	write_opened(v);
}

/* Filters -------------------------------------------------------------- */

static void write_lasts(const struct team_view *v)
{
	static const int months[] = { 12, 24, 36 };
	struct arena *a = v->r->cx.arena;
	struct buf *out = &v->r->out;

	html(out, "<ul class=\"nhsuk-list heard-lasts heard-no-print\">");
	for (size_t i = 0; i < NELEM(months); i++) {
		struct team_filter f = v->filter;

		f.months = months[i];
		html(out, "<li><a href=\"");
		html_href(
		    out, str_fmt(a, "/t/%.*s%.*s", STR_ARG(v->team.unit.slug),
			     STR_ARG(team_filter_query(a, &f))));
		html(out, "\"%s>",
		    v->filter.months == months[i] ? " aria-current=\"true\""
						  : "");
		html(out, T("Last %d months"), months[i]);
		html(out, "</a></li>");
	}
	html(out, "</ul>");
}

static void write_month_field(const struct team_view *v, const char *name,
    const char *label, struct date month)
{
	component_input(&v->r->out,
	    &(struct input){ .name = str_of(name),
		.label.text = str_of(label),
		.type = S("month"),
		.value = str_sub(date_iso(v->r->cx.arena, month), 0, 7),
		.attrs = ATTRS({ "pattern", S("[0-9]{4}-[0-9]{2}") },
		    { "title", str_of(T("Year and month, like 2026-04")) }) });
}

static void write_select(const struct team_view *v, const char *name,
    const char *label, struct str value, const struct code_list *l, bool roles)
{
	struct select_option *items =
	    arena_array(v->r->cx.arena, l->n + 1, sizeof(*items));

	items[0] =
	    (struct select_option){ .value = S(""), .text = str_of(T("Any")) };
	for (size_t i = 0; i < l->n; i++) {
		const struct str code = str_of(l->list[i].code);

		items[i + 1] = (struct select_option){ .value = code,
			.text = str_of(roles ? team_role_label(code)
					     : T(l->list[i].label)) };
	}
	component_select(
	    &v->r->out, &(struct select){ .name = str_of(name),
			    .label.text = str_of(label),
			    .value = str_null(value) ? S("") : value,
			    .items = items,
			    .nitems = l->n + 1 });
}

static void write_filters(const struct team_view *v)
{
	struct buf *out = &v->r->out;

	write_lasts(v);
	html(out,
	    "<form method=\"get\" action=\"/t/%.*s\" class=\"heard-filters\">",
	    STR_ARG(v->team.unit.slug));
	write_month_field(v, "from", T("From month"), v->filter.cut.from);
	write_month_field(v, "to", T("To month"),
	    date_month_start(date_add(v->filter.cut.until, -1)));
	write_select(v, "mode", T("How people answered"), v->filter.cut.mode,
	    &codes_mode, false);
	write_select(
	    v, "role", T("Who says it"), v->filter.cut.role, &codes_role, true);
	if (v->filter.measure == TEAM_VERY_GOOD)
		html(out, "<input type=\"hidden\" name=\"measure\" "
			  "value=\"very_good\">");
	component_button(out, &(struct button){ .text = str_of(T("Show")),
				  .variant = "secondary",
				  .small = true });
	html(out, "</form>");
}

/* Nobody said anything ------------------------------------------------- */

static void write_nothing(const struct team_view *v)
{
	struct buf *out = &v->r->out;

	if (team_has_responses(&v->r->cx, v->team.unit.id)) {
		html(out,
		    "<p class=\"nhsuk-body\">%s</p>"
		    "<p class=\"nhsuk-body\"><a href=\"/t/%.*s?months=36\">%s"
		    "</a></p>",
		    T("No response fits what you chose above."),
		    STR_ARG(v->team.unit.slug),
		    T("Show all of the last 36 months"));
		return;
	}
	html(out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><p class=\"nhsuk-body\">%s"
	    "</p><p class=\"nhsuk-body\">%s</p>",
	    T("Nobody has been heard here yet"),
	    T("As soon as somebody answers, this page shows how many did, how "
	      "good it was month by month, and what they say in their own "
	      "words."),
	    T("People answer through the code on a poster. Print one, hang it "
	      "where people leave, and the first answers come in."));
	if (kind_named(S("touch_point")) != NULL &&
	    web_may(v->r, kind_named(S("touch_point"))->read))
		component_button(
		    out, &(struct button){
			     .text = str_of(T("See codes and posters")),
			     .href = str_fmt(v->r->cx.arena, "/k/%s",
				 kind_named(S("touch_point"))->path) });
}

void team_page(struct req *r)
{
	struct team_view v;

	if (!team_view_read(r, &v, true))
		return;
	look_count(&r->cx, v.team.unit.id, LOOK_TEAM);
	r->title = v.team.unit.name;
	r->wide = true;
	write_breadcrumb(&v);
	write_title(&v);
	write_filters(&v);
	if (v.responses == 0) {
		write_nothing(&v);
	} else {
		team_write_hear(&v);
		team_write_how(&v);
		team_write_themes(&v);
		team_write_said(&v);
		team_write_who(&v);
		team_write_next(&v);
		team_write_did(&v);
	}
	team_write_below(&v);
}

/* The same as files ---------------------------------------------------- */

static struct str percent_text(struct arena *a, struct share s)
{
	return s.shown && s.den > 0 ? str_fmt(a, "%.1f", s.percent) : STR_NULL;
}

static struct str cell_number(struct arena *a, struct cell c)
{
	int64_t n = 0;

	return cell_shown(c, &n) ? str_fmt(a, "%lld", (long long)n) : STR_NULL;
}

static struct str line_text(struct arena *a, double x)
{
	return isnan(x) ? STR_NULL : str_fmt(a, "%.2f", x);
}

#define CSV_COLUMNS 20

/* The chart's point of a month; NULL: the chart has none. */
static const struct xmr_point *point_of(
    const struct chart_xmr *c, struct date month)
{
	for (size_t i = 0; i < c->n; i++)
		if (date_cmp(c->dates[i], month) == 0)
			return &c->points[i];
	return NULL;
}

/* What the chart makes of the month, of the measure that it shows. */
static void csv_point(struct arena *a, const struct team_view *v,
    const struct xmr_point *p, struct str *cells)
{
	size_t n = 0;

	cells[n++] = str_of(team_measure_code(v->filter.measure));
	if (p == NULL)
		return;
	cells[n++] = str_fmt(a, "%zu", p->segment);
	cells[n++] = line_text(a, p->mean);
	cells[n++] = line_text(a, p->lpl);
	cells[n++] = line_text(a, p->upl);
	cells[n++] = line_text(a, p->target);
	cells[n++] = str_of(xmr_rule_name(p->rule));
	cells[n++] = p->ghost ? S("yes") : S("no");
}

static void csv_month(struct buf *out, const struct team_view *v,
    const struct chart_xmr *c, const struct month_count *m)
{
	struct arena *a = v->r->cx.arena;
	struct str cells[CSV_COLUMNS] = { 0 };
	size_t n = 0;

	cells[n++] = str_sub(date_iso(a, m->month), 0, 7);
	cells[n++] = cell_number(a, m->responses);
	cells[n++] = cell_number(a, m->answers.all);
	for (size_t i = 0; i < ANSWERS; i++)
		cells[n++] = cell_number(a, m->answers.each[i]);
	cells[n++] = percent_text(a, answers_positive(&m->answers));
	cells[n++] = percent_text(a, answers_very_good(&m->answers));
	cells[n++] = percent_text(a, answers_negative(&m->answers));
	csv_point(a, v, point_of(c, m->month), &cells[n]);
	csv_row(out, cells, CSV_COLUMNS);
}

static struct chart_xmr chart_of(const struct team_view *v)
{
	return team_chart(v->r->cx.arena, &v->series, &v->look,
	    v->team.unit.slug, team_measure_words(v->filter.measure));
}

void team_months_csv(struct req *r)
{
	static const struct str names[CSV_COLUMNS] = { STR("month"),
		STR("responses"), STR("answers"), STR("very_good"), STR("good"),
		STR("neither"), STR("poor"), STR("very_poor"), STR("dont_know"),
		STR("percent_positive"), STR("percent_very_good"),
		STR("percent_negative"), STR("chart"), STR("segment"),
		STR("mean"), STR("lower_limit"), STR("upper_limit"),
		STR("target"), STR("rule"), STR("left_out") };
	struct team_view v;
	struct buf b = buf_make(BUF_PAGE);

	if (!team_view_read(r, &v, false))
		return;
	const struct chart_xmr c = chart_of(&v);

	csv_bom(&b);
	csv_row(&b, names, CSV_COLUMNS);
	for (size_t i = 0; i < v.series.n; i++)
		csv_month(&b, &v, &c, &v.series.months[i]);
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(r->cx.arena, "%.*s-months.csv", STR_ARG(v.team.unit.slug)),
	    &b);
	buf_free(&b);
}

void team_chart_svg(struct req *r)
{
	struct team_view v;
	struct buf b = buf_make(BUF_PAGE);

	if (!team_view_read(r, &v, false))
		return;
	struct chart_xmr c = chart_of(&v);

	/* Alone it must say whose it is. */
	c.title =
	    str_fmt(r->cx.arena, T("%.*s: %.*s"), STR_ARG(v.team.unit.name),
		STR_ARG(chart_xmr_sentence(r->cx.arena, &c)));
	chart_xmr(&b, r->cx.arena, &c);
	web_send(r, "image/svg+xml", STR_NULL, &b);
	buf_free(&b);
}
