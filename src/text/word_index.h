/*
 * word_index.h: finds a word in a table of words in one look. The tables are
 * constants; their index is made once, when the first text is read.
 */
#ifndef TEXT_WORD_INDEX_H
#define TEXT_WORD_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define WORD_INDEX_SLOTS 4096 /* a table has at most a quarter as many words */

struct word_index {
	uint16_t slot[WORD_INDEX_SLOTS]; /* place in the table + 1; 0: empty */
};

/* Adds word number `i`; i < WORD_INDEX_SLOTS / 4, and no word comes twice. */
void word_index_add(struct word_index *x, struct str word, size_t i);

/* Calls with what the caller's table has at a slot until it is the word: the
 * next candidate from *at, or SIZE_MAX. Start with *at = word_start(its FNV-1a). */
size_t word_index_next(const struct word_index *x, uint32_t *at);

uint32_t word_fnv(struct str word); /* FNV-1a */

/* Where to start for a word: bits of all bytes are at the low end. */
static inline uint32_t word_start(uint32_t fnv)
{
	return fnv ^ fnv >> 15;
}

#endif
