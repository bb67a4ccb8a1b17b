/*
 * member_life.c: the way of a member from the first hello to the last, as a
 * table, and what follows from each step.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/internal.h"

#define REVIEW_MONTHS 6

static const struct sql SQL_OPEN_CHECKS = {
	"SELECT count(*) FROM member_check c JOIN member b ON b.id = c.member"
	" WHERE c.member = ?1 AND c.state = 'asked' AND c.what <> 'induction'"
	" AND " SCOPE("b.unit"),
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_INDUCTED = {
	"SELECT count(*) FROM member_check c JOIN member b ON b.id = c.member"
	" WHERE c.member = ?1 AND c.what = 'induction' AND c.state <> 'asked'"
	" AND " SCOPE("b.unit"),
	SCOPED(CAP_REGISTER)
};

static int64_t asked(
    struct ctx *cx, const struct sql *q, const struct member *b)
{
	return cx->system
		   ? -1
		   : db_get_int(cx->conn, cx->arena, q, VALS(V(b->rec.id)), 0);
}

static const char *wait_checks(struct ctx *cx, const struct member *b)
{
	return asked(cx, &SQL_OPEN_CHECKS, b) > 0
		   ? N_("A check or an agreement is still open.")
		   : NULL;
}

static const char *wait_induction(struct ctx *cx, const struct member *b)
{
	return asked(cx, &SQL_INDUCTED, b) == 0
		   ? N_("The induction is not recorded as done yet.")
		   : NULL;
}

/* clang-format off */
static const struct life_step steps[] = {
	{ "enquiry", "chat", N_("We have spoken"), false, false, NULL },
	{ "chat", "application", N_("They want to apply"), false, false, NULL },
	{ "application", "checks", N_("Accept, and ask for checks"), false, false, NULL },
	{ "checks", "induction", N_("Checks are done"), false, false, wait_checks },
	{ "induction", "active", N_("Make active"), false, false, wait_induction },
	{ "active", "paused", N_("Pause"), true, false, NULL },
	{ "paused", "active", N_("Come back"), true, false, NULL },
	{ "enquiry", "stepped_down", N_("Step down"), true, true, NULL },
	{ "chat", "stepped_down", N_("Step down"), true, true, NULL },
	{ "application", "stepped_down", N_("Step down"), true, true, NULL },
	{ "checks", "stepped_down", N_("Step down"), true, true, NULL },
	{ "induction", "stepped_down", N_("Step down"), true, true, NULL },
	{ "active", "stepped_down", N_("Step down"), true, true, NULL },
	{ "paused", "stepped_down", N_("Step down"), true, true, NULL },
	{ "stepped_down", "chat", N_("Welcome back"), false, false, NULL },
};
/* clang-format on */

const struct life_step *life_steps(size_t *ret_n)
{
	*ret_n = NELEM(steps);
	return steps;
}

const struct life_step *life_step(struct str from, struct str to)
{
	for (size_t i = 0; i < NELEM(steps); i++)
		if (str_is(from, steps[i].from) && str_is(to, steps[i].to))
			return &steps[i];
	return NULL;
}

/* What follows ---------------------------------------------------------- */

static const struct sql SQL_MOVE = {
	"UPDATE member SET state = ?3, state_since = ?4, review_on = ?5,"
	" leave_reason = ?6, version = version + 1, changed_at = ?7,"
	" changed_by = ?p WHERE id = ?1 AND version = ?2",
	FOUND
};
static const struct sql SQL_LOG = {
	"INSERT INTO member_step (member, happened_at, person, from_state,"
	" to_state) VALUES (?1, ?2, ?3, ?4, ?5)",
	FOUND
};
static const struct sql SQL_ASK = {
	"INSERT INTO member_check (ref, version, created_at, created_by,"
	" changed_at, changed_by, unit, title, member, what, state, asked_on)"
	" VALUES (?1, 1, ?2, ?3, ?2, ?3, ?4, ?5, ?6, ?7, 'asked', ?8)",
	FOUND
};

static enum db_status ask_check(
    struct ctx *cx, const struct member *b, const char *what, const char *title)
{
	return db_exec(cx->conn, cx->arena, &SQL_ASK,
	    VALS(V(ref_new(cx->arena)), V(cx->now), val_ref(cx->person),
		V(b->unit), V(title), V(b->rec.id), V(what), V(cx->today)),
	    NULL);
}

/* What everybody is asked for; a role that needs more asks for more. */
static enum db_status ask_checks(struct ctx *cx, const struct member *b)
{
	enum db_status st = ask_check(cx, b, "reference", T("Reference"));

	if (st == DB_OK)
		st = ask_check(
		    cx, b, "confidentiality", T("Confidentiality agreement"));
	if (st == DB_OK)
		st = ask_check(cx, b, "conduct", T("Code of conduct"));
	if (st == DB_OK)
		st = ask_check(cx, b, "induction", T("Induction"));
	if (st == DB_OK && str_is(b->age_band, "16_17"))
		st = ask_check(
		    cx, b, "young", T("Consent of their own, at 16 or 17"));
	else if (st == DB_OK && b->under_18)
		st = ask_check(
		    cx, b, "guardian", T("Consent of a parent or guardian"));
	return st;
}

enum db_status life_log(
    struct ctx *cx, const struct member *b, struct str from, struct str to)
{
	return db_exec(cx->conn, cx->arena, &SQL_LOG,
	    VALS(V(b->rec.id), V(cx->now), val_ref(cx->person), V(from), V(to)),
	    NULL);
}

static enum db_status follow(
    struct ctx *cx, const struct member *b, struct str to, struct str reason)
{
	if (str_is(to, "checks"))
		return ask_checks(cx, b);
	if (str_is(to, "stepped_down"))
		return member_wipe(cx, b, reason);
	return DB_OK;
}

enum db_status life_move(
    struct ctx *cx, const struct member *b, struct str to, struct str reason)
{
	const struct life_step *s = life_step(b->state, to);
	struct date review = b->review_on;
	struct buf old = buf_make(BUF_PAGE);
	int64_t n = 0;

	if (s == NULL || (s->reason && str_empty(reason)) ||
	    (s->wait != NULL && s->wait(cx, b) != NULL))
		return DB_REFUSED;
	if (str_is(to, "active"))
		review = date_add_months(cx->today, REVIEW_MONTHS);
	kind_json(cx, &kind_member, b, &old);
	enum db_status st = history_add(cx, "member", b->rec.id, b->rec.version,
	    str_dup(cx->arena, buf_view(&old)));

	buf_free(&old);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_MOVE,
		    VALS(V(b->rec.id), V(b->rec.version), V(to), V(cx->today),
			V(review), V(s->reason ? reason : STR_NULL),
			V(cx->now)),
		    &n);
	if (st == DB_OK && n == 0)
		return DB_STALE;
	if (st == DB_OK)
		st = life_log(cx, b, b->state, to);
	if (st == DB_OK)
		st = audit(cx, "step", "member", b->rec.ref, S("state"));
	return st == DB_OK ? follow(cx, b, to, reason) : st;
}

static const struct sql *const list[] = { &SQL_OPEN_CHECKS, &SQL_INDUCTED,
	&SQL_MOVE, &SQL_LOG, &SQL_ASK };
const struct sql_list member_life_sql = { list, NELEM(list) };
