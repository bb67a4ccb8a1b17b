/*
 * topics_page.c: what stands out in some comments: phrases that they have more
 * than the others of the same year, and topics that are said more often now
 * than before. Counting is text/phrase.c's; a phrase of fewer than five
 * comments is never shown.
 */
#include "base/words.h"
#include "mod/listen/comment_sql.h"
#include "mod/listen/moderation_pages.h"
#include "text/phrase.h"

#define READ_MAX   20000 /* newest comments that are looked at */
#define YEAR       12    /* months that are compared */
#define NOW        3     /* months that are "now" */
#define SHOWN      25
#define FALSE_RATE 0.1 /* of what is called rising, by chance alone */

#define OF_READERS                                               \
	" FROM comment c JOIN response r ON r.id = c.response"   \
	" WHERE r.experienced_on >= ?12 AND c.shown IS NOT NULL" \
	" AND c.state NOT IN ('held', 'hidden') AND " SCOPE("c.unit")
/* Each with whether it is one of those that the filter means. */
static const struct sql SQL_AGAINST = {
	"SELECT c.shown, CASE WHEN 1 = 1" FILTER(
	    "c.unit") " THEN 1 ELSE 0"
		      " END" OF_READERS " ORDER BY c.id DESC LIMIT 20000",
	SCOPED(CAP_RESPONSE_READ)
};
/* Only those, each with whether it is of now: from ?13 on. */
static const struct sql SQL_RISING = {
	"SELECT c.shown, CASE WHEN r.experienced_on >= ?13 THEN 1 ELSE 0 END" OF_READERS
	    FILTER("c.unit") " ORDER BY c.id DESC LIMIT 20000",
	SCOPED(CAP_RESPONSE_READ)
};
_Static_assert(READ_MAX == 20000, "the LIMITs above");

static const struct sql *const list[] = { &SQL_AGAINST, &SQL_RISING };
const struct sql_list topics_sql = { list, NELEM(list) };

/* What was read: the phrases and how many comments on both sides. */
struct read {
	struct phrases *phrases;
	int64_t slice, rest;
};

static enum db_status read_all(struct ctx *cx, const struct sql *q,
    const struct val *vals, size_t n, struct read *ret)
{
	struct rows *rows = db_stream(cx->conn, cx->arena, q, vals, n);

	while (db_next(rows)) {
		const bool slice = db_int(rows, 1) == 1;

		phrases_add(ret->phrases, db_text(rows, 0), slice);
		ret->slice += slice;
		ret->rest += !slice;
	}
	return db_done(rows);
}

/* A phrase may hold a name: its comments are posted for, like every search. */
static struct markup find_cell(
    struct req *r, const struct comment_filter *f, struct str phrase)
{
	struct buf b = buf_make((size_t)16 << 10);
	struct buf page = r->out;

	r->out = b;
	comment_search_paging(r,
	    &(struct comment_filter){
		.typed = str_fmt(r->cx.arena, "\"%.*s\"", STR_ARG(phrase)),
		.unit = f->unit,
		.kind = f->kind,
		.answer = f->answer,
		.theme = f->theme,
		.own = f->own,
		.mood = f->mood },
	    "page", STR_NULL, T("Read them"));
	b = r->out;
	r->out = page;
	const struct markup m = html_take(r->cx.arena, &b);

	buf_free(&b);
	return m;
}

static struct str number(struct arena *a, size_t n)
{
	return str_fmt(a, "%zu", n);
}

#define CELLS 4
static void phrase_table(struct req *r, const struct comment_filter *f,
    const struct phrase *p, size_t n, const char *const head[3])
{
	struct arena *a = r->cx.arena;
	const struct table_cell heads[CELLS] = {
		{ .text = str_of(T("Words")) },
		{ .text = str_of(head[1]), .format = "numeric" },
		{ .text = str_of(head[2]), .format = "numeric" },
		{ .text = str_of(T("Comments")) },
	};
	struct table_row *rows = arena_array(a, n, sizeof(*rows));
	struct table_cell *cells = arena_array(a, n * CELLS, sizeof(*cells));

	for (size_t i = 0; i < n; i++) {
		struct table_cell *c = cells + i * CELLS;

		rows[i] = (struct table_row){ c, CELLS };
		c[0].text = p[i].text;
		c[1].text = number(a, p[i].slice);
		c[2].text = number(a, p[i].rest);
		c[1].format = c[2].format = "numeric";
		c[3].html = find_cell(r, f, p[i].text);
	}
	component_table(&r->out, &(struct table){ .caption = str_of(head[0]),
				     .caption_size = "s",
				     .head = heads,
				     .nhead = CELLS,
				     .rows = rows,
				     .nrows = n,
				     .responsive = true });
}

/* The first day of what is compared. */
static struct date window(struct req *r, const struct comment_filter *f)
{
	const struct date year = date_add_months(
	    date_of_month_index(date_month_index(r->cx.today)), 1 - YEAR);
	struct date from;

	if (!str_empty(f->from) &&
	    date_parse_iso(
		str_fmt(r->cx.arena, "%.*s-01", STR_ARG(f->from)), &from) &&
	    date_cmp(from, year) < 0)
		return from;
	return year;
}

static void section(struct req *r, const char *title, const char *how)
{
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<p class=\"nhsuk-body\">%s</p>",
	    title, how);
}

static void compared(
    struct req *r, const struct read *x, const char *sentence, struct date from)
{
	const struct str since = date_month_year(r->cx.arena, from);

	html(&r->out, "<p class=\"nhsuk-body\">%s ", sentence);
	html(&r->out,
	    T("%lld comments were set against %lld others, since "
	      "%.*s."),
	    (long long)x->slice, (long long)x->rest, STR_ARG(since));
	if (x->slice + x->rest == READ_MAX)
		html(&r->out, " %s",
		    T("Only the newest 20,000 were looked at."));
	html(&r->out, "</p>");
}

static void against(
    struct req *r, const struct comment_filter *f, struct read *x)
{
	const char *const head[3] = { T("Said more in the comments you chose"),
		T("In these"), T("In the others") };
	const struct date from = window(r, f);
	struct val vals[FILTER_VALS];
	struct phrase *p;
	size_t n;

	section(r, T("Said more here than elsewhere"),
	    T("Words that the comments you chose have and the others of your "
	      "teams have less. A phrase counts once a comment, and is shown "
	      "from five comments on."));
	if (!comment_filter_any(f)) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Choose a team, a theme, an answer or a period above to "
		      "set its comments against the others."));
		return;
	}
	comment_filter_vals(&r->cx, f, date_iso(r->cx.arena, from), vals);
	if (read_all(&r->cx, &SQL_AGAINST, vals, FILTER_VALS, x) != DB_OK)
		return;
	n = phrases_key(x->phrases, r->cx.arena, SHOWN, &p);
	compared(r, x, n > 0 ? "" : T("Nothing stands out."), from);
	if (n > 0)
		phrase_table(r, f, p, n, head);
}

static void rising(
    struct req *r, const struct comment_filter *f, struct read *x)
{
	const char *const head[3] = { T("On the rise"), T("Now"), T("Before") };
	struct comment_filter all = *f;
	struct val vals[FILTER_VALS + 1];
	struct phrase *p;
	struct date from, now;
	size_t n;

	all.from = all.to = STR_NULL;
	from = window(r, &all);
	now = date_add_months(from, YEAR - NOW);
	comment_filter_vals(&r->cx, &all, date_iso(r->cx.arena, from), vals);
	vals[FILTER_VALS] = V(now);
	section(r, T("On the rise"),
	    T("Words that are said more often in the last three months than "
	      "in the nine before. So many are tried that some rise by chance: "
	      "of those in this list, about one in ten."));
	if (read_all(&r->cx, &SQL_RISING, vals, FILTER_VALS + 1, x) != DB_OK)
		return;
	n = phrases_rising(x->phrases, r->cx.arena, FALSE_RATE, SHOWN, &p);
	compared(r, x, n > 0 ? "" : T("Nothing is rising for sure."), from);
	if (n > 0)
		phrase_table(r, &all, p, n, head);
}

void topics_page(struct req *r)
{
	struct comment_filter f;
	struct read slice = { .phrases = phrases_new() };
	struct read now = { .phrases = phrases_new() };

	comment_filter_read(&r->query, false, &f);
	r->wide = true;
	r->title = str_of(T("What stands out"));
	r->back = comment_path(
	    r->cx.arena, S("/comments"), &f, false, NULL, STR_NULL);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	comment_filter_form(r, &f, "/comments/topics");
	against(r, &f, &slice);
	rising(r, &f, &now);
	phrases_free(slice.phrases);
	phrases_free(now.phrases);
}
