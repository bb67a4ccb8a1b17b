/*
 * init.c: `heard init` makes an empty trust, `heard migrate` brings an older
 * database up to date, `heard verify` checks the audit trail.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/audit.h"
#include "core/command.h"
#include "core/setting.h"
#include "db/migrate.h"
#include "letter/letter.h"
#include "main/commands.h"
#include "main/modules.h"

static enum db_status put(struct ctx *cx, const char *name, const char *value)
{
	struct err e;

	if (value == NULL)
		return DB_OK;
	return setting_put(cx, str_of(name), str_of(value), &e);
}

/* What an empty trust starts with, in one transaction. */
static enum db_status seed_fn(struct ctx *cx, void *arg)
{
	const struct init_options *s = arg;
	size_t n = 0;
	const struct module *const *list = modules_all(&n);
	enum db_status st = put(cx, "trust_name", s->trust);

	if (st == DB_OK)
		st = put(cx, "base_url", s->base_url);
	if (st == DB_OK && s->demo)
		st = put(cx, "demo", "1");
	if (st == DB_OK)
		st = letter_seed(cx);
	for (size_t i = 0; i < n && st == DB_OK; i++)
		if (list[i]->seed != NULL)
			st = list[i]->seed(cx, NULL);
	return st;
}

bool init_database(
    struct command_env *env, struct init_options *s, struct err *e)
{
	size_t n = 0;
	const struct migration *list = migrations_all(&n);

	if (db_schema_state(env->conn, list, n, e) != SCHEMA_EMPTY)
		return err_set(e,
		    "There is something in this database already. Give "
		    "--db a new file or an empty database; `heard migrate` "
		    "brings an older one up to date.");
	if (!db_migrate(env->conn, list, n, e))
		return false;
	if (!kinds_check_schema(env->conn, e))
		return false;
	if (ctx_change(&env->cx, seed_fn, s) != DB_OK)
		return err_set(e, "The empty trust could not be filled with "
				  "what it starts with; see the log above.");
	return true;
}

bool init_key_file(const struct args *a, struct err *e)
{
	struct arena *arena = arena_new(ARENA_COMMAND);
	struct args peek = *a;
	const struct command_paths p = command_paths(arena, &peek);
	const bool good =
	    access(p.key_file, F_OK) == 0 || keys_create(p.key_file, e);

	arena_free(arena);
	return good;
}

static void say_ready(const struct command_paths *p)
{
	printf("An empty trust is ready in %s.\n"
	       "Keep the key file %s safe and apart from backups: without it "
	       "sealed details are lost.\n"
	       "Next: heard user add --email YOU --name NAME --role "
	       "administrator\n",
	    p->db, p->key_file);
}

int command_init(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	struct args peek = a;
	struct init_options o = { args_value(&a, "--name"),
		args_value(&a, "--base-url"), args_flag(&a, "--demo") };

	if (!init_key_file(&a, &e) ||
	    !command_open(&env, &a, COMMAND_CREATE | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	const struct command_paths p = command_paths(env.arena, &peek);

	if (!args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else if (!init_database(&env, &o, &e))
		code = command_fail(EXIT_DATA, &e);
	else
		say_ready(&p);
	command_close(&env);
	return code;
}

int command_migrate(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	size_t n = 0;
	const struct migration *list = migrations_all(&n);
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!command_open(&env, &a, 0, &e))
		return command_fail(EXIT_DATA, &e);
	const enum schema_state st = db_schema_state(env.conn, list, n, &e);

	if (!args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else if (st == SCHEMA_CURRENT)
		printf("Nothing to do: the database is up to date.\n");
	else if (st != SCHEMA_OLDER)
		code = command_fail(EXIT_DATA, &e);
	else if (!db_migrate(env.conn, list, n, &e))
		code = command_fail(EXIT_DATA, &e);
	else
		printf("The database is up to date now.\n");
	command_close(&env);
	return code;
}

static int verify(struct ctx *cx)
{
	struct audit_report r;
	const bool good = audit_verify(cx, &r);

	printf("%lld audit rows, %lld seals, %lld rows not sealed yet\n",
	    (long long)r.rows, (long long)r.seals, (long long)r.unsealed);
	if (!good)
		printf("Seal %lld does not match its rows: the trail was "
		       "changed.\n",
		    (long long)r.first_bad_seal);
	else
		printf("Every seal holds. Head: %.*s\n"
		       "File this head outside the system to prove later that "
		       "nothing was removed.\n",
		    STR_ARG(r.head));
	return good ? 0 : EXIT_DATA;
}

int command_verify(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!command_open(&env, &a, COMMAND_SCHEMA | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	if (!args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else
		code = verify(&env.cx);
	command_close(&env);
	return code;
}
