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

/* The months of a cut, empty; and adding counts to them: answer 0 is none. */
struct month_series count_months_empty(struct ctx *cx, const struct cut *cut);
void count_add(
    struct answers *c, struct cell *responses, int64_t answer, int64_t n);

/* A list with room for COUNT_UNITS_MAX names; the count of a code in it, NULL:
 * it is full; and adding to a unit's count, in a month of the cut too. */
struct named_counts count_named_empty(struct ctx *cx);
struct named_count *count_named(struct named_counts *c, struct str code);
void count_add_unit(struct ctx *cx, struct named_count *u,
    const struct cut *cut, size_t month, int64_t answer, int64_t n);

/* By SQL, whatever is in memory; for tests too. */
struct month_series count_months_sql(struct ctx *cx, const struct cut *cut);
struct cut_counts count_cut_sql(struct ctx *cx, const struct cut *cut);
struct named_counts count_units_sql(struct ctx *cx, const struct cut *cut);

#endif
