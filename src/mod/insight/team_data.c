/*
 * team_data.c: the rows of a unit's page: the unit and what is above it, what
 * is right below, the newest comments. Counts are not made here.
 */
#include "core/comment_ref.h"
#include "core/may.h"
#include "mod/insight/team.h"

/* More responses than this, and the newest comments are looked for in the last
 * months first. */
#define RECENT_MONTHS 2

#define UNIT_COLUMNS \
	"u.id, u.slug, u.name, u.level, u.promise, u.opened, u.closed, u.ref"

/* The unit itself first, then upwards. */
static const struct sql SQL_UP = {
	"WITH RECURSIVE up (id, parent, steps) AS"
	" (SELECT id, parent, 0 FROM unit WHERE slug = ?1"
	" UNION ALL SELECT u.id, u.parent, p.steps + 1 FROM unit u"
	" JOIN up p ON u.id = p.parent)"
	" SELECT " UNIT_COLUMNS ", up.steps FROM up JOIN unit u ON u.id = up.id"
	" WHERE " SCOPE("u.id") " ORDER BY up.steps",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql SQL_CHILDREN = {
	"SELECT " UNIT_COLUMNS " FROM unit u WHERE u.parent = ?1"
	" AND (u.closed IS NULL OR u.closed > ?2) AND " SCOPE(
	    "u.id") " ORDER BY u.fold, u.id LIMIT 1000",
	SCOPED(CAP_RESPONSE_READ)
};

#define BELOW                                                             \
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1" \
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id) "

static const struct sql SQL_COMMENTS = { BELOW
	"SELECT " COMMENT_REF("r",
	    "c") ", c.shown, c.lang, c.state, r.experienced_on,"
		 " coalesce(r.answer, 0), u.slug, u.name FROM below b"
		 " JOIN response r ON r.unit = b.id JOIN comment c ON c.response = r.id"
		 " JOIN unit u ON u.id = b.id"
		 " WHERE r.experienced_on >= ?2 AND r.experienced_on < ?3"
		 " AND (?4 = '' OR r.mode = ?4) AND (?5 = '' OR r.role = ?5)"
		 " AND c.shown IS NOT NULL AND c.state NOT IN ('held', 'hidden') AND " SCOPE(
		     "b.id") " ORDER BY r.experienced_on DESC, c.id DESC LIMIT 10",
	SCOPED(CAP_RESPONSE_READ) };

static const struct sql SQL_ANY = { BELOW
	"SELECT 1 FROM below b WHERE EXISTS (SELECT 1 FROM response r"
	" WHERE r.unit = b.id) AND " SCOPE("b.id") " LIMIT 1",
	SCOPED(CAP_RESPONSE_READ) };

static struct team_unit unit_row(struct rows *r)
{
	return (struct team_unit){ .id = db_int(r, 0),
		.slug = db_text(r, 1),
		.name = db_text(r, 2),
		.level = db_text(r, 3),
		.promise = db_text(r, 4),
		.opened = db_date(r, 5),
		.closed = db_date(r, 6),
		.ref = db_text(r, 7) };
}

bool team_find(struct ctx *cx, struct str slug, struct team *ret)
{
	struct team_unit up[TEAM_PARENTS_MAX + 1];
	size_t n = 0;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_UP, VALS(V(slug)));

	while (n < NELEM(up) && db_next(r)) {
		if (n == 0 && db_int(r, 8) != 0)
			break; /* only units above it are open to them */
		up[n++] = unit_row(r);
	}
	(void)db_done(r);
	if (n == 0)
		return false;
	*ret = (struct team){ .unit = up[0], .nparents = n - 1 };
	for (size_t i = 1; i < n; i++)
		ret->parents[n - 1 - i] = up[i];
	return true;
}

size_t team_children(
    struct ctx *cx, int64_t unit, struct date from, struct team_unit **ret)
{
	struct team_unit *list = arena_array(cx->arena, 1000, sizeof(*list));
	size_t n = 0;
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_CHILDREN, VALS(V(unit), V(from)));

	while (n < 1000 && db_next(r))
		list[n++] = unit_row(r);
	(void)db_done(r);
	*ret = list;
	return n;
}

static struct str or_all(struct str s)
{
	return str_null(s) ? S("") : s;
}

static size_t comments_from(struct ctx *cx, const struct cut *cut,
    struct date from, struct team_comment ret[TEAM_COMMENTS])
{
	size_t n = 0;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_COMMENTS,
	    VALS(V(cut->unit), V(from), V(cut->until), V(or_all(cut->mode)),
		V(or_all(cut->role))));

	while (n < TEAM_COMMENTS && db_next(r))
		ret[n++] = (struct team_comment){ .ref = db_text(r, 0),
			.words = db_text(r, 1),
			.lang = db_text(r, 2),
			.state = db_text(r, 3),
			.day = db_date(r, 4),
			.answer = db_int(r, 5),
			.unit_slug = db_text(r, 6),
			.unit_name = db_text(r, 7) };
	(void)db_done(r);
	return n;
}

size_t team_comments(struct ctx *cx, const struct cut *cut, bool many,
    struct team_comment ret[TEAM_COMMENTS])
{
	const struct date recent = date_add_months(cut->until, -RECENT_MONTHS);

	if (many && date_cmp(recent, cut->from) > 0) {
		const size_t n = comments_from(cx, cut, recent, ret);

		if (n == TEAM_COMMENTS)
			return n;
	}
	return comments_from(cx, cut, cut->from, ret);
}

bool team_has_responses(struct ctx *cx, int64_t unit)
{
	return db_get_int(cx->conn, cx->arena, &SQL_ANY, VALS(V(unit)), 0) != 0;
}

static const struct sql *const list[] = { &SQL_UP, &SQL_CHILDREN, &SQL_COMMENTS,
	&SQL_ANY };
const struct sql_list team_data_sql = { list, NELEM(list) };
