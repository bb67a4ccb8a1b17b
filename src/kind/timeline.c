/*
 * timeline.c: what became of a record, newest first: each change as old and
 * new value, from the old values that every save leaves in `history`.
 */
#include <assert.h>

#include "base/words.h"
#include "kind/pages.h"

const struct sql SQL_KIND_HISTORY = {
	"SELECT version, happened_at, person, old FROM history"
	" WHERE kind = ?1 AND record = ?2 ORDER BY version DESC LIMIT 100",
	SYSTEM("the record itself was read under its own rights just before")
};

const struct sql SQL_KIND_HISTORY_AT = {
	"SELECT version, happened_at, person, old FROM history"
	" WHERE kind = ?1 AND record = ?2 AND version = ?3",
	SYSTEM("the record itself was read under its own rights just before")
};

/* One change: the record before it, and how much of that is known. */
struct step {
	struct instant at;
	int64_t person;
	bool known; /* false: erased */
	void *old;
	bool had[FIELDS_MAX];
};

static void read_step(
    struct ctx *cx, const struct kind *k, struct rows *rows, struct step *ret)
{
	ret->at = db_instant(rows, 1);
	ret->person = db_int(rows, 2);
	ret->old = record_new(cx->arena, k);
	ret->known = record_from_json(
	    cx->arena, k, db_text(rows, 3), ret->old, ret->had);
}

static struct str shown(struct ctx *cx, const struct field *f, const void *rec)
{
	const struct str s = kind_show(cx, f, rec);

	if (!str_empty(s))
		return s;
	return field_empty(f, rec) ? str_of(T("nothing"))
				   : str_of(T("something you may not see"));
}

static void changes(struct req *r, const struct kind *k,
    const struct step *step, const void *new)
{
	struct buf *out = &r->out;

	if (!step->known) {
		html(out, "<p class=\"nhsuk-body heard-muted\">%s</p>",
		    T("What it said before was erased."));
		return;
	}
	html(out, "<ul class=\"nhsuk-list\">");
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!step->had[i] || field_same(f, step->old, new))
			continue;
		const struct str was = shown(&r->cx, f, step->old);
		const struct str is = shown(&r->cx, f, new);

		html(out, "<li>");
		html(out, T("%s: “%.*s” became “%.*s”"), T(f->label),
		    STR_ARG(was), STR_ARG(is));
		html(out, "</li>");
	}
	html(out, "</ul>");
}

static void begin(struct req *r, struct str what, struct instant at)
{
	html(&r->out, "<li><strong>%.*s</strong> ", STR_ARG(what));
	page_time(&r->out, r->cx.arena, at);
}

void render_timeline(struct req *r, const struct kind *k, const void *rec)
{
	const struct record *head = record_in(rec);
	struct step *steps = arena_array(r->cx.arena, 100, sizeof(*steps));
	size_t n = 0;
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_KIND_HISTORY,
	    VALS(V(k->name), V(head->id)));

	while (n < 100 && db_next(rows))
		read_step(&r->cx, k, rows, &steps[n++]);
	if (db_done(rows) != DB_OK)
		return;
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<ol class=\"heard-timeline\">",
	    T("What happened"));
	for (size_t i = 0; i < n; i++) {
		const struct str who = page_who(&r->cx, steps[i].person);

		begin(r,
		    str_fmt(r->cx.arena, T("Changed by %.*s"), STR_ARG(who)),
		    steps[i].at);
		changes(r, k, &steps[i], i == 0 ? rec : steps[i - 1].old);
		html(&r->out, "</li>");
	}
	const struct str maker = page_who(&r->cx, head->created_by);

	begin(r, str_fmt(r->cx.arena, T("Made by %.*s"), STR_ARG(maker)),
	    head->created_at);
	html(&r->out, "</li></ol>");
}

/* While someone typed --------------------------------------------------- */

/* What the typist started from: the record as it was at the version that the
 * form saw. Without it (erased) what was typed must do. */
void form_stale(struct req *r, struct form_state *s)
{
	const struct kind *k = s->k;
	const struct record *head = record_in(s->rec);
	struct step from = { .known = false };
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_KIND_HISTORY_AT,
		VALS(V(k->name), V(head->id), V(record_in(s->work)->version)));

	if (db_next(rows))
		read_step(&r->cx, k, rows, &from);
	(void)db_done(rows);
	const struct str who = page_who(&r->cx, head->changed_by);
	const struct str when = instant_long(r->cx.arena, head->changed_at);

	s->stale = true;
	s->p.n = 0;
	s->version = head->version;
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];
		const void *was =
		    from.known && from.had[i] ? from.old : s->work;

		if (!field_on_form(f) || field_same(f, was, s->rec))
			continue;
		const struct str is = shown(&r->cx, f, s->rec);

		problem_add(&s->p, f->name,
		    T("“%s” became “%.*s” meanwhile: %.*s, %.*s"), T(f->label),
		    STR_ARG(is), STR_ARG(who), STR_ARG(when));
	}
	if (s->p.n == 0)
		problem_add(&s->p, NULL,
		    T("%.*s saved this record while you typed. Look it over "
		      "and save again"),
		    STR_ARG(who));
}
