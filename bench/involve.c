/*
 * involve: matching one opportunity against a register of 50,000, a batch of
 * 10,000 claims, and a search of the register, on SQLite, one thread.
 *
 *   involve [MEMBERS [CLAIMS]]    prints the milliseconds of each
 */
#include <time.h>

#include "mod/involve/claim.h"
#include "mod/involve/codes.h"
#include "mod/involve/member.h"
#include "mod/involve/opportunity.h"
#include "world.h"

#define ROUNDS 7
#define BEST   30

static struct world w;
static int64_t members = 50000, claims = 10000;
static int64_t trust, niamh, payer;

static const struct sql SQL_MEMBERS = {
	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	" WHERE i < ?1) INSERT INTO member (id, ref, version, created_at,"
	" changed_at, name, fold, unit, state, state_since, outward, under_18,"
	" bulletin) SELECT i, 'm' || i, 1, 1, 1, 'Member ' || i, 'member ' || i,"
	" ?2, 'active', '2026-01-01', 'LE' || (i % 19), 0, 0 FROM n",
	WORLD_SYSTEM
};
static const struct sql SQL_PROFILES = {
	"INSERT INTO member_profile (member, interests, avoid, skills, slots,"
	" ways, invited_on, invitations) SELECT id, id % 4001, id % 97 = 0,"
	" id % 1021, id % 64, 1 + id % 3, CASE WHEN id % 3 = 0 THEN NULL ELSE"
	" '2026-0' || (1 + id % 9) || '-11' END, id % 4 FROM member",
	WORLD_SYSTEM
};
static const struct sql SQL_LIVED = {
	"INSERT INTO member_lived (member, areas) SELECT id, id % 8191"
	" FROM member",
	WORLD_SYSTEM
};
static const struct sql SQL_ACCESS = {
	"INSERT INTO member_access (member, needs, may_share, recorded_on,"
	" review_on) SELECT id, id % 509, 0, '2026-01-01', '2027-01-01'"
	" FROM member",
	WORLD_SYSTEM
};
static const struct sql SQL_BUDGET = {
	"INSERT INTO budget (id, ref, version, created_at, changed_at, title,"
	" unit, code, from_on, until_on, pence, fund) VALUES (1, 'g1', 1, 1,"
	" 1, 'Budget', ?1, 'C1', '2026-01-01', '2027-01-01', 100000000, 0)",
	WORLD_SYSTEM
};
static const struct sql SQL_CLAIMS = {
	"INSERT INTO claim (ref, version, created_at, changed_at, title, unit,"
	" member, state, day, level, minutes, miles, online, time_pence,"
	" mileage_pence, online_pence, fares_pence, carer_pence, other_pence,"
	" costs_pence, total_pence, sent_on, approved_by, budget) SELECT 'c' || id, 1,"
	" 1, 1, 'Session', unit, id, 'approved', '2026-03-01', 4, 180, 0, 0,"
	" 7500, 0, 0, 0, 0, 0, 0, 7500, '2026-03-02', ?2, 1 FROM member"
	" WHERE id <= ?1",
	WORLD_SYSTEM
};
static const struct sql SQL_PAYMENTS = {
	"INSERT INTO payment (ref, claim, route, pence) SELECT 'p' || id, id,"
	" 'payroll', total_pence FROM claim",
	WORLD_SYSTEM
};
static const struct sql SQL_OPPORTUNITY = {
	"INSERT INTO opportunity (id, ref, version, created_at, changed_at,"
	" title, fold, unit, state, what, level, topic, in_person, online,"
	" step_free, paid, heavy) VALUES (1, 'o', 1, 1, 1, 'O', 'o', ?1,"
	" 'advertised', 'w', 'involvement', 'wards', 1, 0, 1, 'payment', 0)",
	WORLD_SYSTEM
};
static const struct sql SQL_FOUND = {
	"SELECT b.ref, b.name FROM member b WHERE b.fold >= ?1"
	" AND b.fold < ?2 AND " SCOPE("b.unit") " ORDER BY b.fold, b.id"
						" LIMIT 20",
	SCOPED(CAP_REGISTER)
};

static enum db_status banks(struct ctx *cx)
{
	enum db_status st = DB_OK;

	for (int64_t i = 1; i <= claims && st == DB_OK; i++) {
		const struct member b = {
			.rec = { .id = i,
			    .ref = str_fmt(cx->arena, "m%lld", (long long)i) }
		};
		const struct bank k = { S("Name"), S("012345"),
			str_fmt(cx->arena, "%08lld", (long long)i) };

		st = bank_put(cx, &b, &k);
	}
	return st;
}

static enum db_status fill(struct ctx *cx, void *arg)
{
	struct conn *c = cx->conn;
	struct arena *a = cx->arena;

	(void)arg;
	if (db_exec(c, a, &SQL_MEMBERS, VALS(V(members), V(trust)), NULL) ||
	    db_exec(c, a, &SQL_PROFILES, NO_VALS, NULL) ||
	    db_exec(c, a, &SQL_LIVED, NO_VALS, NULL) ||
	    db_exec(c, a, &SQL_ACCESS, NO_VALS, NULL) ||
	    db_exec(c, a, &SQL_OPPORTUNITY, VALS(V(trust)), NULL) ||
	    db_exec(c, a, &SQL_BUDGET, VALS(V(trust)), NULL) ||
	    db_exec(c, a, &SQL_CLAIMS, VALS(V(claims), V(niamh)), NULL) ||
	    db_exec(c, a, &SQL_PAYMENTS, NO_VALS, NULL))
		return DB_ERROR;
	return banks(cx);
}

/* Of this thread's processor: other work on the machine does not count. */
static double now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double ms_since(double from)
{
	return now_ms() - from;
}

/* The best of the rounds, from the statement to the list in order. */
static void bench_match(void)
{
	const struct match_want want = { .topic = 1,
		.skills = 6,
		.areas = 8,
		.slot = 2,
		.ways = 1,
		.outward = "LE2",
		.today = w.cx.today };
	struct arena *a = arena_new((size_t)1 << 30);
	struct match best[BEST];
	double least = 1e9;

	w.cx.arena = a;
	for (int i = 0; i < ROUNDS; i++) {
		const double from = now_ms();
		size_t n = 0;
		const size_t found =
		    match_suggest(&w.cx, &want, 1, best, BEST, &n);
		const double ms = ms_since(from);

		world_must(n == (size_t)members && found == BEST, "match");
		least = ms < least ? ms : least;
		arena_reset(a);
	}
	printf("match %.1f\n", least);
	w.cx.arena = w.arena;
	arena_free(a);
}

static void bench_search(void)
{
	double least = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		const double from = now_ms();
		struct rows *r = db_query(w.cx.conn, w.cx.arena, &SQL_FOUND,
		    VALS(V("member 49"), V("member 4:")));
		int n = 0;

		while (db_next(r))
			n++;
		world_must(db_done(r) == DB_OK && n == 20, "search");
		const double ms = ms_since(from);

		least = ms < least ? ms : least;
	}
	printf("search %.2f\n", least);
}

static enum db_status batch(struct ctx *cx, void *arg)
{
	struct str ref;
	const enum db_status st = batch_make(cx, ROUTE_PAYROLL, &ref);

	if (st == DB_OK)
		*(struct str *)arg = str_dup(w.arena, ref);
	return st;
}

static void bench_batch(void)
{
	struct buf out = buf_make((size_t)1 << 26);
	struct str ref = STR_NULL;
	const double from = now_ms();

	world_must(ctx_change(&w.cx, batch, &ref) == DB_OK &&
		       batch_file(&w.cx, ref, &out),
	    "batch");
	printf("batch %.0f\n", ms_since(from));
	buf_free(&out);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		members = strtol(argv[1], NULL, 10);
	if (argc > 2)
		claims = strtol(argv[2], NULL, 10);
	w = world_open(0);
	w.cx.arena = arena_new((size_t)1 << 30);
	trust = world_unit(&w, "Trust", "trust", 0);
	niamh = world_person(&w, "Niamh");
	payer = world_person(&w, "Payer");
	(void)world_appoint(&w, niamh, trust, "involvement_lead");
	(void)world_appoint(&w, payer, trust, "finance_officer");
	world_must(ctx_change(&w.cx, fill, NULL) == DB_OK, "fill");
	world_as(&w, niamh);
	bench_match();
	bench_search();
	world_as(&w, payer);
	bench_batch();
	return 0;
}
