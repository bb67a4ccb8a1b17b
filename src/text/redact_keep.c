/*
 * redact_keep.c: names of wards and places that stay although they could be
 * somebody's.
 */
#include <stdlib.h>
#include <string.h>

#include "text/redact_part.h"

#define KEEP_WORDS 6

struct phrase {
	char words[KEEP_WORDS][FOLD_MAX];
	size_t n;
	bool bare; /* without the end that made it a place */
};

struct redact_keep {
	struct phrase *list; /* by first word */
	size_t n, room;
};

struct redact_keep *redact_keep_new(void)
{
	return xcalloc(1, sizeof(struct redact_keep));
}

void redact_keep_free(struct redact_keep *k)
{
	if (k != NULL)
		free(k->list);
	free(k);
}

static int compare(const void *x, const void *y)
{
	const struct phrase *a = x, *b = y;

	return strcmp(a->words[0], b->words[0]);
}

/* In its place at once, so that reading needs no lock. */
static void insert(struct redact_keep *k, struct phrase one)
{
	size_t at = k->n;

	if (k->n == k->room) {
		k->room = k->room > 0 ? k->room * 2 : 64;
		k->list = xrealloc(k->list, k->room * sizeof(*k->list));
	}
	while (at > 0 && compare(&one, &k->list[at - 1]) < 0)
		at--;
	memmove(k->list + at + 1, k->list + at, (k->n - at) * sizeof(*k->list));
	k->list[at] = one;
	k->n++;
}

void redact_keep_add(struct redact_keep *k, struct str text)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct piece p = { .text = text };
	struct phrase one = { .n = 0 };
	size_t tail = 0;

	if (text.n > 0 && text.n < 400)
		piece_words(&p, a);
	for (size_t i = 0; i < p.n && one.n < KEEP_WORDS; i++)
		if (p.words[i].nfold > 0)
			memcpy(one.words[one.n++], p.words[i].fold, FOLD_MAX);
	if (one.n > 0)
		insert(k, one);
	while (tail < one.n && p.words[p.n - 1 - tail].flags &
				   (NAME_SITE | NAME_ROLE | NAME_NEVER))
		tail++;
	one.bare = true;
	one.n -= tail;
	if (tail > 0 && one.n > 0 && p.n <= KEEP_WORDS)
		insert(k, one);
	arena_free(a);
}

static size_t first_of(const struct redact_keep *k, const char *word)
{
	size_t lo = 0, hi = k->n;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;

		if (strcmp(k->list[mid].words[0], word) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool stands(const struct piece *p, size_t i, const struct phrase *f)
{
	if (f->n > p->n - i)
		return false;
	for (size_t j = 0; j < f->n; j++)
		if (!word_is(&p->words[i + j], f->words[j]))
			return false;
	return true;
}

/* "on Kingsley", "to the Kingsley": as one says it of a place. */
static bool like_place(const struct piece *p, size_t i)
{
	static const char *const before[] = { "on", "at", "in", "to", "into",
		"onto", "the", "off", "near", "through", "ward", "unit" };

	return i > 0 && word_in(&p->words[i - 1], before, NELEM(before)) &&
	       gap_is(p, i - 1, "");
}

static void mark(struct piece *p, size_t i)
{
	const struct redact_keep *k = p->keep;

	for (size_t j = first_of(k, p->words[i].fold);
	     j < k->n && word_is(&p->words[i], k->list[j].words[0]); j++) {
		const struct phrase *f = &k->list[j];

		if (!stands(p, i, f) || (f->bare && !like_place(p, i)))
			continue;
		for (size_t w = 0; w < f->n; w++)
			p->words[i + w].kept = true;
	}
}

void redact_keep_mark(struct piece *p)
{
	for (size_t i = 0; p->keep != NULL && i < p->n; i++)
		if (p->words[i].nfold > 0)
			mark(p, i);
}
