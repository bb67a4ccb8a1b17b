/*
 * risk_page.c: alerts as moderators see them: over the queue, and on the page
 * of a comment with the form that clears them.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/listen/moderation_pages.h"
#include "mod/listen/said.h"
#include "mod/listen/screen.h"

static struct str sentence_at(const struct comment_sheet *s, const char *field)
{
	for (size_t i = 0; s->problems != NULL && i < s->problems->n; i++) {
		const char *f = s->problems->list[i].field;

		if (f != NULL && str_is(str_of(f), field))
			return s->problems->list[i].sentence;
	}
	return STR_NULL;
}

/* "Urgent: please look by …", or that it is late and who was told. */
static struct str due_text(struct req *r, const struct risk_alert *a)
{
	const struct str due = instant_long(r->cx.arena, a->due_at);
	const struct str deputy = setting_text(&r->cx, "risk_deputy");

	if (a->due_at.us >= r->cx.now.us)
		return str_fmt(
		    r->cx.arena, T("Please look before %.*s."), STR_ARG(due));
	if (a->escalated_at.us != 0 && !str_empty(deputy))
		return str_fmt(r->cx.arena,
		    T("Nobody looked before %.*s. The deputy, %.*s, was told."),
		    STR_ARG(due), STR_ARG(deputy));
	return str_fmt(r->cx.arena, T("Late: it was due %.*s."), STR_ARG(due));
}

static void clear_form(struct req *r, const struct comment_sheet *s)
{
	struct choice_item *items =
	    arena_array(r->cx.arena, risk_outcomes.n, sizeof(*items));

	for (size_t i = 0; i < risk_outcomes.n; i++)
		items[i] = (struct choice_item){
			.value = str_of(risk_outcomes.list[i].code),
			.text = str_of(T(risk_outcomes.list[i].label))
		};
	html(&r->out, "<form method=\"post\" action=\"%.*s\" novalidate>",
	    STR_ARG(comment_own_path(r->cx.arena, s->v.ref, "risk")));
	web_csrf_field(r);
	comment_filter_hidden(&r->out, &s->f);
	component_radios(&r->out, &(struct radios){ .name = S("outcome"),
				      .value = s->outcome,
				      .legend.text = str_of(T("What was done")),
				      .legend.size = "s",
				      .error = sentence_at(s, "outcome"),
				      .items = items,
				      .nitems = risk_outcomes.n,
				      .small = true });
	component_input(
	    &r->out, &(struct input){ .name = S("risk-note"),
			 .id = S("risk-note"),
			 .value = s->risk_note,
			 .label.text = str_of(T("What you did")),
			 .hint = str_of(T("Only moderators read this.")),
			 .error = sentence_at(s, "risk-note") });
	component_button(&r->out,
	    &(struct button){ .text = str_of(T("The warning is dealt with")),
		.prevent_double_click = true });
	html(&r->out, "</form>");
}

static void cleared(struct req *r, const struct risk_alert *a)
{
	const struct str at = instant_long(r->cx.arena, a->cleared_at);
	const struct str what = risk_categories_text(&r->cx, a->categories);

	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out,
	    T("A warning about %.*s was dealt with by %.*s on %.*s: %s."),
	    STR_ARG(what), STR_ARG(a->cleared_by), STR_ARG(at),
	    moderation_label(&risk_outcomes, a->outcome));
	if (!str_empty(a->note))
		html(&r->out, " “%.*s”", STR_ARG(a->note));
	html(&r->out, "</p>");
}

static void evidence(struct req *r, const struct comment_view *v)
{
	struct str rest = screen_evidence(&r->cx, v->id, v->shown), one;

	if (str_empty(rest))
		return;
	html(&r->out, "<p class=\"nhsuk-body\">%s</p><ul>",
	    T("These words led to the warning:"));
	while (str_cut(&rest, '\n', &one))
		html(&r->out, "<li lang=\"%.*s\" dir=\"auto\">“%.*s”</li>",
		    STR_ARG(v->lang), STR_ARG(one));
	html(&r->out, "</ul>");
}

void risk_panel(struct req *r, const struct comment_sheet *s)
{
	struct arena *arena = r->cx.arena;
	struct risk_alert a;

	if (!s->v.may_moderate || !risk_alert_of(&r->cx, s->v.id, &a))
		return;
	if (a.cleared_at.us != 0) {
		cleared(r, &a);
		return;
	}
	const struct str what = risk_categories_text(&r->cx, a.categories);
	const struct str due = due_text(r, &a);
	const struct str text = str_fmt(arena,
	    T("This may be about: %.*s. %.*s Nothing of it is published "
	      "until the warning is dealt with. The program can be wrong: "
	      "please read the words yourself."),
	    STR_ARG(what), STR_ARG(due));

	component_warning_callout(&r->out,
	    &(struct warning_callout){
		.heading.text = str_of(str_is(a.level, "urgent")
					   ? T("Somebody may be at risk: "
					       "urgent")
					   : T("Somebody may be at risk")),
		.text = text,
		.id = S("risk") });
	evidence(r, &s->v);
	clear_form(r, s);
}

static struct markup link_to(struct req *r, const struct risk_alert *a)
{
	const struct str path = comment_own_path(r->cx.arena, a->ref, NULL);
	const struct str what = risk_categories_text(&r->cx, a->categories);

	return html_fmt(r->cx.arena, "<a href=\"%.*s?list=queue\">%.*s</a>",
	    STR_ARG(path), STR_ARG(what));
}

#define CELLS 4
void risk_list(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct risk_alert *list = arena_array(a, RISK_LIST, sizeof(*list));
	const size_t n = risk_open(&r->cx, list);
	const struct str hours = risk_hours_text(&r->cx);
	const struct table_cell head[CELLS] = {
		{ .text = str_of(T("It may be about")) },
		{ .text = str_of(T("Level")) },
		{ .text = str_of(T("Team")) },
		{ .text = str_of(T("When")) },
	};
	struct table_row *rows = arena_array(a, n, sizeof(*rows));
	struct table_cell *cells = arena_array(a, n * CELLS, sizeof(*cells));

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		struct table_cell *c = cells + i * CELLS;

		rows[i] = (struct table_row){ c, CELLS };
		c[0].html = link_to(r, &list[i]);
		c[1].text =
		    str_of(moderation_label(&risk_levels, list[i].level));
		c[2].text = list[i].unit_name;
		c[3].text = due_text(r, &list[i]);
	}
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Somebody may be at risk"));
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out,
	    T("Read these first. People are there to read them %.*s; the "
	      "clock runs in those hours."),
	    STR_ARG(hours));
	html(&r->out, "</p>");
	component_table(
	    &r->out, &(struct table){ .caption = str_of(T("Open warnings")),
			 .caption_classes = "nhsuk-u-visually-hidden",
			 .head = head,
			 .nhead = CELLS,
			 .rows = rows,
			 .nrows = n,
			 .responsive = true });
}

static enum db_status clear_fn(struct ctx *cx, void *arg)
{
	return risk_clear(cx, arg);
}

void comment_risk_post(struct req *r)
{
	struct clearing *c = ARENA_NEW(r->cx.arena, struct clearing);
	struct comment_sheet s = { .problems = &c->problems };

	c->ref = web_param(r, "ref");
	c->outcome = web_post(r, "outcome");
	c->note = said_clean(r->cx.arena, web_post(r, "risk-note"));
	c->problems.arena = r->cx.arena;
	const enum db_status st = ctx_change(&r->cx, clear_fn, c);

	if (st == DB_OK) {
		web_flash(r, N_("Thank you. The warning is dealt with. Now "
				"decide about the comment."));
		web_redirect(r,
		    str_fmt(r->cx.arena, "%.*s?list=queue",
			STR_ARG(comment_own_path(r->cx.arena, c->ref, NULL))));
		return;
	}
	if (st != DB_REFUSED) {
		web_change_failed(r, st);
		return;
	}
	if (c->problems.n == 0) {
		web_not_found(r);
		return;
	}
	s.outcome = c->outcome;
	s.risk_note = c->note;
	comment_show_again(r, &s, 422);
}
