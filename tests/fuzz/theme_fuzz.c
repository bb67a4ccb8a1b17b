/*
 * theme_fuzz.c: any bytes as a comment. The first byte is the question. What
 * is heard must keep the promises of text/theme.h, in bounded memory.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by theme_replay_test.
 */
#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "text/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct theme_reader *reader;
	static struct arena *a;
	const enum asked q = n > 0 ? (enum asked)(p[0] % ASKED_WAYS) : 0;
	const struct str text =
	    n > 1 ? (struct str){ (const char *)p + 1, n - 1 } : S("");
	struct heard h;

	if (reader == NULL) {
		reader = theme_reader_new(model_builtin());
		a = arena_new((size_t)1 << 20);
	}
	theme_hear(reader, text, q, &h);
	assert(h.sentiment >= 1 && h.sentiment <= 5);
	assert((h.sentiment3 == 1) == (h.sentiment < 3));
	assert((h.sentiment3 == 3) == (h.sentiment > 3));
	assert(h.nwindows <= n + 1);
	for (int i = 0; i < THEMES; i++) {
		assert(isfinite(h.score[i]));
		if ((h.themes & THEME_BIT(i)) == 0)
			continue;
		assert(h.from[i] <= h.to[i] && h.to[i] <= text.n);
		(void)theme_reason(reader, a, text, q, &h, i);
	}
	arena_reset(a);
	return 0;
}
