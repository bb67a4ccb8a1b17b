/*
 * heard_work.c: the job that hears comments, and the model that it hears with.
 *
 * Comments are heard in the order of their ids. Where several nodes write, a
 * lower id may become visible after a higher one, so each run looks again at
 * the last thousand. What a person said is never heard over.
 */
#include <stdlib.h>

#include "core/comment_ref.h"
#include "mod/listen/heard.h"
#include "text/theme.h"

#define SLICE       200  /* comments a change: some milliseconds */
#define SLICES      500  /* a run of the job, well within its lease */
#define LOOK_BEHIND 1000 /* ids */

#define WORK "the job hears all comments of the trust; it shows none"

static const struct sql SQL_MODEL = {
	"SELECT id, version, file FROM theme_model WHERE state = 'current'"
	" ORDER BY id DESC LIMIT 1",
	SYSTEM(WORK)
};
static const struct sql SQL_RETIRE = {
	"UPDATE theme_model SET state = 'old', file = NULL"
	" WHERE state = 'current'",
	SYSTEM(WORK)
};
static const struct sql SQL_NEW_MODEL = {
	"INSERT INTO theme_model (version, made_at, state, lessons, checked)"
	" VALUES (?1, ?2, 'current', 0, 0) ON CONFLICT (version) DO UPDATE"
	" SET state = 'current'",
	SYSTEM(WORK)
};
static const struct sql SQL_UPTO = {
	"SELECT upto FROM theme_progress WHERE one = 1", SYSTEM(WORK)
};
static const struct sql SQL_SET_UPTO = {
	"INSERT INTO theme_progress (one, upto) VALUES (1, ?1)"
	" ON CONFLICT (one) DO UPDATE SET upto = ?1",
	SYSTEM(WORK)
};
/* Version 0 is no comment's: what was heard is out of date. */
static const struct sql SQL_STALE = {
	"UPDATE comment_theme SET of_version = 0 WHERE person IS NULL",
	SYSTEM(WORK)
};
static const struct sql SQL_SLICE = {
	"SELECT c.id, c.version, " COMMENT_KIND(
	    "c") ", c.shown FROM comment c"
		 " WHERE c.id > ?1 AND c.shown IS NOT NULL AND NOT EXISTS (SELECT 1"
		 " FROM comment_theme t WHERE t.comment = c.id AND (t.person IS NOT"
		 " NULL OR (t.model = ?2 AND t.of_version = c.version)))"
		 " ORDER BY c.id LIMIT 200",
	SYSTEM(WORK)
};
static const struct sql SQL_PUT = {
	"INSERT INTO comment_theme (comment, of_version, themes, own, mood,"
	" model) SELECT c.id, ?2, ?3, ?4, ?5, ?6 FROM comment c"
	" WHERE c.id = ?1 AND c.shown IS NOT NULL ON CONFLICT (comment)"
	" DO UPDATE SET of_version = ?2, themes = ?3, own = ?4, mood = ?5,"
	" model = ?6 WHERE comment_theme.person IS NULL",
	SYSTEM(WORK)
};

static const struct sql *const list[] = { &SQL_MODEL, &SQL_RETIRE,
	&SQL_NEW_MODEL, &SQL_UPTO, &SQL_SET_UPTO, &SQL_STALE, &SQL_SLICE,
	&SQL_PUT };
const struct sql_list heard_work_sql = { list, NELEM(list) };

/* The model --------------------------------------------------------------- */

enum db_status heard_again(struct ctx *cx)
{
	return db_exec(
	    cx->conn, cx->arena, &SQL_SET_UPTO, VALS(val_int(0)), NULL);
}

enum db_status heard_own_again(struct ctx *cx)
{
	const enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_STALE, NO_VALS, NULL);

	return st == DB_OK ? heard_again(cx) : st;
}

static enum db_status use_builtin(struct ctx *cx, void *arg)
{
	enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_RETIRE, NO_VALS, NULL);

	(void)arg;
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_NEW_MODEL,
		    VALS(V(model_builtin_version()), V(cx->now)), NULL);
	return st == DB_OK ? heard_again(cx) : st;
}

struct current {
	int64_t id;
	struct str version, file;
};

static enum db_status read_current(struct ctx *cx, struct current *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_MODEL, NO_VALS);

	*ret = (struct current){ 0 };
	if (db_next(r)) {
		ret->id = db_int(r, 0);
		ret->version = db_text(r, 1);
		ret->file = db_blob(r, 2);
	}
	return db_done(r);
}

static bool fits(const struct current *c)
{
	return c->id != 0 && (!str_empty(c->file) ||
				 str_eq(c->version, model_builtin_version()));
}

enum db_status heard_model_now(struct ctx *cx, struct heard_model *ret)
{
	struct current c;
	struct err e = { "" };
	enum db_status st = read_current(cx, &c);

	*ret = (struct heard_model){ 0 };
	if (st == DB_OK && !fits(&c)) {
		st = ctx_change(cx, use_builtin, NULL);
		if (st == DB_OK)
			st = read_current(cx, &c);
	}
	if (st != DB_OK)
		return st;
	if (!str_empty(c.file))
		ret->own = model_read(c.file, &e);
	ret->id = c.id;
	ret->model = ret->own != NULL ? ret->own : model_builtin();
	return DB_OK;
}

/* Slices ------------------------------------------------------------------ */

struct slice {
	struct heard_one {
		int64_t id, version;
		struct str kind, shown;
		struct heard heard;
		uint64_t own;
	} list[SLICE];
	size_t n;
	int64_t model;
};

static enum db_status read_slice(struct ctx *cx, int64_t after, struct slice *s)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_SLICE,
	    VALS(val_int(after), val_int(s->model)));

	s->n = 0;
	while (s->n < SLICE && db_next(r)) {
		struct heard_one *o = &s->list[s->n++];

		o->id = db_int(r, 0);
		o->version = db_int(r, 1);
		o->kind = db_text(r, 2);
		o->shown = db_text(r, 3);
	}
	return db_done(r);
}

static void hear_slice(struct arena *a, struct theme_reader *reader,
    const struct own_themes *own, struct slice *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct heard_one *o = &s->list[i];

		theme_hear(reader, o->shown, asked_of(o->kind), &o->heard);
		o->own = own_themes_in(a, own, o->shown, o->heard.themes);
	}
}

static enum db_status put_slice(struct ctx *cx, void *arg)
{
	const struct slice *s = arg;
	enum db_status st = DB_OK;

	for (size_t i = 0; i < s->n && st == DB_OK; i++) {
		const struct heard_one *o = &s->list[i];
		const struct heard *h = &o->heard;

		st = db_exec(cx->conn, cx->arena, &SQL_PUT,
		    VALS(val_int(o->id), val_int(o->version),
			val_int((int64_t)h->themes), val_int((int64_t)o->own),
			val_int(h->blank ? 0 : h->sentiment3),
			val_int(s->model)),
		    NULL);
	}
	if (st == DB_OK && s->n > 0)
		st = db_exec(cx->conn, cx->arena, &SQL_SET_UPTO,
		    VALS(val_int(s->list[s->n - 1].id)), NULL);
	return st;
}

/* At most `slices` of them; *ret_n counts the comments. */
static enum db_status hear(
    struct ctx *cx, const struct heard_model *m, int slices, int64_t *ret_n)
{
	struct own_themes own;
	struct theme_reader *reader = theme_reader_new(m->model);
	struct ctx part = *cx;
	enum db_status st = own_themes_read(cx, &own);
	int64_t after = db_get_int(cx->conn, cx->arena, &SQL_UPTO, NO_VALS, 0) -
			LOOK_BEHIND;

	part.arena = arena_new(ARENA_REQUEST);
	for (int i = 0; i < slices && st == DB_OK; i++) {
		struct slice *s = ARENA_NEW(part.arena, struct slice);

		s->model = m->id;
		st = read_slice(&part, after, s);
		if (st != DB_OK || s->n == 0)
			break;
		hear_slice(part.arena, reader, &own, s);
		st = ctx_change(&part, put_slice, s);
		after = s->list[s->n - 1].id;
		*ret_n += (int64_t)s->n;
		arena_reset(part.arena);
	}
	arena_free(part.arena);
	theme_reader_free(reader);
	return st;
}

enum db_status heard_all(struct ctx *cx, int64_t *ret_n)
{
	struct heard_model m;
	enum db_status st = heard_model_now(cx, &m);
	int64_t n = 0;

	if (st == DB_OK)
		st = hear(cx, &m, INT32_MAX, &n);
	free(m.own);
	if (ret_n != NULL)
		*ret_n = n;
	return st;
}

enum db_status heard_work(struct ctx *cx, struct str arg)
{
	struct heard_model m;
	enum db_status st = heard_model_now(cx, &m);
	int64_t n = 0;

	(void)arg;
	if (st == DB_OK)
		st = hear(cx, &m, SLICES, &n);
	free(m.own);
	return st;
}
