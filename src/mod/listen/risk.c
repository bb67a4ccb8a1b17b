/*
 * risk.c: alerts: which are open, what is said of them, and clearing one.
 * Raising them is screen.c's.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/comment_ref.h"
#include "core/setting.h"
#include "mod/listen/moderation.h"
#include "mod/listen/said.h"
#include "mod/listen/screen.h"

#define COLUMNS                                                                       \
	"SELECT a.level, a.categories, s.evidence, a.raised_at, a.due_at,"            \
	" a.escalated_at, a.cleared_at, p.name, a.outcome, a.note, " COMMENT_REF(     \
	    "r",                                                                      \
	    "c") ","                                                                  \
		 " u.name, c.state, c.shown, c.lang FROM risk_alert a"                \
		 " JOIN comment c ON c.id = a.comment"                                \
		 " JOIN response r ON r.id = c.response JOIN unit u ON u.id = a.unit" \
		 " LEFT JOIN comment_screen s ON s.comment = a.comment"               \
		 " LEFT JOIN person p ON p.id = a.cleared_by"

static const struct sql SQL_ONE = { COLUMNS
	" WHERE a.comment = ?1 AND " SCOPE("a.unit"),
	SCOPED(CAP_MODERATE) };
static const struct sql SQL_OPEN = { COLUMNS
	" WHERE a.cleared_at IS NULL AND " SCOPE(
	    "a.unit") " ORDER BY"
		      " CASE a.level WHEN 'urgent' THEN 0 ELSE 1 END, a.due_at, a.id"
		      " LIMIT 100",
	SCOPED(CAP_MODERATE) };
_Static_assert(RISK_LIST == 100, "the LIMIT above");
static const struct sql SQL_CLEAR = {
	"UPDATE risk_alert SET cleared_at = ?2, cleared_by = ?3, outcome = ?4,"
	" note = ?5 WHERE cleared_at IS NULL AND comment = (SELECT c.id"
	" FROM comment c WHERE " COMMENT_IS("c", "?1") ") AND " SCOPE(
	    "risk_alert.unit"),
	SCOPED(CAP_MODERATE)
};

static const struct sql *const list[] = { &SQL_ONE, &SQL_OPEN, &SQL_CLEAR };
const struct sql_list risk_sql = { list, NELEM(list) };

static const struct choice outcomes[] = {
	{ "passed_on", N_("I told somebody who can act, such as the "
			  "safeguarding team") },
	{ "contacted", N_("The writer was reached and is being helped") },
	{ "known", N_("It is known already and somebody is dealing with it") },
	{ "no_risk", N_("I read it and nobody is at risk") },
	{ "cannot", N_("Nobody can be reached; I wrote down what we did") },
};
const struct choices risk_outcomes = { outcomes, NELEM(outcomes) };

static const struct choice levels[] = {
	{ "urgent", N_("Urgent") },
	{ "concern", N_("Concern") },
};
const struct choices risk_levels = { levels, NELEM(levels) };

static const struct choice categories[] = {
	{ "self_harm", N_("self-harm or suicide") },
	{ "immediate", N_("somebody very ill right now") },
	{ "abuse", N_("abuse or neglect") },
	{ "domestic", N_("abuse at home") },
	{ "sexual", N_("sexual safety") },
	{ "violence", N_("violence or a threat") },
	{ "harm", N_("death or serious harm") },
	{ "never_event", N_("something that should never happen") },
	{ "medication", N_("harm by medicines") },
	{ "restraint", N_("restraint or no consent") },
	{ "discrimination", N_("discrimination or hate") },
	{ "data_breach", N_("private information in wrong hands") },
	{ "theft", N_("theft or fraud") },
	{ "legal", N_("going to court or to the press") },
};
const struct choices risk_categories_said = { categories, NELEM(categories) };

struct str risk_categories_text(struct ctx *cx, struct str codes)
{
	struct str rest = codes, one, all = S("");

	while (rest.n > 0 && str_cut(&rest, ',', &one))
		all = str_fmt(cx->arena, "%.*s%s%s", STR_ARG(all),
		    all.n > 0 ? ", " : "",
		    moderation_label(&risk_categories_said, one));
	return all.n > 0 ? all : str_of(T("the wording as a whole"));
}

static void load(struct rows *r, struct risk_alert *a)
{
	*a = (struct risk_alert){ .level = db_text(r, 0),
		.categories = db_text(r, 1),
		.evidence = db_text(r, 2),
		.raised_at = db_instant(r, 3),
		.due_at = db_instant(r, 4),
		.escalated_at = db_instant(r, 5),
		.cleared_at = db_instant(r, 6),
		.cleared_by = db_text(r, 7),
		.outcome = db_text(r, 8),
		.note = db_text(r, 9),
		.ref = db_text(r, 10),
		.unit_name = db_text(r, 11),
		.state = db_text(r, 12),
		.shown = db_text(r, 13),
		.lang = db_text(r, 14) };
}

bool risk_alert_of(struct ctx *cx, int64_t comment, struct risk_alert *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ONE, VALS(val_int(comment)));
	const bool found = db_next(r);

	if (found)
		load(r, ret);
	return db_done(r) == DB_OK && found;
}

size_t risk_open(struct ctx *cx, struct risk_alert ret[RISK_LIST])
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_OPEN, NO_VALS);
	size_t n = 0;

	while (n < RISK_LIST && db_next(r))
		load(r, &ret[n++]);
	return db_done(r) == DB_OK ? n : 0;
}

/* "9am", "noon", "5pm". */
static struct str hour_text(struct ctx *cx, int h)
{
	if (h == 12)
		return str_of(T("noon"));
	if (h % 24 == 0)
		return str_of(T("midnight"));
	return str_fmt(
	    cx->arena, h < 12 ? T("%dam") : T("%dpm"), h < 12 ? h : h - 12);
}

struct str risk_hours_text(struct ctx *cx)
{
	const struct str from =
	    hour_text(cx, (int)setting_int(cx, "risk_from_hour"));
	const struct str to =
	    hour_text(cx, (int)setting_int(cx, "risk_to_hour"));

	return str_fmt(cx->arena,
	    setting_bool(cx, "risk_every_day")
		? T("every day from %.*s to %.*s")
		: T("on working days from %.*s to %.*s"),
	    STR_ARG(from), STR_ARG(to));
}

enum db_status risk_clear(struct ctx *cx, struct clearing *c)
{
	int64_t n = 0;
	enum db_status st;

	c->problems.n = 0;
	if (*moderation_label(&risk_outcomes, c->outcome) == '\0')
		problem_add(
		    &c->problems, "outcome", "%s", T("Say what was done"));
	if (str_is(c->outcome, "cannot") && str_empty(c->note))
		problem_add(&c->problems, "risk-note", "%s",
		    T("Say what you did in a few words"));
	if (said_length(c->note) > MODERATION_NOTE_MAX)
		problem_add(&c->problems, "risk-note",
		    T("Use at most %d characters"), MODERATION_NOTE_MAX);
	if (c->problems.n > 0)
		return DB_REFUSED;
	st = db_exec(cx->conn, cx->arena, &SQL_CLEAR,
	    VALS(V(c->ref), V(cx->now), val_ref(cx->person), V(c->outcome),
		V(str_empty(c->note) ? STR_NULL : c->note)),
	    &n);
	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	return st == DB_OK
		   ? audit(cx, "clear", "comment", c->ref, S("risk,outcome"))
		   : st;
}
