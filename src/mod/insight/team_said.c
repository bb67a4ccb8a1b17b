/*
 * team_said.c: what people say of a unit, in their own words and language. Only
 * what readers may see: comment.shown.
 */
#include "base/words.h"
#include "mod/insight/team.h"
#include "mod/listen/codes.h"
#include "mod/listen/moderation.h"
#include "web/component.h"

/* From here on a unit has enough responses that the newest comments are looked
 * for in the last months first. */
#define MANY 2000

/* Cut at a character's boundary. */
static struct str beginning(struct arena *a, struct str s)
{
	size_t n = TEAM_WORDS_MAX;

	if (s.n <= TEAM_WORDS_MAX)
		return s;
	while (n > 0 && ((unsigned char)s.s[n] & 0xc0) == 0x80)
		n--;
	return str_fmt(a, "%.*s …", STR_ARG(str_sub(s, 0, n)));
}

static void write_state(struct buf *out, struct str state)
{
	component_tag(out,
	    &(struct tag){
		.text = str_of(moderation_label(&moderation_states, state)),
		.colour = str_is(state, "unmoderated") ? "yellow" : "grey" });
}

static void write_facts(const struct team_view *v, const struct team_comment *c)
{
	struct arena *a = v->r->cx.arena;
	struct buf *out = &v->r->out;
	const char *answer =
	    code_label(&codes_answer, str_fmt(a, "%d", (int)c->answer));

	html(out, "<p class=\"nhsuk-body-s\">");
	if (answer != NULL)
		html(out, "<strong>%s</strong> · ", answer);
	html(out, "%.*s · ", STR_ARG(date_month_year(a, c->day)));
	if (!str_eq(c->unit_slug, v->team.unit.slug))
		html(out, "<a href=\"/t/%.*s\">%.*s</a> · ",
		    STR_ARG(c->unit_slug), STR_ARG(c->unit_name));
	html(out,
	    "<a href=\"/comments/%.*s\">%s</a> · "
	    "<a href=\"/comments/%.*s#themes\">%s</a> ",
	    STR_ARG(c->ref), T("Open this comment"), STR_ARG(c->ref),
	    T("What it is about"));
	write_state(out, c->state);
	html(out, "</p>");
}

void team_write_said(const struct team_view *v)
{
	struct team_comment list[TEAM_COMMENTS];
	struct buf *out = &v->r->out;
	const size_t n =
	    team_comments(&v->r->cx, &v->filter.cut, v->responses > MANY, list);

	html(out, "<h2 class=\"nhsuk-heading-m\" id=\"said\">%s</h2>",
	    T("What they say"));
	if (n == 0) {
		html(out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nobody has written anything in this period. What people "
		      "write is shown here, newest first."));
		return;
	}
	html(out, "<ul class=\"nhsuk-list heard-said heard-measure\">");
	for (size_t i = 0; i < n; i++) {
		html(out,
		    "<li><blockquote class=\"heard-quote\" lang=\"%.*s\" "
		    "dir=\"auto\">%.*s</blockquote>",
		    STR_ARG(list[i].lang),
		    STR_ARG(beginning(v->r->cx.arena, list[i].words)));
		write_facts(v, &list[i]);
		html(out, "</li>");
	}
	html(out, "</ul><p class=\"nhsuk-body\"><a href=\"");
	html_href(out, team_comments_href(v->r->cx.arena, v->team.unit.slug,
			   &v->filter, STR_NULL));
	html(out, "\">%s</a></p>", T("All comments"));
}
