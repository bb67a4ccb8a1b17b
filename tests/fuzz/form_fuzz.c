/*
 * form_fuzz.c: any bytes as an urlencoded body and as a Cookie header. What
 * comes out must keep the promises of form.h.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by form_replay_test.
 */
#include <assert.h>
#include <string.h>

#include "http/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_text(struct str s)
{
	assert(!str_null(s));
	assert(utf8_valid(s));
	assert(s.n == 0 || memchr(s.s, '\0', s.n) == NULL);
	assert(s.n == 0 || memchr(s.s, '\r', s.n) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	const struct str body = { n > 0 ? (const char *)p : "", n };
	struct form f;

	if (form_urlencoded(a, body, &f) == FORM_OK) {
		assert(f.n <= FORM_FIELDS_MAX);
		for (size_t i = 0; i < f.n; i++) {
			check_text(f.fields[i].name);
			check_text(f.fields[i].value);
			assert(str_null(f.fields[i].filename));
		}
	}
	const struct str c = cookie_get(body, "a");

	assert(str_null(c) || (c.s >= body.s && c.n < body.n));
	arena_free(a);
	return 0;
}
