/* together: what sources say, never added up; agreement and silence in words;
 * results of the highest units; few are hidden; rights. */
#include "base/words.h"
#include "mod/insight/insight.h"
#include "mod/insight/together.h"
#include "mod/insight/voice.h"
#include "said_world.h"

static struct world w;
static int64_t trust, ash, oak;

static void add_incident(int64_t unit, struct date day, const char *theme)
{
	static const struct sql SQL = {
		"INSERT INTO incident (ref, version, created_at, changed_at,"
		" title, unit, happened_on, theme, harm) VALUES (?1, 1, 1, 1,"
		" 'It rained in', ?2, ?3, ?4, 'none') RETURNING id",
		WORLD_SYSTEM
	};

	(void)world_insert(
	    &w, &SQL, VALS(V(ref_new(w.arena)), V(unit), V(day), V(theme)));
}

static void add_result(
    int64_t unit, const char *who, const char *theme, int good, int answers)
{
	static const struct sql SQL = {
		"INSERT INTO survey_result (ref, version, created_at,"
		" changed_at, question, unit, who, survey, asked_on, theme,"
		" good, answers) VALUES (?1, 1, 1, 1, 'Is it so?', ?2, ?3,"
		" 'A survey', '2026-08-01', ?4, ?5, ?6) RETURNING id",
		WORLD_SYSTEM
	};

	(void)world_insert(&w, &SQL,
	    VALS(V(ref_new(w.arena)), V(unit), V(who), V(theme),
		V((int64_t)good), V((int64_t)answers)));
}

static struct theme_voices *read_of(int64_t unit)
{
	struct theme_voices *v = arena_array(w.arena, THEMES, sizeof(*v));

	together_read(
	    &w.cx, unit, date_make(2026, 7, 1), date_make(2026, 10, 1), v);
	return v;
}

static const struct theme_voices *about(
    const struct theme_voices *v, const char *theme)
{
	return &v[theme_find(str_of(theme))];
}

static void test_read(void)
{
	const int64_t lead = world_person(&w, "Lee Lead");
	const int64_t manager = world_person(&w, "Wendy Ward");
	const struct theme_voices *v, *food, *staffing;

	(void)world_appoint(&w, lead, trust, "experience_lead");
	(void)world_appoint(&w, manager, ash, "ward_manager");
	for (int i = 0; i < 6; i++)
		add_incident(
		    i < 4 ? ash : oak, date_make(2026, 8, 1 + i), "food");
	add_incident(ash, date_make(2026, 6, 30), "food");
	add_incident(ash, date_make(2026, 10, 1), "food");
	add_result(trust, "staff", "food", 20, 100);
	add_result(ash, "staff", "food", 9, 10);
	add_result(ash, "staff", "staffing", 16, 20);
	add_result(oak, "staff", "staffing", 8, 20);
	add_result(ash, "patients", "staffing", 3, 9);
	world_as(&w, lead);
	v = read_of(trust);
	food = about(v, "food");
	staffing = about(v, "staffing");
	is_int(food->cells[SOURCE_INCIDENTS].all.secret_n, 6,
	    "incidents of the quarter, of all below");
	is_int(food->cells[SOURCE_STAFF].all.secret_n, 100,
	    "results of the highest unit only: the ward's are within them");
	is_int(staffing->cells[SOURCE_STAFF].all.secret_n, 40,
	    "or of those below, where it has none");
	is_str(together_words_of(w.arena, food),
	    S("They agree, a worry: Surveys of staff, Incidents. Silent: "
	      "Comments, Surveys of patients, Complaints and concerns."),
	    "agreement and silence in words");
	ok(staffing->cells[SOURCE_PATIENTS].all.hidden &&
		staffing->cells[SOURCE_PATIENTS].tone == TONE_FEW,
	    "nine answers are too few to show");
	is_str(together_cell(
		   w.arena, SOURCE_PATIENTS, &staffing->cells[SOURCE_PATIENTS]),
	    S("too few to show"), "and say so");
	is_str(together_cell(w.arena, SOURCE_STAFF, &food->cells[SOURCE_STAFF]),
	    S("20% favourable (20 of 100): a worry"), "a share with its parts");
	is_str(together_words_of(w.arena, about(v, "parking")),
	    S("Nobody speaks of it."), "silence of all");
	world_as(&w, manager);
	v = read_of(ash);
	is_int(about(v, "food")->cells[SOURCE_INCIDENTS].all.secret_n, 4,
	    "a manager reads one ward");
	is_str(together_words_of(w.arena, about(v, "food")),
	    S("Good in one source only: Surveys of staff. Silent: Comments, "
	      "Surveys of patients, Complaints and concerns."),
	    "four incidents say nothing by themselves");
	v = read_of(oak);
	is_int(about(v, "food")->cells[SOURCE_INCIDENTS].all.secret_n, 0,
	    "and nothing of the next");
	world_as(&w, 0);
}

static enum tone tone(enum source s, int all, int good, int bad)
{
	const struct source_cell c = { { all, false }, { good, false },
		{ bad, false }, TONE_SILENT };

	return together_tone(s, &c);
}

static void test_tones(void)
{
	is_int(tone(SOURCE_COMMENTS, 4, 0, 4), TONE_FEW, "four comments");
	is_int(
	    tone(SOURCE_COMMENTS, 5, 2, 3), TONE_WORRY, "more bad than good");
	is_int(tone(SOURCE_COMMENTS, 9, 6, 3), TONE_GOOD, "twice as many good");
	is_int(tone(SOURCE_COMMENTS, 9, 4, 3), TONE_MIXED, "in between");
	is_int(tone(SOURCE_COMMENTS, 9, 0, 0), TONE_MIXED, "neither");
	is_int(tone(SOURCE_STAFF, 100, 70, 0), TONE_GOOD, "70 in 100");
	is_int(tone(SOURCE_STAFF, 100, 50, 0), TONE_MIXED, "50 in 100");
	is_int(tone(SOURCE_STAFF, 100, 49, 0), TONE_WORRY, "below 50");
	is_int(tone(SOURCE_ISSUES, 5, 0, 0), TONE_WORRY, "five cases");
	is_int(tone(SOURCE_INCIDENTS, 0, 0, 0), TONE_SILENT, "none");
}

/* Each subject of the national return is near a theme of its own. */
static void test_subjects(void)
{
	static const char *const subjects[] = { "access", "admissions",
		"appointments", "clinical", "communications", "facilities",
		"prescribing", "staff_numbers", "values", "waiting" };
	uint64_t seen = 0;

	for (size_t i = 0; i < NELEM(subjects); i++) {
		const int t = together_subject(str_of(subjects[i]));

		ok(t != THEME_NONE && (seen >> t & 1) == 0, "%s", subjects[i]);
		seen |= t >= 0 ? THEME_BIT(t) : 0;
	}
	is_int(together_subject(S("mortuary")), THEME_NONE, "some are not");
}

static void test_checks(void)
{
	struct survey_result s = {
		.asked_on = date_make(2026, 8, 1), .good = 10, .answers = 9
	};
	struct incident i = { .happened_on = date_make(2027, 8, 1) };
	struct problems p = { .arena = w.arena };

	kind_survey_result.check(&w.cx, &s, &p);
	is_int((int64_t)p.n, 2, "more good than all, and fewer than ten");
	kind_incident.check(&w.cx, &i, &p);
	is_int((int64_t)p.n, 3, "no incident of tomorrow");
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		w.cx.today = date_make(2026, 11, 22);
		trust = world_unit(&w, "Trust", "trust", 0);
		ash = world_unit(&w, "Ash Ward", "team", trust);
		oak = world_unit(&w, "Oak Ward", "team", trust);
		test_read();
		test_checks();
		world_close(&w);
	}
	test_tones();
	test_subjects();
	return tap_done();
}
