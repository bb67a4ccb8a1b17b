/*
 * ui.c: see ui.h.
 */
#include "mod/involve/ui.h"

#include "base/words.h"

#define PROBLEMS_MAX 40

void ui_head_of(struct req *r, struct str title)
{
	r->title = title;
	html(
	    &r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>", STR_ARG(title));
}

void ui_head(struct req *r, const char *title)
{
	ui_head_of(r, str_of(title));
}

void ui_sub(struct req *r, const char *heading)
{
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>", heading);
}

void ui_p_of(struct req *r, struct str sentence)
{
	if (!str_empty(sentence))
		html(&r->out, "<p class=\"nhsuk-body\">%.*s</p>",
		    STR_ARG(sentence));
}

void ui_p(struct req *r, const char *sentence)
{
	ui_p_of(r, str_of(sentence));
}

void ui_lines(struct req *r, struct str text)
{
	struct str line;

	while (str_cut(&text, '\n', &line))
		ui_p_of(r, str_trim(line));
}

void ui_link(struct req *r, struct str path, const char *label)
{
	html(&r->out, "<p class=\"nhsuk-body\"><a href=\"");
	html_href(&r->out, path);
	html(&r->out, "\">%s</a></p>", label);
}

/* Forms --------------------------------------------------------------- */

void ui_form(struct req *r, struct str action)
{
	html(&r->out, "<form method=\"post\" novalidate");
	if (!str_null(action))
		html(&r->out, " action=\"%.*s\"", STR_ARG(action));
	html(&r->out, ">");
	web_csrf_field(r);
}

void ui_form_end(struct req *r, const char *button, const char *variant)
{
	component_button(&r->out, &(struct button){ .text = str_of(button),
				      .variant = variant,
				      .prevent_double_click = true });
	html(&r->out, "</form>");
}

void ui_hidden(struct req *r, const char *name, struct str value)
{
	html(&r->out, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
	    name, STR_ARG(value));
}

void ui_button_form(struct req *r, struct str action, const char *name,
    const char *value, const char *button, const char *variant)
{
	ui_form(r, action);
	ui_hidden(r, name, str_of(value));
	ui_form_end(r, button, variant);
}

struct str ui_wrong(const struct problems *p, const char *field)
{
	for (size_t i = 0; p != NULL && i < p->n; i++)
		if (p->list[i].field != NULL &&
		    str_is(str_of(p->list[i].field), field))
			return p->list[i].sentence;
	return STR_NULL;
}

void ui_field(struct req *r, const struct ui_field *f, const struct problems *p)
{
	if (f->rows > 0)
		component_textarea(
		    &r->out, &(struct textarea){ .name = str_of(f->name),
				 .value = f->value,
				 .label.text = str_of(f->label),
				 .hint = str_of(f->hint),
				 .rows = f->rows,
				 .error = ui_wrong(p, f->name) });
	else
		component_input(
		    &r->out, &(struct input){ .name = str_of(f->name),
				 .value = f->value,
				 .label.text = str_of(f->label),
				 .hint = str_of(f->hint),
				 .width = f->width,
				 .type = str_of(f->type),
				 .autocomplete = str_of(f->autocomplete),
				 .error = ui_wrong(p, f->name) });
}

void ui_summary(struct req *r, const struct problems *p)
{
	struct error_item items[PROBLEMS_MAX] = { 0 };

	if (p == NULL || p->n == 0)
		return;
	r->status = 422;
	_Static_assert(PROBLEMS_MAX == NELEM(p->list), "of kind/field.h");
	for (size_t i = 0; i < p->n; i++) {
		items[i].text = p->list[i].sentence;
		if (p->list[i].field != NULL)
			items[i].href =
			    str_fmt(r->cx.arena, "#%s", p->list[i].field);
	}
	component_error_summary(
	    &r->out, &(struct error_summary){ .items = items, .nitems = p->n });
}

/* Facts and tables ------------------------------------------------------ */

void ui_fact(struct ui_facts *f, const char *key, struct str value)
{
	if (str_empty(value) || f->n >= NELEM(f->rows))
		return;
	f->rows[f->n++] =
	    (struct summary_row){ .key = str_of(key), .value = value };
}

void ui_facts(struct req *r, const struct ui_facts *f)
{
	if (f->n > 0)
		component_summary_list(&r->out,
		    &(struct summary_list){ .rows = f->rows, .nrows = f->n });
}

struct ui_table *ui_table(struct req *r, size_t max_rows)
{
	struct ui_table *t = ARENA_NEW(r->cx.arena, struct ui_table);

	*t = (struct ui_table){ .max = max_rows };
	t->cells = arena_array(
	    r->cx.arena, max_rows * NELEM(t->head), sizeof(*t->cells));
	t->rows = arena_array(r->cx.arena, max_rows, sizeof(*t->rows));
	return t;
}

void ui_th(struct ui_table *t, const char *head)
{
	if (t->nhead < NELEM(t->head))
		t->head[t->nhead++] =
		    (struct table_cell){ .text = str_of(head) };
}

void ui_td_link(struct ui_table *t, struct str text, struct str href)
{
	if (t->ncells < t->max * t->nhead)
		t->cells[t->ncells++] =
		    (struct table_cell){ .text = text, .href = href };
}

void ui_td(struct ui_table *t, struct str text)
{
	ui_td_link(t, str_null(text) ? S("") : text, STR_NULL);
}

void ui_table_end(
    struct req *r, struct ui_table *t, const char *caption, const char *empty)
{
	const size_t n = t->nhead == 0 ? 0 : t->ncells / t->nhead;

	if (n == 0) {
		ui_p(r, empty);
		return;
	}
	for (size_t i = 0; i < n; i++)
		t->rows[i] =
		    (struct table_row){ t->cells + i * t->nhead, t->nhead };
	component_table(&r->out, &(struct table){ .caption = str_of(caption),
				     .caption_size = "s",
				     .head = t->head,
				     .nhead = t->nhead,
				     .rows = t->rows,
				     .nrows = n,
				     .responsive = true });
}

/* Values -------------------------------------------------------------- */

struct str ui_post(struct req *r, const char *name)
{
	const struct str s = str_trim(web_post(r, name));

	return str_empty(s) ? STR_NULL : s;
}

struct str ui_pounds(struct arena *a, int64_t pence)
{
	const long long n = pence < 0 ? -(long long)pence : (long long)pence;

	return str_fmt(
	    a, "%s£%lld.%02lld", pence < 0 ? "-" : "", n / 100, n % 100);
}

/* At most two digits after the point, at most a million pounds. */
bool ui_pence(struct str typed, int64_t *ret)
{
	struct str rest = str_trim(typed), pounds, pence;
	int64_t n = 0, p = 0;

	if (str_starts(rest, S("£")))
		rest = str_sub(rest, S("£").n, rest.n);
	if (str_empty(rest) || !str_cut(&rest, '.', &pounds))
		return false;
	pence = str_null(rest) ? S("00") : rest;
	if (pence.n < 1 || pence.n > 2 || !str_int64(pounds, &n) || n < 0 ||
	    n > 1000000 || !str_int64(pence, &p) || p < 0)
		return false;
	*ret = n * 100 + (pence.n == 1 ? p * 10 : p);
	return true;
}

bool ui_done(
    struct req *r, enum db_status st, const char *flash, struct str path)
{
	if (st == DB_REFUSED) {
		web_error(r, 409, T("This step is not open now"),
		    T("Something changed meanwhile, or it is not yours to do. "
		      "Go back and look again."));
		return false;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return false;
	}
	web_flash(r, flash);
	web_redirect(r, path);
	return true;
}
