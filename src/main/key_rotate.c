/*
 * key_rotate.c: `heard key rotate`: a new root key on top of the key file, and
 * everything that is sealed sealed again under it. Started again after it was
 * stopped, it goes on where things are still under an older key.
 */
#include <stdio.h>

#include "core/audit.h"
#include "core/command.h"
#include "core/reseal.h"
#include "main/commands.h"
#include "main/modules.h"

#define QUIET_SECONDS 5   /* after the seal job's next time: nobody serves */
#define SAY_EVERY     500 /* values between two lines of progress */

/* The job that seals the trail runs every ten seconds wherever one serves. */
static const struct sql SQL_NEXT_SEAL = {
	"SELECT run_at FROM job WHERE key = 'every:seal'",
	SYSTEM("the queue belongs to the program")
};

static const struct sql *const list[] = { &SQL_NEXT_SEAL };
const struct sql_list key_rotate_sql = { list, NELEM(list) };

static bool say(void *arg, const char *at, const struct reseal_report *r)
{
	int64_t *said = arg;

	if (r->seen - *said < SAY_EVERY)
		return true;
	*said = r->seen;
	printf("  %s: %lld seen, %lld sealed anew\n", at, (long long)r->seen,
	    (long long)r->resealed);
	(void)fflush(stdout);
	return true;
}

static bool run(
    struct ctx *cx, bool look, struct reseal_report *r, struct err *e)
{
	struct sealed_column cols[SEALED_MAX];
	const size_t n = modules_sealed(cols, SEALED_MAX);
	int64_t said = 0;

	return reseal_all(cx, cols, n, look, look ? NULL : say, &said, r) ==
		   DB_OK ||
	       err_set(e, "The database stopped it; see the log. Run the "
			  "command again: it goes on from there.");
}

static bool nobody_serves(struct ctx *cx, struct err *e)
{
	const int64_t next =
	    db_get_int(cx->conn, cx->arena, &SQL_NEXT_SEAL, NO_VALS, 0);

	if (next < cx->now.us - QUIET_SECONDS * US_PER_SECOND)
		return true;
	return err_set(e,
	    "Somebody serves this database, or did a moment ago. A server "
	    "reads the key file when it starts: stop heard serve on every "
	    "node, wait 20 seconds, and run this again.");
}

/* A new key, unless a change of key is still under way. */
static bool new_key(struct command_env *env, const char *path, struct err *e)
{
	struct reseal_report r;

	if (!run(&env->cx, true, &r, e))
		return false;
	if (r.resealed > 0) {
		printf("A change of key was under way: it goes on.\n");
		return true;
	}
	if (!nobody_serves(&env->cx, e) || !keys_add(path, e))
		return false;
	struct keys *k = keys_load(path, e);

	if (k == NULL)
		return false;
	keys_free(env->keys);
	env->keys = k;
	env->app.keys = k;
	printf("The new key is the first line of %s. Copy this file to every "
	       "node before heard serve starts there.\n",
	    path);
	return true;
}

static enum db_status note_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return audit(cx, "rotate", "key", keys_id(cx->app->keys), STR_NULL);
}

static bool rotate(struct command_env *env, const char *path, struct err *e)
{
	struct reseal_report r;

	if (!new_key(env, path, e) || !run(&env->cx, false, &r, e))
		return false;
	if (ctx_change(&env->cx, note_fn, NULL) != DB_OK)
		return err_set(e, "It is done, but the audit trail could not "
				  "be written; see the log.");
	printf("%lld sealed values and files were looked at, %lld are sealed "
	       "anew.\n",
	    (long long)r.seen, (long long)r.resealed);
	if (r.closed > 0)
		printf("%lld open with no key of this file. If you have an "
		       "older key, add its line and run this again.\n",
		    (long long)r.closed);
	printf("Nothing that is sealed needs the old lines of the key file "
	       "any more. While they stay, return codes given before still "
	       "work and heard verify can check old seals of the audit trail; "
	       "take them away when an old key may be known to others. "
	       "Backups from before need the old key.\n");
	return true;
}

int command_key_rotate(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	struct args peek = a;

	if (!command_open(&env, &a, COMMAND_SCHEMA | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	const struct command_paths p = command_paths(env.arena, &peek);

	if (!args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else if (!rotate(&env, p.key_file, &e))
		code = command_fail(EXIT_DATA, &e);
	command_close(&env);
	return code;
}
