/*
 * suppress.h: which cells of a table with totals must be hidden so that no
 * small count is seen or can be worked out, and as few as possible besides.
 * Pure functions; what a page then shows is count's.
 */
#ifndef STAT_SUPPRESS_H
#define STAT_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SUPPRESS_NONE          SIZE_MAX /* no parent */
#define SUPPRESS_THRESHOLD_MAX 1000
#define SUPPRESS_COUNT_MAX     (INT64_C(1) << 40)
#define SUPPRESS_WORK_MAX      5000000 /* cells times threshold: 500 MB */

enum suppress_fault {
	SUPPRESS_FINE,
	SUPPRESS_CIRCLE, /* a cell is above itself */
	SUPPRESS_SUM     /* a parent is not the sum of its children */
};

/*
 * Cells in a tree, or several: parents[i] is the index of the cell that holds
 * cell i, or SUPPRESS_NONE; a cell with children is their sum. ret_hidden[i]
 * says what to hide so that
 *   - every count of 1 to threshold - 1 is hidden,
 *   - no hidden count follows from the shown ones and the sums,
 *   - the hidden children of a shown cell add up to the threshold or more,
 * with the fewest hidden cells of all patterns that do, and among those the
 * smallest counts. 2 <= threshold <= SUPPRESS_THRESHOLD_MAX; counts
 * are 0 to SUPPRESS_COUNT_MAX, n * threshold at most SUPPRESS_WORK_MAX.
 * On a fault ret_at is a cell concerned. Linear in cells, with the threshold
 * as the factor. See docs/stats.md for why the pattern is safe.
 */
enum suppress_fault suppress_tree(const size_t *parents, const int64_t *counts,
    size_t n, int64_t threshold, bool *ret_hidden, size_t *ret_at);

#endif
