/*
 * peer_page.c: the peer-review room on the screen: the list, one case with
 * what this person can do about it, and what the reviewers found.
 */
#include "base/words.h"
#include "mod/casework/learn.h"

/* clang-format off */
static const struct choice side_list[] = {
	{ "lay", N_("Lay: somebody who does not work here") },
	{ "staff", N_("Staff") },
};
static const struct choices sides = { side_list, NELEM(side_list) };
static const struct choice conflict_list[] = {
	{ "no", N_("No, I know nobody in it") },
	{ "yes", N_("Yes, or I am not sure") },
};
static const struct choices conflicts = { conflict_list, NELEM(conflict_list) };

static options_fn options_reviewers;

static const struct ask add_asks[] = {
	{ "side", N_("Which side"), NULL, ASK_RADIOS, .must = true, .choices = &sides },
	{ "person", N_("Who reviews it"), NULL, ASK_SELECT, .must = true, .options = options_reviewers },
};
static const struct ask declare_asks[] = {
	{ "conflict", N_("Do you know anybody in this case, or did you have to do with it?"), NULL, ASK_RADIOS, .must = true, .choices = &conflicts },
};
static const struct ask comment_ask = { "comment", N_("What others can learn from it"), NULL, ASK_LONG, .max = 4000 };
static const struct ask publish_asks[] = {
	{ "title", N_("What was learned, in a sentence"), NULL, ASK_LINE, .must = true, .max = 160 },
	{ "words", N_("What it is about, without names"), N_("It stands in the learning bulletin from today"), ASK_LONG, .must = true, .max = 4000 },
};
/* clang-format on */

static const struct sql SQL_TEAM = {
	"SELECT p.ref, c.number, p.redacted_on, p.checked_on, p.published_on,"
	" (SELECT count(*) FROM peer_reviewer v WHERE v.peer_case = p.id"
	" AND v.finished_on IS NOT NULL) FROM peer_case p JOIN case_file c"
	" ON c.id = p.case_file WHERE " SCOPE(
	    "c.unit") " ORDER BY p.published_on IS NOT NULL, p.id DESC"
		      " LIMIT 100",
	SCOPED(CAP_CASE_READ)
};
static const struct sql SQL_MINE = {
	"SELECT p.ref, p.redacted_on, v.conflict, v.finished_on"
	" FROM peer_reviewer v JOIN peer_case p ON p.id = v.peer_case"
	" WHERE v.person = ?p AND p.checked_on IS NOT NULL"
	" ORDER BY v.finished_on IS NOT NULL, v.id DESC LIMIT 50",
	SYSTEM("what this person is asked to review: rows of their own")
};
static const struct sql SQL_PEOPLE = {
	"SELECT p.ref, p.name, EXISTS (SELECT 1 FROM appointment a"
	" WHERE a.person = p.id) FROM person p WHERE p.active = 1"
	" AND (NOT EXISTS (SELECT 1 FROM appointment a WHERE a.person = p.id)"
	" OR EXISTS (SELECT 1 FROM may m WHERE m.person = p.id"
	" AND m.cap = ?1)) ORDER BY p.name, p.id LIMIT 500",
	SYSTEM("who can be asked to review")
};
static const struct sql SQL_IS_STAFF = {
	"SELECT 1 FROM appointment a JOIN person p ON p.id = a.person"
	" WHERE p.ref = ?1",
	SYSTEM("who can be asked to review")
};
static const struct sql SQL_FOUND = {
	"SELECT i.title, avg(m.value) FILTER (WHERE v.lay = 1),"
	" avg(m.value) FILTER (WHERE v.lay = 0) FROM peer_mark m"
	" JOIN peer_reviewer v ON v.id = m.reviewer"
	" JOIN experience_item i ON i.id = m.item WHERE v.peer_case = ?1"
	" GROUP BY i.id, i.title, i.position ORDER BY i.position, i.id",
	SYSTEM("marks of a case that was found with its rights")
};
static const struct sql SQL_COMMENTS = {
	"SELECT v.lay, v.comment FROM peer_reviewer v WHERE v.peer_case = ?1"
	" AND v.comment IS NOT NULL AND v.finished_on IS NOT NULL"
	" ORDER BY v.lay DESC, v.id LIMIT 10",
	SYSTEM("comments on a case that was found with its rights")
};
static const struct sql SQL_DAY = {
	"SELECT count(*) FROM peer_reviewer v JOIN peer_case p"
	" ON p.id = v.peer_case WHERE v.person = ?p AND v.finished_on IS NULL"
	" AND coalesce(v.conflict, 0) = 0 AND p.checked_on IS NOT NULL",
	SYSTEM("what this person is asked to review: rows of their own")
};
static const struct sql *const list[] = { &SQL_TEAM, &SQL_MINE, &SQL_PEOPLE,
	&SQL_IS_STAFF, &SQL_FOUND, &SQL_COMMENTS, &SQL_DAY };
const struct sql_list case_peer_page_sql = { list, NELEM(list) };

/* Staff who may be given cases, and people who hold no post here. */
static size_t options_reviewers(
    const struct asking *a, struct select_option *ret, size_t max)
{
	struct arena *m = a->r->cx.arena;
	struct rows *r = db_query(
	    a->r->cx.conn, m, &SQL_PEOPLE, VALS(V((int)CAP_CASE_WORK)));
	size_t n = 0;

	while (n < max && db_next(r)) {
		ret[n].value = db_text(r, 0);
		ret[n++].text = str_fmt(m, "%.*s (%s)", STR_ARG(db_text(r, 1)),
		    db_int(r, 2) != 0 ? T("Staff") : T("Lay"));
	}
	(void)db_done(r);
	return n;
}

/* The list ---------------------------------------------------------------- */

static void write_link(
    struct req *r, struct str ref, struct str text, const char *state)
{
	html(&r->out,
	    "<li><a href=\"/peer-review/%.*s\">%.*s</a> "
	    "<span class=\"heard-muted\">%s</span></li>",
	    STR_ARG(ref), STR_ARG(text), state);
}

static const char *team_state(struct rows *rows)
{
	if (!db_null(rows, 4))
		return T("learning published");
	if (db_null(rows, 3))
		return T("somebody else checks that there are no names");
	return db_int(rows, 5) >= PEER_LAY + PEER_STAFF
		   ? T("reviewed: publish the learning")
		   : T("with the reviewers");
}

static void write_team(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_TEAM, NO_VALS);

	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul class=\"nhsuk-list\">",
	    T("In the room"));
	while (db_next(rows))
		write_link(r, db_text(rows, 0),
		    str_fmt(a, T("Case %lld, put in on %.*s"),
			(long long)db_int(rows, 1),
			STR_ARG(date_long(a, db_date(rows, 2)))),
		    team_state(rows));
	(void)db_done(rows);
	html(&r->out, "</ul>");
}

static void write_mine(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_MINE, NO_VALS);
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
			    "<ul class=\"nhsuk-list\">",
			    T("For you to review"));
		write_link(r, db_text(rows, 0),
		    str_fmt(a, T("A closed case, put in on %.*s"),
			STR_ARG(date_long(a, db_date(rows, 1)))),
		    !db_null(rows, 3)      ? T("done, thank you")
		    : db_int(rows, 2) != 0 ? T("not for you: you know somebody")
					   : T("to be read"));
	}
	(void)db_done(rows);
	html(&r->out, n > 0 ? "</ul>" : "<p class=\"nhsuk-body\">%s</p>",
	    T("Nothing waits for you to review."));
}

void peer_page(struct req *r)
{
	r->title = str_of(T("Peer review of complaints"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    STR_ARG(r->title),
	    T("Closed complaints without names, read by two people who do not "
	      "work here and two who do. What they find makes the next answer "
	      "better."));
	write_mine(r);
	if (web_may(r, CAP_CASE_READ))
		write_team(r);
}

/* One of them ---------------------------------------------------------------- */

static void write_found(struct req *r, const struct peer_case *c)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_FOUND, VALS(V(c->id)));
	const struct table_cell head[] = { { .text = str_of(T("Statement")) },
		{ .text = str_of(T("Lay, of 5")), .format = "numeric" },
		{ .text = str_of(T("Staff, of 5")), .format = "numeric" } };
	struct table_row *out =
	    arena_array(a, EXPERIENCE_MAX * 2, sizeof(*out));
	size_t n = 0;

	while (n < (size_t)EXPERIENCE_MAX * 2 && db_next(rows)) {
		struct table_cell *cell = arena_array(a, 3, sizeof(*cell));

		cell[0].text = str_of(T(str_cstr(a, db_text(rows, 0))));
		for (int i = 1; i < 3; i++) {
			cell[i].text = db_null(rows, i) ? str_of("–")
							: str_fmt(a, "%.1f",
							      db_real(rows, i));
			cell[i].format = "numeric";
		}
		out[n++] = (struct table_row){ cell, 3 };
	}
	(void)db_done(rows);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What the reviewers found"));
	component_table(&r->out, &(struct table){ .head = head,
				     .nhead = NELEM(head),
				     .rows = out,
				     .nrows = n,
				     .responsive = true });
	rows = db_query(r->cx.conn, a, &SQL_COMMENTS, VALS(V(c->id)));
	while (db_next(rows))
		html(&r->out,
		    "<blockquote class=\"heard-quote\" dir=\"auto\">%.*s "
		    "(%s)</blockquote>",
		    STR_ARG(db_text(rows, 1)),
		    db_int(rows, 0) != 0 ? T("Lay") : T("Staff"));
	(void)db_done(rows);
}

static void write_form(struct req *r, const char *act, const char *heading,
    const char *button, const struct ask *asks, size_t n,
    const struct problems *p)
{
	const struct asking a = { .r = r };

	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><form method=\"post\" "
	    "novalidate>",
	    heading);
	web_csrf_field(r);
	html(&r->out, "<input type=\"hidden\" name=\"act\" value=\"%s\">", act);
	asks_write(&a, asks, n, p);
	component_button(&r->out, &(struct button){ .text = str_of(button) });
	html(&r->out, "</form>");
}

static void load_marks(struct ctx *cx, struct questionnaire *q)
{
	questionnaire_load(cx, "peer", q);
	for (size_t i = 0; i < q->n; i++)
		q->asks[i].must = true;
	q->items[q->n] = 0;
	q->asks[q->n++] = comment_ask;
}

/* What the team does next. */
static void write_team_form(
    struct req *r, const struct peer_case *c, const struct problems *p)
{
	if (!may(&r->cx, CAP_CASE_WRITE, c->unit) ||
	    !date_none(c->published_on))
		return;
	if (c->checked_by == 0)
		write_form(r, "check", T("Are there no names?"),
		    T("Nothing in it leads to a person"), NULL, 0, p);
	else if (peer_complete(c))
		write_form(r, "publish", T("Publish what was learned"),
		    T("Publish it"), publish_asks, NELEM(publish_asks), p);
	else if (c->lay < PEER_LAY || c->staff < PEER_STAFF)
		write_form(r, "add", T("Ask somebody to review it"),
		    T("Ask them"), add_asks, NELEM(add_asks), p);
}

static void write_one(
    struct req *r, const struct peer_case *c, const struct problems *p)
{
	struct questionnaire *q = ARENA_NEW(r->cx.arena, struct questionnaire);
	const bool read = c->reviewer == 0 || (c->declared && !c->conflict);

	r->title = str_of(T("A closed case without names"));
	r->back = S("/peer-review");
	asks_summary(r, p);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out,
	    T("Reviewers who finished: %lld of %d lay, %lld of %d staff."),
	    (long long)c->lay_done, PEER_LAY, (long long)c->staff_done,
	    PEER_STAFF);
	html(&r->out, "</p>");
	if (read)
		html(&r->out,
		    "<div class=\"nhsuk-inset-text\"><p>%.*s</p></div>",
		    STR_ARG(c->words));
	else if (c->conflict)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Thank you for saying so. Somebody else reviews it."));
	if (c->reviewer != 0 && !c->declared)
		write_form(r, "declare", T("Before you read"), T("Go on"),
		    declare_asks, NELEM(declare_asks), p);
	if (c->reviewer != 0 && read && !c->finished) {
		load_marks(&r->cx, q);
		write_form(r, "score", T("What you think"), T("Send"), q->asks,
		    q->n, p);
	}
	if (peer_complete(c))
		write_found(r, c);
	if (!str_null(c->learning))
		html(&r->out,
		    "<h2 class=\"nhsuk-heading-m\">%s</h2><p "
		    "class=\"nhsuk-body\">%.*s</p>",
		    T("What was learned"), STR_ARG(c->learning));
	write_team_form(r, c, p);
}

void peer_one(struct req *r)
{
	struct peer_case c;

	if (peer_find(&r->cx, web_param(r, "ref"), &c))
		write_one(r, &c, NULL);
	else
		web_not_found(r);
}

/* Acting ---------------------------------------------------------------------- */

struct acting {
	struct str ref, act;
	const struct questionnaire *q;
	const struct answers *in;
	struct problems *p;
	const struct language *lang;
};

static enum db_status add(
    struct ctx *cx, const struct peer_case *c, const struct acting *x)
{
	const struct str who = answer_text(x->in, "person");
	const bool lay = str_is(answer_text(x->in, "side"), "lay");
	const bool staff = db_get_int(cx->conn, cx->arena, &SQL_IS_STAFF,
			       VALS(V(who)), 0) != 0;

	if (lay == staff) {
		problem_add(x->p, "side",
		    T("Choose the side that stands beside the name"));
		return DB_REFUSED;
	}
	return peer_add(cx, c, step_person(cx, who), lay, x->p);
}

static enum db_status act(
    struct ctx *cx, const struct peer_case *c, const struct acting *x)
{
	if (str_is(x->act, "check"))
		return peer_check(cx, c, x->p);
	if (str_is(x->act, "add"))
		return add(cx, c, x);
	if (str_is(x->act, "declare"))
		return peer_declare(
		    cx, c, str_is(answer_text(x->in, "conflict"), "yes"), x->p);
	if (str_is(x->act, "score"))
		return peer_score(cx, c, x->q, x->in, x->p);
	return peer_publish(cx, c, answer_text(x->in, "title"),
	    answer_text(x->in, "words"), x->p);
}

static enum db_status act_fn(struct ctx *cx, void *arg)
{
	const struct acting *x = arg;
	const struct language *before = words_current();
	struct peer_case c;
	enum db_status st = DB_REFUSED;

	x->p->n = 0;
	words_use(x->lang);
	if (peer_find(cx, x->ref, &c))
		st = act(cx, &c, x);
	words_use(before);
	return st;
}

/* The questions of an act; false: there is no such act. */
static bool asks_of(
    struct ctx *cx, struct str act_code, struct questionnaire *q)
{
	const struct ask *from = NULL;

	q->n = 0;
	if (str_is(act_code, "score")) {
		load_marks(cx, q);
		return true;
	}
	if (str_is(act_code, "add")) {
		from = add_asks;
		q->n = NELEM(add_asks);
	} else if (str_is(act_code, "declare")) {
		from = declare_asks;
		q->n = NELEM(declare_asks);
	} else if (str_is(act_code, "publish")) {
		from = publish_asks;
		q->n = NELEM(publish_asks);
	}
	for (size_t i = 0; i < q->n; i++)
		q->asks[i] = from[i];
	return from != NULL || str_is(act_code, "check");
}

void peer_post(struct req *r)
{
	struct questionnaire *q = ARENA_NEW(r->cx.arena, struct questionnaire);
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);
	struct problems p = { .arena = r->cx.arena };
	const struct asking a = { .r = r };
	struct acting x = { web_param(r, "ref"), web_post(r, "act"), q, in, &p,
		words_current() };
	struct peer_case c;
	enum db_status st = DB_REFUSED;

	if (!peer_find(&r->cx, x.ref, &c) || !asks_of(&r->cx, x.act, q)) {
		web_not_found(r);
		return;
	}
	if (asks_read(&a, q->asks, q->n, in, &p))
		st = ctx_change(&r->cx, act_fn, &x);
	if (st == DB_OK) {
		web_flash(r, T("Saved."));
		web_redirect(r,
		    str_fmt(r->cx.arena, "/peer-review/%.*s", STR_ARG(c.ref)));
	} else if (p.n > 0) {
		r->status = 422;
		write_one(r, &c, &p);
	} else {
		web_change_failed(r, st);
	}
}

void learn_day(struct req *r, struct day *d)
{
	const int64_t n =
	    db_get_int(r->cx.conn, r->cx.arena, &SQL_DAY, NO_VALS, 0);

	if (n > 0 && d->n < NELEM(d->items))
		d->items[d->n++] = (struct day_item){
			str_fmt(r->cx.arena,
			    TN("%lld closed complaint waits for your review",
				"%lld closed complaints wait for your review",
				(long)n),
			    (long long)n),
			S("/peer-review"), DATE_NONE, n
		};
}
