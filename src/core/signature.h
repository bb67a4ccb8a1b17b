/*
 * signature.h: what other programs' standards ask for and libsodium has not:
 * HMAC-SHA1 of one-time codes, and the two signatures of identity providers.
 * Only signature.c includes GnuTLS, which the web server and the mail brought
 * along already. Our own secrets are keys.h's.
 */
#ifndef CORE_SIGNATURE_H
#define CORE_SIGNATURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/str.h"

#define HMAC_SHA1_BYTES 20

/* RFC 2104 with SHA-1; any length of key and data. */
void hmac_sha1(struct str key, struct str data, uint8_t ret[HMAC_SHA1_BYTES]);

/*
 * RFC 7518, 3.3: RSASSA-PKCS1-v1_5 with SHA-256. `n` and `e` are the key's
 * numbers, big-endian. Keys under 2,048 bits are refused, whatever they sign.
 */
bool rs256_good(struct str n, struct str e, struct str data,
    struct str signature) ATTR_MUST_USE;

/* RFC 7518, 3.4: ECDSA on P-256 with SHA-256. `x` and `y` are 32 bytes each,
 * the signature is r and s, 64 bytes. */
bool es256_good(struct str x, struct str y, struct str data,
    struct str signature) ATTR_MUST_USE;

#endif
