/*
 * queue_page.c: what makes a long queue quick: access keys, the way to the
 * comment before and behind, and how much is public against the target.
 * Access keys are the browser's: they work without scripts.
 */
#include "base/words.h"
#include "core/comment_ref.h"
#include "core/setting.h"
#include "mod/listen/moderation_pages.h"

#define SHARE_OF 2000 /* newest comments that are looked at */

/* Cheap by the newest ones: a month of a large trust is thousands. */
static const struct sql SQL_SHARE = {
	"SELECT count(*), coalesce(sum(CASE WHEN x.state IN ('published',"
	" 'redacted_published') THEN 1 ELSE 0 END), 0) FROM (SELECT c.state"
	" FROM comment c JOIN response r ON r.id = c.response"
	" WHERE r.may_show = 1 AND " SCOPE("c.unit") " ORDER BY c.id DESC"
						     " LIMIT 2000) x",
	SCOPED(CAP_MODERATE)
};
_Static_assert(SHARE_OF == 2000, "the LIMIT above");
static const struct sql SQL_BEFORE = {
	"SELECT " COMMENT_REF(
	    "r", "c") " FROM comment c"
		      " JOIN response r ON r.id = c.response"
		      " WHERE c.state IN ('unmoderated', 'held')"
		      " AND c.id < ?1 AND " SCOPE(
			  "c.unit") " ORDER BY c.id DESC LIMIT 1",
	SCOPED(CAP_MODERATE)
};
static const struct sql *const list[] = { &SQL_SHARE, &SQL_BEFORE };
const struct sql_list queue_page_sql = { list, NELEM(list) };

void published_share(struct req *r)
{
	const int64_t target = setting_int(&r->cx, "publish_target");
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_SHARE, NO_VALS);
	int64_t all = 0, public = 0;

	if (db_next(rows)) {
		all = db_int(rows, 0);
		public = db_int(rows, 1);
	}
	if (db_done(rows) != DB_OK || all == 0)
		return;
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out,
	    T("Of the newest %lld comments that may be shown, %lld are public "
	      "(%lld%%)."),
	    (long long)all, (long long)public,
	    (long long)((100 * public + all / 2) / all));
	if (target > 0) {
		html(&r->out, " ");
		html(&r->out, T("The target is %lld%%."), (long long)target);
	}
	html(&r->out, "</p>");
}

static void key_link(
    struct req *r, struct str href, const char *text, const char *key)
{
	html(&r->out,
	    "<li><a href=\"%.*s\" accesskey=\"%s\">%s</a> "
	    "<kbd>%s</kbd></li>",
	    STR_ARG(href), key, text, key);
}

static struct str path_of(
    struct req *r, const struct comment_filter *f, struct str ref)
{
	struct arena *a = r->cx.arena;

	return comment_path(
	    a, comment_own_path(a, ref, NULL), f, true, NULL, STR_NULL);
}

void queue_links(struct req *r, const struct comment_sheet *s)
{
	const struct str next = comment_next(&r->cx, &s->f, s->v.ref);
	const struct str last = db_get_text(
	    r->cx.conn, r->cx.arena, &SQL_BEFORE, VALS(val_int(s->v.id)));

	html(&r->out, "<nav aria-label=\"%s\"><ul class=\"nhsuk-list\">",
	    T("The queue"));
	if (!str_null(next))
		key_link(r, path_of(r, &s->f, next), T("Next comment"), "n");
	if (!str_null(last))
		key_link(r, path_of(r, &s->f, last), T("Comment before"), "p");
	html(&r->out, "</ul></nav>");
}

void keys_help(struct req *r)
{
	const struct comment_filter all = { .queue = true };
	const struct str first = comment_next(&r->cx, &all, S(""));

	if (str_null(first))
		return;
	/* Outside what can be closed: a key presses only what is there. */
	html(&r->out, "<ul class=\"nhsuk-list\">");
	key_link(r, path_of(r, &all, first), T("Begin with the oldest"), "b");
	html(&r->out, "</ul>");
	html(&r->out, "<details class=\"nhsuk-details\"><summary"
		      " class=\"nhsuk-details__summary\"><span"
		      " class=\"nhsuk-details__summary-text\">");
	html(&r->out,
	    "%s</span></summary><div"
	    " class=\"nhsuk-details__text\"><ul>",
	    T("Work by keyboard"));
	html(&r->out, "<li>%s <kbd>u</kbd></li><li>%s <kbd>r</kbd></li>",
	    T("Publish"), T("Remove the words and publish"));
	html(&r->out, "<li>%s <kbd>h</kbd></li><li>%s <kbd>n</kbd></li>",
	    T("Hold back"), T("Next comment"));
	html(&r->out, "<li>%s <kbd>m</kbd></li>",
	    T("Mark the words that would be removed"));
	html(&r->out, "<li>%s <kbd>p</kbd></li></ul><p>%s</p></div></details>",
	    T("Comment before"),
	    T("Press the key together with Alt; in Firefox with Alt and "
	      "Shift, on a Mac with Control and Option."));
}
