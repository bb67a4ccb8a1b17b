/*
 * import_command.c: `heard import units FILE.csv`: the file, and the report.
 */
#include <stdio.h>

#include "core/command.h"
#include "mod/org/unit_import.h"

#define FILE_MAX_BYTES ((size_t)64 << 20)

static bool read_all(FILE *f, const char *path, struct buf *out, struct err *e)
{
	char chunk[65536];
	size_t n;

	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(out, chunk, n);
	if (ferror(f))
		return err_set(e, "%s cannot be read.", path);
	if (out->failed)
		return err_set(e, "%s is larger than %zu megabytes.", path,
		    FILE_MAX_BYTES >> 20);
	return true;
}

static bool read_file(const char *path, struct buf *out, struct err *e)
{
	FILE *f = fopen(path, "rb");
	bool good;

	if (f == NULL)
		return err_set(e, "%s cannot be opened.", path);
	good = read_all(f, path, out, e);
	(void)fclose(f);
	return good;
}

static void print_report(const char *path, const struct unit_report *r)
{
	for (size_t i = 0; i < r->nlines; i++)
		(void)fprintf(stderr, "%s:%ld: %.*s\n", path, r->lines[i].line,
		    STR_ARG(r->lines[i].sentence));
	if (r->bad > (int64_t)r->nlines)
		(void)fprintf(stderr, "%s: and %lld more lines like these\n",
		    path, (long long)(r->bad - (int64_t)r->nlines));
	if (!str_null(r->unused))
		(void)fprintf(stderr, "%s: columns not used: %.*s\n", path,
		    STR_ARG(r->unused));
	if (r->converted)
		(void)fprintf(stderr,
		    "%s: some text was not UTF-8 and was read as "
		    "Windows-1252\n",
		    path);
	printf("%lld added, %lld changed, %lld as before, %lld bad lines\n",
	    (long long)r->added, (long long)r->changed, (long long)r->same,
	    (long long)r->bad);
}

static int run(struct command_env *env, const char *path)
{
	struct unit_report *report = arena_alloc(env->arena, sizeof(*report));
	struct buf text = buf_make(FILE_MAX_BYTES);
	struct err e = { "" };
	int code = 0;

	if (!read_file(path, &text, &e) ||
	    !unit_import(&env->cx, buf_view(&text), report, &e))
		code = command_fail(EXIT_DATA, &e);
	else {
		print_report(path, report);
		code = report->bad > 0 ? EXIT_DATA : 0;
	}
	buf_free(&text);
	return code;
}

int command_import_units(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	const char *path;
	int code;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!command_open(&env, &a, COMMAND_SCHEMA | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	path = args_next(&a);
	if (path == NULL)
		(void)err_set(&e, "Name the file: heard import units FILE.csv");
	if (path == NULL || !args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else
		code = run(&env, path);
	command_close(&env);
	return code;
}
