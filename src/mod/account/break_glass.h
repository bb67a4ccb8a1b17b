/*
 * break_glass.h: the sign-in for the day when the trust's directory does not
 * answer: a password in an envelope, always let in without anything else, and
 * an alarm each time.
 */
#ifndef MOD_ACCOUNT_BREAK_GLASS_H
#define MOD_ACCOUNT_BREAK_GLASS_H

#include "mod/account/signin.h"

bool break_glass_is(struct ctx *cx, int64_t person);

/* Each inside a change. _mark: from now on this person is one. _admit: opens
 * a session, says so in the audit trail and the log, and mails everybody else
 * who looks after the trust's settings. */
enum db_status break_glass_mark(struct ctx *cx, int64_t person) ATTR_MUST_USE;
enum db_status break_glass_admit(struct ctx *cx, int64_t person, struct str ref,
    struct signin *ret) ATTR_MUST_USE;

extern const struct sql_list break_glass_sql;

#endif
