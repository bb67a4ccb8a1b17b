/*
 * demo_act.c: what else the invented trust does about what people said: who
 * looks after a theme, an action that was passed on, one with partners, small
 * changes. After demo_answers.
 */
#include "base/log.h"
#include "main/demo.h"
#include "mod/act/act.h"
#include "mod/listen/heard.h"

#define INVENTS SYSTEM("an invented trust of a demonstration")

static const struct sql SQL_OWN_THEME = {
	"INSERT INTO own_theme (ref, version, created_at, changed_at, title,"
	" fold, national, words) VALUES (?1, 1, ?2, ?2, 'Call bells',"
	" 'call bells', 'staffing', 'call bell, buzzer, rang the bell')",
	INVENTS
};
static const struct sql SQL_OWNER = {
	"INSERT INTO theme_owner (ref, version, created_at, changed_at, title,"
	" fold, national, unit, owner) VALUES (?1, 1, ?2, ?2,"
	" 'Food on the wards', 'food on the wards', 'food', ?3, ?4)",
	INVENTS
};
/* People go home from every third ward; nobody did from a few lately. */
static const struct sql SQL_HOME = {
	"INSERT INTO ward_discharge (unit, day, people)"
	" SELECT u.id, ?1, u.id % 4 + ?2 FROM unit u"
	" WHERE u.promise = 'fortnightly' AND u.id % 3 <> 0",
	INVENTS
};
static const struct sql SQL_SHUT = {
	"INSERT INTO collection_pause (ref, version, created_at, changed_at,"
	" unit, from_on, reason) SELECT ?1, 1, ?2, ?2, max(u.id), ?3,"
	" 'Closed for building work' FROM unit u"
	" WHERE u.promise = 'fortnightly'",
	INVENTS
};
static const struct sql *const list[] = { &SQL_OWN_THEME, &SQL_OWNER, &SQL_HOME,
	&SQL_SHUT };
const struct sql_list demo_act_sql = { list, NELEM(list) };

static enum db_status themes(struct demo *d, struct ctx *cx)
{
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_OWN_THEME,
	    VALS(V(ref_new(cx->arena)), V(cx->now)), NULL);

	return st != DB_OK ? st
			   : db_exec(cx->conn, cx->arena, &SQL_OWNER,
				 VALS(V(ref_new(cx->arena)), V(cx->now),
				     V(d->trust), V(d->lead)),
				 NULL);
}

static enum db_status actions(struct demo *d, struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct action passed = { .unit = d->ward_unit,
		.title = S("Warm meals for who comes late from therapy"),
		.owner = d->lead,
		.due = date_add(d->today, 21),
		.state = S("open"),
		.measure = S("negative"),
		.passed_by = d->manager,
		.passed_on = date_add(d->today, -3),
		.passed_why = S("The kitchen is not ours to change.") };
	struct action small = { .unit = d->ward_unit,
		.title = S("A clock that everybody can see from their bed"),
		.owner = d->manager,
		.due = date_add(d->today, -150),
		.done_on = date_add(d->today, -150),
		.state = S("done"),
		.measure = S("very_good"),
		.partners = S("The patients' meeting, Healthwatch"),
		.evidence = S("Notes of the patients' meeting"),
		.outcome = S("Two large clocks hang in the corridor and in "
			     "the day room.") };
	const enum db_status st = kind_save(cx, &kind_action, &passed, &p);

	return st != DB_OK ? st : kind_save(cx, &kind_action, &small, &p);
}

static enum db_status promises(struct demo *d, struct ctx *cx)
{
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_SHUT,
	    VALS(V(ref_new(cx->arena)), V(cx->now), V(date_add(d->today, -20))),
	    NULL);

	for (int day = 1; day <= 14 && st == DB_OK; day++)
		st = db_exec(cx->conn, cx->arena, &SQL_HOME,
		    VALS(V(date_add(d->today, -day)), V((int64_t)(day % 3))),
		    NULL);
	return st == DB_OK ? promise_rebuild(cx) : st;
}

static enum db_status act_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;
	enum db_status st = themes(d, cx);

	if (st == DB_OK)
		st = actions(d, cx);
	return st == DB_OK ? promises(d, cx) : st;
}

bool demo_act(struct demo *d)
{
	return ctx_change(d->cx, act_fn, d) == DB_OK;
}
