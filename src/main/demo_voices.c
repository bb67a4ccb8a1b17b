/*
 * demo_voices.c: what an invented trust brought in from its other systems:
 * incidents, staff surveys, a survey of patients. Every sentence was written for
 * it.
 */
#include "base/log.h"
#include "main/demo.h"
#include "mod/insight/voice.h"

#define INVENTS   SYSTEM("an invented trust of a demonstration")
#define INCIDENTS 160
#define DAYS      420 /* over which they happened */

static const struct sql SQL_UNIT = { "SELECT id FROM unit WHERE slug = ?1",
	INVENTS };
static const struct sql *const list[] = { &SQL_UNIT };
const struct sql_list demo_voices_sql = { list, NELEM(list) };

static const struct {
	const char *theme, *title, *harm;
} happened[] = {
	{ "staffing", "Fewer staff on the late shift than planned", "none" },
	{ "staffing", "A call bell was not answered for half an hour", "low" },
	{ "staffing", "Leave from the ward was put off, nobody could go along",
	    "none" },
	{ "medication", "A dose was given two hours late", "low" },
	{ "medication", "Tablets to take home were not ready", "none" },
	{ "food", "A meal was served that did not fit the diet", "low" },
	{ "safe", "Two patients argued in the day room", "low" },
	{ "safe", "A visitor shouted at staff", "none" },
	{ "clean", "A toilet stayed out of order over a weekend", "none" },
	{ "discharge", "A letter to the GP went out a week late", "low" },
	{ "appointments", "A clinic was cancelled on the day", "none" },
	{ "records", "A letter went to an old address", "moderate" },
	{ "place", "Somebody slipped on a wet floor", "moderate" },
};

static const struct {
	const char *theme, *question;
	int good; /* in a hundred */
} staff[] = {
	{ "staffing", "There are enough staff here to do the job properly",
	    38 },
	{ "safe", "I feel safe at work", 66 },
	{ "manner", "People here are kind to one another", 78 },
	{ "organised", "I have what I need to do my work", 57 },
	{ "listening", "We act on what patients say", 74 },
};

static const struct {
	const char *theme, *question;
	int good;
} patients[] = {
	{ "listening", "Did you feel that you were listened to?", 81 },
	{ "contact", "Do you know who to reach out of hours?", 66 },
	{ "appointments", "Was your appointment at a time that suited you?",
	    72 },
	{ "informed", "Were you told what happens next?", 58 },
	{ "waiting", "Did you wait about as long as you had been told?", 44 },
};

static enum db_status save(struct ctx *cx, const struct kind *k, void *rec)
{
	struct problems p = { .arena = cx->arena };
	const enum db_status st = kind_save(cx, k, rec, &p);

	if (st != DB_OK && p.n > 0)
		log_line(
		    LOG_ERROR, "demo", "%.*s", STR_ARG(p.list[0].sentence));
	return st;
}

static enum db_status incidents(struct demo *d, struct ctx *cx)
{
	enum db_status st = DB_OK;

	for (int i = 0; i < INCIDENTS && st == DB_OK; i++) {
		const size_t what =
		    prng_below(&d->rng, (uint32_t)NELEM(happened));
		const size_t team =
		    i % 4 == 0 ? 0 /* the ward that visitors manage */
			       : prng_below(&d->rng, (uint32_t)d->nteams);
		struct incident n = { .title = str_of(happened[what].title),
			.unit = d->teams[team].unit,
			.happened_on =
			    date_add(d->today, -(int)prng_below(&d->rng, DAYS)),
			.theme = str_of(happened[what].theme),
			.harm = str_of(happened[what].harm),
			.number = str_fmt(cx->arena, "INV-%05d", 4100 + i) };

		st = save(cx, &kind_incident, &n);
	}
	return st;
}

static enum db_status result(
    struct demo *d, struct ctx *cx, struct survey_result s, int good, int least)
{
	const int wobble = (int)prng_below(&d->rng, 21) - 10;

	s.answers = least + (int64_t)prng_below(&d->rng, 90);
	s.good = s.answers * (good + wobble) / 100;
	return save(cx, &kind_survey_result, &s);
}

static enum db_status surveys(struct demo *d, struct ctx *cx)
{
	static const char *const where[] = { "mental-health-wards",
		"secure-wards", "adult-mental-health", "community-health",
		"children-and-families", "learning-disability-and-autism" };
	enum db_status st = DB_OK;

	for (int ago = 20; ago < 400 && st == DB_OK; ago += 91)
		for (size_t u = 0; u < NELEM(where); u++) {
			const int64_t unit = db_get_int(cx->conn, cx->arena,
			    &SQL_UNIT, VALS(V(where[u])), 0);
			const struct date day = date_add(d->today, -ago);

			for (size_t i = 0; i < NELEM(staff) && st == DB_OK; i++)
				st = result(d, cx,
				    (struct survey_result){
					.question = str_of(staff[i].question),
					.unit = unit,
					.who = S("staff"),
					.survey = S("Quarterly staff survey"),
					.asked_on = day,
					.theme = str_of(staff[i].theme) },
				    staff[i].good, 30);
			for (size_t i = 0;
			     i < NELEM(patients) && st == DB_OK && u == 2; i++)
				st = result(d, cx,
				    (struct survey_result){
					.question =
					    str_of(patients[i].question),
					.unit = unit,
					.who = S("patients"),
					.survey =
					    S("Community mental health survey"),
					.asked_on = day,
					.theme = str_of(patients[i].theme) },
				    patients[i].good, 120);
		}
	return st;
}

/* The ward that visitors manage has results of its own, too. */
static enum db_status ward(struct demo *d, struct ctx *cx)
{
	enum db_status st = DB_OK;

	for (int ago = 20; ago < 400 && st == DB_OK; ago += 91)
		for (size_t i = 0; i < NELEM(staff) && st == DB_OK; i++)
			st = result(d, cx,
			    (struct survey_result){
				.question = str_of(staff[i].question),
				.unit = d->ward_unit,
				.who = S("staff"),
				.survey = S("Quarterly staff survey"),
				.asked_on = date_add(d->today, -ago),
				.theme = str_of(staff[i].theme) },
			    staff[i].good - 6, 14);
	return st;
}

static enum db_status voices_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;
	const struct prng rng = d->rng;
	enum db_status st = incidents(d, cx);

	if (st == DB_OK)
		st = surveys(d, cx);
	if (st == DB_OK)
		st = ward(d, cx);
	d->rng = rng; /* the function may run again */
	return st;
}

bool demo_voices(struct demo *d)
{
	return ctx_change(d->cx, voices_fn, d) == DB_OK;
}
