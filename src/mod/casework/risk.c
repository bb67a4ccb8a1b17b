/*
 * risk.c: words that may say that a life is at risk, looked for the moment a
 * case comes in, and who is told at once. It only ever adds: nothing is put
 * off or thrown away because of it, and every case is read the day it comes.
 */
#include "base/fold.h"
#include "base/words.h"
#include "core/setting.h"
#include "job/job.h"
#include "mod/casework/internal.h"

/* Folded: small letters, no accents. Phrases rather than words where the word
 * alone is common. */
static const char *const phrases[] = {
	"suicid",
	"kill myself",
	"kill himself",
	"kill herself",
	"kill themselves",
	"killing myself",
	"end my life",
	"ending my life",
	"end it all",
	"take my own life",
	"taking my own life",
	"want to die",
	"wants to die",
	"wanted to die",
	"better off dead",
	"not want to live",
	"dont want to live",
	"don t want to live",
	"don't want to live",
	"no reason to live",
	"cannot go on",
	"cant go on",
	"can't go on",
	"overdose",
	"self harm",
	"self-harm",
	"harm myself",
	"hurt myself",
	"hurting myself",
	"cut myself",
	"cutting myself",
	"hang myself",
	"jump off",
	"going to kill",
	"kill him",
	"kill her",
	"kill them",
	"in danger now",
	"unsafe at home",
};

bool words_risky(struct arena *a, struct str words)
{
	const struct str fold = str_fold(a, words);

	if (str_empty(words))
		return false;
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (str_find(fold, str_of(phrases[i])) != SIZE_MAX)
			return true;
	return false;
}

/* Who moves cases on in this unit: they hold the right by a role there. */
static const struct sql SQL_TEAM = {
	"SELECT p.email FROM person p JOIN may m ON m.person = p.id"
	" WHERE m.cap = ?1 AND m.unit = ?2 AND p.active = 1"
	" ORDER BY p.id LIMIT 20",
	SYSTEM("the program tells the complaints team of a new case")
};
static const struct sql *const list[] = { &SQL_TEAM };
const struct sql_list case_risk_sql = { list, NELEM(list) };

static enum db_status tell_one(
    struct ctx *cx, const struct case_file *c, struct str to)
{
	return mail_add(cx,
	    &(struct mail){ .to = to,
		.subject = str_of(T("Please look now: a life may be at risk")),
		.text = str_fmt(cx->arena,
		    T("Words in case %lld may say that a life is at risk. "
		      "Please open it and decide what to do before anything "
		      "else:\n\n%.*s/cases/%.*s\n"),
		    (long long)c->number, STR_ARG(cx->app->base_url),
		    STR_ARG(c->rec.ref)) });
}

enum db_status risk_tell(struct ctx *cx, const struct case_file *c)
{
	const struct str first = setting_text(cx, "case_alert_email");
	struct rows *r;
	enum db_status st = DB_OK;

	if (!mail_possible(cx))
		return DB_OK;
	if (mail_address_ok(first))
		st = tell_one(cx, c, first);
	r = db_query(cx->conn, cx->arena, &SQL_TEAM,
	    VALS(V((int)CAP_CASE_WRITE), V(c->unit)));
	while (st == DB_OK && db_next(r))
		st = tell_one(cx, c, db_text(r, 0));
	const enum db_status read = db_done(r);

	return st == DB_OK ? read : st;
}
