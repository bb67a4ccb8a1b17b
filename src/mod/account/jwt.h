/*
 * jwt.h: signed tokens (RFC 7515, 7517, 7519) as identity providers send
 * them: RS256 and ES256 and nothing else, and never the algorithm that an
 * attacker would like. What the claims mean is oidc.c's.
 */
#ifndef MOD_ACCOUNT_JWT_H
#define MOD_ACCOUNT_JWT_H

#include "base/str.h"

/* RFC 4648, 5, without padding. base64url_read: the null str when it is not. */
struct str base64url(struct arena *a, struct str bytes);
struct str base64url_read(struct arena *a, struct str text);

/* The claims of `token` as JSON when one of the keys of `jwks` (a JSON Web Key
 * Set) signed it; else the null str. */
struct str jwt_claims(struct arena *a, struct str token, struct str jwks);

/* A member of a JSON object: its value as JSON, or as text. The null str when
 * absent, of another type, or when the object is none. */
struct str json_value(struct str object, const char *name);
struct str json_text_of(struct arena *a, struct str object, const char *name);

/* Takes the next text off *rest, a JSON array of texts (or one text alone).
 * False: there are no more. */
bool json_next_text(struct arena *a, struct str *rest, struct str *ret);

#endif
