/*
 * together.h: one theme as all sources speak of it: what each says, and whether
 * they agree, in words. Pure; counts of sources are never added up.
 */
#ifndef MOD_INSIGHT_TOGETHER_H
#define MOD_INSIGHT_TOGETHER_H

#include "base/arena.h"
#include "count/themes.h"
#include "count/voices.h"
#include "text/taxonomy.h"

enum source {
	SOURCE_COMMENTS,
	SOURCE_PATIENTS,
	SOURCE_STAFF,
	SOURCE_INCIDENTS,
	SOURCE_ISSUES,
	SOURCE__N
};

/* For addresses and columns: "comments", …; and for people. */
const char *source_code(enum source s);
const char *source_words(enum source s);
bool source_find(struct str code, enum source *ret); /* not comments */

/* What a source says of a theme. */
enum tone { TONE_SILENT, TONE_FEW, TONE_GOOD, TONE_MIXED, TONE_WORRY };

struct source_cell {
	struct cell all, good, bad; /* bad: of comments only */
	enum tone tone;
};

struct theme_voices {
	struct source_cell cells[SOURCE__N];
};

/* The theme that a subject of the national complaints return is closest to;
 * THEME_NONE: to none. */
int together_subject(struct str subject);

/*
 * Rules of a tone: comments, from five on: a worry where more are negative than
 * positive, good where twice as many are positive. Answers of a survey: good
 * from 70 in 100 on, a worry below 50. Incidents and cases are worries. Below
 * five of these it is "few".
 */
enum tone together_tone(enum source s, const struct source_cell *c);

/* "Comments and incidents agree: a worry. Staff are silent." */
struct str together_words_of(struct arena *a, const struct theme_voices *v);

/* What a cell says: "12: 3 well, 8 badly", "61% (122 of 200)", "none". */
struct str together_cell(
    struct arena *a, enum source s, const struct source_cell *c);
const char *tone_words(enum tone t);

/* All themes of a unit between two days, for the acting person. Sources that
 * they may not read are silent. */
void together_read(struct ctx *cx, int64_t unit, struct date from,
    struct date until, struct theme_voices ret[THEMES]);

#endif
