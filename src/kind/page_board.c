/*
 * page_board.c: a list in columns: one for each state, with its count, its
 * first records and the way to all of them. The filters of the list hold.
 */
#include "base/words.h"
#include "kind/pages.h"

#define BOARD_ROWS 10 /* of a column */

static bool has_filter(const struct list_query *q, const struct field *f)
{
	return !str_empty(list_filter_value(q, f));
}

/* The first of the list's columns that says something besides the title and
 * the state: what one wants to know about a card at a glance. */
static const struct field *second_line(const struct list_query *q)
{
	for (size_t i = 0; i < q->k->nfields; i++) {
		const struct field *f = &q->k->fields[i];

		if (f == q->board || (f->flags & TITLE) != 0 || !field_shown(f))
			continue;
		if (f->type == FIELD_DATE && (f->flags & IN_LIST) != 0)
			return f;
	}
	return NULL;
}

static void card(struct req *r, const struct list_query *q, const void *rec)
{
	const struct kind *k = q->k;
	const struct field *f = second_line(q);
	const struct str ref = record_in(rec)->ref;
	struct str title = kind_show(&r->cx, kind_title_field(k), rec);
	struct buf *out = &r->out;

	if (str_empty(title))
		title = ref;
	html(out, "<li><a href=\"/k/%s/%.*s\">%.*s</a>", k->path, STR_ARG(ref),
	    STR_ARG(title));
	if (f != NULL && !field_empty(f, rec)) {
		const struct str value = kind_show(&r->cx, f, rec);

		html(out, "<br><span class=\"heard-muted\">%s: %.*s</span>",
		    T(f->label), STR_ARG(value));
	}
	html(out, "</li>");
}

static void column(
    struct req *r, const struct list_query *q, const struct choice *c)
{
	struct list_query one = *q;
	struct list_page p;
	struct buf *out = &r->out;

	if (one.nfilters == LIST_FILTERS)
		return;
	one.board = NULL;
	one.glance = true;
	one.view = STR_NULL;
	one.after = one.before = STR_NULL;
	one.filters[one.nfilters++] =
	    (struct list_filter){ q->board, str_of(c->code) };
	html(out, "<section class=\"heard-board-column\">");
	if (list_read(&r->cx, &one, &p) != DB_OK) {
		html(out, "<h2 class=\"nhsuk-heading-s\">%s</h2><p>%s</p>",
		    T(c->label), T("We could not read this part of the list."));
	} else {
		html(out,
		    "<h2 class=\"nhsuk-heading-s\">%s"
		    " <span class=\"heard-muted\">%lld%s</span></h2>"
		    "<ul class=\"nhsuk-list\">",
		    T(c->label),
		    (long long)(p.total > LIST_GLANCE ? LIST_GLANCE : p.total),
		    p.total > LIST_GLANCE ? "+" : "");
		if (p.n == 0)
			html(out, "<li class=\"heard-muted\">%s</li>",
			    T("None"));
		for (size_t i = 0; i < p.n && i < BOARD_ROWS; i++)
			card(r, &one, list_row(&one, &p, i));
		html(out, "</ul>");
	}
	if (p.total > BOARD_ROWS) {
		if (q->k->data_class != DATA_ORGANISATION)
			one.search = STR_NULL;
		html(out, "<p><a href=\"");
		html_href(out, list_href(r->cx.arena, &one, NULL, STR_NULL));
		html(out,
		    "\">%s<span class=\"nhsuk-u-visually-hidden\">: %s</span>"
		    "</a></p>",
		    T("Show all"), T(c->label));
	}
	html(out, "</section>");
}

void render_board(struct req *r, const struct list_query *q)
{
	const struct choices *states = q->board->choices;

	html(&r->out, "<div class=\"heard-board\">");
	for (size_t i = 0; i < states->n; i++)
		if (!has_filter(q, q->board) ||
		    str_is(
			list_filter_value(q, q->board), states->list[i].code))
			column(r, q, &states->list[i]);
	html(&r->out, "</div>");
}
