/*
 * model.c: see model.h. Owns how scores are added up. The loop over a row is
 * written for vectors; the compiler makes one copy for each kind of machine.
 */
#include "text/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const uint8_t model_often[MODEL_COUNT_MAX + 1] = { 0, 16, 27, 34, 38, 42, 45,
	47, 49, 51, 53, 54, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 65, 66, 67,
	68, 68, 69, 69, 70, 70, 71, 71 };

struct model *model_new(void)
{
	struct model *m = aligned_alloc(MODEL_ROW, sizeof(*m));

	if (m == NULL)
		abort();
	memset(m, 0, sizeof(*m));

	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		m->cut[o] = INFINITY;
	return m;
}

/* Sixteen outputs at a time: their sums stay in registers. */
#define LANES 16

ATTR_CLONES static void add_rows(const int8_t (*w)[MODEL_ROW],
    const uint16_t *buckets, const int16_t *values, size_t n,
    int32_t *restrict sum)
{
	for (size_t lane = 0; lane < MODEL_OUTPUTS; lane += LANES) {
		int32_t local[LANES] = { 0 };

		for (size_t i = 0; i < n; i++) {
			const int8_t *row = w[buckets[i]] + lane;
			const int32_t v = values[i];

			for (size_t o = 0; o < LANES; o++)
				local[o] += row[o] * v;
		}
		for (size_t o = 0; o < LANES; o++)
			sum[lane + o] += local[o];
	}
}

#define BATCH 256 /* rows that are added up at once */

/* One block: the sums of its rows, and the square of its length. */
static uint64_t score_block(
    const struct model *m, const struct features *f, size_t block, int32_t *sum)
{
	const uint16_t *buckets = f->bucket[block];
	int16_t values[BATCH];
	uint64_t square = 0;

	for (size_t from = 0; from < f->n[block]; from += BATCH) {
		const size_t left = f->n[block] - from;
		const size_t n = left < BATCH ? left : BATCH;

		for (size_t i = 0; i < n; i++) {
			const uint16_t b = buckets[from + i];
			const uint32_t v =
			    model_value(m->idf[block][b], f->count[block][b]);

			ATTR_PREFETCH(m->w[block][b]);
			values[i] = (int16_t)v;
			square += (uint64_t)v * v;
		}
		add_rows(m->w[block], buckets + from, values, n, sum);
	}
	return square;
}

void model_score(
    const struct model *m, const struct features *f, struct scores *ret)
{
	float total[MODEL_OUTPUTS] = { 0 };

	for (size_t block = 0; block < FEATURE_BLOCKS; block++) {
		int32_t sum[MODEL_OUTPUTS] = { 0 };
		const uint64_t square = score_block(m, f, block, sum);
		const float by = square > 0 ? 1 / sqrtf((float)square) : 0;

		ret->by[block] = by;

		for (size_t o = 0; o < MODEL_OUTPUTS; o++)
			total[o] += (float)sum[o] * by;
	}
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		total[o] *= m->scale[o];
	for (size_t k = 0; k < FEATURE_TONES; k++)
		for (size_t o = 0; o < MODEL_OUTPUTS; o++)
			total[o] += f->tone[k] * m->tone[k][o];
	memcpy(ret->of, total, sizeof(total));
}
