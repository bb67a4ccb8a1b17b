/*
 * ui.h: the few shapes that the pages of this room are made of. Everything is
 * written into r->out; sentences are the caller's, in the reader's language.
 */
#ifndef MOD_INVOLVE_UI_H
#define MOD_INVOLVE_UI_H

#include "kind/kind.h"
#include "web/component.h"

void ui_head(struct req *r, const char *title); /* h1, and the page's title */
void ui_head_of(struct req *r, struct str title);
void ui_sub(struct req *r, const char *heading); /* h2 */
void ui_p(struct req *r, const char *sentence);
void ui_p_of(struct req *r, struct str sentence);
/* Several lines, each as it is. */
void ui_lines(struct req *r, struct str text);
/* A link in a paragraph of its own. */
void ui_link(struct req *r, struct str path, const char *label);

/* A form posts to `action`; null: to this address. */
void ui_form(struct req *r, struct str action);
void ui_form_end(struct req *r, const char *button, const char *variant);
void ui_hidden(struct req *r, const char *name, struct str value);
/* A form that is one button. */
void ui_button_form(struct req *r, struct str action, const char *name,
    const char *value, const char *button, const char *variant);

/* One field with its problem, if there is one in p (may be NULL). */
struct ui_field {
	const char *name, *label, *hint; /* hint may be NULL */
	struct str value;
	int width, rows; /* rows: a textarea */
	const char *type, *autocomplete;
};
void ui_field(
    struct req *r, const struct ui_field *f, const struct problems *p);
/* The sentence about a field, or the null str. */
struct str ui_wrong(const struct problems *p, const char *field);
/* The summary at the top, with status 422, when p has any. */
void ui_summary(struct req *r, const struct problems *p);

/* A list of facts, row by row; empty values are left out. */
struct ui_facts {
	struct summary_row rows[24];
	size_t n;
};
void ui_fact(struct ui_facts *f, const char *key, struct str value);
void ui_facts(struct req *r, const struct ui_facts *f);

/* A table in the making: head, then cells row by row. */
struct ui_table {
	struct table_cell head[9];
	size_t nhead;
	struct table_cell *cells;
	struct table_row *rows;
	size_t ncells, max; /* rows at most */
};
struct ui_table *ui_table(struct req *r, size_t max_rows);
void ui_th(struct ui_table *t, const char *head);
void ui_td(struct ui_table *t, struct str text);
void ui_td_link(struct ui_table *t, struct str text, struct str href);
/* Writes it, or the sentence when it has no row. */
void ui_table_end(
    struct req *r, struct ui_table *t, const char *caption, const char *empty);

/* What was posted, trimmed; null when there was nothing. */
struct str ui_post(struct req *r, const char *name);
/* "£12.50"; the minus stands before the pound. */
struct str ui_pounds(struct arena *a, int64_t pence);
/* "12.50" or "12" as pence; false: no amount of money. */
bool ui_pence(struct str typed, int64_t *ret);
/* After a change: the flash and the redirect, or the page that says why not.
 * True: it went well. */
bool ui_done(
    struct req *r, enum db_status st, const char *flash, struct str path);

#endif
