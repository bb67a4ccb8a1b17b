/*
 * claim_rule.c: sending, approving and refusing a claim; a budget as it
 * stands. Three people: who claims or sends, who approves, who pays.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/setting.h"
#include "mod/involve/claim.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"

#define SENDS SYSTEM("the caller has found the member as its own")

static const struct sql SQL_ADD = {
	"INSERT INTO claim (ref, version, created_at, created_by, changed_at,"
	" changed_by, title, unit, member, event, booking, state, day, level,"
	" minutes, vehicle, miles, online, policy, time_pence, mileage_pence,"
	" online_pence, fares_pence, carer_pence, other_pence, costs_pence,"
	" total_pence, wish, words, sent_on, sent_by, pay_how, meals_pence,"
	" advance_pence) VALUES (?1, 1, ?2, ?3,"
	" ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'sent', ?9, ?10, ?11, ?12, ?13, ?14,"
	" ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?3,"
	" ?27, ?28, ?29)"
	" RETURNING id",
	SENDS
};
/* Miles by the same vehicle since the tax year began. */
static const struct sql SQL_MILES = {
	"SELECT coalesce(sum(c.miles), 0) FROM claim c WHERE c.member = ?1"
	" AND c.vehicle = ?2 AND c.day >= ?3 AND c.day <= ?4"
	" AND c.state <> 'refused'",
	SENDS
};

static void reckon(struct ctx *cx, struct claim *c, struct reckoning *k)
{
	const struct rate_table t = rates_load(cx);
	struct activity a = { .day = c->day,
		.level = c->level,
		.minutes = c->minutes,
		.fares = c->fares_pence,
		.carer = c->carer_pence,
		.other = c->other_pence,
		.meals = c->meals_pence,
		.online = c->online };

	if (vehicle_rate(c->vehicle, &a.vehicle) && c->miles > 0) {
		a.miles = c->miles;
		a.miles_before = db_get_int(cx->conn, cx->arena, &SQL_MILES,
		    VALS(V(c->member), V(c->vehicle), V(rates_tax_year(c->day)),
			V(c->day)),
		    0);
	}
	rates_reckon(&t, &a, k);
	c->policy = k->policy == NULL ? 0 : k->policy->id;
	c->time_pence = k->time;
	c->mileage_pence = k->mileage;
	c->online_pence = k->online;
	c->costs_pence = k->costs;
	const int64_t owed = k->total - k->time;
	const int64_t had = travel_advance(cx, c->member, c->event);

	c->advance_pence = had < owed ? had : owed;
	c->total_pence = k->total - c->advance_pence;
}

enum db_status claim_send(
    struct ctx *cx, struct claim *c, const char **ret_wrong)
{
	struct reckoning k;

	*ret_wrong = NULL;
	reckon(cx, c, &k);
	if (k.policy == NULL || k.no_rate) {
		*ret_wrong = N_("The trust has not set rates for this day yet. "
				"Tell the involvement team.");
		return DB_REFUSED;
	}
	if (c->total_pence <= 0) {
		*ret_wrong = N_("There is nothing to pay in this claim.");
		return DB_REFUSED;
	}
	c->rec.ref = ref_new(cx->arena);
	const enum db_status st = db_insert(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(c->rec.ref), V(cx->now), val_ref(cx->person), V(c->title),
		V(c->unit), V(c->member), val_ref(c->event),
		val_ref(c->booking), V(c->day), V(c->level), V(c->minutes),
		V(c->vehicle), V(c->miles), V(c->online), val_ref(c->policy),
		V(c->time_pence), V(c->mileage_pence), V(c->online_pence),
		V(c->fares_pence), V(c->carer_pence), V(c->other_pence),
		V(c->costs_pence), V(c->total_pence), V(c->wish), V(c->words),
		V(cx->today), V(c->pay_how), V(c->meals_pence),
		V(c->advance_pence)),
	    &c->rec.id);

	return st == DB_OK ? audit(cx, "send", "claim", c->rec.ref, STR_NULL)
			   : st;
}

/* Budgets --------------------------------------------------------------- */

static const struct sql SQL_BUDGET = {
	"SELECT g.pence, (SELECT coalesce(sum(c.total_pence), 0) FROM claim c"
	" WHERE c.budget = g.id AND c.state IN ('approved', 'held'))"
	" + (SELECT coalesce(sum(t.pence), 0) FROM travel t"
	" WHERE t.budget = g.id AND t.state = 'approved')"
	" + (SELECT coalesce(sum(f.awarded_pence - coalesce(f.spent_pence,"
	" 0)), 0) FROM fund_bid f WHERE f.budget = g.id"
	" AND f.state = 'awarded'),"
	" (SELECT coalesce(sum(c.total_pence), 0) FROM claim c"
	" WHERE c.budget = g.id AND c.state = 'paid')"
	" + (SELECT coalesce(sum(t.pence), 0) FROM travel t"
	" WHERE t.budget = g.id AND t.state = 'arranged')"
	" + (SELECT coalesce(sum(f.spent_pence), 0) FROM fund_bid f"
	" WHERE f.budget = g.id AND f.state IN ('awarded', 'done'))"
	" FROM budget g WHERE g.id = ?1 AND " SCOPE("g.unit"),
	SCOPED(CAP_CLAIM_READ)
};

bool budget_state(struct ctx *cx, int64_t budget, struct budget_state *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_BUDGET, VALS(V(budget)));
	const bool found = db_next(r);

	if (found)
		*ret = (struct budget_state){ db_int(r, 0), db_int(r, 1),
			db_int(r, 2) };
	return db_done(r) == DB_OK && found;
}

/* Yes and no ---------------------------------------------------------------- */

static const struct sql SQL_CLAIMANT = {
	"SELECT coalesce(b.person, 0) FROM member b WHERE b.id = ?1",
	SYSTEM("compared with who approves; nobody is shown")
};
static const struct sql SQL_COVERS = {
	"SELECT 1 FROM budget g WHERE g.id = ?1 AND g.from_on <= ?2"
	" AND g.until_on > ?2",
	SYSTEM("the days of a budget that the person chose by its right")
};
static const struct sql SQL_YOUNG = {
	"SELECT b.under_18 FROM member b WHERE b.id = ?1",
	SYSTEM("by which way the program pays; nobody is shown")
};
static const struct sql SQL_RECEIPTS = {
	"SELECT count(*) FROM file f WHERE f.owner_kind = 'claim'"
	" AND f.owner = ?1",
	SYSTEM("whether there are receipts; the claim asked for the right")
};
static const struct sql SQL_APPROVE = {
	"UPDATE claim SET state = ?3, budget = ?4, approved_on = ?5,"
	" approved_by = ?p, version = version + 1, changed_at = ?6,"
	" changed_by = ?p WHERE id = ?1 AND version = ?2 AND state = 'sent'"
	" AND " SCOPE("claim.unit"),
	SCOPED(CAP_CLAIM_APPROVE)
};
static const struct sql SQL_PAYMENT = {
	"INSERT INTO payment (ref, claim, route, pence)"
	" VALUES (?1, ?2, ?3, ?4)",
	SYSTEM("the approval asked for the right just before")
};
static const struct sql SQL_REFUSE = {
	"UPDATE claim SET state = 'refused', reason = ?3, approved_by = ?p,"
	" version = version + 1, changed_at = ?4, changed_by = ?p"
	" WHERE id = ?1 AND version = ?2 AND state = 'sent' AND " SCOPE(
	    "claim.unit"),
	SCOPED(CAP_CLAIM_APPROVE)
};

static const char *not_yet(
    struct ctx *cx, const struct claim *c, int64_t budget)
{
	struct budget_state b;
	const int64_t claimant = db_get_int(
	    cx->conn, cx->arena, &SQL_CLAIMANT, VALS(V(c->member)), 0);
	const char *why = money_may_approve(claimant, c->sent_by, cx->person);

	if (why != NULL)
		return why;
	if (budget == 0 || !budget_state(cx, budget, &b))
		return N_("Choose the budget that pays for it.");
	if (db_get_int(cx->conn, cx->arena, &SQL_COVERS,
		VALS(V(budget), V(c->day)), 0) == 0)
		return N_("This budget is not for that day.");
	if (!money_fits(&b, c->total_pence))
		return N_("This budget has not enough left.");
	if (c->costs_pence > 0 && db_get_int(cx->conn, cx->arena, &SQL_RECEIPTS,
				      VALS(V(c->rec.id)), 0) == 0)
		return N_("A receipt is missing for the costs.");
	return NULL;
}

/* By which way. Who is under 18 has vouchers, unless the trust says else. */
static enum pay_route how_of(struct ctx *cx, const struct claim *c)
{
	enum pay_route how = ROUTE_LEDGER;

	if (setting_bool(cx, "young_vouchers") &&
	    db_get_int(
		cx->conn, cx->arena, &SQL_YOUNG, VALS(V(c->member)), 0) == 1)
		return ROUTE_VOUCHER;
	if (str_is(c->pay_how, "voucher"))
		how = ROUTE_VOUCHER;
	return str_is(c->pay_how, "cash") ? ROUTE_CASH : how;
}

enum db_status claim_payments(struct ctx *cx, const struct claim *c)
{
	struct payment p[2];
	const size_t n =
	    money_split(c->time_pence, c->total_pence - c->time_pence,
		money_wish(c->wish), how_of(cx, c), p);
	enum db_status st = DB_OK;

	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = db_exec(cx->conn, cx->arena, &SQL_PAYMENT,
		    VALS(V(ref_new(cx->arena)), V(c->rec.id),
			V(money_route_code(p[i].route)), V(p[i].pence)),
		    NULL);
	return st;
}

enum db_status claim_approve(struct ctx *cx, const struct claim *c,
    int64_t budget, const char **ret_wrong)
{
	const bool hold = money_wish(c->wish) == WISH_HOLD;
	int64_t n = 0;

	*ret_wrong = not_yet(cx, c, budget);
	if (*ret_wrong != NULL)
		return DB_REFUSED;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_APPROVE,
	    VALS(V(c->rec.id), V(c->rec.version), V(hold ? "held" : "approved"),
		V(budget), V(cx->today), V(cx->now)),
	    &n);

	if (st == DB_OK && n == 0)
		return DB_STALE;
	if (st == DB_OK)
		st = claim_payments(cx, c);
	return st == DB_OK ? audit(cx, "approve", "claim", c->rec.ref,
				 S("state,budget"))
			   : st;
}

enum db_status claim_refuse(
    struct ctx *cx, const struct claim *c, struct str reason)
{
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_REFUSE,
	    VALS(V(c->rec.id), V(c->rec.version), V(reason), V(cx->now)), &n);

	if (st == DB_OK && n == 0)
		return DB_STALE;
	if (st == DB_OK)
		st = member_tell(cx, c->member, T("About your claim"),
		    str_fmt(cx->arena,
			T("We could not pay this claim: %.*s\n\n%.*s\n\nIf you "
			  "think that this is wrong, tell us: %.*s/me"),
			STR_ARG(c->title), STR_ARG(reason),
			STR_ARG(cx->app->base_url)));
	return st == DB_OK
		   ? audit(cx, "refuse", "claim", c->rec.ref, S("state,reason"))
		   : st;
}

static const struct sql *const list[] = { &SQL_ADD, &SQL_MILES, &SQL_BUDGET,
	&SQL_CLAIMANT, &SQL_COVERS, &SQL_YOUNG, &SQL_RECEIPTS, &SQL_APPROVE,
	&SQL_PAYMENT, &SQL_REFUSE };
const struct sql_list claim_rule_sql = { list, NELEM(list) };
