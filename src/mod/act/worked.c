/*
 * worked.c: "Did it work?": what people said of the team in the months before
 * an action was done and in those after, and what that allows one to say.
 */
#include "base/words.h"
#include "count/count.h"
#include "mod/act/internal.h"
#include "stat/small.h"

#define MONTHS_EACH 6
#define CONFIDENCE  0.95

static struct share share_of(
    struct req *r, int64_t unit, struct date from, struct date until)
{
	const struct cut cut = { .unit = unit, .from = from, .until = until };
	const struct month_series s = count_months(&r->cx, &cut);

	return answers_positive(&s.sum.answers);
}

static void write_side(struct req *r, const char *name, struct date from,
    struct date until, const struct share *s)
{
	struct arena *a = r->cx.arena;

	html(&r->out,
	    "<div class=\"nhsuk-summary-list__row\"><dt "
	    "class=\"nhsuk-summary-list__key\">%s</dt><dd "
	    "class=\"nhsuk-summary-list__value\">%.*s<br>",
	    name, STR_ARG(share_text(a, s)));
	html(&r->out, T("%.*s to %.*s"), STR_ARG(date_month_year(a, from)),
	    STR_ARG(date_month_year(a, date_add(until, -1))));
	html(&r->out, "</dd></div>");
}

/* Claims no cause: other things changed in these months too. */
static void write_verdict(struct req *r, const struct interval *d)
{
	const double low = d->lower * 100, high = d->upper * 100;

	html(&r->out, "<p class=\"nhsuk-body\">");
	if (low > 0)
		html(&r->out, "%s ",
		    T("More people said that it was good afterwards."));
	else if (high < 0)
		html(&r->out, "%s ",
		    T("Fewer people said that it was good afterwards."));
	else
		html(&r->out, "%s ",
		    T("The answers do not show whether anything changed: the "
		      "difference may be chance."));
	html(&r->out,
	    T("The difference is %+.0f percentage points, and lies between "
	      "%+.0f and %+.0f with 95%% confidence."),
	    d->p * 100, low, high);
	html(&r->out, " %s</p>",
	    T("This does not say that the action was the cause."));
}

void action_worked(struct req *r, const struct action *a)
{
	if (!str_is(a->state, "done") || date_none(a->done_on) ||
	    !may(&r->cx, CAP_RESPONSE_READ, a->unit))
		return;
	/* The month it was done in is on neither side. */
	const struct date month = date_month_start(a->done_on);
	const struct date before = date_add_months(month, -MONTHS_EACH);
	const struct date after = date_add_months(month, 1);
	const struct date now = date_month_start(r->cx.today);
	struct date until = date_add_months(after, MONTHS_EACH);

	if (date_cmp(until, now) > 0)
		until = now;
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Did it work?"));
	if (date_cmp(until, after) <= 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("It is too soon to say: no whole month has passed since "
		      "it was done."));
		return;
	}
	const struct share b = share_of(r, a->unit, before, month);
	const struct share c = share_of(r, a->unit, after, until);

	html(&r->out,
	    "<p class=\"nhsuk-body\">%s</p><dl class=\"nhsuk-summary-list\">",
	    T("How many people said that their experience of this team was "
	      "very good or good:"));
	write_side(r, T("Before"), before, month, &b);
	write_side(r, T("After"), after, until, &c);
	html(&r->out, "</dl>");
	if (!b.shown || !c.shown || b.den == 0 || c.den == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Too few people answered to compare."));
		return;
	}
	const struct interval d =
	    small_difference(c.num, c.den, b.num, b.den, CONFIDENCE);

	write_verdict(r, &d);
}
