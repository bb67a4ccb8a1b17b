/*
 * serve.c: `heard serve`: the web server until it is told to stop.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "core/command.h"
#include "count/count.h"
#include "main/commands.h"
#include "main/jobs.h"
#include "main/languages.h"
#include "main/modules.h"

#define LISTEN_DEFAULT "127.0.0.1:8080"

struct serve_options {
	const char *listen, *forwarders, *tls_cert, *tls_key;
	const char *locale; /* a folder of catalogues */
	const char *cube;   /* file of the counts for the next start */
	bool no_jobs;
};

static struct serve_options serve_options(struct args *a)
{
	struct serve_options o = { args_value(a, "--listen"),
		args_value(a, "--forwarders"), args_value(a, "--tls-cert"),
		args_value(a, "--tls-key"), args_value(a, "--locale"),
		args_value(a, "--cube"), args_flag(a, "--no-jobs") };

	if (o.listen == NULL)
		o.listen = LISTEN_DEFAULT;
	return o;
}

/* Blocks the signals that end us, so that all threads inherit it and only
 * wait_for_end sees them. */
static void hold_signals(sigset_t *set)
{
	(void)sigemptyset(set);
	(void)sigaddset(set, SIGINT);
	(void)sigaddset(set, SIGTERM);
	(void)pthread_sigmask(SIG_BLOCK, set, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

static void wait_for_end(const sigset_t *set)
{
	int sig = 0;

	(void)sigwait(set, &sig);
	log_line(LOG_INFO, "serve", "what=stopping signal=%d", sig);
}

/* The address for links when the trust has set none, before any thread reads
 * it: a port that the system chooses (0) is not known by then. */
static void default_base_url(struct command_env *env, const char *listen)
{
	const char *port = strrchr(listen, ':') + 1;

	if (!str_empty(env->app.base_url))
		return;
	env->app.base_url =
	    strcmp(port, "0") == 0
		? S("http://127.0.0.1")
		: str_fmt(env->arena, "http://127.0.0.1:%s", port);
}

static bool serve(
    struct command_env *env, const struct serve_options *o, struct err *e)
{
	const struct route *tables[TABLES_MAX];
	size_t rows[TABLES_MAX];
	sigset_t set;
	struct web_config c = { .app = &env->app,
		.listen = o->listen,
		.forwarders = o->forwarders,
		.tls_cert = o->tls_cert,
		.tls_key = o->tls_key,
		.tables = tables,
		.ntables = rows };

	c.n = modules_routes(tables, rows, TABLES_MAX);
	c.nav = modules_nav(&c.nnav);
	if (!kinds_check_schema(env->conn, e) ||
	    !languages_load(env->arena, o->locale, e))
		return false;
	default_base_url(env, o->listen);
	hold_signals(&set);
	if (!db_writer_start(env->app.db, e))
		return false;
	struct job_runner *jobs = NULL;
	struct web_server *s = web_start(&c, e);
	struct count_live *counts = NULL;

	if (s != NULL && !o->no_jobs) {
		size_t n = 0;
		const struct job_type *types = jobs_all(&n);

		jobs = jobs_start(&env->app, types, n, e);
		if (jobs == NULL) {
			web_stop(s);
			return false;
		}
	}
	if (s == NULL)
		return false;
	/* Pages are served meanwhile; SQL counts for them until it is ready. */
	counts = count_live_start(env->app.db, o->cube);
	printf("Heard listens on http://%.*s:%u/\n",
	    (int)(strrchr(o->listen, ':') - o->listen), o->listen, web_port(s));
	(void)fflush(stdout);
	wait_for_end(&set);
	web_stop(s);
	jobs_stop(jobs);
	count_live_stop(counts);
	return true;
}

int command_serve(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	const struct serve_options o = serve_options(&a);

	if (strrchr(o.listen, ':') == NULL) {
		(void)err_set(&e, "--listen wants ADDRESS:PORT, such as %s.",
		    LISTEN_DEFAULT);
		return command_fail(EXIT_USAGE, &e);
	}
	if (!command_open(&env, &a, COMMAND_SCHEMA | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	if (!args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else if (!serve(&env, &o, &e))
		code = command_fail(EXIT_DATA, &e);
	command_close(&env);
	return code;
}
