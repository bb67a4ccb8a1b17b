/*
 * scan.c: the loops over columns. A run of rows is taken in blocks that stay in
 * the nearest cache: the answers are blanked where a test fails, then equal
 * answers are counted 32 at a time in byte counters that cannot overflow
 * within a block.
 */
#include <string.h>

#include "cube/parts.h"

#define WIDE  32 /* bytes taken at once */
#define BLOCK ((uint32_t)SCAN_BLOCK)
#define FEW   40 /* rows that are quicker counted one by one; < 256 */

typedef uint8_t wide ATTR_VECTOR(WIDE);

/* Ones, then zeros: from WIDE - n on, the first n bytes of a step stay. */
static const uint8_t keep_first[2 * WIDE] = { 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xff, 0xff, 0xff };

/* The sum of a counter's 32 bytes, each at most 63. */
static inline uint32_t sum_of(const uint64_t *c)
{
	const uint64_t even = 0x00ff00ff00ff00ffu;
	const uint64_t all = c[0] + c[1] + c[2] + c[3];
	const uint64_t pairs = (all & even) + ((all >> 8) & even);

	return (uint32_t)((pairs * 0x0001000100010001u) >> 48);
}

/* Adds up how often each answer 1..7 stands in p[0..n), n <= BLOCK. Reads
 * whole steps, which the padding allows; what is past the end is blanked. */
ATTR_CLONES
static void count_block(const uint8_t *p, uint32_t n, uint32_t *ret)
{
	wide c1 = { 0 }, c2 = { 0 }, c3 = { 0 }, c4 = { 0 }, c5 = { 0 };
	wide c6 = { 0 }, c7 = { 0 }, v;
	uint64_t sums[7][WIDE / 8];

	for (uint32_t i = 0; i < n; i += WIDE) {
		memcpy(&v, p + i, WIDE);
		if (i + WIDE > n) {
			wide keep;

			memcpy(&keep, keep_first + WIDE - (n - i), WIDE);
			v &= keep;
		}
		c1 -= (wide)(v == 1);
		c2 -= (wide)(v == 2);
		c3 -= (wide)(v == 3);
		c4 -= (wide)(v == 4);
		c5 -= (wide)(v == 5);
		c6 -= (wide)(v == 6);
		c7 -= (wide)(v == 7);
	}
	memcpy(sums[0], &c1, WIDE);
	memcpy(sums[1], &c2, WIDE);
	memcpy(sums[2], &c3, WIDE);
	memcpy(sums[3], &c4, WIDE);
	memcpy(sums[4], &c5, WIDE);
	memcpy(sums[5], &c6, WIDE);
	memcpy(sums[6], &c7, WIDE);
	for (size_t k = 0; k < 7; k++)
		ret[k + 1] += sum_of(sums[k]);
}

/* Blanks p[i] where column[i] is outside the test's spans. p is a whole number
 * of steps long, the column readable as far. */
ATTR_CLONES
static void test_block(
    const struct test *t, const uint8_t *column, uint8_t *p, uint32_t n)
{
	const wide flip = (wide){ 0 } + (uint8_t)(t->invert ? 0xff : 0);

	for (uint32_t i = 0; i < n; i += WIDE) {
		wide v, a, in = { 0 };

		memcpy(&v, column + i, WIDE);
		memcpy(&a, p + i, WIDE);
		for (size_t k = 0; k < t->nspans; k++)
			in |= (wide)((wide)(v - t->spans[k].lo) <=
				     t->spans[k].width);
		a &= in ^ flip;
		memcpy(p + i, &a, WIDE);
	}
}

/* Blanks p[i] where none of the wanted bits is set, in any of the planes. */
ATTR_CLONES
static void theme_block(const uint8_t *const *planes, const uint8_t *bits,
    size_t nplanes, uint8_t *p, uint32_t n)
{
	for (uint32_t i = 0; i < n; i += WIDE) {
		wide v, a, in = { 0 };

		for (size_t k = 0; k < nplanes; k++) {
			memcpy(&v, planes[k] + i, WIDE);
			in |= v & bits[k];
		}
		memcpy(&a, p + i, WIDE);
		a &= (wide)(in != 0);
		memcpy(p + i, &a, WIDE);
	}
}

/* Only planes that hold a wanted bit are read. */
static void test_themes(const struct segment *g, uint64_t any, uint32_t from,
    uint8_t *p, uint32_t n)
{
	const uint8_t *planes[CUBE_PLANES];
	uint8_t bits[CUBE_PLANES];
	size_t nplanes = 0;

	for (size_t k = 0; k < CUBE_PLANES; k++)
		if ((any >> (8 * k) & 0xff) != 0) {
			planes[nplanes] = g->themes[k] + from;
			bits[nplanes++] = (uint8_t)(any >> (8 * k));
		}
	theme_block(planes, bits, nplanes, p, n);
}

static void id_block(
    const struct cube_ask *q, const uint32_t *id, uint8_t *p, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (id[i] >= q->nids ||
		    (q->ids[id[i] / 64] >> (id[i] % 64) & 1) == 0)
			p[i] = 0;
}

/* The same counted apart by the code of a column. */
static void split_block(
    const uint8_t *column, const uint8_t *p, uint32_t n, uint32_t *ret)
{
	for (uint32_t i = 0; i < n; i++)
		ret[column[i] * CUBE_ANSWERS + p[i]]++;
}

static bool plain(const struct scan *s)
{
	return s->ntests == 0 && s->q->any_theme == 0 && s->q->ids == NULL;
}

/* Answers of the rows from..from + n, blanked where a test fails. */
static const uint8_t *tested(
    struct scan *s, const struct segment *g, uint32_t from, uint32_t n)
{
	const uint8_t *answers = g->answer + from;
	uint8_t *p = s->block;

	if (plain(s))
		return answers;
	memcpy(p, answers, (n + WIDE - 1) / WIDE * WIDE);
	for (size_t k = 0; k < s->ntests; k++)
		test_block(
		    &s->tests[k], g->column[s->tests[k].column] + from, p, n);
	if (s->q->any_theme != 0)
		test_themes(g, s->q->any_theme, from, p, n);
	if (s->q->ids != NULL)
		id_block(s->q, g->id + from, p, n);
	return p;
}

/* Few rows, one by one: byte counters in one word. */
static void count_few(const uint8_t *p, uint32_t n, uint32_t *ret)
{
	uint64_t c = 0;

	for (uint32_t i = 0; i < n; i++)
		c += UINT64_C(1) << (8 * p[i]);
	for (size_t k = 1; k < CUBE_ANSWERS; k++)
		ret[k] += (uint32_t)(c >> (8 * k) & 0xff);
}

static void count_part(const struct scan *s, const struct segment *g,
    uint32_t from, const uint8_t *p, uint32_t n, uint32_t *ret)
{
	if (s->q->by >= 0)
		split_block(g->column[s->q->by] + from, p, n, ret);
	else if (n <= FEW)
		count_few(p, n, ret);
	else
		count_block(p, n, ret);
}

/* Tests run over whole blocks, whatever cells their rows belong to: cells are
 * often shorter than what a test costs to begin. */
void scan_run(struct scan *s, const struct segment *g, const uint32_t *from,
    size_t n, uint32_t *ret, size_t size)
{
	uint32_t at = from[0];
	size_t cell = 0;

	while (at < from[n]) {
		const uint32_t rows =
		    from[n] - at < BLOCK ? from[n] - at : BLOCK;
		const uint8_t *p = tested(s, g, at, rows);
		uint32_t done = 0;

		while (done < rows) {
			uint32_t to;

			while (from[cell + 1] <= at + done)
				cell++;
			to = from[cell + 1] - at;
			to = to < rows ? to : rows;
			count_part(s, g, at + done, p + done, to - done,
			    ret + cell * size);
			done = to;
		}
		at += rows;
	}
}

static bool allowed(const struct cube_filter *f, unsigned code)
{
	return (f->allow[code / 64] >> (code % 64) & 1) != 0;
}

/* Spans of neighbouring codes that are (or are not) allowed. */
static size_t spans_of(const struct cube_filter *f, bool want, struct span *ret)
{
	size_t n = 0;

	for (unsigned code = 0; code < CUBE_CODES; code++) {
		const unsigned lo = code;

		if (allowed(f, code) != want)
			continue;
		while (code + 1 < CUBE_CODES && allowed(f, code + 1) == want)
			code++;
		if (n < CUBE_CODES / 2)
			ret[n] =
			    (struct span){ (uint8_t)lo, (uint8_t)(code - lo) };
		n++;
	}
	return n;
}

void scan_prepare(struct scan *s, const struct cube_ask *q)
{
	s->q = q;
	s->ntests = q->nfilters;
	for (size_t k = 0; k < q->nfilters; k++) {
		struct test *t = &s->tests[k];
		struct span other[CUBE_CODES / 2];
		const size_t nother = spans_of(&q->filters[k], false, other);

		t->column = q->filters[k].column;
		t->nspans = spans_of(&q->filters[k], true, t->spans);
		t->invert = nother < t->nspans;
		if (t->invert) {
			memcpy(t->spans, other, nother * sizeof(*other));
			t->nspans = nother;
		}
	}
}

bool scan_row(const struct scan *s, const struct cube_row *r)
{
	const struct cube_ask *q = s->q;

	for (size_t k = 0; k < q->nfilters; k++)
		if (!allowed(&q->filters[k], r->column[q->filters[k].column]))
			return false;
	if (q->any_theme != 0 && (r->themes & q->any_theme) == 0)
		return false;
	return q->ids == NULL ||
	       (r->id < q->nids &&
		   (q->ids[r->id / 64] >> (r->id % 64) & 1) != 0);
}
