/*
 * words.c: the words of stories: the only statements that read or keep them.
 * What was agreed to, until when and whether it still stands is in the SQL.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/story/story.h"

const struct story_purpose story_purposes[STORY_PURPOSES] = {
	{ "board", N_("To tell it to the Board") },
	{ "training", N_("To teach staff with it") },
	{ "improvement", N_("To make a service better with it") },
	{ "website", N_("To show it on our website") },
	{ "media", N_("To give it to newspapers and television") },
};

/* ?1 a purpose's code, ?2 today; of the story s. */
#define STANDS                                                \
	"s.withdrawn_on IS NULL AND s.expires_on >= ?2 AND (" \
	"(?1 = 'board' AND s.for_board = 1)"                  \
	" OR (?1 = 'training' AND s.for_training = 1)"        \
	" OR (?1 = 'improvement' AND s.for_improvement = 1)"  \
	" OR (?1 = 'website' AND s.for_website = 1)"          \
	" OR (?1 = 'media' AND s.for_media = 1))"

static const struct sql SQL_READ = {
	"SELECT w.teller, w.words FROM story_words w"
	" JOIN story s ON s.id = w.story WHERE s.id = ?3 AND " STANDS
	" AND " SCOPE("s.unit"),
	SCOPED(CAP_ACTION_READ)
};
static const struct sql SQL_KEEP = {
	"INSERT INTO story_words (story, teller, words, kept_at)"
	" SELECT s.id, ?2, ?3, ?4 FROM story s WHERE s.id = ?1"
	" AND s.withdrawn_on IS NULL AND s.expires_on >= ?5 AND " SCOPE(
	    "s.unit") " ON CONFLICT (story) DO UPDATE SET"
		      " teller = excluded.teller, words = excluded.words,"
		      " kept_at = excluded.kept_at",
	SCOPED(CAP_ACTION_WRITE)
};
static const struct sql SQL_KEEP_SYSTEM = {
	"INSERT INTO story_words (story, teller, words, kept_at)"
	" VALUES (?1, ?2, ?3, ?4)",
	SYSTEM("the demonstration's invented stories")
};
static const struct sql SQL_FORGET = {
	"DELETE FROM story_words WHERE story = ?1",
	SYSTEM("the teller has withdrawn; who may note it was asked before")
};
static const struct sql SQL_EXPIRE = {
	"DELETE FROM story_words WHERE story IN (SELECT s.id FROM story s"
	" WHERE s.expires_on < ?1 OR s.withdrawn_on IS NOT NULL)",
	SYSTEM("what was agreed has expired, whoever kept it")
};

bool story_words_for(
    struct ctx *cx, int64_t story, struct str purpose, struct story_words *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_READ,
	    VALS(V(purpose), V(cx->today), V(story)));
	const bool found = db_next(r);

	if (found)
		*ret = (struct story_words){ db_text(r, 0), db_text(r, 1) };
	return db_done(r) == DB_OK && found;
}

enum db_status story_words_keep(
    struct ctx *cx, int64_t story, struct str teller, struct str words)
{
	int64_t n = 0;
	const enum db_status st =
	    cx->system
		? db_exec(cx->conn, cx->arena, &SQL_KEEP_SYSTEM,
		      VALS(V(story), V(teller), V(words), V(cx->now)), &n)
		: db_exec(cx->conn, cx->arena, &SQL_KEEP,
		      VALS(V(story), V(teller), V(words), V(cx->now),
			  V(cx->today)),
		      &n);

	return st == DB_OK && n == 0 ? DB_REFUSED : st;
}

enum db_status story_withdraw(struct ctx *cx, struct str ref)
{
	struct story s;
	struct problems p = { .arena = cx->arena };

	if (!kind_get_ref(cx, &kind_story, ref, &s) ||
	    !date_none(s.withdrawn_on))
		return DB_REFUSED;
	s.withdrawn_on = cx->today;
	s.for_board = s.for_training = s.for_improvement = false;
	s.for_website = s.for_media = false;
	enum db_status st = kind_save(cx, &kind_story, &s, &p);

	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_FORGET, VALS(V(s.rec.id)), NULL);
	return st == DB_OK ? audit(cx, "withdraw", "story", ref, S("words"))
			   : st;
}

static enum db_status expire_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return db_exec(
	    cx->conn, cx->arena, &SQL_EXPIRE, VALS(V(cx->today)), NULL);
}

enum db_status story_expire_job(struct ctx *cx, struct str arg)
{
	(void)arg;
	return ctx_change(cx, expire_fn, NULL);
}

/* The website ----------------------------------------------------------- */

static const struct sql SQL_PUBLIC = {
	"SELECT s.title, w.teller, w.words, s.ref FROM story s"
	" JOIN story_words w ON w.story = s.id WHERE " STANDS
	" ORDER BY s.agreed_on DESC, s.id LIMIT 50",
	SYSTEM("stories whose tellers agreed to have them on the website")
};

void stories_public(struct req *r)
{
	size_t n = 0;
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_PUBLIC,
	    VALS(V("website"), V(r->cx.today)));

	r->title = str_of(T("Stories"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p>",
	    T("Stories"),
	    T("People tell how it was for them. They agreed to have it here "
	      "and can take it back at any time."));
	for (; db_next(rows); n++)
		html(&r->out,
		    "<article><h2 class=\"nhsuk-heading-m\" dir=\"auto\">%.*s"
		    "</h2><blockquote class=\"heard-quote\"><p dir=\"auto\">"
		    "%.*s</p><footer>%.*s</footer></blockquote></article>",
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 2)),
		    STR_ARG(db_text(rows, 1)));
	(void)db_done(rows);
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("There is no story here at the moment."));
}

static const struct sql *const list[] = { &SQL_READ, &SQL_KEEP,
	&SQL_KEEP_SYSTEM, &SQL_FORGET, &SQL_EXPIRE, &SQL_PUBLIC };
const struct sql_list story_words_sql = { list, NELEM(list) };
