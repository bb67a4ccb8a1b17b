/*
 * reply.c: what became of what I said, for who holds the return code: that
 * something is being done, and what everybody was told. No date finer than a
 * month, no name.
 */
#include "base/words.h"
#include "mod/act/internal.h"

static void write_one(
    struct ctx *cx, const struct action_of_comment *a, struct buf *out)
{
	if (!str_null(a->did)) {
		html(out,
		    "<li><p><strong>%s</strong> %.*s</p>"
		    "<p><strong>%s</strong> %.*s</p></li>",
		    T("You said:"), STR_ARG(a->said),
		    str_is(a->ending, "cannot") ? T("We cannot, because:")
						: T("We did:"),
		    STR_ARG(a->did));
		return;
	}
	if (str_is(a->state, "done")) {
		html(out, "<li>%s</li>",
		    T("Something was changed because of what you said. You "
		      "can read here soon what it is."));
		return;
	}
	/* The team's own words of why are not for the public unread. */
	if (!str_null(a->ending)) {
		html(out, "<li>%s</li>",
		    str_is(a->ending, "cannot")
			? T("The team looked at what you said and cannot "
			    "change it. You can read here soon why.")
			: T("The team looked at what you said and found that "
			    "nothing had to change."));
		return;
	}
	if (!str_is(a->state, "open") || date_none(a->due))
		return;
	html(out, "<li>");
	html(out,
	    T("The team is working on a change because of what you said. It "
	      "plans to be ready in %.*s."),
	    STR_ARG(date_month_year(cx->arena, a->due)));
	html(out, "</li>");
}

void act_reply_outcomes(struct ctx *cx, int64_t response, struct buf *out)
{
	struct action_of_comment *list = NULL;
	const size_t n = public_actions_of_response(cx, response, &list);

	if (n == 0)
		return;
	html(out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">");
	for (size_t i = 0; i < n; i++)
		write_one(cx, &list[i], out);
	html(out, "</ul>");
}
