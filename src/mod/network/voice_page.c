/*
 * voice_page.c: governors as everybody sees them and as they see themselves,
 * what was asked and told back, and where boards and committees heard patients.
 */
#include "base/words.h"
#include "mod/involve/ui.h"
#include "mod/network/voice.h"

/* Governors ---------------------------------------------------------------- */

#define NOW_GOVERNOR                                  \
	"(g.from_on IS NULL OR g.from_on <= ?1) AND " \
	"(g.until_on IS NULL OR g.until_on > ?1)"
static const struct sql SQL_GOVERNORS = {
	"SELECT g.title, g.constituency, g.contact FROM governor g"
	" WHERE " NOW_GOVERNOR " ORDER BY g.constituency, g.title, g.id"
	" LIMIT 200",
	SYSTEM("who governs, and how to reach them, is public")
};
#define HEARD                                                        \
	"SELECT h.ref, h.title, h.heard_on, h.state, h.answer FROM " \
	"governor_heard h JOIN governor g ON g.id = h.governor WHERE "
static const struct sql SQL_HEARD = { HEARD
	"g.id = ?1 AND " SCOPE(
	    "h.unit") " ORDER BY h.heard_on DESC, h.id LIMIT 50",
	SCOPED(CAP_INVOLVE_READ) };
static const struct sql SQL_OWN = {
	"SELECT g.id, g.ref, g.title, g.constituency, g.contact, g.until_on"
	" FROM governor g WHERE g.person = ?p ORDER BY g.id DESC LIMIT 1",
	SYSTEM("it is their own: the statement asks for their person")
};
/* Words as a person has checked them for the public, and no others. */
static const struct sql SQL_PUBLISHED = {
	"SELECT c.shown, u.name FROM comment c JOIN unit u ON u.id = c.unit"
	" WHERE c.state IN ('published', 'redacted_published') AND c.shown IS"
	" NOT NULL AND " SCOPE("c.unit") " ORDER BY c.id DESC LIMIT 12",
	SCOPED(CAP_INVOLVE_READ)
};

void governors_public(struct req *r)
{
	struct ui_table *t = ui_table(r, 200);
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_GOVERNORS, VALS(V(r->cx.today)));

	r->back = S("/involve");
	ui_head(r, T("Our governors"));
	ui_p(r, T("Governors ask questions for the people whom they stand "
		  "for. You can tell yours what matters to you. They write it "
		  "down without your name and tell you what came back."));
	ui_th(t, T("Governor"));
	ui_th(t, T("Whom they stand for"));
	ui_th(t, T("How to reach them"));
	while (db_next(rows)) {
		ui_td(t, db_text(rows, 0));
		ui_td(t, db_text(rows, 1));
		ui_td(t, db_text(rows, 2));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Governors today"),
	    T("This trust has named no governors here."));
}

static const char *heard_state(struct str code)
{
	if (str_is(code, "answered"))
		return T("Answered");
	return str_is(code, "passed") ? T("Passed on to the trust")
				      : T("Written down");
}

static void write_heard(struct req *r, int64_t governor)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 50);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_HEARD, VALS(V(governor)));

	ui_th(t, T("What members said"));
	ui_th(t, T("When"));
	ui_th(t, T("State"));
	ui_th(t, T("What came back"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/governor-heard/%.*s",
			STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(t, str_of(heard_state(db_text(rows, 3))));
		ui_td(t, db_text(rows, 4));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("What members told this governor"),
	    T("Nothing is written down yet."));
}

void governor_more(struct req *r, const void *rec)
{
	const struct governor *g = rec;

	ui_sub(r, T("What members told them"));
	write_heard(r, g->rec.id);
}

static void write_published(struct req *r)
{
	struct ui_table *t = ui_table(r, 12);
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_PUBLISHED, NO_VALS);

	ui_sub(r, T("What patients said"));
	ui_p(r, T("These words were checked by a person: nobody can be known "
		  "by them. Governors see no others."));
	ui_th(t, T("Words"));
	ui_th(t, T("Team"));
	while (db_next(rows)) {
		ui_td(t, db_text(rows, 0));
		ui_td(t, db_text(rows, 1));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Comments that everybody may read, newest first"),
	    T("No comment is shown to the public yet."));
}

void governor_own(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_facts f = { .n = 0 };
	struct rows *rows = db_query(r->cx.conn, a, &SQL_OWN, NO_VALS);
	const bool found = db_next(rows);
	const int64_t id = found ? db_int(rows, 0) : 0;

	r->wide = true;
	ui_head(r, T("My page as a governor"));
	if (found) {
		ui_fact(&f, T("I stand for"), db_text(rows, 3));
		ui_fact(&f, T("People reach me"), db_text(rows, 4));
		ui_fact(&f, T("Until"), date_long(a, db_date(rows, 5)));
	}
	(void)db_done(rows);
	if (!found)
		ui_p(r, T("You are not named as a governor. The involvement "
			  "team can do that, under Governors."));
	else {
		ui_facts(r, &f);
		ui_sub(r, T("What members told me"));
		write_heard(r, id);
	}
	write_published(r);
	ui_link(
	    r, S("/involve/asked"), T("What was asked, and what came of it"));
	ui_link(r, S("/involve/decisions"), T("Decisions and who was heard"));
}

/* What was asked ----------------------------------------------------------- */

static const struct sql SQL_TOLD = {
	"SELECT e.title, e.question, e.asked, e.heard, e.decided, e.objective,"
	" e.told_on, e.asked_n FROM engagement e WHERE e.public = 1"
	" AND e.state = 'told' ORDER BY e.told_on DESC, e.id LIMIT 40",
	SYSTEM("the trust chose to show it to everybody")
};

void asked_public(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_TOLD, NO_VALS);
	size_t n = 0;

	r->back = S("/involve");
	ui_head(r, T("What we asked, and what came of it"));
	while (db_next(rows)) {
		struct ui_facts f = { .n = 0 };

		html(&r->out, "<h2 class=\"nhsuk-heading-m\">%.*s</h2>",
		    STR_ARG(db_text(rows, 0)));
		ui_fact(&f, T("We asked"), db_text(rows, 1));
		ui_fact(&f, T("Whom"), db_text(rows, 2));
		if (!db_null(rows, 7) && db_int(rows, 7) >= 5)
			ui_fact(&f, T("How many took part"),
			    str_fmt(a, "%lld", (long long)db_int(rows, 7)));
		ui_fact(&f, T("We heard"), db_text(rows, 3));
		ui_fact(&f, T("We decided"), db_text(rows, 4));
		ui_fact(&f, T("Objective"), db_text(rows, 5));
		ui_fact(&f, T("Told back"), date_long(a, db_date(rows, 6)));
		ui_facts(r, &f);
		n++;
	}
	(void)db_done(rows);
	if (n == 0)
		ui_p(r, T("Questions that we took to people, and what was "
			  "decided, will be here."));
}

/* Boards and committees ---------------------------------------------------- */

static const struct sql SQL_COVERAGE = {
	"SELECT f.ref, f.title, (SELECT count(*) FROM forum_member s WHERE"
	" s.forum = f.id AND s.member IS NOT NULL AND s.from_on <= ?2 AND"
	" (s.until_on IS NULL OR s.until_on > ?2)),"
	" (SELECT count(*) FROM forum_meeting g WHERE g.forum = f.id AND"
	" g.happens_on >= ?1 AND g.happens_on <= ?2),"
	" (SELECT count(*) FROM forum_meeting g WHERE g.forum = f.id AND"
	" g.happens_on >= ?1 AND g.happens_on <= ?2 AND g.members_there > 0),"
	" (SELECT count(*) FROM decision d WHERE d.forum = f.id AND"
	" d.decided_on >= ?1 AND d.decided_on <= ?2),"
	" (SELECT count(*) FROM decision d WHERE d.forum = f.id AND"
	" d.decided_on >= ?1 AND d.decided_on <= ?2 AND d.voice = 1)"
	" FROM forum f WHERE f.open = 1 AND " SCOPE(
	    "f.unit") " ORDER BY f.title, f.id LIMIT 300",
	SCOPED(CAP_INVOLVE_READ)
};

static struct str of_all(struct arena *a, int64_t n, int64_t all)
{
	return all == 0 ? str_of(T("None"))
			: str_fmt(a, T("%lld of %lld"), (long long)n,
			      (long long)all);
}

void voice_coverage(struct req *r)
{
	static const char *const heads[] = { N_("Board, committee or forum"),
		N_("Seats held by members"), N_("Meetings with members there"),
		N_("Decisions in which patients took part"), N_("Gap") };
	struct arena *a = r->cx.arena;
	const struct date from = date_add_months(r->cx.today, -12);
	struct ui_table *t = ui_table(r, 300);
	struct rows *rows = db_query(
	    r->cx.conn, a, &SQL_COVERAGE, VALS(V(from), V(r->cx.today)));
	int64_t all = 0, with = 0;

	r->wide = true;
	r->back = S("/involve/desk");
	ui_head(r, T("Decisions and who was heard"));
	for (size_t i = 0; i < NELEM(heads); i++)
		ui_th(t, T(heads[i]));
	while (db_next(rows)) {
		const bool seat = db_int(rows, 2) > 0;

		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/forums/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, str_fmt(a, "%lld", (long long)db_int(rows, 2)));
		ui_td(t, of_all(a, db_int(rows, 4), db_int(rows, 3)));
		ui_td(t, of_all(a, db_int(rows, 6), db_int(rows, 5)));
		ui_td(t, str_of(seat ? T("No gap") : T("No patient voice")));
		all++;
		with += seat;
	}
	(void)db_done(rows);
	ui_p_of(r,
	    str_fmt(a,
		T("Members sit on %lld of %lld of them today. Meetings "
		  "and decisions are those of the twelve months since "
		  "%.*s."),
		(long long)with, (long long)all, STR_ARG(date_long(a, from))));
	ui_table_end(r, t, T("Where patients are heard"),
	    T("No board or committee is written down yet: they are forums."));
	ui_link(r, S("/k/decisions"), T("The record of decisions"));
	ui_link(r, S("/k/forums"), T("Forums"));
}

static const struct sql *const list[] = { &SQL_GOVERNORS, &SQL_HEARD, &SQL_OWN,
	&SQL_PUBLISHED, &SQL_TOLD, &SQL_COVERAGE };
const struct sql_list voice_page_sql = { list, NELEM(list) };
