/*
 * form_take.c: a form on its way: what was typed, what it was read as, and the
 * save that it asks for.
 */
#include <assert.h>
#include <string.h>

#include "base/words.h"
#include "kind/pages.h"

/* What an input holds before anyone typed. A date is written as people write
 * one; a reference shows its title where it is typed and its ref where it is
 * chosen, see render_field. */
static struct str input_text(
    struct ctx *cx, const struct field *f, const void *rec)
{
	int year, month, day;

	if (f->type != FIELD_DATE || field_empty(f, rec))
		return kind_text(cx, f, rec);
	date_parts(*(const struct date *)field_in(f, rec), &year, &month, &day);
	return str_fmt(cx->arena, "%d/%d/%04d", day, month, year);
}

void form_start(
    struct req *r, const struct kind *k, void *rec, struct form_state *ret)
{
	*ret = (struct form_state){ .k = k,
		.rec = rec,
		.work = arena_alloc(r->cx.arena, k->size),
		.p.arena = r->cx.arena,
		.version = record_of(rec)->version };
	memcpy(ret->work, rec, k->size);
	for (size_t i = 0; i < k->nfields; i++)
		if (field_on_form(&k->fields[i]))
			ret->typed[i] = input_text(&r->cx, &k->fields[i], rec);
}

/* Whether the input still says what the record says. Then the member stays as
 * it is: exact where its text is not, and linked to what cannot be seen. */
static bool untouched(struct req *r, const struct form_state *s,
    const struct field *f, struct str typed)
{
	const struct str was = kind_text(&r->cx, f, s->rec);

	if (str_null(was))
		return str_empty(typed);
	if (str_eq(typed, was))
		return true;
	return f->ref != NULL && !str_empty(typed) &&
	       str_eq(typed, kind_show(&r->cx, f, s->rec));
}

void form_take(struct req *r, struct form_state *s)
{
	int64_t version;

	memcpy(s->work, s->rec, s->k->size);
	if (str_int64(web_post(r, "version"), &version))
		record_of(s->work)->version = version;
	for (size_t i = 0; i < s->k->nfields; i++) {
		const struct field *f = &s->k->fields[i];

		if (!field_on_form(f))
			continue;
		s->typed[i] = web_post(r, f->name);
		/* A box that is not ticked is not sent. */
		if (f->type == FIELD_BOOL && str_null(s->typed[i]))
			s->typed[i] = S("no");
		/* An input that was not on the page leaves the member. */
		if (str_null(s->typed[i]) || untouched(r, s, f, s->typed[i]))
			continue;
		(void)kind_parse(&r->cx, f, s->typed[i], s->work, &s->p);
	}
}

/* Sentences must come in the reader's language on the writer's thread too. */
struct save_arg {
	struct form_state *s;
	const struct language *lang;
};

static enum db_status save_fn(struct ctx *cx, void *arg)
{
	const struct save_arg *sa = arg;
	struct form_state *s = sa->s;
	const struct language *before = words_current();
	void *rec = arena_alloc(cx->arena, s->k->size);

	memcpy(rec, s->work, s->k->size);
	s->p.n = 0;
	words_use(sa->lang);
	enum db_status st = kind_save(cx, s->k, rec, &s->p);

	words_use(before);
	if (st == DB_OK)
		st = draft_drop(cx, s->k, record_of(s->rec)->id);
	if (st == DB_OK)
		s->saved_ref = str_dup(s->p.arena, record_of(rec)->ref);
	return st;
}

static void show_again(struct req *r, struct form_state *s, int status)
{
	r->status = status;
	render_form(r, s);
}

/* Reads the record again: it is newer than what the handler has. */
static void answer_stale(struct req *r, struct form_state *s)
{
	if (!kind_get(&r->cx, s->k, record_of(s->rec)->id, s->rec)) {
		web_not_found(r);
		return;
	}
	form_stale(r, s);
	show_again(r, s, 409);
}

static void save(struct req *r, struct form_state *s)
{
	struct save_arg arg = { s, words_current() };
	const bool is_new = record_of(s->rec)->id == 0;
	enum db_status st;

	if (record_of(s->work)->version != record_of(s->rec)->version) {
		answer_stale(r, s);
		return;
	}
	/* All the sentences at once, also beside what could not be read. */
	st = record_check(&r->cx, s->k, is_new ? NULL : s->rec, s->work, &s->p);
	if (st == DB_OK && s->p.n == 0)
		st = ctx_change(&r->cx, save_fn, &arg);
	if (st == DB_STALE) {
		answer_stale(r, s);
	} else if (s->p.n > 0) {
		show_again(r, s, 422);
	} else if (st != DB_OK) {
		web_change_failed(r, st);
	} else {
		web_flash(r, N_("Saved."));
		web_redirect(
		    r, page_path(r->cx.arena, s->k, s->saved_ref, NULL));
	}
}

/* Handlers -------------------------------------------------------------- */

void *form_record(struct req *r, const struct kind *k, bool is_new)
{
	void *rec;

	if (k == NULL)
		return NULL;
	rec = is_new ? record_new(r->cx.arena, k) : page_record(r, k);
	if (rec == NULL)
		return NULL;
	if (is_new ? !k->no_create && kind_may_write(&r->cx, k)
		   : kind_may_change(&r->cx, k, rec))
		return rec;
	web_forbidden(r);
	return NULL;
}

/* What the address says of a new record, as links from other pages do. */
static void prefill(struct req *r, struct form_state *s)
{
	for (size_t i = 0; i < s->k->nfields; i++) {
		const struct str q = web_query(r, s->k->fields[i].name);

		if (field_on_form(&s->k->fields[i]) && !str_empty(q))
			s->typed[i] = q;
	}
}

static void form_page(struct req *r, bool is_new, bool posted)
{
	const struct kind *k = page_kind(r);
	void *rec = form_record(r, k, is_new);
	struct form_state s;

	if (rec == NULL)
		return;
	form_start(r, k, rec, &s);
	if (posted) {
		form_take(r, &s);
		save(r, &s);
	} else {
		if (is_new)
			prefill(r, &s);
		(void)form_draft(r, &s);
		render_form(r, &s);
	}
}

void kind_new_page(struct req *r)
{
	form_page(r, true, false);
}

void kind_new_post(struct req *r)
{
	form_page(r, true, true);
}

void kind_edit_page(struct req *r)
{
	form_page(r, false, false);
}

void kind_edit_post(struct req *r)
{
	form_page(r, false, true);
}
