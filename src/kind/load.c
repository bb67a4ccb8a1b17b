/*
 * load.c: reading records, each statement with the rights inside it.
 */
#include "kind/engine.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "base/random.h"

void kind_sql_columns(struct sqlb *b, const struct kind *k)
{
	sqlb_add(b, "r.id, r.ref, r.version, r.created_at, r.created_by,"
		    " r.changed_at, r.changed_by");
	for (size_t i = 0; i < k->nfields; i++) {
		sqlb_add(b, ", r.");
		sqlb_name(b, k->fields[i].name);
	}
}

void record_load(const struct kind *k, void *rec, struct rows *r)
{
	struct record *head = record_of(rec);

	head->id = db_int(r, 0);
	head->ref = db_text(r, 1);
	head->version = db_int(r, 2);
	head->created_at = db_instant(r, 3);
	head->created_by = db_int(r, 4);
	head->changed_at = db_instant(r, 5);
	head->changed_by = db_int(r, 6);
	for (size_t i = 0; i < k->nfields; i++)
		field_load(&k->fields[i], rec, r, RECORD_COLS + (int)i);
}

void kind_sql_ref(struct sqlb *b, const struct kind *k, struct str ref)
{
	sqlb_add(b, "r.ref = ");
	sqlb_val(b, val_text(ref));
	if (k->ref_via == NULL)
		return;
	sqlb_add(b, " AND r.");
	sqlb_name(b, k->ref_via);
	sqlb_add(b, " = (SELECT o.id FROM ");
	sqlb_name(b, kind_field(k, str_of(k->ref_via))->ref->name);
	sqlb_add(b, " o WHERE o.ref = ");
	sqlb_val(b, val_text(str_sub(ref, 0, REF_CHARS)));
	sqlb_add(b, ")");
}

struct str kind_ref_typed(
    struct arena *a, const struct kind *k, struct str typed)
{
	struct str ref = ref_canonical(a, typed, REF_CHARS);

	for (size_t n = 1; k->ref_via != NULL && str_null(ref) && n < REF_CHARS;
	     n++)
		ref = ref_canonical(a, typed, REF_CHARS + n);
	return ref;
}

/* The kind's own condition is written over the alias r. */
static void own_scope(struct sqlb *b, const struct kind *k, const char *alias)
{
	if (k->scope == NULL)
		return;
	if (strcmp(alias, "r") == 0) {
		sqlb_add(b, " AND (");
		sqlb_add(b, k->scope);
		sqlb_add(b, ")");
		return;
	}
	sqlb_add(b, " AND EXISTS (SELECT 1 FROM ");
	sqlb_name(b, k->name);
	sqlb_add(b, " r WHERE r.id = ");
	sqlb_name(b, alias);
	sqlb_add(b, ".id AND (");
	sqlb_add(b, k->scope);
	sqlb_add(b, "))");
}

void kind_sql_visible(struct sqlb *b, struct ctx *cx, const struct kind *k,
    const char *alias, enum cap cap)
{
	own_scope(b, k, alias);
	if (cx->system)
		return;
	/* SCOPE() of db.h, with the capability as a value: a statement here
	 * may look at several kinds. */
	sqlb_add(b, " AND EXISTS (SELECT 1 FROM may m WHERE m.person = ?p"
		    " AND m.cap = ");
	sqlb_val(b, val_int(cap));
	if (k->unit != NULL) {
		sqlb_add(b, " AND m.unit = ");
		sqlb_name(b, alias);
		sqlb_add(b, ".");
		sqlb_name(b, k->unit);
	}
	sqlb_add(b, ")");
}

enum db_status record_fetch(struct ctx *cx, const struct kind *k, int64_t id,
    struct str ref, void *rec, bool *ret_found)
{
	struct sqlb b;

	*ret_found = false;
	sqlb_init(&b, cx->arena, (int)k->read);
	sqlb_add(&b, "SELECT ");
	kind_sql_columns(&b, k);
	sqlb_add(&b, " FROM ");
	sqlb_name(&b, k->name);
	sqlb_add(&b, id != 0 ? " r WHERE r.id = " : " r WHERE ");
	if (id != 0)
		sqlb_val(&b, val_int(id));
	else
		kind_sql_ref(&b, k, ref);
	kind_sql_visible(&b, cx, k, "r", k->read);

	struct rows *r = db_query_built(cx->conn, &b);

	if (db_next(r)) {
		record_load(k, rec, r);
		*ret_found = true;
	}
	return db_done(r);
}

static bool get(
    struct ctx *cx, const struct kind *k, int64_t id, struct str ref, void *rec)
{
	bool found;
	const enum db_status st = record_fetch(cx, k, id, ref, rec, &found);

	if (st != DB_OK)
		log_line(
		    LOG_ERROR, "kind", "what=\"cannot read\" kind=%s", k->name);
	return st == DB_OK && found;
}

bool kind_get(struct ctx *cx, const struct kind *k, int64_t id, void *rec)
{
	return id != 0 && get(cx, k, id, STR_NULL, rec);
}

bool kind_get_ref(
    struct ctx *cx, const struct kind *k, struct str ref, void *rec)
{
	const struct str r = kind_ref_typed(cx->arena, k, ref);

	return !str_null(r) && get(cx, k, 0, r, rec);
}

/* Rights --------------------------------------------------------------- */

bool kind_may_read(struct ctx *cx, const struct kind *k)
{
	return cx->system || may_anywhere(cx, k->read);
}

bool kind_may_write(struct ctx *cx, const struct kind *k)
{
	return !k->view && (cx->system || may_anywhere(cx, k->write));
}

/* A form without a field that can be changed changes nothing. */
bool kind_has_form(const struct kind *k)
{
	for (size_t i = 0; i < k->nfields; i++)
		if (!(k->fields[i].flags & READ_ONLY))
			return true;
	return false;
}

bool kind_may_change(struct ctx *cx, const struct kind *k, const void *rec)
{
	if (k->view)
		return false;
	if (cx->system)
		return true;
	if (k->unit == NULL)
		return may_anywhere(cx, k->write);
	if (strcmp(k->unit, "id") == 0)
		return may(cx, k->write, record_in(rec)->id);
	const struct field *f = kind_field(k, str_of(k->unit));

	return may(cx, k->write, *(const int64_t *)field_in(f, rec));
}
