/*
 * tell_us.c: /tell-us: one door for whoever has something to say: just so, to
 * thank, to have something put right, or to have it looked into. No account,
 * no cookie, no address is kept; a form that is sent twice counts once.
 */
#include "mod/casework/tell_us.h"

#include "base/words.h"
#include "core/setting.h"
#include "mod/casework/internal.h"
#include "mod/listen/token.h"
#include "mod/org/org.h"
#include "web/limit.h"

#define PLACE "tell-us" /* what a token of this form is for */

static const struct choice who_list[] = {
	{ "me", N_("Me") },
	{ "asked", N_("Someone who asked me to speak for them") },
	{ "child", N_("My child, or a child I look after") },
	{ "capacity", N_("Someone who cannot decide this for themselves") },
	{ "died", N_("Someone who has died") },
	{ "other", N_("Someone else") },
};
static const struct choices who = { who_list, NELEM(who_list) };

/* clang-format off */
const struct ask tell_us_asks[] = {
	{ "wants", N_("What would you like to do?"), NULL, ASK_RADIOS, .must = true, .choices = &case_wants },
	{ "words", N_("What happened?"), N_("In your own words. You can write up to 10,000 letters. You need not say anything that you do not want to."), ASK_LONG, .must = true },
	{ "wish", N_("What would you like to happen now?"), N_("For example: an apology, an answer, a change, or that someone hears your thanks."), ASK_LONG, .max = 4000 },
	{ "unit", N_("Which service is it about?"), N_("Leave it empty if you are not sure. We will find out."), ASK_SELECT, .options = options_public },
	{ "event_on", N_("When did it happen?"), N_("A day near it is fine. For example, 27/3/2026"), ASK_DATE, .past = true },
	{ "on_behalf", N_("Who is this about?"), NULL, ASK_RADIOS, .must = true, .choices = &who },
	{ "patient", N_("Their name"), N_("If it is about someone else and you want us to look into it."), ASK_LINE, .must = false },
	{ "name", N_("Your name"), N_("You can leave this empty. Then we cannot answer you, and can look into it less well."), ASK_LINE, .must = false },
	{ "reach", N_("Your phone number or e-mail address"), N_("So that a person can answer you."), ASK_LINE, .must = false },
	{ "needs", N_("Is there anything you need so that we can talk?"), N_("For example: large print, easy read, another language, sign language, a call in the evening."), ASK_LINE, .must = false },
};
/* clang-format on */
const size_t ntell_us_asks = NELEM(tell_us_asks);

static const struct sql SQL_UNIT = {
	"SELECT u.id FROM unit u WHERE u.ref = ?1 AND u.public = 1",
	SYSTEM("a public place that somebody chose")
};
static const struct sql *const list[] = { &SQL_UNIT };
const struct sql_list tell_us_sql = { list, NELEM(list) };

/* The form ------------------------------------------------------------- */

void tell_us_emergency(struct req *r)
{
	const struct str s = setting_text(&r->cx, "emergency_sentence");

	component_warning_callout(
	    &r->out, &(struct warning_callout){
			 .heading.text = str_of(T("If someone is in danger")),
			 .heading.level = 2,
			 .text = str_of(words_get(str_cstr(r->cx.arena, s))) });
}

/* The fields from asks[i] on, until the one before asks[end], below one
 * heading. */
static void write_part(const struct asking *a, const char *heading, size_t from,
    size_t end, const struct problems *p)
{
	html(&a->r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>", heading);
	asks_write(a, tell_us_asks + from, end - from, p);
}

static void write_form(
    struct req *r, struct str token, const struct problems *p)
{
	const struct asking a = { .r = r };

	r->title = str_of(T("Tell us something"));
	asks_summary(r, p);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    T("Tell us something"),
	    T("Thanks, a worry, a question or a complaint: this is the place "
	      "for all of it. Your care will not get worse because you tell "
	      "us. A person reads everything."));
	html(&r->out,
	    "<form method=\"post\" action=\"/tell-us?lang=%s\" novalidate>"
	    "<input type=\"hidden\" name=\"token\" value=\"%.*s\">",
	    words_current()->code, STR_ARG(token));
	write_part(&a, T("What you want to tell us"), 0, 1, p);
	tell_us_emergency(r);
	asks_write(&a, tell_us_asks + 1, 2, p);
	write_part(&a, T("Where and when"), 3, 5, p);
	write_part(&a, T("Who it is about"), 5, 7, p);
	write_part(&a, T("How we can reach you"), 7, NELEM(tell_us_asks), p);
	component_button(&r->out, &(struct button){ .text = str_of(T("Send")),
				      .prevent_double_click = true });
	html(&r->out, "</form>");
}

void tell_us_get(struct req *r)
{
	const struct str token = form_token_new(&r->cx, S(PLACE));

	if (str_is(web_query(r, "all"), "1"))
		write_form(r, token, NULL);
	else
		tell_us_write_page(r, token, 0, NULL);
}

/* Thanks --------------------------------------------------------------- */

static void write_next(struct req *r, const struct intake *in)
{
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<ul class=\"nhsuk-list nhsuk-list--bullet\"><li>%s</li>",
	    T("What happens next"),
	    T("A person reads what you said, on the next working day at the "
	      "latest."));
	if (str_is(in->type, "complaint") && !str_empty(in->complainant.reach))
		html(&r->out, "<li>%s</li><li>%s</li>",
		    T("We tell you that we have it within 3 working days, and "
		      "offer to talk about how we look into it and how long "
		      "that takes."),
		    T("Someone independent can help you with a complaint, "
		      "free. We will tell you who."));
	else if (!str_empty(in->complainant.reach))
		html(&r->out, "<li>%s</li>",
		    T("Someone will be in touch with you."));
	else
		html(&r->out, "<li>%s</li>",
		    T("You did not say how to reach you. With your code you "
		      "can still see how it goes."));
	html(&r->out, "</ul>");
}

static void write_thanks(
    struct req *r, const struct intake *in, struct str code)
{
	buf_reset(&r->out);
	r->title = str_of(T("Thank you"));
	component_panel(&r->out,
	    &(struct panel){
		.heading = { .text = str_of(T("Thank you")), .level = 1 },
		.text = str_of(T("We have what you told us.")) });
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<p class=\"nhsuk-body\">%s</p>"
	    "<p class=\"nhsuk-heading-l heard-code\">%.*s</p>"
	    "<p class=\"nhsuk-body\">%s <a href=\"/reply\">%s</a>.</p>",
	    T("Your return code"),
	    T("It is also your reference: please have it ready when you call "
	      "or write to us. Write it down or print this page."),
	    STR_ARG(return_code_show(r->cx.arena, code)),
	    T("To see how it goes, type it in at"), T("our page for replies"));
	write_next(r, in);
	tell_us_emergency(r);
}

/* Keeping -------------------------------------------------------------- */

static struct str type_for(struct str wants)
{
	if (str_is(wants, "formal"))
		return S("complaint");
	if (str_is(wants, "right"))
		return S("pals");
	return str_is(wants, "thank") ? S("compliment") : S("comment");
}

/* What lists call it: nobody's words and nobody's name. */
static struct str title_for(struct ctx *cx, struct str type)
{
	return str_fmt(cx->arena, "%.*s, %.*s",
	    STR_ARG(case_label(&case_types, type)),
	    STR_ARG(date_long(cx->arena, cx->today)));
}

static struct intake intake_of(
    struct ctx *cx, const struct answers *in, struct str ref)
{
	const struct str unit = answer_text(in, "unit");
	const struct str type = type_for(answer_text(in, "wants"));
	struct intake ret = { .ref = ref,
		.title = title_for(cx, type),
		.type = type,
		.channel = S("web"),
		.received_on = cx->today,
		.event_on = answer_day(in, "event_on"),
		.on_behalf = answer_text(in, "on_behalf"),
		.wants = answer_text(in, "wants"),
		.words = answer_text(in, "words"),
		.wish = answer_text(in, "wish") };

	if (!str_null(unit))
		ret.unit = db_get_int(
		    cx->conn, cx->arena, &SQL_UNIT, VALS(V(unit)), 0);
	if (ret.unit == 0)
		ret.unit = unit_trust(cx);
	ret.complainant.name = answer_text(in, "name");
	ret.complainant.reach = answer_text(in, "reach");
	ret.complainant.needs = answer_text(in, "needs");
	ret.patient.name = answer_text(in, "patient");
	return ret;
}

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	struct case_file c = { .number = 0 };
	bool is_new;

	return case_receive(cx, arg, &c, &is_new);
}

/* The form again, whole, with one sentence about the whole. */
static void refuse(
    struct req *r, int status, struct str token, const char *sentence)
{
	struct problems p = { .arena = r->cx.arena };

	problem_add(&p, NULL, "%s", sentence);
	r->status = status;
	write_form(r, token, &p);
}

static void keep(struct req *r, const struct answers *in, struct str token)
{
	const struct str code =
	    return_code(r->cx.app->keys, r->cx.arena, token);
	struct intake kept =
	    intake_of(&r->cx, in, response_ref_of_code(&r->cx, code));

	if (kept.unit == 0 || ctx_change(&r->cx, keep_fn, &kept) != DB_OK)
		refuse(r, 503, token,
		    T("Your words were not kept: something is wrong on our "
		      "side. They are still on this page. Please send them "
		      "again in a few minutes."));
	else
		write_thanks(r, &kept, code);
}

static bool too_fast(struct req *r)
{
	const struct str address = http_address(r->http);

	return !str_starts(address, S("127.")) && !str_is(address, "::1") &&
	       !limit_take(LIMIT_CAPTURE, address, r->cx.now);
}

void tell_us_post(struct req *r)
{
	const struct asking a = { .r = r };
	const struct str token = web_post(r, "token");
	struct problems p = { .arena = r->cx.arena };
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);

	if (tell_us_page_post(r))
		return;
	if (!form_token_good(&r->cx, S(PLACE), token)) {
		refuse(r, 422, form_token_new(&r->cx, S(PLACE)),
		    T("This page was open for a long time. Nothing is lost: "
		      "please press Send once more."));
	} else if (!asks_read(&a, tell_us_asks, NELEM(tell_us_asks), in, &p)) {
		r->status = 422;
		write_form(r, token, &p);
	} else if (too_fast(r)) {
		refuse(r, 429, token,
		    T("Many people are writing to us from where you are. "
		      "Your words are still on this page. Please wait a "
		      "minute and press Send again."));
	} else {
		keep(r, in, token);
	}
}
