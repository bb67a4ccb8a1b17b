/*
 * account.h: the people who sign in, the roles that they hold, and how they
 * get in. What roles open is core/role.c's; sessions are core/session.h's.
 */
#ifndef MOD_ACCOUNT_ACCOUNT_H
#define MOD_ACCOUNT_ACCOUNT_H

#include "mod/module.h"

struct person {
	struct record record;
	struct str name, email; /* email in lower case */
	struct str lang;        /* code of a language, or null */
	bool active;
	struct str password_hash;
	int64_t failed; /* wrong passwords since the last right one */
	struct instant locked_until;
};

struct appointment {
	struct record record;
	int64_t person, unit;
	struct str role;               /* code of core/may.h's roles */
	struct date from_on, until_on; /* [from_on, until_on), none: open */
};

/*
 * Colleagues are seen by everybody who works here (their name stands beside
 * what they did); people without any right, such as members, only by who
 * looks after sign-ins.
 */
extern const struct kind kind_person, kind_appointment;

/* Whether this person holds rights where the acting one does not look after
 * people: then they may not be changed here. */
bool person_beyond(struct ctx *cx, int64_t person);

/*
 * The phone number of whom cx acts for, as they typed it, or the null str: for
 * codes by text message. Set once at start by main; NULL until then.
 */
typedef struct str signin_phone_fn(struct ctx *cx);
void signin_use_phone(signin_phone_fn *fn);

extern const struct module module_account;

/* Statements by file. */
extern const struct sql_list person_sql, appointment_sql, signin_sql,
    signin_code_sql, account_page_sql, first_password_sql, user_command_sql,
    second_page_sql;

#endif
