/*
 * nudge.c: one mail a week to who has something to do: promises of their teams
 * that are missed or about to be, and loops that are not closed. Never more
 * than one, and none where nothing waits.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/act/internal.h"
#include "mod/act/promise.h"

#define PEOPLE_MAX 500
#define MONDAY     1

/* Who is appointed to a team and may act there, and was not told this week. */
static const struct sql SQL_PEOPLE = {
	"SELECT DISTINCT p.id, p.email FROM person p"
	" JOIN appointment a ON a.person = p.id"
	" JOIN may w ON w.person = p.id AND w.unit = a.unit AND w.cap = ?1"
	" WHERE p.active = 1 AND p.email IS NOT NULL AND NOT EXISTS"
	" (SELECT 1 FROM nudge_sent s WHERE s.person = p.id AND s.week = ?2)"
	" ORDER BY p.id LIMIT 500",
	SYSTEM("the job writes to everybody about their own teams")
};
/* Their own teams: what stands open of the promise and of the loop. */
static const struct sql SQL_WAITS = {
	"SELECT u.name, coalesce(n.state, ''),"
	" (SELECT count(*) FROM loop_month l WHERE l.unit = u.id"
	" AND l.month >= ?2 AND (l.open > 0 OR l.untold > 0))"
	" FROM appointment a JOIN unit u ON u.id = a.unit"
	" LEFT JOIN promise_now n ON n.unit = u.id"
	" WHERE a.person = ?1 AND u.level = 'team' GROUP BY u.id, u.name,"
	" n.state ORDER BY u.name, u.id LIMIT 50",
	SYSTEM("the job writes to everybody about their own teams")
};
static const struct sql SQL_SENT = {
	"INSERT INTO nudge_sent (person, week, sent_at) VALUES (?1, ?2, ?3)"
	" ON CONFLICT (person, week) DO NOTHING",
	SYSTEM("so that nobody hears twice in a week")
};

/* What waits for a person, in lines; empty: nothing. */
static struct str lines_of(struct ctx *cx, int64_t person)
{
	struct arena *a = cx->arena;
	struct str all = S("");
	const struct date since =
	    date_add_months(date_month_start(cx->today), -12);
	struct rows *r =
	    db_query(cx->conn, a, &SQL_WAITS, VALS(V(person), V(since)));

	while (db_next(r)) {
		const struct str name = db_text(r, 0), state = db_text(r, 1);
		const int64_t months = db_int(r, 2);

		if (str_is(state, "missed") || str_is(state, "soon"))
			all = str_fmt(a, "%.*s- %.*s: %s\n", STR_ARG(all),
			    STR_ARG(name),
			    str_is(state, "missed")
				? T("the promise to ask people is missed")
				: T("the promise to ask people is about to be "
				    "missed"));
		if (months > 0) {
			const struct str line = str_fmt(a,
			    TN("in %lld month an action is open or people "
			       "were not told",
				"in %lld months an action is open or people "
				"were not told",
				(long)months),
			    (long long)months);

			all = str_fmt(a, "%.*s- %.*s: %.*s\n", STR_ARG(all),
			    STR_ARG(name), STR_ARG(line));
		}
	}
	(void)db_done(r);
	return all;
}

static enum db_status tell(
    struct ctx *cx, int64_t person, struct str email, struct date week)
{
	const struct str lines = lines_of(cx, person);
	int64_t fresh = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_SENT,
	    VALS(V(person), V(week), V(cx->now)), &fresh);

	if (st != DB_OK || fresh == 0 || str_empty(lines) ||
	    !mail_address_ok(email))
		return st;
	return mail_add(cx,
	    &(struct mail){ .to = email,
		.subject = str_of(T("What waits in your teams this week")),
		.text = str_fmt(cx->arena,
		    "%.*s\n%.*s/tracker\n%.*s/promises\n", STR_ARG(lines),
		    STR_ARG(cx->app->base_url), STR_ARG(cx->app->base_url)) });
}

static enum db_status nudge_fn(struct ctx *cx, void *arg)
{
	const struct date week =
	    date_add(cx->today, MONDAY - date_weekday(cx->today));
	struct person {
		int64_t id;
		struct str email;
	} *list = arena_array(cx->arena, PEOPLE_MAX, sizeof(*list));
	size_t n = 0;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_PEOPLE,
	    VALS(V((int)CAP_ACTION_WRITE), V(week)));

	(void)arg;
	while (n < PEOPLE_MAX && db_next(r)) {
		list[n++] = (struct person){ db_int(r, 0), db_text(r, 1) };
	}
	enum db_status st = db_done(r);

	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = tell(cx, list[i].id, list[i].email, week);
	return st;
}

enum db_status nudge_job(struct ctx *cx, struct str arg)
{
	(void)arg;
	if (!mail_possible(cx))
		return DB_OK;
	return ctx_change(cx, nudge_fn, NULL);
}

static const struct sql *const list[] = { &SQL_PEOPLE, &SQL_WAITS, &SQL_SENT };
const struct sql_list act_nudge_sql = { list, NELEM(list) };
