/*
 * component_footer.c: the bottom of every page: see component_nav.h.
 */
#include "base/words.h"
#include "web/component_nav.h"

static void footer_links(
    struct buf *out, const struct nav_link *items, size_t n)
{
	if (n == 0)
		return;
	buf_cstr(out, "<ul class=\"nhsuk-footer__list\">\n");
	for (size_t i = 0; i < n; i++) {
		buf_cstr(out, "<li class=\"nhsuk-footer__list-item\">"
			      "<a class=\"nhsuk-footer__list-item-link\"");
		part_href(out, items[i].href);
		part_attrs(out, items[i].attrs);
		buf_byte(out, '>');
		part_text(out, items[i].text, items[i].html);
		buf_cstr(out, "</a></li>\n");
	}
	buf_cstr(out, "</ul>\n");
}

static void footer_column(
    struct buf *out, const struct footer_column *c, const char *width)
{
	struct heading h = c->heading;

	h.size = "s";
	html(out, "<div class=\"nhsuk-grid-column-%s\">\n",
	    c->width != NULL ? c->width : width);
	component_heading_as(
	    out, &h, "nhsuk-footer__heading", "nhsuk-heading-", 2);
	if (!str_empty(c->html.s))
		html_markup(out, c->html);
	else if (!str_empty(c->text))
		html(out, "<p class=\"nhsuk-body-s\">%.*s</p>\n",
		    STR_ARG(c->text));
	footer_links(out, c->items, c->nitems);
	buf_cstr(out, "</div>\n");
}

static void footer_columns(struct buf *out, const struct footer *f)
{
	static const char *const widths[] = { "one-quarter", "full", "one-half",
		"one-third", "one-quarter" };
	const bool known = f->per_row >= 1 && f->per_row <= 4;
	const size_t per_row = known ? (size_t)f->per_row : 4;

	for (size_t i = 0; i < f->ncolumns; i++) {
		if (i % per_row == 0 && i > 0)
			buf_cstr(out, "</div>\n");
		if (i % per_row == 0)
			buf_cstr(out, "<div class=\"nhsuk-footer__navigation"
				      " nhsuk-grid-row\">\n");
		footer_column(out, &f->columns[i], widths[per_row]);
	}
	if (f->ncolumns > 0)
		buf_cstr(out, "</div>\n");
}

void component_footer(struct buf *out, const struct footer *f)
{
	buf_cstr(out, "<footer");
	part_class(out, "nhsuk-footer");
	part_class_end(out, f->classes);
	part_attr(out, "id", f->id);
	buf_cstr(out, " role=\"contentinfo\"");
	part_attrs(out, f->attrs);
	buf_cstr(out, ">\n<div");
	part_class(out, "nhsuk-width-container");
	part_class_end(out, f->container_classes);
	buf_cstr(out, ">\n");
	footer_columns(out, f);
	buf_cstr(out, "<div class=\"nhsuk-footer__meta\">\n");
	if (f->nitems > 0)
		html(out, "<h2 class=\"nhsuk-u-visually-hidden\">%.*s</h2>\n",
		    STR_ARG(part_or(f->items_hidden, T("Support links"))));
	footer_links(out, f->items, f->nitems);
	if (!str_empty(f->html.s))
		html_markup(out, f->html);
	else if (!str_empty(f->text))
		html(out, "<p class=\"nhsuk-body-s\">%.*s</p>\n",
		    STR_ARG(f->text));
	if (!str_empty(f->copyright))
		html(out, "<p class=\"nhsuk-body-s\">%.*s</p>\n",
		    STR_ARG(f->copyright));
	buf_cstr(out, "</div>\n</div>\n</footer>\n");
}
