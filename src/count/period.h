/*
 * period.h: the answers of any days of a unit, for readers; count.h has whole
 * months.
 */
#ifndef COUNT_PERIOD_H
#define COUNT_PERIOD_H

#include "count/count.h"

struct period_count {
	struct answers answers;
	struct cell responses; /* with or without an answer */
};

/* Of cut->unit and all below it that the acting person may read, from
 * cut->from to before cut->until, which may be any days. */
struct period_count count_period(struct ctx *cx, const struct cut *cut);

extern const struct sql_list count_period_list;

#endif
