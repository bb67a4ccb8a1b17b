/*
 * response_erase.c: what goes with a comment and with a response when they are
 * erased, also again after a restore (core/erasure.h): the original, the notes
 * and spans of moderators, the words in the index for searching; and of a
 * response everything that was said in it, about whom, and how to reach them.
 */
#include "core/comment_ref.h"
#include "core/erasure.h"
#include "mod/listen/heard.h"
#include "mod/listen/listen.h"
#include "mod/listen/search.h"
#include "mod/listen/sql.h"

#define ERASES SYSTEM("whoever erases was asked for CAP_ERASE, or is a restore")

static const struct sql SQL_SHOWN = {
	"SELECT c.shown FROM comment c WHERE c.id = ?1", ERASES
};
static const struct sql SQL_ORIGINAL = {
	"UPDATE comment_original SET text = NULL WHERE comment = ?1", ERASES
};
static const struct sql SQL_NOTES = {
	"UPDATE moderation SET note = NULL, spans = NULL WHERE comment = ?1",
	ERASES
};

static const struct sql SQL_SCREEN = {
	"DELETE FROM comment_screen WHERE comment = ?1", ERASES
};
static const struct sql SQL_ALERT = {
	"UPDATE risk_alert SET note = NULL WHERE comment = ?1", ERASES
};

static const struct sql SQL_NEXT = {
	"SELECT c.id FROM comment c WHERE c.response = ?1 AND c.id > ?2"
	" ORDER BY c.id LIMIT 1",
	ERASES
};
/* The version moves on, as core/erasure.c's. */
static const struct sql SQL_BLANK = {
	"UPDATE comment SET shown = NULL, version = version + 1 WHERE id = ?1",
	ERASES
};
static const struct sql SQL_HISTORY = {
	"UPDATE history SET old = NULL WHERE kind = 'comment' AND record = ?1",
	ERASES
};
static const struct sql SQL_ABOUT = {
	"UPDATE about SET age_band = NULL, ethnicity = NULL, gender = NULL,"
	" gender_same = NULL, orientation = NULL, disability = NULL,"
	" religion = NULL WHERE response = ?1",
	ERASES
};
static const struct sql SQL_CONTACT = {
	"DELETE FROM contact_back WHERE response = ?1", ERASES
};

static const struct sql SQL_BY_REF = {
	"SELECT c.id FROM comment c WHERE " COMMENT_IS("c", "?1"), ERASES
};

static const struct sql *const list[] = { &SQL_BY_REF, &SQL_SHOWN,
	&SQL_ORIGINAL, &SQL_NOTES, &SQL_SCREEN, &SQL_ALERT, &SQL_NEXT,
	&SQL_BLANK, &SQL_HISTORY, &SQL_ABOUT, &SQL_CONTACT };
const struct sql_list listen_erase_sql = { list, NELEM(list) };

/* Each with the same number as ?1. */
static enum db_status exec_all(
    struct ctx *cx, const struct sql *const *these, size_t n, int64_t id)
{
	enum db_status st = DB_OK;

	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = db_exec(
		    cx->conn, cx->arena, these[i], VALS(val_int(id)), NULL);
	return st;
}

/* The index goes first: SQLite's forgets only words that it is told. */
static enum db_status with_comment(struct ctx *cx, int64_t id)
{
	static const struct sql *const these[] = { &SQL_ORIGINAL, &SQL_NOTES,
		&SQL_SCREEN, &SQL_ALERT };
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_SHOWN, VALS(val_int(id)));
	const struct str shown = db_next(r) ? db_text(r, 0) : STR_NULL;
	enum db_status st = db_done(r);

	if (st == DB_OK)
		st = search_put(cx, id, shown, STR_NULL);
	if (st == DB_OK)
		st = heard_forget(cx, id);
	return st == DB_OK ? exec_all(cx, these, NELEM(these), id) : st;
}

/* The comment of this response after the one in *io; 0: that was the last. */
static enum db_status next_comment(
    struct ctx *cx, int64_t response, int64_t *io)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_NEXT,
	    VALS(val_int(response), val_int(*io)));

	*io = db_next(r) ? db_int(r, 0) : 0;
	return db_done(r);
}

static enum db_status with_response(struct ctx *cx, int64_t id)
{
	static const struct sql *const words[] = { &SQL_BLANK, &SQL_HISTORY };
	static const struct sql *const who[] = { &SQL_ABOUT, &SQL_CONTACT };
	int64_t comment = 0;
	enum db_status st = next_comment(cx, id, &comment);

	while (st == DB_OK && comment != 0) {
		st = with_comment(cx, comment);
		if (st == DB_OK)
			st = exec_all(cx, words, NELEM(words), comment);
		if (st == DB_OK)
			st = next_comment(cx, id, &comment);
	}
	return st == DB_OK ? exec_all(cx, who, NELEM(who), id) : st;
}

const struct erasable listen_erasables[] = {
	{ "comment", true, with_comment, &SQL_BY_REF },
	{ "response", false, with_response, NULL },
};
const size_t nlisten_erasables = NELEM(listen_erasables);
