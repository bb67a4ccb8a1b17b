/*
 * comment_list.c: the queue of moderators and the list of readers: the same
 * page over two questions.
 */
#include "base/words.h"
#include "mod/listen/codes.h"
#include "mod/listen/comment_found.h"
#include "mod/listen/heard.h"
#include "mod/listen/moderation_pages.h"

static const char *base_of(const struct comment_filter *f)
{
	return f->queue ? "/moderation" : "/comments";
}

/* Filters ----------------------------------------------------------------- */

static void filter_select(struct req *r, const char *name, const char *label,
    struct str value, const struct select_option *items, size_t n)
{
	component_select(
	    &r->out, &(struct select){ .name = str_of(name),
			 .id = str_fmt(r->cx.arena, "filter-%s", name),
			 .value = value,
			 .label.text = str_of(label),
			 .items = items,
			 .nitems = n });
}

static struct select_option any(void)
{
	return (
	    struct select_option){ .value = S(""), .text = str_of(T("Any")) };
}

static void filter_unit(struct req *r, const struct comment_filter *f)
{
	struct arena *a = r->cx.arena;
	struct comment_unit *units =
	    arena_array(a, COMMENT_UNITS, sizeof(*units));
	const size_t n = comment_units(&r->cx, f->queue, units);
	struct select_option *items = arena_array(a, n + 1, sizeof(*items));

	items[0] = any();
	for (size_t i = 0; i < n; i++)
		items[i + 1] = (struct select_option){ .value = units[i].slug,
			.text = units[i].name };
	filter_select(r, "unit", T("Team"), f->unit, items, n + 1);
}

static void filter_choices(struct req *r, const char *name, const char *label,
    struct str value, const struct choices *c, size_t n)
{
	struct select_option *items =
	    arena_array(r->cx.arena, n + 1, sizeof(*items));

	items[0] = any();
	for (size_t i = 0; i < n; i++)
		items[i + 1] =
		    (struct select_option){ .value = str_of(c->list[i].code),
			    .text = str_of(T(c->list[i].label)) };
	filter_select(r, name, label, value, items, n + 1);
}

static void filter_codes(struct req *r, const char *name, const char *label,
    struct str value, const struct code_list *c)
{
	struct select_option *items =
	    arena_array(r->cx.arena, c->n + 1, sizeof(*items));

	items[0] = any();
	for (size_t i = 0; i < c->n; i++)
		items[i + 1] =
		    (struct select_option){ .value = str_of(c->list[i].code),
			    .text = str_of(T(c->list[i].label)) };
	filter_select(r, name, label, value, items, c->n + 1);
}

static void filter_answer(struct req *r, const struct comment_filter *f)
{
	const struct code_list *c = &codes_answer;
	struct select_option items[ANSWER_MAX + 3] = { any(),
		{ .value = S("positive"),
		    .text = str_of(T("Positive: good or very good")) },
		{ .value = S("negative"),
		    .text = str_of(T("Negative: poor or very poor")) } };
	size_t n = 3;

	for (size_t i = 0; i < c->n && n < NELEM(items); i++)
		items[n++] =
		    (struct select_option){ .value = str_of(c->list[i].code),
			    .text = str_of(T(c->list[i].label)) };
	filter_select(r, "answer", T("Answer"),
	    comment_filter_answer(r->cx.arena, f), items, n);
}

/* The national themes, then the trust's own. */
static void filter_theme(struct req *r, const struct comment_filter *f)
{
	struct arena *a = r->cx.arena;
	struct own_themes own;
	const size_t n = heard_themes.n;

	if (own_themes_read(&r->cx, &own) != DB_OK)
		own.n = 0;
	struct select_option *items =
	    arena_array(a, n + own.n + 1, sizeof(*items));

	items[0] = any();
	for (size_t i = 0; i < n; i++)
		items[i + 1] = (struct select_option){
			.value = str_of(heard_themes.list[i].code),
			.text = str_of(T(heard_themes.list[i].label))
		};
	for (size_t i = 0; i < own.n; i++)
		items[n + 1 + i] = (struct select_option){
			.value = str_fmt(a, "own-%d", (int)own.list[i].id),
			.text = own.list[i].title
		};
	filter_select(r, "theme", T("What it is about"),
	    comment_filter_theme(a, f), items, n + own.n + 1);
}

static void filter_month(
    struct req *r, const char *name, const char *label, struct str value)
{
	component_input(
	    &r->out, &(struct input){ .name = str_of(name),
			 .id = str_fmt(r->cx.arena, "filter-%s", name),
			 .value = value,
			 .type = S("month"),
			 .placeholder = S("2026-01"),
			 .label.text = str_of(label) });
}

void comment_filter_form(
    struct req *r, const struct comment_filter *f, const char *action)
{
	struct buf *out = &r->out;

	html(out,
	    "<form class=\"heard-filters\" role=\"search\" method=\"%s\""
	    " action=\"%s\">",
	    f->search != NULL ? "post" : "get",
	    f->search != NULL ? "/comments/search" : action);
	if (f->search != NULL)
		comment_search_keep(r, f);
	filter_unit(r, f);
	filter_choices(r, "kind", T("What it answers"), f->kind,
	    &moderation_kinds, moderation_kinds.n);
	/* Only the first two states wait. */
	filter_choices(r, "state", T("State"), f->state, &moderation_states,
	    f->queue ? 2 : moderation_states.n);
	if (!f->queue) {
		filter_answer(r, f);
		filter_theme(r, f);
		filter_choices(r, "mood", T("How it was meant"),
		    comment_filter_mood(f), &heard_moods, heard_moods.n);
		filter_month(r, "from", T("From month"), f->from);
		filter_month(r, "to", T("To month"), f->to);
		filter_codes(r, "mode", T("How it came"), f->mode, &codes_mode);
		filter_codes(r, "role", T("Who wrote"), f->role, &codes_role);
	}
	component_button(out, &(struct button){ .text = str_of(T("Show")),
				  .variant = "secondary",
				  .small = true });
	html(out, "</form>");
}

static void paging(
    struct req *r, const struct comment_filter *f, const struct comment_page *p)
{
	struct arena *a = r->cx.arena;
	const struct str base = str_of(base_of(f));
	struct pagination pg = { .label = str_of(T("Pages of this list")) };

	if (p->earlier)
		pg.previous.href =
		    comment_path(a, base, f, false, "before", p->list[0].ref);
	if (p->later)
		pg.next.href = comment_path(
		    a, base, f, false, "after", p->list[p->n - 1].ref);
	if (p->earlier || p->later)
		component_pagination(&r->out, &pg);
}

static void paging_posted(
    struct req *r, const struct comment_filter *f, const struct comment_page *p)
{
	struct arena *a = r->cx.arena;
	const bool best = p->best;

	if (p->earlier && p->n > 0)
		comment_search_paging(r, f, best ? "page" : "before",
		    best ? str_fmt(a, "%d", f->page - 1) : p->list[0].ref,
		    T("Previous page"));
	if (p->later && p->n > 0)
		comment_search_paging(r, f, best ? "page" : "after",
		    best ? str_fmt(a, "%d", f->page + 1)
			 : p->list[p->n - 1].ref,
		    T("Next page"));
	if (f->best && !best)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Too many comments have these words to say which are "
		      "the most relevant. These are the newest. Add a "
		      "word."));
	if (p->cut)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Many older comments have these words in another way "
		      "and were not looked at. Add a word."));
}

bool comment_filter_any(const struct comment_filter *f)
{
	return f->search != NULL || !str_empty(f->unit) ||
	       !str_empty(f->state) || !str_empty(f->kind) ||
	       !str_empty(f->from) || !str_empty(f->to) ||
	       !str_empty(f->mode) || !str_empty(f->role) || f->answer != 0 ||
	       f->theme != 0 || f->own != 0 || f->mood != 0;
}

static void empty(struct req *r, const struct comment_filter *f)
{
	struct buf *out = &r->out;

	if (comment_filter_any(f))
		html(out,
		    "<p class=\"nhsuk-body\">%s <a href=\"%s\">%s</a></p>",
		    T("Nothing here fits what you chose."), base_of(f),
		    T("Show everything"));
	else
		html(out, "<p class=\"nhsuk-body\">%s</p>",
		    f->queue
			? T("Nothing waits. New comments come here first, and "
			    "the public reads them when you say so.")
			: T("What people write about your teams will be "
			    "here."));
}

static void heading(struct req *r, const struct comment_page *p)
{
	struct buf *out = &r->out;
	const int64_t total = p->total;

	if (!p->counted) {
		html(out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
		    STR_ARG(r->title));
		return;
	}
	html(out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s <span class=\"heard-muted\">",
	    STR_ARG(r->title));
	if (total > COMMENT_COUNT)
		html(out, T("more than %d"), COMMENT_COUNT);
	else
		html(out, "%d", (int)total);
	html(out, "</span></h1>");
}

/* The way to the other of the two lists. */
static void other_list(struct req *r, bool queue)
{
	if (!queue && !web_may(r, CAP_MODERATE))
		return;
	html(&r->out, "<p class=\"nhsuk-body\"><a href=\"%s\">%s</a></p>",
	    queue ? "/comments" : "/moderation",
	    queue ? T("All comments") : T("Comments to decide about"));
}

/* From these comments to what they talk about. */
static void topics_link(struct req *r, const struct comment_filter *f)
{
	const struct str href = comment_path(
	    r->cx.arena, S("/comments/topics"), f, false, NULL, STR_NULL);

	html(&r->out, "<p class=\"nhsuk-body\"><a href=\"%.*s\">%s</a></p>",
	    STR_ARG(href), T("What stands out in these comments"));
}

/* In the order that was asked for, where that can be had. */
static enum db_status read_list(
    struct ctx *cx, const struct comment_filter *f, struct comment_page *p)
{
	if (f->search != NULL && f->best) {
		const enum db_status st = comment_ranked(cx, f, p);

		if (st != DB_OK || p->best)
			return st;
	}
	return comment_list(cx, f, p);
}

/* `wrong`: what was typed to be found was not understood, and why. */
static void show(
    struct req *r, const struct comment_filter *f, const char *wrong)
{
	struct comment_page *p = ARENA_NEW(r->cx.arena, struct comment_page);
	const bool queue = f->queue;

	if (wrong == NULL && read_list(&r->cx, f, p) != DB_OK) {
		web_error(r, 503, T("We could not read this list"),
		    T("Something is wrong on our side. Try again in a few "
		      "minutes."));
		return;
	}
	r->wide = true;
	r->title =
	    str_of(queue ? T("Comments to decide about") : T("Comments"));
	comment_undo(r, f);
	heading(r, p);
	other_list(r, queue);
	if (queue) {
		risk_list(r);
		published_share(r);
		keys_help(r);
	}
	if (!queue)
		comment_search_box(r, f, wrong);
	if (wrong != NULL)
		return;
	comment_filter_form(r, f, base_of(f));
	if (!queue && f->search == NULL)
		topics_link(r, f);
	if (p->n == 0)
		empty(r, f);
	else
		comment_table(r, f, p);
	if (f->search != NULL)
		paging_posted(r, f, p);
	else if (p->n > 0)
		paging(r, f, p);
	if (f->search != NULL && p->n > 0)
		comment_counts(r, f);
}

void moderation_queue_page(struct req *r)
{
	struct comment_filter f;

	comment_filter_read(&r->query, true, &f);
	show(r, &f, NULL);
}

void comment_list_page(struct req *r)
{
	struct comment_filter f;

	comment_filter_read(&r->query, false, &f);
	show(r, &f, NULL);
}

void comment_search_page(struct req *r)
{
	struct comment_filter f;

	comment_filter_read(&r->form, false, &f);
	const char *wrong = comment_search_read(r, &f);

	show(r, &f, wrong);
}
