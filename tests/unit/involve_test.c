/* involve: the way of a member, who reads what of her, booking, asking,
 * claiming, paying by three people, and leaving; on both engines. */
#include "mod/account/account.h"
#include "mod/involve/claim.h"
#include "mod/involve/codes.h"
#include "mod/involve/event.h"
#include "mod/involve/forum.h"
#include "mod/involve/member.h"
#include "mod/involve/opportunity.h"
#include "mod/org/org.h"
#include "world.h"

static struct world w;
static int64_t trust, ward, other, niamh, eve, holder, payer, boss;
static struct member ann, bea, cy;

static void setup(void)
{
	trust = world_unit(&w, "Trust", "trust", 0);
	ward = world_unit(&w, "Ward", "team", trust);
	other = world_unit(&w, "Other", "team", trust);
	niamh = world_person(&w, "Niamh");
	eve = world_person(&w, "Eve");
	holder = world_person(&w, "Holder");
	payer = world_person(&w, "Payer");
	boss = world_person(&w, "Boss");
	(void)world_appoint(&w, niamh, trust, "involvement_lead");
	(void)world_appoint(&w, eve, ward, "ward_manager");
	(void)world_appoint(&w, holder, trust, "budget_holder");
	(void)world_appoint(&w, payer, trust, "finance_officer");
	(void)world_appoint(&w, boss, trust, "administrator");
}

/* Any change as a function of a step number. */
typedef enum db_status step_fn(struct ctx *cx);
static enum db_status run_fn(struct ctx *cx, void *arg)
{
	return (*(step_fn *const *)arg)(cx);
}
static enum db_status run(step_fn *fn)
{
	return ctx_change(&w.cx, run_fn, &fn);
}

static struct str kept(struct str s)
{
	return str_dup(w.arena, s);
}

static enum db_status start(
    struct ctx *cx, struct member *b, const char *name, const char *email)
{
	const struct contact c = { .phone = S("01632 960001") };
	const struct profile p = { .interests = 1, .skills = 512, .ways = 1 };
	const struct lived l = { 4, S("words of hers") };
	enum db_status st;

	*b = (struct member){
		.name = str_of(name), .unit = trust, .state = S("active")
	};
	st = member_start(cx, b, str_of(email));
	b->rec.ref = kept(b->rec.ref);
	if (st == DB_OK)
		st = contact_put(cx, b, &c);
	if (st == DB_OK)
		st = profile_put(cx, b, &p);
	return st == DB_OK ? lived_put(cx, b, &l) : st;
}

static enum db_status start_all(struct ctx *cx)
{
	enum db_status st = start(cx, &ann, "Ann", "ann@example.invalid");

	if (st == DB_OK)
		st = start(cx, &bea, "Bea", "bea@example.invalid");
	return st == DB_OK ? start(cx, &cy, "Cy", "") : st;
}

/* Who reads what -------------------------------------------------------- */

static void reads(
    int64_t person, bool name, bool contact, bool lived, const char *who)
{
	struct member b;
	struct contact c;
	struct lived l;

	world_as(&w, person);
	ok(kind_get_ref(&w.cx, &kind_member, ann.rec.ref, &b) == name,
	    "%s and the name", who);
	ok(contact_get(&w.cx, &ann, THEIRS, &c) == contact, "%s and the phone",
	    who);
	ok(lived_get(&w.cx, &ann, THEIRS, &l) == lived,
	    "%s and what she lived through", who);
	ok(bank_there(&w.cx, ann.rec.id) == (person == payer),
	    "%s and whether there is a bank", who);
}

static enum db_status give_bank(struct ctx *cx)
{
	const struct bank k = { S("Ann"), S("012345"), S("00112233") };
	const enum db_status st = bank_put(cx, &ann, &k);

	return st == DB_OK ? bank_put(cx, &bea, &k) : st;
}

static void test_classes(void)
{
	struct contact c;
	struct lived l;

	ok(run(start_all) == DB_OK && run(give_bank) == DB_OK, "members");
	reads(niamh, true, true, true, "the involvement lead");
	reads(eve, false, false, false, "a ward manager");
	reads(boss, false, false, false, "an administrator");
	reads(payer, false, false, false, "the payer");
	reads(bea.person, false, false, false, "another member");
	world_as(&w, ann.person);
	ok(contact_get(&w.cx, &ann, OWN_ONE, &c) && c.phone.n > 0,
	    "she reads her own");
	ok(lived_get(&w.cx, &ann, OWN_ONE, &l) && l.areas == 4, "all of it");
	ok(!contact_get(&w.cx, &bea, OWN_ONE, &c), "not another's");
	world_as(&w, 0);
}

/* The way --------------------------------------------------------------- */

static struct member dee;

static enum db_status start_dee(struct ctx *cx)
{
	dee = (struct member){ .name = S("Dee"), .unit = trust };
	const enum db_status st = member_start(cx, &dee, STR_NULL);

	dee.rec.ref = kept(dee.rec.ref);
	return st;
}

static const char *to;
static enum db_status move_dee(struct ctx *cx)
{
	struct member b;

	if (!kind_get_ref(cx, &kind_member, dee.rec.ref, &b))
		return DB_REFUSED;
	return life_move(cx, &b, str_of(to), STR_NULL);
}

static enum db_status go(const char *state)
{
	to = state;
	return run(move_dee);
}

static enum db_status do_checks(struct ctx *cx)
{
	static const struct sql SQL = {
		"UPDATE member_check SET state = 'done' WHERE member = ?1"
		" AND what <> 'induction'",
		WORLD_SYSTEM
	};
	return db_exec(cx->conn, cx->arena, &SQL, VALS(V(dee.rec.id)), NULL);
}

static enum db_status do_induction(struct ctx *cx)
{
	static const struct sql SQL = {
		"UPDATE member_check SET state = 'done' WHERE member = ?1",
		WORLD_SYSTEM
	};
	return db_exec(cx->conn, cx->arena, &SQL, VALS(V(dee.rec.id)), NULL);
}

static void test_life(void)
{
	ok(run(start_dee) == DB_OK, "an enquiry");
	world_as(&w, niamh);
	ok(go("active") == DB_REFUSED, "no step is left out");
	ok(go("chat") == DB_OK && go("application") == DB_OK &&
		go("checks") == DB_OK,
	    "hello, chat, application, checks");
	ok(go("induction") == DB_REFUSED, "not while a check is open");
	ok(run(do_checks) == DB_OK && go("induction") == DB_OK, "then");
	ok(go("active") == DB_REFUSED, "not without an induction");
	ok(run(do_induction) == DB_OK && go("active") == DB_OK, "active");
	ok(go("paused") == DB_OK && go("active") == DB_OK,
	    "pause and come back without a reason");
	ok(go("stepped_down") == DB_REFUSED, "leaving wants a reason");
	world_as(&w, eve);
	ok(go("paused") == DB_REFUSED, "a ward manager cannot touch her");
	world_as(&w, 0);
}

/* Opportunities and events ------------------------------------------------- */

static struct opportunity chairs;
static struct event session;

static enum db_status make_opportunity(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };

	chairs = (struct opportunity){ .title = S("Choose chairs"),
		.unit = ward,
		.what = S("Sit in them"),
		.ask = S("Which is good"),
		.support = S("Tea"),
		.level = S("involvement"),
		.role_level = 4,
		.topic = S("wards"),
		.in_person = true,
		.places = KIND_NO_INT,
		.apply_by = date_add(cx->today, 20),
		.paid = S("payment") };
	enum db_status st = kind_save(cx, &kind_opportunity, &chairs, &p);

	session = (struct event){ .title = S("Session"),
		.unit = ward,
		.what = S("session"),
		.opportunity = chairs.rec.id,
		.happens_on = cx->today,
		.from_time = S("10:00"),
		.minutes = 180,
		.places = 1,
		.state = S("planned") };
	if (st == DB_OK)
		st = kind_save(cx, &kind_event, &session, &p);
	chairs.rec.ref = kept(chairs.rec.ref);
	session.rec.ref = kept(session.rec.ref);
	return st;
}

static enum db_status move_chairs(struct ctx *cx)
{
	struct opportunity o;

	if (!kind_get_ref(cx, &kind_opportunity, chairs.rec.ref, &o))
		return DB_REFUSED;
	return opportunity_move(cx, &o, str_of(to));
}

static enum db_status step(const char *state)
{
	to = state;
	return run(move_chairs);
}

static enum db_status all_interested(struct ctx *cx)
{
	enum db_status st = interest_say(
	    cx, chairs.rec.id, ann.rec.id, "interested", S("I sit a lot"));

	return st == DB_OK ? interest_say(cx, chairs.rec.id, bea.rec.id,
				 "interested", STR_NULL)
			   : st;
}

static enum db_status choose_both(struct ctx *cx)
{
	static const struct sql SQL = {
		"UPDATE interest SET state = 'matched' WHERE opportunity = ?1",
		WORLD_SYSTEM
	};
	return db_exec(cx->conn, cx->arena, &SQL, VALS(V(chairs.rec.id)), NULL);
}

static enum db_status write_outcome(struct ctx *cx)
{
	struct opportunity o;
	struct problems p = { .arena = cx->arena };

	if (!kind_get_ref(cx, &kind_opportunity, chairs.rec.ref, &o))
		return DB_ERROR;
	o.outcome = S("Higher chairs");
	o.lead_view = S("Good");
	return kind_save(cx, &kind_opportunity, &o, &p);
}

static struct str interest_ref;
static enum db_status evaluate(struct ctx *cx)
{
	static const struct sql SQL = {
		"SELECT ref FROM interest WHERE opportunity = ?1"
		" AND member = ?2",
		WORLD_SYSTEM
	};
	interest_ref = kept(db_get_text(
	    cx->conn, cx->arena, &SQL, VALS(V(chairs.rec.id), V(ann.rec.id))));
	return interest_evaluate(cx, interest_ref, 5, 4, STR_NULL);
}

/* How many could be asked now. */
static size_t could_ask(void)
{
	const struct match_want want = { .topic = 1, .today = w.cx.today };
	struct match best[5];
	size_t all = 0;

	(void)match_suggest(&w.cx, &want, chairs.rec.id, best, 5, &all);
	return all;
}

static void test_opportunity(void)
{
	struct public_opportunity o;

	ok(run(make_opportunity) == DB_OK, "an opportunity");
	world_as(&w, eve);
	ok(step("shaped") == DB_REFUSED, "the team shapes it, not the lead");
	world_as(&w, niamh);
	ok(!public_opportunity(&w.cx, chairs.rec.ref, &o),
	    "nobody sees what is not advertised");
	ok(step("shaped") == DB_OK && step("advertised") == DB_OK,
	    "advertised");
	ok(public_opportunity(&w.cx, chairs.rec.ref, &o), "then everybody");
	is_int((int64_t)could_ask(), 4, "four could be asked");
	world_as(&w, eve);
	is_int(
	    (int64_t)could_ask(), 0, "a ward manager gets no list of people");
	world_as(&w, 0);
	ok(run(all_interested) == DB_OK, "two would like to");
	world_as(&w, niamh);
	is_int((int64_t)could_ask(), 2, "who answered is not asked again");
	ok(step("matched") == DB_REFUSED, "nobody is chosen");
	ok(run(choose_both) == DB_OK && step("matched") == DB_OK, "chosen");
	world_as(&w, eve);
	ok(step("in_progress") == DB_OK, "the lead begins");
	ok(step("complete") == DB_REFUSED, "not without an outcome");
	ok(run(write_outcome) == DB_OK && step("complete") == DB_OK,
	    "complete");
	ok(step("evaluated") == DB_REFUSED, "not before somebody said how "
					    "it was");
	world_as(&w, niamh);
	ok(step("not_evaluated") == DB_REFUSED, "nor closed so soon");
	world_as(&w, bea.person);
	ok(run(evaluate) == DB_REFUSED, "not for somebody else");
	world_as(&w, ann.person);
	ok(run(evaluate) == DB_OK, "she says how it was");
	world_as(&w, eve);
	ok(step("evaluated") == DB_OK, "evaluated");
	world_as(&w, 0);
}

/* Booking --------------------------------------------------------------- */

static int64_t booker;
static enum db_status book(struct ctx *cx)
{
	return booking_make(cx, session.rec.id, booker, S("a ramp"));
}
static enum db_status unbook(struct ctx *cx)
{
	return booking_cancel(cx, session.rec.id, booker);
}

static const struct sql SQL_BOOKED = {
	"SELECT state FROM booking WHERE event = ?1 AND member = ?2",
	WORLD_SYSTEM
};
static const struct sql SQL_BOOKING_REF = {
	"SELECT ref FROM booking WHERE event = ?1 AND member = ?2", WORLD_SYSTEM
};

static struct str booked(const struct member *b)
{
	return db_get_text(w.cx.conn, w.arena, &SQL_BOOKED,
	    VALS(V(session.rec.id), V(b->rec.id)));
}

static enum db_status attend(struct ctx *cx)
{
	const struct str ref = db_get_text(cx->conn, cx->arena,
	    &SQL_BOOKING_REF, VALS(V(session.rec.id), V(bea.rec.id)));

	return booking_attend(cx, &session, ref, true, 180);
}

static void test_booking(void)
{
	booker = ann.rec.id;
	ok(run(book) == DB_OK, "booked");
	booker = bea.rec.id;
	ok(run(book) == DB_OK, "and again");
	is_str(booked(&ann), S("booked"), "the first has the place");
	is_str(booked(&bea), S("waiting"), "the second waits");
	booker = ann.rec.id;
	ok(run(unbook) == DB_OK, "the first cannot come");
	is_str(booked(&bea), S("booked"), "the second moves up");
	world_as(&w, payer);
	ok(run(attend) == DB_REFUSED, "a payer notes nobody's presence");
	world_as(&w, eve);
	ok(run(attend) == DB_OK, "the host does");
	world_as(&w, 0);
	is_str(booked(&bea), S("attended"), "she came");
}

/* Money ----------------------------------------------------------------- */

static int64_t budget_id;
static const char *wrong;
static struct claim sent;

static enum db_status make_rates(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct policy_record x = { .title = S("P"),
		.active = true,
		.from_on = date_add(cx->today, -10),
		.paid_from_level = 3,
		.half_day_minutes = 240,
		.cap_costs = KIND_NO_INT };
	struct budget g = { .title = S("G"),
		.unit = trust,
		.code = S("C1"),
		.from_on = date_add(cx->today, -10),
		.until_on = date_add(cx->today, 10),
		.pence = 8000 };
	enum db_status st = kind_save(cx, &kind_rate_policy, &x, &p);
	struct rate_record r = { .title = S("R"),
		.policy = x.rec.id,
		.what = S("half_day"),
		.from_miles = KIND_NO_INT,
		.amount = 7500,
		.from_on = x.from_on };
	struct rate_record m = r;

	m.what = S("car");
	m.amount = 450;
	if (st == DB_OK)
		st = kind_save(cx, &kind_rate, &r, &p);
	if (st == DB_OK)
		st = kind_save(cx, &kind_rate, &m, &p);
	if (st == DB_OK)
		st = kind_save(cx, &kind_budget, &g, &p);
	budget_id = g.rec.id;
	return st;
}

static enum db_status send(struct ctx *cx)
{
	sent = (struct claim){ .title = S("Session"),
		.unit = ward,
		.member = bea.rec.id,
		.event = session.rec.id,
		.day = cx->today,
		.level = 4,
		.minutes = 180,
		.vehicle = S("car"),
		.miles = 10 };
	const enum db_status st = claim_send(cx, &sent, &wrong);

	sent.rec.ref = kept(sent.rec.ref);
	return st;
}

static enum db_status approve(struct ctx *cx)
{
	struct claim c;

	if (!kind_get_ref(cx, &kind_claim, sent.rec.ref, &c))
		return DB_ERROR;
	return claim_approve(cx, &c, budget_id, &wrong);
}

static struct str batch_ref;
static enum db_status make_payroll(struct ctx *cx)
{
	struct str ref;
	const enum db_status st = batch_make(cx, ROUTE_PAYROLL, &ref);

	if (st == DB_OK)
		batch_ref = kept(ref);
	return st;
}
static enum db_status make_ledger(struct ctx *cx)
{
	struct str ref;
	const enum db_status st = batch_make(cx, ROUTE_LEDGER, &ref);

	if (st == DB_OK)
		batch_ref = kept(ref);
	return st;
}
static enum db_status pay(struct ctx *cx)
{
	return batch_paid(cx, batch_ref);
}

static const struct sql SQL_CLAIM = { "SELECT state FROM claim WHERE id = ?1",
	WORLD_SYSTEM };
static struct str claim_state(void)
{
	return db_get_text(
	    w.cx.conn, w.arena, &SQL_CLAIM, VALS(V(sent.rec.id)));
}

static enum db_status add_receipt(struct ctx *cx)
{
	static const struct sql SQL = {
		"INSERT INTO file (ref, created_at, owner_kind, owner, name,"
		" type, nbytes, digest) VALUES (?1, 1, 'claim', ?2, 'r', 't',"
		" 1, ?3)",
		WORLD_SYSTEM
	};
	return db_exec(cx->conn, cx->arena, &SQL,
	    VALS(V(ref_new(cx->arena)), V(sent.rec.id), val_blob(S("x"))),
	    NULL);
}

static void test_budget(void)
{
	world_as(&w, bea.person);
	ok(run(approve) != DB_OK, "she cannot approve her own");
	world_as(&w, holder);
	ok(run(approve) == DB_OK, "a budget holder approves: %s",
	    wrong != NULL ? wrong : "");
	ok(run(approve) == DB_STALE || run(approve) == DB_REFUSED, "once");
	world_as(&w, 0);
}

static void test_money(void)
{
	struct buf b = buf_make((size_t)1 << 16);

	world_as(&w, bea.person);
	ok(run(send) == DB_REFUSED && wrong != NULL, "no rates, no claim");
	world_as(&w, 0);
	ok(run(make_rates) == DB_OK, "rates and a budget");
	world_as(&w, bea.person);
	ok(run(send) == DB_OK, "a claim: %s", wrong != NULL ? wrong : "");
	is_int(sent.total_pence, 7500 + 450, "half a day and ten miles");
	test_budget();
	world_as(&w, holder);
	ok(run(make_payroll) == DB_REFUSED, "who approved cannot pay");
	world_as(&w, payer);
	ok(run(make_payroll) == DB_OK, "a third person makes the batch");
	ok(batch_file(&w.cx, batch_ref, &b), "its file");
	ok(str_find(buf_view(&b), S("012345,00112233,75.00")) != SIZE_MAX &&
		str_find(buf_view(&b), S("total,1 payments,75.00,112233")) !=
		    SIZE_MAX,
	    "has the account and the total");
	ok(run(pay) == DB_OK && run(pay) == DB_REFUSED, "paid once");
	is_str(claim_state(), S("approved"), "costs are still to come");
	ok(run(make_ledger) == DB_OK && run(pay) == DB_OK, "costs");
	is_str(claim_state(), S("paid"), "then it is paid");
	world_as(&w, niamh);
	buf_reset(&b);
	ok(!batch_file(&w.cx, batch_ref, &b), "the team sees no account");
	world_as(&w, bea.person);
	ok(run(send) == DB_OK, "a second claim");
	world_as(&w, holder);
	ok(run(approve) == DB_REFUSED && wrong != NULL,
	    "a budget line that is used up pays nothing");
	world_as(&w, 0);
	buf_free(&b);
}

/* Costs want a receipt. */
static enum db_status send_costs(struct ctx *cx)
{
	sent = (struct claim){ .title = S("Taxi"),
		.unit = ward,
		.member = bea.rec.id,
		.day = cx->today,
		.level = 1,
		.fares_pence = 40 };
	const enum db_status st = claim_send(cx, &sent, &wrong);

	sent.rec.ref = kept(sent.rec.ref);
	return st;
}

static void test_receipt(void)
{
	world_as(&w, bea.person);
	ok(run(send_costs) == DB_OK, "a taxi");
	world_as(&w, holder);
	ok(run(approve) == DB_REFUSED && wrong != NULL,
	    "is not paid without a receipt");
	world_as(&w, 0);
	ok(run(add_receipt) == DB_OK, "here it is");
	world_as(&w, holder);
	ok(run(approve) == DB_OK, "then it is");
	world_as(&w, 0);
}

/* Panels and leaving --------------------------------------------------------- */

static void test_rota(void)
{
	const struct staff_panel p = { .interview_on = w.cx.today };

	world_as(&w, niamh);
	ok(panel_next(&w.cx, &p) == ann.rec.id, "the first by rota");
	world_as(&w, eve);
	is_int(panel_next(&w.cx, &p), 0, "a ward manager asks nobody");
	world_as(&w, 0);
}

static enum db_status leave(struct ctx *cx)
{
	struct member me;

	if (!member_me(cx, &me))
		return DB_REFUSED;
	return life_move(cx, &me, S("stepped_down"), S("I move away"));
}

static int64_t rows_of(const char *table)
{
	static const struct sql SQL[] = {
		{ "SELECT count(*) FROM member_contact WHERE member = ?1",
		    WORLD_SYSTEM },
		{ "SELECT count(*) FROM member_bank WHERE member = ?1",
		    WORLD_SYSTEM },
		{ "SELECT count(*) FROM member_lived WHERE member = ?1",
		    WORLD_SYSTEM },
		{ "SELECT count(*) FROM member_profile WHERE member = ?1",
		    WORLD_SYSTEM },
		{ "SELECT count(*) FROM claim WHERE member = ?1",
		    WORLD_SYSTEM },
		{ "SELECT count(*) FROM erasure WHERE kind = 'member'"
		  " AND ?1 > 0",
		    WORLD_SYSTEM },
	};
	for (size_t i = 0; i < NELEM(SQL); i++)
		if (strstr(SQL[i].text, table) != NULL)
			return db_get_int(w.cx.conn, w.arena, &SQL[i],
			    VALS(V(bea.rec.id)), -1);
	return -2;
}

static void test_leaving(void)
{
	world_as(&w, bea.person);
	ok(run(leave) == DB_OK, "she leaves");
	world_as(&w, 0);
	is_int(rows_of("member_contact"), 0, "no phone");
	is_int(rows_of("member_bank"), 0, "no account");
	is_int(rows_of("member_lived"), 0, "no lived experience");
	is_int(rows_of("member_profile"), 0, "no interests");
	is_int(rows_of("FROM claim"), 3, "payments stay");
	is_int(rows_of("erasure"), 1, "and a restore will do it again");
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
		setup();
		test_classes();
		test_life();
		test_opportunity();
		test_booking();
		test_money();
		test_receipt();
		test_rota();
		test_leaving();
		world_close(&w);
	}
	return tap_done();
}
