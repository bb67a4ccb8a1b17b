/*
 * segment.c: the rows of one key and team, column by column, sorted by day,
 * with the place where each month begins.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cube/parts.h"

#define EPOCH_YEAR 1900

static int32_t epoch(void)
{
	return date_make(EPOCH_YEAR, 1, 1).n;
}

uint16_t cube_day(struct date d)
{
	const int32_t n = d.n - epoch();

	return (uint16_t)(n < 0 ? 0 : n > UINT16_MAX ? UINT16_MAX : n);
}

struct date cube_date(uint16_t day)
{
	return (struct date){ epoch() + day };
}

uint32_t month_of(uint16_t day)
{
	return (uint32_t)(date_month_index(cube_date(day)) - EPOCH_YEAR * 12);
}

uint32_t month_start(uint32_t month)
{
	const struct date d = date_of_month_index(EPOCH_YEAR * 12 + (int)month);

	return (uint32_t)(d.n - epoch());
}

static size_t padded(size_t n)
{
	return (n + PAD + 63) / 64 * 64;
}

/* Cuts a column of n cells off the block at *at. What is past its end is read
 * and saved, so it is written. */
static void *column_at(unsigned char **at, size_t n, size_t size)
{
	unsigned char *p = *at;

	memset(p + n * size, 0, padded(n * size) - n * size);
	*at += padded(n * size);
	return p;
}

static size_t bytes_of(uint32_t n, uint32_t nmonths)
{
	return padded((nmonths + 1) * sizeof(uint32_t)) +
	       padded(n * sizeof(uint16_t)) + padded(n) * (1 + CUBE_COLUMNS) +
	       padded(n) * CUBE_PLANES + padded(n * sizeof(uint32_t));
}

struct segment *segment_new(
    uint8_t key, uint16_t team, uint32_t n, uint32_t month, uint32_t nmonths)
{
	const size_t bytes = bytes_of(n, nmonths);
	/* The header takes whole lines, so that columns begin on one. */
	const size_t head = (sizeof(struct segment) + 63) / 64 * 64;
	unsigned char *at;
	struct segment *s = aligned_alloc(64, head + bytes);

	if (s == NULL)
		abort();
	memset(s, 0, head);
	at = (unsigned char *)s + head;
	atomic_init(&s->refs, 1);
	s->key = key;
	s->team = team;
	s->n = n;
	s->month = month;
	s->nmonths = nmonths;
	s->bytes = bytes;
	s->offset = column_at(&at, nmonths + 1, sizeof(uint32_t));
	s->day = column_at(&at, n, sizeof(uint16_t));
	s->answer = column_at(&at, n, 1);
	for (size_t k = 0; k < CUBE_COLUMNS; k++)
		s->column[k] = column_at(&at, n, 1);
	for (size_t k = 0; k < CUBE_PLANES; k++)
		s->themes[k] = column_at(&at, n, 1);
	s->id = column_at(&at, n, sizeof(uint32_t));
	return s;
}

void segment_finish(struct segment *s)
{
	uint32_t month = 0;

	s->least = UINT32_MAX;
	s->most = 0;
	for (uint32_t i = 0; i < s->n; i++) {
		s->least = s->id[i] < s->least ? s->id[i] : s->least;
		s->most = s->id[i] > s->most ? s->id[i] : s->most;
	}
	for (uint32_t i = 0; month <= s->nmonths; month++) {
		const uint32_t start = month_start(s->month + month);

		while (i < s->n && s->day[i] < start)
			i++;
		s->offset[month] = i;
	}
	s->offset[0] = 0;
}

void segment_keep(struct segment *s)
{
	(void)atomic_fetch_add_explicit(&s->refs, 1, memory_order_relaxed);
}

void segment_drop(struct segment *s)
{
	if (s != NULL &&
	    atomic_fetch_sub_explicit(&s->refs, 1, memory_order_acq_rel) == 1)
		free(s);
}

struct edge edge_of(uint32_t day)
{
	struct edge e = { .day = day, .month = UINT32_MAX };

	if (day > UINT16_MAX)
		return e;
	e.month = month_of((uint16_t)day);
	e.first = month_start(e.month) == day;
	return e;
}

uint32_t segment_from(const struct segment *s, struct edge e)
{
	uint32_t lo, hi;

	if (e.month < s->month)
		return 0;
	if (e.month >= s->month + s->nmonths)
		return s->n;
	lo = s->offset[e.month - s->month];
	hi = e.first ? lo : s->offset[e.month - s->month + 1];
	while (lo < hi) {
		const uint32_t mid = lo + (hi - lo) / 2;

		if (s->day[mid] < e.day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* -- Copies with more or fewer rows -------------------------------------------- */

/* Copies n rows of a segment to `at` of another. */
static void copy_rows(struct segment *to, uint32_t at,
    const struct segment *from, uint32_t first, uint32_t n)
{
	if (n == 0)
		return;
	memcpy(to->day + at, from->day + first, n * sizeof(*to->day));
	memcpy(to->answer + at, from->answer + first, n);
	for (size_t k = 0; k < CUBE_COLUMNS; k++)
		memcpy(to->column[k] + at, from->column[k] + first, n);
	for (size_t k = 0; k < CUBE_PLANES; k++)
		memcpy(to->themes[k] + at, from->themes[k] + first, n);
	memcpy(to->id + at, from->id + first, n * sizeof(*to->id));
}

static void put_row(struct segment *to, uint32_t at, const struct cube_row *r)
{
	to->day[at] = r->day;
	to->answer[at] = r->answer;
	for (size_t k = 0; k < CUBE_COLUMNS; k++)
		to->column[k][at] = r->column[k];
	for (size_t k = 0; k < CUBE_PLANES; k++)
		to->themes[k][at] = (uint8_t)(r->themes >> (8 * k));
	to->id[at] = r->id;
}

/* The first row after a day. */
static uint32_t after(const struct segment *s, uint16_t day)
{
	return segment_from(s, edge_of((uint32_t)day + 1));
}

struct segment *segment_merge(
    const struct segment *old, const struct cube_row *const *rows, size_t n)
{
	const uint32_t had = old != NULL ? old->n : 0;
	uint32_t first = month_of(rows[0]->day);
	uint32_t last = month_of(rows[n - 1]->day);
	uint32_t from = 0, at = 0;
	struct segment *s;

	assert(had + n <= UINT32_MAX);
	if (old != NULL) {
		const uint32_t end = old->month + old->nmonths - 1;

		first = old->month < first ? old->month : first;
		last = end > last ? end : last;
	}
	s = segment_new(rows[0]->key, rows[0]->team, had + (uint32_t)n, first,
	    last - first + 1);
	for (size_t i = 0; i < n; i++) {
		/* Most rows are newer than all there are. */
		if (from < had) {
			const uint32_t to = after(old, rows[i]->day);

			copy_rows(s, at, old, from, to - from);
			at += to - from;
			from = to;
		}
		put_row(s, at++, rows[i]);
	}
	if (from < had)
		copy_rows(s, at, old, from, had - from);
	segment_finish(s);
	return s;
}

bool ids_have(const uint32_t *ids, size_t n, uint32_t id)
{
	size_t lo = 0;

	while (n > 0) {
		const size_t half = n / 2;

		if (ids[lo + half] < id) {
			lo += half + 1;
			n -= half + 1;
		} else if (ids[lo + half] > id) {
			n = half;
		} else {
			return true;
		}
	}
	return false;
}

/* How many rows of the segment are among the ids. */
static uint32_t count_among(
    const struct segment *s, const uint32_t *ids, size_t n)
{
	uint32_t gone = 0;

	if (n == 0 || ids[0] > s->most || ids[n - 1] < s->least)
		return 0;
	for (uint32_t i = 0; i < s->n; i++)
		gone += s->id[i] >= ids[0] && s->id[i] <= ids[n - 1] &&
			ids_have(ids, n, s->id[i]);
	return gone;
}

struct segment *segment_without(
    struct segment *s, const uint32_t *ids, size_t n, size_t *ret_gone)
{
	const uint32_t gone = count_among(s, ids, n);
	struct segment *to;
	uint32_t at = 0, first = 0;

	*ret_gone += gone;
	if (gone == 0) {
		segment_keep(s);
		return s;
	}
	if (gone == s->n)
		return NULL;
	to = segment_new(s->key, s->team, s->n - gone, s->month, s->nmonths);
	for (uint32_t i = 0; i <= s->n; i++) {
		if (i < s->n && !ids_have(ids, n, s->id[i]))
			continue;
		copy_rows(to, at, s, first, i - first);
		at += i - first;
		first = i + 1;
	}
	segment_finish(to);
	return to;
}
