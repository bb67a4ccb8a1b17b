/*
 * second.h: the second factor: six digits from an app, or a recovery code.
 * Between the first factor and the second nobody is signed in: the form
 * carries a ticket, sealed, for ten minutes. These rules know no HTTP.
 */
#ifndef MOD_ACCOUNT_SECOND_H
#define MOD_ACCOUNT_SECOND_H

#include "mod/account/signin.h"

#define RECOVERY_CODES      10
#define RECOVERY_CHARS      10 /* of Crockford base 32: 50 bits */
#define SECOND_MINUTES      10 /* a ticket's life */
#define SECOND_SECRET_CHARS 32
#define SECOND_REASON_MAX   500

/*
 * After the first factor, inside a change: opens a session, or leaves a
 * ticket in *ret where a second factor is to be asked for or set up. `ref` is
 * the person's. Audited.
 */
enum db_status second_admit(struct ctx *cx, int64_t person, struct str ref,
    struct signin *ret) ATTR_MUST_USE;

/* The same without asking for a second factor. */
enum db_status second_open(struct ctx *cx, int64_t person, struct str ref,
    struct signin *ret) ATTR_MUST_USE;

/* Whether the person has one, and whether the setting asks them for one. */
bool second_has(struct ctx *cx, int64_t person);
bool second_must(struct ctx *cx, int64_t person);

/* A ticket to set a factor up with a new secret, for who is signed in and has
 * just confirmed their password: it may replace the one there is. */
struct str second_ticket_replace(struct ctx *cx, int64_t person);

/* The secret in a ticket as letters for an app, in the arena; the null str:
 * the ticket is none, too old, or not to set one up. */
struct str second_ticket_secret(struct ctx *cx, struct str ticket);

/* Opens a session when the digits or the recovery code are right. Opens its
 * own change; counts wrong ones and locks as a password does. */
enum db_status second_check(struct ctx *cx, struct str ticket, struct str typed,
    struct signin *ret) ATTR_MUST_USE;

/*
 * Stores the secret of the ticket when the digits fit it, with new recovery
 * codes, shown in `codes` and kept as keyed hashes only. Opens a session
 * unless the acting person is signed in already (then the ticket must be
 * theirs). Opens its own change. ret->in: it was right.
 */
struct second_codes {
	char text[RECOVERY_CODES][RECOVERY_CHARS + 2]; /* "abcde-fghjk" */
};
enum db_status second_set_up(struct ctx *cx, struct str ticket,
    struct str typed, struct second_codes *codes,
    struct signin *ret) ATTR_MUST_USE;

/* Takes somebody's factor away and ends their sessions, inside a change; the
 * reason is kept beside who did it. The caller has asked for the right. */
enum db_status second_reset(
    struct ctx *cx, int64_t person, struct str reason) ATTR_MUST_USE;

/* Sealed secrets, for a change of key. */
struct sealed_column;
extern const struct sealed_column second_sealed;

extern const struct sql_list second_sql, second_ticket_sql;

#endif
