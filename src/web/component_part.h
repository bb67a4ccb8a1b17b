/*
 * component_part.h: what the components share: extra attributes, captions,
 * headings, icons. Pages include web/component.h instead.
 *
 * Everywhere in the components: a struct str is text and is escaped; where a
 * struct markup stands beside it, the markup wins. A null str and a NULL
 * `const char *` mean "not given". Nothing is kept: all views need to live
 * only as long as the call.
 */
#ifndef WEB_COMPONENT_PART_H
#define WEB_COMPONENT_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/html.h"

/* An attribute beyond the component's own. A null value: only the name. */
struct attr {
	const char *name;
	struct str value;
};

struct attrs {
	const struct attr *items;
	size_t n;
};

/* Extra attributes as a literal: ATTRS({ "lang", S("ur") }, { "hidden" }). */
#define ATTRS(...)                                                 \
	{                                                          \
		(const struct attr[]){ __VA_ARGS__ },              \
		    sizeof((const struct attr[]){ __VA_ARGS__ }) / \
			sizeof(struct attr)                        \
	}

/* A small line that belongs to a heading, label, legend or table caption. */
struct caption {
	struct str text;
	struct markup html;
	const char *size;      /* "m", "l", "xl", "xxl"; NULL: the heading's */
	const char *placement; /* "before", "start" (NULL), "end", "after" */
	const char *element;   /* NULL: "span" */
	const char *classes;
};

/* A heading, or a heading-like element of another component. */
struct heading {
	struct str text;
	struct markup html;
	struct str id;
	struct str hidden; /* said after the text to screen readers only */
	struct str href;   /* makes the text a link */
	struct caption caption;
	const char *size;    /* "xxs" to "xl", or NULL */
	int level;           /* 1 to 6; 0: what the component has by default */
	const char *element; /* instead of h1 to h6 */
	const char *classes;
	struct attrs attrs;
};

void component_heading(struct buf *out, const struct heading *h);
void component_caption(struct buf *out, const struct caption *c);

/*
 * A heading inside a component: of class `base`, sizes as `prefix` + size.
 * `more` (may be NULL) are attributes that come before h->attrs.
 */
void component_heading_as(struct buf *out, const struct heading *h,
    const char *base, const char *prefix, int level);

/* One of the design system's icons, by name; an unknown name aborts. */
void component_icon(struct buf *out, const char *name);

/* For the components' own use. Each writes nothing for a value not given. */
void part_attr(struct buf *out, const char *name, struct str value);
void part_attr_bool(struct buf *out, const char *name, bool on);
void part_attr_int(struct buf *out, const char *name, int value); /* not 0 */
void part_attrs(struct buf *out, struct attrs attrs);
void part_href(struct buf *out, struct str url);
void part_text(struct buf *out, struct str text, struct markup html);
bool part_has(struct str text, struct markup html);

/* Class names: part_class(out, "nhsuk-input", …) opens ` class="`; each
 * part_class_if adds one name, made of two parts; part_class_end closes. */
void part_class(struct buf *out, const char *base);
void part_class_if(
    struct buf *out, bool on, const char *name, const char *rest);
void part_class_end(struct buf *out, const char *more);

/* The first that is given. */
struct str part_or(struct str a, const char *otherwise);

#endif
