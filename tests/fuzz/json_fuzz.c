/*
 * json_fuzz.c: any bytes as a line of JSON, as a signed token with its keys,
 * and as a letter's template. A text that was read is written and read again.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by json_replay_test.
 */
#include <assert.h>
#include <stdint.h>

#include "base/json.h"
#include "base/utf8.h"
#include "letter/letter.h"
#include "mod/account/jwt.h"
#include "mod/account/totp.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_text(struct str value)
{
	struct buf one = buf_make((size_t)4 << 20);
	struct buf two = buf_make((size_t)32 << 20);
	struct buf three = buf_make((size_t)4 << 20);

	if (json_string(&one, value)) {
		json_put(&two, buf_view(&one));
		assert(json_string(&three, buf_view(&two)));
		assert(!utf8_valid(buf_view(&one)) ||
		       str_eq(buf_view(&one), buf_view(&three)));
	}
	buf_free(&one);
	buf_free(&two);
	buf_free(&three);
}

static void check_members(struct str s)
{
	struct str rest = s, key, value;
	bool bad = false;

	while (json_member(&rest, &key, &value, &bad)) {
		assert(value.s >= s.s && value.s + value.n <= s.s + s.n);
		check_text(value);
	}
}

static void check_token(struct arena *a, struct str s)
{
	struct str keys = s, token;
	const struct str bytes = base64url_read(a, s);

	if (!str_null(bytes))
		(void)base64url(a, bytes);
	(void)totp_base32(a, str_sub(s, 0, 64));
	(void)totp_match(a, str_sub(s, 0, 20),
	    (struct instant){ .us = 1700000000000000 }, 0, str_sub(s, 0, 6));
	if (!str_cut(&keys, '\n', &token))
		return;
	/* Nobody has signed what a machine makes up. */
	assert(str_null(jwt_claims(a, token, keys)));
	while (json_next_text(a, &keys, &token))
		assert(token.n <= s.n * 3);
	(void)json_text_of(a, s, "a");
}

static void check_template(struct arena *a, struct str s)
{
	const struct letter_field fields[] = { { "name", S("A {b} C\r\n") },
		{ "day", STR_NULL }, { "why", S("because") } };
	struct err e = { "" };
	struct str out;

	for (int one_line = 0; one_line < 2; one_line++)
		if (!letter_merge(
			a, s, fields, NELEM(fields), one_line != 0, &out, &e))
			assert(e.text[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const struct str s = { n > 0 ? (const char *)p : "", n };
	struct arena *a = arena_new((size_t)64 << 20);

	check_members(s);
	check_token(a, s);
	check_template(a, s);
	arena_free(a);
	return 0;
}
