/*
 * team_lines.c: units beside each other, each with its numbers, its icons in
 * words, shape and colour, and a small chart. In the order of their names: a
 * place to look, never a league.
 */
#include <math.h>

#include "base/words.h"
#include "chart/icon.h"
#include "mod/insight/team.h"
#include "web/component.h"

#define COLUMNS 6

static struct markup icon_cell(
    struct arena *a, bool assurance, const struct xmr_summary *s)
{
	struct buf b = buf_make(BUF_PAGE);
	struct markup m;

	html(&b, "<span class=\"heard-icon-words\">");
	if (assurance)
		icon_assurance(&b, s->assurance);
	else
		icon_variation(&b, s->variation);
	html(&b, "<span>%s</span></span>",
	    assurance ? icon_assurance_words(s->assurance)
		      : icon_variation_words(s->variation));
	m = html_take(a, &b);
	buf_free(&b);
	return m;
}

static struct markup small_cell(struct arena *a, const struct chart_xmr *c)
{
	struct buf b = buf_make(BUF_PAGE);
	struct markup m;

	chart_xmr_small(&b, a, c);
	m = html_take(a, &b);
	buf_free(&b);
	return m;
}

static struct str response_text(
    struct arena *a, const struct named_count *count)
{
	return count != NULL ? cell_text(a, count->responses) : S("0");
}

static void line_cells(struct req *r, const struct team_look *look,
    const struct team_line *line, size_t months, struct table_cell *cells)
{
	struct arena *a = r->cx.arena;
	struct month_series s = { .n = 0 };
	struct share share = { .percent = (double)NAN };
	struct chart_xmr c;

	if (line->count != NULL) {
		s = (struct month_series){ .months = line->count->months,
			.n = months };
		share = team_share(&line->count->answers, look->measure);
	}
	c = team_chart(
	    a, &s, look, line->slug, team_measure_words(look->measure));
	cells[1] = (struct table_cell){ .text = response_text(a, line->count),
		.format = "numeric" };
	cells[2] = (struct table_cell){ .text = line->count != NULL
						    ? share_text(a, &share)
						    : str_of(T("No answers")),
		.format = "numeric" };
	cells[3].html = icon_cell(a, false, &c.summary);
	cells[4].html = small_cell(a, &c);
	if (!isnan(look->target))
		cells[5].html = icon_cell(a, true, &c.summary);
}

static struct table_cell head_of(const char *text, const char *format)
{
	return (struct table_cell){ .text = str_of(text), .format = format };
}

void team_write_lines(struct req *r, const struct team_look *look,
    const struct team_line *lines, size_t n, const struct cut *cut,
    struct str query)
{
	struct arena *a = r->cx.arena;
	const size_t columns = isnan(look->target) ? COLUMNS - 1 : COLUMNS;
	const size_t months = (size_t)(date_month_index(cut->until) -
				       date_month_index(cut->from));
	struct table_cell *cells = arena_array(a, n * COLUMNS, sizeof(*cells));
	struct table_row *rows = arena_array(a, n, sizeof(*rows));
	const struct table_cell heads[COLUMNS] = { head_of(T("Name"), NULL),
		head_of(T("Responses"), "numeric"),
		head_of(look->measure == TEAM_VERY_GOOD ? T("Percent very good")
							: T("Percent positive"),
		    "numeric"),
		head_of(T("What is happening"), NULL),
		head_of(T("Month by month"), NULL),
		head_of(T("The target"), NULL) };

	for (size_t i = 0; i < n; i++) {
		struct table_cell *row = &cells[i * COLUMNS];

		row[0].text = lines[i].name;
		row[0].href = str_fmt(
		    a, "/t/%.*s%.*s", STR_ARG(lines[i].slug), STR_ARG(query));
		line_cells(r, look, &lines[i], months, row);
		rows[i] = (struct table_row){ row, columns };
	}
	component_table(&r->out,
	    &(struct table){ .caption = str_of(T("In the order of names")),
		.caption_size = "s",
		.head = heads,
		.nhead = columns,
		.rows = rows,
		.nrows = n,
		.responsive = true,
		.first_cell_is_header = true,
		.classes = "heard-table heard-lines" });
}
