/*
 * similar.h: comments that say nearly the same, and comments like one. What is
 * alike is folded and counted by whoever shows it, never thrown away.
 */
#ifndef TEXT_SIMILAR_H
#define TEXT_SIMILAR_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct similar;
struct similar *similar_new(void);
void similar_free(struct similar *s); /* NULL is fine */

/* Adds a text; its number counts from 0. Keeps at most a few hundred hashes
 * of it, not the text. */
void similar_add(struct similar *s, struct str text);
size_t similar_count(const struct similar *s);

/*
 * For each text the number of the first that says nearly the same (its own
 * where none does): shingles of three words, of five letters under six words;
 * MinHash of 64 values in 16 bands (Broder 1997), confirmed by a Jaccard
 * similarity of at least 0.6. In the arena.
 */
const size_t *similar_groups(struct similar *s, struct arena *a);

struct likeness {
	size_t number;
	double cosine; /* 0 to 1 */
};
/* The texts nearest to this one by the cosine of their words, each weighed by
 * how rare it is (tf-idf), nearest first; without those that share nothing. */
size_t similar_like(
    const struct similar *s, struct str text, size_t max, struct likeness *ret);

#endif
