/*
 * user_command.c: see user_command.h.
 */
#include "mod/account/user_command.h"

#include <stdio.h>

#include "core/command.h"
#include "mod/account/account.h"
#include "mod/account/break_glass.h"
#include "mod/account/signin.h"
#include "mod/org/org.h"

static const struct sql SQL_UNIT = { "SELECT id FROM unit WHERE slug = ?1",
	SYSTEM("a command of the trust's own administrator") };

static const struct sql SQL_PERSON = { "SELECT id FROM person WHERE email = ?1",
	SYSTEM("a command of the trust's own administrator") };

/* What both commands share: the words, and what is made of them. */
struct user {
	const char *email, *name, *role, *unit;
	struct str hash;
	char sentence[300]; /* what is wrong; "" when nothing is */
};

static void say(struct user *u, struct str s)
{
	(void)snprintf(u->sentence, sizeof(u->sentence), "%.*s.", STR_ARG(s));
}

static enum db_status save(
    struct ctx *cx, const struct kind *k, void *rec, struct user *u)
{
	struct problems p = { .arena = cx->arena };
	const enum db_status st = kind_save(cx, k, rec, &p);

	if (p.n > 0)
		say(u, p.list[0].sentence);
	return st;
}

static int64_t unit_of(struct ctx *cx, const struct user *u)
{
	if (u->unit == NULL)
		return unit_trust(cx);
	return db_get_int(cx->conn, cx->arena, &SQL_UNIT, VALS(V(u->unit)), 0);
}

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	struct user *u = arg;
	struct person p = { .name = str_of(u->name),
		.email = str_of(u->email),
		.password_hash = u->hash };
	struct appointment a = { .role = str_of(u->role),
		.unit = unit_of(cx, u) };
	enum db_status st;

	u->sentence[0] = '\0';
	if (a.unit == 0) {
		say(u, S("There is no such unit"));
		return DB_REFUSED;
	}
	if (may_role(a.role) == NULL) {
		say(u, S("There is no such role; see docs/access.md"));
		return DB_REFUSED;
	}
	st = save(cx, &kind_person, &p, u);
	a.person = p.record.id;
	return st == DB_OK ? save(cx, &kind_appointment, &a, u) : st;
}

/* An administrator of the trust, marked, so that its use is an alarm. */
static enum db_status break_glass_fn(struct ctx *cx, void *arg)
{
	struct user *u = arg;
	const enum db_status st = add_fn(cx, u);

	if (st != DB_OK)
		return st;
	return break_glass_mark(
	    cx, db_get_int(cx->conn, cx->arena, &SQL_PERSON,
		    VALS(V(str_lower(cx->arena, str_of(u->email)))), 0));
}

static enum db_status password_fn(struct ctx *cx, void *arg)
{
	struct user *u = arg;
	const int64_t id = db_get_int(cx->conn, cx->arena, &SQL_PERSON,
	    VALS(V(str_lower(cx->arena, str_of(u->email)))), 0);

	u->sentence[0] = '\0';
	if (id == 0) {
		say(u, S("Nobody has this address"));
		return DB_REFUSED;
	}
	return password_store(cx, id, u->hash, STR_NULL);
}

static int finish(struct command_env *env, struct user *u, ctx_change_fn *fn)
{
	const struct str half = first_password(env->arena),
			 rest = first_password(env->arena);
	/* Break-glass lies in an envelope for years: twice as long. */
	const struct str password =
	    fn == break_glass_fn
		? str_fmt(env->arena, "%.*s-%.*s", STR_ARG(half), STR_ARG(rest))
		: half;
	struct err e = { "" };
	enum db_status st;

	u->hash = password_hash(env->arena, password);
	st = ctx_change(&env->cx, fn, u);
	if (st == DB_OK) {
		printf("First password for %s: %.*s\nIt is shown only now. "
		       "Change it at /account after signing in.\n",
		    u->email, STR_ARG(password));
		return 0;
	}
	(void)err_set(&e, "%s",
	    u->sentence[0] != '\0' ? u->sentence
				   : "The database refused; see the log.");
	return command_fail(EXIT_DATA, &e);
}

static int run(int argc, char **argv, ctx_change_fn *fn)
{
	const bool add = fn == add_fn, made = fn != password_fn;
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!command_open(&env, &a, COMMAND_SCHEMA | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	struct user u = { .email = args_value(&a, "--email") };

	if (made)
		u.name = args_value(&a, "--name");
	if (fn == break_glass_fn)
		u.role = "administrator";
	if (add) {
		u.role = args_value(&a, "--role");
		u.unit = args_value(&a, "--unit");
	}
	if (u.email == NULL || (made && (u.name == NULL || u.role == NULL))) {
		(void)err_set(&e, "%s",
		    add    ? "Say --email, --name and --role."
		    : made ? "Say --email and --name."
			   : "Say --email.");
		code = command_fail(EXIT_USAGE, &e);
	} else if (!args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else
		code = finish(&env, &u, fn);
	command_close(&env);
	return code;
}

int command_user_add(int argc, char **argv)
{
	return run(argc, argv, add_fn);
}

int command_user_break_glass(int argc, char **argv)
{
	return run(argc, argv, break_glass_fn);
}

int command_user_password(int argc, char **argv)
{
	return run(argc, argv, password_fn);
}

static const struct sql *const list[] = { &SQL_UNIT, &SQL_PERSON };
const struct sql_list user_command_sql = { list, NELEM(list) };
