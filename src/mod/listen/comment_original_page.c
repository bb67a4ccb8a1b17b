/*
 * comment_original_page.c: the page that asks why, and then shows the words as
 * they were written. The look is kept before the words are shown.
 */
#include "base/words.h"
#include "mod/listen/moderation_pages.h"
#include "mod/listen/said.h"

struct look {
	struct str ref, why, words;
	struct arena *keep;
};

static enum db_status look_fn(struct ctx *cx, void *arg)
{
	struct look *l = arg;

	return comment_original(cx, l->ref, l->why, l->keep, &l->words);
}

bool comment_find_for(struct req *r, enum cap cap, struct comment_view *v)
{
	const enum db_status st = comment_find(&r->cx, web_param(r, "ref"), v);

	if (st != DB_OK && st != DB_REFUSED) {
		web_change_failed(r, st);
		return false;
	}
	if (st == DB_REFUSED || !may(&r->cx, cap, v->unit)) {
		web_not_found(r);
		return false;
	}
	return true;
}

static void heading(struct req *r, const struct comment_view *v)
{
	r->title = str_of(T("The original words"));
	r->back = comment_own_path(r->cx.arena, v->ref, NULL);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
}

static void ask(struct req *r, const struct comment_view *v, struct str why,
    const char *error)
{
	struct buf *out = &r->out;
	const struct error_item item = { .text = str_of(error),
		.href = S("#why") };

	if (error != NULL)
		component_error_summary(out,
		    &(struct error_summary){ .items = &item, .nitems = 1 });
	heading(r, v);
	html(out, "<p class=\"nhsuk-body\">%s</p>",
	    T("Words were perhaps removed because they name somebody. That "
	      "you looked, and why, is kept beside the comment."));
	html(out, "<form method=\"post\" action=\"%.*s\" novalidate>",
	    STR_ARG(comment_own_path(r->cx.arena, v->ref, "original")));
	web_csrf_field(r);
	component_input(
	    out, &(struct input){ .name = S("why"),
		     .id = S("why"),
		     .value = why,
		     .label.text = str_of(T("Why do you need to see them?")),
		     .error = str_of(error) });
	component_button(
	    out, &(struct button){ .text = str_of(T("Show the original words")),
		     .prevent_double_click = true });
	html(out, "</form>");
}

void comment_original_page(struct req *r)
{
	struct comment_view v;

	if (comment_find_for(r, CAP_COMMENT_ORIGINAL, &v))
		ask(r, &v, STR_NULL, NULL);
}

static void show(struct req *r, const struct comment_view *v, struct str words)
{
	heading(r, v);
	if (str_null(words))
		html(&r->out, "<p class=\"nhsuk-body heard-muted\">%s</p>",
		    T("These words were erased."));
	else
		html(&r->out,
		    "<blockquote class=\"heard-quote\" lang=\"%.*s\""
		    " dir=\"auto\">%.*s</blockquote>",
		    STR_ARG(v->lang), STR_ARG(words));
	html(&r->out, "<p class=\"nhsuk-body\"><a href=\"%.*s\">%s</a></p>",
	    STR_ARG(r->back), T("Back to the comment"));
}

void comment_original_post(struct req *r)
{
	struct comment_view v;
	struct look l = { .ref = web_param(r, "ref"),
		.why = str_trim(web_post(r, "why")),
		.keep = r->cx.arena };
	enum db_status st;

	if (!comment_find_for(r, CAP_COMMENT_ORIGINAL, &v))
		return;
	if (str_empty(l.why) || said_length(l.why) > MODERATION_NOTE_MAX) {
		r->status = 422;
		ask(r, &v, l.why,
		    T("Say in a few words why you need to see them"));
		return;
	}
	st = ctx_change(&r->cx, look_fn, &l);
	if (st == DB_OK)
		show(r, &v, l.words);
	else
		web_change_failed(r, st);
}
