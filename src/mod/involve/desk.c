/*
 * desk.c: the door to this room for who works here: what waits, and where
 * everything is.
 */
#include "base/words.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/ui.h"

static const struct sql SQL_STATES = {
	"SELECT o.state, count(*) FROM opportunity o WHERE " SCOPE(
	    "o.unit") " GROUP BY o.state ORDER BY o.state",
	SCOPED(CAP_INVOLVE_READ)
};

static void write_states(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 20);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_STATES, NO_VALS);

	ui_th(t, T("State"));
	ui_th(t, T("Opportunities"));
	while (db_next(rows)) {
		ui_td_link(t, code_words(&opportunity_states, db_text(rows, 0)),
		    str_fmt(a, "/k/opportunities?state=%.*s",
			STR_ARG(db_text(rows, 0))));
		ui_td(t, str_fmt(a, "%lld", (long long)db_int(rows, 1)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Opportunities by state"),
	    T("Nobody has asked for involvement yet."));
}

/* clang-format off */
static const struct {
	const char *heading; /* N_(); NULL: below the one before */
	const char *label, *path;
	enum cap cap;
} links[] = {
	{ N_("People"), N_("Members"), "/k/members", CAP_REGISTER },
	{ NULL, N_("Checks and agreements"), "/k/checks", CAP_REGISTER },
	{ NULL, N_("Trust membership"), "/k/trust-membership", CAP_REGISTER },
	{ NULL, N_("Concerns of and about members"), "/k/member-concerns", CAP_PASTORAL },
	{ NULL, N_("What people say when they leave"), "/k/leavers", CAP_REGISTER },
	{ NULL, N_("Letters and calls to members"), "/k/member-letters?state=to_send", CAP_REGISTER },
	{ NULL, N_("Who is asked"), "/involve/fair", CAP_REGISTER },
	{ NULL, N_("Compared with the people whom we serve"), "/involve/diversity", CAP_DEMOGRAPHICS },
	{ NULL, N_("Partners"), "/k/partners", CAP_INVOLVE_READ },
	{ NULL, N_("Outreach plan"), "/k/outreach", CAP_INVOLVE_READ },
	{ N_("What happens"), N_("Involvement map"), "/involve/map", CAP_INVOLVE_READ },
	{ NULL, N_("Opportunities"), "/k/opportunities", CAP_INVOLVE_READ },
	{ NULL, N_("Events"), "/k/events", CAP_INVOLVE_READ },
	{ NULL, N_("Who waits for a call"), "/involve/calls", CAP_INVOLVE_WRITE },
	{ NULL, N_("Forums"), "/k/forums", CAP_INVOLVE_READ },
	{ NULL, N_("Meetings of forums"), "/k/meetings", CAP_INVOLVE_READ },
	{ NULL, N_("Actions of meetings"), "/k/forum-actions", CAP_INVOLVE_READ },
	{ NULL, N_("Interview panels"), "/k/panels", CAP_INVOLVE_READ },
	{ NULL, N_("Patients on interview panels"), "/involve/panels", CAP_INVOLVE_READ },
	{ NULL, N_("Recruitment of patient leaders"), "/k/campaigns", CAP_INVOLVE_READ },
	{ NULL, N_("Reader panel"), "/k/reader-items", CAP_INVOLVE_READ },
	{ NULL, N_("Training"), "/k/courses", CAP_INVOLVE_READ },
	{ NULL, N_("Training for staff and volunteers"), "/involve/training", CAP_INVOLVE_READ },
	{ NULL, N_("Training done"), "/k/learning", CAP_INVOLVE_WRITE },
	{ NULL, N_("Champions and paid roles by team"), "/involve/teams", CAP_INVOLVE_READ },
	{ NULL, N_("Champions"), "/k/champions", CAP_INVOLVE_READ },
	{ NULL, N_("Paid lived-experience roles"), "/k/peer-roles", CAP_INVOLVE_READ },
	{ NULL, N_("Reverse mentoring"), "/k/mentoring", CAP_INVOLVE_READ },
	{ N_("Volunteers and governors"), N_("Volunteers by team"), "/involve/volunteers", CAP_INVOLVE_READ },
	{ NULL, N_("Volunteers"), "/k/volunteers", CAP_INVOLVE_WRITE },
	{ NULL, N_("Shifts of volunteers"), "/k/shifts", CAP_INVOLVE_WRITE },
	{ NULL, N_("Governors"), "/k/governors", CAP_INVOLVE_READ },
	{ NULL, N_("What members told governors"), "/k/governor-heard", CAP_INVOLVE_READ },
	{ NULL, N_("My page as a governor"), "/involve/governor", CAP_INVOLVE_READ },
	{ N_("Asked, decided, told back"), N_("Engagement exercises"), "/k/engagements", CAP_INVOLVE_READ },
	{ NULL, N_("Decisions and who was heard"), "/involve/decisions", CAP_INVOLVE_READ },
	{ NULL, N_("The record of decisions"), "/k/decisions", CAP_INVOLVE_READ },
	{ N_("For yourself"), N_("My own feedback, for appraisal"), "/my-feedback", CAP_INVOLVE_READ },
	{ N_("Money"), N_("Claims"), "/k/claims", CAP_CLAIM_READ },
	{ NULL, N_("Journeys paid before"), "/k/travel", CAP_CLAIM_READ },
	{ NULL, N_("Payments"), "/involve/pay", CAP_PAY },
	{ NULL, N_("Budgets"), "/k/budgets", CAP_CLAIM_READ },
	{ NULL, N_("Bids to the fund for working together"), "/k/fund-bids", CAP_INVOLVE_READ },
	{ NULL, N_("Payment policies"), "/k/rate-policies", CAP_CLAIM_READ },
	{ NULL, N_("Rates"), "/k/rates", CAP_CLAIM_READ },
};
/* clang-format on */

static void write_links(struct req *r)
{
	const char *heading = NULL;
	bool open = false;

	for (size_t i = 0; i < NELEM(links); i++) {
		if (links[i].heading != NULL)
			heading = links[i].heading;
		if (!web_may(r, links[i].cap))
			continue;
		if (heading != NULL) {
			if (open)
				html(&r->out, "</ul>");
			ui_sub(r, T(heading));
			html(&r->out, "<ul class=\"nhsuk-list\">");
			heading = NULL;
			open = true;
		}
		html(&r->out, "<li><a href=\"%s\">%s</a></li>", links[i].path,
		    T(links[i].label));
	}
	if (open)
		html(&r->out, "</ul>");
}

void desk_page(struct req *r)
{
	r->wide = true;
	ui_head(r, T("Involve"));
	if (web_may(r, CAP_INVOLVE_WRITE))
		component_button(&r->out,
		    &(struct button){ .text = str_of(T("Ask for involvement")),
			.href = S("/k/opportunities/new") });
	write_states(r);
	write_links(r);
}

static const struct sql *const list[] = { &SQL_STATES };
const struct sql_list desk_sql = { list, NELEM(list) };
