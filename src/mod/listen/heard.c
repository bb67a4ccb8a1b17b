/*
 * heard.c: reading and putting right what a comment was heard to say; see
 * heard.h. The job is heard_work.c.
 */
#include "mod/listen/heard.h"

#include <stdlib.h>

#include "base/words.h"
#include "core/audit.h"
#include "core/comment_ref.h"
#include "core/may.h"

#define READ_BEFORE "the comment was read under its own rights just before"

static const struct sql SQL_OF = {
	"SELECT t.themes, t.own, t.mood, coalesce(t.person, 0)"
	" FROM comment_theme t WHERE t.comment = ?1",
	SYSTEM(READ_BEFORE)
};
static const struct sql SQL_COMMENT = {
	"SELECT c.id, c.version, c.shown FROM comment c WHERE " COMMENT_IS("c",
	    "?1") " AND"
		  " (c.state NOT IN ('held', 'hidden') OR EXISTS (SELECT 1 FROM may x"
		  " WHERE x.person = ?p AND x.cap = 5 AND x.unit = c.unit)) AND " SCOPE(
		      "c.unit"),
	SCOPED(CAP_RESPONSE_READ)
};
_Static_assert(CAP_MODERATE == 5, "SQL_COMMENT says so too");

static const struct sql SQL_CORRECT = {
	"INSERT INTO theme_correction (comment, happened_at, person,"
	" themes_before, mood_before, by_model, themes, mood, held_out)"
	" VALUES (?1, ?2, ?p, ?3, ?4, ?5, ?6, ?7, ?8)",
	SYSTEM(READ_BEFORE)
};
static const struct sql SQL_SAY = {
	"UPDATE comment_theme SET themes = ?2, own = ?3, mood = ?4,"
	" person = ?p WHERE comment = ?1",
	SYSTEM(READ_BEFORE)
};
static const struct sql SQL_FORGET = {
	"DELETE FROM comment_theme WHERE comment = ?1",
	SYSTEM("erasing has asked for its rights")
};
static const struct sql SQL_FORGET_CORRECTIONS = {
	"DELETE FROM theme_correction WHERE comment = ?1",
	SYSTEM("erasing has asked for its rights")
};

static const struct sql *const list[] = { &SQL_OF, &SQL_COMMENT, &SQL_CORRECT,
	&SQL_SAY, &SQL_FORGET, &SQL_FORGET_CORRECTIONS };
const struct sql_list heard_sql = { list, NELEM(list) };

static const struct choice moods[] = {
	{ "positive", N_("Positive") },
	{ "mixed", N_("Neutral or mixed") },
	{ "negative", N_("Negative") },
};
const struct choices heard_moods = { moods, NELEM(moods) };

int heard_mood_of(struct str code)
{
	for (size_t i = 0; i < NELEM(moods); i++)
		if (str_is(code, moods[i].code))
			return (int)i + 1;
	return 0;
}

const char *heard_mood_label(int mood)
{
	return mood < 1 || mood > 3 ? T("Nothing to hear")
				    : T(moods[mood - 1].label);
}

struct heard_said heard_of(struct ctx *cx, int64_t comment)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_OF, VALS(val_int(comment)));
	struct heard_said s = { 0 };

	if (db_next(r)) {
		s.known = true;
		s.themes = (uint64_t)db_int(r, 0);
		s.own = (uint64_t)db_int(r, 1);
		s.mood = (int)db_int(r, 2);
		s.person = db_int(r, 3);
	}
	(void)db_done(r);
	return s;
}

/* One comment in four, by its reference: the same one every time. */
static bool in_check_set(struct str ref)
{
	unsigned sum = 0;

	for (size_t i = 0; i < ref.n; i++)
		sum = sum * 31 + (unsigned char)ref.s[i];
	return sum % 4 == 0;
}

struct found {
	int64_t id, version;
	struct str shown;
};

static enum db_status find(struct ctx *cx, struct str ref, struct found *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_COMMENT, VALS(V(ref)));

	if (db_next(r)) {
		ret->id = db_int(r, 0);
		ret->version = db_int(r, 1);
		ret->shown = db_text(r, 2);
	}
	const enum db_status st = db_done(r);

	return st != DB_OK            ? st
	       : ret->id == 0         ? DB_REFUSED
	       : str_null(ret->shown) ? DB_REFUSED
				      : DB_OK;
}

enum db_status heard_correct(struct ctx *cx, const struct heard_correction *c)
{
	struct own_themes own;
	struct found f = { 0 };
	enum db_status st = find(cx, c->ref, &f);

	if (st != DB_OK)
		return st;
	const struct heard_said before = heard_of(cx, f.id);

	/* The job comes first: there is nothing yet to be right or wrong. */
	if (!before.known)
		return DB_REFUSED;
	st = own_themes_read(cx, &own);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_CORRECT,
		    VALS(val_int(f.id), V(cx->now),
			val_int((int64_t)before.themes), val_int(before.mood),
			val_int(before.person == 0),
			val_int((int64_t)c->themes), val_int(c->mood),
			val_int(in_check_set(c->ref))),
		    NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_SAY,
		    VALS(val_int(f.id), val_int((int64_t)c->themes),
			val_int((int64_t)own_themes_in(
			    cx->arena, &own, f.shown, c->themes)),
			val_int(c->mood)),
		    NULL);
	return st == DB_OK ? audit(cx, "themes", "comment", c->ref, STR_NULL)
			   : st;
}

enum db_status heard_forget(struct ctx *cx, int64_t comment)
{
	const enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_FORGET, VALS(val_int(comment)), NULL);

	return st != DB_OK
		   ? st
		   : db_exec(cx->conn, cx->arena, &SQL_FORGET_CORRECTIONS,
			 VALS(val_int(comment)), NULL);
}
