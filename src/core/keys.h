/*
 * keys.h: one 32-byte root key in a file outside the database, and everything
 * derived from it by purpose (crypto_kdf). Only keys.c includes libsodium.
 * docs/keys.md says who must keep what.
 */
#ifndef CORE_KEYS_H
#define CORE_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct keys;

enum key_purpose {
	KEY_CONTACT = 1,
	KEY_BANK = 2,
	KEY_FILE = 3,
	KEY_AUDIT = 4,
	KEY_SESSION = 5,
	KEY_RETURN_CODE = 6,
	KEY_FORM = 7, /* form tokens and CSRF */
	KEY_COMMENT = 8,
	KEY_PASTORAL = 9,
	KEY_LIVED = 10
};

#define KEY_ROOT_BYTES 32
#define MAC_BYTES      32

/* Makes a key file (mode 0600); refuses to overwrite one. */
bool keys_create(const char *path, struct err *e);
/* Reads it; refuses a file that others may read. Never NULL without *e. */
struct keys *keys_load(const char *path, struct err *e);
void keys_free(struct keys *k);

/* Short public id of the root key, to tell which key sealed a row. */
struct str keys_id(const struct keys *k);

/*
 * Seals with XChaCha20-Poly1305, key id in front. `where` is associated data:
 * "table|column|ref"; a sealed value moved elsewhere does not open.
 */
struct str seal(const struct keys *k, struct arena *a, enum key_purpose p,
    struct str where, struct str plain);
/* The plain bytes; the null str when it does not open. */
struct str unseal(const struct keys *k, struct arena *a, enum key_purpose p,
    struct str where, struct str sealed);

/* Keyed hash (BLAKE2b) of data under a purpose. */
void mac(const struct keys *k, enum key_purpose p, struct str data,
    uint8_t ret[MAC_BYTES]);
bool mac_equal(const uint8_t *a, const uint8_t *b);   /* constant time */
void digest(struct str data, uint8_t ret[MAC_BYTES]); /* unkeyed */

/* argon2id, about 100 ms and 64 MiB: only on a heavy worker. */
struct str password_hash(struct arena *a, struct str password);
bool password_check(struct str hash, struct str password);

/*
 * The anonymous return code of a form token: 12 letters of Crockford base 32
 * (60 bits), by MAC, so that a repeated post shows the same code. Only
 * return_code_hash() of it is stored.
 */
struct str return_code(const struct keys *k, struct arena *a, struct str token);
struct str return_code_hash(
    const struct keys *k, struct arena *a, struct str code);
#define RETURN_CODE_CHARS 12

#endif
