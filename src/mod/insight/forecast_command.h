/*
 * forecast_command.h: `heard forecast`: what comes next in a series, from
 * standard input to standard output. docs/forecast.md says what it prints.
 */
#ifndef MOD_INSIGHT_FORECAST_COMMAND_H
#define MOD_INSIGHT_FORECAST_COMMAND_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * The command; argv[0] is "forecast". Exit status: 0 fine (a series that is
 * too short is said to be), 1 the data cannot be used, 2 the options cannot.
 */
int forecast_command(int argc, char **argv);

/* The same with other ends, for tests. */
int forecast_command_run(
    int argc, char **argv, FILE *in, struct buf *out, struct err *err);

#endif
