/*
 * access.c: what a person gets who asks for the data that a case holds about
 * them (subject access). Everything of the case in one file; other people in
 * it, and what may lead to them, are marked for a person to decide about, and
 * nothing is left out by the program.
 */
#include <stdlib.h>

#include "base/fold.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/casework/follow.h"
#include "text/redact.h"

static const struct choice asker_list[] = {
	{ "complainant", N_("The person who brought it") },
	{ "patient", N_("The patient") },
};
static const struct choices askers = { asker_list, NELEM(asker_list) };

/* clang-format off */
static const struct ask asks[] = {
	{ "asker", N_("Who asked"), NULL, ASK_RADIOS, .must = true, .choices = &askers },
	{ "day", N_("They asked on"), N_("The law gives a month"), ASK_DATE, .must = true, .past = true, .today = true },
	{ "checked", N_("We made sure who they are"), NULL, ASK_TICK, .must = true },
};
/* clang-format on */

static const struct sql SQL_EVENTS = {
	"SELECT e.what, e.happened_at, e.note, p.name FROM case_event e"
	" LEFT JOIN person p ON p.id = e.person WHERE e.case_file = ?1"
	" ORDER BY e.id LIMIT 2000",
	SYSTEM("what happened in a case that was found with its rights")
};
static const struct sql SQL_STATEMENTS = {
	"SELECT p.name, s.received_on, s.words FROM case_statement s"
	" JOIN person p ON p.id = s.person WHERE s.case_file = ?1"
	" AND s.words IS NOT NULL ORDER BY s.n LIMIT 200",
	SYSTEM("statements of a case that was found with its rights")
};
static const struct sql *const list[] = { &SQL_EVENTS, &SQL_STATEMENTS };
const struct sql_list case_access_sql = { list, NELEM(list) };

struct access {
	struct ctx *cx;
	struct buf *out;
	struct case_party own; /* of who asked: not marked */
};

/* Somebody else: the mark is words, so that it is there without colour. */
static void mark(struct access *x, struct str s)
{
	html(x->out, "<mark>[%s: %.*s]</mark>", T("somebody else"), STR_ARG(s));
}

static bool is_own(const struct access *x, struct str found)
{
	struct arena *a = x->cx->arena;
	const struct str f = str_fold(a, str_trim(found));
	const struct str known =
	    str_fold(a, str_fmt(a, "%.*s %.*s %.*s", STR_ARG(x->own.name),
			    STR_ARG(x->own.reach), STR_ARG(x->own.address)));

	return !str_empty(f) && str_find(known, f) != SIZE_MAX;
}

static void write_text(struct access *x, struct str s)
{
	struct redact_spans found = { NULL, 0, 0 };
	size_t at = 0;

	text_redact(s, NULL, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct redact_span *f = &found.list[i];
		const struct str piece = str_sub(s, f->from, f->to - f->from);

		html_text(x->out, str_sub(s, at, f->from - at));
		if (f->type == REDACT_DATE || is_own(x, piece))
			html_text(x->out, piece);
		else
			mark(x, piece);
		at = f->to;
	}
	html_text(x->out, str_sub(s, at, s.n - at));
	redact_spans_free(&found);
}

static void paragraph(struct access *x, const char *label, struct str s)
{
	if (str_empty(s))
		return;
	html(x->out, "<p>");
	if (label != NULL)
		html(x->out, "<strong>%s:</strong> ", label);
	write_text(x, s);
	html(x->out, "</p>\n");
}

static void write_facts(struct access *x, const struct case_file *c)
{
	struct arena *a = x->cx->arena;

	html(x->out, "<h1>%s %lld</h1>\n", T("Case"), (long long)c->number);
	paragraph(x, T("Type"), case_label(&case_types, c->type));
	paragraph(x, T("Received on"), date_long(a, c->received_on));
	if (!date_none(c->closed_on))
		paragraph(x, T("Closed on"), date_long(a, c->closed_on));
	paragraph(x, T("In a few words"), c->title);
	paragraph(x, T("Outcome"), case_label(&case_outcomes, c->outcome));
	paragraph(x, T("Why this outcome"), c->outcome_reason);
	paragraph(x, T("What we learned"), c->learning);
}

static void write_people(
    struct access *x, const struct case_file *c, struct str asker)
{
	struct case_party *all =
	    arena_array(x->cx->arena, PARTIES_MAX, sizeof(*all));
	const size_t n = party_list(x->cx, c, all);

	html(x->out, "<h2>%s</h2>\n", T("People"));
	for (size_t i = 0; i < n; i++) {
		html(x->out, "<p>");
		if (str_eq(all[i].role, asker))
			html(x->out, "%.*s, %.*s, %.*s", STR_ARG(all[i].name),
			    STR_ARG(all[i].reach), STR_ARG(all[i].address));
		else
			mark(x, all[i].name);
		html(x->out, "</p>\n");
	}
}

static void write_note(struct access *x, const struct step *s, struct str note)
{
	struct str name, value, rest = note;

	if (s == NULL) {
		paragraph(x, NULL, note);
		return;
	}
	while (step_note_next(&rest, &name, &value))
		for (size_t i = 0; i < s->nasks; i++)
			if (str_is(name, s->asks[i].name))
				paragraph(x, T(s->asks[i].label),
				    s->asks[i].choices != NULL
					? case_label(s->asks[i].choices, value)
					: value);
}

static void write_events(struct access *x, const struct case_file *c)
{
	struct arena *a = x->cx->arena;
	struct rows *rows =
	    db_query(x->cx->conn, a, &SQL_EVENTS, VALS(V(c->rec.id)));

	html(x->out, "<h2>%s</h2>\n", T("What happened"));
	while (db_next(rows)) {
		const struct step *s = step_named(db_text(rows, 0));

		html(x->out, "<h3>%.*s, %.*s</h3>\n",
		    STR_ARG(instant_long(a, db_instant(rows, 1))),
		    STR_ARG(s != NULL ? str_of(T(s->said)) : db_text(rows, 0)));
		if (!db_null(rows, 3)) {
			html(x->out, "<p>");
			mark(x, db_text(rows, 3));
			html(x->out, " (%s)</p>\n", T("member of staff"));
		}
		write_note(x, s, db_text(rows, 2));
	}
	(void)db_done(rows);
}

static void write_statements(struct access *x, const struct case_file *c)
{
	struct rows *rows = db_query(
	    x->cx->conn, x->cx->arena, &SQL_STATEMENTS, VALS(V(c->rec.id)));
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			html(x->out, "<h2>%s</h2>\n", T("Statements"));
		html(x->out, "<p>");
		mark(x, db_text(rows, 0));
		html(x->out, " (%s)</p>\n", T("member of staff"));
		paragraph(x, NULL, db_text(rows, 2));
	}
	(void)db_done(rows);
}

static void write_answer(struct access *x, const struct case_file *c)
{
	struct case_draft d;

	if (!case_draft_newest(x->cx, c, &d))
		return;
	html(x->out, "<h2>%s</h2>\n", T("The answer"));
	paragraph(x, NULL, d.considered);
	paragraph(x, NULL, d.conclusion);
	paragraph(x, NULL, d.remedy);
	paragraph(x, NULL, d.confirmation);
	paragraph(x, NULL, d.rights);
}

static void write_all(
    struct access *x, const struct case_file *c, struct str asker)
{
	html(x->out,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<title>%s %lld</title>\n</head>\n<body>\n<main>\n",
	    words_current()->code, T("Case"), (long long)c->number);
	html(x->out, "<p>%s</p>\n",
	    T("Made for somebody who asked for their data. Other people, and "
	      "what may lead to them, are marked: decide about each before "
	      "it is sent. Look for others that a program does not find, and "
	      "at the files of the case."));
	write_facts(x, c);
	write_people(x, c, asker);
	write_events(x, c);
	write_statements(x, c);
	write_answer(x, c);
	html(x->out, "</main>\n</body>\n</html>\n");
}

/* The pages --------------------------------------------------------------- */

static bool find(struct req *r, struct case_file *c)
{
	if (!case_find(&r->cx, web_param(r, "ref"), c)) {
		web_not_found(r);
		return false;
	}
	if (case_mine(&r->cx, c) && may(&r->cx, CAP_IDENTITY, c->unit))
		return true;
	web_forbidden(r);
	return false;
}

static void write_page(
    struct req *r, const struct case_file *c, const struct problems *p)
{
	const struct asking a = { .r = r, .c = c };

	r->title = str_of(T("Somebody asks for their data"));
	r->back = case_path(r->cx.arena, c->rec.ref, "");
	asks_summary(r, p);
	html(&r->out,
	    "<span class=\"nhsuk-caption-l\">%lld %.*s</span>"
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p><form method=\"post\" novalidate>",
	    (long long)c->number, STR_ARG(c->title), STR_ARG(r->title),
	    T("You get one file with all that the case holds. Other people in "
	      "it are marked, for you to decide about. That it was made is "
	      "put on record."));
	web_csrf_field(r);
	asks_write(&a, asks, NELEM(asks), p);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Make the file")) });
	html(&r->out, "</form>");
}

void access_page(struct req *r)
{
	struct case_file c;

	if (find(r, &c))
		write_page(r, &c, NULL);
}

struct noting {
	const struct case_file *c;
	struct date day;
	struct str asker;
};

static enum db_status note_fn(struct ctx *cx, void *arg)
{
	const struct noting *n = arg;
	const enum db_status st = case_event(cx, n->c, "subject_access", n->day,
	    str_fmt(cx->arena, "asker\x1f%.*s\x1e", STR_ARG(n->asker)));

	return st == DB_OK
		   ? audit(cx, "export", "case_file", n->c->rec.ref, STR_NULL)
		   : st;
}

void access_post(struct req *r)
{
	struct case_file c;
	struct problems p = { .arena = r->cx.arena };
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);

	if (!find(r, &c))
		return;
	const struct asking a = { .r = r, .c = &c };

	if (!asks_read(&a, asks, NELEM(asks), in, &p)) {
		r->status = 422;
		write_page(r, &c, &p);
		return;
	}
	struct noting note = { &c, answer_day(in, "day"),
		answer_text(in, "asker") };
	const enum db_status st = ctx_change(&r->cx, note_fn, &note);
	struct buf out = buf_make((size_t)16 << 20);
	struct access x = { .cx = &r->cx, .out = &out };

	if (st != DB_OK) {
		web_change_failed(r, st);
	} else {
		(void)party_of(
		    &r->cx, &c, str_cstr(r->cx.arena, note.asker), &x.own);
		write_all(&x, &c, note.asker);
		web_send(r, "text/html; charset=utf-8",
		    str_fmt(r->cx.arena, "case-%lld-data.html",
			(long long)c.number),
		    &out);
		return;
	}
	buf_free(&out);
}
