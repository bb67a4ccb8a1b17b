/*
 * learn_rows.h: lessons as sparse rows of numbers, and one machine over them.
 * For learn.c alone.
 */
#ifndef TEXT_LEARN_ROWS_H
#define TEXT_LEARN_ROWS_H

#include "text/learn.h"

/* Columns: words, parts, tones, then what other machines said. */
#define COLUMN_TONE  ((size_t)FEATURE_BLOCKS * FEATURE_BUCKETS)
#define COLUMN_OTHER (COLUMN_TONE + FEATURE_TONES)
#define OTHERS       ((size_t)LESSON_OTHERS + 3)
#define COLUMNS      (COLUMN_OTHER + OTHERS)

struct row {
	size_t n;
	uint32_t *column;
	float *value;
	double square; /* of its length */
};

struct rows {
	struct row *list;
	size_t n;
};

/* How rare the buckets of the lessons are: 32 * (ln((1+n)/(1+df)) + 1). */
void rows_idf(struct arena *a, const struct lessons *l, struct model *ret);

/* The rows of the lessons by the model's idf, with room for OTHERS more. */
void rows_of(struct arena *a, const struct model *m, const struct lessons *l,
    struct rows *ret);

/* What a tone is multiplied by in a row. */
double tone_weight(size_t k);

/* One more column of a row. */
void row_add(struct row *r, size_t column, double value);

double row_dot(const struct row *r, const double *w);

/* What one machine learns from: rows with y of +1 and -1 (0: not this one),
 * each as heavy as c, on top of what was known (NULL: nothing). */
struct task {
	const struct rows *rows;
	const int8_t *y;
	const float *c;
	const float *known;
};

/* Fills w, COLUMNS numbers. `a` is scratch. */
void machine_learn(struct arena *a, const struct task *t, double *w);

#endif
