/*
 * you_said_page.c: writing the public answer to a done action, and its steps:
 * send, approve, withdraw.
 */
#include "base/utf8.h"
#include "base/words.h"
#include "mod/act/internal.h"
#include "mod/act/walk.h"
#include "web/component.h"

#define SOCIAL_MAX 280 /* characters */

struct write {
	struct req *r;
	const struct action *action;
	struct problems *problems;
	struct str ref;
};

static enum db_status write_fn(struct ctx *cx, void *arg)
{
	struct write *w = arg;
	struct you_said y = { .unit = w->action->unit,
		.action = w->action->rec.id,
		.said = str_trim(web_post(w->r, "said")),
		.did = str_trim(web_post(w->r, "did")),
		.state = S("draft"),
		.number = KIND_NO_INT };

	if (str_empty(y.said))
		y.said = STR_NULL;
	if (str_empty(y.did))
		y.did = STR_NULL;
	w->problems->n = 0;
	enum db_status st = kind_save(cx, &kind_you_said, &y, w->problems);

	if (st == DB_OK)
		st = you_said_send(cx, y.rec.ref);
	if (st == DB_OK)
		w->ref = str_dup(w->r->cx.arena, y.rec.ref);
	return st;
}

static void write_form(
    struct req *r, const struct action *a, const struct problems *p)
{
	struct error_item items[2];
	size_t n = 0;

	r->title = str_of(T("Tell people what changed"));
	for (size_t i = 0; p != NULL && i < p->n && n < NELEM(items); i++)
		items[n++] = (struct error_item){ .text = p->list[i].sentence,
			.href = str_is(str_of(p->list[i].field), "did")
				    ? S("#did")
				    : S("#said") };
	if (n > 0)
		component_error_summary(&r->out,
		    &(struct error_summary){ .items = items, .nitems = n });
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p "
	    "class=\"nhsuk-body\">%.*s</p><form method=\"post\" novalidate>",
	    T("Tell people what changed"), STR_ARG(a->title));
	web_csrf_field(r);
	component_character_count(&r->out,
	    &(struct character_count){ .name = S("said"),
		.label.text = str_of(T("You said")),
		.hint = str_of(T("In your own words, without names. Do not "
				 "quote a comment whose writer did not say "
				 "that it may be shown.")),
		.value = str_null(web_post(r, "said"))
			     ? you_said_suggest(&r->cx, a)
			     : web_post(r, "said"),
		.max_length = 300,
		.rows = 3,
		.error = problem_of(p, "said") });
	component_character_count(&r->out,
	    &(struct character_count){ .name = S("did"),
		.label.text = str_of(str_is(a->ending, "cannot")
					 ? T("We cannot, and this is why")
					 : T("We did")),
		.hint = str_of(T("What is different now. If nothing could "
				 "change, say why.")),
		.value = str_null(web_post(r, "did")) ? a->outcome
						      : web_post(r, "did"),
		.max_length = 500,
		.rows = 4,
		.error = problem_of(p, "did") });
	component_button(&r->out,
	    &(struct button){ .text = str_of(T("Send for approval")) });
	html(&r->out, "</form>");
	you_said_sources(r, a);
}

static bool find_action(struct req *r, struct action *a)
{
	return kind_get_ref(&r->cx, &kind_action, web_param(r, "ref"), a) &&
	       (str_is(a->state, "done") || str_is(a->ending, "cannot")) &&
	       may(&r->cx, CAP_ACTION_WRITE, a->unit);
}

void you_said_from_action(struct req *r)
{
	struct action a;

	if (!find_action(r, &a)) {
		web_not_found(r);
		return;
	}
	write_form(r, &a, NULL);
}

void you_said_from_action_post(struct req *r)
{
	struct action a;
	struct problems p = { .arena = r->cx.arena };
	struct write w = { r, &a, &p, STR_NULL };

	if (!find_action(r, &a)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, write_fn, &w);

	if (st == DB_REFUSED && p.n > 0) {
		r->status = 422;
		write_form(r, &a, &p);
		return;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("It waits for approval now."));
	web_redirect(
	    r, str_fmt(r->cx.arena, "/k/you-said/%.*s", STR_ARG(w.ref)));
}

/* Steps --------------------------------------------------------------- */

struct step {
	struct str ref, what, reason;
};

static enum db_status step_fn(struct ctx *cx, void *arg)
{
	const struct step *s = arg;

	if (str_is(s->what, "send"))
		return you_said_send(cx, s->ref);
	if (str_is(s->what, "approve"))
		return you_said_approve(cx, s->ref);
	if (str_is(s->what, "complainant") || str_is(s->what, "second"))
		return you_said_check(cx, s->ref, s->what);
	return you_said_withdraw(cx, s->ref, s->reason);
}

void you_said_step(struct req *r)
{
	struct step s = { web_param(r, "ref"), web_post(r, "step"),
		str_trim(web_post(r, "reason")) };
	struct you_said y;

	if (!kind_get_ref(&r->cx, &kind_you_said, s.ref, &y)) {
		web_not_found(r);
		return;
	}
	if (str_is(s.what, "withdraw") && str_empty(s.reason)) {
		web_error(r, 422, T("Say why it is withdrawn"),
		    T("Go back and write the reason in a sentence."));
		return;
	}
	const enum db_status st = ctx_change(&r->cx, step_fn, &s);

	if (st == DB_REFUSED) {
		web_error(r, 403, T("This step is not open to you now"),
		    T("Somebody else than its writer approves it, and its "
		      "state may have changed meanwhile. Go back and look "
		      "again."));
		return;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("Done."));
	web_redirect(
	    r, str_fmt(r->cx.arena, "/k/you-said/%.*s", STR_ARG(s.ref)));
}

static void step_button(struct req *r, const struct you_said *y,
    const char *step, const char *label, bool with_reason)
{
	html(&r->out, "<form method=\"post\" action=\"/k/you-said/%.*s/step\">",
	    STR_ARG(y->rec.ref));
	web_csrf_field(r);
	html(&r->out, "<input type=\"hidden\" name=\"step\" value=\"%s\">",
	    step);
	if (with_reason)
		component_input(&r->out,
		    &(struct input){ .name = S("reason"),
			.label.text = str_of(T("Why it is withdrawn")) });
	component_button(
	    &r->out, &(struct button){ .text = str_of(label),
			 .variant = with_reason ? "secondary" : NULL });
	html(&r->out, "</form>");
}

/* From a complaint: somebody looks whether anybody can be recognised. */
static void write_check(struct req *r, const struct you_said *y, bool author)
{
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("It came from a complaint. Before it is public, the person who "
	      "complained or a second person reads whether anybody could be "
	      "recognised. Not the complainant's own words."));
	if (!may(&r->cx, CAP_ACTION_WRITE, y->unit))
		return;
	step_button(r, y, "complainant",
	    T("The person who complained has read it and agrees"), false);
	if (!author)
		step_button(r, y, "second",
		    T("I have read it: nobody can be recognised"), false);
}

/* The first `most` characters, and how many there are in all. */
static struct str first_of(struct str s, size_t most, size_t *ret_all)
{
	size_t n = 0, at = 0, cut = s.n;

	while (at < s.n) {
		const size_t bytes = utf8_length(str_sub(s, at, s.n - at));

		if (n++ == most)
			cut = at;
		at += bytes > 0 ? bytes : 1;
	}
	*ret_all = n;
	return str_sub(s, 0, cut);
}

/* To copy into what the trust writes elsewhere; at most 280 characters. */
static void write_social(struct req *r, const struct you_said *y)
{
	struct arena *a = r->cx.arena;
	struct action act = { .unit = 0 };
	const bool cannot = y->action != 0 &&
			    kind_get(&r->cx, &kind_action, y->action, &act) &&
			    str_is(act.ending, "cannot");
	const struct str tail = str_fmt(a, "\n%.*s/you-said-we-did#e%.*s",
	    STR_ARG(r->cx.app->base_url), STR_ARG(y->rec.ref));
	struct str text = str_fmt(a, "%s %.*s\n%s %.*s", T("You said:"),
	    STR_ARG(y->said), cannot ? T("We cannot, because:") : T("We did:"),
	    STR_ARG(y->did));
	const size_t room = tail.n < SOCIAL_MAX ? SOCIAL_MAX - tail.n : 1;
	size_t all = 0;
	const struct str cut = first_of(text, room - 1, &all);

	if (all > room)
		text = str_fmt(a, "%.*s…", STR_ARG(cut));
	component_textarea(&r->out,
	    &(struct textarea){ .name = S("social"),
		.label.text = str_of(T("Text for social media")),
		.hint = str_of(T("To copy. It is at most 280 characters "
				 "long.")),
		.value = str_fmt(a, "%.*s%.*s", STR_ARG(text), STR_ARG(tail)),
		.rows = 5 });
}

static void write_steps(struct req *r, const struct you_said *y)
{
	const bool author = y->rec.created_by == r->cx.person;

	if (str_is(y->state, "waiting") && str_null(y->checked_how) &&
	    you_said_of_case(&r->cx, y)) {
		write_check(r, y, author);
		return;
	}
	if (str_is(y->state, "published"))
		write_social(r, y);
	if (str_is(y->state, "waiting") && !author &&
	    may(&r->cx, CAP_YSWD_APPROVE, y->unit))
		step_button(r, y, "approve", T("Approve and publish"), false);
	else if (str_is(y->state, "waiting"))
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Somebody else who may approve for this team publishes "
		      "it."));
	if (!may(&r->cx, CAP_ACTION_WRITE, y->unit))
		return;
	if (str_is(y->state, "draft") || str_is(y->state, "withdrawn"))
		step_button(r, y, "send", T("Send for approval"), false);
	if (str_is(y->state, "published"))
		step_button(r, y, "withdraw", T("Withdraw"), true);
}

void you_said_more(struct req *r, const void *rec)
{
	const struct you_said *y = rec;

	write_steps(r, y);
	thread_write(r, &kind_you_said, y->rec.id);
}
