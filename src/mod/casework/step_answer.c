/*
 * step_answer.c: the answer to a complaint: drafted, checked by another pair
 * of eyes, signed by the responsible person, sent, and the case closed with
 * what was learned. Regulation 14(2) says what the answer must have.
 */
#include "base/words.h"
#include "mod/casework/follow.h"

static const struct choice result_list[] = {
	{ "pass", N_("It can be signed") },
	{ "back", N_("Back to the writer") },
};
static const struct choices results = { result_list, NELEM(result_list) };

static const struct choice how_list[] = {
	{ "letter", N_("By letter") },
	{ "email", N_("By e-mail, as they agreed") },
};
static const struct choices hows = { how_list, NELEM(how_list) };

/* clang-format off */
static const struct ask draft_asks[] = {
	{ "considered", N_("How we looked into it"), N_("Who was asked, what was read"), ASK_LONG, .must = false },
	{ "conclusion", N_("What we found"), N_("For each issue, in plain words, with an apology where one is due"), ASK_LONG, .must = false },
	{ "remedy", N_("What we do to put it right"), NULL, ASK_LONG, .must = false },
	{ "confirmation", N_("What has been done already, and by when the rest will be"), NULL, ASK_LONG, .must = false },
	{ "rights", N_("Their right to go to the Ombudsman"), N_("How, until when, and that it costs nothing"), ASK_LONG, .must = false },
};
static const struct ask check_asks[] = {
	{ "result", N_("What you found"), NULL, ASK_RADIOS, .must = true, .choices = &results },
	{ "facts", N_("Whoever is named in it has checked the facts about them"), NULL, ASK_TICK, .must = false },
	{ "note", N_("For the writer"), NULL, ASK_LONG, .max = 4000 },
};
static const struct ask sign_asks[] = {
	{ "read", N_("I have read the answer and sign it"), NULL, ASK_TICK, .must = true },
};
static const struct ask respond_asks[] = {
	{ "day", N_("Sent on"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "how", N_("How"), NULL, ASK_RADIOS, .must = true, .choices = &hows },
};
static const struct ask close_asks[] = {
	{ "learning", N_("What we learned, without names"), N_("What changes because of it. If nothing does, say why."), ASK_LONG, .must = true, .max = 4000 },
};
static const struct ask outcome_asks[] = {
	{ "outcome", N_("Outcome of the whole case"), NULL, ASK_RADIOS, .must = true, .choices = &case_outcomes },
	{ "reason", N_("Why it differs from what follows from the issues"), NULL, ASK_LONG, .must = true, .max = 2000 },
};
/* clang-format on */

static const struct sql SQL_DRAFT_N = {
	"SELECT coalesce(max(n), 0) + 1 FROM case_draft WHERE case_file = ?1",
	SYSTEM("rows of a case that was found with its rights")
};
static const struct sql SQL_DRAFT = {
	"INSERT INTO case_draft (case_file, n, written_at, person, considered,"
	" conclusion, remedy, confirmation, rights) VALUES (?1, ?2, ?3, ?4, ?5,"
	" ?6, ?7, ?8, ?9)",
	SYSTEM("written by a step that asked for its right")
};

/* Any change of the words takes the check and the signature with it. */
static enum db_status apply_draft(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	bool any = false;

	for (size_t i = 0; i < in->n; i++)
		any = any || !str_null(in->list[i].text);
	if (!any) {
		problem_add(p, "considered", T("Write something first"));
		return DB_REFUSED;
	}
	c->drafted_by = cx->person;
	c->checked_by = c->signed_by = 0;
	return db_exec(cx->conn, cx->arena, &SQL_DRAFT,
	    VALS(V(c->rec.id), V(case_row_next(cx, &SQL_DRAFT_N, c->rec.id)),
		V(cx->now), val_ref(cx->person),
		V(answer_text(in, "considered")),
		V(answer_text(in, "conclusion")), V(answer_text(in, "remedy")),
		V(answer_text(in, "confirmation")),
		V(answer_text(in, "rights"))),
	    NULL);
}

static enum db_status apply_check(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const bool pass = str_is(answer_text(in, "result"), "pass");

	if (!pass && str_null(answer_text(in, "note")))
		problem_add(p, "note", T("Say what the writer should change"));
	if (pass && !answer_of(in, "facts")->yes)
		problem_add(p, "facts",
		    T("Let whoever is named in it check the facts first, and "
		      "tick it"));
	c->checked_by = pass ? cx->person : 0;
	return DB_OK;
}

static enum db_status apply_sign(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)in;
	(void)p;
	c->signed_by = cx->person;
	return DB_OK;
}

static enum db_status apply_respond(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)cx;
	if (date_cmp(answer_day(in, "day"), c->received_on) < 0)
		problem_add(p, "day",
		    T("It cannot be answered before it was received"));
	c->responded_on = answer_day(in, "day");
	c->update_due_on = DATE_NONE;
	return DB_OK;
}

static enum db_status apply_close(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	c->learning = answer_text(in, "learning");
	c->state = S("closed");
	c->ending = S("responded");
	c->closed_on = cx->today;
	return checks_plan(cx, c);
}

static enum db_status apply_outcome(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)cx;
	(void)p;
	c->outcome = answer_text(in, "outcome");
	c->outcome_reason = answer_text(in, "reason");
	return DB_OK;
}

/* What was written so far, to go on with. */
static struct str draft_so_far(const struct asking *a, const char *name)
{
	struct case_draft d;

	if (!case_draft_newest(&a->r->cx, a->c, &d))
		return STR_NULL;
	if (str_is(str_of(name), "considered"))
		return d.considered;
	if (str_is(str_of(name), "conclusion"))
		return d.conclusion;
	if (str_is(str_of(name), "remedy"))
		return d.remedy;
	return str_is(str_of(name), "rights") ? d.rights : d.confirmation;
}

/* What must be there ---------------------------------------------------- */

static const char *blocked_draft(struct ctx *cx, const struct case_file *c)
{
	struct case_issue *issues =
	    arena_array(cx->arena, ISSUES_MAX, sizeof(*issues));

	if (!date_none(c->responded_on))
		return N_("It has been answered.");
	if (c->lead == 0)
		return N_("Name the lead investigator first.");
	if (case_issues(cx, c, issues) == 0)
		return N_("Add the issues first: the answer goes through "
			  "them.");
	return NULL;
}

/* A sentence for each part: what is missing is said by its name. */
static const char *blocked_parts(struct ctx *cx, const struct case_file *c)
{
	struct case_draft d;

	if (!date_none(c->responded_on))
		return N_("It has been answered.");
	if (!case_draft_newest(cx, c, &d))
		return N_("Write the answer first.");
	if (str_empty(d.considered))
		return N_("The answer does not say yet how it was looked "
			  "into.");
	if (str_empty(d.conclusion))
		return N_("The answer does not say yet what was found.");
	if (str_empty(d.remedy))
		return N_("The answer does not say yet what is done to put it "
			  "right.");
	if (str_empty(d.confirmation))
		return N_("The answer does not confirm yet what has been done "
			  "or will be.");
	if (str_empty(d.rights))
		return N_("The answer does not tell them yet that they may go "
			  "to the Ombudsman.");
	return str_null(c->outcome)
		   ? N_("Say what was found about each issue first.")
		   : NULL;
}

static const char *blocked_check(struct ctx *cx, const struct case_file *c)
{
	if (c->drafted_by != 0 && c->drafted_by == cx->person)
		return N_("You wrote it: somebody else checks it.");
	return blocked_parts(cx, c);
}

static const char *blocked_sign(struct ctx *cx, const struct case_file *c)
{
	const char *why = blocked_parts(cx, c);

	if (why == NULL && c->checked_by == 0)
		why = N_("Somebody else than the writer checks it first.");
	return why;
}

static const char *blocked_respond(struct ctx *cx, const struct case_file *c)
{
	const char *why = blocked_consent(cx, c);

	if (why == NULL)
		why = blocked_sign(cx, c);
	if (why == NULL && c->signed_by == 0)
		why = N_("The responsible person, or who signs for them, signs "
			 "it first.");
	return why;
}

static const char *blocked_close(struct ctx *cx, const struct case_file *c)
{
	(void)cx;
	return date_none(c->responded_on) ? N_("Answer it first.") : NULL;
}

static bool done_draft(const struct case_file *c)
{
	return c->drafted_by != 0;
}
static bool done_check(const struct case_file *c)
{
	return c->checked_by != 0;
}
static bool done_sign(const struct case_file *c)
{
	return c->signed_by != 0;
}
static bool done_respond(const struct case_file *c)
{
	return !date_none(c->responded_on);
}
static bool done_close(const struct case_file *c)
{
	return str_is(c->state, "closed");
}

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

/* clang-format off */
const struct step steps_answer[] = {
	{ .code = "draft", .label = N_("Write the answer"), .said = N_("Answer written"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(draft_asks), .apply = apply_draft, .initial = draft_so_far, .blocked = blocked_draft, .done = done_draft,
	  .hint = N_("Each part is needed before it can be signed. You can keep it unfinished and go on later.") },
	{ .code = "check", .label = N_("Check the answer"), .said = N_("Answer checked"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(check_asks), .apply = apply_check, .blocked = blocked_check, .done = done_check },
	{ .code = "sign", .label = N_("Sign the answer"), .said = N_("Answer signed"), .who = STEP_SIGN,
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(sign_asks), .apply = apply_sign, .blocked = blocked_sign, .done = done_sign },
	{ .code = "respond", .label = N_("Send the answer"), .said = N_("Answered"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(respond_asks), .apply = apply_respond, .blocked = blocked_respond, .done = done_respond },
	{ .code = "close", .label = N_("Close it with what was learned"), .said = N_("Closed"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(close_asks), .apply = apply_close, .blocked = blocked_close, .done = done_close },
	{ .code = "outcome", .label = N_("Set the outcome of the whole case"), .said = N_("Outcome set"),
	  .types = OF_COMPLAINT, .when = WHEN_ANY, ASKS(outcome_asks), .apply = apply_outcome },
};
/* clang-format on */
const size_t nsteps_answer = NELEM(steps_answer);

static const struct sql *const list[] = { &SQL_DRAFT_N, &SQL_DRAFT };
const struct sql_list steps_answer_sql = { list, NELEM(list) };
