/*
 * names.c: see names.h. Reads the list: "HNM1", how many words and blocks (32
 * bits each, little end first), where each block of 32 words begins, and the
 * words in order. A word is a byte with the letters that it shares with the
 * one before (4 bits) and those that follow (4 bits; 15: the next byte has
 * how many), two bytes of flags, and the letters.
 */
#include "text/names.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/asset.h"

#define HEAD         12
#define BLOCK        32
#define LETTERS_MAX  24
#define LETTERS_LONG 15
#define SHARED_MOST  15 /* or more, but so many are said */

struct names {
	const uint8_t *starts, *words, *end;
	size_t n, nblocks;
};

static uint32_t number(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static struct names list(void)
{
	const struct str data = asset_text("names.bin");
	const uint8_t *p = (const uint8_t *)data.s;
	struct names l;

	assert(data.n > HEAD && memcmp(p, "HNM1", 4) == 0);
	l.n = number(p + 4);
	l.nblocks = number(p + 8);
	l.starts = p + HEAD;
	l.words = l.starts + 4 * l.nblocks;
	l.end = p + data.n;
	assert(l.words < l.end && l.nblocks == (l.n + BLOCK - 1) / BLOCK);
	return l;
}

static const uint8_t *block(const struct names *l, size_t i)
{
	return l->words + number(l->starts + 4 * i);
}

/* An entry where it lies. */
struct entry {
	size_t shared; /* letters that it has of the one before */
	struct str rest;
	unsigned flags;
};

/* Where the next entry is. */
static const uint8_t *read(const uint8_t *p, struct entry *e)
{
	size_t letters = p[0] & 15;

	e->shared = p[0] >> 4;
	p++;
	if (letters == LETTERS_LONG)
		letters = *p++;
	e->flags = p[0] | (unsigned)p[1] << 8;
	e->rest = (struct str){ (const char *)p + 2, letters };
	assert(e->shared + letters <= LETTERS_MAX);
	return p + 2 + letters;
}

/* Compares a word from its letter *same on; *same grows by what is equal. */
static int compare(struct str word, struct str rest, size_t *same)
{
	size_t i = 0;

	while (i < rest.n && *same < word.n && word.s[*same] == rest.s[i]) {
		i++;
		++*same;
	}
	if (*same == word.n || i == rest.n)
		return (int)(*same < word.n) - (int)(i < rest.n);
	return (uint8_t)word.s[*same] < (uint8_t)rest.s[i] ? -1 : 1;
}

size_t names_count(void)
{
	return list().n;
}

/* The last block that does not begin behind the word. */
static size_t block_of(const struct names *l, struct str word)
{
	size_t lo = 0, hi = l->nblocks;

	while (hi - lo > 1) {
		const size_t mid = lo + (hi - lo) / 2;
		struct entry e;
		size_t same = 0;

		(void)read(block(l, mid), &e);
		if (compare(word, e.rest, &same) < 0)
			hi = mid;
		else
			lo = mid;
	}
	return lo;
}

unsigned names_flags(struct str word)
{
	const struct names l = list();
	const uint8_t *p = block(&l, block_of(&l, word));
	size_t same = 0; /* letters of the word that the last entry has too */

	for (size_t i = 0; i < BLOCK && p < l.end; i++) {
		struct entry e;
		int c;

		p = read(p, &e);
		/* The words are in order. One that leaves the last one before
		 * `same` is behind the word; one that goes with it for longer
		 * is as far before the word as the last one was. */
		if (i > 0 && e.shared == SHARED_MOST && same > SHARED_MOST)
			same = SHARED_MOST;
		if (i > 0 && e.shared < same)
			return 0;
		if (i > 0 && e.shared > same)
			continue;
		c = compare(word, e.rest, &same);
		if (c == 0)
			return e.flags;
		if (c < 0)
			return 0;
	}
	return 0;
}
