/*
 * feature.c: see feature.h. FNV-1a over bytes and a finaliser, so that every
 * bit of a bucket depends on every byte.
 */
#include "text/feature.h"

#include <string.h>

#include "text/polarity.h"

#define SEED     2166136261U
#define PRIME    16777619U
#define SHORTEST 3 /* letters of a part */
#define LONGEST  5

enum asked asked_of(struct str name)
{
	if (str_is(name, "what_good"))
		return ASKED_GOOD;
	if (str_is(name, "could_improve"))
		return ASKED_BETTER;
	return ASKED_ANY;
}

static uint32_t mix(uint32_t h)
{
	h ^= h >> 16;
	h *= 0x85EBCA6BU;
	h ^= h >> 13;
	h *= 0xC2B2AE35U;
	return h ^ h >> 16;
}

static uint16_t bucket(uint32_t h)
{
	return (uint16_t)(mix(h) >> (32 - FEATURE_BITS));
}

static uint32_t pair(uint32_t first, uint32_t second)
{
	return mix(first) * 31 + second;
}

/* A word as the answer to a question. */
static uint32_t as_answer(uint32_t word, enum asked q)
{
	return word + 77777U * ((uint32_t)q + 1);
}

size_t feature_parts(struct str word, uint16_t *ret)
{
	const char *const end = word.s + word.n + 1;
	size_t nret = 0;

	for (const char *s = word.s - 1; end - s >= SHORTEST; s++) {
		uint32_t h = SEED;

		for (int k = 0; k < LONGEST && s + k < end; k++) {
			h = (h ^ (uint8_t)s[k]) * PRIME;
			if (k + 1 >= SHORTEST)
				ret[nret++] = bucket(h);
		}
	}
	return nret;
}

void feature_spot_of(
    const struct reading *r, size_t i, enum asked q, struct feature_spot *ret)
{
	const uint32_t h = r->fnv[i];

	ret->words[0] = bucket(h);
	ret->words[1] = bucket(as_answer(h, q));
	ret->npairs = 0;
	if (i > 0)
		ret->pairs[ret->npairs++] = bucket(pair(r->fnv[i - 1], h));
	if (i + 1 < r->n)
		ret->pairs[ret->npairs++] = bucket(pair(h, r->fnv[i + 1]));
}

static void count(struct features *f, enum feature_block block, uint16_t b)
{
	uint8_t *n = &f->count[block][b];

	if (*n == 0)
		f->bucket[block][f->n[block]++] = b;
	if (*n < UINT8_MAX)
		(*n)++;
}

static void forget(struct features *f)
{
	for (size_t block = 0; block < FEATURE_BLOCKS; block++) {
		for (size_t i = 0; i < f->n[block]; i++)
			f->count[block][f->bucket[block][i]] = 0;
		f->n[block] = 0;
	}
}

void features_words(const struct reading *r, enum asked q, struct features *ret)
{
	uint32_t before = 0;

	forget(ret);
	for (size_t i = 0; i < r->n; i++) {
		const uint32_t h = r->fnv[i];

		count(ret, FEATURE_WORDS, bucket(h));
		count(ret, FEATURE_WORDS, bucket(as_answer(h, q)));
		if (i > 0)
			count(ret, FEATURE_WORDS, bucket(pair(before, h)));
		before = h;
	}
	polarity_of(r, q, ret->tone);
}

void features_of(const struct reading *r, enum asked q, struct features *ret)
{
	uint16_t parts[FEATURE_PARTS_MAX];

	features_words(r, q, ret);
	for (size_t i = 0; i < r->n; i++) {
		const size_t n = feature_parts(reading_word(r, i), parts);

		for (size_t k = 0; k < n; k++)
			count(ret, FEATURE_PARTS, parts[k]);
	}
}
