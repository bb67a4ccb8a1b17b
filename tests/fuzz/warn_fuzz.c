/*
 * warn_fuzz.c: any bytes as a fleet. The command must answer or refuse with a
 * sentence, and what it answers must be short of what it read.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by warn_replay_test.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>

#include "mod/insight/warn_command.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char name[] = "warn", option[] = "--baseline", months[] = "6";
	char *argv[] = { name, option, months, NULL };
	struct buf out = buf_make((size_t)16 << 20);
	struct err err = { "" };
	FILE *in = tmpfile();
	int status;

	assert(in != NULL);
	assert(fwrite(p, 1, n, in) == n);
	rewind(in);
	status = warn_run(3, argv, in, &out, &err);
	assert(status == 0 || (status == 1 && err.text[0] != '\0'));
	assert(status == 1 || (!out.failed && out.n > 0));
	(void)fclose(in);
	buf_free(&out);
	return 0;
}
