/*
 * fft_command.h: `heard fft`: a month's return from a file of responses, and
 * published files as plain rows; the same code as the pages, without a
 * database.
 */
#ifndef MOD_INSIGHT_FFT_COMMAND_H
#define MOD_INSIGHT_FFT_COMMAND_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* `fft build` and `fft read`: argv[0] is that word. The exit code. */
int fft_build_run(
    int argc, char **argv, FILE *in, struct buf *out, struct err *err);
int fft_read_run(
    int argc, char **argv, FILE *in, struct buf *out, struct err *err);
int fft_build_command(int argc, char **argv);
int fft_read_command(int argc, char **argv);

#endif
