/*
 * totp.c: see totp.h.
 */
#include "mod/account/totp.h"

#include <assert.h>

#include "core/keys.h"
#include "core/signature.h"

int64_t totp_step(struct instant t)
{
	return t.us / US_PER_SECOND / TOTP_STEP_SECONDS;
}

struct str totp_code(
    struct arena *a, struct str secret, int64_t step, int digits)
{
	char counter[8];
	uint8_t h[HMAC_SHA1_BYTES];
	uint32_t n = 0, modulus = 1;

	assert(digits >= 6 && digits <= 8 && step >= 0);
	for (int i = 0; i < 8; i++)
		counter[i] = (char)((uint64_t)step >> (56 - 8 * i) & 0xff);
	hmac_sha1(secret, (struct str){ counter, sizeof(counter) }, h);
	/* RFC 4226, 5.3: the last four bits say where 31 bits are taken. */
	for (int i = 0; i < 4; i++)
		n = n << 8 | h[(h[HMAC_SHA1_BYTES - 1] & 15) + i];
	for (int i = 0; i < digits; i++)
		modulus *= 10;
	return str_fmt(
	    a, "%0*u", digits, (unsigned)((n & 0x7fffffff) % modulus));
}

int64_t totp_match(struct arena *a, struct str secret, struct instant now,
    int64_t after, struct str digits)
{
	const int64_t here = totp_step(now);
	int64_t found = 0;

	if (digits.n != 6)
		return 0;
	/* All are compared, so that time does not tell which one it was. */
	for (int64_t s = here - TOTP_DRIFT; s <= here + TOTP_DRIFT; s++) {
		uint8_t want[MAC_BYTES], got[MAC_BYTES];

		digest(totp_code(a, secret, s, 6), want);
		digest(digits, got);
		if (mac_equal(want, got) && s > after && found == 0)
			found = s;
	}
	return found;
}

struct str totp_base32(struct arena *a, struct str bytes)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *out = arena_alloc(a, bytes.n * 8 / 5 + 2);
	uint32_t held = 0;
	int bits = 0;
	size_t n = 0;

	for (size_t i = 0; i < bytes.n; i++) {
		held = held << 8 | (uint8_t)bytes.s[i];
		for (bits += 8; bits >= 5; bits -= 5)
			out[n++] = letters[held >> (bits - 5) & 31];
	}
	if (bits > 0)
		out[n++] = letters[held << (5 - bits) & 31];
	return (struct str){ out, n };
}
