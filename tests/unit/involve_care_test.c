/* involve, care: words reach a member in the form that she needs, nobody pays
 * for a journey first, a bid is awarded by somebody else; on both engines. */
#include "mod/account/account.h"
#include "mod/involve/claim.h"
#include "mod/involve/codes.h"
#include "mod/involve/concern.h"
#include "mod/involve/event.h"
#include "mod/involve/ft_member.h"
#include "mod/involve/member.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/recruit.h"
#include "mod/org/org.h"
#include "world.h"

static struct world w;
static int64_t trust, niamh, holder, payer, budget_id;
static struct member ann, kid, cy;

typedef enum db_status step_fn(struct ctx *cx);
static enum db_status run_fn(struct ctx *cx, void *arg)
{
	return (*(step_fn *const *)arg)(cx);
}
static enum db_status run(step_fn *fn)
{
	return ctx_change(&w.cx, run_fn, &fn);
}

static int64_t count(const struct sql *q, int64_t id)
{
	return db_get_int(w.cx.conn, w.arena, q, VALS(V(id)), -1);
}

static enum db_status start(struct ctx *cx, struct member *b, const char *name,
    const char *email, const char *need)
{
	const struct access_needs n = { .needs = bit_of(&needs, str_of(need)) };
	enum db_status st;

	*b = (struct member){
		.name = str_of(name), .unit = trust, .state = S("active")
	};
	st = member_start(cx, b, str_of(email));
	b->rec.ref = str_dup(w.arena, b->rec.ref);
	return st == DB_OK ? access_put(cx, b, &n) : st;
}

static enum db_status start_all(struct ctx *cx)
{
	static const struct sql SQL = {
		"UPDATE member SET age_band = '13_15', under_18 = 1"
		" WHERE id = ?1",
		WORLD_SYSTEM
	};
	enum db_status st =
	    start(cx, &ann, "Ann", "ann@example.invalid", "phone_not_mail");

	if (st == DB_OK)
		st = start(cx, &kid, "Kid", "kid@example.invalid", "");
	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL, VALS(V(kid.rec.id)), NULL);
	return st == DB_OK
		   ? start(cx, &cy, "Cy", "cy@example.invalid", "large_print")
		   : st;
}

static enum db_status tell(struct ctx *cx)
{
	const int64_t all[] = { ann.rec.id, kid.rec.id, cy.rec.id };
	enum db_status st = DB_OK;

	for (size_t i = 0; i < NELEM(all) && st == DB_OK; i++)
		st = member_tell(cx, all[i], "News", S("Secret words"));
	return st;
}

static const struct sql SQL_MAILS = {
	"SELECT count(*) FROM outbox WHERE ?1 >= 0", WORLD_SYSTEM
};
static const struct sql SQL_FORMAT = {
	"SELECT format FROM member_letter WHERE member = ?1", WORLD_SYSTEM
};

static void is_format(const struct member *b, const char *want)
{
	is_str(db_get_text(w.cx.conn, w.arena, &SQL_FORMAT, VALS(V(b->rec.id))),
	    str_of(want), "what is written to somebody in the form they need");
}

static void test_letters(void)
{
	const int64_t before = count(&SQL_MAILS, 0);

	ok(run(tell) == DB_OK, "three are told");
	is_int(count(&SQL_MAILS, 0) - before, 1, "one has a mail");
	is_format(&ann, "phone_not_mail");
	is_format(&kid, "guardian");
	is_format(&cy, "large_print");
}

/* Papers, the bulletin, a call -------------------------------------------- */

static struct event meet;

static enum db_status make_event(struct ctx *cx)
{
	static const struct sql SQL = {
		"UPDATE member SET bulletin = 1 WHERE id = ?1", WORLD_SYSTEM
	};
	struct problems p = { .arena = cx->arena };
	struct opportunity o = { .title = S("Grief"),
		.unit = trust,
		.what = S("Talk"),
		.level = S("involvement"),
		.role_level = 3,
		.topic = S("wards"),
		.in_person = true,
		.heavy = true,
		.places = KIND_NO_INT,
		.paid = S("payment") };
	enum db_status st = kind_save(cx, &kind_opportunity, &o, &p);

	meet = (struct event){ .title = S("Meet"),
		.unit = trust,
		.what = S("session"),
		.opportunity = o.rec.id,
		.happens_on = date_add(cx->today, 3),
		.from_time = S("10:00"),
		.minutes = 60,
		.papers = S("Read this"),
		.places = KIND_NO_INT,
		.state = S("planned") };
	if (st == DB_OK)
		st = kind_save(cx, &kind_event, &meet, &p);
	meet.rec.ref = str_dup(w.arena, meet.rec.ref);
	return st == DB_OK ? db_exec(cx->conn, cx->arena, &SQL,
				 VALS(V(cy.rec.id)), NULL)
			   : st;
}

static int64_t booker;
static enum db_status book(struct ctx *cx)
{
	return booking_make(cx, meet.rec.id, booker, STR_NULL);
}

static enum db_status consent(struct ctx *cx)
{
	static const struct sql SQL = { "UPDATE event SET chaperone = ?2"
					" WHERE id = ?1",
		WORLD_SYSTEM };
	struct problems p = { .arena = cx->arena };
	struct member_check c = { .title = S("Yes"),
		.unit = trust,
		.member = kid.rec.id,
		.what = S("guardian"),
		.state = S("done") };
	const enum db_status st = kind_save(cx, &kind_member_check, &c, &p);

	return st == DB_OK ? db_exec(cx->conn, cx->arena, &SQL,
				 VALS(V(meet.rec.id), V(niamh)), NULL)
			   : st;
}

static const struct sql SQL_REF = { "SELECT ref FROM booking WHERE member = ?1",
	WORLD_SYSTEM };
static struct str cys_booking(void)
{
	return db_get_text(w.cx.conn, w.arena, &SQL_REF, VALS(V(cy.rec.id)));
}

static enum db_status attend(struct ctx *cx)
{
	return booking_attend(cx, &meet, cys_booking(), true, 60);
}

static enum db_status call(struct ctx *cx)
{
	return debrief_done(cx, &meet, cys_booking());
}

static const struct sql SQL_PAPERS = {
	"SELECT count(*) FROM booking WHERE papers_at IS NOT NULL"
	" AND ?1 >= 0",
	WORLD_SYSTEM
};
static const struct sql SQL_OWED = {
	"SELECT count(*) FROM booking WHERE debrief_by IS NOT NULL"
	" AND debriefed_on IS NULL AND member = ?1",
	WORLD_SYSTEM
};
static const struct sql SQL_BULLETINS = {
	"SELECT count(*) FROM bulletin_sent WHERE ?1 >= 0", WORLD_SYSTEM
};

static void test_young(void)
{
	booker = kid.rec.id;
	ok(run(book) == DB_REFUSED, "a child needs a guardian's yes");
	ok(run(consent) == DB_OK && run(book) == DB_OK,
	    "and comes with a grown-up who is named");
}

static void test_care(void)
{
	ok(run(make_event) == DB_OK, "an event about something heavy");
	booker = cy.rec.id;
	ok(run(book) == DB_OK, "an adult may book");
	test_young();
	ok(care_papers(&w.cx, STR_NULL) == DB_OK, "papers go out");
	is_int(count(&SQL_PAPERS, 0), 2, "to both");
	const int64_t mails = count(&SQL_MAILS, 0);

	ok(care_papers(&w.cx, STR_NULL) == DB_OK &&
		count(&SQL_MAILS, 0) == mails,
	    "once");
	w.cx.today = date_add(date_month_start(w.cx.today), 3);
	ok(care_bulletin(&w.cx, STR_NULL) == DB_OK &&
		care_bulletin(&w.cx, STR_NULL) == DB_OK,
	    "the bulletin");
	is_int(count(&SQL_BULLETINS, 0), 1, "once, to who wants it");
	world_as(&w, niamh);
	ok(run(attend) == DB_OK, "she came");
	is_int(count(&SQL_OWED, cy.rec.id), 1, "somebody owes her a call");
	world_as(&w, payer);
	ok(run(call) == DB_REFUSED, "not everybody notes it");
	world_as(&w, niamh);
	ok(run(call) == DB_OK, "the team does");
	world_as(&w, 0);
	is_int(count(&SQL_OWED, cy.rec.id), 0, "done");
}

/* Journeys ---------------------------------------------------------------- */

static struct travel trip;

static enum db_status make_budget(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct budget g = { .title = S("G"),
		.unit = trust,
		.code = S("C1"),
		.from_on = date_add(cx->today, -10),
		.until_on = date_add(cx->today, 10),
		.pence = 10000,
		.fund = true };
	const enum db_status st = kind_save(cx, &kind_budget, &g, &p);

	budget_id = g.rec.id;
	return st;
}

static enum db_status save_trip(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct travel t;

	if (str_null(trip.state)) {
		t = (struct travel){ .title = S("Trip"),
			.unit = trust,
			.member = ann.rec.id,
			.what = S("advance"),
			.state = S("asked"),
			.pence = KIND_NO_INT };
	} else {
		if (!kind_get(cx, &kind_travel, trip.rec.id, &t))
			return DB_ERROR;
		t.state = trip.state;
		t.pence = trip.pence;
		t.budget = trip.budget;
	}
	const enum db_status st = kind_save(cx, &kind_travel, &t, &p);

	if (st == DB_OK)
		trip.rec.id = t.rec.id;
	return st;
}

static enum db_status trip_to(int64_t who, const char *state, int64_t pence)
{
	world_as(&w, who);
	trip.state = str_of(state);
	trip.pence = pence;
	trip.budget = budget_id;
	const enum db_status st = run(save_trip);

	world_as(&w, 0);
	return st;
}

static void test_travel(void)
{
	struct budget_state b;

	trip = (struct travel){ .state = STR_NULL };
	ok(run(make_budget) == DB_OK, "a budget");
	world_as(&w, niamh);
	ok(run(save_trip) == DB_OK, "the lead asks for her");
	ok(trip_to(niamh, "approved", 500) == DB_REFUSED,
	    "who asks does not approve");
	ok(trip_to(holder, "approved", 10001) == DB_REFUSED,
	    "nor is more given than there is");
	ok(trip_to(holder, "arranged", 500) == DB_REFUSED,
	    "nothing is given before a yes");
	ok(trip_to(holder, "approved", 500) == DB_OK, "a holder says yes");
	world_as(&w, holder);
	ok(budget_state(&w.cx, budget_id, &b) && b.committed == 500,
	    "it is promised");
	ok(trip_to(holder, "arranged", 500) == DB_REFUSED,
	    "who approved does not hand it out");
	ok(trip_to(payer, "arranged", 900) == DB_REFUSED, "nor more of it");
	ok(trip_to(payer, "arranged", 500) == DB_OK, "a third person does");
	world_as(&w, holder);
	ok(budget_state(&w.cx, budget_id, &b) && b.committed == 0 &&
		b.spent == 500,
	    "it is spent");
	world_as(&w, 0);
}

/* The fund ------------------------------------------------------------- */

static struct fund_bid bid;
static int64_t asks;

static enum db_status make_bid(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };

	bid = (struct fund_bid){ .title = S("Garden"),
		.unit = trust,
		.why = S("Green"),
		.asked_pence = 9000,
		.awarded_pence = KIND_NO_INT,
		.spent_pence = KIND_NO_INT };
	return kind_save(cx, &kind_fund_bid, &bid, &p);
}

static enum db_status award(struct ctx *cx)
{
	const char *wrong;
	struct fund_bid b;

	if (!kind_get(cx, &kind_fund_bid, bid.rec.id, &b))
		return DB_ERROR;
	return fund_bid_decide(cx, &b, budget_id, asks, &wrong);
}

static void test_fund(void)
{
	struct budget_state b;

	world_as(&w, niamh);
	ok(run(make_bid) == DB_OK, "a bid");
	asks = 9000;
	ok(run(award) == DB_REFUSED, "she cannot award it");
	world_as(&w, holder);
	asks = 9001;
	ok(run(award) == DB_REFUSED, "no more than was asked for");
	asks = 9000;
	ok(run(award) == DB_OK, "a holder awards it");
	ok(run(award) != DB_OK, "once");
	ok(budget_state(&w.cx, budget_id, &b) && b.committed == 9000 &&
		b.spent == 500 && !money_fits(&b, 501),
	    "what is promised cannot be spent twice");
	world_as(&w, 0);
}

/* A concern ------------------------------------------------------------- */

static struct concern hurt;
static const char *wrong;

static enum db_status raise_it(struct ctx *cx)
{
	hurt = (struct concern){ .title = S("A meeting"),
		.unit = trust,
		.what = S("about_member"),
		.raised_by = cy.rec.id,
		.subject = ann.rec.id };
	const enum db_status st = concern_raise(cx, &hurt, S("Talked over"));

	hurt.rec.ref = str_dup(w.arena, hurt.rec.ref);
	return st;
}

static const char *next_state;
static int64_t set_handler, set_independent, set_appeal;
static enum db_status name_them(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct concern c;

	if (!kind_get(cx, &kind_concern, hurt.rec.id, &c))
		return DB_ERROR;
	c.handler = set_handler;
	c.independent = set_independent;
	c.appeal_handler = set_appeal;
	const enum db_status st = kind_save(cx, &kind_concern, &c, &p);

	for (size_t i = 0; i < p.n; i++)
		printf("# %.*s\n", STR_ARG(p.list[i].sentence));
	return st;
}
static enum db_status move_it(struct ctx *cx)
{
	struct concern c;

	if (!kind_get(cx, &kind_concern, hurt.rec.id, &c))
		return DB_ERROR;
	return concern_move(cx, &c, str_of(next_state), S("Because"), &wrong);
}
static enum db_status go(const char *state)
{
	next_state = state;
	return run(move_it);
}
static enum db_status answer(struct ctx *cx)
{
	return concern_say(cx, hurt.rec.ref, "answer", S("I did not"));
}
static enum db_status appeal(struct ctx *cx)
{
	return concern_say(cx, hurt.rec.ref, "appeal", S("Not fair"));
}

static void test_concern(void)
{
	const int64_t lena = world_person(&w, "Lena");
	const int64_t indy = world_person(&w, "Indy");
	struct concern_words *x = NULL;

	(void)world_appoint(&w, lena, trust, "involvement_lead");
	(void)world_appoint(&w, indy, trust, "ward_manager");
	world_as(&w, cy.person);
	ok(run(raise_it) == DB_OK, "a concern about a member");
	ok(concern_read(&w.cx, &hurt, &x) == 0, "its words are not hers");
	world_as(&w, niamh);
	is_int((int64_t)concern_read(&w.cx, &hurt, &x), 1,
	    "they are the "
	    "team's");
	is_str(x[0].words, S("Talked over"), "as they were written");
	ok(go("hearing") == DB_REFUSED, "somebody looks at it first");
	set_appeal = 0;
	set_handler = niamh;
	set_independent = niamh;
	ok(run(name_them) == DB_REFUSED, "the independent one is another");
	set_independent = indy;
	ok(run(name_them) == DB_OK, "named");
	ok(go("hearing") == DB_OK, "both are heard: %s",
	    wrong != NULL ? wrong : "");
	ok(go("decided") == DB_REFUSED, "not decided before the other side");
	world_as(&w, kid.person);
	ok(run(answer) == DB_REFUSED, "nobody else answers");
	world_as(&w, ann.person);
	ok(run(answer) == DB_OK, "she does");
	world_as(&w, niamh);
	ok(go("decided") == DB_OK, "decided");
	ok(go("closed") == DB_REFUSED, "an appeal is possible");
	world_as(&w, ann.person);
	ok(run(appeal) == DB_OK && run(appeal) == DB_REFUSED, "appealed once");
	world_as(&w, niamh);
	set_appeal = lena;
	ok(run(name_them) == DB_OK && go("appeal_decided") == DB_REFUSED,
	    "who decided does not decide the appeal");
	world_as(&w, lena);
	ok(go("appeal_decided") == DB_OK && go("closed") == DB_OK,
	    "somebody new does");
	world_as(&w, holder);
	ok(concern_read(&w.cx, &hurt, &x) == 0, "nobody else reads it");
	world_as(&w, 0);
}

/* A cohort ---------------------------------------------------------------- */

static struct campaign crew;

static enum db_status make_campaign(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };

	crew = (struct campaign){ .title = S("Leaders"),
		.unit = trust,
		.role = S("Leads"),
		.criteria = S("Listens\n\nAsks\n"),
		.apply_by = date_add(cx->today, 5),
		.places = 1 };
	const enum db_status st = kind_save(cx, &kind_campaign, &crew, &p);

	crew.rec.ref = str_dup(w.arena, crew.rec.ref);
	return st;
}

static enum db_status move_crew(struct ctx *cx)
{
	struct campaign c;

	return kind_get(cx, &kind_campaign, crew.rec.id, &c)
		   ? campaign_move(cx, &c, str_of(next_state))
		   : DB_ERROR;
}
static enum db_status crew_to(const char *state)
{
	next_state = state;
	return run(move_crew);
}

static enum db_status apply_both(struct ctx *cx)
{
	const struct applicant a = { .answers = S("I listen") };
	struct campaign c;
	enum db_status st;

	if (!recruit_open(cx, crew.rec.ref, &c))
		return DB_REFUSED;
	st = recruit_apply(cx, &c, &ann, &a);
	return st == DB_OK ? recruit_apply(cx, &c, &cy, &a) : st;
}

static const struct sql SQL_APPLICANT = {
	"SELECT id FROM applicant WHERE member = ?1", WORLD_SYSTEM
};
static int64_t score_of, points[2];
static const char *seat;
static enum db_status score(struct ctx *cx)
{
	struct applicant a;

	return kind_get(
		   cx, &kind_applicant, count(&SQL_APPLICANT, score_of), &a)
		   ? recruit_score(cx, &a, seat, points, 2)
		   : DB_ERROR;
}
static enum db_status scored(
    const struct member *b, const char *by, int64_t p0, int64_t p1)
{
	score_of = b->rec.id;
	seat = by;
	points[0] = p0;
	points[1] = p1;
	return run(score);
}

static const char *set_state;
static bool with_reason;
static enum db_status decide(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct applicant a;

	if (!kind_get(cx, &kind_applicant, count(&SQL_APPLICANT, score_of), &a))
		return DB_ERROR;
	a.state = str_of(set_state);
	a.reason = with_reason ? S("Others") : STR_NULL;
	a.other_way = with_reason ? S("Readers") : STR_NULL;
	return kind_save(cx, &kind_applicant, &a, &p);
}
static enum db_status decided(
    const struct member *b, const char *state, bool reason)
{
	score_of = b->rec.id;
	set_state = state;
	with_reason = reason;
	return run(decide);
}

static enum db_status prepare(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct campaign c;

	if (!kind_get(cx, &kind_campaign, crew.rec.id, &c))
		return DB_ERROR;
	c.questions = S("Why\nHow");
	c.leader = kid.rec.id;
	c.evaluation = S("Much");
	return kind_save(cx, &kind_campaign, &c, &p);
}

static const struct sql SQL_SCORE = {
	"SELECT coalesce(shortlist_score, 0) + 100 * coalesce(interview_score,"
	" 0) FROM applicant WHERE member = ?1",
	WORLD_SYSTEM
};
static enum db_status accept_it(struct ctx *cx)
{
	static const struct sql SQL = {
		"SELECT ref FROM applicant WHERE member = ?1", WORLD_SYSTEM
	};
	return recruit_answer(cx,
	    db_get_text(cx->conn, cx->arena, &SQL, VALS(V(ann.rec.id))), true);
}

static void test_scale(void)
{
	struct str lines[LINES_MAX];

	is_int((int64_t)recruit_lines(S("a\n\n b \n"), lines), 2, "two lines");
	is_str(lines[1], S("b"), "without spaces");
	is_int(recruit_scale(8, 2, 20), 20, "all points");
	is_int(recruit_scale(3, 2, 20), 8, "3 of 8 is 7.5 of 20: rounded up");
	is_int(recruit_scale(0, 0, 20), 0, "no score");
}

static void test_cohort(void)
{
	test_scale();
	world_as(&w, niamh);
	ok(run(make_campaign) == DB_OK, "a campaign");
	ok(run(apply_both) == DB_REFUSED, "not open yet");
	ok(crew_to("open") == DB_OK, "open");
	world_as(&w, 0);
	ok(run(apply_both) == DB_OK, "two apply");
	ok(run(apply_both) == DB_DUPLICATE, "once each");
	world_as(&w, niamh);
	ok(crew_to("shortlist") == DB_OK, "shortlisting");
	ok(scored(&ann, "staff", 4, 3) == DB_OK &&
		scored(&cy, "staff", 1, 0) == DB_OK,
	    "scored");
	is_int(count(&SQL_SCORE, ann.rec.id), 18, "7 of 8 is 17.5 of 20");
	ok(crew_to("interview") == DB_REFUSED, "somebody is not told");
	ok(decided(&cy, "not_shortlisted", false) == DB_REFUSED,
	    "nobody is turned down without a reason");
	ok(decided(&cy, "not_shortlisted", true) == DB_OK &&
		decided(&ann, "shortlisted", false) == DB_OK,
	    "shortlisted");
	ok(crew_to("interview") == DB_REFUSED, "no questions, no leader");
	ok(run(prepare) == DB_OK && crew_to("interview") == DB_OK,
	    "everybody has the questions");
	ok(scored(&ann, "staff", 4, 4) == DB_OK, "interviewed");
	ok(decided(&ann, "offered", false) == DB_OK, "an offer");
	ok(crew_to("placed") == DB_REFUSED, "it waits for an answer");
	world_as(&w, cy.person);
	ok(run(accept_it) == DB_REFUSED, "nobody else accepts it");
	world_as(&w, ann.person);
	ok(run(accept_it) == DB_OK, "she does");
	world_as(&w, niamh);
	ok(crew_to("placed") == DB_REFUSED,
	    "not before the patient leader has scored");
	ok(scored(&ann, "leader", 2, 2) == DB_OK, "who does");
	is_int(count(&SQL_SCORE, ann.rec.id), 18 + 100 * 30,
	    "seats count equally");
	ok(crew_to("placed") == DB_OK && crew_to("done") == DB_OK,
	    "to the end");
	world_as(&w, 0);
}

/* The trust's own membership ------------------------------------------------ */

static enum db_status make_ft(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct ft_member f = {
		.number = S("FT-1"), .name = S("Dr. Cÿ"), .unit = trust
	};

	return kind_save(cx, &kind_ft_member, &f, &p);
}
static const struct member *linker;
static enum db_status link_it(struct ctx *cx)
{
	return ft_link_make(cx, linker, S("FT-1"));
}
static enum db_status unlink_it(struct ctx *cx)
{
	return ft_link_drop(cx, linker);
}
static const struct sql SQL_LINKS = {
	"SELECT count(*) FROM ft_link WHERE ?1 >= 0", WORLD_SYSTEM
};

static void test_membership(void)
{
	world_as(&w, niamh);
	ok(run(make_ft) == DB_OK, "a trust member is brought in");
	is_int(count(&SQL_LINKS, 0), 0, "and linked with nobody");
	linker = &ann;
	world_as(&w, ann.person);
	ok(run(link_it) == DB_REFUSED, "a number alone is not enough");
	linker = &cy;
	world_as(&w, cy.person);
	ok(run(link_it) == DB_OK && run(link_it) == DB_REFUSED,
	    "she says yes, once");
	world_as(&w, ann.person);
	ok(run(unlink_it) == DB_OK && count(&SQL_LINKS, 0) == 1,
	    "nobody else takes it away");
	world_as(&w, cy.person);
	ok(run(unlink_it) == DB_OK && count(&SQL_LINKS, 0) == 0, "she does");
	world_as(&w, 0);
}

/* The years after ----------------------------------------------------------- */

static enum db_status leaves(struct ctx *cx)
{
	struct member me;

	return member_me(cx, &me)
		   ? life_move(cx, &me, S("stepped_down"), S("Enough"))
		   : DB_ERROR;
}
static const struct sql SQL_NAME = { "SELECT name FROM member WHERE id = ?1",
	WORLD_SYSTEM };
static const struct sql SQL_EMAIL = {
	"SELECT count(*) FROM person WHERE email = 'cy@example.invalid'"
	" AND ?1 > 0",
	WORLD_SYSTEM
};
static struct str name_of(const struct member *b)
{
	return db_get_text(w.cx.conn, w.arena, &SQL_NAME, VALS(V(b->rec.id)));
}
static enum db_status old_claim(struct ctx *cx)
{
	static const struct sql SQL = {
		"INSERT INTO claim (ref, version, created_at, changed_at,"
		" title, unit, member, state, day, level, minutes, miles,"
		" online, time_pence, mileage_pence, online_pence,"
		" fares_pence, carer_pence, other_pence, costs_pence,"
		" total_pence, paid_on) VALUES (?1, 1, 1, 1, 'x', ?2, ?3,"
		" 'paid', ?4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?4)",
		WORLD_SYSTEM
	};
	return db_exec(cx->conn, cx->arena, &SQL,
	    VALS(V(ref_new(cx->arena)), V(trust), V(cy.rec.id), V(cx->today)),
	    NULL);
}

static void test_retention(void)
{
	const struct date today = w.cx.today;

	ok(run(old_claim) == DB_OK, "she was paid once");
	world_as(&w, cy.person);
	ok(run(leaves) == DB_OK, "and leaves");
	world_as(&w, 0);
	is_int(count(&SQL_EMAIL, cy.person), 0, "her address goes at once");
	w.cx.today = date_add_months(today, 12 * 7 - 1);
	ok(leave_retention(&w.cx, STR_NULL) == DB_OK, "before seven years");
	is_str(name_of(&cy), S("Cy"), "her name stays beside the payment");
	w.cx.today = date_add_months(today, 12 * 8 + 1);
	ok(leave_retention(&w.cx, STR_NULL) == DB_OK, "after the eighth April");
	is_str(name_of(&cy), S("Somebody who took part"), "it goes");
	is_str(name_of(&ann), S("Ann"), "nobody else's does");
	w.cx.today = today;
}

int main(void)
{
	static const struct kind *kinds[80];
	size_t n = 0;

	for (size_t i = 0; i < module_org.nkinds; i++)
		kinds[n++] = module_org.kinds[i];
	for (size_t i = 0; i < module_account.nkinds; i++)
		kinds[n++] = module_account.kinds[i];
	for (size_t i = 0; i < module_involve.nkinds; i++)
		kinds[n++] = module_involve.kinds[i];
	kinds_register(kinds, n);
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		trust = world_unit(&w, "Trust", "trust", 0);
		niamh = world_person(&w, "Niamh");
		holder = world_person(&w, "Holder");
		payer = world_person(&w, "Payer");
		(void)world_appoint(&w, niamh, trust, "involvement_lead");
		(void)world_appoint(&w, holder, trust, "budget_holder");
		(void)world_appoint(&w, payer, trust, "finance_officer");
		world_must(run(start_all) == DB_OK, "members");
		test_letters();
		test_care();
		test_travel();
		test_fund();
		test_concern();
		test_cohort();
		test_membership();
		test_retention();
		world_close(&w);
	}
	return tap_done();
}
