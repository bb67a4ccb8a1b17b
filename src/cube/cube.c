/*
 * cube.c: versions of the cube. A version is a list of segments and the rows
 * that came since; readers hold on to the one they began with. Rows wait in
 * the tail until there are many, then each touched segment is written anew.
 */
#include "cube/cube.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cube/parts.h"

#define WAITING_LEAST 4096
#define WAITING_MOST  ((size_t)1 << 20)

const char *const cube_columns[CUBE_COLUMNS] = {
	[CUBE_MODE] = "mode",
	[CUBE_ROLE] = "role",
	[CUBE_SENTIMENT] = "sentiment",
	[CUBE_AGE] = "age_band",
	[CUBE_ETHNICITY] = "ethnicity",
	[CUBE_GENDER] = "gender",
	[CUBE_GENDER_SAME] = "gender_same",
	[CUBE_ORIENTATION] = "orientation",
	[CUBE_DISABILITY] = "disability",
	[CUBE_RELIGION] = "religion",
};

/* -- Versions ------------------------------------------------------------------ */

size_t cube_waiting(size_t rows)
{
	const size_t n = rows / 64;

	if (n < WAITING_LEAST)
		return WAITING_LEAST;
	return n < WAITING_MOST ? n : WAITING_MOST;
}

struct cube_view *version_new(size_t nsegments, size_t waiting)
{
	struct cube_view *v = xcalloc(1, sizeof(*v));

	atomic_init(&v->refs, 1);
	v->list = xcalloc(nsegments + 1, sizeof(struct segment *));
	v->tail = xmalloc(sizeof(*v->tail) + waiting * sizeof(struct cube_row));
	atomic_init(&v->tail->refs, 1);
	atomic_init(&v->tail->n, 0);
	v->tail->cap = waiting;
	return v;
}

static void version_drop(struct cube_view *v)
{
	if (atomic_fetch_sub_explicit(&v->refs, 1, memory_order_acq_rel) != 1)
		return;
	for (size_t i = 0; i < v->n; i++)
		segment_drop(v->list[i]);
	free(v->list);
	free(v->tail);
	free(v);
}

void cube_replace(struct cube *c, struct cube_view *version)
{
	struct cube_view *old = c->version;

	for (size_t i = 0; i < version->n; i++)
		if (version->list[i]->team >= version->nteams)
			version->nteams = version->list[i]->team + (size_t)1;
	(void)pthread_mutex_lock(&c->lock);
	c->version = version;
	(void)pthread_mutex_unlock(&c->lock);
	version_drop(old);
}

struct cube *cube_new(void)
{
	struct cube *c = xcalloc(1, sizeof(*c));

	atomic_init(&c->refs, 1);
	(void)pthread_mutex_init(&c->lock, NULL);
	c->version = version_new(0, WAITING_LEAST);
	return c;
}

void cube_free(struct cube *c)
{
	if (c == NULL ||
	    atomic_fetch_sub_explicit(&c->refs, 1, memory_order_acq_rel) != 1)
		return;
	version_drop(c->version);
	for (size_t k = 0; k < CUBE_COLUMNS; k++)
		for (unsigned i = 1; i <= c->texts[k].n; i++)
			free(c->texts[k].text[i]);
	free(c->units);
	free(c->unit_hash);
	(void)pthread_mutex_destroy(&c->lock);
	free(c);
}

struct cube_view *cube_view(struct cube *c)
{
	struct cube_view *v = xcalloc(1, sizeof(*v));
	struct cube_view *of;

	(void)pthread_mutex_lock(&c->lock);
	of = c->version;
	(void)atomic_fetch_add_explicit(&of->refs, 1, memory_order_relaxed);
	v->nteams = c->nunits;
	v->ntail = atomic_load_explicit(&of->tail->n, memory_order_acquire);
	(void)pthread_mutex_unlock(&c->lock);
	(void)atomic_fetch_add_explicit(&c->refs, 1, memory_order_relaxed);
	v->cube = c;
	v->of = of;
	v->list = of->list;
	v->n = of->n;
	v->tail = of->tail;
	if (of->nteams > v->nteams)
		v->nteams = of->nteams;
	return v;
}

void cube_view_done(struct cube_view *v)
{
	struct cube *c = v->cube;

	version_drop(v->of);
	free(v);
	cube_free(c);
}

size_t cube_rows(const struct cube_view *v)
{
	size_t n = v->ntail;

	for (size_t i = 0; i < v->n; i++)
		n += v->list[i]->n;
	return n;
}

size_t cube_bytes(const struct cube_view *v)
{
	size_t bytes = v->tail->cap * sizeof(struct cube_row);

	for (size_t i = 0; i < v->n; i++)
		bytes += v->list[i]->bytes + sizeof(struct segment);
	return bytes;
}

/* -- Sorting rows in ------------------------------------------------------------ */

static uint32_t digit_day(const struct cube_row *r)
{
	return r->day;
}

static uint32_t digit_team(const struct cube_row *r)
{
	return r->team;
}

static uint32_t digit_key(const struct cube_row *r)
{
	return r->key;
}

/* One pass of a counting sort, which keeps the order of equals. */
static void pass(const struct cube_row **from, const struct cube_row **to,
    size_t n, uint32_t (*digit)(const struct cube_row *))
{
	uint32_t *at = xcalloc(65537, sizeof(*at));

	for (size_t i = 0; i < n; i++)
		at[digit(from[i]) + 1]++;
	for (size_t d = 1; d < 65537; d++)
		at[d] += at[d - 1];
	for (size_t i = 0; i < n; i++)
		to[at[digit(from[i])]++] = from[i];
	free(at);
}

/* The rows that count, by key, team and day; the list is the caller's. */
static const struct cube_row **sorted(
    const struct cube_row *rows, size_t n, size_t *ret_n)
{
	const struct cube_row **a = xcalloc(n + 1, sizeof(*a));
	const struct cube_row **b = xcalloc(n + 1, sizeof(*b));
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (rows[i].answer != 0)
			a[kept++] = &rows[i];
	pass(a, b, kept, digit_day);
	pass(b, a, kept, digit_team);
	pass(a, b, kept, digit_key);
	free(a);
	*ret_n = kept;
	return b;
}

/* Where a segment belongs. */
static uint32_t place_of(uint8_t key, uint16_t team)
{
	return (uint32_t)key << 16 | team;
}

static uint32_t segment_place(const struct segment *s)
{
	return place_of(s->key, s->team);
}

static uint32_t row_place(const struct cube_row *r)
{
	return place_of(r->key, r->team);
}

/* The rows of one place from `from` on. */
static size_t group(const struct cube_row **rows, size_t n, size_t from)
{
	size_t to = from;

	while (to < n && row_place(rows[to]) == row_place(rows[from]))
		to++;
	return to - from;
}

/* A version with these rows in its segments and none waiting. */
static void merge(struct cube *c, const struct cube_row *rows, size_t n)
{
	const struct cube_view *old = c->version;
	size_t nrows, i = 0, k = 0, total = 0;
	const struct cube_row **list = sorted(rows, n, &nrows);
	size_t groups = old->n;

	for (size_t g = 0; g < nrows; g += group(list, nrows, g))
		groups++;
	for (size_t g = 0; g < old->n; g++)
		total += old->list[g]->n;
	struct cube_view *v = version_new(groups, cube_waiting(total + nrows));

	while (i < old->n || k < nrows) {
		struct segment *s = i < old->n ? old->list[i] : NULL;
		size_t here;

		if (s != NULL &&
		    (k == nrows || segment_place(s) < row_place(list[k]))) {
			segment_keep(s);
			v->list[v->n++] = s;
			i++;
			continue;
		}
		if (s != NULL && segment_place(s) == row_place(list[k]))
			i++;
		else
			s = NULL;
		here = group(list, nrows, k);
		v->list[v->n++] = segment_merge(s, &list[k], here);
		k += here;
	}
	free(list);
	cube_replace(c, v);
}

static void wait_in_tail(struct tail *t, const struct cube_row *rows, size_t n)
{
	size_t at = atomic_load_explicit(&t->n, memory_order_relaxed);

	for (size_t i = 0; i < n; i++)
		if (rows[i].answer != 0)
			t->rows[at++] = rows[i];
	atomic_store_explicit(&t->n, at, memory_order_release);
}

static size_t waiting(const struct cube *c)
{
	return atomic_load_explicit(&c->version->tail->n, memory_order_relaxed);
}

void cube_fold(struct cube *c)
{
	const size_t n = waiting(c);

	/* The version with the rows goes only after the merge. */
	if (n > 0)
		merge(c, c->version->tail->rows, n);
}

void cube_append(struct cube *c, const struct cube_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert(rows[i].answer < CUBE_ANSWERS);
	if (waiting(c) + n > c->version->tail->cap)
		cube_fold(c);
	/* Many at once need not wait. */
	if (n > c->version->tail->cap)
		merge(c, rows, n);
	else
		wait_in_tail(c->version->tail, rows, n);
}

size_t cube_remove(struct cube *c, const uint32_t *ids, size_t n)
{
	const struct cube_view *old = c->version;
	struct cube_view *v = version_new(old->n, old->tail->cap);
	const size_t tail = waiting(c);
	size_t gone = 0;

	for (size_t i = 0; i < old->n; i++) {
		struct segment *s =
		    segment_without(old->list[i], ids, n, &gone);

		if (s != NULL)
			v->list[v->n++] = s;
	}
	for (size_t i = 0; i < tail; i++) {
		const struct cube_row *r = &old->tail->rows[i];

		if (ids_have(ids, n, r->id))
			gone++;
		else
			wait_in_tail(v->tail, r, 1);
	}
	v->nteams = old->nteams;
	cube_replace(c, v);
	return gone;
}
