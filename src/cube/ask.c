/*
 * ask.c: from a question to runs of rows: which segments, and where in each
 * the periods begin and end.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cube/parts.h"

#define NOT_ASKED SIZE_MAX /* a team's place, or a key's */

/* A question with what is found out about it once. */
struct asked {
	const struct cube_ask *q;
	struct scan scan;
	size_t key[256]; /* its place among the results; NOT_ASKED */
	struct edge *edges;
	uint32_t *from; /* where the periods begin in a segment */
	size_t nteams;
	size_t *place; /* of a team among the results; NOT_ASKED */
	size_t cell;   /* counts of one team and period */
	uint32_t *ret;
};

static size_t cell_size(const struct cube_ask *q)
{
	return (q->by >= 0 ? CUBE_CODES : 1) * (size_t)CUBE_ANSWERS;
}

/* Results of one key. */
static size_t teams_of(const struct cube_ask *q)
{
	return q->by_team ? q->nteams : 1;
}

size_t cube_cells(const struct cube_ask *q)
{
	return (q->by_key ? q->nkeys : 1) * teams_of(q) * (q->nedges - 1) *
	       cell_size(q);
}

static void prepare(struct asked *a, const struct cube_view *v,
    const struct cube_ask *q, uint32_t *ret)
{
	a->q = q;
	a->cell = cell_size(q);
	a->ret = ret;
	a->nteams = v->nteams;
	scan_prepare(&a->scan, q);
	for (size_t k = 0; k < NELEM(a->key); k++)
		a->key[k] = q->keys == NULL ? 0 : NOT_ASKED;
	for (size_t k = 0; q->keys != NULL && k < q->nkeys; k++)
		a->key[q->keys[k]] = q->by_key ? k * teams_of(q) : 0;
	a->edges = xcalloc(q->nedges, sizeof(*a->edges));
	a->from = xcalloc(q->nedges, sizeof(*a->from));
	for (size_t i = 0; i < q->nedges; i++)
		a->edges[i] = edge_of(q->edges[i]);
	a->place = xcalloc(v->nteams + 1, sizeof(*a->place));
	for (size_t t = 0; t < v->nteams; t++)
		a->place[t] = q->teams == NULL ? 0 : NOT_ASKED;
	for (size_t t = 0; q->teams != NULL && t < q->nteams; t++)
		if (q->teams[t] < v->nteams)
			a->place[q->teams[t]] = q->by_team ? t : 0;
}

static uint32_t *cell_at(const struct asked *a, size_t place, size_t period)
{
	return a->ret + (place * (a->q->nedges - 1) + period) * a->cell;
}

static void ask_segment(struct asked *a, const struct segment *g)
{
	const size_t place = a->place[g->team];

	if (place == NOT_ASKED || a->key[g->key] == NOT_ASKED)
		return;
	for (size_t i = 0; i < a->q->nedges; i++)
		a->from[i] = segment_from(g, a->edges[i]);
	scan_run(&a->scan, g, a->from, a->q->nedges - 1,
	    cell_at(a, a->key[g->key] + place, 0), a->cell);
}

/* The period of a day; false: outside all. */
static bool period_of(const struct cube_ask *q, uint16_t day, size_t *ret)
{
	size_t lo = 0, hi = q->nedges - 1;

	if (day < q->edges[0] || day >= q->edges[hi])
		return false;
	while (hi - lo > 1) {
		const size_t mid = (lo + hi) / 2;

		if (q->edges[mid] <= day)
			lo = mid;
		else
			hi = mid;
	}
	*ret = lo;
	return true;
}

static void ask_row(const struct asked *a, const struct cube_row *r)
{
	const size_t place =
	    r->team < a->nteams ? a->place[r->team] : NOT_ASKED;
	size_t period, code;

	if (place == NOT_ASKED || a->key[r->key] == NOT_ASKED ||
	    r->answer == 0 || !period_of(a->q, r->day, &period) ||
	    !scan_row(&a->scan, r))
		return;
	code = a->q->by >= 0 ? r->column[a->q->by] : 0;
	cell_at(a, a->key[r->key] + place,
	    period)[code * CUBE_ANSWERS + r->answer]++;
}

/* Blanked rows were counted as answer 0, which is nobody's. */
static void clear_nobody(const struct cube_ask *q, uint32_t *ret)
{
	const size_t n = cube_cells(q);

	for (size_t i = 0; i < n; i += CUBE_ANSWERS)
		ret[i] = 0;
}

void cube_count(
    const struct cube_view *v, const struct cube_ask *q, uint32_t *ret)
{
	struct asked a;

	assert(q->nedges >= 2 && q->nfilters <= CUBE_FILTERS_MAX);
	assert(!q->by_team || q->teams != NULL);
	assert(!q->by_key || q->keys != NULL);
	assert(q->by < (int)CUBE_COLUMNS);
	memset(ret, 0, cube_cells(q) * sizeof(*ret));
	prepare(&a, v, q, ret);
	for (size_t i = 0; i < v->n; i++)
		ask_segment(&a, v->list[i]);
	for (size_t i = 0; i < v->ntail; i++)
		ask_row(&a, &v->tail->rows[i]);
	clear_nobody(q, ret);
	free(a.place);
	free(a.edges);
	free(a.from);
}
