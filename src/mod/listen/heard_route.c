/*
 * heard_route.c: the way of a theme to who looks after it: on My day they see
 * how many comments of the last week spoke badly of it, one click away.
 */
#include "mod/listen/heard_route.h"
#include "base/words.h"
#include "core/may.h"
#include "mod/listen/heard.h"
#include "text/taxonomy.h"

#define WEEK      7
#define OWNED_MAX 20

static const struct sql SQL_OWNED = {
	"SELECT o.national, u.slug, u.name, u.id FROM theme_owner o"
	" JOIN unit u ON u.id = o.unit WHERE o.owner = ?p AND " SCOPE(
	    "u.id") " ORDER BY o.id LIMIT 20",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_BAD = {
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1"
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
	" SELECT count(*) FROM below b JOIN response r ON r.unit = b.id"
	" JOIN comment c ON c.response = r.id"
	" JOIN comment_theme t ON t.comment = c.id"
	" WHERE r.experienced_on >= ?2 AND t.mood = 3"
	" AND (t.themes & CAST(?3 AS BIGINT)) <> 0 AND " SCOPE("b.id"),
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql *const list[] = { &SQL_OWNED, &SQL_BAD };
const struct sql_list heard_route_sql = { list, NELEM(list) };

struct owned {
	int theme;
	int64_t unit;
	struct str slug, name;
};

static size_t read_owned(struct ctx *cx, struct owned *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_OWNED, NO_VALS);
	size_t n = 0;

	while (n < OWNED_MAX && db_next(r)) {
		ret[n] = (struct owned){ theme_find(db_text(r, 0)),
			db_int(r, 3), db_text(r, 1), db_text(r, 2) };
		n += ret[n].theme != THEME_NONE;
	}
	return db_done(r) == DB_OK ? n : 0;
}

static void add(struct req *r, struct day *d, const struct owned *o)
{
	struct arena *a = r->cx.arena;
	const struct date from = date_add(r->cx.today, -WEEK);
	const long n = (long)db_get_int(r->cx.conn, a, &SQL_BAD,
	    VALS(val_int(o->unit), V(from),
		val_int((int64_t)THEME_BIT(o->theme))),
	    0);

	if (n == 0 || d->n == NELEM(d->items))
		return;
	struct day_item *item = &d->items[d->n++];

	*item = (struct day_item){ .count = n };
	item->sentence = str_fmt(a,
	    TN("%ld comment of the last 7 days spoke badly of your theme "
	       "“%s” in %.*s",
		"%ld comments of the last 7 days spoke badly of your theme "
		"“%s” in %.*s",
		n),
	    n, T(theme_list[o->theme].name), STR_ARG(o->name));
	item->path =
	    str_fmt(a, "/comments?unit=%.*s&from=%.*s&theme=%s&mood=negative",
		STR_ARG(o->slug), STR_ARG(str_sub(date_iso(a, from), 0, 7)),
		theme_list[o->theme].key);
}

void heard_day(struct req *r, struct day *d)
{
	struct owned owned[OWNED_MAX];
	const size_t n = read_owned(&r->cx, owned);

	for (size_t i = 0; i < n; i++)
		add(r, d, &owned[i]);
}
