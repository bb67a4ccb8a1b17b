/*
 * comment_original.c: a look at the sealed words, which says why and leaves a
 * trace, and what readers saw at an earlier time. Rules only; the page is in
 * comment_original_page.c.
 */
#include "mod/listen/moderation.h"

#include "core/audit.h"
#include "core/comment_ref.h"
#include "mod/listen/comment_redact.h"

static const struct sql SQL_ORIGINAL = {
	"SELECT c.id, c.version, coalesce(o.text, c.shown) FROM comment c"
	" LEFT JOIN comment_original o ON o.comment = c.id"
	" WHERE " COMMENT_IS("c", "?1") " AND " SCOPE("c.unit"),
	SCOPED(CAP_COMMENT_ORIGINAL)
};

static const struct sql SQL_LOOKED = {
	"INSERT INTO moderation (comment, version, happened_at, person, what,"
	" note) VALUES (?1, ?2, ?3, ?4, 'view', ?5)",
	SYSTEM("written beside a look that asked for the right")
};

static const struct sql SQL_SPANS_AT = {
	"SELECT m.spans FROM moderation m JOIN comment c ON c.id = m.comment"
	" WHERE " COMMENT_IS("c",
	    "?1") " AND m.version = ?2 AND m.what <> 'view'"
		  " AND EXISTS (SELECT 1 FROM may x WHERE x.person = ?p AND x.cap = ?c"
		  " AND x.unit = c.unit)",
	SCOPED(CAP_COMMENT_ORIGINAL)
};

enum db_status comment_original(struct ctx *cx, struct str ref, struct str why,
    struct arena *keep, struct str *ret)
{
	struct rows *r;
	bool found;
	int64_t id = 0, version = 0;
	enum db_status st;

	if (str_empty(str_trim(why)))
		return DB_REFUSED;
	r = db_query(cx->conn, cx->arena, &SQL_ORIGINAL, VALS(V(ref)));
	found = db_next(r);
	if (found) {
		id = db_int(r, 0);
		version = db_int(r, 1);
		*ret = str_dup(keep, db_text(r, 2));
	}
	st = db_done(r);
	if (st == DB_OK && !found)
		st = DB_REFUSED;
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_LOOKED,
		    VALS(val_int(id), val_int(version), V(cx->now),
			val_ref(cx->person), V(str_trim(why))),
		    NULL);
	if (st == DB_OK)
		st = audit(cx, "view", "comment", ref, S("original"));
	return st;
}

struct str moderation_shown_at(struct ctx *cx, struct str ref, int64_t version)
{
	struct spans spans = { .n = 0 };
	struct str original = STR_NULL;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ORIGINAL, VALS(V(ref)));
	bool known = false;

	if (db_next(r))
		original = db_text(r, 2);
	if (db_done(r) != DB_OK || str_null(original) || version < 1)
		return STR_NULL;
	r = db_query(
	    cx->conn, cx->arena, &SQL_SPANS_AT, VALS(V(ref), val_int(version)));
	if (db_next(r))
		known = spans_parse(db_text(r, 0), &spans);
	if (db_done(r) != DB_OK || (!known && version > 1))
		return STR_NULL;
	return spans_apply(cx->arena, original, &spans);
}

static const struct sql *const list[] = { &SQL_ORIGINAL, &SQL_LOOKED,
	&SQL_SPANS_AT };
const struct sql_list comment_original_sql = { list, NELEM(list) };
