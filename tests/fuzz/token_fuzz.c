/*
 * token_fuzz.c: any bytes as a text. What comes out must keep the promises of
 * text/token.h: bounded terms in order that an index can take apart again.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by token_replay_test.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "text/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_term(struct str term)
{
	assert(term.n > 0 && term.n <= TOKEN_TERM_MAX);
	assert(utf8_valid(term));
	for (size_t i = 0; i < term.n; i++) {
		const uint8_t c = (uint8_t)term.s[i];

		/* Nothing that a question to an engine could trip over. */
		assert(c >= 0x80 || (c >= '0' && c <= '9') ||
		       (c >= 'a' && c <= 'z'));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	const struct str text = { n > 0 ? (const char *)p : "", n };
	struct tokens t;
	struct str rest = text_terms(a, text), one;
	struct str last = S("");

	text_tokens(a, text, &t);
	assert(t.n <= TOKENS_MAX);
	for (size_t i = 0; i < t.n; i++) {
		check_term(t.list[i].term);
		check_term(t.list[i].plain);
		assert(t.list[i].from < t.list[i].to && t.list[i].to <= n);
		assert(i == 0 || t.list[i].from >= t.list[i - 1].to);
	}
	assert((t.n == 0) == (rest.n == 0));
	while (rest.n > 0 && str_cut(&rest, ' ', &one)) {
		check_term(one);
		assert(str_cmp(last, one) < 0);
		last = one;
	}
	arena_free(a);
	return 0;
}
