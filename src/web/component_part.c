/*
 * component_part.c: see component_part.h.
 */
#include "web/component_part.h"

#include <stdlib.h>
#include <string.h>

void part_attr(struct buf *out, const char *name, struct str value)
{
	if (str_null(value))
		return;
	html(out, " %s=\"%.*s\"", name, STR_ARG(value));
}

void part_attr_bool(struct buf *out, const char *name, bool on)
{
	if (on)
		html(out, " %s", name);
}

void part_attr_int(struct buf *out, const char *name, int value)
{
	if (value != 0)
		html(out, " %s=\"%d\"", name, value);
}

void part_attrs(struct buf *out, struct attrs attrs)
{
	for (size_t i = 0; i < attrs.n; i++) {
		const struct attr *a = &attrs.items[i];

		part_attr_bool(out, a->name, str_null(a->value));
		part_attr(out, a->name, a->value);
	}
}

void part_href(struct buf *out, struct str url)
{
	buf_cstr(out, " href=\"");
	html_href(out, url);
	buf_byte(out, '"');
}

bool part_has(struct str text, struct markup html)
{
	return !str_empty(text) || !str_empty(html.s);
}

void part_text(struct buf *out, struct str text, struct markup markup)
{
	if (!str_empty(markup.s))
		html_markup(out, markup);
	else
		html_text(out, text);
}

void part_class(struct buf *out, const char *base)
{
	html(out, " class=\"%s", base);
}

void part_class_if(struct buf *out, bool on, const char *name, const char *rest)
{
	if (on)
		html(out, " %s%s", name, rest);
}

void part_class_end(struct buf *out, const char *more)
{
	if (more != NULL)
		html(out, " %s", more);
	buf_byte(out, '"');
}

struct str part_or(struct str a, const char *otherwise)
{
	return str_empty(a) ? str_of(otherwise) : a;
}

static bool is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

void component_caption(struct buf *out, const struct caption *c)
{
	const char *element = c->element != NULL ? c->element : "span";

	if (!part_has(c->text, c->html))
		return;
	/* There is no small caption: it is the one without a size. */
	const bool sized = c->size != NULL && strcmp(c->size, "s") != 0 &&
			   strcmp(c->size, "xs") != 0 &&
			   strcmp(c->size, "xxs") != 0;

	html(out, "<%s class=\"nhsuk-caption%s%s", element, sized ? "-" : "",
	    sized ? c->size : "");
	part_class_if(out, is(c->placement, "after") || is(c->placement, "end"),
	    "nhsuk-caption--bottom", "");
	part_class_end(out, c->classes);
	buf_byte(out, '>');
	part_text(out, c->text, c->html);
	html(out, "</%s>\n", element);
}

/* The words of a heading, in a link if it has an address. */
static void heading_words(struct buf *out, const struct heading *h)
{
	if (!str_null(h->href)) {
		buf_cstr(out, "<a class=\"nhsuk-link\"");
		part_href(out, h->href);
		buf_byte(out, '>');
	}
	part_text(out, h->text, h->html);
	if (!str_null(h->href))
		buf_cstr(out, "</a>");
	if (!str_empty(h->hidden))
		html(out,
		    "<span class=\"nhsuk-u-visually-hidden\"> %.*s</span>",
		    STR_ARG(h->hidden));
}

static void heading_class(struct buf *out, const struct heading *h,
    const char *base, const char *prefix)
{
	if (base[0] == '\0' && h->size == NULL) {
		if (h->classes != NULL)
			html(out, " class=\"%s\"", h->classes);
		return;
	}
	/* "nhsuk-heading-l" stands instead of, not beside, the base. */
	const size_t n = strlen(base);
	const bool instead = h->size != NULL && strncmp(prefix, base, n) == 0 &&
			     strcmp(prefix + n, "-") == 0;

	html(out, " class=\"%s", instead ? "" : base);
	if (h->size != NULL)
		html(out, "%s%s%s", instead ? "" : " ", prefix, h->size);
	part_class_end(out, h->classes);
}

void component_heading_as(struct buf *out, const struct heading *h,
    const char *base, const char *prefix, int level)
{
	const char *place = h->caption.placement;
	struct caption c = h->caption;

	if (!part_has(h->text, h->html))
		return;
	if (c.size == NULL)
		c.size = h->size;
	if (is(place, "before"))
		component_caption(out, &c);
	const int l = h->level != 0 ? h->level : level;

	if (h->element != NULL)
		html(out, "<%s", h->element);
	else
		html(out, "<h%d", l);
	heading_class(out, h, base, prefix);
	part_attr(out, "id", h->id);
	part_attrs(out, h->attrs);
	buf_byte(out, '>');
	if (place == NULL || is(place, "start"))
		component_caption(out, &c);
	heading_words(out, h);
	if (is(place, "end"))
		component_caption(out, &c);
	if (h->element != NULL)
		html(out, "</%s>\n", h->element);
	else
		html(out, "</h%d>\n", l);
	if (is(place, "after"))
		component_caption(out, &c);
}

void component_heading(struct buf *out, const struct heading *h)
{
	component_heading_as(out, h, "nhsuk-heading", "nhsuk-heading-", 1);
}

/* The shapes are nhsuk-frontend's (MIT). */
/* clang-format off */
static const struct icon {
	const char *name;
	const char *path;
} icons[] = {
	{ "arrow-left",
	  "M10.7 6.3c.4.4.4 1 0 1.4L7.4 11H19a1 1 0 0 1 0 2H7.4l3.3 3.3c.4.4.4 1 0 1.4a1 1 0 0 1-1.4 0l-5-5A1 1 0 0 1 4 12c0-.3.1-.5.3-.7l5-5a1 1 0 0 1 1.4 0Z" },
	{ "arrow-right",
	  "m14.7 6.3 5 5c.2.2.3.4.3.7 0 .3-.1.5-.3.7l-5 5a1 1 0 0 1-1.4-1.4l3.3-3.3H5a1 1 0 0 1 0-2h11.6l-3.3-3.3a1 1 0 1 1 1.4-1.4Z" },
	{ "arrow-right-circle",
	  "M12 2a10 10 0 0 0-10 9h11.7l-4-4a1 1 0 0 1 1.5-1.4l5.6 5.7a1 1 0 0 1 0 1.4l-5.6 5.7a1 1 0 0 1-1.5 0 1 1 0 0 1 0-1.4l4-4H2A10 10 0 1 0 12 2z" },
	{ "chevron-right-circle",
	  "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-.3 5.8a1 1 0 1 0-1.5 1.4l2.9 2.8-2.9 2.8a1 1 0 0 0 1.5 1.4l3.5-3.5c.4-.4.4-1 0-1.4Z" },
	{ "cross",
	  "M17 18.5c-.4 0-.8-.1-1.1-.4l-10-10c-.6-.6-.6-1.6 0-2.1.6-.6 1.5-.6 2.1 0l10 10c.6.6.6 1.5 0 2.1-.3.3-.6.4-1 .4z M7 18.5c-.4 0-.8-.1-1.1-.4-.6-.6-.6-1.5 0-2.1l10-10c.6-.6 1.5-.6 2.1 0 .6.6.6 1.5 0 2.1l-10 10c-.3.3-.6.4-1 .4z" },
	{ "tick",
	  "M11.4 17.5a2 2 0 0 1-2.7.1h-.1L4 12.8a1.5 1.5 0 0 1 2.1-2L10 14.7l8.1-8.1a1.5 1.5 0 1 1 2.2 2l-8.9 9Z" },
	{ "minus",
	  "M5.5 10.5a1.5 1.5 0 0 0 0 3h13a1.5 1.5 0 0 0 0-3h-13Z" },
	{ "plus",
	  "M13.5 5.5a1.5 1.5 0 0 0-3 0v5h-5a1.5 1.5 0 0 0 0 3h5v5a1.5 1.5 0 0 0 3 0v-5h5a1.5 1.5 0 0 0 0-3h-5v-5Z" },
	{ "search",
	  "m20.7 18.9-4.1-4.1a7 7 0 1 0-1.4 1.4l4 4.1a1 1 0 0 0 1.5 0c.4-.4.4-1 0-1.4ZM6 10.6a5 5 0 1 1 10 0 5 5 0 0 1-10 0Z" },
	{ "user",
	  "M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Zm0 2a9 9 0 0 0-5 16.5V18a4 4 0 0 1 4-4h2a4 4 0 0 1 4 4v1.5A9 9 0 0 0 12 3Zm0 3a3.5 3.5 0 1 1-3.5 3.5A3.4 3.4 0 0 1 12 6Z" },
};
/* clang-format on */

void component_icon(struct buf *out, const char *name)
{
	for (size_t i = 0; i < NELEM(icons); i++) {
		if (strcmp(icons[i].name, name) != 0)
			continue;
		html(out,
		    "<svg class=\"nhsuk-icon nhsuk-icon--%s\""
		    " xmlns=\"http://www.w3.org/2000/svg\""
		    " viewBox=\"0 0 24 24\" width=\"16\" height=\"16\""
		    " focusable=\"false\" aria-hidden=\"true\">"
		    "<path d=\"%s\"/></svg>\n",
		    name, icons[i].path);
		return;
	}
	abort(); /* no such icon */
}
