/*
 * account.c: what this room brings to the program.
 */
#include "mod/account/account.h"

#include "mod/account/break_glass.h"
#include "mod/account/oidc.h"
#include "mod/account/pages.h"
#include "mod/account/second.h"
#include "mod/account/user_command.h"

static const struct kind *const kinds[] = { &kind_person, &kind_appointment };

/* clang-format off */
static const struct route routes[] = {
	{ HTTP_GET,  "/sign-in",              signin_form,              CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/sign-in",              signin_post,              CAP_NONE, ROUTE_PUBLIC | ROUTE_HEAVY },
	{ HTTP_GET,  "/sign-in/code",         signin_code_form,         CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/sign-in/code",         signin_code_post,         CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/sign-in/code/check",   signin_code_check_post,   CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET,  "/sign-in/oidc",         oidc_start_page,          CAP_NONE, ROUTE_PUBLIC | ROUTE_HEAVY },
	{ HTTP_GET,  "/sign-in/oidc/back",    oidc_back_page,           CAP_NONE, ROUTE_PUBLIC | ROUTE_HEAVY },
	{ HTTP_POST, "/sign-in/second",       second_post,              CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/sign-in/second/set-up", second_set_up_post,      CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/account/second",       second_account_post,      CAP_NONE, ROUTE_HEAVY },
	{ HTTP_POST, "/account/second/set-up", second_set_up_post,      CAP_NONE, 0 },
	{ HTTP_POST, "/account/second/reset", second_reset_post,        CAP_PERSON_ADMIN, 0 },
	{ HTTP_POST, "/sign-out",             sign_out_post,            CAP_NONE, 0 },
	{ HTTP_GET,  "/account",              account_page,             CAP_NONE, 0 },
	{ HTTP_POST, "/account/password",     account_password_post,    CAP_NONE, ROUTE_HEAVY },
	{ HTTP_POST, "/account/sessions/end", account_session_end_post, CAP_NONE, 0 },
	{ HTTP_POST, "/account/first-password", first_password_post,    CAP_PERSON_ADMIN, ROUTE_HEAVY },
	{ HTTP_GET,  "/settings",             settings_page,            CAP_SETTING_ADMIN, 0 },
	{ HTTP_POST, "/settings",             settings_post,            CAP_SETTING_ADMIN, 0 },
	{ HTTP_GET,  "/audit",                audit_page,               CAP_AUDIT_READ, 0 },
};
/* clang-format on */

static const struct command commands[] = {
	{ "user add",
	    "user add --email ADDRESS --name NAME --role ROLE [--unit SLUG]",
	    "make a person who may sign in, with a first password",
	    command_user_add },
	{ "user break-glass", "user break-glass --email ADDRESS --name NAME",
	    "make the sign-in for when the trust's directory does not answer",
	    command_user_break_glass },
	{ "user password", "user password --email ADDRESS",
	    "give a person a new first password", command_user_password },
};

static const struct sql_list *const sql[] = { &person_sql, &appointment_sql,
	&signin_sql, &signin_code_sql, &account_page_sql, &first_password_sql,
	&user_command_sql, &second_sql, &second_ticket_sql, &second_page_sql,
	&oidc_enter_sql, &break_glass_sql };

const struct module module_account = {
	.name = "account",
	.routes = routes,
	.nroutes = NELEM(routes),
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.sql = sql,
	.nsql = NELEM(sql),
	.commands = commands,
	.ncommands = NELEM(commands),
};
