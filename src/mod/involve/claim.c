/*
 * claim.c: the kinds of money: policies, rates, budgets, bids, claims; and
 * reading the rates. What may be done with a claim is in claim_rule.c.
 */
#include "mod/involve/claim.h"

#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/event.h"
#include "mod/involve/internal.h"
#include "mod/org/org.h"

static const struct choice what_list[] = {
	{ "half_day", N_("Half day (pence)") },
	{ "day", N_("Day (pence)") },
	{ "hour", N_("Hour (pence)") },
	{ "car", N_("Mile by car (tenths of a penny)") },
	{ "motorcycle", N_("Mile by motorcycle (tenths of a penny)") },
	{ "bicycle", N_("Mile by bicycle (tenths of a penny)") },
	{ "passenger", N_("Mile with a passenger (tenths of a penny)") },
	{ "online", N_("Online session (pence)") },
	{ "meals", N_("Food for one activity, at most (pence)") },
};
const struct choices rate_whats = { what_list, NELEM(what_list) };
_Static_assert(NELEM(what_list) == RATE__N, "in the order of the enum");

static const struct choice vehicle_list[] = {
	{ "car", N_("Car") },
	{ "motorcycle", N_("Motorcycle") },
	{ "bicycle", N_("Bicycle") },
	{ "passenger", N_("Somebody else drove me") },
};
const struct choices vehicles = { vehicle_list, NELEM(vehicle_list) };

static const struct choice bid_list[] = {
	{ "bid", N_("Bid") },
	{ "awarded", N_("Awarded") },
	{ "refused", N_("Not awarded") },
	{ "done", N_("Done") },
};
static const struct choices bid_states = { bid_list, NELEM(bid_list) };

static const struct choice claim_list[] = {
	{ "sent", N_("Sent, waits for a yes") },
	{ "approved", N_("Approved, waits for payment") },
	{ "held", N_("Held, as the member wishes") },
	{ "refused", N_("Refused") },
	{ "paid", N_("Paid") },
};
const struct choices claim_states = { claim_list, NELEM(claim_list) };

/* clang-format off */
static const struct field policy_fields[] = {
	{ COL(struct policy_record, title), .label = N_("Policy"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct policy_record, active), .label = N_("In use"), .flags = IN_LIST | FILTER },
	{ COL(struct policy_record, from_on), .label = N_("From"), .flags = REQUIRED | IN_LIST },
	{ COL(struct policy_record, until_on), .label = N_("Until (not included)"), .flags = IN_LIST },
	{ COL(struct policy_record, paid_from_level), .label = N_("Time is paid from role level"), .flags = REQUIRED, .min_value = 1, .max_value = 5, .hint = N_("5: time is never paid") },
	{ COL(struct policy_record, half_day_minutes), .label = N_("A half day is at most, in minutes"), .flags = REQUIRED, .min_value = 30, .max_value = 720 },
	{ COL(struct policy_record, cap_costs), .label = N_("Most costs for one activity, in pence"), .min_value = 1, .max_value = 10000000 },
	{ COL(struct policy_record, source), .label = N_("Where it is written"), .flags = LONG, .max = 1000 },
};
static const struct field rate_fields[] = {
	{ COL(struct rate_record, title), .label = N_("Rate"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct rate_record, policy), .label = N_("Policy"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_rate_policy },
	{ COL(struct rate_record, what), .label = N_("For"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &rate_whats },
	{ COL(struct rate_record, from_miles), .label = N_("From this mile of the tax year on"), .min_value = 0, .max_value = 100000 },
	{ COL(struct rate_record, amount), .label = N_("Amount"), .flags = REQUIRED | IN_LIST, .min_value = 0, .max_value = 10000000 },
	{ COL(struct rate_record, from_on), .label = N_("From"), .flags = REQUIRED | IN_LIST },
	{ COL(struct rate_record, until_on), .label = N_("Until (not included)") },
};
static const struct field budget_fields[] = {
	{ COL(struct budget, title), .label = N_("Budget"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct budget, unit), .label = N_("Whose"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct budget, code), .label = N_("Cost centre"), .flags = REQUIRED | IN_LIST, .max = 20 },
	{ COL(struct budget, from_on), .label = N_("From"), .flags = REQUIRED | IN_LIST },
	{ COL(struct budget, until_on), .label = N_("Until (not included)"), .flags = REQUIRED },
	{ COL(struct budget, pence), .label = N_("Amount in pence"), .flags = REQUIRED | IN_LIST, .min_value = 0, .max_value = 100000000000 },
	{ COL(struct budget, fund), .label = N_("The central fund for working together"), .flags = FILTER },
};
static const struct field bid_fields[] = {
	{ COL(struct fund_bid, title), .label = N_("What for"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct fund_bid, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct fund_bid, why), .label = N_("What will be different, and with whom"), .flags = REQUIRED | LONG, .max = 3000 },
	{ COL(struct fund_bid, asked_pence), .label = N_("Asked for, in pence"), .flags = REQUIRED | IN_LIST, .min_value = 1, .max_value = 100000000 },
	{ COL(struct fund_bid, budget), .label = N_("Fund"), .flags = READ_ONLY, .ref = &kind_budget },
	{ COL(struct fund_bid, awarded_pence), .label = N_("Awarded, in pence"), .flags = IN_LIST | READ_ONLY, .min_value = 0, .max_value = 100000000 },
	{ COL(struct fund_bid, spent_pence), .label = N_("Spent, in pence"), .min_value = 0, .max_value = 100000000 },
	{ COL(struct fund_bid, state), .label = N_("State"), .flags = REQUIRED | READ_ONLY | IN_LIST | FILTER, .choices = &bid_states },
	{ COL(struct fund_bid, outcome), .label = N_("What came of it"), .flags = LONG, .max = 3000 },
};
static const struct field claim_fields[] = {
	{ COL(struct claim, title), .label = N_("Claim"), .flags = TITLE | REQUIRED | READ_ONLY | IN_LIST, .max = 160 },
	{ COL(struct claim, unit), .label = N_("Team"), .flags = REQUIRED | READ_ONLY | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct claim, member), .label = N_("Member"), .flags = REQUIRED | READ_ONLY, .ref = &kind_member },
	{ COL(struct claim, event), .label = N_("For"), .flags = READ_ONLY, .ref = &kind_event },
	{ COL(struct claim, booking), .label = N_("Booking"), .flags = READ_ONLY | PRIVATE },
	{ COL(struct claim, state), .label = N_("State"), .flags = REQUIRED | READ_ONLY | IN_LIST | FILTER, .choices = &claim_states },
	{ COL(struct claim, day), .label = N_("Day"), .flags = REQUIRED | READ_ONLY | IN_LIST },
	{ COL(struct claim, level), .label = N_("Role level"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, minutes), .label = N_("Minutes"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, vehicle), .label = N_("Travelled by"), .flags = READ_ONLY, .choices = &vehicles },
	{ COL(struct claim, miles), .label = N_("Miles"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, online), .label = N_("Online"), .flags = READ_ONLY },
	{ COL(struct claim, policy), .label = N_("Policy"), .flags = READ_ONLY, .ref = &kind_rate_policy },
	{ COL(struct claim, time_pence), .label = N_("Time (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, mileage_pence), .label = N_("Mileage (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, online_pence), .label = N_("Online allowance (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, fares_pence), .label = N_("Fares (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, carer_pence), .label = N_("Care and support (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, other_pence), .label = N_("Other costs (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, meals_pence), .label = N_("Food (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, costs_pence), .label = N_("Costs together, as capped (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, advance_pence), .label = N_("Had before the journey (pence)"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct claim, total_pence), .label = N_("Total (pence)"), .flags = REQUIRED | READ_ONLY | IN_LIST },
	{ COL(struct claim, wish), .label = N_("Payment"), .flags = READ_ONLY, .choices = &pay_wishes },
	{ COL(struct claim, pay_how), .label = N_("Paid by"), .flags = READ_ONLY, .choices = &pay_hows },
	{ COL(struct claim, words), .label = N_("What they wrote"), .flags = READ_ONLY | LONG, .max = 1000 },
	{ COL(struct claim, budget), .label = N_("Budget"), .flags = READ_ONLY, .ref = &kind_budget },
	{ COL(struct claim, sent_on), .label = N_("Sent on"), .flags = READ_ONLY | IN_LIST },
	{ COL(struct claim, sent_by), .label = N_("Sent by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct claim, approved_on), .label = N_("Approved on"), .flags = READ_ONLY },
	{ COL(struct claim, approved_by), .label = N_("Approved by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct claim, paid_on), .label = N_("Paid on"), .flags = READ_ONLY },
	{ COL(struct claim, reason), .label = N_("Why it was refused"), .flags = READ_ONLY, .max = 500 },
};
/* clang-format on */

#define MONEY_KEPT N_("Seven years after the financial year, as accounts are")
#define MONEY_WHY  N_("Legal duty: the trust accounts for public money")

const struct kind kind_rate_policy = {
	.name = "rate_policy",
	.path = "rate-policies",
	.one = N_("payment policy"),
	.many = N_("Payment policies"),
	.size = sizeof(struct policy_record),
	.fields = policy_fields,
	.nfields = NELEM(policy_fields),
	.read = CAP_CLAIM_READ,
	.write = CAP_PAY,
	.system = "a policy holds for the whole trust",
	.data_class = DATA_ORGANISATION,
	.basis = MONEY_WHY,
	.retention = MONEY_KEPT,
	.empty = N_("Which roles are paid and what a half day is. One example "
		    "is here from the start, and off."),
};
const struct kind kind_rate = {
	.name = "rate",
	.path = "rates",
	.one = N_("rate"),
	.many = N_("Rates"),
	.size = sizeof(struct rate_record),
	.fields = rate_fields,
	.nfields = NELEM(rate_fields),
	.read = CAP_CLAIM_READ,
	.write = CAP_PAY,
	.system = "a rate holds for the whole trust",
	.data_class = DATA_ORGANISATION,
	.basis = MONEY_WHY,
	.retention = MONEY_KEPT,
	.empty = N_("What a half day, a day or a mile gives, from which day."),
};
const struct kind kind_budget = {
	.name = "budget",
	.path = "budgets",
	.one = N_("budget"),
	.many = N_("Budgets"),
	.size = sizeof(struct budget),
	.fields = budget_fields,
	.nfields = NELEM(budget_fields),
	.read = CAP_CLAIM_READ,
	.write = CAP_PAY,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = MONEY_WHY,
	.retention = MONEY_KEPT,
	.empty =
	    N_("The budgets that claims are paid from. Without one nothing "
	       "can be approved."),
	.more = budget_more,
};
const struct kind kind_fund_bid = {
	.name = "fund_bid",
	.path = "fund-bids",
	.one = N_("bid"),
	.many = N_("Bids to the fund for working together"),
	.size = sizeof(struct fund_bid),
	.fields = bid_fields,
	.nfields = NELEM(bid_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = MONEY_WHY,
	.retention = MONEY_KEPT,
	.empty = N_("Bids, what was awarded, what was spent and what came of "
		    "it."),
	.check = fund_bid_check,
	.before_save = fund_bid_before,
	.more = fund_bid_more,
};
const struct kind kind_claim = {
	.name = "claim",
	.path = "claims",
	.one = N_("claim"),
	.many = N_("Claims"),
	.size = sizeof(struct claim),
	.fields = claim_fields,
	.nfields = NELEM(claim_fields),
	.read = CAP_CLAIM_READ,
	.write = CAP_CLAIM_APPROVE,
	.unit = "unit",
	.order = "sent_on",
	.newest_first = true,
	.no_create = true,
	.data_class = DATA_PERSONAL,
	.basis = MONEY_WHY,
	.retention = MONEY_KEPT,
	.empty = N_("Claims of members for their time and their costs. They "
		    "send them from their own page after an activity."),
	.more = claim_more,
};

/* Rates ----------------------------------------------------------------- */

#define RATES_MAX 500
#define ARE_DATA  SYSTEM("what is paid is the same for everybody")

static const struct sql SQL_POLICIES = {
	"SELECT p.id, p.from_on, p.until_on, p.paid_from_level,"
	" p.half_day_minutes, coalesce(p.cap_costs, 0) FROM rate_policy p"
	" WHERE p.active = 1 ORDER BY p.id LIMIT 500",
	ARE_DATA
};
static const struct sql SQL_RATES = {
	"SELECT r.policy, r.what, coalesce(r.from_miles, 0), r.amount,"
	" r.from_on, r.until_on FROM rate r JOIN rate_policy p"
	" ON p.id = r.policy WHERE p.active = 1 ORDER BY r.id LIMIT 500",
	ARE_DATA
};

static bool what_of(struct str code, enum rate_what *ret)
{
	for (int i = 0; i < RATE__N; i++)
		if (str_is(code, what_list[i].code)) {
			*ret = (enum rate_what)i;
			return true;
		}
	return false;
}

bool vehicle_rate(struct str code, enum rate_what *ret)
{
	return what_of(code, ret) && *ret >= RATE_CAR && *ret <= RATE_PASSENGER;
}

struct rate_table rates_load(struct ctx *cx)
{
	struct rate_policy *policies =
	    arena_array(cx->arena, RATES_MAX, sizeof(*policies));
	struct rate *rates = arena_array(cx->arena, RATES_MAX, sizeof(*rates));
	struct rate_table t = { policies, 0, rates, 0 };
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_POLICIES, NO_VALS);

	while (t.npolicies < RATES_MAX && db_next(r))
		policies[t.npolicies++] = (struct rate_policy){ db_int(r, 0),
			db_date(r, 1), db_date(r, 2), db_int(r, 3),
			db_int(r, 4), db_int(r, 5) };
	(void)db_done(r);
	r = db_query(cx->conn, cx->arena, &SQL_RATES, NO_VALS);
	while (t.nrates < RATES_MAX && db_next(r)) {
		enum rate_what what;

		if (what_of(db_text(r, 1), &what))
			rates[t.nrates++] = (struct rate){ db_int(r, 0), what,
				db_int(r, 2), db_int(r, 3), db_date(r, 4),
				db_date(r, 5) };
	}
	(void)db_done(r);
	return t;
}

static const struct sql *const list[] = { &SQL_POLICIES, &SQL_RATES };
const struct sql_list claim_sql = { list, NELEM(list) };
