/*
 * component_page.c: see component_page.h.
 */
#include "web/component_page.h"

#include "base/asset.h"
#include "base/words.h"

static void page_asset(
    struct buf *out, const char *before, const char *path, const char *after)
{
	buf_cstr(out, before);
	asset_href(out, path);
	buf_cstr(out, after);
}

static void page_head(struct buf *out, const struct page_template *p, bool rtl)
{
	html(out,
	    "<head>\n<meta charset=\"utf-8\">\n<title>%.*s</title>\n"
	    "<meta name=\"viewport\" content=\"width=device-width,"
	    " initial-scale=1, viewport-fit=cover\">\n"
	    "<meta name=\"theme-color\" content=\"#005eb8\">\n",
	    STR_ARG(p->title));
	if (!str_empty(p->description))
		html(out, "<meta name=\"description\" content=\"%.*s\">\n",
		    STR_ARG(p->description));
	page_asset(out, "<link rel=\"icon\" href=\"", "/assets/favicon.svg",
	    "\" type=\"image/svg+xml\">\n");
	page_asset(out, "<link rel=\"stylesheet\" href=\"",
	    rtl ? "/assets/heard-rtl.css" : "/assets/heard.css", "\">\n");
	page_asset(out, "<script type=\"module\" src=\"", "/assets/heard.js",
	    "\"></script>\n");
	html_markup(out, p->head);
	buf_cstr(out, "</head>\n");
}

void page_template_begin(struct buf *out, const struct page_template *p)
{
	const struct language *l = words_current();
	const struct str lang = part_or(p->lang, l->code);
	const struct str dir = part_or(p->dir, l->dir);

	html(out, "<!DOCTYPE html>\n<html lang=\"%.*s\" dir=\"%.*s\">\n",
	    STR_ARG(lang), STR_ARG(dir));
	page_head(out, p, str_is(dir, "rtl"));
	buf_cstr(out, "<body");
	if (p->body_classes != NULL)
		part_attr(out, "class", str_of(p->body_classes));
	buf_cstr(out, ">\n");
	html_markup(out, p->body_start);
	component_skip_link(out, &(struct skip_link){ 0 });
	if (!str_empty(p->header.s))
		html_markup(out, p->header);
	else if (p->top != NULL)
		component_header(out, p->top);
	buf_cstr(out, "<div");
	part_class(out, "nhsuk-width-container");
	part_class_end(out, p->container_classes);
	buf_cstr(out, ">\n");
	html_markup(out, p->before_main);
	buf_cstr(out, "<main");
	part_class(out, "nhsuk-main-wrapper");
	part_class_end(out, p->main_classes);
	buf_cstr(out, " id=\"maincontent\">\n");
}

void page_template_end(struct buf *out, const struct page_template *p)
{
	buf_cstr(out, "</main>\n</div>\n");
	if (!str_empty(p->footer.s))
		html_markup(out, p->footer);
	else if (p->bottom != NULL)
		component_footer(out, p->bottom);
	buf_cstr(out, "</body>\n</html>\n");
}

void page_template(struct buf *out, const struct page_template *p)
{
	page_template_begin(out, p);
	html_markup(out, p->body);
	page_template_end(out, p);
}
