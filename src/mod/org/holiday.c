/*
 * holiday.c: the kinds holiday and unit_successor. What working days are is
 * base/calendar.h's; that these rows are its data is core/closed_days.h's.
 */
#include "base/words.h"
#include "mod/org/org.h"

static void check_holiday(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct holiday *h = rec;

	if (!may_trust(cx, CAP_SETTING_ADMIN))
		problem_add(p, NULL, "%s",
		    T("Bank holidays count for the whole trust. Ask an "
		      "administrator of the trust"));
	if (date_weekday(h->day) > 5)
		problem_add(p, "day", "%s",
		    T("This is a Saturday or Sunday, which is no working day "
		      "anyway. Give the substitute day"));
}

/* clang-format off */
static const struct field holiday_fields[] = {
	{ COL(struct holiday, day), .label = N_("Day"), .flags = REQUIRED | IN_LIST | UNIQUE },
	{ COL(struct holiday, name), .label = N_("Name"), .flags = REQUIRED | IN_LIST | IN_SEARCH | TITLE, .max = 100 },
	{ COL(struct holiday, one_off), .label = N_("One-off"), .flags = IN_LIST | FILTER,
	  .hint = N_("Only this year, such as a coronation") },
};
/* clang-format on */

const struct kind kind_holiday = {
	.name = "holiday",
	.path = "holidays",
	.one = N_("bank holiday"),
	.many = N_("Bank holidays"),
	.size = sizeof(struct holiday),
	.fields = holiday_fields,
	.nfields = NELEM(holiday_fields),
	.read = CAP_UNIT_READ,
	.write = CAP_SETTING_ADMIN,
	.system = "bank holidays are everybody's",
	.order = "day",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("public task; no personal data"),
	.retention = N_("for as long as the trust keeps its records"),
	.empty = N_("The days on which nobody works will be here: clocks pass "
		    "over them. Without them the rule for England holds."),
	.check = check_holiday,
};

/* Successors ---------------------------------------------------------- */

static const struct choice hows[] = {
	{ "renamed", N_("Renamed") },
	{ "merged", N_("Merged into") },
	{ "split", N_("Split: one of its parts") },
};
static const struct choices how_choices = { hows, NELEM(hows) };

static void check_successor(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct unit_successor *s = rec;

	(void)cx;
	if (s->unit == s->successor)
		problem_add(
		    p, "successor", "%s", T("A unit cannot come after itself"));
}

/* clang-format off */
static const struct field successor_fields[] = {
	{ COL(struct unit_successor, unit), .label = N_("Unit before"), .flags = REQUIRED | IN_LIST, .ref = &kind_unit },
	{ COL(struct unit_successor, how), .label = N_("What happened"), .flags = REQUIRED | IN_LIST | TITLE, .choices = &how_choices },
	{ COL(struct unit_successor, successor), .label = N_("Unit after"), .flags = REQUIRED | IN_LIST, .ref = &kind_unit },
	{ COL(struct unit_successor, happened_on), .label = N_("Since"), .flags = REQUIRED | IN_LIST },
};
/* clang-format on */

const struct kind kind_unit_successor = {
	.name = "unit_successor",
	.path = "unit-changes",
	.one = N_("change of a unit"),
	.many = N_("Changes of units"),
	.size = sizeof(struct unit_successor),
	.fields = successor_fields,
	.nfields = NELEM(successor_fields),
	.read = CAP_UNIT_READ,
	.write = CAP_UNIT_ADMIN,
	.unit = "unit",
	.order = "happened_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("public task; no personal data"),
	.retention = N_("for as long as the trust keeps its records"),
	.empty = N_("When a ward is renamed, merged or split, say so here. "
		    "Charts mark the day, and figures follow the ward."),
	.check = check_successor,
};
