/* The second factor: codes by the tables of their standards, and the rules. */
#include "core/audit.h"
#include "core/reseal.h"
#include "core/session.h"
#include "core/setting.h"
#include "core/signature.h"
#include "mod/account/account.h"
#include "mod/account/jwt.h"
#include "mod/account/oidc.h"
#include "mod/account/second.h"
#include "mod/account/signin.h"
#include "mod/account/totp.h"
#include "tap.h"
#include "world.h"

static struct world w;

static void is_hex(struct arena *a, const uint8_t *p, const char *want)
{
	char got[2 * HMAC_SHA1_BYTES + 1];

	(void)a;
	for (size_t i = 0; i < HMAC_SHA1_BYTES; i++)
		(void)snprintf(got + 2 * i, 3, "%02x", p[i]);
	is_str(str_of(got), str_of(want), "HMAC-SHA1");
}

/* RFC 2202, 3 (cases 2 and 6). */
static void test_hmac(struct arena *a)
{
	char key[80];
	uint8_t m[HMAC_SHA1_BYTES];

	hmac_sha1(S("Jefe"), S("what do ya want for nothing?"), m);
	is_hex(a, m, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
	memset(key, 0xaa, sizeof(key));
	hmac_sha1((struct str){ key, sizeof(key) },
	    S("Test Using Larger Than Block-Size Key - Hash Key First"), m);
	is_hex(a, m, "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

/* RFC 6238, appendix B, and RFC 4226, appendix D. */
static void test_totp(struct arena *a)
{
	static const struct {
		int64_t seconds;
		const char *code;
	} rows[] = { { 59, "94287082" }, { 1111111109, "07081804" },
		{ 1111111111, "14050471" }, { 1234567890, "89005924" },
		{ 2000000000, "69279037" }, { 20000000000, "65353130" } };
	static const char *const hotp[] = { "755224", "287082", "359152",
		"969429", "338314", "254676", "287922", "162583", "399871",
		"520489" };
	const struct str secret = S("12345678901234567890");
	const struct instant t = { 59 * US_PER_SECOND };

	for (size_t i = 0; i < NELEM(rows); i++)
		is_str(totp_code(a, secret,
			   totp_step((struct instant){
			       rows[i].seconds * US_PER_SECOND }),
			   8),
		    str_of(rows[i].code), "RFC 6238");
	for (size_t i = 0; i < NELEM(hotp); i++)
		is_str(totp_code(a, secret, (int64_t)i, 6), str_of(hotp[i]),
		    "RFC 4226");
	is_int(totp_match(a, secret, t, 0, S("287082")), 1, "this step");
	is_int(totp_match(a, secret, t, 0, S("359152")), 2, "a clock ahead");
	is_int(totp_match(a, secret, t, 0, S("969429")), 0, "too far ahead");
	is_int(totp_match(a, secret, t, 1, S("287082")), 0, "used already");
	/* RFC 4648, 10. */
	is_str(totp_base32(a, S("foobar")), S("MZXW6YTBOI"), "base 32");
	is_str(totp_base32(a, S("f")), S("MY"), "of one byte");
}

/* RFC 7515, appendix A.3, and what may not pass. */
static void test_jwt(struct arena *a)
{
	static const char key[] =
	    "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"},"
	    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"
	    "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":"
	    "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";
	static const char body[] =
	    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
	    "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
	static const char sig[] =
	    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA"
	    "pmWQxfKTUJqPP3-Kg6NU1Q";
	const struct str good =
	    str_fmt(a, "eyJhbGciOiJFUzI1NiJ9.%s.%s", body, sig);
	const struct str claims = jwt_claims(a, good, str_of(key));
	/* {"alg":"none"} and {"alg":"HS256"} */
	static const char *const heads[] = { "eyJhbGciOiJub25lIn0",
		"eyJhbGciOiJIUzI1NiJ9" };

	is_str(json_text_of(a, claims, "iss"), S("joe"), "signed by the key");
	for (size_t i = 0; i < NELEM(heads); i++) {
		ok(str_null(jwt_claims(a,
		       str_fmt(a, "%s.%s.%s", heads[i], body, sig),
		       str_of(key))),
		    "another algorithm");
		ok(str_null(jwt_claims(
		       a, str_fmt(a, "%s.%s.", heads[i], body), str_of(key))),
		    "no signature");
	}
	ok(str_null(jwt_claims(a,
	       str_fmt(a, "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJzYW0ifQ.%s", sig),
	       str_of(key))),
	    "other claims");
	ok(str_null(jwt_claims(a, good, S("{\"keys\":[]}"))), "no key");
	ok(str_null(jwt_claims(a, good, S("nonsense"))), "no key set");
	ok(str_null(jwt_claims(a, STR_NULL, str_of(key))), "no token");
}

static void test_claims(void)
{
	const struct str c =
	    S("{\"iss\":\"https://i\",\"aud\":[\"heard\"],\"sub\":\"1\","
	      "\"nonce\":\"n\",\"iat\":1000,\"exp\":2000}");
	const struct str i = S("https://i"), me = S("heard"), n = S("n");
	const struct instant now = w.cx.now;

	w.cx.now.us = 1500 * US_PER_SECOND;
	ok(oidc_claims_good(&w.cx, c, i, me, n), "good claims");
	ok(!oidc_claims_good(&w.cx, c, S("https://j"), me, n), "issuer");
	ok(!oidc_claims_good(&w.cx, c, i, S("other"), n), "audience");
	ok(!oidc_claims_good(&w.cx, c, i, me, S("m")), "nonce");
	ok(!oidc_claims_good(&w.cx, c, i, me, S("")), "no nonce");
	w.cx.now.us = 2200 * US_PER_SECOND;
	ok(!oidc_claims_good(&w.cx, c, i, me, n), "too old");
	w.cx.now.us = 800 * US_PER_SECOND;
	ok(!oidc_claims_good(&w.cx, c, i, me, n), "of the future");
	w.cx.now = now;
}

/* The rules ---------------------------------------------------------------- */

static struct signin in;
static struct second_codes codes;

struct pass {
	int64_t person;
};

static enum db_status store_fn(struct ctx *cx, void *arg)
{
	const struct pass *p = arg;

	return password_store(cx, p->person,
	    password_hash(cx->arena, S("three odd words")), STR_NULL);
}

static enum db_status must_fn(struct ctx *cx, void *arg)
{
	struct err e = { "" };

	(void)arg;
	return setting_put(cx, S("second_factor"), S("1"), &e);
}

static bool enter(const char *email)
{
	return signin_password(
		   &w.cx, str_of(email), S("three odd words"), &in) == DB_OK &&
	       in.in;
}

static uint8_t letter(char c)
{
	return (uint8_t)(c >= 'A' ? c - 'A' : c - '2' + 26);
}

/* What the phone makes of the letters: the digits of now. */
static struct str phone(struct str letters)
{
	char bytes[TOTP_SECRET_BYTES];
	uint32_t held = 0;
	int bits = 0;
	size_t n = 0;

	for (size_t i = 0; i < letters.n; i++) {
		held = held << 5 | letter(letters.s[i]);
		bits += 5;
		if (bits >= 8 && n < sizeof(bytes)) {
			bits -= 8;
			bytes[n++] = (char)(held >> bits & 0xff);
		}
	}
	return totp_code(
	    w.arena, (struct str){ bytes, n }, totp_step(w.cx.now), 6);
}

static struct str kept(const char *s)
{
	return str_dup(w.arena, str_of(s));
}

static bool check(struct str ticket, struct str typed)
{
	return second_check(&w.cx, ticket, typed, &in) == DB_OK && in.in;
}

static void later(int64_t seconds)
{
	w.cx.now.us += seconds * US_PER_SECOND;
}

static struct str test_first(const char *mail)
{
	struct session s;
	struct str ticket, letters;

	ok(!enter(mail) && in.second == SECOND_SET_UP && in.token[0] == '\0',
	    "asked to set one up, and not in");
	ticket = kept(in.ticket);
	letters = second_ticket_secret(&w.cx, ticket);
	is_int((int64_t)letters.n, SECOND_SECRET_CHARS, "a key for the app");
	ok(!check(ticket, phone(letters)), "not a way in by itself");
	ok(second_set_up(&w.cx, ticket, S("000000"), &codes, &in) == DB_OK &&
		(!in.in || str_is(phone(letters), "000000")),
	    "wrong digits set nothing up");
	ok(second_set_up(&w.cx, ticket, phone(letters), &codes, &in) == DB_OK &&
		in.in && session_find(&w.cx, str_of(in.token), &s),
	    "the right ones do, and are a way in");
	ok(second_set_up(&w.cx, ticket, phone(letters), &codes, &in) == DB_OK &&
		!in.in,
	    "the ticket sets up no second one");
	return letters;
}

static void test_codes(const char *mail, struct str letters)
{
	struct str ticket, one;

	ok(!enter(mail) && in.second == SECOND_ASK, "asked for it");
	ticket = kept(in.ticket);
	ok(!check(ticket, phone(letters)), "digits used before: refused");
	later(TOTP_STEP_SECONDS * 2);
	ok(check(ticket, phone(letters)), "new ones: in");
	ok(!check(ticket, phone(letters)), "once");
	ok(check(ticket, str_of(codes.text[3])), "a recovery code: in");
	ok(!check(ticket, str_of(codes.text[3])), "once");
	one = str_of(codes.text[4]);
	for (int i = 0; i < SIGNIN_TRIES_MAX; i++)
		ok(!check(ticket, S("zzzzz-zzzzz")), "wrong %d", i + 1);
	ok(!check(ticket, one), "locked, also for a right code");
	later(TOTP_STEP_SECONDS * 2);
	ok(!check(ticket, phone(letters)), "and for right digits");
	later(SIGNIN_LOCK_MINUTES * 60);
	ok(!check(ticket, one) && in.second == SECOND_NOT,
	    "the ticket is too old by now");
	ok(!check(S("abc"), one) && !check(STR_NULL, one), "no ticket");
	ok(!enter(mail) && check(kept(in.ticket), one), "a new one: in");
}

static const struct sql SQL_RESETS = {
	"SELECT COUNT(*) FROM second_factor_reset WHERE reason = ?1",
	WORLD_SYSTEM
};

static enum db_status reset_fn(struct ctx *cx, void *arg)
{
	const int64_t *person = arg;

	return second_reset(cx, *person, S("her phone is lost"));
}

static void test_reset(const char *mail, int64_t person)
{
	struct session s;
	char token[64];

	(void)snprintf(token, sizeof(token), "%s", in.token);
	ok(session_find(&w.cx, str_of(token), &s), "a session");
	ok(ctx_change(&w.cx, reset_fn, &person) == DB_OK, "taken away");
	ok(!session_find(&w.cx, str_of(token), &s), "signed out");
	is_int(db_get_int(w.cx.conn, w.cx.arena, &SQL_RESETS,
		   VALS(V("her phone is lost")), 0),
	    1, "with its reason");
	ok(!enter(mail) && in.second == SECOND_SET_UP, "to be set up anew");
}

static void test_rules(void)
{
	const int64_t trust = world_unit(&w, "Trust", "trust", 0);
	struct pass sam = { world_person(&w, "Sam") },
		    pat = { world_person(&w, "Pat") };
	struct str letters;

	world_appoint(&w, sam.person, trust, "complaints_officer");
	world_appoint(&w, pat.person, trust, "board_member");
	ok(ctx_change(&w.cx, store_fn, &sam) == DB_OK &&
		ctx_change(&w.cx, store_fn, &pat) == DB_OK,
	    "passwords");
	ok(enter("sam@example.invalid"), "without the setting: in");
	ok(ctx_change(&w.cx, must_fn, NULL) == DB_OK, "the setting");
	world_as(&w, 0);
	w.cx.system = false;
	ok(enter("pat@example.invalid"), "who opens nothing: in");
	letters = test_first("sam@example.invalid");
	test_codes("sam@example.invalid", letters);
	test_reset("sam@example.invalid", sam.person);
}

/* A new key opens nothing that is not sealed again. */
static void test_reseal(void)
{
	struct reseal_report rep;
	struct str letters;

	letters = second_ticket_secret(&w.cx, kept(in.ticket));
	ok(second_set_up(&w.cx, kept(in.ticket), phone(letters), &codes, &in) ==
		    DB_OK &&
		in.in,
	    "set up");
	ok(reseal_all(&w.cx, &second_sealed, 1, true, NULL, NULL, &rep) ==
		DB_OK,
	    "the list of sealed values");
	is_int(rep.seen, 1, "names the secret");
	is_int(rep.closed, 0, "which opens where it says");
}

int main(void)
{
	struct arena *a = arena_new(ARENA_REQUEST);

	test_hmac(a);
	test_totp(a);
	test_jwt(a);
	arena_free(a);
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		test_claims();
		test_rules();
		test_reseal();
		world_close(&w);
	}
	return tap_done();
}
