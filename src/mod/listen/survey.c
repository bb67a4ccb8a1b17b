/*
 * survey.c: reads what is asked at a place; see survey.h. A released version
 * never changes.
 */
#include "mod/listen/survey.h"

#include <string.h>

#include "base/random.h"
#include "mod/listen/sql.h"

static const struct sql SQL_PLACE = {
	"SELECT t.id, t.unit, t.code, t.mode, t.ask_about, t.ask_contact,"
	" u.name, u.slug, u.setting, t.survey, (SELECT v.id"
	" FROM survey_version v WHERE v.survey = t.survey"
	" AND v.released_at IS NOT NULL ORDER BY v.number DESC LIMIT 1)"
	" FROM touch_point t"
	" JOIN unit u ON u.id = t.unit JOIN survey s ON s.id = t.survey"
	" WHERE t.code = ?1 AND s.state = 'open'"
	" AND (t.opened IS NULL OR t.opened <= ?2)"
	" AND (t.closed IS NULL OR t.closed > ?2)"
	" AND (u.opened IS NULL OR u.opened <= ?2)"
	" AND (u.closed IS NULL OR u.closed > ?2)",
	SYSTEM("a poster's code is the key, and it opens no rows of people")
};

static const struct sql SQL_VERSION = {
	"SELECT v.intro, v.one_per_page, COALESCE("
	"(SELECT l.wording FROM survey_lead_in l"
	" WHERE l.survey_version = v.id AND l.setting = ?2),"
	" (SELECT l.wording FROM survey_lead_in l"
	" WHERE l.survey_version = v.id AND l.setting = 'any'))"
	" FROM survey_version v WHERE v.id = ?1",
	SYSTEM("what is asked is public")
};

static const struct sql SQL_QUESTIONS = {
	"SELECT id, code, wording, hint, type, comment_kind, required,"
	" show_if_question, show_if_answer FROM question"
	" WHERE survey_version = ?1 ORDER BY position",
	SYSTEM("what is asked is public")
};

static const struct sql SQL_CHOICES = {
	"SELECT c.code, c.label FROM question_choice c WHERE c.question = ?1"
	" ORDER BY c.position",
	SYSTEM("what is asked is public")
};

static const struct sql SQL_IMPORTED = {
	"SELECT s.id, v.id FROM survey s JOIN survey_version v"
	" ON v.survey = s.id WHERE s.name = ?1"
	" AND v.released_at IS NOT NULL ORDER BY v.number DESC LIMIT 1",
	SYSTEM("what is asked is public")
};

static const struct sql *const statements[] = { &SQL_PLACE, &SQL_VERSION,
	&SQL_QUESTIONS, &SQL_CHOICES, &SQL_IMPORTED };
const struct sql_list listen_survey_sql = { statements, NELEM(statements) };

struct str touch_point_code_new(struct arena *a)
{
	static const char letters[] = TOUCH_POINT_CODE_LETTERS;
	const size_t n = sizeof(letters) - 1;
	char *out = arena_alloc(a, TOUCH_POINT_CODE_CHARS + 1);
	size_t at = 0;
	uint8_t byte;

	while (at < TOUCH_POINT_CODE_CHARS) {
		random_bytes(&byte, 1);
		/* The last bytes would favour the first letters. */
		if (byte < 256 - 256 % n)
			out[at++] = letters[byte % n];
	}
	return (struct str){ out, at };
}

struct str touch_point_code_canonical(struct arena *a, struct str typed)
{
	char *out = arena_alloc(a, typed.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.s[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c >= 'a' && c <= 'z')
			out[n++] = c;
		else if (c != ' ' && c != '-')
			return STR_NULL;
	}
	if (n < 6 || n > 8)
		return STR_NULL;
	return (struct str){ out, n };
}

static enum question_type type_of(struct str s)
{
	static const struct {
		const char *name;
		enum question_type type;
	} types[] = {
		{ "fft", Q_FFT },
		{ "choice", Q_CHOICE },
		{ "choices", Q_CHOICES },
		{ "number", Q_NUMBER },
		{ "yes_no", Q_YES_NO },
	};

	for (size_t i = 0; i < NELEM(types); i++)
		if (str_is(s, types[i].name))
			return types[i].type;
	return Q_TEXT;
}

/* The place of the question with this id among the first n, or n. */
static size_t index_of(const struct question *q, size_t n, int64_t id)
{
	size_t i = 0;

	while (i < n && q[i].id != id)
		i++;
	return i;
}

static void read_choices(struct ctx *cx, struct question *q)
{
	struct question_choice *list = arena_array(
	    cx->arena, SURVEY_QUESTIONS_MAX, sizeof(struct question_choice));
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_CHOICES, VALS(V(q->id)));
	size_t n = 0;

	while (n < SURVEY_QUESTIONS_MAX && db_next(r)) {
		list[n].code = db_text(r, 0);
		list[n++].label = db_text(r, 1);
	}
	(void)db_done(r);
	q->choices = list;
	q->nchoices = n;
}

static void read_question(struct rows *r, struct question *all, size_t i)
{
	struct question *q = &all[i];

	q->id = db_int(r, 0);
	q->code = db_text(r, 1);
	q->wording = db_text(r, 2);
	q->hint = db_text(r, 3);
	q->type = type_of(db_text(r, 4));
	q->comment_kind = db_text(r, 5);
	q->required = db_int(r, 6) != 0;
	q->show_if = db_null(r, 7) ? i : index_of(all, i, db_int(r, 7));
	q->show_if_answer = db_text(r, 8);
}

static bool read_questions(struct ctx *cx, struct survey *s)
{
	struct question *all = arena_array(
	    cx->arena, SURVEY_QUESTIONS_MAX, sizeof(struct question));
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_QUESTIONS, VALS(V(s->version)));

	s->n = 0;
	while (s->n < SURVEY_QUESTIONS_MAX && db_next(r))
		read_question(r, all, s->n++);
	if (db_done(r) != DB_OK)
		return false;
	for (size_t i = 0; i < s->n; i++)
		if (all[i].type == Q_CHOICE || all[i].type == Q_CHOICES)
			read_choices(cx, &all[i]);
	s->questions = all;
	return s->n > 0;
}

/* Reads s->version, in the words for this setting. */
static bool read_survey(struct ctx *cx, struct str setting, struct survey *s)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_VERSION,
	    VALS(V(s->version), V(str_null(setting) ? S("any") : setting)));
	const bool found = db_next(r);

	if (found) {
		s->intro = db_text(r, 0);
		s->one_per_page = db_int(r, 1) != 0;
		s->lead_in = db_text(r, 2);
	}
	if (db_done(r) != DB_OK || !found)
		return false;
	return read_questions(cx, s);
}

bool place_look(struct ctx *cx, struct str code, struct place *ret)
{
	const struct str c = touch_point_code_canonical(cx->arena, code);
	struct rows *r;
	bool found;

	memset(ret, 0, sizeof(*ret));
	if (str_null(c))
		return false;
	r = db_query(cx->conn, cx->arena, &SQL_PLACE, VALS(V(c), V(cx->today)));
	found = db_next(r);
	if (found) {
		ret->touch_point = db_int(r, 0);
		ret->unit = db_int(r, 1);
		ret->code = db_text(r, 2);
		ret->mode = db_text(r, 3);
		ret->ask_about = db_int(r, 4) != 0;
		ret->ask_contact = db_int(r, 5) != 0;
		ret->unit_name = db_text(r, 6);
		ret->slug = db_text(r, 7);
		ret->setting = db_text(r, 8);
		ret->survey.id = db_int(r, 9);
		ret->survey.version = db_int(r, 10);
	}
	return db_done(r) == DB_OK && found && ret->survey.version != 0;
}

bool place_ask(struct ctx *cx, struct place *p)
{
	return read_survey(cx, p->setting, &p->survey);
}

bool place_find(struct ctx *cx, struct str code, struct place *ret)
{
	return place_look(cx, code, ret) && place_ask(cx, ret);
}

bool survey_imported(struct ctx *cx, struct survey *ret)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_IMPORTED, VALS(V(SURVEY_IMPORTED_NAME)));
	const bool found = db_next(r);

	memset(ret, 0, sizeof(*ret));
	if (found) {
		ret->id = db_int(r, 0);
		ret->version = db_int(r, 1);
	}
	return db_done(r) == DB_OK && found && read_survey(cx, STR_NULL, ret);
}
