/*
 * period.c: see period.h.
 */
#include "count/period.h"

#include "core/may.h"
#include "count/internal.h"

static const struct sql SQL_PERIOD = {
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1"
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
	" SELECT coalesce(r.answer, 0), count(*) FROM below b"
	" JOIN response r ON r.unit = b.id WHERE r.experienced_on >= ?2"
	" AND r.experienced_on < ?3 AND " SCOPE("b.id") " GROUP BY 1"
							" ORDER BY 1",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql *const list[] = { &SQL_PERIOD };
const struct sql_list count_period_list = { list, NELEM(list) };

struct period_count count_period(struct ctx *cx, const struct cut *cut)
{
	struct period_count c = { 0 };
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_PERIOD,
	    VALS(V(cut->unit), V(cut->from), V(cut->until)));

	while (db_next(r))
		count_add(&c.answers, &c.responses, db_int(r, 0), db_int(r, 1));
	(void)db_done(r);
	return c;
}
