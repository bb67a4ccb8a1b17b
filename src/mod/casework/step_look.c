/*
 * step_look.c: looking into a complaint: who leads, what it is made of, what
 * staff say, and what was found about each issue.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/closed_days.h"
#include "core/setting.h"
#include "job/job.h"
#include "mod/casework/step.h"

#define ROWS_SYSTEM SYSTEM("written by a step that asked for its right")

/* clang-format off */
static const struct ask lead_asks[] = {
	{ "lead", N_("Lead investigator"), N_("One person; not somebody whom it is about"), ASK_SELECT, .must = true, .options = options_people },
};
static const struct ask issue_asks[] = {
	{ "what", N_("What it is about, in a sentence"), NULL, ASK_LONG, .must = true, .max = 1000 },
	{ "subject", N_("Subject"), NULL, ASK_SELECT, .must = true, .options = options_subjects },
	{ "service", N_("Service area"), NULL, ASK_SELECT, .must = true, .options = options_services },
	{ "profession", N_("Profession"), NULL, ASK_SELECT, .must = true, .options = options_professions },
	{ "clinical", N_("Clinical side"), N_("Only where it has one: what it was, in a few words"), ASK_LINE, .must = false },
};
static const struct ask found_asks[] = {
	{ "issue", N_("Issue"), NULL, ASK_SELECT, .must = true, .options = options_issues },
	{ "outcome", N_("What was found"), N_("Upheld: there is substantial evidence for it. Not upheld: there is none for any part of it."), ASK_RADIOS, .must = true, .choices = &case_outcomes },
	{ "reason", N_("Why"), NULL, ASK_LONG, .must = true },
};
static const struct ask statement_asks[] = {
	{ "person", N_("Who is asked"), NULL, ASK_SELECT, .must = true, .options = options_people },
	{ "part", N_("They write a part of the answer, not a statement"), NULL, ASK_TICK, .must = false },
	{ "due_on", N_("Due on"), NULL, ASK_DATE, .must = true, .future = true },
	{ "shown", N_("What they are told about it"), N_("They see this and nothing else of the case"), ASK_LONG, .must = true },
	{ "supporter", N_("Who supports them"), N_("A name and how to reach them. Being complained about is hard."), ASK_LINE, .must = true },
};
static const struct ask chase_asks[] = {
	{ "statement", N_("Whom you chase"), NULL, ASK_SELECT, .must = true, .options = options_statements },
	{ "due_on", N_("New day"), NULL, ASK_DATE, .must = true, .future = true },
};
static const struct ask received_asks[] = {
	{ "statement", N_("Whose"), NULL, ASK_SELECT, .must = true, .options = options_statements },
	{ "day", N_("Received on"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "words", N_("What they say"), N_("Or add it to the case as a file and say so here"), ASK_LONG, .must = true },
};
static const struct ask update_asks[] = {
	{ "day", N_("When"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "what", N_("What they were told"), NULL, ASK_LONG, .must = true, .max = 2000 },
	{ "next_on", N_("Next one by"), N_("Empty: after as many working days as the trust has set. Another day where they want that."), ASK_DATE, .future = true },
};
static const struct ask meeting_asks[] = {
	{ "day", N_("Held on"), NULL, ASK_DATE, .must = true, .past = true },
	{ "who", N_("Who was there"), NULL, ASK_LINE, .must = true },
	{ "access", N_("What was needed to take part"), NULL, ASK_LINE, .must = false },
	{ "notes", N_("Notes"), NULL, ASK_LONG, .must = true },
	{ "agreed", N_("Both sides agreed the notes"), NULL, ASK_TICK, .must = false },
};
/* clang-format on */

static enum db_status apply_lead(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	c->lead = step_person(cx, answer_text(in, "lead"));
	return DB_OK;
}

static const struct sql SQL_ISSUE_N = {
	"SELECT coalesce(max(n), 0) + 1 FROM case_issue WHERE case_file = ?1",
	SYSTEM("rows of a case that was found with its rights")
};
static const struct sql SQL_ISSUE = {
	"INSERT INTO case_issue (case_file, n, what, subject, service,"
	" profession, clinical) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	ROWS_SYSTEM
};
static const struct sql SQL_FOUND = {
	"UPDATE case_issue SET outcome = ?3, reason = ?4 WHERE case_file = ?1"
	" AND n = ?2",
	ROWS_SYSTEM
};

static enum db_status apply_issue(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const int64_t n = case_row_next(cx, &SQL_ISSUE_N, c->rec.id);

	if (n > ISSUES_MAX) {
		problem_add(p, NULL,
		    T("A case has at most %d issues. Put some together"),
		    ISSUES_MAX);
		return DB_REFUSED;
	}
	/* A new issue has no outcome, and so the case has none either. */
	c->outcome = c->outcome_reason = STR_NULL;
	return db_exec(cx->conn, cx->arena, &SQL_ISSUE,
	    VALS(V(c->rec.id), V(n), V(answer_text(in, "what")),
		V(answer_text(in, "subject")), V(answer_text(in, "service")),
		V(answer_text(in, "profession")),
		V(answer_text(in, "clinical"))),
	    NULL);
}

/* The number that a select of rows posted. */
static int64_t row_of(const struct answers *in, const char *name)
{
	int64_t n = 0;

	return str_int64(answer_text(in, name), &n) ? n : 0;
}

static enum db_status apply_found(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	struct case_issue *issues =
	    arena_array(cx->arena, ISSUES_MAX, sizeof(*issues));
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_FOUND,
	    VALS(V(c->rec.id), V(row_of(in, "issue")),
		V(answer_text(in, "outcome")), V(answer_text(in, "reason"))),
	    NULL);

	(void)p;
	/* An outcome that somebody set with a reason stays until they change
	 * it. */
	if (st == DB_OK && str_null(c->outcome_reason))
		c->outcome =
		    case_outcome_of(issues, case_issues(cx, c, issues));
	return st;
}

static const struct sql SQL_STATEMENT_N = {
	"SELECT coalesce(max(n), 0) + 1 FROM case_statement"
	" WHERE case_file = ?1",
	SYSTEM("rows of a case that was found with its rights")
};
static const struct sql SQL_STATEMENT = {
	"INSERT INTO case_statement (ref, case_file, n, person, part, asked_on,"
	" due_on, shown, supporter) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
	" ?9)",
	ROWS_SYSTEM
};
static const struct sql SQL_CHASE = {
	"UPDATE case_statement SET due_on = ?3, chased_on = ?4"
	" WHERE case_file = ?1 AND n = ?2 AND received_on IS NULL",
	ROWS_SYSTEM
};
static const struct sql SQL_RECEIVED = {
	"UPDATE case_statement SET received_on = ?3, words = ?4"
	" WHERE case_file = ?1 AND n = ?2",
	ROWS_SYSTEM
};
static const struct sql SQL_EMAIL = {
	"SELECT email FROM person WHERE id = ?1 AND active = 1",
	SYSTEM("the program writes to a colleague who is asked for something")
};
static const struct sql SQL_EMAIL_OF = {
	"SELECT p.email FROM person p JOIN case_statement s ON s.person = p.id"
	" WHERE s.case_file = ?1 AND s.n = ?2 AND p.active = 1",
	SYSTEM("the program writes to a colleague who is asked for something")
};

/* No name and nothing of the case is in the mail: it leads to the page. */
static enum db_status mail_statement(
    struct ctx *cx, struct str to, struct date due)
{
	if (!mail_possible(cx) || !mail_address_ok(to))
		return DB_OK;
	return mail_add(cx,
	    &(struct mail){ .to = to,
		.subject = str_of(T("You are asked for a statement")),
		.text = str_fmt(cx->arena,
		    T("You are asked to write something for a case by %.*s. "
		      "What it is about and who supports you is here:\n\n"
		      "%.*s/case-statements\n"),
		    STR_ARG(date_long(cx->arena, due)),
		    STR_ARG(cx->app->base_url)) });
}

static enum db_status apply_statement(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const int64_t person = step_person(cx, answer_text(in, "person"));
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_STATEMENT,
	    VALS(V(ref_new(cx->arena)), V(c->rec.id),
		V(case_row_next(cx, &SQL_STATEMENT_N, c->rec.id)), V(person),
		V(answer_of(in, "part")->yes ? 1 : 0), V(cx->today),
		V(answer_day(in, "due_on")), V(answer_text(in, "shown")),
		V(answer_text(in, "supporter"))),
	    NULL);

	(void)p;
	if (st != DB_OK)
		return st;
	return mail_statement(cx,
	    db_get_text(cx->conn, cx->arena, &SQL_EMAIL, VALS(V(person))),
	    answer_day(in, "due_on"));
}

static enum db_status apply_chase(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const int64_t n = row_of(in, "statement");
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_CHASE,
	    VALS(V(c->rec.id), V(n), V(answer_day(in, "due_on")), V(cx->today)),
	    NULL);

	(void)p;
	if (st != DB_OK)
		return st;
	return mail_statement(cx,
	    db_get_text(
		cx->conn, cx->arena, &SQL_EMAIL_OF, VALS(V(c->rec.id), V(n))),
	    answer_day(in, "due_on"));
}

static enum db_status apply_received(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	return db_exec(cx->conn, cx->arena, &SQL_RECEIVED,
	    VALS(V(c->rec.id), V(row_of(in, "statement")),
		V(answer_day(in, "day")), V(answer_text(in, "words"))),
	    NULL);
}

static enum db_status apply_update(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct calendar days = closed_days(cx);
	const struct date next = answer_day(in, "next_on");

	(void)p;
	c->update_due_on = date_none(next)
			       ? calendar_add(&days, answer_day(in, "day"),
				     (int)setting_int(cx, "case_update_days"))
			       : next;
	return DB_OK;
}

static const char *blocked_look(struct ctx *cx, const struct case_file *c)
{
	(void)cx;
	if (!case_is_complaint(c))
		return NULL;
	if (date_none(c->acknowledged_on))
		return N_("Acknowledge it first.");
	if (c->oral && date_none(c->copy_sent_on))
		return N_("It was said, not written: send the written record "
			  "first.");
	if (!clock_in_time(c->event_on, c->received_on) &&
	    str_null(c->out_of_time))
		return N_("It is from more than twelve months ago: decide on "
			  "that first.");
	if (str_is(c->out_of_time, "refused"))
		return N_("It was decided not to look into it: it came more "
			  "than twelve months after.");
	return NULL;
}

static bool done_lead(const struct case_file *c)
{
	return c->lead != 0;
}
static bool done_found(const struct case_file *c)
{
	return !str_null(c->outcome);
}

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

/* clang-format off */
const struct step steps_look[] = {
	{ .code = "lead", .label = N_("Name the lead investigator"), .said = N_("Lead investigator named"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(lead_asks), .apply = apply_lead, .blocked = blocked_look, .done = done_lead },
	{ .code = "issue", .label = N_("Add an issue"), .said = N_("Issue added"),
	  .types = OF_COMPLAINT | OF_PALS | OF_MP, .when = WHEN_OPEN, ASKS(issue_asks), .apply = apply_issue, .blocked = blocked_look },
	{ .code = "statement", .label = N_("Ask for a statement or a part of the answer"), .said = N_("Statement asked for"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(statement_asks), .apply = apply_statement, .blocked = blocked_look },
	{ .code = "chase", .label = N_("Chase a statement"), .said = N_("Statement chased"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(chase_asks), .apply = apply_chase },
	{ .code = "statement_in", .label = N_("Keep a statement"), .said = N_("Statement received"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(received_asks), .apply = apply_received },
	{ .code = "update", .label = N_("Say how it goes"), .said = N_("Told how it goes"),
	  .types = OF_COMPLAINT | OF_PALS | OF_MP, .when = WHEN_OPEN, ASKS(update_asks), .apply = apply_update },
	{ .code = "meeting", .label = N_("Record a meeting"), .said = N_("Met"),
	  .types = OF_COMPLAINT | OF_PALS, .when = WHEN_OPEN, ASKS(meeting_asks), .blocked = blocked_consent },
	{ .code = "found", .label = N_("Say what was found about each issue"), .said = N_("What was found"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(found_asks), .apply = apply_found, .blocked = blocked_look, .done = done_found },
};
/* clang-format on */
const size_t nsteps_look = NELEM(steps_look);

static const struct sql *const list[] = { &SQL_ISSUE_N, &SQL_ISSUE, &SQL_FOUND,
	&SQL_STATEMENT_N, &SQL_STATEMENT, &SQL_CHASE, &SQL_RECEIVED, &SQL_EMAIL,
	&SQL_EMAIL_OF };
const struct sql_list steps_look_sql = { list, NELEM(list) };
