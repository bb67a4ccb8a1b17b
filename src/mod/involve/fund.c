/*
 * fund.c: the central fund for working together: a bid by a team, a yes or no
 * out of a budget by somebody else, what was spent and what came of it. What
 * is awarded and not yet spent counts as promised (claim_rule.c).
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/claim.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"

void fund_bid_check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct fund_bid *b = rec;
	const bool awarded = b->awarded_pence != KIND_NO_INT;

	(void)cx;
	if (b->spent_pence != KIND_NO_INT &&
	    (!awarded || b->spent_pence > b->awarded_pence))
		problem_add(p, "spent_pence",
		    T("No more can be spent than was awarded"));
	if (!str_null(b->outcome) && b->spent_pence == KIND_NO_INT &&
	    str_is(b->state, "awarded"))
		problem_add(p, "spent_pence",
		    T("Write what was spent, beside what came of it"));
}

/* It is done once it says what was spent and what came of it. */
enum db_status fund_bid_before(struct ctx *cx, void *rec, bool is_new)
{
	struct fund_bid *b = rec;

	(void)cx;
	if (is_new && str_null(b->state))
		b->state = S("bid");
	if (str_is(b->state, "awarded") && !str_null(b->outcome))
		b->state = S("done");
	return DB_OK;
}

static const struct sql SQL_DECIDE = {
	"UPDATE fund_bid SET state = ?3, budget = ?4, awarded_pence = ?5,"
	" version = version + 1, changed_at = ?6, changed_by = ?p"
	" WHERE id = ?1 AND version = ?2 AND state = 'bid' AND " SCOPE(
	    "fund_bid.unit"),
	SCOPED(CAP_CLAIM_APPROVE)
};

static const char *not_awarded(
    struct ctx *cx, const struct fund_bid *b, int64_t budget, int64_t pence)
{
	struct budget_state g;

	if (cx->person == 0 || b->rec.created_by == cx->person)
		return N_("Who made the bid cannot award it.");
	if (budget == 0)
		return NULL; /* a no */
	if (pence <= 0 || pence > b->asked_pence)
		return N_("Award at most what was asked for.");
	if (!budget_state(cx, budget, &g))
		return N_("Choose the budget that pays for it.");
	return money_fits(&g, pence) ? NULL
				     : N_("This budget has not enough left.");
}

enum db_status fund_bid_decide(struct ctx *cx, const struct fund_bid *b,
    int64_t budget, int64_t pence, const char **ret_wrong)
{
	const bool yes = budget != 0;
	int64_t n = 0;

	*ret_wrong = not_awarded(cx, b, budget, pence);
	if (*ret_wrong != NULL)
		return DB_REFUSED;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_DECIDE,
	    VALS(V(b->rec.id), V(b->rec.version),
		V(yes ? "awarded" : "refused"), val_ref(budget),
		val_int_or_null(pence, !yes), V(cx->now)),
	    &n);

	if (st == DB_OK && n == 0)
		return DB_STALE;
	return st == DB_OK ? audit(cx, yes ? "approve" : "refuse", "fund_bid",
				 b->rec.ref, S("state,awarded_pence"))
			   : st;
}

/* On its page -------------------------------------------------------------- */

static const struct sql SQL_FUNDS = {
	"SELECT g.ref, g.title, g.code FROM budget g WHERE g.fund = 1"
	" AND g.from_on <= ?1 AND g.until_on > ?1 AND " SCOPE(
	    "g.unit") " ORDER BY g.title, g.id LIMIT 50",
	SCOPED(CAP_CLAIM_READ)
};

void fund_bid_more(struct req *r, const void *rec)
{
	const struct fund_bid *b = rec;
	struct arena *a = r->cx.arena;
	struct select_option items[50] = { 0 };
	size_t n = 0;

	if (!str_is(b->state, "bid") ||
	    !may(&r->cx, CAP_CLAIM_APPROVE, b->unit))
		return;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_FUNDS, VALS(V(r->cx.today)));

	while (n < NELEM(items) && db_next(rows))
		items[n++] = (struct select_option){ .value = db_text(rows, 0),
			.text =
			    str_fmt(a, "%.*s (%.*s)", STR_ARG(db_text(rows, 1)),
				STR_ARG(db_text(rows, 2))) };
	(void)db_done(rows);
	const struct str path =
	    str_fmt(a, "/k/fund-bids/%.*s/decide", STR_ARG(b->rec.ref));

	ui_sub(r, T("Your decision"));
	ui_form(r, path);
	component_select(
	    &r->out, &(struct select){ .name = S("budget"),
			 .label.text = str_of(T("Which fund pays")),
			 .items = items,
			 .nitems = n });
	ui_field(r,
	    &(struct ui_field){ .name = "pounds",
		.label = T("Awarded, in pounds"),
		.width = 10 },
	    NULL);
	ui_form_end(r, T("Award it"), NULL);
	ui_button_form(
	    r, path, "decision", "no", T("Do not award it"), "secondary");
}

struct awarding {
	const struct fund_bid *b;
	int64_t budget, pence;
	const char *wrong;
};

static enum db_status decide_fn(struct ctx *cx, void *arg)
{
	struct awarding *d = arg;

	return fund_bid_decide(cx, d->b, d->budget, d->pence, &d->wrong);
}

void fund_bid_decide_post(struct req *r)
{
	struct fund_bid b;
	struct budget g;
	struct awarding d = { .b = &b };
	const bool no = str_is(web_post(r, "decision"), "no");

	if (!kind_get_ref(&r->cx, &kind_fund_bid, web_param(r, "ref"), &b)) {
		web_not_found(r);
		return;
	}
	if (!no &&
	    (!kind_get_ref(&r->cx, &kind_budget, web_post(r, "budget"), &g) ||
		!ui_pence(web_post(r, "pounds"), &d.pence))) {
		web_error(r, 422, T("Choose a fund and write an amount"),
		    T("Go back and write an amount in pounds, such as 250."));
		return;
	}
	d.budget = no ? 0 : g.rec.id;
	const enum db_status st = ctx_change(&r->cx, decide_fn, &d);

	if (st == DB_REFUSED && d.wrong != NULL) {
		web_error(
		    r, 409, T("It cannot be awarded like this"), T(d.wrong));
		return;
	}
	(void)ui_done(r, st, N_("Done."),
	    str_fmt(r->cx.arena, "/k/fund-bids/%.*s", STR_ARG(b.rec.ref)));
}

static const struct sql *const list[] = { &SQL_DECIDE, &SQL_FUNDS };
const struct sql_list fund_sql = { list, NELEM(list) };
