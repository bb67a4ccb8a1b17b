/*
 * said_world.h: quick ways to put a survey and what people said into a world
 * (world.h).
 */
#ifndef TESTS_SAID_WORLD_H
#define TESTS_SAID_WORLD_H

#include "world.h"

/* A released survey with one question for words; its version and question. */
struct said_survey {
	int64_t version, question;
};

__attribute__((unused)) static struct said_survey said_survey(struct world *w)
{
	static const struct sql SQL_SURVEY = {
		"INSERT INTO survey (ref, version, created_at, changed_at,"
		" name, instrument, state) VALUES (?1, 1, 1, 1, 'FFT',"
		" 'fft2020', 'open') RETURNING id",
		WORLD_SYSTEM
	};
	static const struct sql SQL_VERSION = {
		"INSERT INTO survey_version (survey, number, one_per_page,"
		" released_at) VALUES (?1, 1, 0, 1) RETURNING id",
		WORLD_SYSTEM
	};
	static const struct sql SQL_QUESTION = {
		"INSERT INTO question (survey_version, position, code,"
		" wording, type, comment_kind, required) VALUES (?1, 1,"
		" 'good', 'What was good?', 'text', 'what_good', 0)"
		" RETURNING id",
		WORLD_SYSTEM
	};
	struct said_survey s;
	const int64_t survey =
	    world_insert(w, &SQL_SURVEY, VALS(V(ref_new(w->arena))));

	s.version = world_insert(w, &SQL_VERSION, VALS(V(survey)));
	s.question = world_insert(w, &SQL_QUESTION, VALS(V(s.version)));
	return s;
}

/* A response of a patient online; answer 0: not answered. */
__attribute__((unused)) static int64_t said_response(struct world *w,
    const struct said_survey *s, int64_t unit, struct date day, int answer)
{
	static const struct sql SQL = {
		"INSERT INTO response (ref, unit, survey_version, mode, lang,"
		" received_at, experienced_on, answer, role, may_show) VALUES"
		" (?1, ?2, ?3, 'online', 'en', 1, ?4, ?5, 'patient', 1)"
		" RETURNING id",
		WORLD_SYSTEM
	};

	return world_insert(w, &SQL,
	    VALS(V(ref_new(w->arena)), V(unit), V(s->version), V(day),
		val_ref(answer)));
}

/* n of them. */
__attribute__((unused)) static void said_responses(struct world *w,
    const struct said_survey *s, int64_t unit, struct date day, int answer,
    int n)
{
	for (int i = 0; i < n; i++)
		(void)said_response(w, s, unit, day, answer);
}

/* Words in a response. */
__attribute__((unused)) static int64_t said_comment(struct world *w,
    const struct said_survey *s, int64_t unit, int64_t response,
    const char *words, const char *lang, const char *state)
{
	static const struct sql SQL = {
		"INSERT INTO comment (version, changed_at, unit, response,"
		" question, shown, lang, state) VALUES (1, 1, ?1, ?2, ?3, ?4,"
		" ?5, ?6) RETURNING id",
		WORLD_SYSTEM
	};

	return world_insert(w, &SQL,
	    VALS(V(unit), V(response), V(s->question), V(words), V(lang),
		V(state)));
}

#endif
