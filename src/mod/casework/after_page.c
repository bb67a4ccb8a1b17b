/*
 * after_page.c: /after-complaint: whoever holds a code answers what they were
 * asked. Public; no cookie, no address is kept, and what was typed comes back
 * with whatever is wrong.
 */
#include "base/words.h"
#include "core/keys.h"
#include "mod/casework/after.h"
#include "web/limit.h"

static const struct sql SQL_CODE = {
	"SELECT i.id, i.case_file, i.purpose, i.answered FROM case_invite i"
	" WHERE i.code_hash = ?1",
	SYSTEM("whoever holds the code was asked")
};
static const struct sql SQL_DONE = {
	"UPDATE case_invite SET answered = 1, call_asked_on = ?2"
	" WHERE id = ?1 AND answered = 0",
	SYSTEM("whoever holds the code was asked")
};
static const struct sql SQL_EVENT = {
	"INSERT INTO case_event (case_file, version, happened_at, what)"
	" SELECT c.id, c.version, ?2, 'care_worse' FROM case_file c"
	" WHERE c.id = ?1",
	SYSTEM("they asked for a call by name of their case")
};
static const struct sql *const list[] = { &SQL_CODE, &SQL_DONE, &SQL_EVENT };
const struct sql_list case_after_sql = { list, NELEM(list) };

struct invited {
	int64_t id, case_file;
	bool equality, answered;
	struct str code;
};

static bool find(struct ctx *cx, struct str code, struct invited *ret)
{
	bool found = false;

	*ret = (struct invited){ .code = code };
	for (size_t i = 0; i < keys_count(cx->app->keys) && !found; i++) {
		const struct str hash =
		    return_code_hash_nth(cx->app->keys, cx->arena, code, i);
		struct rows *r;

		if (str_null(hash))
			return false;
		r = db_query(cx->conn, cx->arena, &SQL_CODE, VALS(V(hash)));
		if (db_next(r)) {
			found = true;
			ret->id = db_int(r, 0);
			ret->case_file = db_int(r, 1);
			ret->equality = str_is(db_text(r, 2), "equality");
			ret->answered = db_int(r, 3) != 0;
		}
		if (db_done(r) != DB_OK)
			return false;
	}
	return found;
}

/* The forms -------------------------------------------------------------- */

static const struct ask code_asks[] = {
	{ "code", N_("Your code"),
	    N_("It is in the letter or mail that we sent you"), ASK_LINE,
	    .must = true, .max = 40 },
};

static void write_code(struct req *r, const struct problems *p)
{
	const struct asking a = { .r = r };

	r->title = str_of(T("Some questions after your complaint"));
	asks_summary(r, p);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p><form method=\"post\" novalidate>",
	    STR_ARG(r->title),
	    T("We sent you a code. With it you can tell us how it was for "
	      "you. You need not answer, and it changes nothing for you if "
	      "you do not."));
	asks_write(&a, code_asks, NELEM(code_asks), p);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Go on")) });
	html(&r->out, "</form>");
}

void after_page(struct req *r)
{
	write_code(r, NULL);
}

static void load(
    struct ctx *cx, const struct invited *who, struct questionnaire *q)
{
	if (!who->equality) {
		questionnaire_load(cx, "complainant", q);
		return;
	}
	*q = (struct questionnaire){ .n = 0 };
	q->n = equality_asks(cx->arena, q->asks);
}

static void write_questions(struct req *r, const struct invited *who,
    const struct questionnaire *q, const struct problems *p)
{
	const struct asking a = { .r = r };

	r->title = who->equality ? str_of(T("Some questions about you"))
				 : str_of(T("How was it to complain?"));
	asks_summary(r, p);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p><form method=\"post\" novalidate>"
	    "<input type=\"hidden\" name=\"code\" value=\"%.*s\">"
	    "<input type=\"hidden\" name=\"send\" value=\"1\">",
	    STR_ARG(r->title),
	    who->equality
		? T("We ask so that we can see whether everybody is treated "
		    "fairly. Nobody who works on your complaint sees your "
		    "answers, and they are not kept with it. Leave out what "
		    "you like.")
		: T("Your answers are kept without your name and apart from "
		    "your case. Leave out what you like."),
	    STR_ARG(who->code));
	asks_write(&a, q->asks, q->n, p);
	component_button(&r->out, &(struct button){ .text = str_of(T("Send")),
				      .prevent_double_click = true });
	html(&r->out, "</form>");
}

/* Keeping ---------------------------------------------------------------- */

struct keeping {
	const struct invited *who;
	const struct questionnaire *q;
	const struct answers *in;
	bool call;
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	const struct keeping *k = arg;
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_DONE,
	    VALS(V(k->who->id), V(k->call ? cx->today : DATE_NONE)), &n);

	/* A form that is sent twice counts once. */
	if (st != DB_OK || n == 0)
		return st;
	st = k->who->equality ? equality_keep(cx, k->in)
			      : experience_keep(cx, "complainant", k->q, k->in);
	return st == DB_OK && k->call
		   ? db_exec(cx->conn, cx->arena, &SQL_EVENT,
			 VALS(V(k->who->case_file), V(cx->now)), NULL)
		   : st;
}

static void write_thanks(struct req *r)
{
	r->title = str_of(T("Thank you"));
	component_panel(&r->out,
	    &(struct panel){
		.heading = { .text = str_of(T("Thank you")), .level = 1 },
		.text = str_of(T("We have your answers.")) });
}

static void keep(
    struct req *r, const struct invited *who, const struct questionnaire *q)
{
	const struct asking a = { .r = r };
	struct problems p = { .arena = r->cx.arena };
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);

	if (!asks_read(&a, q->asks, q->n, in, &p)) {
		r->status = 422;
		write_questions(r, who, q, &p);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, keep_fn,
	    &(struct keeping){
		who, q, in, !who->equality && answer_of(in, "call")->yes });

	if (st == DB_OK) {
		write_thanks(r);
		return;
	}
	problem_add(&p, NULL,
	    T("Your answers were not kept: something is wrong on our side. "
	      "They are still on this page. Please send them again in a few "
	      "minutes."));
	r->status = 503;
	write_questions(r, who, q, &p);
}

static bool too_fast(struct req *r)
{
	const struct str address = http_address(r->http);

	return !str_starts(address, S("127.")) && !str_is(address, "::1") &&
	       !limit_take(LIMIT_REPLY, address, r->cx.now);
}

void after_post(struct req *r)
{
	struct problems p = { .arena = r->cx.arena };
	struct questionnaire *q = ARENA_NEW(r->cx.arena, struct questionnaire);
	struct invited who;

	if (too_fast(r)) {
		problem_add(&p, "code",
		    T("That was too often. Please wait a minute and try "
		      "again"));
		r->status = 429;
		write_code(r, &p);
	} else if (!find(&r->cx, web_post(r, "code"), &who)) {
		problem_add(&p, "code",
		    T("We do not know this code. Check it letter by letter"));
		r->status = 422;
		write_code(r, &p);
	} else if (who.answered) {
		write_thanks(r);
	} else {
		load(&r->cx, &who, q);
		if (str_is(web_post(r, "send"), "1"))
			keep(r, &who, q);
		else
			write_questions(r, &who, q, NULL);
	}
}
