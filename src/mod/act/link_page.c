/*
 * link_page.c: tying an action by hand to what it came from or who works on it:
 * a case, a theme, an opportunity. Which ones there are is said by the edges.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/act/internal.h"
#include "mod/act/walk.h"
#include "web/component.h"

#define CHOICES_MAX 20

/* The other end of an edge at an action. */
static const struct kind *other_end(const struct edge *e)
{
	if (e->tie == NULL)
		return NULL;
	if (e->to == &kind_action)
		return e->from;
	return e->from == &kind_action ? e->to : NULL;
}

static const struct edge *edge_to(struct str name)
{
	size_t n = 0;
	const struct edge *list = thread_edges(&n);

	for (size_t i = 0; i < n; i++) {
		const struct kind *k = other_end(&list[i]);

		if (k != NULL && str_is(name, k->name))
			return &list[i];
	}
	return NULL;
}

static void write_kinds(struct req *r, const struct problems *p)
{
	struct select_option items[CHOICES_MAX];
	size_t n = 0, nedges = 0;
	const struct edge *list = thread_edges(&nedges);

	for (size_t i = 0; i < nedges && n < CHOICES_MAX; i++) {
		const struct kind *k = other_end(&list[i]);

		if (k != NULL && may_anywhere(&r->cx, k->read))
			items[n++] =
			    (struct select_option){ .value = str_of(k->name),
				    .text = str_of(T(k->one)) };
	}
	component_select(
	    &r->out, &(struct select){ .name = S("kind"),
			 .label.text = str_of(T("What to tie it to")),
			 .items = items,
			 .nitems = n,
			 .value = web_post(r, "kind"),
			 .error = problem_of(p, "kind") });
}

static void write_form(
    struct req *r, const struct action *a, const struct problems *p)
{
	r->title = str_of(T("Tie this action to something"));
	r->back = str_fmt(r->cx.arena, "/k/actions/%.*s", STR_ARG(a->rec.ref));
	if (p != NULL && p->n > 0) {
		const struct error_item item = { .text = p->list[0].sentence,
			.href = str_fmt(r->cx.arena, "#%s",
			    p->list[0].field != NULL ? p->list[0].field
						     : "other") };

		component_error_summary(&r->out,
		    &(struct error_summary){ .items = &item, .nitems = 1 });
	}
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%.*s"
	    "</p><form method=\"post\" novalidate>",
	    T("Tie this action to something"), STR_ARG(a->title));
	web_csrf_field(r);
	write_kinds(r, p);
	component_input(&r->out,
	    &(struct input){ .name = S("other"),
		.label.text = str_of(T("Which one")),
		.hint = str_of(T("Its whole title, or the address of its page "
				 "copied from the browser")),
		.value = web_post(r, "other"),
		.error = problem_of(p, "other") });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Tie them")) });
	html(&r->out, "</form>");
}

static bool find_action(struct req *r, struct action *a)
{
	return kind_get_ref(&r->cx, &kind_action, web_param(r, "ref"), a) &&
	       may(&r->cx, CAP_ACTION_WRITE, a->unit);
}

void thread_link_page(struct req *r)
{
	struct action a;

	if (!find_action(r, &a)) {
		web_not_found(r);
		return;
	}
	write_form(r, &a, NULL);
}

struct tying {
	const struct action *action;
	struct str kind, typed;
	struct problems *problems;
};

/* Of an address the last part is the record's ref. */
static struct str last_part(struct str s)
{
	size_t at = s.n;

	while (at > 0 && s.s[at - 1] != '/')
		at--;
	return at > 0 ? str_sub(s, at, s.n) : s;
}

static enum db_status tie_fn(struct ctx *cx, void *arg)
{
	struct other {
		int64_t other;
	} chosen = { 0 };
	const struct tying *t = arg;
	const struct edge *e = edge_to(t->kind);
	const struct kind *k = e == NULL ? NULL : other_end(e);

	t->problems->n = 0;
	if (k == NULL) {
		problem_add(t->problems, "kind", "%s",
		    T("Choose what to tie the action to."));
		return DB_REFUSED;
	}
	const struct field f = { .name = "other",
		.offset = offsetof(struct other, other),
		.type = FIELD_INT,
		.label = N_("Which one"),
		.ref = k };

	/* Found under the acting person's rights: what they cannot open is as
	 * if it was not there. */
	if (!kind_parse(cx, &f, last_part(t->typed), &chosen, t->problems) ||
	    t->problems->n > 0)
		return DB_REFUSED;
	if (chosen.other == 0) {
		problem_add(t->problems, "other", "%s",
		    T("Say which one: its whole title or its address."));
		return DB_REFUSED;
	}
	const bool from_here = e->from == &kind_action;
	const int64_t here = t->action->rec.id;
	enum db_status st = db_exec(cx->conn, cx->arena, e->tie,
	    VALS(V(from_here ? here : chosen.other),
		V(from_here ? chosen.other : here), V(cx->now)),
	    NULL);

	if (st == DB_OK)
		st = audit(
		    cx, "link", "action", t->action->rec.ref, str_of(k->name));
	return st;
}

void thread_link_post(struct req *r)
{
	struct action a;
	struct problems p = { .arena = r->cx.arena };
	struct tying t = { &a, web_post(r, "kind"),
		str_trim(web_post(r, "other")), &p };

	if (!find_action(r, &a)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, tie_fn, &t);

	if (st == DB_REFUSED && p.n > 0) {
		r->status = 422;
		write_form(r, &a, &p);
		return;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, N_("They are tied together now."));
	web_redirect(
	    r, str_fmt(r->cx.arena, "/k/actions/%.*s", STR_ARG(a.rec.ref)));
}
