/*
 * small_tree.c: the Friends and Family Test's suppression over all levels of
 * a table. The rule for the children of one parent is in small.c.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "stat/small.h"

struct child {
	size_t up, at;
};

static int by_parent(const void *a, const void *b)
{
	const struct child *x = a, *y = b;

	if (x->up != y->up)
		return x->up < y->up ? -1 : 1;
	return x->at < y->at ? -1 : 1;
}

/* The first child of `up` among the sorted ones. */
static size_t children_from(const struct child *c, size_t n, size_t up)
{
	size_t low = 0, high = n;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (c[middle].up < up)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct walk {
	const int64_t *totals;
	struct child *children;
	size_t n;
	int64_t *some; /* totals of the children in hand */
	unsigned *flags, *flagged;
	size_t *queue, nqueue;
};

/* Flags the children of one row and queues them. */
static void flag_children(struct walk *w, size_t up, bool parent_flagged)
{
	const size_t from = children_from(w->children, w->n, up);
	size_t n = 0;

	while (from + n < w->n && w->children[from + n].up == up) {
		w->some[n] = w->totals[w->children[from + n].at];
		n++;
	}
	small_fft(w->some, n, parent_flagged, w->flagged);
	for (size_t i = 0; i < n; i++) {
		const size_t at = w->children[from + i].at;

		w->flags[at] = w->flagged[i];
		w->queue[w->nqueue++] = at;
	}
}

bool small_fft_tree(const size_t *parents, const int64_t *totals, size_t n,
    unsigned *ret_flags, size_t *ret_at)
{
	struct walk w = { .totals = totals, .n = n, .flags = ret_flags };
	bool *seen = xcalloc(n + 1, sizeof(*seen));

	w.children = xcalloc(n + 1, sizeof(*w.children));
	w.some = xcalloc(n + 1, sizeof(*w.some));
	w.flagged = xcalloc(n + 1, sizeof(*w.flagged));
	w.queue = xcalloc(n + 1, sizeof(*w.queue));
	for (size_t i = 0; i < n; i++)
		w.children[i] = (struct child){ parents[i], i };
	if (n > 1)
		qsort(w.children, n, sizeof(*w.children), by_parent);
	flag_children(&w, SIZE_MAX, false);
	for (size_t at = 0; at < w.nqueue; at++) {
		seen[w.queue[at]] = true;
		flag_children(&w, w.queue[at], ret_flags[w.queue[at]] != 0);
	}
	for (size_t i = 0; i < n && w.nqueue < n; i++)
		if (!seen[i])
			*ret_at = i;
	free(w.children);
	free(w.some);
	free(w.flagged);
	free(w.queue);
	free(seen);
	return w.nqueue == n;
}
