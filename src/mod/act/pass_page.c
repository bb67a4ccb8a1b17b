/*
 * pass_page.c: passing an action to who looks after a theme: estates, catering,
 * staffing. The owner must be able to see the action's team, and sees it on My
 * day from then on.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/act/internal.h"
#include "mod/listen/heard.h"
#include "web/component.h"

#define OWNERS_MAX 100

/* Who looks after a theme here or above, of those who may work on it here. */
static const struct sql SQL_OWNERS = {
	"WITH RECURSIVE up (id, parent) AS (SELECT id, parent FROM unit"
	" WHERE id = ?1 UNION ALL SELECT u.id, u.parent FROM unit u"
	" JOIN up ON u.id = up.parent)"
	" SELECT o.ref, o.title, p.name, o.owner FROM theme_owner o"
	" JOIN up ON up.id = o.unit JOIN person p ON p.id = o.owner"
	" WHERE p.active = 1 AND EXISTS (SELECT 1 FROM may w WHERE"
	" w.person = p.id AND w.cap = ?c AND w.unit = ?1)"
	" AND " SCOPE("?1") " ORDER BY o.fold, o.id LIMIT 100",
	SCOPED(CAP_ACTION_WRITE)
};

static bool find(struct req *r, struct action *a)
{
	return kind_get_ref(&r->cx, &kind_action, web_param(r, "ref"), a) &&
	       may(&r->cx, CAP_ACTION_WRITE, a->unit) &&
	       str_is(a->state, "open");
}

static void write_form(struct req *r, const struct action *a, const char *wrong)
{
	struct select_option *items =
	    arena_array(r->cx.arena, OWNERS_MAX, sizeof(*items));
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_OWNERS, VALS(V(a->unit)));

	while (n < OWNERS_MAX && db_next(rows)) {
		items[n++] = (struct select_option){ .value = db_text(rows, 0),
			.text = str_fmt(r->cx.arena, "%.*s (%.*s)",
			    STR_ARG(db_text(rows, 1)),
			    STR_ARG(db_text(rows, 2))) };
	}
	(void)db_done(rows);
	r->title = str_of(T("Pass it on"));
	r->back = str_fmt(r->cx.arena, "/k/actions/%.*s", STR_ARG(a->rec.ref));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%.*s"
	    "</p>",
	    T("Pass it on"), STR_ARG(a->title));
	if (n == 0) {
		html(&r->out,
		    "<p class=\"nhsuk-body\">%s <a href=\"/k/theme-owners\">%s"
		    "</a></p>",
		    T("Nobody who may work for this team looks after a "
		      "theme yet."),
		    T("Owners of themes"));
		return;
	}
	html(&r->out, "<form method=\"post\" novalidate>");
	web_csrf_field(r);
	component_select(
	    &r->out, &(struct select){ .name = S("owner"),
			 .label.text = str_of(T("Who looks after it")),
			 .items = items,
			 .nitems = n,
			 .value = web_post(r, "owner") });
	component_input(
	    &r->out, &(struct input){ .name = S("why"),
			 .label.text = str_of(T("Why it is theirs to do")),
			 .value = web_post(r, "why"),
			 .error = str_of(wrong) });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Pass it on")) });
	html(&r->out, "</form>");
}

void action_pass(struct req *r)
{
	struct action a;

	if (!find(r, &a))
		web_not_found(r);
	else
		write_form(r, &a, NULL);
}

struct passing {
	struct action a;
	struct str owner, why;
};

static enum db_status pass_fn(struct ctx *cx, void *arg)
{
	const struct passing *w = arg;
	struct action a;
	struct problems p = { .arena = cx->arena };
	int64_t to = 0;

	if (!kind_get(cx, &kind_action, w->a.rec.id, &a))
		return DB_REFUSED;
	struct rows *rows =
	    db_query(cx->conn, cx->arena, &SQL_OWNERS, VALS(V(a.unit)));

	while (db_next(rows))
		if (str_eq(db_text(rows, 0), w->owner))
			to = db_int(rows, 3);
	enum db_status st = db_done(rows);

	if (st != DB_OK || to == 0)
		return st != DB_OK ? st : DB_REFUSED;
	a.owner = to;
	a.passed_by = cx->person;
	a.passed_on = cx->today;
	a.passed_why = w->why;
	st = kind_save(cx, &kind_action, &a, &p);
	return st == DB_OK ? audit(cx, "pass", "action", a.rec.ref, S("owner"))
			   : st;
}

void action_pass_post(struct req *r)
{
	struct passing w = { .owner = web_post(r, "owner"),
		.why = str_trim(web_post(r, "why")) };

	if (!find(r, &w.a)) {
		web_not_found(r);
		return;
	}
	if (str_empty(w.why) || w.why.n > 300) {
		r->status = 422;
		write_form(r, &w.a,
		    T("Say in a short sentence why it is theirs to do."));
		return;
	}
	const enum db_status st = ctx_change(&r->cx, pass_fn, &w);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("It is with its new owner now."));
	web_redirect(
	    r, str_fmt(r->cx.arena, "/k/actions/%.*s", STR_ARG(w.a.rec.ref)));
}

static const struct sql *const list[] = { &SQL_OWNERS };
const struct sql_list act_pass_sql = { list, NELEM(list) };
