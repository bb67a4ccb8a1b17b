/*
 * project.c: the records of an improvement project: itself, its drivers and
 * its cycles of plan, do, study, act. Pages are in project_page.c.
 */
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/improve/improve.h"
#include "mod/org/org.h"

static const struct choice state_list[] = {
	{ "active", N_("Under way") },
	{ "holding", N_("Holding the gain") },
	{ "done", N_("Done") },
	{ "stopped", N_("Stopped") },
};
static const struct choices states = { state_list, NELEM(state_list) };

static const struct choice measure_list[] = {
	{ "positive", N_("More people say it was good") },
	{ "very_good", N_("More people say it was very good") },
	{ "negative", N_("Fewer people say it was poor") },
};
static const struct choices measures = { measure_list, NELEM(measure_list) };

/* The ladder of participation, from below. */
static const struct choice level_list[] = {
	{ "informed", N_("Were told") },
	{ "asked", N_("Were asked") },
	{ "involved", N_("Took part") },
	{ "coproduced", N_("Decided together with staff") },
	{ "led", N_("Led it") },
};
static const struct choices levels = { level_list, NELEM(level_list) };

static const struct choice point_list[] = {
	{ "problem", N_("Choosing the problem") },
	{ "change", N_("Choosing what to change") },
	{ "testing", N_("Testing a change") },
	{ "after", N_("After it was decided") },
};
static const struct choices points = { point_list, NELEM(point_list) };

static const struct choice verdict_list[] = {
	{ "together", N_("We decided together") },
	{ "heard", N_("We were heard, they decided") },
	{ "told", N_("We were told") },
};
static const struct choices verdicts = { verdict_list, NELEM(verdict_list) };

static const struct choice next_list[] = {
	{ "adopt", N_("Keep it") },
	{ "adapt", N_("Change it and try again") },
	{ "abandon", N_("Give it up") },
};
static const struct choices nexts = { next_list, NELEM(next_list) };

/* clang-format off */
static const struct field project_fields[] = {
	{ COL(struct project, title), .label = N_("Name"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct project, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct project, aim), .label = N_("Aim"), .flags = REQUIRED, .max = 300,
	  .hint = N_("How much better, for whom, by when") },
	{ COL(struct project, source), .label = N_("What it came from"), .max = 300,
	  .hint = N_("For example a theme of incidents or of comments. No names") },
	{ COL(struct project, lead), .label = N_("Lead"), .flags = IN_LIST, .ref = &kind_person },
	{ COL(struct project, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &states },
	{ COL(struct project, started_on), .label = N_("Began on"), .flags = REQUIRED | IN_LIST },
	{ COL(struct project, ended_on), .label = N_("Ended on") },
	{ COL(struct project, measure), .label = N_("How we shall see whether it worked"), .choices = &measures,
	  .hint = N_("Its chart is on the page of the project") },
	{ COL(struct project, relevant), .label = N_("It changes what patients or carers live through, so it counts for the share of co-produced projects"), .flags = FILTER },
	{ COL(struct project, partners), .label = N_("Who with experience worked on it"), .max = 300,
	  .hint = N_("How many and who they are: two carers, a patient leader. No names") },
	{ COL(struct project, level), .label = N_("What they did"), .flags = IN_LIST | FILTER, .choices = &levels },
	{ COL(struct project, from_point), .label = N_("From which decision on"), .flags = FILTER, .choices = &points },
	{ COL(struct project, verdict), .label = N_("What a partner says of it"), .flags = IN_LIST | FILTER, .choices = &verdicts,
	  .hint = N_("Their own view, asked by somebody outside the project") },
	{ COL(struct project, verdict_words), .label = N_("In the partner's own words"), .max = 500 },
	{ COL(struct project, verdict_on), .label = N_("When they said so") },
	{ COL(struct project, result), .label = N_("What came of it"), .flags = LONG },
};

static const struct field driver_fields[] = {
	{ COL(struct driver, title), .label = N_("What drives the aim"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 80 },
	{ COL(struct driver, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct driver, project), .label = N_("Project"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_project },
	{ COL(struct driver, parent), .label = N_("It works through"), .flags = IN_LIST, .ref = &kind_driver,
	  .hint = N_("Another driver of the project. Left empty: the aim itself. The last in a row is an idea for a change") },
};

static const struct field pdsa_fields[] = {
	{ COL(struct pdsa, title), .label = N_("What is tried"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct pdsa, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct pdsa, project), .label = N_("Project"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_project },
	{ COL(struct pdsa, started_on), .label = N_("Began on"), .flags = REQUIRED | IN_LIST },
	{ COL(struct pdsa, plan), .label = N_("Plan: what we expect, and how we shall see it"), .flags = LONG | REQUIRED },
	{ COL(struct pdsa, did), .label = N_("Do: what happened"), .flags = LONG },
	{ COL(struct pdsa, studied), .label = N_("Study: what we learned"), .flags = LONG },
	{ COL(struct pdsa, next_step), .label = N_("Act: what next"), .flags = IN_LIST | FILTER, .choices = &nexts },
	{ COL(struct pdsa, next_words), .label = N_("Why"), .max = 300 },
};
/* clang-format on */

static void check_project(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct project *j = rec;

	(void)cx;
	if (!date_none(j->ended_on) && date_cmp(j->ended_on, j->started_on) < 0)
		problem_add(p, "ended_on", "%s",
		    T("It must not end before it begins."));
}

/* A part belongs to the team of its project, so that rights are the same. */
static void check_part(
    struct ctx *cx, int64_t project, int64_t unit, struct problems *p)
{
	struct project j;

	if (kind_get(cx, &kind_project, project, &j) && j.unit != unit)
		problem_add(p, "project", "%s",
		    T("This project is another team's. Choose its own team "
		      "above."));
}

static void check_driver(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct driver *d = rec;
	struct driver above;

	check_part(cx, d->project, d->unit, p);
	if (d->parent == 0)
		return;
	if (d->parent == d->rec.id ||
	    !kind_get(cx, &kind_driver, d->parent, &above) ||
	    above.project != d->project)
		problem_add(p, "parent", "%s",
		    T("Choose another driver of the same project."));
}

static void check_pdsa(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct pdsa *c = rec;

	check_part(cx, c->project, c->unit, p);
}

bool project_coproduced(const struct project *p)
{
	return (str_is(p->level, "coproduced") || str_is(p->level, "led")) &&
	       (str_is(p->from_point, "problem") ||
		   str_is(p->from_point, "change")) &&
	       str_is(p->verdict, "together");
}

#define SHARED                                                              \
	.read = CAP_ACTION_READ, .write = CAP_ACTION_WRITE, .unit = "unit", \
	.data_class = DATA_STAFF,                                           \
	.basis = N_("Public task: to improve services"),                    \
	.retention = N_("Ten years after it ended")

const struct kind kind_project = {
	.name = "project",
	.path = "projects",
	.one = N_("improvement project"),
	.many = N_("Improvement projects"),
	.size = sizeof(struct project),
	.fields = project_fields,
	.nfields = NELEM(project_fields),
	SHARED,
	.fold = true,
	.empty = N_("Projects that make something better will be here, with "
		    "who with experience worked on them."),
	.check = check_project,
	.more = project_more,
};

const struct kind kind_driver = {
	.name = "project_driver",
	.path = "drivers",
	.one = N_("driver"),
	.many = N_("Drivers"),
	.size = sizeof(struct driver),
	.fields = driver_fields,
	.nfields = NELEM(driver_fields),
	SHARED,
	.empty = N_("What drives the aim of a project will be here. Add one "
		    "from the page of the project."),
	.check = check_driver,
};

const struct kind kind_pdsa = {
	.name = "pdsa_cycle",
	.path = "pdsa-cycles",
	.one = N_("cycle"),
	.many = N_("Cycles: plan, do, study, act"),
	.size = sizeof(struct pdsa),
	.fields = pdsa_fields,
	.nfields = NELEM(pdsa_fields),
	SHARED,
	.order = "started_on",
	.newest_first = true,
	.empty = N_("Small tests of a change will be here. Add one from the "
		    "page of its project."),
	.check = check_pdsa,
};
