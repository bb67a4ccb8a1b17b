/*
 * command.h: what every subcommand needs: the database, the keys and a context
 * that is the system's.
 */
#ifndef CORE_COMMAND_H
#define CORE_COMMAND_H

#include "base/args.h"
#include "core/ctx.h"
#include "core/keys.h"

#define EXIT_DATA  1 /* the data or the world is wrong */
#define EXIT_USAGE 2 /* the command line is wrong */

struct command_env {
	struct app app;
	const char *erasures; /* the list: core/erasure_list.h */
	struct keys *keys;    /* what app.keys views; NULL when not asked for */
	struct arena *arena;
	struct conn *conn;
	struct ctx cx; /* system = true */
};

enum command_need {
	COMMAND_SCHEMA = 1, /* the schema must be this program's */
	COMMAND_CREATE = 2, /* SQLite: make the file */
	COMMAND_WRITER = 4, /* start the writer thread */
	COMMAND_KEYS = 8    /* the key file must be there */
};

/* The migrations that are built in. */
const struct migration *migrations_all(size_t *ret_n);

/*
 * Opens what --db (default: $HEARD_DB, then heard.db) and --key-file (default:
 * $HEARD_KEY_FILE, a systemd credential "heard.key", then heard.key beside the
 * database file or in this folder) name. Takes both options off the line. On
 * failure a sentence, and nothing is left open.
 */
bool command_open(
    struct command_env *env, struct args *a, unsigned need, struct err *e);
void command_close(struct command_env *env);

/* Where --db and --key-file point, without opening; for init and serve. */
struct command_paths {
	const char *db;
	const char *key_file;
	/* The list of erasures: $HEARD_ERASURES, else KEY_FILE.erasures. */
	const char *erasures;
};
struct command_paths command_paths(struct arena *arena, struct args *a);

/* Prints "heard: SENTENCE" on standard error and gives the exit code back. */
int command_fail(int code, const struct err *e);

#endif
