/*
 * internal.h: what the files of this folder share.
 */
#ifndef COUNT_INTERNAL_H
#define COUNT_INTERNAL_H

#include "count/count.h"

/* Runs a statement whose rows are month ("2026-04"), answer (0: none) and
 * count; its values are unit, from, until, mode and role of the cut. Nothing is
 * hidden yet. */
struct month_series count_months_of(
    struct ctx *cx, const struct sql *q, const struct cut *cut);

#endif
