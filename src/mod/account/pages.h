/*
 * pages.h: the pages of this room, for its route table in account.c.
 */
#ifndef MOD_ACCOUNT_PAGES_H
#define MOD_ACCOUNT_PAGES_H

#include "mod/account/signin.h"
#include "web/limit.h"
#include "web/web.h"

/* A form that came back: one sentence at one field. */
struct wrong {
	const char *field; /* its id; NULL: nothing is wrong */
	const char *sentence;
};
void wrong_summary(struct req *r, const struct wrong *w);
struct str wrong_at(const struct wrong *w, const char *field);

/* /sign-in, /sign-in/code, /sign-out (signin_page.c) */
void signin_form(struct req *r);
void signin_post(struct req *r);
void signin_code_form(struct req *r);
void signin_code_post(struct req *r);
void signin_code_check_post(struct req *r);
void sign_out_post(struct req *r);

/* Shared by the pages on the way in (signin_page.c). */
struct str signin_next(struct str next); /* an own path, or My day */
const char *signin_too_often(void);
bool signin_take_turn(struct req *r, enum limit_kind kind);
void signin_was_right(struct req *r);
void signin_hidden(struct req *r, const char *name, struct str value);

/* The second factor (second_page.c): second_step() renders what comes after
 * the first; the forms stand on /account. */
void second_step(struct req *r, const struct signin *in, struct str next);
void second_post(struct req *r);
void second_set_up_post(struct req *r);
void second_form(struct req *r, const struct wrong *w);
void second_account_post(struct req *r);
void second_reset_form(
    struct req *r, struct str email, struct str reason, const struct wrong *w);
void second_reset_post(struct req *r);

/* The trust's own directory (oidc_page.c); the part stands on /account. */
void oidc_start_page(struct req *r);
void oidc_back_page(struct req *r);
void oidc_link_part(struct req *r);

/* /account (account_page.c) */
void account_page(struct req *r);
void account_password_post(struct req *r);
void account_session_end_post(struct req *r);

/* /account/first-password (first_password.c); the form stands on /account. */
void first_password_form(struct req *r, const struct wrong *w);
void first_password_post(struct req *r);

/* /settings (setting_page.c) */
void settings_page(struct req *r);
void settings_post(struct req *r);

/* /audit (audit_page.c) */
void audit_page(struct req *r);

#endif
