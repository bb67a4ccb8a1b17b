/*
 * comment_counts.c: beside what a search found: how many by month and by team,
 * counted by src/count over responses.
 */
#include <stdlib.h>

#include "base/words.h"
#include "chart/bars.h"
#include "core/may.h"
#include "mod/listen/comment_found.h"
#include "mod/listen/moderation_pages.h"

#define MONTHS     12 /* unless a period was asked for */
#define MONTHS_MAX 120
#define TEAMS      10

static const struct sql SQL_NAME = { "SELECT u.name FROM unit u WHERE"
				     " u.slug = ?1 AND " SCOPE("u.id"),
	SCOPED(CAP_RESPONSE_READ) };
static const struct sql *const list[] = { &SQL_NAME };
const struct sql_list comment_counts_sql = { list, NELEM(list) };

/* The first day of a month "2026-05", or `otherwise`. */
static struct date month_of(
    struct arena *a, struct str month, struct date otherwise)
{
	struct date d;

	if (str_empty(month) ||
	    !date_parse_iso(str_fmt(a, "%.*s-01", STR_ARG(month)), &d))
		return otherwise;
	return d;
}

static struct cut period(struct req *r, const struct comment_filter *f)
{
	const struct date now =
	    date_of_month_index(date_month_index(r->cx.today));
	const struct date last = month_of(r->cx.arena, f->to, now);
	struct cut c = { .until = date_add_months(last, 1) };

	c.from =
	    month_of(r->cx.arena, f->from, date_add_months(c.until, -MONTHS));
	if (date_cmp(c.from, c.until) > 0)
		c.from = c.until;
	if (date_month_index(c.until) - date_month_index(c.from) > MONTHS_MAX)
		c.from = date_add_months(c.until, -MONTHS_MAX);
	return c;
}

static void by_month(struct req *r, const struct month_series *s)
{
	struct arena *a = r->cx.arena;
	struct bar *bars = arena_array(a, s->n, sizeof(*bars));
	int64_t n;

	for (size_t i = 0; i < s->n; i++)
		bars[i] = (struct bar){ .label = date_month_year(
					    a, s->months[i].month),
			.value = cell_shown(s->months[i].responses, &n)
				     ? (double)n
				     : 0,
			.text = cell_text(a, s->months[i].responses) };
	chart_bars(&r->out, a,
	    &(struct chart_bars){ .id = S("found-by-month"),
		.title = str_of(T("Responses with what you looked for, by "
				  "month")),
		.bars = bars,
		.n = s->n });
}

static int more_first(const void *a, const void *b)
{
	const struct named_count *x = a, *y = b;
	int64_t nx = 0, ny = 0;

	(void)!cell_shown(x->responses, &nx);
	(void)!cell_shown(y->responses, &ny);
	return nx != ny ? (nx < ny) - (nx > ny) : str_cmp(x->code, y->code);
}

static void by_team(struct req *r, struct named_counts *c)
{
	struct arena *a = r->cx.arena;
	const struct table_cell head[] = { { .text = str_of(T("Team")) },
		{ .text = str_of(T("Responses")), .format = "numeric" } };
	const size_t n = c->n < TEAMS ? c->n : TEAMS;
	struct table_row *rows = arena_array(a, n, sizeof(*rows));
	struct table_cell *cells = arena_array(a, n * 2, sizeof(*cells));

	qsort(c->list, c->n, sizeof(*c->list), more_first);
	for (size_t i = 0; i < n; i++) {
		rows[i] = (struct table_row){ cells + 2 * i, 2 };
		cells[2 * i].text = db_get_text(
		    r->cx.conn, a, &SQL_NAME, VALS(V(c->list[i].code)));
		cells[2 * i + 1].text = cell_text(a, c->list[i].responses);
		cells[2 * i + 1].format = "numeric";
	}
	component_table(&r->out,
	    &(struct table){
		.caption = str_of(
		    c->n > n ? T("The ten teams with the most") : T("By team")),
		.caption_size = "s",
		.head = head,
		.nhead = 2,
		.rows = rows,
		.nrows = n });
}

void comment_counts(struct req *r, const struct comment_filter *f)
{
	struct arena *a = r->cx.arena;
	struct found_counts c;
	struct cut cut = period(r, f);
	bool stopped = false;

	if (comment_found_counts(&r->cx, f, &cut, &c, &stopped) != DB_OK)
		return;
	const struct str all = cell_text(a, c.months.sum.responses);
	const struct str from = date_month_year(a, cut.from);
	const struct str until =
	    date_month_year(a, date_add_months(cut.until, -1));

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("When and where"));
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out, T("From %.*s to %.*s, %.*s responses have it."),
	    STR_ARG(from), STR_ARG(until), STR_ARG(all));
	if (stopped)
		html(&r->out, " %s",
		    T("Only the newest 50,000 comments that came near it were "
		      "counted."));
	html(&r->out, "</p>");
	if (c.teams.n == 0)
		return;
	html(&r->out, "<div class=\"nhsuk-grid-row\"><div"
		      " class=\"nhsuk-grid-column-one-half\">");
	by_month(r, &c.months);
	html(&r->out, "</div><div class=\"nhsuk-grid-column-one-half\">");
	by_team(r, &c.teams);
	html(&r->out, "</div></div>");
}
