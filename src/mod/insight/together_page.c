/*
 * together_page.c: /t/{slug}/together: one grid of themes by sources for a unit
 * and a quarter, each cell one click from its words; and those words.
 */
#include "base/words.h"
#include "core/may.h"
#include "mod/insight/looks.h"
#include "mod/insight/national.h"
#include "mod/insight/team.h"
#include "mod/insight/together.h"
#include "mod/insight/voice.h"
#include "report/csv.h"
#include "web/component.h"

#define QUARTERS 8

#define BELOW                                                             \
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1" \
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id) "

static const struct sql SQL_INCIDENTS = { BELOW
	"SELECT i.ref, i.title, i.happened_on, u.name FROM below b"
	" JOIN incident i ON i.unit = b.id JOIN unit u ON u.id = b.id"
	" WHERE i.happened_on >= ?2 AND i.happened_on < ?3 AND i.theme = ?4"
	" AND " SCOPE("b.id") " ORDER BY i.happened_on DESC, i.id LIMIT 200",
	SCOPED(CAP_RESPONSE_READ) };

static const struct sql SQL_RESULTS = { BELOW
	"SELECT s.ref, s.question, s.asked_on, u.name, s.survey, s.good,"
	" s.answers FROM below b JOIN survey_result s ON s.unit = b.id"
	" JOIN unit u ON u.id = b.id WHERE s.asked_on >= ?2"
	" AND s.asked_on < ?3 AND s.theme = ?4 AND s.who = ?5 AND " SCOPE(
	    "b.id") " ORDER BY s.asked_on DESC, s.id LIMIT 200",
	SCOPED(CAP_RESPONSE_READ) };

static const struct sql SQL_ISSUES = { BELOW
	"SELECT c.ref, i.what, c.received_on, u.name, i.subject FROM below b"
	" JOIN case_file c ON c.unit = b.id"
	" JOIN case_issue i ON i.case_file = c.id"
	" JOIN unit u ON u.id = b.id WHERE c.received_on >= ?2"
	" AND c.received_on < ?3 AND " SCOPE(
	    "b.id") " ORDER BY c.received_on DESC, i.id LIMIT 1000",
	SCOPED(CAP_CASE_READ) };

static const struct sql *const list[] = { &SQL_INCIDENTS, &SQL_RESULTS,
	&SQL_ISSUES };
const struct sql_list together_sql = { list, NELEM(list) };

/* The unit and the quarter ------------------------------------------------ */

struct look {
	struct team team;
	struct date from, until;
	struct theme_voices themes[THEMES];
};

static struct date quarter_of(struct date d)
{
	int y, m, day;

	date_parts(d, &y, &m, &day);
	return date_make(y, (m - 1) / 3 * 3 + 1, 1);
}

/* "2026-07": the quarter in which this month lies; the one that is under way
 * unless another is asked for. */
static struct date asked_quarter(struct req *r)
{
	const struct str typed = web_query(r, "quarter");
	const struct date now = quarter_of(r->cx.today);
	struct date d;

	if (typed.n != 7 ||
	    !date_parse_iso(
		str_fmt(r->cx.arena, "%.*s-01", STR_ARG(typed)), &d) ||
	    date_cmp(d, now) > 0 || date_cmp(d, date_make(2000, 1, 1)) < 0)
		return now;
	return quarter_of(d);
}

static bool read_look(struct req *r, struct look *k)
{
	if (!team_find(&r->cx, web_param(r, "slug"), &k->team)) {
		web_not_found(r);
		return false;
	}
	k->from = asked_quarter(r);
	k->until = date_add_months(k->from, 3);
	together_read(&r->cx, k->team.unit.id, k->from, k->until, k->themes);
	return true;
}

static struct str month_code(struct arena *a, struct date d)
{
	return str_sub(date_iso(a, d), 0, 7);
}

static struct str quarter_words(struct arena *a, struct date from)
{
	const struct str first = date_month_year(a, from);
	const struct str last = date_month_year(a, date_add_months(from, 2));

	return str_fmt(a, T("%.*s to %.*s"), STR_ARG(first), STR_ARG(last));
}

/* The grid ---------------------------------------------------------------- */

static struct str cell_href(
    struct arena *a, const struct look *k, size_t theme, enum source s)
{
	const struct team_filter f = { .cut = { .from = k->from,
					   .until = k->until } };
	const char *key = theme_list[theme].key;

	if (s == SOURCE_COMMENTS)
		return str_fmt(a, "%.*s&theme=%s",
		    STR_ARG(
			team_comments_href(a, k->team.unit.slug, &f, STR_NULL)),
		    key);
	return str_fmt(a,
	    "/t/%.*s/together/words?source=%s&theme=%s&quarter=%.*s",
	    STR_ARG(k->team.unit.slug), source_code(s), key,
	    STR_ARG(month_code(a, k->from)));
}

static void grid_row(struct arena *a, const struct look *k, size_t theme,
    struct table_cell *cells)
{
	const struct theme_voices *v = &k->themes[theme];

	cells[0].text = str_of(T(theme_list[theme].name));
	for (size_t s = 0; s < SOURCE__N; s++) {
		const struct source_cell *c = &v->cells[s];

		cells[1 + s].text = together_cell(a, (enum source)s, c);
		if (c->tone != TONE_SILENT && !c->all.hidden)
			cells[1 + s].href =
			    cell_href(a, k, theme, (enum source)s);
	}
	cells[1 + SOURCE__N].text = together_words_of(a, v);
}

static bool silent(const struct theme_voices *v)
{
	for (size_t s = 0; s < SOURCE__N; s++)
		if (v->cells[s].tone != TONE_SILENT)
			return false;
	return true;
}

#define COLUMNS (SOURCE__N + 2)

static size_t write_grid(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;
	struct table_cell *cells =
	    arena_array(a, (size_t)THEMES * COLUMNS, sizeof(*cells));
	struct table_row rows[THEMES];
	struct table_cell head[COLUMNS] = { { .text = str_of(T("Theme")) } };
	size_t n = 0;

	for (size_t s = 0; s < SOURCE__N; s++)
		head[1 + s].text = str_of(source_words((enum source)s));
	head[1 + SOURCE__N].text = str_of(T("Together"));
	for (size_t t = 0; t < THEMES; t++) {
		if (silent(&k->themes[t]))
			continue;
		grid_row(a, k, t, &cells[n * COLUMNS]);
		rows[n] = (struct table_row){ &cells[n * COLUMNS], COLUMNS };
		n++;
	}
	if (n > 0)
		component_table(
		    &r->out, &(struct table){
				 .caption = str_of(T("What each source says")),
				 .caption_size = "m",
				 .head = head,
				 .nhead = COLUMNS,
				 .rows = rows,
				 .nrows = n,
				 .first_cell_is_header = true,
				 .responsive = true });
	return n;
}

static void write_silence(struct req *r, const struct look *k)
{
	bool open = false;

	for (size_t t = 0; t < THEMES; t++) {
		if (!silent(&k->themes[t]))
			continue;
		if (!open)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul "
			    "class=\"nhsuk-list\">",
			    T("Nobody speaks of"));
		open = true;
		html(&r->out, "<li>%s</li>", T(theme_list[t].name));
	}
	if (open)
		html(&r->out, "</ul>");
}

/* The national question, which names no theme. */
static void write_overall(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;
	const struct cut cut = {
		.unit = k->team.unit.id, .from = k->from, .until = k->until
	};
	const struct month_series m = count_months(&r->cx, &cut);
	const struct share s = answers_positive(&m.sum.answers);

	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out, T("Overall, from the national question: %.*s positive."),
	    STR_ARG(share_text(a, &s)));
	html(&r->out, " <a href=\"/national\">%s</a></p>",
	    T("Beside the country"));
}

static void write_quarters(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;
	const struct date now = quarter_of(r->cx.today);

	html(&r->out,
	    "<nav class=\"heard-views\" aria-label=\"%s\"><ul "
	    "class=\"nhsuk-list\">",
	    T("Quarter"));
	for (int i = 0; i < QUARTERS; i++) {
		const struct date q = date_add_months(now, -3 * i);

		html(&r->out, "<li><a href=\"?quarter=%.*s\"%s>%.*s</a></li>",
		    STR_ARG(month_code(a, q)),
		    date_cmp(q, k->from) == 0 ? " aria-current=\"page\"" : "",
		    STR_ARG(quarter_words(a, q)));
	}
	html(&r->out, "</ul></nav>");
}

static void write_below(struct req *r, const struct look *k)
{
	struct team_unit *kids;
	const size_t n = team_children(&r->cx, k->team.unit.id, k->from, &kids);

	if (n == 0)
		return;
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul class=\"nhsuk-list\">",
	    T("The same of what is below"));
	for (size_t i = 0; i < n; i++)
		html(&r->out,
		    "<li><a "
		    "href=\"/t/%.*s/together?quarter=%.*s\">%.*s</a></li>",
		    STR_ARG(kids[i].slug),
		    STR_ARG(month_code(r->cx.arena, k->from)),
		    STR_ARG(kids[i].name));
	html(&r->out, "</ul>");
}

static void write_about(struct req *r)
{
	component_details(&r->out,
	    &(struct details){ .summary = str_of(T("How this is made")),
		.text = str_of(
		    T("Each source is counted by itself, and they are never "
		      "added up: one event may be in several. Comments are a "
		      "worry where more are negative than positive, and good "
		      "where twice as many are positive. Answers of a survey "
		      "are good from 70 in 100 favourable on, and a worry "
		      "below 50. Incidents, complaints and concerns are "
		      "worries. Fewer than 5 say nothing by themselves. "
		      "Agreement of sources is a reason to look, not proof; "
		      "silence may mean that nobody asked.")) });
}

void together_page(struct req *r)
{
	struct look *k = ARENA_NEW(r->cx.arena, struct look);
	struct arena *a = r->cx.arena;

	if (!read_look(r, k))
		return;
	look_count(&r->cx, k->team.unit.id, LOOK_TEAM);
	r->title = str_fmt(
	    a, T("All sources together: %.*s"), STR_ARG(k->team.unit.name));
	r->wide = true;
	r->back = str_fmt(a, "/t/%.*s", STR_ARG(k->team.unit.slug));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body-l\">%.*s</p>",
	    STR_ARG(r->title), STR_ARG(quarter_words(a, k->from)));
	write_quarters(r, k);
	write_overall(r, k);
	if (!web_may(r, CAP_CASE_READ))
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Complaints and concerns are not open to you: silence "
		      "there says nothing."));
	if (write_grid(r, k) == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("No source says anything in this quarter. Comments come "
		      "by themselves; incidents and results of surveys are "
		      "brought in as files."));
	html(&r->out,
	    "<p class=\"nhsuk-body heard-no-print\"><a "
	    "href=\"/t/%.*s/together.csv?quarter=%.*s\">%s</a> <a "
	    "href=\"/k/incidents\">%s</a> <a "
	    "href=\"/k/survey-results\">%s</a></p>",
	    STR_ARG(k->team.unit.slug), STR_ARG(month_code(a, k->from)),
	    T("This grid as a CSV file"), T("Incidents"),
	    T("Results of surveys"));
	write_silence(r, k);
	write_below(r, k);
	write_about(r);
}

/* The same as a file -------------------------------------------------------- */

static struct str count_text(struct arena *a, struct cell c)
{
	int64_t n = 0;

	return cell_shown(c, &n) ? str_fmt(a, "%lld", (long long)n) : STR_NULL;
}

void together_csv(struct req *r)
{
	static const struct str names[] = { STR("unit"), STR("quarter"),
		STR("theme"), STR("source"), STR("count"), STR("good"),
		STR("bad"), STR("tone") };
	static const char *const tones[] = { "silent", "few", "good", "mixed",
		"worry" };
	struct look *k = ARENA_NEW(r->cx.arena, struct look);
	struct arena *a = r->cx.arena;
	struct buf b = buf_make(BUF_PAGE);

	if (!read_look(r, k))
		return;
	csv_bom(&b);
	csv_row(&b, names, NELEM(names));
	for (size_t t = 0; t < THEMES; t++)
		for (size_t s = 0; s < SOURCE__N; s++) {
			const struct source_cell *c = &k->themes[t].cells[s];
			const struct str cells[NELEM(names)] = {
				k->team.unit.name, month_code(a, k->from),
				str_of(theme_list[t].key),
				str_of(source_code((enum source)s)),
				count_text(a, c->all),
				s < SOURCE_INCIDENTS ? count_text(a, c->good)
						     : STR_NULL,
				s == SOURCE_COMMENTS ? count_text(a, c->bad)
						     : STR_NULL,
				str_of(tones[c->tone])
			};

			csv_row(&b, cells, NELEM(names));
		}
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(a, "%.*s-together.csv", STR_ARG(k->team.unit.slug)), &b);
	buf_free(&b);
}

/* The words of a cell ---------------------------------------------------------
 */

struct words {
	struct team team;
	struct date from, until;
	enum source source;
	int theme;
};

static struct rows *words_rows(struct req *r, const struct words *w)
{
	const char *key = theme_list[w->theme].key;
	const int64_t unit = w->team.unit.id;

	if (w->source == SOURCE_ISSUES)
		return db_query(r->cx.conn, r->cx.arena, &SQL_ISSUES,
		    VALS(V(unit), V(w->from), V(w->until)));
	if (w->source == SOURCE_INCIDENTS)
		return db_query(r->cx.conn, r->cx.arena, &SQL_INCIDENTS,
		    VALS(V(unit), V(w->from), V(w->until), V(key)));
	return db_query(r->cx.conn, r->cx.arena, &SQL_RESULTS,
	    VALS(V(unit), V(w->from), V(w->until), V(key),
		V(w->source == SOURCE_STAFF ? "staff" : "patients")));
}

static void words_item(struct req *r, const struct words *w, struct rows *rows)
{
	static const char *const paths[SOURCE__N] = { [SOURCE_PATIENTS] =
							  "/k/survey-results",
		[SOURCE_STAFF] = "/k/survey-results",
		[SOURCE_INCIDENTS] = "/k/incidents",
		[SOURCE_ISSUES] = "/cases" };
	const struct str ref = db_text(rows, 0), words = db_text(rows, 1);
	const struct str day = date_long(r->cx.arena, db_date(rows, 2));
	const struct str unit = db_text(rows, 3);

	html(&r->out,
	    "<li><a href=\"%s/%.*s\">%.*s</a> <span "
	    "class=\"heard-muted\">%.*s, %.*s",
	    paths[w->source], STR_ARG(ref), STR_ARG(words), STR_ARG(unit),
	    STR_ARG(day));
	if (w->source == SOURCE_STAFF || w->source == SOURCE_PATIENTS) {
		const struct str survey = db_text(rows, 4);

		html(&r->out, ". ");
		html(&r->out, T("%.*s: %lld of %lld favourable"),
		    STR_ARG(survey), (long long)db_int(rows, 5),
		    (long long)db_int(rows, 6));
	}
	html(&r->out, "</span></li>");
}

static size_t words_list(struct req *r, const struct words *w)
{
	struct rows *rows = words_rows(r, w);
	size_t n = 0;

	while (db_next(rows)) {
		if (w->source == SOURCE_ISSUES &&
		    together_subject(db_text(rows, 4)) != w->theme)
			continue;
		html(&r->out, n++ == 0 ? "<ul class=\"nhsuk-list\">" : "");
		words_item(r, w, rows);
	}
	(void)db_done(rows);
	html(&r->out, n > 0 ? "</ul>" : "");
	return n;
}

void together_words(struct req *r)
{
	struct words w = { .theme = theme_find(web_query(r, "theme")) };
	struct arena *a = r->cx.arena;

	if (w.theme == THEME_NONE ||
	    !source_find(web_query(r, "source"), &w.source) ||
	    !team_find(&r->cx, web_param(r, "slug"), &w.team)) {
		web_not_found(r);
		return;
	}
	w.from = asked_quarter(r);
	w.until = date_add_months(w.from, 3);
	r->title = str_fmt(a, T("%s: %s"), source_words(w.source),
	    T(theme_list[w.theme].name));
	r->wide = true;
	r->back = str_fmt(a, "/t/%.*s/together?quarter=%.*s",
	    STR_ARG(w.team.unit.slug), STR_ARG(month_code(a, w.from)));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body-l\">%.*s, %.*s</p>",
	    STR_ARG(r->title), STR_ARG(w.team.unit.name),
	    STR_ARG(quarter_words(a, w.from)));
	if (words_list(r, &w) == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing that is open to you."));
}
