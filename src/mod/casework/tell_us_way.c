/*
 * tell_us_way.c: the public door one question a page. There is no memory
 * behind it: what was said travels in the form itself, so it works without a
 * cookie and without JavaScript, and somebody who goes away leaves nothing.
 */
#include "mod/casework/tell_us.h"

#include "base/words.h"
#include "mod/casework/internal.h"

/* The questions of a page: asks[from] up to the one before asks[end]. */
static const struct page {
	size_t from, end;
} pages[TELL_US_PAGES] = {
	{ 0, 1 }, /* what they would like to do */
	{ 1, 2 }, /* what happened */
	{ 2, 3 }, /* what should happen now */
	{ 3, 4 }, /* which service */
	{ 4, 5 }, /* when */
	{ 5, 7 }, /* about whom */
	{ 7, 9 }, /* who speaks, and how to reach them */
	{ 9, 10 } /* what they need */
};

static void write_hidden(struct req *r, const char *name, struct str value)
{
	html(&r->out, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
	    name, STR_ARG(value));
}

/* Everything that this page does not ask. */
static void write_rest(struct req *r, int page)
{
	for (size_t i = 0; i < ntell_us_asks; i++) {
		const struct str v = web_post(r, tell_us_asks[i].name);
		const bool here = page < TELL_US_PAGES &&
				  i >= pages[page].from && i < pages[page].end;

		if (!here && !str_empty(v))
			write_hidden(r, tell_us_asks[i].name, v);
	}
}

static struct str words_of_answer(
    const struct asking *a, const struct ask *q, struct str value)
{
	struct select_option *list;
	size_t n;

	if (q->choices != NULL)
		return case_label(q->choices, value);
	if (q->options == NULL)
		return value;
	list = arena_array(a->r->cx.arena, OPTIONS_MAX, sizeof(*list));
	n = q->options(a, list, OPTIONS_MAX);
	for (size_t i = 0; i < n; i++)
		if (str_eq(value, list[i].value))
			return list[i].text;
	return value;
}

static void write_answers(struct req *r)
{
	const struct asking a = { .r = r };
	struct summary_row rows[ASKS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < ntell_us_asks; i++) {
		const struct ask *q = &tell_us_asks[i];
		const struct str v = web_post(r, q->name);

		if (!str_empty(v))
			rows[n++] =
			    (struct summary_row){ .key = str_of(T(q->label)),
				    .value = words_of_answer(&a, q, v) };
	}
	component_summary_list(
	    &r->out, &(struct summary_list){ .rows = rows, .nrows = n });
}

static void write_buttons(struct req *r, int page)
{
	const bool last = page == TELL_US_PAGES;

	html(&r->out, "<div class=\"heard-buttons\">");
	component_button(
	    &r->out, &(struct button){
			 .text = last ? str_of(T("Send")) : str_of(T("Go on")),
			 .prevent_double_click = true });
	if (page > 0)
		component_button(
		    &r->out, &(struct button){ .text = str_of(T("Go back")),
				 .variant = "secondary",
				 .name = S("back"),
				 .value = S("1") });
	html(&r->out, "</div>");
}

static void write_head(struct req *r, int page)
{
	if (page == 0)
		html(&r->out,
		    "<p class=\"nhsuk-body\">%s</p><p class=\"nhsuk-body\">"
		    "<a href=\"/tell-us?all=1\">%s</a></p>",
		    T("Thanks, a worry, a question or a complaint: this is "
		      "the place for all of it. Your care will not get worse "
		      "because you tell us. A person reads everything."),
		    T("All questions on one page"));
	if (page < TELL_US_PAGES) {
		html(&r->out, "<p class=\"heard-muted\">");
		html(&r->out, T("Question %d of %d"), page + 1, TELL_US_PAGES);
		html(&r->out, "</p>");
	} else {
		html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
		    T("Look at what you wrote, then send it"));
	}
}

void tell_us_write_page(
    struct req *r, struct str token, int page, const struct problems *p)
{
	const struct asking a = { .r = r };

	r->title = str_of(T("Tell us something"));
	asks_summary(r, p);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	write_head(r, page);
	html(&r->out,
	    "<form method=\"post\" action=\"/tell-us?lang=%s\" novalidate>",
	    words_current()->code);
	write_hidden(r, "token", token);
	if (page == TELL_US_PAGES)
		write_answers(r);
	else
		asks_write(&a, tell_us_asks + pages[page].from,
		    pages[page].end - pages[page].from, p);
	write_rest(r, page);
	write_hidden(r, "page", str_fmt(r->cx.arena, "%d", page));
	write_buttons(r, page);
	html(&r->out, "</form>");
	tell_us_emergency(r);
}

bool tell_us_page_post(struct req *r)
{
	const struct asking a = { .r = r };
	const struct str token = web_post(r, "token");
	struct problems p = { .arena = r->cx.arena };
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);
	int64_t page = 0;

	if (!str_int64(web_post(r, "page"), &page) || page < 0 ||
	    page > TELL_US_PAGES)
		return false;
	if (!str_null(web_post(r, "back"))) {
		tell_us_write_page(
		    r, token, page > 0 ? (int)page - 1 : 0, NULL);
		return true;
	}
	if (page == TELL_US_PAGES)
		return false;
	if (asks_read(&a, tell_us_asks + pages[page].from,
		pages[page].end - pages[page].from, in, &p)) {
		tell_us_write_page(r, token, (int)page + 1, NULL);
	} else {
		r->status = 422;
		tell_us_write_page(r, token, (int)page, &p);
	}
	return true;
}
