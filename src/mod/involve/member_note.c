/*
 * member_note.c: pastoral notes, in the strictest class: check-ins, calls, and
 * what was agreed. Words are sealed; nobody edits or exports them.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/keys.h"
#include "mod/involve/member.h"

#define NOTES_MAX 100

static const struct choice what_list[] = {
	{ "check_in", N_("Check-in") },
	{ "call", N_("Phone call") },
	{ "debrief", N_("Debrief after an activity") },
	{ "worry", N_("Worry or concern") },
	{ "leaver", N_("Leaver interview") },
	{ "advice", N_("Signposted to advice on money or benefits") },
};
const struct choices note_kinds = { what_list, NELEM(what_list) };

static const struct sql SQL_NOTES = {
	"SELECT x.ref, x.what, x.sealed, x.written_at, x.next_on, w.name"
	" FROM member_note x JOIN member b ON b.id = x.member"
	" LEFT JOIN person w ON w.id = x.written_by WHERE x.member = ?1 AND " SCOPE(
	    "b.unit") " ORDER BY x.id DESC LIMIT 100",
	SCOPED(CAP_PASTORAL)
};
/* Only who may read them may add one. */
static const struct sql SQL_ADD = {
	"INSERT INTO member_note (ref, member, what, written_at, written_by,"
	" next_on, sealed) SELECT CAST(?2 AS TEXT), b.id, CAST(?3 AS TEXT),"
	" CAST(?4 AS BIGINT), ?p, CAST(?5 AS TEXT), ?6 FROM member b"
	" WHERE b.id = ?1 AND " SCOPE("b.unit"),
	SCOPED(CAP_PASTORAL)
};

size_t notes_of(struct ctx *cx, const struct member *b, struct note **ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_NOTES, VALS(V(b->rec.id)));
	size_t n = 0;

	*ret = arena_array(cx->arena, NOTES_MAX, sizeof(**ret));
	while (n < NOTES_MAX && db_next(r)) {
		struct note *x = &(*ret)[n++];

		x->ref = db_text(r, 0);
		x->what = db_text(r, 1);
		x->words = unseal(cx->app->keys, cx->arena, KEY_PASTORAL,
		    seal_where(cx->arena, "member_note", "sealed", x->ref),
		    db_blob(r, 2));
		x->at = db_instant(r, 3);
		x->next_on = db_date(r, 4);
		x->by = db_text(r, 5);
	}
	(void)db_done(r);
	return n;
}

enum db_status note_add(
    struct ctx *cx, const struct member *b, const struct note *n)
{
	const struct str ref = ref_new(cx->arena);
	const struct str sealed = seal(cx->app->keys, cx->arena, KEY_PASTORAL,
	    seal_where(cx->arena, "member_note", "sealed", ref), n->words);
	int64_t done = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(b->rec.id), V(ref), V(n->what), V(cx->now), V(n->next_on),
		val_blob(sealed)),
	    &done);

	if (st != DB_OK || done == 0)
		return st == DB_OK ? DB_REFUSED : st;
	return audit(cx, "note", "member", b->rec.ref, n->what);
}

static const struct sql *const list[] = { &SQL_NOTES, &SQL_ADD };
const struct sql_list member_note_sql = { list, NELEM(list) };
