/*
 * lattice.c: see lattice.h. Hiding only ever adds, so every loop ends.
 */
#include "stat/lattice.h"

#include <assert.h>

#define ROUNDS_MAX 200 /* of bounds that still move */

static bool small(const struct lattice *l, size_t i)
{
	const int64_t n = l->cells[i].n;

	return n > 0 && n < l->least;
}

/* The i-th cell of a line, its whole last; LATTICE_KNOWN past the end. */
static size_t line_cell(const struct lattice_line *line, size_t i)
{
	if (i < line->nparts)
		return line->parts[i];
	return i == line->nparts ? line->whole : LATTICE_KNOWN;
}

/* What is said of a cell by itself: below the threshold, around a multiple, or
 * nothing. A nought is as hidden as a one. */
static void said(const struct lattice *l, struct lattice_cell *c)
{
	const int64_t k = l->least;

	c->lo = 0;
	if (c->hidden) {
		c->hi = LATTICE_NO_END;
	} else if (c->n < k) {
		c->shown = 0;
		c->hi = k - 1;
	} else {
		c->shown = (c->n + k / 2) / k * k;
		c->lo = c->shown - k / 2 > k ? c->shown - k / 2 : k;
		c->hi = c->shown + (k - 1) / 2;
	}
}

static bool narrow(struct lattice_cell *c, int64_t lo, int64_t hi)
{
	bool moved = false;

	if (lo > c->lo) {
		c->lo = lo;
		moved = true;
	}
	if (hi < c->hi) {
		c->hi = hi;
		moved = true;
	}
	return moved;
}

/* Sums of the bounds of a line's parts; `open`: parts without an upper one. */
struct sums {
	int64_t lo, hi;
	size_t open;
};

static void sums_add(struct sums *s, const struct lattice_cell *c, int sign)
{
	s->lo += sign * c->lo;
	if (c->hi >= LATTICE_NO_END)
		s->open += sign > 0 ? 1u : SIZE_MAX;
	else
		s->hi += sign * c->hi;
}

/* What a line says of its whole, and of each part given the others. */
static bool line_bounds(struct lattice *l, const struct lattice_line *line)
{
	struct sums s = { 0 };
	int64_t lo = line->total;
	int64_t hi = lo;
	bool moved = false;

	for (size_t i = 0; i < line->nparts; i++)
		sums_add(&s, &l->cells[line->parts[i]], 1);
	if (line->whole != LATTICE_KNOWN) {
		struct lattice_cell *whole = &l->cells[line->whole];

		moved = narrow(whole, s.lo, s.open > 0 ? LATTICE_NO_END : s.hi);
		lo = whole->lo;
		hi = whole->hi;
	}
	for (size_t i = 0; i < line->nparts; i++) {
		struct lattice_cell *c = &l->cells[line->parts[i]];

		sums_add(&s, c, -1); /* the others */
		moved = narrow(c, s.open > 0 ? 0 : lo - s.hi,
			    hi >= LATTICE_NO_END ? hi : hi - s.lo) ||
			moved;
		sums_add(&s, c, 1);
	}
	return moved;
}

static void bounds(struct lattice *l)
{
	bool moved = true;

	for (size_t i = 0; i < l->ncells; i++)
		said(l, &l->cells[i]);
	for (int round = 0; moved && round < ROUNDS_MAX; round++) {
		moved = false;
		for (size_t i = 0; i < l->nlines; i++)
			moved = line_bounds(l, &l->lines[i]) || moved;
	}
}

/* Hides the one cell of the line that costs least; false: all are hidden. A
 * nought hides little, so it comes last. */
static bool hide_one(struct lattice *l, const struct lattice_line *line)
{
	struct lattice_cell *best = NULL;
	size_t at;

	for (size_t i = 0; (at = line_cell(line, i)) != LATTICE_KNOWN; i++) {
		struct lattice_cell *c = &l->cells[at];

		if (c->hidden)
			continue;
		if (best == NULL || (best->n == 0 && c->n > 0) ||
		    ((best->n == 0) == (c->n == 0) &&
			(c->rank < best->rank ||
			    (c->rank == best->rank && c->n < best->n))))
			best = c;
	}
	if (best != NULL)
		best->hidden = true;
	return best != NULL;
}

/* Bounds that follow line by line may be wider than what all lines together
 * allow, so more than one value must be left: as many as the threshold hides. */
static bool tight_bounds(const struct lattice *l, size_t i)
{
	return l->cells[i].hi - l->cells[i].lo < l->least - 1;
}

/* Hides one more cell in every line with a small count that can be worked out;
 * false: there is none, or nothing left to hide. */
static bool loosen(struct lattice *l)
{
	bool more = false;

	bounds(l);
	for (size_t i = 0; i < l->nlines; i++) {
		const struct lattice_line *line = &l->lines[i];
		bool tight = false;
		size_t c;

		for (size_t k = 0; (c = line_cell(line, k)) != LATTICE_KNOWN;
		     k++)
			tight = tight || (small(l, c) && tight_bounds(l, c));
		if (tight)
			more = hide_one(l, line) || more;
	}
	return more;
}

void lattice_hide(struct lattice *l)
{
	assert(l->least >= 2);
	for (size_t i = 0; i < l->ncells; i++) {
		l->cells[i].hidden = l->cells[i].unseen;
		l->cells[i].shown = 0;
	}
	while (loosen(l))
		continue;
	/* What is below the threshold is hidden in the end as well: until here
	 * it was kept apart, because "fewer than 5" is something said. */
	for (size_t i = 0; i < l->ncells; i++)
		if (l->cells[i].n < l->least)
			l->cells[i].hidden = true;
}
