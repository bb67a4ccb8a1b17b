/*
 * desk.c: the door to this room: where everything about acting on what people
 * said is.
 */
#include "base/words.h"
#include "mod/act/internal.h"
#include "web/component.h"

/* clang-format off */
static const struct {
	const char *heading; /* N_(); NULL: below the one before */
	const char *label, *path;
	enum cap cap;
} links[] = {
	{ N_("Act and tell"), N_("Actions"), "/k/actions", CAP_ACTION_READ },
	{ NULL, N_("Log a small change that your team made"), "/answer/team/mine", CAP_ACTION_WRITE },
	{ NULL, N_("You said, we did"), "/k/you-said", CAP_ACTION_READ },
	{ NULL, N_("Show it on the trust's own site"), "/act/widget", CAP_ACTION_READ },
	{ NULL, N_("Closing the loop: heard, acted, told"), "/tracker", CAP_RESPONSE_READ },
	{ NULL, N_("Promises to ask people"), "/promises", CAP_RESPONSE_READ },
	{ N_("Listen together"), N_("Note what you heard by the way"), "/k/hearsay/new", CAP_ACTION_WRITE },
	{ NULL, N_("Heard by the way"), "/k/hearsay", CAP_RESPONSE_READ },
	{ NULL, N_("Meetings about feedback"), "/k/team-meetings", CAP_RESPONSE_READ },
	{ NULL, N_("Stories"), "/k/stories", CAP_ACTION_READ },
	{ NULL, N_("Stories on the website"), "/stories", CAP_ACTION_READ },
	{ N_("Improve"), N_("Improvement projects"), "/k/projects", CAP_ACTION_READ },
	{ NULL, N_("How many projects are co-produced"), "/coproduced", CAP_ACTION_READ },
	{ NULL, N_("Changes of services"), "/k/service-changes", CAP_ACTION_READ },
	{ NULL, N_("Findings of regulators and partners"), "/k/findings", CAP_ACTION_READ },
};
/* clang-format on */

static void write_links(struct req *r)
{
	bool open = false;

	for (size_t i = 0; i < NELEM(links); i++) {
		if (links[i].heading != NULL) {
			if (open)
				html(&r->out, "</ul>");
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
			    "<ul class=\"nhsuk-list\">",
			    T(links[i].heading));
			open = true;
		}
		if (web_may(r, links[i].cap))
			html(&r->out, "<li><a href=\"%s\">%s</a></li>",
			    links[i].path, T(links[i].label));
	}
	if (open)
		html(&r->out, "</ul>");
}

void act_desk(struct req *r)
{
	r->title = str_of(T("Act"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p>",
	    T("Act"),
	    T("What is done about what people said, with them, and what they "
	      "are told."));
	write_links(r);
}
