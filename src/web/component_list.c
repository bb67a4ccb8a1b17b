/*
 * component_list.c: summary lists and task lists: see component_table.h.
 */
#include "web/component_table.h"

#include "base/words.h"

static bool has_actions(const struct summary_list *l)
{
	for (size_t i = 0; i < l->nrows; i++)
		if (l->rows[i].nactions > 0)
			return true;
	return false;
}

static void row_actions(
    struct buf *out, const struct summary_list *l, const struct summary_row *r)
{
	const struct heading *about =
	    l->card != NULL ? &l->card->heading : NULL;

	if (r->nactions == 0)
		return;
	buf_cstr(out, "<dd class=\"nhsuk-summary-list__actions\">");
	if (r->nactions == 1)
		component_card_action(out, &r->actions[0], about);
	else
		buf_cstr(
		    out, "<ul class=\"nhsuk-summary-list__actions-list\">\n");
	for (size_t i = 0; r->nactions > 1 && i < r->nactions; i++) {
		buf_cstr(out,
		    "<li class=\"nhsuk-summary-list__actions-list-item\">");
		component_card_action(out, &r->actions[i], about);
		buf_cstr(out, "</li>\n");
	}
	buf_cstr(out, r->nactions > 1 ? "</ul></dd>\n" : "</dd>\n");
}

static void summary_row(struct buf *out, const struct summary_list *l,
    const struct summary_row *r, bool some_actions, bool last)
{
	/* The list's own choice is not said twice. */
	const bool bare = r->no_border && !(l->no_last_row_border && last);

	buf_cstr(out, "<div");
	part_class(out, "nhsuk-summary-list__row");
	part_class_if(out, some_actions && r->nactions == 0,
	    "nhsuk-summary-list__row--no-actions", "");
	part_class_if(out, bare, "nhsuk-summary-list__row--no-border", "");
	part_class_end(out, r->classes);
	buf_cstr(out, ">\n<dt");
	part_class(out, "nhsuk-summary-list__key");
	part_class_if(out, r->key_width != NULL, "nhsuk-u-width-",
	    r->key_width != NULL ? r->key_width : "");
	part_class_end(out, r->key_classes);
	buf_byte(out, '>');
	part_text(out, r->key, r->key_html);
	buf_cstr(out, "</dt>\n<dd");
	part_class(out, "nhsuk-summary-list__value");
	part_class_end(out, r->value_classes);
	buf_byte(out, '>');
	part_text(out, r->value, r->value_html);
	buf_cstr(out, "</dd>\n");
	row_actions(out, l, r);
	buf_cstr(out, "</div>\n");
}

void component_summary_list(struct buf *out, const struct summary_list *l)
{
	const bool some = has_actions(l);

	if (l->card != NULL)
		component_card_begin(out, l->card);
	buf_cstr(out, "<dl");
	part_class(out, "nhsuk-summary-list");
	part_class_if(out, l->no_border, "nhsuk-summary-list--no-border", "");
	part_class_if(out, l->no_last_row_border && !l->no_border,
	    "nhsuk-summary-list--no-last-row-border", "");
	part_class_end(out, l->classes);
	part_attr(out, "id", l->id);
	part_attrs(out, l->attrs);
	buf_cstr(out, ">\n");
	for (size_t i = 0; i < l->nrows; i++)
		summary_row(out, l, &l->rows[i], some, i + 1 == l->nrows);
	buf_cstr(out, "</dl>\n");
	if (l->card != NULL)
		component_card_end(out, l->card);
}

/* What is to be done: a link that its hint and its state describe. */
static void task_name(struct buf *out, const struct task_item *t,
    struct str prefix, size_t number)
{
	if (str_empty(t->href)) {
		buf_cstr(out, "<div>");
	} else {
		buf_cstr(out, "<a class=\"nhsuk-task-list__link nhsuk-link\"");
		part_href(out, t->href);
		buf_cstr(out, " aria-describedby=\"");
		if (!str_empty(t->hint))
			html(out, "%.*s-%zu-hint ", STR_ARG(prefix), number);
		html(out, "%.*s-%zu-status\">", STR_ARG(prefix), number);
	}
	part_text(out, t->text, t->html);
	buf_cstr(out, str_empty(t->href) ? "</div>\n" : "</a>\n");
	if (!str_empty(t->hint))
		html(out,
		    "<div class=\"nhsuk-task-list__hint\""
		    " id=\"%.*s-%zu-hint\">%.*s</div>\n",
		    STR_ARG(prefix), number, STR_ARG(t->hint));
}

static void task_write(struct buf *out, const struct task_item *t,
    struct str prefix, size_t number)
{
	html(out,
	    "<li class=\"nhsuk-task-list__item%s\">\n"
	    "<div class=\"nhsuk-task-list__name-and-hint\">\n",
	    str_empty(t->href) ? "" : " nhsuk-task-list__item--with-link");
	task_name(out, t, prefix, number);
	buf_cstr(out, "</div>\n<div");
	part_class(out, "nhsuk-task-list__status");
	part_class_end(out, t->status_classes);
	html(out, " id=\"%.*s-%zu-status\">", STR_ARG(prefix), number);
	if (t->tag != NULL)
		component_tag(out, t->tag);
	else
		html_text(out, t->status);
	buf_cstr(out, "</div>\n</li>\n");
}

void component_task_list(struct buf *out, const struct task_list *l)
{
	const struct str prefix = part_or(l->id_prefix, "task-list");

	buf_cstr(out, "<ul");
	part_class(out, "nhsuk-task-list");
	part_class_end(out, l->classes);
	part_attr(out, "id", l->id);
	part_attrs(out, l->attrs);
	buf_cstr(out, ">\n");
	for (size_t i = 0; i < l->nitems; i++)
		task_write(out, &l->items[i], prefix, i + 1);
	buf_cstr(out, "</ul>\n");
}
