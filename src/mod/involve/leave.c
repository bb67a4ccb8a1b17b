/*
 * leave.c: the last of a member: what is erased and what stays is said before
 * she decides, she is asked what was good and what should change, and what
 * stayed goes when its years are over.
 */
#include "base/fold.h"
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/setting.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"

/* What goes and what stays, said before she decides. */
static void write_kept(struct req *r)
{
	ui_sub(r, T("What is erased at once"));
	html(&r->out,
	    "<ul class=\"nhsuk-list nhsuk-list--bullet\"><li>%s</li><li>%s"
	    "</li><li>%s</li><li>%s</li><li>%s</li></ul>",
	    T("How to reach you, and who to call"),
	    T("Your interests, skills, times and what you need"),
	    T("What you lived through, and what supporters wrote down"),
	    T("Your answers about yourself"), T("Your bank details"));
	ui_sub(r, T("What stays, and for how long"));
	html(&r->out,
	    "<ul class=\"nhsuk-list nhsuk-list--bullet\"><li>%s</li><li>%s"
	    "</li><li>%s</li><li>%s</li></ul>",
	    T("Your name beside payments that you had: seven years, as the "
	      "law asks of the trust's accounts"),
	    T("That somebody took part, and what came of it, without your "
	      "name in any report: ten years"),
	    T("That you left, your reason, your training and checks: one "
	      "year"),
	    T("What was written about a concern that you raised or that was "
	      "about you: six years"));
}

static void leave_show(struct req *r, const struct problems *p)
{
	r->back = S("/me");
	ui_summary(r, p);
	ui_head(r, T("Leave"));
	ui_p(r, T("Thank you for everything that you did. If you only need a "
		  "break, go back and pause."));
	write_kept(r);
	ui_form(r, STR_NULL);
	ui_field(r,
	    &(struct ui_field){ .name = "reason",
		.label = T("Why do you leave? A few words are enough"),
		.hint = T("“I do not want to say” is fine") },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "good",
		.label = T("What was good here? (optional)"),
		.hint = T("We keep this and the next without your name, so "
			  "that we learn."),
		.value = web_post(r, "good"),
		.rows = 3 },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "change",
		.label = T("What should change? (optional)"),
		.value = web_post(r, "change"),
		.rows = 3 },
	    p);
	ui_p(r, T("Would you rather talk? Ask us for a call before you "
		  "leave: we listen, and ask nothing else of you."));
	ui_form_end(r, T("Leave, and erase my data"), "warning");
}

void me_leave(struct req *r)
{
	struct member b;

	if (me_found(r, &b))
		leave_show(r, NULL);
}

struct leaving {
	const struct member *b;
	struct str reason, good, change;
};

static const struct sql SQL_LEAVER = {
	"INSERT INTO leaver (ref, version, created_at, changed_at, title,"
	" unit, month, good, change) VALUES (?1, 1, ?2, ?2, ?3, ?4, ?5, ?6,"
	" ?7)",
	SYSTEM("what somebody says when they leave, without who they are")
};

/* The instant is the month's, so that nobody is found by it. */
static enum db_status leave_fn(struct ctx *cx, void *arg)
{
	const struct leaving *l = arg;
	const struct date month = date_month_start(cx->today);
	enum db_status st = DB_OK;

	if (!str_null(l->good) || !str_null(l->change))
		st = db_exec(cx->conn, cx->arena, &SQL_LEAVER,
		    VALS(V(ref_new(cx->arena)), V(instant_of_date(month)),
			V(date_month_year(cx->arena, month)), V(l->b->unit),
			V(str_sub(date_iso(cx->arena, month), 0, 7)),
			V(l->good), V(l->change)),
		    NULL);
	return st == DB_OK ? life_move(cx, l->b, S("stepped_down"), l->reason)
			   : st;
}

void me_leave_post(struct req *r)
{
	struct member b;
	struct problems p = { .arena = r->cx.arena };
	struct leaving m = { &b, str_sub(ui_post(r, "reason"), 0, 500),
		str_sub(ui_post(r, "good"), 0, 2000),
		str_sub(ui_post(r, "change"), 0, 2000) };

	if (!me_found(r, &b))
		return;
	if (str_null(m.reason)) {
		problem_add(&p, "reason", T("Write a few words"));
		leave_show(r, &p);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, leave_fn, &m),
	    N_("You have left, and your data is erased. Thank you."),
	    S("/involve"));
}

/* When the years are over ------------------------------------------------- */

#define SCHEDULE      SYSTEM("the retention schedule, by the program")
#define YEAR_ONE      4 /* the month in which a financial year begins */
#define CONCERN_YEARS 6

/* Who left a year ago and had no payment in the years that accounts stay. */
static const struct sql SQL_OVER = {
	"SELECT b.id, b.ref FROM member b WHERE b.state = 'stepped_down'"
	" AND b.state_since < ?1 AND b.name <> ?3 AND NOT EXISTS (SELECT 1"
	" FROM claim c WHERE c.member = b.id AND coalesce(c.paid_on, c.day)"
	" >= ?2) AND NOT EXISTS (SELECT 1 FROM travel t WHERE t.member = b.id"
	" AND t.arranged_on >= ?2) ORDER BY b.id LIMIT 200",
	SCHEDULE
};
static const struct sql SQL_UNNAME[] = {
	{ "UPDATE member SET name = ?2, fold = ?3, leave_reason = NULL,"
	  " person = NULL, version = version + 1 WHERE id = ?1",
	    SCHEDULE },
	{ "UPDATE claim SET words = NULL, reason = NULL WHERE member = ?1"
	  " AND CAST(?2 AS TEXT) <> CAST(?3 AS TEXT)",
	    SCHEDULE },
};
static const struct sql SQL_YEAR_OVER[] = {
	{ "DELETE FROM certificate WHERE member IN (SELECT b.id FROM member b"
	  " WHERE b.state = 'stepped_down' AND b.state_since < ?1)",
	    SCHEDULE },
	{ "DELETE FROM member_check WHERE member IN (SELECT b.id FROM member b"
	  " WHERE b.state = 'stepped_down' AND b.state_since < ?1)",
	    SCHEDULE },
	{ "UPDATE member SET leave_reason = NULL WHERE leave_reason IS NOT"
	  " NULL AND state = 'stepped_down' AND state_since < ?1",
	    SCHEDULE },
};
static const struct sql SQL_WORDS_OVER = {
	"DELETE FROM member_concern_text WHERE concern IN (SELECT c.id"
	" FROM member_concern c WHERE c.state = 'closed'"
	" AND c.state_since < ?1)",
	SCHEDULE
};

/* The first of April of the financial year that began `years` before. */
static struct date accounts_from(struct date today, int years)
{
	int y, m, d;

	date_parts(today, &y, &m, &d);
	return date_make(m < YEAR_ONE ? y - 1 - years : y - years, YEAR_ONE, 1);
}

static enum db_status unname(struct ctx *cx)
{
	const struct str name = S("Somebody who took part");
	const struct str fold = str_fold(cx->arena, name);
	const int years = (int)setting_int(cx, "keep_payments_years");
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_OVER,
	    VALS(V(date_add_months(cx->today, -12)),
		V(accounts_from(cx->today, years)), V(name)));
	enum db_status st = DB_OK;

	while (st == DB_OK && db_next(r)) {
		for (size_t i = 0; i < NELEM(SQL_UNNAME) && st == DB_OK; i++)
			st = db_exec(cx->conn, cx->arena, &SQL_UNNAME[i],
			    VALS(V(db_int(r, 0)), V(name), V(fold)), NULL);
		if (st == DB_OK)
			st = audit(
			    cx, "erase", "member", db_text(r, 1), S("name"));
	}
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

static enum db_status retention_fn(struct ctx *cx, void *arg)
{
	const struct date year = date_add_months(cx->today, -12);
	enum db_status st = DB_OK;

	(void)arg;
	for (size_t i = 0; i < NELEM(SQL_YEAR_OVER) && st == DB_OK; i++)
		st = db_exec(cx->conn, cx->arena, &SQL_YEAR_OVER[i],
		    VALS(V(year)), NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_WORDS_OVER,
		    VALS(V(date_add_months(cx->today, -12 * CONCERN_YEARS))),
		    NULL);
	return st == DB_OK ? unname(cx) : st;
}

enum db_status leave_retention(struct ctx *cx, struct str arg)
{
	(void)arg;
	return ctx_change(cx, retention_fn, NULL);
}

static const struct sql *const list[] = { &SQL_LEAVER, &SQL_OVER,
	&SQL_UNNAME[0], &SQL_UNNAME[1], &SQL_YEAR_OVER[0], &SQL_YEAR_OVER[1],
	&SQL_YEAR_OVER[2], &SQL_WORDS_OVER };
const struct sql_list leave_sql = { list, NELEM(list) };
