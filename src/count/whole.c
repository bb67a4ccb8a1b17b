/*
 * whole.c: the whole trust by month, for people who see services but no
 * comments (a board). There are no filters and no units, so that nothing can be
 * taken from another number of the same kind; small months are hidden.
 */
#include "core/may.h"
#include "count/internal.h"
#include "stat/small.h"

/* ?1, ?4 and ?5 are those of every month statement, and mean nothing here. */
static const struct sql SQL_WHOLE = {
	"WITH RECURSIVE below (id) AS (SELECT u.id FROM unit u"
	" WHERE u.parent IS NULL AND ?1 = 0 AND " SCOPE(
	    "u.id") " UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
		    " SELECT " COUNT_MONTH_KEY " AS k, count(*)"
		    " FROM below b JOIN response r ON r.unit = b.id"
		    " WHERE r.experienced_on >= ?2 AND r.experienced_on < ?3"
		    " AND ?4 = '' AND ?5 = '' GROUP BY 1",
	SCOPED(CAP_UNIT_READ)
};

static const struct sql *const whole_sql[] = { &SQL_WHOLE };
const struct sql_list count_whole_list = { whole_sql, NELEM(whole_sql) };

static void hide(struct month_count *m)
{
	m->responses.hidden = true;
	m->answers.all.hidden = true;
	for (size_t i = 0; i < ANSWERS; i++)
		m->answers.each[i].hidden = true;
}

static bool too_few(const struct month_count *m)
{
	const int64_t responses = m->responses.secret_n;
	const int64_t answers = m->answers.all.secret_n;

	return (responses > 0 && responses < SMALL_PUBLIC) ||
	       (answers > 0 && answers < SMALL_SHARE);
}

struct month_series count_months_whole(
    struct ctx *cx, struct date from, struct date until)
{
	struct month_series s = count_months_of(
	    cx, &SQL_WHOLE, &(struct cut){ .from = from, .until = until });

	for (size_t i = 0; i < s.n; i++)
		if (too_few(&s.months[i])) {
			hide(&s.months[i]);
			hide(&s.sum);
		}
	return s;
}
