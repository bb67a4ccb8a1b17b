/*
 * mail_in_command.c: the words of `heard mail-in`: a file, or a maildir whose
 * new mails move to cur once they are kept, so that a timer can run it.
 */
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/command.h"
#include "mod/casework/mail_in.h"

#define MAIL_MAX ((size_t)64 << 20)

static const struct sql SQL_UNIT = { "SELECT id FROM unit WHERE slug = ?1",
	SYSTEM("the operator names where new contacts go") };

static bool read_mail(const char *path, struct buf *out, struct err *e)
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
	       err_set(e, "%s is larger than 64 megabytes.", path);
}

/* One mail; false with a sentence: it stays where it is. */
static bool take_file(
    struct command_env *env, int64_t unit, const char *path, struct err *e)
{
	struct buf bytes = buf_make(MAIL_MAX);
	struct mail_in in = { .unit = unit };
	bool good = read_mail(path, &bytes, e);

	in.bytes = buf_view(&bytes);
	good = good && mail_in_take(&env->cx, &in, e);
	if (good)
		printf("%s: %s %lld\n", path,
		    in.ret_there ? "was there already, case"
		    : in.ret_new ? "new contact, case"
				 : "landed on case",
		    (long long)in.ret_number);
	buf_free(&bytes);
	return good;
}

/* Mails of a maildir: new/NAME becomes cur/NAME:2,S once it is kept. */
static int take_dir(struct command_env *env, int64_t unit, const char *dir)
{
	struct arena *a = env->arena;
	const char *from = str_cstr(a, str_fmt(a, "%s/new", dir));
	DIR *d = opendir(from);
	const struct dirent *one;
	int code = 0;

	if (d == NULL) {
		struct err e = { "" };

		(void)err_set(
		    &e, "%s is no maildir: it has no folder new.", dir);
		return command_fail(EXIT_DATA, &e);
	}
	while ((one = readdir(d)) != NULL) {
		struct err e = { "" };

		if (one->d_name[0] == '.')
			continue;
		const char *path =
		    str_cstr(a, str_fmt(a, "%s/%s", from, one->d_name));
		const char *to =
		    str_cstr(a, str_fmt(a, "%s/cur/%s:2,S", dir, one->d_name));

		if (!take_file(env, unit, path, &e) || rename(path, to) != 0)
			code = e.text[0] != '\0' ? command_fail(EXIT_DATA, &e)
						 : EXIT_DATA;
	}
	(void)closedir(d);
	return code;
}

static int run(struct command_env *env, const char *slug, const char *path)
{
	struct stat s;
	struct err e = { "" };
	int64_t unit = 0;

	if (slug != NULL)
		unit = db_get_int(
		    env->conn, env->arena, &SQL_UNIT, VALS(V(slug)), 0);
	if (slug != NULL && unit == 0) {
		(void)err_set(&e, "There is no unit %s.", slug);
		return command_fail(EXIT_DATA, &e);
	}
	if (stat(path, &s) == 0 && S_ISDIR(s.st_mode))
		return take_dir(env, unit, path);
	return take_file(env, unit, path, &e) ? 0 : command_fail(EXIT_DATA, &e);
}

int command_mail_in(int argc, char **argv)
{
	struct command_env env;
	struct err e = { "" };
	const char *path, *slug;
	struct args a;
	int code;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	slug = args_value(&a, "--unit");
	if (!command_open(
		&env, &a, COMMAND_SCHEMA | COMMAND_WRITER | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	path = args_next(&a);
	if (path == NULL)
		(void)err_set(&e, "Say which mail: heard mail-in FILE.eml, or "
				  "a maildir.");
	code = path != NULL && args_done(&a, &e) ? run(&env, slug, path)
						 : command_fail(EXIT_USAGE, &e);
	command_close(&env);
	return code;
}

static const struct sql *const list[] = { &SQL_UNIT };
const struct sql_list case_mail_command_sql = { list, NELEM(list) };
