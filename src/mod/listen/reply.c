/*
 * reply.c: /reply: what became of what I said, for whoever holds a return
 * code. The code is typed and posted, never in an address, and not stored; how
 * often one address may try is counted in memory only.
 */
#include "base/words.h"
#include "mod/listen/capture.h"
#include "mod/listen/listen.h"
#include "mod/listen/sql.h"
#include "mod/listen/token.h"
#include "web/component.h"
#include "web/limit.h"

static const struct sql SQL_REPLY = {
	"SELECT r.id, r.received_at, r.may_show, u.name FROM response r"
	" JOIN unit u ON u.id = r.unit WHERE r.ref = ?1",
	SYSTEM("whoever holds the return code said it")
};

/* Only words that were published are given back: the code may be in the wrong
 * hands. */
static const struct sql SQL_REPLY_COMMENTS = {
	"SELECT q.wording, c.state, c.reason,"
	" CASE WHEN c.state IN ('published', 'redacted_published')"
	" THEN c.shown END, c.lang FROM comment c"
	" JOIN question q ON q.id = c.question WHERE c.response = ?1"
	" ORDER BY q.position",
	SYSTEM("whoever holds the return code said it")
};

static const struct sql *const statements[] = { &SQL_REPLY,
	&SQL_REPLY_COMMENTS };
const struct sql_list listen_reply_sql = { statements, NELEM(statements) };

static reply_outcomes_fn *outcomes;

void listen_set_outcomes(reply_outcomes_fn *fn)
{
	outcomes = fn;
}

static reply_other_fn *other;

void listen_set_other_reply(reply_other_fn *fn)
{
	other = fn;
}

static void show_form(struct req *r, struct str error)
{
	r->title = str_of(T("See what we did"));
	if (!str_null(error))
		component_error_summary(
		    &r->out, &(struct error_summary){
				 .items = &(struct error_item){ .text = error,
				     .href = S("#code") },
				 .nitems = 1 });
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\">%s</p>"
	    "<form method=\"post\" action=\"/reply?lang=%s\" novalidate>",
	    T("See what we did"),
	    T("When you told us about your care, we gave you a code of 12 "
	      "letters and numbers. Type it in to see what came of it."),
	    words_current()->code);
	component_input(&r->out,
	    &(struct input){ .name = S("code"),
		.label = { .text = str_of(T("Your return code")), .size = "m" },
		.hint = str_of(T("Spaces and capital letters do not "
				 "matter.")),
		.error = error,
		.autocomplete = S("off"),
		.spellcheck = SPELLCHECK_OFF,
		.code = true,
		.width = 20 });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Show me")) });
	html(&r->out, "</form>");
}

static const char *state_sentence(struct str state)
{
	if (str_is(state, "published") || str_is(state, "redacted_published"))
		return T("We show these words to everyone.");
	if (str_is(state, "held"))
		return T("A person has read this and is looking into it.");
	if (str_is(state, "read"))
		return T("The team has read this. You asked us not to show "
			 "it, so we do not.");
	if (str_is(state, "hidden"))
		return T("The team has read this. We do not show it to "
			 "everyone.");
	return T("We have this. A person will read it soon.");
}

static void show_comment(struct req *r, struct rows *c)
{
	const struct str state = db_text(c, 1);
	const char *reason = code_label(&codes_reason, db_text(c, 2));

	html(&r->out,
	    "<h2 class=\"nhsuk-heading-s\">%s</h2>"
	    "<p class=\"nhsuk-body\">%s",
	    words_get(str_cstr(r->cx.arena, db_text(c, 0))),
	    state_sentence(state));
	if (str_is(state, "hidden") && reason != NULL)
		html(&r->out, " %s", reason);
	html(&r->out, "</p>");
	if (db_null(c, 3))
		return;
	html(&r->out, "<blockquote class=\"nhsuk-inset-text\" lang=\"%.*s\">",
	    STR_ARG(db_text(c, 4)));
	html(&r->out, "<p>%.*s</p></blockquote>", STR_ARG(db_text(c, 3)));
	if (str_is(state, "redacted_published"))
		html(&r->out, "<p class=\"nhsuk-hint\">%s</p>",
		    T("We took out what could tell who someone is."));
}

static void show_outcomes(struct req *r, int64_t response)
{
	struct buf b = buf_make(BUF_PAGE);

	if (outcomes != NULL)
		outcomes(&r->cx, response, &b);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What came of it"));
	if (b.n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing to show yet. You can come back with the same "
		      "code whenever you like."));
	html_markup(&r->out, html_take(r->cx.arena, &b));
	buf_free(&b);
}

static void show_comments(struct req *r, int64_t response)
{
	struct rows *c = db_query(
	    r->cx.conn, r->cx.arena, &SQL_REPLY_COMMENTS, VALS(V(response)));
	bool any = false;

	while (db_next(c)) {
		show_comment(r, c);
		any = true;
	}
	if (db_done(c) == DB_OK && !any)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("You gave an answer without words. It counts in what "
		      "the team sees each month."));
}

/* False: no response has this code. */
static bool show_reply(struct req *r, struct str ref)
{
	struct rows *q =
	    db_query(r->cx.conn, r->cx.arena, &SQL_REPLY, VALS(V(ref)));
	const bool found = db_next(q);
	int64_t response = 0;

	if (found) {
		response = db_int(q, 0);
		r->title = str_of(T("What became of what you said"));
		html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>",
		    T("What became of what you said"));
		html(&r->out, "<p class=\"nhsuk-body\">");
		html(&r->out, T("You told us about %.*s in %.*s."),
		    STR_ARG(db_text(q, 3)),
		    STR_ARG(date_month_year(
			r->cx.arena, instant_london_date(db_instant(q, 1)))));
		html(&r->out, "</p>");
	}
	if (db_done(q) != DB_OK || !found)
		return false;
	show_comments(r, response);
	show_outcomes(r, response);
	return true;
}

void reply_get(struct req *r)
{
	show_form(r, STR_NULL);
}

void reply_post(struct req *r)
{
	const struct str ref = response_ref_find(&r->cx, web_post(r, "code"));

	if (!limit_take(LIMIT_REPLY, http_address(r->http), r->cx.now)) {
		r->status = 429;
		show_form(
		    r, str_of(T("Too many codes were tried from where you are. "
				"Please wait a few minutes and try again.")));
		return;
	}
	if (!str_null(ref) && show_reply(r, ref))
		return;
	buf_reset(&r->out);
	if (!str_null(ref) && other != NULL && other(r, web_post(r, "code")))
		return;
	r->status = 422;
	show_form(r,
	    str_null(ref)
		? str_of(T("A return code has 12 letters and numbers. Please "
			   "check what you typed."))
		: str_of(T("We do not know this code. Please check each "
			   "letter and number.")));
}
