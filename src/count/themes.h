/*
 * themes.h: how many comments say what: counts of themes and moods, for readers
 * (count.h says who they are).
 */
#ifndef COUNT_THEMES_H
#define COUNT_THEMES_H

#include "count/count.h"

#define THEME_MOODS 3  /* positive, neutral or mixed, negative */
#define THEME_BITS  63 /* of a set of themes; text/taxonomy.h numbers them */

struct theme_count {
	struct cell all, moods[THEME_MOODS];
};
struct theme_counts {
	struct theme_count heard; /* comments that were heard */
	struct theme_count none;  /* ...in which no theme was */
	struct theme_count national[THEME_BITS], own[THEME_BITS];
};

/* Comments of the cut by theme and mood, for readers: those of units that the
 * acting person may read. A comment with two themes counts in both. */
struct theme_counts count_themes(struct ctx *cx, const struct cut *cut);
/* The same by SQL, whatever is in memory; for tests too. */
struct theme_counts count_themes_sql(struct ctx *cx, const struct cut *cut);

extern const struct sql_list count_themes_list;

#endif
