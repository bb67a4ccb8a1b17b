/*
 * oidc_http.h: asking the identity provider: https only (http to this machine
 * itself, for tests), no redirects, ten seconds, 256 KB.
 */
#ifndef MOD_ACCOUNT_OIDC_HTTP_H
#define MOD_ACCOUNT_OIDC_HTTP_H

#include "base/str.h"

/* Whether this is an address that may be asked. */
bool oidc_url_ok(struct str url);

/* The answer of a GET (`form` null) or of a POST of a form, with the client's
 * name and secret as RFC 6749, 2.3.1 has them (null: none). The null str when
 * it was not 200; why is in the log. Waits: only on a heavy worker. */
struct str oidc_fetch(struct arena *a, struct str url, struct str form,
    struct str client, struct str secret);

#endif
