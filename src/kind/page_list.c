/*
 * page_list.c: the page of a list: title with count, search and filters,
 * table, paging, files out and in.
 */
#include <assert.h>

#include "base/words.h"
#include "kind/pages.h"

/* Addresses ------------------------------------------------------------- */

struct str list_href(struct arena *a, const struct list_query *q,
    const char *key, struct str ref)
{
	struct buf b = buf_make((size_t)16 << 10);

	buf_fmt(&b, "/k/%s?", q->k->path);
	if (str_null(q->view)) {
		buf_str(&b, list_query_text(a, q));
	} else {
		const struct str sort = list_sort_text(a, q->sort, q->desc);

		buf_fmt(
		    &b, "view=%.*s&sort=%.*s", STR_ARG(q->view), STR_ARG(sort));
	}
	if (key != NULL)
		buf_fmt(&b, "&%s=%.*s", key, STR_ARG(ref));
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

/* Table ----------------------------------------------------------------- */

static size_t columns(const struct list_query *q, const struct field **ret)
{
	const struct kind *k = q->k;
	size_t n = 0;

	/* The title leads, whatever its place in the table. */
	ret[n++] = kind_title_field(k);
	for (size_t i = 0; i < q->ncolumns; i++)
		ret[n++] = q->columns[i];
	for (size_t i = 0; i < k->nfields && n < LIST_COLUMNS; i++) {
		const struct field *f = &k->fields[i];

		if (q->ncolumns == 0 && (f->flags & IN_LIST) != 0 &&
		    field_shown(f) && f != ret[0])
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
static struct table_cell head_cell(
    struct req *r, const struct list_query *q, const struct field *f)
{
	const bool current = q->sort == f;
	struct list_query by = *q;

	by.sort = f;
	by.desc = current && !q->desc;
	return (struct table_cell){ .text = str_of(T(f->label)),
		.format = numeric(f) ? "numeric" : NULL,
		.href = list_href(r->cx.arena, &by, NULL, STR_NULL),
		.sort = !current  ? "none"
			: q->desc ? "descending"
				  : "ascending" };
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

static void table(
    struct req *r, const struct list_query *q, const struct list_page *p)
{
	const struct field *f[LIST_COLUMNS];
	const size_t n = columns(q, f);
	struct table_cell head[LIST_COLUMNS];
	struct table_row *rows = arena_array(r->cx.arena, p->n, sizeof(*rows));
	struct table_cell *cells =
	    arena_array(r->cx.arena, p->n * n, sizeof(*cells));

	for (size_t i = 0; i < n; i++)
		head[i] = head_cell(r, q, f[i]);
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

static void paging(
    struct req *r, const struct list_query *q, const struct list_page *p)
{
	struct arena *a = r->cx.arena;
	struct pagination pg = { .label = str_of(T("Pages of this list")) };

	position(r, p);
	if (p->start > 0)
		pg.previous.href =
		    list_href(a, q, "before", edge_ref(q, p, false));
	if (p->later)
		pg.next.href = list_href(a, q, "after", edge_ref(q, p, true));
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

/* The way between the list and its board. */
static void board_link(struct req *r, const struct list_query *q)
{
	struct list_query other = *q;

	if (list_board_field(q->k) == NULL)
		return;
	other.board = q->board == NULL ? list_board_field(q->k) : NULL;
	other.view = STR_NULL;
	if (q->k->data_class != DATA_ORGANISATION)
		other.search = STR_NULL;
	html(&r->out, "<p class=\"nhsuk-body heard-no-print\"><a href=\"");
	html_href(&r->out, list_href(r->cx.arena, &other, NULL, STR_NULL));
	html(&r->out, "\">%s</a></p>",
	    q->board == NULL ? T("Show as a board") : T("Show as a list"));
}

static void heading(
    struct req *r, const struct kind *k, const struct list_page *p)
{
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
}

void render_list(
    struct req *r, const struct list_query *q, const struct list_page *p)
{
	const struct kind *k = q->k;
	const bool asked = q->nfilters > 0 || !str_empty(q->search);

	heading(r, k, p);
	if (may_make(r, k))
		render_draft_of_new(r, k);
	render_views(r, q);
	if (p->total > 0 || asked)
		render_filters(r, q);
	if (p->total > 0)
		board_link(r, q);
	if (p->n == 0) {
		empty(r, q);
	} else if (q->board != NULL) {
		render_board(r, q);
	} else {
		table(r, q, p);
		paging(r, q, p);
	}
	if (p->total > 0 || asked)
		render_keep_view(r, q);
	files(r, k);
}

/* What the address asks for. False: it names a view that is not there, and
 * that was answered. */
static bool list_asked(
    struct req *r, const struct kind *k, struct list_query *q)
{
	const struct str view = web_query(r, "view");
	struct list_view v;
	struct form kept;

	list_query_read(k, &r->query, q);
	if (str_empty(view)) {
		/* No name of a person in an address: see kind_search_page. */
		if (k->data_class != DATA_ORGANISATION)
			q->search = STR_NULL;
		return true;
	}
	if (!view_find(&r->cx, k, view, &v) ||
	    form_urlencoded(r->cx.arena, v.query, &kept) != FORM_OK) {
		web_error(r, 404, T("This search has ended"),
		    T("A search without a name is kept for a day, and only "
		      "for the person who made it. Go to the list and search "
		      "again."));
		return false;
	}
	const struct list_query over = *q;

	list_query_read(k, &kept, q);
	q->view = v.ref;
	q->after = over.after;
	q->before = over.before;
	if (!str_empty(web_query(r, "sort"))) {
		q->sort = over.sort;
		q->desc = over.desc;
	}
	return true;
}

void kind_list_page(struct req *r)
{
	const struct kind *k = page_kind(r);
	struct list_query q;
	struct list_page p;

	if (k == NULL || web_kept(r) || !list_asked(r, k, &q))
		return;
	const enum db_status st = list_read(&r->cx, &q, &p);

	if (st != DB_OK)
		web_error(r, 503, T("We could not read this list"),
		    T("Something is wrong on our side. Try again in a few "
		      "minutes."));
	else
		render_list(r, &q, &p);
	if (st == DB_OK)
		web_keep(r);
}
