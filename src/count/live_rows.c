/*
 * live_rows.c: see live_rows.h. A response is one row of the first cube, with
 * the themes of all its comments; each heard comment is a row of the second
 * for itself and one for each of its themes.
 */
#include "count/live_rows.h"

#include <stdlib.h>

#include "count/themes.h"

#define BATCH_MAX ((size_t)1 << 20) /* rows put in at once */

enum { COL_THEMES = 13, COL_OWN, COL_MOOD };

/* Where a column's text stands in the statement. */
static const struct {
	enum cube_column column;
	int at;
} texts[] = { { CUBE_MODE, 4 }, { CUBE_ROLE, 5 }, { CUBE_AGE, 6 },
	{ CUBE_ETHNICITY, 7 }, { CUBE_GENDER, 8 }, { CUBE_GENDER_SAME, 9 },
	{ CUBE_ORIENTATION, 10 }, { CUBE_DISABILITY, 11 },
	{ CUBE_RELIGION, 12 } };

static void add(struct live_list *l, const struct cube_row *row)
{
	if (l->n == l->cap) {
		l->cap = l->cap == 0 ? 1024 : l->cap * 2;
		l->rows = xrealloc(l->rows, l->cap * sizeof(*l->rows));
	}
	l->rows[l->n++] = *row;
}

void live_batch_put(struct live_batch *b)
{
	cube_append(b->to->responses, b->responses.rows, b->responses.n);
	cube_append(b->to->mentions, b->mentions.rows, b->mentions.n);
	b->responses.n = b->mentions.n = 0;
}

void live_batch_free(struct live_batch *b)
{
	free(b->responses.rows);
	free(b->mentions.rows);
}

/* The first row of a response. */
static bool begin(struct live_batch *b, struct rows *r, int64_t id)
{
	struct cube *c = b->to->responses;
	struct cube_row row = { .id = (uint32_t)id,
		.key = LIVE_KEY_FFT,
		.answer = (uint8_t)db_int(r, 3),
		.day = cube_day(db_date(r, 2)) };

	if (id > UINT32_MAX || !cube_team(c, db_int(r, 1), &row.team))
		return false;
	for (size_t i = 0; i < NELEM(texts); i++)
		row.column[texts[i].column] =
		    cube_code(c, texts[i].column, db_text(r, texts[i].at));
	if (b->responses.n >= BATCH_MAX || b->mentions.n >= BATCH_MAX)
		live_batch_put(b);
	add(&b->responses, &row);
	b->last = id;
	b->taken++;
	return true;
}

/* A mention for each theme of a set, and its bits for the response. */
static void add_themes(struct live_batch *b, struct cube_row *row, uint8_t base,
    int64_t set, uint64_t *bits)
{
	for (int i = 0; i < THEME_BITS; i++) {
		if (((uint64_t)set >> i & 1) == 0)
			continue;
		row->key = (uint8_t)(base + i);
		*bits |= cube_theme(b->to->responses, row->key);
		add(&b->mentions, row);
	}
}

/* A comment that was heard. The response's row is the last one. */
static bool mention(struct live_batch *b, struct rows *r)
{
	struct cube *c = b->to->mentions;
	struct cube_row *of = &b->responses.rows[b->responses.n - 1];
	const int64_t themes = db_int(r, COL_THEMES), own = db_int(r, COL_OWN);
	const uint8_t mood = (uint8_t)db_int(r, COL_MOOD);
	uint8_t *said = &of->column[CUBE_SENTIMENT];
	struct cube_row row = { .id = of->id,
		.day = of->day,
		.key = LIVE_KEY_HEARD,
		.answer = LIVE_MOOD(mood) };

	if (!cube_team(c, db_int(r, 1), &row.team))
		return false;
	row.column[CUBE_MODE] = cube_code(c, CUBE_MODE, db_text(r, 4));
	row.column[CUBE_ROLE] = cube_code(c, CUBE_ROLE, db_text(r, 5));
	row.column[CUBE_SENTIMENT] = mood;
	add(&b->mentions, &row);
	if (themes == 0) {
		row.key = LIVE_KEY_NO_THEME;
		add(&b->mentions, &row);
	}
	add_themes(b, &row, LIVE_KEY_NATIONAL, themes, &of->themes);
	add_themes(b, &row, LIVE_KEY_OWN, own, &of->themes);
	/* Comments that disagree are a mixed response. */
	*said = *said == 0 || mood == 0 || *said == mood
		    ? (uint8_t)(*said | mood)
		    : LIVE_MOOD_MIXED;
	return true;
}

bool live_batch_take(struct live_batch *b, struct rows *r)
{
	const int64_t id = db_int(r, 0);

	if ((b->taken == 0 || id != b->last) && !begin(b, r, id))
		return false;
	return db_null(r, COL_MOOD) || mention(b, r);
}
