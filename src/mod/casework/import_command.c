/*
 * import_command.c: the words of `heard import cases`.
 */
#include <stdlib.h>

#include "core/command.h"
#include "mod/casework/import.h"

#define FILE_MAX ((size_t)256 << 20)

static bool read_file(const char *path, struct buf *out, struct err *e)
{
	char part[65536];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		return err_set(e, "%s cannot be read.", path);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(out, part, n);
	(void)fclose(f);
	return !out->failed ||
	       err_set(e, "%s is larger than 256 megabytes.", path);
}

static int run(
    struct command_env *env, struct case_import *in, const char *path)
{
	struct case_import_counts counts;
	struct buf text = buf_make(FILE_MAX);
	struct err e = { "" };
	bool good = read_file(path, &text, &e);

	in->csv = buf_view(&text);
	good = good && case_import(&env->cx, in, stdout, &counts, &e);
	if (good)
		printf("%s%lld added, %lld there already, %lld refused\n",
		    in->dry_run ? "nothing is kept: " : "",
		    (long long)counts.added, (long long)counts.there,
		    (long long)counts.bad);
	buf_free(&text);
	if (!good)
		return command_fail(EXIT_DATA, &e);
	return counts.bad > 0 ? EXIT_DATA : 0;
}

int command_import_cases(int argc, char **argv)
{
	struct case_import in = { .source = NULL };
	struct command_env env;
	struct err e = { "" };
	const char *path;
	struct args a;
	int code;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	in.source = args_value(&a, "--source");
	in.map = args_value(&a, "--map");
	in.unit = args_value(&a, "--unit");
	in.dry_run = args_flag(&a, "--dry-run");
	if (in.source == NULL) {
		(void)err_set(&e, "Say whose cases they are: --source "
				  "ulysses. Their numbers are kept with it.");
		return command_fail(EXIT_USAGE, &e);
	}
	if (!command_open(
		&env, &a, COMMAND_SCHEMA | COMMAND_WRITER | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	path = args_next(&a);
	if (path == NULL)
		(void)err_set(&e, "Say which file: heard import cases "
				  "FILE.csv --source NAME");
	code = path != NULL && args_done(&a, &e) ? run(&env, &in, path)
						 : command_fail(EXIT_USAGE, &e);
	command_close(&env);
	return code;
}
