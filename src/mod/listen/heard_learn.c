/*
 * heard_learn.c: see heard_learn.h. Every night starts from the built-in model
 * and from all that people said, so that no night's mistake stays for ever.
 * Comments of the check set are never learnt from.
 */
#include "mod/listen/heard_learn.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "core/command.h"
#include "core/comment_ref.h"
#include "mod/listen/heard.h"
#include "text/learn.h"
#include "text/measure.h"
#include "text/theme.h"

#define LESSONS_MAX 20000 /* the newest */
#define WEIGHT      2     /* of a trust's own lesson */

#define WORK "the night's learning reads what people said of comments"

static const struct sql SQL_LESSONS = {
	"SELECT c.shown, " COMMENT_KIND(
	    "c") ", t.themes, t.mood, t.held_out"
		 " FROM theme_correction t JOIN comment c ON c.id = t.comment"
		 " WHERE c.shown IS NOT NULL AND t.id = (SELECT max(x.id) FROM"
		 " theme_correction x WHERE x.comment = t.comment)"
		 " ORDER BY t.id DESC LIMIT 20000",
	SYSTEM(WORK)
};
static const struct sql SQL_KNOWN = {
	"SELECT count(*) FROM theme_model WHERE version = ?1", SYSTEM(WORK)
};
static const struct sql SQL_RETIRE = {
	"UPDATE theme_model SET state = 'old', file = NULL"
	" WHERE state = 'current'",
	SYSTEM(WORK)
};
static const struct sql SQL_KEEP = {
	"INSERT INTO theme_model (version, made_at, state, lessons, checked,"
	" f1_before, f1, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	SYSTEM(WORK)
};

static const struct sql *const list[] = { &SQL_LESSONS, &SQL_KNOWN, &SQL_RETIRE,
	&SQL_KEEP };
const struct sql_list heard_learn_sql = { list, NELEM(list) };

struct sets {
	struct lessons learn, check;
};

/* Positive, mixed and negative on the five points of a lesson. */
static int points(int64_t mood)
{
	return mood == 0 ? 0 : (int)mood + 1;
}

static enum db_status read_sets(struct ctx *cx, struct sets *s)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_LESSONS, NO_VALS);

	s->learn.list =
	    arena_array(cx->arena, LESSONS_MAX, sizeof(struct lesson));
	s->check.list =
	    arena_array(cx->arena, LESSONS_MAX, sizeof(struct lesson));
	while (db_next(r)) {
		struct lessons *to = db_int(r, 4) ? &s->check : &s->learn;

		to->list[to->n++] = (struct lesson){ .text = db_text(r, 0),
			.question = asked_of(db_text(r, 1)),
			.kind = LESSON_FULL,
			.themes = (uint64_t)db_int(r, 2),
			.sentiment = points(db_int(r, 3)),
			.other = -1,
			.weight = WEIGHT };
	}
	return db_done(r);
}

/* "Nothing fits" is right or wrong like a theme. */
static uint64_t or_none(uint64_t themes)
{
	return themes != 0 ? themes : THEME_BIT(THEME_BLANK);
}

static double f1_on(
    struct arena *a, const struct model *m, const struct lessons *l)
{
	struct verdict *v = arena_array(a, l->n, sizeof(*v));
	struct theme_reader *reader = theme_reader_new(m);
	struct measures got;
	struct heard h;

	for (size_t i = 0; i < l->n; i++) {
		theme_hear(reader, l->list[i].text, l->list[i].question, &h);
		v[i] = (struct verdict){ .people = or_none(l->list[i].themes),
			.model = or_none(h.themes) };
	}
	theme_reader_free(reader);
	measure(v, NULL, l->n, &got);
	return got.micro;
}

struct taking {
	const struct heard_learning *l;
	struct str version, file;
};

static enum db_status take_fn(struct ctx *cx, void *arg)
{
	const struct taking *t = arg;
	const bool taken = t->l->outcome == LEARN_TAKEN;
	enum db_status st = DB_OK;

	if (taken)
		st = db_exec(cx->conn, cx->arena, &SQL_RETIRE, NO_VALS, NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_KEEP,
		    VALS(V(t->version), V(cx->now),
			V(taken ? "current" : "refused"),
			val_int((int64_t)t->l->lessons),
			val_int((int64_t)t->l->checked), V(t->l->before),
			V(t->l->after),
			taken ? val_blob(t->file) : val_blob(STR_NULL)),
		    NULL);
	return st == DB_OK && taken ? heard_again(cx) : st;
}

/* The new model beside the one of today. */
static enum db_status compare(struct ctx *cx, const struct sets *s,
    const struct model *new, struct str file, struct heard_learning *ret)
{
	struct taking t = { ret, model_version(cx->arena, file), file };
	struct heard_model now;

	if (db_get_int(cx->conn, cx->arena, &SQL_KNOWN, VALS(V(t.version)), 0) >
	    0) {
		ret->outcome = LEARN_NO_NEWS;
		return DB_OK;
	}
	const enum db_status st = heard_model_now(cx, &now);

	if (st != DB_OK)
		return st;
	ret->before = f1_on(cx->arena, now.model, &s->check);
	ret->after = f1_on(cx->arena, new, &s->check);
	free(now.own);
	ret->outcome =
	    ret->after < ret->before - LEARN_LOSS ? LEARN_REFUSED : LEARN_TAKEN;
	return ctx_change(cx, take_fn, &t);
}

enum db_status heard_learn(struct ctx *cx, struct heard_learning *ret)
{
	struct ctx own = *cx;
	struct sets s = { 0 };
	struct learnt got;
	struct buf b = buf_make(MODEL_FILE_MAX);

	*ret = (struct heard_learning){ .outcome = LEARN_TOO_FEW };
	own.arena = arena_new(ARENA_COMMAND);
	enum db_status st = read_sets(&own, &s);

	ret->lessons = s.learn.n;
	ret->checked = s.check.n;
	if (st == DB_OK && s.learn.n >= LEARN_FEWEST &&
	    s.check.n >= LEARN_CHECKS) {
		learn_more(own.arena, model_builtin(), &s.learn,
		    str_of(model_builtin()->note), &got);
		model_write(got.model, &b);
		st = b.failed ? DB_ERROR
			      : compare(&own, &s, got.model, buf_view(&b), ret);
		free(got.model);
	}
	buf_free(&b);
	arena_free(own.arena);
	return st;
}

static const char *word_of(enum heard_outcome o)
{
	static const char *const words[] = { "too few comments to learn from",
		"nothing new to learn", "a new model is heard with",
		"a new model was refused" };

	return words[o];
}

enum db_status heard_learn_work(struct ctx *cx, struct str arg)
{
	struct heard_learning l;
	const enum db_status st = heard_learn(cx, &l);

	(void)arg;
	if (st == DB_OK)
		log_line(LOG_INFO, "themes",
		    "what=learnt outcome=%d lessons=%zu", (int)l.outcome,
		    l.lessons);
	return st;
}

int command_themes_learn(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	struct heard_learning l;
	int64_t n = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!command_open(&env, &a, COMMAND_SCHEMA | COMMAND_WRITER, &e))
		return command_fail(EXIT_DATA, &e);
	int code = 0;

	if (!args_done(&a, &e)) {
		code = command_fail(EXIT_USAGE, &e);
	} else if (heard_learn(&env.cx, &l) != DB_OK ||
		   heard_all(&env.cx, &n) != DB_OK) {
		(void)err_set(&e, "The database could not be read or written; "
				  "see the log above.");
		code = command_fail(EXIT_DATA, &e);
	} else {
		printf("%s: %zu to learn from, %zu to check with",
		    word_of(l.outcome), l.lessons, l.checked);
		if (l.outcome >= LEARN_TAKEN)
			printf(
			    "; F1 %.3f before, %.3f after", l.before, l.after);
		printf("\n%lld comments heard\n", (long long)n);
	}
	command_close(&env);
	return code;
}
