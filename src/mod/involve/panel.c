/*
 * panel.c: a patient on every interview panel, asked by rota; and cohorts of
 * patient leaders, from applicants as numbers to who was appointed.
 */
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/event.h"
#include "mod/involve/forum.h"
#include "mod/involve/internal.h"
#include "mod/involve/member.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

#define WHY  N_("Public task: working with people who use services")
#define KEPT N_("Ten years, with the report it is in")

static const struct choice panel_states_list[] = {
	{ "notified", N_("Notified") },
	{ "asked", N_("A representative is asked") },
	{ "agreed", N_("A representative has agreed") },
	{ "held", N_("Held with a patient") },
	{ "without", N_("Held without a patient") },
};
static const struct choices panel_states = { panel_states_list,
	NELEM(panel_states_list) };

static const struct choice campaign_states_list[] = {
	{ "draft", N_("Draft") },
	{ "open", N_("Open") },
	{ "shortlist", N_("Shortlisting") },
	{ "interview", N_("Interviews") },
	{ "placed", N_("Training and placement") },
	{ "done", N_("Evaluated") },
};
static const struct choices campaign_states = { campaign_states_list,
	NELEM(campaign_states_list) };

static const struct choice applicant_states_list[] = {
	{ "applied", N_("Applied") },
	{ "shortlisted", N_("Shortlisted") },
	{ "not_shortlisted", N_("Not shortlisted") },
	{ "interviewed", N_("Interviewed") },
	{ "offered", N_("Offered a place") },
	{ "appointed", N_("Appointed") },
	{ "not_appointed", N_("Not appointed") },
	{ "withdrawn", N_("Withdrew") },
};
const struct choices applicant_states = { applicant_states_list,
	NELEM(applicant_states_list) };

static const struct choice placements_list[] = {
	{ "observer", N_("Observer") },
	{ "panel", N_("Panel member") },
	{ "assurance", N_("Assurance meeting") },
};
static const struct choices placements = { placements_list,
	NELEM(placements_list) };

/* clang-format off */
static const struct field panel_fields[] = {
	{ COL(struct staff_panel, title), .label = N_("Vacancy"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160 },
	{ COL(struct staff_panel, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct staff_panel, grade), .label = N_("Grade"), .flags = REQUIRED | IN_LIST, .max = 20 },
	{ COL(struct staff_panel, interview_on), .label = N_("Interviews on"), .flags = REQUIRED | IN_LIST },
	{ COL(struct staff_panel, member), .label = N_("Patient representative"), .ref = &kind_member },
	{ COL(struct staff_panel, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &panel_states },
	{ COL(struct staff_panel, brief), .label = N_("The brief they get"), .flags = LONG, .max = 3000, .hint = N_("The post, the panel, the time, who meets them at the door") },
	{ COL(struct staff_panel, questions), .label = N_("The questions"), .flags = LONG, .max = 3000, .hint = N_("They get them before, as the others on the panel do") },
	{ COL(struct staff_panel, adjustments), .label = N_("What they need on the day"), .flags = LONG, .max = 1000 },
	{ COL(struct staff_panel, equal_scores), .label = N_("Their scores counted as much as everybody's"), .flags = FILTER },
	{ COL(struct staff_panel, reason), .label = N_("Why without a patient"), .flags = LONG, .max = 1000, .hint = N_("Signed off by somebody above the recruiter") },
	{ COL(struct staff_panel, signed_by), .label = N_("Who signed that reason"), .ref = &kind_person },
	{ COL(struct staff_panel, outcome), .label = N_("What the representative was told"), .flags = LONG, .max = 1000 },
	{ COL(struct staff_panel, told_on), .label = N_("Told who was appointed on") },
	{ COL(struct staff_panel, paid_on), .label = N_("Paid on") },
};
static const struct field campaign_fields[] = {
	{ COL(struct campaign, title), .label = N_("Recruitment"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct campaign, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct campaign, role), .label = N_("Role description"), .flags = REQUIRED | LONG, .max = 5000 },
	{ COL(struct campaign, criteria), .label = N_("Criteria, a line each"), .flags = REQUIRED | LONG, .max = 2000 },
	{ COL(struct campaign, questions), .label = N_("Interview questions"), .flags = LONG, .max = 3000, .hint = N_("Everybody gets them before the interview") },
	{ COL(struct campaign, apply_by), .label = N_("Apply by"), .flags = REQUIRED | IN_LIST },
	{ COL(struct campaign, interview_on), .label = N_("Interviews on") },
	{ COL(struct campaign, leader), .label = N_("Patient leader on the panel"), .ref = &kind_member },
	{ COL(struct campaign, help), .label = N_("Help with applying"), .flags = LONG, .max = 1000, .hint = N_("A phone number, and who sits down with people") },
	{ COL(struct campaign, course), .label = N_("Training of the cohort"), .ref = &kind_course },
	{ COL(struct campaign, questions_sent_on), .label = N_("Questions sent on"), .flags = READ_ONLY },
	{ COL(struct campaign, places), .label = N_("Places"), .flags = REQUIRED | IN_LIST, .min_value = 1, .max_value = 100 },
	{ COL(struct campaign, state), .label = N_("State"), .flags = REQUIRED | READ_ONLY | IN_LIST | FILTER, .choices = &campaign_states },
	{ COL(struct campaign, evaluation), .label = N_("What the cohort changed"), .flags = LONG, .max = 5000 },
};
static const struct field applicant_fields[] = {
	{ COL(struct applicant, title), .label = N_("Applicant"), .flags = TITLE | REQUIRED | IN_LIST, .max = 60, .hint = N_("A number, not a name: shortlisting is blind") },
	{ COL(struct applicant, campaign), .label = N_("Recruitment"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_campaign },
	{ COL(struct applicant, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct applicant, member), .label = N_("Member"), .ref = &kind_member },
	{ COL(struct applicant, answers), .label = N_("What they wrote"), .flags = LONG, .max = 8000 },
	{ COL(struct applicant, adjustments), .label = N_("Adjustments for the interview"), .flags = LONG, .max = 1000 },
	{ COL(struct applicant, shortlist_score), .label = N_("Shortlisting, of 20"), .flags = IN_LIST | READ_ONLY, .min_value = 0, .max_value = 20 },
	{ COL(struct applicant, interview_score), .label = N_("Interview, of 40"), .flags = IN_LIST | READ_ONLY, .min_value = 0, .max_value = 40 },
	{ COL(struct applicant, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &applicant_states },
	{ COL(struct applicant, reason), .label = N_("The reason they were given"), .flags = LONG, .max = 1000 },
	{ COL(struct applicant, other_way), .label = N_("The other way in that they were offered"), .flags = LONG, .max = 1000 },
	{ COL(struct applicant, felt), .label = N_("How it was for them, 1 to 5"), .flags = READ_ONLY, .min_value = 1, .max_value = 5 },
	{ COL(struct applicant, placement), .label = N_("Placement"), .flags = FILTER, .choices = &placements },
	{ COL(struct applicant, may_quote), .label = N_("May be quoted, without a name") },
	{ COL(struct applicant, may_share), .label = N_("An evaluator may read it, names taken out") },
	{ COL(struct applicant, felt_words), .label = N_("What they would do differently"), .flags = LONG | READ_ONLY, .max = 2000 },
	{ COL(struct applicant, changed), .label = N_("What they changed, in their words"), .flags = LONG, .max = 2000 },
};
/* clang-format on */

static void check_panel(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct staff_panel *x = rec;
	const bool without = str_is(x->state, "without");

	if (without && str_empty(x->reason))
		problem_add(
		    p, "reason", T("Say why no patient was on the panel"));
	if (without && x->signed_by == 0)
		problem_add(p, "signed_by",
		    T("Say who above the recruiter signed it off"));
	if (without && x->signed_by != 0 && x->signed_by == cx->person)
		problem_add(p, "signed_by",
		    T("Nobody signs their own panel: name somebody above "
		      "you"));
	if (str_is(x->state, "held") && !x->equal_scores)
		problem_add(p, "equal_scores",
		    T("A panel was held with a patient only if their scores "
		      "counted as much as everybody's"));
	if (!date_none(x->told_on) && str_empty(x->outcome))
		problem_add(p, "outcome", T("Say what they were told"));
}

static void check_applicant(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct applicant *x = rec;
	const bool no = str_is(x->state, "not_shortlisted") ||
			str_is(x->state, "not_appointed");

	(void)cx;
	if (no && str_empty(x->reason))
		problem_add(
		    p, "reason", T("Everybody gets a reason: write it"));
	if (no && str_empty(x->other_way))
		problem_add(p, "other_way",
		    T("Everybody gets another way in: write which"));
}

const struct kind kind_panel = {
	.name = "panel",
	.path = "panels",
	.one = N_("interview panel"),
	.many = N_("Interview panels"),
	.size = sizeof(struct staff_panel),
	.fields = panel_fields,
	.nfields = NELEM(panel_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Vacancies at the grades where a patient sits on the panel. Bring them in as CSV from the HR system."),
	.check = check_panel,
	.more = panel_more,
};

static enum db_status campaign_before(struct ctx *cx, void *rec, bool is_new)
{
	struct campaign *c = rec;

	(void)cx;
	if (is_new && str_null(c->state))
		c->state = S("draft");
	return DB_OK;
}

const struct kind kind_campaign = {
	.name = "campaign",
	.path = "campaigns",
	.one = N_("recruitment"),
	.many = N_("Recruitment of patient leaders"),
	.size = sizeof(struct campaign),
	.fields = campaign_fields,
	.nfields = NELEM(campaign_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.before_save = campaign_before,
	.empty = N_(
	    "Cohorts of patient leaders: the role, the criteria, who applied, who was appointed, what they changed."),
	.more = campaign_more,
};

const struct kind kind_applicant = {
	.name = "applicant",
	.path = "applicants",
	.one = N_("applicant"),
	.many = N_("Applicants"),
	.size = sizeof(struct applicant),
	.fields = applicant_fields,
	.nfields = NELEM(applicant_fields),
	.read = CAP_INVOLVE_WRITE,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_PERSONAL,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Who applied, as numbers. Each gets a reason and another way in."),
	.check = check_applicant,
	.more = applicant_more,
};

/* By rota ---------------------------------------------------------------- */

/* Trained: a certificate for choosing staff, or the skill; bit 9 of skills is
 * "interview". Whoever sat on a panel longest ago comes first. */
static const struct sql SQL_NEXT = {
	"SELECT b.id FROM member b JOIN member_profile x ON x.member = b.id"
	" LEFT JOIN panel q ON q.member = b.id WHERE b.state = 'active'"
	" AND x.skills / 512 % 2 = 1 AND NOT EXISTS (SELECT 1 FROM panel o"
	" WHERE o.member = b.id AND o.interview_on = ?1) AND " SCOPE(
	    "b.unit") " GROUP BY b.id ORDER BY coalesce(max(q.interview_on),"
		      " ''), count(q.id), b.id LIMIT 1",
	SCOPED(CAP_REGISTER)
};

int64_t panel_next(struct ctx *cx, const struct staff_panel *p)
{
	return db_get_int(
	    cx->conn, cx->arena, &SQL_NEXT, VALS(V(p->interview_on)), 0);
}

static enum db_status ask_fn(struct ctx *cx, void *arg)
{
	struct staff_panel p = *(const struct staff_panel *)arg;
	struct problems problems = { .arena = cx->arena };

	p.member = panel_next(cx, &p);
	if (p.member == 0)
		return DB_REFUSED;
	p.state = S("asked");
	enum db_status st = kind_save(cx, &kind_panel, &p, &problems);

	if (st == DB_OK)
		st = member_tell(cx, p.member,
		    T("Would you sit on an interview panel?"),
		    str_fmt(cx->arena,
			T("It is your turn: %.*s, %.*s.\n\nYour scores count "
			  "as much as everybody's. You get the questions and "
			  "what you need before. Tell us whether you can."
			  "\n\n%.*s\n\n%.*s"),
			STR_ARG(p.title),
			STR_ARG(date_long(cx->arena, p.interview_on)),
			STR_ARG(p.brief), STR_ARG(p.questions)));
	return st;
}

void panel_ask_post(struct req *r)
{
	struct staff_panel p;

	if (!kind_get_ref(&r->cx, &kind_panel, web_param(r, "ref"), &p) ||
	    !str_is(p.state, "notified")) {
		web_not_found(r);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, ask_fn, &p),
	    N_("The next one by rota is asked."),
	    str_fmt(r->cx.arena, "/k/panels/%.*s", STR_ARG(p.rec.ref)));
}

void panel_more(struct req *r, const void *rec)
{
	const struct staff_panel *p = rec;

	if (str_is(p->state, "notified") && web_may(r, CAP_REGISTER))
		ui_button_form(r,
		    str_fmt(
			r->cx.arena, "/k/panels/%.*s/ask", STR_ARG(p->rec.ref)),
		    "ask", "yes", T("Ask the next one by rota"), NULL);
}

static const struct sql *const list[] = { &SQL_NEXT };
const struct sql_list panel_sql = { list, NELEM(list) };
