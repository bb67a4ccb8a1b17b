/*
 * suppress.c: see suppress.h.
 *
 * A hidden count can be worked out exactly when it lies on no circle of hidden
 * cells, if sums are the points of a graph and cells its edges (the lower ends
 * of the smallest cells and the upper end of the largest meet in one point
 * outside). In a tree that comes down to two rules for each hidden cell:
 *   - if it has children, one of them is hidden;
 *   - a brother is hidden too, or its parent is.
 * So the fewest hidden cells are found from the leaves up, with two figures a
 * cell: the cost of its tree with the cell shown, and with it hidden.
 */
#include "stat/suppress.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"

/* A zero is a weak cover: people often know who had nobody. */
#define ZERO_WEIGHT(threshold) ((threshold)*10)

struct cost {
	int64_t hidden; /* cells; COST_NEVER: not possible */
	int64_t weight; /* what they count */
};
#define COST_NEVER INT64_C(4000000000000)

struct tree {
	const size_t *parents;
	const int64_t *counts;
	size_t n;
	int64_t k;     /* threshold */
	size_t *first; /* child; SUPPRESS_NONE: a leaf */
	size_t *next;  /* brother */
	size_t *order; /* children before their parents */
	struct cost *shown, *hidden;
	bool *hide; /* the answer */
};

static struct cost add(struct cost a, struct cost b)
{
	if (a.hidden >= COST_NEVER || b.hidden >= COST_NEVER)
		return (struct cost){ COST_NEVER, 0 };
	return (struct cost){ a.hidden + b.hidden, a.weight + b.weight };
}

static bool less(struct cost a, struct cost b)
{
	return a.hidden != b.hidden ? a.hidden < b.hidden : a.weight < b.weight;
}

/* Fills first, next and order. False when the cells go round in a circle. */
static bool plant(struct tree *t, size_t *ret_at)
{
	size_t *waiting = xcalloc(t->n + 1, sizeof(*waiting));
	size_t done = 0;

	for (size_t i = 0; i < t->n; i++)
		t->first[i] = t->next[i] = SUPPRESS_NONE;
	for (size_t i = t->n; i-- > 0;)
		if (t->parents[i] != SUPPRESS_NONE) {
			t->next[i] = t->first[t->parents[i]];
			t->first[t->parents[i]] = i;
			waiting[t->parents[i]]++;
		}
	for (size_t i = 0; i < t->n; i++)
		if (waiting[i] == 0)
			t->order[done++] = i;
	for (size_t at = 0; at < done; at++) {
		const size_t up = t->parents[t->order[at]];

		if (up != SUPPRESS_NONE && --waiting[up] == 0)
			t->order[done++] = up;
	}
	for (size_t i = 0; i < t->n && done < t->n; i++)
		if (waiting[i] > 0)
			*ret_at = i;
	free(waiting);
	return done == t->n;
}

static bool sums_hold(const struct tree *t, size_t *ret_at)
{
	for (size_t i = 0; i < t->n; i++) {
		int64_t sum = 0;

		for (size_t c = t->first[i]; c != SUPPRESS_NONE; c = t->next[c])
			sum += t->counts[c];
		if (t->first[i] != SUPPRESS_NONE && sum != t->counts[i]) {
			*ret_at = i;
			return false;
		}
	}
	return true;
}

static struct cost own_cost(const struct tree *t, size_t i)
{
	const int64_t c = t->counts[i];

	return (struct cost){ 1, c > 0 ? c : ZERO_WEIGHT(t->k) };
}

/*
 * The children of a hidden cell: each as is cheaper, one hidden at least.
 * With `mark` the choice is written to hide[].
 */
static struct cost under_hidden(struct tree *t, size_t i, bool mark)
{
	struct cost sum = { 0, 0 }, best = { COST_NEVER, 0 };
	size_t best_at = SUPPRESS_NONE;
	bool any = t->first[i] == SUPPRESS_NONE;

	for (size_t c = t->first[i]; c != SUPPRESS_NONE; c = t->next[c]) {
		const bool hide = less(t->hidden[c], t->shown[c]);
		const struct cost extra = { t->hidden[c].hidden -
						t->shown[c].hidden,
			t->hidden[c].weight - t->shown[c].weight };

		sum = add(sum, hide ? t->hidden[c] : t->shown[c]);
		any = any || hide;
		if (mark)
			t->hide[c] = hide;
		if (!hide && less(extra, best)) {
			best = extra;
			best_at = c;
		}
	}
	if (!any) {
		assert(best_at != SUPPRESS_NONE);
		sum = add(sum, best);
		if (mark)
			t->hide[best_at] = true;
	}
	return sum;
}

/*
 * The children of a shown cell: none hidden, or two and more that add up to
 * the threshold. A state is how many are hidden (0, 1, 2 and more) and their
 * sum (up to the threshold); child by child the cheapest way into each.
 */
struct way {
	struct cost cost;
	size_t from; /* state before this child */
	bool hide;
};

static size_t nstates(const struct tree *t)
{
	return 3 * ((size_t)t->k + 1);
}

static void better(struct way *w, struct cost cost, size_t from, bool hide)
{
	if (less(cost, w->cost))
		*w = (struct way){ cost, from, hide };
}

/* The ways after child c, from those before it. */
static void take_child(
    const struct tree *t, size_t c, const struct way *before, struct way *after)
{
	const size_t width = (size_t)t->k + 1;

	for (size_t s = 0; s < nstates(t); s++)
		after[s].cost = (struct cost){ COST_NEVER, 0 };
	for (size_t s = 0; s < nstates(t); s++) {
		const size_t many = s / width, more = many < 2 ? many + 1 : 2;
		const int64_t sum = (int64_t)(s % width) + t->counts[c];
		const size_t to =
		    more * width + (size_t)(sum < t->k ? sum : t->k);

		if (before[s].cost.hidden >= COST_NEVER)
			continue;
		better(&after[s], add(before[s].cost, t->shown[c]), s, false);
		better(&after[to], add(before[s].cost, t->hidden[c]), s, true);
	}
}

static size_t nchildren(const struct tree *t, size_t i)
{
	size_t n = 0;

	for (size_t c = t->first[i]; c != SUPPRESS_NONE; c = t->next[c])
		n++;
	return n;
}

static struct cost under_shown(struct tree *t, size_t i, bool mark)
{
	const size_t n = nchildren(t, i), w = nstates(t), full = w - 1;
	struct way *ways = xcalloc((n + 1) * w, sizeof(*ways));
	size_t at = 0, s;
	struct cost cost;

	for (s = 1; s < w; s++)
		ways[s].cost.hidden = COST_NEVER;
	for (size_t c = t->first[i]; c != SUPPRESS_NONE; c = t->next[c], at++)
		take_child(t, c, ways + at * w, ways + (at + 1) * w);
	s = less(ways[n * w + full].cost, ways[n * w].cost) ? full : 0;
	cost = ways[n * w + s].cost;
	/* Brothers are linked forward, so the way back is kept by number. */
	if (mark && cost.hidden < COST_NEVER) {
		size_t *child = xcalloc(n + 1, sizeof(*child));

		at = 0;
		for (size_t c = t->first[i]; c != SUPPRESS_NONE; c = t->next[c])
			child[at++] = c;
		for (at = n; at > 0; at--) {
			t->hide[child[at - 1]] = ways[at * w + s].hide;
			s = ways[at * w + s].from;
		}
		free(child);
	}
	free(ways);
	return cost;
}

static void settle(struct tree *t)
{
	for (size_t at = 0; at < t->n; at++) {
		const size_t i = t->order[at];
		const bool small = t->counts[i] > 0 && t->counts[i] < t->k;

		t->hidden[i] = add(own_cost(t, i), under_hidden(t, i, false));
		t->shown[i] = small ? (struct cost){ COST_NEVER, 0 }
				    : under_shown(t, i, false);
	}
	for (size_t at = t->n; at-- > 0;) {
		const size_t i = t->order[at];

		if (t->parents[i] == SUPPRESS_NONE)
			t->hide[i] = less(t->hidden[i], t->shown[i]);
		if (t->hide[i])
			(void)under_hidden(t, i, true);
		else
			(void)under_shown(t, i, true);
	}
}

enum suppress_fault suppress_tree(const size_t *parents, const int64_t *counts,
    size_t n, int64_t threshold, bool *ret_hidden, size_t *ret_at)
{
	struct tree t = { .parents = parents,
		.counts = counts,
		.n = n,
		.k = threshold,
		.hide = ret_hidden };
	enum suppress_fault fault = SUPPRESS_FINE;

	assert(threshold >= 2 && threshold <= SUPPRESS_THRESHOLD_MAX);
	t.first = xcalloc(n + 1, sizeof(*t.first));
	t.next = xcalloc(n + 1, sizeof(*t.next));
	t.order = xcalloc(n + 1, sizeof(*t.order));
	t.shown = xcalloc(n + 1, sizeof(*t.shown));
	t.hidden = xcalloc(n + 1, sizeof(*t.hidden));
	if (!plant(&t, ret_at))
		fault = SUPPRESS_CIRCLE;
	else if (!sums_hold(&t, ret_at))
		fault = SUPPRESS_SUM;
	else
		settle(&t);
	free(t.first);
	free(t.next);
	free(t.order);
	free(t.shown);
	free(t.hidden);
	return fault;
}
