/*
 * voices.h: how often other sources than comments speak of a theme: incidents,
 * results of surveys, issues of cases. For readers of each of them; counts of
 * different sources are never added to each other.
 */
#ifndef COUNT_VOICES_H
#define COUNT_VOICES_H

#include "count/count.h"

enum voice {
	VOICE_INCIDENTS, /* each one; for CAP_RESPONSE_READ */
	VOICE_STAFF,     /* answers of staff surveys */
	VOICE_PATIENTS,  /* answers of surveys of patients, brought in */
	VOICE_ISSUES     /* cases, by subject; for CAP_CASE_READ */
};

#define VOICES_MAX 100
#define VOICE_FEW  10 /* answers of a survey; with fewer nothing is shown */

struct voice_count {
	struct str code; /* theme (text/taxonomy.h); of issues a subject */
	struct cell all;
	struct cell good; /* favourable answers; 0 of incidents and issues */
};

/*
 * Of the unit with all below it that the acting person may read, from a day to
 * before another. Results of a survey are of the highest units that have any:
 * those below are within them. Answers by fewer than VOICE_FEW are hidden.
 */
size_t count_voice(struct ctx *cx, enum voice v, int64_t unit, struct date from,
    struct date until, struct voice_count ret[VOICES_MAX]);

extern const struct sql_list count_voices_list;

#endif
