/*
 * action_page.c: starting an action from a comment, and what an action's page
 * shows beyond its facts: what can be done next, its files, its thread.
 */
#include "base/words.h"
#include "core/comment_ref.h"
#include "mod/act/internal.h"
#include "mod/act/walk.h"
#include "web/component.h"

#define DUE_DAYS   28
#define OWNERS_MAX 200

static const struct sql SQL_COMMENT = {
	"SELECT c.id, c.shown, r.unit, u.name, c.lang FROM comment c"
	" JOIN response r ON r.id = c.response JOIN unit u ON u.id = r.unit"
	" WHERE " COMMENT_IS("c", "?1") " AND " SCOPE("r.unit"),
	SCOPED(CAP_RESPONSE_READ)
};

/* People who may act on a unit: the ones who can own its actions. */
static const struct sql SQL_OWNERS = {
	"SELECT p.ref, p.name, p.id FROM person p JOIN may w"
	" ON w.person = p.id AND w.cap = ?c AND w.unit = ?1"
	" WHERE p.active = 1 AND " SCOPE("?1") " ORDER BY p.fold, p.id",
	SCOPED(CAP_ACTION_WRITE)
};

struct source {
	int64_t comment, unit;
	struct str ref, words, unit_name, lang;
};

static bool find_comment(struct req *r, struct source *s)
{
	bool found = false;

	s->ref = web_param(r, "ref");
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_COMMENT, VALS(V(s->ref)));

	if (db_next(rows)) {
		found = true;
		s->comment = db_int(rows, 0);
		s->words = db_text(rows, 1);
		s->unit = db_int(rows, 2);
		s->unit_name = db_text(rows, 3);
		s->lang = db_text(rows, 4);
	}
	(void)db_done(rows);
	return found && may(&r->cx, CAP_ACTION_WRITE, s->unit);
}

static void write_problems(struct req *r, const struct problems *p)
{
	struct error_item items[NELEM(((struct problems *)NULL)->list)];

	if (p == NULL || p->n == 0)
		return;
	for (size_t i = 0; i < p->n; i++)
		items[i] = (struct error_item){ .text = p->list[i].sentence,
			.href = str_fmt(r->cx.arena, "#%s",
			    p->list[i].field != NULL ? p->list[i].field
						     : "title") };
	component_error_summary(
	    &r->out, &(struct error_summary){ .items = items, .nitems = p->n });
}

static void write_owner(
    struct req *r, const struct source *s, const struct problems *p)
{
	struct select_option *items =
	    arena_array(r->cx.arena, OWNERS_MAX + 1, sizeof(*items));
	struct str chosen = web_post(r, "owner");
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_OWNERS, VALS(V(s->unit)));

	items[n++] = (struct select_option){ .value = S(""),
		.text = str_of(T("Nobody yet")) };
	while (n < OWNERS_MAX && db_next(rows)) {
		items[n] = (struct select_option){ .value = db_text(rows, 0),
			.text = db_text(rows, 1) };
		if (str_null(chosen) && db_int(rows, 2) == r->cx.person)
			chosen = items[n].value;
		n++;
	}
	(void)db_done(rows);
	component_select(
	    &r->out, &(struct select){ .name = S("owner"),
			 .label.text = str_of(T("Owner")),
			 .hint = str_of(T("Who sees to it that it happens")),
			 .items = items,
			 .nitems = n,
			 .value = chosen,
			 .error = problem_of(p, "owner") });
}

static struct str typed_or(struct req *r, const char *name, struct str initial)
{
	const struct str typed = web_post(r, name);

	return str_null(typed) ? initial : typed;
}

static void write_form(
    struct req *r, const struct source *s, const struct problems *p)
{
	const struct date due = date_add(r->cx.today, DUE_DAYS);

	r->title = str_of(T("Start an action"));
	write_problems(r, p);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>",
	    T("Start an action"));
	html(&r->out,
	    "<p class=\"nhsuk-body\">%.*s</p><blockquote class=\"heard-quote\" "
	    "lang=\"%.*s\" dir=\"auto\">%.*s</blockquote>"
	    "<form method=\"post\" novalidate>",
	    STR_ARG(s->unit_name), STR_ARG(s->lang), STR_ARG(s->words));
	web_csrf_field(r);
	component_input(&r->out,
	    &(struct input){ .name = S("title"),
		.label.text = str_of(T("What will change")),
		.hint = str_of(T("What will be different for patients, in one "
				 "sentence")),
		.value = typed_or(r, "title", STR_NULL),
		.error = problem_of(p, "title") });
	write_owner(r, s, p);
	component_input(&r->out,
	    &(struct input){ .name = S("due"),
		.label.text = str_of(T("Due")),
		.hint = str_of(T("For example 31/1/2027")),
		.width = 10,
		.value = typed_or(r, "due", date_iso(r->cx.arena, due)),
		.error = problem_of(p, "due") });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Start the action")) });
	html(&r->out, "</form>");
}

void action_from_comment(struct req *r)
{
	struct source s;

	if (!find_comment(r, &s)) {
		web_not_found(r);
		return;
	}
	write_form(r, &s, NULL);
}

struct start {
	struct req *r;
	struct source *source;
	struct problems *problems;
	struct str ref;
};

static const struct field *action_field(const char *name)
{
	for (size_t i = 0; i < kind_action.nfields; i++)
		if (str_is(str_of(name), kind_action.fields[i].name))
			return &kind_action.fields[i];
	return NULL;
}

static enum db_status start_fn(struct ctx *cx, void *arg)
{
	static const char *const typed[] = { "title", "owner", "due" };
	struct start *s = arg;
	struct action a = { .unit = s->source->unit };

	s->problems->n = 0;
	for (size_t i = 0; i < NELEM(typed); i++)
		(void)kind_parse(cx, action_field(typed[i]),
		    web_post(s->r, typed[i]), &a, s->problems);
	if (s->problems->n > 0)
		return DB_REFUSED;
	const enum db_status st =
	    action_start(cx, &a, s->source->comment, s->problems);

	if (st == DB_OK)
		s->ref = str_dup(s->r->cx.arena, a.rec.ref);
	return st;
}

void action_from_comment_post(struct req *r)
{
	struct source source;
	struct problems p = { .arena = r->cx.arena };
	struct start s = { r, &source, &p, STR_NULL };

	if (!find_comment(r, &source)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, start_fn, &s);

	if (st == DB_REFUSED && p.n > 0) {
		r->status = 422;
		write_form(r, &source, &p);
		return;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("The action has started."));
	web_redirect(
	    r, str_fmt(r->cx.arena, "/k/actions/%.*s", STR_ARG(s.ref)));
}

/* The rest of an action's page ----------------------------------------- */

static const struct sql SQL_TOLD = {
	"SELECT count(*) FROM you_said y WHERE y.action = ?1 AND " SCOPE(
	    "y.unit"),
	SCOPED(CAP_ACTION_READ)
};

void action_more(struct req *r, const void *rec)
{
	const struct action *a = rec;
	const bool mine = may(&r->cx, CAP_ACTION_WRITE, a->unit);

	const int64_t told = db_get_int(
	    r->cx.conn, r->cx.arena, &SQL_TOLD, VALS(V(a->rec.id)), 0);

	if (told == 0 && mine &&
	    (str_is(a->state, "done") || str_is(a->ending, "cannot")))
		component_button(&r->out,
		    &(struct button){
			.text = str_of(str_is(a->ending, "cannot")
					   ? T("Tell people why not")
					   : T("Tell people what changed")),
			.href = str_fmt(r->cx.arena, "/k/actions/%.*s/you-said",
			    STR_ARG(a->rec.ref)) });
	else if (mine && str_is(a->state, "open"))
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("When it is done, change its state to Done and say what "
		      "came of it. Then you can tell people."));
	if (mine && str_is(a->state, "open"))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a "
		    "href=\"/k/actions/%.*s/pass\">%s</a></p>",
		    STR_ARG(a->rec.ref),
		    T("Pass it to who looks after the theme"));
	action_worked(r, a);
	action_files(r, a);
	thread_write(r, &kind_action, a->rec.id);
	if (mine)
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a "
		    "href=\"/k/actions/%.*s/link\">%s</a></p>",
		    STR_ARG(a->rec.ref),
		    T("Tie it to a case, a theme or an opportunity"));
}

static const struct sql *const page_sql[] = { &SQL_COMMENT, &SQL_OWNERS,
	&SQL_TOLD };
const struct sql_list act_action_page_sql = { page_sql, NELEM(page_sql) };
