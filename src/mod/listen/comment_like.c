/*
 * comment_like.c: comments like the one that is being read, beside it: among
 * the newest of the same team that this reader may see. Those that say nearly
 * the same are folded into one line with their number.
 */
#include "base/words.h"
#include "mod/listen/moderation_pages.h"
#include "text/similar.h"

#define LOOKED_AT 300
#define SHOWN     3
#define LEAST     0.25 /* cosine that is worth a look */

static const struct sql SQL_TEAM = {
	"SELECT c.ref, c.shown, c.lang FROM comment_record c WHERE c.unit = ?1"
	" AND c.id <> ?2 AND c.shown IS NOT NULL"
	" AND c.state NOT IN ('held', 'hidden') AND " SCOPE(
	    "c.unit") " ORDER BY c.id DESC LIMIT 300",
	SCOPED(CAP_RESPONSE_READ)
};
_Static_assert(LOOKED_AT == 300, "the LIMIT above");

static const struct sql *const list[] = { &SQL_TEAM };
const struct sql_list comment_like_sql = { list, NELEM(list) };

struct other {
	struct str ref, shown, lang;
};

static void line(struct req *r, const struct other *o, size_t alike)
{
	struct arena *a = r->cx.arena;
	const struct comment_view v = { .shown = o->shown };

	html(&r->out,
	    "<li><a href=\"%.*s\" lang=\"%.*s\" dir=\"auto\">%.*s</a>",
	    STR_ARG(comment_own_path(a, o->ref, NULL)), STR_ARG(o->lang),
	    STR_ARG(comment_excerpt(a, &v)));
	if (alike > 1) {
		html(&r->out, " <span class=\"heard-muted\">");
		html(&r->out,
		    TN("%lld says nearly the same", "%lld say nearly the same",
			(long)alike),
		    (long long)alike);
		html(&r->out, "</span>");
	}
	html(&r->out, "</li>");
}

static void write_list(struct req *r, const struct other *o,
    const size_t *group, const size_t *sizes, const struct likeness *like,
    size_t n)
{
	bool done[LOOKED_AT] = { false };
	size_t shown = 0;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2><ul>",
	    T("More like this"));
	for (size_t i = 0; i < n && shown < SHOWN; i++) {
		const size_t k = like[i].number;

		if (like[i].cosine < LEAST || done[group[k]])
			continue;
		done[group[k]] = true;
		line(r, &o[k], sizes[group[k]]);
		shown++;
	}
	html(&r->out, "</ul>");
}

void comment_like(struct req *r, const struct comment_view *v)
{
	struct arena *a = r->cx.arena;
	struct other *o = arena_array(a, LOOKED_AT, sizeof(*o));
	size_t *sizes = arena_array(a, LOOKED_AT + 1, sizeof(*sizes));
	struct likeness *like = arena_array(a, LOOKED_AT, sizeof(*like));
	struct rows *rows;
	struct similar *s;
	size_t n = 0, found;

	if (str_null(v->shown))
		return;
	s = similar_new();
	rows = db_query(
	    r->cx.conn, a, &SQL_TEAM, VALS(val_int(v->unit), val_int(v->id)));
	while (n < LOOKED_AT && db_next(rows)) {
		o[n] = (struct other){ db_text(rows, 0), db_text(rows, 1),
			db_text(rows, 2) };
		similar_add(s, o[n++].shown);
	}
	const size_t *group = similar_groups(s, a);

	for (size_t i = 0; i < n; i++)
		sizes[group[i]]++;
	found = similar_like(s, v->shown, LOOKED_AT, like);
	if (db_done(rows) == DB_OK && found > 0 && like[0].cosine >= LEAST)
		write_list(r, o, group, sizes, like, found);
	similar_free(s);
}
