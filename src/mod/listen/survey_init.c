/*
 * survey_init.c: what a new trust asks: the national Friends and Family Test
 * with its wording locked (facts.md §1.1), a lead-in for each setting, and two
 * boxes for words; and the survey that imported answers belong to.
 */
#include "base/random.h"
#include "base/words.h"
#include "mod/listen/sql.h"
#include "mod/listen/survey.h"

static const struct sql SQL_SURVEY_FIND = {
	"SELECT id FROM survey WHERE name = ?1",
	SYSTEM("what is asked is public")
};
static const struct sql SQL_SURVEY_ADD = {
	"INSERT INTO survey (ref, version, created_at, changed_at, name,"
	" purpose, instrument, state)"
	" VALUES (?1, 1, ?2, ?2, ?3, ?4, 'fft2020', ?5) RETURNING id",
	SYSTEM("made with the trust")
};
static const struct sql SQL_VERSION_ADD = {
	"INSERT INTO survey_version (survey, number, intro, one_per_page,"
	" released_at) VALUES (?1, 1, NULL, 0, ?2) RETURNING id",
	SYSTEM("made with the trust")
};
static const struct sql SQL_LEAD_IN_ADD = {
	"INSERT INTO survey_lead_in (survey_version, setting, wording)"
	" VALUES (?1, ?2, ?3)",
	SYSTEM("made with the trust")
};
static const struct sql SQL_QUESTION_ADD = {
	"INSERT INTO question (survey_version, position, code, wording, type,"
	" comment_kind, required) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
	SYSTEM("made with the trust")
};

static const struct sql *const statements[] = { &SQL_SURVEY_FIND,
	&SQL_SURVEY_ADD, &SQL_VERSION_ADD, &SQL_LEAD_IN_ADD,
	&SQL_QUESTION_ADD };
const struct sql_list listen_survey_init_sql = { statements,
	NELEM(statements) };

static const struct {
	const char *setting, *wording;
} lead_ins[] = {
	{ "any", N_("Thinking about the care you had from us:") },
	{ "inpatient", N_("Thinking about your stay on our ward:") },
	{ "outpatient", N_("Thinking about your appointment with us:") },
	{ "ae", N_("Thinking about your visit to our emergency care:") },
	{ "ambulance", N_("Thinking about your journey with us:") },
	{ "day_case", N_("Thinking about your day with us:") },
	{ "maternity", N_("Thinking about your maternity care:") },
	{ "community", N_("Thinking about your care near home:") },
	{ "mental_health", N_("Thinking about your care from our team:") },
};

struct seed_question {
	const char *code, *wording, *type, *comment_kind;
};

/* clang-format off */
static const struct seed_question questions[] = {
	{ "fft", N_("Overall, how was your experience of our service?"), "fft", NULL },
	{ "good", N_("What was good?"), "text", "what_good" },
	{ "better", N_("What could we do better?"), "text", "could_improve" },
	{ "comment", N_("What did people tell us?"), "text", "nonspecific" },
};
/* clang-format on */
#define QUESTIONS_NATIONAL 3 /* "comment" is for imports only */

static enum db_status add_lead_ins(struct ctx *cx, int64_t version)
{
	enum db_status st = DB_OK;

	for (size_t i = 0; i < NELEM(lead_ins) && st == DB_OK; i++)
		st = db_exec(cx->conn, cx->arena, &SQL_LEAD_IN_ADD,
		    VALS(V(version), V(lead_ins[i].setting),
			V(lead_ins[i].wording)),
		    NULL);
	return st;
}

static enum db_status add_questions(struct ctx *cx, int64_t version, size_t n)
{
	enum db_status st = DB_OK;

	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = db_exec(cx->conn, cx->arena, &SQL_QUESTION_ADD,
		    VALS(V(version), V((long)i + 1), V(questions[i].code),
			V(questions[i].wording), V(questions[i].type),
			V(questions[i].comment_kind)),
		    NULL);
	return st;
}

static enum db_status add_survey(struct ctx *cx, const char *name,
    const char *purpose, const char *state, size_t nquestions, int64_t *ret)
{
	int64_t version = 0;
	enum db_status st;

	*ret =
	    db_get_int(cx->conn, cx->arena, &SQL_SURVEY_FIND, VALS(V(name)), 0);
	if (*ret != 0)
		return DB_OK;
	st = db_insert(cx->conn, cx->arena, &SQL_SURVEY_ADD,
	    VALS(V(ref_new(cx->arena)), V(cx->now), V(name), V(purpose),
		V(state)),
	    ret);
	if (st == DB_OK)
		st = db_insert(cx->conn, cx->arena, &SQL_VERSION_ADD,
		    VALS(V(*ret), V(cx->now)), &version);
	if (st == DB_OK)
		st = add_lead_ins(cx, version);
	if (st == DB_OK)
		st = add_questions(cx, version, nquestions);
	return st;
}

enum db_status survey_init(struct ctx *cx, int64_t *ret_survey)
{
	int64_t national = 0;
	int64_t imported = 0;
	enum db_status st = add_survey(cx, SURVEY_FFT_NAME,
	    "The national question, and what was good or could be better",
	    "open", QUESTIONS_NATIONAL, &national);

	if (st == DB_OK)
		st = add_survey(cx, SURVEY_IMPORTED_NAME,
		    "Answers that came from files of other systems", "closed",
		    NELEM(questions), &imported);
	if (st == DB_OK && ret_survey != NULL)
		*ret_survey = national;
	return st;
}
