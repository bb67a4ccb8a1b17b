/*
 * signin.h: the rules of getting in: by password, and for members by six
 * digits in a mail. They know no HTTP. What a stranger sees is the same, and
 * takes the same time, whether an address is known or not.
 */
#ifndef MOD_ACCOUNT_SIGNIN_H
#define MOD_ACCOUNT_SIGNIN_H

#include "core/ctx.h"

#define SIGNIN_TRIES_MAX    5  /* wrong passwords, then the door is shut */
#define SIGNIN_LOCK_MINUTES 15 /* for so long */
#define CODE_DIGITS         6
#define CODE_MINUTES        10
#define CODE_TRIES_MAX      5
#define PASSWORD_MIN        12
#define PASSWORD_MAX        200
#define SIGNIN_EMAIL_MAX    200

/* What is still missing after the first factor (second.h). */
enum second_need { SECOND_NOT, SECOND_ASK, SECOND_SET_UP };

struct signin {
	bool in; /* a session is open; else see `second` */
	int64_t person;
	char token[64]; /* of the new session, for the cookie */
	enum second_need second;
	char ticket[800]; /* for the form of the second step */
};

/*
 * Opens a session, or asks for a second factor, when the password is right,
 * the person active and not locked out; counts the wrong one otherwise. Audited either way. Hashes:
 * only on a heavy worker, never inside a change (it opens its own).
 */
enum db_status signin_password(struct ctx *cx, struct str email,
    struct str password, struct signin *ret) ATTR_MUST_USE;

/* Whether this is the person's password now; a wrong one counts towards the
 * lock-out, and a locked person has no right one. As above. */
enum db_status signin_confirm(struct ctx *cx, int64_t person,
    struct str password, bool *ret_right) ATTR_MUST_USE;

/* A sentence about what is wrong with a new password, or NULL. Length counts,
 * signs do not (NCSC password guidance). */
const char *password_problem(struct str password, struct str email);

/* A first password to hand over: 80 random bits in four groups of four. */
struct str first_password(struct arena *a);

/*
 * Stores the hash of a new password, unlocks, ends all sessions of the person
 * but `keep` (may be null). Inside a change; hash it before.
 */
enum db_status password_store(struct ctx *cx, int64_t person, struct str hash,
    struct str keep) ATTR_MUST_USE;

/*
 * Makes a code for this address and puts its message into the outbox, unless
 * nobody active has the address or a code was sent within the last minute.
 * `by_text`: as a text message where the trust sends them and the person has
 * left a number; else as a mail. Opens its own change. Says nothing about which
 * it was.
 */
enum db_status signin_code_send(
    struct ctx *cx, struct str email, bool by_text) ATTR_MUST_USE;

/* The same inside a change: the code's digits, or the null str. For tests and
 * for other ways of sending. */
enum db_status signin_code_make(
    struct ctx *cx, struct str email, struct str *ret_digits) ATTR_MUST_USE;

/* Opens a session when the digits are right, in time and within five tries;
 * a code works once. Opens its own change. */
enum db_status signin_code_check(struct ctx *cx, struct str email,
    struct str digits, struct signin *ret) ATTR_MUST_USE;

#endif
