/*
 * token.h: the hidden field that makes a form count once, and what follows
 * from it: the return code and the response's ref.
 */
#ifndef MOD_LISTEN_TOKEN_H
#define MOD_LISTEN_TOKEN_H

#include "core/ctx.h"
#include "core/keys.h"

/*
 * A form token: 16 random characters, the minute it was made, and a MAC over
 * both and the place, so that nobody can choose one. FORM_TOKEN_CHARS long.
 */
struct str form_token_new(struct ctx *cx, struct str place_code);
#define FORM_TOKEN_CHARS 40
#define FORM_TOKEN_DAYS  7 /* a form may lie open this long */

/* Whether this is a token that this trust made for this place, not too old. */
bool form_token_good(struct ctx *cx, struct str place_code, struct str token);
/* The same for a form that may lie open for this many days, such as one on a
 * tablet without a signal. */
bool form_token_good_for(
    struct ctx *cx, struct str place_code, struct str token, int days);

/* The ref of the response that a return code of today's key leads to; null when
 * it cannot be a code. Cut from the keyed hash of the code: the code is stored
 * nowhere. */
struct str response_ref_of_code(struct ctx *cx, struct str code);

/* The same under the nth key of the file (0: the one in use), for rooms that
 * keep something else behind a return code. */
struct str response_ref_nth(struct ctx *cx, struct str code, size_t nth);

/* The ref of the response that is there for this code, under the key in use or
 * one of before; when there is none, a ref that leads nowhere. Null when it
 * cannot be a code. */
struct str response_ref_find(struct ctx *cx, struct str code);

/* "abcd efgh jkmn": for reading aloud and writing down. */
struct str return_code_show(struct arena *a, struct str code);

#endif
