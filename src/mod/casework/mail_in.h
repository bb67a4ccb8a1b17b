/*
 * mail_in.h: mail that came in lands on its case, or is a new contact to be
 * sorted. Nothing of it is dropped without a word.
 */
#ifndef MOD_CASEWORK_MAIL_IN_H
#define MOD_CASEWORK_MAIL_IN_H

#include "mod/casework/eml.h"
#include "mod/casework/internal.h"

struct mail_in {
	int64_t unit;       /* where new contacts go; 0: the trust */
	struct str bytes;   /* the mail */
	int64_t ret_number; /* of its case */
	bool ret_new;       /* a new contact; else it landed on a case */
	bool ret_there;     /* it was taken in before */
};

/*
 * Takes a mail in, as the system: by the case number in its subject ("case
 * 123", as our letters and mails say it) or a return code in its subject or
 * text, else as a new enquiry. The same mail twice counts once. False with a
 * sentence: it is no mail, or was not kept.
 */
bool mail_in_take(
    struct ctx *cx, struct mail_in *in, struct err *e) ATTR_MUST_USE;

/* heard mail-in FILE.eml|MAILDIR … */
int command_mail_in(int argc, char **argv);

extern const struct sql_list case_mail_in_sql, case_mail_command_sql;

#endif
