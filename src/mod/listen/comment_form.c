/*
 * comment_form.c: the part of a comment's page where somebody decides: what
 * can be done next, with what was typed, and what went wrong.
 */
#include "base/words.h"
#include "mod/listen/moderation_pages.h"
#include "mod/listen/screen.h"

static bool state_is(const struct comment_sheet *s, const char *state)
{
	return str_is(s->v.state, state);
}

/* The form's opening with what every step needs. */
static void begin(struct req *r, const struct comment_sheet *s)
{
	const struct str path =
	    comment_own_path(r->cx.arena, s->v.ref, "moderate");

	html(&r->out, "<form method=\"post\" action=\"%.*s\" novalidate>",
	    STR_ARG(path));
	web_csrf_field(r);
	html(&r->out, "<input type=\"hidden\" name=\"version\" value=\"%lld\">",
	    (long long)s->v.version);
	comment_filter_hidden(&r->out, &s->f);
}

/* Access keys: the browser's own way of pressing a button by keyboard. */
static struct attrs key_of(const char *step)
{
	static const struct attr keys[][1] = {
		{ { "accesskey", STR("u") } },
		{ { "accesskey", STR("r") } },
		{ { "accesskey", STR("h") } },
		{ { "accesskey", STR("m") } },
	};
	static const char *const steps[] = { "publish", "redact", "hold",
		"look" };

	for (size_t i = 0; i < NELEM(steps); i++)
		if (str_is(str_of(steps[i]), step))
			return (struct attrs){ keys[i], 1 };
	return (struct attrs){ NULL, 0 };
}

static void step_button(
    struct req *r, const char *step, const char *text, const char *variant)
{
	component_button(&r->out, &(struct button){ .text = str_of(text),
				      .name = S("step"),
				      .value = str_of(step),
				      .variant = variant,
				      .attrs = key_of(step),
				      .prevent_double_click = true });
}

static struct str sentence_at(const struct comment_sheet *s, const char *field)
{
	for (size_t i = 0; s->problems != NULL && i < s->problems->n; i++) {
		const char *f = s->problems->list[i].field;

		if (f != NULL && str_is(str_of(f), field))
			return s->problems->list[i].sentence;
	}
	return STR_NULL;
}

void comment_summary(struct req *r, const struct comment_sheet *s)
{
	struct error_item items[8];
	size_t n = 0;

	for (size_t i = 0;
	     s->problems != NULL && i < s->problems->n && n < NELEM(items);
	     i++) {
		const struct problem *p = &s->problems->list[i];

		items[n++] = (struct error_item){ .text = p->sentence,
			.href = p->field == NULL
				    ? STR_NULL
				    : str_fmt(r->cx.arena, "#%s", p->field) };
	}
	if (n > 0)
		component_error_summary(&r->out,
		    &(struct error_summary){ .items = items, .nitems = n });
}

/* As it is -------------------------------------------------------------- */

static const char *publish_text(const struct comment_sheet *s)
{
	if (!s->v.may_show)
		return T("Mark as read");
	return s->v.proposed_by != 0 ? T("Agree and publish") : T("Publish");
}

static void second_person(struct req *r, const struct comment_sheet *s)
{
	if (s->v.proposed_by == 0)
		return;
	component_inset_text(
	    &r->out, &(struct inset_text){
			 .text = str_of(s->v.proposed_by == r->cx.person
					    ? T("You said that this can "
						"be published. Few "
						"people answered here, "
						"so a second person has "
						"to agree.")
					    : T("Somebody said that "
						"this can be published. "
						"Few people answered "
						"here, so it needs you "
						"to agree.")) });
}

static void as_it_is(struct req *r, const struct comment_sheet *s)
{
	const bool waits = state_is(s, "unmoderated") || state_is(s, "held");
	const bool mine =
	    s->v.proposed_by != 0 && s->v.proposed_by == r->cx.person;

	begin(r, s);
	html(&r->out, "<div class=\"heard-buttons\">");
	if (waits && !mine)
		step_button(r, "publish", publish_text(s), NULL);
	if (!state_is(s, "unmoderated") || s->v.proposed_by != 0)
		step_button(r, "reopen", T("Put back in the queue"),
		    waits && !mine ? "secondary" : NULL);
	html(&r->out, "</div></form>");
}

/* Otherwise -------------------------------------------------------------- */

static void words_field(
    struct req *r, const struct comment_sheet *s, struct str proposed)
{
	component_textarea(&r->out,
	    &(struct textarea){ .name = S("words"),
		.id = S("words"),
		.value = s->problems != NULL ? s->words : proposed,
		.label.text = str_of(T("Words to remove")),
		.label.size = "s",
		.hint =
		    str_of(T("Copy them from the comment, one piece a line. "
			     "Readers see [removed] in their place, "
			     "wherever they stand.")),
		.error = sentence_at(s, "words"),
		.spellcheck = SPELLCHECK_OFF,
		.rows = 3 });
}

static void reason_field(
    struct req *r, const struct comment_sheet *s, struct str reason)
{
	struct choice_item *items =
	    arena_array(r->cx.arena, moderation_reasons.n, sizeof(*items));

	for (size_t i = 0; i < moderation_reasons.n; i++)
		items[i] = (struct choice_item){
			.value = str_of(moderation_reasons.list[i].code),
			.text = str_of(T(moderation_reasons.list[i].label))
		};
	component_radios(&r->out, &(struct radios){ .name = S("reason"),
				      .value = reason,
				      .legend.text = str_of(T("Why")),
				      .legend.size = "s",
				      .error = sentence_at(s, "reason"),
				      .items = items,
				      .nitems = moderation_reasons.n,
				      .small = true });
	component_input(
	    &r->out, &(struct input){ .name = S("note"),
			 .id = S("note"),
			 .value = s->note,
			 .label.text = str_of(T("In your own words")),
			 .hint = str_of(T("Only moderators read this. Do not "
					  "repeat what you remove.")),
			 .error = sentence_at(s, "note") });
}

/* A form of its own: pressing Enter in a field must not publish. */
static void otherwise(struct req *r, const struct comment_sheet *s)
{
	const bool held = state_is(s, "held");
	const bool waits = held || state_is(s, "unmoderated");
	const struct str proposed =
	    waits ? screen_proposal(&r->cx, s->v.id, s->v.shown) : S("");

	if (state_is(s, "hidden"))
		return;
	html(&r->out, "<h3 class=\"nhsuk-heading-s\">%s</h3>",
	    T("Or not as it is"));
	begin(r, s);
	if (proposed.n > 0)
		component_inset_text(&r->out,
		    &(struct inset_text){
			.text = str_of(
			    T("These words could lead to a person. They are a "
			      "proposal: take lines away or add some.")) });
	words_field(r, s, proposed);
	/* Changes nothing; without it nobody without scripts could see what
	 * their lines take out. */
	step_button(r, "look", T("Mark these words above"), "secondary");
	reason_field(r, s,
	    proposed.n > 0 && s->problems == NULL ? S("names") : s->reason);
	html(&r->out, "<div class=\"heard-buttons\">");
	step_button(r, "redact",
	    s->v.may_show ? T("Remove the words and publish")
			  : T("Remove the words"),
	    "secondary");
	if (!held)
		step_button(r, "hold", T("Hold back"), "secondary");
	step_button(r, "hide", T("Hide"), "secondary");
	html(&r->out, "</div></form>");
}

void comment_decide(struct req *r, const struct comment_sheet *s)
{
	if (!s->v.may_moderate || str_null(s->v.shown))
		return;
	html(&r->out, "<h2 class=\"nhsuk-heading-m\" id=\"decide\">%s</h2>",
	    T("Decide"));
	second_person(r, s);
	as_it_is(r, s);
	otherwise(r, s);
}
