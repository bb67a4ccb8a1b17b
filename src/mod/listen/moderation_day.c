/*
 * moderation_day.c: what My day says of comments.
 */
#include "base/words.h"
#include "mod/listen/moderation_pages.h"
#include "mod/module.h"

#define NEWS      5
#define NEWS_DAYS 14

void moderation_day(struct req *r, struct day *d)
{
	int64_t n;

	if (!web_may(r, CAP_MODERATE) || d->n == NELEM(d->items))
		return;
	n = comment_waiting(&r->cx);
	if (n == 0)
		return;
	d->items[d->n++] = (struct day_item){
		.sentence =
		    n > COMMENT_COUNT
			? str_fmt(r->cx.arena,
			      T("More than %d comments wait to be read"),
			      COMMENT_COUNT)
			: str_fmt(r->cx.arena,
			      TN("%lld comment waits to be read",
				  "%lld comments wait to be read", (long)n),
			      (long long)n),
		.path = S("/moderation"),
		.count = n,
	};
}

static void news_row(struct req *r, const struct comment_view *v)
{
	struct arena *a = r->cx.arena;

	html(&r->out,
	    "<li><a href=\"%.*s\" lang=\"%.*s\" dir=\"auto\">%.*s</a>",
	    STR_ARG(comment_own_path(a, v->ref, NULL)), STR_ARG(v->lang),
	    STR_ARG(comment_excerpt(a, v)));
	html(&r->out, "<br><span class=\"heard-muted\">%.*s – %s</span></li>",
	    STR_ARG(v->unit_name), comment_answer(v));
}

void moderation_news(struct req *r)
{
	struct comment_view list[NEWS];
	struct arena *a = r->cx.arena;
	const struct date from = date_add(r->cx.today, -NEWS_DAYS);
	size_t n = 0;

	if (!web_may(r, CAP_RESPONSE_READ) ||
	    comment_newest(&r->cx, from, list, NEWS, &n) != DB_OK)
		return;
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">");
	html(&r->out, T("What people said since %.*s"),
	    STR_ARG(date_long(a, from)));
	html(&r->out, "</h2>");
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nobody has written about your teams in these days."));
	else
		html(&r->out, "<ul class=\"nhsuk-list\">");
	for (size_t i = 0; i < n; i++)
		news_row(r, &list[i]);
	if (n > 0)
		html(&r->out, "</ul>");
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"/comments\">%s</a></p>",
	    T("All comments"));
}
