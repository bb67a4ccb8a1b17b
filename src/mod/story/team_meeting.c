/*
 * team_meeting.c: the agenda of a team's meeting about feedback, made of what was
 * said since the one before: comments, what was heard by the way, actions that
 * are open.
 */
#include "base/words.h"
#include "core/comment_ref.h"
#include "mod/act/act.h"
#include "mod/story/story.h"

#define FIRST_DAYS 30 /* back, where there was no meeting before */

static const struct sql SQL_BEFORE = {
	"SELECT max(m.held_on) FROM team_meeting m WHERE m.unit = ?1"
	" AND m.held_on < ?2 AND " SCOPE("m.unit"),
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_COMMENTS = {
	"SELECT " COMMENT_REF("r",
	    "c") ", c.shown, c.lang FROM comment c JOIN response r"
		 " ON r.id = c.response WHERE r.unit = ?1"
		 " AND r.experienced_on >= ?2 AND r.experienced_on < ?3"
		 " AND c.shown IS NOT NULL AND c.state NOT IN ('held', 'hidden')"
		 " AND " SCOPE("r.unit") " ORDER BY r.experienced_on DESC,"
					 " c.id DESC LIMIT 20",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_HEARD = {
	"SELECT h.ref, h.title, h.mood FROM hearsay h WHERE h.unit = ?1"
	" AND h.heard_on >= ?2 AND h.heard_on < ?3 AND " SCOPE(
	    "h.unit") " ORDER BY h.heard_on DESC, h.id DESC LIMIT 20",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_OPEN = {
	"SELECT a.ref, a.title, a.due FROM action a WHERE a.unit = ?1"
	" AND a.state = 'open' AND " SCOPE(
	    "a.unit") " ORDER BY a.due, a.id LIMIT 20",
	SCOPED(CAP_ACTION_READ)
};

static void head(struct req *r, const char *words, size_t n)
{
	if (n > 0)
		return;
	html(&r->out,
	    "<h3 class=\"nhsuk-heading-s\">%s</h3><ul class=\"nhsuk-list "
	    "nhsuk-list--bullet\">",
	    words);
}

static size_t write_said(
    struct req *r, const struct meeting *m, struct date from)
{
	size_t n = 0;
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_COMMENTS,
	    VALS(V(m->unit), V(from), V(date_add(m->held_on, 1))));

	while (db_next(rows)) {
		head(r, T("What people wrote"), n++);
		html(&r->out,
		    "<li><a href=\"/comments/%.*s\" lang=\"%.*s\" dir=\"auto\">"
		    "%.*s</a></li>",
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 2)),
		    STR_ARG(db_text(rows, 1)));
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
	return n;
}

static size_t write_heard(
    struct req *r, const struct meeting *m, struct date from)
{
	size_t n = 0;
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_HEARD,
	    VALS(V(m->unit), V(from), V(date_add(m->held_on, 1))));

	while (db_next(rows)) {
		head(r, T("Heard by the way"), n++);
		html(&r->out,
		    "<li>%s: <a href=\"/k/hearsay/%.*s\" dir=\"auto\">%.*s</a>"
		    "</li>",
		    str_is(db_text(rows, 2), "good")
			? T("Something good")
			: T("Something to make better"),
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 1)));
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
	return n;
}

static size_t write_open(struct req *r, const struct meeting *m)
{
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_OPEN, VALS(V(m->unit)));

	while (db_next(rows)) {
		head(r, T("Actions that are open"), n++);
		html(&r->out, "<li><a href=\"/k/actions/%.*s\">%.*s</a>, ",
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 1)));
		html(&r->out, T("due %.*s"),
		    STR_ARG(date_long(r->cx.arena, db_date(rows, 2))));
		html(&r->out, "</li>");
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
	return n;
}

void team_meeting_more(struct req *r, const void *rec)
{
	const struct meeting *m = rec;
	struct date from = DATE_NONE;
	const struct str before = db_get_text(r->cx.conn, r->cx.arena,
	    &SQL_BEFORE, VALS(V(m->unit), V(m->held_on)));

	if (!date_parse_iso(before, &from))
		from = date_add(m->held_on, -FIRST_DAYS);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>", T("Agenda"));
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out, T("What was said since %.*s, and what is open."),
	    STR_ARG(date_long(r->cx.arena, from)));
	html(&r->out, "</p>");
	size_t n = write_said(r, m, from);

	n += write_heard(r, m, from);
	n += write_open(r, m);
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing was said, and no action is open."));
	if (may(&r->cx, CAP_ACTION_WRITE, m->unit))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/answer/team/mine\">%s"
		    "</a></p>",
		    T("Note an action that was agreed"));
	act_thread(r, &kind_team_meeting, m->rec.id);
}

static const struct sql *const list[] = { &SQL_BEFORE, &SQL_COMMENTS,
	&SQL_HEARD, &SQL_OPEN };
const struct sql_list team_meeting_sql = { list, NELEM(list) };
