/*
 * opportunity.c: the kind opportunity. Its steps are in opportunity_life.c,
 * who suits it in match.c.
 */
#include "mod/involve/opportunity.h"

#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/org/org.h"

static const struct choice state_list[] = {
	{ "requested", N_("Asked for") },
	{ "shaped", N_("Shaped with the team") },
	{ "advertised", N_("Advertised") },
	{ "matched", N_("People are chosen") },
	{ "in_progress", N_("In progress") },
	{ "complete", N_("Complete, waits for evaluation") },
	{ "evaluated", N_("Evaluated") },
	{ "not_evaluated", N_("Closed without evaluation") },
	{ "withdrawn", N_("Withdrawn") },
};
const struct choices opportunity_states = { state_list, NELEM(state_list) };

static const struct choice paid_list[] = {
	{ "payment", N_("Paid, and costs paid back") },
	{ "expenses", N_("Costs are paid back") },
	{ "none", N_("Not paid") },
};
const struct choices paid_choices = { paid_list, NELEM(paid_list) };

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct opportunity, title), .label = N_("What it is"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120,
	  .hint = N_("As people would say it: “Help us choose new ward furniture”") },
	{ COL(struct opportunity, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct opportunity, state), .label = N_("State"), .flags = READ_ONLY | REQUIRED | IN_LIST | FILTER, .choices = &opportunity_states },
	{ COL(struct opportunity, state_since), .label = N_("Since"), .flags = READ_ONLY | IN_LIST },
	{ COL(struct opportunity, what), .label = N_("What people will do"), .flags = REQUIRED | LONG, .max = 3000,
	  .hint = N_("The role in plain words, and which decision they can change") },
	{ COL(struct opportunity, ask), .label = N_("What they will be asked"), .flags = LONG, .max = 2000 },
	{ COL(struct opportunity, support), .label = N_("What support there is"), .flags = LONG, .max = 2000,
	  .hint = N_("Who meets them, breaks, papers before, somebody to talk to afterwards") },
	{ COL(struct opportunity, level), .label = N_("Level"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &levels },
	{ COL(struct opportunity, role_level), .label = N_("Role level, 1 to 4"), .min_value = 1, .max_value = 4,
	  .hint = N_("1 open to all, 2 a workshop, 3 a regular group, 4 shared decisions. The payment policy looks at it") },
	{ COL(struct opportunity, topic), .label = N_("Topic"), .flags = REQUIRED | FILTER, .choices = &topics },
	{ COL(struct opportunity, skill), .label = N_("A skill that helps"), .choices = &skills },
	{ COL(struct opportunity, skill_too), .label = N_("Another skill that helps"), .choices = &skills },
	{ COL(struct opportunity, area), .label = N_("Lived experience that is wanted"), .choices = &areas },
	{ COL(struct opportunity, place), .label = N_("Place"), .max = 120 },
	{ COL(struct opportunity, outward), .label = N_("First half of its postcode"), .max = 4 },
	{ COL(struct opportunity, in_person), .label = N_("In person") },
	{ COL(struct opportunity, online), .label = N_("Online") },
	{ COL(struct opportunity, step_free), .label = N_("The place has no steps") },
	{ COL(struct opportunity, slot), .label = N_("When"), .choices = &slots },
	{ COL(struct opportunity, times), .label = N_("Times, in words"), .max = 200, .hint = N_("For example: two hours a month until summer") },
	{ COL(struct opportunity, starts_on), .label = N_("Begins on"), .flags = IN_LIST },
	{ COL(struct opportunity, apply_by), .label = N_("Say yes by"), .flags = IN_LIST },
	{ COL(struct opportunity, places), .label = N_("Places"), .min_value = 1, .max_value = 500 },
	{ COL(struct opportunity, paid), .label = N_("Payment"), .flags = REQUIRED | FILTER, .choices = &paid_choices },
	{ COL(struct opportunity, heavy), .label = N_("The subject can be hard to talk about"), .hint = N_("Then everybody is called within two days afterwards") },
	{ COL(struct opportunity, lead), .label = N_("Who leads it"), .ref = &kind_person },
	{ COL(struct opportunity, outcome), .label = N_("What came of it"), .flags = LONG, .max = 3000,
	  .hint = N_("What changed because people took part, or why not. Everybody who took part is told") },
	{ COL(struct opportunity, lead_view), .label = N_("How it was for the lead"), .flags = LONG, .max = 2000 },
	{ COL(struct opportunity, completed_on), .label = N_("Complete on"), .flags = READ_ONLY },
	{ COL(struct opportunity, told_on), .label = N_("People were told on"), .flags = READ_ONLY },
};
/* clang-format on */

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct opportunity *o = rec;

	(void)cx;
	if (!date_none(o->apply_by) && !date_none(o->starts_on) &&
	    date_cmp(o->apply_by, o->starts_on) > 0)
		problem_add(p, "apply_by",
		    T("People must be able to say yes before it begins"));
}

static enum db_status before(struct ctx *cx, void *rec, bool is_new)
{
	struct opportunity *o = rec;

	if (is_new && str_null(o->state)) {
		o->state = S("requested");
		o->state_since = cx->today;
	}
	return DB_OK;
}

const struct kind kind_opportunity = {
	.name = "opportunity",
	.path = "opportunities",
	.one = N_("opportunity"),
	.many = N_("Opportunities"),
	.size = sizeof(struct opportunity),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.fold = true,
	.order = "state_since",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: working with people who use services"),
	.retention = N_("Ten years, with the report it is in"),
	.empty = N_("What people can take part in will be here. Ask for "
		    "involvement with the button above; the involvement team "
		    "shapes it with you."),
	.check = check,
	.before_save = before,
	.more = opportunity_more,
};
