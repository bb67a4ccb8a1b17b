/*
 * erasure.c: see erasure.h.
 */
#include "core/erasure.h"

#include <assert.h>

#include "core/audit.h"
#include "core/may.h"

#define BY_RIGHT SYSTEM("erase() has asked for CAP_ERASE")

static const struct sql SQL_RECORD = {
	"INSERT INTO erasure (happened_at, person, kind, record_ref, fields,"
	" reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	BY_RIGHT
};

static const struct sql SQL_RECORDED = {
	"SELECT 1 FROM erasure WHERE happened_at = ?1 AND kind = ?2"
	" AND record_ref = ?3 AND fields = ?4",
	BY_RIGHT
};

static const struct sql SQL_BLANK_HISTORY = {
	"UPDATE history SET old = NULL WHERE kind = ?1 AND record = ?2",
	BY_RIGHT
};

/* A name that sqlb_name takes. */
static bool good_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		const char c = s.s[i];
		const bool letter = (c >= 'a' && c <= 'z') || c == '_';

		if (!letter && !(i > 0 && c >= '0' && c <= '9'))
			return false;
	}
	return s.n > 0 && s.n < 64;
}

static bool good_names(const struct erasure *e)
{
	struct str rest = e->columns, one;

	while (str_cut(&rest, ',', &one))
		if (!good_name(one))
			return false;
	return good_name(e->table) && !str_empty(e->columns);
}

static const struct erasable *erasables;
static size_t nerasables;

void erasure_use(const struct erasable *those, size_t n)
{
	erasables = those;
	nerasables = n;
}

static const struct erasable *erasable_of(struct str table)
{
	static const struct erasable plain = { NULL, true, NULL, NULL };

	for (size_t i = 0; i < nerasables; i++)
		if (str_is(table, erasables[i].table))
			return &erasables[i];
	return &plain;
}

/* The version moves on, so that a form opened before cannot bring it back. */
static enum db_status blank_own(
    struct ctx *cx, const struct erasure *e, int64_t id)
{
	struct str rest = e->columns, one;
	struct sqlb b;

	sqlb_init(&b, cx->arena, 0);
	sqlb_add(&b, "UPDATE ");
	sqlb_name(&b, str_cstr(cx->arena, e->table));
	sqlb_add(&b, " SET version = version + 1");
	while (str_cut(&rest, ',', &one)) {
		sqlb_add(&b, ", ");
		sqlb_name(&b, str_cstr(cx->arena, one));
		sqlb_add(&b, " = NULL");
	}
	sqlb_add(&b, " WHERE id = ");
	sqlb_val(&b, val_int(id));
	return db_exec_built(cx->conn, &b, NULL);
}

/* The record's number; 0 when there is none. */
static enum db_status find(
    struct ctx *cx, const struct erasure *e, int64_t *ret_id)
{
	const struct erasable *x = erasable_of(e->table);
	struct sqlb b;
	struct rows *r;

	*ret_id = 0;
	if (x->by_ref != NULL) {
		r = db_query(cx->conn, cx->arena, x->by_ref, VALS(V(e->ref)));
	} else {
		sqlb_init(&b, cx->arena, 0);
		sqlb_add(&b, "SELECT id FROM ");
		sqlb_name(&b, str_cstr(cx->arena, e->table));
		sqlb_add(&b, " WHERE ref = ");
		sqlb_val(&b, V(e->ref));
		r = db_query_built(cx->conn, &b);
	}
	if (db_next(r))
		*ret_id = db_int(r, 0);
	return db_done(r);
}

static enum db_status blank(struct ctx *cx, const struct erasure *e, int64_t id)
{
	const struct erasable *x = erasable_of(e->table);
	enum db_status st = x->also != NULL ? x->also(cx, id) : DB_OK;

	if (st == DB_OK && x->own)
		st = blank_own(cx, e, id);
	if (st != DB_OK)
		return st;
	return db_exec(cx->conn, cx->arena, &SQL_BLANK_HISTORY,
	    VALS(V(e->table), val_int(id)), NULL);
}

static enum db_status record(
    struct ctx *cx, const struct erasure *e, struct instant at, int64_t person)
{
	return db_exec(cx->conn, cx->arena, &SQL_RECORD,
	    VALS(V(at), val_ref(person), V(e->table), V(e->ref), V(e->columns),
		V(e->reason)),
	    NULL);
}

enum db_status erase(struct ctx *cx, const struct erasure *e, int64_t unit)
{
	const bool allowed =
	    unit != 0 ? may(cx, CAP_ERASE, unit) : may_anywhere(cx, CAP_ERASE);
	int64_t id;
	enum db_status st;

	if (!allowed || !good_names(e) || str_empty(e->reason))
		return DB_REFUSED;
	st = find(cx, e, &id);
	if (st == DB_OK && id == 0)
		st = DB_REFUSED;
	if (st == DB_OK)
		st = blank(cx, e, id);
	if (st == DB_OK)
		st = record(cx, e, cx->now, cx->person);
	if (st == DB_OK)
		st = audit(cx, "erase", str_cstr(cx->arena, e->table), e->ref,
		    e->columns);
	return st;
}

enum db_status erase_again(
    struct ctx *cx, const struct erasure *e, struct instant at, int64_t person)
{
	int64_t id;
	enum db_status st;

	assert(cx->system);
	if (!good_names(e))
		return DB_REFUSED;
	st = find(cx, e, &id);
	if (st == DB_OK && id != 0)
		st = blank(cx, e, id);
	if (st != DB_OK ||
	    db_get_int(cx->conn, cx->arena, &SQL_RECORDED,
		VALS(V(at), V(e->table), V(e->ref), V(e->columns)), 0) == 1)
		return st;
	st = record(cx, e, at, person);
	if (st == DB_OK)
		st = audit(cx, "erase again", str_cstr(cx->arena, e->table),
		    e->ref, e->columns);
	return st;
}

static const struct sql *const list[] = { &SQL_RECORD, &SQL_RECORDED,
	&SQL_BLANK_HISTORY };
const struct sql_list erasure_sql = { list, NELEM(list) };
