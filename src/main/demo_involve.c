/*
 * demo_involve.c: people who take part in the invented trust: a register, a
 * year of what they did, what they were paid and what came of it. Names, words
 * and numbers are invented.
 */
#include "main/demo_involve.h"
#include "base/log.h"
#include "mod/involve/codes.h"
#include "mod/involve/concern.h"
#include "mod/involve/forum.h"
#include "mod/involve/ft_member.h"
#include "mod/involve/meeting.h"
#include "mod/involve/opportunity.h"
#include "mod/network/people.h"

#define APPLICANTS 35
#define APPOINTED  6
#define COHORTS    4

static const char *const first[] = { "Abdul", "Ada", "Aisha", "Alan", "Amrit",
	"Anita", "Barbara", "Bilal", "Bryony", "Cheung", "Chloe", "Colin",
	"Dawn", "Deepa", "Derek", "Dina", "Eileen", "Femi", "Fiona", "Gita",
	"Harold", "Hilda", "Ines", "Ivor", "Janet", "Joy", "Jyoti", "Karim",
	"Leila", "Lionel", "Mabel", "Marek", "Maureen", "Nasreen", "Neil",
	"Olive", "Pam", "Rajan", "Rose", "Sheila", "Stan", "Sunita", "Tomasz",
	"Una", "Vera", "Wendy", "Winston", "Yasmin" };
static const char *const last[] = { "Abbott", "Akhtar", "Bains", "Blackwood",
	"Chand", "Cole", "Dhillon", "Dunmore", "Eze", "Fenwick", "Gill",
	"Hassan", "Holloway", "Jagger", "Kaur", "Kowalski", "Lamb", "Mensah",
	"Modi", "Nair", "Oakley", "Parekh", "Quinn", "Raja", "Shah", "Solanki",
	"Tanner", "Uppal", "Vyas", "Winters" };
const char *const demo_intros[DEMO_INTROS] = {
	"I looked after my mum at home for six years and know what carers "
	"need at night.",
	"I am a retired bus driver. I say what I think and I listen.",
	"I use a wheelchair and like to look at buildings before they open.",
	"I have spent time on wards and want the next person's stay to be "
	"better.",
	"I run a lunch club and can bring many people's views.",
	"I am good with numbers and not afraid of long papers.",
	"I speak Gujarati and English and help neighbours with letters.",
};

struct str demo_pick(struct prng *p, const char *const *list, size_t n)
{
	return str_of(list[prng_below(p, (uint32_t)n)]);
}

/* A few bits of a list. */
static int64_t some_bits(struct prng *p, const struct choices *c, int of)
{
	int64_t bits = 0;

	for (size_t i = 0; i < c->n; i++)
		if (prng_below(p, (uint32_t)of) == 0)
			bits |= INT64_C(1) << i;
	return bits;
}

bool demo_save(struct ctx *cx, const struct kind *k, void *rec)
{
	struct problems p = { .arena = cx->arena };
	const enum db_status st = kind_save(cx, k, rec, &p);

	for (size_t i = 0; i < p.n; i++)
		log_line(LOG_ERROR, "demo", "what=\"%s %.*s\"", k->name,
		    STR_ARG(p.list[i].sentence));
	return st == DB_OK;
}

/* Members --------------------------------------------------------------- */

static const struct sql SQL_INVITED = {
	"UPDATE member_profile SET invited_on = ?2, invitations = ?3"
	" WHERE member = ?1",
	INVENTS
};
static const struct sql SQL_SINCE = {
	"UPDATE member SET state_since = ?2, review_on = ?3, pay = ?4,"
	" level = ?5 WHERE id = ?1",
	INVENTS
};
static const struct sql SQL_ABOUT = {
	"INSERT INTO member_about (member, age_band, ethnicity, gender,"
	" disability) VALUES (?1, ?2, ?3, ?4, ?5)",
	INVENTS
};

static bool add_about(struct invented *v, int64_t id)
{
	static const char *const ages[] = { "18-24", "25-34", "35-44", "45-54",
		"55-64", "65-74", "65-74", "75-84" };
	static const char *const groups[] = { "A", "A", "A", "A", "A", "A", "H",
		"H", "J", "M", "N", "C", "Z" };
	static const char *const genders[] = { "1", "2", "2" };
	static const char *const hard[] = { "NN", "NN", "05", "08", "02" };
	struct prng *p = &v->d->rng;

	if (prng_below(p, 3) == 0)
		return true;
	return db_exec(v->cx->conn, v->cx->arena, &SQL_ABOUT,
		   VALS(V(id), V(PICK(p, ages)), V(PICK(p, groups)),
		       V(PICK(p, genders)), V(PICK(p, hard))),
		   NULL) == DB_OK;
}

/* What she told us, class by class. */
static bool add_told(struct invented *v, const struct member *b)
{
	struct prng *p = &v->d->rng;
	const struct profile f = { .interests = some_bits(p, &topics, 4),
		.avoid = some_bits(p, &topics, 30),
		.skills = some_bits(p, &skills, 4),
		.slots = some_bits(p, &slots, 2),
		.ways = 1 + prng_below(p, 3) };
	const struct access_needs n = {
		.needs = prng_below(p, 3) == 0 ? some_bits(p, &needs, 8) : 0,
		.may_share = prng_below(p, 2) == 0,
		.review_on = date_add(v->d->today, (int)prng_below(p, 365) - 20)
	};
	const struct lived l = { .areas = some_bits(p, &areas, 5) };
	const struct contact c = { .email = STR_NULL,
		.phone = str_fmt(v->cx->arena, "01632 960%03u",
		    (unsigned)prng_below(p, 1000)) };
	const struct bank k = { b->name, S("000000"),
		str_fmt(
		    v->cx->arena, "%08u", (unsigned)prng_below(p, 99999999)) };

	return profile_put(v->cx, b, &f) == DB_OK &&
	       access_put(v->cx, b, &n) == DB_OK &&
	       lived_put(v->cx, b, &l) == DB_OK &&
	       contact_put(v->cx, b, &c) == DB_OK &&
	       (prng_below(p, 4) == 0 || bank_put(v->cx, b, &k) == DB_OK) &&
	       add_about(v, b->rec.id);
}

static bool add_times(struct invented *v, int64_t id, const char *state)
{
	static const char *const depths[] = { "individual", "involvement",
		"involvement", "collaboration" };
	struct prng *p = &v->d->rng;
	/* The visitor was asked before, and wants to be paid. */
	const uint32_t dice = id == v->members[0] ? 5 : prng_below(p, 10);
	const struct date since =
	    date_add(v->d->today, -(int)prng_below(p, 700) - 3);
	const struct date invited =
	    date_add(v->d->today, -(int)prng_below(p, 400) - 40);
	struct ctx *cx = v->cx;

	if (db_exec(cx->conn, cx->arena, &SQL_SINCE,
		VALS(V(id), V(since),
		    V(str_is(str_of(state), "active")
			    ? date_add(v->d->today, (int)prng_below(p, 180) - 4)
			    : DATE_NONE),
		    V(dice == 0     ? "decline"
			: dice == 1 ? "donate"
				    : "pay"),
		    V(PICK(p, depths))),
		NULL) != DB_OK)
		return false;
	return dice < 3 ||
	       db_exec(cx->conn, cx->arena, &SQL_INVITED,
		   VALS(V(id), V(invited), V((int64_t)(1 + dice / 3))),
		   NULL) == DB_OK;
}

static bool add_member(struct invented *v, size_t i)
{
	struct prng *p = &v->d->rng;
	struct ctx *cx = v->cx;
	/* Most are active; the others stand on every step of the way. */
	static const char *const early[] = { "enquiry", "chat", "application",
		"checks", "induction", "paused", "enquiry", "paused" };
	const char *state =
	    i < DEMO_MEMBERS - 60 ? "active" : early[i % NELEM(early)];
	const struct str given = PICK(p, first), family = PICK(p, last);
	struct member b = { .name = str_fmt(cx->arena, "%.*s %.*s",
				STR_ARG(given), STR_ARG(family)),
		.unit = v->d->trust,
		.state = str_of(state),
		.outward = str_fmt(
		    cx->arena, "ZE%u", (unsigned)(1 + prng_below(p, 9))),
		.intro = demo_pick(p, demo_intros, DEMO_INTROS),
		.bulletin = prng_below(p, 2) == 0 };
	const bool ruth = i == 0;

	if (ruth)
		b.name = S("Ruth Vaughan");
	if (member_start(cx, &b, ruth ? S("member@demo.invalid") : STR_NULL) !=
	    DB_OK)
		return false;
	v->members[i] = b.rec.id;
	v->n += str_is(b.state, "active");
	return add_told(v, &b) && add_times(v, b.rec.id, state);
}

static bool add_checks(struct invented *v)
{
	for (size_t i = 0; i < DEMO_MEMBERS; i += 3) {
		const bool open = i > DEMO_MEMBERS - 60;
		struct member_check c = { .title = S("Confidentiality "
						     "agreement"),
			.unit = v->d->trust,
			.member = v->members[i],
			.what = S("confidentiality"),
			.state = open ? S("asked") : S("done"),
			.asked_on = date_add(v->d->today, -200),
			.done_on =
			    open ? DATE_NONE : date_add(v->d->today, -190),
			.expires_on =
			    open ? DATE_NONE
				 : date_add(v->d->today, (int)(i * 2) + 10) };

		if (!demo_save(v->cx, &kind_member_check, &c))
			return false;
	}
	return true;
}

/* Money that is data ---------------------------------------------------- */

static bool add_rate(struct invented *v, int64_t policy, const char *title,
    const char *what, int64_t from_miles, int64_t amount)
{
	struct rate_record r = { .title = str_of(title),
		.policy = policy,
		.what = str_of(what),
		.from_miles = from_miles,
		.amount = amount,
		.from_on = date_add_months(v->d->today, -36) };

	return demo_save(v->cx, &kind_rate, &r);
}

static bool add_policy(struct invented *v, const char *title, bool active,
    int64_t level, const char *source)
{
	struct policy_record p = { .title = str_of(title),
		.active = active,
		.from_on = date_add_months(v->d->today, -36),
		.paid_from_level = level,
		.half_day_minutes = 240,
		.cap_costs = KIND_NO_INT,
		.source = str_of(source) };

	if (!demo_save(v->cx, &kind_rate_policy, &p))
		return false;
	if (active)
		v->policy = p.rec.id;
	return add_rate(v, p.rec.id, "Half day", "half_day", 0, 7500) &&
	       add_rate(v, p.rec.id, "Day", "day", 0, 15000) &&
	       add_rate(
		   v, p.rec.id, "Car, first 10,000 miles", "car", 0, 450) &&
	       add_rate(v, p.rec.id, "Car, further miles", "car", 10000, 250) &&
	       add_rate(v, p.rec.id, "Motorcycle", "motorcycle", 0, 240) &&
	       add_rate(v, p.rec.id, "Bicycle", "bicycle", 0, 200) &&
	       add_rate(v, p.rec.id, "Passenger", "passenger", 0, 50) &&
	       add_rate(v, p.rec.id, "Online session", "online", 0, 500) &&
	       add_rate(v, p.rec.id, "Food", "meals", 0, 1000);
}

static bool add_budgets(struct invented *v)
{
	struct budget g = { .title = S("Working together, this year"),
		.unit = v->d->trust,
		.code = S("X1234"),
		.from_on = date_add_months(v->d->today, -18),
		.until_on = date_add_months(v->d->today, 18),
		.pence = 12000000,
		.fund = true };
	static const struct {
		const char *title, *state, *outcome;
		int64_t asked, awarded, spent;
	} bids[] = {
		{ "A garden made with patients", "awarded", NULL, 250000,
		    200000, 145050 },
		{ "Letters rewritten with readers", "done",
		    "Forty letters are shorter; calls about letters halved.",
		    60000, 60000, 58200 },
		{ "A film by young carers", "bid", NULL, 180000, 0, 0 },
		{ "New sofas for the office", "refused", NULL, 90000, 0, 0 },
	};
	struct fund_bid b = {
		.title = S("A garden made with patients"),
		.unit = v->d->trust,
		.why = S("Patients plan and plant it with a gardener; the ward "
			 "keeps it open in the evening."),
	};

	if (!add_policy(v, "Involvement payments (invented)", true, 3,
		"Invented for the demonstration.") ||
	    !demo_save(v->cx, &kind_budget, &g))
		return false;
	v->budget = g.rec.id;
	for (size_t i = 0; i < NELEM(bids); i++) {
		const bool yes = bids[i].awarded > 0;

		b.rec = (struct record){ .id = 0 };
		b.title = str_of(bids[i].title);
		b.state = str_of(bids[i].state);
		b.outcome = str_of(bids[i].outcome);
		b.asked_pence = bids[i].asked;
		b.awarded_pence = yes ? bids[i].awarded : KIND_NO_INT;
		b.spent_pence = yes ? bids[i].spent : KIND_NO_INT;
		b.budget = yes ? g.rec.id : 0;
		if (!demo_save(v->cx, &kind_fund_bid, &b))
			return false;
	}
	return true;
}

static const struct sql SQL_CONCERN = {
	"UPDATE member_concern SET state = ?2, handler = ?3, independent = ?4,"
	" appeal_by = ?5 WHERE id = ?1",
	INVENTS
};

/* Training, forums, cohorts ------------------------------------------------ */

static bool add_courses(struct invented *v)
{
	static const char *const titles[] = { "How to be heard in a meeting",
		"Choosing staff", "Working together on improvement",
		"Using feedback (for staff)" };

	for (size_t i = 0; i < NELEM(titles); i++) {
		struct course c = { .title = str_of(titles[i]),
			.unit = v->d->trust,
			.what = S("A morning with somebody who has done it."),
			.audience = i == 3 ? S("staff") : S("members"),
			.months_valid = i == 1 ? 24 : KIND_NO_INT };

		if (!demo_save(v->cx, &kind_course, &c))
			return false;
		v->courses[i] = c.rec.id;
	}
	for (size_t i = 0; i < 60; i++) {
		struct certificate c = { .title = str_of(titles[i % 3]),
			.unit = v->d->trust,
			.course = v->courses[i % 3],
			.member = v->members[i],
			.done_on = date_add(v->d->today, -(int)(i * 5) - 6),
			.expires_on = i % 3 == 1
					  ? date_add(v->d->today, 700 - (int)i)
					  : DATE_NONE };

		if (!demo_save(v->cx, &kind_certificate, &c))
			return false;
	}
	return true;
}

/* Papers in two formats, who came, and what was asked for. */
static bool add_meeting(struct invented *v, const struct forum_meeting *g)
{
	static const char *const formats[] = { "plain", "easy_read" };
	static const char *const came[] = { "came", "online", "sorry" };

	for (size_t i = 0; i < NELEM(formats); i++) {
		struct forum_paper p = { .title = S("Letters: what we heard"),
			.meeting = g->rec.id,
			.unit = g->unit,
			.format = str_of(formats[i]),
			.words = S("Letters come late. We ask for a week."),
			.sent_on = date_add(g->happens_on, -9) };

		if (!demo_save(v->cx, &kind_forum_paper, &p))
			return false;
	}
	for (size_t i = 0; i < NELEM(came); i++) {
		struct forum_attendance t = { .title = S("Patient member"),
			.meeting = g->rec.id,
			.unit = g->unit,
			.came = str_of(came[i]) };

		if (!demo_save(v->cx, &kind_forum_attendance, &t))
			return false;
	}
	struct forum_action x = { .title = S("Send letters a week earlier"),
		.meeting = g->rec.id,
		.unit = g->unit,
		.person = v->d->lead,
		.due_on = date_add(g->happens_on, 60),
		.up = true,
		.state = S("done"),
		.came_back = S("From spring they go out a week earlier.") };
	struct forum_action y = { .title = S("Ask the kitchen to come"),
		.meeting = g->rec.id,
		.unit = g->unit,
		.person = v->d->manager,
		.due_on = date_add(g->happens_on, 70),
		.state = S("open") };

	return demo_save(v->cx, &kind_forum_action, &x) &&
	       demo_save(v->cx, &kind_forum_action, &y);
}

static bool add_forums(struct invented *v)
{
	static const char *const titles[] = { "People's Council",
		"Our Voice: mental health", "Our Voice: community",
		"Youth board", "Patient safety committee",
		"Finance committee" };
	static const char *const sorts[] = { "council", "our_voice",
		"our_voice", "youth", "safety", "committee" };

	for (size_t i = 0; i < NELEM(titles); i++) {
		struct forum f = { .title = str_of(titles[i]),
			.unit = v->d->trust,
			.sort = str_of(sorts[i]),
			.pathway = i == 1   ? S("Mental health")
				   : i == 2 ? S("Community")
					    : STR_NULL,
			.terms = S("Meets in public. Members have a vote."),
			.rhythm = S("Every two months"),
			.reports_to = S("The board"),
			.patient_voice = i < 5,
			.open = true };

		if (!demo_save(v->cx, &kind_forum, &f))
			return false;
		for (size_t k = 0; k < 5 && i < 5; k++) {
			struct forum_member s = { .title = S("Member"),
				.forum = f.rec.id,
				.unit = v->d->trust,
				.member = v->members[i * 11 + k],
				.from_on = date_add(v->d->today, -300) };

			if (!demo_save(v->cx, &kind_forum_member, &s))
				return false;
		}
		struct forum_meeting g = { .title = S("Autumn meeting"),
			.forum = f.rec.id,
			.unit = v->d->trust,
			.happens_on = date_add(v->d->today, -40 - (int)i),
			.agenda = S("Letters. Food. What came back."),
			.members_there = i < 5 ? 4 : 0,
			.staff_there = 6,
			.reported_up = S("Letters still come too late."),
			.came_back = S("From spring they go out a week "
				       "earlier.") };

		if (!demo_save(v->cx, &kind_forum_meeting, &g) ||
		    !add_meeting(v, &g))
			return false;
	}
	return true;
}

/* What an appointed one did, and what the others were told. */
static void end_applicant(struct applicant *a, size_t i, bool in)
{
	static const char *const placements[] = { "observer", "panel",
		"assurance" };

	a->felt = 3 + (int64_t)i % 3;
	if (!in) {
		a->reason = S("Others had more to say about working with "
			      "teams.");
		a->other_way = S("A place in the reader panel and in the next "
				 "training.");
		return;
	}
	a->changed = S("The committee now begins with a story, and I choose "
		       "which.");
	a->placement = str_of(placements[i % NELEM(placements)]);
}

static bool add_applicant(struct invented *v, const struct campaign *c,
    size_t i, bool ended, bool closed)
{
	const bool listed = i % 3 != 2, in = i < APPOINTED;
	struct applicant a = { .title = str_fmt(
				   v->cx->arena, "Applicant %zu", i + 1),
		.campaign = c->rec.id,
		.unit = v->d->trust,
		.member = ended && in        ? v->members[20 + i]
			  : i == 0 && closed ? v->members[0]
					     : 0,
		.answers = demo_pick(&v->d->rng, demo_intros, DEMO_INTROS),
		.shortlist_score =
		    ended ? (in ? 15 + (int64_t)i % 5 : 5 + (int64_t)i % 9)
			  : KIND_NO_INT,
		.interview_score =
		    ended && (in || listed)
			? (in ? 30 + (int64_t)i : 12 + (int64_t)i % 15)
			: KIND_NO_INT,
		.state = !ended   ? S("applied")
			 : in     ? S("appointed")
			 : listed ? S("not_appointed")
				  : S("not_shortlisted"),
		.felt = KIND_NO_INT,
		.may_share = i % 2 == 0,
		.may_quote = i % 3 == 0 };

	if (ended)
		end_applicant(&a, i, in);
	return demo_save(v->cx, &kind_applicant, &a);
}

static bool add_cohorts(struct invented *v)
{
	static const int days[COHORTS] = { -570, -370, -3, 30 };

	for (size_t k = 0; k < COHORTS; k++) {
		const bool ended = k < COHORTS - 2;
		const bool closed = k == COHORTS - 2;
		struct campaign c = { .title = str_fmt(v->cx->arena,
					  "Patient leaders, cohort %zu", k + 1),
			.unit = v->d->trust,
			.role = S("Leads with us for a year: sits where things "
				  "are decided, asks, and brings others in."),
			.criteria = S("Listens\nSays what is hard to say\n"
				      "Thinks of people who are not there"),
			.questions = S("When did you change somebody's mind?\n"
				       "Who is missing in our meetings?"),
			.help = S("Call 01632 960100: somebody writes it down "
				  "with you."),
			.leader = v->members[12],
			.course = v->courses[2],
			.apply_by = date_add(v->d->today, days[k]),
			.interview_on = date_add(v->d->today, days[k] + 30),
			.questions_sent_on =
			    ended ? date_add(v->d->today, days[k] + 20)
				  : DATE_NONE,
			.places = APPOINTED,
			.state = ended    ? S("done")
				 : closed ? S("shortlist")
					  : S("open"),
			.evaluation =
			    ended ? S("Three committees changed how they "
				      "work.")
				  : STR_NULL };
		const size_t n = k == 0 ? APPLICANTS : ended ? 20 : 9;

		if (!demo_save(v->cx, &kind_campaign, &c))
			return false;
		for (size_t i = 0; i < n; i++)
			if (!add_applicant(v, &c, i, ended, closed))
				return false;
	}
	return true;
}

static bool add_network(struct invented *v)
{
	struct reader_item t = { .title = S("Your first visit: a leaflet"),
		.unit = v->d->ward_unit,
		.words = S("You come to the main door. We meet you there."),
		.audience = S("People with a learning disability"),
		.state = S("sent") };
	struct partner p = { .title = S("Merrowdale Carers (invented)"),
		.unit = v->d->trust,
		.what = S("A café for carers every week."),
		.reaches = S("Family carers, South Asian families") };
	struct peer_role w = { .title = S("Peer support worker"),
		.unit = v->d->teams[1].unit,
		.wte_hundredths = 60,
		.filled = true,
		.trained = true };
	struct mentoring m = { .title = S("How letters feel"),
		.unit = v->d->trust,
		.leader = v->d->lead,
		.member = v->members[3],
		.from_on = date_add(v->d->today, -60) };
	struct champion c = { .title = S("Rowan Ward"),
		.unit = v->d->ward_unit,
		.person = v->d->manager,
		.from_on = date_add(v->d->today, -400) };

	if (!demo_save(v->cx, &kind_reader_item, &t))
		return false;
	struct reader_mark k = { .title = S("“Main door”: which one is it?"),
		.reader_item = t.rec.id,
		.unit = v->d->ward_unit,
		.member = v->members[5],
		.reader = S("language") };
	struct reader_item done = { .title = S("When you are worried: a card"),
		.unit = v->d->ward_unit,
		.words = S("Tell the nurse. If it gets worse, tell us again."),
		.audience = S("Everybody"),
		.state = S("reviewed"),
		.reviewed_on = date_add(v->d->today, -70),
		.again_on = date_add(v->d->today, 295) };

	if (!demo_save(v->cx, &kind_reader_item, &done))
		return false;
	struct reader_mark answered = { .title = S("“Escalate” means nothing "
						   "to me"),
		.reader_item = done.rec.id,
		.unit = v->d->ward_unit,
		.member = v->members[9],
		.reader = S("dementia"),
		.answer = S("It now says: tell us again.") };

	return demo_save(v->cx, &kind_reader_mark, &answered) &&
	       demo_save(v->cx, &kind_reader_mark, &k) &&
	       demo_save(v->cx, &kind_partner, &p) &&
	       demo_save(v->cx, &kind_peer_role, &w) &&
	       demo_save(v->cx, &kind_mentoring, &m) &&
	       demo_save(v->cx, &kind_champion, &c);
}

/* Something that went wrong, on each step; and what people said who left. */
static bool add_concerns(struct invented *v)
{
	static const char *const sorts[] = { "by_member", "conflict",
		"by_member", "about_member" };
	static const char *const steps[] = { "raised", "raised", "decided",
		"closed" };

	for (size_t i = 0; i < NELEM(sorts); i++) {
		struct concern c = { .title = i == 1 ? S("Works for a supplier")
						     : S("How a meeting went"),
			.unit = v->d->trust,
			.what = str_of(sorts[i]),
			.raised_by = v->members[i == 2 ? 0 : 30 + i],
			.subject = i == 3 ? v->members[40] : 0 };

		if (concern_raise(v->cx, &c,
			S("I was talked over twice, and the chair let it "
			  "happen.")) != DB_OK)
			return false;
		if (!str_is(str_of(steps[i]), "raised") &&
		    db_exec(v->cx->conn, v->cx->arena, &SQL_CONCERN,
			VALS(V(c.rec.id), V(steps[i]), V(v->d->manager),
			    V(v->d->lead), V(date_add(v->d->today, 20))),
			NULL) != DB_OK)
			return false;
	}
	struct leaver l = { .title = S("Last month"),
		.unit = v->d->trust,
		.month = str_sub(
		    date_iso(v->cx->arena, date_add_months(v->d->today, -1)), 0,
		    7),
		.good = S("I was listened to, and paid on time."),
		.change = S("Evening meetings for people who work.") };

	return demo_save(v->cx, &kind_leaver, &l);
}

/* The trust's own membership, beside the register; Ruth has said yes. */
static bool add_membership(struct invented *v)
{
	static const char *const names[] = { "Ruth Vaughan", "Amir Sheikh",
		"Dilys Pugh", "Tom Ashdown", "Grace Okafor" };
	static const char *const places[] = { "Linfold", "Askerby", "Staff" };

	for (size_t i = 0; i < NELEM(names); i++) {
		struct ft_member f = { .number = str_fmt(
					   v->cx->arena, "FT-%04zu", 1001 + i),
			.name = str_of(names[i]),
			.constituency = str_of(places[i % NELEM(places)]),
			.joined_on = date_add(v->d->today, -900 + 50 * (int)i),
			.unit = v->d->trust };

		if (!demo_save(v->cx, &kind_ft_member, &f))
			return false;
	}
	struct member ruth;

	return kind_get(v->cx, &kind_member, v->members[0], &ruth) &&
	       ft_link_make(v->cx, &ruth, S("FT-1001")) == DB_OK;
}

static bool add_panels(struct invented *v)
{
	for (size_t i = 0; i < 12; i++) {
		const bool past = i >= 3;
		struct staff_panel p = { .title = S("Ward manager"),
			.unit = v->d->teams[i * 7].unit,
			.grade = S("Band 7"),
			.interview_on = date_add(
			    v->d->today, past ? -(int)i * 20 : 10 + (int)i * 6),
			.member = past && i != 7 ? v->members[i] : 0,
			.state = i == 7 ? S("without")
				 : past ? S("held")
					: S("notified"),
			.brief = S("Three of us and you; Anna meets you at the "
				   "door at nine."),
			.questions = S("Tell us of a day when you listened."),
			.adjustments = i % 4 == 0 ? S("Large print, a break "
						      "after each hour.")
						  : STR_NULL,
			.equal_scores = past && i != 7,
			.reason =
			    i == 7 ? S("Nobody trained was free.") : STR_NULL,
			.signed_by = i == 7 ? v->d->chief : 0,
			.outcome = past && i != 7
				       ? S("The one whom you scored highest "
					   "begins in spring.")
				       : STR_NULL,
			.told_on = past && i != 7
				       ? date_add(v->d->today, 5 - (int)i * 20)
				       : DATE_NONE,
			.paid_on = past && i != 7
				       ? date_add(v->d->today, 9 - (int)i * 20)
				       : DATE_NONE };

		if (!demo_save(v->cx, &kind_panel, &p))
			return false;
	}
	return true;
}

static bool add_population(struct invented *v)
{
	static const struct {
		const char *title, *item, *code;
		int64_t people;
	} rows[] = {
		{ "White British", "ethnicity", "A", 612000 },
		{ "Indian", "ethnicity", "H", 96000 },
		{ "Pakistani", "ethnicity", "J", 31000 },
		{ "Caribbean", "ethnicity", "M", 14000 },
		{ "African", "ethnicity", "N", 27000 },
		{ "Other White", "ethnicity", "C", 52000 },
		{ "Men", "gender", "1", 421000 },
		{ "Women", "gender", "2", 434000 },
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct population p = { .title = str_of(rows[i].title),
			.item = str_of(rows[i].item),
			.code = str_of(rows[i].code),
			.people = rows[i].people,
			.unit = v->d->trust,
			.source = S("Invented for the demonstration") };

		if (!demo_save(v->cx, &kind_population, &p))
			return false;
	}
	return true;
}

static enum db_status involve_fn(struct ctx *cx, void *arg)
{
	struct invented *v = ARENA_NEW(cx->arena, struct invented);

	*v = (struct invented){ .d = arg, .cx = cx };
	v->d->rng.state = DEMO_SEED + 70;
	for (size_t i = 0; i < DEMO_MEMBERS; i++)
		if (!add_member(v, i))
			return DB_REFUSED;
	if (!add_checks(v) || !add_budgets(v) || !add_courses(v))
		return DB_REFUSED;
	for (size_t i = 0; i < DEMO_OPPORTUNITIES; i++)
		if (!demo_opportunity(v, i))
			return DB_REFUSED;
	return demo_ruth(v) && demo_batches(v) && demo_public_events(v) &&
		       add_forums(v) && add_cohorts(v) && add_network(v) &&
		       add_panels(v) && add_population(v) && add_concerns(v) &&
		       add_membership(v)
		   ? DB_OK
		   : DB_REFUSED;
}

bool demo_involve(struct demo *d)
{
	return ctx_change(d->cx, involve_fn, d) == DB_OK;
}

static const struct sql *const list[] = { &SQL_INVITED, &SQL_SINCE, &SQL_ABOUT,
	&SQL_CONCERN };
const struct sql_list demo_involve_sql = { list, NELEM(list) };
