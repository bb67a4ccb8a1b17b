/*
 * html.h: markup into a buffer. Escaping is what happens by default: %s and
 * %.*s always escape & < > " ', and the format must be a literal. Markup that
 * is already markup travels as struct markup, which only the functions here
 * make. The same writer serves HTML, SVG and XML.
 */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/attr.h"
#include "base/buf.h"
#include "base/str.h"

/* Finished markup, safe to insert as it is. */
struct markup {
	struct str s;
};

/*
 * Like printf, with %s and %.*s escaped. Supported: %s %.*s %d %i %u %x %c
 * %f %g with the usual flags, widths and length modifiers, and %%. Anything
 * else is a programmer's error and aborts.
 *
 *	html(out, "<p class=\"nhsuk-body\">%.*s</p>", STR_ARG(text));
 */
void html(struct buf *out, const char *fmt, ...) ATTR_PRINTF(2, 3);

/* Text, escaped. */
void html_text(struct buf *out, struct str s);

/* Markup, as it is. Null or empty writes nothing. */
void html_markup(struct buf *out, struct markup m);

/* What a buffer holds, as markup in the arena. */
struct markup html_take(struct arena *a, const struct buf *b);

/* Text as markup: escaped, in the arena. */
struct markup html_of(struct arena *a, struct str text);

/* Like html(), into the arena. */
struct markup html_fmt(struct arena *a, const char *fmt, ...) ATTR_PRINTF(2, 3);

/*
 * A URL for an attribute, escaped: own paths ("/…", not "//"), "#…", "?…",
 * http(s), mailto and tel pass; anything else becomes "#".
 */
void html_href(struct buf *out, struct str url);

/* Percent-encodes everything but unreserved characters (RFC 3986). */
void html_urlencode(struct buf *out, struct str s);

#endif
