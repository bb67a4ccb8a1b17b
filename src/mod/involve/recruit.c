/*
 * recruit.c: see recruit.h.
 */
#include "mod/involve/recruit.h"

#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/internal.h"

#define SHORTLIST_OF 20
#define INTERVIEW_OF 40

size_t recruit_lines(struct str text, struct str ret[LINES_MAX])
{
	struct str line;
	size_t n = 0;

	while (n < LINES_MAX && str_cut(&text, '\n', &line)) {
		line = str_trim(line);
		if (!str_empty(line))
			ret[n++] = line;
	}
	return n;
}

int64_t recruit_scale(int64_t points, int64_t n, int64_t of)
{
	const int64_t most = n * POINTS_MAX;

	return most <= 0 ? 0 : (points * of * 2 + most) / (most * 2);
}

/* Steps ----------------------------------------------------------------- */

static const struct sql SQL_IN_STATE = {
	"SELECT count(*) FROM applicant a WHERE a.campaign = ?1"
	" AND a.state = ?2 AND " SCOPE("a.unit"),
	SCOPED(CAP_INVOLVE_WRITE)
};
static const struct sql SQL_LEADER_SCORED = {
	"SELECT count(DISTINCT s.applicant) FROM applicant_score s"
	" JOIN applicant a ON a.id = s.applicant WHERE a.campaign = ?1"
	" AND s.stage = 'interview' AND s.seat = 'leader' AND " SCOPE("a.unit"),
	SCOPED(CAP_INVOLVE_WRITE)
};

static int64_t in_state(
    struct ctx *cx, const struct campaign *c, const char *state)
{
	return db_get_int(cx->conn, cx->arena, &SQL_IN_STATE,
	    VALS(V(c->rec.id), V(state)), 0);
}

static const char *wait_open(struct ctx *cx, const struct campaign *c)
{
	return date_cmp(c->apply_by, cx->today) < 0
		   ? N_("The day to apply by is over: write a new one.")
		   : NULL;
}

static const char *wait_shortlisted(struct ctx *cx, const struct campaign *c)
{
	if (in_state(cx, c, "applied") > 0)
		return N_("Somebody is not shortlisted yet, nor told why "
			  "not.");
	if (str_empty(c->questions))
		return N_("Write the questions first: everybody gets them "
			  "before the interview.");
	return c->leader == 0
		   ? N_("Name the patient leader on the panel first.")
		   : NULL;
}

static const char *wait_decided(struct ctx *cx, const struct campaign *c)
{
	if (in_state(cx, c, "shortlisted") > 0 ||
	    in_state(cx, c, "interviewed") > 0)
		return N_("Somebody has no answer yet: an offer, or a reason "
			  "and another way in.");
	if (in_state(cx, c, "offered") > 0)
		return N_("An offer waits for its answer.");
	return db_get_int(cx->conn, cx->arena, &SQL_LEADER_SCORED,
		   VALS(V(c->rec.id)), 0) == 0
		   ? N_("The patient leader on the panel has not scored.")
		   : NULL;
}

static const char *wait_evaluated(struct ctx *cx, const struct campaign *c)
{
	(void)cx;
	return str_empty(c->evaluation)
		   ? N_("Write first what the cohort changed.")
		   : NULL;
}

/* clang-format off */
static const struct campaign_step steps[] = {
	{ "draft", "open", N_("Open it for applications"), wait_open },
	{ "open", "shortlist", N_("Close it, and shortlist"), NULL },
	{ "shortlist", "interview", N_("Send the questions, and interview"), wait_shortlisted },
	{ "interview", "placed", N_("Tell everybody; training and placements begin"), wait_decided },
	{ "placed", "done", N_("The cohort is evaluated"), wait_evaluated },
};
/* clang-format on */

const struct campaign_step *campaign_steps(size_t *ret_n)
{
	*ret_n = NELEM(steps);
	return steps;
}

static const struct campaign_step *step_of(struct str from, struct str to)
{
	for (size_t i = 0; i < NELEM(steps); i++)
		if (str_is(from, steps[i].from) && str_is(to, steps[i].to))
			return &steps[i];
	return NULL;
}

#define MAY_STEP SYSTEM("the step asked for its own right before")

static const struct sql SQL_MOVE = {
	"UPDATE campaign SET state = ?3, questions_sent_on = ?4,"
	" version = version + 1, changed_at = ?5, changed_by = ?p"
	" WHERE id = ?1 AND version = ?2",
	MAY_STEP
};
static const struct sql SQL_OF_STATE = {
	"SELECT a.member, a.reason, a.other_way, a.adjustments"
	" FROM applicant a WHERE a.campaign = ?1 AND a.state = ?2"
	" AND a.member IS NOT NULL ORDER BY a.id LIMIT 500",
	SYSTEM("the program writes to applicants; nobody is shown")
};

static struct str letter(
    struct ctx *cx, const struct campaign *c, struct rows *r, const char *state)
{
	struct arena *a = cx->arena;

	if (str_is(str_of(state), "shortlisted"))
		return str_fmt(a, "%.*s\n\n%s %.*s\n\n%.*s\n\n%s %.*s",
		    STR_ARG(c->title), T("We would like to talk to you. When:"),
		    STR_ARG(date_long(a, c->interview_on)),
		    STR_ARG(c->questions),
		    T("What you need for it, as you told us:"),
		    STR_ARG(db_null(r, 3) ? S("–") : db_text(r, 3)));
	if (str_is(str_of(state), "appointed"))
		return str_fmt(a, "%.*s\n\n%s\n%.*s/me", STR_ARG(c->title),
		    T("Welcome. Your training and your first placement come "
		      "next; look at your page."),
		    STR_ARG(cx->app->base_url));
	return str_fmt(a, "%.*s\n\n%s\n%.*s\n\n%s\n%.*s\n\n%s\n%.*s/me",
	    STR_ARG(c->title), T("Not this time. The reason:"),
	    STR_ARG(db_text(r, 1)), T("Another way in, if you like:"),
	    STR_ARG(db_text(r, 2)),
	    T("Please tell us how it was for you, on your page:"),
	    STR_ARG(cx->app->base_url));
}

static enum db_status tell(
    struct ctx *cx, const struct campaign *c, const char *state)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_OF_STATE, VALS(V(c->rec.id), V(state)));
	enum db_status st = DB_OK;

	while (st == DB_OK && db_next(r))
		st = member_tell(cx, db_int(r, 0), T("About your application"),
		    letter(cx, c, r, state));
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

static enum db_status follow(
    struct ctx *cx, const struct campaign *c, struct str to)
{
	enum db_status st = DB_OK;

	if (str_is(to, "interview")) {
		st = tell(cx, c, "shortlisted");
		return st == DB_OK ? tell(cx, c, "not_shortlisted") : st;
	}
	if (str_is(to, "placed")) {
		st = tell(cx, c, "appointed");
		return st == DB_OK ? tell(cx, c, "not_appointed") : st;
	}
	return st;
}

enum db_status campaign_move(
    struct ctx *cx, const struct campaign *c, struct str to)
{
	const struct campaign_step *s = step_of(c->state, to);
	int64_t n = 0;

	if (s == NULL || !may(cx, CAP_INVOLVE_WRITE, c->unit) ||
	    (s->wait != NULL && s->wait(cx, c) != NULL))
		return DB_REFUSED;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_MOVE,
	    VALS(V(c->rec.id), V(c->rec.version), V(to),
		V(str_is(to, "interview") ? cx->today : c->questions_sent_on),
		V(cx->now)),
	    &n);

	if (st == DB_OK && n == 0)
		return DB_STALE;
	if (st == DB_OK)
		st = follow(cx, c, to);
	return st == DB_OK
		   ? audit(cx, "step", "campaign", c->rec.ref, S("state"))
		   : st;
}

/* Applying -------------------------------------------------------------- */

static const struct sql SQL_APPLIED = {
	"SELECT count(*) FILTER (WHERE a.member = ?2), count(*)"
	" FROM applicant a WHERE a.campaign = ?1",
	SYSTEM("a number for the next applicant, and whether she has one")
};
static const struct sql SQL_APPLY = {
	"INSERT INTO applicant (ref, version, created_at, changed_at, title,"
	" campaign, unit, member, answers, adjustments, state, may_quote,"
	" may_share) VALUES (?1, 1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
	" 'applied', ?9, ?10)",
	SYSTEM("a member applies as herself; the page has found her")
};
static const struct sql SQL_OPEN = {
	"SELECT c.id, c.ref, c.title, c.unit, c.role, c.criteria, c.apply_by,"
	" c.places, c.help, c.interview_on FROM campaign c WHERE c.ref = ?1"
	" AND c.state = 'open' AND c.apply_by >= ?2",
	SYSTEM("an open recruitment is for everybody")
};

bool recruit_open(struct ctx *cx, struct str ref, struct campaign *ret)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_OPEN, VALS(V(ref), V(cx->today)));
	const bool found = db_next(r);

	*ret = (struct campaign){ .unit = 0 };
	if (found)
		*ret = (struct campaign){ .rec.id = db_int(r, 0),
			.rec.ref = db_text(r, 1),
			.title = db_text(r, 2),
			.unit = db_int(r, 3),
			.role = db_text(r, 4),
			.criteria = db_text(r, 5),
			.apply_by = db_date(r, 6),
			.places = db_int(r, 7),
			.help = db_text(r, 8),
			.interview_on = db_date(r, 9),
			.state = S("open") };
	return db_done(r) == DB_OK && found;
}

enum db_status recruit_apply(struct ctx *cx, const struct campaign *c,
    const struct member *b, const struct applicant *said)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_APPLIED,
	    VALS(V(c->rec.id), V(b->rec.id)));
	const bool some = db_next(r);
	const bool hers = some && db_int(r, 0) > 0;
	const int64_t before = some ? db_int(r, 1) : 0;
	enum db_status st = db_done(r);
	const struct str ref = ref_new(cx->arena);

	if (st != DB_OK || hers)
		return st == DB_OK ? DB_DUPLICATE : st;
	if (!str_is(c->state, "open"))
		return DB_REFUSED;
	st = db_exec(cx->conn, cx->arena, &SQL_APPLY,
	    VALS(V(ref), V(cx->now),
		V(str_fmt(
		    cx->arena, T("Applicant %lld"), (long long)before + 1)),
		V(c->rec.id), V(c->unit), V(b->rec.id), V(said->answers),
		V(said->adjustments), V(said->may_quote), V(said->may_share)),
	    NULL);
	return st == DB_OK ? audit(cx, "create", "applicant", ref, STR_NULL)
			   : st;
}

/* Scores ---------------------------------------------------------------- */

static const struct sql SQL_UNSCORE = {
	"DELETE FROM applicant_score WHERE applicant = ?1 AND stage = ?2"
	" AND seat = ?3 AND person = ?p",
	SYSTEM("the caller has found the applicant by the right to score")
};
static const struct sql SQL_SCORE = {
	"INSERT INTO applicant_score (applicant, stage, seat, person, line,"
	" points) VALUES (?1, ?2, ?3, ?p, ?4, ?5)",
	SYSTEM("the caller has found the applicant by the right to score")
};
static const struct sql SQL_SUM = {
	"SELECT coalesce(sum(s.points), 0), count(*) FROM applicant_score s"
	" WHERE s.applicant = ?1 AND s.stage = ?2",
	SYSTEM("the caller has found the applicant by the right to score")
};
static const struct sql SQL_KEEP = {
	"UPDATE applicant SET shortlist_score = CASE WHEN ?2 = 'shortlist'"
	" THEN CAST(?3 AS BIGINT) ELSE shortlist_score END, interview_score ="
	" CASE WHEN ?2 = 'interview' THEN CAST(?3 AS BIGINT) ELSE"
	" interview_score END, state = CASE WHEN ?2 = 'interview'"
	" AND state = 'shortlisted' THEN 'interviewed' ELSE state END,"
	" version = version + 1, changed_at = ?4, changed_by = ?p"
	" WHERE id = ?1",
	SYSTEM("the caller has found the applicant by the right to score")
};

static enum db_status keep_mean(
    struct ctx *cx, const struct applicant *a, struct str stage)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_SUM, VALS(V(a->rec.id), V(stage)));
	const bool some = db_next(r);
	const int64_t sum = some ? db_int(r, 0) : 0;
	const int64_t n = some ? db_int(r, 1) : 0;
	const enum db_status st = db_done(r);
	const int64_t of =
	    str_is(stage, "shortlist") ? SHORTLIST_OF : INTERVIEW_OF;

	return st == DB_OK ? db_exec(cx->conn, cx->arena, &SQL_KEEP,
				 VALS(V(a->rec.id), V(stage),
				     V(recruit_scale(sum, n, of)), V(cx->now)),
				 NULL)
			   : st;
}

enum db_status recruit_score(struct ctx *cx, const struct applicant *a,
    const char *seat, const int64_t *points, size_t n)
{
	struct campaign c;
	enum db_status st;

	if (!kind_get(cx, &kind_campaign, a->campaign, &c) ||
	    !may(cx, CAP_INVOLVE_WRITE, c.unit) ||
	    (!str_is(c.state, "shortlist") && !str_is(c.state, "interview")))
		return DB_REFUSED;
	st = db_exec(cx->conn, cx->arena, &SQL_UNSCORE,
	    VALS(V(a->rec.id), V(c.state), V(seat)), NULL);
	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = db_exec(cx->conn, cx->arena, &SQL_SCORE,
		    VALS(V(a->rec.id), V(c.state), V(seat), V((int64_t)i),
			V(points[i])),
		    NULL);
	if (st == DB_OK)
		st = keep_mean(cx, a, c.state);
	return st == DB_OK
		   ? audit(cx, "score", "applicant", a->rec.ref, c.state)
		   : st;
}

/* Hers ------------------------------------------------------------------ */

static const struct sql SQL_ANSWER = {
	"UPDATE applicant SET state = ?2, version = version + 1,"
	" changed_at = ?3 WHERE ref = ?1 AND state = 'offered' AND " OWN(
	    "applicant.member"),
	OWN_ROW
};
static const struct sql SQL_FELT = {
	"UPDATE applicant SET felt = ?2, felt_words = ?3, version ="
	" version + 1, changed_at = ?4 WHERE ref = ?1 AND state <> 'applied'"
	" AND " OWN("applicant.member"),
	OWN_ROW
};

enum db_status recruit_answer(struct ctx *cx, struct str ref, bool yes)
{
	int64_t n = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_ANSWER,
	    VALS(V(ref), V(yes ? "appointed" : "withdrawn"), V(cx->now)), &n);

	return st == DB_OK && n == 0 ? DB_REFUSED : st;
}

enum db_status recruit_felt(
    struct ctx *cx, struct str ref, int64_t felt, struct str words)
{
	int64_t n = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_FELT,
	    VALS(V(ref), val_ref(felt), V(words), V(cx->now)), &n);

	return st == DB_OK && n == 0 ? DB_REFUSED : st;
}

static const struct sql *const list[] = { &SQL_IN_STATE, &SQL_LEADER_SCORED,
	&SQL_MOVE, &SQL_OF_STATE, &SQL_APPLIED, &SQL_APPLY, &SQL_OPEN,
	&SQL_UNSCORE, &SQL_SCORE, &SQL_SUM, &SQL_KEEP, &SQL_ANSWER, &SQL_FELT };
const struct sql_list recruit_sql = { list, NELEM(list) };
