/*
 * totp.h: the six digits that change every 30 seconds (RFC 6238, HMAC-SHA1,
 * which is what every app on a phone understands). Arithmetic alone: who may
 * use which digits when is second.h's.
 */
#ifndef MOD_ACCOUNT_TOTP_H
#define MOD_ACCOUNT_TOTP_H

#include "base/date.h"
#include "base/str.h"

#define TOTP_SECRET_BYTES 20 /* RFC 4226, 4: as long as the hash */
#define TOTP_STEP_SECONDS 30
#define TOTP_DRIFT        1 /* steps that a phone's clock may be off */

/* The step that an instant is in. */
int64_t totp_step(struct instant t);

/* The code of a step in 6 to 8 digits, in the arena. `secret` is bytes. */
struct str totp_code(
    struct arena *a, struct str secret, int64_t step, int digits);

/* The step within the drift of `now` whose six digits these are, if it is
 * later than `after`; 0: none is. */
int64_t totp_match(struct arena *a, struct str secret, struct instant now,
    int64_t after, struct str digits);

/* RFC 4648, 6, without padding: how apps want a secret. */
struct str totp_base32(struct arena *a, struct str bytes);

#endif
