/*
 * keys.c: see keys.h. The only file that includes libsodium. It owns what a
 * sealed value looks like:
 *
 *	1 byte   SEAL_FORMAT
 *	5 bytes  id of the root key
 *	24 bytes nonce
 *	n + 16   XChaCha20-Poly1305 over the plain bytes, `where` associated
 *
 * It does not own where sealed values are kept.
 */
#include "core/keys.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/random.h"
#include "core/key_file.h"

#define SEAL_FORMAT  1
#define KEY_ID_BYTES 5
#define NONCE_BYTES  crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES    crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEAD_BYTES   (1 + KEY_ID_BYTES + NONCE_BYTES)
#define SUBKEY_ID    0 /* no purpose has it */

#ifdef HEARD_TEST
#define PASSWORD_OPS crypto_pwhash_OPSLIMIT_MIN
#define PASSWORD_MEM crypto_pwhash_MEMLIMIT_MIN
#else
#define PASSWORD_OPS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define PASSWORD_MEM crypto_pwhash_MEMLIMIT_INTERACTIVE /* 64 MiB */
#endif

struct root {
	uint8_t key[KEY_ROOT_BYTES];
	uint8_t id[KEY_ID_BYTES];
	char id_text[KEY_ID_CHARS];
};

struct keys {
	struct root root[KEYS_MAX]; /* the first is in use */
	size_t n;
};

/* 8 bytes that keep our derivations apart from anyone else's. */
static const char KDF_CONTEXT[crypto_kdf_CONTEXTBYTES] = { 'h', 'e', 'a', 'r',
	'd', ' ', 'v', '1' };

static void derive(const struct root *r, unsigned id, void *out, size_t n)
{
	const int rc =
	    crypto_kdf_derive_from_key(out, n, id, KDF_CONTEXT, r->key);

	assert(rc == 0);
}

static void root_set(struct root *r, const uint8_t key[KEY_ROOT_BYTES])
{
	uint8_t wide[crypto_kdf_BYTES_MIN];
	struct arena *a = arena_new(ARENA_REQUEST);
	struct str text;

	memcpy(r->key, key, KEY_ROOT_BYTES);
	derive(r, SUBKEY_ID, wide, sizeof(wide));
	memcpy(r->id, wide, KEY_ID_BYTES);
	text = base32(a, r->id, KEY_ID_BYTES);
	assert(text.n == KEY_ID_CHARS);
	memcpy(r->id_text, text.s, KEY_ID_CHARS);
	arena_free(a);
}

static void sodium_ready(void)
{
	const int rc = sodium_init(); /* may be called again and again */

	assert(rc >= 0);
}

struct keys *keys_make(const uint8_t root[KEY_ROOT_BYTES])
{
	struct keys *k = xcalloc(1, sizeof(*k));

	sodium_ready();
	root_set(&k->root[0], root);
	k->n = 1;
	return k;
}

bool keys_create(const char *path, struct err *e)
{
	uint8_t root[KEY_ROOT_BYTES];
	bool done;

	random_bytes(root, sizeof(root));
	done = key_file_write(path, root, e);
	sodium_ready();
	sodium_memzero(root, sizeof(root));
	return done;
}

bool keys_add(const char *path, struct err *e)
{
	uint8_t roots[KEYS_MAX][KEY_ROOT_BYTES];
	const size_t n = key_file_read(path, roots, e);
	bool done = false;

	sodium_ready();
	if (n == KEYS_MAX) {
		(void)err_set(e,
		    "There are %d keys in %s already. Take away the last "
		    "line first.",
		    KEYS_MAX, path);
	} else if (n > 0) {
		memmove(roots[1], roots[0], n * KEY_ROOT_BYTES);
		random_bytes(roots[0], KEY_ROOT_BYTES);
		done = key_file_replace(path, roots, n + 1, e);
	}
	sodium_memzero(roots, sizeof(roots));
	return done;
}

struct keys *keys_load(const char *path, struct err *e)
{
	uint8_t roots[KEYS_MAX][KEY_ROOT_BYTES];
	const size_t n = key_file_read(path, roots, e);
	struct keys *k;

	if (n == 0)
		return NULL;
	k = keys_make(roots[0]);
	for (size_t i = 1; i < n; i++)
		root_set(&k->root[i], roots[i]);
	k->n = n;
	sodium_memzero(roots, sizeof(roots));
	return k;
}

void keys_free(struct keys *k)
{
	if (k == NULL)
		return;
	sodium_memzero(k, sizeof(*k));
	free(k);
}

struct str keys_id(const struct keys *k)
{
	return (struct str){ k->root[0].id_text, KEY_ID_CHARS };
}

size_t keys_count(const struct keys *k)
{
	return k->n;
}

/* Sealed fields ------------------------------------------------------- */

struct str seal_where(
    struct arena *a, const char *table, const char *column, struct str ref)
{
	return str_fmt(a, "%s|%s|%.*s", table, column, STR_ARG(ref));
}

static const uint8_t *bytes(struct str s)
{
	return (const uint8_t *)s.s;
}

struct str seal(const struct keys *k, struct arena *a, enum key_purpose p,
    struct str where, struct str plain)
{
	const size_t n = HEAD_BYTES + plain.n + TAG_BYTES;
	uint8_t *out = arena_alloc(a, n);
	uint8_t *nonce = out + 1 + KEY_ID_BYTES;
	uint8_t key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];

	out[0] = SEAL_FORMAT;
	memcpy(out + 1, k->root[0].id, KEY_ID_BYTES);
	random_bytes(nonce, NONCE_BYTES);
	derive(&k->root[0], (unsigned)p, key, sizeof(key));
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + HEAD_BYTES, NULL,
	    bytes(plain), plain.n, bytes(where), where.n, NULL, nonce, key);
	sodium_memzero(key, sizeof(key));
	return (struct str){ (const char *)out, n };
}

static const struct root *root_with_id(const struct keys *k, const uint8_t *id)
{
	for (size_t i = 0; i < k->n; i++)
		if (memcmp(k->root[i].id, id, KEY_ID_BYTES) == 0)
			return &k->root[i];
	return NULL;
}

struct str unseal(const struct keys *k, struct arena *a, enum key_purpose p,
    struct str where, struct str sealed)
{
	uint8_t key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
	const struct root *r;
	uint8_t *out;
	int rc;

	if (sealed.n < HEAD_BYTES + TAG_BYTES || sealed.s[0] != SEAL_FORMAT)
		return STR_NULL;
	r = root_with_id(k, bytes(sealed) + 1);
	if (r == NULL)
		return STR_NULL;
	out = arena_alloc(a, sealed.n - HEAD_BYTES);
	derive(r, (unsigned)p, key, sizeof(key));
	rc = crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL,
	    bytes(sealed) + HEAD_BYTES, sealed.n - HEAD_BYTES, bytes(where),
	    where.n, bytes(sealed) + 1 + KEY_ID_BYTES, key);
	sodium_memzero(key, sizeof(key));
	if (rc != 0)
		return STR_NULL;
	return (
	    struct str){ (const char *)out, sealed.n - HEAD_BYTES - TAG_BYTES };
}

bool sealed_now(const struct keys *k, struct str sealed)
{
	return sealed.n >= HEAD_BYTES + TAG_BYTES &&
	       memcmp(sealed.s + 1, k->root[0].id, KEY_ID_BYTES) == 0;
}

/* Hashes -------------------------------------------------------------- */

static void mac_root(const struct root *r, enum key_purpose p, struct str data,
    uint8_t ret[MAC_BYTES])
{
	uint8_t key[crypto_generichash_KEYBYTES];

	derive(r, (unsigned)p, key, sizeof(key));
	crypto_generichash(
	    ret, MAC_BYTES, bytes(data), data.n, key, sizeof(key));
	sodium_memzero(key, sizeof(key));
}

void mac(const struct keys *k, enum key_purpose p, struct str data,
    uint8_t ret[MAC_BYTES])
{
	mac_root(&k->root[0], p, data, ret);
}

bool mac_under(const struct keys *k, struct str key_id, enum key_purpose p,
    struct str data, uint8_t ret[MAC_BYTES])
{
	for (size_t i = 0; i < k->n; i++) {
		const struct root *r = &k->root[i];

		if (!str_eq(key_id, (struct str){ r->id_text, KEY_ID_CHARS }))
			continue;
		mac_root(r, p, data, ret);
		return true;
	}
	return false;
}

bool mac_matches(const struct keys *k, enum key_purpose p, struct str data,
    const uint8_t m[MAC_BYTES])
{
	uint8_t mine[MAC_BYTES];
	bool same = false;

	for (size_t i = 0; i < k->n && !same; i++) {
		mac_root(&k->root[i], p, data, mine);
		same = mac_equal(mine, m);
	}
	return same;
}

bool mac_equal(const uint8_t *a, const uint8_t *b)
{
	return sodium_memcmp(a, b, MAC_BYTES) == 0;
}

void digest(struct str data, uint8_t ret[MAC_BYTES])
{
	crypto_generichash(ret, MAC_BYTES, bytes(data), data.n, NULL, 0);
}

struct str mac_text(struct arena *a, const uint8_t m[MAC_BYTES])
{
	return base32(a, m, 16);
}

/* Passwords ----------------------------------------------------------- */

struct str password_hash(struct arena *a, struct str password)
{
	char *out = arena_alloc(a, crypto_pwhash_STRBYTES);
	int rc;

	sodium_ready();
	rc = crypto_pwhash_str_alg(out, password.n > 0 ? password.s : "",
	    password.n, PASSWORD_OPS, PASSWORD_MEM,
	    crypto_pwhash_ALG_ARGON2ID13);
	assert(rc == 0); /* no memory: as arenas do */
	return str_of(out);
}

bool password_check(struct str hash, struct str password)
{
	char text[crypto_pwhash_STRBYTES] = "";
	struct arena *a;

	sodium_ready();
	if (hash.n > 0 && hash.n < sizeof(text)) {
		memcpy(text, hash.s, hash.n);
		return crypto_pwhash_str_verify(text,
			   password.n > 0 ? password.s : "", password.n) == 0;
	}
	a = arena_new(ARENA_REQUEST);
	hash = password_hash(a, password); /* only for the time it takes */
	arena_free(a);
	return false;
}

/* Return codes -------------------------------------------------------- */

struct str return_code(const struct keys *k, struct arena *a, struct str token)
{
	uint8_t m[MAC_BYTES];

	mac(k, KEY_RETURN_CODE, str_fmt(a, "code|%.*s", STR_ARG(token)), m);
	return str_sub(base32(a, m, 8), 0, RETURN_CODE_CHARS);
}

struct str return_code_hash_nth(
    const struct keys *k, struct arena *a, struct str code, size_t nth)
{
	const struct str c = ref_canonical(a, code, RETURN_CODE_CHARS);
	uint8_t m[MAC_BYTES];

	assert(nth < k->n);
	if (str_null(c))
		return STR_NULL;
	mac_root(&k->root[nth], KEY_RETURN_CODE,
	    str_fmt(a, "hash|%.*s", STR_ARG(c)), m);
	return mac_text(a, m);
}

struct str return_code_hash(
    const struct keys *k, struct arena *a, struct str code)
{
	return return_code_hash_nth(k, a, code, 0);
}
