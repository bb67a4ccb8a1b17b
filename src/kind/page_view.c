/*
 * page_view.c: views of a list that a person keeps: posting a search, naming
 * what is shown, the links to what they named, and taking one away.
 */
#include "base/words.h"
#include "kind/pages.h"

#define NAME_MAX 60 /* characters of a view's name */

struct keep {
	const struct kind *k;
	struct list_view *v;
	struct arena *arena; /* of the request */
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	struct keep *keep = arg;
	struct list_view v = *keep->v;
	const enum db_status st = view_keep(cx, keep->k, &v);

	if (st == DB_OK)
		keep->v->ref = str_dup(keep->arena, v.ref);
	return st;
}

static enum db_status remove_fn(struct ctx *cx, void *arg)
{
	const struct keep *keep = arg;

	return view_remove(cx, keep->k, keep->v->ref);
}

static void go_to(struct req *r, const struct kind *k, struct str ref)
{
	web_redirect(
	    r, str_fmt(r->cx.arena, "/k/%s?view=%.*s", k->path, STR_ARG(ref)));
}

/* Handlers -------------------------------------------------------------- */

/* What was searched for may be a name, so it is kept for a day and the address
 * says only under which number. */
void kind_search_page(struct req *r)
{
	const struct kind *k = page_kind(r);
	struct list_query q;

	if (k == NULL)
		return;
	list_query_read(k, &r->form, &q);
	struct list_view v = { .query = list_query_text(r->cx.arena, &q) };
	struct keep keep = { k, &v, r->cx.arena };
	const enum db_status st = ctx_change(&r->cx, keep_fn, &keep);

	if (st == DB_OK)
		go_to(r, k, v.ref);
	else
		web_change_failed(r, st);
}

/* Nonsense in `query` is as good as nothing: it is read like an address. */
static struct str asked_again(struct req *r, const struct kind *k)
{
	struct form in = { 0 };
	struct list_query q;

	if (form_urlencoded(r->cx.arena, web_post(r, "query"), &in) != FORM_OK)
		in.n = 0;
	list_query_read(k, &in, &q);
	return list_query_text(r->cx.arena, &q);
}

void kind_view_post(struct req *r)
{
	const struct kind *k = page_kind(r);

	if (k == NULL)
		return;
	struct list_view v = { .name = str_trim(web_post(r, "name")),
		.query = asked_again(r, k) };
	struct keep keep = { k, &v, r->cx.arena };

	if (str_empty(v.name) || utf8_length(v.name) > NAME_MAX) {
		web_error(r, 422, T("This view needs a short name"),
		    T("Go back and name it in 1 to 60 characters. What you "
		      "searched for is still there."));
		return;
	}
	const enum db_status st = ctx_change(&r->cx, keep_fn, &keep);

	if (st == DB_REFUSED) {
		web_error(r, 422, T("You have 30 views of this list"),
		    T("Take one away and keep this one then."));
	} else if (st != DB_OK) {
		web_change_failed(r, st);
	} else {
		web_flash(r, N_("Kept. You find it above the list."));
		go_to(r, k, v.ref);
	}
}

void kind_view_remove_post(struct req *r)
{
	const struct kind *k = page_kind(r);

	if (k == NULL)
		return;
	struct list_view v = { .ref = web_param(r, "ref") };
	struct keep keep = { k, &v, r->cx.arena };
	const enum db_status st = ctx_change(&r->cx, remove_fn, &keep);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, N_("Taken away. The records themselves are still there."));
	web_redirect(r, page_path(r->cx.arena, k, STR_NULL, NULL));
}

/* On the list's page ---------------------------------------------------- */

static void remove_button(
    struct req *r, const struct kind *k, const struct list_view *v)
{
	struct buf *out = &r->out;

	html(out, "<form method=\"post\" action=\"/k/%s/views/%.*s/remove\">",
	    k->path, STR_ARG(v->ref));
	web_csrf_field(r);
	component_button(
	    out, &(struct button){ .text = str_of(T("Take this view away")),
		     .variant = "secondary",
		     .small = true });
	html(out, "</form>");
}

void render_views(struct req *r, const struct list_query *q)
{
	struct list_view views[VIEWS_MAX];
	const size_t n = view_list(&r->cx, q->k, views);
	const struct list_view *current = NULL;
	struct buf *out = &r->out;

	if (n == 0)
		return;
	html(out,
	    "<nav class=\"heard-views heard-no-print\" aria-label=\"%s\">"
	    "<ul class=\"nhsuk-list\">",
	    T("Your views of this list"));
	html(out, "<li><a href=\"/k/%s\"%s>%s</a></li>", q->k->path,
	    str_null(q->view) ? " aria-current=\"page\"" : "", T("Everything"));
	for (size_t i = 0; i < n; i++) {
		const bool here = str_eq(views[i].ref, q->view);

		if (here)
			current = &views[i];
		html(out, "<li><a href=\"/k/%s?view=%.*s\"%s>%.*s</a></li>",
		    q->k->path, STR_ARG(views[i].ref),
		    here ? " aria-current=\"page\"" : "",
		    STR_ARG(views[i].name));
	}
	html(out, "</ul></nav>");
	if (current != NULL)
		remove_button(r, q->k, current);
}

void render_keep_view(struct req *r, const struct list_query *q)
{
	struct buf *out = &r->out;

	html(out,
	    "<details class=\"nhsuk-details heard-no-print\"><summary"
	    " class=\"nhsuk-details__summary\"><span"
	    " class=\"nhsuk-details__summary-text\">%s</span></summary>"
	    "<div class=\"nhsuk-details__text\">"
	    "<form method=\"post\" action=\"/k/%s/views\">",
	    T("Keep this view"), q->k->path);
	web_csrf_field(r);
	html(out, "<input type=\"hidden\" name=\"query\" value=\"");
	html_text(out, list_query_text(r->cx.arena, q));
	html(out, "\">");
	component_input(out,
	    &(struct input){ .name = S("name"),
		.id = S("view-name"),
		.label.text = str_of(T("A name for it")),
		.hint = str_of(T("Search, filters, order and columns are kept "
				 "under this name. Only you see it.")),
		.autocomplete = S("off"),
		.width = 20 });
	component_button(out, &(struct button){ .text = str_of(T("Keep")),
				  .variant = "secondary",
				  .small = true });
	html(out, "</form></div></details>");
}
