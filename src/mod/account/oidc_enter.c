/*
 * oidc_enter.c: from who the provider says it is to a person here: found by
 * subject and never by address, made at the first time if a claim gives them
 * a role, with roles that follow their claims at each sign-in.
 */
#include <stdio.h>

#include "base/fold.h"
#include "base/random.h"
#include "core/audit.h"
#include "core/may.h"
#include "core/setting.h"
#include "job/job.h"
#include "mod/account/jwt.h"
#include "mod/account/oidc.h"
#include "mod/account/second.h"
#include "mod/org/org.h"

#define ROLES_MAX     40
#define NAME_MAX_     120
#define BEFORE_RIGHTS SYSTEM("signing in comes before any right")
#define BY_CLAIM      SYSTEM("roles follow the provider's verified claims")

static const struct sql SQL_FIND = {
	"SELECT p.id, p.ref, p.active FROM person_oidc o JOIN person p"
	" ON p.id = o.person WHERE o.issuer = ?1 AND o.subject = ?2",
	BEFORE_RIGHTS
};
static const struct sql SQL_BY_ID = {
	"SELECT id, ref, active FROM person WHERE id = ?1", BEFORE_RIGHTS
};
static const struct sql SQL_EMAIL = { "SELECT 1 FROM person WHERE email = ?1",
	BEFORE_RIGHTS };
static const struct sql SQL_ADD = {
	"INSERT INTO person (ref, version, created_at, changed_at, name, fold,"
	" email, active, failed) VALUES (?1, 1, ?2, ?2, ?3, ?4, ?5, 1, 0)"
	" RETURNING id",
	BEFORE_RIGHTS
};
static const struct sql SQL_JOIN = {
	"INSERT INTO person_oidc (person, issuer, subject, created_at)"
	" VALUES (?1, ?2, ?3, ?4)",
	BEFORE_RIGHTS
};
static const struct sql SQL_UNIT = { "SELECT id FROM unit WHERE slug = ?1",
	BY_CLAIM };
static const struct sql SQL_HAS = {
	"SELECT 1 FROM appointment WHERE person = ?1 AND unit = ?2 AND role = ?3"
	" AND (from_on IS NULL OR from_on <= ?4)"
	" AND (until_on IS NULL OR until_on > ?4) LIMIT 1",
	BY_CLAIM
};
static const struct sql SQL_APPOINT = {
	"INSERT INTO appointment (ref, version, created_at, changed_at, person,"
	" unit, role, from_on) VALUES (?1, 1, ?2, ?2, ?3, ?4, ?5, ?6)"
	" RETURNING id",
	BY_CLAIM
};
static const struct sql SQL_MARK = {
	"INSERT INTO oidc_role (appointment) VALUES (?1)", BY_CLAIM
};
static const struct sql SQL_THEIRS = {
	"SELECT a.id, a.ref, a.unit, a.role FROM oidc_role o JOIN appointment a"
	" ON a.id = o.appointment WHERE a.person = ?1"
	" AND (a.until_on IS NULL OR a.until_on > ?2) ORDER BY a.id",
	BY_CLAIM
};
static const struct sql SQL_END = {
	"UPDATE appointment SET until_on = ?2, version = version + 1,"
	" changed_at = ?3 WHERE id = ?1",
	BY_CLAIM
};

/* What the claims come to. */
struct wanted {
	struct str role;
	int64_t unit;
};
struct wants {
	struct wanted list[ROLES_MAX];
	size_t n;
};

static bool in_groups(struct ctx *cx, struct str groups, struct str name)
{
	struct str one;

	while (json_next_text(cx->arena, &groups, &one))
		if (str_eq(one, name))
			return true;
	return false;
}

/* One piece of the setting: "claim = role" or "claim = role @ unit". */
static void one_want(
    struct ctx *cx, struct str piece, struct str groups, struct wants *w)
{
	struct str claim, role, unit = piece;
	int64_t id;

	if (!str_cut(&unit, '=', &claim) || str_null(unit) ||
	    !str_cut(&unit, '@', &role))
		return;
	role = str_trim(role);
	if (may_role(role) == NULL || w->n == ROLES_MAX ||
	    !in_groups(cx, groups, str_trim(claim)))
		return;
	id = str_null(unit) ? unit_trust(cx)
			    : db_get_int(cx->conn, cx->arena, &SQL_UNIT,
				  VALS(V(str_trim(unit))), 0);
	if (id != 0)
		w->list[w->n++] = (struct wanted){ role, id };
}

static void wants_of(struct ctx *cx, struct str groups, struct wants *w)
{
	struct str rest = setting_text(cx, "oidc_roles"), piece;

	w->n = 0;
	while (str_cut(&rest, ';', &piece))
		one_want(cx, piece, groups, w);
}

/* Roles ------------------------------------------------------------------ */

static enum db_status give(
    struct ctx *cx, int64_t person, const struct wanted *x)
{
	const struct str ref = ref_new(cx->arena);
	int64_t id = 0;
	enum db_status st;

	if (db_get_int(cx->conn, cx->arena, &SQL_HAS,
		VALS(V(person), V(x->unit), V(x->role), V(cx->today)), 0) == 1)
		return DB_OK;
	const struct val vals[] = { V(ref), V(cx->now), V(person), V(x->unit),
		V(x->role), V(cx->today) };

	st = db_insert(
	    cx->conn, cx->arena, &SQL_APPOINT, vals, NELEM(vals), &id);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_MARK, VALS(V(id)), NULL);
	return st == DB_OK ? audit(cx, "create", "appointment", ref, S("role"))
			   : st;
}

static bool wanted(const struct wants *w, int64_t unit, struct str role)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->list[i].unit == unit && str_eq(w->list[i].role, role))
			return true;
	return false;
}

/* Ends what came with a claim that is gone. Rows are read before any write. */
static enum db_status take_away(
    struct ctx *cx, int64_t person, const struct wants *w)
{
	int64_t ids[ROLES_MAX];
	struct str refs[ROLES_MAX];
	size_t n = 0;
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_THEIRS, VALS(V(person), V(cx->today)));

	while (n < ROLES_MAX && db_next(r)) {
		if (wanted(w, db_int(r, 2), db_text(r, 3)))
			continue;
		ids[n] = db_int(r, 0);
		refs[n++] = db_text(r, 1);
	}
	enum db_status st = db_done(r);

	for (size_t i = 0; i < n && st == DB_OK; i++) {
		st = db_exec(cx->conn, cx->arena, &SQL_END,
		    VALS(V(ids[i]), V(cx->today), V(cx->now)), NULL);
		if (st == DB_OK)
			st = audit(cx, "change", "appointment", refs[i],
			    S("until_on"));
	}
	return st;
}

static enum db_status sync_roles(
    struct ctx *cx, int64_t person, const struct wants *w)
{
	enum db_status st = take_away(cx, person, w);

	for (size_t i = 0; i < w->n && st == DB_OK; i++)
		st = give(cx, person, &w->list[i]);
	return st == DB_OK ? may_rebuild_person(cx, person) : st;
}

/* The person ------------------------------------------------------------- */

struct found {
	int64_t id;
	struct str ref;
	bool active;
};

static enum db_status find(struct ctx *cx, const struct sql *q,
    const struct val *vals, size_t n, struct found *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, q, vals, n);

	*ret = (struct found){ .id = 0 };
	if (db_next(r))
		*ret = (struct found){ db_int(r, 0), db_text(r, 1),
			db_int(r, 2) != 0 };
	return db_done(r);
}

static enum db_status join(
    struct ctx *cx, const struct oidc_who *who, const struct found *f)
{
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_JOIN,
	    VALS(V(f->id), V(who->issuer), V(who->subject), V(cx->now)), NULL);

	return st == DB_OK
		   ? audit(cx, "change", "person", f->ref, S("oidc_subject"))
		   : st;
}

static enum db_status make(
    struct ctx *cx, const struct oidc_who *who, struct found *ret)
{
	struct arena *a = cx->arena;
	const struct str email = str_lower(a, str_trim(who->email));
	const struct str name =
	    str_empty(str_trim(who->name)) || who->name.n > NAME_MAX_
		? email
		: str_trim(who->name);
	enum db_status st;

	*ret = (struct found){ 0, ref_new(a), true };
	st = db_insert(cx->conn, a, &SQL_ADD,
	    VALS(V(ret->ref), V(cx->now), V(name), V(str_fold(a, name)),
		V(email)),
	    &ret->id);
	if (st == DB_OK)
		st = audit(cx, "create", "person", ret->ref, STR_NULL);
	return st == DB_OK ? join(cx, who, ret) : st;
}

/* Nobody has this subject yet: the one who asked to be joined, or a new one;
 * f->id stays 0 where neither may be, and *why says so. */
static enum db_status first_time(struct ctx *cx, const struct oidc_who *who,
    const struct wants *w, enum oidc_why *why, struct found *f)
{
	const struct str email = str_lower(cx->arena, str_trim(who->email));
	enum db_status st;

	if (who->link != 0) {
		st = find(cx, &SQL_BY_ID, VALS(V(who->link)), f);
		return st == DB_OK && f->id != 0 ? join(cx, who, f) : st;
	}
	*why = OIDC_NO_ROLE;
	if (w->n == 0 || str_null(email) || !mail_address_ok(email) ||
	    email.n > SIGNIN_EMAIL_MAX)
		return DB_OK;
	*why = OIDC_TAKEN;
	if (db_get_int(cx->conn, cx->arena, &SQL_EMAIL, VALS(V(email)), 0) == 1)
		return DB_OK;
	return make(cx, who, f);
}

enum db_status oidc_enter(struct ctx *cx, const struct oidc_who *who,
    enum oidc_why *why, struct signin *ret)
{
	struct wants w;
	struct found f;
	enum db_status st =
	    find(cx, &SQL_FIND, VALS(V(who->issuer), V(who->subject)), &f);

	wants_of(cx, who->groups, &w);
	*why = OIDC_IN;
	if (st == DB_OK && f.id == 0)
		st = first_time(cx, who, &w, why, &f);
	else if (st == DB_OK && who->link != 0 && who->link != f.id) {
		*why = OIDC_TAKEN;
		return DB_OK;
	}
	if (st != DB_OK || f.id == 0)
		return st;
	*why = f.active ? OIDC_IN : OIDC_CLOSED;
	if (!f.active)
		return audit(cx, "sign in refused", "person", f.ref, STR_NULL);
	st = sync_roles(cx, f.id, &w);
	if (st != DB_OK || who->link != 0)
		return st;
	return second_admit(cx, f.id, f.ref, ret);
}

static const struct sql *const list[] = { &SQL_FIND, &SQL_BY_ID, &SQL_EMAIL,
	&SQL_ADD, &SQL_JOIN, &SQL_UNIT, &SQL_HAS, &SQL_APPOINT, &SQL_MARK,
	&SQL_THEIRS, &SQL_END };
const struct sql_list oidc_enter_sql = { list, NELEM(list) };
