/*
 * stats_fuzz.c: any bytes as a table; the first byte picks the method. The
 * command must answer or refuse with a sentence.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by stats_replay_test.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>

#include "mod/insight/stats_command.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* A method and two more words. */
static const char *const calls[][3] = {
	{ "wilson", "--conf", "0.998" },
	{ "byar", "--conf", "0.95" },
	{ "poisson", "--conf", "0.5" },
	{ "difference", "--conf", "0.95" },
	{ "funnel", "--overdispersion", "additive" },
	{ "funnel", "--type", "standardised" },
	{ "funnel", "--type", "ratio-of-counts" },
	{ "funnel", "--limits", "wilson" },
	{ "p-adjust", "--format", "json" },
	{ "suppress", "--threshold", "5" },
	{ "fft-suppress", "--format", "json" },
};

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char words[4][32] = { "stats" };
	char *argv[4] = { words[0], words[1], words[2], words[3] };
	struct buf out = buf_make((size_t)16 << 20);
	struct err err = { "" };
	FILE *in = tmpfile();
	int status;

	assert(in != NULL);
	for (size_t i = 0; i < 3; i++)
		(void)snprintf(words[i + 1], sizeof(words[0]), "%s",
		    calls[n > 0 ? p[0] % NELEM(calls) : 0][i]);
	if (n > 1)
		assert(fwrite(p + 1, 1, n - 1, in) == n - 1);
	rewind(in);
	status = stats_run(4, argv, in, &out, &err);
	assert(status == 0 || (status == 1 && err.text[0] != '\0'));
	(void)fclose(in);
	buf_free(&out);
	return 0;
}
