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

struct names {
	const uint8_t *starts, *words, *end;
	size_t n, nblocks;
};

/* The entry that was read last. */
struct entry {
	char word[LETTERS_MAX];
	size_t n;
	unsigned flags;
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

/* Reads the entry at p over the one before; where the next one is. */
static const uint8_t *read(const uint8_t *p, struct entry *e)
{
	const size_t shared = p[0] >> 4;
	size_t letters = p[0] & 15;

	p++;
	if (letters == LETTERS_LONG)
		letters = *p++;
	e->flags = p[0] | (unsigned)p[1] << 8;
	p += 2;
	assert(shared <= e->n && shared + letters <= LETTERS_MAX);
	memcpy(e->word + shared, p, letters);
	e->n = shared + letters;
	return p + letters;
}

static int compare(struct str word, const struct entry *e)
{
	return str_cmp(word, (struct str){ e->word, e->n });
}

size_t names_count(void)
{
	return list().n;
}

unsigned names_flags(struct str word)
{
	const struct names l = list();
	size_t lo = 0, hi = l.nblocks;
	struct entry e = { .n = 0 };

	/* The last block that does not begin behind the word. */
	while (hi - lo > 1) {
		const size_t mid = lo + (hi - lo) / 2;

		e.n = 0;
		(void)read(block(&l, mid), &e);
		if (compare(word, &e) < 0)
			hi = mid;
		else
			lo = mid;
	}
	const uint8_t *p = block(&l, lo);

	e.n = 0;
	for (size_t i = 0; i < BLOCK && p < l.end; i++) {
		p = read(p, &e);
		const int c = compare(word, &e);

		if (c == 0)
			return e.flags;
		if (c < 0)
			break;
	}
	return 0;
}
