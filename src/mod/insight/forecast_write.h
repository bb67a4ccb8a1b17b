/*
 * forecast_write.h: a forecast as JSON, CSV or sentences.
 */
#ifndef MOD_INSIGHT_FORECAST_WRITE_H
#define MOD_INSIGHT_FORECAST_WRITE_H

#include "base/buf.h"
#include "mod/insight/forecast_args.h"
#include "mod/insight/forecast_series.h"

/* `points`: args->o.ahead of them; NULL: the series is too short. */
void forecast_write(struct buf *out, struct arena *a,
    const struct forecast_args *args, const struct forecast_series *s,
    const struct forecast_point *points);

#endif
