/*
 * component_button.c: see component_button.h.
 */
#include "web/component_button.h"

#include "base/words.h"
#include "web/component_group.h"

static void button_words(struct buf *out, const struct button *b)
{
	if (b->icon == NULL) {
		part_text(out, b->text, b->html);
		return;
	}
	if (!b->icon_end)
		component_icon(out, b->icon);
	if (part_has(b->text, b->html)) {
		buf_cstr(out, "<span class=\"nhsuk-button__content\">");
		part_text(out, b->text, b->html);
		buf_cstr(out, "</span>\n");
	}
	if (b->icon_end)
		component_icon(out, b->icon);
}

static void button_open(struct buf *out, const struct button *b, bool link)
{
	buf_cstr(out, link ? "<a" : "<button");
	part_class(out, "nhsuk-button");
	part_class_if(out, b->variant != NULL, "nhsuk-button--",
	    b->variant != NULL ? b->variant : "");
	part_class_if(out, b->icon != NULL, "nhsuk-button--icon", "");
	part_class_if(out, b->small, "nhsuk-button--small", "");
	part_class_end(out, b->classes);
	part_attr(out, "id", b->id);
	if (!link)
		part_attr(out, "name", b->name);
	buf_cstr(out, " data-module=\"nhsuk-button\"");
	if (b->prevent_double_click)
		buf_cstr(out, " data-prevent-double-click=\"true\"");
}

void component_button(struct buf *out, const struct button *b)
{
	const bool link = !str_null(b->href) && str_null(b->type);

	button_open(out, b, link);
	if (link) {
		part_href(out, b->href);
		buf_cstr(out, " role=\"button\" draggable=\"false\"");
		part_attr(out, "aria-label", b->aria_label);
	} else {
		part_attr(out, "type", part_or(b->type, "submit"));
		part_attr(out, "value", b->value);
		part_attr_bool(out, "disabled", b->disabled);
		part_attr(out, "aria-label", b->aria_label);
		if (b->disabled)
			buf_cstr(out, " aria-disabled=\"true\"");
	}
	part_attrs(out, b->attrs);
	buf_byte(out, '>');
	button_words(out, b);
	buf_cstr(out, link ? "</a>\n" : "</button>\n");
}

/* "Show", which stays hidden where no script can do it. */
static void password_button(
    struct buf *out, const struct password_input *f, struct str id)
{
	const struct attr attrs[] = {
		{ "aria-controls", id },
		{ "hidden", STR_NULL },
	};
	struct button b = f->button;

	b.text = part_or(b.text, T("Show"));
	b.aria_label = part_or(b.aria_label, T("Show password"));
	b.type = S("button");
	b.small = true;
	b.disabled = b.disabled || f->disabled;
	b.classes = "nhsuk-password-input__toggle"
		    " nhsuk-js-password-input-toggle";
	if (b.variant == NULL)
		b.variant = "secondary";
	b.attrs = (struct attrs){ attrs, NELEM(attrs) };
	component_button(out, &b);
}

void component_password_input(struct buf *out, const struct password_input *f)
{
	const struct str id = str_empty(f->id) ? f->name : f->id;
	struct buf b = buf_make(BUF_PAGE);

	password_button(&b, f, id);
	component_input(out,
	    &(struct input){ .name = f->name,
		.id = id,
		.label = f->label,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.type = S("password"),
		.prefix = f->prefix,
		.code = f->code,
		.width = f->width,
		.wrong = f->wrong,
		.disabled = f->disabled,
		.spellcheck = SPELLCHECK_OFF,
		.autocomplete = part_or(f->autocomplete, "current-password"),
		.autocapitalize = S("none"),
		.after = { buf_view(&b) },
		.own_class = "nhsuk-password-input__input"
			     " nhsuk-js-password-input-input",
		.classes = f->classes,
		.group_classes = f->group_classes,
		.module = "nhsuk-password-input",
		.attrs = f->attrs,
		.group_attrs = f->group_attrs });
	buf_free(&b);
}

static void error_item(struct buf *out, const struct error_item *e)
{
	buf_cstr(out, "<li>");
	if (!str_empty(e->href)) {
		buf_cstr(out, "<a");
		part_href(out, e->href);
		part_attrs(out, e->attrs);
		buf_byte(out, '>');
	}
	part_text(out, e->text, e->html);
	buf_cstr(out, str_empty(e->href) ? "</li>\n" : "</a></li>\n");
}

void component_error_summary(struct buf *out, const struct error_summary *e)
{
	const struct heading h = { .html = e->heading_html,
		.text = part_or(e->heading, T("There is a problem")) };

	buf_cstr(out, "<div");
	part_class(out, "nhsuk-error-summary");
	part_class_end(out, e->classes);
	part_attr(out, "id", e->id);
	buf_cstr(out, " data-module=\"nhsuk-error-summary\"");
	part_attr(out, "data-disable-auto-focus", e->disable_auto_focus);
	part_attrs(out, e->attrs);
	/* The alert is inside: focus must not come before it is announced. */
	buf_cstr(out, "><div role=\"alert\">\n");
	component_heading_as(out, &h, "nhsuk-error-summary__heading", "", 2);
	buf_cstr(out, "<div class=\"nhsuk-error-summary__body\">\n");
	if (part_has(e->description, e->description_html)) {
		buf_cstr(out, "<p>");
		part_text(out, e->description, e->description_html);
		buf_cstr(out, "</p>\n");
	}
	if (e->nitems > 0) {
		buf_cstr(out, "<ul class=\"nhsuk-list"
			      " nhsuk-error-summary__list\">\n");
		for (size_t i = 0; i < e->nitems; i++)
			error_item(out, &e->items[i]);
		buf_cstr(out, "</ul>\n");
	}
	buf_cstr(out, "</div></div></div>\n");
}
