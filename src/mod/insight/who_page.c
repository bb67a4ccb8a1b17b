/*
 * who_page.c: how care was for people of one age, one ethnic group and so on, of
 * a unit with all below it. Who may see that the unit exists may see this: the
 * numbers come rounded and suppressed from count, and lead to no comments.
 */
#include <math.h>

#include "base/words.h"
#include "chart/ranges.h"
#include "count/about.h"
#include "mod/insight/looks.h"
#include "mod/insight/team.h"
#include "mod/listen/codes.h"
#include "report/csv.h"
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

/* What the bands say ----------------------------------------------------- */

/* Wider than this many points, and we heard too few to say. */
#define TOO_WIDE 25.0

struct heard {
	struct share share;
	struct interval range; /* in percent; where share.shown */
};

static struct heard heard_of(const struct about_band *b)
{
	struct heard h = { .share = about_share(b) };

	if (!h.share.shown)
		return h;
	h.range = small_wilson(h.share.num, h.share.den, 0.95);
	h.range.lower *= 100.0;
	h.range.upper *= 100.0;
	return h;
}

static bool wide(const struct heard *h)
{
	return h->range.upper - h->range.lower > TOO_WIDE;
}

/* "about 88% (35 of 40; 74% to 95%)": the interval says how little few answers
 * tell. */
static struct str share_words(struct arena *a, const struct heard *h)
{
	if (!h->share.shown)
		return str_of(T("too few to show"));
	const struct str s =
	    str_fmt(a, T("about %.0f%% (%lld of %lld; %.0f%% to %.0f%%)"),
		h->share.percent, (long long)h->share.num,
		(long long)h->share.den, h->range.lower, h->range.upper);

	if (!wide(h))
		return s;
	return str_fmt(a, T("%.*s: we heard too few to say"), STR_ARG(s));
}

/* The band with the most answers among those who said; SIZE_MAX: none. */
static size_t largest(const struct question *q, const struct about_count *c)
{
	size_t best = SIZE_MAX;

	for (size_t b = 0; b + 1 < q->about.nbands; b++) {
		const struct share s = about_share(&c->bands[b]);

		if (s.shown && (best == SIZE_MAX ||
				   s.den > about_share(&c->bands[best]).den))
			best = b;
	}
	return best;
}

/* The bands whose whole range lies on one side of that of the largest band. */
static struct str finding(
    struct arena *a, const struct question *q, const struct about_count *c)
{
	const size_t most = largest(q, c);
	struct str said = STR_NULL;

	if (most == SIZE_MAX)
		return str_of(T("We heard too few to say anything here."));
	const struct heard m = heard_of(&c->bands[most]);

	for (size_t b = 0; b + 1 < q->about.nbands; b++) {
		const struct heard h = heard_of(&c->bands[b]);
		const bool lower = h.range.upper < m.range.lower;

		if (!h.share.shown ||
		    (!lower && h.range.lower <= m.range.upper))
			continue;
		const struct str one = str_fmt(a,
		    lower
			? T("%s: less positive than %s, by more than chance.")
			: T("%s: more positive than %s, by more than chance."),
		    band_label(q, b), band_label(q, most));

		said = str_null(said) ? one
				      : str_fmt(a, "%.*s %.*s", STR_ARG(said),
					    STR_ARG(one));
	}
	if (!str_null(said))
		return said;
	return str_of(T("No group differs from the largest one by more than "
			"chance would make. Where we heard few, a difference "
			"may still be there."));
}

/* The page -------------------------------------------------------------- */

static struct str caption(struct arena *a, const struct question *q,
    const struct about_count *c, struct str unit)
{
	return str_fmt(a, T("%s: what people said of %.*s, %.*s to %.*s"),
	    T(q->label), STR_ARG(unit), STR_ARG(date_month_year(a, c->from)),
	    STR_ARG(date_month_year(a, date_add_months(c->until, -1))));
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
		const struct heard h = heard_of(&c->bands[b]);

		row[0].text = str_of(band_label(q, b));
		row[1].text = cell_text(a, c->bands[b].all);
		row[1].format = "numeric";
		row[2].text = share_words(a, &h);
		row[2].format = "numeric";
		rows[b] = (struct table_row){ row, 3 };
	}
	component_table(
	    &r->out, &(struct table){ .caption = caption(a, q, c, unit),
			 .caption_size = "s",
			 .head = head,
			 .nhead = NELEM(head),
			 .rows = rows,
			 .nrows = q->about.nbands,
			 .first_cell_is_header = true,
			 .responsive = true });
}

static struct str short_words(struct arena *a, const struct heard *h)
{
	if (!h->share.shown)
		return str_of(T("too few to show"));
	return str_fmt(a, T("about %.0f%%"), h->share.percent);
}

static void draw(struct buf *out, struct arena *a, const struct question *q,
    const struct about_count *c, struct str title)
{
	struct range rows[ABOUT_BANDS];

	for (size_t b = 0; b < q->about.nbands; b++) {
		const struct heard h = heard_of(&c->bands[b]);

		rows[b] = (struct range){ .label = str_of(band_label(q, b)),
			.value = h.share.shown ? h.share.percent : (double)NAN,
			.lower = h.range.lower,
			.upper = h.range.upper,
			.text = short_words(a, &h) };
	}
	chart_ranges(out, a,
	    &(struct chart_ranges){ .id = S("who-chart"),
		.title = title,
		.description = str_of(T("For each group a dot at its percent "
					"positive and a line over its 95% "
					"interval. The table has the "
					"numbers.")),
		/* xgettext:no-c-format */
		.unit = str_of(T("% positive, with 95% interval")),
		.rows = rows,
		.n = q->about.nbands });
}

static void figure(
    struct req *r, const struct question *q, const struct about_count *c)
{
	const struct str says = finding(r->cx.arena, q, c);

	html(&r->out,
	    "<figure class=\"heard-figure\"><figcaption id=\"who-says\">%.*s"
	    "</figcaption><div class=\"heard-scroll\" role=\"region\" "
	    "tabindex=\"0\" aria-labelledby=\"who-says\">",
	    STR_ARG(says));
	draw(&r->out, r->cx.arena, q, c, says);
	html(&r->out, "</div></figure>");
}

static void links(struct req *r, const struct question *q)
{
	const struct str slug = web_param(r, "slug");

	html(&r->out,
	    "<p class=\"nhsuk-body heard-no-print\"><a "
	    "href=\"/t/%.*s/who.csv?by=%s\">%s</a> <a "
	    "href=\"/t/%.*s/who.svg?by=%s\">%s</a></p>",
	    STR_ARG(slug), q->about.column, T("Groups as a CSV file"),
	    STR_ARG(slug), q->about.column, T("Chart as a picture (SVG)"));
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

struct who {
	const struct question *q;
	struct about_count c;
	struct str name;
	int64_t unit;
};

/* The unit, the question and its counts; false: answered. */
static bool read_who(struct req *r, struct who *w)
{
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_UNIT, VALS(V(web_param(r, "slug"))));

	*w = (struct who){ .q = asked(r) };
	if (db_next(rows)) {
		w->unit = db_int(rows, 0);
		w->name = db_text(rows, 1);
	}
	if (db_done(rows) != DB_OK || w->unit == 0) {
		web_not_found(r);
		return false;
	}
	if (count_about(&r->cx, w->unit, &w->q->about, &w->c))
		return true;
	web_error(r, 503, T("We could not count this"),
	    T("Something is wrong on our side. Try again in a few minutes."));
	return false;
}

void who_page(struct req *r)
{
	struct who w;

	if (!read_who(r, &w))
		return;
	look_count(&r->cx, w.unit, LOOK_WHO);
	r->title =
	    str_fmt(r->cx.arena, T("Who we hear from: %.*s"), STR_ARG(w.name));
	r->wide = true;
	if (web_may(r, CAP_RESPONSE_READ))
		r->back = str_fmt(
		    r->cx.arena, "/t/%.*s", STR_ARG(web_param(r, "slug")));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	how(r);
	choices(r, w.q);
	figure(r, w.q, &w.c);
	table(r, w.q, &w.c, w.name);
	links(r, w.q);
}

/* The same as files ------------------------------------------------------ */

static struct str count_text(struct arena *a, struct cell c)
{
	int64_t n = 0;

	return cell_shown(c, &n) ? str_fmt(a, "%lld", (long long)n) : STR_NULL;
}

void who_csv(struct req *r)
{
	static const struct str names[] = { STR("group"), STR("answers"),
		STR("positive"), STR("percent_positive"), STR("low_95"),
		STR("high_95"), STR("from"), STR("to") };
	struct arena *a = r->cx.arena;
	struct buf b = buf_make(BUF_PAGE);
	struct who w;

	if (!read_who(r, &w))
		return;
	csv_bom(&b);
	csv_row(&b, names, NELEM(names));
	for (size_t i = 0; i < w.q->about.nbands; i++) {
		const struct heard h = heard_of(&w.c.bands[i]);
		const bool shown = h.share.shown;
		const struct str cells[NELEM(names)] = { str_of(band_label(
							     w.q, i)),
			count_text(a, w.c.bands[i].all),
			count_text(a, w.c.bands[i].positive),
			shown ? str_fmt(a, "%.0f", h.share.percent) : STR_NULL,
			shown ? str_fmt(a, "%.0f", h.range.lower) : STR_NULL,
			shown ? str_fmt(a, "%.0f", h.range.upper) : STR_NULL,
			str_sub(date_iso(a, w.c.from), 0, 7),
			str_sub(date_iso(a, date_add(w.c.until, -1)), 0, 7) };

		csv_row(&b, cells, NELEM(names));
	}
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(a, "%.*s-%s.csv", STR_ARG(web_param(r, "slug")),
		w.q->about.column),
	    &b);
	buf_free(&b);
}

void who_svg(struct req *r)
{
	struct buf b = buf_make(BUF_PAGE);
	struct who w;

	if (!read_who(r, &w))
		return;
	const struct str says = finding(r->cx.arena, w.q, &w.c);

	draw(&b, r->cx.arena, w.q, &w.c,
	    str_fmt(r->cx.arena, T("%.*s: %.*s"),
		STR_ARG(caption(r->cx.arena, w.q, &w.c, w.name)),
		STR_ARG(says)));
	web_send(r, "image/svg+xml", STR_NULL, &b);
	buf_free(&b);
}
