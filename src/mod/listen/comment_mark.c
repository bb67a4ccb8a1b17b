/*
 * comment_mark.c: the words of a comment for who decides about it, with what
 * would be taken out of them marked: the proposal, or what was typed instead.
 */
#include "base/words.h"
#include "mod/listen/moderation_pages.h"
#include "mod/listen/screen.h"

static bool waits(const struct comment_sheet *s)
{
	return str_is(s->v.state, "unmoderated") || str_is(s->v.state, "held");
}

/* Each line's places in the words; false: nothing of it stands there. */
static bool places(struct str shown, struct str lines, struct spans *ret)
{
	static const struct spans nothing_hidden = { .n = 0 };
	struct str one;

	ret->n = 0;
	while (str_cut(&lines, '\n', &one)) {
		one = str_trim(one);
		if (one.n > 0)
			(void)spans_add_words(ret, &nothing_hidden, shown, one);
	}
	return ret->n > 0;
}

/* The byte of the n-th character after `at`. */
static size_t forward(struct str s, size_t at, size_t n)
{
	while (n > 0 && at < s.n) {
		at++;
		while (at < s.n && ((unsigned char)s.s[at] & 0xC0) == 0x80)
			at++;
		n--;
	}
	return at;
}

static void marked(struct req *r, struct str s, const struct spans *spans)
{
	size_t byte = 0, point = 0;

	for (size_t i = 0; i < spans->n; i++) {
		const struct span x = spans->list[i];
		const size_t from = forward(s, byte, x.start - point);
		const size_t to = forward(s, from, x.end - x.start);

		html_text(&r->out, str_sub(s, byte, from - byte));
		html(&r->out, "<mark>");
		html_text(&r->out, str_sub(s, from, to - from));
		html(&r->out, "</mark>");
		byte = to;
		point = x.end;
	}
	html_text(&r->out, str_sub(s, byte, SIZE_MAX));
}

void comment_quote_sheet(struct req *r, const struct comment_sheet *s)
{
	const struct comment_view *v = &s->v;
	struct spans *spans = ARENA_NEW(r->cx.arena, struct spans);
	struct str lines = S("");

	if (v->may_moderate && !str_null(v->shown) && waits(s))
		lines = s->problems != NULL
			    ? s->words
			    : screen_proposal(&r->cx, v->id, v->shown);
	if (str_null(v->shown) || !places(v->shown, lines, spans)) {
		comment_quote(&r->out, v);
		return;
	}
	html(&r->out,
	    "<blockquote class=\"heard-quote\" lang=\"%.*s\" dir=\"auto\">",
	    STR_ARG(v->lang));
	marked(r, v->shown, spans);
	html(&r->out, "</blockquote><p class=\"nhsuk-body\">%s</p>",
	    T("What is marked would be taken out by “Remove the words”. Change "
	      "it under “Words to remove”."));
}
