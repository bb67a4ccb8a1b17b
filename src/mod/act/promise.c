/*
 * promise.c: see promise.h. The rule is a pure function; what it needs is read
 * for all teams at once.
 */
#include "mod/act/promise.h"

#include <stdlib.h>

#include "base/words.h"
#include "mod/org/org.h"

#define FORTNIGHT 14
#define NEAR      3   /* days left that make it urgent */
#define LOOK_BACK 180 /* days in which a rhythm is looked for */
#define GAPS_MAX  200

static const struct {
	const char *code, *words;
} states[PROMISE_STATES] = {
	[PROMISE_KEPT] = { "kept", N_("Kept") },
	[PROMISE_SOON] = { "soon", N_("About to be missed") },
	[PROMISE_MISSED] = { "missed", N_("Missed") },
	[PROMISE_PAUSED] = { "paused", N_("Paused") },
	[PROMISE_NOBODY] = { "nobody", N_("Nobody went home") },
};

const char *promise_code(enum promise_state s)
{
	return states[s].code;
}

const char *promise_words(enum promise_state s)
{
	return T(states[s].words);
}

static int by_number(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int promise_median(int *gaps, size_t n)
{
	if (n == 0)
		return 0;
	qsort(gaps, n, sizeof(*gaps), by_number);
	return n % 2 == 1 ? gaps[n / 2] : (gaps[n / 2 - 1] + gaps[n / 2]) / 2;
}

static struct date later(struct date a, struct date b)
{
	return date_cmp(a, b) > 0 ? a : b;
}

/* The last day of the month after this one's. */
static struct date next_month_end(struct date d)
{
	return date_add(date_add_months(date_month_start(d), 2), -1);
}

struct promise promise_look(const struct promise_facts *f, struct date today)
{
	/* A new or reopened team has its whole time from that day on. */
	const struct date from = later(f->last, later(f->opened, f->resumed));
	struct promise p = { .state = PROMISE_KEPT };

	if (f->paused)
		return (struct promise){ PROMISE_PAUSED, DATE_NONE };
	if (date_none(from))
		return (struct promise){ PROMISE_MISSED, DATE_NONE };
	p.due =
	    f->fortnightly ? date_add(from, FORTNIGHT) : next_month_end(from);
	const int left = date_days_between(today, p.due);
	const int since = date_days_between(from, today);

	if (left < 0)
		p.state = f->went_home == 0 ? PROMISE_NOBODY : PROMISE_MISSED;
	else if (since > 0 &&
		 (left <= NEAR || (f->rhythm > 0 && since > 2 * f->rhythm)))
		p.state = f->went_home == 0 ? PROMISE_KEPT : PROMISE_SOON;
	return p;
}

/* Reading --------------------------------------------------------------- */

#define OF_ALL SYSTEM("the job looks at every team; pages show their reader's")

static const struct sql SQL_TEAMS = {
	"SELECT u.id, u.promise, u.opened,"
	" (SELECT max(r.experienced_on) FROM response r WHERE r.unit = u.id),"
	" EXISTS (SELECT 1 FROM collection_pause p WHERE p.unit = u.id"
	" AND p.from_on <= ?1 AND (p.until_on IS NULL OR p.until_on >= ?1)),"
	" (SELECT max(p.until_on) FROM collection_pause p WHERE p.unit = u.id"
	" AND p.until_on < ?1),"
	" (SELECT sum(d.people) FROM ward_discharge d WHERE d.unit = u.id"
	" AND d.day > ?2 AND d.day <= ?1)"
	" FROM unit u WHERE u.promise <> 'none'"
	" AND (u.closed IS NULL OR u.closed > ?1) ORDER BY u.id",
	OF_ALL
};
static const struct sql SQL_DAYS = {
	"SELECT DISTINCT r.unit, r.experienced_on FROM response r"
	" JOIN unit u ON u.id = r.unit WHERE u.promise <> 'none'"
	" AND r.experienced_on > ?1 ORDER BY r.unit, r.experienced_on",
	OF_ALL
};
static const struct sql SQL_CLEAR = { "DELETE FROM promise_now", OF_ALL };
static const struct sql SQL_PUT = {
	"INSERT INTO promise_now (unit, state, due_on, last_on, rhythm,"
	" went_home) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	OF_ALL
};

/* Teams in the order of their ids. */
struct looking {
	struct team {
		int64_t id;
		struct promise_facts facts;
	} * list;
	size_t n;
};

#define TEAMS_MAX 2000

static enum db_status read_teams(struct ctx *cx, struct looking *l)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_TEAMS,
	    VALS(V(cx->today), V(date_add(cx->today, -FORTNIGHT))));

	l->list = arena_array(cx->arena, TEAMS_MAX, sizeof(*l->list));
	while (l->n < TEAMS_MAX && db_next(r)) {
		struct team *t = &l->list[l->n++];
		const struct date until = db_date(r, 5);

		t->id = db_int(r, 0);
		t->facts = (struct promise_facts){
			.fortnightly = str_is(db_text(r, 1), "fortnightly"),
			.opened = db_date(r, 2),
			.last = db_date(r, 3),
			.paused = db_int(r, 4) != 0,
			.resumed =
			    date_none(until) ? until : date_add(until, 1),
			.went_home = db_null(r, 6) ? -1 : db_int(r, 6)
		};
	}
	return db_done(r);
}

/* The median gap of each team's days with answers. */
static enum db_status read_rhythm(struct ctx *cx, struct looking *l)
{
	int gaps[GAPS_MAX];
	size_t n = 0, at = 0;
	int64_t unit = 0;
	struct date before = DATE_NONE;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_DAYS,
	    VALS(V(date_add(cx->today, -LOOK_BACK))));

	for (bool more = true; more;) {
		more = db_next(r);
		const int64_t now = more ? db_int(r, 0) : 0;

		if (now != unit) {
			while (at < l->n && l->list[at].id < unit)
				at++;
			/* Two gaps are no rhythm. */
			if (at < l->n && l->list[at].id == unit && n >= 3)
				l->list[at].facts.rhythm =
				    promise_median(gaps, n);
			n = 0;
			before = DATE_NONE;
			unit = now;
		}
		if (!more)
			break;
		if (!date_none(before) && n < GAPS_MAX)
			gaps[n++] = date_days_between(before, db_date(r, 1));
		before = db_date(r, 1);
	}
	return db_done(r);
}

static enum db_status put_one(struct ctx *cx, const struct team *t)
{
	const struct promise p = promise_look(&t->facts, cx->today);
	const struct promise_facts *f = &t->facts;

	return db_exec(cx->conn, cx->arena, &SQL_PUT,
	    VALS(V(t->id), V(promise_code(p.state)), V(p.due), V(f->last),
		val_ref(f->rhythm),
		val_int_or_null(f->went_home, f->went_home < 0)),
	    NULL);
}

enum db_status promise_rebuild(struct ctx *cx)
{
	struct looking l = { .n = 0 };
	enum db_status st = read_teams(cx, &l);

	if (st == DB_OK)
		st = read_rhythm(cx, &l);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_CLEAR, NO_VALS, NULL);
	for (size_t i = 0; i < l.n && st == DB_OK; i++)
		st = put_one(cx, &l.list[i]);
	return st;
}

static enum db_status rebuild_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return promise_rebuild(cx);
}

enum db_status promise_job(struct ctx *cx, struct str arg)
{
	(void)arg;
	return ctx_change(cx, rebuild_fn, NULL);
}

/* Pauses ---------------------------------------------------------------- */

/* clang-format off */
static const struct field pause_fields[] = {
	{ COL(struct collection_pause, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct collection_pause, from_on), .label = N_("Closed from"), .flags = REQUIRED | IN_LIST },
	{ COL(struct collection_pause, until_on), .label = N_("Closed until, that day included"), .flags = IN_LIST,
	  .hint = N_("Leave it empty while nobody knows. For example, 27/3/2026") },
	{ COL(struct collection_pause, reason), .label = N_("Why"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH,
	  .hint = N_("For example: closed for building work") },
};
/* clang-format on */

static void check_pause(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct collection_pause *c = rec;

	(void)cx;
	if (!date_none(c->until_on) && date_cmp(c->until_on, c->from_on) < 0)
		problem_add(p, "until_on", "%s",
		    T("It must not end before it begins."));
}

static enum db_status after_pause(struct ctx *cx, const void *rec, bool is_new)
{
	(void)rec;
	(void)is_new;
	return promise_rebuild(cx);
}

const struct kind kind_collection_pause = {
	.name = "collection_pause",
	.path = "collection-pauses",
	.one = N_("pause of a promise"),
	.many = N_("Pauses of promises"),
	.size = sizeof(struct collection_pause),
	.fields = pause_fields,
	.nfields = NELEM(pause_fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.order = "from_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: to improve services"),
	.retention = N_("Ten years"),
	.empty = N_("Wards that are closed for a while and need not ask "
		    "anybody will be here, each with its reason."),
	.check = check_pause,
	.after_save = after_pause,
};

static const struct sql *const list[] = { &SQL_TEAMS, &SQL_DAYS, &SQL_CLEAR,
	&SQL_PUT };
const struct sql_list act_promise_sql = { list, NELEM(list) };
