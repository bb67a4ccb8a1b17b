/*
 * component_page.h: the whole document around a page's own markup.
 */
#ifndef WEB_COMPONENT_PAGE_H
#define WEB_COMPONENT_PAGE_H

#include "web/component_nav.h"

/*
 * The style sheet follows `dir`; the script is a module file; nothing in the
 * document needs inline script or style, so the page policy can forbid both.
 */
struct page_template {
	struct str lang;        /* null: the reader's language (base/words.h) */
	struct str dir;         /* "ltr" or "rtl"; null: that language's */
	struct str title;       /* of the window: "Page – Service" */
	struct str description; /* for search engines; may be null */
	struct markup head;     /* more for <head> */
	struct markup body_start;    /* before the skip link */
	struct markup header;        /* instead of `top` */
	const struct header *top;    /* NULL: no header */
	struct markup before_main;   /* breadcrumb, back link, languages */
	struct markup body;          /* what is in <main> */
	struct markup footer;        /* instead of `bottom` */
	const struct footer *bottom; /* NULL: no footer */
	const char *main_classes;
	const char *container_classes; /* "heard-wide" for staff lists */
	const char *body_classes;
};

void page_template(struct buf *out, const struct page_template *p);

/* The parts around what the caller writes into <main> himself. */
void page_template_begin(struct buf *out, const struct page_template *p);
void page_template_end(struct buf *out, const struct page_template *p);

#endif
