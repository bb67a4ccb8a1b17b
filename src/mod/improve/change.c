/*
 * change.c: changes of services, which do not pass their gate without the
 * check of involvement or a reason; and what regulators and partners found.
 */
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/improve/improve.h"
#include "mod/org/org.h"

static const struct choice state_list[] = {
	{ "idea", N_("Being thought of") },
	{ "planned", N_("Planned") },
	{ "decided", N_("Decided") },
	{ "done", N_("Made") },
	{ "dropped", N_("Dropped") },
};
static const struct choices states = { state_list, NELEM(state_list) };

static const struct choice involved_list[] = {
	{ "yes", N_("People were involved") },
	{ "no", N_("Nobody was involved, for a reason") },
};
static const struct choices involveds = { involved_list, NELEM(involved_list) };

static const struct choice source_list[] = {
	{ "cqc", N_("Care Quality Commission") },
	{ "healthwatch", N_("Healthwatch") },
	{ "survey", N_("Survey: an area of concern") },
	{ "ombudsman", N_("Ombudsman") },
	{ "nhse", N_("NHS England or the ICB") },
	{ "partner", N_("Another partner") },
};
static const struct choices sources = { source_list, NELEM(source_list) };

/* clang-format off */
static const struct field change_fields[] = {
	{ COL(struct service_change, title), .label = N_("Name"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct service_change, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct service_change, what), .label = N_("What would change for people"), .flags = LONG | REQUIRED },
	{ COL(struct service_change, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &states,
	  .hint = N_("Decided and Made need the check of involvement below") },
	{ COL(struct service_change, decide_on), .label = N_("When it is decided"), .flags = IN_LIST },
	{ COL(struct service_change, involved), .label = N_("Check of involvement"), .flags = IN_LIST | FILTER, .choices = &involveds,
	  .hint = N_("The law asks that people who use a service are involved in plans and decisions that change it (NHS Act 2006, section 242)") },
	{ COL(struct service_change, who), .label = N_("Who was involved, and how"), .flags = LONG,
	  .hint = N_("No names") },
	{ COL(struct service_change, difference), .label = N_("What is different because of them"), .flags = LONG },
	{ COL(struct service_change, why_not), .label = N_("Why nobody was involved"), .flags = LONG },
	{ COL(struct service_change, checked_by), .label = N_("Checked by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct service_change, checked_on), .label = N_("Checked on"), .flags = READ_ONLY },
};

static const struct field finding_fields[] = {
	{ COL(struct finding, title), .label = N_("What was found"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 200 },
	{ COL(struct finding, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct finding, source), .label = N_("By whom"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &sources },
	{ COL(struct finding, found_on), .label = N_("When"), .flags = REQUIRED | IN_LIST },
	{ COL(struct finding, answer_by), .label = N_("Answer by"), .flags = IN_LIST },
	{ COL(struct finding, words), .label = N_("In their words"), .flags = LONG },
	{ COL(struct finding, report), .label = N_("Where it is written"), .max = 300,
	  .hint = N_("Name and page of the report") },
};
/* clang-format on */

static bool past_gate(struct str state)
{
	return str_is(state, "decided") || str_is(state, "done");
}

static void check_change(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct service_change *c = rec;

	(void)cx;
	if (str_is(c->involved, "yes") && str_empty(c->who))
		problem_add(
		    p, "who", "%s", T("Say who was involved, and how."));
	if (str_is(c->involved, "no") && str_empty(c->why_not))
		problem_add(
		    p, "why_not", "%s", T("Say why nobody was involved."));
	if (past_gate(c->state) && str_empty(c->involved))
		problem_add(p, "involved", "%s",
		    T("It cannot be decided before the check of involvement. "
		      "Say who was involved, or why nobody was."));
	if (past_gate(c->state) && str_is(c->involved, "yes") &&
	    str_empty(c->difference))
		problem_add(p, "difference", "%s",
		    T("Say what is different because of them, even if it is "
		      "nothing."));
}

/* Whoever says how people were involved is the one who checked. */
static enum db_status before_change(struct ctx *cx, void *rec, bool is_new)
{
	struct service_change *c = rec;
	struct service_change old = { .title = STR_NULL };

	if (!is_new)
		(void)kind_get(cx, &kind_service_change, c->rec.id, &old);
	if (str_empty(c->involved)) {
		c->checked_by = 0;
		c->checked_on = DATE_NONE;
	} else if (!str_eq(old.involved, c->involved)) {
		c->checked_by = cx->person;
		c->checked_on = cx->today;
	}
	return DB_OK;
}

const struct kind kind_service_change = {
	.name = "service_change",
	.path = "service-changes",
	.one = N_("change of a service"),
	.many = N_("Changes of services"),
	.size = sizeof(struct service_change),
	.fields = change_fields,
	.nfields = NELEM(change_fields),
	.read = CAP_ACTION_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.order = "decide_on",
	.data_class = DATA_STAFF,
	.basis = N_("Legal duty to involve people (NHS Act 2006, section 242)"),
	.retention = N_("Twenty years, as a record of a change of a service"),
	.empty = N_("Changes of services will be here. None is decided before "
		    "somebody has said who was involved."),
	.check = check_change,
	.before_save = before_change,
};

const struct kind kind_finding = {
	.name = "finding",
	.path = "findings",
	.one = N_("finding"),
	.many = N_("Findings of regulators and partners"),
	.size = sizeof(struct finding),
	.fields = finding_fields,
	.nfields = NELEM(finding_fields),
	.read = CAP_ACTION_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.order = "found_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: to improve services"),
	.retention = N_("Ten years"),
	.empty = N_("What the Care Quality Commission, Healthwatch and others "
		    "found will be here, with the actions that answer it."),
};
