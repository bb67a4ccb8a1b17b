/*
 * loop.c: counting which loops are closed. A team's month is one row that is
 * counted again when something in it changes, so that the tracker of 300 teams
 * reads rows and counts nothing. What was heard comes from src/count.
 */
#include "mod/act/loop.h"

#include <stdlib.h>

#include "count/count.h"
#include "mod/act/act.h"

#define ANSWER                                                        \
	" sum(CASE WHEN a.state = 'open' THEN 1 ELSE 0 END),"         \
	" sum(CASE WHEN a.state <> 'open' AND coalesce(a.ending, '')" \
	" <> 'nothing' AND " TOLD " THEN 1 ELSE 0 END),"              \
	" sum(CASE WHEN a.state <> 'open' AND coalesce(a.ending, '')" \
	" <> 'nothing' AND NOT " TOLD " THEN 1 ELSE 0 END),"          \
	" sum(CASE WHEN a.state <> 'open' AND a.ending = 'nothing'"   \
	" THEN 1 ELSE 0 END)"
#define TOLD                                                     \
	"EXISTS (SELECT 1 FROM you_said y WHERE y.action = a.id" \
	" AND y.state = 'published')"

static const struct sql SQL_CLEAR = {
	"DELETE FROM loop_month WHERE unit = ?1 AND month = ?2",
	SYSTEM("counts that follow from actions that were saved just now")
};
static const struct sql SQL_COUNT = {
	"INSERT INTO loop_month (unit, month, open, told, untold, no_change)"
	" SELECT a.unit, a.about," ANSWER " FROM action a WHERE a.unit = ?1"
	" AND a.about = ?2 AND a.id <> ?3 GROUP BY a.unit, a.about",
	SYSTEM("counts that follow from actions that were saved just now")
};
static const struct sql SQL_OF_ACTION = {
	"SELECT a.unit, a.about FROM action a WHERE a.id = ?1",
	SYSTEM("where an action that was saved just now is counted")
};
static const struct sql SQL_CLEAR_ALL = { "DELETE FROM loop_month",
	SYSTEM("counts of all teams are made anew") };
static const struct sql SQL_COUNT_ALL = {
	"INSERT INTO loop_month (unit, month, open, told, untold, no_change)"
	" SELECT a.unit, a.about," ANSWER " FROM action a"
	" WHERE a.about IS NOT NULL GROUP BY a.unit, a.about",
	SYSTEM("counts of all teams are made anew")
};

static const struct sql SQL_TEAMS = {
	"SELECT u.id, u.name, u.slug, CASE WHEN EXISTS (SELECT 1"
	" FROM appointment p WHERE p.person = ?p AND p.unit = u.id)"
	" THEN 1 ELSE 0 END FROM unit u WHERE u.level = 'team'"
	" AND (u.closed IS NULL OR u.closed > ?1) AND " SCOPE(
	    "u.id") " ORDER BY 4 DESC, u.slug, u.id LIMIT 1000",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_MONTHS = {
	"SELECT l.unit, l.month, l.open, l.told, l.untold, l.no_change"
	" FROM loop_month l WHERE l.month >= ?1 AND l.month < ?2 AND " SCOPE(
	    "l.unit"),
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_TOP = {
	"SELECT u.id FROM unit u WHERE u.parent IS NULL ORDER BY u.id LIMIT 20",
	SYSTEM("where the trees begin; counts below are for readers")
};

enum db_status loop_refresh(
    struct ctx *cx, int64_t unit, struct date month, int64_t without)
{
	if (date_none(month))
		return DB_OK;
	const enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_CLEAR, VALS(V(unit), V(month)), NULL);

	return st != DB_OK ? st
			   : db_exec(cx->conn, cx->arena, &SQL_COUNT,
				 VALS(V(unit), V(month), V(without)), NULL);
}

enum db_status loop_refresh_action(struct ctx *cx, int64_t action)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_OF_ACTION, VALS(V(action)));
	int64_t unit = 0;
	struct date month = DATE_NONE;

	if (db_next(r)) {
		unit = db_int(r, 0);
		month = db_date(r, 1);
	}
	const enum db_status st = db_done(r);

	return st != DB_OK ? st : loop_refresh(cx, unit, month, 0);
}

enum db_status act_loop_rebuild(struct ctx *cx)
{
	const enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_CLEAR_ALL, NO_VALS, NULL);

	return st != DB_OK ? st
			   : db_exec(cx->conn, cx->arena, &SQL_COUNT_ALL,
				 NO_VALS, NULL);
}

enum loop_step loop_step_of(const struct loop_cell *c)
{
	if (c->untold > 0)
		return LOOP_TELL;
	if (c->open > 0)
		return LOOP_FINISH;
	if (c->told > 0 || c->nothing > 0)
		return LOOP_CLOSED;
	return c->heard > 0 ? LOOP_ACT : LOOP_QUIET;
}

/* Reading ------------------------------------------------------------- */

static bool read_teams(struct ctx *cx, struct loop *l)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_TEAMS, VALS(V(cx->today)));

	l->teams = arena_array(cx->arena, LOOP_TEAMS_MAX, sizeof(*l->teams));
	while (l->nteams < LOOP_TEAMS_MAX && db_next(r))
		l->teams[l->nteams++] = (struct loop_team){ .id = db_int(r, 0),
			.name = db_text(r, 1),
			.slug = db_text(r, 2),
			.mine = db_int(r, 3) != 0,
			.cells = arena_array(
			    cx->arena, l->months, sizeof(struct loop_cell)) };
	return db_done(r) == DB_OK;
}

/* Teams by id, so that a row finds its own without a search through all. */
struct by_id {
	int64_t id;
	struct loop_team *team;
};

static int by_id_cmp(const void *a, const void *b)
{
	const struct by_id *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int by_slug_cmp(const void *a, const void *b)
{
	const struct by_id *x = a, *y = b;

	return str_cmp(x->team->slug, y->team->slug);
}

static struct by_id *index_teams(struct ctx *cx, const struct loop *l)
{
	struct by_id *list =
	    arena_array(cx->arena, l->nteams + 1, sizeof(*list));

	for (size_t i = 0; i < l->nteams; i++)
		list[i] = (struct by_id){ l->teams[i].id, &l->teams[i] };
	return list;
}

static bool read_months(struct ctx *cx, struct loop *l, struct date until)
{
	struct by_id *list = index_teams(cx, l);
	const int first = date_month_index(l->from);
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_MONTHS, VALS(V(l->from), V(until)));

	qsort(list, l->nteams, sizeof(*list), by_id_cmp);
	while (db_next(r)) {
		const struct by_id key = { db_int(r, 0), NULL };
		const struct by_id *at =
		    bsearch(&key, list, l->nteams, sizeof(*list), by_id_cmp);
		const size_t m =
		    (size_t)(date_month_index(db_date(r, 1)) - first);

		if (at == NULL || m >= l->months)
			continue;
		at->team->cells[m] = (struct loop_cell){ .open = db_int(r, 2),
			.told = db_int(r, 3),
			.untold = db_int(r, 4),
			.nothing = db_int(r, 5) };
	}
	return db_done(r) == DB_OK;
}

/* What was heard, of one tree. */
static void add_heard(struct ctx *cx, struct loop *l, struct by_id *list,
    int64_t top, struct date until)
{
	const struct cut cut = { .unit = top, .from = l->from, .until = until };
	const struct named_counts c = count_units(cx, &cut);

	for (size_t i = 0; i < c.n; i++) {
		struct loop_team t = { .slug = c.list[i].code };
		const struct by_id key = { 0, &t };
		const struct by_id *at =
		    bsearch(&key, list, l->nteams, sizeof(*list), by_slug_cmp);

		for (size_t m = 0;
		     at != NULL && c.list[i].months != NULL && m < l->months;
		     m++)
			(void)cell_shown(c.list[i].months[m].responses,
			    &at->team->cells[m].heard);
	}
}

bool loop_read(struct ctx *cx, size_t months, struct loop *ret)
{
	const struct date until = date_month_start(cx->today);
	int64_t tops[20];
	size_t ntops = 0;

	*ret = (struct loop){ .from = date_add_months(until, -(int)months),
		.months = months };
	if (!read_teams(cx, ret) || !read_months(cx, ret, until))
		return false;
	struct by_id *list = index_teams(cx, ret);
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_TOP, NO_VALS);

	qsort(list, ret->nteams, sizeof(*list), by_slug_cmp);
	while (ntops < NELEM(tops) && db_next(r))
		tops[ntops++] = db_int(r, 0);
	if (db_done(r) != DB_OK)
		return false;
	for (size_t i = 0; i < ntops; i++)
		add_heard(cx, ret, list, tops[i], until);
	for (size_t i = 0; i < ret->nteams; i++)
		for (size_t m = 0; m < months; m++) {
			ret->all++;
			ret->complete +=
			    loop_step_of(&ret->teams[i].cells[m]) <=
			    LOOP_CLOSED;
		}
	return true;
}

static const struct sql *const list[] = { &SQL_CLEAR, &SQL_COUNT,
	&SQL_OF_ACTION, &SQL_CLEAR_ALL, &SQL_COUNT_ALL, &SQL_TEAMS, &SQL_MONTHS,
	&SQL_TOP };
const struct sql_list act_loop_sql = { list, NELEM(list) };
