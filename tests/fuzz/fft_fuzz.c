/*
 * fft_fuzz.c: any bytes as a published file: CSV, or a workbook. Whatever is
 * read has counts that are counts and shares that are shares.
 */
#include <assert.h>
#include <math.h>

#include "mod/insight/fft.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_one(const struct fft_published *p)
{
	assert(p->responses >= 0 && !str_empty(p->code));
	assert(
	    isnan(p->positive) || (p->positive >= 0.0 && p->positive <= 100.0));
	assert(
	    isnan(p->negative) || (p->negative >= 0.0 && p->negative <= 100.0));
	for (size_t i = 0; i < FFT_ANSWERS; i++)
		assert(p->answers[i] >= FFT_HIDDEN);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	const struct str bytes = { (const char *)data, size };
	struct err e = { "" };
	struct fft_file f;

	if (fft_read(bytes, S("FFT-x-Aug-25.csv"), a, &f, &e))
		for (size_t i = 0; i < f.n; i++)
			check_one(&f.list[i]);
	else
		assert(e.text[0] != '\0');
	arena_free(a);
	return 0;
}
