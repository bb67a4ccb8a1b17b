/*
 * check.c: whether a record will do, and whether this person may save it.
 * Reads only; the sentences are for the form.
 */
#include "kind/engine.h"

#include <assert.h>
#include <string.h>

#include "base/words.h"

/* One check under way. */
struct checking {
	struct ctx *cx;
	const struct kind *k;
	const void *old; /* NULL: a new record */
	const void *rec;
	struct problems *p;
};

static size_t characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.s[i] & 0xc0) != 0x80 ? 1 : 0;
	return n;
}

static void check_text(const struct checking *c, const struct field *f)
{
	const struct str s = *(const struct str *)field_in(f, c->rec);
	/* A code that left the table may stay, but not come back. */
	const bool kept = c->old != NULL && field_same(f, c->old, c->rec);

	if (characters(s) > field_max(f))
		problem_add(c->p, f->name,
		    T("“%s” must be %zu letters or fewer"), T(f->label),
		    field_max(f));
	if (f->choices != NULL && choice_label(f, s) == NULL && !kept)
		problem_add(c->p, f->name,
		    T("“%s” must be one of the answers offered"), T(f->label));
}

static void check_range(const struct checking *c, const struct field *f)
{
	const int64_t v = *(const int64_t *)field_in(f, c->rec);

	if (f->min_value == 0 && f->max_value == 0)
		return;
	if (v < f->min_value || v > f->max_value)
		problem_add(c->p, f->name,
		    T("“%s” must be between %lld and %lld"), T(f->label),
		    (long long)f->min_value, (long long)f->max_value);
}

/* A reference that stays as it was may point at what this person cannot see;
 * a new one may not. */
static enum db_status check_ref(const struct checking *c, const struct field *f)
{
	const int64_t id = *(const int64_t *)field_in(f, c->rec);
	struct sqlb b;

	if (c->old != NULL && field_same(f, c->old, c->rec))
		return DB_OK;
	sqlb_init(&b, c->cx->arena, (int)f->ref->read);
	sqlb_add(&b, "SELECT 1 FROM ");
	sqlb_name(&b, f->ref->name);
	sqlb_add(&b, " r WHERE r.id = ");
	sqlb_val(&b, val_int(id));
	kind_sql_visible(&b, c->cx, f->ref, "r", f->ref->read);

	struct rows *r = db_query_built(c->cx->conn, &b);

	if (!db_next(r))
		problem_add(c->p, f->name,
		    T("There is none of the name you gave for “%s”"),
		    T(f->label));
	return db_done(r);
}

/* Over all rows, also those that the person may not see: the index does not
 * ask either, and a sentence is better than its refusal. */
static enum db_status check_unique(
    const struct checking *c, const struct field *f)
{
	struct sqlb b;

	if (c->old != NULL && field_same(f, c->old, c->rec))
		return DB_OK;
	sqlb_init(&b, c->cx->arena, (int)c->k->read);
	sqlb_add(&b, "SELECT 1 FROM ");
	sqlb_name(&b, c->k->name);
	sqlb_add(&b, " r WHERE r.");
	sqlb_name(&b, f->name);
	sqlb_add(&b, " = ");
	sqlb_val(&b, field_val(f, c->rec));
	sqlb_add(&b, " AND r.id <> ");
	sqlb_val(&b, val_int(record_in(c->rec)->id));

	struct rows *r = db_query_built(c->cx->conn, &b);

	if (db_next(r))
		problem_add(c->p, f->name,
		    T("Another record has this “%s” already"), T(f->label));
	return db_done(r);
}

static enum db_status check_field(
    const struct checking *c, const struct field *f)
{
	enum db_status st = DB_OK;

	/* What was typed was no value at all: that sentence says enough. */
	if (problem_on(c->p, f->name))
		return DB_OK;
	if (field_empty(f, c->rec)) {
		/* What no form asks for is before_save's to fill. */
		if ((f->flags & (REQUIRED | READ_ONLY)) == REQUIRED)
			problem_add(c->p, f->name,
			    f->choices != NULL || f->ref != NULL
				? T("Choose “%s”")
				: T("Fill in “%s”"),
			    T(f->label));
		return DB_OK;
	}
	if (f->type == FIELD_TEXT)
		check_text(c, f);
	if (f->ref != NULL)
		st = check_ref(c, f);
	else if (f->type == FIELD_INT)
		check_range(c, f);
	if (st == DB_OK && (f->flags & UNIQUE) != 0)
		st = check_unique(c, f);
	return st;
}

/* Rights --------------------------------------------------------------- */

/* The field that says which record of the same kind is above. */
static const struct field *above(const struct kind *k)
{
	for (size_t i = 0; i < k->nfields; i++)
		if (k->fields[i].ref == k)
			return &k->fields[i];
	return NULL;
}

static bool may_at(
    const struct checking *c, const struct field *f, const void *rec)
{
	return may(c->cx, c->k->write, *(const int64_t *)field_in(f, rec));
}

/* Of a kind whose records are units themselves. */
static bool may_save_unit(const struct checking *c)
{
	const struct field *f = above(c->k);

	if (c->old != NULL && !kind_may_change(c->cx, c->k, c->old))
		return false;
	if (f == NULL)
		return c->old != NULL;
	if (c->old != NULL && field_same(f, c->old, c->rec))
		return true;
	return may_at(c, f, c->rec) && (c->old == NULL || may_at(c, f, c->old));
}

static bool may_save(const struct checking *c)
{
	if (c->cx->system)
		return true;
	if (c->k->unit != NULL && strcmp(c->k->unit, "id") == 0)
		return may_save_unit(c);
	return kind_may_change(c->cx, c->k, c->rec) &&
	       (c->old == NULL || kind_may_change(c->cx, c->k, c->old));
}

enum db_status record_check(struct ctx *cx, const struct kind *k,
    const void *old, const void *rec, struct problems *p)
{
	const struct checking c = { cx, k, old, rec, p };
	const struct field *unit =
	    k->unit != NULL ? kind_field(k, str_of(k->unit)) : NULL;

	for (size_t i = 0; i < k->nfields; i++) {
		const enum db_status st = check_field(&c, &k->fields[i]);

		if (st != DB_OK)
			return st;
	}
	/* Without a unit there is nowhere to look for the right: the sentence
	 * about the unit comes first. */
	if ((unit == NULL || !problem_on(p, unit->name)) && !may_save(&c))
		problem_add(p, unit != NULL ? unit->name : NULL,
		    T("You may not save this here. Ask someone who looks after "
		      "these records"));
	if (k->check != NULL && p->n == 0)
		k->check(cx, rec, p);
	return DB_OK;
}
