/*
 * store.c: see store.h. Every statement after the first finds its response by
 * ref and by the instant of this very post, so that only the post that made
 * the response adds words to it.
 */
#include "mod/listen/store.h"

#include "core/keys.h"
#include "core/may.h"
#include "core/reseal.h"
#include "core/setting.h"
#include "mod/listen/listen.h"
#include "mod/listen/search.h"
#include "mod/listen/sql.h"

static const struct sql SQL_RESPONSE_ADD = {
	"INSERT INTO response (ref, unit, touch_point, survey_version, mode,"
	" lang, received_at, experienced_on, answer, role, may_show, batch)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
	" ON CONFLICT (ref) DO NOTHING",
	SYSTEM("anybody may say something")
};

#define OF_THIS_POST " FROM response r WHERE r.ref = ?1 AND r.received_at = ?2"

static const struct sql SQL_ANSWER_ADD = {
	"INSERT INTO answer (response, question, code, number)"
	" SELECT r.id, CAST(?3 AS BIGINT), CAST(?4 AS TEXT),"
	" CAST(?5 AS BIGINT)" OF_THIS_POST
	" ON CONFLICT (response, question, code) DO NOTHING",
	SYSTEM("anybody may say something")
};

static const struct sql SQL_COMMENT_ADD = {
	"INSERT INTO comment (version, changed_at, unit, response, question,"
	" shown, lang, state) SELECT 1, r.received_at, r.unit, r.id,"
	" CAST(?3 AS BIGINT), CAST(?4 AS TEXT), r.lang, 'unmoderated'" OF_THIS_POST
	" ON CONFLICT (response, question) DO NOTHING",
	SYSTEM("anybody may say something")
};

static const struct sql SQL_ABOUT_ADD = {
	"INSERT INTO about (response, age_band, ethnicity, gender,"
	" gender_same, orientation, disability, religion)"
	" SELECT r.id, CAST(?3 AS TEXT), CAST(?4 AS TEXT), CAST(?5 AS TEXT),"
	" CAST(?6 AS TEXT), CAST(?7 AS TEXT), CAST(?8 AS TEXT),"
	" CAST(?9 AS TEXT)" OF_THIS_POST " ON CONFLICT (response) DO NOTHING",
	SYSTEM("anybody may say something")
};

static const struct sql SQL_CONTACT_ADD = {
	"INSERT INTO contact_back (response, sealed, erase_on)"
	" SELECT r.id, ?3, CAST(?4 AS TEXT)" OF_THIS_POST
	" ON CONFLICT (response) DO NOTHING",
	SYSTEM("anybody may ask to be reached")
};

static const struct sql SQL_SEALED = {
	"SELECT b.response, 'contact_back|sealed|' || r.ref, b.sealed"
	" FROM contact_back b JOIN response r ON r.id = b.response"
	" WHERE b.response > ?1 ORDER BY b.response LIMIT 100",
	SYSTEM("sealed again under a new key, shown to nobody")
};
static const struct sql SQL_RESEAL = {
	"UPDATE contact_back SET sealed = ?2 WHERE response = ?1"
	" AND sealed = ?3",
	SYSTEM("sealed again under a new key, shown to nobody")
};
_Static_assert(RESEAL_ROWS == 100, "the LIMIT above");
const struct sealed_column listen_sealed = { "contact_back.sealed", KEY_CONTACT,
	&SQL_SEALED, &SQL_RESEAL };

static const struct sql SQL_KEPT = {
	"SELECT r.answer FROM response r WHERE r.ref = ?1",
	SYSTEM("only whoever holds the form knows this ref")
};

static const struct sql SQL_KEPT_WORDS = {
	"SELECT c.question, COALESCE(o.text, c.shown) FROM response r"
	" JOIN comment c ON c.response = r.id"
	" LEFT JOIN comment_original o ON o.comment = c.id WHERE r.ref = ?1",
	SYSTEM("compared with what the same form just sent, never shown")
};

static const struct sql SQL_KEEP_ORIGINAL = {
	"INSERT INTO comment_original (comment, text)"
	" SELECT c.id, c.shown FROM comment c JOIN response r"
	" ON r.id = c.response WHERE c.id = ?1 AND " SCOPE(
	    "r.unit") " ON CONFLICT (comment) DO NOTHING",
	SCOPED(CAP_MODERATE)
};

static const struct sql *const statements[] = { &SQL_SEALED, &SQL_RESEAL,
	&SQL_RESPONSE_ADD, &SQL_ANSWER_ADD, &SQL_COMMENT_ADD, &SQL_ABOUT_ADD,
	&SQL_CONTACT_ADD, &SQL_KEPT, &SQL_KEPT_WORDS, &SQL_KEEP_ORIGINAL };
const struct sql_list listen_store_sql = { statements, NELEM(statements) };

static void store_contact(struct ctx *cx, struct append *ap,
    const struct said *s, const struct occasion *o)
{
	const int64_t days = setting_int(cx, "contact_back_days");
	const struct str where =
	    str_fmt(cx->arena, "contact_back|sealed|%.*s", STR_ARG(o->ref));
	const struct str plain = str_fmt(cx->arena, "%.*s\n%.*s",
	    STR_ARG(s->contact_name), STR_ARG(s->contact_at));

	append_add(ap, &SQL_CONTACT_ADD,
	    VALS(V(o->ref), V(cx->now),
		val_blob(
		    seal(cx->app->keys, cx->arena, KEY_CONTACT, where, plain)),
		V(date_add(cx->today, (int)days))));
}

static void store_given(struct ctx *cx, struct append *ap,
    const struct question *q, const struct given *g, struct str ref)
{
	const bool number = q->type == Q_NUMBER;

	if (q->type == Q_FFT)
		return; /* stands in the response itself */
	for (size_t i = 0; i < g->n && q->type != Q_TEXT; i++)
		append_add(ap, &SQL_ANSWER_ADD,
		    VALS(V(ref), V(cx->now), V(q->id),
			V(number ? S("n") : g->values[i]),
			val_int_or_null(g->number, !number)));
	if (q->type != Q_TEXT || g->n == 0)
		return;
	append_add(ap, &SQL_COMMENT_ADD,
	    VALS(V(ref), V(cx->now), V(q->id), V(g->values[0])));
	search_append(cx, ap, ref, q->id, g->values[0]);
}

void store_said(struct ctx *cx, struct append *ap, const struct place *p,
    const struct said *s, const struct occasion *o)
{
	append_add(ap, &SQL_RESPONSE_ADD,
	    VALS(V(o->ref), V(p->unit), val_ref(p->touch_point),
		V(p->survey.version), V(o->mode), V(o->lang), V(cx->now),
		V(s->experienced_on), val_ref(s->answer), V(s->role),
		V(s->may_show ? 1 : 0), val_ref(o->batch)));
	for (size_t i = 0; i < p->survey.n; i++)
		store_given(
		    cx, ap, &p->survey.questions[i], &s->given[i], o->ref);
	if (s->has_about)
		append_add(ap, &SQL_ABOUT_ADD,
		    VALS(V(o->ref), V(cx->now), V(s->about[0]), V(s->about[1]),
			V(s->about[2]), V(s->about[3]), V(s->about[4]),
			V(s->about[5]), V(s->about[6])));
	if (!str_null(s->contact_at))
		store_contact(cx, ap, s, o);
}

/* Whether the same words stand at this question. */
static bool same_words(const struct place *p, const struct said *s,
    int64_t question, struct str words)
{
	for (size_t i = 0; i < p->survey.n; i++)
		if (p->survey.questions[i].id == question)
			return s->given[i].n > 0 &&
			       str_eq(s->given[i].values[0], words);
	return false;
}

static size_t count_words(const struct place *p, const struct said *s)
{
	size_t n = 0;

	for (size_t i = 0; i < p->survey.n; i++)
		n += p->survey.questions[i].type == Q_TEXT && s->given[i].n > 0;
	return n;
}

enum kept store_kept(
    struct ctx *cx, const struct place *p, const struct said *s, struct str ref)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_KEPT, VALS(V(ref)));
	const bool there = db_next(r);
	bool same = there && db_int(r, 0) == s->answer;
	size_t words = 0;

	if (db_done(r) != DB_OK)
		return KEPT_ERROR;
	if (!there)
		return KEPT_NOT;
	r = db_query(cx->conn, cx->arena, &SQL_KEPT_WORDS, VALS(V(ref)));
	while (db_next(r)) {
		same = same && same_words(p, s, db_int(r, 0), db_text(r, 1));
		words++;
	}
	if (db_done(r) != DB_OK)
		return KEPT_ERROR;
	return same && words == count_words(p, s) ? KEPT_SAME : KEPT_OTHER;
}

enum db_status comment_keep_original(struct ctx *cx, int64_t comment)
{
	return db_exec(
	    cx->conn, cx->arena, &SQL_KEEP_ORIGINAL, VALS(V(comment)), NULL);
}
