/*
 * thanks.c: what a person sees after sending: the thanks with the return code,
 * and kind words where something else happened. Shown only once what was said
 * is durable.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/listen/capture.h"
#include "mod/listen/token.h"
#include "web/component.h"

static void show_code(struct req *r, struct str code)
{
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<p class=\"nhsuk-body\">%s</p>"
	    "<p class=\"nhsuk-heading-l heard-code\">%.*s</p>"
	    "<p class=\"nhsuk-body\">%s <a href=\"/reply\">%s</a>.</p>",
	    T("Your return code"),
	    T("With this code you can see what we did about what you said. "
	      "Write it down or print this page. Nobody can find it again, "
	      "because we do not know who you are."),
	    STR_ARG(return_code_show(r->cx.arena, code)),
	    T("In a week or two, type it in at"), T("our page for replies"));
}

static void show_next(struct req *r, const struct said *s)
{
	const int days = (int)setting_int(&r->cx, "reply_working_days");

	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<ul class=\"nhsuk-list nhsuk-list--bullet\">"
	    "<li>%s</li><li>%s</li>",
	    T("What happens next"), T("A person reads what you said."),
	    T("The team sees it, and decides what to keep doing and what to "
	      "change."));
	if (!str_null(s->contact_at)) {
		html(&r->out, "<li>");
		html(&r->out,
		    TN("We will be in touch within %d working day.",
			"We will be in touch within %d working days.", days),
		    days);
		html(&r->out, "</li>");
	}
	html(&r->out, "<li>%s</li></ul>",
	    s->may_show ? T("We may show your words, once we have checked that "
			    "nobody can be known by them.")
			: T("We will not show your words to the public."));
}

void capture_thanks(
    struct req *r, const struct place *p, const struct said *s, struct str code)
{
	const struct str help = setting_text(&r->cx, "emergency_sentence");

	(void)p;
	r->title = str_of(T("Thank you"));
	component_panel(&r->out,
	    &(struct panel){
		.heading = { .text = str_of(T("Thank you")), .level = 1 },
		.text = str_of(T("We have what you told us.")) });
	show_code(r, code);
	reply_send_form(r, code, STR_NULL);
	show_next(r, s);
	component_inset_text(&r->out,
	    &(struct inset_text){
		.text = str_of(words_get(str_cstr(r->cx.arena, help))) });
}

void capture_kept_first(struct req *r, const struct place *p, struct str code)
{
	r->title = str_of(T("We have your first message"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\">%s</p>"
	    "<p class=\"nhsuk-body\"><a href=\"/f/%.*s\">%s</a></p>",
	    T("We have your first message"),
	    T("This form was sent before, with other words. We kept what you "
	      "sent first, and did not keep what you sent now. If you want "
	      "to tell us more, open a new form and send it from there."),
	    STR_ARG(p->code), T("Open a new form"));
	show_code(r, code);
}

void capture_no_place(struct req *r, struct str code)
{
	r->status = 404;
	r->title = str_of(T("We cannot find this code"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\">%s</p>"
	    "<form method=\"get\" action=\"/feedback\">",
	    T("We cannot find this code"),
	    T("It may have been typed wrong, or the team may have closed it. "
	      "Check the letters on the poster, or look for the ward or team "
	      "by its name."));
	component_input(&r->out,
	    &(struct input){ .name = S("q"),
		.value = code,
		.label = { .text = str_of(
			       T("Code on the poster, or name of the place")) },
		.spellcheck = SPELLCHECK_OFF,
		.width = 20 });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Find it")) });
	html(&r->out, "</form>");
}
