/*
 * signature.c: see signature.h.
 */
#include "core/signature.h"

#include <assert.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

#define RSA_BYTES_MIN 256 /* 2,048 bits */
#define P256_BYTES    32

void hmac_sha1(struct str key, struct str data, uint8_t ret[HMAC_SHA1_BYTES])
{
	const int rc = gnutls_hmac_fast(
	    GNUTLS_MAC_SHA1, key.s, key.n, data.s, data.n, ret);

	assert(rc == 0); /* the library has SHA-1, or nothing of this works */
}

/* GnuTLS reads what it is given through pointers without const. */
static gnutls_datum_t datum(struct arena *a, struct str s)
{
	return (
	    gnutls_datum_t){ (unsigned char *)str_cstr(a, s), (unsigned)s.n };
}

/* The key's numbers may begin with zeros. */
static size_t length(struct str number)
{
	size_t zeros = 0;

	while (zeros < number.n && number.s[zeros] == '\0')
		zeros++;
	return number.n - zeros;
}

static bool verify(gnutls_pubkey_t key, gnutls_sign_algorithm_t how,
    const gnutls_datum_t *data, const gnutls_datum_t *signature)
{
	return gnutls_pubkey_verify_data2(key, how, 0, data, signature) >= 0;
}

bool rs256_good(struct str n, struct str e, struct str data, struct str sig)
{
	struct arena *a;
	gnutls_pubkey_t key;
	bool good = false;

	if (length(n) < RSA_BYTES_MIN || length(e) == 0 || str_empty(sig))
		return false;
	if (gnutls_pubkey_init(&key) < 0)
		return false;
	a = arena_new(ARENA_REQUEST);
	const gnutls_datum_t m = datum(a, n), x = datum(a, e),
			     d = datum(a, data), s = datum(a, sig);

	if (gnutls_pubkey_import_rsa_raw(key, &m, &x) >= 0)
		good = verify(key, GNUTLS_SIGN_RSA_SHA256, &d, &s);
	gnutls_pubkey_deinit(key);
	arena_free(a);
	return good;
}

bool es256_good(struct str x, struct str y, struct str data, struct str sig)
{
	struct arena *a;
	gnutls_pubkey_t key;
	gnutls_datum_t der = { NULL, 0 };
	bool good = false;

	if (x.n != P256_BYTES || y.n != P256_BYTES || sig.n != 2 * P256_BYTES)
		return false;
	if (gnutls_pubkey_init(&key) < 0)
		return false;
	a = arena_new(ARENA_REQUEST);
	const gnutls_datum_t dx = datum(a, x), dy = datum(a, y),
			     d = datum(a, data),
			     r = datum(a, str_sub(sig, 0, P256_BYTES)),
			     s = datum(a, str_sub(sig, P256_BYTES, P256_BYTES));

	if (gnutls_pubkey_import_ecc_raw(
		key, GNUTLS_ECC_CURVE_SECP256R1, &dx, &dy) >= 0 &&
	    gnutls_encode_rs_value(&der, &r, &s) >= 0)
		good = verify(key, GNUTLS_SIGN_ECDSA_SHA256, &d, &der);
	gnutls_free(der.data);
	gnutls_pubkey_deinit(key);
	arena_free(a);
	return good;
}
