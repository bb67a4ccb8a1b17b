/*
 * promise_page.c: how the promises to ask people stand: a page, a line on a
 * team's page, and My day. The rule is promise.c's.
 */
#include "base/words.h"
#include "mod/act/internal.h"
#include "mod/act/promise.h"
#include "web/component.h"

static const struct sql SQL_ALL = {
	"SELECT u.name, u.slug, u.promise, n.state, n.due_on, n.last_on,"
	" n.rhythm, n.went_home FROM promise_now n JOIN unit u ON u.id = n.unit"
	" WHERE (?1 = '' OR n.state = ?1) AND " SCOPE(
	    "n.unit") " ORDER BY CASE n.state WHEN 'missed' THEN 0"
		      " WHEN 'soon' THEN 1 WHEN 'kept' THEN 2 ELSE 3 END,"
		      " n.due_on, u.fold, u.id LIMIT 1000",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_COUNTS = {
	"SELECT n.state, count(*) FROM promise_now n WHERE " SCOPE(
	    "n.unit") " GROUP BY n.state ORDER BY n.state",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_ONE = {
	"SELECT n.state, n.due_on FROM promise_now n WHERE n.unit = ?1"
	" AND " SCOPE("n.unit"),
	SCOPED(CAP_RESPONSE_READ)
};
/* Of the teams that somebody is appointed to, not of all below the trust. */
static const struct sql SQL_MINE = {
	"SELECT u.name, n.state, n.due_on FROM promise_now n"
	" JOIN unit u ON u.id = n.unit JOIN appointment a ON a.unit = n.unit"
	" AND a.person = ?p WHERE n.state IN ('missed', 'soon') AND " SCOPE(
	    "n.unit") " ORDER BY n.due_on, u.fold, u.id LIMIT 5",
	SCOPED(CAP_ACTION_WRITE)
};

static enum promise_state state_of(struct str code)
{
	for (int s = 0; s < PROMISE_STATES; s++)
		if (str_is(code, promise_code((enum promise_state)s)))
			return (enum promise_state)s;
	return PROMISE_KEPT;
}

static void write_counts(struct req *r)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_COUNTS, NO_VALS);

	html(&r->out, "<ul class=\"nhsuk-list\">");
	while (db_next(rows))
		html(&r->out,
		    "<li><a href=\"/promises?state=%.*s\">%s</a>: %lld</li>",
		    STR_ARG(db_text(rows, 0)),
		    promise_words(state_of(db_text(rows, 0))),
		    (long long)db_int(rows, 1));
	(void)db_done(rows);
	html(&r->out, "<li><a href=\"/promises\">%s</a></li></ul>", T("All"));
}

static struct str day_or(struct arena *a, struct date d, const char *none)
{
	return date_none(d) ? str_of(none) : date_long(a, d);
}

static void write_row(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;

	html(&r->out,
	    "<tr><th scope=\"row\"><a href=\"/t/%.*s\">%.*s</a></th><td>%s</td>"
	    "<td>%s</td><td>%.*s</td><td>%.*s</td>",
	    STR_ARG(db_text(rows, 1)), STR_ARG(db_text(rows, 0)),
	    str_is(db_text(rows, 2), "fortnightly") ? T("Every two weeks")
						    : T("Every month"),
	    promise_words(state_of(db_text(rows, 3))),
	    STR_ARG(day_or(a, db_date(rows, 4), "")),
	    STR_ARG(day_or(a, db_date(rows, 5), T("Never"))));
	html(&r->out, "<td>");
	if (!db_null(rows, 6))
		html(&r->out,
		    TN("every %lld day", "every %lld days",
			(long)db_int(rows, 6)),
		    (long long)db_int(rows, 6));
	html(&r->out, "</td><td>");
	if (!db_null(rows, 7))
		html(&r->out, "%lld", (long long)db_int(rows, 7));
	html(&r->out, "</td></tr>");
}

static void write_table(struct req *r, struct str state)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_ALL, VALS(V(state)));
	size_t n = 0;

	html(&r->out,
	    "<div class=\"heard-scroll\" role=\"region\" tabindex=\"0\" "
	    "aria-labelledby=\"promises\"><table class=\"nhsuk-table\">"
	    "<caption class=\"nhsuk-table__caption\" id=\"promises\">%s"
	    "</caption><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">"
	    "%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
	    "<th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
	    "<th scope=\"col\">%s</th></tr></thead><tbody>",
	    T("Promises, the most urgent first"), T("Team"), T("Promise"),
	    T("How it stands"), T("Ask somebody by"), T("Last answer"),
	    T("Usually"), T("Went home in two weeks"));
	for (; db_next(rows); n++)
		write_row(r, rows);
	(void)db_done(rows);
	html(&r->out, "</tbody></table></div>");
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("No team that you may see is like this."));
}

void promise_page(struct req *r)
{
	const struct str typed = web_query(r, "state");
	struct str state = S("");

	for (int s = 0; s < PROMISE_STATES; s++)
		if (str_is(typed, promise_code((enum promise_state)s)))
			state = typed;
	r->title = str_of(T("Promises to ask people"));
	r->wide = true;
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p>",
	    T("Promises to ask people"),
	    T("In the community every month, where people stay every two "
	      "weeks or before they go home. A promise is about to be missed "
	      "when three days are left, or when twice a team's usual time "
	      "has passed without an answer."));
	write_counts(r);
	write_table(r, state);
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"/k/collection-pauses\">%s</a>"
	    "</p>",
	    T("Wards that are closed for a while"));
}

void promise_counts(struct ctx *cx, int64_t *ret_missed, int64_t *ret_soon)
{
	struct rows *rows = db_query(cx->conn, cx->arena, &SQL_COUNTS, NO_VALS);

	*ret_missed = *ret_soon = 0;
	while (db_next(rows)) {
		const enum promise_state s = state_of(db_text(rows, 0));

		if (s == PROMISE_MISSED)
			*ret_missed = db_int(rows, 1);
		else if (s == PROMISE_SOON)
			*ret_soon = db_int(rows, 1);
	}
	(void)db_done(rows);
}

struct str act_promise_line(struct ctx *cx, int64_t unit)
{
	struct rows *rows =
	    db_query(cx->conn, cx->arena, &SQL_ONE, VALS(V(unit)));
	struct str line = STR_NULL;

	if (db_next(rows)) {
		const char *words = promise_words(state_of(db_text(rows, 0)));

		line =
		    db_null(rows, 1)
			? str_fmt(cx->arena, T("It stands so: %s."), words)
			: str_fmt(cx->arena,
			      T("It stands so: %s. Ask somebody by %.*s."),
			      words,
			      STR_ARG(date_long(cx->arena, db_date(rows, 1))));
	}
	(void)db_done(rows);
	return line;
}

void promise_day(struct req *r, struct day *d)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_MINE, NO_VALS);

	while (db_next(rows) && d->n < NELEM(d->items))
		d->items[d->n++] = (struct day_item){
			.sentence = str_fmt(r->cx.arena,
			    T("The promise to ask people, %.*s: %s"),
			    STR_ARG(db_text(rows, 0)),
			    promise_words(state_of(db_text(rows, 1)))),
			.path = S("/promises"),
			.due = db_date(rows, 2)
		};
	(void)db_done(rows);
}

static const struct sql *const list[] = { &SQL_ALL, &SQL_COUNTS, &SQL_ONE,
	&SQL_MINE };
const struct sql_list act_promise_page_sql = { list, NELEM(list) };
