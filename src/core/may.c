/*
 * may.c: asking for rights, and keeping the table `may` in line with what it
 * follows from. Which role opens what is role.c's.
 */
#include "core/may.h"

#include <assert.h>

static const struct sql SQL_MAY = {
	"SELECT 1 FROM may WHERE person = ?p AND cap = ?1 AND unit = ?2",
	SYSTEM("this is the question itself")
};

static const struct sql SQL_MAY_ANYWHERE = {
	"SELECT 1 FROM may WHERE person = ?p AND cap = ?1 LIMIT 1",
	SYSTEM("this is the question itself")
};

static const struct sql SQL_MAY_TRUST = {
	"SELECT 1 FROM may m JOIN unit u ON u.id = m.unit WHERE m.person = ?p"
	" AND m.cap = ?1 AND u.level = 'trust' LIMIT 1",
	SYSTEM("this is the question itself")
};

bool may(struct ctx *cx, enum cap cap, int64_t unit)
{
	if (cx->system)
		return true;
	return cx->person != 0 && db_get_int(cx->conn, cx->arena, &SQL_MAY,
				      VALS(V((int)cap), val_int(unit)), 0) == 1;
}

bool may_anywhere(struct ctx *cx, enum cap cap)
{
	if (cx->system)
		return true;
	return cx->person != 0 &&
	       db_get_int(cx->conn, cx->arena, &SQL_MAY_ANYWHERE,
		   VALS(V((int)cap)), 0) == 1;
}

bool may_trust(struct ctx *cx, enum cap cap)
{
	if (cx->system)
		return true;
	return cx->person != 0 &&
	       db_get_int(cx->conn, cx->arena, &SQL_MAY_TRUST,
		   VALS(V((int)cap)), 0) == 1;
}

/* Rebuilding ---------------------------------------------------------- */

/*
 * `below` pairs a unit where somebody may hold a role with itself and what is
 * under it (UNION, so that even a circle in the tree ends); `wanted` is what
 * `may` should hold on day ?1. The difference both ways is taken by EXCEPT,
 * which both engines can do on disk; NOT IN over a large set would be
 * quadratic on PostgreSQL. For one person or one part of the tree, ?2, only
 * the pairs that concern it are made: a file of units saves hundreds in a row.
 */
#define DOWN                                                    \
	" UNION SELECT b.top, u.id FROM below b JOIN unit u ON" \
	" u.parent = b.unit)"
#define BELOW_ALL \
	"below (top, unit) AS (SELECT unit, unit FROM appointment" DOWN
#define BELOW_PERSON                                               \
	"below (top, unit) AS (SELECT unit, unit FROM appointment" \
	" WHERE person = ?2" DOWN
#define BELOW_UNIT                                                            \
	"part (unit) AS (SELECT id FROM unit WHERE id = ?2 UNION SELECT u.id" \
	" FROM part s JOIN unit u ON u.parent = s.unit),"                     \
	" below (top, unit) AS (SELECT unit, unit FROM part UNION SELECT"     \
	" u.parent, b.unit FROM below b JOIN unit u ON u.id = b.top"          \
	" WHERE u.parent IS NOT NULL)"
#define WANTED(below, of)                                                 \
	"WITH RECURSIVE " below ", wanted (person, cap, unit) AS (SELECT" \
	" DISTINCT a.person, rc.cap, b.unit FROM below b"                 \
	" JOIN appointment a ON a.unit = b.top"                           \
	" JOIN person p ON p.id = a.person"                               \
	" JOIN role_cap rc ON rc.role = a.role WHERE p.active = 1"        \
	" AND (a.from_on IS NULL OR a.from_on <= ?1)"                     \
	" AND (a.until_on IS NULL OR a.until_on > ?1)" of ")"
#define ADD(below, of, there)                          \
	WANTED(below, of)                              \
	" INSERT INTO may (person, cap, unit)"         \
	" SELECT person, cap, unit FROM wanted EXCEPT" \
	" SELECT m.person, m.cap, m.unit FROM may m" there
/* The part is named twice, so that the rows are found by an index. */
#define REMOVE(below, of, there)                                       \
	WANTED(below, of)                                              \
	" DELETE FROM may AS m" there " AND (m.person, m.cap, m.unit)" \
	" IN (SELECT m.person, m.cap, m.unit FROM may m" there         \
	" EXCEPT SELECT person, cap, unit FROM wanted)"
#define SETS_RIGHTS SYSTEM("works out the rights of everybody")

/* The same part of `wanted` and of `may`. */
#define OF_PERSON        BELOW_PERSON, " AND a.person = ?2", " WHERE m.person = ?2"
#define OF_UNIT          BELOW_UNIT, "", " WHERE m.unit IN (SELECT s.unit FROM part s)"
#define PART(macro, ...) macro(__VA_ARGS__)

static const struct sql SQL_ADD = { ADD(BELOW_ALL, "", ""), SETS_RIGHTS };
static const struct sql SQL_REMOVE = { REMOVE(BELOW_ALL, "", " WHERE 1 = 1"),
	SETS_RIGHTS };
static const struct sql SQL_ADD_PERSON = { PART(ADD, OF_PERSON), SETS_RIGHTS };
static const struct sql SQL_REMOVE_PERSON = { PART(REMOVE, OF_PERSON),
	SETS_RIGHTS };
static const struct sql SQL_ADD_UNIT = { PART(ADD, OF_UNIT), SETS_RIGHTS };
static const struct sql SQL_REMOVE_UNIT = { PART(REMOVE, OF_UNIT),
	SETS_RIGHTS };

#define ROLES_TABLE SYSTEM("what a role opens belongs to nobody")

static const struct sql SQL_ROLE_CAPS = { "SELECT role, cap FROM role_cap",
	ROLES_TABLE };
static const struct sql SQL_ROLE_CAPS_CLEAR = { "DELETE FROM role_cap",
	ROLES_TABLE };
static const struct sql SQL_ROLE_CAP_ADD = {
	"INSERT INTO role_cap (role, cap) VALUES (?1, ?2)", ROLES_TABLE
};

static bool role_opens(struct str code, int64_t cap)
{
	const struct role *r = may_role(code);

	for (size_t i = 0; r != NULL && i < r->ncaps; i++)
		if (r->caps[i] == cap)
			return true;
	return false;
}

/* Whether the database knows the roles as this program has them. */
static enum db_status roles_same(struct ctx *cx, bool *ret_same)
{
	size_t n = 0, want = 0, nroles;
	const struct role *roles = may_roles(&nroles);
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_ROLE_CAPS, NO_VALS);

	for (size_t i = 0; i < nroles; i++)
		want += roles[i].ncaps;
	*ret_same = true;
	for (; db_next(r); n++)
		if (!role_opens(db_text(r, 0), db_int(r, 1)))
			*ret_same = false;
	*ret_same = *ret_same && n == want;
	return db_done(r);
}

static enum db_status roles_write(struct ctx *cx)
{
	size_t nroles;
	const struct role *roles = may_roles(&nroles);
	enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_ROLE_CAPS_CLEAR, NO_VALS, NULL);

	for (size_t i = 0; i < nroles && st == DB_OK; i++)
		for (size_t j = 0; j < roles[i].ncaps && st == DB_OK; j++)
			st = db_exec(cx->conn, cx->arena, &SQL_ROLE_CAP_ADD,
			    VALS(V(roles[i].code), V((int)roles[i].caps[j])),
			    NULL);
	return st;
}

enum db_status may_rebuild(struct ctx *cx)
{
	bool same;
	enum db_status st = roles_same(cx, &same);

	if (st == DB_OK && !same)
		st = roles_write(cx);
	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_REMOVE, VALS(V(cx->today)), NULL);
	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_ADD, VALS(V(cx->today)), NULL);
	return st;
}

/* A part is only right when the roles are: they change with an upgrade, and
 * the first change after it is made to see to all. */
static enum db_status rebuild_part(
    struct ctx *cx, const struct sql *remove, const struct sql *add, int64_t id)
{
	bool same;
	enum db_status st = roles_same(cx, &same);

	assert(id != 0);
	if (st == DB_OK && !same)
		return may_rebuild(cx);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, remove,
		    VALS(V(cx->today), val_int(id)), NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, add,
		    VALS(V(cx->today), val_int(id)), NULL);
	return st;
}

enum db_status may_rebuild_person(struct ctx *cx, int64_t person)
{
	return rebuild_part(cx, &SQL_REMOVE_PERSON, &SQL_ADD_PERSON, person);
}

enum db_status may_rebuild_unit(struct ctx *cx, int64_t unit)
{
	return rebuild_part(cx, &SQL_REMOVE_UNIT, &SQL_ADD_UNIT, unit);
}

static const struct sql *const list[] = { &SQL_MAY, &SQL_MAY_ANYWHERE,
	&SQL_MAY_TRUST, &SQL_ADD, &SQL_REMOVE, &SQL_ADD_PERSON,
	&SQL_REMOVE_PERSON, &SQL_ADD_UNIT, &SQL_REMOVE_UNIT, &SQL_ROLE_CAPS,
	&SQL_ROLE_CAPS_CLEAR, &SQL_ROLE_CAP_ADD };
const struct sql_list may_sql = { list, NELEM(list) };
