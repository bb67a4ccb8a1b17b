/*
 * hash.h: SHA-256 (FIPS 180-4), for checksums of migrations and backups. Keys
 * and passwords are core's, by libsodium.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define SHA256_BYTES 32

struct sha256 {
	uint32_t state[8];
	uint64_t bytes;    /* taken so far */
	uint8_t block[64]; /* the part that is not a whole block yet */
};

void sha256_start(struct sha256 *h);
void sha256_add(struct sha256 *h, const void *p, size_t n);
void sha256_end(struct sha256 *h, uint8_t ret[SHA256_BYTES]);

/* 64 lower-case hexadecimal digits. */
struct str sha256_hex(struct arena *a, struct str s);
struct str hex_of(struct arena *a, const uint8_t *p, size_t n);

#endif
