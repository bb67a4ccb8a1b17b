/*
 * demo_improve.c: how the invented trust improves: projects with drivers and
 * cycles, a change of a service, findings, stories, meetings. After demo_act.
 */
#include "base/log.h"
#include "main/demo_involve.h"
#include "mod/act/act.h"
#include "mod/improve/improve.h"
#include "mod/story/story.h"

static const struct sql SQL_TIE = {
	"INSERT INTO finding_action (finding, action, linked_at)"
	" SELECT ?1, max(a.id), ?3 FROM action a WHERE a.unit = ?2"
	" HAVING max(a.id) IS NOT NULL",
	SYSTEM("an invented trust of a demonstration")
};
static const struct sql SQL_TIE_PROJECT = {
	"INSERT INTO project_action (project, action, linked_at)"
	" SELECT ?1, max(a.id), ?3 FROM action a WHERE a.unit = ?2"
	" HAVING max(a.id) IS NOT NULL",
	SYSTEM("an invented trust of a demonstration")
};
static const struct sql *const list[] = { &SQL_TIE, &SQL_TIE_PROJECT };
const struct sql_list demo_improve_sql = { list, NELEM(list) };

static bool add_driver(struct ctx *cx, const struct project *p, int64_t parent,
    const char *title, int64_t *ret)
{
	struct driver d = { .unit = p->unit,
		.project = p->rec.id,
		.parent = parent,
		.title = str_of(title) };

	if (!demo_save(cx, &kind_driver, &d))
		return false;
	*ret = d.rec.id;
	return true;
}

static bool add_cycle(struct ctx *cx, const struct project *p, struct date day,
    const char *title, const char *plan, const char *studied, const char *next)
{
	struct pdsa c = { .unit = p->unit,
		.project = p->rec.id,
		.started_on = day,
		.title = str_of(title),
		.plan = str_of(plan),
		.did = str_of(
		    studied != NULL ? "As planned, for two weeks." : NULL),
		.studied = str_of(studied),
		.next_step = str_of(next) };

	return demo_save(cx, &kind_pdsa, &c);
}

static bool add_parts(struct demo *d, struct ctx *cx, const struct project *p)
{
	int64_t night = 0, staff = 0, id = 0;

	return add_driver(cx, p, 0, "Quiet at night", &night) &&
	       add_driver(cx, p, 0, "Staff who know what helps", &staff) &&
	       add_driver(cx, p, night, "Doors and bins close softly", &id) &&
	       add_driver(cx, p, night, "Lights go down at ten", &id) &&
	       add_driver(
		   cx, p, staff, "What helps me sleep, on one page", &id) &&
	       add_cycle(cx, p, date_add(d->today, -200),
		   "Lights down at ten on one corridor",
		   "Fewer people say that they could not sleep.",
		   "It helped on that corridor. Night staff want torches.",
		   "adapt") &&
	       add_cycle(cx, p, date_add(d->today, -150),
		   "Lights down, with torches for staff",
		   "The same on the whole ward.",
		   "Nobody fell, and more people slept.", "adopt") &&
	       add_cycle(cx, p, date_add(d->today, -12),
		   "One page about what helps me sleep",
		   "Five patients write one with a nurse.", NULL, NULL);
}

static bool add_projects(struct demo *d, struct ctx *cx)
{
	struct project nights = { .unit = d->ward_unit,
		.title = S("Better nights"),
		.aim = S("By March, half as many people say that they could "
			 "not sleep on the ward"),
		.source = S("What people said of nights, and falls in the "
			    "dark among the incidents"),
		.lead = d->manager,
		.state = S("active"),
		.started_on = date_add(d->today, -210),
		.relevant = true,
		.partners = S("Two people who stayed on the ward, a carer"),
		.level = S("coproduced"),
		.from_point = S("problem"),
		.verdict = S("together"),
		.verdict_words = S("We chose the nights. They had thought of "
				   "the food."),
		.verdict_on = date_add(d->today, -30) };
	struct project forms = { .unit = d->trust,
		.title = S("Shorter forms"),
		.aim = S("No form is longer than two pages by the summer"),
		.lead = d->lead,
		.state = S("active"),
		.started_on = date_add(d->today, -100),
		.measure = S("very_good"),
		.relevant = true,
		.partners = S("The reader panel"),
		.level = S("asked"),
		.from_point = S("testing") };
	struct project stock = { .unit = d->trust,
		.title = S("Less stock in store rooms"),
		.aim = S("A third less by the summer"),
		.state = S("done"),
		.started_on = date_add(d->today, -300),
		.ended_on = date_add(d->today, -60),
		.result = S("The rooms are half empty.") };

	return demo_save(cx, &kind_project, &nights) &&
	       add_parts(d, cx, &nights) &&
	       db_exec(cx->conn, cx->arena, &SQL_TIE_PROJECT,
		   VALS(V(nights.rec.id), V(d->ward_unit), V(cx->now)),
		   NULL) == DB_OK &&
	       demo_save(cx, &kind_project, &forms) &&
	       demo_save(cx, &kind_project, &stock);
}

static bool add_findings(struct demo *d, struct ctx *cx)
{
	struct finding watch = { .unit = d->ward_unit,
		.title = S("Little to do at weekends"),
		.source = S("healthwatch"),
		.found_on = date_add(d->today, -40),
		.answer_by = date_add(d->today, 10),
		.words = S("People told us that Saturdays and Sundays are "
			   "long."),
		.report = S("Enter and view, page 4") };
	struct finding cqc = { .unit = d->trust,
		.title = S("Care plans are not always shared"),
		.source = S("cqc"),
		.found_on = date_add(d->today, -120),
		.report = S("Inspection of community teams, page 12") };

	return demo_save(cx, &kind_finding, &watch) &&
	       db_exec(cx->conn, cx->arena, &SQL_TIE,
		   VALS(V(watch.rec.id), V(d->ward_unit), V(cx->now)),
		   NULL) == DB_OK &&
	       demo_save(cx, &kind_finding, &cqc);
}

static bool add_changes(struct demo *d, struct ctx *cx)
{
	struct service_change hours = { .unit = d->ward_unit,
		.title = S("Visits until eight in the evening"),
		.what = S("Visitors can come two hours longer."),
		.state = S("decided"),
		.decide_on = date_add(d->today, -15),
		.involved = S("yes"),
		.who = S("The patients' meeting and six carers, twice"),
		.difference = S("Two quiet hours in the afternoon stay.") };
	struct service_change move = { .unit = d->ward_unit,
		.title = S("The clinic moves to the health centre"),
		.what = S("People go to another building, nearer to the bus."),
		.state = S("planned"),
		.decide_on = date_add(d->today, 45) };

	return demo_save(cx, &kind_service_change, &hours) &&
	       demo_save(cx, &kind_service_change, &move);
}

static bool add_stories(struct demo *d, struct ctx *cx)
{
	struct story told = { .unit = d->ward_unit,
		.title = S("A night in hospital and what helped"),
		.keeper = d->manager,
		.agreed_on = date_add(d->today, -90),
		.expires_on = date_add(d->today, 600),
		.for_board = true,
		.for_improvement = true,
		.for_website = true,
		.prepared_on = date_add(d->today, -60),
		.support = S("A peer worker, before and after"),
		.payment = S("paid"),
		.told_on = date_add(d->today, -45),
		.debrief_on = date_add(d->today, -44),
		.response = S("The Board asks every ward to look at its "
			      "nights, and thanks you for saying it.") };
	struct story gone = { .unit = d->trust,
		.title = S("Looking after a parent at home"),
		.agreed_on = date_add(d->today, -400),
		.expires_on = date_add(d->today, -30),
		.for_training = true };

	return demo_save(cx, &kind_story, &told) &&
	       story_words_keep(cx, told.rec.id, S("Robin"),
		   S("I lay awake and listened to the doors. One nurse sat "
		     "down with me and asked what helps at home. She found a "
		     "lamp. That was all, and I slept.")) == DB_OK &&
	       demo_save(cx, &kind_story, &gone);
}

static bool add_meetings(struct demo *d, struct ctx *cx)
{
	struct hearsay said = { .unit = d->ward_unit,
		.title = S("The new clocks are good, I do not have to ask"),
		.mood = S("good"),
		.place = S("ward"),
		.heard_on = date_add(d->today, -5) };
	struct hearsay wish = { .unit = d->ward_unit,
		.title = S("On Sundays there is nothing to do"),
		.mood = S("improve"),
		.place = S("ward"),
		.heard_on = date_add(d->today, -3) };
	struct meeting last = { .unit = d->ward_unit,
		.title = S("Feedback huddle"),
		.held_on = date_add(d->today, -16),
		.staff = 6,
		.patients = 2,
		.minutes = S("We read what people wrote. The lamps are "
			     "ordered.") };
	struct meeting next = { .unit = d->ward_unit,
		.title = S("Feedback huddle"),
		.held_on = d->today,
		.staff = KIND_NO_INT,
		.patients = KIND_NO_INT };

	return demo_save(cx, &kind_hearsay, &said) &&
	       demo_save(cx, &kind_hearsay, &wish) &&
	       demo_save(cx, &kind_team_meeting, &last) &&
	       demo_save(cx, &kind_team_meeting, &next);
}

static enum db_status improve_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;

	return add_projects(d, cx) && add_findings(d, cx) &&
		       add_changes(d, cx) && add_stories(d, cx) &&
		       add_meetings(d, cx)
		   ? DB_OK
		   : DB_REFUSED;
}

bool demo_improve(struct demo *d)
{
	return ctx_change(d->cx, improve_fn, d) == DB_OK;
}
