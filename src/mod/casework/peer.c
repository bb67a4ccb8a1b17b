/*
 * peer.c: the peer-review room, as rules: a closed case without names, whose
 * redaction somebody else checked; two lay and two staff reviewers who declare
 * conflicts first; marks; learning that is published. Who complained may opt
 * out.
 */
#include "base/random.h"
#include "base/words.h"
#include "mod/casework/learn.h"

#define FOUND SYSTEM("a case of the room that was found with its rights")

/* clang-format off */
static const struct sql SQL_FIND = {
	"SELECT p.id, p.case_file, c.unit, p.ref, p.words, p.learning,"
	" p.redacted_by, p.checked_by, p.published_on,"
	" (SELECT count(*) FROM peer_reviewer v WHERE v.peer_case = p.id AND v.lay = 1 AND coalesce(v.conflict, 0) = 0),"
	" (SELECT count(*) FROM peer_reviewer v WHERE v.peer_case = p.id AND v.lay = 0 AND coalesce(v.conflict, 0) = 0),"
	" (SELECT count(*) FROM peer_reviewer v WHERE v.peer_case = p.id AND v.lay = 1 AND v.finished_on IS NOT NULL),"
	" (SELECT count(*) FROM peer_reviewer v WHERE v.peer_case = p.id AND v.lay = 0 AND v.finished_on IS NOT NULL),"
	" m.id, m.conflict, m.finished_on FROM peer_case p"
	" JOIN case_file c ON c.id = p.case_file"
	" LEFT JOIN peer_reviewer m ON m.peer_case = p.id AND m.person = ?p"
	" WHERE p.ref = ?1 AND (" SCOPE("c.unit")
	" OR (m.id IS NOT NULL AND p.checked_by IS NOT NULL))",
	SCOPED(CAP_CASE_READ)
};
/* clang-format on */
static const struct sql SQL_PUT_IN = {
	"INSERT INTO peer_case (ref, case_file, words, redacted_by,"
	" redacted_on) VALUES (?1, ?2, ?3, ?4, ?5)",
	FOUND
};
static const struct sql SQL_THERE = {
	"SELECT 1 FROM peer_case p WHERE p.case_file = ?1", FOUND
};
static const struct sql SQL_OUT = {
	"SELECT 1 FROM case_event e WHERE e.case_file = ?1"
	" AND e.what = 'peer_opt_out'",
	FOUND
};
static const struct sql SQL_REMOVE = {
	"DELETE FROM peer_case WHERE case_file = ?1 AND NOT EXISTS (SELECT 1"
	" FROM peer_reviewer v WHERE v.peer_case = peer_case.id)",
	FOUND
};
static const struct sql SQL_CHECK = {
	"UPDATE peer_case SET checked_by = ?2, checked_on = ?3 WHERE id = ?1"
	" AND checked_by IS NULL",
	FOUND
};
static const struct sql SQL_INSIDE = {
	"SELECT 1 FROM case_file c WHERE c.id = ?1 AND (c.handler = ?2"
	" OR c.lead = ?2 OR c.drafted_by = ?2 OR c.checked_by = ?2"
	" OR c.signed_by = ?2 OR EXISTS (SELECT 1 FROM case_statement s"
	" WHERE s.case_file = c.id AND s.person = ?2))",
	SYSTEM("whether a reviewer took part in a case that was found")
};
static const struct sql SQL_ADD = {
	"INSERT INTO peer_reviewer (peer_case, person, lay)"
	" VALUES (?1, ?2, ?3) ON CONFLICT (peer_case, person) DO NOTHING",
	FOUND
};
static const struct sql SQL_DECLARE = {
	"UPDATE peer_reviewer SET conflict = ?2 WHERE id = ?1"
	" AND conflict IS NULL",
	FOUND
};
static const struct sql SQL_FINISH = {
	"UPDATE peer_reviewer SET finished_on = ?2, comment = ?3 WHERE id = ?1"
	" AND conflict = 0 AND finished_on IS NULL",
	FOUND
};
static const struct sql SQL_MARK = {
	"INSERT INTO peer_mark (reviewer, item, value) VALUES (?1, ?2, ?3)",
	FOUND
};
static const struct sql SQL_PUBLISH = {
	"UPDATE peer_case SET learning = ?2, published_on = ?3 WHERE id = ?1"
	" AND published_on IS NULL",
	FOUND
};
static const struct sql *const list[] = { &SQL_FIND, &SQL_PUT_IN, &SQL_THERE,
	&SQL_OUT, &SQL_REMOVE, &SQL_CHECK, &SQL_INSIDE, &SQL_ADD, &SQL_DECLARE,
	&SQL_FINISH, &SQL_MARK, &SQL_PUBLISH };
const struct sql_list case_peer_sql = { list, NELEM(list) };

bool peer_find(struct ctx *cx, struct str ref, struct peer_case *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_FIND, VALS(V(ref)));
	const bool found = db_next(r);

	if (found)
		*ret = (struct peer_case){ .id = db_int(r, 0),
			.case_file = db_int(r, 1),
			.unit = db_int(r, 2),
			.ref = db_text(r, 3),
			.words = db_text(r, 4),
			.learning = db_text(r, 5),
			.redacted_by = db_int(r, 6),
			.checked_by = db_int(r, 7),
			.published_on = db_date(r, 8),
			.lay = db_int(r, 9),
			.staff = db_int(r, 10),
			.lay_done = db_int(r, 11),
			.staff_done = db_int(r, 12),
			.reviewer = db_int(r, 13),
			.declared = !db_null(r, 14),
			.conflict = db_int(r, 14) != 0,
			.finished = !db_null(r, 15) };
	return db_done(r) == DB_OK && found;
}

bool peer_complete(const struct peer_case *p)
{
	return p->lay_done >= PEER_LAY && p->staff_done >= PEER_STAFF;
}

static enum db_status no(struct problems *p, const char *field, const char *why)
{
	problem_add(p, field, "%s", T(why));
	return DB_REFUSED;
}

enum db_status peer_check(
    struct ctx *cx, const struct peer_case *c, struct problems *p)
{
	if (c->redacted_by == cx->person)
		return no(p, NULL,
		    N_("You took the names out: somebody else checks it."));
	if (!may(cx, CAP_CASE_WRITE, c->unit))
		return no(p, NULL, N_("The complaints team checks it."));
	return db_exec(cx->conn, cx->arena, &SQL_CHECK,
	    VALS(V(c->id), val_ref(cx->person), V(cx->today)), NULL);
}

enum db_status peer_add(struct ctx *cx, const struct peer_case *c,
    int64_t person, bool lay, struct problems *p)
{
	if (c->checked_by == 0 || !may(cx, CAP_CASE_WRITE, c->unit))
		return no(p, NULL,
		    N_("Somebody checks first that nothing leads to a "
		       "person."));
	if (person == 0)
		return no(p, "person", N_("Choose who reviews it"));
	if (lay ? c->lay >= PEER_LAY : c->staff >= PEER_STAFF)
		return no(p, "person",
		    N_("There are two reviewers of this side already"));
	if (db_get_int(cx->conn, cx->arena, &SQL_INSIDE,
		VALS(V(c->case_file), V(person)), 0) != 0)
		return no(p, "person",
		    N_("They took part in this case: choose somebody else"));
	return db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(c->id), V(person), V(lay)), NULL);
}

enum db_status peer_declare(struct ctx *cx, const struct peer_case *c,
    bool conflict, struct problems *p)
{
	if (c->reviewer == 0)
		return no(p, NULL, N_("You do not review this case."));
	return db_exec(cx->conn, cx->arena, &SQL_DECLARE,
	    VALS(V(c->reviewer), V(conflict)), NULL);
}

enum db_status peer_score(struct ctx *cx, const struct peer_case *c,
    const struct questionnaire *q, const struct answers *in, struct problems *p)
{
	int64_t n = 0;
	enum db_status st;

	if (c->reviewer == 0 || !c->declared || c->conflict || c->finished)
		return no(p, NULL,
		    N_("Say first whether you know anybody in this case."));
	st = db_exec(cx->conn, cx->arena, &SQL_FINISH,
	    VALS(V(c->reviewer), V(cx->today), V(answer_text(in, "comment"))),
	    &n);
	for (size_t i = 0; i < q->n && st == DB_OK && n == 1; i++) {
		int64_t value = 0;

		if (q->items[i] != 0 && str_int64(in->list[i].text, &value))
			st = db_exec(cx->conn, cx->arena, &SQL_MARK,
			    VALS(V(c->reviewer), V(q->items[i]), V(value)),
			    NULL);
	}
	return st;
}

enum db_status peer_publish(struct ctx *cx, const struct peer_case *c,
    struct str title, struct str words, struct problems *p)
{
	struct learning_item item = { .title = title,
		.words = words,
		.source = S("peer"),
		.published_on = cx->today };
	enum db_status st;

	if (!peer_complete(c))
		return no(p, NULL,
		    N_("Two lay and two staff reviewers finish first."));
	if (!date_none(c->published_on))
		return no(p, NULL, N_("It is published already."));
	st = kind_save(cx, &kind_learning_item, &item, p);
	return st == DB_OK ? db_exec(cx->conn, cx->arena, &SQL_PUBLISH,
				 VALS(V(c->id), V(words), V(cx->today)), NULL)
			   : st;
}

/* The steps of a case --------------------------------------------------------- */

static enum db_status apply_peer(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)p;
	return db_exec(cx->conn, cx->arena, &SQL_PUT_IN,
	    VALS(V(ref_new(cx->arena)), V(c->rec.id),
		V(answer_text(in, "words")), val_ref(cx->person), V(cx->today)),
	    NULL);
}

static enum db_status apply_out(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	(void)in;
	(void)p;
	return db_exec(
	    cx->conn, cx->arena, &SQL_REMOVE, VALS(V(c->rec.id)), NULL);
}

static const char *blocked_peer(struct ctx *cx, const struct case_file *c)
{
	if (db_get_int(cx->conn, cx->arena, &SQL_OUT, VALS(V(c->rec.id)), 0))
		return N_("The person who complained does not want that.");
	if (db_get_int(cx->conn, cx->arena, &SQL_THERE, VALS(V(c->rec.id)), 0))
		return N_("It is in the peer-review room.");
	return NULL;
}

/* clang-format off */
static const struct ask peer_asks[] = {
	{ "told", N_("The person who complained was told and does not mind"), NULL, ASK_TICK, .must = true },
	{ "words", N_("The case, the answer and how it was handled, without names"), N_("No name, no day, no place, nothing rare: nobody who reads it knows who it was. Somebody else checks that."), ASK_LONG, .must = true },
};
static const struct ask out_asks[] = {
	{ "day", N_("They said so on"), NULL, ASK_DATE, .must = true, .past = true, .today = true },
};

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

const struct step steps_peer[] = {
	{ .code = "peer", .label = N_("Put it into the peer-review room"), .said = N_("Put into the peer-review room"),
	  .types = OF_COMPLAINT, .when = WHEN_CLOSED, ASKS(peer_asks), .apply = apply_peer, .blocked = blocked_peer },
	{ .code = "peer_opt_out", .label = N_("They do not want a peer review"), .said = N_("They do not want a peer review"),
	  .types = OF_COMPLAINT, .when = WHEN_ANY, ASKS(out_asks), .apply = apply_out },
};
/* clang-format on */
const size_t nsteps_peer = NELEM(steps_peer);
