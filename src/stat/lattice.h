/*
 * lattice.h: tables of small numbers that share cells, shown rounded, when
 * everybody knows how the cells add up. A cell below a threshold is hidden, any
 * other is rounded to a multiple of it, and then as many more are hidden as it
 * takes until no small count follows from the others. Pure functions.
 *
 * Sources: the rule of the Mental Health Services Data Set's publications (fewer
 * than 5 hidden, the others rounded to the nearest 5); Hundepool et al.,
 * Statistical Disclosure Control (Wiley, 2012), chapter 4, for rounding,
 * secondary suppression and the audit by bounds.
 */
#ifndef STAT_LATTICE_H
#define STAT_LATTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lattice_cell {
	int64_t n;
	/* Hidden first of those that could be: a detail before a total. */
	unsigned rank;
	bool unseen; /* of no table at all: nobody ever sees it */
	/* Filled by lattice_hide: */
	bool hidden;
	int64_t shown;  /* the multiple it is rounded to */
	int64_t lo, hi; /* what everybody can work out that it is */
};

#define LATTICE_NO_END (INT64_MAX / 4) /* of hi: nobody can say */

/*
 * The cells parts[0..nparts) add up to cell `whole`, or to `total` where whole
 * is LATTICE_KNOWN. Indexes into the lattice's cells.
 */
#define LATTICE_KNOWN SIZE_MAX
struct lattice_line {
	const size_t *parts;
	size_t nparts;
	size_t whole;
	int64_t total;
};

struct lattice {
	struct lattice_cell *cells;
	size_t ncells;
	const struct lattice_line *lines;
	size_t nlines;
	int64_t least; /* fewer are hidden, others rounded to multiples of it */
};

/*
 * Decides what is shown. Afterwards no count of 1 to least - 1 is shown, and the
 * bounds of each, as far as they follow line by line, leave `least` values or
 * everything that could be hidden for its sake is hidden. Deterministic:
 * of equal cells the one with the lower rank, count and index is hidden first.
 */
void lattice_hide(struct lattice *l);

#endif
