/*
 * demo.c: `heard demo`: makes the demonstration trust in a new database.
 */
#include "main/demo.h"

#include <stdio.h>

#include "base/log.h"
#include "core/command.h"
#include "main/commands.h"
#include "mod/insight/warning.h"
#include "mod/listen/heard.h"

/* What the job of the server would do in its first minute. */
static bool demo_themes(struct demo *d)
{
	return heard_all(d->cx, NULL) == DB_OK;
}

/* Nothing of this is made up: the nightly job finds what the responses say. */
static bool demo_warnings(struct demo *d)
{
	return warning_find(d->cx, d->today) == DB_OK;
}

static bool fill(struct demo *d, struct err *e)
{
	static const struct {
		const char *what;
		bool (*fn)(struct demo *d);
	} steps[] = {
		{ "teams", demo_tree },
		{ "people", demo_people },
		{ "responses", demo_responses },
		{ "actions", demo_answers },
		{ "more actions", demo_act },
		{ "improvement", demo_improve },
		{ "members", demo_involve },
		{ "volunteers", demo_network },
		{ "themes", demo_themes },
		{ "cases", demo_cases },
		{ "learning", demo_learning },
		{ "warnings", demo_warnings },
		{ "targets", demo_insight },
		{ "other sources", demo_voices },
		{ "mails", demo_mail },
	};

	for (size_t i = 0; i < NELEM(steps); i++) {
		const struct instant from = instant_now();

		if (!steps[i].fn(d))
			return err_set(e,
			    "The demonstration's %s could not be made; see "
			    "the log above.",
			    steps[i].what);
		db_settle(d->cx->conn);
		printf("  %s: %.1f s\n", steps[i].what,
		    (double)(instant_now().us - from.us) / 1e6);
		(void)fflush(stdout);
	}
	return true;
}

/* The day up to which the demonstration reaches. */
static bool demo_today(struct args *a, struct date *ret, struct err *e)
{
	const char *text = args_value(a, "--today");

	if (text == NULL || date_parse_iso(str_of(text), ret))
		return true;
	return err_set(e, "--today wants a day as YYYY-MM-DD.");
}

static int run(struct command_env *env, struct args *a, struct err *e)
{
	struct demo *d = ARENA_NEW(env->arena, struct demo);
	struct init_options o = { .trust = "Merrowdale Partnership NHS Trust "
					   "(invented)",
		.demo = true };

	d->cx = &env->cx;
	d->arena = env->arena;
	d->today = env->cx.today;
	if (!demo_today(a, &d->today, e) || !args_done(a, e))
		return command_fail(EXIT_USAGE, e);
	if (!init_database(env, &o, e))
		return command_fail(EXIT_DATA, e);
	printf("Making an invented trust:\n");
	if (!fill(d, e))
		return command_fail(EXIT_DATA, e);
	printf("Ready: %zu teams, three years, %d responses in the last.\n",
	    d->nteams, DEMO_LAST_YEAR);
	return 0;
}

int command_demo(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!init_key_file(&a, &e) ||
	    !command_open(
		&env, &a, COMMAND_CREATE | COMMAND_KEYS | COMMAND_WRITER, &e))
		return command_fail(EXIT_DATA, &e);
	const int code = run(&env, &a, &e);

	command_close(&env);
	return code;
}
