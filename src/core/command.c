/*
 * command.c: see command.h.
 */
#include "core/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/asset.h"
#include "core/erasure_list.h"
#include "core/setting.h"
#include "db/migrate.h"

#define MIGRATIONS_MAX 200
#define DB_DEFAULT     "heard.db"

const struct migration *migrations_all(size_t *ret_n)
{
	static struct migration list[MIGRATIONS_MAX];
	size_t n = 0;

	for (const struct asset *f = migration_assets; f->path != NULL; f++) {
		if (n == MIGRATIONS_MAX)
			abort();
		list[n++] = (struct migration){ f->path,
			{ (const char *)f->data, f->n } };
	}
	*ret_n = n;
	return list;
}

/* "heard.key" in systemd's credentials, beside the database file, or here. */
static const char *default_key_file(struct arena *a, const char *db)
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");
	const char *slash = strrchr(db, '/');

	if (dir != NULL)
		return str_fmt(a, "%s/heard.key", dir).s;
	if (strncmp(db, "postgres", 8) == 0 || slash == NULL)
		return "heard.key";
	return str_fmt(a, "%.*s/heard.key", (int)(slash - db), db).s;
}

struct command_paths command_paths(struct arena *arena, struct args *a)
{
	struct command_paths p = { args_value(a, "--db"),
		args_value(a, "--key-file"), getenv("HEARD_ERASURES") };

	if (p.db == NULL)
		p.db = getenv("HEARD_DB");
	if (p.db == NULL)
		p.db = DB_DEFAULT;
	if (p.key_file == NULL)
		p.key_file = getenv("HEARD_KEY_FILE");
	if (p.key_file == NULL)
		p.key_file = default_key_file(arena, p.db);
	if (p.erasures == NULL)
		p.erasures = str_fmt(arena, "%s.erasures", p.key_file).s;
	return p;
}

static bool open_database(
    struct command_env *env, const char *url, unsigned need, struct err *e)
{
	const struct db_options o = { .create = (need & COMMAND_CREATE) != 0 };
	size_t n = 0;
	const struct migration *list = migrations_all(&n);

	env->app.db = db_open(url, &o, e);
	if (env->app.db == NULL)
		return false;
	env->conn = db_conn_open(env->app.db, e);
	if (env->conn == NULL)
		return false;
	if (need & COMMAND_SCHEMA &&
	    db_schema_state(env->conn, list, n, e) != SCHEMA_CURRENT)
		return false;
	return !(need & COMMAND_WRITER) || db_writer_start(env->app.db, e);
}

static bool open_keys(
    struct command_env *env, const char *path, unsigned need, struct err *e)
{
	if (!(need & COMMAND_KEYS))
		return true;
	env->keys = keys_load(path, e);
	env->app.keys = env->keys;
	return env->keys != NULL;
}

bool command_open(
    struct command_env *env, struct args *a, unsigned need, struct err *e)
{
	*env = (struct command_env){ .arena = arena_new(ARENA_COMMAND) };
	const struct command_paths p = command_paths(env->arena, a);

	if (!open_database(env, p.db, need, e) ||
	    !open_keys(env, p.key_file, need, e)) {
		command_close(env);
		return false;
	}
	env->erasures = p.erasures;
	erasure_list_at(p.erasures);
	env->cx = ctx_make(&env->app, env->arena, env->conn, "command");
	env->cx.system = true;
	if (need & COMMAND_SCHEMA) {
		env->app.demo = setting_bool(&env->cx, "demo");
		env->app.base_url = setting_text(&env->cx, "base_url");
	}
	return true;
}

void command_close(struct command_env *env)
{
	if (env->conn != NULL)
		db_conn_close(env->conn);
	if (env->app.db != NULL) {
		db_writer_stop(env->app.db);
		db_close(env->app.db);
	}
	keys_free(env->keys);
	arena_free(env->arena);
	*env = (struct command_env){ 0 };
}

int command_fail(int code, const struct err *e)
{
	(void)fprintf(stderr, "heard: %s\n", e->text);
	return code;
}
