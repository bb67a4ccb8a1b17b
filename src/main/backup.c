/*
 * backup.c: `heard backup`, `restore` and `copy`: one format that both engines
 * read. The key file is never in it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/command.h"
#include "core/erasure_list.h"
#include "db/dump.h"
#include "main/commands.h"
#include "main/modules.h"
#include "mod/listen/search.h"

static bool write_file(void *arg, const void *p, size_t n)
{
	return fwrite(p, 1, n, arg) == n;
}

static ptrdiff_t read_file(void *arg, void *p, size_t n)
{
	FILE *f = arg;
	const size_t got = fread(p, 1, n, f);

	return got == 0 && ferror(f) != 0 ? -1 : (ptrdiff_t)got;
}

/* The file appears under its name only when it is whole and on the disk. */
static bool dump_to(struct conn *c, const char *path, struct err *e)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	const char *tmp = str_fmt(a, "%s.part", path).s;
	size_t n = 0;
	const struct migration *list = migrations_all(&n);
	const int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	FILE *f = fd >= 0 ? fdopen(fd, "wb") : NULL;
	bool good = f != NULL;

	if (!good)
		(void)err_set(e, "%s cannot be written.", tmp);
	if (good)
		good = db_dump(c, list, n, write_file, f, e);
	if (good && (fflush(f) != 0 || fsync(fd) != 0))
		good = err_set(e, "The disk did not take all of %s.", tmp);
	if (f != NULL && fclose(f) != 0 && good)
		good = err_set(e, "The disk did not take all of %s.", tmp);
	if (good && rename(tmp, path) != 0)
		good = err_set(e, "%s could not be given its name.", path);
	if (!good && f != NULL)
		(void)unlink(tmp);
	arena_free(a);
	return good;
}

/* A list that cannot be written is no reason to have no backup. */
static bool back_up(struct command_env *env, const char *path, struct err *e)
{
	struct err listed = { "" };
	int64_t added = 0;
	const bool complete =
	    erasure_list_write(&env->cx, env->erasures, &added, &listed);

	if (!dump_to(env->conn, path, e))
		return false;
	printf("The database is in %s. The key file is not in it: keep it safe "
	       "in another place, and the list of what was erased, %s, with "
	       "it.\n",
	    path, env->erasures);
	if (!complete)
		*e = listed;
	return complete;
}

int command_backup(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!command_open(&env, &a, COMMAND_SCHEMA, &e))
		return command_fail(EXIT_DATA, &e);
	const char *path = args_next(&a);

	if (path == NULL) {
		(void)err_set(&e, "Say into which file: heard backup FILE.");
		code = command_fail(EXIT_USAGE, &e);
	} else if (!args_done(&a, &e)) {
		code = command_fail(EXIT_USAGE, &e);
	} else if (!back_up(&env, path, &e)) {
		code = command_fail(EXIT_DATA, &e);
	}
	command_close(&env);
	return code;
}

/* Indexes for searching are in no backup. */
static bool build_search(struct ctx *cx, struct err *e)
{
	if (search_rebuild(cx, true, NULL, NULL) == DB_OK)
		return true;
	return err_set(e, "Everything is in place, but the index for "
			  "searching could not be built. Run heard search "
			  "rebuild.");
}

static bool restore_from(struct conn *c, const char *path, struct err *e)
{
	size_t n = 0;
	const struct migration *list = migrations_all(&n);
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		return err_set(e, "%s cannot be read.", path);
	const bool good =
	    db_schema_state(c, list, n, e) == SCHEMA_EMPTY
		? db_restore(c, list, n, read_file, f, e)
		: err_set(e,
		      "There is something in this database already. Give "
		      "--db a new file or an empty database.");

	(void)fclose(f);
	return good;
}

/* What was erased since the backup is erased again. Before the index is built,
 * so that it never has the words. */
static bool forget_again(
    struct command_env *env, const char *named, struct err *e)
{
	const char *path = named != NULL ? named : env->erasures;
	struct erasure_replay r;
	int64_t added = 0;

	if (!erasure_list_replay(&env->cx, path, &r, e))
		return false;
	if (named != NULL && !r.found)
		return err_set(e,
		    "There is no list of erasures %s. Restore again into an "
		    "empty database.",
		    named);
	if (r.found)
		printf("Erased again since the backup: %lld of the %lld in "
		       "%s.\n",
		    (long long)r.again, (long long)r.lines, path);
	else
		printf("There is no list of erasures %s: what was erased since "
		       "the backup, if anything, is back. If you have a list, "
		       "restore again into an empty database with --erasures "
		       "LIST.\n",
		    path);
	/* The list that is kept from now on may not be the one that was named. */
	return named == NULL ||
	       erasure_list_write(&env->cx, env->erasures, &added, e);
}

int command_restore(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	struct args peek = a;
	const char *named = args_value(&a, "--erasures");

	if (!command_open(&env, &a, COMMAND_CREATE, &e))
		return command_fail(EXIT_DATA, &e);
	const struct command_paths p = command_paths(env.arena, &peek);
	const char *path = args_next(&a);

	if (path == NULL || !args_done(&a, &e)) {
		if (path == NULL)
			(void)err_set(
			    &e, "Say from which file: heard restore FILE.");
		code = command_fail(EXIT_USAGE, &e);
	} else if (!restore_from(env.conn, path, &e) ||
		   !forget_again(&env, named, &e) ||
		   !build_search(&env.cx, &e)) {
		code = command_fail(EXIT_DATA, &e);
	} else {
		printf("The backup is in place.\n");
		if (access(p.key_file, R_OK) != 0)
			printf("The key file %s is not there. Without it "
			       "contact details, files, sign-ins under way "
			       "and return codes are lost, and the audit "
			       "trail cannot be checked. Put it back from "
			       "where you keep it.\n",
			    p.key_file);
	}
	command_close(&env);
	return code;
}

/* Copying ---------------------------------------------------------------- */

/* A pipe between the two databases would need two threads; a temporary file
 * needs none and is gone as soon as it is opened. */
static bool pass_over(struct conn *from, struct conn *to, struct err *e)
{
	size_t n = 0;
	const struct migration *list = migrations_all(&n);
	FILE *f = tmpfile();

	if (f == NULL)
		return err_set(e, "There is no room for a temporary file.");
	bool good = db_dump(from, list, n, write_file, f, e);

	if (good && fflush(f) != 0)
		good = err_set(e, "The disk is full.");
	rewind(f);
	if (good)
		good = db_restore(to, list, n, read_file, f, e);
	(void)fclose(f);
	return good;
}

/* The same tables with the same digests on both sides. */
static bool same(
    struct conn *from, struct conn *to, struct arena *a, struct err *e)
{
	struct table_digest *x = NULL, *y = NULL;
	size_t nx = 0, ny = 0;

	if (!db_table_digests(from, a, &x, &nx, e) ||
	    !db_table_digests(to, a, &y, &ny, e))
		return false;
	for (size_t i = 0; i < nx; i++) {
		if (i >= ny || strcmp(x[i].table, y[i].table) != 0 ||
		    memcmp(x[i].digest, y[i].digest, sizeof(x[i].digest)) != 0)
			return err_set(e,
			    "The table %s differs: was somebody still "
			    "writing? Stop heard serve and copy again into "
			    "an empty database.",
			    x[i].table);
		printf("  %s: %llu rows, equal\n", x[i].table,
		    (unsigned long long)x[i].rows);
	}
	return nx == ny;
}

static bool build_search_of(
    struct db *db, struct conn *c, struct arena *a, struct err *e)
{
	const struct app app = { .db = db };
	struct ctx cx = ctx_make(&app, a, c, "copy");

	cx.system = true;
	return build_search(&cx, e);
}

static bool copy(
    struct arena *a, const char *from, const char *to, struct err *e)
{
	const struct db_options create = { .create = true };
	const struct db_options none = { .create = false };
	size_t n = 0;
	const struct migration *list = migrations_all(&n);
	struct db *source = db_open(from, &none, e);
	struct db *target = source != NULL ? db_open(to, &create, e) : NULL;
	struct conn *sc = target != NULL ? db_conn_open(source, e) : NULL;
	struct conn *tc = sc != NULL ? db_conn_open(target, e) : NULL;
	bool good = tc != NULL;

	if (good && db_schema_state(sc, list, n, e) != SCHEMA_CURRENT)
		good = false;
	if (good && db_schema_state(tc, list, n, e) != SCHEMA_EMPTY)
		good = err_set(e, "%s is not empty.", to);
	good = good && pass_over(sc, tc, e) && same(sc, tc, a, e) &&
	       build_search_of(target, tc, a, e);
	if (tc != NULL)
		db_conn_close(tc);
	if (sc != NULL)
		db_conn_close(sc);
	db_close(target);
	db_close(source);
	return good;
}

int command_copy(int argc, char **argv)
{
	struct args a;
	struct err e = { "" };

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	const char *from = args_value(&a, "--from");
	const char *to = args_value(&a, "--to");

	if (from == NULL || to == NULL)
		(void)err_set(&e, "Say both: heard copy --from URL --to URL.");
	if (from == NULL || to == NULL || !args_done(&a, &e))
		return command_fail(EXIT_USAGE, &e);
	struct arena *arena = arena_new(ARENA_COMMAND);
	const bool good = copy(arena, from, to, &e);

	arena_free(arena);
	if (!good)
		return command_fail(EXIT_DATA, &e);
	printf("Copied; every table is equal on both sides.\n");
	return 0;
}
