/*
 * day.c: what this room adds to My day.
 */
#include "mod/network/day.h"
#include "base/words.h"

static const struct sql SQL_SHIFT = {
	"SELECT s.ref, s.happens_on, s.from_time, u.name FROM shift s"
	" JOIN volunteer v ON v.id = s.volunteer JOIN unit u ON u.id = s.unit"
	" WHERE v.person = ?p AND s.happens_on >= ?1 AND s.state = 'planned'"
	" ORDER BY s.happens_on, s.from_time, s.id LIMIT 3",
	SYSTEM("they are their own: the statement asks for their person")
};

void network_day(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_SHIFT, VALS(V(r->cx.today)));

	while (d->n < NELEM(d->items) && db_next(rows))
		d->items[d->n++] = (struct day_item){
			.sentence = str_fmt(a, T("Your shift: %.*s, %.*s"),
			    STR_ARG(db_text(rows, 3)),
			    STR_ARG(db_text(rows, 2))),
			.path = S("/volunteer"),
			.due = db_date(rows, 1)
		};
	(void)db_done(rows);
}

static const struct sql *const list[] = { &SQL_SHIFT };
const struct sql_list network_day_sql = { list, NELEM(list) };
