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
#include "base/attr.h"
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
	KEY_LIVED = 10,
	KEY_DRAFT = 11, /* forms half filled in, searches */
	KEY_SECOND = 12 /* second factors, and tickets on the way in */
};

#define KEY_ROOT_BYTES 32
#define MAC_BYTES      32
#define KEYS_MAX       8
#define KEY_ID_CHARS   8

/* Makes a key file (mode 0600); refuses to overwrite one. */
bool keys_create(const char *path, struct err *e);
/*
 * Puts a new key before the ones in the file: written beside it, flushed, and
 * renamed into its place, so that a crash leaves the one or the other. False
 * with a sentence when there are KEYS_MAX already.
 */
bool keys_add(const char *path, struct err *e);
/*
 * Reads it; refuses a file that others may read. Never NULL without *e. The
 * first line is the key in use; further lines are keys of before, which still
 * open what they sealed (at most KEYS_MAX lines).
 */
struct keys *keys_load(const char *path, struct err *e);
/* A key from bytes, without a file: for tests. Never NULL. */
struct keys *keys_make(const uint8_t root[KEY_ROOT_BYTES]);
void keys_free(struct keys *k); /* NULL is fine */

/* Short public id of the key in use (KEY_ID_CHARS characters of base 32), to
 * tell which key sealed a row. Lives as long as k. */
struct str keys_id(const struct keys *k);
size_t keys_count(const struct keys *k); /* in use and of before; at least 1 */

/*
 * Seals with XChaCha20-Poly1305, key id in front. `where` is associated data:
 * "table|column|ref"; a sealed value moved elsewhere does not open.
 */
struct str seal(const struct keys *k, struct arena *a, enum key_purpose p,
    struct str where, struct str plain);
/* The plain bytes; the null str when it does not open. */
struct str unseal(const struct keys *k, struct arena *a, enum key_purpose p,
    struct str where, struct str sealed);
/* Whether a sealed value carries the id of the key in use. */
bool sealed_now(const struct keys *k, struct str sealed);

/* "table|column|ref" for seal and unseal. */
struct str seal_where(
    struct arena *a, const char *table, const char *column, struct str ref);

/* Keyed hash (BLAKE2b) of data under a purpose. */
void mac(const struct keys *k, enum key_purpose p, struct str data,
    uint8_t ret[MAC_BYTES]);
/* The same under the key with this id; false: we do not have that key. */
bool mac_under(const struct keys *k, struct str key_id, enum key_purpose p,
    struct str data, uint8_t ret[MAC_BYTES]) ATTR_MUST_USE;
/* Whether `m` is the mac of the data under any of the keys; constant time in
 * the data, not in which key it was. */
bool mac_matches(const struct keys *k, enum key_purpose p, struct str data,
    const uint8_t m[MAC_BYTES]);
bool mac_equal(const uint8_t *a, const uint8_t *b);   /* constant time */
void digest(struct str data, uint8_t ret[MAC_BYTES]); /* unkeyed */
/* The first 128 bits of a mac as 26 characters of base 32. */
struct str mac_text(struct arena *a, const uint8_t m[MAC_BYTES]);

/*
 * argon2id, about 100 ms and 64 MiB: only on a heavy worker. Test builds use
 * the smallest cost there is. A null hash never matches and takes as long as
 * a wrong password, so that nobody learns who has an account.
 */
struct str password_hash(struct arena *a, struct str password);
bool password_check(struct str hash, struct str password);

/*
 * The anonymous return code of a form token: 12 letters of Crockford base 32
 * (60 bits), by MAC, so that a repeated post shows the same code. Only
 * return_code_hash() of it is stored: 26 characters of text, of the code in
 * any case and grouping; the null str when it can be no code.
 */
struct str return_code(const struct keys *k, struct arena *a, struct str token);
struct str return_code_hash(
    const struct keys *k, struct arena *a, struct str code);
#define RETURN_CODE_CHARS 12
/* The same under the nth key of the file (0: the one in use), so that codes
 * from before a change of key still find what they stand for. */
struct str return_code_hash_nth(
    const struct keys *k, struct arena *a, struct str code, size_t nth);

#endif
