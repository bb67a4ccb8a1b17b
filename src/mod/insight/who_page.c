/*
 * who_page.c: how care was for people of one age, one ethnic group and so on, of
 * a unit with all below it. Who may see that the unit exists may see this: the
 * numbers come rounded and suppressed from count, and lead to no comments.
 */
#include "base/words.h"
#include "count/about.h"
#include "mod/insight/looks.h"
#include "mod/insight/team.h"
#include "mod/listen/codes.h"
#include "stat/small.h"
#include "web/component.h"

static const struct sql SQL_UNIT = { "SELECT u.id, u.name FROM unit u"
				     " WHERE u.slug = ?1 AND " SCOPE("u.id"),
	SCOPED(CAP_UNIT_READ) };

static const struct sql *const list[] = { &SQL_UNIT };
const struct sql_list who_sql = { list, NELEM(list) };

/* Bands ----------------------------------------------------------------- */

/* Where a code stands among some; `n` for one that says nothing. */
static size_t place(struct str code, const char *const *codes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(code, codes[i]))
			return i;
	return n;
}

static size_t age_band(struct str code)
{
	const struct code_list *l = about_items[0].codes;
	size_t i = 0;

	while (i < l->n && !str_is(code, l->list[i].code))
		i++;
	return i;
}

/* The groups of the census in England, from the NHS code of 2001. */
static size_t ethnic_band(struct str code)
{
	static const char *const groups[] = { "ABC", "DEFG", "HJKL", "MNP",
		"RS" };

	for (size_t i = 0; i < NELEM(groups); i++)
		for (const char *c = groups[i]; *c != '\0'; c++)
			if (code.n == 1 && code.s[0] == *c)
				return i;
	return NELEM(groups);
}

static size_t gender_band(struct str code)
{
	static const char *const codes[] = { "1", "2", "3", "4" };
	const size_t i = place(code, codes, NELEM(codes));

	return i < 2 ? i : i < NELEM(codes) ? 2 : 3;
}

static size_t disability_band(struct str code)
{
	if (str_is(code, "NN"))
		return 1;
	return str_empty(code) || str_is(code, "ZZ") || str_is(code, "X") ? 2
									  : 0;
}

static size_t orientation_band(struct str code)
{
	static const char *const codes[] = { "1", "2", "3", "4", "U" };
	const size_t i = place(code, codes, NELEM(codes));

	return i == 0 ? 0 : i < NELEM(codes) ? 1 : 2;
}

static size_t religion_band(struct str code)
{
	static const char *const codes[] = { "C", "G", "L", "A", "B", "D", "E",
		"F", "H", "I", "J", "K" };
	const size_t i = place(code, codes, NELEM(codes));

	return i < 3 ? i : i < NELEM(codes) ? 3 : 4;
}

#define SILENT N_("Did not say, or were not asked")

struct question {
	const char *label; /* N_() */
	struct about_question about;
	const char *bands[ABOUT_BANDS]; /* N_(); NULL: from the code list */
};

/* clang-format off */
static const struct question questions[] = {
	{ N_("Age"), { "age_band", 10, age_band }, { 0 } },
	{ N_("Ethnic group"), { "ethnicity", 6, ethnic_band },
	  { N_("White"), N_("Mixed or several ethnic groups"), N_("Asian or Asian British"),
	    N_("Black or Black British"), N_("Chinese or another ethnic group"), SILENT } },
	{ N_("Gender"), { "gender", 4, gender_band },
	  { N_("Male"), N_("Female"), N_("Non-binary or something else"), SILENT } },
	{ N_("Disability"), { "disability", 3, disability_band },
	  { N_("Find one or more things hard"), N_("Find none of them hard"), SILENT } },
	{ N_("Sexual orientation"), { "orientation", 3, orientation_band },
	  { N_("Heterosexual or straight"), N_("Any other orientation"), SILENT } },
	{ N_("Religion or belief"), { "religion", 5, religion_band },
	  { N_("Christian"), N_("Muslim"), N_("No religion"), N_("Another religion or belief"), SILENT } },
};
/* clang-format on */

static const char *band_label(const struct question *q, size_t b)
{
	const struct code_list *ages = about_items[0].codes;

	if (q->bands[0] != NULL)
		return T(q->bands[b]);
	return b < ages->n ? T(ages->list[b].label) : T(SILENT);
}

static const struct question *asked(struct req *r)
{
	const struct str by = web_query(r, "by");

	for (size_t i = 0; i < NELEM(questions); i++)
		if (str_is(by, questions[i].about.column))
			return &questions[i];
	return &questions[0];
}

/* The page -------------------------------------------------------------- */

/* "about 88% (35 of 40; 74% to 95%)": the interval says how little few answers tell. */
static struct str share_words(struct arena *a, const struct about_band *b)
{
	const struct share s = about_share(b);

	if (!s.shown)
		return str_of(T("too few to show"));
	const struct interval i = small_wilson(s.num, s.den, 0.95);

	return str_fmt(a, T("about %.0f%% (%lld of %lld; %.0f%% to %.0f%%)"),
	    s.percent, (long long)s.num, (long long)s.den, 100 * i.lower,
	    100 * i.upper);
}

static void table(struct req *r, const struct question *q,
    const struct about_count *c, struct str unit)
{
	struct arena *a = r->cx.arena;
	struct table_cell cells[ABOUT_BANDS * 3] = { 0 };
	struct table_row rows[ABOUT_BANDS];
	const struct table_cell head[] = { { .text = str_of(T(q->label)) },
		{ .text = str_of(T("Answers, rounded")), .format = "numeric" },
		{ .text = str_of(T("Positive, with 95% interval")),
		    .format = "numeric" } };

	for (size_t b = 0; b < q->about.nbands; b++) {
		struct table_cell *row = &cells[b * 3];

		row[0].text = str_of(band_label(q, b));
		row[1].text = cell_text(a, c->bands[b].all);
		row[1].format = "numeric";
		row[2].text = share_words(a, &c->bands[b]);
		row[2].format = "numeric";
		rows[b] = (struct table_row){ row, 3 };
	}
	component_table(&r->out,
	    &(struct table){
		.caption = str_fmt(a,
		    T("%s: what people said of %.*s, %.*s to "
		      "%.*s"),
		    T(q->label), STR_ARG(unit),
		    STR_ARG(date_month_year(a, c->from)),
		    STR_ARG(date_month_year(a, date_add_months(c->until, -1)))),
		.caption_size = "s",
		.head = head,
		.nhead = NELEM(head),
		.rows = rows,
		.nrows = q->about.nbands,
		.first_cell_is_header = true,
		.responsive = true });
}

static void choices(struct req *r, const struct question *q)
{
	html(&r->out,
	    "<nav class=\"heard-views\" aria-label=\"%s\"><ul class=\"nhsuk-list\">",
	    T("By what"));
	for (size_t i = 0; i < NELEM(questions); i++)
		html(&r->out, "<li><a href=\"?by=%s\"%s>%s</a></li>",
		    questions[i].about.column,
		    q == &questions[i] ? " aria-current=\"page\"" : "",
		    T(questions[i].label));
	html(&r->out, "</ul></nav>");
}

static void how(struct req *r)
{
	html(&r->out,
	    "<p class=\"nhsuk-body\">%s</p><p class=\"nhsuk-body\">%s</p>",
	    T("These are answers of the last twelve whole months to the "
	      "question how care was, by what people told about themselves. "
	      "Counts are rounded to the nearest 5. Fewer than 5 are not shown, "
	      "and sometimes more are not shown so that nobody can work them "
	      "out. A percentage needs 10 answers."),
	    T("A wide interval means that we heard too few to say. It is no "
	      "difference between groups unless the intervals are far apart, "
	      "and even then it is a reason to ask, not an answer."));
}

void who_page(struct req *r)
{
	const struct question *q = asked(r);
	struct about_count c;
	struct str name = STR_NULL;
	int64_t unit = 0;
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_UNIT, VALS(V(web_param(r, "slug"))));

	if (db_next(rows)) {
		unit = db_int(rows, 0);
		name = db_text(rows, 1);
	}
	if (db_done(rows) != DB_OK || unit == 0) {
		web_not_found(r);
		return;
	}
	if (!count_about(&r->cx, unit, &q->about, &c)) {
		web_error(r, 503, T("We could not count this"),
		    T("Something is wrong on our side. Try again in a few "
		      "minutes."));
		return;
	}
	look_count(&r->cx, unit, LOOK_WHO);
	r->title =
	    str_fmt(r->cx.arena, T("Who we hear from: %.*s"), STR_ARG(name));
	r->wide = true;
	if (web_may(r, CAP_RESPONSE_READ))
		r->back = str_fmt(
		    r->cx.arena, "/t/%.*s", STR_ARG(web_param(r, "slug")));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	how(r);
	choices(r, q);
	table(r, q, &c, name);
}
