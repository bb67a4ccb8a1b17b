/*
 * component_table.c: tables: see component_table.h. Lists of facts are in
 * component_list.c.
 */
#include "web/component_table.h"

#include <string.h>

#include "base/words.h"

/* Where a cell stands. */
struct place {
	const struct table *table;
	const struct table_cell *head; /* of its column, or NULL */
	bool in_head;
	bool first; /* of its row */
};

static bool is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

static bool sortable(const struct table *t)
{
	for (size_t i = 0; i < t->nhead; i++)
		if (t->head[i].sort != NULL)
			return true;
	return false;
}

/* The page itself sorts when the heads are links. */
static bool sorted_by_server(const struct table *t)
{
	for (size_t i = 0; i < t->nhead; i++)
		if (!str_empty(t->head[i].href))
			return sortable(t);
	return false;
}

static bool row_header(const struct place *p)
{
	return !p->in_head && p->first && p->table->first_cell_is_header;
}

static void cell_class(
    struct buf *out, const struct table_cell *c, const struct place *p)
{
	const char *base = p->in_head || row_header(p) ? "nhsuk-table__header"
						       : "nhsuk-table__cell";
	const char *format = c->format;
	const char *align = c->align;

	if (p->head != NULL) {
		if (align == NULL)
			align = is(format, "string") &&
					is(p->head->format, "numeric")
				    ? "right"
				    : p->head->align;
		if (format == NULL)
			format = p->head->format;
	}
	part_class(out, base);
	part_class_if(out, is(format, "numeric"), base, "--numeric");
	part_class_if(out, align != NULL, "nhsuk-u-text-align-",
	    align != NULL ? align : "");
	part_class_if(out, c->width != NULL, "nhsuk-u-width-",
	    c->width != NULL ? c->width : "");
	part_class_end(out, c->classes);
}

static void head_sort(
    struct buf *out, const struct table_cell *c, const struct table *t)
{
	if (c->sort == NULL)
		return;
	buf_cstr(out, " data-sort");
	if (c->sort_next != NULL && !sorted_by_server(t))
		html(out, " data-sort-next=\"%s\"", c->sort_next);
	if (!is(c->sort, "none"))
		html(out, " aria-sort=\"%s\"", c->sort);
}

/* What a browser forgets of a table that is shown as a list, said again. */
static const char *cell_role(const struct place *p)
{
	if (!p->table->responsive)
		return NULL;
	if (p->in_head)
		return "columnheader";
	return row_header(p) ? "rowheader" : "cell";
}

static void cell_words(struct buf *out, const struct table_cell *c, bool link)
{
	if (link) {
		buf_cstr(out, "<a class=\"nhsuk-link\"");
		part_href(out, c->href);
		buf_byte(out, '>');
	}
	part_text(out, c->text, c->html);
	if (!str_empty(c->hidden))
		html(out,
		    "<span class=\"nhsuk-u-visually-hidden\">%s%.*s</span>",
		    part_has(c->text, c->html) ? " " : "", STR_ARG(c->hidden));
	if (link)
		buf_cstr(out, "</a>");
}

/* On narrow screens each cell says its column. */
static void cell_heading(struct buf *out, const struct place *p)
{
	buf_cstr(
	    out, "<span class=\"nhsuk-table__heading\" aria-hidden=\"true\">");
	cell_words(out, p->head, false);
	buf_cstr(out, " </span>");
}

static void cell_write(
    struct buf *out, const struct table_cell *c, const struct place *p)
{
	const char *element = p->in_head || row_header(p) ? "th" : "td";
	const bool heading =
	    p->table->responsive && !p->in_head && p->head != NULL;

	html(out, "<%s", element);
	cell_class(out, c, p);
	if (p->in_head || row_header(p))
		html(out, " scope=\"%s\"", p->in_head ? "col" : "row");
	part_attr(out, "role", str_of(cell_role(p)));
	if (!p->table->responsive)
		part_attr_int(out, "colspan", c->colspan);
	part_attr_int(out, "rowspan", c->rowspan);
	if (p->in_head)
		head_sort(out, c, p->table);
	else
		part_attr(out, "data-sort-value", c->sort_value);
	part_attrs(out, c->attrs);
	buf_byte(out, '>');
	if (heading)
		cell_heading(out, p);
	if (heading && !str_empty(c->html.s))
		buf_cstr(out, "<span>");
	cell_words(out, c, !str_empty(c->href));
	if (heading && !str_empty(c->html.s))
		buf_cstr(out, "</span>");
	html(out, "</%s>\n", element);
}

/* An id for the caption, by which a scrolling region is named: what is given,
 * the table's, or made of the first words. */
static struct str caption_id(const struct table *t, struct buf *made)
{
	if (!str_null(t->caption_id) || !t->scroll)
		return t->caption_id;
	if (!str_empty(t->id)) {
		buf_fmt(made, "%.*s-caption", STR_ARG(t->id));
		return buf_view(made);
	}
	buf_cstr(made, "table-");
	for (size_t i = 0; i < t->caption.n && i < 40; i++) {
		const char c = t->caption.s[i];

		buf_byte(made, c == ' '               ? '-'
			       : c >= 'A' && c <= 'Z' ? (char)(c + 32)
						      : c);
	}
	buf_cstr(made, "-caption");
	return str_empty(t->caption) ? STR_NULL : buf_view(made);
}

static void table_caption(struct buf *out, const struct table *t, struct str id)
{
	struct heading h = { .text = t->caption,
		.html = t->caption_html,
		.id = id,
		.size = t->caption_size,
		.classes = t->caption_classes,
		.element = "caption" };

	if (sortable(t))
		h.hidden = str_of(T("(Column headers are sortable)"));
	component_heading_as(
	    out, &h, "nhsuk-table__caption", "nhsuk-table__caption--", 0);
}

static void table_row(struct buf *out, const struct table *t,
    const struct table_row *r, bool in_head)
{
	buf_cstr(out, "<tr class=\"nhsuk-table__row\"");
	part_attr(out, "role", t->responsive ? S("row") : STR_NULL);
	buf_cstr(out, ">\n");
	for (size_t i = 0; i < r->ncells; i++) {
		const bool headed = !in_head && i < t->nhead;

		cell_write(out, &r->cells[i],
		    &(struct place){ .table = t,
			.head = headed ? &t->head[i] : NULL,
			.in_head = in_head,
			.first = i == 0 });
	}
	buf_cstr(out, "</tr>\n");
}

static void table_open(struct buf *out, const struct table *t)
{
	buf_cstr(out, "<table");
	part_class(out, "nhsuk-table");
	part_class_if(out, t->variant != NULL, "nhsuk-table--",
	    t->variant != NULL ? t->variant : "");
	part_class_if(out, t->compact, "nhsuk-table--compact", "");
	part_class_if(out, t->responsive, "nhsuk-table--responsive", "");
	part_class_if(out, t->no_border, "nhsuk-table--no-border", "");
	part_class_if(out, t->no_last_row_border && !t->no_border,
	    "nhsuk-table--no-last-row-border", "");
	part_class_if(out, sortable(t), "nhsuk-table--sortable", "");
	part_class_if(out, t->striped, "nhsuk-table--striped", "");
	part_class_end(out, t->classes);
	part_attr(out, "id", t->id);
	if (sortable(t) && !sorted_by_server(t))
		buf_cstr(out, " data-module=\"nhsuk-table\"");
	part_attr(out, "role", t->responsive ? S("table") : STR_NULL);
	part_attrs(out, t->attrs);
	buf_cstr(out, ">\n");
}

static void table_write(
    struct buf *out, const struct table *t, struct str caption)
{
	table_open(out, t);
	table_caption(out, t, caption);
	if (t->nhead > 0) {
		buf_cstr(out, "<thead class=\"nhsuk-table__head\"");
		part_attr(
		    out, "role", t->responsive ? S("rowgroup") : STR_NULL);
		buf_cstr(out, ">\n");
		table_row(
		    out, t, &(struct table_row){ t->head, t->nhead }, true);
		buf_cstr(out, "</thead>\n");
	}
	buf_cstr(out, "<tbody class=\"nhsuk-table__body\">\n");
	for (size_t i = 0; i < t->nrows; i++)
		table_row(out, t, &t->rows[i], false);
	buf_cstr(out, "</tbody>\n</table>\n");
}

void component_table(struct buf *out, const struct table *t)
{
	struct buf made = buf_make(BUF_PAGE);
	const struct str id = caption_id(t, &made);

	if (t->card != NULL)
		component_card_begin(out, t->card);
	if (t->scroll) {
		html(out, "<div class=\"nhsuk-scroll");
		part_class_if(out, t->variant != NULL, "nhsuk-scroll--",
		    t->variant != NULL ? t->variant : "");
		buf_cstr(out, "\" data-module=\"nhsuk-scroll\">\n"
			      "<div class=\"nhsuk-scroll__content\""
			      " role=\"region\"");
		part_attr(out, "aria-labelledby", id);
		buf_cstr(out, ">\n");
	}
	table_write(out, t, id);
	if (t->scroll)
		buf_cstr(out, "</div>\n</div>\n");
	if (t->card != NULL)
		component_card_end(out, t->card);
	buf_free(&made);
}
