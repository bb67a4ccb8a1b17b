/*
 * themes_csv.h: comments and their labels as comma-separated files, in the
 * layouts of public sets:
 *
 *	id,text,question_type[,labels,sentiment…]   all themes of each are known
 *	label,polarity,text                         examples of one theme each
 *	only,text                                       phrases of one theme and no other
 *	text,question_type,subcategory,criticality… another scheme's classes
 *
 * Columns are found by their headings; others are passed over.
 */
#ifndef MOD_INSIGHT_THEMES_CSV_H
#define MOD_INSIGHT_THEMES_CSV_H

#include "mod/insight/filter.h"
#include "text/learn.h"

enum themes_column {
	COL_TEXT,
	COL_QUESTION,
	COL_LABELS,
	COL_SENTIMENT,
	COL_LABEL,
	COL_ONLY,
	COL_POLARITY,
	COL_CODE,
	COL_CRITICALITY,
	COL_COUNT
};

struct themes_head {
	size_t at[COL_COUNT]; /* SIZE_MAX: there is no such column */
};

/* False with a sentence when there is no column "text". */
bool themes_head_read(
    const struct csv_line *line, struct themes_head *ret, struct err *e);

/* A value by its column; "" where there is none. */
struct str themes_value(const struct csv_line *line,
    const struct themes_head *head, enum themes_column col);

/* Lessons from files one after another. */
struct themes_lessons {
	struct arena *arena;
	struct lessons lessons;
	size_t room;
	struct str codes[LESSON_OTHERS]; /* classes of the other scheme */
	size_t ncodes;
	size_t unknown; /* labels that are no theme */
	struct themes_head head;
	bool headed;
	struct err *err;
};

/* Adds the lessons of one file. */
bool themes_lessons_read(struct themes_lessons *t, FILE *in);

#endif
