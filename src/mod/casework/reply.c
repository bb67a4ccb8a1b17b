/*
 * reply.c: behind the return code of /tell-us: how it goes, in a few plain
 * sentences. None of the words that were sent, no name and nothing about the
 * patient: the code may be in the wrong hands.
 */
#include "base/words.h"
#include "core/keys.h"
#include "mod/casework/ask.h"
#include "mod/casework/internal.h"
#include "mod/listen/token.h"

static const struct sql SQL_STATUS = {
	"SELECT c.type, c.received_on, c.state, c.acknowledged_on, c.due_on,"
	" c.responded_on FROM case_file c WHERE c.ref = ?1",
	SYSTEM("whoever holds the return code said it")
};
static const struct sql *const list[] = { &SQL_STATUS };
const struct sql_list case_reply_sql = { list, NELEM(list) };

static const char *state_sentence(struct rows *q)
{
	if (!db_null(q, 5))
		return T("We have answered.");
	if (str_is(db_text(q, 2), "closed"))
		return T("This is closed.");
	if (str_is(db_text(q, 2), "new"))
		return T("We have it. A person reads it on the next working "
			 "day at the latest.");
	return T("A person has read it and is working on it.");
}

static void write_status(struct req *r, struct rows *q)
{
	struct arena *a = r->cx.arena;

	r->title = str_of(T("What became of what you said"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p class=\"nhsuk-body\">",
	    STR_ARG(r->title));
	html(&r->out, T("You told us something in %.*s."),
	    STR_ARG(date_month_year(a, db_date(q, 1))));
	html(&r->out, "</p><p class=\"nhsuk-body\">%s</p>", state_sentence(q));
	if (!db_null(q, 4) && db_null(q, 5)) {
		html(&r->out, "<p class=\"nhsuk-body\">");
		html(&r->out, T("You can expect our answer by %.*s."),
		    STR_ARG(date_long(a, db_date(q, 4))));
		html(&r->out, "</p>");
	}
}

bool case_reply(struct req *r, struct str code)
{
	bool found = false;

	for (size_t i = 0; i < keys_count(r->cx.app->keys) && !found; i++) {
		struct rows *q = db_query(r->cx.conn, r->cx.arena, &SQL_STATUS,
		    VALS(V(response_ref_nth(&r->cx, code, i))));

		const bool here = db_next(q);

		if (here)
			write_status(r, q);
		found = db_done(q) == DB_OK && here;
	}
	return found;
}
