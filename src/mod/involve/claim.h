/*
 * claim.h: a claim from attendance to the money: reckoned by the rates of its
 * day, approved by a budget holder, paid by a third person in a batch. The
 * arithmetic is rates.h's and money.h's.
 */
#ifndef MOD_INVOLVE_CLAIM_H
#define MOD_INVOLVE_CLAIM_H

#include "mod/involve/involve.h"
#include "mod/involve/money.h"
#include "mod/involve/rates.h"

extern const struct kind kind_rate_policy, kind_rate, kind_budget,
    kind_fund_bid, kind_claim, kind_travel;

struct policy_record {
	struct record rec;
	struct str title;
	bool active;
	struct date from_on, until_on;
	int64_t paid_from_level, half_day_minutes, cap_costs;
	struct str source;
};

struct rate_record {
	struct record rec;
	struct str title;
	int64_t policy;
	struct str what;
	int64_t from_miles, amount;
	struct date from_on, until_on;
};

struct budget {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str code;
	struct date from_on, until_on;
	int64_t pence;
	bool fund;
};

struct fund_bid {
	struct record rec;
	struct str title;
	int64_t unit, budget;
	struct str why;
	int64_t asked_pence, awarded_pence, spent_pence;
	struct str state, outcome;
};

struct claim {
	struct record rec;
	struct str title;
	int64_t unit, member, event, booking;
	struct str state; /* sent, approved, held, refused, paid */
	struct date day;
	int64_t level, minutes;
	struct str vehicle;
	int64_t miles;
	bool online;
	int64_t policy;
	int64_t time_pence, mileage_pence, online_pence;
	int64_t fares_pence, carer_pence, other_pence, meals_pence;
	int64_t costs_pence;
	int64_t advance_pence; /* had before, and taken off */
	int64_t total_pence;
	struct str wish, words, pay_how;
	int64_t budget;
	struct date sent_on;
	int64_t sent_by;
	struct date approved_on;
	int64_t approved_by;
	struct date paid_on;
	struct str reason;
};

/* A journey that she does not pay herself (travel.c). */
struct travel {
	struct record rec;
	struct str title;
	int64_t unit, member, event;
	struct str what, words, state;
	int64_t pence, budget, approved_by, arranged_by;
	struct date arranged_on;
};

extern const struct choices claim_states, vehicles, rate_whats;

/* The policies that are on, and their rates, in the arena. */
struct rate_table rates_load(struct ctx *cx);
/* The rate that a vehicle's code is paid by; false: none. */
bool vehicle_rate(struct str code, enum rate_what *ret);

/* The budget as it stands; false: not there. */
bool budget_state(struct ctx *cx, int64_t budget, struct budget_state *ret);

/*
 * Fills in what the rates of the day give, from what she did, and keeps it as
 * sent; inside a change. A null sentence on success; else what is wrong.
 */
enum db_status claim_send(
    struct ctx *cx, struct claim *c, const char **ret_wrong) ATTR_MUST_USE;

/* Says yes out of this budget, or no with a reason; inside a change. On
 * DB_REFUSED *ret_wrong says why (N_()). */
enum db_status claim_approve(struct ctx *cx, const struct claim *c,
    int64_t budget, const char **ret_wrong) ATTR_MUST_USE;
/* The payments that an approved claim falls into, as she wishes. */
enum db_status claim_payments(
    struct ctx *cx, const struct claim *c) ATTR_MUST_USE;
enum db_status claim_refuse(
    struct ctx *cx, const struct claim *c, struct str reason) ATTR_MUST_USE;

/* Money that she had before for this event and that no claim took off yet. */
int64_t travel_advance(struct ctx *cx, int64_t member, int64_t event);

/* Says yes (pence out of this budget) or no to a bid, inside a change; needs
 * CAP_CLAIM_APPROVE and to be somebody else than who asked. On DB_REFUSED
 * *ret_wrong says why (N_()). */
enum db_status fund_bid_decide(struct ctx *cx, const struct fund_bid *b,
    int64_t budget, int64_t pence, const char **ret_wrong) ATTR_MUST_USE;

/* Every payment of this route that may leave now, in a batch of its own, with
 * its totals; inside a change. DB_REFUSED when there is none. */
enum db_status batch_make(
    struct ctx *cx, enum pay_route route, struct str *ret_ref) ATTR_MUST_USE;
/* The bank has paid it: claims are paid, everybody gets a note. */
enum db_status batch_paid(struct ctx *cx, struct str ref) ATTR_MUST_USE;
/* A ledger batch as BACS Standard 18 records, when the setting bacs_on is on;
 * false: it is off, or the batch is not theirs or no longer balances. */
bool batch_bacs(struct ctx *cx, struct str ref, struct buf *out);
/* The batch's file; audited by the caller. False: not there, or not theirs. */
bool batch_file(struct ctx *cx, struct str ref, struct buf *out);

extern const struct sql_list claim_sql, claim_rule_sql, claim_page_sql,
    batch_sql, pay_page_sql, travel_sql, fund_sql;

#endif
