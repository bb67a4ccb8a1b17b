/*
 * team_units.c: /t/{slug}/units: all teams below a unit, with a small chart
 * each. Each is counted by itself; what is between them and the unit is on the
 * unit's own page.
 */
#include "base/words.h"
#include "core/may.h"
#include "mod/insight/looks.h"
#include "mod/insight/team.h"
#include "report/csv.h"
#include "web/component.h"

/* Teams, and other units that people answer about, which are below ?1. */
static const struct sql SQL_TEAMS = {
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE parent = ?1"
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
	" SELECT u.slug, u.name FROM below b JOIN unit u ON u.id = b.id"
	" WHERE (u.closed IS NULL OR u.closed > ?2) AND u.level = 'team'"
	" AND " SCOPE("u.id") " ORDER BY u.fold, u.id LIMIT 1000",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct named_count *counted(
    const struct named_counts *c, struct str slug)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->list[i].code, slug))
			return &c->list[i];
	return NULL;
}

static size_t read_lines(
    struct req *r, const struct cut *cut, struct team_line **ret)
{
	struct arena *a = r->cx.arena;
	const struct named_counts counts = count_units(&r->cx, cut);
	struct team_line *lines =
	    arena_array(a, COUNT_UNITS_MAX, sizeof(*lines));
	struct rows *rows = db_query(
	    r->cx.conn, a, &SQL_TEAMS, VALS(V(cut->unit), V(cut->from)));
	size_t n = 0;

	while (n < COUNT_UNITS_MAX && db_next(rows)) {
		lines[n].slug = db_text(rows, 0);
		lines[n].name = db_text(rows, 1);
		lines[n].count = counted(&counts, lines[n].slug);
		n++;
	}
	(void)db_done(rows);
	*ret = lines;
	return n;
}

static void write_top(
    struct req *r, const struct team *t, const struct team_filter *f)
{
	struct arena *a = r->cx.arena;
	const struct str up = str_fmt(a, "/t/%.*s%.*s", STR_ARG(t->unit.slug),
	    STR_ARG(team_filter_query(a, f)));
	const struct nav_link links[] = { { .text = str_of(T("Understand")),
					      .href = S("/understand") },
		{ .text = t->unit.name, .href = up } };

	component_breadcrumb(&r->out,
	    &(struct breadcrumb){ .items = links, .nitems = NELEM(links) });
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\"><span class=\"nhsuk-caption-l\">%.*s"
	    "</span> %s</h1><p class=\"nhsuk-body-l\">%.*s</p>",
	    STR_ARG(t->unit.name), T("All teams"),
	    STR_ARG(team_period_words(a, f)));
}

/* The same as files, with the filter that the page has. */
static void write_files(
    struct req *r, const struct team *t, const struct team_filter *f)
{
	struct arena *a = r->cx.arena;
	const struct str query = team_filter_query(a, f);

	html(&r->out, "<p class=\"nhsuk-body heard-no-print\"><a href=\"");
	html_href(&r->out, str_fmt(a, "/t/%.*s/units.csv%.*s",
			       STR_ARG(t->unit.slug), STR_ARG(query)));
	html(&r->out, "\">%s</a> <a href=\"", T("Teams as a CSV file"));
	html_href(&r->out, str_fmt(a, "/t/%.*s/funnel.svg%.*s",
			       STR_ARG(t->unit.slug), STR_ARG(query)));
	html(&r->out, "\">%s</a></p>", T("Funnel as a picture (SVG)"));
}

void team_units_page(struct req *r)
{
	struct team_filter f;
	struct team_line *lines;
	struct team_look look;
	struct team t;
	size_t n;

	if (!team_find(&r->cx, web_param(r, "slug"), &t)) {
		web_not_found(r);
		return;
	}
	look_count(&r->cx, t.unit.id, LOOK_UNITS);
	team_filter_read(&r->query, r->cx.today, &f);
	f.cut.unit = t.unit.id;
	look = team_look_at(&r->cx, f.measure, f.today, t.unit.id);
	n = read_lines(r, &f.cut, &lines);
	r->title =
	    str_fmt(r->cx.arena, T("All teams of %.*s"), STR_ARG(t.unit.name));
	r->wide = true;
	write_top(r, &t, &f);
	if (n == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("There is no team below. As soon as there is one, it "
		      "stands here with its chart."));
		return;
	}
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("Each team beside the others, in the order of names. A team "
	      "answers for itself: look where something changed, and ask."));
	team_write_funnel(
	    r, f.measure, lines, n, team_filter_query(r->cx.arena, &f));
	write_files(r, &t, &f);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\" id=\"teams\">%s</h2>",
	    T("Team by team"));
	team_write_lines(
	    r, &look, lines, n, &f.cut, team_filter_query(r->cx.arena, &f));
}

/* The same as files ------------------------------------------------------- */

struct below {
	struct team team;
	struct team_filter filter;
	struct team_line *lines;
	size_t n;
};

/* False: answered. */
static bool read_below(struct req *r, struct below *b)
{
	if (!team_find(&r->cx, web_param(r, "slug"), &b->team)) {
		web_not_found(r);
		return false;
	}
	team_filter_read(&r->query, r->cx.today, &b->filter);
	b->filter.cut.unit = b->team.unit.id;
	b->n = read_lines(r, &b->filter.cut, &b->lines);
	return true;
}

void team_units_csv(struct req *r)
{
	struct buf out = buf_make(BUF_PAGE);
	struct below b;

	if (!read_below(r, &b))
		return;
	csv_bom(&out);
	team_funnel_csv(&out, r->cx.arena, b.filter.measure, b.lines, b.n);
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(r->cx.arena, "%.*s-teams.csv", STR_ARG(b.team.unit.slug)),
	    &out);
	buf_free(&out);
}

void team_funnel_svg(struct req *r)
{
	struct buf out = buf_make(BUF_PAGE);
	struct below b;

	if (!read_below(r, &b))
		return;
	if (team_draw_funnel(&out, r->cx.arena, b.filter.measure, b.lines, b.n,
		b.team.unit.name))
		web_send(r, "image/svg+xml", STR_NULL, &out);
	else
		web_error(r, 404, T("There is no funnel"),
		    T("A funnel of fewer than ten teams shows nothing."));
	buf_free(&out);
}

static const struct sql *const list[] = { &SQL_TEAMS };
const struct sql_list team_units_sql = { list, NELEM(list) };
