/*
 * comment_search.c: the box for finding comments by their words, what is wrong
 * with what was typed, and the words that were found, marked. A search may
 * hold somebody's name: it is posted, and so is its next page, and no address
 * has it.
 */
#include "base/words.h"
#include "mod/listen/comment_field.h"
#include "mod/listen/comment_found.h"
#include "mod/listen/moderation_pages.h"
#include "mod/listen/search.h"

#define EXCERPT 160 /* characters */
#define BEFORE  6   /* words in front of the first that was found */

/* The box --------------------------------------------------------------- */

static const char *sentence(enum query_status st)
{
	switch (st) {
	case QUERY_OK:
		break;
	case QUERY_EMPTY:
		return T("Type a word to look for.");
	case QUERY_LONG:
		return T("That is too long to look for. Use fewer words.");
	case QUERY_QUOTE:
		return T("A quotation mark is missing. Put one before the "
			 "first word and one after the last.");
	case QUERY_OR:
		return T("Put a word before OR and a word after it.");
	case QUERY_NOT:
		return T("Put a word after NOT or the minus sign. OR cannot "
			 "stand beside them.");
	case QUERY_ONLY_NOT:
		return T("Add a word that should be there. It is not enough "
			 "to say what should not.");
	case QUERY_STAR:
		return T("Put at least two letters before the star.");
	}
	return NULL;
}

const char *comment_search_read(struct req *r, struct comment_filter *f)
{
	struct query *q = ARENA_NEW(r->cx.arena, struct query);
	const struct str typed = str_trim(form_get(&r->form, "q"));
	struct comment_filter fields;
	struct str words;
	const char *wrong;
	enum query_status st;
	int64_t page = 0;

	if (str_empty(typed))
		return NULL;
	f->typed = typed;
	f->best = str_is(form_get(&r->form, "order"), "best");
	if (!str_int64(form_get(&r->form, "page"), &page) || page < 0 ||
	    page > RANKED_MAX / COMMENT_PAGE)
		page = 0;
	f->page = (int)page;
	fields = *f;
	wrong = comment_fields_take(&r->cx, typed, &fields, &words);
	if (wrong != NULL)
		return wrong;
	if (!str_empty(words)) {
		st = query_parse(r->cx.arena, words, q);
		wrong = sentence(st);
		if (st != QUERY_OK)
			return wrong;
		fields.search = q;
	}
	/* What was understood is in the filters from here on. */
	fields.typed = words;
	*f = fields;
	return NULL;
}

static void hidden(struct buf *out, const char *name, struct str value)
{
	if (!str_empty(value))
		html(out, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
		    name, STR_ARG(value));
}

/* A form that is posted to the search, up to its own fields. */
static void open_form(struct req *r, const char *class)
{
	html(&r->out,
	    "<form class=\"%s\" method=\"post\" action=\"/comments/search\">",
	    class);
	web_csrf_field(r);
}

static void hidden_filters(struct req *r, const struct comment_filter *f)
{
	struct buf *out = &r->out;

	comment_filter_hidden(out, f);
	if (f->answer != 0)
		hidden(
		    out, "answer", str_fmt(r->cx.arena, "%d", (int)f->answer));
	hidden(out, "from", f->from);
	hidden(out, "to", f->to);
	hidden(out, "mode", f->mode);
	hidden(out, "role", f->role);
	hidden(out, "theme", comment_filter_theme(r->cx.arena, f));
	hidden(out, "mood", comment_filter_mood(f));
}

void comment_search_box(
    struct req *r, const struct comment_filter *f, const char *wrong)
{
	const struct select_option orders[] = {
		{ .value = S("new"), .text = str_of(T("Newest first")) },
		{ .value = S("best"),
		    .text = str_of(T("Most relevant first")) },
	};

	open_form(r, "heard-filters");
	hidden_filters(r, f);
	component_input(&r->out,
	    &(struct input){ .name = S("q"),
		.id = S("search-q"),
		.value = f->typed,
		.type = S("search"),
		.label.text = str_of(T("Find words in comments")),
		.hint = str_of(T("food OR meal finds either, -cold leaves a "
				 "word out, \"rang back\" finds these words "
				 "together, and wait* finds words that begin "
				 "like that. team:, date:, from:, to:, theme:, "
				 "sentiment: and answer: narrow it, like "
				 "team:\"Ward 7\" date:2026-05.")),
		.error = str_of(wrong) });
	component_select(&r->out, &(struct select){ .name = S("order"),
				      .id = S("search-order"),
				      .value = f->best ? S("best") : S("new"),
				      .label.text = str_of(T("Order")),
				      .items = orders,
				      .nitems = NELEM(orders) });
	component_button(&r->out, &(struct button){ .text = str_of(T("Find")),
				      .variant = "secondary",
				      .small = true });
	html(&r->out, "</form>");
	if (f->search != NULL && !search_complete(&r->cx))
		component_inset_text(&r->out,
		    &(struct inset_text){
			.text = str_of(T("Older comments are still being made "
					 "ready for searching. They cannot be "
					 "found yet.")) });
}

void comment_search_keep(struct req *r, const struct comment_filter *f)
{
	web_csrf_field(r);
	hidden(&r->out, "q", f->typed);
	hidden(&r->out, "order", f->best ? S("best") : STR_NULL);
}

void comment_search_paging(struct req *r, const struct comment_filter *f,
    const char *key, struct str ref, const char *label)
{
	open_form(r, "heard-buttons");
	hidden(&r->out, "q", f->typed);
	hidden(&r->out, "order", f->best ? S("best") : STR_NULL);
	hidden_filters(r, f);
	hidden(&r->out, key, ref);
	component_button(&r->out,
	    &(struct button){
		.text = str_of(label), .variant = "secondary", .small = true });
	html(&r->out, "</form>");
}

/* What was found -------------------------------------------------------- */

/* The byte `n` characters after `at`. */
static size_t forward(struct str s, size_t at, size_t n)
{
	for (; at < s.n; at++) {
		/* A character begins where a byte is not one that goes on. */
		if (((unsigned char)s.s[at] & 0xC0) == 0x80)
			continue;
		if (n-- == 0)
			break;
	}
	return at;
}

/* s[from, to), with the words that are marked in <mark>. */
static void put_marked(struct buf *b, struct str s, size_t from, size_t to,
    const struct tokens *t, const bool *marks)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct token *k = &t->list[i];

		if (!marks[i] || k->from < from || k->to > to)
			continue;
		html_text(b, str_sub(s, from, k->from - from));
		html(b, "<mark>");
		html_text(b, str_sub(s, k->from, k->to - k->from));
		html(b, "</mark>");
		from = k->to;
	}
	html_text(b, str_sub(s, from, to - from));
}

struct markup comment_marked(
    struct arena *a, const struct comment_view *v, const struct query *q)
{
	struct buf b = buf_make((size_t)64 << 10);
	struct tokens t;
	size_t first = 0;

	text_tokens(a, v->shown, &t);
	bool *marks = arena_array(a, t.n, sizeof(*marks));

	(void)query_match(q, &t, marks);
	while (first < t.n && !marks[first])
		first++;
	const bool early = first <= BEFORE || first == t.n;
	const size_t from = early ? 0 : t.list[first - BEFORE].from;
	const size_t to = forward(v->shown, from, EXCERPT);

	html(&b, "%s", early ? "" : "…");
	put_marked(&b, v->shown, from, to, &t, marks);
	html(&b, "%s", to < v->shown.n ? "…" : "");
	const struct markup m = html_take(a, &b);

	buf_free(&b);
	return m;
}
