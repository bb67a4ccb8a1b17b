/*
 * answer_page.c: answering in one step: we did, we will, we cannot, nothing to
 * change. From a comment, from a theme, or from a team that changed something
 * small by itself and writes it down afterwards. What it becomes is an action
 * and, where people are to be told, an answer that waits for approval.
 */
#include "base/words.h"
#include "core/comment_ref.h"
#include "mod/act/internal.h"
#include "mod/listen/heard.h"
#include "mod/org/org.h"
#include "web/component.h"

#define DUE_DAYS  28
#define TEAMS_MAX 400

static const struct sql SQL_COMMENT = {
	"SELECT c.id, c.shown, r.unit, u.name, c.lang FROM comment c"
	" JOIN response r ON r.id = c.response JOIN unit u ON u.id = r.unit"
	" WHERE " COMMENT_IS("c", "?1") " AND " SCOPE("r.unit"),
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_TEAMS = {
	"SELECT u.ref, u.name, u.slug FROM unit u WHERE (u.closed IS NULL"
	" OR u.closed > ?1) AND " SCOPE("u.id") " ORDER BY u.fold, u.id"
						" LIMIT 400",
	SCOPED(CAP_ACTION_WRITE)
};
static const struct sql SQL_THEME_TIE = {
	"INSERT INTO theme_action (own_theme, action, linked_at, linked_by)"
	" VALUES (?1, ?2, ?3, ?p) ON CONFLICT DO NOTHING",
	SYSTEM("the theme is the trust's; the action was just made")
};

/* Why somebody answers. */
struct from {
	enum { FROM_COMMENT, FROM_THEME, FROM_TEAM } what;
	int64_t id;   /* of the comment or theme */
	int64_t unit; /* of a comment; 0: it is asked for */
	struct str title, words, lang, slug;
};

static bool find_from(struct req *r, struct from *f)
{
	const struct str what = web_param(r, "what");
	const struct str ref = web_param(r, "ref");
	struct record *theme = arena_alloc(r->cx.arena, kind_own_theme.size);
	bool found = false;

	*f = (struct from){ .what = FROM_COMMENT };
	if (str_is(what, "team")) {
		f->what = FROM_TEAM;
		f->slug = ref;
		return true;
	}
	if (str_is(what, "theme")) {
		f->what = FROM_THEME;
		if (!kind_get_ref(&r->cx, &kind_own_theme, ref, theme))
			return false;
		f->id = theme->id;
		f->title = kind_title(&r->cx, &kind_own_theme, theme->id);
		return true;
	}
	if (!str_is(what, "comment"))
		return false;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_COMMENT, VALS(V(ref)));

	if (db_next(rows)) {
		found = true;
		f->id = db_int(rows, 0);
		f->words = db_text(rows, 1);
		f->unit = db_int(rows, 2);
		f->title = db_text(rows, 3);
		f->lang = db_text(rows, 4);
	}
	(void)db_done(rows);
	return found && may(&r->cx, CAP_ACTION_WRITE, f->unit);
}

/* The form -------------------------------------------------------------- */

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

static void write_from(struct req *r, const struct from *f)
{
	static const char *const heads[] = { N_("Answer it"),
		N_("Answer what people say of this"),
		N_("Log a small change") };
	static const char *const says[] = { N_("One step: what you did, will "
					       "do, cannot do, or why nothing "
					       "has to change."),
		N_("One step, for all who said something of it to one team."),
		N_("A change that your team made by itself, written down "
		   "afterwards.") };

	r->title = str_of(T(heads[f->what]));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p>",
	    T(heads[f->what]), T(says[f->what]));
	if (!str_null(f->title))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><strong>%.*s</strong></p>",
		    STR_ARG(f->title));
	if (!str_null(f->words))
		html(&r->out,
		    "<blockquote class=\"heard-quote\" lang=\"%.*s\" "
		    "dir=\"auto\">%.*s</blockquote>",
		    STR_ARG(f->lang), STR_ARG(f->words));
}

static void write_team(
    struct req *r, const struct from *f, const struct problems *p)
{
	struct select_option *items =
	    arena_array(r->cx.arena, TEAMS_MAX + 1, sizeof(*items));
	struct str chosen = web_post(r, "unit");
	size_t n = 1;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_TEAMS, VALS(V(r->cx.today)));

	items[0] = (struct select_option){ .value = S(""),
		.text = str_of(T("Choose a team")) };
	while (n <= TEAMS_MAX && db_next(rows)) {
		items[n] = (struct select_option){ .value = db_text(rows, 0),
			.text = db_text(rows, 1) };
		if (str_null(chosen) && str_eq(db_text(rows, 2), f->slug))
			chosen = items[n].value;
		n++;
	}
	(void)db_done(rows);
	/* With one team there is nothing to choose. */
	if (n == 2 && str_null(chosen))
		chosen = items[1].value;
	component_select(&r->out, &(struct select){ .name = S("unit"),
				      .label.text = str_of(T("Team")),
				      .items = items,
				      .nitems = n,
				      .value = chosen,
				      .error = problem_of(p, "unit") });
}

static void write_endings(
    struct req *r, const struct from *f, const struct problems *p)
{
	const struct choice_item items[] = {
		{ .value = S("did"),
		    .text = str_of(T("We did")),
		    .hint = str_of(T("It is different now")) },
		{ .value = S("will"),
		    .text = str_of(T("We will, by a date")),
		    .hint = str_of(T("Somebody sees to it")) },
		{ .value = S("cannot"),
		    .text = str_of(T("We cannot, and this is why")),
		    .hint = str_of(T("People are told that too")) },
		{ .value = S("nothing"),
		    .text = str_of(T("There was nothing to change")) },
	};
	const struct str typed = web_post(r, "ending");

	component_radios(&r->out,
	    &(struct radios){ .name = S("ending"),
		.legend.text = str_of(T("How does it end?")),
		.value =
		    str_null(typed) && f->what == FROM_TEAM ? S("did") : typed,
		.items = items,
		.nitems = NELEM(items),
		.error = problem_of(p, "ending") });
}

static void write_rest(struct req *r, const struct problems *p)
{
	const struct date due = date_add(r->cx.today, DUE_DAYS);
	const struct str day = web_post(r, "due");

	component_input(&r->out,
	    &(struct input){ .name = S("title"),
		.label.text = str_of(T("What changes, or would have")),
		.hint = str_of(T("What is or will be different for patients, "
				 "in one sentence")),
		.value = web_post(r, "title"),
		.error = problem_of(p, "title") });
	component_textarea(&r->out,
	    &(struct textarea){ .name = S("outcome"),
		.label.text = str_of(T("What you did, or why not")),
		.hint = str_of(T("Not needed where you will do it by a "
				 "date")),
		.value = web_post(r, "outcome"),
		.rows = 3,
		.error = problem_of(p, "outcome") });
	component_input(&r->out,
	    &(struct input){ .name = S("due"),
		.label.text = str_of(T("By when, or when it was done")),
		.hint = str_of(T("For example 31/1/2027. Left as it is: in "
				 "four weeks, or done today")),
		.width = 10,
		.value = str_null(day) ? date_iso(r->cx.arena, due) : day,
		.error = problem_of(p, "due") });
	component_character_count(&r->out,
	    &(struct character_count){ .name = S("said"),
		.label.text = str_of(T("What to tell people that they said "
				       "(optional)")),
		.hint = str_of(T("In your own words, without names. With "
				 "\"We did\" and \"We cannot\" it is sent "
				 "for approval at once, beside what you wrote "
				 "above.")),
		.value = web_post(r, "said"),
		.max_length = 300,
		.rows = 2,
		.error = problem_of(p, "said") });
}

static void write_form(
    struct req *r, const struct from *f, const struct problems *p)
{
	write_problems(r, p);
	write_from(r, f);
	html(&r->out, "<form method=\"post\" novalidate>");
	web_csrf_field(r);
	if (f->what != FROM_COMMENT)
		write_team(r, f, p);
	write_endings(r, f, p);
	write_rest(r, p);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Keep it")) });
	html(&r->out, "</form>");
}

void answer_page(struct req *r)
{
	struct from f;

	if (!find_from(r, &f)) {
		web_not_found(r);
		return;
	}
	write_form(r, &f, NULL);
}

/* Keeping it ------------------------------------------------------------ */

struct answering {
	struct req *r;
	const struct from *from;
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

/* The day is when it will be, or when it was. */
static void take_day(
    struct ctx *cx, const struct answering *w, struct action *a)
{
	const struct str typed = web_post(w->r, "due");

	(void)kind_parse(cx, action_field("due"), typed, a, w->problems);
	if (!str_is(a->state, "done"))
		return;
	/* A day to come is the form's own, for a promise. */
	a->done_on = date_none(a->due) || date_cmp(a->due, cx->today) > 0
			 ? cx->today
			 : a->due;
	a->due = a->done_on;
}

static void take_ending(const struct answering *w, struct action *a)
{
	const struct str e = web_post(w->r, "ending");

	a->state = S("dropped");
	if (str_is(e, "did"))
		a->state = S("done");
	else if (str_is(e, "will"))
		a->state = S("open");
	else if (str_is(e, "cannot") || str_is(e, "nothing"))
		a->ending = e;
	else
		problem_add(w->problems, "ending", "%s", T("Say how it ends."));
}

static enum db_status tell(
    struct ctx *cx, const struct answering *w, const struct action *a)
{
	const struct str said = str_trim(web_post(w->r, "said"));
	struct you_said y = { .unit = a->unit,
		.action = a->rec.id,
		.said = said,
		.did = a->outcome,
		.state = S("draft"),
		.number = KIND_NO_INT };

	if (str_empty(said) ||
	    !(str_is(a->state, "done") || str_is(a->ending, "cannot")))
		return DB_OK;
	const enum db_status st =
	    kind_save(cx, &kind_you_said, &y, w->problems);

	/* What they did was typed as the outcome. */
	for (size_t i = 0; i < w->problems->n; i++)
		if (w->problems->list[i].field != NULL &&
		    str_is(str_of(w->problems->list[i].field), "did"))
			w->problems->list[i].field = "outcome";
	return st == DB_OK ? you_said_send(cx, y.rec.ref) : st;
}

static enum db_status keep(
    struct ctx *cx, const struct answering *w, struct action *a)
{
	enum db_status st;

	if (w->from->what == FROM_COMMENT)
		return action_start(cx, a, w->from->id, w->problems);
	st = kind_save(cx, &kind_action, a, w->problems);
	if (st == DB_OK && w->from->what == FROM_THEME)
		st = db_exec(cx->conn, cx->arena, &SQL_THEME_TIE,
		    VALS(V(w->from->id), V(a->rec.id), V(cx->now)), NULL);
	return st;
}

static enum db_status answer_fn(struct ctx *cx, void *arg)
{
	static const char *const typed[] = { "title", "outcome" };
	struct answering *w = arg;
	struct action a = { .unit = w->from->unit, .owner = cx->person };

	w->problems->n = 0;
	if (w->from->what != FROM_COMMENT)
		(void)kind_parse(cx, action_field("unit"),
		    web_post(w->r, "unit"), &a, w->problems);
	for (size_t i = 0; i < NELEM(typed); i++)
		(void)kind_parse(cx, action_field(typed[i]),
		    web_post(w->r, typed[i]), &a, w->problems);
	take_ending(w, &a);
	take_day(cx, w, &a);
	if (w->problems->n > 0)
		return DB_REFUSED;
	enum db_status st = keep(cx, w, &a);

	if (st == DB_OK)
		st = tell(cx, w, &a);
	if (st == DB_OK)
		w->ref = str_dup(w->r->cx.arena, a.rec.ref);
	return st;
}

void answer_post(struct req *r)
{
	struct from f;
	struct problems p = { .arena = r->cx.arena };
	struct answering w = { r, &f, &p, STR_NULL };

	if (!find_from(r, &f)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, answer_fn, &w);

	if (st == DB_REFUSED && p.n > 0) {
		r->status = 422;
		write_form(r, &f, &p);
		return;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("It is kept."));
	web_redirect(
	    r, str_fmt(r->cx.arena, "/k/actions/%.*s", STR_ARG(w.ref)));
}

static const struct sql *const list[] = { &SQL_COMMENT, &SQL_TEAMS,
	&SQL_THEME_TIE };
const struct sql_list act_answer_sql = { list, NELEM(list) };
