/*
 * list_query.c: what a list's address asks for. Owns which names may stand in
 * it; everything else in an address is passed over.
 */
#include "kind/list.h"

#include <string.h>

#include "base/html.h"
#include "base/random.h"
#include "base/words.h"

static const struct field always[] = {
	/* In the order in which they were made, by the table's own key. */
	{ COL(struct record, id), .label = N_("Number") },
	{ COL(struct record, created_at), .label = N_("Made") },
	{ COL(struct record, changed_at), .label = N_("Last changed") },
};

const struct field *list_sort_field(const struct kind *k, struct str name)
{
	const struct field *f = kind_field(k, name);

	if (f != NULL)
		return field_shown(f) ? f : NULL;
	for (size_t i = 0; i < NELEM(always); i++)
		if (str_is(name, always[i].name))
			return &always[i];
	return NULL;
}

static void read_sort(struct list_query *q, struct str typed)
{
	const bool desc = str_starts(typed, S("-"));
	const struct field *f =
	    list_sort_field(q->k, desc ? str_sub(typed, 1, typed.n) : typed);

	if (f != NULL) {
		q->sort = f;
		q->desc = desc;
		return;
	}
	q->sort = q->k->order != NULL
		      ? list_sort_field(q->k, str_of(q->k->order))
		      : kind_title_field(q->k);
	q->desc = q->k->newest_first;
}

/* Whether `typed` is a value that this filter could have. */
static bool filter_fits(const struct field *f, struct str typed)
{
	if (str_empty(typed))
		return false;
	if (f->choices != NULL)
		return choice_label(f, typed) != NULL;
	if (f->ref != NULL)
		return typed.n == REF_CHARS;
	return f->type == FIELD_BOOL &&
	       (str_is(typed, "yes") || str_is(typed, "no"));
}

/* Which columns somebody ticked, in the order of the kind's table. */
static void read_columns(struct list_query *q, const struct form *in)
{
	for (size_t i = 0; i < q->k->nfields; i++) {
		const struct field *f = &q->k->fields[i];

		if (!field_shown(f) || (f->flags & TITLE) != 0)
			continue;
		for (size_t j = 0; j < in->n; j++)
			if (str_is(in->fields[j].name, "col") &&
			    str_is(in->fields[j].value, f->name) &&
			    q->ncolumns < LIST_COLUMNS - 1) {
				q->columns[q->ncolumns++] = f;
				break;
			}
	}
}

#define BOARD_MAX 10 /* columns of a board that a screen holds */

const struct field *list_board_field(const struct kind *k)
{
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if ((f->flags & FILTER) != 0 && f->choices != NULL &&
		    field_shown(f) && f->choices->n <= BOARD_MAX &&
		    str_is(str_of(f->name), "state"))
			return f;
	}
	return NULL;
}

void list_query_read(
    const struct kind *k, const struct form *in, struct list_query *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->k = k;
	read_sort(ret, form_get(in, "sort"));
	ret->search = str_trim(form_get(in, "q"));
	if (ret->search.n > 200)
		ret->search = STR_NULL;
	ret->after = form_get(in, "after");
	ret->before = form_get(in, "before");
	read_columns(ret, in);
	if (!str_empty(form_get(in, "board")))
		ret->board = list_board_field(k);
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];
		const struct str typed = form_get(in, f->name);

		if ((f->flags & FILTER) == 0 || !field_shown(f) ||
		    ret->nfilters == LIST_FILTERS || !filter_fits(f, typed))
			continue;
		ret->filters[ret->nfilters++] =
		    (struct list_filter){ f, typed };
	}
}

struct str list_filter_value(const struct list_query *q, const struct field *f)
{
	for (size_t i = 0; i < q->nfilters; i++)
		if (q->filters[i].f == f)
			return q->filters[i].typed;
	return STR_NULL;
}

/* As an address ---------------------------------------------------------- */

struct str list_sort_text(struct arena *a, const struct field *f, bool desc)
{
	return str_fmt(a, "%s%s", desc ? "-" : "", f->name);
}

static void add_pair(struct buf *b, const char *name, struct str value)
{
	if (str_empty(value))
		return;
	if (buf_view(b).n > 0)
		buf_byte(b, '&');
	buf_cstr(b, name);
	buf_byte(b, '=');
	html_urlencode(b, value);
}

struct str list_query_text(struct arena *a, const struct list_query *q)
{
	struct buf b = buf_make((size_t)16 << 10);

	add_pair(&b, "q", q->search);
	for (size_t i = 0; i < q->nfilters; i++)
		add_pair(&b, q->filters[i].f->name, q->filters[i].typed);
	for (size_t i = 0; i < q->ncolumns; i++)
		add_pair(&b, "col", str_of(q->columns[i]->name));
	if (q->board != NULL)
		add_pair(&b, "board", str_of(q->board->name));
	add_pair(&b, "sort", list_sort_text(a, q->sort, q->desc));
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}
