/*
 * model.h: a linear model of themes and sentiment: the weights that training
 * learns and scoring adds up, and the file that they travel in. docs/themes.md
 * is the page for people.
 *
 * The score of output o is
 *
 *	sum over blocks of  scale[o] * (sum of w[bucket][o] * v(bucket)) / |v|
 *	+ sum over tones of tone[k][o] * measure k
 *
 * with v = idf[bucket] * (1 + ln count) and |v| its Euclidean length in the
 * block. Everything but the last division is whole numbers, so that a score is
 * the same on every machine.
 */
#ifndef TEXT_MODEL_H
#define TEXT_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"
#include "text/feature.h"
#include "text/taxonomy.h"

#define MODEL_OUTPUTS 48 /* a row of weights: three vectors of 16 bytes */
#define MODEL_ROW     64
#define MODEL_3       37 /* first of: positive, neutral, negative */
#define MODEL_5       40 /* first of: very positive … very negative */
#define MODEL_USED    45
/* Of one bucket, in 1/32. The parts of READING_WORDS words at this value and
 * the largest weight stay within 32 bits. */
#define MODEL_IDF_MAX  360
#define MODEL_NOTE_MAX ((size_t)2048)
#define MODEL_FILE_MAX ((size_t)4 << 20)

_Static_assert(THEMES <= MODEL_3, "each theme has an output");

struct model {
	char note[MODEL_NOTE_MAX]; /* what it learnt from, for people */
	float
	    cut[MODEL_OUTPUTS]; /* a theme is given above it; INFINITY: never */
	float scale[MODEL_OUTPUTS];
	float tone[FEATURE_TONES][MODEL_OUTPUTS];
	uint16_t idf[FEATURE_BLOCKS][FEATURE_BUCKETS]; /* in 1/32 */
	/* A row is a line of the processor's cache; the rest of it is not used. */
	_Alignas(
	    MODEL_ROW) int8_t w[FEATURE_BLOCKS][FEATURE_BUCKETS][MODEL_ROW];
};

/* 16 * (1 + ln n), rounded: whole numbers, so that no library's logarithm
 * decides a score. More often than COUNT_MAX says no more. */
#define MODEL_COUNT_MAX 32
extern const uint8_t model_often[MODEL_COUNT_MAX + 1];

/* v of a bucket in 1/32: idf times 1 + ln count, rounded. */
static inline uint32_t model_value(uint16_t idf, uint8_t count)
{
	if (count == 1)
		return idf;
	return ((uint32_t)idf *
		       model_often[count > MODEL_COUNT_MAX ? MODEL_COUNT_MAX
							   : count] +
		   8) /
	       16;
}

/* A model of nothing: all weights 0, no theme ever given. For training; freed
 * by free(). */
struct model *model_new(void);

/* Reads a model file. NULL with a sentence when it is none, is cut short, or
 * is of another version. Freed by free(). */
struct model *model_read(struct str file, struct err *e) ATTR_MUST_USE;

/* The file of a model. The same model gives the same bytes. */
void model_write(const struct model *m, struct buf *out);

/* The model that is built in, read once; safe from every thread. */
const struct model *model_builtin(void);

/* 16 hexadecimal digits of the file's SHA-256: the model's version. */
struct str model_version(struct arena *a, struct str file);
struct str model_builtin_version(void);

/* Adds to each of MODEL_OUTPUTS sums the weights of n buckets of a table times
 * their values. Sums wrap around: a value may be taken away again. */
void model_add_rows(const int8_t (*w)[MODEL_ROW], const uint16_t *buckets,
    const uint32_t *values, size_t n, uint32_t *restrict sum);

/* What one block of a text adds up to: w times v, and the square of |v|. */
struct block_sum {
	int32_t of[MODEL_OUTPUTS];
	uint64_t square;
};
void model_sum(const struct model *m, const struct features *f, size_t block,
    struct block_sum *ret);

/* Scores of one text, and one over the length of its blocks. `blocks` has
 * FEATURE_BLOCKS of them, `tone` FEATURE_TONES. */
struct scores {
	float of[MODEL_OUTPUTS];
	float by[FEATURE_BLOCKS];
};
void model_total(const struct model *m, const struct block_sum *blocks,
    const float *tone, struct scores *ret);

#endif
