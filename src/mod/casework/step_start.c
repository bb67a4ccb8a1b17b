/*
 * step_start.c: the first steps of a case: the risk is looked at, it is sorted
 * and given to somebody, acknowledged, talked through, and it is agreed how
 * long it takes. Regulations 12 to 14 of SI 2009/309.
 */
#include "base/words.h"
#include "core/closed_days.h"
#include "core/setting.h"
#include "mod/casework/step.h"

static const struct choice how_list[] = {
	{ "phone", N_("By phone") },
	{ "letter", N_("By letter") },
	{ "email", N_("By e-mail") },
	{ "person", N_("In person") },
};
static const struct choices hows = { how_list, NELEM(how_list) };

static const struct choice advocacy_list[] = {
	{ "offered", N_("Independent advocacy offered") },
	{ "mental_health",
	    N_("Independent mental health advocacy offered as well") },
	{ "has_one", N_("They have an advocate") },
};
static const struct choices advocacies = { advocacy_list,
	NELEM(advocacy_list) };

static const struct choice with_list[] = {
	{ "complainant", N_("The person who complains") },
	{ "representative", N_("Their representative") },
	{ "set", N_("Nobody: they did not want to talk, we set it and wrote") },
};
static const struct choices withs = { with_list, NELEM(with_list) };

static const struct choice grounds_list[] = {
	{ "asked", N_("We have asked for it") },
	{ "given", N_("Given") },
	{ "child", N_("Not needed: a child, in their best interests") },
	{ "capacity",
	    N_("Not needed: lacks capacity, in their best interests") },
	{ "died", N_("Not needed: has died, and the person may ask") },
	{ "mp", N_("Not needed: an MP acts for a constituent") },
	{ "refused", N_("Refused") },
	{ "not_returned", N_("Not returned after we asked again") },
};
static const struct choices grounds = { grounds_list, NELEM(grounds_list) };

/* clang-format off */
static const struct ask risk_asks[] = {
	{ "what", N_("What you found, and what was done"), N_("Who was called and when, or why it was no danger"), ASK_LONG, .must = true },
};
static const struct ask triage_asks[] = {
	{ "severity", N_("How serious it is"), NULL, ASK_RADIOS, .must = true, .choices = &case_severities },
	{ "reason", N_("Why"), NULL, ASK_LONG, .must = true, .max = 2000 },
	{ "handler", N_("Named contact"), N_("Who the person can call, from now to the end"), ASK_SELECT, .must = true, .options = options_people },
	{ "looked", N_("I looked for safeguarding, patient safety, duty of candour, claims and inquests, staff conduct and police"), N_("Put each one that there is on record with the step “Mark it as something else too”"), ASK_TICK, .must = true },
};
static const struct ask acknowledge_asks[] = {
	{ "day", N_("When"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "how", N_("How"), NULL, ASK_RADIOS, .must = true, .choices = &hows },
	{ "safe", N_("Told that their care will not suffer"), NULL, ASK_TICK, .must = true },
	{ "advocacy", N_("Advocacy"), NULL, ASK_RADIOS, .must = true, .choices = &advocacies },
};
static const struct ask copy_asks[] = {
	{ "day", N_("Sent on"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
};
static const struct ask discuss_asks[] = {
	{ "day", N_("When"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "discussed", N_("What they said to the offer"), NULL, ASK_RADIOS, .must = true, .choices = &case_discussions },
	{ "wanted", N_("What they want looked into, and what would put it right"), NULL, ASK_LONG, .must = false },
};
static const struct ask period_asks[] = {
	{ "due_on", N_("The answer comes by"), NULL, ASK_DATE, .must = true },
	{ "agreed_on", N_("Agreed on"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "agreed_with", N_("Agreed with"), NULL, ASK_RADIOS, .must = true, .choices = &withs },
	{ "reason", N_("Why it is another day than before"), N_("Needed when the day changes"), ASK_LONG, .max = 2000 },
};
static const struct ask consent_asks[] = {
	{ "consent", N_("Consent of the patient"), NULL, ASK_RADIOS, .must = true, .choices = &grounds },
	{ "day", N_("On"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "interests", N_("We looked at their best interests, and whether this person may speak for them"), N_("Needed for a child and for a person who lacks capacity. Where we are not satisfied, we write and say why."), ASK_TICK, .must = false },
	{ "note", N_("What it rests on"), N_("Which form, who decided, where it is filed"), ASK_LONG, .max = 2000 },
};
static const struct ask late_asks[] = {
	{ "decision", N_("What was decided"), NULL, ASK_RADIOS, .must = true, .choices = &case_late_decisions },
	{ "fair", N_("It can still be looked into fairly and well"), NULL, ASK_TICK, .must = false },
	{ "reason", N_("Why"), N_("Good reasons for the time that went by, and whether people and papers are still there"), ASK_LONG, .must = true },
};
/* clang-format on */

/* Applying ------------------------------------------------------------- */

static enum db_status apply_risk(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)in;
	(void)p;
	c->risk_seen_on = cx->today;
	return DB_OK;
}

static enum db_status apply_triage(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	c->severity = answer_text(in, "severity");
	c->handler = step_person(cx, answer_text(in, "handler"));
	c->state = S("open");
	return DB_OK;
}

static enum db_status apply_acknowledge(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct calendar days = closed_days(cx);

	if (date_cmp(answer_day(in, "day"), c->received_on) < 0)
		problem_add(p, "day",
		    T("It cannot be acknowledged before it was received"));
	c->acknowledged_on = answer_day(in, "day");
	c->update_due_on = calendar_add(&days, c->acknowledged_on,
	    (int)setting_int(cx, "case_update_days"));
	return DB_OK;
}

static enum db_status apply_copy(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)cx;
	(void)p;
	c->copy_sent_on = answer_day(in, "day");
	return DB_OK;
}

static enum db_status apply_discuss(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)cx;
	(void)p;
	c->discussed = answer_text(in, "discussed");
	return DB_OK;
}

static const struct sql SQL_PERIOD_N = {
	"SELECT coalesce(max(n), 0) + 1 FROM case_period WHERE case_file = ?1",
	SYSTEM("rows of a case that was found with its rights")
};
static const struct sql SQL_PERIOD = {
	"INSERT INTO case_period (case_file, n, due_on, agreed_on, agreed_with,"
	" reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	SYSTEM("written by a step that asked for its right")
};

static void check_period(
    const struct case_file *c, const struct answers *in, struct problems *p)
{
	const struct date due = answer_day(in, "due_on");
	const struct date agreed = answer_day(in, "agreed_on");
	const struct date limit = clock_limit(c->received_on);
	const struct date end =
	    clock_relevant_end(c->received_on, c->due_on, c->due_agreed_on);

	if (date_cmp(due, agreed) < 0)
		problem_add(p, "due_on",
		    T("The day of the answer must not be before the day it "
		      "was agreed"));
	if (date_cmp(agreed, c->received_on) < 0)
		problem_add(p, "agreed_on",
		    T("It cannot have been agreed before it was received"));
	if (date_cmp(due, limit) > 0 && !clock_extension_in_time(agreed, end))
		problem_add(p, "agreed_on",
		    T("A time beyond six months must be agreed before the "
		      "time before it runs out. Write to explain why it is "
		      "late, with the step “Explain why it is late”"));
	if (!date_none(c->due_on) && str_null(answer_text(in, "reason")))
		problem_add(
		    p, "reason", T("Say why it is another day than before"));
	if (str_is(answer_text(in, "agreed_with"), "set") &&
	    date_cmp(due, limit) > 0)
		problem_add(p, "agreed_with",
		    T("Only the person who complains can agree to more than "
		      "six months"));
}

static enum db_status apply_period(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	check_period(c, in, p);
	if (p->n > 0)
		return DB_REFUSED;
	c->due_on = answer_day(in, "due_on");
	c->due_agreed_on = answer_day(in, "agreed_on");
	if (date_none(c->first_due_on))
		c->first_due_on = c->due_on;
	return db_exec(cx->conn, cx->arena, &SQL_PERIOD,
	    VALS(V(c->rec.id), V(case_row_next(cx, &SQL_PERIOD_N, c->rec.id)),
		V(c->due_on), V(c->due_agreed_on),
		V(answer_text(in, "agreed_with")),
		V(answer_text(in, "reason"))),
	    NULL);
}

/* A wait that ends is counted once, into the days that stood still. */
static void end_wait(struct ctx *cx, struct case_file *c, struct date day)
{
	const struct calendar days = closed_days(cx);

	if (str_is(c->consent, "asked"))
		c->stopped_days +=
		    clock_stopped(&days, c->consent_asked_on, day, cx->today);
}

static enum db_status apply_consent(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct str now = answer_text(in, "consent");
	const struct date day = answer_day(in, "day");
	const bool ground = str_is(now, "child") || str_is(now, "capacity");

	if (ground && !answer_of(in, "interests")->yes)
		problem_add(p, "interests",
		    T("Look at their best interests first, and tick it"));
	if (date_cmp(day, c->received_on) < 0)
		problem_add(
		    p, "day", T("This cannot be before it was received"));
	if (!date_none(c->consent_asked_on) &&
	    date_cmp(day, c->consent_asked_on) < 0)
		problem_add(
		    p, "day", T("This cannot be before consent was asked for"));
	if (p->n > 0)
		return DB_REFUSED;
	end_wait(cx, c, day);
	if (str_is(now, "asked"))
		c->consent_asked_on = day;
	else
		c->consent_settled_on = day;
	c->consent = now;
	return DB_OK;
}

static enum db_status apply_late(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)cx;
	if (str_is(answer_text(in, "decision"), "accepted") &&
	    !answer_of(in, "fair")->yes)
		problem_add(p, "fair",
		    T("It is looked into only where that can be done fairly "
		      "and well: tick it, or decide the other way"));
	c->out_of_time = answer_text(in, "decision");
	return DB_OK;
}

/* What must be there ---------------------------------------------------- */

static const char *blocked_new(struct ctx *cx, const struct case_file *c)
{
	(void)cx;
	if (c->risk && date_none(c->risk_seen_on))
		return N_("Somebody must look at the risk to life first.");
	return NULL;
}

static const char *blocked_acknowledge(
    struct ctx *cx, const struct case_file *c)
{
	const char *why = blocked_new(cx, c);

	if (why == NULL && str_is(c->state, "new"))
		why = N_("Sort it first: how serious it is, and who the named "
			 "contact is.");
	return why;
}

static const char *blocked_talk(struct ctx *cx, const struct case_file *c)
{
	(void)cx;
	return date_none(c->acknowledged_on) ? N_("Acknowledge it first.")
					     : NULL;
}

static const char *blocked_period(struct ctx *cx, const struct case_file *c)
{
	(void)cx;
	return str_null(c->discussed) ? N_("Offer to talk about it first.")
				      : NULL;
}

static bool has_risk(const struct case_file *c)
{
	return c->risk;
}
static bool is_oral(const struct case_file *c)
{
	return c->oral;
}
static bool for_another(const struct case_file *c)
{
	return !str_is(c->on_behalf, "me");
}
static bool is_out_of_time(const struct case_file *c)
{
	return !clock_in_time(c->event_on, c->received_on);
}
static bool done_risk(const struct case_file *c)
{
	return !date_none(c->risk_seen_on);
}
static bool done_triage(const struct case_file *c)
{
	return !str_is(c->state, "new");
}
static bool done_acknowledge(const struct case_file *c)
{
	return !date_none(c->acknowledged_on);
}
static bool done_copy(const struct case_file *c)
{
	return !date_none(c->copy_sent_on);
}
static bool done_discuss(const struct case_file *c)
{
	return !str_null(c->discussed);
}
static bool done_period(const struct case_file *c)
{
	return !date_none(c->due_on);
}
static bool done_late(const struct case_file *c)
{
	return !str_null(c->out_of_time);
}

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

/* clang-format off */
const struct step steps_start[] = {
	{ .code = "risk_seen", .label = N_("Look at the risk to life"), .said = N_("The risk to life was looked at"),
	  .types = OF_ALL, .when = WHEN_ANY, ASKS(risk_asks), .apply = apply_risk, .done = done_risk, .fits = has_risk,
	  .hint = N_("Words in this case may say that a life is at risk. Decide first whom to call: emergency services, the crisis team, the person themselves.") },
	{ .code = "triage", .label = N_("Read and sort it"), .said = N_("Sorted"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(triage_asks), .apply = apply_triage, .blocked = blocked_new, .done = done_triage },
	{ .code = "late", .label = N_("Decide on a case from more than twelve months ago"), .said = N_("Decided whether to look into it after twelve months"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(late_asks), .apply = apply_late, .done = done_late, .fits = is_out_of_time },
	{ .code = "acknowledge", .label = N_("Acknowledge it"), .said = N_("Acknowledged"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(acknowledge_asks), .apply = apply_acknowledge, .blocked = blocked_acknowledge, .done = done_acknowledge,
	  .hint = N_("Within three working days after the day of receipt. Offer to talk about how it is looked into and how long that takes.") },
	{ .code = "copy", .label = N_("Send the written record"), .said = N_("Written record sent to who complained"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(copy_asks), .apply = apply_copy, .done = done_copy, .fits = is_oral },
	{ .code = "consent", .label = N_("Consent, or why it is not needed"), .said = N_("Consent"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(consent_asks), .apply = apply_consent, .done = consent_settled, .fits = for_another },
	{ .code = "discuss", .label = N_("Talk about how it is looked into"), .said = N_("Offer to talk"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(discuss_asks), .apply = apply_discuss, .blocked = blocked_talk, .done = done_discuss },
	{ .code = "period", .label = N_("Agree when the answer comes"), .said = N_("Agreed when the answer comes"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(period_asks), .apply = apply_period, .blocked = blocked_period, .done = done_period },
};
/* clang-format on */
const size_t nsteps_start = NELEM(steps_start);

static const struct sql *const list[] = { &SQL_PERIOD_N, &SQL_PERIOD };
const struct sql_list steps_start_sql = { list, NELEM(list) };
