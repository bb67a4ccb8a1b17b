/*
 * spc_series.h: the CSV of `heard spc` as columns in the order of time.
 */
#ifndef MOD_INSIGHT_SPC_SERIES_H
#define MOD_INSIGHT_SPC_SERIES_H

#include <stdio.h>

#include "base/date.h"
#include "base/err.h"

#define SPC_ROWS_MAX 100000

/* NAN stands for an empty cell; a column that the CSV has not is NULL. */
struct spc_series {
	struct date *dates; /* ascending, no two the same */
	double *values;
	double *nums, *dens; /* both or none */
	double *targets;
	size_t n; /* at least 1 */
};

/*
 * Reads `date`, then `value` or `num` and `den`, and `target` where there is
 * one; other columns are passed over. Memory is the arena's. False with a
 * sentence: a column is missing, a cell is not what it should be, two rows have
 * one date, or there are no rows.
 */
bool spc_series_read(FILE *in, struct arena *a, struct spc_series *ret,
    struct err *err) ATTR_MUST_USE;

#endif
