/*
 * page_filter.c: the form above a list: the search box, its filters, and which
 * columns there are.
 */
#include "base/words.h"
#include "kind/pages.h"

/* Filters --------------------------------------------------------------- */

static void filter_select(struct req *r, const struct list_query *q,
    const struct field *f, const struct select_option *items, size_t n)
{
	component_select(
	    &r->out, &(struct select){ .name = str_of(f->name),
			 .id = str_fmt(r->cx.arena, "filter-%s", f->name),
			 .value = list_filter_value(q, f),
			 .label.text = str_of(T(f->label)),
			 .items = items,
			 .nitems = n });
}

static struct select_option anything(void)
{
	/* An empty value: the option says what leaving it means. */
	return (
	    struct select_option){ .value = S(""), .text = str_of(T("Any")) };
}

static void filter_choices(
    struct req *r, const struct list_query *q, const struct field *f)
{
	const size_t n = f->choices->n;
	struct select_option *items =
	    arena_array(r->cx.arena, n + 1, sizeof(*items));

	items[0] = anything();
	for (size_t i = 0; i < n; i++)
		items[i + 1] = (struct select_option){
			.value = str_of(f->choices->list[i].code),
			.text = str_of(T(f->choices->list[i].label))
		};
	filter_select(r, q, f, items, n + 1);
}

/* With too many to choose from there is no filter: the search box finds. */
static void filter_refs(
    struct req *r, const struct list_query *q, const struct field *f)
{
	struct chooser c;

	if (!kind_chooser(&r->cx, f->ref, &c))
		return;
	struct select_option *items =
	    arena_array(r->cx.arena, c.n + 1, sizeof(*items));

	items[0] = anything();
	for (size_t i = 0; i < c.n; i++)
		items[i + 1] = (struct select_option){ .value = c.refs[i],
			.text = c.titles[i] };
	filter_select(r, q, f, items, c.n + 1);
}

static void filter_bool(
    struct req *r, const struct list_query *q, const struct field *f)
{
	const struct select_option items[] = { anything(),
		{ .value = S("yes"), .text = str_of(T("Yes")) },
		{ .value = S("no"), .text = str_of(T("No")) } };

	filter_select(r, q, f, items, NELEM(items));
}

static bool searched(const struct kind *k)
{
	for (size_t i = 0; i < k->nfields; i++)
		if ((k->fields[i].flags & IN_SEARCH) != 0)
			return true;
	return false;
}

static bool filtered(const struct kind *k)
{
	for (size_t i = 0; i < k->nfields; i++)
		if ((k->fields[i].flags & FILTER) != 0)
			return true;
	return false;
}

/* Columns --------------------------------------------------------------- */

static bool is_column(const struct list_query *q, const struct field *f)
{
	if (q->ncolumns == 0)
		return (f->flags & IN_LIST) != 0;
	for (size_t i = 0; i < q->ncolumns; i++)
		if (q->columns[i] == f)
			return true;
	return false;
}

/* Ticks for every column there could be; the title always leads. */
static void choose_columns(struct req *r, const struct list_query *q)
{
	const struct kind *k = q->k;
	struct choice_item items[FIELDS_MAX] = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!field_shown(f) || (f->flags & TITLE) != 0)
			continue;
		items[n++] = (struct choice_item){ .value = str_of(f->name),
			.text = str_of(T(f->label)),
			.checked = is_column(q, f) };
	}
	if (n < 2)
		return;
	html(&r->out,
	    "<details class=\"nhsuk-details heard-columns\"><summary"
	    " class=\"nhsuk-details__summary\"><span"
	    " class=\"nhsuk-details__summary-text\">%s</span></summary>"
	    "<div class=\"nhsuk-details__text\">",
	    T("Choose columns"));
	component_checkboxes(&r->out,
	    &(struct checkboxes){ .name = S("col"),
		.legend.text = str_of(T("Columns of this list")),
		.hint =
		    str_fmt(r->cx.arena, T("At most %d."), LIST_COLUMNS - 1),
		.small = true,
		.items = items,
		.nitems = n });
	html(&r->out, "</div></details>");
}

/* The form -------------------------------------------------------------- */

/* A search that may hold a name is posted, so that no address, history or
 * log has it. */
void render_filters(struct req *r, const struct list_query *q)
{
	const struct kind *k = q->k;
	const bool named = k->data_class != DATA_ORGANISATION && searched(k);
	struct buf *out = &r->out;

	if (!searched(k) && !filtered(k))
		return;
	html(out,
	    "<form class=\"heard-filters\" role=\"search\" method=\"%s\""
	    " action=\"/k/%s%s\">",
	    named ? "post" : "get", k->path, named ? "/search" : "");
	if (named)
		web_csrf_field(r);
	if (searched(k))
		component_input(out, &(struct input){ .name = S("q"),
					 .id = S("filter-q"),
					 .value = q->search,
					 .type = S("search"),
					 .label.text = str_of(T("Search")) });
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if ((f->flags & FILTER) == 0 || !field_shown(f))
			continue;
		if (f->choices != NULL)
			filter_choices(r, q, f);
		else if (f->ref != NULL)
			filter_refs(r, q, f);
		else if (f->type == FIELD_BOOL)
			filter_bool(r, q, f);
	}
	choose_columns(r, q);
	if (q->board != NULL)
		html(out, "<input type=\"hidden\" name=\"board\" value=\"%s\">",
		    q->board->name);
	component_button(out, &(struct button){ .text = str_of(T("Show")),
				  .variant = "secondary",
				  .small = true });
	html(out, "</form>");
}
