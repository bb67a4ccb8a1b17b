/*
 * word_sums.h: what the parts of words (feature.h) add to a text's scores,
 * remembered by word. People write the same words again and again, so that
 * most words cost one vector instead of the dozens of rows of their parts.
 * The sums are those of model_sum() to the last bit: a part that stands in a
 * text more than once is put right at the end.
 */
#ifndef TEXT_WORD_SUMS_H
#define TEXT_WORD_SUMS_H

#include "text/model.h"

struct word_sums; /* 4 MB; of one thread */

/* `m` must outlive it. Freed by word_sums_free(); NULL is fine there. */
struct word_sums *word_sums_new(const struct model *m);
void word_sums_free(struct word_sums *s);

/* FEATURE_PARTS of a text, as model_sum() has it. */
void word_sums_of(
    struct word_sums *s, const struct reading *r, struct block_sum *ret);

/* What word i adds to an output, if each of its parts stands there once. */
int32_t word_sums_word(
    struct word_sums *s, const struct reading *r, size_t i, int output);

#endif
