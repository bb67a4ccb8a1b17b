/*
 * audit.c: writing the trail and the old values. Sealing and verifying are in
 * audit_seal.c; showing is mod/account's.
 */
#include "core/audit.h"

#include <assert.h>

static const struct sql SQL_ADD = {
	"INSERT INTO audit (happened_at, person, what, kind, record_ref, fields,"
	" request) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	SYSTEM("the trail records what anybody does")
};

static const struct sql SQL_HISTORY = {
	"INSERT INTO history (kind, record, version, happened_at, person, old)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	SYSTEM("history is kept whoever makes the change")
};

enum db_status audit(struct ctx *cx, const char *what, const char *kind,
    struct str ref, struct str fields)
{
	return db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(val_instant(cx->now), val_ref(cx->person), V(what), V(kind),
		V(ref), V(fields), V(cx->request)),
	    NULL);
}

enum db_status history_add(struct ctx *cx, const char *kind, int64_t record,
    int64_t version, struct str old_json)
{
	assert(record != 0);
	return db_exec(cx->conn, cx->arena, &SQL_HISTORY,
	    VALS(V(kind), val_int(record), val_int(version),
		val_instant(cx->now), val_ref(cx->person), V(old_json)),
	    NULL);
}

static const struct sql *const list[] = { &SQL_ADD, &SQL_HISTORY };
const struct sql_list audit_sql = { list, NELEM(list) };
