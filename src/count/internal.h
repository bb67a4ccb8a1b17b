/*
 * internal.h: what the files of this folder share.
 */
#ifndef COUNT_INTERNAL_H
#define COUNT_INTERNAL_H

#include "count/count.h"

/* Month and answer (0: none) of a response r as one number, twelve months a
 * year and ten answers a month: SQLite sorts what it groups, and numbers are
 * sorted in half the time of text. */
#define COUNT_MONTH_KEY                                          \
	"CAST(substr(r.experienced_on, 1, 4) AS BIGINT) * 120 +" \
	" CAST(substr(r.experienced_on, 6, 2) AS BIGINT) * 10 +" \
	" coalesce(r.answer, 0)"

/* Runs a statement whose rows are such a key and a count; its values are unit,
 * from, until, mode and role of the cut. Nothing is hidden yet. */
struct month_series count_months_of(
    struct ctx *cx, const struct sql *q, const struct cut *cut);

#endif
