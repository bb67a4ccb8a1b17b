/*
 * loop_page.c: the tracker of closed loops as a page and as CSV: teams by
 * months, each with its next step in words. The counting is loop.c's.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/act/internal.h"
#include "mod/act/loop.h"
#include "mod/act/promise.h"
#include "report/csv.h"
#include "web/component.h"

#define MONTHS_NORMAL 12

/* Short, for a cell; and whole, for who has to do it. */
static const struct step_words {
	const char *code, *cell, *whole;
} words[LOOP_STEPS] = {
	[LOOP_QUIET] = { "quiet", N_("Nothing heard"),
	    N_("Nobody gave feedback. Nothing is missing.") },
	[LOOP_CLOSED] = { "closed", N_("Closed"),
	    N_("Heard, acted, and people were told; or there was nothing to "
	       "change, with a reason.") },
	[LOOP_ACT] = { "act", N_("Act"),
	    N_("People said something and no action answers it yet. Start one "
	       "from a comment, even to say why nothing can change.") },
	[LOOP_FINISH] = { "finish", N_("Finish"),
	    N_("An action is still open. Finish it and say what came of "
	       "it.") },
	[LOOP_TELL] = { "tell", N_("Tell people"),
	    N_("An action has ended and people have not been told. Write what "
	       "you did, or why you cannot.") },
};

struct filter {
	size_t months;
	bool missing; /* only teams where something is */
	struct str name;
};

static struct filter read_filter(struct req *r)
{
	int64_t n = 0;
	struct filter f = { .months = MONTHS_NORMAL,
		.missing = str_is(web_query(r, "show"), "missing"),
		.name = str_trim(web_query(r, "q")) };

	if (str_int64(web_query(r, "months"), &n) && n >= 1 &&
	    n <= LOOP_MONTHS_MAX)
		f.months = (size_t)n;
	return f;
}

/* The newest month of a team that wants something; months when none does. */
static size_t newest_gap(const struct loop *l, const struct loop_team *t)
{
	for (size_t m = l->months; m-- > 0;)
		if (loop_step_of(&t->cells[m]) > LOOP_CLOSED)
			return m;
	return l->months;
}

static bool wanted(struct arena *a, const struct filter *f,
    const struct loop *l, const struct loop_team *t)
{
	if (f->missing && newest_gap(l, t) == l->months)
		return false;
	return str_empty(f->name) || str_find(str_lower(a, t->name),
					 str_lower(a, f->name)) != SIZE_MAX;
}

static struct date month_of(const struct loop *l, size_t m)
{
	return date_add_months(l->from, (int)m);
}

static void write_filter(struct req *r, const struct filter *f)
{
	const struct select_option months[] = {
		{ .value = S("3"), .text = str_of(T("3 months")) },
		{ .value = S("12"), .text = str_of(T("12 months")) },
		{ .value = S("36"), .text = str_of(T("36 months")) },
	};
	const struct select_option shows[] = {
		{ .value = S("all"), .text = str_of(T("All teams")) },
		{ .value = S("missing"),
		    .text = str_of(T("Teams where something is missing")) },
	};

	html(&r->out, "<form method=\"get\" class=\"heard-no-print\">");
	component_input(
	    &r->out, &(struct input){ .name = S("q"),
			 .label.text = str_of(T("Name of the team")),
			 .value = f->name,
			 .width = 20 });
	component_select(
	    &r->out, &(struct select){ .name = S("months"),
			 .label.text = str_of(T("How far back")),
			 .items = months,
			 .nitems = NELEM(months),
			 .value = str_fmt(r->cx.arena, "%zu", f->months) });
	component_select(
	    &r->out, &(struct select){ .name = S("show"),
			 .label.text = str_of(T("Which teams")),
			 .items = shows,
			 .nitems = NELEM(shows),
			 .value = f->missing ? S("missing") : S("all") });
	component_button(&r->out, &(struct button){ .text = str_of(T("Show")),
				      .variant = "secondary" });
	html(&r->out, "</form>");
}

static void write_share(struct req *r, const struct loop *l)
{
	const int64_t target = setting_int(&r->cx, "loop_target");

	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out,
	    T("%lld of %lld team months are complete (%lld%%), from %.*s to "
	      "%.*s."),
	    (long long)l->complete, (long long)l->all,
	    (long long)(l->all > 0 ? l->complete * 100 / l->all : 0),
	    STR_ARG(date_month_year(r->cx.arena, l->from)),
	    STR_ARG(date_month_year(r->cx.arena, month_of(l, l->months - 1))));
	if (target > 0) {
		html(&r->out, " ");
		html(&r->out, T("The target is %lld%%."), (long long)target);
	}
	html(&r->out, "</p>");
	int64_t missed = 0, soon = 0;

	promise_counts(&r->cx, &missed, &soon);
	html(&r->out, "<p class=\"nhsuk-body\"><a href=\"/promises\">");
	html(&r->out,
	    T("Promises to ask people: %lld missed, %lld about to be missed"),
	    (long long)missed, (long long)soon);
	html(&r->out, "</a></p>");
}

static void write_key(struct req *r)
{
	html(&r->out,
	    "<details class=\"nhsuk-details\"><summary "
	    "class=\"nhsuk-details__summary\"><span "
	    "class=\"nhsuk-details__summary-text\">%s</span>"
	    "</summary><div class=\"nhsuk-details__text\"><dl>",
	    T("What the words mean"));
	for (size_t i = 0; i < LOOP_STEPS; i++)
		html(&r->out, "<dt><strong>%s</strong></dt><dd>%s</dd>",
		    T(words[i].cell), T(words[i].whole));
	html(&r->out, "</dl></div></details>");
}

static void write_head(struct req *r, const struct loop *l)
{
	html(&r->out,
	    "<div class=\"heard-scroll\" role=\"region\" tabindex=\"0\" "
	    "aria-label=\"%s\"><table class=\"nhsuk-table heard-loop\"><caption "
	    "class=\"nhsuk-table__caption\">%s</caption><thead><tr>"
	    "<th scope=\"col\">%s</th><th scope=\"col\">%s</th>",
	    T("Teams by months"),
	    T("Heard, acted and told people, newest month first"), T("Team"),
	    T("Next step"));
	for (size_t m = l->months; m-- > 0;)
		html(&r->out, "<th scope=\"col\">%.*s</th>",
		    STR_ARG(date_month_year(r->cx.arena, month_of(l, m))));
	html(&r->out, "</tr></thead><tbody>");
}

static void write_team(
    struct req *r, const struct loop *l, const struct loop_team *t)
{
	const size_t gap = newest_gap(l, t);

	html(&r->out, "<tr><th scope=\"row\"><a href=\"/t/%.*s\">%.*s</a>",
	    STR_ARG(t->slug), STR_ARG(t->name));
	if (t->mine)
		html(&r->out, "<br>%s", T("Your team"));
	html(&r->out, "</th><td>");
	if (gap == l->months)
		html(&r->out, "%s", T("Nothing is missing"));
	else
		html(&r->out, "%.*s: %s",
		    STR_ARG(date_month_year(r->cx.arena, month_of(l, gap))),
		    T(words[loop_step_of(&t->cells[gap])].whole));
	html(&r->out, "</td>");
	for (size_t m = l->months; m-- > 0;)
		html(&r->out, "<td>%s</td>",
		    T(words[loop_step_of(&t->cells[m])].cell));
	html(&r->out, "</tr>");
}

void loop_page(struct req *r)
{
	const struct filter f = read_filter(r);
	struct loop l;
	size_t n = 0;

	r->title = str_of(T("Closing the loop"));
	r->wide = true;
	if (!loop_read(&r->cx, f.months, &l)) {
		web_error(r, 503, T("We could not read this"),
		    T("Try again in a moment."));
		return;
	}
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p>",
	    T("Closing the loop"),
	    T("For each team and month: was somebody heard, did the team act, "
	      "and do people know?"));
	write_share(r, &l);
	write_filter(r, &f);
	write_key(r);
	write_head(r, &l);
	for (size_t i = 0; i < l.nteams; i++)
		if (wanted(r->cx.arena, &f, &l, &l.teams[i])) {
			write_team(r, &l, &l.teams[i]);
			n++;
		}
	html(&r->out, "</tbody></table></div>");
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("No team is like this. Ask for all teams."));
	html(&r->out,
	    "<p class=\"nhsuk-body heard-no-print\"><a "
	    "href=\"/tracker.csv?months=%zu&amp;show=%s\">%s</a></p>",
	    f.months, f.missing ? "missing" : "all",
	    T("The same as a table for a spreadsheet (CSV)"));
}

static void csv_team(struct arena *a, struct buf *out, const struct loop *l,
    const struct loop_team *t)
{
	for (size_t m = 0; m < l->months; m++) {
		const struct loop_cell *c = &t->cells[m];
		const enum loop_step s = loop_step_of(c);
		const struct str row[] = { t->slug, t->name,
			str_sub(date_iso(a, month_of(l, m)), 0, 7),
			c->heard > 0 ? S("yes") : S("no"),
			str_fmt(a, "%lld",
			    (long long)c->open + c->told + c->untold +
				c->nothing),
			str_fmt(a, "%lld", (long long)c->told),
			str_of(words[s].code),
			s <= LOOP_CLOSED ? S("yes") : S("no") };

		csv_row(out, row, NELEM(row));
	}
}

void loop_csv(struct req *r)
{
	static const struct str head[] = { STR("team"), STR("name"),
		STR("month"), STR("heard"), STR("actions"), STR("told"),
		STR("next_step"), STR("complete") };
	const struct filter f = read_filter(r);
	struct loop l;
	struct buf out = buf_make((size_t)16 << 20);

	if (!loop_read(&r->cx, f.months, &l)) {
		web_error(r, 503, T("We could not read this"),
		    T("Try again in a moment."));
		return;
	}
	csv_bom(&out);
	csv_row(&out, head, NELEM(head));
	for (size_t i = 0; i < l.nteams; i++)
		if (wanted(r->cx.arena, &f, &l, &l.teams[i]))
			csv_team(r->cx.arena, &out, &l, &l.teams[i]);
	web_send(r, "text/csv; charset=utf-8", S("closing-the-loop.csv"), &out);
	buf_free(&out);
}
