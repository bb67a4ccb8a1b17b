/*
 * disposal_page.c: /cases/disposal: closed cases whose time of keeping is over,
 * what was proposed, and what was disposed of, when and by whom.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/casework/follow.h"

#define ROWS_MAX 100

static const struct sql SQL_OVER = {
	"SELECT c.ref, c.number, c.title, c.type, c.closed_on, c.hold,"
	" k.reviewed_on, k.keep_until, p.name FROM case_file c"
	" LEFT JOIN case_disposal k ON k.case_file = c.id"
	" LEFT JOIN person p ON p.id = k.reviewed_by"
	" WHERE c.closed_on <= ?1 AND (k.disposed_on IS NULL)"
	" AND (k.keep_until IS NULL OR k.keep_until <= ?2) AND " SCOPE(
	    "c.unit") " ORDER BY c.closed_on, c.id LIMIT 100",
	SCOPED(CAP_CASE_READ)
};
static const struct sql SQL_GONE = {
	"SELECT c.ref, c.number, c.type, c.closed_on, k.disposed_on, p.name,"
	" q.name FROM case_disposal k JOIN case_file c ON c.id = k.case_file"
	" LEFT JOIN person p ON p.id = k.reviewed_by"
	" LEFT JOIN person q ON q.id = k.disposed_by"
	" WHERE k.disposed_on IS NOT NULL AND " SCOPE(
	    "c.unit") " ORDER BY k.disposed_on DESC, k.id DESC LIMIT 100",
	SCOPED(CAP_CASE_READ)
};
static const struct sql *const list[] = { &SQL_OVER, &SQL_GONE };
const struct sql_list case_disposal_sql = { list, NELEM(list) };

static struct markup case_link(
    struct arena *a, struct rows *rows, struct str title)
{
	return html_fmt(a, "<a href=\"/cases/%.*s\">%lld %.*s</a>",
	    STR_ARG(db_text(rows, 0)), (long long)db_int(rows, 1),
	    STR_ARG(title));
}

static struct str standing(struct arena *a, struct rows *rows)
{
	if (db_int(rows, 5) != 0)
		return str_of(T("Legal hold"));
	if (db_null(rows, 6))
		return str_of(T("To be looked at"));
	if (!db_null(rows, 7))
		return str_of(T("Kept longer, and that is over: look again"));
	return str_fmt(a,
	    T("Proposed on %.*s by %.*s: somebody else disposes "
	      "of it"),
	    STR_ARG(date_long(a, db_date(rows, 6))), STR_ARG(db_text(rows, 8)));
}

static void write_table(struct req *r, const struct table_cell *head,
    size_t columns, const struct table_row *rows, size_t n, const char *empty)
{
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>", empty);
	else
		component_table(&r->out, &(struct table){ .head = head,
					     .nhead = columns,
					     .rows = rows,
					     .nrows = n,
					     .responsive = true });
}

static void write_over(struct req *r, struct date until)
{
	struct arena *a = r->cx.arena;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_OVER, VALS(V(until), V(r->cx.today)));
	struct table_row *out = arena_array(a, ROWS_MAX, sizeof(*out));
	const struct table_cell head[] = { { .text = str_of(T("Case")) },
		{ .text = str_of(T("Type")) },
		{ .text = str_of(T("Closed on")) },
		{ .text = str_of(T("How it stands")) } };
	size_t n = 0;

	while (n < ROWS_MAX && db_next(rows)) {
		struct table_cell *c = arena_array(a, 4, sizeof(*c));

		c[0].html = case_link(a, rows, db_text(rows, 2));
		c[1].text = case_label(&case_types, db_text(rows, 3));
		c[2].text = date_long(a, db_date(rows, 4));
		c[3].text = standing(a, rows);
		out[n++] = (struct table_row){ c, 4 };
	}
	(void)db_done(rows);
	write_table(r, head, NELEM(head), out, n,
	    T("No case is older than its time of keeping."));
}

static void write_gone(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_GONE, NO_VALS);
	struct table_row *out = arena_array(a, ROWS_MAX, sizeof(*out));
	const struct table_cell head[] = { { .text = str_of(T("Case")) },
		{ .text = str_of(T("Closed on")) },
		{ .text = str_of(T("Disposed of on")) },
		{ .text = str_of(T("Proposed by")) },
		{ .text = str_of(T("Disposed of by")) } };
	size_t n = 0;

	while (n < ROWS_MAX && db_next(rows)) {
		struct table_cell *c = arena_array(a, 5, sizeof(*c));

		c[0].html = case_link(
		    a, rows, case_label(&case_types, db_text(rows, 2)));
		c[1].text = date_long(a, db_date(rows, 3));
		c[2].text = date_long(a, db_date(rows, 4));
		c[3].text = db_text(rows, 5);
		c[4].text = db_text(rows, 6);
		out[n++] = (struct table_row){ c, 5 };
	}
	(void)db_done(rows);
	html(
	    &r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>", T("Disposed of"));
	write_table(r, head, NELEM(head), out, n,
	    T("Nothing has been disposed of yet."));
}

void disposal_page(struct req *r)
{
	const int years = (int)setting_int(&r->cx, "case_keep_years");

	r->title = str_of(T("The end of keeping"));
	r->back = S("/cases");
	r->wide = true;
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p class=\"nhsuk-body\">",
	    STR_ARG(r->title));
	html(&r->out,
	    T("Cases that closed %d years ago or more. Somebody looks at each "
	      "and proposes; somebody else disposes of it. Nothing goes by "
	      "itself, and nothing under a legal hold."),
	    years);
	html(&r->out, "</p>");
	write_over(r, date_add_months(r->cx.today, -12 * years));
	write_gone(r);
}
