/*
 * widget_page.c: for who looks after the trust's own site: how to put "You
 * said, we did" into it, and the feeds.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/act/internal.h"

void widget_help(struct req *r)
{
	const struct str base = r->cx.app->base_url;
	const struct str sites = setting_text(&r->cx, "widget_sites");

	r->title = str_of(T("On the trust's own site"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p><div class=\"heard-scroll\" role=\"region\" tabindex=\"0\" "
	    "aria-label=\"%s\"><pre><code>"
	    "&lt;iframe src=\"%.*s/you-said-we-did/widget\" title=\"%s\" "
	    "width=\"400\" height=\"600\"&gt;&lt;/iframe&gt;</code></pre></div>",
	    T("On the trust's own site"),
	    T("Put this line into a page of the trust's own site, and it shows "
	      "the newest of what changed. For one service add ?unit= and the "
	      "last part of its address, for example ?unit=elm-ward."),
	    T("Line to copy"), STR_ARG(base), T("You said, we did"));
	html(&r->out, "<p class=\"nhsuk-body\">");
	if (str_empty(sites))
		html(&r->out, "%s",
		    T("No site may show it yet. An administrator names the "
		      "sites in the settings."));
	else
		html(&r->out, T("These sites may show it: %.*s"),
		    STR_ARG(sites));
	html(&r->out,
	    "</p><ul class=\"nhsuk-list\"><li><a "
	    "href=\"/you-said-we-did/widget\">%s</a></li><li><a "
	    "href=\"/you-said-we-did/feed.atom\">%s</a></li><li><a "
	    "href=\"/you-said-we-did/feed.json\">%s</a></li></ul>",
	    T("How it looks"), T("The feed for readers (Atom)"),
	    T("The feed for programs (JSON)"));
}
