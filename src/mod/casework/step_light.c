/*
 * step_light.c: the short ways: a concern, an enquiry or a comment that is
 * answered, a compliment that reaches who is thanked, a complaint made by word
 * of mouth that is put right by the next working day.
 */
#include "base/words.h"
#include "core/closed_days.h"
#include "job/job.h"
#include "mod/casework/step.h"

static const struct choice how_list[] = {
	{ "phone", N_("By phone") },
	{ "letter", N_("By letter") },
	{ "email", N_("By e-mail") },
	{ "person", N_("In person") },
	{ "none", N_("They left no way to be reached") },
};
static const struct choices hows = { how_list, NELEM(how_list) };

/* clang-format off */
static const struct ask answer_asks[] = {
	{ "day", N_("When"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "how", N_("How"), NULL, ASK_RADIOS, .must = true, .choices = &hows },
	{ "what", N_("What was done, and what they were told"), NULL, ASK_LONG, .must = true },
	{ "signposted", N_("Whom else they were pointed to"), N_("Another service, an advocate, another body"), ASK_LINE, .must = false },
};
static const struct ask call_asks[] = {
	{ "by", N_("Call back by"), NULL, ASK_DATE, .must = true },
	{ "what", N_("What it is about"), NULL, ASK_LINE, .must = true },
};
static const struct ask called_asks[] = {
	{ "day", N_("Called on"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "what", N_("What was said, or that nobody answered"), NULL, ASK_LONG, .must = true },
};
static const struct ask thank_asks[] = {
	{ "person", N_("Who is thanked"), NULL, ASK_SELECT, .must = true, .options = options_people },
	{ "note", N_("What they get to read"), N_("The words of thanks, without the name of who wrote them unless they agreed"), ASK_LONG, .must = true, .max = 2000 },
};
static const struct ask thanked_asks[] = {
	{ "what", N_("How the thanks were passed on"), NULL, ASK_LINE, .must = false },
};
static const struct ask next_day_asks[] = {
	{ "day", N_("Put right on"), NULL, ASK_DATE, .must = true, .today = true, .past = true },
	{ "what", N_("What was done"), NULL, ASK_LONG, .must = true },
	{ "happy", N_("The person said that they are satisfied"), NULL, ASK_TICK, .must = true },
	{ "learning", N_("What we learned, without names"), NULL, ASK_LONG, .max = 4000 },
};
/* clang-format on */

static void close_as(struct ctx *cx, struct case_file *c, const char *ending)
{
	c->state = S("closed");
	c->ending = str_of(ending);
	c->closed_on = cx->today;
}

static enum db_status apply_answer(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	if (date_cmp(answer_day(in, "day"), c->received_on) < 0)
		problem_add(p, "day",
		    T("It cannot be answered before it was received"));
	c->responded_on = answer_day(in, "day");
	close_as(cx, c, "answered");
	return DB_OK;
}

/* The call-back queue is the list of what is due: the day is the update's. */
static enum db_status apply_call(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	if (date_cmp(answer_day(in, "by"), cx->today) < 0)
		problem_add(p, "by", T("Choose today or a day to come"));
	c->update_due_on = answer_day(in, "by");
	return DB_OK;
}

static enum db_status apply_called(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)cx;
	(void)in;
	(void)p;
	c->update_due_on = DATE_NONE;
	return DB_OK;
}

static const struct sql SQL_THANK = {
	"INSERT INTO case_thanks (case_file, person, sent_at)"
	" VALUES (?1, ?2, ?3) ON CONFLICT (case_file, person) DO NOTHING",
	SYSTEM("written by a step that asked for its right")
};
static const struct sql SQL_EMAIL = {
	"SELECT email FROM person WHERE id = ?1 AND active = 1",
	SYSTEM("the program writes to a colleague who is thanked")
};

/* The note reaches them on their My day, and by mail where there is mail. */
static enum db_status apply_thank(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const int64_t person = step_person(cx, answer_text(in, "person"));
	int64_t n = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_THANK,
	    VALS(V(c->rec.id), V(person), V(cx->now)), &n);

	if (st == DB_OK && n == 0) {
		problem_add(p, "person",
		    T("The thanks have reached this person already"));
		return DB_REFUSED;
	}
	const struct str to =
	    db_get_text(cx->conn, cx->arena, &SQL_EMAIL, VALS(V(person)));

	if (st != DB_OK || !mail_possible(cx) || !mail_address_ok(to))
		return st;
	return mail_add(
	    cx, &(struct mail){ .to = to,
		    .subject = str_of(T("Someone says thank you to you")),
		    .text = answer_text(in, "note") });
}

static enum db_status apply_thanked(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)in;
	(void)p;
	c->responded_on = cx->today;
	close_as(cx, c, "thanked");
	return DB_OK;
}

static enum db_status apply_next_day(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct calendar days = closed_days(cx);
	const struct date day = answer_day(in, "day");

	if (date_cmp(day, c->received_on) < 0 ||
	    !clock_oral_open(&days, c->received_on, day))
		problem_add(p, "day",
		    T("It must be between the day it was received and the end "
		      "of the next working day"));
	c->responded_on = day;
	c->learning = answer_text(in, "learning");
	close_as(cx, c, "next_day");
	return DB_OK;
}

/* Regulation 8(1)(c): a complaint made orally. Once the next working day is
 * over the way is shut, and it is a formal complaint from its receipt. */
static const char *blocked_next_day(struct ctx *cx, const struct case_file *c)
{
	const struct calendar days = closed_days(cx);

	if (c->risk && date_none(c->risk_seen_on))
		return N_("Somebody must look at the risk to life first.");
	if (!clock_oral_open(&days, c->received_on, cx->today))
		return N_("The next working day is over: it is a formal "
			  "complaint from the day it was received.");
	return NULL;
}

static const char *blocked_light(struct ctx *cx, const struct case_file *c)
{
	if (c->risk && date_none(c->risk_seen_on))
		return N_("Somebody must look at the risk to life first.");
	if (str_is(c->state, "new"))
		return N_("Sort it first: how serious it is, and who the named "
			  "contact is.");
	return blocked_consent(cx, c);
}

/* The option is gone from the page once the day is over. */
static bool is_oral(const struct case_file *c)
{
	return c->oral && date_none(c->acknowledged_on);
}
static bool closed(const struct case_file *c)
{
	return str_is(c->state, "closed");
}

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

/* clang-format off */
const struct step steps_light[] = {
	{ .code = "next_day", .label = N_("Put right by the next working day"), .said = N_("Put right by the next working day"),
	  .types = OF_COMPLAINT, .when = WHEN_OPEN, ASKS(next_day_asks), .apply = apply_next_day, .blocked = blocked_next_day, .fits = is_oral,
	  .hint = N_("Regulation 8(1)(c): a complaint made by word of mouth that is put right to the person's satisfaction by the end of the next working day. It is not counted in the national return, and still learned from.") },
	{ .code = "thank", .label = N_("Send the thanks to somebody by name"), .said = N_("Thanks sent"),
	  .types = OF_COMPLIMENT, .when = WHEN_ANY, ASKS(thank_asks), .apply = apply_thank },
	{ .code = "thanked", .label = N_("Close it: the thanks are passed on"), .said = N_("Thanks passed on"),
	  .types = OF_COMPLIMENT, .when = WHEN_OPEN, ASKS(thanked_asks), .apply = apply_thanked, .blocked = blocked_light, .done = closed },
	{ .code = "answer", .label = N_("Answer and close it"), .said = N_("Answered"),
	  .types = OF_COMMENT | OF_ENQUIRY | OF_PALS | OF_MP, .when = WHEN_OPEN, ASKS(answer_asks), .apply = apply_answer, .blocked = blocked_light, .done = closed },
	{ .code = "call_back", .label = N_("Promise to call back"), .said = N_("Call promised"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(call_asks), .apply = apply_call },
	{ .code = "called", .label = N_("Record a call"), .said = N_("Called"),
	  .types = OF_ALL, .when = WHEN_OPEN, ASKS(called_asks), .apply = apply_called },
};
/* clang-format on */
const size_t nsteps_light = NELEM(steps_light);

static const struct sql *const list[] = { &SQL_THANK, &SQL_EMAIL };
const struct sql_list steps_light_sql = { list, NELEM(list) };
