/*
 * tracker: the tracker of closed loops of 300 teams by 36 months, with 60,000
 * actions, 200,000 cases and 100,000 responses beside it, on SQLite, one
 * thread, with the counts in memory as a server has them.
 *
 *   tracker [ACTIONS [CASES]]    prints the milliseconds of each
 */
#include <time.h>

#include "count/count.h"
#include "mod/act/act.h"
#include "mod/act/loop.h"
#include "said_world.h"

#define ROUNDS 9
#define TEAMS  300
#define SAID   100000

static struct world w;
static int64_t actions = 60000, cases = 200000;

/* Spread over the teams and the 36 months before this one. */
static const struct sql SQL_ACTIONS = {
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	" WHERE i < ?1) INSERT INTO action (ref, version, created_at,"
	" changed_at, unit, title, due, state, ending, outcome, about)"
	" SELECT 'a' || i, 1, 1, 1, ?2 + i % 300, 'Change ' || i, '2026-01-01',"
	" CASE i % 5 WHEN 0 THEN 'open' WHEN 1 THEN 'dropped' ELSE 'done' END,"
	" CASE WHEN i % 5 = 1 THEN 'nothing' END, 'x',"
	" date(?3, '-' || (1 + (i / 300) % 36) || ' months') FROM n",
	WORLD_SYSTEM
};
static const struct sql SQL_TOLD = {
	"INSERT INTO you_said (ref, version, created_at, changed_at, unit,"
	" action, said, did, state) SELECT 'y' || id, 1, 1, 1, unit, id, 's',"
	" 'd', 'published' FROM action WHERE state = 'done' AND id % 3 <> 0",
	WORLD_SYSTEM
};
static const struct sql SQL_CASES = {
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	" WHERE i < ?1) INSERT INTO case_file (ref, version, created_at,"
	" changed_at, number, title, fold, unit, type, state, channel,"
	" received_on, oral, on_behalf, risk, consent, stopped_days, hold)"
	" SELECT 'c' || i, 1, 1, 1, i, 'Case ' || i,"
	" 'case ' || i, ?2 + i % 300, 'complaint', 'closed', 'letter',"
	" '2025-01-01', 0, 'me', 0, 'not_needed', 0, 0 FROM n",
	WORLD_SYSTEM
};
static const struct sql SQL_SAID = {
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	" WHERE i < ?1) INSERT INTO response (ref, unit, survey_version, mode,"
	" lang, received_at, experienced_on, answer, role, may_show)"
	" SELECT 'r' || i, ?2 + i % 300, ?3, 'online', 'en', 1,"
	" date(?4, '-' || (1 + (i / 300) % 1080) || ' days'), 1 + i % 5,"
	" 'patient', 1 FROM n",
	WORLD_SYSTEM
};

struct filling {
	int64_t first, version;
};

static enum db_status fill(struct ctx *cx, void *arg)
{
	const struct filling *f = arg;
	struct conn *c = cx->conn;
	struct arena *a = cx->arena;
	const struct date month = date_month_start(cx->today);

	if (db_exec(c, a, &SQL_SAID,
		VALS(V((int64_t)SAID), V(f->first), V(f->version), V(month)),
		NULL) ||
	    db_exec(c, a, &SQL_ACTIONS, VALS(V(actions), V(f->first), V(month)),
		NULL) ||
	    db_exec(c, a, &SQL_TOLD, NO_VALS, NULL) ||
	    db_exec(c, a, &SQL_CASES, VALS(V(cases), V(f->first)), NULL))
		return DB_ERROR;
	return DB_OK;
}

static enum db_status rebuild(struct ctx *cx, void *arg)
{
	(void)arg;
	return act_loop_rebuild(cx);
}

/* Of this thread's processor: other work on the machine does not count. */
static double now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The median of the rounds; the first fills the memory and does not count. */
static double tracker(void)
{
	struct arena *a = arena_new((size_t)1 << 28);
	double ms[ROUNDS];

	w.cx.arena = a;
	for (int i = -1; i < ROUNDS; i++) {
		struct loop l;
		const double from = now_ms();

		world_must(loop_read(&w.cx, LOOP_MONTHS_MAX, &l) &&
			       l.nteams == TEAMS && l.complete > 0,
		    "tracker");
		if (i >= 0)
			ms[i] = now_ms() - from;
		arena_reset(a);
	}
	w.cx.arena = w.arena;
	arena_free(a);
	qsort(ms, ROUNDS, sizeof(ms[0]), by_size);
	return ms[ROUNDS / 2];
}

int main(int argc, char **argv)
{
	struct filling f = { 0, 0 };

	if (argc > 1)
		actions = strtol(argv[1], NULL, 10);
	if (argc > 2)
		cases = strtol(argv[2], NULL, 10);
	w = world_open(0);
	const int64_t trust = world_unit(&w, "Trust", "trust", 0);
	const int64_t lead = world_person(&w, "Ann");

	for (int i = 0; i < TEAMS; i++) {
		const int64_t id = world_unit(
		    &w, str_fmt(w.arena, "Team %d", i).s, "team", trust);

		f.first = i == 0 ? id : f.first;
	}
	f.version = said_survey(&w).version;
	(void)world_appoint(&w, lead, trust, "experience_lead");
	world_must(ctx_change(&w.cx, fill, &f) == DB_OK, "fill");
	const double from = now_ms();

	world_must(ctx_change(&w.cx, rebuild, NULL) == DB_OK, "rebuild");
	printf("rebuild %.0f\n", now_ms() - from);
	world_as(&w, lead);
	printf("sql %.1f\n", tracker());
	struct count_live *live = count_live_start(w.app.db, NULL);
	const struct timespec pause = { 0, 50000000 };

	world_must(live != NULL, "memory");
	while (!count_live_ready(live))
		(void)nanosleep(&pause, NULL);
	printf("tracker %.1f\n", tracker());
	count_live_stop(live);
	world_close(&w);
	return 0;
}
