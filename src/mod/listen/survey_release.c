/*
 * survey_release.c: a new version of a survey from its newest one. What was
 * released before stays as it is, because responses point at it.
 */
#include "mod/listen/sql.h"
#include "mod/listen/survey.h"

static const struct sql SQL_NEWEST = {
	"SELECT v.id, v.survey, v.number FROM survey_version v"
	" JOIN survey s ON s.id = v.survey WHERE s.name = ?1"
	" ORDER BY v.number DESC LIMIT 1",
	SYSTEM("what is asked is public")
};
static const struct sql SQL_COPY_VERSION = {
	"INSERT INTO survey_version (survey, number, intro, one_per_page,"
	" released_at) SELECT survey, number + 1, intro, CAST(?2 AS BIGINT),"
	" CAST(?3 AS BIGINT) FROM survey_version WHERE id = ?1 RETURNING id",
	SYSTEM("what is asked is public")
};
static const struct sql SQL_COPY_LEAD_INS = {
	"INSERT INTO survey_lead_in (survey_version, setting, wording)"
	" SELECT CAST(?2 AS BIGINT), setting, wording FROM survey_lead_in"
	" WHERE survey_version = ?1",
	SYSTEM("what is asked is public")
};
static const struct sql SQL_COPY_QUESTIONS = {
	"INSERT INTO question (survey_version, position, code, wording, hint,"
	" type, comment_kind, required, show_if_answer)"
	" SELECT CAST(?2 AS BIGINT), position, code, wording, hint, type,"
	" comment_kind, required, show_if_answer FROM question"
	" WHERE survey_version = ?1",
	SYSTEM("what is asked is public")
};
/* Copies point at copies: found again by their code. */
static const struct sql SQL_COPY_BRANCHES = {
	"UPDATE question SET show_if_question = (SELECT n.id"
	" FROM question old JOIN question asked"
	" ON asked.id = old.show_if_question JOIN question n"
	" ON n.code = asked.code WHERE n.survey_version = ?2"
	" AND old.survey_version = ?1 AND old.code = question.code)"
	" WHERE survey_version = ?2",
	SYSTEM("what is asked is public")
};
static const struct sql SQL_COPY_CHOICES = {
	"INSERT INTO question_choice (question, position, code, label)"
	" SELECT n.id, c.position, c.code, c.label FROM question_choice c"
	" JOIN question old ON old.id = c.question JOIN question n"
	" ON n.code = old.code WHERE old.survey_version = ?1"
	" AND n.survey_version = ?2",
	SYSTEM("what is asked is public")
};

static const struct sql *const statements[] = { &SQL_NEWEST, &SQL_COPY_VERSION,
	&SQL_COPY_LEAD_INS, &SQL_COPY_QUESTIONS, &SQL_COPY_BRANCHES,
	&SQL_COPY_CHOICES };
const struct sql_list listen_release_sql = { statements, NELEM(statements) };

enum db_status survey_release(
    struct ctx *cx, struct str name, bool one_per_page)
{
	static const struct sql *const copies[] = { &SQL_COPY_LEAD_INS,
		&SQL_COPY_QUESTIONS, &SQL_COPY_BRANCHES, &SQL_COPY_CHOICES };
	const int64_t old =
	    db_get_int(cx->conn, cx->arena, &SQL_NEWEST, VALS(V(name)), 0);
	int64_t new = 0;
	enum db_status st;

	if (old == 0)
		return DB_REFUSED;
	st = db_insert(cx->conn, cx->arena, &SQL_COPY_VERSION,
	    VALS(V(old), V(one_per_page ? 1 : 0), V(cx->now)), &new);
	for (size_t i = 0; i < NELEM(copies) && st == DB_OK; i++)
		st = db_exec(
		    cx->conn, cx->arena, copies[i], VALS(V(old), V(new)), NULL);
	return st;
}
