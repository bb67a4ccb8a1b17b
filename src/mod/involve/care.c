/*
 * care.c: care around an activity: papers reach people five working days
 * before it, in their form; whoever spoke of something heavy is called within
 * two days; who is under 18 comes with a grown-up whom they know by name. And
 * the bulletin, once a month. Words go out by member_tell, in each one's form.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/closed_days.h"
#include "core/setting.h"
#include "mod/involve/event.h"
#include "mod/involve/internal.h"
#include "mod/involve/member.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/ui.h"

#define PROGRAM   SYSTEM("the program writes to members; nobody is shown")
#define AHEAD     30 /* days in which five working days surely lie */
#define SOON_DAYS 3  /* working days earlier, so that none is late */
#define CHUNK     100

/* Papers ---------------------------------------------------------------- */

struct date papers_due(struct ctx *cx, struct date happens_on)
{
	const struct calendar cal = closed_days(cx);
	const int days = (int)setting_int(cx, "papers_working_days");
	struct date d = happens_on;

	while (calendar_between(&cal, d, happens_on) < days)
		d = date_add(d, -1);
	return d;
}

static const struct sql SQL_PAPERS = {
	"SELECT k.id, k.member, e.title, e.happens_on, e.from_time, e.papers,"
	" e.place, e.link, h.name FROM booking k JOIN event e"
	" ON e.id = k.event JOIN member b ON b.id = k.member"
	" LEFT JOIN person h ON h.id = e.host WHERE k.papers_at IS NULL"
	" AND k.state = 'booked' AND b.state <> 'paused'"
	" AND e.state = 'planned' AND e.papers IS NOT NULL"
	" AND e.happens_on >= ?1 AND e.happens_on <= ?2"
	" ORDER BY e.happens_on, k.id LIMIT 100",
	PROGRAM
};
static const struct sql SQL_GOT = {
	"UPDATE booking SET papers_at = ?2 WHERE id = ?1", PROGRAM
};

static enum db_status papers_one(struct ctx *cx, struct rows *r)
{
	struct arena *a = cx->arena;
	const struct str host = db_null(r, 8)
				    ? S("")
				    : str_fmt(a, T("%.*s meets you there."),
					  STR_ARG(db_text(r, 8)));
	const enum db_status st = member_tell(cx, db_int(r, 1),
	    T("What we will talk about"),
	    str_fmt(a, "%.*s\n%.*s, %.*s\n%.*s\n%.*s\n%.*s\n\n%.*s",
		STR_ARG(db_text(r, 2)), STR_ARG(date_long(a, db_date(r, 3))),
		STR_ARG(db_text(r, 4)), STR_ARG(db_text(r, 6)),
		STR_ARG(db_text(r, 7)), STR_ARG(host), STR_ARG(db_text(r, 5))));

	return st == DB_OK ? db_exec(cx->conn, a, &SQL_GOT,
				 VALS(V(db_int(r, 0)), V(cx->now)), NULL)
			   : st;
}

static enum db_status papers_fn(struct ctx *cx, void *arg)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_PAPERS,
	    VALS(V(cx->today), V(date_add(cx->today, AHEAD))));
	const struct calendar cal = closed_days(cx);
	const int soon =
	    (int)setting_int(cx, "papers_working_days") + SOON_DAYS;
	enum db_status st = DB_OK;

	(void)arg;
	while (st == DB_OK && db_next(r))
		if (calendar_between(&cal, cx->today, db_date(r, 3)) <= soon)
			st = papers_one(cx, r);
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

enum db_status care_papers(struct ctx *cx, struct str arg)
{
	(void)arg;
	return ctx_change(cx, papers_fn, NULL);
}

/* The bulletin ------------------------------------------------------------ */

static const struct sql SQL_READERS = {
	"SELECT b.id FROM member b WHERE b.bulletin = 1 AND b.state NOT IN"
	" ('stepped_down', 'paused') AND NOT EXISTS (SELECT 1"
	" FROM bulletin_sent s WHERE s.month = ?1 AND s.member = b.id)"
	" ORDER BY b.id LIMIT 100",
	PROGRAM
};
static const struct sql SQL_SENT = {
	"INSERT INTO bulletin_sent (month, member, sent_at)"
	" VALUES (?1, ?2, ?3) ON CONFLICT (month, member) DO NOTHING",
	PROGRAM
};

struct str bulletin_text(struct ctx *cx)
{
	struct arena *a = cx->arena;
	struct public_opportunity *list = NULL;
	const struct opportunity_filter f = { .online = false };
	const size_t n = public_opportunities(cx, &f, &list);
	struct buf b = buf_make((size_t)1 << 20);

	buf_fmt(&b, "%s\n\n", T("What you can take part in this month:"));
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&b, "%.*s (%.*s)\n%.*s\n", STR_ARG(list[i].title),
		    STR_ARG(list[i].unit), STR_ARG(list[i].what));
		if (!date_none(list[i].apply_by)) {
			const struct str day = date_long(a, list[i].apply_by);

			buf_fmt(&b, T("Say yes by %.*s."), STR_ARG(day));
			buf_cstr(&b, "\n");
		}
		buf_fmt(&b, "%.*s/involve/opportunities/%.*s\n\n",
		    STR_ARG(cx->app->base_url), STR_ARG(list[i].ref));
	}
	if (n == 0)
		buf_fmt(&b, "%s\n\n", T("Nothing is open this month."));
	buf_fmt(&b,
	    T("Events and cafés: %.*s/involve/events\n"
	      "No more bulletins? Say so on your page: %.*s/me"),
	    STR_ARG(cx->app->base_url), STR_ARG(cx->app->base_url));
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

struct sending {
	struct str month, text;
	int64_t n;
};

static enum db_status send_fn(struct ctx *cx, void *arg)
{
	struct sending *s = arg;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_READERS, VALS(V(s->month)));
	enum db_status st = DB_OK;

	s->n = 0;
	while (st == DB_OK && db_next(r)) {
		const int64_t member = db_int(r, 0);

		st = member_tell(
		    cx, member, T("Opportunities for involvement"), s->text);
		if (st == DB_OK)
			st = db_exec(cx->conn, cx->arena, &SQL_SENT,
			    VALS(V(s->month), V(member), V(cx->now)), NULL);
		s->n++;
	}
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

/* From its day of the month on, until everybody has it. */
enum db_status care_bulletin(struct ctx *cx, struct str arg)
{
	struct sending s = { .n = CHUNK };
	const struct date first = date_month_start(cx->today);
	enum db_status st = DB_OK;

	(void)arg;
	if (date_days_between(first, cx->today) + 1 <
	    (int)setting_int(cx, "bulletin_day"))
		return DB_OK;
	s.month = str_sub(date_iso(cx->arena, first), 0, 7);
	s.text = bulletin_text(cx);
	while (st == DB_OK && s.n == CHUNK)
		st = ctx_change(cx, send_fn, &s);
	return st;
}

/* A talk after a heavy subject ---------------------------------------------- */

static const struct sql SQL_DEBRIEFED = {
	"UPDATE booking SET debriefed_on = ?3 WHERE ref = ?2 AND event = ?1"
	" AND debriefed_on IS NULL AND EXISTS (SELECT 1 FROM event e"
	" WHERE e.id = ?1 AND " SCOPE("e.unit") ")",
	SCOPED(CAP_INVOLVE_WRITE)
};
static const struct sql SQL_OWED = {
	"SELECT k.ref, b.name, k.debrief_by, k.debriefed_on FROM booking k"
	" JOIN event e ON e.id = k.event JOIN member b ON b.id = k.member"
	" WHERE e.id = ?1 AND k.debrief_by IS NOT NULL AND " SCOPE(
	    "e.unit") " ORDER BY k.id LIMIT 200",
	SCOPED(CAP_INVOLVE_WRITE)
};

struct debriefing {
	const struct event *e;
	struct str ref;
};

enum db_status debrief_done(
    struct ctx *cx, const struct event *e, struct str booking)
{
	int64_t n = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_DEBRIEFED,
	    VALS(V(e->rec.id), V(booking), V(cx->today)), &n);

	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	return st == DB_OK ? audit(cx, "debrief", "event", e->rec.ref, STR_NULL)
			   : st;
}

static enum db_status debrief_fn(struct ctx *cx, void *arg)
{
	const struct debriefing *d = arg;

	return debrief_done(cx, d->e, d->ref);
}

void event_debrief_post(struct req *r)
{
	struct event e;
	struct debriefing d = { &e, web_post(r, "booking") };

	if (!kind_get_ref(&r->cx, &kind_event, web_param(r, "ref"), &e)) {
		web_not_found(r);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, debrief_fn, &d),
	    N_("Noted. Thank you for calling."),
	    str_fmt(r->cx.arena, "/k/events/%.*s", STR_ARG(e.rec.ref)));
}

static void debrief_row(struct req *r, const struct event *e, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	const struct date by = db_date(rows, 2), on = db_date(rows, 3);

	if (!date_none(on)) {
		ui_p_of(r,
		    str_fmt(a, T("%.*s: spoken with on %.*s."),
			STR_ARG(db_text(rows, 1)), STR_ARG(date_long(a, on))));
		return;
	}
	ui_p_of(r, str_fmt(a, T("%.*s: call by %.*s."),
		       STR_ARG(db_text(rows, 1)), STR_ARG(date_long(a, by))));
	ui_form(r, str_fmt(a, "/k/events/%.*s/debrief", STR_ARG(e->rec.ref)));
	ui_hidden(r, "booking", db_text(rows, 0));
	html(&r->out,
	    "<button class=\"nhsuk-button nhsuk-button--secondary\""
	    " type=\"submit\">%s<span class=\"nhsuk-u-visually-hidden\">"
	    " %.*s</span></button></form>",
	    T("We have spoken"), STR_ARG(db_text(rows, 1)));
}

void event_care(struct req *r, const struct event *e)
{
	struct arena *a = r->cx.arena;
	const struct date due = papers_due(&r->cx, e->happens_on);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_OWED, VALS(V(e->rec.id)));
	size_t n = 0;

	if (str_is(e->state, "planned"))
		ui_p_of(r, str_fmt(a,
			       str_null(e->papers)
				   ? T("The brief and papers must be ready by "
				       "%.*s.")
				   : T("The brief and papers go out by %.*s, "
				       "to each in their form."),
			       STR_ARG(date_long(a, due))));
	while (db_next(rows)) {
		if (n++ == 0) {
			ui_sub(r, T("A talk afterwards"));
			ui_p(r, T("The subject was heavy. Call everybody "
				  "within two days."));
		}
		debrief_row(r, e, rows);
	}
	(void)db_done(rows);
}

static const struct sql SQL_CALLS = {
	"SELECT e.ref, e.title, b.name, k.debrief_by FROM booking k"
	" JOIN event e ON e.id = k.event JOIN member b ON b.id = k.member"
	" WHERE k.debrief_by IS NOT NULL AND k.debriefed_on IS NULL AND " SCOPE(
	    "e.unit") " ORDER BY k.debrief_by, k.id LIMIT 100",
	SCOPED(CAP_INVOLVE_WRITE)
};

void calls_page(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, CHUNK);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_CALLS, NO_VALS);

	r->back = S("/involve/desk");
	ui_head(r, T("Who waits for a call"));
	ui_p(r, T("They spoke about something heavy. Ask how they are, within "
		  "two days, and note it on the event."));
	ui_th(t, T("Member"));
	ui_th(t, T("Event"));
	ui_th(t, T("Call by"));
	while (db_next(rows)) {
		ui_td(t, db_text(rows, 2));
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/events/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 3)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Members to call, first due first"),
	    T("Nobody waits for a call."));
}

/* Who is under 18 ----------------------------------------------------------- */

static const struct sql SQL_YOUNG = {
	"SELECT coalesce(b.age_band, ''), b.under_18, e.chaperone,"
	" (SELECT count(*) FROM member_check c WHERE c.member = b.id"
	" AND c.what = 'guardian' AND c.state = 'done') FROM member b, event e"
	" WHERE b.id = ?1 AND e.id = ?2",
	SYSTEM("whether they may book, as themselves or by the register")
};

const char *booking_wrong(struct ctx *cx, int64_t event, int64_t member)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_YOUNG, VALS(V(member), V(event)));
	const bool found = db_next(r);
	const bool young = found && db_int(r, 1) != 0;
	const bool child = young && member_is_child(db_text(r, 0));
	const bool alone = young && db_null(r, 2);
	const bool agreed = !child || db_int(r, 3) > 0;

	(void)db_done(r);
	if (!agreed)
		return N_("Your parent or guardian must say yes first. We "
			  "ask them.");
	return alone ? N_("A grown-up must be named for this event before "
			  "anybody under 18 can come. Call us.")
		     : NULL;
}

static const struct sql *const list[] = { &SQL_PAPERS, &SQL_GOT, &SQL_READERS,
	&SQL_SENT, &SQL_DEBRIEFED, &SQL_OWED, &SQL_CALLS, &SQL_YOUNG };
const struct sql_list care_sql = { list, NELEM(list) };
