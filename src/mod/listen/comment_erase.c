/*
 * comment_erase.c: forgetting what somebody wrote. What the record engine
 * knows of a comment is blanked by core/erasure.h; here is the rest of it.
 */
#include "mod/listen/moderation.h"

#include <assert.h>

#include "core/erasure.h"
#include "mod/listen/search.h"

static const struct sql SQL_FIND = {
	"SELECT c.unit, c.id, c.shown FROM comment c WHERE c.ref = ?1 AND " SCOPE(
	    "c.unit"),
	SCOPED(CAP_ERASE)
};

#define ERASES     SYSTEM("the right to erase was asked for just before")
#define OF_COMMENT " WHERE comment = (SELECT id FROM comment WHERE ref = ?1)"

static const struct sql SQL_ORIGINAL = {
	"UPDATE comment_original SET text = NULL" OF_COMMENT, ERASES
};
static const struct sql SQL_NOTES = {
	"UPDATE moderation SET note = NULL" OF_COMMENT, ERASES
};

static enum db_status blank(struct ctx *cx, struct str ref)
{
	enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_ORIGINAL, VALS(V(ref)), NULL);

	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_NOTES, VALS(V(ref)), NULL);
	return st;
}

enum db_status comment_erase(struct ctx *cx, struct str ref, struct str reason)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_FIND, VALS(V(ref)));
	const bool found = db_next(r);
	const int64_t unit = found ? db_int(r, 0) : 0;
	const int64_t id = found ? db_int(r, 1) : 0;
	const struct str shown = found ? db_text(r, 2) : STR_NULL;
	enum db_status st = db_done(r);

	if (st != DB_OK || !found)
		return st != DB_OK ? st : DB_REFUSED;
	st = erase(cx,
	    &(struct erasure){ .table = S("comment"),
		.ref = ref,
		.columns = S("shown"),
		.reason = reason },
	    unit);
	if (st == DB_OK)
		st = search_put(cx, id, shown, STR_NULL);
	return st == DB_OK ? blank(cx, ref) : st;
}

enum db_status comment_erase_again(struct ctx *cx, struct str ref)
{
	assert(cx->system);
	return blank(cx, ref);
}

static const struct sql *const list[] = { &SQL_FIND, &SQL_ORIGINAL,
	&SQL_NOTES };
const struct sql_list comment_erase_sql = { list, NELEM(list) };
