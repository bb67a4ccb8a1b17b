/*
 * comment_erase.c: forgetting what somebody wrote: who may. What goes with the
 * words is in response_erase.c, because a restore does that too.
 */
#include "core/comment_ref.h"
#include "core/erasure.h"
#include "mod/listen/moderation.h"

static const struct sql SQL_FIND = {
	"SELECT c.unit FROM comment c WHERE " COMMENT_IS(
	    "c", "?1") " AND " SCOPE("c.unit"),
	SCOPED(CAP_ERASE)
};

enum db_status comment_erase(struct ctx *cx, struct str ref, struct str reason)
{
	const int64_t unit =
	    db_get_int(cx->conn, cx->arena, &SQL_FIND, VALS(V(ref)), 0);

	if (unit == 0)
		return DB_REFUSED;
	return erase(cx,
	    &(struct erasure){ .table = S("comment"),
		.ref = ref,
		.columns = S("shown"),
		.reason = reason },
	    unit);
}

static const struct sql *const list[] = { &SQL_FIND };
const struct sql_list comment_erase_sql = { list, NELEM(list) };
