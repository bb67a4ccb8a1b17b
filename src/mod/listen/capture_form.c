/*
 * capture_form.c: the form of /f/{code} as people see it, all on one page or
 * one question a page. What was typed comes back as it was typed; hidden
 * fields carry the answers of other pages and are believed as little as any.
 */
#include <string.h>

#include "base/words.h"
#include "core/setting.h"
#include "mod/listen/capture.h"
#include "mod/listen/screen.h"
#include "web/component.h"

/* What every part of the page needs. */
struct view {
	struct req *r;
	struct buf *out;
	const struct place *p;
	const struct form *f;
	const struct mistakes *m;
};

static struct str wrong(const struct view *v, struct str name)
{
	return mistake_at(v->m, str_cstr(v->r->cx.arena, name));
}

/* A wording of the database, in the reader's language where there is one. */
static struct str said_in(const struct view *v, struct str wording)
{
	return str_null(wording)
		   ? STR_NULL
		   : str_of(words_get(str_cstr(v->r->cx.arena, wording)));
}

static struct str emergency(const struct view *v)
{
	struct ctx *cx = &v->r->cx;
	const struct str s = said_in(v, setting_text(cx, "emergency_sentence"));
	const struct str hours = risk_hours_text(cx);

	return str_fmt(cx->arena, T("%.*s We read what is written here %.*s."),
	    STR_ARG(s), STR_ARG(hours));
}

/* Choices from a list of codes; "I would rather not say" comes last. */
static size_t items_of(const struct code_list *l, struct choice_item *items)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		items[n++] =
		    (struct choice_item){ .value = str_of(l->list[i].code),
			    .text = str_of(T(l->list[i].label)) };
	if (l->declined != NULL)
		items[n++] = (struct choice_item){ .value = str_of(l->declined),
			.text = str_of(code_label(l, str_of(l->declined))) };
	return n;
}
#define ITEMS_MAX 40

static void show_codes(const struct view *v, struct str name,
    const struct code_list *l, struct label legend, struct str hint)
{
	struct choice_item items[ITEMS_MAX];
	const size_t n = items_of(l, items);

	component_radios(
	    v->out, &(struct radios){ .name = name,
			.value = form_get(v->f, str_cstr(v->r->cx.arena, name)),
			.legend = legend,
			.hint = hint,
			.error = wrong(v, name),
			.items = items,
			.nitems = n });
}

/* Questions ----------------------------------------------------------- */

static void show_text(const struct view *v, const struct question *q)
{
	const struct str hint = said_in(v, q->hint);
	const struct str call = emergency(v);

	component_character_count(v->out,
	    &(struct character_count){ .name = q->code,
		.value = form_get(v->f, str_cstr(v->r->cx.arena, q->code)),
		.label = { .text = said_in(v, q->wording), .size = "m" },
		.hint_html = html_fmt(v->r->cx.arena, "%.*s%s%.*s",
		    STR_ARG(hint), str_empty(hint) ? "" : " ", STR_ARG(call)),
		.error = wrong(v, q->code),
		.max_length = SAID_TEXT_MAX,
		.threshold = 75 });
}

static size_t posted_values(
    const struct view *v, struct str name, struct str *ret, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < v->f->n && n < max; i++)
		if (str_eq(v->f->fields[i].name, name))
			ret[n++] = v->f->fields[i].value;
	return n;
}

static size_t choices_of(
    const struct view *v, const struct question *q, struct choice_item *items)
{
	size_t n = 0;

	if (q->type == Q_YES_NO) {
		items[n++] = (struct choice_item){ .value = S("yes"),
			.text = str_of(T("Yes")) };
		items[n++] = (struct choice_item){ .value = S("no"),
			.text = str_of(T("No")) };
	}
	for (size_t i = 0; i < q->nchoices && n < ITEMS_MAX; i++)
		items[n++] = (struct choice_item){ .value = q->choices[i].code,
			.text = said_in(v, q->choices[i].label) };
	return n;
}

static void show_choices(const struct view *v, const struct question *q)
{
	struct choice_item items[ITEMS_MAX];
	struct str values[SAID_CHOICES_MAX];
	const size_t n = choices_of(v, q, items);
	const struct label legend = { .text = said_in(v, q->wording),
		.size = "m" };
	const size_t nvalues =
	    posted_values(v, q->code, values, SAID_CHOICES_MAX);

	if (q->type == Q_CHOICES)
		component_checkboxes(
		    v->out, &(struct checkboxes){ .name = q->code,
				.values = values,
				.nvalues = nvalues,
				.legend = legend,
				.hint = said_in(v, q->hint),
				.error = wrong(v, q->code),
				.items = items,
				.nitems = n });
	else
		component_radios(
		    v->out, &(struct radios){ .name = q->code,
				.value = nvalues > 0 ? values[0] : STR_NULL,
				.legend = legend,
				.hint = said_in(v, q->hint),
				.error = wrong(v, q->code),
				.items = items,
				.nitems = n });
}

static void show_number(const struct view *v, const struct question *q)
{
	component_input(v->out,
	    &(struct input){ .name = q->code,
		.value = form_get(v->f, str_cstr(v->r->cx.arena, q->code)),
		.label = { .text = said_in(v, q->wording), .size = "m" },
		.hint = said_in(v, q->hint),
		.error = wrong(v, q->code),
		.inputmode = S("numeric"),
		.width = 5 });
}

/* The national question: the lead-in, then the wording that is locked. */
static void show_fft(const struct view *v, const struct question *q)
{
	const struct str lead = said_in(v, v->p->survey.lead_in);

	show_codes(v, q->code, &codes_answer,
	    (struct label){ .html = html_fmt(v->r->cx.arena, "%.*s%s%.*s",
				STR_ARG(lead), str_empty(lead) ? "" : " ",
				STR_ARG(said_in(v, q->wording))),
		.text = q->wording,
		.size = "m" },
	    said_in(v, q->hint));
}

static void show_question(const struct view *v, size_t i)
{
	const struct question *q = &v->p->survey.questions[i];

	switch (q->type) {
	case Q_FFT:
		show_fft(v, q);
		break;
	case Q_TEXT:
		show_text(v, q);
		break;
	case Q_NUMBER:
		show_number(v, q);
		break;
	case Q_CHOICE:
	case Q_CHOICES:
	case Q_YES_NO:
		show_choices(v, q);
		break;
	}
}

/* The rest ------------------------------------------------------------ */

static void show_you(const struct view *v)
{
	const struct date_part parts[] = {
		{ .name = S("when-day"),
		    .label = str_of(T("Day")),
		    .value = form_get(v->f, "when-day") },
		{ .name = S("when-month"),
		    .label = str_of(T("Month")),
		    .value = form_get(v->f, "when-month") },
		{ .name = S("when-year"),
		    .label = str_of(T("Year")),
		    .value = form_get(v->f, "when-year"),
		    .width = 4 },
	};

	show_codes(v, S("role"), &codes_role,
	    (struct label){ .text = str_of(T("Who are you?")), .size = "m" },
	    STR_NULL);
	component_date_input(v->out,
	    &(struct date_input){ .id = S("when"),
		.legend = { .text = str_of(T("When was it?")), .size = "m" },
		.hint = str_of(T("You can leave this empty if it was today. "
				 "You can leave the day out.")),
		.error = wrong(v, S("when")),
		.items = parts,
		.nitems = NELEM(parts) });
}

static void show_about_several(
    const struct view *v, const struct about_item *item, struct label legend)
{
	struct choice_item items[ITEMS_MAX];
	struct str values[SAID_CHOICES_MAX];
	const size_t n = items_of(item->codes, items);

	component_checkboxes(
	    v->out, &(struct checkboxes){ .name = str_of(item->name),
			.values = values,
			.nvalues = posted_values(
			    v, str_of(item->name), values, SAID_CHOICES_MAX),
			.legend = legend,
			.hint = str_of(T(item->hint)),
			.error = wrong(v, str_of(item->name)),
			.small = true,
			.items = items,
			.nitems = n });
}

static void show_about_item(const struct view *v, const struct about_item *it)
{
	const struct label legend = { .text = str_of(T(it->wording)),
		.size = "s" };

	if (it->several)
		show_about_several(v, it, legend);
	else
		show_codes(v, str_of(it->name), it->codes, legend,
		    it->hint != NULL ? str_of(T(it->hint)) : STR_NULL);
}

static void show_about(const struct view *v)
{
	html(v->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("You do not have to answer these. They help us see if our care "
	      "is fair to everyone. We only ever show the answers of many "
	      "people together."));
	for (size_t i = 0; i < ABOUT_ITEMS; i++)
		show_about_item(v, &about_items[i]);
}

static void show_contact(const struct view *v)
{
	const int days = (int)setting_int(&v->r->cx, "contact_back_days");
	const int reply = (int)setting_int(&v->r->cx, "reply_working_days");

	html(v->out, "<p class=\"nhsuk-body\">%s ",
	    T("You only need this if you want us to answer you."));
	html(v->out,
	    TN("We will be in touch within %d working day. ",
		"We will be in touch within %d working days. ", reply),
	    reply);
	html(v->out,
	    TN("We keep it locked away from what you said, and delete it "
	       "after %d day.",
		"We keep it locked away from what you said, and delete it "
		"after %d days.",
		days),
	    days);
	html(v->out, "</p>");
	component_input(v->out, &(struct input){ .name = S("contact_name"),
				    .value = form_get(v->f, "contact_name"),
				    .label = { .text = str_of(T("Your name")) },
				    .error = wrong(v, S("contact_name")),
				    .autocomplete = S("name"),
				    .spellcheck = SPELLCHECK_OFF,
				    .width = 20 });
	component_input(v->out,
	    &(struct input){ .name = S("contact_at"),
		.value = form_get(v->f, "contact_at"),
		.label = { .text = str_of(
			       T("Your phone number or email address")) },
		.error = wrong(v, S("contact_at")),
		.spellcheck = SPELLCHECK_OFF,
		.width = 30 });
}

static void show_may_show(const struct view *v)
{
	const struct choice_item items[] = {
		{ .value = S("yes"), .text = str_of(T("Yes")) },
		{ .value = S("no"), .text = str_of(T("No")) },
	};

	component_radios(v->out,
	    &(struct radios){ .name = S("may_show"),
		.value = form_get(v->f, "may_show"),
		.legend = { .text = str_of(T("May we show your words?")),
		    .size = "m" },
		.hint = str_of(
		    T("On our website and on posters, without saying who you "
		      "are. We check them first. If you do not answer, we will "
		      "not show them.")),
		.error = wrong(v, S("may_show")),
		.items = items,
		.nitems = NELEM(items) });
}

/* One page or many ---------------------------------------------------- */

static bool any_posted(const struct view *v, const struct step *s)
{
	for (size_t i = 0; i < v->f->n; i++)
		if (!str_empty(v->f->fields[i].value) &&
		    step_has(v->p, s, v->f->fields[i].name))
			return true;
	return false;
}

/* What may stay closed, open where something in it was filled in. */
static void show_folded(const struct view *v, enum step_kind kind,
    const char *summary, void (*show)(const struct view *))
{
	const struct step s = { kind, 0 };
	struct buf b = buf_make(BUF_PAGE);
	struct view inner = *v;

	inner.out = &b;
	show(&inner);
	component_details(v->out, &(struct details){ .summary = str_of(summary),
				      .html = html_take(v->r->cx.arena, &b),
				      .open = any_posted(v, &s) });
	buf_free(&b);
}

static void show_all(const struct view *v)
{
	for (size_t i = 0; i < v->p->survey.n; i++)
		show_question(v, i);
	show_you(v);
	if (v->p->ask_about)
		show_folded(
		    v, STEP_ABOUT, T("About you, if you like"), show_about);
	if (v->p->ask_contact)
		show_folded(v, STEP_CONTACT,
		    T("Would you like us to get in touch?"), show_contact);
	show_may_show(v);
}

static void show_step(const struct view *v, const struct step *s)
{
	switch (s->kind) {
	case STEP_QUESTION:
		show_question(v, s->question);
		break;
	case STEP_YOU:
		show_you(v);
		break;
	case STEP_ABOUT:
		html(v->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
		    T("About you, if you like"));
		show_about(v);
		break;
	case STEP_CONTACT:
		html(v->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
		    T("Would you like us to get in touch?"));
		show_contact(v);
		break;
	case STEP_SHOW:
		show_may_show(v);
		break;
	}
}

/* The answers of the other pages, but only under names that we ask for. */
static void carry(
    const struct view *v, const struct step *steps, size_t n, size_t at)
{
	for (size_t i = 0; i < v->f->n; i++) {
		const struct form_field *x = &v->f->fields[i];

		for (size_t k = 0; k < n && !str_empty(x->value); k++)
			if (k != at && step_has(v->p, &steps[k], x->name))
				html(v->out,
				    "<input type=\"hidden\" name=\"%.*s\" "
				    "value=\"%.*s\">",
				    STR_ARG(x->name), STR_ARG(x->value));
	}
	html(v->out, "<input type=\"hidden\" name=\"step\" value=\"%zu\">", at);
}

static void show_buttons(const struct view *v, bool first, bool last)
{
	/* The first button is the one that the Enter key presses. */
	component_button(v->out,
	    &(struct button){ .text = str_of(last ? T("Send") : T("Next")),
		.id = last ? S("send") : STR_NULL,
		.name = S("go"),
		.value = last ? S("send") : S("next"),
		.prevent_double_click = last });
	if (!first)
		component_button(
		    v->out, &(struct button){ .text = str_of(T("Back")),
				.variant = "secondary",
				.name = S("go"),
				.value = S("back") });
}

static void show_paged(const struct view *v, size_t at)
{
	struct step steps[STEPS_MAX];
	const size_t n = capture_steps(v->p, steps);

	if (at >= n)
		at = 0;
	carry(v, steps, n, at);
	html(v->out, "<p class=\"nhsuk-caption-m\">");
	html(v->out, T("Page %d of about %d"), (int)at + 1, (int)n);
	html(v->out, "</p>");
	show_step(v, &steps[at]);
	show_buttons(v, at == 0, at == n - 1);
}

/* The frame ----------------------------------------------------------- */

static void show_mistakes(const struct view *v)
{
	struct error_item items[MISTAKES_MAX];

	for (size_t i = 0; i < v->m->n; i++)
		items[i] = (struct error_item){ .text = v->m->list[i].sentence,
			.href = str_fmt(v->r->cx.arena, "#%s%s",
			    v->m->list[i].field,
			    strcmp(v->m->list[i].field, "when") == 0
				? "-when-day"
				: "") };
	if (v->m->n > 0)
		component_error_summary(
		    v->out, &(struct error_summary){
				.items = items, .nitems = v->m->n });
}

/* The address to post to: this one, with the language and where from. */
static void form_open(const struct view *v, struct str token)
{
	const struct str from = web_query(v->r, "from");

	const struct str to =
	    str_null(v->p->post_to)
		? str_fmt(v->r->cx.arena, "/f/%.*s", STR_ARG(v->p->code))
		: v->p->post_to;

	html(v->out, "<form method=\"post\" novalidate action=\"%.*s?lang=%s",
	    STR_ARG(to), words_current()->code);
	if (str_is(from, "sms"))
		html(v->out, "&amp;from=sms");
	html(v->out, "\"><input type=\"hidden\" name=\"token\" value=\"%.*s\">",
	    STR_ARG(token));
}

static void show_head(const struct view *v, bool first)
{
	const struct str intro = said_in(v, v->p->survey.intro);

	html(v->out,
	    "<h1 class=\"nhsuk-heading-l\">%s "
	    "<span class=\"nhsuk-caption-l\">%.*s</span></h1>",
	    T("How was your care?"), STR_ARG(v->p->unit_name));
	if (!first)
		return;
	if (!str_empty(intro))
		html(
		    v->out, "<p class=\"nhsuk-body\">%.*s</p>", STR_ARG(intro));
	html(v->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("Tell us as much or as little as you like. You do not need to "
	      "say who you are, and it will not change the care you get. We "
	      "read everything."));
}

void capture_form(struct req *r, const struct place *p, const struct form *f,
    const struct mistakes *m, struct str token, size_t step)
{
	const struct view v = { r, &r->out, p, f, m };
	const bool paged = p->survey.one_per_page;

	r->title = str_of(m->n > 0 ? T("Error: How was your care?")
				   : T("How was your care?"));
	show_mistakes(&v);
	show_head(&v, !paged || step == 0);
	form_open(&v, token);
	if (paged) {
		show_paged(&v, step);
	} else {
		show_all(&v);
		show_buttons(&v, true, true);
	}
	html(v.out, "</form>");
}
