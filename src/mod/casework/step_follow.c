/*
 * step_follow.c: steps after a promise: it is done, somebody outside the team
 * checks that it holds, and how we are in contact where that cannot be as
 * usual: with a reason, a day to look again, and an appeal to somebody else.
 */
#include "base/words.h"
#include "mod/casework/follow.h"

#define PLAN_MONTHS 6 /* a plan is looked at again at the latest */

#define ROWS_SYSTEM SYSTEM("written by a step that asked for its right")
#define N_SYSTEM    SYSTEM("rows of a case that was found with its rights")

static const struct choice review_list[] = {
	{ "ends", N_("It ends: we are in contact as usual") },
	{ "goes_on", N_("It goes on until a new day") },
};
static const struct choices reviews = { review_list, NELEM(review_list) };

static const struct choice appeal_list[] = {
	{ "stays", N_("It stays as it is") },
	{ "changed", N_("It is changed") },
	{ "ended", N_("It ends") },
};
static const struct choices appeals = { appeal_list, NELEM(appeal_list) };

/* clang-format off */
static const struct ask done_asks[] = {
	{ "remedy", N_("Which"), NULL, ASK_SELECT, .must = true, .options = options_remedies },
	{ "done_on", N_("Done on"), NULL, ASK_DATE, .must = true, .past = true, .today = true },
	{ "evidence", N_("How we know that it is done"), NULL, ASK_LONG, .max = 2000 },
};
static const struct ask checker_asks[] = {
	{ "person", N_("Who checks"), N_("Somebody outside the team, who took no part in this case"), ASK_SELECT, .must = true, .options = options_people },
};
static const struct ask plan_asks[] = {
	{ "reason", N_("Why it cannot be as usual"), N_("What happened, and what was tried before"), ASK_LONG, .must = true, .max = 2000 },
	{ "what", N_("How we are in contact from now on"), N_("Who answers, how, how often; how they get help in an emergency and how a new concern is heard"), ASK_LONG, .must = true, .max = 2000 },
	{ "review_on", N_("Looked at again on"), N_("At most six months from now"), ASK_DATE, .must = true, .future = true },
	{ "approver", N_("Approved by"), N_("Not the one who asks for it"), ASK_SELECT, .must = true, .options = options_people },
	{ "told", N_("They were told why, until when, and how to appeal"), NULL, ASK_TICK, .must = true },
};
static const struct ask review_asks[] = {
	{ "result", N_("What was decided"), NULL, ASK_RADIOS, .must = true, .choices = &reviews },
	{ "reason", N_("Why"), NULL, ASK_LONG, .must = true, .max = 2000 },
	{ "review_on", N_("Looked at again on"), N_("Where it goes on: at most six months from now"), ASK_DATE, .future = true },
};
static const struct ask appeal_asks[] = {
	{ "day", N_("They appealed on"), NULL, ASK_DATE, .must = true, .past = true },
	{ "what", N_("What they said"), NULL, ASK_LONG, .must = true, .max = 2000 },
	{ "decider", N_("Who decided"), N_("Somebody else than who approved the plan"), ASK_SELECT, .must = true, .options = options_people },
	{ "result", N_("What was decided"), NULL, ASK_RADIOS, .must = true, .choices = &appeals },
	{ "reason", N_("Why, as it was explained to them"), NULL, ASK_LONG, .must = true, .max = 2000 },
};
/* clang-format on */

/* Promises --------------------------------------------------------------- */

static const struct sql SQL_DONE = {
	"UPDATE case_remedy SET done_on = ?3 WHERE case_file = ?1 AND n = ?2",
	ROWS_SYSTEM
};

static int64_t row_of(const struct answers *in, const char *name)
{
	int64_t n = 0;

	return str_int64(answer_text(in, name), &n) ? n : 0;
}

static enum db_status apply_done(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	return db_exec(cx->conn, cx->arena, &SQL_DONE,
	    VALS(V(c->rec.id), V(row_of(in, "remedy")),
		V(answer_day(in, "done_on"))),
	    NULL);
}

/* Who checks ------------------------------------------------------------- */

static const struct sql SQL_INSIDE = {
	"SELECT 1 FROM case_file c WHERE c.id = ?1 AND (c.handler = ?2"
	" OR c.lead = ?2 OR c.drafted_by = ?2 OR c.checked_by = ?2"
	" OR c.signed_by = ?2 OR EXISTS (SELECT 1 FROM case_statement s"
	" WHERE s.case_file = c.id AND s.person = ?2) OR EXISTS (SELECT 1"
	" FROM appointment a WHERE a.person = ?2 AND a.unit = c.unit))",
	SYSTEM("whether a colleague took part in a case that was found")
};
static const struct sql SQL_CHECKER = {
	"UPDATE case_check SET person = ?2 WHERE case_file = ?1"
	" AND checked_on IS NULL",
	ROWS_SYSTEM
};
static const struct sql SQL_OPEN_CHECK = {
	"SELECT 1 FROM case_check k WHERE k.case_file = ?1"
	" AND k.checked_on IS NULL",
	N_SYSTEM
};

static enum db_status apply_checker(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const int64_t who = step_person(cx, answer_text(in, "person"));

	if (db_get_int(cx->conn, cx->arena, &SQL_INSIDE,
		VALS(V(c->rec.id), V(who)), 0) != 0) {
		problem_add(p, "person",
		    T("They belong to the team or took part in this case: "
		      "choose somebody else"));
		return DB_REFUSED;
	}
	return db_exec(cx->conn, cx->arena, &SQL_CHECKER,
	    VALS(V(c->rec.id), V(who)), NULL);
}

static const char *blocked_checker(struct ctx *cx, const struct case_file *c)
{
	return db_get_int(cx->conn, cx->arena, &SQL_OPEN_CHECK,
		   VALS(V(c->rec.id)), 0) != 0
		   ? NULL
		   : N_("Nothing of this case waits to be checked.");
}

/* The plan --------------------------------------------------------------- */

static const struct sql SQL_PLAN_N = {
	"SELECT coalesce(max(n), 0) + 1 FROM case_contact_plan"
	" WHERE case_file = ?1",
	N_SYSTEM
};
static const struct sql SQL_PLAN = {
	"INSERT INTO case_contact_plan (case_file, n, reason, what,"
	" approved_by, from_on, review_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	ROWS_SYSTEM
};
static const struct sql SQL_IN_FORCE = {
	"SELECT k.n, k.approved_by FROM case_contact_plan k"
	" WHERE k.case_file = ?1 AND k.ended_on IS NULL ORDER BY k.n DESC"
	" LIMIT 1",
	N_SYSTEM
};
static const struct sql SQL_REVIEW = {
	"UPDATE case_contact_plan SET ended_on = ?3, review_on ="
	" coalesce(?4, review_on) WHERE case_file = ?1 AND n = ?2",
	ROWS_SYSTEM
};
static const struct sql SQL_APPEAL = {
	"UPDATE case_contact_plan SET appeal_on = ?3, appeal_by = ?4,"
	" appeal_result = ?5, ended_on = ?6 WHERE case_file = ?1 AND n = ?2",
	ROWS_SYSTEM
};

/* The plan in force: its number, 0 for none. */
static int64_t in_force(
    struct ctx *cx, const struct case_file *c, int64_t *ret_approver)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_IN_FORCE, VALS(V(c->rec.id)));
	int64_t n = 0;

	*ret_approver = 0;
	if (db_next(r)) {
		n = db_int(r, 0);
		*ret_approver = db_int(r, 1);
	}
	return db_done(r) == DB_OK ? n : 0;
}

static void check_review(
    struct ctx *cx, const struct answers *in, struct problems *p)
{
	if (date_cmp(answer_day(in, "review_on"),
		date_add_months(cx->today, PLAN_MONTHS)) > 0)
		problem_add(p, "review_on",
		    T("Look at it again within %d months"), PLAN_MONTHS);
}

static enum db_status apply_plan(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const int64_t who = step_person(cx, answer_text(in, "approver"));

	if (who == cx->person)
		problem_add(p, "approver",
		    T("Somebody else approves it: choose who did"));
	check_review(cx, in, p);
	if (p->n > 0)
		return DB_REFUSED;
	return db_exec(cx->conn, cx->arena, &SQL_PLAN,
	    VALS(V(c->rec.id), V(case_row_next(cx, &SQL_PLAN_N, c->rec.id)),
		V(answer_text(in, "reason")), V(answer_text(in, "what")),
		V(who), V(cx->today), V(answer_day(in, "review_on"))),
	    NULL);
}

static enum db_status apply_review(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const bool ends = str_is(answer_text(in, "result"), "ends");
	const struct date next = answer_day(in, "review_on");
	int64_t approver;

	if (!ends && date_none(next))
		problem_add(
		    p, "review_on", T("Say when it is looked at again"));
	else if (!ends)
		check_review(cx, in, p);
	if (p->n > 0)
		return DB_REFUSED;
	return db_exec(cx->conn, cx->arena, &SQL_REVIEW,
	    VALS(V(c->rec.id), V(in_force(cx, c, &approver)),
		V(ends ? cx->today : DATE_NONE), V(ends ? DATE_NONE : next)),
	    NULL);
}

static enum db_status apply_appeal(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const int64_t who = step_person(cx, answer_text(in, "decider"));
	const bool ended = str_is(answer_text(in, "result"), "ended");
	int64_t approver;
	const int64_t n = in_force(cx, c, &approver);

	if (who == approver) {
		problem_add(p, "decider",
		    T("They approved the plan: somebody else decides the "
		      "appeal"));
		return DB_REFUSED;
	}
	return db_exec(cx->conn, cx->arena, &SQL_APPEAL,
	    VALS(V(c->rec.id), V(n), V(answer_day(in, "day")), V(who),
		V(answer_text(in, "result")), V(ended ? cx->today : DATE_NONE)),
	    NULL);
}

static const char *blocked_plan(struct ctx *cx, const struct case_file *c)
{
	int64_t approver;

	return in_force(cx, c, &approver) != 0
		   ? N_("There is a plan. Look at it again instead.")
		   : NULL;
}

static const char *blocked_no_plan(struct ctx *cx, const struct case_file *c)
{
	int64_t approver;

	return in_force(cx, c, &approver) == 0
		   ? N_("There is no plan: we are in contact as usual.")
		   : NULL;
}

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

/* clang-format off */
const struct step steps_follow[] = {
	{ .code = "remedy_done", .label = N_("What was promised is done"), .said = N_("Done, as promised"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(done_asks), .apply = apply_done, .hint = N_("Then tell the person.") },
	{ .code = "checker", .label = N_("Say who checks what was promised"), .said = N_("Who checks what was promised"),
	  .types = OF_COMPLAINT, .when = WHEN_CLOSED, ASKS(checker_asks), .apply = apply_checker, .blocked = blocked_checker,
	  .hint = N_("After 3 and after 6 months. They see what was promised and learned, and nothing else of the case.") },
	{ .code = "contact_plan", .label = N_("Make a plan for how we are in contact"), .said = N_("Plan for how we are in contact"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(plan_asks), .apply = apply_plan, .blocked = blocked_plan,
	  .hint = N_("Only where nothing else helped. Care and new complaints go on.") },
	{ .code = "contact_review", .label = N_("Look at the contact plan again"), .said = N_("Contact plan looked at again"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(review_asks), .apply = apply_review, .blocked = blocked_no_plan },
	{ .code = "contact_appeal", .label = N_("Appeal against the contact plan"), .said = N_("Appeal against the contact plan"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(appeal_asks), .apply = apply_appeal, .blocked = blocked_no_plan },
};
/* clang-format on */
const size_t nsteps_follow = NELEM(steps_follow);

static const struct sql *const list[] = { &SQL_DONE, &SQL_INSIDE, &SQL_CHECKER,
	&SQL_OPEN_CHECK, &SQL_PLAN_N, &SQL_PLAN, &SQL_IN_FORCE, &SQL_REVIEW,
	&SQL_APPEAL };
const struct sql_list steps_follow_sql = { list, NELEM(list) };
