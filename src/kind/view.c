/*
 * view.c: saved views and drafts in the database: whose they are, how they are
 * sealed and when they end. What they mean to a list or a form is not here.
 */
#include "kind/view.h"

#include "base/random.h"
#include "core/reseal.h"

#define DAY_US (INT64_C(86400) * US_PER_SECOND)

#define OWN SYSTEM("a person's own views and drafts, by their number")

static const struct sql SQL_FIND = {
	"SELECT ref, name, query FROM list_view WHERE ref = ?1 AND person = ?2"
	" AND kind = ?3 AND (ends_at IS NULL OR ends_at > ?4)",
	OWN
};
static const struct sql SQL_LIST = {
	"SELECT ref, name FROM list_view WHERE person = ?1 AND kind = ?2"
	" AND name IS NOT NULL ORDER BY id LIMIT 30",
	OWN
};
_Static_assert(VIEWS_MAX == 30, "the LIMIT above");
static const struct sql SQL_COUNT = {
	"SELECT count(*) FROM list_view WHERE person = ?1 AND kind = ?2"
	" AND name IS NOT NULL",
	OWN
};
static const struct sql SQL_KEEP = {
	"INSERT INTO list_view (ref, person, kind, name, query, created_at,"
	" ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	OWN
};
static const struct sql SQL_REMOVE = {
	"DELETE FROM list_view WHERE ref = ?1 AND person = ?2 AND kind = ?3",
	OWN
};

static const struct sql SQL_DRAFT = {
	"SELECT posted, saved_at FROM draft WHERE person = ?1 AND kind = ?2"
	" AND record = ?3 AND saved_at > ?4",
	OWN
};
static const struct sql SQL_DRAFT_KEEP = {
	"INSERT INTO draft (person, kind, record, posted, saved_at)"
	" VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (person, kind, record)"
	" DO UPDATE SET posted = excluded.posted,"
	" saved_at = excluded.saved_at",
	OWN
};
static const struct sql SQL_DRAFT_DROP = {
	"DELETE FROM draft WHERE person = ?1 AND kind = ?2 AND record = ?3", OWN
};

static const struct sql SQL_FORGET_VIEWS = {
	"DELETE FROM list_view WHERE ends_at < ?1",
	SYSTEM("searches without a name end after a day, whoever's they are")
};
static const struct sql SQL_FORGET_DRAFTS = {
	"DELETE FROM draft WHERE saved_at < ?1",
	SYSTEM("drafts end after a month, whoever's they are")
};

static const struct sql SQL_VIEW_SEALED = {
	"SELECT id, 'list_view|query|' || ref, query FROM list_view"
	" WHERE id > ?1 ORDER BY id LIMIT 100",
	SYSTEM("sealed again under a new key, not read")
};
static const struct sql SQL_VIEW_RESEAL = {
	"UPDATE list_view SET query = ?2 WHERE id = ?1 AND query = ?3",
	SYSTEM("sealed again under a new key, not read")
};
static const struct sql SQL_DRAFT_SEALED = {
	"SELECT id, 'draft|posted|' || kind || '-' || person || '-' || record,"
	" posted FROM draft WHERE id > ?1 ORDER BY id LIMIT 100",
	SYSTEM("sealed again under a new key, not read")
};
static const struct sql SQL_DRAFT_RESEAL = {
	"UPDATE draft SET posted = ?2 WHERE id = ?1 AND posted = ?3",
	SYSTEM("sealed again under a new key, not read")
};
_Static_assert(RESEAL_ROWS == 100, "the LIMITs above");

void kind_sealed(struct sealed_column *ret)
{
	ret[0] = (struct sealed_column){ "list_view.query", KEY_DRAFT,
		&SQL_VIEW_SEALED, &SQL_VIEW_RESEAL };
	ret[1] = (struct sealed_column){ "draft.posted", KEY_DRAFT,
		&SQL_DRAFT_SEALED, &SQL_DRAFT_RESEAL };
}

static const struct sql *const statements[] = { &SQL_FIND, &SQL_LIST,
	&SQL_COUNT, &SQL_KEEP, &SQL_REMOVE, &SQL_DRAFT, &SQL_DRAFT_KEEP,
	&SQL_DRAFT_DROP, &SQL_FORGET_VIEWS, &SQL_FORGET_DRAFTS,
	&SQL_VIEW_SEALED, &SQL_VIEW_RESEAL, &SQL_DRAFT_SEALED,
	&SQL_DRAFT_RESEAL };
const struct sql_list view_sql = { statements, NELEM(statements) };

/* Views ----------------------------------------------------------------- */

static struct str view_place(struct ctx *cx, struct str ref)
{
	return seal_where(cx->arena, "list_view", "query", ref);
}

bool view_find(
    struct ctx *cx, const struct kind *k, struct str ref, struct list_view *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_FIND,
	    VALS(V(ref), V(cx->person), V(str_of(k->name)), V(cx->now)));
	bool found = false;

	*ret = (struct list_view){ 0 };
	if (db_next(r)) {
		ret->ref = db_text(r, 0);
		ret->name = db_text(r, 1);
		/* One that no key opens any more is as good as gone. */
		ret->query = unseal(cx->app->keys, cx->arena, KEY_DRAFT,
		    view_place(cx, ret->ref), db_blob(r, 2));
		found = !str_null(ret->query);
	}
	return db_done(r) == DB_OK && found;
}

size_t view_list(
    struct ctx *cx, const struct kind *k, struct list_view ret[VIEWS_MAX])
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_LIST,
	    VALS(V(cx->person), V(str_of(k->name))));
	size_t n = 0;

	while (n < VIEWS_MAX && db_next(r))
		ret[n++] = (struct list_view){ .ref = db_text(r, 0),
			.name = db_text(r, 1) };
	return db_done(r) == DB_OK ? n : 0;
}

enum db_status view_keep(
    struct ctx *cx, const struct kind *k, struct list_view *v)
{
	const struct instant ends = { cx->now.us + DAY_US };

	if (!str_null(v->name) &&
	    db_get_int(cx->conn, cx->arena, &SQL_COUNT,
		VALS(V(cx->person), V(str_of(k->name))), 0) >= VIEWS_MAX)
		return DB_REFUSED;
	v->ref = ref_new(cx->arena);
	return db_exec(cx->conn, cx->arena, &SQL_KEEP,
	    VALS(V(v->ref), V(cx->person), V(str_of(k->name)), V(v->name),
		val_blob(seal(cx->app->keys, cx->arena, KEY_DRAFT,
		    view_place(cx, v->ref), v->query)),
		V(cx->now), val_int_or_null(ends.us, !str_null(v->name))),
	    NULL);
}

enum db_status view_remove(struct ctx *cx, const struct kind *k, struct str ref)
{
	return db_exec(cx->conn, cx->arena, &SQL_REMOVE,
	    VALS(V(ref), V(cx->person), V(str_of(k->name))), NULL);
}

/* Drafts ---------------------------------------------------------------- */

static struct str draft_place(struct ctx *cx, const struct kind *k, int64_t id)
{
	return seal_where(cx->arena, "draft", "posted",
	    str_fmt(cx->arena, "%s-%lld-%lld", k->name, (long long)cx->person,
		(long long)id));
}

bool draft_find(
    struct ctx *cx, const struct kind *k, int64_t id, struct draft *ret)
{
	const struct instant since = { cx->now.us - DRAFT_DAYS * DAY_US };
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_DRAFT,
	    VALS(V(cx->person), V(str_of(k->name)), V(id), V(since)));
	bool found = false;

	*ret = (struct draft){ 0 };
	if (db_next(r)) {
		ret->posted = unseal(cx->app->keys, cx->arena, KEY_DRAFT,
		    draft_place(cx, k, id), db_blob(r, 0));
		ret->saved_at = db_instant(r, 1);
		found = !str_null(ret->posted);
	}
	return db_done(r) == DB_OK && found;
}

enum db_status draft_keep(
    struct ctx *cx, const struct kind *k, int64_t id, struct str posted)
{
	if (posted.n > DRAFT_MAX)
		return DB_REFUSED;
	return db_exec(cx->conn, cx->arena, &SQL_DRAFT_KEEP,
	    VALS(V(cx->person), V(str_of(k->name)), V(id),
		val_blob(seal(cx->app->keys, cx->arena, KEY_DRAFT,
		    draft_place(cx, k, id), posted)),
		V(cx->now)),
	    NULL);
}

enum db_status draft_drop(struct ctx *cx, const struct kind *k, int64_t id)
{
	return db_exec(cx->conn, cx->arena, &SQL_DRAFT_DROP,
	    VALS(V(cx->person), V(str_of(k->name)), V(id)), NULL);
}

enum db_status kind_forget(struct ctx *cx)
{
	const struct instant old = { cx->now.us - DRAFT_DAYS * DAY_US };
	const enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_FORGET_VIEWS, VALS(V(cx->now)), NULL);

	if (st != DB_OK)
		return st;
	return db_exec(
	    cx->conn, cx->arena, &SQL_FORGET_DRAFTS, VALS(V(old)), NULL);
}
