/*
 * warning.c: warnings as they are read, and what somebody adds to one. The
 * rights are here: a team first, everybody who may read it afterwards.
 */
#include "mod/insight/warning.h"

#include "base/words.h"
#include "core/audit.h"

#define COLUMNS                                                             \
	"w.id, w.unit, w.ref, w.measure, w.praise, w.month, w.start_on,"    \
	" w.open_on, w.before_num, w.before_den, w.since_num, w.since_den," \
	" u.slug, u.name"

/* ?1 is today: not before the day on which it opens, unless it is about the
 * acting person's own team. */
#define SEEN                                                      \
	"(w.open_on <= ?1 OR EXISTS (SELECT 1 FROM appointment a" \
	" WHERE a.person = ?p AND a.unit = w.unit"                \
	" AND (a.from_on IS NULL OR a.from_on <= ?1)"             \
	" AND (a.until_on IS NULL OR a.until_on >= ?1))) AND " SCOPE("w.unit")

static const struct sql SQL_LIST = {
	"SELECT " COLUMNS " FROM warning w JOIN unit u ON u.id = w.unit"
	" WHERE w.month >= ?2 AND " SEEN
	" ORDER BY w.q, w.chance DESC, w.id LIMIT 100",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql SQL_ONE = {
	"SELECT " COLUMNS " FROM warning w JOIN unit u ON u.id = w.unit"
	" WHERE w.ref = ?2 AND " SEEN,
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql SQL_NOTE = {
	"INSERT INTO warning_note (warning, created_at, created_by, words)"
	" SELECT w.id, CAST(?3 AS BIGINT), ?p, CAST(?4 AS TEXT)"
	" FROM warning w WHERE w.id = ?2 AND " SEEN,
	SCOPED(CAP_ACTION_WRITE)
};

static const struct sql SQL_TIDE = {
	"SELECT t.measure, t.month, t.up, t.teams, t.of_teams"
	" FROM warning_tide t WHERE t.month >= ?1"
	" ORDER BY t.month DESC, t.measure LIMIT 1",
	SYSTEM("which way the whole trust moved; no team's figure")
};

static struct warning row_of(struct rows *r)
{
	return (struct warning){ .id = db_int(r, 0),
		.unit = db_int(r, 1),
		.ref = db_text(r, 2),
		.measure = db_text(r, 3),
		.praise = db_int(r, 4) != 0,
		.month = db_date(r, 5),
		.start = db_date(r, 6),
		.open_on = db_date(r, 7),
		.before_num = db_int(r, 8),
		.before_den = db_int(r, 9),
		.since_num = db_int(r, 10),
		.since_den = db_int(r, 11),
		.unit_slug = db_text(r, 12),
		.unit_name = db_text(r, 13) };
}

size_t warning_list(
    struct ctx *cx, struct date from, struct warning ret[WARNINGS_MAX])
{
	size_t n = 0;
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_LIST, VALS(V(cx->today), V(from)));

	while (n < WARNINGS_MAX && db_next(r))
		ret[n++] = row_of(r);
	(void)db_done(r);
	return n;
}

bool warning_get(struct ctx *cx, struct str ref, struct warning *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ONE, VALS(V(cx->today), V(ref)));
	const bool found = db_next(r);

	if (found)
		*ret = row_of(r);
	(void)db_done(r);
	return found;
}

enum db_status warning_note_add(
    struct ctx *cx, int64_t warning, struct str words)
{
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_NOTE,
	    VALS(V(cx->today), V(warning), V(cx->now), V(words)), &n);

	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	if (st == DB_OK)
		st = audit(cx, "note", "warning", STR_NULL, STR_NULL);
	return st;
}

struct str warning_words(struct arena *a, const struct warning *w)
{
	const struct str name = w->unit_name;
	const struct str month = date_month_year(a, w->start);

	if (str_is(w->measure, "volume"))
		return str_fmt(a,
		    w->praise ? T("%.*s has most likely heard from more people "
				  "since %.*s")
			      : T("%.*s has most likely heard from fewer "
				  "people since %.*s"),
		    STR_ARG(name), STR_ARG(month));
	if (str_is(w->measure, "very_good"))
		return str_fmt(a,
		    w->praise ? T("Percent very good at %.*s has most likely "
				  "risen since %.*s")
			      : T("Percent very good at %.*s has most likely "
				  "fallen since %.*s"),
		    STR_ARG(name), STR_ARG(month));
	return str_fmt(a,
	    w->praise ? T("Percent positive at %.*s has most likely risen "
			  "since %.*s")
		      : T("Percent positive at %.*s has most likely fallen "
			  "since %.*s"),
	    STR_ARG(name), STR_ARG(month));
}

struct tide {
	struct str measure, month;
	bool up;
	long long teams, of;
};

static struct str tide_words(struct arena *a, const struct tide *t)
{
	if (str_is(t->measure, "volume"))
		return str_fmt(a,
		    t->up ? T("In %.*s most teams heard from more people than "
			      "is usual for them: %lld of %lld. That is the "
			      "whole trust, and no team is named for it.")
			  : T("In %.*s most teams heard from fewer people "
			      "than is usual for them: %lld of %lld. That is "
			      "the whole trust, and no team is named for it."),
		    STR_ARG(t->month), t->teams, t->of);
	return str_fmt(a,
	    t->up ? T("In %.*s answers were better than usual in most teams: "
		      "%lld of %lld. That is the whole trust, and no team is "
		      "named for it.")
		  : T("In %.*s answers were worse than usual in most teams: "
		      "%lld of %lld. That is the whole trust, and no team is "
		      "named for it."),
	    STR_ARG(t->month), t->teams, t->of);
}

struct str warning_tide_words(struct ctx *cx, struct date from)
{
	struct str s = STR_NULL;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_TIDE, VALS(V(from)));

	if (db_next(r)) {
		const struct tide t = { db_text(r, 0),
			date_month_year(cx->arena, db_date(r, 1)),
			db_int(r, 2) != 0, db_int(r, 3), db_int(r, 4) };

		s = tide_words(cx->arena, &t);
	}
	(void)db_done(r);
	return s;
}

static const struct sql *const list[] = { &SQL_LIST, &SQL_ONE, &SQL_NOTE,
	&SQL_TIDE };
const struct sql_list warning_sql = { list, NELEM(list) };
