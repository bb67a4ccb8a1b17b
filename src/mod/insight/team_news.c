/*
 * team_news.c: what changed in the reader's teams, for My day: a sentence where
 * the last whole month is out of the usual; for a board, the trust's one chart.
 */
#include "base/words.h"
#include "core/may.h"
#include "mod/insight/team.h"
#include "web/component.h"

#define NEWS_UNITS 10

/* The highest units of those that a person may read. */
static const struct sql SQL_TOPS = {
	"SELECT u.id, u.slug, u.name FROM unit u WHERE " SCOPE(
	    "u.id") " AND (u.closed IS NULL OR u.closed > ?1)"
		    " AND NOT EXISTS (SELECT 1 FROM may t WHERE t.person = ?p"
		    " AND t.cap = ?c AND t.unit = u.parent)"
		    " ORDER BY u.fold, u.id LIMIT 10",
	SCOPED(CAP_RESPONSE_READ)
};

/* The trust, for who sees what is done in all of it. */
static const struct sql SQL_WHOLE = {
	"SELECT u.name, u.slug FROM unit u WHERE u.parent IS NULL AND " SCOPE(
	    "u.id") " ORDER BY u.id LIMIT 1",
	SCOPED(CAP_ACTION_READ)
};

static struct cut last_months(const struct req *r, int64_t unit)
{
	const struct date this = date_month_start(r->cx.today);

	return (struct cut){ .unit = unit,
		.from = date_add_months(this, -TEAM_MONTHS),
		.until = this };
}

/* Special cause in the very last whole month. */
static bool unusual(const struct chart_xmr *c, struct date until)
{
	if (c->n == 0 || c->summary.latest >= c->n ||
	    c->summary.variation == XMR_V_TOO_FEW)
		return false;
	return c->points[c->summary.latest].type != XMR_COMMON &&
	       date_cmp(c->dates[c->summary.latest],
		   date_add_months(until, -1)) == 0;
}

static bool write_unit_news(
    struct req *r, int64_t unit, struct str slug, struct str name, bool first)
{
	struct arena *a = r->cx.arena;
	const struct cut cut = last_months(r, unit);
	const struct month_series s = count_months(&r->cx, &cut);
	const struct team_look look =
	    team_look_at(&r->cx, TEAM_POSITIVE, r->cx.today, unit);
	const struct chart_xmr c = team_chart(a, &s, &look, slug,
	    str_fmt(a, T("Percent positive at %.*s"), STR_ARG(name)));

	if (!unusual(&c, cut.until))
		return false;
	if (first)
		html(&r->out,
		    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
		    "<ul class=\"nhsuk-list\">",
		    T("What has changed"));
	html(&r->out, "<li><a href=\"/t/%.*s\">%.*s</a></li>", STR_ARG(slug),
	    STR_ARG(chart_xmr_sentence(a, &c)));
	return true;
}

static void write_changes(struct req *r)
{
	struct {
		int64_t id;
		struct str slug, name;
	} tops[NEWS_UNITS];
	size_t n = 0, said = 0;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_TOPS, VALS(V(r->cx.today)));

	while (n < NEWS_UNITS && db_next(rows)) {
		tops[n].id = db_int(rows, 0);
		tops[n].slug = db_text(rows, 1);
		tops[n++].name = db_text(rows, 2);
	}
	(void)db_done(rows);
	for (size_t i = 0; i < n; i++)
		said += write_unit_news(
		    r, tops[i].id, tops[i].slug, tops[i].name, said == 0);
	if (said > 0)
		html(&r->out, "</ul>");
}

/* Months with their share, for who cannot see the picture. */
static void write_whole_table(struct req *r, const struct month_series *s)
{
	struct arena *a = r->cx.arena;
	struct table_cell *cells = arena_array(a, s->n * 2, sizeof(*cells));
	struct table_row *rows = arena_array(a, s->n, sizeof(*rows));
	struct buf b = buf_make(BUF_PAGE);

	for (size_t i = 0; i < s->n; i++) {
		const struct month_count *m = &s->months[s->n - 1 - i];
		const struct share p = answers_positive(&m->answers);

		cells[i * 2].text = date_month_year(a, m->month);
		cells[i * 2 + 1] =
		    (struct table_cell){ .text = share_text(a, &p),
			    .format = "numeric" };
		rows[i] = (struct table_row){ &cells[i * 2], 2 };
	}
	const struct table_cell heads[] = { { .text = str_of(T("Month")) },
		{ .text = str_of(T("Percent positive")),
		    .format = "numeric" } };

	component_table(&b, &(struct table){ .caption = str_of(T("By month")),
				.caption_size = "s",
				.head = heads,
				.nhead = NELEM(heads),
				.rows = rows,
				.nrows = s->n,
				.first_cell_is_header = true,
				.classes = "heard-table heard-measure" });
	component_details(
	    &r->out, &(struct details){
			 .summary = str_of(T("The numbers of this chart")),
			 .html = html_take(a, &b) });
	buf_free(&b);
}

static void write_whole(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct team_unit trust = { .id = 0 };
	const struct cut cut = last_months(r, 0);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_WHOLE, NO_VALS);

	if (db_next(rows)) {
		trust.name = db_text(rows, 0);
		trust.slug = db_text(rows, 1);
	}
	(void)db_done(rows);
	if (str_null(trust.name))
		return;
	const struct month_series s =
	    count_months_whole(&r->cx, cut.from, cut.until);
	const struct team_look look =
	    team_look_at(&r->cx, TEAM_POSITIVE, r->cx.today, 0);
	const struct chart_xmr c = team_chart(a, &s, &look, trust.slug,
	    str_fmt(a, T("Percent positive at %.*s"), STR_ARG(trust.name)));

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("The whole trust"));
	if (c.n == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("The chart begins when the first whole month with "
		      "answers is over."));
		return;
	}
	team_write_figure(r, &c, &look, &trust,
	    T("Positive is very good or good, of everybody who answered."));
	write_whole_table(r, &s);
}

void team_news(struct req *r)
{
	if (web_may(r, CAP_RESPONSE_READ))
		write_changes(r);
	else
		write_whole(r);
}

static const struct sql *const list[] = { &SQL_TOPS, &SQL_WHOLE };
const struct sql_list team_news_sql = { list, NELEM(list) };
