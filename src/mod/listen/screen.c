/*
 * screen.c: see screen.h.
 */
#include "mod/listen/screen.h"

static const struct sql SQL_NAMES = { "SELECT name FROM unit",
	SYSTEM("names of units are public; they stay in what is shown") };

enum db_status screen_keep(struct ctx *cx, struct redact_keep *keep)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_NAMES, NO_VALS);

	while (db_next(r))
		redact_keep_add(keep, db_text(r, 0));
	return db_done(r);
}

static const struct sql *const list[] = { &SQL_NAMES };
const struct sql_list screen_sql = { list, NELEM(list) };
