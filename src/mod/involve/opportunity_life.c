/*
 * opportunity_life.c: the steps of an opportunity as a table; who would like
 * to take part and how it was for them; that everybody hears what came of it.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/internal.h"
#include "mod/involve/opportunity.h"

static const struct choice interest_list[] = {
	{ "interested", N_("Would like to") },
	{ "invited", N_("Invited") },
	{ "matched", N_("Chosen") },
	{ "reserve", N_("On the waiting list") },
	{ "declined", N_("Said no") },
	{ "not_chosen", N_("Not chosen") },
	{ "withdrawn", N_("Stepped back") },
	{ "took_part", N_("Took part") },
};
const struct choices interest_states = { interest_list, NELEM(interest_list) };

static const struct sql SQL_TOOK_PART = {
	"SELECT count(*), count(i.evaluated_at) FROM interest i"
	" JOIN opportunity o ON o.id = i.opportunity WHERE o.id = ?1"
	" AND i.state = 'took_part' AND " SCOPE("o.unit"),
	SCOPED(CAP_INVOLVE_READ)
};
static const struct sql SQL_CHOSEN = {
	"SELECT count(*) FROM interest i JOIN opportunity o"
	" ON o.id = i.opportunity WHERE o.id = ?1"
	" AND i.state IN ('matched', 'took_part') AND " SCOPE("o.unit"),
	SCOPED(CAP_INVOLVE_READ)
};

static const char *wait_shape(struct ctx *cx, const struct opportunity *o)
{
	(void)cx;
	if (str_empty(o->support) || str_empty(o->ask))
		return N_("Say first what people will be asked and what "
			  "support there is.");
	if (date_none(o->apply_by))
		return N_("Say first until when people can say yes.");
	return NULL;
}

static const char *wait_chosen(struct ctx *cx, const struct opportunity *o)
{
	return db_get_int(
		   cx->conn, cx->arena, &SQL_CHOSEN, VALS(V(o->rec.id)), 0) == 0
		   ? N_("Nobody is chosen yet.")
		   : NULL;
}

static const char *wait_outcome(struct ctx *cx, const struct opportunity *o)
{
	(void)cx;
	return str_empty(o->outcome) ? N_("Write first what came of it.")
				     : NULL;
}

static const char *wait_evaluation(struct ctx *cx, const struct opportunity *o)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_TOOK_PART, VALS(V(o->rec.id)));
	const bool some = db_next(r) && db_int(r, 1) > 0;

	(void)db_done(r);
	if (str_empty(o->outcome))
		return N_("Write first what came of it.");
	if (str_empty(o->lead_view))
		return N_("Write first how it was for the lead.");
	return some ? NULL
		    : N_("Nobody who took part has said yet how it was.");
}

static const char *wait_six_weeks(struct ctx *cx, const struct opportunity *o)
{
	if (str_empty(o->outcome))
		return N_("Write first what came of it.");
	return date_days_between(o->completed_on, cx->today) < EVALUATE_DAYS
		   ? N_("It may close without evaluation six weeks after it "
			"was complete.")
		   : NULL;
}

/* clang-format off */
static const struct opportunity_step steps[] = {
	{ "requested", "shaped", N_("Shaped with the team"), CAP_REGISTER, NULL },
	{ "shaped", "advertised", N_("Advertise it"), CAP_REGISTER, wait_shape },
	{ "advertised", "matched", N_("People are chosen"), CAP_REGISTER, wait_chosen },
	{ "matched", "in_progress", N_("It has begun"), CAP_INVOLVE_WRITE, NULL },
	{ "in_progress", "complete", N_("It is complete"), CAP_INVOLVE_WRITE, wait_outcome },
	{ "complete", "evaluated", N_("Evaluated: tell everybody what came of it"), CAP_INVOLVE_WRITE, wait_evaluation },
	{ "complete", "not_evaluated", N_("Close without evaluation"), CAP_REGISTER, wait_six_weeks },
	{ "requested", "withdrawn", N_("Withdraw"), CAP_INVOLVE_WRITE, NULL },
	{ "shaped", "withdrawn", N_("Withdraw"), CAP_INVOLVE_WRITE, NULL },
	{ "advertised", "withdrawn", N_("Withdraw"), CAP_REGISTER, NULL },
};
/* clang-format on */

const struct opportunity_step *opportunity_steps(size_t *ret_n)
{
	*ret_n = NELEM(steps);
	return steps;
}

static const struct opportunity_step *step_of(struct str from, struct str to)
{
	for (size_t i = 0; i < NELEM(steps); i++)
		if (str_is(from, steps[i].from) && str_is(to, steps[i].to))
			return &steps[i];
	return NULL;
}

#define MAY_STEP SYSTEM("the step asked for its own right before")

static const struct sql SQL_MOVE = {
	"UPDATE opportunity SET state = ?3, state_since = ?4,"
	" completed_on = ?5, told_on = ?6, version = version + 1,"
	" changed_at = ?7, changed_by = ?p WHERE id = ?1 AND version = ?2",
	MAY_STEP
};
/* Who is chosen when it is complete has taken part. */
static const struct sql SQL_TAKEN_PART = {
	"UPDATE interest SET state = 'took_part' WHERE opportunity = ?1"
	" AND state = 'matched'",
	MAY_STEP
};
static const struct sql SQL_OF_STATE = {
	"SELECT i.member, b.name FROM interest i JOIN member b"
	" ON b.id = i.member WHERE i.opportunity = ?1 AND i.state = ?2"
	" ORDER BY i.id LIMIT 500",
	SYSTEM("the program writes to those who took part; nobody is shown")
};

/* A mail to everybody in this state, with the words of the opportunity. */
static enum db_status tell_all(struct ctx *cx, const struct opportunity *o,
    const char *state, const char *subject, const char *path, struct str words)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_OF_STATE, VALS(V(o->rec.id), V(state)));
	enum db_status st = DB_OK;

	while (st == DB_OK && db_next(r))
		st = member_tell(cx, db_int(r, 0), subject,
		    str_fmt(cx->arena, "%s %.*s,\n\n%.*s\n\n%.*s\n\n%.*s%s",
			T("Hello"), STR_ARG(db_text(r, 1)), STR_ARG(o->title),
			STR_ARG(words), STR_ARG(cx->app->base_url), path));
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

static enum db_status follow(
    struct ctx *cx, const struct opportunity *o, struct str to)
{
	enum db_status st = DB_OK;

	if (str_is(to, "complete")) {
		st = db_exec(cx->conn, cx->arena, &SQL_TAKEN_PART,
		    VALS(V(o->rec.id)), NULL);
		return st == DB_OK
			   ? tell_all(cx, o, "took_part",
				 T("How was it for you?"), "/me",
				 str_of(T("Thank you for taking part. Please "
					  "tell us how it was. It takes a "
					  "minute.")))
			   : st;
	}
	if (str_is(to, "evaluated") || str_is(to, "not_evaluated"))
		return tell_all(cx, o, "took_part", T("What came of it"), "/me",
		    o->outcome);
	return st;
}

enum db_status opportunity_move(
    struct ctx *cx, const struct opportunity *o, struct str to)
{
	const struct opportunity_step *s = step_of(o->state, to);
	const bool ends =
	    str_is(to, "evaluated") || str_is(to, "not_evaluated");
	int64_t n = 0;

	if (s == NULL || (!cx->system && !may(cx, s->cap, o->unit)) ||
	    (s->wait != NULL && s->wait(cx, o) != NULL))
		return DB_REFUSED;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_MOVE,
	    VALS(V(o->rec.id), V(o->rec.version), V(to), V(cx->today),
		V(str_is(to, "complete") ? cx->today : o->completed_on),
		V(ends ? cx->today : o->told_on), V(cx->now)),
	    &n);

	if (st == DB_OK && n == 0)
		return DB_STALE;
	if (st == DB_OK)
		st = audit(cx, "step", "opportunity", o->rec.ref, S("state"));
	return st == DB_OK ? follow(cx, o, to) : st;
}

/* Who would like to --------------------------------------------------------- */

static const struct sql SQL_SAY = {
	"INSERT INTO interest (ref, opportunity, member, state, words,"
	" asked_at, decided_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)"
	" ON CONFLICT (opportunity, member) DO UPDATE SET"
	" state = excluded.state, words = coalesce(excluded.words,"
	" interest.words), asked_at = excluded.asked_at"
	" WHERE interest.state IN ('interested', 'invited', 'matched',"
	" 'reserve', 'withdrawn', 'declined')",
	SYSTEM("the caller has found the member as its own or by the register")
};
static const struct sql SQL_EVALUATE = {
	"UPDATE interest SET felt = ?2, heard = ?3, felt_words = ?4,"
	" evaluated_at = ?5 WHERE ref = ?1 AND state = 'took_part'"
	" AND " OWN("interest.member"),
	OWN_ROW
};

enum db_status interest_say(struct ctx *cx, int64_t opportunity, int64_t member,
    const char *state, struct str words)
{
	int64_t n = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_SAY,
	    VALS(V(ref_new(cx->arena)), V(opportunity), V(member), V(state),
		V(words), V(cx->now)),
	    &n);

	return st == DB_OK && n == 0 ? DB_REFUSED : st;
}

enum db_status interest_evaluate(struct ctx *cx, struct str ref, int64_t felt,
    int64_t heard, struct str words)
{
	int64_t n = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_EVALUATE,
	    VALS(V(ref), val_ref(felt), val_ref(heard), V(words), V(cx->now)),
	    &n);

	return st == DB_OK && n == 0 ? DB_REFUSED : st;
}

static const struct sql *const list[] = { &SQL_TOOK_PART, &SQL_CHOSEN,
	&SQL_MOVE, &SQL_TAKEN_PART, &SQL_OF_STATE, &SQL_SAY, &SQL_EVALUATE };
const struct sql_list opportunity_life_sql = { list, NELEM(list) };
