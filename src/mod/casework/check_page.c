/*
 * check_page.c: whether what was promised after a complaint holds after 3 and
 * 6 months: the page of who checks, who sees what was promised and learned and
 * nothing else; what of it is on the page of the case; and My day.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/casework/follow.h"

#define DAY_AHEAD 5

static const struct choice result_list[] = {
	{ "works", N_("Yes: it is done and it holds") },
	{ "partly", N_("In part") },
	{ "not", N_("No") },
};
static const struct choices results = { result_list, NELEM(result_list) };

static const struct ask asks[] = {
	{ "result", N_("Is it done, and does it hold?"), NULL, ASK_RADIOS,
	    .must = true, .choices = &results },
	{ "words", N_("What you saw, and whom you asked"), N_("Without names"),
	    ASK_LONG, .must = true, .max = 4000 },
};

static const struct sql SQL_PLAN = {
	"INSERT INTO case_check (ref, case_file, months, due_on)"
	" SELECT ?1, ?2, ?3, ?4 FROM case_file c WHERE c.id = ?2"
	" AND (c.outcome IN ('upheld', 'partly') OR EXISTS (SELECT 1"
	" FROM case_remedy m WHERE m.case_file = c.id))"
	" ON CONFLICT (case_file, months) DO NOTHING",
	SYSTEM("written by a step that asked for its right")
};
static const struct sql SQL_MINE = {
	"SELECT k.ref, k.due_on, k.months, k.checked_on, k.result, k.words,"
	" c.learning, c.id FROM case_check k JOIN case_file c"
	" ON c.id = k.case_file WHERE k.person = ?p"
	" ORDER BY k.checked_on IS NOT NULL, k.due_on, k.id LIMIT 30",
	SYSTEM("what this person is asked to check: rows of their own")
};
static const struct sql SQL_PROMISED = {
	"SELECT m.what, m.done_on FROM case_remedy m WHERE m.case_file = ?1"
	" AND m.kind <> 'payment' ORDER BY m.n LIMIT 20",
	SYSTEM("what somebody is asked to check")
};
static const struct sql SQL_KEEP = {
	"UPDATE case_check SET result = ?2, words = ?3, checked_on = ?4"
	" WHERE ref = ?1 AND person = ?p AND checked_on IS NULL",
	SYSTEM("what this person is asked to check: rows of their own")
};
static const struct sql SQL_EVENT = {
	"INSERT INTO case_event (case_file, version, happened_at, person, what,"
	" note) SELECT c.id, c.version, ?2, ?p, 'checked', ?3 FROM case_file c"
	" JOIN case_check k ON k.case_file = c.id WHERE k.ref = ?1",
	SYSTEM("written beside a check of this person")
};
static const struct sql SQL_OF_CASE = {
	"SELECT k.months, k.due_on, k.checked_on, k.result, k.words, p.name"
	" FROM case_check k LEFT JOIN person p ON p.id = k.person"
	" WHERE k.case_file = ?1 ORDER BY k.months",
	SYSTEM("checks of a case that was found with its rights")
};
static const struct sql *const check_list[] = { &SQL_PLAN, &SQL_MINE,
	&SQL_PROMISED, &SQL_KEEP, &SQL_EVENT, &SQL_OF_CASE };
const struct sql_list case_check_sql = { check_list, NELEM(check_list) };

enum db_status checks_plan(struct ctx *cx, const struct case_file *c)
{
	static const int months[] = { 3, 6 };
	enum db_status st = DB_OK;

	for (size_t i = 0; i < NELEM(months) && st == DB_OK; i++)
		st = db_exec(cx->conn, cx->arena, &SQL_PLAN,
		    VALS(V(ref_new(cx->arena)), V(c->rec.id), V(months[i]),
			V(date_add_months(cx->today, months[i]))),
		    NULL);
	return st;
}

/* The page of who checks --------------------------------------------------- */

static void write_promised(struct req *r, int64_t id)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_PROMISED, VALS(V(id)));
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out,
			    "<h3 class=\"nhsuk-heading-s\">%s</h3>"
			    "<ul class=\"nhsuk-list nhsuk-list--bullet\">",
			    T("What was promised"));
		html(&r->out, "<li>%.*s (%s)</li>", STR_ARG(db_text(rows, 0)),
		    db_null(rows, 1) ? T("not done yet") : T("done"));
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
}

static void write_form(struct req *r, struct str ref, const struct problems *p)
{
	const struct asking a = { .r = r };

	html(&r->out,
	    "<form method=\"post\" action=\"/case-checks/%.*s\" novalidate>",
	    STR_ARG(ref));
	web_csrf_field(r);
	asks_write(&a, asks, NELEM(asks), p);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Send it")) });
	html(&r->out, "</form>");
}

static void write_one(struct req *r, struct rows *rows, bool form)
{
	struct arena *a = r->cx.arena;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">");
	html(&r->out, T("After %lld months, by %.*s"),
	    (long long)db_int(rows, 2),
	    STR_ARG(date_long(a, db_date(rows, 1))));
	html(&r->out, "</h2>");
	write_promised(r, db_int(rows, 7));
	if (!db_null(rows, 6))
		html(&r->out,
		    "<h3 class=\"nhsuk-heading-s\">%s</h3>"
		    "<p class=\"nhsuk-body\">%.*s</p>",
		    T("What was learned"), STR_ARG(db_text(rows, 6)));
	if (!db_null(rows, 3))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><strong>%.*s</strong></p>"
		    "<p class=\"nhsuk-body\">%.*s</p>",
		    STR_ARG(case_label(&results, db_text(rows, 4))),
		    STR_ARG(db_text(rows, 5)));
	else if (form)
		write_form(r, db_text(rows, 0), NULL);
	else
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("First send the one above."));
}

static void write_head(struct req *r)
{
	r->title = str_of(T("What you are asked to check"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    STR_ARG(r->title),
	    T("After a complaint a team promised something. You look with "
	      "fresh eyes: is it done, and does it hold? Go there, ask, and "
	      "write down what you saw."));
}

void checks_page(struct req *r)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_MINE, NO_VALS);
	bool form = true;
	size_t n = 0;

	write_head(r);
	/* One form a page: their fields have the same names. */
	while (db_next(rows)) {
		write_one(r, rows, form);
		form = form && !db_null(rows, 3);
		n++;
	}
	(void)db_done(rows);
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nobody asks you to check anything now."));
}

struct keeping {
	struct str ref;
	const struct answers *in;
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	const struct keeping *k = arg;
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_KEEP,
	    VALS(V(k->ref), V(answer_text(k->in, "result")),
		V(answer_text(k->in, "words")), V(cx->today)),
	    &n);

	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_EVENT,
		    VALS(V(k->ref), V(cx->now), V(answer_text(k->in, "words"))),
		    NULL);
	return st == DB_OK
		   ? audit(cx, "checked", "case_check", k->ref, STR_NULL)
		   : st;
}

void check_post(struct req *r)
{
	const struct asking a = { .r = r };
	struct problems p = { .arena = r->cx.arena };
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);

	if (!asks_read(&a, asks, NELEM(asks), in, &p)) {
		r->status = 422;
		asks_summary(r, &p);
		write_head(r);
		write_form(r, web_param(r, "ref"), &p);
		return;
	}
	const enum db_status st = ctx_change(
	    &r->cx, keep_fn, &(struct keeping){ web_param(r, "ref"), in });

	if (st == DB_REFUSED) {
		web_not_found(r);
	} else if (st != DB_OK) {
		web_change_failed(r, st);
	} else {
		web_flash(r, T("Thank you. It is kept."));
		web_redirect(r, S("/case-checks"));
	}
}

/* On the page of the case -------------------------------------------------- */

static void write_check(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;

	html(&r->out, "<li>");
	html(&r->out, T("After %lld months, by %.*s"),
	    (long long)db_int(rows, 0),
	    STR_ARG(date_long(a, db_date(rows, 1))));
	if (!db_null(rows, 5))
		html(&r->out, ", %.*s", STR_ARG(db_text(rows, 5)));
	if (db_null(rows, 2))
		html(&r->out, ": %s", T("to be checked"));
	else
		html(&r->out, ": <strong>%.*s</strong> %.*s",
		    STR_ARG(case_label(&results, db_text(rows, 3))),
		    STR_ARG(db_text(rows, 4)));
	html(&r->out, "</li>");
}

static const struct sql SQL_CONTACT = {
	"SELECT k.what, k.reason, k.review_on, k.appeal_result, p.name"
	" FROM case_contact_plan k LEFT JOIN person p ON p.id = k.approved_by"
	" WHERE k.case_file = ?1 AND k.ended_on IS NULL ORDER BY k.n DESC"
	" LIMIT 1",
	SYSTEM("the plan of a case that was found with its rights")
};

static void write_contact(struct req *r, const struct case_file *c)
{
	struct arena *a = r->cx.arena;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_CONTACT, VALS(V(c->rec.id)));

	if (db_next(rows)) {
		const struct summary_row facts[] = {
			{ .key = str_of(T("How we are in contact")),
			    .value = db_text(rows, 0) },
			{ .key = str_of(T("Why")), .value = db_text(rows, 1) },
			{ .key = str_of(T("Approved by")),
			    .value = db_text(rows, 4) },
			{ .key = str_of(T("Looked at again on")),
			    .value = date_long(a, db_date(rows, 2)) },
		};

		html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
		    T("Plan for how we are in contact"));
		component_summary_list(
		    &r->out, &(struct summary_list){
				 .rows = facts, .nrows = NELEM(facts) });
	}
	(void)db_done(rows);
}

void follow_write(struct req *r, const struct case_file *c)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_OF_CASE, VALS(V(c->rec.id)));
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
			    "<ul class=\"nhsuk-list\">",
			    T("Does what was promised hold?"));
		write_check(r, rows);
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
	write_contact(r, c);
}

/* My day ------------------------------------------------------------------- */

static const struct sql SQL_TELL = {
	"SELECT c.ref, c.number, m.done_on, m.due_on FROM case_remedy m"
	" JOIN case_file c ON c.id = m.case_file WHERE m.told_on IS NULL"
	" AND (m.done_on IS NOT NULL OR m.due_on <= ?1) AND c.handler = ?p"
	" ORDER BY coalesce(m.done_on, m.due_on), m.id LIMIT 10",
	SYSTEM("cases that this person looks after: rows of their own")
};
static const struct sql SQL_PLANS = {
	"SELECT c.ref, c.number, k.review_on FROM case_contact_plan k"
	" JOIN case_file c ON c.id = k.case_file WHERE k.ended_on IS NULL"
	" AND k.review_on <= ?1 AND c.handler = ?p"
	" ORDER BY k.review_on, k.id LIMIT 10",
	SYSTEM("cases that this person looks after: rows of their own")
};
static const struct sql SQL_TO_CHECK = {
	"SELECT count(*), min(k.due_on) FROM case_check k WHERE k.person = ?p"
	" AND k.checked_on IS NULL AND k.due_on <= ?1",
	SYSTEM("what this person is asked to check: rows of their own")
};
static const struct sql SQL_NO_CHECKER = {
	"SELECT c.ref, c.number, k.due_on FROM case_check k JOIN case_file c"
	" ON c.id = k.case_file WHERE k.checked_on IS NULL"
	" AND k.person IS NULL AND k.due_on <= ?1 AND " SCOPE(
	    "c.unit") " ORDER BY k.due_on, k.id LIMIT 3",
	SCOPED(CAP_CASE_WRITE)
};
static const struct sql *const list[] = { &SQL_CONTACT, &SQL_TELL, &SQL_PLANS,
	&SQL_TO_CHECK, &SQL_NO_CHECKER };
const struct sql_list case_follow_sql = { list, NELEM(list) };

static void add(struct day *d, struct str sentence, struct str path,
    struct date due, int64_t count)
{
	if (d->n < NELEM(d->items))
		d->items[d->n++] =
		    (struct day_item){ sentence, path, due, count };
}

static void add_promises(struct req *r, struct day *d, struct date until)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_TELL, VALS(V(until)));

	while (db_next(rows)) {
		const bool done = !db_null(rows, 2);

		add(d,
		    str_fmt(a,
			done ? T("Tell the person in case %lld that what was "
				 "promised is done")
			     : T("What was promised in case %lld is due"),
			(long long)db_int(rows, 1)),
		    case_path(a, db_text(rows, 0),
			done ? "/step/told" : "/step/remedy_done"),
		    db_date(rows, done ? 2 : 3), 0);
	}
	(void)db_done(rows);
	rows = db_query(r->cx.conn, a, &SQL_PLANS, VALS(V(until)));
	while (db_next(rows))
		add(d,
		    str_fmt(a, T("Look again at the contact plan in case %lld"),
			(long long)db_int(rows, 1)),
		    case_path(a, db_text(rows, 0), "/step/contact_review"),
		    db_date(rows, 2), 0);
	(void)db_done(rows);
}

void follow_day(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	const struct date until = date_add(r->cx.today, DAY_AHEAD);
	struct rows *rows;

	add_promises(r, d, until);
	rows = db_query(
	    r->cx.conn, a, &SQL_TO_CHECK, VALS(V(date_add(until, 14))));
	if (db_next(rows) && db_int(rows, 0) > 0)
		add(d,
		    str_fmt(a,
			TN("You are asked to check %lld promise",
			    "You are asked to check %lld promises",
			    (long)db_int(rows, 0)),
			(long long)db_int(rows, 0)),
		    S("/case-checks"), db_date(rows, 1), db_int(rows, 0));
	(void)db_done(rows);
	if (!web_may(r, CAP_CASE_WRITE))
		return;
	rows = db_query(
	    r->cx.conn, a, &SQL_NO_CHECKER, VALS(V(date_add(until, 14))));
	while (db_next(rows))
		add(d,
		    str_fmt(a,
			T("Say who checks what was promised in case %lld"),
			(long long)db_int(rows, 1)),
		    case_path(a, db_text(rows, 0), "/step/checker"),
		    db_date(rows, 2), 0);
	(void)db_done(rows);
}
