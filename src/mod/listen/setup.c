/*
 * setup.c: codes for teams, and new versions of surveys, from the command line.
 */
#include "mod/listen/setup.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/command.h"
#include "mod/listen/sql.h"
#include "mod/listen/survey.h"
#include "mod/listen/touch_point.h"
#include "report/csv.h"

#define MADE_MAX 500 /* in one change */

/* Open teams without a touch point, or the unit that is named. */
static const struct sql SQL_WITHOUT = {
	"SELECT u.id, u.name FROM unit u WHERE u.level = 'team'"
	" AND (u.closed IS NULL OR u.closed > ?1) AND NOT EXISTS"
	" (SELECT 1 FROM touch_point t WHERE t.unit = u.id)"
	" ORDER BY u.fold, u.id LIMIT 500",
	SYSTEM("a command of whoever runs the server")
};
static const struct sql SQL_NAMED = {
	"SELECT u.id, u.name FROM unit u WHERE u.slug = ?1",
	SYSTEM("a command of whoever runs the server")
};
static const struct sql SQL_SURVEY = { "SELECT id FROM survey WHERE name = ?1",
	SYSTEM("what is asked is public") };

static const struct sql *const statements[] = { &SQL_WITHOUT, &SQL_NAMED,
	&SQL_SURVEY };
const struct sql_list listen_setup_sql = { statements, NELEM(statements) };

struct adding {
	const char *unit, *name, *mode;
	bool about, contact;
	struct arena *arena; /* of the command: what is printed */
	struct made {
		struct str code, team;
	} list[MADE_MAX];
	size_t n;
	struct err e;
};

static enum db_status add_one(
    struct ctx *cx, struct adding *ad, int64_t unit, struct str team)
{
	struct problems p = { .arena = cx->arena };
	struct touch_point t = { .unit = unit,
		.name = str_of(ad->name != NULL ? ad->name : "Poster"),
		.mode = str_of(ad->mode != NULL ? ad->mode : "online"),
		.ask_about = ad->about,
		.ask_contact = ad->contact };
	enum db_status st;

	t.survey = db_get_int(
	    cx->conn, cx->arena, &SQL_SURVEY, VALS(V(SURVEY_FFT_NAME)), 0);
	st = kind_save(cx, &kind_touch_point, &t, &p);
	if (p.n > 0)
		(void)err_set(&ad->e, "%.*s", STR_ARG(p.list[0].sentence));
	if (st == DB_OK)
		ad->list[ad->n++] = (struct made){ str_dup(ad->arena, t.code),
			str_dup(ad->arena, team) };
	return st;
}

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	struct adding *ad = arg;
	struct rows *r =
	    ad->unit != NULL
		? db_query(cx->conn, cx->arena, &SQL_NAMED, VALS(V(ad->unit)))
		: db_query(
		      cx->conn, cx->arena, &SQL_WITHOUT, VALS(V(cx->today)));
	enum db_status st = DB_OK;

	ad->n = 0;
	while (st == DB_OK && ad->n < MADE_MAX && db_next(r))
		st = add_one(cx, ad, db_int(r, 0), db_text(r, 1));
	const enum db_status read = db_done(r);

	return st == DB_OK ? read : st;
}

static void print_made(const struct adding *ad)
{
	struct buf b = buf_make((size_t)1 << 20);

	csv_row(&b, (const struct str[]){ S("code"), S("team") }, 2);
	for (size_t i = 0; i < ad->n; i++)
		csv_row(&b,
		    (const struct str[]){ ad->list[i].code, ad->list[i].team },
		    2);
	(void)fwrite(b.p, 1, b.n, stdout);
	buf_free(&b);
}

static int add_all(struct command_env *env, struct adding *ad)
{
	ad->arena = env->arena;
	if (ctx_change(&env->cx, add_fn, ad) != DB_OK) {
		if (ad->e.text[0] == '\0')
			(void)err_set(&ad->e, "The codes were not made.");
		return command_fail(EXIT_DATA, &ad->e);
	}
	if (ad->n == 0 && ad->unit != NULL) {
		(void)err_set(
		    &ad->e, "No unit has the address name \"%s\".", ad->unit);
		return command_fail(EXIT_DATA, &ad->e);
	}
	print_made(ad);
	return 0;
}

int command_touch_points_add(int argc, char **argv)
{
	struct adding *ad = xcalloc(1, sizeof(*ad));
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = EXIT_USAGE;

	if (!args_init(&a, argc, argv, &e) ||
	    !command_open(&env, &a, COMMAND_SCHEMA | COMMAND_KEYS, &e)) {
		free(ad);
		return command_fail(EXIT_DATA, &e);
	}
	ad->unit = args_value(&a, "--unit");
	ad->name = args_value(&a, "--name");
	ad->mode = args_value(&a, "--mode");
	ad->about = args_flag(&a, "--ask-about");
	ad->contact = args_flag(&a, "--ask-contact");
	if (args_done(&a, &e))
		code = add_all(&env, ad);
	else
		(void)command_fail(code, &e);
	command_close(&env);
	free(ad);
	return code;
}

struct releasing {
	const char *name;
	bool one_per_page;
};

static enum db_status release_fn(struct ctx *cx, void *arg)
{
	const struct releasing *r = arg;

	return survey_release(cx, str_of(r->name), r->one_per_page);
}

int command_survey_release(int argc, char **argv)
{
	struct releasing r;
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e) ||
	    !command_open(&env, &a, COMMAND_SCHEMA | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	r.one_per_page = args_flag(&a, "--one-per-page");
	r.name = args_next(&a);
	if (r.name == NULL)
		r.name = SURVEY_FFT_NAME;
	if (!args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else if (ctx_change(&env.cx, release_fn, &r) != DB_OK) {
		(void)err_set(&e, "No survey is called \"%s\".", r.name);
		code = command_fail(EXIT_DATA, &e);
	}
	command_close(&env);
	return code;
}
