/*
 * step_aside.c: what may happen to a case at any time: another type, marks,
 * remedies, links, other endings, the Ombudsman, a hold, a note.
 */
#include "base/words.h"
#include "mod/casework/step.h"

#define ROWS_SYSTEM SYSTEM("written by a step that asked for its right")
#define N_SYSTEM    SYSTEM("rows of a case that was found with its rights")

static const struct choice decided_list[] = {
	{ "person", N_("The person who brought it") },
	{ "team", N_("The complaints team") },
};
static const struct choices decided = { decided_list, NELEM(decided_list) };

static const struct choice flag_list[] = {
	{ "safeguarding", N_("Safeguarding") },
	{ "incident", N_("Patient safety incident") },
	{ "candour", N_("Duty of candour") },
	{ "claim", N_("Claim") },
	{ "inquest", N_("Inquest") },
	{ "conduct", N_("Staff conduct") },
	{ "police", N_("Police") },
};
static const struct choices flags = { flag_list, NELEM(flag_list) };

static const struct choice remedy_list[] = {
	{ "apology", N_("Apology") },
	{ "correction", N_("Correction of a record or a decision") },
	{ "change", N_("Change in the service") },
	{ "payment", N_("Ex gratia payment") },
};
static const struct choices remedies = { remedy_list, NELEM(remedy_list) };

static const struct choice link_list[] = {
	{ "joint", N_("Looked into together") },
	{ "duplicate", N_("The same as") },
	{ "reopened_from", N_("Follows on from") },
};
static const struct choices links = { link_list, NELEM(link_list) };

static const struct choice cause_list[] = {
	{ "new_issue", N_("A new issue") },
	{ "unclear", N_("The answer was unclear") },
	{ "disagrees", N_("They disagree with the answer") },
	{ "ombudsman", N_("The Ombudsman asked") },
};
static const struct choices causes = { cause_list, NELEM(cause_list) };

static const struct choice ending_list[] = {
	{ "withdrawn", N_("The person withdrew it") },
	{ "no_consent", N_("Consent was refused or not returned") },
	{ "duplicate", N_("The same as another case") },
	{ "out_of_time", N_("Not looked into after more than twelve months") },
	{ "elsewhere", N_("Another body looks into it") },
};
static const struct choices other_endings = { ending_list, NELEM(ending_list) };

static const struct choice stage_list[] = {
	{ "asked", N_("The Ombudsman asked for our papers") },
	{ "accepted", N_("Taken on for a detailed look") },
	{ "upheld", N_("Upheld") },
	{ "partly", N_("Partly upheld") },
	{ "not_upheld", N_("Not upheld") },
	{ "closed", N_("Closed without a detailed look") },
};
static const struct choices stages = { stage_list, NELEM(stage_list) };

static const struct choice body_list[] = {
	{ "lead", N_("We lead and answer for all") },
	{ "partner", N_("Another body leads, we give our part") },
};
static const struct choices bodies = { body_list, NELEM(body_list) };

static const struct choice hold_list[] = {
	{ "on", N_("Keep it: nothing may be disposed of") },
	{ "off", N_("The hold ends") },
};
static const struct choices holds = { hold_list, NELEM(hold_list) };

/* clang-format off */
static const struct ask convert_asks[] = {
	{ "type", N_("What it is now"), NULL, ASK_RADIOS, .must = true, .choices = &case_types },
	{ "decided", N_("Who decided"), N_("Only the person who brought it decides that it becomes a complaint"), ASK_RADIOS, .must = true, .choices = &decided },
	{ "reason", N_("Why"), NULL, ASK_LONG, .must = true, .max = 2000 },
};
static const struct ask flag_asks[] = {
	{ "flag", N_("What it is too"), NULL, ASK_SELECT, .must = true, .choices = &flags },
	{ "reference", N_("Reference there"), N_("Of the incident, the referral, the claim"), ASK_LINE, .must = true },
	{ "owner", N_("Who sees to it"), NULL, ASK_SELECT, .must = true, .options = options_people },
};
static const struct ask handler_asks[] = {
	{ "handler", N_("Named contact"), NULL, ASK_SELECT, .must = true, .options = options_people },
	{ "reason", N_("Why"), NULL, ASK_LINE, .must = false },
};
static const struct ask remedy_asks[] = {
	{ "kind", N_("What is done"), NULL, ASK_RADIOS, .must = true, .choices = &remedies },
	{ "what", N_("In a sentence"), NULL, ASK_LINE, .must = true },
	{ "due_on", N_("Promised by"), NULL, ASK_DATE, .must = false },
	{ "pence", N_("Amount"), N_("Of an ex gratia payment, in pounds"), ASK_MONEY, .must = false },
	{ "approver", N_("Approved by"), N_("Needed for a payment: not the one who asks for it"), ASK_SELECT, .options = options_people },
};
static const struct ask told_asks[] = {
	{ "remedy", N_("Which"), NULL, ASK_SELECT, .must = true, .options = options_remedies },
	{ "done_on", N_("Done on"), N_("Leave it empty where it is on record"), ASK_DATE, .past = true },
	{ "told_on", N_("The person was told on"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
};
static const struct ask link_asks[] = {
	{ "how", N_("How they belong together"), NULL, ASK_RADIOS, .must = true, .choices = &links },
	{ "number", N_("Number of the other case"), NULL, ASK_LINE, .must = true, .max = 12 },
};
static const struct ask end_asks[] = {
	{ "ending", N_("How it ends"), NULL, ASK_RADIOS, .must = true, .choices = &other_endings },
	{ "reason", N_("What they were told, and why"), NULL, ASK_LONG, .must = true },
	{ "learning", N_("What we learned all the same, without names"), NULL, ASK_LONG, .max = 4000 },
};
static const struct ask reopen_asks[] = {
	{ "cause", N_("Why"), NULL, ASK_RADIOS, .must = true, .choices = &causes },
	{ "what", N_("What they said"), NULL, ASK_LONG, .must = true },
	{ "due_on", N_("The answer comes by"), NULL, ASK_DATE, .must = true, .future = true },
};
static const struct ask explain_asks[] = {
	{ "day", N_("Written on"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "reason", N_("Why it is late, as it was explained to them"), NULL, ASK_LONG, .must = true },
};
static const struct ask ombudsman_asks[] = {
	{ "day", N_("When"), NULL, ASK_DATE, .must = true, .past = true, .today = true },
	{ "stage", N_("What happened"), NULL, ASK_RADIOS, .must = true, .choices = &stages },
	{ "reference", N_("Their reference"), NULL, ASK_LINE, .must = false },
};
static const struct ask recommend_asks[] = {
	{ "what", N_("What they recommend"), NULL, ASK_LONG, .must = true, .max = 2000 },
	{ "due_on", N_("By"), NULL, ASK_DATE, .must = true },
};
static const struct ask complied_asks[] = {
	{ "recommendation", N_("Which"), NULL, ASK_SELECT, .must = true, .options = options_recommendations },
	{ "day", N_("Done on"), NULL, ASK_DATE, .must = true, .past = true, .today = true },
};
static const struct ask body_asks[] = {
	{ "body", N_("The other body"), NULL, ASK_LINE, .must = true },
	{ "lead", N_("Who leads"), NULL, ASK_RADIOS, .must = true, .choices = &bodies },
	{ "consent", N_("The person agreed that we share with them"), NULL, ASK_TICK, .must = true },
};
static const struct ask hold_asks[] = {
	{ "hold", N_("Legal hold"), NULL, ASK_RADIOS, .must = true, .choices = &holds },
	{ "reason", N_("Why"), NULL, ASK_LINE, .must = true },
};
static const struct ask note_asks[] = {
	{ "note", N_("Note"), NULL, ASK_LONG, .must = true },
};
/* clang-format on */

/* The clock counts from the first receipt, whatever it was then. */
static enum db_status apply_convert(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct str to = answer_text(in, "type");

	(void)cx;
	if (str_eq(to, c->type))
		problem_add(p, "type", T("It is that already"));
	if (str_is(to, "complaint") &&
	    !str_is(answer_text(in, "decided"), "person"))
		problem_add(p, "decided",
		    T("Only the person who brought it decides that it becomes "
		      "a complaint. Ask them first"));
	if (str_is(c->type, "complaint") &&
	    !str_is(answer_text(in, "decided"), "person"))
		problem_add(p, "decided",
		    T("Only the person who brought it decides that it is no "
		      "complaint any more. Ask them first"));
	c->type = to;
	return DB_OK;
}

static const struct sql SQL_FLAG = {
	"INSERT INTO case_flag (case_file, flag, reference, owner)"
	" VALUES (?1, ?2, ?3, ?4) ON CONFLICT (case_file, flag) DO UPDATE SET"
	" reference = excluded.reference, owner = excluded.owner",
	ROWS_SYSTEM
};

static enum db_status apply_flag(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	return db_exec(cx->conn, cx->arena, &SQL_FLAG,
	    VALS(V(c->rec.id), V(answer_text(in, "flag")),
		V(answer_text(in, "reference")),
		val_ref(step_person(cx, answer_text(in, "owner")))),
	    NULL);
}

static enum db_status apply_handler(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	c->handler = step_person(cx, answer_text(in, "handler"));
	return DB_OK;
}

static const struct sql SQL_REMEDY_N = {
	"SELECT coalesce(max(n), 0) + 1 FROM case_remedy WHERE case_file = ?1",
	N_SYSTEM
};
static const struct sql SQL_REMEDY = {
	"INSERT INTO case_remedy (case_file, n, kind, what, pence, approved_by,"
	" promised_on, due_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	ROWS_SYSTEM
};
static const struct sql SQL_TOLD = {
	"UPDATE case_remedy SET done_on = coalesce(?3, done_on), told_on = ?4"
	" WHERE case_file = ?1 AND n = ?2",
	ROWS_SYSTEM
};

static enum db_status apply_remedy(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const bool pay = str_is(answer_text(in, "kind"), "payment");
	const int64_t pence = answer_of(in, "pence")->pence;
	const int64_t who = step_person(cx, answer_text(in, "approver"));

	if (pay && (pence == KIND_NO_INT || pence == 0))
		problem_add(p, "pence", T("Say how much is paid"));
	if (!pay && pence != KIND_NO_INT)
		problem_add(p, "pence", T("Only a payment has an amount"));
	if (pay && (who == 0 || who == cx->person))
		problem_add(p, "approver",
		    T("Somebody else approves a payment: choose who did"));
	if (p->n > 0)
		return DB_REFUSED;
	return db_exec(cx->conn, cx->arena, &SQL_REMEDY,
	    VALS(V(c->rec.id), V(case_row_next(cx, &SQL_REMEDY_N, c->rec.id)),
		V(answer_text(in, "kind")), V(answer_text(in, "what")),
		val_int_or_null(pence, !pay), val_ref(who), V(cx->today),
		V(answer_day(in, "due_on"))),
	    NULL);
}

static int64_t row_of(const struct answers *in, const char *name)
{
	int64_t n = 0;

	return str_int64(answer_text(in, name), &n) ? n : 0;
}

static const struct sql SQL_DONE_ON = {
	"SELECT m.done_on FROM case_remedy m WHERE m.case_file = ?1"
	" AND m.n = ?2",
	N_SYSTEM
};

static struct date done_on(struct ctx *cx, const struct case_file *c, int64_t n)
{
	struct date d;
	const struct str s = db_get_text(
	    cx->conn, cx->arena, &SQL_DONE_ON, VALS(V(c->rec.id), V(n)));

	return !str_null(s) && date_parse_iso(s, &d) ? d : DATE_NONE;
}

static enum db_status apply_told(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct date typed = answer_day(in, "done_on");
	const struct date done =
	    date_none(typed) ? done_on(cx, c, row_of(in, "remedy")) : typed;

	if (date_none(done))
		problem_add(p, "done_on", T("Say when it was done"));
	else if (date_cmp(answer_day(in, "told_on"), done) < 0)
		problem_add(p, "told_on",
		    T("They cannot have been told before it was done"));
	return db_exec(cx->conn, cx->arena, &SQL_TOLD,
	    VALS(V(c->rec.id), V(row_of(in, "remedy")),
		V(answer_day(in, "done_on")), V(answer_day(in, "told_on"))),
	    NULL);
}

static const struct sql SQL_LINK = {
	"INSERT INTO case_link (case_file, other, how) VALUES (?1, ?2, ?3)"
	" ON CONFLICT (case_file, other, how) DO NOTHING",
	ROWS_SYSTEM
};

static enum db_status apply_link(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	struct case_file other;
	int64_t number = 0;

	if (!str_int64(answer_text(in, "number"), &number) ||
	    !case_find_number(cx, number, &other) ||
	    other.rec.id == c->rec.id) {
		problem_add(p, "number",
		    T("There is no other case of this number that you may "
		      "see"));
		return DB_REFUSED;
	}
	return db_exec(cx->conn, cx->arena, &SQL_LINK,
	    VALS(V(c->rec.id), V(other.rec.id), V(answer_text(in, "how"))),
	    NULL);
}

static enum db_status apply_end(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct str how = answer_text(in, "ending");

	if (str_is(how, "no_consent") && !str_is(c->consent, "refused") &&
	    !str_is(c->consent, "not_returned"))
		problem_add(p, "ending",
		    T("Put on record first that consent was refused or not "
		      "returned"));
	if (str_is(how, "out_of_time") && !str_is(c->out_of_time, "refused"))
		problem_add(p, "ending",
		    T("Decide first on the case from more than twelve months "
		      "ago"));
	c->state = S("closed");
	c->ending = how;
	c->closed_on = cx->today;
	c->learning = answer_text(in, "learning");
	return DB_OK;
}

/* Open again from today, with an answer still to come; its receipt stays. */
static enum db_status apply_reopen(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	c->state = S("open");
	c->ending = STR_NULL;
	c->closed_on = c->responded_on = DATE_NONE;
	c->drafted_by = c->checked_by = c->signed_by = 0;
	c->due_on = answer_day(in, "due_on");
	c->due_agreed_on = cx->today;
	return DB_OK;
}

static enum db_status apply_explain(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)cx;
	(void)p;
	c->told_late_on = answer_day(in, "day");
	return DB_OK;
}

static const struct sql SQL_RECOMMEND_N = {
	"SELECT coalesce(max(n), 0) + 1 FROM case_recommendation"
	" WHERE case_file = ?1",
	N_SYSTEM
};
static const struct sql SQL_RECOMMEND = {
	"INSERT INTO case_recommendation (case_file, n, what, due_on)"
	" VALUES (?1, ?2, ?3, ?4)",
	ROWS_SYSTEM
};
static const struct sql SQL_COMPLIED = {
	"UPDATE case_recommendation SET done_on = ?3 WHERE case_file = ?1"
	" AND n = ?2",
	ROWS_SYSTEM
};

static enum db_status apply_recommend(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	return db_exec(cx->conn, cx->arena, &SQL_RECOMMEND,
	    VALS(V(c->rec.id),
		V(case_row_next(cx, &SQL_RECOMMEND_N, c->rec.id)),
		V(answer_text(in, "what")), V(answer_day(in, "due_on"))),
	    NULL);
}

static enum db_status apply_complied(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	return db_exec(cx->conn, cx->arena, &SQL_COMPLIED,
	    VALS(V(c->rec.id), V(row_of(in, "recommendation")),
		V(answer_day(in, "day"))),
	    NULL);
}

static enum db_status apply_hold(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)cx;
	(void)p;
	c->hold = str_is(answer_text(in, "hold"), "on");
	return DB_OK;
}

static const char *blocked_end(struct ctx *cx, const struct case_file *c)
{
	(void)cx;
	return c->risk && date_none(c->risk_seen_on)
		   ? N_("Somebody must look at the risk to life first.")
		   : NULL;
}

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

/* clang-format off */
const struct step steps_aside[] = {
	{ .code = "convert", .label = N_("Change the type"), .said = N_("Type changed"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(convert_asks), .apply = apply_convert,
	  .hint = N_("Everything stays, and the clock counts from the first receipt.") },
	{ .code = "note", .label = N_("Add a note"), .said = N_("Note"), .types = OF_ALL, .when = WHEN_ANY, ASKS(note_asks) },
	{ .code = "handler", .label = N_("Give it to another named contact"), .said = N_("Another named contact"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(handler_asks), .apply = apply_handler },
	{ .code = "flag", .label = N_("Mark it as something else too"), .said = N_("Marked as something else too"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(flag_asks), .apply = apply_flag },
	{ .code = "remedy", .label = N_("Promise a remedy"), .said = N_("Remedy promised"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(remedy_asks), .apply = apply_remedy },
	{ .code = "told", .label = N_("A remedy is done and they were told"), .said = N_("Remedy done and told"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(told_asks), .apply = apply_told },
	{ .code = "link", .label = N_("Tie it to another case"), .said = N_("Tied to another case"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(link_asks), .apply = apply_link },
	{ .code = "body", .label = N_("Another body is part of it"), .said = N_("Another body is part of it"),
	  .types = OF_COMPLAINT | OF_MP | OF_PALS, .when = WHEN_OPEN, ASKS(body_asks),
	  .hint = N_("Regulation 9: the bodies agree who leads, and the person gets one answer.") },
	{ .code = "explain", .label = N_("Explain why it is late"), .said = N_("Told why it is late"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(explain_asks), .apply = apply_explain },
	{ .code = "end", .label = N_("End it another way"), .said = N_("Ended"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(end_asks), .apply = apply_end, .blocked = blocked_end },
	{ .code = "reopen", .label = N_("Open it again"), .said = N_("Opened again"),
	  .types = OF_ALL, .when = WHEN_CLOSED, ASKS(reopen_asks), .apply = apply_reopen },
	{ .code = "ombudsman", .label = N_("Record what the Ombudsman did"), .said = N_("Ombudsman"),
	  .types = OF_COMPLAINT, .when = WHEN_ANY, ASKS(ombudsman_asks) },
	{ .code = "recommend", .label = N_("Add a recommendation of the Ombudsman"), .said = N_("Recommendation of the Ombudsman"),
	  .types = OF_COMPLAINT, .when = WHEN_ANY, ASKS(recommend_asks), .apply = apply_recommend },
	{ .code = "complied", .label = N_("A recommendation is done"), .said = N_("Recommendation done"),
	  .types = OF_COMPLAINT, .when = WHEN_ANY, ASKS(complied_asks), .apply = apply_complied },
	{ .code = "hold", .label = N_("Legal hold"), .said = N_("Legal hold"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(hold_asks), .apply = apply_hold },
};
/* clang-format on */
const size_t nsteps_aside = NELEM(steps_aside);

static const struct sql *const list[] = { &SQL_FLAG, &SQL_REMEDY_N, &SQL_REMEDY,
	&SQL_TOLD, &SQL_DONE_ON, &SQL_LINK, &SQL_RECOMMEND_N, &SQL_RECOMMEND,
	&SQL_COMPLIED };
const struct sql_list steps_aside_sql = { list, NELEM(list) };
