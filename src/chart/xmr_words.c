/*
 * xmr_words.c: an XmR series in words; see xmr_chart.h.
 */
#include <math.h>

#include "base/words.h"
#include "chart/draw.h"
#include "chart/xmr_part.h"

bool chart_xmr_monthly(const struct chart_xmr *c)
{
	for (size_t i = 0; i < c->n; i++) {
		int year, month, day;

		date_parts(c->dates[i], &year, &month, &day);
		if (day != 1)
			return false;
	}
	return true;
}

const char *chart_xmr_rule_words(enum xmr_rule rule)
{
	static const char *const words[] = {
		[XMR_NONE] = "",
		[XMR_OUTSIDE_HIGH] = N_("above the upper limit"),
		[XMR_OUTSIDE_LOW] = N_("below the lower limit"),
		[XMR_TREND_UP] = N_("one of a run of points that rise"),
		[XMR_TREND_DOWN] = N_("one of a run of points that fall"),
		[XMR_TWO_IN_THREE_HIGH] =
		    N_("two of three points near the upper limit"),
		[XMR_TWO_IN_THREE_LOW] =
		    N_("two of three points near the lower limit"),
		[XMR_SHIFT_HIGH] = N_("one of a run of points above the mean"),
		[XMR_SHIFT_LOW] = N_("one of a run of points below the mean"),
	};

	return rule == XMR_NONE ? "" : words_get(words[rule]);
}

static struct str when(struct arena *a, const struct chart_xmr *c, size_t i)
{
	if (c->labels != NULL)
		return c->labels[i];
	return draw_date(a, c->dates[i], chart_xmr_monthly(c), false);
}

/* A pattern that reaches back over several points. */
static struct str since(struct arena *a, const struct chart_xmr *c)
{
	const struct str from = when(a, c, c->summary.since);

	switch (c->points[c->summary.latest].rule) {
	case XMR_TREND_UP:
		return str_fmt(a, T("%.*s has been rising since %.*s."),
		    STR_ARG(c->measure), STR_ARG(from));
	case XMR_TREND_DOWN:
		return str_fmt(a, T("%.*s has been falling since %.*s."),
		    STR_ARG(c->measure), STR_ARG(from));
	case XMR_OUTSIDE_HIGH:
	case XMR_TWO_IN_THREE_HIGH:
	case XMR_SHIFT_HIGH:
		return str_fmt(a,
		    T("%.*s has been higher than usual since %.*s."),
		    STR_ARG(c->measure), STR_ARG(from));
	case XMR_NONE:
	case XMR_OUTSIDE_LOW:
	case XMR_TWO_IN_THREE_LOW:
	case XMR_SHIFT_LOW:
	default:
		return str_fmt(a,
		    T("%.*s has been lower than usual since %.*s."),
		    STR_ARG(c->measure), STR_ARG(from));
	}
}

struct str chart_xmr_sentence(struct arena *a, const struct chart_xmr *c)
{
	const struct xmr_summary *s = &c->summary;
	int sign;

	if (c->n == 0 || s->latest >= c->n)
		return str_fmt(
		    a, T("%.*s has no values yet."), STR_ARG(c->measure));
	if (s->variation == XMR_V_TOO_FEW || isnan(c->points[s->latest].upl))
		return str_fmt(a,
		    T("%.*s has too few values to say what is usual."),
		    STR_ARG(c->measure));
	sign = xmr_rule_sign(c->points[s->latest].rule);
	if (sign == 0)
		return str_fmt(a, T("%.*s is as usual."), STR_ARG(c->measure));
	if (s->since != s->latest)
		return since(a, c);
	if (sign > 0)
		return str_fmt(a, T("%.*s was higher than usual in %.*s."),
		    STR_ARG(c->measure), STR_ARG(when(a, c, s->latest)));
	return str_fmt(a, T("%.*s was lower than usual in %.*s."),
	    STR_ARG(c->measure), STR_ARG(when(a, c, s->latest)));
}

static void add_span(
    struct buf *out, struct arena *a, const struct chart_xmr *c)
{
	const struct xmr_point *last = &c->points[c->summary.latest];

	buf_fmt(out,
	    T("The chart runs from %.*s to %.*s. The latest value is "
	      "%.*s."),
	    STR_ARG(when(a, c, 0)), STR_ARG(when(a, c, c->n - 1)),
	    STR_ARG(draw_number(a, last->value)));
	if (isnan(last->upl))
		return;
	buf_byte(out, ' ');
	buf_fmt(out,
	    T("The mean is %.*s. If nothing changes, values will lie between "
	      "%.*s and %.*s."),
	    STR_ARG(draw_number(a, last->mean)),
	    STR_ARG(draw_number(a, xmr_clip(c, last->lpl))),
	    STR_ARG(draw_number(a, xmr_clip(c, last->upl))));
}

static const char *better_or_worse(enum xmr_type type)
{
	if (type == XMR_IMPROVEMENT)
		return T("This is an improvement.");
	if (type == XMR_CONCERN)
		return T("This is a cause for concern.");
	return NULL;
}

static void add_target(
    struct buf *out, struct arena *a, const struct chart_xmr *c)
{
	const struct str target =
	    draw_number(a, c->points[c->summary.latest].target);

	buf_byte(out, ' ');
	switch (c->summary.assurance) {
	case XMR_A_PASS:
		buf_fmt(out,
		    T("If nothing changes, the target of %.*s will be met."),
		    STR_ARG(target));
		break;
	case XMR_A_FAIL:
		buf_fmt(out,
		    T("If nothing changes, the target of %.*s will not be "
		      "met."),
		    STR_ARG(target));
		break;
	case XMR_A_INCONSISTENT:
		buf_fmt(out,
		    T("The target of %.*s may or may not be met: chance "
		      "decides."),
		    STR_ARG(target));
		break;
	case XMR_A_NONE:
	case XMR_A_TOO_FEW:
	default:
		buf_fmt(out, T("The target is %.*s."), STR_ARG(target));
		break;
	}
}

struct str chart_xmr_describe(struct arena *a, const struct chart_xmr *c)
{
	struct buf b = buf_make(8192);
	const char *better = NULL;
	struct str s;

	if (c->n == 0 || c->summary.latest >= c->n)
		return str_of(T("The chart is empty."));
	add_span(&b, a, c);
	if (c->summary.variation != XMR_V_TOO_FEW)
		better = better_or_worse(c->points[c->summary.latest].type);
	if (better != NULL)
		buf_fmt(&b, " %s", better);
	if (c->points[c->summary.latest].trial)
		buf_fmt(&b, " %s",
		    T("There are fewer than 13 values, so the "
		      "limits may still move."));
	if (!isnan(c->points[c->summary.latest].target))
		add_target(&b, a, c);
	s = str_dup(a, buf_view(&b));
	buf_free(&b);
	return s;
}

/* How long a stable process runs until chance draws each pattern, in points:
 * simulated with known lines (docs/spc.md). */
static const char *chance_of(enum xmr_rule rule)
{
	switch (rule) {
	case XMR_OUTSIDE_HIGH:
	case XMR_OUTSIDE_LOW:
		return T("By chance alone this happens about once in 370 "
			 "points.");
	case XMR_TREND_UP:
	case XMR_TREND_DOWN:
		return T("By chance alone this happens about once in 2,900 "
			 "points.");
	case XMR_TWO_IN_THREE_HIGH:
	case XMR_TWO_IN_THREE_LOW:
		return T("By chance alone this happens about once in 1,100 "
			 "points.");
	case XMR_SHIFT_HIGH:
	case XMR_SHIFT_LOW:
		return T("By chance alone this happens about once in 120 "
			 "points.");
	case XMR_NONE:
	default:
		return T("What changes from one point to the next is no more "
			 "than chance explains.");
	}
}

struct str chart_xmr_sure(struct arena *a, const struct chart_xmr *c)
{
	const struct xmr_point *p;
	const char *chance, *trial = "", *space = "";

	if (c->n == 0 || c->summary.latest >= c->n ||
	    c->summary.variation == XMR_V_TOO_FEW)
		return S("");
	p = &c->points[c->summary.latest];
	if (isnan(p->upl))
		return S("");
	chance = chance_of(p->rule);
	if (p->trial) {
		space = " ";
		trial = T("The limits are trial limits, so we are less sure.");
	}
	if (p->rule != XMR_NONE)
		return str_fmt(a, "%s%s%s %s", chance, space, trial,
		    T("We would change our mind if the next points went back "
		      "across the mean."));
	return str_fmt(a, "%s%s%s %.*s", chance, space, trial,
	    STR_ARG(str_fmt(a,
		T("We would change our mind if one lay below %.*s or above "
		  "%.*s, or if seven in a row lay on one side of %.*s."),
		STR_ARG(draw_number(a, xmr_clip(c, p->lpl))),
		STR_ARG(draw_number(a, xmr_clip(c, p->upl))),
		STR_ARG(draw_number(a, p->mean)))));
}
