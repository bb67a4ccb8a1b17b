/*
 * reply_send.c: sends a return code once to a mail address, which is then
 * forgotten: it stands in the outbox until the mail has left, and nowhere
 * beside what was said. The form is on the thank-you page only where the trust
 * has mail.
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

void reply_send_form(struct req *r, struct str code, struct str error)
{
	if (!mail_possible(&r->cx))
		return;
	html(&r->out,
	    "<form method=\"post\" action=\"/reply/send?lang=%s\" novalidate>"
	    "<input type=\"hidden\" name=\"code\" value=\"%.*s\">",
	    words_current()->code, STR_ARG(code));
	component_input(&r->out,
	    &(struct input){ .name = S("to"),
		.value = web_post(r, "to"),
		.label = { .text = str_of(T("Send the code to my email")),
		    .size = "s" },
		.hint = str_of(T("We send it once and do not keep the "
				 "address. The email does not say what you "
				 "told us.")),
		.error = error,
		.type = S("email"),
		.autocomplete = S("email"),
		.spellcheck = SPELLCHECK_OFF,
		.width = 20 });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Send the code")),
			 .variant = "secondary" });
	html(&r->out, "</form>");
}

static enum db_status send_fn(struct ctx *cx, void *arg)
{
	return mail_add(cx, arg);
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

static void send_now(struct req *r, struct str code)
{
	const struct letter_field fields[] = { { "code",
	    return_code_show(r->cx.arena, code) } };
	struct letter l;
	struct err e = { "" };
	const bool good = letter_write(
	    &r->cx, "return_code", STR_NULL, fields, NELEM(fields), &l, &e);
	struct mail m = { str_trim(web_post(r, "to")), l.subject, l.body };

	if (!good)
		log_line(LOG_ERROR, "letter", "what=\"%s\"", e.text);
	if (!good || ctx_change(&r->cx, send_fn, &m) != DB_OK) {
		send_again(r, 503, code,
		    T("The email could not be sent. Please write the code "
		      "down."));
		return;
	}
	r->title = str_of(T("The code is on its way"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\">%s</p>",
	    T("The code is on its way"),
	    T("We forget the address as soon as the email has left."));
}

void reply_send(struct req *r)
{
	const struct str code =
	    ref_canonical(r->cx.arena, web_post(r, "code"), RETURN_CODE_CHARS);
	const struct str ref = response_ref_find(&r->cx, code);

	if (!mail_possible(&r->cx) || str_null(ref) ||
	    db_get_int(r->cx.conn, r->cx.arena, &SQL_THERE, VALS(V(ref)), 0) ==
		0)
		web_not_found(r);
	else if (!mail_address_ok(str_trim(web_post(r, "to"))))
		send_again(r, 422, code,
		    T("Please write one email address, such as "
		      "name@example.com."));
	else if (!limit_take(LIMIT_SEND, http_address(r->http), r->cx.now) ||
		 !limit_take(LIMIT_SEND_ONCE, ref, r->cx.now))
		send_again(r, 429, code,
		    T("We cannot send this code again today. Please write "
		      "it down."));
	else
		send_now(r, code);
}
