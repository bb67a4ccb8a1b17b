/* casework: promises, checks, the contact plan, the end of keeping. */
#include "cases.h"
#include "core/erasure.h"
#include "mod/casework/follow.h"

static int64_t guardian;

static void test_promise(void)
{
	world_as(&w, officer);
	const struct str ref = receive(complaint());

	steps_ok(ref, "remedy",
	    PAIRS({ "kind", "change" }, { "what", "Ring first" },
		{ "due_on", iso(10) }));
	refused(ref, "told", PAIRS({ "remedy", "1" }, { "told_on", iso(0) }),
	    "when it was done");
	steps_ok(ref, "remedy_done",
	    PAIRS({ "remedy", "1" }, { "done_on", iso(-1) }));
	refused(ref, "told", PAIRS({ "remedy", "1" }, { "told_on", iso(-2) }),
	    "before it was done");
	steps_ok(ref, "told", PAIRS({ "remedy", "1" }, { "told_on", iso(0) }));
	is_int(count("SELECT count(*) FROM case_remedy WHERE done_on <"
		     " told_on"),
	    1, "both days are there");
}

static void test_checks(void)
{
	world_as(&w, officer);
	const struct str ref = receive(complaint());

	answered(ref);
	is_int(count("SELECT count(*) FROM case_check"), 2,
	    "upheld, it is checked twice");
	refused(ref, "checker", PAIRS({ "person", ref_of(lead) }), "took part");
	refused(
	    ref, "checker", PAIRS({ "person", ref_of(second) }), "took part");
	steps_ok(ref, "checker", PAIRS({ "person", ref_of(nobody) }));
	is_int(
	    count("SELECT count(*) FROM case_check WHERE person IS NOT NULL"),
	    2, "somebody outside");
}

static void test_plan(void)
{
	static const char *const why = "Forty calls a day";

	world_as(&w, officer);
	const struct str ref = receive(complaint());

	refused(ref, "contact_appeal",
	    PAIRS({ "day", iso(0) }, { "what", "x" },
		{ "decider", ref_of(second) }, { "result", "ended" },
		{ "reason", "x" }),
	    "no plan");
	refused(ref, "contact_plan",
	    PAIRS({ "reason", why }, { "what", "Tuesdays" },
		{ "review_on", iso(300) }, { "approver", ref_of(second) },
		{ "told", "yes" }),
	    "within 6 months");
	refused(ref, "contact_plan",
	    PAIRS({ "reason", why }, { "what", "Tuesdays" },
		{ "review_on", iso(90) }, { "approver", ref_of(officer) },
		{ "told", "yes" }),
	    "Somebody else");
	steps_ok(ref, "contact_plan",
	    PAIRS({ "reason", why }, { "what", "Tuesdays" },
		{ "review_on", iso(90) }, { "approver", ref_of(second) },
		{ "told", "yes" }));
	refused(ref, "contact_review",
	    PAIRS({ "result", "goes_on" }, { "reason", "x" }), "looked at");
	refused(ref, "contact_appeal",
	    PAIRS({ "day", iso(0) }, { "what", "x" },
		{ "decider", ref_of(second) }, { "result", "ended" },
		{ "reason", "x" }),
	    "approved the plan");
	steps_ok(ref, "contact_appeal",
	    PAIRS({ "day", iso(0) }, { "what", "x" },
		{ "decider", ref_of(chief) }, { "result", "ended" },
		{ "reason", "Fair" }));
	is_int(count("SELECT count(*) FROM case_contact_plan WHERE ended_on"
		     " IS NULL"),
	    0, "an appeal may end it");
}

static void test_keep(void)
{
	static const struct sql OLD = {
		"UPDATE case_file SET closed_on = ?2, hold = ?3 WHERE ref = ?1"
		" RETURNING id",
		WORLD_SYSTEM
	};
	world_as(&w, officer);
	const struct str ref = receive(complaint());

	answered(ref);
	refused(ref, "retention",
	    PAIRS({ "decision", "dispose" }, { "reason", "x" }), "not over");
	(void)world_insert(
	    &w, &OLD, VALS(V(ref), V(date_add_months(w.cx.today, -121)), V(1)));
	world_as(&w, officer);
	refused(ref, "retention",
	    PAIRS({ "decision", "dispose" }, { "reason", "x" }), "hold");
	(void)world_insert(
	    &w, &OLD, VALS(V(ref), V(date_add_months(w.cx.today, -121)), V(0)));
	world_as(&w, guardian);
	refused(ref, "dispose", PAIRS({ "looked", "yes" }, { "reason", "x" }),
	    "proposes it first");
	world_as(&w, officer);
	steps_ok(ref, "retention",
	    PAIRS({ "decision", "dispose" }, { "reason", "x" }));
	refused(ref, "dispose", PAIRS({ "looked", "yes" }, { "reason", "x" }),
	    "not open to you");
	world_as(&w, guardian);
	const int64_t before = count("SELECT count(*) FROM case_file");

	steps_ok(
	    ref, "dispose", PAIRS({ "looked", "yes" }, { "reason", "Over" }));
	is_str(found(ref).title, S("Disposed of"), "its title is gone");
	is_str(found(ref).outcome, S("upheld"), "the codes stay");
	is_int(count("SELECT count(*) FROM case_file"), before,
	    "and the case is counted");
	is_int(count("SELECT count(*) FROM case_draft d JOIN case_disposal k"
		     " ON k.case_file = d.case_file"),
	    0, "nothing that was written");
	is_int(count("SELECT count(*) FROM case_event e JOIN case_disposal k"
		     " ON k.case_file = e.case_file WHERE e.note LIKE"
		     " '%Nobody told me%'"),
	    0, "nor said");
	is_int(count("SELECT count(*) FROM case_party p JOIN case_disposal k"
		     " ON k.case_file = p.case_file"),
	    0, "nor who it was");
	is_int(count("SELECT count(*) FROM erasure WHERE reason = 'Over'"), 1,
	    "the disposal is on record, for a restore too");
	refused(ref, "dispose", PAIRS({ "looked", "yes" }, { "reason", "x" }),
	    "has been disposed of");
}

static void run(size_t engine)
{
	w = world_open(engine);
	build();
	guardian = world_person(&w, "Gus Guardian");
	(void)world_appoint(&w, guardian, trust, "caldicott_guardian");
	test_promise();
	test_checks();
	test_plan();
	test_keep();
	world_close(&w);
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_case };
	static struct erasable all[1];

	all[0] = case_erasable;
	kinds_register(kinds, NELEM(kinds));
	erasure_use(all, 1);
	for (size_t i = 0; i < engines_count(); i++)
		run(i);
	return tap_done();
}
