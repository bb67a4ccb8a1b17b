/*
 * page_record.c: the page of a record: what it is, what can be done next, its
 * facts.
 */
#include <assert.h>

#include "base/words.h"
#include "kind/pages.h"

/* Several lines stay several lines. */
static struct markup long_text(struct arena *a, struct str s)
{
	struct buf b = buf_make(BUF_PAGE);
	struct str line;
	size_t n = 0;

	while (str_cut(&s, '\n', &line)) {
		if (n++ > 0)
			html(&b, "<br>");
		html_text(&b, line);
	}
	const struct markup m = html_take(a, &b);

	buf_free(&b);
	return m;
}

/* A link to the other record, where this person may see it. */
static struct markup ref_link(
    struct req *r, const struct field *f, const void *rec)
{
	const struct str title = kind_show(&r->cx, f, rec);

	if (str_empty(title))
		return html_of(
		    r->cx.arena, str_of(T("Something you may not see")));
	const struct str href =
	    page_path(r->cx.arena, f->ref, kind_text(&r->cx, f, rec), NULL);

	return html_fmt(r->cx.arena, "<a href=\"%.*s\">%.*s</a>", STR_ARG(href),
	    STR_ARG(title));
}

static struct summary_row fact(
    struct req *r, const struct field *f, const void *rec)
{
	struct summary_row row = { .key = str_of(T(f->label)) };

	if (field_empty(f, rec)) {
		row.value = str_of(T("Not given"));
		row.value_classes = "heard-muted";
	} else if (f->ref != NULL) {
		row.value_html = ref_link(r, f, rec);
	} else if ((f->flags & LONG) != 0) {
		row.value_html =
		    long_text(r->cx.arena, kind_show(&r->cx, f, rec));
	} else {
		row.value = kind_show(&r->cx, f, rec);
	}
	return row;
}

static void facts(struct req *r, const struct kind *k, const void *rec)
{
	struct summary_row rows[FIELDS_MAX + 1];
	size_t n = 0;

	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (field_shown(f) && (f->flags & TITLE) == 0)
			rows[n++] = fact(r, f, rec);
	}
	rows[n++] = (struct summary_row){ .key = str_of(T("Reference")),
		.value = record_in(rec)->ref };
	component_summary_list(
	    &r->out, &(struct summary_list){ .rows = rows, .nrows = n });
}

void render_record(struct req *r, const struct kind *k, const void *rec)
{
	const struct str title = kind_show(&r->cx, kind_title_field(k), rec);

	r->title = str_empty(title) ? record_in(rec)->ref : title;
	r->back = page_path(r->cx.arena, k, STR_NULL, NULL);
	page_heading(&r->out, T(k->many), r->title, STR_NULL);
	if (kind_has_form(k) && kind_may_change(&r->cx, k, rec))
		component_button(
		    &r->out, &(struct button){ .text = str_of(T("Change")),
				 .href = page_path(r->cx.arena, k,
				     record_in(rec)->ref, "edit") });
	facts(r, k, rec);
	if (k->more != NULL)
		k->more(r, rec);
	render_timeline(r, k, rec);
}

void kind_record_page(struct req *r)
{
	const struct kind *k = page_kind(r);
	const void *rec = k != NULL ? page_record(r, k) : NULL;

	if (rec != NULL)
		render_record(r, k, rec);
}
