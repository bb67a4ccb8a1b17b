/*
 * team_did.c: what a unit did about what people said: its actions, and what it
 * has told everybody. They are made in the room act; here they are only read.
 */
#include "base/words.h"
#include "core/may.h"
#include "mod/insight/team.h"
#include "web/component.h"

#define BELOW                                                             \
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1" \
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id) "

/* Open ones by their date, then the newest of those done since ?2. */
static const struct sql SQL_ACTIONS = { BELOW
	"SELECT a.ref, a.title, a.state, a.due, a.done_on FROM below b"
	" JOIN action a ON a.unit = b.id WHERE (a.state = 'open'"
	" OR (a.state = 'done' AND a.done_on >= ?2)) AND " SCOPE(
	    "b.id") " ORDER BY a.state DESC, coalesce(a.done_on, '') DESC,"
		    " coalesce(a.due, '9999'), a.id LIMIT 10",
	SCOPED(CAP_ACTION_READ) };

static const struct sql SQL_TOLD = { BELOW
	"SELECT y.ref, y.said, y.did, y.published_on FROM below b"
	" JOIN you_said y ON y.unit = b.id WHERE y.state = 'published'"
	" AND y.published_on >= ?2 AND " SCOPE(
	    "b.id") " ORDER BY y.published_on DESC, y.id DESC LIMIT 5",
	SCOPED(CAP_ACTION_READ) };

static void write_when(const struct team_view *v, struct rows *rows)
{
	struct arena *a = v->r->cx.arena;
	const struct date due = db_date(rows, 3), done = db_date(rows, 4);
	struct tag t = { .colour = "grey", .text = str_of(T("Open")) };

	if (str_is(db_text(rows, 2), "done")) {
		t.colour = "green";
		t.text =
		    str_fmt(a, T("Done on %.*s"), STR_ARG(date_long(a, done)));
	} else if (!date_none(due)) {
		if (date_cmp(due, v->filter.today) < 0)
			t.colour = "red";
		t.text =
		    str_fmt(a, T("Due on %.*s"), STR_ARG(date_long(a, due)));
	}
	component_tag(&v->r->out, &t);
}

static size_t write_actions(const struct team_view *v)
{
	struct buf *out = &v->r->out;
	size_t n = 0;
	struct rows *rows = db_query(v->r->cx.conn, v->r->cx.arena,
	    &SQL_ACTIONS, VALS(V(v->team.unit.id), V(v->filter.cut.from)));

	while (db_next(rows)) {
		if (n++ == 0)
			html(out,
			    "<h3 class=\"nhsuk-heading-s\">%s</h3>"
			    "<ul class=\"nhsuk-list heard-measure\">",
			    T("Actions"));
		html(out, "<li><a href=\"/k/actions/%.*s\">%.*s</a> ",
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 1)));
		write_when(v, rows);
		html(out, "</li>");
	}
	(void)db_done(rows);
	if (n > 0)
		html(out, "</ul>");
	return n;
}

static size_t write_told(const struct team_view *v)
{
	struct arena *a = v->r->cx.arena;
	struct buf *out = &v->r->out;
	size_t n = 0;
	struct rows *rows = db_query(v->r->cx.conn, a, &SQL_TOLD,
	    VALS(V(v->team.unit.id), V(v->filter.cut.from)));

	while (db_next(rows)) {
		if (n++ == 0)
			html(out, "<h3 class=\"nhsuk-heading-s\">%s</h3>",
			    T("What we told everybody"));
		html(out,
		    "<dl class=\"heard-measure\"><dt><strong>%s</strong></dt>"
		    "<dd>%.*s</dd><dt><strong>%s</strong></dt><dd>%.*s</dd>"
		    "</dl>",
		    T("You said"), STR_ARG(db_text(rows, 1)), T("We did"),
		    STR_ARG(db_text(rows, 2)));
		html(out, "<p class=\"nhsuk-body-s\">%.*s</p>",
		    STR_ARG(str_fmt(a, T("Published on %.*s."),
			STR_ARG(date_long(a, db_date(rows, 3))))));
	}
	(void)db_done(rows);
	return n;
}

void team_write_did(const struct team_view *v)
{
	if (!web_may(v->r, CAP_ACTION_READ))
		return;
	html(&v->r->out, "<h2 class=\"nhsuk-heading-m\" id=\"did\">%s</h2>",
	    T("What we did"));
	if (write_actions(v) + write_told(v) == 0)
		html(&v->r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing yet. Open a comment and start an action from "
		      "it: once it is done, people can be told what changed."));
}

static const struct sql *const list[] = { &SQL_ACTIONS, &SQL_TOLD };
const struct sql_list team_did_sql = { list, NELEM(list) };
