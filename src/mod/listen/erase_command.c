/*
 * erase_command.c: `heard erase response` and `heard erase comment`, for whoever
 * is asked to forget what somebody said. What goes is in response_erase.c.
 */
#include <stdio.h>

#include "core/command.h"
#include "core/erasure.h"
#include "core/erasure_list.h"
#include "mod/listen/setup.h"

/* What can be erased by a command, and what is said then. */
struct target {
	const char *table, *columns;
	const char *done;
};

static const struct target response = { "response", "words,about,contact",
	"Erased: their words, what they said about themselves, and how to reach "
	"them. The answer still counts." };
static const struct target comment = { "comment", "shown",
	"Erased: these words, as they were written and as they were shown. The "
	"answer and other comments of the same response stay." };

static enum db_status erase_fn(struct ctx *cx, void *arg)
{
	return erase(cx, arg, 0);
}

static int run(struct command_env *env, const struct target *t,
    struct erasure *what, struct err *e)
{
	const enum db_status st = ctx_change(&env->cx, erase_fn, what);
	int64_t added;

	if (st != DB_OK) {
		if (st == DB_REFUSED)
			(void)err_set(e, "There is no %s %.*s here.", t->table,
			    STR_ARG(what->ref));
		else
			(void)err_set(e, "Nothing was erased: see the log, and "
					 "run the command again.");
		return command_fail(EXIT_DATA, e);
	}
	printf("%s Backups from before still have it until they are thrown "
	       "away.\n",
	    t->done);
	if (erasure_list_write(&env->cx, env->erasures, &added, e))
		return 0;
	return command_fail(EXIT_DATA, e);
}

static int command(int argc, char **argv, const struct target *t)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	const struct str reason = str_of(args_value(&a, "--reason"));

	if (!command_open(&env, &a, COMMAND_SCHEMA, &e))
		return command_fail(EXIT_DATA, &e);
	const struct str ref = str_of(args_next(&a));
	struct erasure what = { str_of(t->table), ref, str_of(t->columns),
		reason };

	if (str_empty(ref) || str_empty(str_trim(reason))) {
		(void)err_set(&e,
		    "Say which and why: heard erase %s REF --reason TEXT. "
		    "Never write in the reason what is erased.",
		    t->table);
		code = command_fail(EXIT_USAGE, &e);
	} else if (!args_done(&a, &e)) {
		code = command_fail(EXIT_USAGE, &e);
	} else {
		code = run(&env, t, &what, &e);
	}
	command_close(&env);
	return code;
}

int command_erase_response(int argc, char **argv)
{
	return command(argc, argv, &response);
}

int command_erase_comment(int argc, char **argv)
{
	return command(argc, argv, &comment);
}
