/*
 * equality.c: the equality questions about people who complain: asked once,
 * kept apart from the case by quarter, and read only as counts of a year's
 * whole quarters, small ones hidden and the others rounded to 5.
 */
#include "base/words.h"
#include "mod/casework/after.h"
#include "mod/casework/returns.h"
#include "mod/listen/codes.h"
#include "stat/small.h"
#include "stat/suppress.h"

#define CODES_MAX  40
#define YEARS_BACK 5

static const struct sql SQL_KEEP = {
	"INSERT INTO case_equality (quarter, age_band, ethnicity, gender,"
	" gender_same, orientation, disability, religion) VALUES (?1, ?2, ?3,"
	" ?4, ?5, ?6, ?7, ?8)",
	SYSTEM("an answer of which nobody keeps whose it is")
};

/* One statement for each question: the column cannot be a value. */
#define COUNTS(column)                                                   \
	{                                                                \
		"SELECT e." column ", count(*) FROM case_equality e"     \
		" WHERE e." column " IS NOT NULL AND e.quarter >= ?1"    \
		" AND e.quarter < ?2 GROUP BY e." column                 \
		" ORDER BY e." column,                                   \
		    SYSTEM("counts by characteristic, shown only after " \
			   "suppression")                                \
	}
static const struct sql SQL_COUNTS[ABOUT_ITEMS] = {
	COUNTS("age_band"),
	COUNTS("ethnicity"),
	COUNTS("gender"),
	COUNTS("gender_same"),
	COUNTS("orientation"),
	COUNTS("disability"),
	COUNTS("religion"),
};
static const struct sql *const list[] = { &SQL_KEEP, &SQL_COUNTS[0],
	&SQL_COUNTS[1], &SQL_COUNTS[2], &SQL_COUNTS[3], &SQL_COUNTS[4],
	&SQL_COUNTS[5], &SQL_COUNTS[6] };
const struct sql_list case_equality_sql = { list, NELEM(list) };

static const struct choices *choices_of(
    struct arena *a, const struct code_list *l)
{
	struct choice *out = arena_array(a, l->n + 1, sizeof(*out));
	struct choices *ret = ARENA_NEW(a, struct choices);
	size_t n = 0;

	for (; n < l->n; n++)
		out[n] = (struct choice){ l->list[n].code, l->list[n].label };
	if (l->declined != NULL)
		out[n++] = (struct choice){ l->declined,
			N_("I would rather not say") };
	*ret = (struct choices){ out, n };
	return ret;
}

size_t equality_asks(struct arena *a, struct ask *ret)
{
	for (size_t i = 0; i < ABOUT_ITEMS; i++)
		ret[i] = (struct ask){ .name = about_items[i].name,
			.label = about_items[i].wording,
			.type = ASK_SELECT,
			.choices = choices_of(a, about_items[i].codes) };
	return ABOUT_ITEMS;
}
_Static_assert(ABOUT_ITEMS <= ASKS_MAX, "they fit on a form");

enum db_status equality_keep(struct ctx *cx, const struct answers *in)
{
	struct val vals[ABOUT_ITEMS + 1] = { V(quarter_of(cx->today)) };

	for (size_t i = 0; i < ABOUT_ITEMS; i++)
		vals[i + 1] = V(answer_text(in, about_items[i].name));
	return db_exec(cx->conn, cx->arena, &SQL_KEEP, vals, NELEM(vals), NULL);
}

/* The report ------------------------------------------------------------- */

struct group {
	struct str code;
	int64_t n;
	bool hidden;
};

static size_t load(struct req *r, size_t item, int year, struct group *g)
{
	const struct date next = date_make(year + 1, 4, 1);
	const struct date now = quarter_of(r->cx.today);
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_COUNTS[item],
	    VALS(V(date_make(year, 4, 1)),
		V(date_cmp(now, next) < 0 ? now : next)));
	size_t n = 0;

	for (; n < CODES_MAX && db_next(rows); n++)
		g[n] = (struct group){ .code = db_text(rows, 0),
			.n = db_int(rows, 1) };
	return db_done(rows) == DB_OK ? n : 0;
}

/* 1 to 4, and as many others as it takes that none can be worked out. */
static void hide(struct group *g, size_t n)
{
	size_t parents[CODES_MAX + 1], at = 0;
	int64_t counts[CODES_MAX + 1];
	bool hidden[CODES_MAX + 1];

	counts[n] = 0;
	parents[n] = SUPPRESS_NONE;
	for (size_t i = 0; i < n; i++) {
		parents[i] = n;
		counts[i] = g[i].n;
		counts[n] += g[i].n;
	}
	const bool fine = suppress_tree(parents, counts, n + 1, SMALL_PUBLIC,
			      hidden, &at) == SUPPRESS_FINE;

	for (size_t i = 0; i < n; i++) /* cannot be; then show nothing */
		g[i].hidden = !fine || hidden[i];
}

static void write_item(struct req *r, size_t item, int year)
{
	struct arena *a = r->cx.arena;
	struct group *g = arena_array(a, CODES_MAX, sizeof(*g));
	const size_t n = load(r, item, year, g);
	struct table_row *rows = arena_array(a, n, sizeof(*rows));
	const struct table_cell head[] = {
		{ .text = str_of(T("Answer")) },
		{ .text = str_of(T("People, to the nearest 5")),
		    .format = "numeric" },
	};

	if (n == 0)
		return;
	hide(g, n);
	for (size_t i = 0; i < n; i++) {
		struct table_cell *c = arena_array(a, 2, sizeof(*c));
		const char *words =
		    code_label(about_items[item].codes, g[i].code);

		c[0].text = words != NULL ? str_of(words) : g[i].code;
		c[1].text = g[i].hidden ? str_of(T("too few to show"))
					: str_fmt(a, "%lld",
					      (long long)(g[i].n + 2) / 5 * 5);
		c[1].format = "numeric";
		rows[i] = (struct table_row){ c, 2 };
	}
	component_table(&r->out,
	    &(struct table){ .caption = str_of(T(about_items[item].wording)),
		.head = head,
		.nhead = NELEM(head),
		.rows = rows,
		.nrows = n });
}

void equality_page(struct req *r)
{
	const int now = ret_year_at(r->cx.today);
	int64_t year = now;

	if (!may_trust(&r->cx, CAP_DEMOGRAPHICS)) {
		web_forbidden(r);
		return;
	}
	if (!str_int64(web_query(r, "year"), &year) ||
	    year <= now - YEARS_BACK || year > now)
		year = now;
	r->title = str_of(T("Who complains"));
	r->back = S("/day");
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1>"
	    "<p class=\"nhsuk-body\">%s</p>"
	    "<nav aria-label=\"%s\"><ul class=\"heard-case-views\">",
	    STR_ARG(r->title),
	    T("What people who complained said about themselves, from the "
	      "quarters that are over. Who looks after complaints does not "
	      "see these answers."),
	    T("Years"));
	for (int y = now; y > now - YEARS_BACK; y--)
		html(&r->out,
		    "<li><a href=\"/returns/equality?year=%d\"%s>%d/%02d</a>"
		    "</li>",
		    y, y == year ? " aria-current=page" : "", y, (y + 1) % 100);
	html(&r->out, "</ul></nav>");
	for (size_t i = 0; i < ABOUT_ITEMS; i++)
		write_item(r, i, (int)year);
}
