/*
 * model_fuzz.c: any bytes as the file of a model. One that is read must be
 * safe to hear with and be written again.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by model_replay_test.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "text/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct err e = { "" };
	struct model *m =
	    model_read((struct str){ n > 0 ? (const char *)p : "", n }, &e);
	struct heard h;

	assert((m == NULL) == (e.text[0] != '\0'));
	if (m == NULL)
		return 0;
	struct theme_reader *r = theme_reader_new(m);

	theme_hear(
	    r, S("the food was cold, the nurses were kind"), ASKED_ANY, &h);
	theme_reader_free(r);
	free(m);
	return 0;
}
