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

ATTR_CLONES void model_add_rows(const int8_t (*w)[MODEL_ROW],
    const uint16_t *buckets, const uint32_t *values, size_t n,
    uint32_t *restrict sum)
{
	for (size_t lane = 0; lane < MODEL_OUTPUTS; lane += LANES) {
		uint32_t local[LANES] = { 0 };

		for (size_t i = 0; i < n; i++) {
			const int8_t *row = w[buckets[i]] + lane;
			const uint32_t v = values[i];

			for (size_t o = 0; o < LANES; o++)
				local[o] += (uint32_t)row[o] * v;
		}
		for (size_t o = 0; o < LANES; o++)
			sum[lane + o] += local[o];
	}
}

#define BATCH 256 /* rows that are added up at once */

void model_sum(const struct model *m, const struct features *f, size_t block,
    struct block_sum *ret)
{
	const uint16_t *buckets = f->bucket[block];
	uint32_t values[BATCH], sum[MODEL_OUTPUTS] = { 0 };

	*ret = (struct block_sum){ 0 };
	for (size_t from = 0; from < f->n[block]; from += BATCH) {
		const size_t left = f->n[block] - from;
		const size_t n = left < BATCH ? left : BATCH;

		for (size_t i = 0; i < n; i++) {
			const uint16_t b = buckets[from + i];
			const uint32_t v =
			    model_value(m->idf[block][b], f->count[block][b]);

			ATTR_PREFETCH(m->w[block][b]);
			values[i] = v;
			ret->square += (uint64_t)v * v;
		}
		model_add_rows(m->w[block], buckets + from, values, n, sum);
	}
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		ret->of[o] = (int32_t)sum[o];
}

void model_total(const struct model *m, const struct block_sum *blocks,
    const float *tone, struct scores *ret)
{
	float total[MODEL_OUTPUTS] = { 0 };

	for (size_t block = 0; block < FEATURE_BLOCKS; block++) {
		const struct block_sum *b = &blocks[block];
		const float by =
		    b->square > 0 ? 1 / sqrtf((float)b->square) : 0;

		ret->by[block] = by;

		for (size_t o = 0; o < MODEL_OUTPUTS; o++)
			total[o] += (float)b->of[o] * by;
	}
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		total[o] *= m->scale[o];
	for (size_t k = 0; k < FEATURE_TONES; k++)
		for (size_t o = 0; o < MODEL_OUTPUTS; o++)
			total[o] += tone[k] * m->tone[k][o];
	memcpy(ret->of, total, sizeof(total));
}
