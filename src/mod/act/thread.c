/*
 * thread.c: what became of what was said, for whoever may not open records:
 * behind a return code, and in public. For people at work see walk.c.
 */
#include "mod/act/internal.h"

#define THREAD_MAX  200
#define ENTRIES_MAX 1000

static const struct sql SQL_OF_RESPONSE = {
	"SELECT DISTINCT a.ref, a.title, a.state, a.due, a.done_on, y.said,"
	" y.did, y.ref, a.id, a.ending FROM comment c"
	" JOIN action_comment l ON l.comment = c.id"
	" JOIN action a ON a.id = l.action"
	" LEFT JOIN you_said y ON y.action = a.id AND y.state = 'published'"
	" WHERE c.response = ?1 ORDER BY a.id",
	SYSTEM("what became of one response, for who holds its return code; "
	       "the page shows only published words")
};

static size_t read_thread(
    struct ctx *cx, struct rows *r, struct action_of_comment **ret)
{
	struct action_of_comment *list =
	    arena_array(cx->arena, THREAD_MAX, sizeof(*list));
	size_t n = 0;

	while (n < THREAD_MAX && db_next(r))
		list[n++] = (struct action_of_comment){ .ref = db_text(r, 0),
			.title = db_text(r, 1),
			.state = db_text(r, 2),
			.due = db_date(r, 3),
			.done_on = db_date(r, 4),
			.said = db_text(r, 5),
			.did = db_text(r, 6),
			.you_said_ref = db_text(r, 7),
			.ending = db_text(r, 9) };
	(void)db_done(r);
	*ret = list;
	return n;
}

size_t public_actions_of_response(
    struct ctx *cx, int64_t response, struct action_of_comment **ret)
{
	return read_thread(cx,
	    db_query(cx->conn, cx->arena, &SQL_OF_RESPONSE, VALS(V(response))),
	    ret);
}

static const struct sql SQL_PUBLISHED = {
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit"
	" WHERE id = ?1 OR (?1 = 0 AND parent IS NULL)"
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
	" SELECT y.ref, y.said, y.did, u.name, u.slug, y.published_on,"
	" a.ending FROM you_said y JOIN below b ON b.id = y.unit"
	" LEFT JOIN action a ON a.id = y.action"
	" JOIN unit u ON u.id = y.unit WHERE y.state = 'published'"
	" ORDER BY y.published_on DESC, y.number DESC LIMIT ?2",
	SYSTEM("published entries are for everybody")
};

size_t public_entries(
    struct ctx *cx, int64_t unit, size_t most, struct public_entry **ret)
{
	if (most > ENTRIES_MAX)
		most = ENTRIES_MAX;
	struct public_entry *list = arena_array(cx->arena, most, sizeof(*list));
	size_t n = 0;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_PUBLISHED,
	    VALS(V(unit), V((int64_t)most)));

	while (n < most && db_next(r))
		list[n++] = (struct public_entry){ .ref = db_text(r, 0),
			.said = db_text(r, 1),
			.did = db_text(r, 2),
			.unit_name = db_text(r, 3),
			.unit_slug = db_text(r, 4),
			.published_on = db_date(r, 5),
			.cannot = str_is(db_text(r, 6), "cannot") };
	(void)db_done(r);
	*ret = list;
	return n;
}

static const struct sql *const thread_sql[] = { &SQL_OF_RESPONSE,
	&SQL_PUBLISHED };
const struct sql_list act_thread_sql = { thread_sql, NELEM(thread_sql) };
