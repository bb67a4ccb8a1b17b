/*
 * scan.h: bytes shown to the trust's virus scanner (clamd, its INSTREAM
 * command) before anybody opens them. Off unless the setting clamd_socket says
 * where it listens. docs/files.md.
 */
#ifndef CORE_SCAN_H
#define CORE_SCAN_H

#include "core/ctx.h"

enum scan {
	SCAN_OFF,   /* the trust has no scanner */
	SCAN_CLEAN, /* nothing was found */
	SCAN_FOUND, /* something harmful was */
	SCAN_AWAY   /* it did not answer, or could not say */
};

/*
 * Asks and waits, some seconds at most: never inside a change. What was clean
 * is remembered for a while, for scan_was_clean.
 */
enum scan scan_bytes(struct ctx *cx, struct str bytes);

/* Whether there is a scanner at all; whether these very bytes were clean a
 * moment ago in this process. Neither asks. */
bool scan_wanted(struct ctx *cx);
bool scan_was_clean(struct str bytes);

#endif
