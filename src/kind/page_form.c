/*
 * page_form.c: the form of a record, with what was typed and what is wrong
 * with it.
 */
#include <assert.h>

#include "base/words.h"
#include "kind/pages.h"

#define RADIOS_MAX 5

static struct str problem_of(const struct form_state *s, const struct field *f)
{
	for (size_t i = 0; i < s->p.n; i++)
		if (s->p.list[i].field != NULL &&
		    str_is(str_of(s->p.list[i].field), f->name))
			return s->p.list[i].sentence;
	return STR_NULL;
}

static struct str typed_of(const struct form_state *s, const struct field *f)
{
	return s->typed[f - s->k->fields];
}

/* What need not be filled in says so; most fields must. */
static struct str label_of(struct arena *a, const struct field *f)
{
	if ((f->flags & REQUIRED) != 0 || f->type == FIELD_BOOL)
		return str_of(T(f->label));
	return str_fmt(a, T("%s (optional)"), T(f->label));
}

static struct str hint_of(const struct field *f)
{
	if (f->hint != NULL)
		return str_of(T(f->hint));
	return f->type == FIELD_DATE ? str_of(T("For example, 27/3/2026"))
				     : STR_NULL;
}

/* Choosing -------------------------------------------------------------- */

static void render_select(struct req *r, const struct form_state *s,
    const struct field *f, const struct select_option *items, size_t n)
{
	component_select(&r->out, &(struct select){ .name = str_of(f->name),
				      .value = typed_of(s, f),
				      .label.text = label_of(r->cx.arena, f),
				      .hint = hint_of(f),
				      .error = problem_of(s, f),
				      .items = items,
				      .nitems = n });
}

static void render_radios(
    struct req *r, const struct form_state *s, const struct field *f)
{
	struct choice_item items[RADIOS_MAX] = { 0 };

	for (size_t i = 0; i < f->choices->n; i++) {
		items[i].value = str_of(f->choices->list[i].code);
		items[i].text = str_of(T(f->choices->list[i].label));
	}
	component_radios(&r->out, &(struct radios){ .name = str_of(f->name),
				      .value = typed_of(s, f),
				      .legend.text = label_of(r->cx.arena, f),
				      .hint = hint_of(f),
				      .error = problem_of(s, f),
				      .items = items,
				      .nitems = f->choices->n });
}

static void render_choices(
    struct req *r, const struct form_state *s, const struct field *f)
{
	const size_t n = f->choices->n;

	/* A radio button cannot be taken back, so only where one must be. */
	if ((f->flags & REQUIRED) != 0 && n <= RADIOS_MAX) {
		render_radios(r, s, f);
		return;
	}
	struct select_option *items =
	    arena_array(r->cx.arena, n + 2, sizeof(*items));
	size_t at = 0;

	items[at++] = (struct select_option){ .value = S(""), .text = S("") };
	for (size_t i = 0; i < n; i++)
		items[at++] = (struct select_option){
			.value = str_of(f->choices->list[i].code),
			.text = str_of(T(f->choices->list[i].label))
		};
	/* A code that left the table, or what an importer typed. */
	if (!str_empty(typed_of(s, f)) &&
	    choice_label(f, typed_of(s, f)) == NULL)
		items[at++] = (struct select_option){ .value = typed_of(s, f),
			.text = typed_of(s, f) };
	render_select(r, s, f, items, at);
}

static void render_input(struct req *r, const struct form_state *s,
    const struct field *f, struct str value)
{
	const bool number = f->type == FIELD_INT && f->ref == NULL;

	component_input(
	    &r->out, &(struct input){ .name = str_of(f->name),
			 .value = value,
			 .label.text = label_of(r->cx.arena, f),
			 .hint = hint_of(f),
			 .error = problem_of(s, f),
			 .autocomplete = S("off"),
			 .inputmode = number ? S("numeric") : STR_NULL,
			 .width = number || f->type == FIELD_DATE ? 10 : 0 });
}

/* The title of what is linked; what was typed when it is no ref of that. */
static struct str ref_value(
    struct req *r, const struct form_state *s, const struct field *f)
{
	const struct str typed = typed_of(s, f);
	const struct str title = kind_show(&r->cx, f, s->rec);

	if (!str_empty(title) && str_eq(typed, kind_text(&r->cx, f, s->rec)))
		return title;
	return typed;
}

static void render_ref(
    struct req *r, const struct form_state *s, const struct field *f)
{
	struct chooser c;
	const struct str typed = typed_of(s, f);
	bool offered = str_empty(typed);
	size_t at = 0;

	if (!kind_chooser(&r->cx, f->ref, &c)) {
		render_input(r, s, f, ref_value(r, s, f));
		return;
	}
	struct select_option *items =
	    arena_array(r->cx.arena, c.n + 2, sizeof(*items));

	items[at++] = (struct select_option){ .value = S(""), .text = S("") };
	for (size_t i = 0; i < c.n; i++) {
		offered = offered || str_eq(c.refs[i], typed);
		items[at++] = (struct select_option){ .value = c.refs[i],
			.text = c.titles[i] };
	}
	if (!offered)
		items[at++] = (struct select_option){ .value = typed,
			.text = str_of(T("Something you may not see")) };
	render_select(r, s, f, items, at);
}

static void render_bool(
    struct req *r, const struct form_state *s, const struct field *f)
{
	const struct choice_item item = { .value = S("yes"),
		.text = label_of(r->cx.arena, f),
		.hint = hint_of(f),
		.checked = str_is(typed_of(s, f), "yes") };

	component_checkboxes(
	    &r->out, &(struct checkboxes){ .name = str_of(f->name),
			 .error = problem_of(s, f),
			 .items = &item,
			 .nitems = 1 });
}

void render_field(
    struct req *r, const struct form_state *s, const struct field *f)
{
	if (f->choices != NULL) {
		render_choices(r, s, f);
	} else if (f->ref != NULL) {
		render_ref(r, s, f);
	} else if (f->type == FIELD_BOOL) {
		render_bool(r, s, f);
	} else if ((f->flags & LONG) != 0) {
		component_textarea(
		    &r->out, &(struct textarea){ .name = str_of(f->name),
				 .value = typed_of(s, f),
				 .label.text = label_of(r->cx.arena, f),
				 .hint = hint_of(f),
				 .error = problem_of(s, f) });
	} else {
		render_input(r, s, f, typed_of(s, f));
	}
}

/* The form -------------------------------------------------------------- */

static void add_item(struct req *r, struct error_item *item, const char *field,
    struct str sentence)
{
	item->text = sentence;
	if (field != NULL)
		item->href = str_fmt(r->cx.arena, "#%s", field);
}

/* In the order of the form, whatever found them; then the record's own. */
static void summary(struct req *r, const struct form_state *s)
{
	struct error_item items[NELEM(s->p.list)] = { 0 };
	size_t n = 0;

	if (s->p.n == 0)
		return;
	for (size_t i = 0; i < s->k->nfields; i++) {
		const struct field *f = &s->k->fields[i];
		const struct str sentence = problem_of(s, f);

		if (!str_null(sentence))
			add_item(r, &items[n++],
			    field_on_form(f) ? f->name : NULL, sentence);
	}
	for (size_t i = 0; i < s->p.n; i++)
		if (s->p.list[i].field == NULL ||
		    kind_field(s->k, str_of(s->p.list[i].field)) == NULL)
			add_item(r, &items[n++], NULL, s->p.list[i].sentence);
	component_error_summary(&r->out,
	    &(struct error_summary){
		.heading =
		    s->stale ? str_of(T("Someone else changed this meanwhile"))
			     : STR_NULL,
		.description =
		    s->stale
			? str_of(T("Below is what you typed. Save again and it "
				   "replaces what they wrote."))
			: STR_NULL,
		.items = items,
		.nitems = n });
}

/* "Change: Ward 3", or "New: ward". */
static void titles(struct req *r, const struct form_state *s)
{
	const struct kind *k = s->k;
	const struct record *head = record_in(s->rec);
	struct arena *a = r->cx.arena;

	if (head->id == 0) {
		r->title = str_fmt(a, T("New: %s"), T(k->one));
		r->back = page_path(a, k, STR_NULL, NULL);
		return;
	}
	const struct str name = kind_show(&r->cx, kind_title_field(k), s->rec);

	r->title = str_fmt(a, T("Change: %.*s"), STR_ARG(name));
	r->back = page_path(a, k, head->ref, NULL);
}

void render_form(struct req *r, const struct form_state *s)
{
	struct buf *out = &r->out;
	const struct record *head = record_in(s->rec);
	const struct str path =
	    page_path(r->cx.arena, s->k, head->id == 0 ? STR_NULL : head->ref,
		head->id == 0 ? "new" : "edit");

	titles(r, s);
	summary(r, s);
	page_heading(out, NULL, r->title, STR_NULL);
	render_form_draft(r, s);
	html(out,
	    "<form method=\"post\" novalidate action=\"%.*s\""
	    " data-draft=\"%.*s/draft\">",
	    STR_ARG(path), STR_ARG(path));
	web_csrf_field(r);
	html(out, "<input type=\"hidden\" name=\"version\" value=\"%lld\">",
	    (long long)s->version);
	for (size_t i = 0; i < s->k->nfields; i++)
		if (field_on_form(&s->k->fields[i]))
			render_field(r, s, &s->k->fields[i]);
	html(out, "<div class=\"heard-buttons\">");
	component_button(out, &(struct button){ .text = str_of(T("Save")),
				  .prevent_double_click = true });
	html(out,
	    "<button class=\"nhsuk-button nhsuk-button--secondary\""
	    " data-module=\"nhsuk-button\" type=\"submit\""
	    " formaction=\"%.*s/draft\">%s</button>",
	    STR_ARG(path), T("Keep for later"));
	/* Filled by the script that keeps the draft. */
	html(out,
	    "<span class=\"heard-muted\" role=\"status\""
	    " data-said=\"%s\"></span>",
	    T("Kept as a draft"));
	html(out, "<a href=\"%.*s\">%s</a></div></form>", STR_ARG(r->back),
	    T("Leave without saving"));
}
