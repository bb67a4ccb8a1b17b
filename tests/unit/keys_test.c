/* core/keys and base/fold: sealed fields, hashes, passwords, return codes. */
#include "base/fold.h"
#include "core/keys.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"

static struct arena *a;

static struct keys *make(uint8_t fill)
{
	uint8_t root[KEY_ROOT_BYTES];

	memset(root, fill, sizeof(root));
	return keys_make(root);
}

static void test_seal(void)
{
	struct keys *k = make(1), *other = make(2);
	const struct str where = seal_where(a, "contact", "phone", S("abc"));
	const struct str s = seal(k, a, KEY_CONTACT, where, S("07700 900123"));
	struct str t = str_dup(a, s), bad = str_dup(a, s);

	is_str(unseal(k, a, KEY_CONTACT, where, s), S("07700 900123"),
	    "what was sealed opens");
	ok(str_null(unseal(k, a, KEY_BANK, where, s)),
	    "not as another purpose");
	ok(str_null(unseal(k, a, KEY_CONTACT,
	       seal_where(a, "contact", "phone", S("abd")), s)),
	    "not in another row");
	ok(str_null(unseal(other, a, KEY_CONTACT, where, s)),
	    "not under another root key");
	for (size_t i = 0; i < s.n; i++) {
		char *p = str_cstr(a, s);

		p[i] ^= 1;
		bad = (struct str){ p, s.n };
		if (!str_null(unseal(k, a, KEY_CONTACT, where, bad)))
			break;
		bad = STR_NULL;
	}
	ok(str_null(bad), "not with any one bit turned");
	ok(str_null(unseal(k, a, KEY_CONTACT, where, str_sub(t, 0, 40))),
	    "not when cut short");
	ok(!str_eq(s, seal(k, a, KEY_CONTACT, where, S("07700 900123"))),
	    "the same words never seal alike");
	is_str(
	    unseal(k, a, KEY_FILE, where, seal(k, a, KEY_FILE, where, S(""))),
	    S(""), "nothing can be sealed too");
	ok(!str_eq(keys_id(k), keys_id(other)), "keys have ids of their own");
	keys_free(k);
	keys_free(other);
}

static void test_file(void)
{
	char dir[] = "/tmp/heard-keys-XXXXXX";
	struct err e = { "" };
	struct keys *k;
	struct stat st;
	const char *path;

	ok(mkdtemp(dir) != NULL, "a folder");
	path = str_fmt(a, "%s/key", dir).s;
	ok(keys_create(path, &e), "a key file is made");
	ok(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600,
	    "that only its owner reads");
	ok(!keys_create(path, &e), "and never overwritten");
	k = keys_load(path, &e);
	ok(k != NULL, "it loads");
	keys_free(k);
	ok(chmod(path, 0640) == 0 && keys_load(path, &e) == NULL,
	    "not when the group may read it");
	ok(strstr(e.text, "chmod 600") != NULL, "and the sentence says why");
	ok(keys_load("/tmp/heard-no-such-key", &e) == NULL, "nor when missing");
	(void)unlink(path);
	(void)rmdir(dir);
}

/* A second line is a key of before: it opens what it sealed. */
static void test_old_key(void)
{
	char path[] = "/tmp/heard-keys-XXXXXX";
	const int fd = mkstemp(path);
	struct err e = { "" };
	struct keys *old = make(0x11), *both;
	const struct str s = seal(old, a, KEY_BANK, S("w"), S("x"));
	char text[130];
	uint8_t m[MAC_BYTES], n[MAC_BYTES];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i == 64 || i == 129 ? '\n' : i < 64 ? '2' : '1';
	ok(write(fd, text, sizeof(text)) == (ssize_t)sizeof(text), "two keys");
	both = keys_load(path, &e);
	ok(both != NULL, "load");
	if (both != NULL) {
		is_str(unseal(both, a, KEY_BANK, S("w"), s), S("x"),
		    "the old one opens");
		ok(!str_eq(keys_id(both), keys_id(old)), "the new one seals");
		mac(old, KEY_AUDIT, S("row"), m);
		ok(mac_under(both, keys_id(old), KEY_AUDIT, S("row"), n) &&
			mac_equal(m, n),
		    "a mac under the old key by its id");
		ok(!mac_under(both, S("00000000"), KEY_AUDIT, S("row"), n),
		    "not under a key that we do not have");
	}
	keys_free(both);
	keys_free(old);
	(void)close(fd);
	(void)unlink(path);
}

static void test_password(void)
{
	const struct str h = password_hash(a, S("correct horse"));

	ok(str_starts(h, S("$argon2id$")), "argon2id");
	ok(password_check(h, S("correct horse")), "the right password");
	ok(!password_check(h, S("correct horsf")), "the wrong one");
	ok(!password_check(STR_NULL, S("")), "no hash never matches");
	ok(!password_check(S("$argon2id$nonsense"), S("x")), "nor nonsense");
}

static void test_return_code(void)
{
	struct keys *k = make(3);
	const struct str c = return_code(k, a, S("form-token"));
	const struct str h = return_code_hash(k, a, c);
	char typed[20];

	is_int((int64_t)c.n, RETURN_CODE_CHARS, "12 letters");
	is_str(return_code(k, a, S("form-token")), c,
	    "the same form has the same code");
	ok(!str_eq(return_code(k, a, S("form-tokeo")), c), "another has not");
	(void)snprintf(
	    typed, sizeof(typed), "%.4s-%.4s %.4s", c.s, c.s + 4, c.s + 8);
	for (char *p = typed; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 32);
	is_str(return_code_hash(k, a, str_of(typed)), h,
	    "typed in capitals and groups it is the same");
	ok(str_null(return_code_hash(k, a, S("abc"))),
	    "three letters are none");
	is_int((int64_t)h.n, 26, "its hash is 26 characters");
	keys_free(k);
}

/* A new key on top: codes from before still lead where they did. */
static void test_add(void)
{
	char dir[] = "/tmp/heard-keys-XXXXXX", path[64];
	struct err e = { "" };
	struct keys *before, *after;
	struct str code, value;

	ok(mkdtemp(dir) != NULL, "a folder");
	(void)snprintf(path, sizeof(path), "%s/heard.key", dir);
	ok(keys_create(path, &e), "a key file");
	before = keys_load(path, &e);
	code = return_code(before, a, S("form-token"));
	value = seal(before, a, KEY_CONTACT, S("x|y|z"), S("secret"));
	ok(keys_add(path, &e), "another key %s", e.text);
	after = keys_load(path, &e);
	is_int((int64_t)keys_count(after), 2, "two keys");
	ok(!str_eq(keys_id(before), keys_id(after)), "the new one is in use");
	ok(sealed_now(before, value) && !sealed_now(after, value),
	    "a value says whose it is");
	is_str(unseal(after, a, KEY_CONTACT, S("x|y|z"), value), S("secret"),
	    "and still opens");
	is_str(return_code_hash_nth(after, a, code, 1),
	    return_code_hash(before, a, code), "the code of before");
	ok(!str_eq(return_code_hash(after, a, code),
	       return_code_hash(before, a, code)),
	    "is another one under the new key");
	for (int i = 2; i < KEYS_MAX; i++)
		ok(keys_add(path, &e), "key %d", i + 1);
	ok(!keys_add(path, &e), "no ninth: %s", e.text);
	keys_free(before);
	keys_free(after);
	(void)unlink(path);
	(void)rmdir(dir);
}

static void test_fold(void)
{
	is_str(str_fold(a, S("  Zoë  O'Brien\t")), S("zoe o'brien"), "Zoë");
	is_str(str_fold(a, S("ŁÓDŹ Ærø ẞ Nguyễn")), S("lodz aero ss nguyen"),
	    "letters from further away");
	is_str(str_fold(a, S("Zoe\xCC\x88")), S("zoe"), "combining marks go");
	is_str(str_fold(a, S("ЖЁ ΣΑ ગુ")), S("жё σα ગુ"), "other scripts");
	ok(str_null(str_fold(a, STR_NULL)), "null stays null");
	is_str(str_slug(a, S("St. Mary's Ward 3 (Émile)"), 60),
	    S("st-marys-ward-3-emile"), "slug");
	is_str(str_slug(a, S("abc def"), 4), S("abc"), "slug cut short");
	is_str(str_slug(a, S("وارد"), 60), S(""), "no letters, no slug");
}

int main(void)
{
	a = arena_new(ARENA_REQUEST);
	test_seal();
	test_file();
	test_old_key();
	test_password();
	test_return_code();
	test_add();
	test_fold();
	arena_free(a);
	return tap_done();
}
