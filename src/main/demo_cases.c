/*
 * demo_cases.c: two years of invented cases. Each goes the way that real ones
 * go: received by the rule, moved on by the steps, on invented days. What
 * cannot be taken yet stays as it is, so that something is due today, some of
 * it late. Numbers follow published ones (facts.md §12).
 */
#include "base/log.h"
#include "core/closed_days.h"
#include "main/demo.h"
#include "mod/casework/letter.h"
#include "mod/listen/codes.h"
#include "report/docx.h"

#define CASE_DAYS   730
#define OLD_CASES   8
#define OLD_YEARS   11
#define OLD_DAYS    2600 /* working days of keeping */
#define LATELY      40   /* days */
#define LEFT_ONE_IN 14

static const struct share {
	const char *type;
	uint32_t each; /* in two years */
} shares[] = {
	{ "complaint", 360 },
	{ "pals", 256 },
	{ "mp", 66 },
	{ "enquiry", 90 },
	{ "comment", 60 },
	{ "compliment", 700 },
};

static const struct story {
	const char *title, *words, *wish, *subject, *profession;
} stories[] = {
	{ "Waiting for a first appointment",
	    "I was told six weeks. It has been five months and nobody writes.",
	    "A date, and to know who to call.", "waiting", "administrative" },
	{ "Medicine changed without a talk",
	    "The tablets were changed and I found out from the chemist.",
	    "Somebody to explain why.", "communications", "medical" },
	{ "The way staff spoke",
	    "I was spoken to as if I was a nuisance, in front of others.",
	    "An apology.", "values", "nursing" },
	{ "Left out as a carer",
	    "I look after my brother and was not told he was coming home.",
	    "To be asked next time.", "communications", "nursing" },
	{ "Letters to an old address",
	    "Three letters went to the house I left, with my diagnosis in.",
	    "That it is put right and cannot happen again.", "administration",
	    "administrative" },
	{ "Discharged too early",
	    "We said it was too soon. He was back within two days.",
	    "To know how this was decided.", "admissions", "medical" },
	{ "Care plan not followed", "The plan says two visits. One came.",
	    "The visits.", "patient_care", "nursing" },
	{ "Crisis line did not answer",
	    "I rang four times in one night and nobody picked up.",
	    "That somebody answers.", "access", "nursing" },
	{ "Cold and noisy room",
	    "The heating was off and doors banged all night.",
	    "A working heater.", "facilities", "infrastructure" },
	{ "Pain after treatment",
	    "The dressing was too tight and nobody looked until morning.",
	    "To know what went wrong.", "clinical", "nursing" },
};

static const struct thanks {
	const char *title, *words;
} thanks[] = {
	{ "Kind night staff",
	    "She sat with me at three in the morning. I will not forget it." },
	{ "Thank you from a family",
	    "You looked after Dad as if he was your own." },
	{ "A good listener",
	    "For the first time somebody listened to the end." },
	{ "Physiotherapy", "I can walk to the shop again." },
	{ "Help with forms", "He went through every page with me, twice." },
};

static const char *const lessons[] = {
	"Ring before a change, and write down that you did.",
	"Check the address at every visit.",
	"The crisis line has a second number when the first is busy.",
	"Ask the carer to the meeting before somebody goes home.",
	"The letter about waiting now says who to call.",
	"Night staff look at every new dressing within the hour.",
};

static const char *const names[] = { "Alex Demo", "Bibi Demo", "Chris Demo",
	"Dee Demo", "Eli Demo", "Fay Demo", "Gus Demo", "Hope Demo" };

static const struct sql SQL_REF = { "SELECT ref FROM person WHERE id = ?1",
	SYSTEM("an invented person of a demonstration") };
/* Invented codes of six sites. */
static const struct sql SQL_SITES = {
	"UPDATE unit SET site_code = 'MDW0' || CAST(id % 6 + 1 AS TEXT)"
	" WHERE level = 'team' AND site_code IS NULL",
	SYSTEM("invented teams of a demonstration")
};
static const struct sql SQL_MANAGER = {
	"SELECT a.person FROM appointment a WHERE a.unit = ?1"
	" AND a.role = 'ward_manager' ORDER BY a.id LIMIT 1",
	SYSTEM("an invented person of a demonstration")
};
/* What a select would have shown: somebody's name, or the words of a code. */
static const struct sql SQL_SHOWN = {
	"SELECT p.name FROM person p WHERE p.ref = ?1 UNION ALL"
	" SELECT k.label FROM case_code k WHERE k.list = ?2 AND k.code = ?1"
	" LIMIT 1",
	SYSTEM("an invented person of a demonstration")
};
static const struct sql *const list[] = { &SQL_REF, &SQL_SITES, &SQL_MANAGER,
	&SQL_SHOWN };
const struct sql_list demo_cases_sql = { list, NELEM(list) };

/* One case under way. */
struct walk {
	struct demo *d;
	struct ctx *cx;
	struct calendar days;
	int64_t id, unit;
	struct str ref;
	struct date day; /* of the next step */
	bool promised;
	bool stopped; /* its next day is still to come, or it failed */
};

struct pair {
	const char *name;
	struct str value;
};

static void at(struct walk *w, struct date day, int hour)
{
	w->cx->today = day;
	w->cx->now.us = instant_of_date(day).us +
			(int64_t)hour * 3600 * US_PER_SECOND +
			prng_below(&w->d->rng, 3000) * US_PER_SECOND;
}

static struct str person_ref(struct walk *w, int64_t person)
{
	return db_get_text(
	    w->cx->conn, w->cx->arena, &SQL_REF, VALS(V(person)));
}

static bool put(struct walk *w, struct answers *in, const struct pair *one)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->asks[i].options != NULL &&
		    str_is(str_of(one->name), in->asks[i].name))
			in->list[i].shown =
			    db_get_text(w->cx->conn, w->cx->arena, &SQL_SHOWN,
				VALS(V(one->value), V(one->name)));
	return answers_put(in, one->name, one->value);
}

/* Takes a step `wait` working days after the one before, as this person. */
static void take(struct walk *w, int64_t who, int wait, const char *code,
    const struct pair *pairs, size_t n)
{
	const struct step *s = step_named(str_of(code));
	struct answers *in = ARENA_NEW(w->cx->arena, struct answers);
	struct problems p = { .arena = w->cx->arena };
	struct case_file c;
	bool good = true;

	w->day = calendar_add(&w->days, w->day, wait);
	/* Now and then a recent one is left lying, so that some are late. */
	if (date_days_between(w->day, w->d->today) < LATELY &&
	    prng_below(&w->d->rng, LEFT_ONE_IN) == 0)
		w->stopped = true;
	if (w->stopped || date_cmp(w->day, w->d->today) > 0) {
		w->stopped = true;
		return;
	}
	at(w, w->day, 9);
	ctx_act_as(w->cx, who);
	answers_start(in, s->asks, s->nasks);
	for (size_t i = 0; i < n; i++)
		good = good && put(w, in, &pairs[i]);
	good = good && case_find(w->cx, w->ref, &c) &&
	       step_take(w->cx, s, w->ref, c.rec.version, in, &p, &c) == DB_OK;
	if (!good)
		log_line(LOG_ERROR, "demo", "what=\"step %s\" why=\"%.*s\"",
		    code,
		    STR_ARG(p.n > 0 ? p.list[0].sentence : S("not taken")));
	w->stopped = !good;
}

#define TAKE(w, who, wait, code, ...)                                          \
	take((w), (who), (wait), (code), (const struct pair[]){ __VA_ARGS__ }, \
	    sizeof((const struct pair[]){ __VA_ARGS__ }) /                     \
		sizeof(struct pair))

static struct str today_of(struct walk *w, int wait)
{
	return date_iso(w->cx->arena, calendar_add(&w->days, w->day, wait));
}

static int dice(struct walk *w, uint32_t n)
{
	return (int)prng_below(&w->d->rng, n);
}

static void sort_out(struct walk *w)
{
	static const char *const severities[] = { "low", "low", "medium",
		"medium", "high" };
	const int wait = dice(w, 8) == 0 ? 2 : dice(w, 2);

	TAKE(w, w->d->complaints, wait, "triage",
	    { "severity", str_of(severities[dice(w, 5)]) },
	    { "reason", S("What happened and what could have") },
	    { "handler", person_ref(w, w->d->complaints) },
	    { "looked", S("yes") });
}

static void begin(struct walk *w)
{
	const int wait = dice(w, 12) == 0 ? 3 : 1;

	TAKE(w, w->d->complaints, wait, "acknowledge",
	    { "day", today_of(w, wait) }, { "how", S("phone") },
	    { "safe", S("yes") }, { "advocacy", S("offered") });
	TAKE(w, w->d->complaints, 0, "discuss", { "day", today_of(w, 0) },
	    { "discussed", S("accepted") });
	TAKE(w, w->d->complaints, 0, "period", { "due_on", today_of(w, 23) },
	    { "agreed_on", today_of(w, 0) },
	    { "agreed_with", S("complainant") });
}

static void look(struct walk *w, const struct story *s)
{
	int64_t lead = db_get_int(
	    w->cx->conn, w->cx->arena, &SQL_MANAGER, VALS(V(w->unit)), 0);

	if (lead == 0)
		lead = w->d->manager;
	TAKE(w, w->d->complaints, 2, "lead", { "lead", person_ref(w, lead) });
	TAKE(w, w->d->complaints, 0, "issue", { "what", str_of(s->title) },
	    { "subject", str_of(s->subject) },
	    { "service", S("mental_health") },
	    { "profession", str_of(s->profession) });
	if (dice(w, 3) == 0)
		TAKE(w, w->d->complaints, 0, "issue",
		    { "what", S("Nobody rang back") },
		    { "subject", S("communications") },
		    { "service", S("mental_health") },
		    { "profession", S("administrative") });
	TAKE(w, w->d->complaints, 1, "statement",
	    { "person", person_ref(w, w->d->manager) },
	    { "due_on", today_of(w, 8) },
	    { "shown", S("A family says that they were not told of a change. "
			 "What do you remember?") },
	    { "supporter", S("Meera Desai, extension 4100") });
	TAKE(w, w->d->complaints, 5, "statement_in", { "statement", S("1") },
	    { "day", today_of(w, 5) },
	    { "words", S("I was on leave that week. I have asked the team.") });
	TAKE(w, w->d->complaints, 2, "update", { "day", today_of(w, 2) },
	    { "what", S("We have spoken to the team and read the notes.") });
}

static const char *outcome(struct walk *w)
{
	const int n = dice(w, 100);

	if (n < 26)
		return "upheld";
	return n < 64 ? "partly" : "not_upheld";
}

static void find_out(struct walk *w)
{
	struct case_issue *issues =
	    arena_array(w->cx->arena, ISSUES_MAX, sizeof(*issues));
	struct case_file c = { .rec.id = w->id };
	const size_t n = w->stopped ? 0 : case_issues(w->cx, &c, issues);

	for (size_t i = 0; i < n; i++)
		TAKE(w, w->d->complaints, i == 0 ? 3 : 0, "found",
		    { "issue", str_fmt(w->cx->arena, "%zu", i + 1) },
		    { "outcome", str_of(outcome(w)) },
		    { "reason", S("From the notes and from what was said") });
}

/* Some answers were worked on in Word. */
static void keep_word(struct walk *w)
{
	struct buf b = buf_make((size_t)1 << 20);
	struct case_file c;
	struct err e = { "" };

	if (!w->stopped && dice(w, 12) == 0 && case_find(w->cx, w->ref, &c)) {
		docx_write(S("Our answer to your complaint"),
		    S("We asked the team and read the notes.\n\nYou should "
		      "have been told. We are sorry."),
		    &b);
		w->stopped = letter_version_add(w->cx,
				 &(struct letter_version){ &c,
				     S("case_response"), true, buf_view(&b) },
				 &e) != DB_OK;
	}
	buf_free(&b);
}

static void answer(struct walk *w)
{
	/* Most in time, some late: what the performance page is for. */
	const int writing = dice(w, 6) == 0 ? 16 : 1 + dice(w, 4);

	find_out(w);
	TAKE(w, w->d->complaints, writing, "draft",
	    { "considered", S("We asked the team and read the notes.") },
	    { "conclusion", S("You should have been told. We are sorry.") },
	    { "remedy", S("We now ring before anything changes.") },
	    { "confirmation", S("This began on the first of the month.") },
	    { "rights", S("If you are not satisfied you can ask the "
			  "Parliamentary and Health Service Ombudsman, "
			  "free.") });
	keep_word(w);
	TAKE(w, w->d->checker, 1, "check", { "result", S("pass") },
	    { "facts", S("yes") });
	TAKE(w, w->d->chief, 1, "sign", { "read", S("yes") });
	TAKE(w, w->d->complaints, 1, "respond", { "day", today_of(w, 1) },
	    { "how", S("letter") });
	TAKE(w, w->d->complaints, 3, "close",
	    { "learning", str_of(lessons[dice(w, (uint32_t)NELEM(lessons))]) });
}

/* Half of the people who are asked answer; some tell who they are. */
static void say_how_it_was(struct walk *w, const char *audience)
{
	static const char *const marks[] = { "5", "5", "4", "4", "4", "3", "2",
		"1" };
	struct questionnaire *q = ARENA_NEW(w->cx->arena, struct questionnaire);
	struct answers *in = ARENA_NEW(w->cx->arena, struct answers);
	bool good = true;

	if (w->stopped || dice(w, 2) == 0)
		return;
	questionnaire_load(w->cx, audience, q);
	answers_start(in, q->asks, q->n);
	for (size_t i = 0; i < q->n; i++)
		if (q->items[i] != 0)
			good = good && answers_put(in, q->asks[i].name,
					   str_of(marks[dice(w, 8)]));
	if (str_is(str_of(audience), "complainant"))
		good = good && answers_put(in, "care",
				   dice(w, 9) == 0 ? S("unsure") : S("no"));
	if (!good || experience_keep(w->cx, audience, q, in) != DB_OK)
		w->stopped = true;
}

static void say_who_they_are(struct walk *w)
{
	static const char *const answers[ABOUT_ITEMS][4] = {
		{ "25-34", "35-44", "45-54", "65-74" },
		{ "A", "A", "H", "N" },
		{ "1", "2", "1", "2" },
		{ "Y", "Y", "Y", "Y" },
		{ "1", "1", "1", "2" },
		{ "NONE", "NONE", "NONE", "NONE" },
		{ "C", "C", "L", "L" },
	};
	struct ask asks[ABOUT_ITEMS];
	struct answers *in = ARENA_NEW(w->cx->arena, struct answers);
	bool good = true;

	if (w->stopped || dice(w, 2) == 0)
		return;
	answers_start(in, asks, equality_asks(w->cx->arena, asks));
	for (size_t i = 0; i < ABOUT_ITEMS; i++) {
		const char *one = answers[i][dice(w, 4)];

		for (size_t k = 0; k < asks[i].choices->n; k++)
			if (str_is(str_of(one), asks[i].choices->list[k].code))
				good = good && answers_put(in, asks[i].name,
						   str_of(one));
	}
	if (!good || equality_keep(w->cx, in) != DB_OK)
		w->stopped = true;
}

static void ask_afterwards(struct walk *w)
{
	TAKE(w, w->d->complaints, 4, "experience", { "told", S("yes") });
	say_how_it_was(w, "complainant");
	say_how_it_was(w, "staff");
}

/* Where something was found: promised, done, told, and checked by somebody
 * else; one complaint in many has a plan for how we are in contact. */
static void promise(struct walk *w)
{
	if (dice(w, 3) != 0)
		return;
	TAKE(w, w->d->complaints, 0, "remedy", { "kind", S("change") },
	    { "what", S("Somebody rings before an appointment changes") },
	    { "due_on", today_of(w, 40) });
	w->promised = !w->stopped;
	if (dice(w, 20) == 0)
		TAKE(w, w->d->complaints, 0, "contact_plan",
		    { "reason",
			S("Forty calls a day; talking it over twice did not help") },
		    { "what",
			S("One named person rings every Tuesday. Help in an emergency as ever.") },
		    { "review_on", today_of(w, 100) },
		    { "approver", person_ref(w, w->d->checker) },
		    { "told", S("yes") });
}

static void keep_promise(struct walk *w)
{
	if (w->stopped || !w->promised)
		return;
	TAKE(w, w->d->complaints, 0, "checker",
	    { "person", person_ref(w, w->d->lead) });
	if (!w->stopped && dice(w, 2) == 0)
		TAKE(w, w->d->complaints, 5, "remedy_done",
		    { "remedy", S("1") }, { "done_on", today_of(w, 5) });
}

static void walk_complaint(struct walk *w, const struct story *s)
{
	sort_out(w);
	begin(w);
	if (dice(w, 2) == 0) {
		TAKE(w, w->d->complaints, 0, "equality", { "told", S("yes") });
		say_who_they_are(w);
	}
	look(w, s);
	promise(w);
	answer(w);
	ask_afterwards(w);
	keep_promise(w);
}

static void walk_light(struct walk *w, const char *type)
{
	const int wait = dice(w, 9) == 0 ? 7 : dice(w, 4);

	sort_out(w);
	if (str_is(str_of(type), "compliment")) {
		TAKE(w, w->d->complaints, 0, "thank",
		    { "person", person_ref(w, w->d->manager) },
		    { "note", S("Someone took the time to say thank you for "
				"what you did.") });
		TAKE(w, w->d->complaints, wait, "thanked",
		    { "what", S("Read out at handover") });
		return;
	}
	TAKE(w, w->d->complaints, wait, "answer", { "day", today_of(w, wait) },
	    { "how", S("phone") },
	    { "what", S("Rang, listened, and put it right with the team.") });
}

static struct intake invent(
    struct demo *d, const char *type, const struct demo_team *t)
{
	const bool kind = str_is(str_of(type), "compliment");
	const struct story *s = &stories[prng_below(&d->rng, NELEM(stories))];
	const struct thanks *k = &thanks[prng_below(&d->rng, NELEM(thanks))];
	static const char *const channels[] = { "web", "phone", "letter",
		"email", "person" };
	static const char *const bands[] = { "6-17", "18-25", "26-55", "26-55",
		"56-64", "65-74", "75+", "unknown" };
	static const char *const statuses[] = { "patient", "patient", "parent",
		"spouse", "carer" };
	struct intake in = { .type = str_of(type),
		.unit = t->unit,
		.channel =
		    str_of(channels[prng_below(&d->rng, NELEM(channels))]),
		.on_behalf = S("me"),
		.title = str_of(kind ? k->title : s->title),
		.words = str_of(kind ? k->words : s->words),
		.wish = kind ? STR_NULL : str_of(s->wish),
		.age_band = str_of(bands[prng_below(&d->rng, NELEM(bands))]),
		.status =
		    str_of(statuses[prng_below(&d->rng, NELEM(statuses))]) };

	in.complainant.name = str_of(names[prng_below(&d->rng, NELEM(names))]);
	in.complainant.reach = S("01632 960123");
	return in;
}

static const struct story *story_of(struct str title)
{
	for (size_t i = 0; i < NELEM(stories); i++)
		if (str_is(title, stories[i].title))
			return &stories[i];
	return &stories[0];
}

/* Some are looked at for disposal, and some of these are disposed of. */
static void end_of_keeping(struct walk *w)
{
	if (dice(w, 3) == 0)
		return;
	TAKE(w, w->d->complaints, OLD_DAYS, "retention",
	    { "decision", S("dispose") },
	    { "reason", S("Answered at the time; no claim, no inquest") });
	if (dice(w, 2) == 0)
		TAKE(w, w->d->guardian, 2, "dispose", { "looked", S("yes") },
		    { "reason", S("Ten years are over and nothing needs it") });
}

/* One case from its receipt on, with a bit more of them lately. */
static enum db_status one_case(
    struct demo *d, struct ctx *cx, const char *type, struct date day)
{
	const struct demo_team *t =
	    &d->teams[prng_below(&d->rng, (uint32_t)d->nteams)];
	struct intake in = invent(d, type, t);
	struct case_file c = { .number = 0 };
	struct walk w = { .d = d, .cx = cx, .unit = t->unit };
	bool is_new;
	enum db_status st;

	w.day = day;
	in.received_on = w.day;
	in.event_on = date_add(w.day, -(int)prng_below(&d->rng, 60));
	at(&w, w.day, 8);
	ctx_act_as(cx, d->complaints);
	st = case_receive(cx, &in, &c, &is_new);
	if (st != DB_OK)
		return st;
	w.id = c.rec.id;
	w.ref = c.rec.ref;
	w.days = closed_days(cx);
	if (str_is(in.type, "complaint"))
		walk_complaint(&w, story_of(in.title));
	else
		walk_light(&w, type);
	if (date_days_between(day, d->today) > CASE_DAYS)
		end_of_keeping(&w);
	return DB_OK;
}

/* Enquiries of eleven years ago. */
static enum db_status old_cases(struct demo *d, struct ctx *cx)
{
	enum db_status st = DB_OK;

	for (int i = 0; i < OLD_CASES && st == DB_OK; i++)
		st = one_case(d, cx, "enquiry",
		    date_add_months(d->today, -12 * OLD_YEARS - i));
	return st;
}

static enum db_status cases_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;
	enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_SITES, NO_VALS, NULL);

	d->rng.state = DEMO_SEED + 3;
	for (size_t i = 0; i < NELEM(shares); i++)
		for (uint32_t k = 0; k < shares[i].each && st == DB_OK; k++)
			st = one_case(d, cx, shares[i].type,
			    date_add(d->today,
				-(int)prng_below(&d->rng, CASE_DAYS)));
	return st == DB_OK ? old_cases(d, cx) : st;
}

bool demo_cases(struct demo *d)
{
	return ctx_change(d->cx, cases_fn, d) == DB_OK;
}
