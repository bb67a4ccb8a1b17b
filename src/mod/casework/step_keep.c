/*
 * step_keep.c: the end of keeping. Ten years after a case closed a person
 * looks and proposes; somebody who may erase disposes. Never by itself, and
 * never under a legal hold. NHS Records Management Code (2021), appendix II.
 */
#include "base/words.h"
#include "core/erasure.h"
#include "core/file.h"
#include "core/setting.h"
#include "mod/casework/follow.h"
#include "mod/casework/letter.h"

#define KEEP_SYSTEM SYSTEM("written by a step that asked for its right")
#define GONE_SYSTEM SYSTEM("a case is disposed of, asked for by the caller")

static const struct choice decision_list[] = {
	{ "dispose", N_("It can be disposed of") },
	{ "keep", N_("Keep it longer") },
};
static const struct choices decisions = { decision_list, NELEM(decision_list) };

/* clang-format off */
static const struct ask review_asks[] = {
	{ "decision", N_("What you propose"), NULL, ASK_RADIOS, .must = true, .choices = &decisions },
	{ "reason", N_("Why"), N_("What you looked at: claims, inquests, what is still learned from it"), ASK_LONG, .must = true, .max = 2000 },
	{ "keep_until", N_("Keep it until"), N_("Where it is kept longer"), ASK_DATE, .future = true },
};
static const struct ask dispose_asks[] = {
	{ "looked", N_("I looked at the case: nothing in it is needed any more"), NULL, ASK_TICK, .must = true },
	{ "reason", N_("Why it goes, without names"), N_("This stays in the list of what was disposed of"), ASK_LINE, .must = true },
};
/* clang-format on */

static const struct sql SQL_REVIEW = {
	"INSERT INTO case_disposal (case_file, reviewed_on, reviewed_by,"
	" keep_until) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (case_file)"
	" DO UPDATE SET reviewed_on = excluded.reviewed_on, reviewed_by ="
	" excluded.reviewed_by, keep_until = excluded.keep_until",
	KEEP_SYSTEM
};
static const struct sql SQL_STATE = {
	"SELECT k.reviewed_by, k.keep_until, k.disposed_on FROM case_disposal k"
	" WHERE k.case_file = ?1",
	SYSTEM("how far the end of a case is that was found with its rights")
};
static const struct sql SQL_DISPOSED = {
	"UPDATE case_disposal SET disposed_on = ?2, disposed_by = ?3"
	" WHERE case_file = ?1",
	KEEP_SYSTEM
};

struct date case_kept_until(struct ctx *cx, const struct case_file *c)
{
	return date_add_months(
	    c->closed_on, 12 * (int)setting_int(cx, "case_keep_years"));
}

struct state {
	bool there, gone;
	int64_t by;
	struct date keep_until;
};

static struct state state_of(struct ctx *cx, const struct case_file *c)
{
	struct state s = { .there = false };
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_STATE, VALS(V(c->rec.id)));

	if (db_next(r))
		s = (struct state){ true, !db_null(r, 2), db_int(r, 0),
			db_date(r, 1) };
	(void)db_done(r);
	return s;
}

static const char *blocked_review(struct ctx *cx, const struct case_file *c)
{
	if (c->hold)
		return N_("There is a legal hold: nothing may be disposed of.");
	if (date_cmp(case_kept_until(cx, c), cx->today) > 0)
		return N_("Its time of keeping is not over.");
	return state_of(cx, c).gone ? N_("It has been disposed of.") : NULL;
}

static const char *blocked_dispose(struct ctx *cx, const struct case_file *c)
{
	const char *why = blocked_review(cx, c);
	const struct state s = state_of(cx, c);

	if (why != NULL)
		return why;
	if (!s.there)
		return N_("Somebody looks at it and proposes it first.");
	if (!date_none(s.keep_until))
		return N_("It was decided to keep it longer.");
	return s.by == cx->person
		   ? N_("You proposed it: somebody else disposes of it.")
		   : NULL;
}

static enum db_status apply_review(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const bool keep = str_is(answer_text(in, "decision"), "keep");
	const struct date until = answer_day(in, "keep_until");

	if (keep && date_none(until)) {
		problem_add(p, "keep_until", T("Say until when it is kept"));
		return DB_REFUSED;
	}
	return db_exec(cx->conn, cx->arena, &SQL_REVIEW,
	    VALS(V(c->rec.id), V(cx->today), val_ref(cx->person),
		V(keep ? until : DATE_NONE)),
	    NULL);
}

static enum db_status apply_dispose(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct erasure e = { .table = S("case_file"),
		.ref = c->rec.ref,
		.columns = S("title,learning,outcome_reason,event_on"),
		.reason = answer_text(in, "reason") };
	enum db_status st = erase(cx, &e, c->unit);

	(void)p;
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_DISPOSED,
		    VALS(V(c->rec.id), V(cx->today), val_ref(cx->person)),
		    NULL);
	c->learning = c->outcome_reason = STR_NULL;
	c->event_on = DATE_NONE;
	return st;
}

#define ASKS(a) .asks = (a), .nasks = NELEM(a)

/* clang-format off */
const struct step steps_keep[] = {
	{ .code = "retention", .label = N_("Decide whether it is kept longer"), .said = N_("Looked at for disposal"),
	  .types = OF_ALL, .when = WHEN_CLOSED, ASKS(review_asks), .apply = apply_review, .blocked = blocked_review },
	{ .code = "dispose", .label = N_("Dispose of it"), .said = N_("Disposed of"), .who = STEP_ERASE,
	  .types = OF_ALL, .when = WHEN_CLOSED, ASKS(dispose_asks), .apply = apply_dispose, .blocked = blocked_dispose,
	  .hint = N_("What was said and who said it goes for good. The number, the days and the codes stay for the counts.") },
};
/* clang-format on */
const size_t nsteps_keep = NELEM(steps_keep);

/* What goes ------------------------------------------------------------- */

/* clang-format off */
static const struct sql SQL_GONE[] = {
	{ "UPDATE case_file SET title = 'Disposed of', fold = 'disposed of', learning = NULL, outcome_reason = NULL, event_on = NULL, source_key = NULL WHERE id = ?1", GONE_SYSTEM },
	{ "DELETE FROM case_party WHERE case_file = ?1", GONE_SYSTEM },
	{ "UPDATE case_event SET note = NULL WHERE case_file = ?1", GONE_SYSTEM },
	{ "UPDATE case_issue SET what = '-', clinical = NULL, reason = NULL WHERE case_file = ?1", GONE_SYSTEM },
	{ "UPDATE case_statement SET shown = '-', supporter = '-', words = NULL WHERE case_file = ?1", GONE_SYSTEM },
	{ "UPDATE case_period SET reason = NULL WHERE case_file = ?1", GONE_SYSTEM },
	{ "UPDATE case_flag SET reference = NULL WHERE case_file = ?1", GONE_SYSTEM },
	{ "UPDATE case_remedy SET what = '-' WHERE case_file = ?1", GONE_SYSTEM },
	{ "DELETE FROM case_draft WHERE case_file = ?1", GONE_SYSTEM },
	{ "UPDATE case_recommendation SET what = '-' WHERE case_file = ?1", GONE_SYSTEM },
	{ "DELETE FROM case_contact_plan WHERE case_file = ?1", GONE_SYSTEM },
	{ "UPDATE case_check SET words = NULL WHERE case_file = ?1", GONE_SYSTEM },
};
/* clang-format on */

static enum db_status remove_files(struct ctx *cx, int64_t id)
{
	size_t n;
	const struct file *all = file_list(cx, "case_file", id, &n);
	enum db_status st = DB_OK;

	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = file_remove(cx, "case_file", id, all[i].ref);
	return st;
}

enum db_status case_blank(struct ctx *cx, int64_t id)
{
	enum db_status st = remove_files(cx, id);

	if (st == DB_OK)
		st = letter_versions_remove(cx, id);

	for (size_t i = 0; i < NELEM(SQL_GONE) && st == DB_OK; i++)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_GONE[i], VALS(V(id)), NULL);
	return st;
}

static const struct sql *const list[] = { &SQL_REVIEW, &SQL_STATE,
	&SQL_DISPOSED, &SQL_GONE[0], &SQL_GONE[1], &SQL_GONE[2], &SQL_GONE[3],
	&SQL_GONE[4], &SQL_GONE[5], &SQL_GONE[6], &SQL_GONE[7], &SQL_GONE[8],
	&SQL_GONE[9], &SQL_GONE[10], &SQL_GONE[11] };
_Static_assert(NELEM(SQL_GONE) == 12, "each is in the list");
const struct sql_list steps_keep_sql = { list, NELEM(list) };
