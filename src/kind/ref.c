/*
 * ref.c: references from one record to another: their titles, their refs, and
 * what people type to name one. A record that the acting person may not see
 * has no title and cannot be chosen.
 */
#include "kind/engine.h"

#include <assert.h>

#include "base/random.h"

/* "SELECT r.WHAT FROM kind r WHERE r.id = ?" with the rights when wanted. */
static struct str one_text(struct ctx *cx, const struct kind *k,
    const char *column, int64_t id, bool scoped)
{
	struct sqlb b;
	struct str s = STR_NULL;

	if (id == 0)
		return S("");
	sqlb_init(&b, cx->arena, (int)k->read);
	sqlb_add(&b, "SELECT r.");
	sqlb_name(&b, column);
	sqlb_add(&b, " FROM ");
	sqlb_name(&b, k->name);
	sqlb_add(&b, " r WHERE r.id = ");
	sqlb_val(&b, val_int(id));
	if (scoped)
		kind_sql_visible(&b, cx, k, "r", k->read);
	struct rows *r = db_query_built(cx->conn, &b);

	if (db_next(r))
		s = db_text(r, 0);
	(void)db_done(r); /* logged; a title is no reason to fail a page */
	return str_null(s) ? S("") : s;
}

struct str kind_title(struct ctx *cx, const struct kind *k, int64_t id)
{
	return one_text(cx, k, kind_title_field(k)->name, id, true);
}

/* Unscoped: a ref is a random number that opens nothing by itself, and a form
 * must be able to give back a link that its reader cannot follow. */
struct str kind_ref_of(struct ctx *cx, const struct kind *k, int64_t id)
{
	return one_text(cx, k, "ref", id, false);
}

static enum resolved resolve(struct ctx *cx, const struct kind *k,
    const char *column, struct str value, int64_t *ret_id)
{
	struct sqlb b;
	size_t n = 0;

	sqlb_init(&b, cx->arena, (int)k->read);
	sqlb_add(&b, "SELECT r.id FROM ");
	sqlb_name(&b, k->name);
	sqlb_add(&b, " r WHERE lower(r.");
	sqlb_name(&b, column);
	sqlb_add(&b, ") = ");
	sqlb_val(&b, val_text(str_lower(cx->arena, value)));
	kind_sql_visible(&b, cx, k, "r", k->read);
	sqlb_add(&b, " ORDER BY r.id LIMIT 2");

	struct rows *r = db_query_built(cx->conn, &b);

	while (db_next(r)) {
		if (n++ == 0)
			*ret_id = db_int(r, 0);
	}
	(void)db_done(r);
	if (n == 0)
		return RESOLVED_NONE;
	return n == 1 ? RESOLVED : RESOLVED_MANY;
}

enum resolved kind_resolve(
    struct ctx *cx, const struct kind *k, struct str typed, int64_t *ret_id)
{
	const struct str ref = kind_ref_typed(cx->arena, k, typed);
	int64_t id = 0;
	enum resolved res = RESOLVED_NONE;

	if (!str_null(ref))
		res = resolve(cx, k, "ref", ref, &id);
	/* A title of sixteen letters may look like a ref. */
	if (res == RESOLVED_NONE)
		res = resolve(cx, k, kind_title_field(k)->name, typed, &id);
	if (res == RESOLVED)
		*ret_id = id;
	return res;
}

bool kind_chooser(struct ctx *cx, const struct kind *k, struct chooser *ret)
{
	struct sqlb b;
	const char *title = kind_title_field(k)->name;

	*ret = (struct chooser){ .refs = arena_array(cx->arena, CHOOSER_MAX + 1,
				     sizeof(struct str)),
		.titles = arena_array(
		    cx->arena, CHOOSER_MAX + 1, sizeof(struct str)) };
	sqlb_init(&b, cx->arena, (int)k->read);
	sqlb_add(&b, "SELECT r.ref, r.");
	sqlb_name(&b, title);
	sqlb_add(&b, " FROM ");
	sqlb_name(&b, k->name);
	sqlb_add(&b, " r WHERE 1 = 1");
	kind_sql_visible(&b, cx, k, "r", k->read);
	sqlb_add(&b, " ORDER BY lower(r.");
	sqlb_name(&b, title);
	sqlb_add(&b, "), r.id LIMIT 201");

	struct rows *r = db_query_built(cx->conn, &b);

	while (db_next(r)) {
		ret->refs[ret->n] = db_text(r, 0);
		ret->titles[ret->n++] = db_text(r, 1);
	}
	return db_done(r) == DB_OK && ret->n <= CHOOSER_MAX;
}

_Static_assert(CHOOSER_MAX == 200, "the LIMIT of kind_chooser is one more");
