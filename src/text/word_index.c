/*
 * word_index.c: see word_index.h. Open addressing, one step at a time.
 */
#include "text/word_index.h"

#include <assert.h>

#define MASK (WORD_INDEX_SLOTS - 1)

uint32_t word_fnv(struct str word)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < word.n; i++)
		h = (h ^ (uint8_t)word.s[i]) * 16777619U;
	return h;
}

void word_index_add(struct word_index *x, struct str word, size_t i)
{
	uint32_t at = word_start(word_fnv(word));

	assert(i < WORD_INDEX_SLOTS / 4);
	while (x->slot[at & MASK] != 0)
		at++;
	x->slot[at & MASK] = (uint16_t)(i + 1);
}

size_t word_index_next(const struct word_index *x, uint32_t *at)
{
	const uint16_t slot = x->slot[(*at)++ & MASK];

	return slot == 0 ? SIZE_MAX : (size_t)slot - 1;
}
