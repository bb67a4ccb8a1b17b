/*
 * component_content.c: see component_content.h. Cards are in component_card.c.
 */
#include "web/component_content.h"

#include <string.h>

#include "base/words.h"

void component_tag(struct buf *out, const struct tag *t)
{
	const bool none = t->colour != NULL && strcmp(t->colour, "none") == 0;

	buf_cstr(out, "<strong");
	part_class(out, "nhsuk-tag");
	if (t->colour != NULL)
		html(out, " nhsuk-tag--%s", none ? "no-colour" : t->colour);
	part_class_if(out, t->no_border, "nhsuk-tag--no-border", "");
	part_class_end(out, t->classes);
	part_attr(out, "id", t->id);
	part_attrs(out, t->attrs);
	buf_byte(out, '>');
	part_text(out, t->text, t->html);
	buf_cstr(out, "</strong>\n");
}

void component_inset_text(struct buf *out, const struct inset_text *i)
{
	buf_cstr(out, "<div");
	part_class(out, "nhsuk-inset-text");
	part_class_end(out, i->classes);
	part_attr(out, "id", i->id);
	part_attrs(out, i->attrs);
	html(out, "><span class=\"nhsuk-u-visually-hidden\">%.*s: </span>\n",
	    STR_ARG(part_or(i->hidden, T("Information"))));
	if (!str_empty(i->html.s))
		html_markup(out, i->html);
	else if (!str_empty(i->text))
		html(out, "<p>%.*s</p>\n", STR_ARG(i->text));
	buf_cstr(out, "</div>\n");
}

void component_details(struct buf *out, const struct details *d)
{
	buf_cstr(out, "<details");
	part_class(out, "nhsuk-details");
	part_class_end(out, d->classes);
	part_attr(out, "id", d->id);
	part_attrs(out, d->attrs);
	part_attr_bool(out, "open", d->open);
	buf_cstr(out, ">\n<summary class=\"nhsuk-details__summary\">"
		      "<span class=\"nhsuk-details__summary-text\">");
	part_text(out, d->summary, d->summary_html);
	buf_cstr(out, "</span></summary>\n<div class=\"nhsuk-details__text\">");
	part_text(out, d->text, d->html);
	buf_cstr(out, "</div>\n</details>\n");
}

static void banner_title(struct buf *out, const struct notification_banner *n)
{
	struct heading title = n->title;

	title.id = part_or(title.id, "nhsuk-notification-banner-title");
	if (!part_has(title.text, title.html))
		title.text = str_of(n->success ? T("Success") : T("Important"));
	buf_cstr(out, "<div class=\"nhsuk-notification-banner__header\">\n");
	component_heading_as(
	    out, &title, "nhsuk-notification-banner__title", "", 2);
	buf_cstr(out, "</div>\n");
}

void component_notification_banner(
    struct buf *out, const struct notification_banner *n)
{
	const bool heading = part_has(n->heading.text, n->heading.html);

	buf_cstr(out, "<div");
	part_class(out, "nhsuk-notification-banner");
	part_class_if(
	    out, n->classes != NULL, "", n->classes != NULL ? n->classes : "");
	part_class_end(
	    out, n->success ? "nhsuk-notification-banner--success" : NULL);
	part_attr(out, "id", n->id);
	buf_cstr(out, " data-module=\"nhsuk-notification-banner\"");
	part_attr(out, "data-disable-auto-focus", n->disable_auto_focus);
	/* What was just done is announced; the rest is a place to go to. */
	part_attr(
	    out, "role", part_or(n->role, n->success ? "alert" : "region"));
	part_attr(out, "aria-labelledby",
	    part_or(n->title.id, "nhsuk-notification-banner-title"));
	part_attrs(out, n->attrs);
	buf_cstr(out, ">\n");
	banner_title(out, n);
	buf_cstr(out, "<div class=\"nhsuk-notification-banner__content\">\n");
	component_heading_as(
	    out, &n->heading, "nhsuk-notification-banner__heading", "", 3);
	if (!str_empty(n->html.s))
		html_markup(out, n->html);
	else if (!str_empty(n->text))
		html(out, "<p class=\"%s\">%.*s</p>\n",
		    heading ? "nhsuk-body"
			    : "nhsuk-notification-banner__heading",
		    STR_ARG(n->text));
	buf_cstr(out, "</div>\n</div>\n");
}

void component_panel(struct buf *out, const struct panel *p)
{
	buf_cstr(out, "<div");
	part_class(out, "nhsuk-panel");
	part_class_if(out, p->variant != NULL, "nhsuk-panel--",
	    p->variant != NULL ? p->variant : "");
	part_class_end(out, p->classes);
	part_attr(out, "id", p->id);
	part_attrs(out, p->attrs);
	buf_cstr(out, ">\n");
	component_heading_as(out, &p->heading, "nhsuk-panel__heading",
	    "nhsuk-panel__heading--", 1);
	if (part_has(p->text, p->html)) {
		buf_cstr(out, "<div class=\"nhsuk-panel__body\">");
		part_text(out, p->text, p->html);
		buf_cstr(out, "</div>\n");
	}
	buf_cstr(out, "</div>\n");
}

static void tab_id(struct buf *out, const struct tabs *t, size_t i)
{
	if (!str_empty(t->items[i].id))
		html_text(out, t->items[i].id);
	else
		html(out, "%.*s-%zu",
		    STR_ARG(str_empty(t->id_prefix) ? t->id : t->id_prefix),
		    i + 1);
}

static void tab_panel(struct buf *out, const struct tabs *t, size_t i)
{
	const struct tab *tab = &t->items[i];

	html(out, "<div class=\"nhsuk-tabs__panel%s\" id=\"",
	    i > 0 ? " nhsuk-tabs__panel--hidden" : "");
	tab_id(out, t, i);
	buf_cstr(out, "\">\n");
	if (!str_empty(tab->html.s))
		html_markup(out, tab->html);
	else if (!str_empty(tab->text))
		html(out, "<p>%.*s</p>", STR_ARG(tab->text));
	buf_cstr(out, "</div>\n");
}

void component_tabs(struct buf *out, const struct tabs *t)
{
	buf_cstr(out, "<div");
	part_class(out, "nhsuk-tabs");
	part_class_end(out, t->classes);
	part_attr(out, "id", t->id);
	buf_cstr(out, " data-module=\"nhsuk-tabs\"");
	part_attrs(out, t->attrs);
	html(out, ">\n<h2 class=\"nhsuk-tabs__heading\">%.*s</h2>\n",
	    STR_ARG(part_or(t->hidden, T("Contents"))));
	if (t->nitems > 0)
		buf_cstr(out, "<ul class=\"nhsuk-tabs__list\">\n");
	for (size_t i = 0; i < t->nitems; i++) {
		html(out,
		    "<li class=\"nhsuk-tabs__list-item%s\">"
		    "<a class=\"nhsuk-tabs__tab\" href=\"#",
		    i == 0 ? " nhsuk-tabs__list-item--selected" : "");
		tab_id(out, t, i);
		buf_byte(out, '"');
		part_attrs(out, t->items[i].attrs);
		html(out, ">%.*s</a></li>\n", STR_ARG(t->items[i].label));
	}
	if (t->nitems > 0)
		buf_cstr(out, "</ul>\n");
	for (size_t i = 0; i < t->nitems; i++)
		tab_panel(out, t, i);
	buf_cstr(out, "</div>\n");
}
