/*
 * listen.h: what other folders may use of this module: its entry for main, and
 * the few doors that other rooms need.
 */
#ifndef MOD_LISTEN_LISTEN_H
#define MOD_LISTEN_LISTEN_H

#include "core/erasure.h"
#include "mod/module.h"

extern const struct module module_listen;

/*
 * What came of a response, for the person who holds its return code: writes
 * markup (a list of actions and of published "you said, we did"), or nothing.
 * Set once at start by the module that knows; NULL until then. Dates are never
 * finer than a month.
 */
typedef void reply_outcomes_fn(
    struct ctx *cx, int64_t response, struct buf *out);
void listen_set_outcomes(reply_outcomes_fn *fn);

/*
 * What else a return code may lead to: writes the page and says true, or does
 * nothing. Asked when no response has the code; set once at start, by main.
 */
typedef bool reply_other_fn(struct req *r, struct str code);
void listen_set_other_reply(reply_other_fn *fn);

/* Where this room keeps sealed values, for a change of key. */
struct sealed_column; /* core/reseal.h */
extern const struct sealed_column listen_sealed;

/* What goes with a comment and a response when they are erased, for
 * erasure_use. */
extern const struct erasable listen_erasables[];
extern const size_t nlisten_erasables;

#endif
