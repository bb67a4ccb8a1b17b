/*
 * component_header.c: the top and the bottom of every page: see
 * component_nav.h.
 */
#include "base/words.h"
#include "web/component_button.h"
#include "web/component_nav.h"

static void header_logo(struct buf *out, const struct header *h)
{
	if (!str_empty(h->logo_src)) {
		buf_cstr(out, "<img class=\"nhsuk-header__organisation-logo\""
			      " src=\"");
		html_href(out, h->logo_src);
		html(out, "\" width=\"280\" alt=\"%.*s\">\n",
		    STR_ARG(h->logo_alt));
	} else {
		html_markup(out, h->logo);
	}
	if (str_empty(h->organisation))
		return;
	html(out, "<span class=\"nhsuk-header__organisation-name\">%.*s",
	    STR_ARG(h->organisation));
	if (!str_empty(h->organisation_split))
		html(out,
		    " <span class=\"nhsuk-header__organisation-name-split\">"
		    "%.*s</span>",
		    STR_ARG(h->organisation_split));
	buf_cstr(out, "</span>\n");
	if (!str_empty(h->organisation_descriptor))
		html(out,
		    "<span class=\"nhsuk-header__organisation-name-descriptor\">"
		    "%.*s</span>\n",
		    STR_ARG(h->organisation_descriptor));
}

/* Said of the link around the mark: the names, and where it goes. */
static void logo_label(struct buf *out, const struct header *h, bool both)
{
	const struct str names[] = { h->logo_alt, h->organisation,
		h->organisation_split, both ? h->service : STR_NULL };

	buf_cstr(out, " aria-label=\"");
	if (!str_null(h->logo_aria_label)) {
		html_text(out, h->logo_aria_label);
	} else {
		for (size_t i = 0; i < NELEM(names); i++)
			if (!str_empty(names[i]))
				html(out, "%.*s ", STR_ARG(names[i]));
		html(out, "%s", T("homepage"));
	}
	buf_byte(out, '"');
}

static void header_service(struct buf *out, const struct header *h, bool link)
{
	if (str_empty(h->service))
		return;
	buf_cstr(out, link ? "<a" : "<span");
	buf_cstr(out, " class=\"nhsuk-header__service-name\"");
	if (link)
		part_href(out, h->service_href);
	html(out, ">%.*s</%s>\n", STR_ARG(h->service), link ? "a" : "span");
}

/* Mark and name are one link when they go to the same place. */
static void header_names(struct buf *out, const struct header *h)
{
	const bool both =
	    !str_empty(h->service_href) &&
	    (str_eq(h->service_href, h->logo_href) ||
		(!str_empty(h->service) && str_empty(h->logo_href)));
	const struct str href = both ? h->service_href : h->logo_href;

	buf_cstr(out, "<div class=\"nhsuk-header__service\">\n");
	if (!str_empty(href)) {
		buf_cstr(out, "<a class=\"nhsuk-header__service-logo\"");
		part_href(out, href);
		logo_label(out, h, both);
		buf_cstr(out, ">\n");
	}
	header_logo(out, h);
	if (both)
		header_service(out, h, false);
	if (!str_empty(href))
		buf_cstr(out, "</a>\n");
	if (!both)
		header_service(out, h, !str_empty(h->service_href));
	buf_cstr(out, "</div>\n");
}

static void header_search(struct buf *out, const struct header *h)
{
	struct buf b = buf_make(BUF_PAGE);

	if (str_null(h->search_action))
		return;
	component_button(
	    &b, &(struct button){ .aria_label = str_of(T("Search")),
		    .icon = "search",
		    .small = true });
	buf_cstr(out, "<search class=\"nhsuk-header__search\">\n"
		      "<form class=\"nhsuk-header__search-form\" id=\"search\""
		      " action=\"");
	html_href(out, h->search_action);
	buf_cstr(out, "\" method=\"get\" novalidate>\n");
	component_input(
	    out, &(struct input){
		     .label = { .text = part_or(h->search_label, T("Search")),
			 .classes = "nhsuk-u-visually-hidden" },
		     .id = S("search-field"),
		     .name = part_or(h->search_name, "q"),
		     .type = S("search"),
		     .autocomplete = S("off"),
		     .placeholder = part_or(h->search_placeholder, T("Search")),
		     .after = { buf_view(&b) } });
	buf_cstr(out, "</form>\n</search>\n");
	buf_free(&b);
}

static void account_words(struct buf *out, const struct header_item *i)
{
	if (i->icon)
		component_icon(out, "user");
	part_text(out, i->text, i->html);
}

static void account_item(struct buf *out, const struct header_item *i)
{
	buf_cstr(out, "<li");
	part_class(out, "nhsuk-header__account-item");
	part_class_end(out, i->classes);
	buf_byte(out, '>');
	if (!str_empty(i->href)) {
		buf_cstr(out, "<a class=\"nhsuk-header__account-link\"");
		part_href(out, i->href);
		buf_byte(out, '>');
		account_words(out, i);
		buf_cstr(out, "</a>");
	} else if (!str_empty(i->action)) {
		buf_cstr(out, "<form class=\"nhsuk-header__account-form\""
			      " action=\"");
		html_href(out, i->action);
		html(out, "\" method=\"%.*s\" novalidate>",
		    STR_ARG(part_or(i->method, "post")));
		html_markup(out, i->form);
		buf_cstr(
		    out, "<button class=\"nhsuk-header__account-button\">");
		account_words(out, i);
		buf_cstr(out, "</button></form>");
	} else {
		account_words(out, i);
	}
	buf_cstr(out, "</li>\n");
}

static void header_account(struct buf *out, const struct header *h)
{
	if (h->naccount == 0)
		return;
	buf_cstr(out, "<nav class=\"nhsuk-header__account\"");
	part_attr(out, "aria-label", part_or(h->account_label, T("Account")));
	buf_cstr(out, ">\n<ul class=\"nhsuk-header__account-list\">\n");
	for (size_t i = 0; i < h->naccount; i++)
		account_item(out, &h->account[i]);
	buf_cstr(out, "</ul>\n</nav>\n");
}

static void nav_item(struct buf *out, const struct header_item *i)
{
	const bool here = i->current || i->active;
	const bool link = !str_empty(i->href);

	buf_cstr(out, "<li");
	part_class(out, "nhsuk-header__navigation-item");
	part_class_if(out, here, "nhsuk-header__navigation-item--current", "");
	part_class_end(out, i->classes);
	part_attrs(out, i->attrs);
	html(out, "><%s class=\"nhsuk-header__navigation-%s\"",
	    link ? "a" : "span", link ? "link" : "text");
	if (link)
		part_href(out, i->href);
	if (here)
		html(out, " aria-current=\"%s\"", i->current ? "page" : "true");
	buf_byte(out, '>');
	if (here)
		buf_cstr(out, "<strong class=\"nhsuk-header__"
			      "navigation-item-current-fallback\">");
	part_text(out, i->text, i->html);
	if (here)
		buf_cstr(out, "</strong>");
	html(out, "</%s></li>\n", link ? "a" : "span");
}

static void header_nav(struct buf *out, const struct header *h)
{
	if (h->nitems == 0)
		return;
	buf_cstr(out, "<nav");
	part_class(out, "nhsuk-header__navigation");
	part_class_if(
	    out, h->white_navigation, "nhsuk-header__navigation--white", "");
	part_class_if(
	    out, h->justified, "nhsuk-header__navigation--justified", "");
	part_class_end(out, NULL);
	part_attr(out, "aria-label", part_or(h->items_label, T("Menu")));
	buf_cstr(out, ">\n<div");
	part_class(
	    out, "nhsuk-header__navigation-container nhsuk-width-container");
	part_class_end(out, h->container_classes);
	buf_cstr(out, ">\n<ul class=\"nhsuk-header__navigation-list\">\n");
	for (size_t i = 0; i < h->nitems; i++)
		nav_item(out, &h->items[i]);
	html(out,
	    "<li class=\"nhsuk-header__menu\" hidden>"
	    "<button class=\"nhsuk-header__menu-toggle"
	    " nhsuk-header__navigation-link\" id=\"toggle-menu\""
	    " aria-expanded=\"false\">"
	    "<span class=\"nhsuk-u-visually-hidden\">%s </span>%s"
	    "</button></li>\n</ul>\n</div>\n</nav>\n",
	    T("Browse"), T("More"));
}

void component_header(struct buf *out, const struct header *h)
{
	buf_cstr(out, "<header");
	part_class(out, "nhsuk-header");
	part_class_if(out, h->white, "nhsuk-header--white", "");
	part_class_if(out, h->in_line, "nhsuk-header--inline", "");
	part_class_if(
	    out, !str_empty(h->organisation), "nhsuk-header--organisation", "");
	part_class_end(out, h->classes);
	part_attr(out, "id", h->id);
	buf_cstr(out, " data-module=\"nhsuk-header\" role=\"banner\"");
	part_attrs(out, h->attrs);
	buf_cstr(out, ">\n<div");
	part_class(out, "nhsuk-header__container nhsuk-width-container");
	part_class_end(out, h->container_classes);
	buf_cstr(out, ">\n");
	header_names(out, h);
	header_search(out, h);
	header_account(out, h);
	buf_cstr(out, "</div>\n");
	header_nav(out, h);
	buf_cstr(out, "</header>\n");
}
