/*
 * learn_rows.c: see learn_rows.h.
 */
#include "text/learn_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ASKED_WEIGHT 0.5 /* of the three tones that say what was asked */
#define TONE_WEIGHT  0.4
#define ROUNDS_MAX   60
#define CLOSE        0.05 /* the largest step of a round that ends it */

double tone_weight(size_t k)
{
	return k < ASKED_WAYS ? ASKED_WEIGHT : TONE_WEIGHT;
}

/* Reads and counts one lesson; texts are short, the scratch is emptied. */
static void count(
    struct arena *scratch, const struct lesson *l, struct features *f)
{
	struct reading *r = ARENA_NEW(scratch, struct reading);

	reading_of(scratch, l->text, r);
	features_of(r, l->question, f);
	arena_reset(scratch);
}

void rows_idf(struct arena *a, const struct lessons *l, struct model *ret)
{
	uint32_t(*df)[FEATURE_BUCKETS] =
	    arena_array(a, FEATURE_BLOCKS, sizeof(*df));
	struct features *f = ARENA_NEW(a, struct features);
	struct arena *scratch = arena_new(ARENA_REQUEST);

	for (size_t i = 0; i < l->n; i++) {
		count(scratch, &l->list[i], f);
		for (size_t block = 0; block < FEATURE_BLOCKS; block++)
			for (size_t k = 0; k < f->n[block]; k++)
				df[block][f->bucket[block][k]]++;
	}
	arena_free(scratch);
	for (size_t block = 0; block < FEATURE_BLOCKS; block++)
		for (size_t b = 0; b < FEATURE_BUCKETS; b++) {
			const double n = df[block][b];
			const double idf =
			    log((1.0 + (double)l->n) / (1 + n)) + 1;

			if (n > 0)
				ret->idf[block][b] = (uint16_t)fmin(
				    floor(idf * 32 + 0.5), MODEL_IDF_MAX);
		}
}

void row_add(struct row *r, size_t column, double value)
{
	const float v = (float)value;

	if (v == 0)
		return;
	r->column[r->n] = (uint32_t)column;
	r->value[r->n++] = v;
	r->square += (double)v * (double)v;
}

/* A block's values at length 1. */
static void add_block(struct row *r, const struct model *m,
    const struct features *f, size_t block)
{
	double square = 0;

	for (size_t k = 0; k < f->n[block]; k++) {
		const uint16_t b = f->bucket[block][k];
		const double v =
		    model_value(m->idf[block][b], f->count[block][b]);

		square += v * v;
	}
	const double by = square > 0 ? 1 / sqrt(square) : 0;

	for (size_t k = 0; k < f->n[block]; k++) {
		const uint16_t b = f->bucket[block][k];
		const double v =
		    model_value(m->idf[block][b], f->count[block][b]);

		row_add(r, block * FEATURE_BUCKETS + b, v * by);
	}
}

void rows_of(struct arena *a, const struct model *m, const struct lessons *l,
    struct rows *ret)
{
	struct features *f = ARENA_NEW(a, struct features);
	struct arena *scratch = arena_new(ARENA_REQUEST);

	ret->n = l->n;
	ret->list = arena_array(a, l->n, sizeof(*ret->list));
	for (size_t i = 0; i < l->n; i++) {
		struct row *r = &ret->list[i];

		count(scratch, &l->list[i], f);
		const size_t room = f->n[FEATURE_WORDS] + f->n[FEATURE_PARTS] +
				    FEATURE_TONES + OTHERS;

		r->column = arena_array(a, room, sizeof(*r->column));
		r->value = arena_array(a, room, sizeof(*r->value));
		for (size_t block = 0; block < FEATURE_BLOCKS; block++)
			add_block(r, m, f, block);
		for (size_t k = 0; k < FEATURE_TONES; k++)
			row_add(r, COLUMN_TONE + k,
			    (double)f->tone[k] * tone_weight(k));
	}
	arena_free(scratch);
}

double row_dot(const struct row *r, const double *w)
{
	double sum = 0;

	for (size_t k = 0; k < r->n; k++)
		sum += w[r->column[k]] * (double)r->value[k];
	return sum;
}

/* One machine ------------------------------------------------------------- */

struct machine {
	const struct task *task;
	double *alpha, *w;
	uint32_t *order;
	size_t n;
	uint64_t dice;
};

static size_t roll(struct machine *m, size_t below)
{
	m->dice = m->dice * 6364136223846793005U + 1442695040888963407U;
	return (size_t)(m->dice >> 33) % below;
}

static void shuffle(struct machine *m)
{
	for (size_t i = m->n; i-- > 1;) {
		const size_t j = roll(m, i + 1);
		const uint32_t t = m->order[i];

		m->order[i] = m->order[j];
		m->order[j] = t;
	}
}

/* One step along one row's alpha; how far it wanted to go. */
static double step(struct machine *m, size_t i)
{
	const struct row *r = &m->task->rows->list[i];
	const double y = m->task->y[i];
	const double soft = 0.5 / (double)m->task->c[i];
	const double known =
	    m->task->known != NULL ? (double)m->task->known[i] : 0;
	const double g =
	    y * (row_dot(r, m->w) + known) - 1 + soft * m->alpha[i];

	if (m->alpha[i] == 0 && g > 0)
		return 0;
	const double before = m->alpha[i];

	m->alpha[i] = fmax(before - g / (r->square + soft), 0);
	const double d = (m->alpha[i] - before) * y;

	for (size_t k = 0; k < r->n; k++)
		m->w[r->column[k]] += d * (double)r->value[k];
	return fabs(g);
}

void machine_learn(struct arena *a, const struct task *t, double *w)
{
	struct machine m = { .task = t, .w = w, .dice = 20230925 };

	memset(w, 0, COLUMNS * sizeof(*w));
	m.alpha = arena_array(a, t->rows->n, sizeof(*m.alpha));
	m.order = arena_array(a, t->rows->n, sizeof(*m.order));
	for (size_t i = 0; i < t->rows->n; i++)
		if (t->y[i] != 0 && t->c[i] > 0)
			m.order[m.n++] = (uint32_t)i;
	for (int round = 0; round < ROUNDS_MAX; round++) {
		double far = 0;

		shuffle(&m);
		for (size_t k = 0; k < m.n; k++)
			far = fmax(far, step(&m, m.order[k]));
		if (far < CLOSE)
			break;
	}
}
