/*
 * reply_send.c: sends a return code once to a mail address or a phone, which is
 * then forgotten: it stands in the outbox until the message has left, and
 * nowhere beside what was said. The form is on the thank-you page only where
 * the trust has mail or text messages.
 */
#include "base/log.h"
#include "base/random.h"
#include "base/words.h"
#include "job/job.h"
#include "letter/letter.h"
#include "mod/listen/capture.h"
#include "mod/listen/sql.h"
#include "mod/listen/token.h"
#include "web/component.h"
#include "web/limit.h"

static const struct sql SQL_THERE = { "SELECT id FROM response WHERE ref = ?1",
	SYSTEM("whoever holds the return code said it") };

static const struct sql *const statements[] = { &SQL_THERE };
const struct sql_list listen_send_sql = { statements, NELEM(statements) };

static const char *label_of(bool mail, bool text)
{
	if (mail && text)
		return T("Send the code to my email or mobile phone");
	return mail ? T("Send the code to my email")
		    : T("Send the code to my mobile phone");
}

void reply_send_form(struct req *r, struct str code, struct str error)
{
	const bool mail = mail_possible(&r->cx), text = sms_possible(&r->cx);

	if (!mail && !text)
		return;
	html(&r->out,
	    "<form method=\"post\" action=\"/reply/send?lang=%s\" novalidate>"
	    "<input type=\"hidden\" name=\"code\" value=\"%.*s\">",
	    words_current()->code, STR_ARG(code));
	component_input(&r->out,
	    &(struct input){ .name = S("to"),
		.value = web_post(r, "to"),
		.label = { .text = str_of(label_of(mail, text)), .size = "s" },
		.hint = str_of(T("We send it once and do not keep the "
				 "address or number. The message does not say "
				 "what you told us.")),
		.error = error,
		.type = mail && text ? S("text")
			: mail       ? S("email")
				     : S("tel"),
		.autocomplete = mail && text ? STR_NULL
				: mail       ? S("email")
					     : S("tel"),
		.spellcheck = SPELLCHECK_OFF,
		.width = 20 });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Send the code")),
			 .variant = "secondary" });
	html(&r->out, "</form>");
}

/* Where it goes: a mail address, or a number (null: not this one). */
struct target {
	struct str mail, number;
	struct letter letter;
};

static bool target_of(struct req *r, struct target *ret)
{
	const struct str typed = str_trim(web_post(r, "to"));

	*ret = (struct target){ .mail = STR_NULL };
	if (mail_possible(&r->cx) && mail_address_ok(typed))
		ret->mail = typed;
	else if (!sms_possible(&r->cx) ||
		 !sms_number(r->cx.arena, typed, &ret->number))
		return false;
	return true;
}

static enum db_status send_fn(struct ctx *cx, void *arg)
{
	const struct target *t = arg;

	if (str_null(t->mail))
		return sms_add(cx, t->number, t->letter.body);
	return mail_add(cx, &(struct mail){ .to = t->mail,
				.subject = t->letter.subject,
				.text = t->letter.body });
}

/* The code again, with what is wrong. */
static void send_again(
    struct req *r, int status, struct str code, const char *sentence)
{
	r->status = status;
	r->title = str_of(T("Your return code"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-heading-m heard-code\">%.*s</p>",
	    T("Your return code"),
	    STR_ARG(return_code_show(r->cx.arena, code)));
	reply_send_form(r, code, str_of(sentence));
}

static const char *wrong_target(struct req *r)
{
	if (!sms_possible(&r->cx))
		return T("Please write one email address, such as "
			 "name@example.com.");
	return mail_possible(&r->cx)
		   ? T("Please write one email address, such as "
		       "name@example.com, or one phone number, such as "
		       "07700 900123.")
		   : T("Please write one phone number, such as "
		       "07700 900123.");
}

static void send_now(struct req *r, struct str code, struct target *t)
{
	const struct letter_field fields[] = { { "code",
	    return_code_show(r->cx.arena, code) } };
	struct err e = { "" };
	const bool good = letter_write(&r->cx, "return_code", STR_NULL, fields,
	    NELEM(fields), &t->letter, &e);

	if (!good)
		log_line(LOG_ERROR, "letter", "what=\"%s\"", e.text);
	if (!good || ctx_change(&r->cx, send_fn, t) != DB_OK) {
		send_again(r, 503, code,
		    T("The message could not be sent. Please write the code "
		      "down."));
		return;
	}
	r->title = str_of(T("The code is on its way"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\">%s</p>",
	    T("The code is on its way"),
	    T("We forget where it went as soon as it has left."));
}

void reply_send(struct req *r)
{
	const struct str code =
	    ref_canonical(r->cx.arena, web_post(r, "code"), RETURN_CODE_CHARS);
	const struct str ref = response_ref_find(&r->cx, code);

	struct target t;

	if ((!mail_possible(&r->cx) && !sms_possible(&r->cx)) ||
	    str_null(ref) ||
	    db_get_int(r->cx.conn, r->cx.arena, &SQL_THERE, VALS(V(ref)), 0) ==
		0)
		web_not_found(r);
	else if (!target_of(r, &t))
		send_again(r, 422, code, wrong_target(r));
	else if (!limit_take(LIMIT_SEND, http_address(r->http), r->cx.now) ||
		 !limit_take(LIMIT_SEND_ONCE, ref, r->cx.now))
		send_again(r, 429, code,
		    T("We cannot send this code again today. Please write "
		      "it down."));
	else
		send_now(r, code, &t);
}
