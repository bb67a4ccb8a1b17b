/*
 * component_table.h: tables and lists of facts.
 */
#ifndef WEB_COMPONENT_TABLE_H
#define WEB_COMPONENT_TABLE_H

#include "web/component_content.h"

/* A cell of a table, in its head or in a row. */
struct table_cell {
	struct str text;
	struct markup html;
	struct str hidden; /* said after the text to screen readers only */
	struct str href;   /* makes the text a link */
	struct str sort_value;
	struct attrs attrs;
	const char *format; /* "numeric", "string"; NULL: the column's */
	const char *align;  /* "left", "centre", "right" */
	const char *width;  /* "one-half"… as in nhsuk-u-width- */
	const char *classes;
	const char *sort; /* head: "none", "ascending", "descending"; NULL: a
	                   * column that cannot be sorted */
	const char *sort_next; /* head: what a click gives first */
	int colspan, rowspan;
};

struct table_row {
	const struct table_cell *cells;
	size_t ncells;
};

struct table {
	struct str caption;
	struct markup caption_html;
	const char *caption_size; /* "s" to "xl" */
	const char *caption_classes;
	struct str caption_id;
	const struct table_cell *head;
	size_t nhead;
	const struct table_row *rows;
	size_t nrows;
	struct str id;
	const char *variant; /* NULL; "reverse" has no style here */
	bool first_cell_is_header;
	bool responsive; /* a list of facts per row on narrow screens */
	bool scroll;     /* scrolls alone where it is wider than the screen */
	bool compact;
	bool striped;
	bool no_border;
	bool no_last_row_border;
	const struct card *card; /* the table is in this card, or NULL */
	const char *classes;
	struct attrs attrs;
};

void component_table(struct buf *out, const struct table *t);

struct summary_row {
	struct str key;
	struct markup key_html;
	struct str value;
	struct markup value_html;
	const struct card_action *actions;
	size_t nactions;
	const char *key_width; /* "one-half"… as in nhsuk-u-width- */
	bool no_border;
	const char *classes;
	const char *key_classes;
	const char *value_classes;
};

struct summary_list {
	const struct summary_row *rows;
	size_t nrows;
	struct str id;
	bool no_border;
	bool no_last_row_border;
	const struct card *card; /* the list is in this card, or NULL */
	const char *classes;
	struct attrs attrs;
};

void component_summary_list(struct buf *out, const struct summary_list *l);

struct task_item {
	struct str text;
	struct markup html;
	struct str hint;
	struct str href;
	struct str status;
	const struct tag *tag; /* the status as a tag, or NULL */
	const char *status_classes;
};

struct task_list {
	const struct task_item *items;
	size_t nitems;
	struct str id;
	struct str id_prefix; /* null: "task-list" */
	const char *classes;
	struct attrs attrs;
};

void component_task_list(struct buf *out, const struct task_list *l);

#endif
