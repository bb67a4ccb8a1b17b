/*
 * limit.h: soft limits by where somebody comes from, in memory only, under a
 * key that is thrown away every day. Nothing is written, and after a day not
 * even the process could tell which address it was.
 */
#ifndef WEB_LIMIT_H
#define WEB_LIMIT_H

#include <stdbool.h>

#include "base/date.h"
#include "base/str.h"

enum limit_kind {
	LIMIT_CAPTURE,
	LIMIT_REPLY,
	LIMIT_SEND,
	LIMIT_SEND_ONCE,    /* of a response's ref: once a day */
	LIMIT_SIGN_IN,      /* wrong passwords and codes: 20 an hour */
	LIMIT_SIGN_IN_CODE, /* codes asked for by mail: 20 an hour */
	LIMIT__N
};

/*
 * Takes one turn for this address (or whatever else the text names). False:
 * too many, too fast. Addresses of IPv6 count by their /64.
 */
bool limit_take(enum limit_kind kind, struct str address, struct instant now);

/* Gives the turn back: what it was taken for did no harm, such as signing in
 * with the right password from the one address of a whole hospital. */
void limit_give_back(
    enum limit_kind kind, struct str address, struct instant now);

#endif
