/*
 * spc_write.h: a judged series as JSON, CSV, SVG or words.
 */
#ifndef MOD_INSIGHT_SPC_WRITE_H
#define MOD_INSIGHT_SPC_WRITE_H

#include "base/buf.h"
#include "mod/insight/spc_args.h"

struct spc_series {
	const struct date *dates;
	const struct xmr_point *points;
	size_t n;
	struct xmr_summary summary;
};

/* Writes the series in args->format. `a` holds what is needed meanwhile. */
void spc_write(struct buf *out, struct arena *a, const struct spc_args *args,
    const struct spc_series *s);

#endif
