/*
 * found.h: counts of responses that a search found, by team and by month, for
 * people who may read every row behind them.
 */
#ifndef COUNT_FOUND_H
#define COUNT_FOUND_H

#include "count/count.h"

struct found_counts {
	struct month_series months; /* all teams together */
	struct named_counts teams;  /* by slug, the whole period */
};

/*
 * Of the responses whose bit is set in ids (nids bits), those of the cut that
 * the acting person may read (CAP_RESPONSE_READ); cut->unit 0: every unit.
 */
enum db_status count_found(struct ctx *cx, const struct cut *cut,
    const uint64_t *ids, size_t nids, struct found_counts *ret) ATTR_MUST_USE;

extern const struct sql_list count_found_list;

#endif
