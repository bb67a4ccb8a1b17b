/*
 * comment_table.c: the rows of a list of comments. For readers, those that say
 * nearly the same are folded into the first of them and counted, never left
 * out.
 */
#include "base/words.h"
#include "mod/listen/moderation_pages.h"
#include "text/similar.h"

/* Comments of the page that say nearly what another one says. */
struct alike {
	const struct comment_view *of[COMMENT_PAGE];
	size_t n;
};

static void put_alike(struct buf *b, struct arena *a, const struct alike *like)
{
	html(b, "<details><summary>");
	html(b,
	    TN("%ld more says nearly the same", "%ld more say nearly the same",
		(long)like->n),
	    (long)like->n);
	html(b, "</summary><ul>");
	for (size_t i = 0; i < like->n; i++) {
		const struct comment_view *v = like->of[i];

		html(b,
		    "<li><a href=\"%.*s\" lang=\"%.*s\" dir=\"auto\">%.*s</a>"
		    ", %.*s</li>",
		    STR_ARG(comment_own_path(a, v->ref, NULL)),
		    STR_ARG(v->lang), STR_ARG(comment_excerpt(a, v)),
		    STR_ARG(v->unit_name));
	}
	html(b, "</ul></details>");
}

/* Whom each comment of the page is folded into: its own number for most. In
 * the queue each is decided about alone. */
static size_t fold_page(struct req *r, const struct comment_filter *f,
    const struct comment_page *p, struct alike *ret, size_t *ret_first)
{
	struct similar *s = f->queue ? NULL : similar_new();
	const size_t *group = NULL;
	size_t n = 0;

	for (size_t i = 0; s != NULL && i < p->n; i++)
		similar_add(
		    s, str_null(p->list[i].shown) ? S("") : p->list[i].shown);
	if (s != NULL)
		group = similar_groups(s, r->cx.arena);
	for (size_t i = 0; i < p->n; i++) {
		const size_t at =
		    group == NULL || str_empty(p->list[i].shown) ? i : group[i];

		if (at == i)
			ret_first[n++] = i;
		else
			ret[at].of[ret[at].n++] = &p->list[i];
	}
	similar_free(s);
	return n;
}

static struct markup words_cell(struct req *r, const struct comment_filter *f,
    const struct comment_view *v, const struct alike *like)
{
	struct arena *a = r->cx.arena;
	struct comment_filter own = *f;

	own.answer = 0;
	own.theme = own.mood = 0;
	own.own = 0;
	own.from = own.to = own.mode = own.role = STR_NULL;
	if (!f->queue)
		own = (struct comment_filter){ 0 };
	const struct str href = comment_path(
	    a, comment_own_path(a, v->ref, NULL), &own, true, NULL, STR_NULL);
	struct buf b = buf_make((size_t)64 << 10);

	html(&b, "<a href=\"%.*s\" lang=\"%.*s\" dir=\"auto\">", STR_ARG(href),
	    STR_ARG(v->lang));
	html_markup(&b, f->search != NULL ? comment_marked(a, v, f->search)
					  : html_of(a, comment_excerpt(a, v)));
	html(&b, "</a>");
	if (like->n > 0)
		put_alike(&b, a, like);
	const struct markup m = html_take(a, &b);

	buf_free(&b);
	return m;
}

static struct markup state_cell(struct req *r, const struct comment_view *v)
{
	struct buf b = buf_make(4096);
	const struct tag t = comment_tag(v);

	component_tag(&b, &t);
	const struct markup m = html_take(r->cx.arena, &b);

	buf_free(&b);
	return m;
}

#define CELLS 6
void comment_table(
    struct req *r, const struct comment_filter *f, const struct comment_page *p)
{
	struct arena *a = r->cx.arena;
	const struct table_cell head[CELLS] = {
		{ .text = str_of(T("Words")) },
		{ .text = str_of(T("Team")) },
		{ .text = str_of(T("Month")) },
		{ .text = str_of(T("What it answers")) },
		{ .text = str_of(T("Answer")) },
		{ .text = str_of(T("State")) },
	};
	struct table_row *rows = arena_array(a, p->n, sizeof(*rows));
	struct table_cell *cells = arena_array(a, p->n * CELLS, sizeof(*cells));
	struct alike *alike = arena_array(a, COMMENT_PAGE, sizeof(*alike));
	size_t first[COMMENT_PAGE], n;

	n = fold_page(r, f, p, alike, first);
	for (size_t i = 0; i < n; i++) {
		const struct comment_view *v = &p->list[first[i]];
		struct table_cell *c = cells + i * CELLS;

		rows[i] = (struct table_row){ c, CELLS };
		c[0].html = words_cell(r, f, v, &alike[first[i]]);
		c[1].text = v->unit_name;
		c[2].text = date_month_year(a, v->experienced_on);
		c[3].text =
		    str_of(moderation_label(&moderation_kinds, v->kind));
		c[4].text = str_of(comment_answer(v));
		c[5].html = state_cell(r, v);
	}
	component_table(
	    &r->out, &(struct table){ .caption = r->title,
			 .caption_classes = "nhsuk-u-visually-hidden",
			 .head = head,
			 .nhead = CELLS,
			 .rows = rows,
			 .nrows = n,
			 .responsive = true });
}
