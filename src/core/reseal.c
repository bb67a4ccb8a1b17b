/*
 * reseal.c: see reseal.h.
 */
#include "core/reseal.h"

#include "core/file.h"

/* One change. It may run more than once, so what goes in stays as it is. */
struct step {
	const struct sealed_column *column;
	int64_t after;
	bool look;
	struct reseal_report done; /* of this step */
	int64_t last;              /* row; 0: there was none */
};

static enum db_status one_value(struct ctx *cx, const struct step *s,
    struct rows *r, struct reseal_report *done)
{
	const struct keys *k = cx->app->keys;
	const struct str place = db_text(r, 1), old = db_blob(r, 2);
	struct str plain;

	done->seen++;
	if (sealed_now(k, old))
		return DB_OK;
	plain = unseal(k, cx->arena, s->column->purpose, place, old);
	if (str_null(plain)) {
		done->closed++;
		return DB_OK;
	}
	done->resealed++;
	if (s->look)
		return DB_OK;
	return db_exec(cx->conn, cx->arena, s->column->put,
	    VALS(V(db_int(r, 0)),
		val_blob(seal(k, cx->arena, s->column->purpose, place, plain)),
		val_blob(old)),
	    NULL);
}

static enum db_status column_fn(struct ctx *cx, void *arg)
{
	struct step *s = arg;
	struct reseal_report done = { 0 };
	int64_t last = 0;
	enum db_status st = DB_OK, end;
	struct rows *r =
	    db_query(cx->conn, cx->arena, s->column->next, VALS(V(s->after)));

	while (st == DB_OK && db_next(r)) {
		last = db_int(r, 0);
		st = one_value(cx, s, r, &done);
	}
	end = db_done(r);
	s->done = done;
	s->last = last;
	return st == DB_OK ? end : st;
}

static enum db_status file_fn(struct ctx *cx, void *arg)
{
	struct step *s = arg;
	struct reseal_report done = { 0 };
	int64_t last = 0;
	enum file_seal seal = FILE_SEAL_NOW;
	const enum db_status st =
	    file_reseal(cx, s->after, s->look, &last, &seal);

	done.seen = last != 0;
	done.resealed = last != 0 && seal == FILE_SEAL_OLD;
	done.closed = last != 0 && seal == FILE_SEAL_CLOSED;
	s->done = done;
	s->last = last;
	return st;
}

/* All rows of one column (NULL: all files). */
static enum db_status walk(struct ctx *cx, struct step s,
    reseal_progress *progress, void *arg, struct reseal_report *ret)
{
	const char *at = s.column != NULL ? s.column->name : "file";

	for (;;) {
		const enum db_status st =
		    ctx_change(cx, s.column != NULL ? column_fn : file_fn, &s);

		if (st != DB_OK || s.last == 0)
			return st;
		ret->seen += s.done.seen;
		ret->resealed += s.done.resealed;
		ret->closed += s.done.closed;
		s.after = s.last;
		if (progress != NULL && !progress(arg, at, ret))
			return DB_REFUSED;
	}
}

enum db_status reseal_all(struct ctx *cx, const struct sealed_column *cols,
    size_t n, bool look, reseal_progress *progress, void *arg,
    struct reseal_report *ret)
{
	enum db_status st = DB_OK;

	*ret = (struct reseal_report){ 0 };
	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = walk(cx, (struct step){ .column = &cols[i], .look = look },
		    progress, arg, ret);
	if (st == DB_OK)
		st =
		    walk(cx, (struct step){ .look = look }, progress, arg, ret);
	return st;
}
