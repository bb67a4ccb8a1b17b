/*
 * demo_door.c: one click into the invented trust. These doors exist only in a
 * database that was created as a demonstration.
 */
#include "base/words.h"
#include "core/session.h"
#include "main/day.h"
#include "web/component.h"

/* Who one can be; the demonstration makes people with these addresses. */
static const struct demo_role {
	const char *email, *label, *what; /* N_() */
	const char *path;                 /* where one lands */
} roles[] = {
	{ "ward.manager@demo.invalid", N_("Ward manager"),
	    N_("See what people say about your ward, and act on it."), "/day" },
	{ "experience.lead@demo.invalid", N_("Patient experience lead"),
	    N_("Read new comments, decide what is shown, approve answers."),
	    "/day" },
	{ "complaints.officer@demo.invalid", N_("Complaints officer"),
	    N_("Answer complaints, concerns and thanks, on time."), "/cases" },
	{ "member@demo.invalid", N_("Member with lived experience"),
	    N_("Say yes to something, claim costs, see what changed."), "/me" },
	{ "board.member@demo.invalid", N_("Board member"),
	    N_("See one true chart for the whole trust."), "/day" },
	{ "administrator@demo.invalid", N_("Administrator"),
	    N_("Look after teams, people, roles and the audit trail."),
	    "/day" },
	{ "chief.executive@demo.invalid", N_("Chief executive"),
	    N_("Sign the answers that wait for you."), "/day" },
	{ "involvement.lead@demo.invalid", N_("Involvement lead"),
	    N_("Find the right people, fairly, and look after them."),
	    "/involve/desk" },
	{ "budget.holder@demo.invalid", N_("Budget holder"),
	    N_("Say yes to claims out of a budget."), "/k/claims?state=sent" },
	{ "finance@demo.invalid", N_("Finance officer"),
	    N_("Pay people within ten working days."), "/involve/pay" },
	{ "complaints.manager@demo.invalid", N_("Complaints manager"),
	    N_("Check answers before they are signed, and the returns."),
	    "/cases" },
	{ "analyst@demo.invalid", N_("Analyst"),
	    N_("Look for patterns, also in who complains."), "/understand" },
	{ "caldicott.guardian@demo.invalid", N_("Caldicott Guardian"),
	    N_("Decide what is kept, and what is disposed of."), "/cases" },
	{ "volunteer@demo.invalid", N_("Volunteer"),
	    N_("Hand out the form on a ward, also without a signal."),
	    "/volunteer" },
	{ "governor@demo.invalid", N_("Governor"),
	    N_("See what members told you, and what came back."),
	    "/involve/governor" },
};

static const struct sql SQL_BY_EMAIL = {
	"SELECT id FROM person WHERE email = ?1 AND active = 1",
	SYSTEM("one-click sign-in of an invented person in a demonstration")
};

void demo_doors(struct req *r)
{
	html(&r->out,
	    "<section class=\"heard-demo-doors\"><h2 "
	    "class=\"nhsuk-heading-m\">%s</h2><p class=\"nhsuk-body\">%s</p>"
	    "<ul class=\"nhsuk-list\">",
	    T("Look around as someone who works here"),
	    T("Heard is software on which a trust hears its patients, acts on what they say with them, and shows what changed. This trust is invented: one click signs you in."));
	for (size_t i = 0; i < NELEM(roles); i++) {
		html(&r->out,
		    "<li><form method=\"post\" action=\"/demo/sign-in\"><input "
		    "type=\"hidden\" name=\"who\" value=\"%zu\">",
		    i);
		component_button(&r->out,
		    &(struct button){ .text = str_of(T(roles[i].label)),
			.variant = "secondary",
			.small = true });
		html(&r->out, " <span>%s</span></form></li>", T(roles[i].what));
	}
	html(&r->out, "</ul></section>");
}

struct start_arg {
	int64_t person;
	struct arena *arena;
	struct str token;
};

static enum db_status start_fn(struct ctx *cx, void *arg)
{
	struct start_arg *s = arg;
	struct str token;
	const enum db_status st = session_start(cx, s->person, &token);

	if (st == DB_OK)
		s->token = str_dup(s->arena, token);
	return st;
}

void demo_sign_in(struct req *r)
{
	int64_t who = -1;

	if (!r->cx.app->demo || !str_int64(web_post(r, "who"), &who) ||
	    who < 0 || who >= (int64_t)NELEM(roles)) {
		web_not_found(r);
		return;
	}
	struct start_arg s = { .arena = r->cx.arena,
		.person = db_get_int(r->cx.conn, r->cx.arena, &SQL_BY_EMAIL,
		    VALS(V(roles[who].email)), 0) };

	if (s.person == 0) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, start_fn, &s);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_session_cookie(r, s.token);
	web_redirect(r, str_of(roles[who].path));
}

static const struct sql *const door_sql[] = { &SQL_BY_EMAIL };
const struct sql_list demo_door_sql = { door_sql, NELEM(door_sql) };
