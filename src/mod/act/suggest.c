/*
 * suggest.c: a draft of "you said" from the thread: what the comments behind an
 * action are about, never their words. The words that may be read stand beside
 * the form, for whoever writes.
 */
#include "base/words.h"
#include "core/comment_ref.h"
#include "mod/act/internal.h"
#include "text/taxonomy.h"

#define WORDS_SHOWN 5

static const struct sql SQL_THEMES = {
	"SELECT t.themes FROM action_comment l"
	" JOIN comment_theme t ON t.comment = l.comment"
	" JOIN comment c ON c.id = l.comment WHERE l.action = ?1 AND " SCOPE(
	    "c.unit") " ORDER BY l.comment LIMIT 200",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_OWN = {
	"SELECT o.title FROM theme_action l JOIN own_theme o"
	" ON o.id = l.own_theme WHERE l.action = ?1 ORDER BY o.id LIMIT 1",
	SYSTEM("the trust's words for themes are no rows of people or units")
};
static const struct sql SQL_WORDS = {
	"SELECT c.shown, c.lang, r.may_show FROM action_comment l"
	" JOIN comment c ON c.id = l.comment"
	" JOIN response r ON r.id = c.response WHERE l.action = ?1"
	" AND c.shown IS NOT NULL AND " SCOPE(
	    "r.unit") " ORDER BY l.comment DESC LIMIT 5",
	SCOPED(CAP_RESPONSE_READ)
};

struct str you_said_suggest(struct ctx *cx, const struct action *a)
{
	int votes[THEMES] = { 0 };
	int best = -1;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_THEMES, VALS(V(a->rec.id)));

	while (db_next(r)) {
		const uint64_t set = (uint64_t)db_int(r, 0);

		for (int i = 0; i < THEMES; i++)
			votes[i] += (set & THEME_BIT(i)) != 0;
	}
	if (db_done(r) != DB_OK)
		return STR_NULL;
	for (int i = 0; i < THEMES; i++)
		if (i != THEME_BLANK && votes[i] > (best < 0 ? 0 : votes[best]))
			best = i;
	const struct str own =
	    db_get_text(cx->conn, cx->arena, &SQL_OWN, VALS(V(a->rec.id)));

	if (!str_empty(own))
		return str_fmt(
		    cx->arena, T("You told us about: %.*s."), STR_ARG(own));
	if (best < 0)
		return STR_NULL;
	return str_fmt(
	    cx->arena, T("You told us about: %s."), T(theme_list[best].name));
}

void you_said_sources(struct req *r, const struct action *a)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_WORDS, VALS(V(a->rec.id)));
	size_t n = 0;

	while (n < WORDS_SHOWN && db_next(rows)) {
		if (n++ == 0)
			html(&r->out, "<h2 class=\"nhsuk-heading-s\">%s</h2>",
			    T("What people said"));
		html(&r->out,
		    "<blockquote class=\"heard-quote\"><p lang=\"%.*s\" "
		    "dir=\"auto\">%.*s</p><footer>%s</footer></blockquote>",
		    STR_ARG(db_text(rows, 1)), STR_ARG(db_text(rows, 0)),
		    db_int(rows, 2) != 0
			? T("The writer said that this may be shown.")
			: T("Not for the public: write it in your own "
			    "words."));
	}
	(void)db_done(rows);
}

static const struct sql *const list[] = { &SQL_THEMES, &SQL_OWN, &SQL_WORDS };
const struct sql_list act_suggest_sql = { list, NELEM(list) };
