/*
 * spc_fuzz.c: the first byte picks a chart and a format, the rest is the CSV of
 * `heard spc`. An answer must be whole and, as JSON, readable; a refusal must
 * say why.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by spc_replay_test.
 */
#include <assert.h>
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

#include "mod/insight/spc_command.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static char chart_names[][8] = { "xmr", "i", "p", "p-prime", "u", "u-prime",
	"c", "t", "g", "auto" };
static char format_names[][8] = { "json", "csv", "svg", "text" };

static void check_answer(struct str s, bool json)
{
	json_t *j;

	assert(s.n > 0);
	if (!json)
		return;
	j = json_loadb(s.s, s.n, JSON_REJECT_DUPLICATES, NULL);
	assert(j != NULL);
	assert(json_array_size(json_object_get(j, "points")) > 0);
	json_decref(j);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char spc[] = "spc", chart[] = "--chart", format[] = "--format";
	char rebase[] = "--rebase", dates[] = "2026-01-01,2026-06-01";
	const size_t pick = n > 0 ? p[0] : 0;
	char *argv[] = { spc, chart, chart_names[pick % NELEM(chart_names)],
		format, format_names[pick / 16 % NELEM(format_names)], rebase,
		dates, NULL };
	struct buf out = buf_make((size_t)64 << 20);
	struct err err = { "" };
	FILE *in;
	int status;

	if (n < 2)
		return 0;
	in = fmemopen((void *)(uintptr_t)(p + 1), n - 1, "r");
	assert(in != NULL);
	status = spc_run(7, argv, in, &out, &err);
	(void)fclose(in);
	assert(status == 0 || status == 1);
	if (status == 0)
		check_answer(buf_view(&out), pick / 16 % 4 == 0);
	else
		assert(err.text[0] != '\0' && out.n == 0);
	buf_free(&out);
	return 0;
}
