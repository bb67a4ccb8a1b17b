/*
 * data.c: what goes out of the database by the command line: records as CSV,
 * the tables of kinds and routes.
 */
#include <stdio.h>
#include <string.h>

#include "core/command.h"
#include "main/commands.h"
#include "main/modules.h"

static bool to_stdout(void *arg, struct str bytes)
{
	(void)arg;
	return fwrite(bytes.s, 1, bytes.n, stdout) == bytes.n;
}

/* A kind by its name, its address, or its name with hyphens. */
static const struct kind *kind_asked(struct str name)
{
	size_t n = 0;
	const struct kind *const *all = kinds_all(&n);

	for (size_t i = 0; i < n; i++)
		if (str_is(name, all[i]->name) || str_is(name, all[i]->path))
			return all[i];
	return NULL;
}

static int export(
    struct ctx *cx, const struct kind *k, bool describe, struct err *e)
{
	struct buf b = buf_make(BUF_PAGE);
	bool good = true;

	if (describe) {
		kind_describe_csv(cx, k, &b);
		good = !b.failed && to_stdout(NULL, buf_view(&b));
	} else {
		good = kind_export_csv(cx, k, to_stdout, NULL);
	}
	buf_free(&b);
	if (good && fflush(stdout) == 0)
		return 0;
	(void)err_set(e, "The export could not be written to its end.");
	return command_fail(EXIT_DATA, e);
}

int command_export(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	const bool describe = args_flag(&a, "--describe");

	if (!command_open(&env, &a, COMMAND_SCHEMA, &e))
		return command_fail(EXIT_DATA, &e);
	const char *name = args_next(&a);
	const struct kind *k = name != NULL ? kind_asked(str_of(name)) : NULL;

	if (k == NULL) {
		(void)err_set(&e, "Say which records: heard export KIND; "
				  "`heard kinds` lists them.");
		code = command_fail(EXIT_USAGE, &e);
	} else if (!args_done(&a, &e)) {
		code = command_fail(EXIT_USAGE, &e);
	} else {
		code = export(&env.cx, k, describe, &e);
	}
	command_close(&env);
	return code;
}

int command_kinds(int argc, char **argv)
{
	struct sql_list lists[LISTS_MAX];
	struct args a;
	struct err e = { "" };

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	const bool sql = args_flag(&a, "--sql");

	if (!args_done(&a, &e))
		return command_fail(EXIT_USAGE, &e);
	if (sql)
		kinds_print_sql(stdout, lists, modules_sql(lists, LISTS_MAX));
	else
		kinds_print(stdout);
	return 0;
}

int command_routes(int argc, char **argv)
{
	const struct route *tables[TABLES_MAX];
	size_t rows[TABLES_MAX];
	struct args a;
	struct err e = { "" };

	if (!args_init(&a, argc, argv, &e) || !args_done(&a, &e))
		return command_fail(EXIT_USAGE, &e);
	const size_t n = modules_routes(tables, rows, TABLES_MAX);

	for (size_t i = 0; i < n; i++)
		kinds_print_routes(stdout, tables[i], rows[i]);
	return 0;
}
