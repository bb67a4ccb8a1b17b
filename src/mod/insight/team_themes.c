/*
 * team_themes.c: what people say of a unit: how many comments speak of each
 * theme, well or badly, each number one click from its comments.
 */
#include <stdlib.h>

#include "base/words.h"
#include "count/themes.h"
#include "mod/insight/team.h"
#include "mod/listen/heard.h"
#include "text/taxonomy.h"
#include "web/component.h"

#define ROWS_SHOWN 10 /* before "all themes" */
#define CELLS      5

struct line {
	struct str code, name; /* of the filter */
	const struct theme_count *count;
	int64_t n;
	size_t order;
};

struct lines {
	struct line list[THEMES + OWN_THEMES];
	size_t n;
};

static void add(struct lines *l, struct str code, struct str name,
    const struct theme_count *c)
{
	int64_t n = 0;

	if (!cell_shown(c->all, &n) || n == 0)
		return;
	l->list[l->n] = (struct line){ code, name, c, n, l->n };
	l->n++;
}

static int most_first(const void *x, const void *y)
{
	const struct line *a = x, *b = y;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static void gather(
    struct ctx *cx, const struct theme_counts *c, struct lines *l)
{
	struct own_themes own;

	l->n = 0;
	for (size_t i = 0; i < THEMES; i++)
		if (i != THEME_BLANK)
			add(l, str_of(theme_list[i].key),
			    str_of(T(theme_list[i].name)), &c->national[i]);
	if (own_themes_read(cx, &own) == DB_OK)
		for (size_t i = 0; i < own.n; i++)
			add(l,
			    str_fmt(cx->arena, "own-%d", (int)own.list[i].id),
			    own.list[i].title, &c->own[own.list[i].id]);
	qsort(l->list, l->n, sizeof(*l->list), most_first);
}

/* The comments behind a number. */
static struct str href(
    const struct team_view *v, struct str theme, const char *mood)
{
	struct arena *a = v->r->cx.arena;
	const struct str base =
	    team_comments_href(a, v->team.unit.slug, &v->filter, STR_NULL);

	return str_fmt(a, "%.*s&theme=%.*s%s%s", STR_ARG(base), STR_ARG(theme),
	    mood != NULL ? "&mood=" : "", mood != NULL ? mood : "");
}

static struct table_cell link_cell(const struct team_view *v,
    const struct line *l, const struct cell *cell, int mood)
{
	struct arena *a = v->r->cx.arena;
	struct table_cell c = { .text = cell_text(a, *cell),
		.format = "numeric" };
	int64_t n = 0;

	if (!cell_shown(*cell, &n) || n == 0)
		return c;
	c.href = href(
	    v, l->code, mood == 0 ? NULL : heard_moods.list[mood - 1].code);
	c.hidden = mood == 0
		       ? str_fmt(a, T("comments about %.*s"), STR_ARG(l->name))
		       : str_fmt(a, T("comments about %.*s: %s"),
			     STR_ARG(l->name), heard_mood_label(mood));
	return c;
}

static void write_table(
    const struct team_view *v, const struct lines *l, size_t from, size_t to)
{
	struct arena *a = v->r->cx.arena;
	const struct table_cell head[CELLS] = {
		{ .text = str_of(T("What it is about")) },
		{ .text = str_of(T("Comments")), .format = "numeric" },
		{ .text = str_of(T("Positive")), .format = "numeric" },
		{ .text = str_of(T("Neutral or mixed")), .format = "numeric" },
		{ .text = str_of(T("Negative")), .format = "numeric" },
	};
	struct table_row *rows = arena_array(a, to - from, sizeof(*rows));
	struct table_cell *cells =
	    arena_array(a, (to - from) * CELLS, sizeof(*cells));

	for (size_t i = from; i < to; i++) {
		const struct line *line = &l->list[i];
		struct table_cell *c = cells + (i - from) * CELLS;

		rows[i - from] = (struct table_row){ c, CELLS };
		c[0].text = line->name;
		c[1] = link_cell(v, line, &line->count->all, 0);
		for (int m = 1; m <= THEME_MOODS; m++)
			c[m + 1] =
			    link_cell(v, line, &line->count->moods[m - 1], m);
	}
	component_table(&v->r->out,
	    &(struct table){
		.caption = str_of(from == 0 ? T("What comments are about")
					    : T("The other themes")),
		.caption_classes = "nhsuk-u-visually-hidden",
		.head = head,
		.nhead = CELLS,
		.rows = rows,
		.nrows = to - from,
		.responsive = true });
}

static void write_sum(const struct team_view *v, const struct theme_counts *c)
{
	struct arena *a = v->r->cx.arena;
	struct buf *out = &v->r->out;
	int64_t none = 0;

	html(out, "<p class=\"nhsuk-body\">%.*s",
	    STR_ARG(str_fmt(a,
		T("Out of %.*s comments of this period. A comment may speak "
		  "of more than one thing."),
		STR_ARG(cell_text(a, c->heard.all)))));
	if (cell_shown(c->none.all, &none) && none > 0)
		html(out, " %.*s",
		    STR_ARG(str_fmt(a, T("In %.*s of them we were not sure."),
			STR_ARG(cell_text(a, c->none.all)))));
	html(out,
	    " <a href=\"/themes\">%s</a> <a "
	    "href=\"/t/%.*s/together\">%s</a></p>",
	    T("How well this is heard"), STR_ARG(v->team.unit.slug),
	    T("All sources together: surveys, staff, incidents, complaints"));
}

void team_write_themes(const struct team_view *v)
{
	const struct theme_counts c = count_themes(&v->r->cx, &v->filter.cut);
	struct lines *l = ARENA_NEW(v->r->cx.arena, struct lines);
	struct buf *out = &v->r->out;

	gather(&v->r->cx, &c, l);
	html(out, "<h2 class=\"nhsuk-heading-m\" id=\"themes\">%s</h2>",
	    T("What they talk about"));
	if (l->n == 0) {
		html(out, "<p class=\"nhsuk-body\">%s</p>",
		    T("As soon as comments have come in, this shows what they "
		      "are about and whether they praise or blame."));
		return;
	}
	write_sum(v, &c);
	write_table(v, l, 0, l->n < ROWS_SHOWN ? l->n : ROWS_SHOWN);
	if (l->n <= ROWS_SHOWN)
		return;
	html(out,
	    "<details class=\"nhsuk-details\">"
	    "<summary class=\"nhsuk-details__summary\">"
	    "<span class=\"nhsuk-details__summary-text\">%s</span></summary>"
	    "<div class=\"nhsuk-details__text\">",
	    T("All themes"));
	write_table(v, l, ROWS_SHOWN, l->n);
	html(out, "</div></details>");
}
