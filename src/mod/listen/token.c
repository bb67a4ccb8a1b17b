/*
 * token.c: form tokens and return codes; see token.h.
 */
#include "mod/listen/token.h"

#include <string.h>

#include "base/random.h"
#include "mod/listen/sql.h"

#define MINUTE_US    (60 * US_PER_SECOND)
#define MINUTE_CHARS 8
#define MAC_CHARS    16
#define MAC_CUT      10 /* bytes; 16 characters of base 32 */

static const struct sql SQL_THERE = { "SELECT id FROM response WHERE ref = ?1",
	SYSTEM("whoever holds the return code said it") };

static const struct sql *const statements[] = { &SQL_THERE };
const struct sql_list listen_token_sql = { statements, NELEM(statements) };

static struct str token_mac(
    struct ctx *cx, struct str place_code, struct str head)
{
	uint8_t m[MAC_BYTES];

	mac(cx->app->keys, KEY_FORM,
	    str_fmt(cx->arena, "feedback|%.*s|%.*s", STR_ARG(place_code),
		STR_ARG(head)),
	    m);
	return base32(cx->arena, m, MAC_CUT);
}

struct str form_token_new(struct ctx *cx, struct str place_code)
{
	const struct str ref = ref_new(cx->arena);
	const struct str head = str_fmt(cx->arena, "%.*s%08lx", STR_ARG(ref),
	    (unsigned long)(cx->now.us / MINUTE_US) & 0xffffffffUL);

	const struct str mac = token_mac(cx, place_code, head);

	return str_fmt(cx->arena, "%.*s%.*s", STR_ARG(head), STR_ARG(mac));
}

/* Lower-case hexadecimal of MINUTE_CHARS digits; -1 when it is not. */
static int64_t minute_of(struct str s)
{
	static const char digits[] = "0123456789abcdef";
	int64_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *at = s.s[i] != '\0' ? strchr(digits, s.s[i]) : NULL;

		if (at == NULL)
			return -1;
		n = n * 16 + (at - digits);
	}
	return n;
}

bool form_token_good(struct ctx *cx, struct str place_code, struct str token)
{
	return form_token_good_for(cx, place_code, token, FORM_TOKEN_DAYS);
}

bool form_token_good_for(
    struct ctx *cx, struct str place_code, struct str token, int days)
{
	const struct str head = str_sub(token, 0, REF_CHARS + MINUTE_CHARS);
	const struct str tail =
	    str_sub(token, REF_CHARS + MINUTE_CHARS, MAC_CHARS);
	const int64_t now = cx->now.us / MINUTE_US;
	int64_t made;

	if (token.n != FORM_TOKEN_CHARS ||
	    !str_eq(tail, token_mac(cx, place_code, head)))
		return false;
	made = minute_of(str_sub(head, REF_CHARS, MINUTE_CHARS));
	return made >= 0 && made <= now + 1 &&
	       now - made <= (int64_t)days * 24 * 60;
}

static struct str ref_of_hash(struct arena *a, struct str hash)
{
	uint8_t d[MAC_BYTES];

	if (str_null(hash))
		return STR_NULL;
	digest(hash, d);
	return base32(a, d, REF_CHARS * 5 / 8);
}

struct str response_ref_of_code(struct ctx *cx, struct str code)
{
	return ref_of_hash(
	    cx->arena, return_code_hash(cx->app->keys, cx->arena, code));
}

struct str response_ref_nth(struct ctx *cx, struct str code, size_t nth)
{
	return ref_of_hash(cx->arena,
	    return_code_hash_nth(cx->app->keys, cx->arena, code, nth));
}

struct str response_ref_find(struct ctx *cx, struct str code)
{
	const struct str first = response_ref_of_code(cx, code);
	struct str ref = first;

	for (size_t i = 0; i < keys_count(cx->app->keys) && !str_null(ref);
	     i++) {
		ref = response_ref_nth(cx, code, i);
		if (db_get_int(
			cx->conn, cx->arena, &SQL_THERE, VALS(V(ref)), 0) != 0)
			return ref;
	}
	return first;
}

struct str return_code_show(struct arena *a, struct str code)
{
	return str_fmt(a, "%.*s %.*s %.*s", STR_ARG(str_sub(code, 0, 4)),
	    STR_ARG(str_sub(code, 4, 4)), STR_ARG(str_sub(code, 8, 4)));
}
