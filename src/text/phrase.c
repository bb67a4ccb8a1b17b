/*
 * phrase.c: see phrase.h. Phrases are found by the hash of their stems; two of
 * a million that share a hash are one in 10^7.
 */
#include "text/phrase.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/token.h"

#define RUN      3     /* words of a phrase */
#define LEAST    5     /* comments of the slice that have it */
#define TEXT_MAX 96    /* bytes of a phrase */
#define SEEN_MAX 4096  /* different phrases of one comment */
#define PRIOR    500.0 /* comments' worth of prior */
#define NESTED   0.8   /* share that makes a shorter phrase needless */
#define FEW      4     /* times rarer that a longer phrase may be */
#define Z_LEAST  1.96

struct entry {
	uint64_t key; /* 0: free */
	uint32_t slice, rest;
	char *text;
};

struct phrases {
	struct entry *table;
	size_t size, n;
	size_t slice, rest; /* comments */
	uint64_t seen[SEEN_MAX];
};

struct phrases *phrases_new(void)
{
	struct phrases *p = xcalloc(1, sizeof(*p));

	p->size = 1 << 12;
	p->table = xcalloc(p->size, sizeof(*p->table));
	return p;
}

void phrases_free(struct phrases *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->size; i++)
		free(p->table[i].text);
	free(p->table);
	free(p);
}

static uint64_t mix(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (uint8_t)s.s[i]) * UINT64_C(1099511628211);
	h ^= h >> 29;
	return h * UINT64_C(0xbf58476d1ce4e5b9);
}

static struct entry *slot(struct entry *table, size_t size, uint64_t key)
{
	size_t at = (size_t)key & (size - 1);

	while (table[at].key != 0 && table[at].key != key)
		at = (at + 1) & (size - 1);
	return &table[at];
}

/* Moves everything into a table of this size, without what was said once if
 * `drop`. */
static void rebuild(struct phrases *p, size_t size, bool drop)
{
	struct entry *table = xcalloc(size, sizeof(*table));

	p->n = 0;
	for (size_t i = 0; i < p->size; i++) {
		struct entry *e = &p->table[i];

		if (e->key == 0)
			continue;
		if (drop && e->slice + e->rest < 2) {
			free(e->text);
			continue;
		}
		*slot(table, size, e->key) = *e;
		p->n++;
	}
	free(p->table);
	p->table = table;
	p->size = size;
}

static void room(struct phrases *p)
{
	if (p->n >= PHRASES_MAX)
		rebuild(p, p->size, true);
	if (p->n >= PHRASES_MAX) {
		/* All were said twice: forget them all rather than grow. */
		for (size_t i = 0; i < p->size; i++)
			free(p->table[i].text);
		memset(p->table, 0, p->size * sizeof(*p->table));
		p->n = 0;
	}
	if (p->n * 2 >= p->size)
		rebuild(p, p->size * 2, false);
}

/* Words that a phrase neither begins nor ends with. */
static bool stop(struct str w)
{
	static const char *const words[] = { "a", "about", "after", "again",
		"all", "also", "am", "an", "and", "any", "are", "as", "at",
		"be", "because", "been", "before", "being", "but", "by", "can",
		"could", "did", "didnt", "do", "does", "doing", "dont", "down",
		"for", "from", "get", "go", "got", "had", "has", "have",
		"having", "he", "her", "here", "him", "his", "how", "i", "if",
		"im", "in", "into", "is", "it", "its", "ive", "just", "like",
		"me", "more", "most", "much", "my", "no", "nor", "not", "of",
		"off", "on", "only", "or", "our", "out", "over", "own", "s",
		"same", "she", "should", "so", "some", "such", "t", "than",
		"that", "the", "their", "them", "then", "there", "these",
		"they", "this", "those", "through", "to", "too", "up", "us",
		"very", "was", "we", "were", "what", "when", "where", "which",
		"while", "who", "why", "will", "with", "would", "you", "your" };
	size_t lo = 0, hi = sizeof(words) / sizeof(*words);

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;
		const int c = str_cmp(w, str_of(words[mid]));

		if (c == 0)
			return true;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return w.n < 2;
}

static bool seen(struct phrases *p, size_t *n, uint64_t key)
{
	for (size_t i = 0; i < *n; i++)
		if (p->seen[i] == key)
			return true;
	if (*n < SEEN_MAX)
		p->seen[(*n)++] = key;
	return false;
}

static void count(struct phrases *p, uint64_t key, const struct token *w,
    size_t n, bool slice)
{
	struct entry *e;
	char text[TEXT_MAX];
	size_t len = 0;

	room(p);
	e = slot(p->table, p->size, key);
	if (e->key == 0) {
		for (size_t i = 0; i < n; i++) {
			if (len + w[i].plain.n + 2 > sizeof(text))
				return;
			if (i > 0)
				text[len++] = ' ';
			memcpy(text + len, w[i].plain.s, w[i].plain.n);
			len += w[i].plain.n;
		}
		text[len] = '\0';
		e->key = key;
		e->text = xstrdup(text);
		p->n++;
	}
	if (slice)
		e->slice++;
	else
		e->rest++;
}

void phrases_add(struct phrases *p, struct str text, bool slice)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct tokens t;
	size_t nseen = 0;

	text_tokens(a, str_sub(text, 0, (size_t)1 << 16), &t);
	for (size_t i = 0; i < t.n; i++) {
		uint64_t key = UINT64_C(14695981039346656037);

		if (stop(t.list[i].plain))
			continue;
		for (size_t n = 1; n <= RUN && i + n <= t.n; n++) {
			const struct token *w = &t.list[i + n - 1];

			/* Not over the end of a sentence. */
			if (n > 1 && w->from - t.list[i + n - 2].to > 1)
				break;
			key = mix(key, w->term);
			if (!stop(w->plain) && !seen(p, &nseen, key | 1))
				count(p, key | 1, &t.list[i], n, slice);
		}
	}
	if (slice)
		p->slice++;
	else
		p->rest++;
	arena_free(a);
}

/* Against the rest -------------------------------------------------------- */

static double odds(double y, double all, double alpha)
{
	return log((y + alpha) / (all + PRIOR - y - alpha));
}

static double z_of(const struct phrases *p, const struct entry *e)
{
	const double all = (double)(p->slice + p->rest);
	const double alpha = PRIOR * (double)(e->slice + e->rest) / (all + 1);
	const double y1 = e->slice, y2 = e->rest;
	const double d = odds(y1, (double)p->slice, alpha) -
			 odds(y2, (double)p->rest, alpha);

	return d / sqrt(1 / (y1 + alpha) + 1 / (y2 + alpha));
}

static int by_z(const void *x, const void *y)
{
	const struct phrase *a = x, *b = y;

	if (a->z != b->z)
		return a->z > b->z ? -1 : 1;
	return str_cmp(a->text, b->text);
}

static int by_p(const void *x, const void *y)
{
	const struct phrase *a = x, *b = y;

	if (a->p != b->p)
		return a->p < b->p ? -1 : 1;
	return str_cmp(a->text, b->text);
}

static bool inside(struct str shorter, struct str longer)
{
	const size_t at = str_find(longer, shorter);

	return at != SIZE_MAX && shorter.n < longer.n &&
	       (at == 0 || longer.s[at - 1] == ' ') &&
	       (at + shorter.n == longer.n || longer.s[at + shorter.n] == ' ');
}

/* Without phrases that hardly stand alone, and without longer ones that add
 * little to a shorter one. The best thousand are looked at. */
static size_t unnest(struct phrase *list, size_t n, size_t max)
{
	size_t kept = 0;

	n = n < 1000 ? n : 1000;
	for (size_t i = 0; i < n && kept < max; i++) {
		bool needless = false;

		for (size_t j = 0; j < n && !needless; j++)
			needless = inside(list[i].text, list[j].text) &&
				   (double)list[j].slice >=
				       NESTED * (double)list[i].slice;
		for (size_t j = 0; j < kept && !needless; j++)
			needless = inside(list[j].text, list[i].text) &&
				   list[j].slice > FEW * list[i].slice;
		if (!needless)
			list[kept++] = list[i];
	}
	return kept;
}

static struct phrase *all_of(
    const struct phrases *p, struct arena *a, size_t least, size_t *ret_n)
{
	struct phrase *list = arena_array(a, p->n + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < p->size; i++) {
		const struct entry *e = &p->table[i];

		if (e->key != 0 && e->slice >= least)
			list[n++] = (struct phrase){ .text = str_of(e->text),
				.slice = e->slice,
				.rest = e->rest,
				.z = z_of(p, e) };
	}
	*ret_n = n;
	return list;
}

size_t phrases_key(
    const struct phrases *p, struct arena *a, size_t max, struct phrase **ret)
{
	size_t n, strong = 0;
	struct phrase *list = all_of(p, a, LEAST, &n);

	if (n > 1)
		qsort(list, n, sizeof(*list), by_z);
	while (strong < n && list[strong].z >= Z_LEAST)
		strong++;
	*ret = list;
	return unnest(list, strong, max);
}

/* Rising ------------------------------------------------------------------- */

/* P(X >= k), X binomial of n and share. Terms fall off fast past the mean. */
static double tail(size_t k, size_t n, double share)
{
	double sum = 0;

	if (share <= 0 || share >= 1)
		return 1;
	for (size_t i = k; i <= n; i++) {
		const double term =
		    exp(lgamma((double)n + 1) - lgamma((double)i + 1) -
			lgamma((double)(n - i) + 1) + (double)i * log(share) +
			(double)(n - i) * log(1 - share));

		sum += term;
		if (term < sum * 1e-12)
			break;
	}
	return sum < 1 ? sum : 1;
}

size_t phrases_rising(const struct phrases *p, struct arena *a, double rate,
    size_t max, struct phrase **ret)
{
	const double share =
	    (double)p->slice / ((double)p->slice + (double)p->rest + 1e-9);
	size_t n, sure = 0;
	struct phrase *list = all_of(p, a, LEAST, &n);
	double q = 1;

	for (size_t i = 0; i < n; i++)
		list[i].p =
		    tail(list[i].slice, list[i].slice + list[i].rest, share);
	if (n > 1)
		qsort(list, n, sizeof(*list), by_p);
	for (size_t i = n; i > 0; i--) {
		q = fmin(q, list[i - 1].p * (double)n / (double)i);
		list[i - 1].q = q;
	}
	while (sure < n && list[sure].q <= rate)
		sure++;
	*ret = list;
	return unnest(list, sure, max);
}
