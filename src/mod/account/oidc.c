/*
 * oidc.c: see oidc.h; the person behind the claims is oidc_enter.c's. Nothing
 * is kept between start and finish but a sealed cookie, and nothing between
 * sign-ins: the provider is asked for its addresses and keys each time, so
 * that a changed key counts at once.
 */
#include "mod/account/oidc.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/html.h"
#include "base/log.h"
#include "base/random.h"
#include "core/setting.h"
#include "mod/account/jwt.h"
#include "mod/account/oidc_http.h"
#include "mod/account/second_ticket.h"

#define SECRET_BYTES 32
#define WHERE        S("ticket|oidc|")
#define SLACK        120 /* seconds that two clocks may differ */

bool oidc_on(struct ctx *cx)
{
	return !str_empty(setting_text(cx, "oidc_issuer")) &&
	       !str_empty(setting_text(cx, "oidc_client_id"));
}

bool oidc_only(struct ctx *cx)
{
	return setting_bool(cx, "oidc_only") && oidc_on(cx);
}

static struct str random_text(struct arena *a)
{
	uint8_t b[SECRET_BYTES];

	random_bytes(b, sizeof(b));
	return base64url(a, (struct str){ (const char *)b, sizeof(b) });
}

static void add_param(struct buf *b, const char *name, struct str value)
{
	buf_fmt(b, "%s%s=", b->n > 0 ? "&" : "", name);
	html_urlencode(b, value);
}

static struct str back_url(struct ctx *cx)
{
	return str_fmt(
	    cx->arena, "%.*s/sign-in/oidc/back", STR_ARG(cx->app->base_url));
}

/* What the provider says about itself, if it is who it should be. */
static struct str discover(struct ctx *cx)
{
	const struct str issuer = setting_text(cx, "oidc_issuer");
	const struct str doc = oidc_fetch(cx->arena,
	    str_fmt(cx->arena, "%.*s/.well-known/openid-configuration",
		STR_ARG(issuer)),
	    STR_NULL, STR_NULL, STR_NULL);
	const struct str says = json_text_of(cx->arena, doc, "issuer");

	/* One slash at its end is the only liberty. */
	if (str_null(doc) || str_eq(says, issuer) ||
	    (says.n == issuer.n + 1 && str_starts(says, issuer) &&
		says.s[issuer.n] == '/'))
		return doc;
	log_line(LOG_WARN, "oidc", "what=\"another issuer answers\"");
	return STR_NULL;
}

struct str oidc_start(
    struct ctx *cx, struct str next, int64_t link, struct str *ret_cookie)
{
	struct arena *a = cx->arena;
	const struct str state = random_text(a), nonce = random_text(a),
			 verifier = random_text(a);
	const struct str at =
	    json_text_of(a, discover(cx), "authorization_endpoint");
	const int64_t until = cx->now.us + OIDC_MINUTES * 60 * US_PER_SECOND;
	struct buf b = buf_make(8192);
	struct sha256 h;
	uint8_t hash[SHA256_BYTES];
	struct str ret = STR_NULL;

	if (!oidc_url_ok(at))
		return STR_NULL;
	sha256_start(&h);
	sha256_add(&h, verifier.s, verifier.n);
	sha256_end(&h, hash);
	add_param(&b, "response_type", S("code"));
	add_param(&b, "scope", S("openid profile email"));
	add_param(&b, "client_id", setting_text(cx, "oidc_client_id"));
	add_param(&b, "redirect_uri", back_url(cx));
	add_param(&b, "state", state);
	add_param(&b, "nonce", nonce);
	add_param(&b, "code_challenge_method", S("S256"));
	add_param(&b, "code_challenge",
	    base64url(a, (struct str){ (const char *)hash, sizeof(hash) }));
	if (!b.failed)
		ret = str_fmt(a, "%.*s%s%.*s", STR_ARG(at),
		    str_find_byte(at, '?') == SIZE_MAX ? "?" : "&", (int)b.n,
		    b.p);
	buf_free(&b);
	*ret_cookie = ticket_seal(cx, WHERE,
	    str_fmt(a, "%lld|%lld|%.*s|%.*s|%.*s|%.*s", (long long)until,
		(long long)link, STR_ARG(state), STR_ARG(nonce),
		STR_ARG(verifier), STR_ARG(next)));
	return ret;
}

/* Coming back ------------------------------------------------------------- */

struct way {
	struct str state, nonce, verifier, next;
	int64_t link;
};

static bool way_read(struct ctx *cx, struct str cookie, struct way *ret)
{
	struct str rest = ticket_unseal(cx, WHERE, cookie), until_text, link;
	int64_t until;

	*ret = (struct way){ .link = 0 };
	if (str_null(rest) || !str_cut(&rest, '|', &until_text) ||
	    !str_cut(&rest, '|', &link) || !str_cut(&rest, '|', &ret->state) ||
	    !str_cut(&rest, '|', &ret->nonce) ||
	    !str_cut(&rest, '|', &ret->verifier))
		return false;
	ret->next = rest;
	return str_int64(until_text, &until) && until > cx->now.us &&
	       str_int64(link, &ret->link);
}

/* The client's secret is in a file beside the key, never in the database. */
static struct str client_secret(struct arena *a)
{
	const char *path = getenv("HEARD_OIDC_SECRET_FILE");
	char text[512];
	FILE *f = path != NULL ? fopen(path, "r") : NULL;
	size_t n;

	if (f == NULL)
		return STR_NULL;
	n = fread(text, 1, sizeof(text), f);
	(void)fclose(f);
	return str_dup(a, str_trim((struct str){ text, n }));
}

static struct str ask_token(
    struct ctx *cx, struct str doc, struct str code, const struct way *way)
{
	struct arena *a = cx->arena;
	const struct str client = setting_text(cx, "oidc_client_id");
	const struct str secret = client_secret(a);
	struct buf b = buf_make(8192);
	struct str form, answer;

	add_param(&b, "grant_type", S("authorization_code"));
	add_param(&b, "code", code);
	add_param(&b, "redirect_uri", back_url(cx));
	add_param(&b, "code_verifier", way->verifier);
	if (str_empty(secret))
		add_param(&b, "client_id", client);
	form = b.failed ? S("") : str_dup(a, buf_view(&b));
	buf_free(&b);
	answer = oidc_fetch(
	    a, json_text_of(a, doc, "token_endpoint"), form, client, secret);
	return json_text_of(a, answer, "id_token");
}

static bool audience(struct arena *a, struct str claims, struct str client)
{
	struct str rest = json_value(claims, "aud"), one;
	const struct str azp = json_text_of(a, claims, "azp");
	bool mine = false;
	int n = 0;

	for (; json_next_text(a, &rest, &one); n++)
		mine = mine || str_eq(one, client);
	if (!str_null(azp) && !str_eq(azp, client))
		return false;
	return mine && (n == 1 || !str_null(azp));
}

/* Seconds; a fraction is dropped. */
static int64_t seconds(struct str claims, const char *name)
{
	double d;

	return str_double(json_value(claims, name), &d) && d > 0 && d < 1e11
		   ? (int64_t)d
		   : 0;
}

bool oidc_claims_good(struct ctx *cx, struct str claims, struct str issuer,
    struct str client, struct str nonce)
{
	struct arena *a = cx->arena;
	const int64_t now = cx->now.us / US_PER_SECOND;
	const int64_t exp = seconds(claims, "exp"),
		      iat = seconds(claims, "iat");

	return !str_null(issuer) &&
	       str_eq(json_text_of(a, claims, "iss"), issuer) &&
	       audience(a, claims, client) && exp > now - SLACK && iat > 0 &&
	       iat < now + SLACK && !str_empty(nonce) &&
	       str_eq(json_text_of(a, claims, "nonce"), nonce) &&
	       !str_empty(json_text_of(a, claims, "sub"));
}

struct entering {
	struct oidc_who who;
	enum oidc_why *why;
	struct signin *ret;
};

static enum db_status enter_fn(struct ctx *cx, void *arg)
{
	const struct entering *e = arg;

	*e->ret = (struct signin){ .in = false };
	return oidc_enter(cx, &e->who, e->why, e->ret);
}

enum db_status oidc_finish(struct ctx *cx, struct str cookie, struct str state,
    struct str code, struct str *ret_next, enum oidc_why *ret_why,
    struct signin *ret)
{
	struct arena *a = cx->arena;
	struct way way;
	struct str doc, claims;

	*ret = (struct signin){ .in = false };
	*ret_why = OIDC_LOST;
	if (!way_read(cx, cookie, &way) || !str_eq(state, way.state) ||
	    str_empty(code) || way.link != cx->person)
		return DB_OK;
	*ret_next = way.next;
	*ret_why = OIDC_BROKEN;
	doc = discover(cx);
	const struct str token = ask_token(cx, doc, code, &way);

	if (str_null(token))
		return DB_OK;
	claims = jwt_claims(a, token,
	    oidc_fetch(a, json_text_of(a, doc, "jwks_uri"), STR_NULL, STR_NULL,
		STR_NULL));
	const struct str issuer = json_text_of(a, doc, "issuer");

	if (str_null(claims) ||
	    !oidc_claims_good(cx, claims, issuer,
		setting_text(cx, "oidc_client_id"), way.nonce)) {
		log_line(LOG_WARN, "oidc", "what=\"token refused\"");
		return DB_OK;
	}
	struct entering e = {
		{ issuer, json_text_of(a, claims, "sub"),
		    json_text_of(a, claims, "name"),
		    json_text_of(a, claims, "email"),
		    json_value(
			claims, str_cstr(a, setting_text(cx, "oidc_claim"))),
		    way.link },
		ret_why, ret
	};

	return ctx_change(cx, enter_fn, &e);
}
