/*
 * warn_command.h: `heard warn`, early warning over a fleet of series as a
 * filter: CSV in on standard input, JSON out.
 */
#ifndef MOD_INSIGHT_WARN_COMMAND_H
#define MOD_INSIGHT_WARN_COMMAND_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * The command; argv[0] is "warn". Reads series,date,num,den; an empty figure
 * is a gap. Exit status 0; 1 for bad data, 2 for wrong words, with one line on
 * standard error.
 */
int warn_command(int argc, char **argv);

/* The same with its input and output named, for tests. */
int warn_run(int argc, char **argv, FILE *in, struct buf *out, struct err *err);

#endif
