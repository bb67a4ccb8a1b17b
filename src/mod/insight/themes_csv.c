/*
 * themes_csv.c: see themes_csv.h.
 */
#include "mod/insight/themes_csv.h"

#include <string.h>

#include "base/words.h"

bool themes_head_read(
    const struct csv_line *line, struct themes_head *ret, struct err *e)
{
	static const char *const names[COL_COUNT] = { "text", "question_type",
		"labels", "sentiment", "label", "only", "polarity", "code",
		"criticality" };

	for (size_t i = 0; i < COL_COUNT; i++)
		ret->at[i] = filter_column(line, str_of(names[i]));
	if (ret->at[COL_TEXT] == SIZE_MAX)
		return err_set(
		    e, "%s", T("The first line must name the column text."));
	return true;
}

struct str themes_value(const struct csv_line *line,
    const struct themes_head *head, enum themes_column col)
{
	return head->at[col] < line->n ? line->fields[head->at[col]] : S("");
}

/* The number of a class of the other scheme; -1: there are too many. */
static int code_of(struct themes_lessons *t, struct str code)
{
	size_t i = 0;

	while (i < t->ncodes && !str_eq(t->codes[i], code))
		i++;
	if (i == LESSON_OTHERS)
		return -1;
	if (i == t->ncodes)
		t->codes[t->ncodes++] = str_dup(t->arena, code);
	return (int)i;
}

/* The other scheme's scale is -4 to 4. Some raters put 0 for most praise, so
 * that 0 says nothing. */
static int mood_of(struct str criticality)
{
	int64_t n = 0;

	if (!str_int64(str_trim(criticality), &n) || n == 0)
		return 0;
	return n > 0 ? 1 : 3;
}

static void fill(
    struct themes_lessons *t, const struct csv_line *line, struct lesson *l)
{
	const struct themes_head *h = &t->head;
	int64_t n = 0;

	l->weight = 1;
	l->other = -1;
	if (h->at[COL_LABELS] != SIZE_MAX) {
		l->kind = LESSON_FULL;
		l->themes =
		    themes_of(themes_value(line, h, COL_LABELS), &t->unknown);
		if (str_int64(themes_value(line, h, COL_SENTIMENT), &n) &&
		    n >= 1 && n <= 5)
			l->sentiment = (int)n;
	} else if (h->at[COL_CODE] != SIZE_MAX) {
		l->kind = LESSON_OTHER;
		l->other = code_of(t, themes_value(line, h, COL_CODE));
		l->mood = mood_of(themes_value(line, h, COL_CRITICALITY));
	} else if (h->at[COL_ONLY] != SIZE_MAX) {
		l->kind = LESSON_ONLY;
		l->themes =
		    themes_of(themes_value(line, h, COL_ONLY), &t->unknown);
	} else {
		l->kind = LESSON_EXAMPLE;
		l->themes =
		    themes_of(themes_value(line, h, COL_LABEL), &t->unknown);
	}
}

static bool take(void *self, const struct csv_line *line)
{
	struct themes_lessons *t = self;

	if (!t->headed) {
		t->headed = true;
		return themes_head_read(line, &t->head, t->err);
	}
	if (t->lessons.n == t->room) {
		const size_t room = t->room == 0 ? 1024 : t->room * 2;
		struct lesson *list =
		    arena_array(t->arena, room, sizeof(*list));

		if (t->lessons.n > 0)
			memcpy(list, t->lessons.list,
			    t->lessons.n * sizeof(*list));
		t->lessons.list = list;
		t->room = room;
	}
	struct lesson *l = &t->lessons.list[t->lessons.n++];

	l->text = str_dup(t->arena, themes_value(line, &t->head, COL_TEXT));
	l->question = asked_of(themes_value(line, &t->head, COL_QUESTION));
	fill(t, line, l);
	return true;
}

bool themes_lessons_read(struct themes_lessons *t, FILE *in)
{
	t->headed = false;
	return filter_read(in, take, t, t->err);
}
