/*
 * risk_index.c: see risk_index.h. Of each pattern one place that has to be
 * there is chosen, the one whose words are longest and so the rarest; a hash
 * table finds the patterns by the words of that place. A word with a star is
 * found by the beginnings of a sentence's word.
 */
#include "text/risk_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define SLOTS 16384 /* a power of 2; more than there are words */
#define BEGIN 2166136261u

struct entry {
	struct str word; /* without its star */
	uint32_t next;   /* entry + 1 of the same slot; 0: none */
	uint16_t pattern;
	bool star;
};

struct risk_index {
	uint32_t slot[SLOTS]; /* entry + 1 */
	uint32_t lengths;     /* bit n: there is a star behind n letters */
	struct entry *list;
	size_t n, room;
};

static uint32_t step(uint32_t hash, char c)
{
	return (hash ^ (uint8_t)c) * 16777619u;
}

static size_t slot_of(uint32_t hash, bool star)
{
	return (hash ^ hash >> 13 ^ (star ? 1u : 0u)) & (SLOTS - 1);
}

/* Making ------------------------------------------------------------------- */

static void add(struct risk_index *x, struct str word, size_t pattern)
{
	const bool star = str_ends(word, S("*"));
	uint32_t hash = BEGIN;

	word.n -= star;
	for (size_t i = 0; i < word.n; i++)
		hash = step(hash, word.s[i]);
	if (x->n == x->room) {
		x->room = x->room > 0 ? x->room * 2 : 1024;
		x->list = xrealloc(x->list, x->room * sizeof(*x->list));
	}
	uint32_t *slot = &x->slot[slot_of(hash, star)];

	x->list[x->n] = (struct entry){ .word = word,
		.next = *slot,
		.pattern = (uint16_t)pattern,
		.star = star };
	*slot = (uint32_t)++x->n;
	if (star)
		x->lengths |= 1u << word.n;
}

/* Letters of the place's shortest word. */
static size_t shortest(const struct risk_place *p)
{
	struct str rest = p->words, one;
	size_t least = SIZE_MAX;

	while (str_cut(&rest, '/', &one))
		least = one.n < least ? one.n : least;
	return least;
}

void risk_index_make(struct risk_lexicon *l)
{
	l->index = xcalloc(1, sizeof(*l->index));
	for (size_t i = 0; i < l->n; i++) {
		const struct risk_pattern *p = &l->list[i];
		const struct risk_place *best = &p->places[0];
		struct str rest, one;

		for (size_t k = 1; k < p->n; k++)
			if (!p->places[k].gap && !p->places[k].optional &&
			    shortest(&p->places[k]) > shortest(best))
				best = &p->places[k];
		rest = best->words;
		while (str_cut(&rest, '/', &one))
			add(l->index, one, i);
	}
}

void risk_index_free(struct risk_index *x)
{
	if (x == NULL)
		return;
	free(x->list);
	free(x);
}

/* Looking ------------------------------------------------------------------ */

static void mark(const struct risk_index *x, struct str word, uint32_t hash,
    bool star, struct risk_marks *ret)
{
	uint32_t at = x->slot[slot_of(hash, star)];

	while (at != 0) {
		const struct entry *e = &x->list[at - 1];

		if (e->star == star && str_eq(e->word, word))
			ret->bits[e->pattern / 64] |= UINT64_C(1)
						      << e->pattern % 64;
		at = e->next;
	}
}

void risk_index_mark(const struct risk_index *x, const struct sentence *s,
    struct risk_marks *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < s->n; i++) {
		struct str word = { s->words[i].s, 0 };
		uint32_t hash = BEGIN;

		while (word.s[word.n] != '\0') {
			hash = step(hash, word.s[word.n++]);
			if (x->lengths & 1u << word.n)
				mark(x, word, hash, true, ret);
		}
		mark(x, word, hash, false, ret);
	}
}
