/*
 * team_funnel.c: teams in a funnel: which of them lie outside what their number
 * of answers and the usual difference between teams allow. Those are named in
 * the order of their names; nobody has a rank.
 */
#include <math.h>

#include "base/words.h"
#include "chart/funnel_chart.h"
#include "mod/insight/team.h"

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

static void write_picture(struct req *r, const struct teams *t,
    enum team_measure measure, double target)
{
	struct arena *a = r->cx.arena;
	struct chart_funnel c = { .id = S("funnel"),
		.x_unit = str_of(T("Answers")),
		.y_unit = team_measure_words(measure),
		.rows = t->rows,
		.n = t->n,
		.target = target };

	c.title = finding(a, outside(t), t->n);
	c.description = str_fmt(a,
	    T("Each mark is a team, further to the right with more answers. "
	      "All teams together have %.1f%%. The fewer the answers, the "
	      "further chance carries a team from that."),
	    target * 100.0);
	html(&r->out,
	    "<figure class=\"heard-figure\"><figcaption>%.*s</figcaption>",
	    STR_ARG(c.title));
	chart_funnel(&r->out, a, &c);
	html(&r->out, "<p class=\"heard-figure__note\">%.*s %s</p></figure>",
	    STR_ARG(c.description),
	    T("The limits allow for the usual difference between teams "
	      "(Spiegelhalter 2005)."));
}

void team_write_funnel(struct req *r, enum team_measure measure,
    const struct team_line *lines, size_t n, struct str query)
{
	const struct funnel_options o = {
		.type = FUNNEL_PROPORTION, .additive = true, .trim = 0.1
	};
	struct teams t = with_answers(r->cx.arena, measure, lines, n);
	struct funnel f;

	if (t.n < TEAMS_MIN)
		return;
	f = funnel_judge(&o, t.rows, t.n);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\" id=\"funnel-of\">%s</h2>",
	    T("Who is different, for their size"));
	write_picture(r, &t, measure, f.target);
	write_outside(r, &t, FUNNEL_HIGH,
	    T("Above the upper outer limit, in the order of names. What could "
	      "others learn here?"),
	    query);
	write_outside(r, &t, FUNNEL_LOW,
	    T("Below the lower outer limit, in the order of names. Look at the "
	      "data first, then ask."),
	    query);
}
