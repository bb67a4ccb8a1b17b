/*
 * forecast_series.h: a measure over time from CSV, evenly spaced.
 */
#ifndef MOD_INSIGHT_FORECAST_SERIES_H
#define MOD_INSIGHT_FORECAST_SERIES_H

#include <stdio.h>

#include "base/date.h"
#include "base/err.h"

#define FORECAST_ROWS_MAX 100000

/* How far apart the points are. Both 0: dates do not say. */
struct forecast_step {
	int months, days;
};

struct forecast_series {
	size_t n;
	struct date *dates;
	double *values; /* NAN: none */
	double *dens;   /* NULL: no such column */
	struct forecast_step step;
};

/*
 * Reads `date,value[,den]` in any order of rows. Rows that are absent between
 * evenly spaced ones come in as gaps. Values lie within lower..upper and 1e15
 * of zero. In the arena; false with a sentence in err.
 */
bool forecast_series_read(FILE *in, struct arena *a, double lower, double upper,
    struct forecast_series *ret, struct err *err) ATTR_MUST_USE;

/* The date h steps after the last point; none where dates do not say or have
 * no such year. */
struct date forecast_series_date(const struct forecast_series *s, size_t h);

#endif
