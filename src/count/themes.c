/*
 * themes.c: how many comments say what, for people who may read every one.
 */
#include <stdlib.h>

#include "core/may.h"
#include "count/live.h"

/* As FROM_CUT of readers.c, comment by comment. What a moderator keeps back is
 * counted: it was said. */
static const struct sql SQL_THEMES = {
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1"
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
	" SELECT t.themes, t.own, t.mood, count(*) FROM below b"
	" JOIN response r ON r.unit = b.id JOIN comment c ON c.response = r.id"
	" JOIN comment_theme t ON t.comment = c.id"
	" WHERE r.experienced_on >= ?2 AND r.experienced_on < ?3"
	" AND (?4 = '' OR r.mode = ?4) AND (?5 = '' OR r.role = ?5)"
	" AND " SCOPE("b.id") " GROUP BY 1, 2, 3",
	SCOPED(CAP_RESPONSE_READ)
};

/* The units of a cut that the acting person may read, for live.h. */
static const struct sql SQL_UNITS = {
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1"
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
	" SELECT o.id, o.slug, NULL FROM below b JOIN unit o ON o.id = b.id"
	" WHERE " SCOPE("o.id"),
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql *const list[] = { &SQL_THEMES, &SQL_UNITS };
const struct sql_list count_themes_list = { list, NELEM(list) };

static void add(struct theme_count *c, int64_t mood, int64_t n)
{
	c->all.secret_n += n;
	if (mood >= 1 && mood <= THEME_MOODS)
		c->moods[mood - 1].secret_n += n;
}

static void add_bits(struct theme_count *list_of, size_t n, int64_t bits,
    int64_t mood, int64_t comments)
{
	for (size_t i = 0; i < n; i++)
		if ((uint64_t)bits >> i & 1)
			add(&list_of[i], mood, comments);
}

static struct str or_all(struct str s)
{
	return str_null(s) ? S("") : s;
}

struct theme_counts count_themes(struct ctx *cx, const struct cut *cut)
{
	struct theme_counts c = { 0 };

	return live_themes(cx, &SQL_UNITS, cut, &c) ? c
						    : count_themes_sql(cx, cut);
}

struct theme_counts count_themes_sql(struct ctx *cx, const struct cut *cut)
{
	struct theme_counts c = { 0 };
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_THEMES,
	    VALS(V(cut->unit), V(cut->from), V(cut->until),
		V(or_all(cut->mode)), V(or_all(cut->role))));

	while (db_next(r)) {
		const int64_t themes = db_int(r, 0), own = db_int(r, 1);
		const int64_t mood = db_int(r, 2), n = db_int(r, 3);

		add(&c.heard, mood, n);
		if (themes == 0)
			add(&c.none, mood, n);
		add_bits(c.national, THEME_BITS, themes, mood, n);
		add_bits(c.own, THEME_BITS, own, mood, n);
	}
	(void)db_done(r);
	return c;
}
