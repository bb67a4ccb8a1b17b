/*
 * after_staff.c: somebody on the staff who was asked for a statement says how
 * that was, if they like. Who they are is not kept with what they say; that
 * they said something, or would rather not, is, so that nobody is asked twice.
 */
#include "base/words.h"
#include "mod/casework/after.h"

static const struct sql SQL_MINE = {
	"SELECT s.id FROM case_statement s JOIN case_file c"
	" ON c.id = s.case_file WHERE s.ref = ?1 AND s.person = ?p"
	" AND s.experience IS NULL AND c.state = 'closed'",
	SYSTEM("what this person was asked for: rows of their own")
};
static const struct sql SQL_DONE = {
	"UPDATE case_statement SET experience = ?2 WHERE id = ?1"
	" AND person = ?p AND experience IS NULL",
	SYSTEM("what this person was asked for: rows of their own")
};
static const struct sql *const list[] = { &SQL_MINE, &SQL_DONE };
const struct sql_list case_after_staff_sql = { list, NELEM(list) };

static int64_t mine(struct req *r)
{
	return db_get_int(r->cx.conn, r->cx.arena, &SQL_MINE,
	    VALS(V(web_param(r, "ref"))), 0);
}

static void write_form(
    struct req *r, const struct questionnaire *q, const struct problems *p)
{
	const struct asking a = { .r = r };

	r->title = str_of(T("How was it to be complained about?"));
	r->back = S("/case-statements");
	asks_summary(r, p);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p><form method=\"post\" novalidate>",
	    STR_ARG(r->title),
	    T("You need not answer. Your answers are kept without your name, "
	      "your team and the case. They are only shown together with "
	      "those of at least four others."));
	web_csrf_field(r);
	asks_write(&a, q->asks, q->n, p);
	html(&r->out, "<div class=\"heard-buttons\">");
	component_button(&r->out, &(struct button){ .text = str_of(T("Send")),
				      .prevent_double_click = true });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("I would rather not")),
			 .variant = "secondary",
			 .name = S("decline"),
			 .value = S("1") });
	html(&r->out, "</div></form>");
}

void after_staff_page(struct req *r)
{
	struct questionnaire *q = ARENA_NEW(r->cx.arena, struct questionnaire);

	if (mine(r) == 0) {
		web_not_found(r);
		return;
	}
	questionnaire_load(&r->cx, "staff", q);
	write_form(r, q, NULL);
}

struct keeping {
	int64_t id;
	const struct questionnaire *q;
	const struct answers *in; /* NULL: would rather not */
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	const struct keeping *k = arg;
	int64_t n = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_DONE,
	    VALS(V(k->id), V(k->in != NULL ? "given" : "declined")), &n);

	return st == DB_OK && n == 1 && k->in != NULL
		   ? experience_keep(cx, "staff", k->q, k->in)
		   : st;
}

void after_staff_post(struct req *r)
{
	struct questionnaire *q = ARENA_NEW(r->cx.arena, struct questionnaire);
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);
	struct problems p = { .arena = r->cx.arena };
	const struct asking a = { .r = r };
	struct keeping k = { mine(r), q, NULL };

	if (k.id == 0) {
		web_not_found(r);
		return;
	}
	questionnaire_load(&r->cx, "staff", q);
	if (str_null(web_post(r, "decline"))) {
		if (!asks_read(&a, q->asks, q->n, in, &p)) {
			r->status = 422;
			write_form(r, q, &p);
			return;
		}
		k.in = in;
	}
	const enum db_status st = ctx_change(&r->cx, keep_fn, &k);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("Thank you."));
	web_redirect(r, S("/case-statements"));
}
