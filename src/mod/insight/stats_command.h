/*
 * stats_command.h: `heard stats`, intervals of small numbers as a filter: CSV
 * in on standard input, JSON out.
 */
#ifndef MOD_INSIGHT_STATS_COMMAND_H
#define MOD_INSIGHT_STATS_COMMAND_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* The command; argv[0] is "stats". Exit status and sentences as of
 * spc_command.h. */
int stats_command(int argc, char **argv);

/* The same with its input and output named, for tests. */
int stats_run(
    int argc, char **argv, FILE *in, struct buf *out, struct err *err);

#endif
