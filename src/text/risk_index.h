/*
 * risk_index.h: which patterns of a lexicon can stand in a sentence at all, in
 * one look for each of its words. Private to src/text/risk*.c.
 */
#ifndef TEXT_RISK_INDEX_H
#define TEXT_RISK_INDEX_H

#include "text/risk_lexicon.h"

/* Makes l->index from l->list, which does not change afterwards. */
void risk_index_make(struct risk_lexicon *l);
void risk_index_free(struct risk_index *x); /* NULL is fine */

/* Patterns that a sentence may hold, a bit each by their place in the list. */
struct risk_marks {
	uint64_t bits[RISK_PATTERNS_MAX / 64];
};

/* Marks every pattern that stands somewhere in `s`, and some that do not. */
void risk_index_mark(const struct risk_index *x, const struct sentence *s,
    struct risk_marks *ret);

#endif
