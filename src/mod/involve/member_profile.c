/*
 * member_profile.c: what a member likes, can do and needs: no access class of
 * its own, but never public. The other classes are in member_class.c.
 */
#include "core/audit.h"
#include "mod/involve/member.h"

#define NEEDS_REVIEW_MONTHS 12 /* of access needs, by the standard's "review" */

#define PROFILE                                                            \
	"SELECT x.interests, x.avoid, x.skills, x.slots, x.ways,"          \
	" x.invited_on, x.invitations FROM member_profile x JOIN member b" \
	" ON b.id = x.member WHERE x.member = ?1 AND "
#define ACCESS                                                                 \
	"SELECT x.needs, x.words, x.may_share, x.review_on FROM member_access" \
	" x JOIN member b ON b.id = x.member WHERE x.member = ?1 AND "

static const struct sql SQL_PROFILE[] = {
	{ PROFILE SCOPE("b.unit"), SCOPED(CAP_REGISTER) },
	{ PROFILE OWN("x.member"), OWN_ROW },
};
static const struct sql SQL_ACCESS[] = {
	{ ACCESS SCOPE("b.unit"), SCOPED(CAP_REGISTER) },
	{ ACCESS OWN("x.member"), OWN_ROW },
};

static const struct sql SQL_PROFILE_PUT = {
	"INSERT INTO member_profile (member, interests, avoid, skills, slots,"
	" ways, invitations) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)"
	" ON CONFLICT (member) DO UPDATE SET interests = excluded.interests,"
	" avoid = excluded.avoid, skills = excluded.skills,"
	" slots = excluded.slots, ways = excluded.ways",
	FOUND
};
static const struct sql SQL_ACCESS_PUT = {
	"INSERT INTO member_access (member, needs, words, may_share,"
	" recorded_on, review_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	" ON CONFLICT (member) DO UPDATE SET needs = excluded.needs,"
	" words = excluded.words, may_share = excluded.may_share,"
	" recorded_on = excluded.recorded_on, review_on = excluded.review_on",
	FOUND
};

bool profile_get(
    struct ctx *cx, int64_t member, enum whose w, struct profile *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_PROFILE[w], VALS(V(member)));
	const bool found = db_next(r);

	*ret = (struct profile){ .invitations = 0 };
	if (found)
		*ret = (struct profile){ db_int(r, 0), db_int(r, 1),
			db_int(r, 2), db_int(r, 3), db_int(r, 4), db_date(r, 5),
			db_int(r, 6) };
	return db_done(r) == DB_OK && found;
}

bool access_get(
    struct ctx *cx, int64_t member, enum whose w, struct access_needs *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ACCESS[w], VALS(V(member)));
	const bool found = db_next(r);

	*ret = (struct access_needs){ .needs = 0 };
	if (found)
		*ret = (struct access_needs){ db_int(r, 0), db_text(r, 1),
			db_int(r, 2) != 0, db_date(r, 3) };
	return db_done(r) == DB_OK && found;
}

enum db_status profile_put(
    struct ctx *cx, const struct member *b, const struct profile *p)
{
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_PROFILE_PUT,
	    VALS(V(b->rec.id), V(p->interests), V(p->avoid), V(p->skills),
		V(p->slots), V(p->ways)),
	    NULL);

	return st == DB_OK
		   ? audit(cx, "change", "member", b->rec.ref, S("profile"))
		   : st;
}

enum db_status access_put(
    struct ctx *cx, const struct member *b, const struct access_needs *n)
{
	const struct date review =
	    date_none(n->review_on)
		? date_add_months(cx->today, NEEDS_REVIEW_MONTHS)
		: n->review_on;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_ACCESS_PUT,
	    VALS(V(b->rec.id), V(n->needs), V(n->words), V(n->may_share),
		V(cx->today), V(review)),
	    NULL);

	return st == DB_OK
		   ? audit(cx, "change", "member", b->rec.ref, S("access"))
		   : st;
}

static const struct sql *const list[] = { &SQL_PROFILE[0], &SQL_PROFILE[1],
	&SQL_ACCESS[0], &SQL_ACCESS[1], &SQL_PROFILE_PUT, &SQL_ACCESS_PUT };
const struct sql_list member_profile_sql = { list, NELEM(list) };
