/*
 * page_list.c: the page of a list: title with count, search and filters,
 * table, paging, files out and in.
 */
#include <assert.h>

#include "base/words.h"
#include "kind/pages.h"

#define COLUMNS_MAX 12

/* Addresses ------------------------------------------------------------- */

static void add_pair(
    struct buf *b, size_t *n, const char *name, struct str value)
{
	if (str_empty(value))
		return;
	buf_byte(b, (*n)++ == 0 ? '?' : '&');
	buf_cstr(b, name);
	buf_byte(b, '=');
	html_urlencode(b, value);
}

/* The sort as an address says it; null when it is the kind's own. */
static struct str sort_text(struct arena *a, const struct field *f, bool desc)
{
	return str_fmt(a, "%s%s", desc ? "-" : "", f->name);
}

/* This list, sorted so, going on from `ref` by `key` ("after", "before", or
 * NULL for its start). */
static struct str list_href(struct arena *a, const struct list_query *q,
    struct str sort, const char *key, struct str ref)
{
	struct buf b = buf_make((size_t)16 << 10);
	size_t n = 0;

	buf_fmt(&b, "/k/%s", q->k->path);
	/* Only kinds that are no people have their search in the address. */
	if (q->k->data_class == DATA_ORGANISATION)
		add_pair(&b, &n, "q", q->search);
	for (size_t i = 0; i < q->nfilters; i++)
		add_pair(&b, &n, q->filters[i].f->name, q->filters[i].typed);
	add_pair(&b, &n, "sort", sort);
	if (key != NULL)
		add_pair(&b, &n, key, ref);
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

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

/* A search that may hold a name is posted, so that no address, history or
 * log has it. */
static void filters(struct req *r, const struct list_query *q)
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
	component_button(out, &(struct button){ .text = str_of(T("Show")),
				  .variant = "secondary",
				  .small = true });
	html(out, "</form>");
}

/* Table ----------------------------------------------------------------- */

static size_t columns(const struct kind *k, const struct field **ret)
{
	size_t n = 0;

	/* The title leads, whatever its place in the table. */
	ret[n++] = kind_title_field(k);
	for (size_t i = 0; i < k->nfields && n < COLUMNS_MAX; i++) {
		const struct field *f = &k->fields[i];

		if ((f->flags & IN_LIST) != 0 && field_shown(f) && f != ret[0])
			ret[n++] = f;
	}
	return n;
}

static bool numeric(const struct field *f)
{
	return f->type == FIELD_REAL ||
	       (f->type == FIELD_INT && f->ref == NULL);
}

/* The address of the same list by this column; once more turns it round. */
static struct table_cell head_cell(struct req *r, const struct list_query *q,
    const struct field *f, bool posted)
{
	const bool current = q->sort == f;
	struct table_cell c = { .text = str_of(T(f->label)),
		.format = numeric(f) ? "numeric" : NULL };

	if (posted)
		return c;
	c.href = list_href(r->cx.arena, q,
	    sort_text(r->cx.arena, f, current && !q->desc), NULL, STR_NULL);
	c.sort = !current ? "none" : q->desc ? "descending" : "ascending";
	return c;
}

static struct table_cell body_cell(struct req *r, const struct list_query *q,
    const struct list_page *p, size_t row, const struct field *f)
{
	const struct kind *k = q->k;
	const void *rec = list_row(q, p, row);
	struct table_cell c = { .format = numeric(f) ? "numeric" : NULL };

	if (f->ref != NULL)
		c.text = p->titles[row * k->nfields + (size_t)(f - k->fields)];
	else
		c.text = kind_show(&r->cx, f, rec);
	if ((f->flags & TITLE) != 0) {
		c.href = page_path(r->cx.arena, k, record_in(rec)->ref, NULL);
		if (str_empty(c.text))
			c.text = record_in(rec)->ref;
	}
	if (str_null(c.text))
		c.text = S("");
	return c;
}

static void table(struct req *r, const struct list_query *q,
    const struct list_page *p, bool posted)
{
	const struct field *f[COLUMNS_MAX];
	const size_t n = columns(q->k, f);
	struct table_cell head[COLUMNS_MAX];
	struct table_row *rows = arena_array(r->cx.arena, p->n, sizeof(*rows));
	struct table_cell *cells =
	    arena_array(r->cx.arena, p->n * n, sizeof(*cells));

	for (size_t i = 0; i < n; i++)
		head[i] = head_cell(r, q, f[i], posted);
	for (size_t i = 0; i < p->n; i++) {
		rows[i] = (struct table_row){ cells + i * n, n };
		for (size_t j = 0; j < n; j++)
			cells[i * n + j] = body_cell(r, q, p, i, f[j]);
	}
	component_table(
	    &r->out, &(struct table){ .caption = str_of(T(q->k->many)),
			 .caption_classes = "nhsuk-u-visually-hidden",
			 .head = head,
			 .nhead = n,
			 .rows = rows,
			 .nrows = p->n,
			 .first_cell_is_header = true,
			 .responsive = true,
			 .compact = true });
}

/* Paging ---------------------------------------------------------------- */

static struct str edge_ref(
    const struct list_query *q, const struct list_page *p, bool last)
{
	return record_in(list_row(q, p, last ? p->n - 1 : 0))->ref;
}

/* The next page of a posted search is posted too. */
static void paging_form(struct req *r, const struct list_query *q,
    const char *key, struct str ref, const char *label)
{
	struct buf *out = &r->out;

	html(out, "<form method=\"post\" action=\"/k/%s/search\">", q->k->path);
	web_csrf_field(r);
	html(out,
	    "<input type=\"hidden\" name=\"q\" value=\"%.*s\">"
	    "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
	    STR_ARG(q->search), key, STR_ARG(ref));
	for (size_t i = 0; i < q->nfilters; i++)
		html(out, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
		    q->filters[i].f->name, STR_ARG(q->filters[i].typed));
	component_button(out,
	    &(struct button){ .text = str_of(label), .variant = "secondary" });
	html(out, "</form>");
}

/* Which rows of how many, as far as a list counts. */
static void position(struct req *r, const struct list_page *p)
{
	const int64_t first = p->start + 1, end = p->start + (int64_t)p->n;
	struct buf *out = &r->out;

	html(out, "<p class=\"nhsuk-body heard-muted\">");
	if (p->start > LIST_COUNT)
		html(out, T("Further than the first %d"), LIST_COUNT);
	else if (p->total > LIST_COUNT)
		html(out, T("%lld to %lld of more than %d"), (long long)first,
		    (long long)end, LIST_COUNT);
	else
		html(out, T("%lld to %lld of %lld"), (long long)first,
		    (long long)end, (long long)p->total);
	html(out, "</p>");
}

static void paging(struct req *r, const struct list_query *q,
    const struct list_page *p, bool posted)
{
	struct arena *a = r->cx.arena;
	const struct str sort = sort_text(a, q->sort, q->desc);
	struct pagination pg = { .label = str_of(T("Pages of this list")) };

	position(r, p);
	if (posted) {
		if (p->start > 0)
			paging_form(r, q, "before", edge_ref(q, p, false),
			    T("Previous page"));
		if (p->later)
			paging_form(r, q, "after", edge_ref(q, p, true),
			    T("Next page"));
		return;
	}
	if (p->start > 0)
		pg.previous.href =
		    list_href(a, q, sort, "before", edge_ref(q, p, false));
	if (p->later)
		pg.next.href =
		    list_href(a, q, sort, "after", edge_ref(q, p, true));
	if (!str_null(pg.previous.href) || !str_null(pg.next.href))
		component_pagination(&r->out, &pg);
}

/* The rest -------------------------------------------------------------- */

static void empty(struct req *r, const struct list_query *q)
{
	struct buf *out = &r->out;

	if (q->nfilters == 0 && str_empty(q->search)) {
		html(out, "<p class=\"nhsuk-body\">%s</p>", T(q->k->empty));
		return;
	}
	html(out, "<p class=\"nhsuk-body\">%s <a href=\"/k/%s\">%s</a></p>",
	    T("Nothing here fits what you chose."), q->k->path,
	    T("Show everything"));
}

static bool may_make(struct req *r, const struct kind *k)
{
	return !k->no_create && kind_may_write(&r->cx, k);
}

static void import_form(struct req *r, const struct kind *k)
{
	struct buf *out = &r->out;

	html(out,
	    "<details class=\"nhsuk-details\"><summary"
	    " class=\"nhsuk-details__summary\"><span"
	    " class=\"nhsuk-details__summary-text\">%s</span></summary>"
	    "<div class=\"nhsuk-details__text\">"
	    "<form method=\"post\" enctype=\"multipart/form-data\""
	    " action=\"/k/%s/import\">",
	    T("Bring in a file"), k->path);
	web_csrf_field(r);
	component_file_upload(out,
	    &(struct file_upload){ .name = S("file"),
		.label.text = str_of(T("A CSV file")),
		.hint = str_of(T("The first line names the columns. A line "
				 "with a reference changes that record, one "
				 "without makes a new one. Lines that are "
				 "wrong are left out and reported.")) });
	component_button(out, &(struct button){ .text = str_of(T("Bring in")),
				  .variant = "secondary" });
	html(out, "</form></div></details>");
}

static void files(struct req *r, const struct kind *k)
{
	struct buf *out = &r->out;

	if (web_may(r, CAP_EXPORT))
		html(out,
		    "<p class=\"nhsuk-body\"><a href=\"/k/%s/export.csv\">%s"
		    "</a> – <a href=\"/k/%s/describe.csv\">%s</a></p>",
		    k->path, T("All as a CSV file"), k->path,
		    T("What its columns mean"));
	if (web_may(r, CAP_IMPORT) && kind_may_write(&r->cx, k))
		import_form(r, k);
}

void render_list(struct req *r, const struct list_query *q,
    const struct list_page *p, bool posted)
{
	const struct kind *k = q->k;

	r->title = str_of(T(k->many));
	r->wide = true;
	page_heading(&r->out, NULL, r->title,
	    p->total > LIST_COUNT
		? str_fmt(r->cx.arena, T("more than %d"), LIST_COUNT)
		: str_fmt(r->cx.arena, "%lld", (long long)p->total));
	if (may_make(r, k))
		component_button(&r->out,
		    &(struct button){
			.text = str_fmt(r->cx.arena, T("New: %s"), T(k->one)),
			.href = page_path(r->cx.arena, k, STR_NULL, "new") });
	if (p->total > 0 || q->nfilters > 0 || !str_empty(q->search))
		filters(r, q);
	if (p->n == 0) {
		empty(r, q);
	} else {
		table(r, q, p, posted);
		paging(r, q, p, posted);
	}
	files(r, k);
}

static void answer(struct req *r, const struct form *in, bool posted)
{
	const struct kind *k = page_kind(r);
	struct list_query q;
	struct list_page p;

	if (k == NULL)
		return;
	list_query_read(k, in, &q);
	if (!posted && k->data_class != DATA_ORGANISATION)
		q.search = STR_NULL;
	const enum db_status st = list_read(&r->cx, &q, &p);

	if (st != DB_OK)
		web_error(r, 503, T("We could not read this list"),
		    T("Something is wrong on our side. Try again in a few "
		      "minutes."));
	else
		render_list(r, &q, &p, posted);
}

void kind_list_page(struct req *r)
{
	answer(r, &r->query, false);
}

void kind_search_page(struct req *r)
{
	answer(r, &r->form, true);
}
