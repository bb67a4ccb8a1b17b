/*
 * forecast_command.c: see forecast_command.h. The statistics are in
 * stat/forecast.c.
 */
#include "mod/insight/forecast_command.h"

#include "base/words.h"
#include "mod/insight/filter.h"
#include "mod/insight/forecast_args.h"
#include "mod/insight/forecast_series.h"
#include "mod/insight/forecast_write.h"

static void answer(const struct forecast_args *args,
    const struct forecast_series *s, struct arena *a, struct buf *out,
    struct err *err)
{
	struct forecast_point *points =
	    arena_array(a, args->o.ahead, sizeof(*points));

	if (forecast_run(a, &args->o, s->values, s->dens, s->n, points) ==
	    FORECAST_TOO_SHORT) {
		points = NULL;
		(void)err_set(err,
		    T("A forecast needs at least %d values; there are fewer."),
		    FORECAST_LEAST);
	}
	forecast_write(out, a, args, s, points);
}

int forecast_command_run(
    int argc, char **argv, FILE *in, struct buf *out, struct err *err)
{
	struct forecast_args args;
	struct forecast_series s;
	struct arena *a;
	int status = 1;

	if (!forecast_args_parse(argc, argv, &args, err))
		return 2;
	a = arena_new(ARENA_COMMAND);
	if (forecast_series_read(in, a, args.o.lower, args.o.upper, &s, err)) {
		answer(&args, &s, a, out, err);
		status = 0;
	}
	arena_free(a);
	return status;
}

int forecast_command(int argc, char **argv)
{
	struct buf out = buf_make(FILTER_OUT_MAX);
	struct err err = { "" };
	const int status = forecast_command_run(argc, argv, stdin, &out, &err);

	return filter_end("forecast", status, &out, &err);
}
