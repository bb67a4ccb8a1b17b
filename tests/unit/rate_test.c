/* rate: a rate only where there is a count; no unit counts twice; a group is
 * the nearest one above; rights; what the page and the file say. */
#include "base/words.h"
#include "mod/insight/insight.h"
#include "mod/insight/rate.h"
#include "mod/insight/team.h"
#include "said_world.h"

static struct world w;
static struct said_survey survey;
static int64_t trust, wards, ash, oak, home;

static int64_t add_eligible(int64_t unit, struct date month, int64_t n)
{
	static const struct sql SQL = {
		"INSERT INTO eligible_count (ref, version, created_at,"
		" changed_at, unit, month, eligible, source)"
		" VALUES (?1, 1, 1, 1, ?2, ?3, ?4, 'a file') RETURNING id",
		WORLD_SYSTEM
	};

	return world_insert(
	    &w, &SQL, VALS(V(ref_new(w.arena)), V(unit), V(month), V(n)));
}

static int64_t add_group(int64_t unit, const char *name, double target)
{
	static const struct sql SQL = {
		"INSERT INTO service_group (ref, version, created_at,"
		" changed_at, unit, name, setting, rate_target)"
		" VALUES (?1, 1, 1, 1, ?2, ?3, 'mental_health', ?4)"
		" RETURNING id",
		WORLD_SYSTEM
	};

	return world_insert(&w, &SQL,
	    VALS(V(ref_new(w.arena)), V(unit), V(name), val_real(target)));
}

static struct rates rates_of(int64_t unit)
{
	const struct cut cut = { .unit = unit,
		.from = date_make(2026, 1, 1),
		.until = date_make(2026, 4, 1) };
	struct rates x;

	ok(rate_read(&w.cx, &cut, &x), "read");
	return x;
}

static struct rate sum(const struct rates *x)
{
	struct rate s = { 0, 0 };

	for (size_t i = 0; i < x->nlines; i++)
		rate_add(&s, &x->lines[i]);
	return s;
}

static void test(void)
{
	const int64_t lead = world_person(&w, "Lee Lead");
	const int64_t manager = world_person(&w, "Wendy Ward");
	const int64_t g = add_group(trust, "Acute services", 3);
	const int64_t inner = add_group(home, "Community", (double)NAN);
	struct rates x;

	(void)world_appoint(&w, lead, trust, "experience_lead");
	(void)world_appoint(&w, manager, ash, "ward_manager");
	world_as(&w, lead);
	x = rates_of(trust);
	is_int((int64_t)x.nlines, 0, "without a count there is no rate");
	is_int(x.answers, 15, "but answers");
	is_str(rate_text(w.arena, sum(&x)), S("no count"), "and words for it");
	world_as(&w, 0);
	(void)add_eligible(wards, date_make(2026, 1, 1), 100);
	(void)add_eligible(ash, date_make(2026, 1, 1), 40);
	(void)add_eligible(ash, date_make(2026, 2, 1), 50);
	(void)add_eligible(home, date_make(2026, 2, 1), 0);
	world_as(&w, lead);
	x = rates_of(trust);
	is_int((int64_t)x.nlines, 3, "a unit within another does not count");
	is_int(x.lines[0].answers, 7, "the count of both wards goes with both");
	is_int(x.lines[0].unit->group, g, "the group is that of the trust");
	is_str(rate_text(w.arena, sum(&x)), S("7.3% (11 of 150)"), "the sum");
	for (size_t i = 0; i < x.nunits; i++)
		if (x.units[i].id == home)
			is_int(x.units[i].group, inner, "or the nearest one");
	ok(rate_group(&x, inner) != NULL &&
		isnan(rate_group(&x, inner)->rate_target) &&
		rate_group(&x, 0) == NULL,
	    "a group may have no target");
	world_as(&w, manager);
	x = rates_of(ash);
	is_int((int64_t)x.nunits, 1, "a manager reads one ward");
	is_int((int64_t)x.nlines, 2, "with its own counts");
	is_str(rate_text(w.arena, sum(&x)), S("7.8% (7 of 90)"), "and rate");
	x = rates_of(oak);
	is_int((int64_t)x.nlines, 0, "and nothing of the next");
	world_as(&w, 0);
}

static void test_twice(void)
{
	struct eligible_count e = { .unit = ash,
		.month = date_make(2026, 2, 14),
		.eligible = 3,
		.source = S("again") };
	struct problems p = { .arena = w.arena };

	kind_eligible_count.check(&w.cx, &e, &p);
	is_int((int64_t)p.n, 1, "a month has one count");
	ok(kind_eligible_count.before_save(&w.cx, &e, true) == DB_OK &&
		date_cmp(e.month, date_make(2026, 2, 1)) == 0,
	    "kept under its first day");
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		w.cx.today = date_make(2026, 4, 10);
		survey = said_survey(&w);
		trust = world_unit(&w, "Trust", "trust", 0);
		wards = world_unit(&w, "Wards", "service", trust);
		ash = world_unit(&w, "Ash Ward", "team", wards);
		oak = world_unit(&w, "Oak Ward", "team", wards);
		home = world_unit(&w, "At Home", "team", trust);
		said_responses(&w, &survey, ash, date_make(2026, 1, 3), 1, 3);
		said_responses(&w, &survey, oak, date_make(2026, 1, 9), 4, 4);
		said_responses(&w, &survey, ash, date_make(2026, 2, 9), 2, 4);
		said_responses(&w, &survey, home, date_make(2026, 3, 9), 2, 4);
		test();
		test_twice();
		world_close(&w);
	}
	return tap_done();
}
