/* casework: a case from its receipt to its end, as rules; on both engines. */
#include "cases.h"
#include "mod/casework/returns.h"

/* Tests ------------------------------------------------------------------ */

static void test_receive(void)
{
	struct intake in = complaint();
	struct receiving k = { .in = in };
	struct case_party who;

	world_as(&w, 0);
	w.cx.system = false; /* the public door: nobody has signed in */
	k.in.ref = S("0123456789abcdef");
	ok(ctx_change(&w.cx, receive_fn, &k) == DB_OK && k.is_new, "kept");
	ok(ctx_change(&w.cx, receive_fn, &k) == DB_OK && !k.is_new,
	    "the same form again is fine");
	is_int(count("SELECT count(*) FROM case_file WHERE ref ="
		     " '0123456789abcdef'"),
	    1, "and counts once");
	is_int(count("SELECT count(*) FROM case_party"), 1, "its person too");
	is_int(count("SELECT count(*) FROM case_event WHERE what = 'received'"),
	    1, "and what they said");
	world_as(&w, nobody);
	struct case_file c;

	ok(!case_find(&w.cx, k.ref, &c), "another ward's officer sees nothing");
	world_as(&w, officer);
	c = found(k.ref);
	is_str(c.state, S("new"), "it is new");
	is_str(c.next_what, S("triage"), "and to be sorted first");
	ok(party_of(&w.cx, &c, "complainant", &who), "who it is");
	is_str(who.name, S("Ann Example"), "opens for who holds identity");
	world_as(&w, chief);
	ok(!party_of(&w.cx, &c, "complainant", &who),
	    "and not for the chief executive");
}

static void test_risk(void)
{
	struct intake in = complaint();

	in.words = S("I want to end my life because of this");
	world_as(&w, officer);
	const struct str ref = receive(in);

	ok(found(ref).risk, "words of risk are noticed");
	refused(ref, "triage",
	    PAIRS({ "severity", "low" }, { "reason", "x" },
		{ "handler", ref_of(officer) }, { "looked", "yes" }),
	    "risk to life first");
	refused(ref, "acknowledge", PAIRS({ "day", iso(0) }), "risk");
	refused(ref, "end", PAIRS({ "ending", "withdrawn" }, { "reason", "x" }),
	    "risk");
	steps_ok(ref, "risk_seen", PAIRS({ "what", "Called the crisis team" }));
	sort_out(ref);
	ok(words_risky(w.arena, S("Thinking of SUICIDE")) &&
		!words_risky(w.arena, S("The staff were kind")),
	    "capital letters too; and not everything");
}

static void test_way(void)
{
	world_as(&w, officer);
	const struct str ref = receive(complaint());

	refused(ref, "lead", PAIRS({ "lead", ref_of(lead) }), "Acknowledge");
	take_to_draft(ref);
	ok(found(ref).rec.version > 5, "each step is a version");
	steps_ok(ref, "draft",
	    PAIRS({ "considered", "We asked." }, { "conclusion", "Sorry." }));
	world_as(&w, second);
	refused(ref, "check", PAIRS({ "result", "pass" }, { "facts", "yes" }),
	    "put it right");
	world_as(&w, officer);
	steps_ok(ref, "draft",
	    PAIRS({ "considered", "We asked." }, { "conclusion", "Sorry." },
		{ "remedy", "New leaflet." }, { "confirmation", "By May." },
		{ "rights", "You may go to the Ombudsman." }));
	steps_ok(ref, "found",
	    PAIRS({ "issue", "1" }, { "outcome", "upheld" },
		{ "reason", "True" }));
	ok(str_null(found(ref).outcome), "one of two issues is no outcome");
	steps_ok(ref, "found",
	    PAIRS({ "issue", "2" }, { "outcome", "not_upheld" },
		{ "reason", "Not so" }));
	is_str(found(ref).outcome, S("partly"), "the outcome follows");
	refused(ref, "check", PAIRS({ "result", "pass" }, { "facts", "yes" }),
	    "You wrote it");
	refused(ref, "respond", PAIRS({ "day", iso(0) }, { "how", "letter" }),
	    "checks it first");
	world_as(&w, second);
	steps_ok(ref, "check", PAIRS({ "result", "pass" }, { "facts", "yes" }));
	refused(ref, "sign", PAIRS({ "read", "yes" }), "not open to you");
	refused(ref, "respond", PAIRS({ "day", iso(0) }, { "how", "letter" }),
	    "signs");
	world_as(&w, chief);
	steps_ok(ref, "sign", PAIRS({ "read", "yes" }));
	world_as(&w, officer);
	steps_ok(ref, "respond", PAIRS({ "day", iso(0) }, { "how", "letter" }));
	steps_ok(ref, "outcome",
	    PAIRS({ "outcome", "upheld" }, { "reason", "It weighs more" }));
	steps_ok(ref, "close", PAIRS({ "learning", "Write it down" }));
	is_str(found(ref).state, S("closed"), "closed");
	ok(date_none(found(ref).next_on), "and on no list");
	refused(ref, "draft", PAIRS({ "considered", "x" }), "not open");
	steps_ok(ref, "reopen",
	    PAIRS({ "cause", "new_issue" }, { "what", "One more" },
		{ "due_on", iso(20) }));
	ok(date_none(found(ref).responded_on) && found(ref).signed_by == 0,
	    "opened again it wants another answer");
}

/* The lead sees and moves the case that they were given, and no other. */
static void test_given(void)
{
	world_as(&w, officer);
	const struct str ref = receive(complaint());
	const struct str hidden = receive(complaint());
	struct case_file c;

	world_as(&w, lead);
	ok(!case_find(&w.cx, ref, &c), "not given yet");
	world_as(&w, officer);
	take_to_draft(ref);
	world_as(&w, lead);
	ok(case_find(&w.cx, ref, &c), "given, it is seen");
	steps_ok(ref, "note", PAIRS({ "note", "Spoke to the ward" }));
	ok(!case_find(&w.cx, hidden, &c), "the next one is not");
	ok(take_at(hidden, 1, "note", PAIRS({ "note", "x" })) == DB_REFUSED,
	    "nor moved");
}

static void test_stale(void)
{
	world_as(&w, officer);
	const struct str ref = receive(complaint());
	const int64_t before = found(ref).rec.version;

	sort_out(ref);
	ok(take_at(ref, before, "note", PAIRS({ "note", "late" })) == DB_STALE,
	    "who read it before is told");
	is_int(count("SELECT count(*) FROM case_event WHERE what = 'note'"
		     " AND note LIKE '%late%'"),
	    0, "and nothing is written");
}

static void test_oral(void)
{
	struct intake in = complaint();

	in.oral = true;
	in.channel = S("phone");
	world_as(&w, officer);
	const struct str today = receive(in);

	steps_ok(today, "next_day",
	    PAIRS({ "day", iso(0) }, { "what", "Said sorry" },
		{ "happy", "yes" }));
	is_str(found(today).ending, S("next_day"), "regulation 8(1)(c)");
	in.received_on = date_add(w.cx.today, -6);
	const struct str old = receive(in);

	refused(old, "next_day",
	    PAIRS({ "day", iso(0) }, { "what", "x" }, { "happy", "yes" }),
	    "formal complaint from the day it was received");
	sort_out(old);
	acknowledge(old);
	refused(old, "lead", PAIRS({ "lead", ref_of(lead) }), "written record");
	steps_ok(old, "copy", PAIRS({ "day", iso(0) }));
	steps_ok(old, "lead", PAIRS({ "lead", ref_of(lead) }));
}

static void test_consent(void)
{
	struct intake in = complaint();

	in.on_behalf = S("asked");
	in.received_on = date_add(w.cx.today, -20);
	world_as(&w, officer);
	const struct str ref = receive(in);

	is_str(found(ref).consent, S("needed"), "for somebody else");
	refused(ref, "meeting", PAIRS({ "day", iso(0) }), "consent");
	refused(ref, "consent",
	    PAIRS({ "consent", "child" }, { "day", iso(0) }), "best interests");
	sort_out(ref);
	steps_ok(
	    ref, "consent", PAIRS({ "consent", "asked" }, { "day", iso(-14) }));
	const struct case_file c = found(ref);

	ok(date_cmp(
	       case_target(&w.cx, &c, true), case_target(&w.cx, &c, false)) > 0,
	    "our own target stands still while we wait");
	steps_ok(
	    ref, "consent", PAIRS({ "consent", "given" }, { "day", iso(-7) }));
	is_int(found(ref).stopped_days, 5, "a week of waiting is five days");
	steps_ok(ref, "meeting",
	    PAIRS({ "day", iso(0) }, { "who", "x" }, { "notes", "y" }));
}

static void test_period(void)
{
	struct intake in = complaint();

	in.received_on = date_add(w.cx.today, -220);
	world_as(&w, officer);
	const struct str ref = receive(in);

	sort_out(ref);
	acknowledge(ref);
	is_str(found(ref).next_what, S("explain"),
	    "past six months it wants an explanation");
	steps_ok(ref, "discuss",
	    PAIRS({ "day", iso(0) }, { "discussed", "accepted" }));
	refused(ref, "period",
	    PAIRS({ "due_on", iso(30) }, { "agreed_on", iso(0) },
		{ "agreed_with", "complainant" }),
	    "beyond six months");
	steps_ok(ref, "explain",
	    PAIRS({ "day", iso(0) }, { "reason", "A witness was ill" }));
	ok(!str_is(found(ref).next_what, "explain"), "once is enough");
}

static void test_convert(void)
{
	struct intake in = complaint();

	in.type = S("pals");
	in.received_on = date_add(w.cx.today, -4);
	world_as(&w, officer);
	const struct str ref = receive(in);

	refused(ref, "convert",
	    PAIRS({ "type", "complaint" }, { "decided", "team" },
		{ "reason", "x" }),
	    "Only the person");
	steps_ok(ref, "convert",
	    PAIRS({ "type", "complaint" }, { "decided", "person" },
		{ "reason", "They asked" }));
	const struct case_file c = found(ref);

	is_str(c.type, S("complaint"), "a complaint now");
	is_int(date_days_between(c.received_on, w.cx.today), 4,
	    "and from its first receipt");
}

static void test_thanks_and_money(void)
{
	struct intake in = complaint();

	in.type = S("compliment");
	world_as(&w, officer);
	const struct str ref = receive(in);

	sort_out(ref);
	steps_ok(ref, "thank",
	    PAIRS({ "person", ref_of(second) }, { "note", "So kind" }));
	refused(ref, "thank",
	    PAIRS({ "person", ref_of(second) }, { "note", "Again" }),
	    "already");
	refused(ref, "remedy",
	    PAIRS(
		{ "kind", "payment" }, { "what", "Taxi" }, { "pence", "2500" }),
	    "Somebody else approves");
	refused(ref, "remedy",
	    PAIRS({ "kind", "payment" }, { "what", "Taxi" },
		{ "approver", ref_of(second) }),
	    "how much");
	steps_ok(ref, "remedy",
	    PAIRS({ "kind", "payment" }, { "what", "Taxi" },
		{ "pence", "2500" }, { "approver", ref_of(second) }));
	is_int(count("SELECT pence FROM case_remedy"), 2500, "in pence");
	steps_ok(ref, "told",
	    PAIRS({ "remedy", "1" }, { "done_on", iso(0) },
		{ "told_on", iso(0) }));
	steps_ok(ref, "thanked", PAIRS({ "what", "By post" }));
}

/* A late case is told of once, however often the clocks are looked at. */
static void test_escalation(void)
{
	static const struct sql SQL = {
		"INSERT INTO setting (name, value, changed_at) VALUES"
		" (?1, ?2, 1) RETURNING changed_at",
		WORLD_SYSTEM
	};
	struct intake in = complaint();
	int64_t mails;

	world_as(&w, 0);
	(void)world_insert(
	    &w, &SQL, VALS(V("smtp_url"), V("smtp://localhost:25")));
	(void)world_insert(
	    &w, &SQL, VALS(V("mail_from"), V("trust@example.invalid")));
	world_as(&w, officer);
	in.received_on = date_add(w.cx.today, -70);
	const struct str ref = receive(in);

	world_as(&w, 0);
	ok(case_clocks_job(&w.cx, STR_NULL) == DB_OK, "the clocks are seen to");
	mails = count("SELECT count(*) FROM outbox");
	ok(mails > 0, "mails went: %" PRId64, mails);
	ok(case_clocks_job(&w.cx, STR_NULL) == DB_OK, "and again");
	is_int(count("SELECT count(*) FROM outbox"), mails, "once is enough");
	world_as(&w, officer);
	is_int(count("SELECT count(*) FROM case_event e JOIN case_file c"
		     " ON c.id = e.case_file WHERE e.what = 'escalated'"
		     " AND c.received_on < '2100-01-01' AND c.state = 'new'"
		     " AND e.version <> c.version"),
	    0, "it makes nobody's form stale");
	is_int(found(ref).rec.version, 1, "nor is it a change of the case");
}

/* A case of before, as an import would leave it. */
static void past(const char *received, const char *responded,
    const char *closed, const char *ending, const char *outcome)
{
	static const struct sql SQL = {
		"INSERT INTO case_file (ref, version, created_at, changed_at,"
		" title, fold, number, unit, type, channel, received_on, oral,"
		" on_behalf, site, state, ending, risk, consent, stopped_days,"
		" hold, responded_on, closed_on, outcome) VALUES (?1, 1, 1, 1,"
		" 'x', 'x', ?2, ?3, 'complaint', 'letter', ?4, 0, 'me', 'S1',"
		" ?5, ?6, 0, 'not_needed', 0, 0, ?7, ?8, ?9) RETURNING id",
		WORLD_SYSTEM
	};
	static int64_t number = 90000;
	static const struct sql ISSUE = {
		"INSERT INTO case_issue (case_file, n, what, subject, service,"
		" profession) VALUES (?1, ?2, 'x', ?3, 'other', 'nursing')"
		" RETURNING id",
		WORLD_SYSTEM
	};
	const int64_t own = number++;
	const int64_t id = world_insert(&w, &SQL,
	    VALS(V(ref_new(w.arena)), V(own), V(ward), V(received),
		V(closed != NULL ? "closed" : "open"), val_cstr(ending),
		val_cstr(responded), val_cstr(closed), val_cstr(outcome)));

	(void)world_insert(&w, &ISSUE, VALS(V(id), V(1), V("waiting")));
	(void)world_insert(&w, &ISSUE, VALS(V(id), V(2), V("values")));
	(void)world_insert(&w, &ISSUE, VALS(V(id), V(3), V("values")));
}

static int64_t cell(const struct ret *r, const char *section, const char *code)
{
	return ret_count(r, S("S1"), section, str_of(code));
}

static void test_returns(void)
{
	struct ret *r = ARENA_NEW(w.arena, struct ret);
	struct str problems[10];

	world_as(&w, 0);
	past("2018-03-31", NULL, NULL, NULL, NULL);
	past("2018-02-01", "2018-04-01", "2018-04-02", "responded", "upheld");
	past("2018-02-01", "2018-03-30", "2018-04-02", "responded", "upheld");
	past("2018-04-01", "2018-05-01", "2018-05-01", "responded", "partly");
	past("2019-03-31", "2019-04-01", "2019-04-01", "responded", "upheld");
	past("2018-06-01", "2018-06-02", "2018-06-02", "next_day", NULL);
	past("2018-06-01", NULL, "2018-07-02", "withdrawn", NULL);
	world_as(&w, officer);
	ok(ret_load(&w.cx, 2018, r) == DB_OK, "the year 2018/19 is read");
	is_int(cell(r, "summary", "brought"), 2, "brought forward");
	is_int(cell(r, "summary", "new"), 2,
	    "new, without 8(1)(c) and what "
	    "was withdrawn");
	is_int(cell(r, "summary", "resolved"), 2, "resolved");
	is_int(cell(r, "summary", "carried"), 2, "carried forward");
	is_int(cell(r, "subject", "values"), 2,
	    "two issues of one subject count once");
	is_int(cell(r, "subject", "waiting"), 2, "and each subject counts");
	is_int(cell(r, "age", "unknown"), 2, "an age nobody noted is unknown");
	is_int((int64_t)ret_problems(&w.cx, r, problems, 10), 0,
	    "nothing is wrong with it");
	world_as(&w, 0);
	past("2018-08-01", "2018-09-01", "2018-09-01", "responded", NULL);
	world_as(&w, officer);
	ok(ret_load(&w.cx, 2018, r) == DB_OK, "read again");
	is_int((int64_t)ret_problems(&w.cx, r, problems, 10), 1,
	    "an answer without an outcome is wrong");
	world_as(&w, nobody);
	ok(ret_load(&w.cx, 2018, r) == DB_OK && r->n == 0,
	    "another ward's officer counts none of them");
	is_int(ret_year_at(date_make(2027, 3, 31)), 2026, "March is last year");
	is_int(ret_year_at(date_make(2027, 4, 1)), 2027, "April is this one");
}

static void test_table(void)
{
	size_t n;
	const struct step *s = steps_all(&n);

	for (size_t i = 0; i < n; i++) {
		ok(s[i].nasks <= ASKS_MAX && s[i].nasks > 0 &&
			s[i].types != 0 && s[i].when != 0 &&
			step_named(str_of(s[i].code)) == &s[i],
		    "%s: one row of the table", s[i].code);
	}
	is_str(case_outcome_of(NULL, 0), STR_NULL, "no issue, no outcome");
}

static void run(size_t engine)
{
	w = world_open(engine);
	build();
	test_receive();
	test_risk();
	test_way();
	test_given();
	test_stale();
	test_oral();
	test_consent();
	test_period();
	test_convert();
	test_thanks_and_money();
	test_escalation();
	test_returns();
	world_as(&w, 0);
	is_int(count("SELECT count(*) FROM case_event e WHERE e.version > ("
		     "SELECT c.version FROM case_file c"
		     " WHERE c.id = e.case_file)"),
	    0, "no event is ahead of its case");
	world_close(&w);
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_case };

	kinds_register(kinds, 3);
	test_table();
	for (size_t i = 0; i < engines_count(); i++)
		run(i);
	return tap_done();
}
