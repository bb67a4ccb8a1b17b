/*
 * timeline.c: what happened in a case, in order, each with who, when, and the
 * answers as they were given.
 */
#include "base/words.h"
#include "mod/casework/step.h"

static const struct sql SQL_EVENTS = {
	"SELECT e.what, e.happened_at, e.day, e.note, p.name FROM case_event e"
	" LEFT JOIN person p ON p.id = e.person WHERE e.case_file = ?1"
	" AND e.version > ?2 ORDER BY e.id LIMIT 500",
	SYSTEM("what happened in a case that was found with its rights")
};
static const struct sql *const list[] = { &SQL_EVENTS };
const struct sql_list case_timeline_sql = { list, NELEM(list) };

/* What is no step. */
static const struct choice own_list[] = {
	{ "received", N_("Received") },
	{ "wish", N_("What they would like to happen") },
	{ "risk", N_("Words in it may say that a life is at risk") },
	{ "facts", N_("Facts changed") },
	{ "import", N_("Taken over from another system") },
	{ "escalated", N_("Raised because it is late") },
	{ "care_worse",
	    N_("They say that their care got worse, and want a call") },
	{ "letter_back", N_("Word document came back") },
	{ "mail", N_("Mail came") },
	{ "mail_file", N_("A file of a mail was not kept") },
	{ "checked", N_("Checked whether what was promised holds") },
	{ "subject_access",
	    N_("File made for somebody who asked for their data") },
	{ "file", N_("File added") },
	{ "letter", N_("Letter made") },
};
static const struct choices own = { own_list, NELEM(own_list) };

static struct str said(struct str what)
{
	const struct step *s = step_named(what);

	return s != NULL ? str_of(T(s->said)) : case_label(&own, what);
}

/* The words of what a step asked, and of a code that was chosen. */
static const struct ask *ask_named(const struct step *s, struct str name)
{
	for (size_t i = 0; i < s->nasks; i++)
		if (str_is(name, s->asks[i].name))
			return &s->asks[i];
	return NULL;
}

static struct str value_words(
    struct arena *a, const struct ask *q, struct str value)
{
	struct date d;

	if (q->type == ASK_TICK)
		return str_of(T("Yes"));
	if (q->type == ASK_DATE && date_parse(value, &d))
		return date_long(a, d);
	return q->choices != NULL ? case_label(q->choices, value) : value;
}

static void write_lines(struct buf *out, struct str s)
{
	struct str line;
	size_t n = 0;

	while (str_cut(&s, '\n', &line)) {
		if (n++ > 0)
			html(out, "<br>");
		html_text(out, line);
	}
}

static void write_answers(struct req *r, const struct step *s, struct str note)
{
	struct str name, value;

	html(&r->out, "<dl class=\"heard-answers\">");
	while (step_note_next(&note, &name, &value)) {
		const struct ask *q = ask_named(s, name);

		if (q == NULL)
			continue;
		html(&r->out, "<dt>%s</dt><dd>", T(q->label));
		write_lines(&r->out, value_words(r->cx.arena, q, value));
		html(&r->out, "</dd>");
	}
	html(&r->out, "</dl>");
}

static void write_event(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	const struct str what = db_text(rows, 0), note = db_text(rows, 3);
	const struct step *s = step_named(what);
	const struct str who = db_null(rows, 4) ? S("") : db_text(rows, 4);

	html(&r->out, "<li><strong>%.*s</strong> <span class=\"heard-muted\">",
	    STR_ARG(said(what)));
	html(&r->out, "%.*s", STR_ARG(instant_long(a, db_instant(rows, 1))));
	if (!str_empty(who))
		html(&r->out, ", %.*s", STR_ARG(who));
	html(&r->out, "</span>");
	if (s != NULL && !str_empty(note)) {
		write_answers(r, s, note);
	} else if (!str_empty(note)) {
		html(&r->out, "<p class=\"nhsuk-body heard-said\">");
		write_lines(&r->out, note);
		html(&r->out, "</p>");
	}
	html(&r->out, "</li>");
}

void timeline_write(struct req *r, const struct case_file *c, int64_t since)
{
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_EVENTS, VALS(V(c->rec.id), V(since)));

	html(&r->out, "<ol class=\"nhsuk-list heard-timeline\">");
	while (db_next(rows))
		write_event(r, rows);
	(void)db_done(rows);
	html(&r->out, "</ol>");
}
