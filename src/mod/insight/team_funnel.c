/*
 * team_funnel.c: teams in a funnel: which of them lie outside what their number
 * of answers and the usual difference between teams allow. Those are named in
 * the order of their names; nobody has a rank.
 */
#include <math.h>

#include "base/words.h"
#include "chart/funnel_chart.h"
#include "mod/insight/team.h"
#include "report/csv.h"

#define TEAMS_MIN 10 /* a funnel of fewer shows nothing */

/* Teams with answers, and the rows that the funnel judges. */
struct teams {
	const struct team_line **lines;
	struct funnel_row *rows;
	size_t n;
};

static struct teams with_answers(struct arena *a, enum team_measure measure,
    const struct team_line *lines, size_t n)
{
	struct teams t = { .lines = arena_array(a, n, sizeof(*t.lines)),
		.rows = arena_array(a, n, sizeof(*t.rows)) };

	for (size_t i = 0; i < n; i++) {
		struct share s;

		if (lines[i].count == NULL)
			continue;
		s = team_share(&lines[i].count->answers, measure);
		if (!s.shown || s.den == 0)
			continue;
		t.lines[t.n] = &lines[i];
		t.rows[t.n++] = (struct funnel_row){ .num = (double)s.num,
			.den = (double)s.den };
	}
	return t;
}

static void write_outside(struct req *r, const struct teams *t,
    enum funnel_flag flag, const char *heading, struct str query)
{
	struct arena *a = r->cx.arena;
	bool open = false;

	for (size_t i = 0; i < t->n; i++) {
		if (t->rows[i].flag998 != flag)
			continue;
		if (!open)
			html(&r->out, "<p class=\"nhsuk-body\">%s</p><ul>",
			    heading);
		open = true;
		html(&r->out, "<li><a href=\"");
		html_href(
		    &r->out, str_fmt(a, "/t/%.*s%.*s",
				 STR_ARG(t->lines[i]->slug), STR_ARG(query)));
		html(&r->out, "\">%.*s</a>: ", STR_ARG(t->lines[i]->name));
		html(&r->out, T("%.0f%% (%.0f of %.0f)"),
		    t->rows[i].value * 100.0, t->rows[i].num, t->rows[i].den);
		html(&r->out, "</li>");
	}
	if (open)
		html(&r->out, "</ul>");
}

static size_t outside(const struct teams *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += t->rows[i].flag998 != FUNNEL_WITHIN;
	return n;
}

static struct str finding(struct arena *a, size_t n, size_t all)
{
	if (n == 0)
		return str_fmt(a,
		    T("None of %zu teams lies outside what its size allows."),
		    all);
	return str_fmt(a,
	    TN("%zu of %zu teams lies outside what its size allows.",
		"%zu of %zu teams lie outside what their size allows.",
		(long)n),
	    n, all);
}

static const struct funnel_options options = {
	.type = FUNNEL_PROPORTION, .additive = true, .trim = 0.1
};

static struct chart_funnel picture(struct arena *a, const struct teams *t,
    enum team_measure measure, double target)
{
	return (struct chart_funnel){ .id = S("funnel"),
		.title = finding(a, outside(t), t->n),
		.description = str_fmt(a,
		    T("Each mark is a team, further to the right with more "
		      "answers. All teams together have %.1f%%. The fewer the "
		      "answers, the further chance carries a team from that."),
		    target * 100.0),
		.x_unit = str_of(T("Answers")),
		.y_unit = team_measure_words(measure),
		.rows = t->rows,
		.n = t->n,
		.target = target };
}

static void write_picture(struct req *r, const struct chart_funnel *c)
{
	html(&r->out,
	    "<figure class=\"heard-figure\"><figcaption>%.*s</figcaption>",
	    STR_ARG(c->title));
	chart_funnel(&r->out, r->cx.arena, c);
	html(&r->out, "<p class=\"heard-figure__note\">%.*s %s</p></figure>",
	    STR_ARG(c->description),
	    T("The limits allow for the usual difference between teams "
	      "(Spiegelhalter 2005)."));
}

bool team_draw_funnel(struct buf *out, struct arena *a,
    enum team_measure measure, const struct team_line *lines, size_t n,
    struct str whose)
{
	const struct teams t = with_answers(a, measure, lines, n);
	struct chart_funnel c;

	if (t.n < TEAMS_MIN)
		return false;
	c = picture(a, &t, measure, funnel_judge(&options, t.rows, t.n).target);
	/* Alone it must say whose it is. */
	c.title = str_fmt(a, T("%.*s: %.*s"), STR_ARG(whose), STR_ARG(c.title));
	chart_funnel(out, a, &c);
	return true;
}

void team_funnel_csv(struct buf *out, struct arena *a,
    enum team_measure measure, const struct team_line *lines, size_t n)
{
	static const struct str names[] = { STR("team"), STR("measure"),
		STR("count"), STR("answers"), STR("percent"),
		STR("lower_outer_limit"), STR("upper_outer_limit"),
		STR("outside") };
	const struct teams t = with_answers(a, measure, lines, n);

	csv_row(out, names, NELEM(names));
	if (t.n > 0)
		(void)funnel_judge(&options, t.rows, t.n);
	for (size_t i = 0; i < t.n; i++) {
		const struct funnel_row *w = &t.rows[i];
		const struct str cells[NELEM(names)] = { t.lines[i]->name,
			str_of(team_measure_code(measure)),
			str_fmt(a, "%.0f", w->num), str_fmt(a, "%.0f", w->den),
			str_fmt(a, "%.1f", w->value * 100.0),
			str_fmt(a, "%.1f", w->od.ll998 * 100.0),
			str_fmt(a, "%.1f", w->od.ul998 * 100.0),
			w->flag998 == FUNNEL_HIGH  ? S("above")
			: w->flag998 == FUNNEL_LOW ? S("below")
						   : S("") };

		csv_row(out, cells, NELEM(names));
	}
}

void team_write_funnel(struct req *r, enum team_measure measure,
    const struct team_line *lines, size_t n, struct str query)
{
	struct teams t = with_answers(r->cx.arena, measure, lines, n);
	struct chart_funnel c;

	if (t.n < TEAMS_MIN)
		return;
	c = picture(r->cx.arena, &t, measure,
	    funnel_judge(&options, t.rows, t.n).target);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\" id=\"funnel-of\">%s</h2>",
	    T("Who is different, for their size"));
	write_picture(r, &c);
	write_outside(r, &t, FUNNEL_HIGH,
	    T("Above the upper outer limit, in the order of names. What could "
	      "others learn here?"),
	    query);
	write_outside(r, &t, FUNNEL_LOW,
	    T("Below the lower outer limit, in the order of names. Look at the "
	      "data first, then ask."),
	    query);
}
