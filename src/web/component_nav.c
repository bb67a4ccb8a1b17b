/*
 * component_nav.c: links, breadcrumb and pagination: see component_nav.h.
 * Header and footer are in component_header.c.
 */
#include "web/component_nav.h"

#include "base/words.h"

void component_skip_link(struct buf *out, const struct skip_link *s)
{
	buf_cstr(out, "<a");
	part_class(out, "nhsuk-skip-link");
	part_class_end(out, s->classes);
	buf_cstr(out, " data-module=\"nhsuk-skip-link\"");
	part_href(out, part_or(s->href, "#maincontent"));
	html(out, ">%.*s</a>\n",
	    STR_ARG(part_or(s->text, T("Skip to main content"))));
}

/* The tag of what is a link, or a button where it has no address. */
static bool link_open(struct buf *out, const char *base, const char *variant,
    const char *classes, struct str id, struct str href, struct str type)
{
	const bool link = !str_null(href) && str_null(type);

	buf_cstr(out, link ? "<a" : "<button");
	part_class(out, base);
	if (variant != NULL)
		html(out, " %s--%s", base, variant);
	part_class_end(out, classes);
	part_attr(out, "id", id);
	if (link)
		part_href(out, href);
	else
		part_attr(out, "type", part_or(type, "submit"));
	return link;
}

void component_back_link(struct buf *out, const struct back_link *b)
{
	const bool link = link_open(out, "nhsuk-back-link", b->variant,
	    b->classes, b->id, b->href, b->type);

	part_attrs(out, b->attrs);
	buf_byte(out, '>');
	if (!str_empty(b->hidden))
		html(out,
		    "<span class=\"nhsuk-u-visually-hidden\">%.*s </span>",
		    STR_ARG(b->hidden));
	part_text(out, part_or(b->text, T("Back")), b->html);
	buf_cstr(out, link ? "</a>\n" : "</button>\n");
}

void component_breadcrumb(struct buf *out, const struct breadcrumb *b)
{
	struct back_link back = b->back;

	buf_cstr(out, "<nav");
	part_class(out, "nhsuk-breadcrumb");
	part_class_if(out, b->variant != NULL, "nhsuk-breadcrumb--",
	    b->variant != NULL ? b->variant : "");
	part_class_end(out, b->classes);
	part_attr(out, "id", b->id);
	part_attr(out, "aria-label", part_or(b->label, T("Breadcrumb")));
	part_attrs(out, b->attrs);
	buf_cstr(out, ">\n<ol class=\"nhsuk-breadcrumb__list\">\n");
	for (size_t i = 0; i < b->nitems; i++) {
		const struct nav_link *l = &b->items[i];

		buf_cstr(out, "<li class=\"nhsuk-breadcrumb__list-item\">"
			      "<a class=\"nhsuk-breadcrumb__link\"");
		part_href(out, l->href);
		part_attrs(out, l->attrs);
		buf_byte(out, '>');
		part_text(out, l->text, l->html);
		buf_cstr(out, "</a></li>\n");
	}
	buf_cstr(out, "</ol>\n");
	if (b->nitems > 0) {
		const struct nav_link *last = &b->items[b->nitems - 1];

		if (str_null(back.href))
			back.href = last->href;
		if (!part_has(back.text, back.html))
			back.text = last->text;
		if (back.attrs.n == 0)
			back.attrs = last->attrs;
	}
	if (str_null(back.hidden))
		back.hidden = str_of(T("Back to"));
	if (back.variant == NULL)
		back.variant = b->variant;
	component_back_link(out, &back);
	buf_cstr(out, "</nav>\n");
}

void component_action_link(struct buf *out, const struct action_link *a)
{
	const bool link = link_open(out, "nhsuk-action-link", a->variant,
	    a->classes, a->id, a->href, a->type);

	part_attrs(out, a->attrs);
	buf_byte(out, '>');
	component_icon(out, "arrow-right-circle");
	buf_cstr(out, "<span class=\"nhsuk-action-link__text\">");
	part_text(out, a->text, a->html);
	buf_cstr(out, link ? "</span></a>\n" : "</span></button>\n");
}

/* "Previous page", of which the last word is only said. */
static void page_title(
    struct buf *out, const struct page_link *l, const char *word)
{
	buf_cstr(out, "<span class=\"nhsuk-pagination__title\">");
	if (part_has(l->text, l->html))
		part_text(out, l->text, l->html);
	else
		html(out,
		    "%s<span class=\"nhsuk-u-visually-hidden\"> %s</span>",
		    word, T("page"));
	buf_cstr(out, "</span>\n");
}

/* Beside page numbers. */
static void page_step(struct buf *out, const struct page_link *l, bool next)
{
	if (str_empty(l->href))
		return;
	buf_cstr(out, "<a");
	part_href(out, l->href);
	html(out, " class=\"nhsuk-pagination__%s\" rel=\"%s\">",
	    next ? "next" : "previous", next ? "next" : "prev");
	if (!next)
		component_icon(out, "arrow-left");
	page_title(out, l, next ? T("Next") : T("Previous"));
	if (next)
		component_icon(out, "arrow-right");
	buf_cstr(out, "</a>\n");
}

/* Where there are no numbers. */
static void page_neighbour(
    struct buf *out, const struct page_link *l, bool next)
{
	const char *rel = next ? "next" : "prev";

	if (str_empty(l->href))
		return;
	html(out,
	    "<li class=\"nhsuk-pagination-item--%s\">"
	    "<a class=\"nhsuk-pagination__link nhsuk-pagination__link--%s\"",
	    next ? "next" : "previous", rel);
	part_href(out, l->href);
	html(out, " rel=\"%s\"", rel);
	part_attrs(out, l->attrs);
	buf_byte(out, '>');
	page_title(out, l, next ? T("Next") : T("Previous"));
	if (!str_empty(l->label))
		html(out,
		    "<span class=\"nhsuk-u-visually-hidden\">:</span>\n"
		    "<span class=\"nhsuk-pagination__page\">%.*s</span>\n",
		    STR_ARG(l->label));
	component_icon(out, next ? "arrow-right" : "arrow-left");
	buf_cstr(out, "</a></li>\n");
}

static void page_number(struct buf *out, const struct page_number *p)
{
	buf_cstr(out, "<li");
	part_class(out, "nhsuk-pagination__item");
	part_class_if(out, p->current, "nhsuk-pagination__item--current", "");
	part_class_if(out, p->ellipsis, "nhsuk-pagination__item--ellipsis", "");
	part_class_end(out, p->classes);
	buf_byte(out, '>');
	if (p->ellipsis) {
		buf_cstr(out, "&ctdot;</li>\n");
		return;
	}
	buf_cstr(out, "<a class=\"nhsuk-pagination__link\"");
	part_href(out, p->href);
	if (!str_null(p->aria_label)) {
		part_attr(out, "aria-label", p->aria_label);
	} else {
		buf_cstr(out, " aria-label=\"");
		html(out, T("Page %d"), p->number);
		buf_byte(out, '"');
	}
	if (p->current)
		buf_cstr(out, " aria-current=\"page\"");
	part_attrs(out, p->attrs);
	html(out, ">%d</a></li>\n", p->number);
}

void component_pagination(struct buf *out, const struct pagination *p)
{
	const bool numbered = p->nitems > 0;

	buf_cstr(out, "<nav");
	part_class(out, "nhsuk-pagination");
	part_class_if(out, numbered, "nhsuk-pagination--numbered", "");
	part_class_end(out, p->classes);
	part_attr(out, "id", p->id);
	buf_cstr(out, " role=\"navigation\"");
	part_attr(out, "aria-label", part_or(p->label, T("Pagination")));
	part_attrs(out, p->attrs);
	buf_cstr(out, ">\n");
	if (numbered)
		page_step(out, &p->previous, false);
	html(out, "<ul class=\"%snhsuk-pagination__list\">\n",
	    numbered ? "" : "nhsuk-list ");
	for (size_t i = 0; i < p->nitems; i++)
		page_number(out, &p->items[i]);
	if (!numbered) {
		page_neighbour(out, &p->previous, false);
		page_neighbour(out, &p->next, true);
	}
	buf_cstr(out, "</ul>\n");
	if (numbered)
		page_step(out, &p->next, true);
	buf_cstr(out, "</nav>\n");
}
