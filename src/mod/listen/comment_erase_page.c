/*
 * comment_erase_page.c: the page on which words are erased. It cannot be undone,
 * so it says what goes and asks for the comment's name.
 */
#include "base/random.h"
#include "base/words.h"
#include "mod/listen/moderation_pages.h"
#include "mod/listen/said.h"

#define NAME_CHARS 4 /* of the reference, that are asked for */

struct ask {
	struct str name, why; /* as typed; null: not yet */
};

struct act {
	struct str ref, why;
};

static enum db_status erase_fn(struct ctx *cx, void *arg)
{
	const struct act *a = arg;

	return comment_erase(cx, a->ref, a->why);
}

static const char *name_wrong(
    struct req *r, const struct comment_view *v, const struct ask *a)
{
	const struct str typed =
	    ref_canonical(r->cx.arena, a->name, NAME_CHARS);

	if (str_eq(typed, str_sub(v->ref, 0, NAME_CHARS)))
		return NULL;
	return T("Type the four letters or digits that are asked for");
}

static const char *why_wrong(const struct ask *a)
{
	if (str_empty(a->why))
		return T("Say why, in a few words");
	if (said_length(a->why) > MODERATION_NOTE_MAX)
		return T("Say why in fewer words");
	return NULL;
}

static void problems(struct req *r, const char *name, const char *why)
{
	struct error_item items[2] = { 0 };
	size_t n = 0;

	if (why != NULL)
		items[n++] = (struct error_item){ .text = str_of(why),
			.href = S("#why") };
	if (name != NULL)
		items[n++] = (struct error_item){ .text = str_of(name),
			.href = S("#name") };
	if (n > 0)
		component_error_summary(&r->out,
		    &(struct error_summary){ .items = items, .nitems = n });
}

static void show(struct req *r, const struct comment_view *v,
    const struct ask *a, const char *name, const char *why)
{
	struct buf *out = &r->out;

	r->title = str_of(T("Erase these words"));
	r->back = comment_own_path(r->cx.arena, v->ref, NULL);
	problems(r, name, why);
	html(out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>", STR_ARG(r->title));
	comment_quote(out, v);
	component_warning_callout(out,
	    &(struct warning_callout){
		.heading = { .text = str_of(T("This cannot be undone")),
		    .level = 2 },
		.text = str_of(
		    T("The words go, as they were written and as they were "
		      "shown, from every page, from search and from what is "
		      "kept of earlier versions. So do the notes about them. "
		      "The answer still counts. What somebody copied into an "
		      "action or an answer to the public stays there.")) });
	html(out, "<form method=\"post\" action=\"%.*s\" novalidate>",
	    STR_ARG(comment_own_path(r->cx.arena, v->ref, "erase")));
	web_csrf_field(r);
	component_input(out,
	    &(struct input){ .name = S("why"),
		.id = S("why"),
		.value = a->why,
		.label.text = str_of(T("Why are they erased?")),
		.hint = str_of(T("This is kept. Do not repeat the words.")),
		.error = str_of(why) });
	component_input(out,
	    &(struct input){ .name = S("name"),
		.id = S("name"),
		.value = a->name,
		.label.text = str_fmt(r->cx.arena, T("To be sure, type %.*s"),
		    STR_ARG(str_sub(v->ref, 0, NAME_CHARS))),
		.hint = str_of(T("The beginning of the comment's reference")),
		.error = str_of(name),
		.autocomplete = S("off"),
		.width = 4 });
	component_button(out, &(struct button){ .text = str_of(T("Erase")),
				  .variant = "warning",
				  .prevent_double_click = true });
	html(out, "</form>");
}

void comment_erase_get(struct req *r)
{
	struct comment_view v;

	if (comment_find_for(r, CAP_ERASE, &v))
		show(r, &v, &(struct ask){ STR_NULL, STR_NULL }, NULL, NULL);
}

void comment_erase_post(struct req *r)
{
	struct comment_view v;
	const struct ask a = { str_trim(web_post(r, "name")),
		str_trim(web_post(r, "why")) };
	struct act act = { web_param(r, "ref"), a.why };

	if (!comment_find_for(r, CAP_ERASE, &v))
		return;
	const char *name = name_wrong(r, &v, &a), *why = why_wrong(&a);

	if (name != NULL || why != NULL) {
		r->status = 422;
		show(r, &v, &a, name, why);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, erase_fn, &act);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, N_("Erased."));
	web_redirect(r, comment_own_path(r->cx.arena, v.ref, NULL));
}
