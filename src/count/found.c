/*
 * found.c: how many of a given set of responses there are by team and month:
 * the chart of a search. From memory, or by SQL while memory is not ready.
 */
#include "count/found.h"

#include "core/may.h"
#include "count/live.h"

/* The units at or below ?1 (0: all) that the acting person may read. */
#define WANTED                                                          \
	"SELECT o.id, o.slug, o.slug FROM unit o WHERE (?1 = 0 OR o.id" \
	" IN (WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE"  \
	" id = ?1 UNION ALL SELECT u.id FROM unit u JOIN below b"       \
	" ON u.parent = b.id) SELECT id FROM below)) AND " SCOPE(       \
	    "o.id") " ORDER BY o.id"
static const struct sql SQL_UNITS = { WANTED, SCOPED(CAP_RESPONSE_READ) };

static const struct sql SQL_ROWS = {
	"SELECT r.id, " COUNT_MONTH_KEY ", w.slug FROM"
	" (SELECT o.id AS id, o.slug AS slug FROM unit o WHERE"
	" (?1 = 0 OR o.id IN (WITH RECURSIVE below (id) AS (SELECT id"
	" FROM unit WHERE id = ?1 UNION ALL SELECT u.id FROM unit u"
	" JOIN below b ON u.parent = b.id) SELECT id FROM below))"
	" AND " SCOPE("o.id") ") w JOIN response r ON r.unit = w.id"
			      " WHERE r.experienced_on >= ?2"
			      " AND r.experienced_on < ?3"
			      " AND (?4 = '' OR r.mode = ?4)"
			      " AND (?5 = '' OR r.role = ?5)"
			      " ORDER BY w.id, r.id",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql *const found_sql[] = { &SQL_UNITS, &SQL_ROWS };
const struct sql_list count_found_list = { found_sql, NELEM(found_sql) };

static struct str or_all(struct str s)
{
	return str_null(s) ? S("") : s;
}

static bool has(const uint64_t *ids, size_t nids, int64_t id)
{
	return id >= 0 && (size_t)id < nids &&
	       (ids[id / 64] >> (id % 64) & 1) != 0;
}

static enum db_status by_sql(struct ctx *cx, const struct cut *cut,
    const uint64_t *ids, size_t nids, struct found_counts *c)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_ROWS,
	    VALS(V(cut->unit), V(cut->from), V(cut->until),
		V(or_all(cut->mode)), V(or_all(cut->role))));

	while (db_next(r)) {
		const int64_t key = db_int(r, 1);
		const size_t m =
		    (size_t)(key / 10 - 1 - date_month_index(cut->from));
		struct named_count *u;

		if (!has(ids, nids, db_int(r, 0)) || m >= c->months.n)
			continue;
		count_add(&c->months.months[m].answers,
		    &c->months.months[m].responses, key % 10, 1);
		count_add(&c->months.sum.answers, &c->months.sum.responses,
		    key % 10, 1);
		u = count_named(&c->teams, db_text(r, 2));
		if (u != NULL)
			count_add(&u->answers, &u->responses, key % 10, 1);
	}
	return db_done(r);
}

enum db_status count_found(struct ctx *cx, const struct cut *cut,
    const uint64_t *ids, size_t nids, struct found_counts *ret)
{
	ret->months = count_months_empty(cx, cut);
	ret->teams = count_named_empty(cx);
	if (live_found(cx, &SQL_UNITS, cut, ids, nids, ret))
		return DB_OK;
	return by_sql(cx, cut, ids, nids, ret);
}
