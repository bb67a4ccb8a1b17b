/*
 * oidc.h: signing in through the trust's own directory (OpenID Connect,
 * authorization code with PKCE, state and nonce). These rules know no HTTP
 * but what they ask of the provider. docs/sign-in.md has the settings.
 */
#ifndef MOD_ACCOUNT_OIDC_H
#define MOD_ACCOUNT_OIDC_H

#include "mod/account/signin.h"

#define OIDC_MINUTES 10 /* for the way to the provider and back */

bool oidc_on(struct ctx *cx);   /* the settings name a provider */
bool oidc_only(struct ctx *cx); /* … and nothing else opens the door */

/*
 * Where to send the browser, and what it has to bring back in a cookie, both
 * in the arena. `link`: a signed-in person who wants the two joined, else 0.
 * Null: the provider does not answer. Waits: only on a heavy worker.
 */
struct str oidc_start(
    struct ctx *cx, struct str next, int64_t link, struct str *ret_cookie);

enum oidc_why {
	OIDC_IN,      /* or a second factor is asked for */
	OIDC_LOST,    /* cookie and answer do not belong together, too old */
	OIDC_BROKEN,  /* the provider's answer is not to be trusted */
	OIDC_NO_ROLE, /* no claim of theirs means a role here */
	OIDC_TAKEN,   /* the address is another sign-in's: join them there */
	OIDC_CLOSED   /* may not sign in */
};

/* What came back. Waits, as above; opens its own change. */
enum db_status oidc_finish(struct ctx *cx, struct str cookie, struct str state,
    struct str code, struct str *ret_next, enum oidc_why *ret_why,
    struct signin *ret) ATTR_MUST_USE;

/* Who the provider says it is; read from verified claims. */
struct oidc_who {
	struct str issuer, subject, name, email;
	struct str groups; /* JSON: a text or an array of texts */
	int64_t link;
};

/* Finds or makes the person, brings the roles in line with the claims, and
 * opens the door. Inside a change. */
enum db_status oidc_enter(struct ctx *cx, const struct oidc_who *who,
    enum oidc_why *ret_why, struct signin *ret) ATTR_MUST_USE;

/* Checks iss, aud, azp, exp, iat and nonce of claims (OpenID Connect Core,
 * 3.1.3.7). */
bool oidc_claims_good(struct ctx *cx, struct str claims, struct str issuer,
    struct str client, struct str nonce);

extern const struct sql_list oidc_enter_sql;

#endif
