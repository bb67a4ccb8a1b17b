/*
 * import_command.c: the words of `heard import feedback`.
 */
#include <stdio.h>
#include <string.h>

#include "core/command.h"
#include "mod/listen/import.h"

static bool read_options(
    struct args *a, struct import_options *o, struct err *e)
{
	const char *scale = args_value(a, "--scale");
	const char *order = args_value(a, "--date-order");
	const char *date = args_value(a, "--date");
	const char *format = args_value(a, "--format");

	o->source = args_value(a, "--source");
	o->map = args_value(a, "--map");
	o->unit = args_value(a, "--unit");
	o->save_map = args_flag(a, "--save-map");
	o->scale_given = scale != NULL;
	o->order_given = order != NULL;
	o->json = format != NULL && strcmp(format, "json") == 0;
	if (scale != NULL && !import_scale_of(str_of(scale), &o->scale))
		return err_set(e, "--scale is 1-best, 5-best or words.");
	if (order != NULL && !import_date_order_of(str_of(order), &o->order))
		return err_set(e, "--date-order is dmy or mdy.");
	if (date != NULL && !date_parse_iso(str_of(date), &o->date))
		return err_set(e, "--date is a day such as 2025-12-31.");
	if (format != NULL && !o->json && strcmp(format, "text") != 0)
		return err_set(e, "--format is text or json.");
	if (o->save_map && o->source == NULL)
		return err_set(e, "--save-map needs --source NAME.");
	return true;
}

static int run(struct command_env *env, const struct import_options *o)
{
	struct import_counts counts;
	struct err e = { "" };

	switch (import_feedback(&env->cx, o, stdout, &counts, &e)) {
	case IMPORT_OK:
		return 0;
	case IMPORT_BAD_LINES:
		return EXIT_DATA;
	case IMPORT_ASK:
		return command_fail(EXIT_USAGE, &e);
	case IMPORT_FAILED:
		break;
	}
	return command_fail(EXIT_DATA, &e);
}

/* The file's name, before a database is opened for nothing. */
static const char *file_of(struct args a)
{
	(void)args_value(&a, "--db");
	(void)args_value(&a, "--key-file");
	return args_next(&a);
}

int command_import_feedback(int argc, char **argv)
{
	struct import_options o = { .order = ORDER_DMY };
	struct command_env env;
	struct err e = { "" };
	struct args a;
	int code;

	if (!args_init(&a, argc, argv, &e) || !read_options(&a, &o, &e))
		return command_fail(EXIT_USAGE, &e);
	if (file_of(a) == NULL) {
		(void)err_set(&e, "Say which file: heard import feedback "
				  "FILE.csv --scale 1-best");
		return command_fail(EXIT_USAGE, &e);
	}
	if (!command_open(
		&env, &a, COMMAND_SCHEMA | COMMAND_WRITER | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	o.file = args_next(&a);
	code = args_done(&a, &e) ? run(&env, &o) : command_fail(EXIT_USAGE, &e);
	db_settle(env.conn);
	command_close(&env);
	return code;
}
