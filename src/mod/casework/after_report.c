/*
 * after_report.c: how it was to complain and to be complained about, as counts
 * of whole quarters, from five answers on.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/casework/after.h"
#include "mod/casework/returns.h"
#include "stat/small.h"

#define QUARTERS   4
#define YEARS_BACK 5
#define WORDS_MAX  50

static const struct sql SQL_QUARTERS = {
	"SELECT e.quarter, count(*) FROM experience_reply e"
	" WHERE e.audience = ?1 AND e.quarter >= ?2 AND e.quarter < ?3"
	" GROUP BY e.quarter ORDER BY e.quarter",
	SYSTEM("counts of answers without a person")
};
static const struct sql SQL_MARKS = {
	"SELECT i.title, i.stage, count(*),"
	" count(*) FILTER (WHERE m.value >= 4) FROM experience_mark m"
	" JOIN experience_reply e ON e.id = m.reply"
	" JOIN experience_item i ON i.id = m.item WHERE e.audience = ?1"
	" AND e.quarter >= ?2 AND e.quarter <= ?3"
	" GROUP BY i.id, i.title, i.stage, i.position"
	" ORDER BY i.position, i.id",
	SYSTEM("counts of answers without a person")
};
static const struct sql SQL_CARE = {
	"SELECT count(*), count(*) FILTER (WHERE e.care = 'yes'),"
	" count(*) FILTER (WHERE e.care = 'unsure') FROM experience_reply e"
	" WHERE e.audience = 'complainant' AND e.care IS NOT NULL"
	" AND e.quarter >= ?1 AND e.quarter <= ?2",
	SYSTEM("counts of answers without a person")
};
static const struct sql SQL_WORDS = {
	"SELECT e.words FROM experience_reply e WHERE e.words IS NOT NULL"
	" AND e.audience = 'complainant' AND e.quarter >= ?1"
	" AND e.quarter <= ?2 ORDER BY e.words LIMIT 50",
	SYSTEM("words without a person, in no order of time")
};
static const struct sql SQL_INVITED = {
	"SELECT count(*) FROM case_invite i WHERE i.purpose = 'experience'"
	" AND i.sent_on >= ?1 AND i.sent_on < ?2",
	SYSTEM("how many were asked")
};
static const struct sql *const list[] = { &SQL_QUARTERS, &SQL_MARKS, &SQL_CARE,
	&SQL_WORDS, &SQL_INVITED };
const struct sql_list case_after_report_sql = { list, NELEM(list) };

/* The year, until the last quarter that may be shown: only whole quarters, and
 * one of few answers waits for the next, so that no page from before and no
 * page from after give a few answers away between them. */
struct shown {
	struct date from, until; /* first days of quarters, both within */
	struct date end;         /* the day after the last quarter */
	int64_t n;
};

static struct shown shown_of(struct ctx *cx, const char *audience, int year)
{
	const struct date from = date_make(year, 4, 1);
	const struct date next = date_make(year + 1, 4, 1);
	const struct date now = quarter_of(cx->today);
	struct shown s = { .from = from, .until = DATE_NONE };
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_QUARTERS,
	    VALS(
		V(audience), V(from), V(date_cmp(now, next) < 0 ? now : next)));
	int64_t waiting = 0;

	while (db_next(r)) {
		waiting += db_int(r, 1);
		if (waiting < SMALL_PUBLIC)
			continue;
		s.n += waiting;
		waiting = 0;
		s.until = db_date(r, 0);
		s.end = date_add_months(s.until, 3);
	}
	(void)db_done(r);
	return s;
}

static int asked_year(struct req *r)
{
	int64_t y = 0;
	const int now = ret_year_at(r->cx.today);

	if (!str_int64(web_query(r, "year"), &y) || y <= now - YEARS_BACK ||
	    y > now)
		return now;
	return (int)y;
}

static void write_years(struct req *r, const char *path, int year)
{
	const int now = ret_year_at(r->cx.today);

	html(&r->out, "<nav aria-label=\"%s\"><ul class=\"heard-case-views\">",
	    T("Years"));
	for (int y = now; y > now - YEARS_BACK; y--)
		html(&r->out, "<li><a href=\"%s?year=%d\"%s>%d/%02d</a></li>",
		    path, y, y == year ? " aria-current=page" : "", y,
		    (y + 1) % 100);
	html(&r->out, "</ul></nav>");
}

static struct str agree_text(struct arena *a, int64_t n, int64_t agree)
{
	if (n < SMALL_PUBLIC)
		return str_of(T("Fewer than 5 answers"));
	return str_fmt(a, T("%lld of %lld (%lld%%)"), (long long)agree,
	    (long long)n, (long long)((agree * 200 + n) / (2 * n)));
}

static void write_marks(
    struct req *r, const char *audience, const struct shown *s)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_MARKS,
	    VALS(V(audience), V(s->from), V(s->until)));
	struct table_row *out = arena_array(a, 40, sizeof(*out));
	const struct table_cell head[] = {
		{ .text = str_of(T("Statement")) },
		{ .text = str_of(T("Stage")) },
		{ .text = str_of(T("Agree, of those who answered")),
		    .format = "numeric" },
	};
	size_t n = 0;

	while (n < 40 && db_next(rows)) {
		struct table_cell *c = arena_array(a, 3, sizeof(*c));

		c[0].text = str_of(T(str_cstr(a, db_text(rows, 0))));
		c[1].text = case_label(&experience_stages, db_text(rows, 1));
		c[2].text = agree_text(a, db_int(rows, 2), db_int(rows, 3));
		c[2].format = "numeric";
		out[n++] = (struct table_row){ c, 3 };
	}
	(void)db_done(rows);
	component_table(&r->out, &(struct table){ .head = head,
				     .nhead = NELEM(head),
				     .rows = out,
				     .nrows = n,
				     .responsive = true });
}

static void write_period(struct req *r, const struct shown *s)
{
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out, T("%lld answers, from %.*s to the end of %.*s."),
	    (long long)s->n, STR_ARG(date_month_year(r->cx.arena, s->from)),
	    STR_ARG(date_month_year(r->cx.arena, date_add(s->end, -1))));
	html(&r->out, "</p>");
}

static void write_care(struct req *r, const struct shown *s)
{
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_CARE, VALS(V(s->from), V(s->until)));

	if (db_next(rows) && db_int(rows, 0) >= SMALL_PUBLIC) {
		html(&r->out, "<p class=\"nhsuk-body\">");
		html(&r->out,
		    T("Did their care get worse because they complained? %lld "
		      "of %lld said yes, %lld were not sure."),
		    (long long)db_int(rows, 1), (long long)db_int(rows, 0),
		    (long long)db_int(rows, 2));
		html(&r->out, "</p>");
	}
	(void)db_done(rows);
}

static void write_words(struct req *r, const struct shown *s)
{
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_WORDS, VALS(V(s->from), V(s->until)));
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out, "<h3 class=\"nhsuk-heading-s\">%s</h3>",
			    T("What they added"));
		html(&r->out,
		    "<blockquote class=\"heard-quote\" dir=\"auto\">%.*s"
		    "</blockquote>",
		    STR_ARG(db_text(rows, 0)));
	}
	(void)db_done(rows);
}
_Static_assert(WORDS_MAX == 50, "the LIMIT above");

static void write_few(struct req *r)
{
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("Fewer than 5 answers in the quarters that are over: nothing is "
	      "shown."));
}

static void write_said(
    struct req *r, const char *audience, const struct shown *s)
{
	write_period(r, s);
	write_marks(r, audience, s);
	if (str_is(str_of(audience), "staff"))
		return;
	write_care(r, s);
	write_words(r, s);
}

static void write_audience(struct req *r, const char *audience, int year)
{
	const struct shown s = shown_of(&r->cx, audience, year);
	const bool staff = str_is(str_of(audience), "staff");

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    staff ? T("Staff complained about") : T("People who complained"));
	if (!staff) {
		html(&r->out, "<p class=\"nhsuk-body\">");
		html(&r->out, T("%lld people were asked in this year."),
		    (long long)db_get_int(r->cx.conn, r->cx.arena, &SQL_INVITED,
			VALS(V(date_make(year, 4, 1)),
			    V(date_make(year + 1, 4, 1))),
			0));
		html(&r->out, "</p>");
	}
	if (s.n < SMALL_PUBLIC)
		write_few(r);
	else
		write_said(r, audience, &s);
}

void experience_page(struct req *r)
{
	const int year = asked_year(r);

	if (!may_trust(&r->cx, CAP_CASE_READ)) {
		web_forbidden(r);
		return;
	}
	r->title = str_of(T("How it was to complain"));
	r->back = S("/cases");
	r->wide = true;
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	write_years(r, "/returns/experience", year);
	write_audience(r, "complainant", year);
	write_audience(r, "staff", year);
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"/k/experience-statements\">%s</a>"
	    "</p>",
	    T("The statements that people are asked about"));
}
