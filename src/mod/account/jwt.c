/*
 * jwt.c: see jwt.h.
 */
#include "mod/account/jwt.h"

#include "base/json.h"
#include "core/signature.h"

#define TOKEN_MAX ((size_t)64 << 10)
#define TEXT_MAX  ((size_t)64 << 10)

static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789-_";

struct str base64url(struct arena *a, struct str bytes)
{
	char *out = arena_alloc(a, bytes.n * 4 / 3 + 3);
	uint32_t held = 0;
	int bits = 0;
	size_t n = 0;

	for (size_t i = 0; i < bytes.n; i++) {
		held = held << 8 | (uint8_t)bytes.s[i];
		for (bits += 8; bits >= 6; bits -= 6)
			out[n++] = LETTERS[held >> (bits - 6) & 63];
	}
	if (bits > 0)
		out[n++] = LETTERS[held << (6 - bits) & 63];
	return (struct str){ out, n };
}

struct str base64url_read(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.n * 3 / 4 + 3);
	uint32_t held = 0;
	int bits = 0;
	size_t n = 0;

	if (str_null(text) || text.n % 4 == 1)
		return STR_NULL;
	for (size_t i = 0; i < text.n; i++) {
		const size_t v = str_find_byte(str_of(LETTERS), text.s[i]);

		if (v == SIZE_MAX)
			return STR_NULL;
		held = held << 6 | (uint32_t)v;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			out[n++] = (char)(held >> bits & 0xff);
		}
	}
	return (struct str){ out, n };
}

/* JSON ---------------------------------------------------------------- */

struct str json_value(struct str object, const char *name)
{
	struct str key, value, found = STR_NULL;
	bool bad = false;

	object = str_trim(object);
	if (str_empty(object) || object.s[0] != '{')
		return STR_NULL;
	while (json_member(&object, &key, &value, &bad)) {
		if (!str_is(key, name))
			continue;
		if (!str_null(found))
			return STR_NULL; /* twice: nobody knows which counts */
		found = value;
	}
	return bad ? STR_NULL : found;
}

static struct str text_of(struct arena *a, struct str value)
{
	struct buf b = buf_make(TEXT_MAX);
	struct str ret = STR_NULL;

	if (!str_empty(value) && json_string(&b, value) && !b.failed)
		ret = str_dup(a, buf_view(&b));
	buf_free(&b);
	return ret;
}

struct str json_text_of(struct arena *a, struct str object, const char *name)
{
	return text_of(a, json_value(object, name));
}

bool json_next_text(struct arena *a, struct str *rest, struct str *ret)
{
	size_t from = str_find_byte(*rest, '"'), to;

	if (from == SIZE_MAX)
		return false;
	for (to = from + 1; to < rest->n && rest->s[to] != '"'; to++)
		if (rest->s[to] == '\\')
			to++;
	if (to >= rest->n)
		return false;
	*ret = text_of(a, str_sub(*rest, from, to + 1 - from));
	*rest = str_sub(*rest, to + 1, SIZE_MAX);
	return !str_null(*ret);
}

/* Signatures ------------------------------------------------------------ */

static struct str number(struct arena *a, struct str key, const char *name)
{
	return base64url_read(a, json_text_of(a, key, name));
}

/* Whether this key is of the kind that `alg` wants, and signed it. */
static bool signed_by(struct arena *a, struct str key, struct str alg,
    struct str data, struct str signature)
{
	const struct str kty = json_text_of(a, key, "kty"),
			 use = json_text_of(a, key, "use");

	if (!str_null(use) && !str_is(use, "sig"))
		return false;
	if (str_is(alg, "RS256") && str_is(kty, "RSA"))
		return rs256_good(
		    number(a, key, "n"), number(a, key, "e"), data, signature);
	if (str_is(alg, "ES256") && str_is(kty, "EC") &&
	    str_is(json_text_of(a, key, "crv"), "P-256"))
		return es256_good(
		    number(a, key, "x"), number(a, key, "y"), data, signature);
	return false;
}

/* The next object of a JSON array of objects; false: no more. */
static bool next_object(struct str *rest, struct str *ret)
{
	const size_t from = str_find_byte(*rest, '{');
	struct str key, value, after;
	bool bad = false;

	if (from == SIZE_MAX)
		return false;
	after = str_sub(*rest, from, SIZE_MAX);
	*ret = after;
	while (json_member(&after, &key, &value, &bad))
		;
	if (bad)
		return false;
	ret->n -= after.n;
	*rest = after;
	return true;
}

struct str jwt_claims(struct arena *a, struct str token, struct str jwks)
{
	struct str rest = token, head, body, sig, header, key, keys;
	struct str alg, kid;

	if (token.n > TOKEN_MAX || !str_cut(&rest, '.', &head) ||
	    !str_cut(&rest, '.', &body) || !str_cut(&rest, '.', &sig) ||
	    !str_null(rest))
		return STR_NULL;
	header = base64url_read(a, head);
	alg = json_text_of(a, header, "alg");
	kid = json_text_of(a, header, "kid");
	/* RFC 7515, 4.1.11: what must be understood and is not. */
	if (str_null(alg) || !str_null(json_value(header, "crit")))
		return STR_NULL;
	sig = base64url_read(a, sig);
	keys = json_value(jwks, "keys");
	while (!str_null(sig) && next_object(&keys, &key)) {
		const struct str name = json_text_of(a, key, "kid");

		if (!str_null(kid) && !str_eq(kid, name))
			continue;
		if (signed_by(a, key, alg,
			str_sub(token, 0, head.n + 1 + body.n), sig))
			return base64url_read(a, body);
	}
	return STR_NULL;
}
