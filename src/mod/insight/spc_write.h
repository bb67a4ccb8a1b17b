/*
 * spc_write.h: a judged series as JSON, CSV, SVG or words.
 */
#ifndef MOD_INSIGHT_SPC_WRITE_H
#define MOD_INSIGHT_SPC_WRITE_H

#include "base/buf.h"
#include "mod/insight/spc_args.h"
#include "mod/insight/spc_series.h"

struct spc_judged {
	const struct spc_series *s;
	struct xmr_point *points; /* s->n of them */
	struct spc_segment *segments;
	size_t nsegments;
	struct xmr_summary summary;
	bool chosen; /* by spc_choose, for this reason */
	enum spc_reason reason;
};

/* Writes the series in args->format. `a` holds what is needed meanwhile. */
void spc_write(struct buf *out, struct arena *a, const struct spc_args *args,
    const struct spc_judged *d);

#endif
