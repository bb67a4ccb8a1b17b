/*
 * phrase.h: what a set of comments talks about more than the others do: words
 * and runs of two or three, counted by comment. docs/phrases.md has the
 * formulas with their sources.
 */
#ifndef TEXT_PHRASE_H
#define TEXT_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* Different phrases that are kept; past it those said once are dropped, so
 * memory has an end whatever comes in. */
#define PHRASES_MAX ((size_t)1 << 20)

struct phrases;
struct phrases *phrases_new(void);
void phrases_free(struct phrases *p); /* NULL is fine */

/* Counts a comment: of the slice, or of the rest. Any bytes will do. */
void phrases_add(struct phrases *p, struct str text, bool slice);

struct phrase {
	struct str text;    /* as it was first said, in small letters */
	size_t slice, rest; /* comments with it */
	double z;           /* phrases_key: log odds over its standard error */
	double p, q;        /* phrases_rising: by chance, and with all tests */
};

/*
 * Phrases of the slice against the rest: log odds with an informative
 * Dirichlet prior (Monroe, Colaresi and Quinn 2008), in at least five comments
 * of the slice, z at least 1.96, strongest first. A phrase that hardly stands
 * without a longer one is left out. In the arena; at most `max`.
 */
size_t phrases_key(
    const struct phrases *p, struct arena *a, size_t max, struct phrase **ret);

/*
 * Phrases that are said more often in the slice (now) than in the rest
 * (before), by the exact binomial test given how often they were said in all;
 * those whose false discovery rate (Benjamini and Hochberg 1995, over all
 * phrases tested) is at most `rate`. Surest first.
 */
size_t phrases_rising(const struct phrases *p, struct arena *a, double rate,
    size_t max, struct phrase **ret);

#endif
