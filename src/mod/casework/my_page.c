/*
 * my_page.c: what members of staff see of cases that are not theirs: the
 * statements that they are asked for, with what they are told and who supports
 * them, and the thanks that reached them. Nothing else of the case.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/casework/step.h"

static const struct sql SQL_ASKED = {
	"SELECT s.ref, s.due_on, s.shown, s.supporter, s.part, s.received_on,"
	" s.words, c.state = 'closed' AND s.experience IS NULL"
	" FROM case_statement s JOIN case_file c ON c.id = s.case_file"
	" WHERE s.person = ?p"
	" ORDER BY s.received_on IS NOT NULL, s.due_on, s.id LIMIT 50",
	SYSTEM("what this person is asked for: rows of their own")
};
static const struct sql SQL_ONE = {
	"SELECT s.id, s.case_file FROM case_statement s WHERE s.ref = ?1"
	" AND s.person = ?p AND s.received_on IS NULL",
	SYSTEM("what this person is asked for: rows of their own")
};
static const struct sql SQL_KEEP = {
	"UPDATE case_statement SET words = ?2, received_on = ?3 WHERE id = ?1"
	" AND person = ?p AND received_on IS NULL",
	SYSTEM("what this person is asked for: rows of their own")
};
static const struct sql SQL_EVENT = {
	"INSERT INTO case_event (case_file, version, happened_at, person, what)"
	" SELECT c.id, c.version, ?2, ?p, 'statement_in' FROM case_file c"
	" WHERE c.id = ?1",
	SYSTEM("written beside a statement of this person")
};
static const struct sql SQL_THANKS = {
	"SELECT t.sent_at, e.note FROM case_thanks t JOIN case_event e"
	" ON e.case_file = t.case_file AND e.what = 'thank'"
	" AND e.happened_at = t.sent_at WHERE t.person = ?p"
	" ORDER BY t.id DESC LIMIT 50",
	SYSTEM("thanks to this person: rows of their own")
};
static const struct sql *const list[] = { &SQL_ASKED, &SQL_ONE, &SQL_KEEP,
	&SQL_EVENT, &SQL_THANKS };
const struct sql_list case_my_sql = { list, NELEM(list) };

/* Statements ------------------------------------------------------------ */

static void write_box(
    struct req *r, struct str ref, struct str typed, struct str problem)
{
	html(&r->out,
	    "<form method=\"post\" action=\"/case-statements/%.*s\" "
	    "novalidate>",
	    STR_ARG(ref));
	web_csrf_field(r);
	component_textarea(&r->out,
	    &(struct textarea){ .name = S("words"),
		.id = str_fmt(r->cx.arena, "words-%.*s", STR_ARG(ref)),
		.label.text = str_of(T("What you say")),
		.hint = str_of(T("Facts, in your own words. You can keep it "
				 "once; after that ask the complaints team.")),
		.value = typed,
		.error = problem });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Send it")) });
	html(&r->out, "</form>");
}

static void write_asked(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	const struct summary_row facts[] = {
		{ .key = str_of(T("Due on")),
		    .value = date_long(a, db_date(rows, 1)) },
		{ .key = str_of(T("What you are told")),
		    .value = db_text(rows, 2) },
		{ .key = str_of(T("Who supports you")),
		    .value = db_text(rows, 3) },
	};

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    db_int(rows, 4) != 0 ? T("A part of an answer") : T("A statement"));
	component_summary_list(&r->out,
	    &(struct summary_list){ .rows = facts, .nrows = NELEM(facts) });
	if (db_null(rows, 5))
		write_box(r, db_text(rows, 0), STR_NULL, STR_NULL);
	else
		html(&r->out,
		    "<p class=\"nhsuk-body\">%s %.*s</p><p "
		    "class=\"nhsuk-body\">%.*s</p>",
		    T("You sent it on"),
		    STR_ARG(date_long(a, db_date(rows, 5))),
		    STR_ARG(db_text(rows, 6)));
	if (db_int(rows, 7) != 0)
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a "
		    "href=\"/case-statements/%.*s/after\">%s</a></p>",
		    STR_ARG(db_text(rows, 0)),
		    T("It is closed now. Say how it was for you, if you like"));
}

void case_statements_page(struct req *r)
{
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_ASKED, NO_VALS);

	r->title = str_of(T("What you are asked for"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    STR_ARG(r->title),
	    T("When somebody complains, we want to hear from you too. You are "
	      "not judged by being asked. Call who supports you before you "
	      "write, if you like."));
	while (db_next(rows)) {
		write_asked(r, rows);
		n++;
	}
	(void)db_done(rows);
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nobody asks you for a statement now."));
}

struct keeping {
	struct str ref, words;
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	const struct keeping *k = arg;
	int64_t id = 0, of = 0;
	struct rows *rows =
	    db_query(cx->conn, cx->arena, &SQL_ONE, VALS(V(k->ref)));
	enum db_status st;

	if (db_next(rows)) {
		id = db_int(rows, 0);
		of = db_int(rows, 1);
	}
	st = db_done(rows);
	if (st == DB_OK && id == 0)
		return DB_REFUSED;
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_KEEP,
		    VALS(V(id), V(k->words), V(cx->today)), NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_EVENT,
		    VALS(V(of), V(cx->now)), NULL);
	return st == DB_OK ? audit(cx, "statement_in", "case_statement", k->ref,
				 STR_NULL)
			   : st;
}

void case_statement_post(struct req *r)
{
	struct keeping k = { web_param(r, "ref"),
		str_trim(web_post(r, "words")) };
	const bool long_one = k.words.n > ASK_LONG_MAX;

	if (str_empty(k.words) || long_one) {
		r->status = 422;
		r->title = str_of(T("What you are asked for"));
		r->back = S("/case-statements");
		html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
		    STR_ARG(r->title));
		write_box(r, k.ref, k.words,
		    str_of(long_one ? T("This is too long: at most 10,000 "
					"letters.")
				    : T("Write something first.")));
		return;
	}
	const enum db_status st = ctx_change(&r->cx, keep_fn, &k);

	if (st == DB_REFUSED) {
		web_not_found(r);
	} else if (st != DB_OK) {
		web_change_failed(r, st);
	} else {
		web_flash(r, T("Thank you. It is kept."));
		web_redirect(r, S("/case-statements"));
	}
}

/* Thanks ---------------------------------------------------------------- */

void case_thanks_page(struct req *r)
{
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_THANKS, NO_VALS);

	r->title = str_of(T("Thanks that reached you"));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	while (db_next(rows)) {
		struct str note = db_text(rows, 1), name, value;

		n++;
		while (step_note_next(&note, &name, &value))
			if (str_is(name, "note"))
				html(&r->out,
				    "<blockquote class=\"heard-quote\" "
				    "dir=\"auto\">%.*s</blockquote>",
				    STR_ARG(value));
	}
	(void)db_done(rows);
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("When somebody thanks you by name, their words will be "
		      "here."));
}
