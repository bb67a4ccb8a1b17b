/*
 * component_group.c: see component_group.h; and labels, legends, hints, error
 * messages and fieldsets, of which groups are made.
 */
#include "web/component_group.h"

#include <string.h>

#include "base/words.h"

static bool is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* A label's caption that stands outside of it is written by the label. */
static bool outside(const struct caption *c)
{
	return is(c->placement, "before") || is(c->placement, "after");
}

/* The label itself as the heading-like element that it is. */
static struct heading label_heading(const struct label *l)
{
	struct heading h = { .text = l->text,
		.html = l->html,
		.hidden = l->hidden,
		.caption = l->caption };

	if (h.caption.size == NULL)
		h.caption.size = l->size;
	if (outside(&h.caption))
		h.caption = (struct caption){ 0 };
	return h;
}

void component_label(struct buf *out, const struct label *l, struct str for_id)
{
	struct heading h = label_heading(l);
	struct caption c = l->caption;
	struct attr more[8];
	size_t n = 0;

	if (!part_has(l->text, l->html))
		return;
	if (!str_null(for_id))
		more[n++] = (struct attr){ "for", for_id };
	for (size_t i = 0; i < l->attrs.n && n < NELEM(more); i++)
		more[n++] = l->attrs.items[i];
	if (c.size == NULL)
		c.size = l->size;
	h.id = l->id;
	h.size = l->size;
	h.classes = l->classes;
	h.element = "label";
	h.attrs = (struct attrs){ more, n };
	if (is(c.placement, "before"))
		component_caption(out, &c);
	if (l->heading != 0) {
		html(out, "<h%d class=\"nhsuk-label-wrapper\"", l->heading);
		part_attr(out, "id", l->heading_id);
		buf_byte(out, '>');
	}
	component_heading_as(out, &h, "nhsuk-label", "nhsuk-label--", 1);
	if (l->heading != 0)
		html(out, "</h%d>\n", l->heading);
	if (is(c.placement, "after"))
		component_caption(out, &c);
}

static void legend_open(struct buf *out, const struct label *l)
{
	buf_cstr(out, "<legend");
	part_class(out, "nhsuk-fieldset__legend");
	part_class_if(out, l->size != NULL, "nhsuk-fieldset__legend--",
	    l->size != NULL ? l->size : "");
	part_class_end(out, l->classes);
	part_attr(out, "id", l->id);
	part_attrs(out, l->attrs);
	buf_byte(out, '>');
}

void component_legend(struct buf *out, const struct label *l)
{
	struct caption c = l->caption;
	struct label inner = *l;

	if (!part_has(l->text, l->html))
		return;
	if (c.size == NULL)
		c.size = l->size;
	/* Only a legend may come first in a fieldset. */
	if (is(c.placement, "before"))
		c.placement = "start";
	inner.caption = c;
	struct heading h = label_heading(&inner);

	legend_open(out, l);
	if (l->heading != 0) {
		h.id = l->heading_id;
		component_heading_as(
		    out, &h, "nhsuk-fieldset__heading", "", l->heading);
	} else {
		const bool end = is(h.caption.placement, "end");

		if (!end)
			component_caption(out, &h.caption);
		part_text(out, h.text, h.html);
		if (!str_empty(h.hidden))
			html(out,
			    "<span class=\"nhsuk-u-visually-hidden\"> "
			    "%.*s</span>",
			    STR_ARG(h.hidden));
		if (end)
			component_caption(out, &h.caption);
	}
	buf_cstr(out, "</legend>\n");
	if (is(c.placement, "after"))
		component_caption(out, &c);
}

void component_hint(struct buf *out, const struct hint *h)
{
	buf_cstr(out, "<div");
	part_class(out, "nhsuk-hint");
	part_class_end(out, h->classes);
	part_attr(out, "id", h->id);
	part_attrs(out, h->attrs);
	buf_byte(out, '>');
	part_text(out, h->text, h->html);
	buf_cstr(out, "</div>\n");
}

void component_error_message(struct buf *out, const struct error_message *e)
{
	const struct str hidden =
	    str_null(e->hidden) ? str_of(T("Error")) : e->hidden;

	buf_cstr(out, "<span");
	part_class(out, "nhsuk-error-message");
	part_class_end(out, e->classes);
	part_attr(out, "id", e->id);
	part_attrs(out, e->attrs);
	buf_byte(out, '>');
	if (!str_empty(hidden))
		html(out,
		    "<span class=\"nhsuk-u-visually-hidden\">%.*s: </span>",
		    STR_ARG(hidden));
	part_text(out, e->text, e->html);
	buf_cstr(out, "</span>\n");
}

static void fieldset_open(
    struct buf *out, const struct fieldset *f, const struct group *g)
{
	buf_cstr(out, "<fieldset");
	part_class(out, "nhsuk-fieldset");
	part_class_end(out, f->classes);
	part_attr(out, "id", f->id);
	part_attr(out, "role", f->role);
	if (g != NULL)
		group_described_by(out, g);
	else
		part_attr(out, "aria-describedby", f->described_by);
	part_attrs(out, f->attrs);
	buf_cstr(out, ">\n");
	component_legend(out, &f->legend);
}

void component_fieldset_begin(struct buf *out, const struct fieldset *f)
{
	fieldset_open(out, f, NULL);
}

void component_fieldset_end(struct buf *out)
{
	buf_cstr(out, "</fieldset>\n");
}

void component_fieldset(struct buf *out, const struct fieldset *f)
{
	component_fieldset_begin(out, f);
	html_markup(out, f->html);
	component_fieldset_end(out);
}

bool group_wrong(const struct group *g)
{
	return g->wrong || !str_empty(g->error);
}

/* The id of a part of the group: the group's and what the part is. */
static void group_part_id(
    struct buf *out, const struct group *g, const char *part, bool *first)
{
	html(out, "%s%.*s-%s", *first ? "" : " ", STR_ARG(g->id), part);
	*first = false;
}

void group_described_by(struct buf *out, const struct group *g)
{
	const bool hint = part_has(g->hint, g->hint_html);
	const bool error = !str_empty(g->error);
	bool first = str_empty(g->described_by);

	if (first && !hint && !error && !g->info)
		return;
	html(out, " aria-describedby=\"%.*s", STR_ARG(g->described_by));
	if (g->info)
		group_part_id(out, g, "info", &first);
	if (hint)
		group_part_id(out, g, "hint", &first);
	if (error)
		group_part_id(out, g, "error", &first);
	buf_byte(out, '"');
}

static void group_notes(struct buf *out, const struct group *g)
{
	if (part_has(g->hint, g->hint_html)) {
		html(out, "<div class=\"nhsuk-hint\" id=\"%.*s-hint\">",
		    STR_ARG(g->id));
		part_text(out, g->hint, g->hint_html);
		buf_cstr(out, "</div>\n");
	}
	if (!str_empty(g->error))
		html(out,
		    "<span class=\"nhsuk-error-message\" id=\"%.*s-error\">"
		    "<span class=\"nhsuk-u-visually-hidden\">%s: </span>"
		    "%.*s</span>\n",
		    STR_ARG(g->id), T("Error"), STR_ARG(g->error));
}

void group_begin(struct buf *out, const struct group *g)
{
	buf_cstr(out, "<div");
	part_class(out, "nhsuk-form-group");
	part_class_if(out, group_wrong(g), "nhsuk-form-group--error", "");
	/* What a caller adds comes before the class that scripts look for. */
	part_class_if(
	    out, g->classes != NULL, "", g->classes != NULL ? g->classes : "");
	part_class_end(out, g->base);
	part_attr(out, "data-module", str_of(g->module));
	if (g->more != NULL)
		g->more(out, g->arg);
	part_attrs(out, g->attrs);
	buf_cstr(out, ">\n");
	if (g->fieldset != NULL)
		fieldset_open(out, g->fieldset, g);
	if (g->label != NULL)
		component_label(out, g->label, g->id);
	group_notes(out, g);
}

void group_end(struct buf *out, const struct group *g)
{
	if (g->fieldset != NULL)
		component_fieldset_end(out);
	buf_cstr(out, "</div>\n");
}

void part_spellcheck(struct buf *out, enum spellcheck s)
{
	if (s != SPELLCHECK_DEFAULT)
		html(out, " spellcheck=\"%s\"",
		    s == SPELLCHECK_ON ? "true" : "false");
}
