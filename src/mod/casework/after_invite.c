/*
 * after_invite.c: asking somebody, by a code, how it was to complain, and for
 * what the equality questions ask. The code follows from the case and the key,
 * so that a letter can be made again; only its keyed hash is kept.
 */
#include "base/words.h"
#include "core/keys.h"
#include "job/job.h"
#include "mod/casework/after.h"
#include "mod/listen/token.h"

static const struct sql SQL_INVITE = {
	"INSERT INTO case_invite (case_file, purpose, code_hash, sent_on,"
	" answered) VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT (case_file, purpose)"
	" DO UPDATE SET code_hash = excluded.code_hash"
	" WHERE case_invite.answered = 0",
	SYSTEM("written by a step that asked for its right")
};
static const struct sql SQL_ASKED = {
	"SELECT 1 FROM case_invite i WHERE i.case_file = ?1 AND i.purpose = ?2",
	SYSTEM("whether a case that was found with its rights has one")
};
static const struct sql SQL_CALL = {
	"SELECT 1 FROM case_invite i WHERE i.case_file = ?1"
	" AND i.call_asked_on IS NOT NULL AND i.called_on IS NULL",
	SYSTEM("whether a case that was found with its rights has one")
};
static const struct sql SQL_CALLED = {
	"UPDATE case_invite SET called_on = ?2 WHERE case_file = ?1"
	" AND call_asked_on IS NOT NULL AND called_on IS NULL",
	SYSTEM("written by a step that asked for its right")
};
static const struct sql *const list[] = { &SQL_INVITE, &SQL_ASKED, &SQL_CALL,
	&SQL_CALLED };
const struct sql_list case_invite_sql = { list, NELEM(list) };

struct str after_code(
    struct ctx *cx, const struct case_file *c, const char *purpose)
{
	return return_code(cx->app->keys, cx->arena,
	    str_fmt(cx->arena, "case|%s|%.*s", purpose, STR_ARG(c->rec.ref)));
}

enum db_status after_invite(struct ctx *cx, const struct case_file *c,
    const char *purpose, struct str *ret_code)
{
	int64_t n = 0;

	*ret_code = after_code(cx, c, purpose);
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_INVITE,
	    VALS(V(c->rec.id), V(purpose),
		V(return_code_hash(cx->app->keys, cx->arena, *ret_code)),
		V(cx->today)),
	    &n);

	return st == DB_OK && n == 0 ? DB_REFUSED : st;
}

bool after_asked(struct ctx *cx, const struct case_file *c, const char *purpose)
{
	return db_get_int(cx->conn, cx->arena, &SQL_ASKED,
		   VALS(V(c->rec.id), V(purpose)), 0) != 0;
}

/* By mail where that is how they are reached; else the letter has the code. */
static enum db_status mail_code(
    struct ctx *cx, const struct case_file *c, struct str code)
{
	struct case_party who;

	if (!mail_possible(cx) || !party_of(cx, c, "complainant", &who) ||
	    !mail_address_ok(who.reach))
		return DB_OK;
	return mail_add(
	    cx, &(struct mail){ .to = who.reach,
		    .subject = str_of(T("Some questions, if you like")),
		    .text = str_fmt(cx->arena,
			T("We would like to ask you a few questions. You need "
			  "not answer. Your answers are kept apart from your "
			  "case.\n\nYour code is %.*s. Type it in here:\n\n"
			  "%.*s/after-complaint\n"),
			STR_ARG(return_code_show(cx->arena, code)),
			STR_ARG(cx->app->base_url)) });
}

static enum db_status invite(
    struct ctx *cx, const struct case_file *c, const char *purpose)
{
	struct str code;
	const enum db_status st = after_invite(cx, c, purpose, &code);

	return st == DB_OK ? mail_code(cx, c, code) : st;
}

static enum db_status apply_experience(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)in;
	(void)p;
	return invite(cx, c, "experience");
}

static enum db_status apply_equality(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)in;
	(void)p;
	return invite(cx, c, "equality");
}

static enum db_status apply_called(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	return db_exec(cx->conn, cx->arena, &SQL_CALLED,
	    VALS(V(c->rec.id), V(answer_day(in, "day"))), NULL);
}

static const char *blocked_experience(struct ctx *cx, const struct case_file *c)
{
	return after_asked(cx, c, "experience")
		   ? N_("They were asked already. The letter can be made "
			"again.")
		   : NULL;
}

static const char *blocked_equality(struct ctx *cx, const struct case_file *c)
{
	if (date_none(c->acknowledged_on))
		return N_("Acknowledge it first.");
	return after_asked(cx, c, "equality")
		   ? N_("They were offered once: that is enough.")
		   : NULL;
}

static const char *blocked_called(struct ctx *cx, const struct case_file *c)
{
	return db_get_int(
		   cx->conn, cx->arena, &SQL_CALL, VALS(V(c->rec.id)), 0) != 0
		   ? NULL
		   : N_("Nobody asked for a call about their care.");
}

/* clang-format off */
static const struct ask asked_asks[] = {
	{ "told", N_("They know that they need not answer, and that it changes nothing for them"), NULL, ASK_TICK, .must = true },
};
static const struct ask called_asks[] = {
	{ "day", N_("Called on"), NULL, ASK_DATE, .must = true, .past = true, .today = true },
	{ "what", N_("What they said about their care, and what was done"), NULL, ASK_LONG, .must = true },
};

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

const struct step steps_after[] = {
	{ .code = "equality", .label = N_("Offer the equality questions"), .said = N_("Equality questions offered"),
	  .types = OF_COMPLAINT, .when = WHEN_ANY, ASKS(asked_asks), .apply = apply_equality, .blocked = blocked_equality,
	  .hint = N_("Once, after it is acknowledged. The letter “Some questions about you” has their code. You never see an answer.") },
	{ .code = "experience", .label = N_("Ask how it was to complain"), .said = N_("Asked how it was to complain"),
	  .types = OF_COMPLAINT, .when = WHEN_CLOSED, ASKS(asked_asks), .apply = apply_experience, .blocked = blocked_experience,
	  .hint = N_("The letter “How was it to complain?” has their code. Answers are kept apart from the case.") },
	{ .code = "care_called", .label = N_("Called about care that got worse"), .said = N_("Called about care that got worse"),
	  .types = OF_COMPLAINT, .when = WHEN_ANY, ASKS(called_asks), .apply = apply_called, .blocked = blocked_called },
};
/* clang-format on */
const size_t nsteps_after = NELEM(steps_after);
