/*
 * second_ticket.h: what a form carries between the first factor and the
 * second: who it is, until when, and a secret that is being set up.
 */
#ifndef MOD_ACCOUNT_SECOND_TICKET_H
#define MOD_ACCOUNT_SECOND_TICKET_H

#include "core/ctx.h"

/* A text sealed for whoever holds it, as hexadecimal digits; `where` says what
 * for. unseal: the null str when it is none of ours for that. */
struct str ticket_seal(struct ctx *cx, struct str where, struct str plain);
struct str ticket_unseal(struct ctx *cx, struct str where, struct str text);

enum ticket_use {
	TICKET_ASK,    /* for the factor that there is */
	TICKET_FIRST,  /* to set up where there is none */
	TICKET_REPLACE /* to set up by who has shown their password again */
};

struct ticket {
	int64_t person;
	enum ticket_use use;
	struct str secret; /* bytes, in the arena; empty for TICKET_ASK */
};

/* Sealed, as hexadecimal digits; the secret is made here. */
struct str ticket_make(struct ctx *cx, int64_t person, enum ticket_use use);

/* False: no ticket of ours, too old, or the password or the right to sign in
 * changed since. */
bool ticket_read(struct ctx *cx, struct str text, struct ticket *ret);

#endif
