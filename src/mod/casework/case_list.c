/*
 * case_list.c: /cases: what is due today, this week, late, mine, new; every
 * open case by what is due next, and the closed ones by their day. A case's
 * next day is kept in it, so a list is one walk along an index.
 */
#include "base/words.h"
#include "mod/casework/ask.h"
#include "mod/casework/internal.h"
#include "mod/listen/token.h"

#define ROWS      50
#define COUNT_MAX 200 /* a view counts no further */

/* Open cases whose next day is in [?1, ?2], after the row (?3, ?4); ?5 is a
 * type or '', ?6 a person or 0. */
#define OPEN_CASES                                                          \
	" FROM case_file c WHERE c.next_on IS NOT NULL AND c.next_on >= ?1" \
	" AND c.next_on <= ?2 AND (c.next_on > ?3 OR (c.next_on = ?3"       \
	" AND c.id > ?4)) AND (?5 = '' OR c.type = ?5)"                     \
	" AND (?6 = 0 OR c.handler = ?6 OR c.lead = ?6) AND " CASE_SEEN

#define ROW_COLUMNS                                                           \
	"SELECT c.ref, c.number, c.title, c.type, c.state, c.received_on,"    \
	" c.next_what, c.next_on, c.severity, c.risk, c.risk_seen_on,"        \
	" (SELECT u.name FROM unit u WHERE u.id = c.unit),"                   \
	" (SELECT p.name FROM person p WHERE p.id = c.handler), c.closed_on," \
	" c.ending, c.id"

static const struct sql SQL_OPEN = { ROW_COLUMNS OPEN_CASES
	" ORDER BY c.next_on, c.id LIMIT 51",
	SCOPED(CAP_CASE_READ) };

static const struct sql SQL_COUNT = {
	"SELECT count(*) FROM (SELECT c.id" OPEN_CASES " LIMIT 201) x",
	SCOPED(CAP_CASE_READ)
};

static const struct sql SQL_CLOSED = { ROW_COLUMNS
	" FROM case_file c WHERE c.closed_on IS NOT NULL"
	" AND (c.closed_on < ?1 OR (c.closed_on = ?1 AND c.id < ?2))"
	" AND (?3 = '' OR c.type = ?3) AND " CASE_SEEN
	" ORDER BY c.closed_on DESC, c.id DESC LIMIT 51",
	SCOPED(CAP_CASE_READ) };

static const struct sql SQL_AFTER = {
	"SELECT c.next_on, c.closed_on, c.id FROM case_file c"
	" WHERE c.ref = ?1 AND " CASE_SEEN,
	SCOPED(CAP_CASE_READ)
};
_Static_assert(ROWS == 50 && COUNT_MAX == 200, "the LIMITs above");

static const struct sql *const list[] = { &SQL_OPEN, &SQL_COUNT, &SQL_CLOSED,
	&SQL_AFTER };
const struct sql_list case_list_sql = { list, NELEM(list) };

enum { VIEW_LATE, VIEW_TODAY, VIEW_WEEK, VIEW_OPEN, VIEW_MINE, VIEW_CLOSED };

static const struct view {
	const char *code, *label; /* N_() */
} views[] = {
	[VIEW_LATE] = { "late", N_("Late") },
	[VIEW_TODAY] = { "today", N_("Due today") },
	[VIEW_WEEK] = { "week", N_("Due this week") },
	[VIEW_OPEN] = { "open", N_("All open") },
	[VIEW_MINE] = { "mine", N_("Mine") },
	[VIEW_CLOSED] = { "closed", N_("Closed") },
};

struct asked {
	int view;
	struct str type; /* "" for all */
	struct date after_on;
	int64_t after_id;
};

struct window {
	struct date from, until;
};

static struct window window_of(struct ctx *cx, int view)
{
	const struct date first = date_make(1900, 1, 1);
	const struct date today = cx->today;

	switch (view) {
	case VIEW_LATE:
		return (struct window){ first, date_add(today, -1) };
	case VIEW_TODAY:
		return (struct window){ today, today };
	case VIEW_WEEK:
		return (struct window){ today,
			date_add(today, 7 - date_weekday(today)) };
	default:
		return (struct window){ first, date_make(9999, 12, 31) };
	}
}

static int view_of(struct str code)
{
	for (size_t i = 0; i < NELEM(views); i++)
		if (str_is(code, views[i].code))
			return (int)i;
	return VIEW_OPEN;
}

/* Where a page goes on: after a case, named by its ref. */
static void read_after(struct req *r, struct asked *a)
{
	const struct str ref = web_query(r, "after");
	struct rows *rows;

	a->after_on = a->view == VIEW_CLOSED ? date_make(9999, 12, 31)
					     : date_make(1900, 1, 1);
	if (str_null(ref))
		return;
	rows = db_query(r->cx.conn, r->cx.arena, &SQL_AFTER, VALS(V(ref)));
	if (db_next(rows)) {
		a->after_on = db_date(rows, a->view == VIEW_CLOSED ? 1 : 0);
		a->after_id = db_int(rows, 2);
	}
	(void)db_done(rows);
}

static struct asked read_asked(struct req *r)
{
	const struct str type = web_query(r, "type");
	struct asked a = { .view = view_of(web_query(r, "view")),
		.type = S("") };

	for (size_t i = 0; i < case_types.n; i++)
		if (str_is(type, case_types.list[i].code))
			a.type = type;
	read_after(r, &a);
	return a;
}

static struct rows *run(struct req *r, const struct asked *a)
{
	const struct window w = window_of(&r->cx, a->view);
	const int64_t who = a->view == VIEW_MINE ? r->cx.person : 0;

	if (a->view == VIEW_CLOSED)
		return db_query(r->cx.conn, r->cx.arena, &SQL_CLOSED,
		    VALS(V(a->after_on), V(a->after_id), V(a->type)));
	return db_query(r->cx.conn, r->cx.arena, &SQL_OPEN,
	    VALS(V(w.from), V(w.until), V(a->after_on), V(a->after_id),
		V(a->type), V(who)));
}

static int64_t count_of(struct req *r, int view)
{
	const struct window w = window_of(&r->cx, view);

	return db_get_int(r->cx.conn, r->cx.arena, &SQL_COUNT,
	    VALS(V(w.from), V(w.until), V(date_make(1900, 1, 1)), V(0), V(""),
		V((int64_t)(view == VIEW_MINE ? r->cx.person : 0))),
	    0);
}

static void write_views(struct req *r, const struct asked *a)
{
	html(&r->out, "<nav aria-label=\"%s\"><ul class=\"heard-case-views\">",
	    T("Which cases"));
	for (int i = 0; i < (int)NELEM(views); i++) {
		html(&r->out, "<li><a href=\"/cases?view=%s&amp;type=%.*s\"%s>",
		    views[i].code, STR_ARG(a->type),
		    i == a->view ? " aria-current=page" : "");
		html(&r->out, "%s", T(views[i].label));
		if (i != VIEW_CLOSED) {
			const int64_t n = count_of(r, i);

			html(&r->out, n > COUNT_MAX ? " (%lld+)" : " (%lld)",
			    (long long)(n > COUNT_MAX ? COUNT_MAX : n));
		}
		html(&r->out, "</a></li>");
	}
	html(&r->out, "</ul></nav>");
}

static void write_filter(struct req *r, const struct asked *a)
{
	struct select_option items[12];
	size_t n = 0;

	items[n++] = (struct select_option){ .value = S(""),
		.text = str_of(T("All types")) };
	for (size_t i = 0; i < case_types.n; i++)
		items[n++] =
		    (struct select_option){ .value =
						str_of(case_types.list[i].code),
			    .text = str_of(T(case_types.list[i].label)) };
	html(&r->out,
	    "<form method=\"get\" action=\"/cases\" class=\"heard-filters\">"
	    "<input type=\"hidden\" name=\"view\" value=\"%s\">",
	    views[a->view].code);
	component_select(&r->out, &(struct select){ .name = S("type"),
				      .label.text = str_of(T("Type")),
				      .items = items,
				      .nitems = n,
				      .value = a->type });
	component_button(&r->out, &(struct button){ .text = str_of(T("Show")),
				      .variant = "secondary",
				      .small = true });
	html(&r->out, "</form>");
}

/* By number, or by the return code that somebody reads out on the phone. */
static void write_find(struct req *r)
{
	html(&r->out, "<form method=\"post\" action=\"/cases/find\" "
		      "class=\"heard-filters\">");
	web_csrf_field(r);
	component_input(
	    &r->out, &(struct input){ .name = S("find"),
			 .label.text = str_of(T("Case number or return code")),
			 .autocomplete = S("off"),
			 .width = 20 });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Find it")),
			 .variant = "secondary",
			 .small = true });
	html(&r->out, "</form>");
}

static bool find_code(struct req *r, struct str typed, struct case_file *ret)
{
	for (size_t i = 0; i < keys_count(r->cx.app->keys); i++) {
		const struct str ref = response_ref_nth(&r->cx, typed, i);

		if (!str_null(ref) && case_find(&r->cx, ref, ret))
			return true;
	}
	return false;
}

void case_find_post(struct req *r)
{
	const struct str typed = str_trim(web_post(r, "find"));
	struct case_file c;
	int64_t number = 0;
	const bool found = str_int64(typed, &number)
			       ? case_find_number(&r->cx, number, &c)
			       : find_code(r, typed, &c);

	if (found) {
		web_redirect(r, case_path(r->cx.arena, c.rec.ref, ""));
		return;
	}
	r->back = S("/cases");
	web_error(r, 404, T("There is no such case"),
	    T("Check the number or the code, or it is not a case of yours to "
	      "see."));
}

#define COLUMNS 6

static struct markup due_cell(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	const struct date on = db_date(rows, 7);

	if (date_none(on))
		return html_fmt(a, "%.*s, %.*s",
		    STR_ARG(case_label(&case_endings, db_text(rows, 14))),
		    STR_ARG(date_long(a, db_date(rows, 13))));
	if (date_cmp(on, r->cx.today) < 0)
		return html_fmt(a,
		    "<strong class=\"nhsuk-tag nhsuk-tag--red\">%s</strong> "
		    "%.*s, %.*s",
		    T("Late"),
		    STR_ARG(case_label(&case_whats, db_text(rows, 6))),
		    STR_ARG(date_long(a, on)));
	return html_fmt(a, "%.*s, %.*s",
	    STR_ARG(case_label(&case_whats, db_text(rows, 6))),
	    STR_ARG(date_long(a, on)));
}

static struct table_cell *cells_of(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	struct table_cell *c = arena_array(a, COLUMNS, sizeof(*c));

	c[0].html = html_fmt(a, "<a href=\"/cases/%.*s\">%lld %.*s</a>",
	    STR_ARG(db_text(rows, 0)), (long long)db_int(rows, 1),
	    STR_ARG(db_text(rows, 2)));
	c[1].text = case_label(&case_types, db_text(rows, 3));
	c[2].text = db_text(rows, 11);
	c[3].text = date_long(a, db_date(rows, 5));
	c[4].html = due_cell(r, rows);
	c[5].text =
	    db_null(rows, 12) ? str_of(T("Nobody yet")) : db_text(rows, 12);
	return c;
}

static size_t write_table(
    struct req *r, struct rows *rows, struct str *ret_last)
{
	const struct table_cell head[COLUMNS] = {
		{ .text = str_of(T("Case")) },
		{ .text = str_of(T("Type")) },
		{ .text = str_of(T("Team or service")) },
		{ .text = str_of(T("Received on")) },
		{ .text = str_of(T("Next")) },
		{ .text = str_of(T("Named contact")) },
	};
	struct table_row *out = arena_array(r->cx.arena, ROWS, sizeof(*out));
	size_t n = 0;

	*ret_last = STR_NULL;
	while (n < ROWS && db_next(rows)) {
		*ret_last = db_text(rows, 0);
		out[n++] = (struct table_row){ cells_of(r, rows), COLUMNS };
	}
	const bool later = n == ROWS && db_next(rows);

	(void)db_done(rows);
	if (!later)
		*ret_last = STR_NULL;
	if (n > 0)
		component_table(&r->out, &(struct table){ .head = head,
					     .nhead = COLUMNS,
					     .rows = out,
					     .nrows = n,
					     .responsive = true });
	return n;
}

static const struct more {
	const char *path, *label; /* N_() */
	enum cap cap;
	bool trust; /* held on the whole trust */
} more[] = {
	{ "/returns/ko41a", N_("Complaints return KO41a"), CAP_CASE_READ,
	    true },
	{ "/returns/annual", N_("Annual complaints report"), CAP_CASE_READ,
	    true },
	{ "/returns/experience", N_("How it was to complain"), CAP_CASE_READ,
	    true },
	{ "/surgeries", N_("Surgeries and clinics: every team"), CAP_CASE_READ,
	    false },
	{ "/peer-review", N_("Peer review of complaints"), CAP_CASE_WORK,
	    false },
	{ "/k/complaints-review-group", N_("Complaints review group"),
	    CAP_CASE_READ, false },
	{ "/learning", N_("Learning bulletin"), CAP_UNIT_READ, false },
	{ "/k/learning-items", N_("Write something for the bulletin"),
	    CAP_CASE_WRITE, false },
	{ "/case-checks", N_("What you are asked to check"), CAP_CASE_WORK,
	    false },
	{ "/cases/disposal", N_("The end of keeping"), CAP_CASE_READ, false },
};

static void write_more(struct req *r)
{
	html(&r->out, "<nav aria-label=\"%s\"><ul class=\"heard-case-views\">",
	    T("More about cases"));
	for (size_t i = 0; i < NELEM(more); i++)
		if (more[i].trust ? may_trust(&r->cx, more[i].cap)
				  : web_may(r, more[i].cap))
			html(&r->out, "<li><a href=\"%s\">%s</a></li>",
			    more[i].path, T(more[i].label));
	html(&r->out, "</ul></nav>");
}

void case_list_page(struct req *r)
{
	const struct asked a = read_asked(r);
	struct str last;

	r->title = str_of(T("Cases"));
	r->wide = true;
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>", T("Cases"));
	write_views(r, &a);
	if (web_may(r, CAP_CASE_WRITE))
		component_button(&r->out,
		    &(struct button){
			.text = str_of(T("Enter a call, a letter or a visit")),
			.href = S("/cases/new") });
	write_more(r);
	write_filter(r, &a);
	write_find(r);
	if (write_table(r, run(r, &a), &last) == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("No case is here. Cases come from the public form at "
		      "/tell-us, from what staff enter, and from files of "
		      "another system."));
	if (!str_null(last))
		component_pagination(
		    &r->out, &(struct pagination){
				 .next.href = str_fmt(r->cx.arena,
				     "/cases?view=%s&type=%.*s&after=%.*s",
				     views[a.view].code, STR_ARG(a.type),
				     STR_ARG(last)) });
}
