/*
 * word_sums.c: see word_sums.h. A table with one place for each hash: the
 * word that came last has it. Sums wrap around on purpose: what is added and
 * taken away again leaves what model.h says fits 32 bits.
 */
#include "text/word_sums.h"

#include <stdlib.h>
#include <string.h>

#include "text/word_index.h"

#define PLACES 8192
#define AHEAD  3 /* words */

/* What is looked at first is one line of the processor's cache. */
struct word_sum {
	_Alignas(64) uint64_t square; /* idf * idf of all parts */
	uint8_t nparts, n;
	char word[READING_WORD];
	_Alignas(64) uint32_t of[MODEL_OUTPUTS]; /* idf * w of all parts */
	uint16_t parts[FEATURE_PARTS_MAX];
};

struct word_sums {
	const struct model *model;
	struct word_sum place[PLACES];
	/* Of the text: how often each bucket, and which ones. */
	uint16_t count[FEATURE_BUCKETS];
	size_t nonce, ntwice;
	uint16_t once[READING_WORDS * FEATURE_PARTS_MAX + 1];
	uint16_t twice[READING_WORDS * FEATURE_PARTS_MAX + 1];
	uint32_t less[READING_WORDS * FEATURE_PARTS_MAX / 2 + 1];
};

struct sum {
	uint32_t of[MODEL_OUTPUTS];
	uint64_t square;
};

_Static_assert(FEATURE_PARTS_MAX <= UINT8_MAX, "a word's parts are counted");
_Static_assert(READING_WORDS *FEATURE_PARTS_MAX <= UINT16_MAX,
    "a text's parts are counted");

struct word_sums *word_sums_new(const struct model *m)
{
	struct word_sums *s =
	    aligned_alloc(_Alignof(struct word_sum), sizeof(*s));

	if (s == NULL)
		abort();
	memset(s, 0, sizeof(*s));
	s->model = m;
	return s;
}

void word_sums_free(struct word_sums *s)
{
	free(s);
}

static void learn_word(
    const struct word_sums *s, struct str word, struct word_sum *ret)
{
	uint32_t values[FEATURE_PARTS_MAX];

	memset(ret->of, 0, sizeof(ret->of));
	ret->square = 0;
	ret->n = (uint8_t)word.n;
	memcpy(ret->word, word.s, word.n);
	ret->nparts = (uint8_t)feature_parts(word, ret->parts);
	for (size_t k = 0; k < ret->nparts; k++) {
		values[k] = s->model->idf[FEATURE_PARTS][ret->parts[k]];
		ret->square += (uint64_t)values[k] * values[k];
	}
	model_add_rows(s->model->w[FEATURE_PARTS], ret->parts, values,
	    ret->nparts, ret->of);
}

/* The places of words come from far away: they are sent for early. */
static void fetch(const struct word_sums *s, const struct reading *r, size_t i)
{
	const struct word_sum *w = &s->place[word_start(r->fnv[i]) % PLACES];

	ATTR_PREFETCH(w);
	ATTR_PREFETCH(w->of);
	ATTR_PREFETCH(w->of + 16);
	ATTR_PREFETCH(w->of + 32);
	ATTR_PREFETCH(w->parts);
}

static const struct word_sum *word_of(
    struct word_sums *s, const struct reading *r, size_t i)
{
	const struct str word = reading_word(r, i);
	struct word_sum *w = &s->place[word_start(r->fnv[i]) % PLACES];

	if (w->n != word.n || memcmp(w->word, word.s, word.n) != 0)
		learn_word(s, word, w);
	return w;
}

int32_t word_sums_word(
    struct word_sums *s, const struct reading *r, size_t i, int output)
{
	return (int32_t)word_of(s, r, i)->of[output];
}

ATTR_CLONES static void add(const uint32_t *restrict of, uint32_t *restrict sum)
{
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		sum[o] += of[o];
}

/* Counts the parts of a word of the text and adds what the word adds. */
static void add_word(
    struct word_sums *s, const struct word_sum *w, struct sum *ret)
{
	size_t nonce = s->nonce, ntwice = s->ntwice;

	add(w->of, ret->of);
	ret->square += w->square;
	for (size_t k = 0; k < w->nparts; k++) {
		const uint16_t b = w->parts[k];
		const uint16_t c = ++s->count[b];

		/* Written always, kept when it is the first or the second. */
		s->once[nonce] = b;
		nonce += c == 1;
		s->twice[ntwice] = b;
		ntwice += c == 2;
	}
	s->nonce = nonce;
	s->ntwice = ntwice;
}

/* A part that stands there c times was added c times; its value is less. */
static void put_right(struct word_sums *s, struct sum *ret)
{
	for (size_t k = 0; k < s->ntwice; k++) {
		const uint16_t b = s->twice[k];
		const uint32_t idf = s->model->idf[FEATURE_PARTS][b];
		const uint32_t c = s->count[b];
		const uint64_t v = model_value(
		    (uint16_t)idf, (uint8_t)(c < UINT8_MAX ? c : UINT8_MAX));

		ret->square += v * v - (uint64_t)c * idf * idf;
		s->less[k] = (uint32_t)v - c * idf;
	}
	model_add_rows(
	    s->model->w[FEATURE_PARTS], s->twice, s->less, s->ntwice, ret->of);
}

static void forget(struct word_sums *s)
{
	for (size_t k = 0; k < s->nonce; k++)
		s->count[s->once[k]] = 0;
	s->nonce = s->ntwice = 0;
}

void word_sums_of(
    struct word_sums *s, const struct reading *r, struct block_sum *ret)
{
	struct sum all = { 0 };

	for (size_t i = 0; i < r->n && i < AHEAD; i++)
		fetch(s, r, i);
	for (size_t i = 0; i < r->n; i++) {
		if (i + AHEAD < r->n)
			fetch(s, r, i + AHEAD);
		add_word(s, word_of(s, r, i), &all);
	}
	put_right(s, &all);
	forget(s);
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		ret->of[o] = (int32_t)all.of[o];
	ret->square = all.square;
}
