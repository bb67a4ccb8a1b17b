/*
 * token.h: the hidden field that makes a form count once, and what follows
 * from it: the return code and the response's ref. And soft limits per address,
 * in memory, under a key that is thrown away every day.
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

/* The ref of the response that a return code leads to; null when it cannot be
 * a code. Cut from the keyed hash of the code: the code is stored nowhere. */
struct str response_ref_of_code(struct ctx *cx, struct str code);

/* "abcd efgh jkmn": for reading aloud and writing down. */
struct str return_code_show(struct arena *a, struct str code);

enum limit_kind {
	LIMIT_CAPTURE,
	LIMIT_REPLY,
	LIMIT_SEND,
	LIMIT_SEND_ONCE, /* of a response's ref: once a day */
	LIMIT__N
};

/*
 * Takes one turn for this address (or whatever else the text names). False: too many, too fast. Addresses of
 * IPv6 count by their /64. Nothing is written, and after a day not even the
 * process could tell which address it was.
 */
bool limit_take(enum limit_kind kind, struct str address, struct instant now);

#endif
