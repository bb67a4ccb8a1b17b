/*
 * similar.c: see similar.h.
 */
#include "text/similar.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/token.h"

#define SHINGLES_MAX 256 /* of a text; the smallest hashes stand for more */
#define TERMS_MAX    256
#define HASHES       64
#define BANDS        16
#define ALIKE        0.6
#define TEXT_BYTES   ((size_t)64 << 10) /* of a text that are looked at */
#define DF_SIZE      ((size_t)1 << 17)

struct doc {
	uint32_t *shingles; /* ascending, each once */
	uint32_t *terms;    /* the same, of words */
	uint16_t nshingles, nterms;
	uint32_t low[HASHES];
};

struct similar {
	struct doc *docs;
	size_t n, room;
	uint32_t *df; /* texts with a word of this hash */
};

struct similar *similar_new(void)
{
	struct similar *s = xcalloc(1, sizeof(*s));

	s->df = xcalloc(DF_SIZE, sizeof(*s->df));
	return s;
}

void similar_free(struct similar *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++) {
		free(s->docs[i].shingles);
		free(s->docs[i].terms);
	}
	free(s->docs);
	free(s->df);
	free(s);
}

size_t similar_count(const struct similar *s)
{
	return s->n;
}

static uint32_t mix(uint32_t h, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h = (h ^ (uint8_t)p[i]) * 16777619u;
	return h;
}

static uint32_t shake(uint32_t h)
{
	h ^= h >> 16;
	h *= 0x7feb352du;
	h ^= h >> 15;
	h *= 0x846ca68bu;
	return h ^ h >> 16;
}

static int compare(const void *x, const void *y)
{
	const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return a < b ? -1 : a > b;
}

/* Sorted, each once, at most `max`; a copy of its own. */
static uint32_t *distinct(uint32_t *list, size_t n, size_t max, uint16_t *ret_n)
{
	size_t kept = 0;

	if (n > 1)
		qsort(list, n, sizeof(*list), compare);
	for (size_t i = 0; i < n && kept < max; i++)
		if (kept == 0 || list[kept - 1] != list[i])
			list[kept++] = list[i];
	uint32_t *own = xmalloc((kept + 1) * sizeof(*own));

	memcpy(own, list, kept * sizeof(*own));
	*ret_n = (uint16_t)kept;
	return own;
}

static size_t shingles(struct arena *a, const struct tokens *t, uint32_t *out)
{
	size_t n = 0, len = 0;

	if (t->n >= 6) {
		for (size_t i = 0; i + 3 <= t->n; i++) {
			uint32_t h = 2166136261u;

			for (size_t k = i; k < i + 3; k++) {
				h = mix(
				    h, t->list[k].plain.s, t->list[k].plain.n);
				h = mix(h, " ", 1);
			}
			out[n++] = shake(h);
		}
		return n;
	}
	for (size_t i = 0; i < t->n; i++)
		len += t->list[i].plain.n + 1;
	char *all = arena_alloc(a, len + 1);

	len = 0;
	for (size_t i = 0; i < t->n; i++) {
		memcpy(all + len, t->list[i].plain.s, t->list[i].plain.n);
		len += t->list[i].plain.n;
		all[len++] = ' ';
	}
	for (size_t i = 0; i + 5 <= len; i++)
		out[n++] = shake(mix(2166136261u, all + i, 5));
	if (n == 0 && len > 0)
		out[n++] = shake(mix(2166136261u, all, len));
	return n;
}

static void minhash(struct doc *d)
{
	for (size_t k = 0; k < HASHES; k++) {
		uint32_t low = UINT32_MAX;

		for (size_t i = 0; i < d->nshingles; i++) {
			const uint32_t h =
			    shake(d->shingles[i] ^ (uint32_t)(k * 0x9e3779b9u));

			low = h < low ? h : low;
		}
		d->low[k] = low;
	}
}

static void read_doc(struct str text, struct doc *d)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct tokens t;
	uint32_t *list;

	text_tokens(a, str_sub(text, 0, TEXT_BYTES), &t);
	list = arena_array(a, t.n + 6 * (TOKEN_TERM_MAX + 1), sizeof(*list));
	d->shingles =
	    distinct(list, shingles(a, &t, list), SHINGLES_MAX, &d->nshingles);
	for (size_t i = 0; i < t.n; i++)
		list[i] =
		    shake(mix(2166136261u, t.list[i].term.s, t.list[i].term.n));
	d->terms = distinct(list, t.n, TERMS_MAX, &d->nterms);
	minhash(d);
	arena_free(a);
}

void similar_add(struct similar *s, struct str text)
{
	if (s->n == s->room) {
		s->room = s->room > 0 ? s->room * 2 : 256;
		s->docs = xrealloc(s->docs, s->room * sizeof(*s->docs));
	}
	struct doc *d = &s->docs[s->n++];

	read_doc(text, d);
	for (size_t i = 0; i < d->nterms; i++)
		s->df[d->terms[i] % DF_SIZE]++;
}

/* Nearly the same ---------------------------------------------------------- */

static double jaccard(const struct doc *x, const struct doc *y)
{
	size_t i = 0, j = 0, both = 0;

	while (i < x->nshingles && j < y->nshingles) {
		const uint32_t a = x->shingles[i], b = y->shingles[j];

		both += a == b;
		i += a <= b;
		j += b <= a;
	}
	const size_t all = x->nshingles + (size_t)y->nshingles - both;

	return all == 0 ? 0 : (double)both / (double)all;
}

struct bucket {
	uint32_t key, doc;
};

static int by_bucket(const void *x, const void *y)
{
	const struct bucket *a = x, *b = y;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->doc < b->doc ? -1 : a->doc > b->doc;
}

static size_t root(size_t *group, size_t i)
{
	while (group[i] != i) {
		group[i] = group[group[i]];
		i = group[i];
	}
	return i;
}

/* Texts of one bucket are compared with its first and the one before: a
 * bucket of a thousand "thank you" costs a thousand comparisons. */
static void join(
    const struct similar *s, const struct bucket *b, size_t n, size_t *group)
{
	size_t first = 0;

	for (size_t i = 1; i < n; i++) {
		if (b[i].key != b[first].key) {
			first = i;
			continue;
		}
		const size_t with[] = { b[first].doc, b[i - 1].doc };

		for (size_t k = 0; k < 2; k++) {
			const size_t x = root(group, with[k]);
			const size_t y = root(group, b[i].doc);

			if (x != y && jaccard(&s->docs[with[k]],
					  &s->docs[b[i].doc]) >= ALIKE)
				group[x > y ? x : y] = x > y ? y : x;
		}
	}
}

const size_t *similar_groups(struct similar *s, struct arena *a)
{
	size_t *group = arena_array(a, s->n + 1, sizeof(*group));
	struct bucket *b = xmalloc((s->n + 1) * sizeof(*b));

	for (size_t i = 0; i < s->n; i++)
		group[i] = i;
	for (size_t band = 0; band < BANDS; band++) {
		size_t n = 0;

		for (size_t i = 0; i < s->n; i++)
			if (s->docs[i].nshingles > 0)
				b[n++] = (struct bucket){
					mix(2166136261u,
					    (const char *)&s->docs[i]
						.low[band * (HASHES / BANDS)],
					    HASHES / BANDS * sizeof(uint32_t)),
					(uint32_t)i
				};
		if (n > 1)
			qsort(b, n, sizeof(*b), by_bucket);
		join(s, b, n, group);
	}
	free(b);
	for (size_t i = 0; i < s->n; i++)
		group[i] = root(group, i);
	return group;
}

/* Like this one ------------------------------------------------------------ */

static double weight(const struct similar *s, uint32_t term)
{
	const double df = s->df[term % DF_SIZE];

	return log(((double)s->n + 1) / (df + 1));
}

static double cosine(
    const struct similar *s, const struct doc *x, const struct doc *y)
{
	double both = 0, xx = 0, yy = 0;
	size_t i = 0, j = 0;

	for (size_t k = 0; k < x->nterms; k++)
		xx += pow(weight(s, x->terms[k]), 2);
	for (size_t k = 0; k < y->nterms; k++)
		yy += pow(weight(s, y->terms[k]), 2);
	while (i < x->nterms && j < y->nterms) {
		const uint32_t a = x->terms[i], b = y->terms[j];

		if (a == b)
			both += pow(weight(s, a), 2);
		i += a <= b;
		j += b <= a;
	}
	return both > 0 ? both / sqrt(xx * yy) : 0;
}

size_t similar_like(
    const struct similar *s, struct str text, size_t max, struct likeness *ret)
{
	struct doc d;
	size_t n = 0;

	read_doc(text, &d);
	for (size_t i = 0; i < s->n; i++) {
		const double c = cosine(s, &d, &s->docs[i]);
		size_t at = n;

		if (c <= 0)
			continue;
		while (at > 0 && ret[at - 1].cosine < c)
			at--;
		if (at == max)
			continue;
		if (n < max)
			n++;
		memmove(ret + at + 1, ret + at, (n - 1 - at) * sizeof(*ret));
		ret[at] = (struct likeness){ i, c };
	}
	free(d.shingles);
	free(d.terms);
	return n;
}
