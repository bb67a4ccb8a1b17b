/*
 * component_choice.c: see component_choice.h.
 */
#include "web/component_choice.h"

#include <string.h>

#include "base/words.h"
#include "web/component_group.h"

static bool is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* What radios and checkboxes are both made of. */
struct choices_of {
	const char *kind; /* "radios", "checkboxes" */
	const char *type; /* "radio", "checkbox" */
	struct str name;
	struct str prefix;
	const struct choice_item *items;
	size_t nitems;
	const struct str *values;
	size_t nvalues;
	bool disabled;
	const struct group
	    *group; /* describes each input; NULL: the fieldset */
};

static bool chosen(const struct choices_of *c, const struct choice_item *item)
{
	for (size_t i = 0; i < c->nvalues; i++)
		if (str_eq(c->values[i], item->value))
			return true;
	return item->checked;
}

/* The first input has the bare prefix, so that an error can link to it. */
static void item_id(struct buf *out, const struct choices_of *c, size_t i)
{
	if (!str_empty(c->items[i].id))
		html_text(out, c->items[i].id);
	else if (i == 0)
		html_text(out, c->prefix);
	else
		html(out, "%.*s-%zu", STR_ARG(c->prefix), i + 1);
}

static void item_divider(
    struct buf *out, const struct choices_of *c, const struct choice_item *item)
{
	html(out, "<div class=\"nhsuk-%s__divider%s\">%.*s</div>\n", c->kind,
	    is(item->behaviour, "inclusive")
		? " nhsuk-u-frontend-not-supported-hidden"
		: "",
	    STR_ARG(item->divider));
}

static void item_described_by(
    struct buf *out, const struct choices_of *c, size_t i)
{
	const struct choice_item *item = &c->items[i];

	const bool hint = part_has(item->hint, item->hint_html);

	if (!hint)
		return;
	buf_cstr(out, " aria-describedby=\"");
	item_id(out, c, i);
	buf_cstr(out, "-item-hint\"");
}

static void item_input(struct buf *out, const struct choices_of *c, size_t i)
{
	const struct choice_item *item = &c->items[i];

	html(out, "<input class=\"nhsuk-%s__input\" id=\"", c->kind);
	item_id(out, c, i);
	buf_byte(out, '"');
	part_attr(out, "name", str_empty(item->name) ? c->name : item->name);
	html(out, " type=\"%s\" value=\"%.*s\"", c->type, STR_ARG(item->value));
	part_attr_bool(out, "checked", chosen(c, item));
	part_attr_bool(out, "disabled", item->disabled || c->disabled);
	part_attr(out, "data-behaviour", str_of(item->behaviour));
	part_attr(out, "data-behaviour-group", str_of(item->behaviour_group));
	if (!str_empty(item->conditional.s)) {
		buf_cstr(out, " data-aria-controls=\"conditional-");
		item_id(out, c, i);
		buf_byte(out, '"');
	}
	item_described_by(out, c, i);
	part_attrs(out, item->attrs);
	buf_cstr(out, ">\n");
}

static void item_label(struct buf *out, const struct choices_of *c, size_t i)
{
	const struct choice_item *item = &c->items[i];

	html(out, "<label class=\"nhsuk-label nhsuk-%s__label", c->kind);
	part_class_end(out, item->label_classes);
	buf_cstr(out, " for=\"");
	item_id(out, c, i);
	buf_cstr(out, "\">");
	part_text(out, item->text, item->html);
	buf_cstr(out, "</label>\n");
	if (!part_has(item->hint, item->hint_html))
		return;
	html(out, "<div class=\"nhsuk-hint nhsuk-%s__hint\" id=\"", c->kind);
	item_id(out, c, i);
	buf_cstr(out, "-item-hint\">");
	part_text(out, item->hint, item->hint_html);
	buf_cstr(out, "</div>\n");
}

static void item_conditional(
    struct buf *out, const struct choices_of *c, size_t i)
{
	const struct choice_item *item = &c->items[i];

	if (str_empty(item->conditional.s))
		return;
	html(out, "<div class=\"nhsuk-%s__conditional", c->kind);
	if (!chosen(c, item))
		html(out, " nhsuk-%s__conditional--hidden", c->kind);
	buf_cstr(out, "\" id=\"conditional-");
	item_id(out, c, i);
	buf_cstr(out, "\">");
	html_markup(out, item->conditional);
	buf_cstr(out, "</div>\n");
}

static void items_write(struct buf *out, const struct choices_of *c)
{
	for (size_t i = 0; i < c->nitems; i++) {
		const struct choice_item *item = &c->items[i];

		if (!str_empty(item->divider)) {
			item_divider(out, c, item);
			continue;
		}
		html(out, "<div class=\"nhsuk-%s__item%s\">\n", c->kind,
		    is(item->behaviour, "inclusive")
			? " nhsuk-u-frontend-not-supported-hidden"
			: "");
		item_input(out, c, i);
		item_label(out, c, i);
		buf_cstr(out, "</div>\n");
		item_conditional(out, c, i);
	}
}

/* The element around the choices. */
static void choices_open(struct buf *out, const char *kind, bool small,
    bool in_line, const char *classes, struct str id, struct attrs attrs)
{
	html(out, "<div class=\"nhsuk-%s", kind);
	if (small)
		html(out, " nhsuk-%s--small", kind);
	if (in_line)
		html(out, " nhsuk-%s--inline", kind);
	part_class_end(out, classes);
	part_attr(out, "id", id);
	html(out, " data-module=\"nhsuk-%s\"", kind);
	part_attrs(out, attrs);
	buf_cstr(out, ">\n");
}

void component_radios(struct buf *out, const struct radios *f)
{
	const struct fieldset set = { .legend = f->legend,
		.attrs = f->fieldset_attrs };
	const bool fieldset = part_has(f->legend.text, f->legend.html);
	const struct group g = { .id = str_empty(f->id_prefix) ? f->name
							       : f->id_prefix,
		.fieldset = fieldset ? &set : NULL,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.wrong = f->wrong,
		.classes = f->group_classes,
		.attrs = f->group_attrs };
	const struct choices_of c = { .kind = "radios",
		.type = "radio",
		.name = f->name,
		.prefix = g.id,
		.items = f->items,
		.nitems = f->nitems,
		.values = &f->value,
		.nvalues = str_null(f->value) ? 0 : 1,
		.disabled = f->disabled };

	group_begin(out, &g);
	choices_open(
	    out, "radios", f->small, f->in_line, f->classes, f->id, f->attrs);
	items_write(out, &c);
	buf_cstr(out, "</div>\n");
	group_end(out, &g);
}

void component_checkboxes(struct buf *out, const struct checkboxes *f)
{
	const struct fieldset set = { .legend = f->legend,
		.attrs = f->fieldset_attrs };
	const bool fieldset = part_has(f->legend.text, f->legend.html);
	const struct group g = { .id = str_empty(f->id_prefix) ? f->name
							       : f->id_prefix,
		.fieldset = fieldset ? &set : NULL,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.wrong = f->wrong,
		.classes = f->group_classes,
		.attrs = f->group_attrs };
	const struct choices_of c = { .kind = "checkboxes",
		.type = "checkbox",
		.name = f->name,
		.prefix = g.id,
		.items = f->items,
		.nitems = f->nitems,
		.values = f->values,
		.nvalues = f->nvalues,
		.disabled = f->disabled,
		.group = fieldset ? NULL : &g };

	group_begin(out, &g);
	choices_open(out, "checkboxes", f->small, f->in_line, f->classes, f->id,
	    f->attrs);
	items_write(out, &c);
	buf_cstr(out, "</div>\n");
	group_end(out, &g);
}

static void select_options(struct buf *out, const struct select *f)
{
	for (size_t i = 0; i < f->nitems; i++) {
		const struct select_option *o = &f->items[i];
		const struct str value =
		    str_null(o->value) ? o->text : o->value;

		if (o->divider) {
			buf_cstr(out, "<hr>\n");
			continue;
		}
		buf_cstr(out, "<option");
		part_attr(out, "value", o->value);
		part_attr_bool(out, "selected",
		    o->selected ||
			(!str_empty(f->value) && str_eq(value, f->value)));
		part_attr_bool(out, "disabled", o->disabled);
		part_attrs(out, o->attrs);
		html(out, ">%.*s</option>\n", STR_ARG(o->text));
	}
}

void component_select(struct buf *out, const struct select *f)
{
	const struct group g = { .id = str_empty(f->id) ? f->name : f->id,
		.label = &f->label,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.described_by = f->described_by,
		.wrong = f->wrong,
		.classes = f->group_classes,
		.attrs = f->group_attrs };
	const bool wrapped = !str_empty(f->before.s) || !str_empty(f->after.s);

	group_begin(out, &g);
	if (wrapped)
		buf_cstr(out, "<div class=\"nhsuk-input-wrapper\">\n");
	html_markup(out, f->before);
	buf_cstr(out, "<select");
	part_class(out, "nhsuk-select");
	part_class_if(out, group_wrong(&g), "nhsuk-select--error", "");
	part_class_end(out, f->classes);
	part_attr(out, "id", g.id);
	part_attr(out, "name", f->name);
	part_attr_bool(out, "disabled", f->disabled);
	group_described_by(out, &g);
	part_attrs(out, f->attrs);
	buf_cstr(out, ">\n");
	select_options(out, f);
	buf_cstr(out, "</select>\n");
	html_markup(out, f->after);
	if (wrapped)
		buf_cstr(out, "</div>\n");
	group_end(out, &g);
}
