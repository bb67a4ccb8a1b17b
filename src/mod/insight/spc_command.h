/*
 * spc_command.h: `heard spc`, the SPC chart as a filter: CSV in on standard
 * input, JSON, CSV, SVG or words out.
 */
#ifndef MOD_INSIGHT_SPC_COMMAND_H
#define MOD_INSIGHT_SPC_COMMAND_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * The command; argv[0] is "spc". Exit status: 0 fine, 1 the data cannot be
 * used, 2 the options cannot; one sentence on standard error for 1 and 2.
 */
int spc_command(int argc, char **argv);

/* The same with its input and output named, for tests. A sentence in `err`
 * beside status 0 is a notice. */
int spc_run(int argc, char **argv, FILE *in, struct buf *out, struct err *err);

#endif
