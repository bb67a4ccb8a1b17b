/*
 * heard_quality.c: GET /themes: how well each theme is heard in the comments
 * that the reader may read, as far as people said so; and what was learnt.
 */
#include "base/words.h"
#include "mod/listen/heard.h"
#include "mod/listen/heard_learn.h"
#include "text/measure.h"
#include "web/component.h"
#include "web/web.h"

#define SAID_MAX 20000
#define ENOUGH   5 /* comments with a theme before a share means anything */
#define CELLS    5

/* The last word of people on each comment that the model had spoken of. */
static const struct sql SQL_SAID = {
	"SELECT t.themes_before, t.themes, t.mood_before, t.mood"
	" FROM theme_correction t JOIN comment c ON c.id = t.comment"
	" WHERE t.by_model = 1 AND t.id = (SELECT max(x.id) FROM"
	" theme_correction x WHERE x.comment = t.comment AND x.by_model = 1)"
	" AND " SCOPE("c.unit") " ORDER BY t.id DESC LIMIT 20000",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_MODELS = {
	"SELECT made_at, state, lessons, checked, f1_before, f1"
	" FROM theme_model ORDER BY id DESC LIMIT 10",
	SYSTEM("figures of models, not of people or units")
};

static const struct sql *const list[] = { &SQL_SAID, &SQL_MODELS };
const struct sql_list heard_quality_sql = { list, NELEM(list) };

static size_t read_said(struct ctx *cx, struct verdict *v)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_SAID, NO_VALS);
	size_t n = 0;

	while (n < SAID_MAX && db_next(r)) {
		const uint64_t model = (uint64_t)db_int(r, 0);
		const uint64_t people = (uint64_t)db_int(r, 1);
		const uint64_t none = THEME_BIT(THEME_BLANK);

		v[n++] = (struct verdict){ .people = people ? people : none,
			.model = model ? model : none,
			.people3 = (int)db_int(r, 3),
			.model3 = db_int(r, 2) > 0 ? (int)db_int(r, 2) : 2,
			.people5 = 3,
			.model5 = 3 };
	}
	return db_done(r) == DB_OK ? n : 0;
}

/* "83% (10 of 12)", or that it is too early to say. */
static struct str part(struct arena *a, size_t n, size_t of)
{
	if (of < ENOUGH)
		return str_of(T("too few yet"));
	return str_fmt(a, T("%d%% (%zu of %zu)"), (int)(100 * n / of), n, of);
}

static void write_themes(struct req *r, const struct measures *m)
{
	struct arena *a = r->cx.arena;
	const struct table_cell head[CELLS] = {
		{ .text = str_of(T("Theme")) },
		{ .text = str_of(T("What it means")) },
		{ .text = str_of(T("People said it")), .format = "numeric" },
		{ .text = str_of(T("Found of these")), .format = "numeric" },
		{ .text = str_of(T("Right when given")), .format = "numeric" },
	};
	struct table_row rows[THEMES];
	struct table_cell *cells =
	    arena_array(a, THEMES * CELLS, sizeof(*cells));
	size_t n = 0;

	for (size_t i = 0; i < THEMES; i++) {
		const struct tally *t = &m->theme[i];
		struct table_cell *c = cells + n * CELLS;

		if (i == THEME_BLANK)
			continue;
		rows[n++] = (struct table_row){ c, CELLS };
		c[0].text = str_of(T(theme_list[i].name));
		c[1].text = str_of(T(theme_list[i].meaning));
		c[2].text = str_fmt(a, "%zu", t->hit + t->missed);
		c[3].text = part(a, t->hit, t->hit + t->missed);
		c[4].text = part(a, t->hit, t->hit + t->wrong);
		c[2].format = c[3].format = c[4].format = "numeric";
	}
	component_table(
	    &r->out, &(struct table){ .caption = str_of(T("Theme by theme")),
			 .head = head,
			 .nhead = CELLS,
			 .rows = rows,
			 .nrows = n,
			 .responsive = true });
}

static void write_sum(struct req *r, const struct measures *m, size_t n)
{
	struct buf *out = &r->out;
	struct arena *a = r->cx.arena;

	if (n == 0) {
		html(out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nobody has said yet whether a comment was heard "
		      "rightly. Open a comment and press “This is right”, or "
		      "change what it is about: each answer makes the next "
		      "comments better understood."));
		return;
	}
	const long looked = (long)n;

	html(out, "<p class=\"nhsuk-body\">");
	html(out,
	    TN("People looked at %ld comment of your teams.",
		"People looked at %ld comments of your teams.", looked),
	    looked);
	html(out, "</p>");
	if (n >= ENOUGH)
		html(out, "<p class=\"nhsuk-body\">%.*s</p>",
		    STR_ARG(str_fmt(a,
			T("How it was meant was right in %.*s of them. "
			  "Comments that are put right are often the hard "
			  "ones, so the whole is better than this."),
			STR_ARG(part(
			    a, (size_t)(m->right3 * (double)n + 0.5), n)))));
}

static const char *state_words(struct str state)
{
	if (str_is(state, "current"))
		return T("In use");
	return str_is(state, "refused")
		   ? T("Refused: it was worse on your check set")
		   : T("Replaced by a newer one");
}

static struct str f1_text(struct arena *a, struct rows *rows, int col)
{
	return db_null(rows, col) ? str_of(T("not measured"))
				  : str_fmt(a, "%.2f", db_real(rows, col));
}

static void write_models(struct req *r)
{
	struct arena *a = r->cx.arena;
	const struct table_cell head[] = {
		{ .text = str_of(T("Made")) },
		{ .text = str_of(T("State")) },
		{ .text = str_of(T("Learnt from")), .format = "numeric" },
		{ .text = str_of(T("Checked on")), .format = "numeric" },
		{ .text = str_of(T("F1 before")), .format = "numeric" },
		{ .text = str_of(T("F1")), .format = "numeric" },
	};
	struct rows *q = db_query(r->cx.conn, a, &SQL_MODELS, NO_VALS);
	struct table_row rows[10];
	struct table_cell *cells =
	    arena_array(a, NELEM(rows) * NELEM(head), sizeof(*cells));
	size_t n = 0;

	while (n < NELEM(rows) && db_next(q)) {
		struct table_cell *c = cells + n * NELEM(head);

		rows[n++] = (struct table_row){ c, NELEM(head) };
		c[0].text = instant_long(a, db_instant(q, 0));
		c[1].text = str_of(state_words(db_text(q, 1)));
		c[2].text = str_fmt(a, "%lld", (long long)db_int(q, 2));
		c[3].text = str_fmt(a, "%lld", (long long)db_int(q, 3));
		c[4].text = f1_text(a, q, 4);
		c[5].text = f1_text(a, q, 5);
		for (size_t k = 2; k < NELEM(head); k++)
			c[k].format = "numeric";
	}
	(void)db_done(q);
	if (n > 0)
		component_table(&r->out,
		    &(struct table){ .caption = str_of(T("What was learnt")),
			.head = head,
			.nhead = NELEM(head),
			.rows = rows,
			.nrows = n,
			.responsive = true });
}

void heard_quality_page(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct verdict *v = arena_array(a, SAID_MAX, sizeof(*v));
	struct measures *m = ARENA_NEW(a, struct measures);
	const size_t n = read_said(&r->cx, v);

	measure(v, NULL, n, m);
	r->title = str_of(T("How well themes are heard"));
	r->wide = true;
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	write_sum(r, m, n);
	html(&r->out, "<p class=\"nhsuk-body\">%.*s</p>",
	    STR_ARG(str_fmt(a,
		T("Each night the program learns from what people put right. "
		  "It starts with %d comments, and keeps one in four apart to "
		  "check itself. What it learnt is used only if it is not "
		  "worse on those by more than 2 points of F1 out of 100."),
		LEARN_FEWEST)));
	write_themes(r, m);
	write_models(r);
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"/k/own-themes\">%s</a> · "
	    "<a href=\"/k/theme-owners\">%s</a></p>",
	    T("Themes of our own"), T("Owners of themes"));
}
