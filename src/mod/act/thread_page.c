/*
 * thread_page.c: the golden thread as people read it: the section on a record's
 * page, and a page of its own. The walk is walk.c's.
 */
#include "base/words.h"
#include "mod/act/internal.h"
#include "mod/act/walk.h"
#include "mod/casework/casework.h"
#include "mod/listen/comment_read.h"
#include "web/component.h"

static struct str filled(struct arena *a, const char *path, struct str ref)
{
	const struct str p = str_of(path);
	const size_t at = str_find(p, S("{ref}"));

	if (at == SIZE_MAX)
		return p;
	return str_fmt(a, "%.*s%.*s%.*s", STR_ARG(str_sub(p, 0, at)),
	    STR_ARG(ref), STR_ARG(str_sub(p, at + 5, p.n)));
}

static void write_node(struct req *r, const struct thread_node *n)
{
	struct arena *a = r->cx.arena;

	html(&r->out,
	    "<li>%s: "
	    "<a href=\"%.*s\" dir=\"auto\">%.*s</a>",
	    T(n->kind->one), STR_ARG(n->path), STR_ARG(n->title));
	if (n->depth > 0 && n->linked.us != 0) {
		const struct str day =
		    date_long(a, instant_london_date(n->linked));

		html(&r->out, "<br>");
		if (str_empty(n->by))
			html(&r->out, T("Linked on %.*s"), STR_ARG(day));
		else
			html(&r->out, T("Linked on %.*s by %.*s"), STR_ARG(day),
			    STR_ARG(n->by));
	}
	html(&r->out, "</li>");
}

static size_t write_side(
    struct req *r, const struct thread *t, bool before, const char *heading)
{
	size_t n = 0;

	for (size_t i = 1; i < t->n; i++) {
		if (t->nodes[i].before != before)
			continue;
		if (n++ == 0)
			html(&r->out,
			    "<h3 class=\"nhsuk-heading-s\">%s</h3>"
			    "<ul class=\"nhsuk-list nhsuk-list--bullet\">",
			    heading);
		write_node(r, &t->nodes[i]);
	}
	/* Without a link: it could be any of five or more. */
	if (before && t->complaint) {
		if (n++ == 0)
			html(&r->out,
			    "<h3 class=\"nhsuk-heading-s\">%s</h3>"
			    "<ul class=\"nhsuk-list nhsuk-list--bullet\">",
			    heading);
		html(&r->out, "<li>%s</li>", T("A complaint"));
	}
	if (n > 0)
		html(&r->out, "</ul>");
	return n;
}

/* Unit of a node, for the right to mend it. */
static int64_t unit_of(struct ctx *cx, const struct thread_node *n)
{
	char *rec = arena_alloc(cx->arena, n->kind->size);

	if (n->kind->unit == NULL || !kind_get(cx, n->kind, n->id, rec))
		return 0;
	for (size_t i = 0; i < n->kind->nfields; i++)
		if (str_is(str_of(n->kind->unit), n->kind->fields[i].name)) {
			const int64_t *unit =
			    (const void *)(rec + n->kind->fields[i].offset);

			return *unit;
		}
	return 0;
}

static void write_gap(struct req *r, const struct thread *t)
{
	if (t->gap == NULL) {
		if (t->n > 1 && !t->no_source)
			html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
			    T("Nothing is missing on this thread, as far as "
			      "you can see it."));
		return;
	}
	const struct thread_node *n = &t->nodes[t->gap_at];

	html(&r->out,
	    "<div class=\"nhsuk-inset-text\"><p><strong>%s</strong> %s</p>",
	    T("What is missing:"), T(t->gap->sentence));
	if (may(&r->cx, t->gap->cap, unit_of(&r->cx, n)))
		html(&r->out, "<p><a href=\"%.*s\">%s</a></p>",
		    STR_ARG(filled(r->cx.arena, t->gap->mend, n->ref)),
		    T(t->gap->mend_words));
	html(&r->out, "</div>");
}

static void write_no_source(struct req *r, const struct thread *t)
{
	for (size_t i = 0; t->no_source && i < t->n; i++) {
		const struct thread_node *n = &t->nodes[i];

		if (n->kind != &kind_action)
			continue;
		html(&r->out, "<p class=\"nhsuk-body\">%s",
		    T("You see nothing that this action came from."));
		if (may(&r->cx, CAP_ACTION_WRITE, unit_of(&r->cx, n)))
			html(&r->out,
			    " <a href=\"/k/actions/%.*s/link\">%s</a>",
			    STR_ARG(n->ref), T("Say what it came from"));
		html(&r->out, "</p>");
		return;
	}
}

static void write_all(struct req *r, const struct thread *t)
{
	write_gap(r, t);
	(void)write_side(r, t, true, T("What led to it"));
	write_no_source(r, t);
	if (write_side(r, t, false, T("What came of it")) == 0 &&
	    t->gap == NULL)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing has come of it that you may see."));
	if (t->more)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("There is more than is shown here. Open one of these "
		      "to go on from there."));
}

void thread_write(struct req *r, const struct kind *k, int64_t id)
{
	struct thread *t = ARENA_NEW(r->cx.arena, struct thread);

	if (!thread_walk(&r->cx, k, id, t))
		return;
	html(&r->out,
	    "<section aria-labelledby=\"thread\"><h2 class=\"nhsuk-heading-m\""
	    " id=\"thread\"><a href=\"/thread/%s/%.*s\">%s</a></h2>",
	    k->path, STR_ARG(t->nodes[0].ref), T("The golden thread"));
	write_all(r, t);
	html(&r->out, "</section>");
}

void act_comment_thread(struct req *r, int64_t comment)
{
	thread_write(r, &kind_comment, comment);
}

void act_thread(struct req *r, const struct kind *k, int64_t id)
{
	thread_write(r, k, id);
}

void act_case_thread(struct req *r, int64_t id)
{
	thread_write(r, &kind_case, id);
}

/* The kind whose records stand at this address. */
static const struct kind *kind_at(struct str path)
{
	size_t n = 0;
	const struct kind *const *list = kinds_all(&n);

	for (size_t i = 0; i < n; i++)
		if (str_is(path, list[i]->path))
			return list[i];
	return NULL;
}

void thread_page(struct req *r)
{
	const struct kind *k = kind_at(web_param(r, "kind"));
	struct thread *t = ARENA_NEW(r->cx.arena, struct thread);
	struct record *rec;

	if (k == NULL) {
		web_not_found(r);
		return;
	}
	rec = arena_alloc(r->cx.arena, k->size);
	if (!kind_get_ref(&r->cx, k, web_param(r, "ref"), rec) ||
	    !thread_walk(&r->cx, k, rec->id, t)) {
		web_not_found(r);
		return;
	}
	r->title = str_of(T("The golden thread"));
	r->back = t->nodes[0].path;
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p><h2 class=\"nhsuk-heading-m\"><span "
	    "class=\"nhsuk-caption-m\">%s</span><a href=\"%.*s\" "
	    "dir=\"auto\">%.*s</a></h2>",
	    T("The golden thread"),
	    T("From what people said, to what was done, to what everybody was "
	      "told. You see the records that you may open."),
	    T(k->one), STR_ARG(t->nodes[0].path), STR_ARG(t->nodes[0].title));
	write_all(r, t);
	if (web_may(r, CAP_RESPONSE_READ))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/tracker\">%s</a></p>",
		    T("Which teams have heard, acted and told people"));
}
