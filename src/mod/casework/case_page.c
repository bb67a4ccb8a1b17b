/*
 * case_page.c: the page of a case: what it is and what is due, its way and
 * what else can be done, its facts, its people, its issues, what happened. Who
 * opens it is in the audit trail.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/closed_days.h"
#include "mod/casework/follow.h"

static case_thread_fn *thread;

void case_thread_use(case_thread_fn *fn)
{
	thread = fn;
}

static const struct sql SQL_NAMES = {
	"SELECT u.name, (SELECT p.name FROM person p WHERE p.id = ?2),"
	" (SELECT p.name FROM person p WHERE p.id = ?3)"
	" FROM unit u WHERE u.id = ?1",
	SYSTEM("names beside a case that was found with its rights")
};

static const struct sql SQL_LINKS = {
	"SELECT c.ref, c.number, c.title, l.how FROM case_link l"
	" JOIN case_file c ON c.id = CASE WHEN l.case_file = ?1 THEN l.other"
	" ELSE l.case_file END WHERE (l.case_file = ?1 OR l.other = ?1) AND " CASE_SEEN
	" ORDER BY c.number LIMIT 50",
	SCOPED(CAP_CASE_READ)
};

static const struct sql SQL_FLAGS = {
	"SELECT f.flag, f.reference, p.name FROM case_flag f"
	" LEFT JOIN person p ON p.id = f.owner WHERE f.case_file = ?1"
	" ORDER BY f.id LIMIT 20",
	SYSTEM("marks of a case that was found with its rights")
};

static const struct sql SQL_REMEDIES = {
	"SELECT m.kind, m.what, m.pence, m.done_on, m.told_on"
	" FROM case_remedy m WHERE m.case_file = ?1 ORDER BY m.n LIMIT 50",
	SYSTEM("remedies of a case that was found with its rights")
};

static const struct sql *const list[] = { &SQL_NAMES, &SQL_LINKS, &SQL_FLAGS,
	&SQL_REMEDIES };
const struct sql_list case_page_sql = { list, NELEM(list) };

struct str case_path(struct arena *a, struct str ref, const char *tail)
{
	return str_fmt(a, "/cases/%.*s%s", STR_ARG(ref), tail);
}

static enum db_status looked_fn(struct ctx *cx, void *arg)
{
	const struct case_file *c = arg;

	return audit(cx, "view", "case_file", c->rec.ref, STR_NULL);
}

/* Head ------------------------------------------------------------------ */

static void write_due(struct req *r, const struct case_file *c)
{
	struct arena *a = r->cx.arena;

	if (date_none(c->next_on)) {
		html(&r->out, "<p class=\"nhsuk-body\">%.*s, %.*s</p>",
		    STR_ARG(case_label(&case_endings, c->ending)),
		    STR_ARG(date_long(a, c->closed_on)));
		return;
	}
	html(&r->out, "<p class=\"nhsuk-body-l\">");
	if (date_cmp(c->next_on, r->cx.today) < 0)
		html(&r->out,
		    "<strong class=\"nhsuk-tag nhsuk-tag--red\">%s</strong> ",
		    T("Late"));
	html(&r->out, T("Next, by %.*s: %.*s"),
	    STR_ARG(date_long(a, c->next_on)),
	    STR_ARG(case_label(&case_whats, c->next_what)));
	html(&r->out, "</p>");
}

static void write_head(struct req *r, const struct case_file *c)
{
	r->title = str_fmt(
	    r->cx.arena, "%lld %.*s", (long long)c->number, STR_ARG(c->title));
	r->back = S("/cases");
	html(&r->out,
	    "<span class=\"nhsuk-caption-l\">%.*s, %.*s</span>"
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(case_label(&case_types, c->type)),
	    STR_ARG(case_label(&case_states, c->state)), STR_ARG(r->title));
	write_due(r, c);
}

/* Facts ----------------------------------------------------------------- */

#define FACTS_MAX 30

struct facts {
	struct summary_row rows[FACTS_MAX];
	size_t n;
};

static void fact(struct facts *f, const char *key, struct str value)
{
	if (f->n < FACTS_MAX && !str_empty(value))
		f->rows[f->n++] =
		    (struct summary_row){ .key = str_of(key), .value = value };
}

static void day_fact(
    struct req *r, struct facts *f, const char *key, struct date d)
{
	if (!date_none(d))
		fact(f, key, date_long(r->cx.arena, d));
}

static void name_facts(
    struct req *r, struct facts *f, const struct case_file *c)
{
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_NAMES,
	    VALS(V(c->unit), val_ref(c->handler), val_ref(c->lead)));

	if (db_next(rows)) {
		fact(f, T("Team or service"), db_text(rows, 0));
		fact(f, T("Named contact"), db_text(rows, 1));
		fact(f, T("Lead investigator"), db_text(rows, 2));
	}
	(void)db_done(rows);
}

static void law_facts(struct req *r, struct facts *f, const struct case_file *c)
{
	const struct calendar days = closed_days(&r->cx);

	if (!case_is_complaint(c))
		return;
	day_fact(r, f, T("To be acknowledged by"),
	    clock_ack_by(&days, c->received_on));
	day_fact(r, f, T("Acknowledged on"), c->acknowledged_on);
	fact(f, T("Offer to discuss"),
	    case_label(&case_discussions, c->discussed));
	day_fact(
	    r, f, T("Six months are over on"), clock_limit(c->received_on));
	if (calendar_by_rule(&days, c->received_on))
		fact(f, T("Calendar"),
		    str_of(T("The bank holidays of this year are not entered: "
			     "its working days go by the usual rule.")));
}

static void due_facts(struct req *r, struct facts *f, const struct case_file *c)
{
	const struct date with = case_target(&r->cx, c, true);
	const struct date without = case_target(&r->cx, c, false);

	day_fact(r, f, T("Our own target"), without);
	if (date_cmp(with, without) != 0)
		day_fact(r, f,
		    T("Our own target, without the wait for consent"), with);
	day_fact(r, f, T("First agreed for"), c->first_due_on);
	day_fact(r, f, T("Response due on"), c->due_on);
	day_fact(r, f, T("Answered on"), c->responded_on);
}

static void write_facts(struct req *r, const struct case_file *c)
{
	struct facts f = { .n = 0 };

	name_facts(r, &f, c);
	day_fact(r, &f, T("Received on"), c->received_on);
	fact(&f, T("How it came"), case_label(&case_channels, c->channel));
	day_fact(r, &f, T("When it happened"), c->event_on);
	if (!clock_in_time(c->event_on, c->received_on))
		fact(&f, T("Time limit"),
		    str_of(T("More than twelve months after it happened: a "
			     "decision is needed.")));
	fact(&f, T("Who speaks"), case_label(&case_on_behalf, c->on_behalf));
	fact(&f, T("Consent"), case_label(&case_consents, c->consent));
	fact(&f, T("Severity"), case_label(&case_severities, c->severity));
	law_facts(r, &f, c);
	due_facts(r, &f, c);
	fact(&f, T("Outcome"), case_label(&case_outcomes, c->outcome));
	fact(&f, T("Why this outcome"), c->outcome_reason);
	fact(&f, T("What we learned"), c->learning);
	if (c->hold)
		fact(&f, T("Legal hold"), str_of(T("Yes")));
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>", T("Facts"));
	component_summary_list(
	    &r->out, &(struct summary_list){ .rows = f.rows, .nrows = f.n });
	if (may(&r->cx, CAP_CASE_WRITE, c->unit))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a "
		    "href=\"/k/cases/%.*s/edit\">%s</a></p>",
		    STR_ARG(c->rec.ref), T("Correct the facts"));
}

/* People ---------------------------------------------------------------- */

static const struct choice role_list[] = {
	{ "complainant", N_("Who speaks") },
	{ "patient", N_("The patient") },
	{ "mp", N_("Member of Parliament") },
	{ "body", N_("Another body") },
};
static const struct choices roles = { role_list, NELEM(role_list) };

static void write_party(struct req *r, const struct case_party *p)
{
	const struct summary_row rows[] = {
		{ .key = str_of(T("Name")), .value = p->name },
		{ .key = str_of(T("How to reach them")), .value = p->reach },
		{ .key = str_of(T("Address")), .value = p->address },
		{ .key = str_of(T("What they need")),
		    .value = str_null(p->needs) ? S("") : p->needs },
	};

	html(&r->out, "<h3 class=\"nhsuk-heading-s\">%.*s</h3>",
	    STR_ARG(case_label(&roles, p->role)));
	component_summary_list(&r->out,
	    &(struct summary_list){ .rows = rows, .nrows = NELEM(rows) });
}

static void write_people(struct req *r, const struct case_file *c)
{
	struct case_party *all =
	    arena_array(r->cx.arena, PARTIES_MAX, sizeof(*all));
	const size_t n =
	    may(&r->cx, CAP_IDENTITY, c->unit) ? party_list(&r->cx, c, all) : 0;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>", T("People"));
	if (!may(&r->cx, CAP_IDENTITY, c->unit))
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Who it is and how to reach them is seen by the "
		      "complaints team."));
	else if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nobody left a name."));
	for (size_t i = 0; i < n; i++)
		write_party(r, &all[i]);
}

/* Rows ------------------------------------------------------------------ */

static void write_issues(struct req *r, const struct case_file *c)
{
	struct case_issue *all =
	    arena_array(r->cx.arena, ISSUES_MAX, sizeof(*all));
	const size_t n = case_issues(&r->cx, c, all);

	if (n == 0)
		return;
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><ol "
	    "class=\"nhsuk-list nhsuk-list--number\">",
	    T("Issues"));
	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<li>%.*s", STR_ARG(all[i].what));
		if (!str_null(all[i].outcome))
			html(&r->out, " <strong>%.*s</strong>: %.*s",
			    STR_ARG(case_label(&case_outcomes, all[i].outcome)),
			    STR_ARG(all[i].reason));
		html(&r->out, "</li>");
	}
	html(&r->out, "</ol>");
}

static void write_flags(struct req *r, const struct case_file *c)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_FLAGS, VALS(V(c->rec.id)));
	const struct step *s = step_named(S("flag"));
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul "
			    "class=\"nhsuk-list\">",
			    T("It is also"));
		html(&r->out, "<li>%.*s: %.*s, %.*s</li>",
		    STR_ARG(case_label(s->asks[0].choices, db_text(rows, 0))),
		    STR_ARG(db_text(rows, 1)), STR_ARG(db_text(rows, 2)));
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
}

static void write_remedies(struct req *r, const struct case_file *c)
{
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_REMEDIES, VALS(V(c->rec.id)));
	const struct step *s = step_named(S("remedy"));
	size_t n = 0;

	while (db_next(rows)) {
		const int64_t pence = db_int(rows, 2);

		if (n++ == 0)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul "
			    "class=\"nhsuk-list\">",
			    T("Remedies"));
		html(&r->out, "<li>%.*s: %.*s",
		    STR_ARG(case_label(s->asks[0].choices, db_text(rows, 0))),
		    STR_ARG(db_text(rows, 1)));
		if (!db_null(rows, 2))
			html(&r->out, " £%lld.%02lld", (long long)(pence / 100),
			    (long long)(pence % 100));
		html(&r->out, " (%s)</li>",
		    !db_null(rows, 4)   ? T("Done and told")
		    : !db_null(rows, 3) ? T("Done: tell them")
					: T("Promised"));
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
}

static void write_links(struct req *r, const struct case_file *c)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_LINKS, VALS(V(c->rec.id)));
	const struct step *s = step_named(S("link"));
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul "
			    "class=\"nhsuk-list\">",
			    T("Other cases"));
		html(&r->out,
		    "<li>%.*s <a href=\"/cases/%.*s\">%lld %.*s</a></li>",
		    STR_ARG(case_label(s->asks[0].choices, db_text(rows, 3))),
		    STR_ARG(db_text(rows, 0)), (long long)db_int(rows, 1),
		    STR_ARG(db_text(rows, 2)));
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
}

void case_page(struct req *r)
{
	struct case_file c;

	if (!case_find(&r->cx, web_param(r, "ref"), &c)) {
		web_not_found(r);
		return;
	}
	/* No page without its row in the trail. */
	const enum db_status st = ctx_change(&r->cx, looked_fn, &c);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	write_head(r, &c);
	steps_write(r, &c);
	if (case_mine(&r->cx, &c) && may(&r->cx, CAP_IDENTITY, c.unit))
		component_action_link(&r->out,
		    &(struct action_link){ .text = str_of(T("Make a letter")),
			.href =
			    case_path(r->cx.arena, c.rec.ref, "/letters") });
	if (case_mine(&r->cx, &c) && may(&r->cx, CAP_IDENTITY, c.unit))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/cases/%.*s/access\">%s"
		    "</a></p>",
		    STR_ARG(c.rec.ref), T("Somebody asks for their data"));
	write_issues(r, &c);
	write_flags(r, &c);
	write_remedies(r, &c);
	follow_write(r, &c);
	write_links(r, &c);
	write_people(r, &c);
	case_files_write(r, &c);
	write_facts(r, &c);
	if (thread != NULL)
		thread(r, c.rec.id);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What happened"));
	timeline_write(r, &c, 0);
}

/* On the record's own page: the way to the case. */
void case_more(struct req *r, const void *rec)
{
	const struct case_file *c = rec;

	component_action_link(&r->out,
	    &(struct action_link){
		.text = str_of(T("Go to the case: its people, its steps and "
				 "what happened")),
		.href = case_path(r->cx.arena, c->rec.ref, "") });
}
