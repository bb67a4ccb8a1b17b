/*
 * voice.h: what other sources say, as records that come in as CSV: incidents
 * and results of surveys; and beside the comments in one grid.
 */
#ifndef MOD_INSIGHT_VOICE_H
#define MOD_INSIGHT_VOICE_H

#include "kind/kind.h"

/* One incident, in words that name nobody. */
struct incident {
	struct record record;
	struct str title;
	int64_t unit;
	struct date happened_on;
	struct str theme; /* of text/taxonomy.h */
	struct str harm;
	struct str number; /* in the other system; or null */
};

/* What people answered to one question of a survey, of a unit. */
struct survey_result {
	struct record record;
	struct str question;
	int64_t unit;
	struct str who; /* "staff", "patients" */
	struct str survey;
	struct date asked_on;
	struct str theme;
	int64_t good, answers;
};

extern const struct kind kind_incident, kind_survey_result;

/* Pages: /t/{slug}/together, the same as CSV, and the words of a cell. */
void together_page(struct req *r);
void together_csv(struct req *r);
void together_words(struct req *r);

extern const struct sql_list together_sql;

#endif
