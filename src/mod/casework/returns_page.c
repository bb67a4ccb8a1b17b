/*
 * returns_page.c: the return KO41a and the annual report of regulation 18 on
 * the screen, each number a link to its cases, and the return as a file, which
 * is only given when it is right.
 */
#include "base/words.h"
#include "mod/casework/returns.h"
#include "report/csv.h"
#include "web/component.h"

#define CODES_MAX    200
#define PROBLEMS_MAX 50
#define YEARS_BACK   5

static const struct choice summary_list[] = {
	{ "brought", N_("Brought forward") },
	{ "new", N_("New in the year") },
	{ "upheld", N_("Resolved: upheld") },
	{ "partly", N_("Resolved: partly upheld") },
	{ "not_upheld", N_("Resolved: not upheld") },
	{ "resolved", N_("Resolved, all") },
	{ "carried", N_("Carried forward") },
};

/* The sections of the return, in its order; a list of the database has no
 * codes here. */
static const struct section {
	const char *name, *label;
	const struct choice *codes;
	size_t n;
} sections[] = {
	{ "summary", N_("Summary"), summary_list, NELEM(summary_list) },
	{ "age", N_("Age of the patient"), NULL, 0 },
	{ "status", N_("Status of the person who complains"), NULL, 0 },
	{ "service", N_("Service area"), NULL, 0 },
	{ "subject", N_("Subject"), NULL, 0 },
	{ "profession", N_("Profession"), NULL, 0 },
};

static size_t codes_of(struct ctx *cx, const struct ret *r,
    const struct section *s, struct choice *out)
{
	const struct choice *from = s->codes;
	size_t n = s->n;

	if (str_is(str_of(s->name), "age")) {
		from = case_age_bands.list;
		n = case_age_bands.n;
	} else if (str_is(str_of(s->name), "status")) {
		from = case_statuses.list;
		n = case_statuses.n;
	}
	if (from == NULL)
		return ret_codes(cx, &r->year, s->name, out, CODES_MAX);
	for (size_t i = 0; i < n; i++)
		out[i] = from[i];
	return n;
}

/* The year of the address, or the one that today lies in. */
static int asked_year(struct req *r)
{
	int64_t y = 0;
	const int now = ret_year_at(r->cx.today);

	if (!str_int64(web_query(r, "year"), &y) || y < now - 30 || y > now)
		return now;
	return (int)y;
}

static bool load(struct req *r, struct ret *ret)
{
	if (!may_trust(&r->cx, CAP_CASE_READ)) {
		web_forbidden(r);
		return false;
	}
	if (ret_load(&r->cx, asked_year(r), ret) == DB_OK)
		return true;
	web_error(r, 503, T("We could not read this"),
	    T("Something is wrong on our side. Please try again."));
	return false;
}

static void write_years(struct req *r, const char *path, int first)
{
	const int now = ret_year_at(r->cx.today);

	html(&r->out, "<nav aria-label=\"%s\"><ul class=\"heard-case-views\">",
	    T("Years"));
	for (int y = now; y > now - YEARS_BACK; y--)
		html(&r->out, "<li><a href=\"%s?year=%d\"%s>%d/%02d</a></li>",
		    path, y, y == first ? " aria-current=page" : "", y,
		    (y + 1) % 100);
	html(&r->out, "</ul></nav>");
}

static struct markup cell_link(struct req *r, const struct ret *ret,
    struct str site, const char *section, const char *code)
{
	const int64_t n = ret_count(ret, site, section, str_of(code));
	struct buf b = buf_make(BUF_PAGE);

	if (n == 0) {
		buf_free(&b);
		return html_of(r->cx.arena, S("0"));
	}
	html(&b, "<a href=\"/returns/cases?year=%d&amp;section=%s&amp;code=",
	    ret->year.first, section);
	html_urlencode(&b, str_of(code));
	html(&b, "&amp;site=");
	html_urlencode(&b, site);
	html(&b, "\">%lld</a>", (long long)n);
	const struct markup m = html_take(r->cx.arena, &b);

	buf_free(&b);
	return m;
}

/* Words of a code: ours are in the catalogue, the trust's lists are data. */
static struct str code_words(const struct choice *c)
{
	return str_of(words_get(c->label));
}

static void write_section(
    struct req *r, const struct ret *ret, const struct section *s)
{
	struct choice *codes =
	    arena_array(r->cx.arena, CODES_MAX, sizeof(*codes));
	const size_t n = codes_of(&r->cx, ret, s, codes);
	struct table_row *rows = arena_array(r->cx.arena, n, sizeof(*rows));
	const struct table_cell head[] = {
		{ .text = str_of(T(s->label)) },
		{ .text = str_of(T("Complaints")), .format = "numeric" },
	};

	for (size_t i = 0; i < n; i++) {
		struct table_cell *c = arena_array(r->cx.arena, 2, sizeof(*c));

		c[0].text = code_words(&codes[i]);
		c[1].html = cell_link(
		    r, ret, web_query(r, "site"), s->name, codes[i].code);
		c[1].format = "numeric";
		rows[i] = (struct table_row){ c, 2 };
	}
	component_table(&r->out, &(struct table){ .head = head,
				     .nhead = 2,
				     .rows = rows,
				     .nrows = n,
				     .caption = str_of(T(s->label)),
				     .caption_size = "m",
				     .first_cell_is_header = true });
}

/* Sites with their four numbers. */
static void write_sites(struct req *r, const struct ret *ret)
{
	static const char *const four[] = { "brought", "new", "resolved",
		"carried" };
	const struct table_cell head[] = {
		{ .text = str_of(T("Site")) },
		{ .text = str_of(T("Brought forward")), .format = "numeric" },
		{ .text = str_of(T("New in the year")), .format = "numeric" },
		{ .text = str_of(T("Resolved, all")), .format = "numeric" },
		{ .text = str_of(T("Carried forward")), .format = "numeric" },
	};
	struct table_row *rows =
	    arena_array(r->cx.arena, ret->nsites, sizeof(*rows));

	for (size_t i = 0; i < ret->nsites; i++) {
		struct table_cell *c = arena_array(r->cx.arena, 5, sizeof(*c));

		c[0].html = html_fmt(r->cx.arena,
		    "<a href=\"/returns/ko41a?year=%d&amp;site=%.*s\">%.*s</a>",
		    ret->year.first, STR_ARG(ret->sites[i]),
		    STR_ARG(ret->sites[i]));
		for (size_t k = 0; k < 4; k++) {
			c[k + 1].html = cell_link(
			    r, ret, ret->sites[i], "summary", four[k]);
			c[k + 1].format = "numeric";
		}
		rows[i] = (struct table_row){ c, 5 };
	}
	component_table(&r->out, &(struct table){ .head = head,
				     .nhead = 5,
				     .rows = rows,
				     .nrows = ret->nsites,
				     .caption = str_of(T("By site")),
				     .caption_size = "m",
				     .responsive = true,
				     .first_cell_is_header = true });
}

static void write_problems(
    struct req *r, const struct str *list, size_t n, int year)
{
	if (n == 0) {
		component_button(&r->out,
		    &(struct button){ .text = str_of(T("Download the return")),
			.href = str_fmt(
			    r->cx.arena, "/returns/ko41a.csv?year=%d", year) });
		return;
	}
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><p class=\"nhsuk-body\">%s"
	    "</p><ul class=\"nhsuk-list nhsuk-list--bullet\">",
	    T("What is still wrong"),
	    T("The return can be downloaded when nothing of this is left."));
	for (size_t i = 0; i < n; i++)
		html(&r->out, "<li>%.*s</li>", STR_ARG(list[i]));
	html(&r->out, "</ul>");
}

void ko41a_page(struct req *r)
{
	struct ret *ret = ARENA_NEW(r->cx.arena, struct ret);
	struct str problems[PROBLEMS_MAX];

	if (!load(r, ret))
		return;
	r->title = str_of(T("Complaints return KO41a"));
	r->back = S("/cases");
	r->wide = true;
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    STR_ARG(r->title),
	    T("Written complaints from 1 April to 31 March. The lists of "
	      "subjects, services and professions are the ones generally "
	      "known: they wait for the official look-up file of the return "
	      "and are data that can be replaced."));
	write_years(r, "/returns/ko41a", ret->year.first);
	write_problems(r, problems,
	    ret_problems(&r->cx, ret, problems, PROBLEMS_MAX), ret->year.first);
	write_sites(r, ret);
	if (!str_empty(web_query(r, "site")))
		html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s %.*s</h2>",
		    T("Site"), STR_ARG(web_query(r, "site")));
	for (size_t i = 0; i < NELEM(sections); i++)
		write_section(r, ret, &sections[i]);
}

static void csv_section(struct req *r, const struct ret *ret, struct str site,
    const struct section *s, struct buf *out)
{
	struct choice *codes =
	    arena_array(r->cx.arena, CODES_MAX, sizeof(*codes));
	const size_t n = codes_of(&r->cx, ret, s, codes);

	for (size_t i = 0; i < n; i++) {
		const struct str row[] = { site, str_of(s->name),
			str_of(codes[i].code), code_words(&codes[i]),
			str_fmt(r->cx.arena, "%lld",
			    (long long)ret_count(
				ret, site, s->name, str_of(codes[i].code))) };

		csv_row(out, row, NELEM(row));
	}
}

void ko41a_csv(struct req *r)
{
	const struct str head[] = { S("site"), S("section"), S("code"),
		S("label"), S("number") };
	struct ret *ret = ARENA_NEW(r->cx.arena, struct ret);
	struct str problem = STR_NULL;
	struct buf out = buf_make((size_t)4 << 20);

	if (!load(r, ret))
		return;
	if (ret_problems(&r->cx, ret, &problem, 1) > 0) {
		r->back = S("/returns/ko41a");
		web_error(r, 409, T("The return is not right yet"),
		    str_cstr(r->cx.arena, problem));
		return;
	}
	csv_bom(&out);
	csv_row(&out, head, NELEM(head));
	for (size_t i = 0; i < ret->nsites; i++)
		for (size_t k = 0; k < NELEM(sections); k++)
			csv_section(r, ret, ret->sites[i], &sections[k], &out);
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(r->cx.arena, "ko41a-%d.csv", ret->year.first), &out);
	buf_free(&out);
}

/* The annual report -------------------------------------------------------- */

static struct str percent(struct arena *a, int64_t part, int64_t of)
{
	return of == 0 ? str_of(T("none yet"))
		       : str_fmt(a, "%lld%%", (long long)(part * 100 / of));
}

static void write_numbers(struct req *r, const struct ret *ret)
{
	const struct summary_row rows[] = {
		{ .key = str_of(T("Complaints received")),
		    .value_html =
			cell_link(r, ret, S(""), "annual", "received") },
		{ .key = str_of(T("Well-founded: upheld or partly upheld")),
		    .value_html =
			cell_link(r, ret, S(""), "annual", "well_founded") },
		{ .key = str_of(T("Referred to the Ombudsman")),
		    .value_html =
			cell_link(r, ret, S(""), "annual", "ombudsman") },
	};

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Numbers (regulation 18)"));
	component_summary_list(&r->out,
	    &(struct summary_list){ .rows = rows, .nrows = NELEM(rows) });
}

static const struct clock_row {
	const char *code, *of, *label; /* N_() */
} clock_rows[] = {
	{ "ack", "ack_all", N_("Acknowledged within three working days") },
	{ "first", "answered", N_("Answered by the day first agreed") },
	{ "amended", "answered", N_("Answered by the day agreed last") },
	{ "target_all", "answered",
	    N_("Answered within our own target, the wait for consent "
	       "counted") },
	{ "target", "answered",
	    N_("Answered within our own target, the wait for consent left "
	       "out") },
	{ "law", "answered",
	    N_("Answered within six months, or longer agreed in time") },
};

static void write_clocks(struct req *r, const struct ret *ret)
{
	const struct table_cell head[] = {
		{ .text = str_of(T("On time")) },
		{ .text = str_of(T("Complaints")), .format = "numeric" },
		{ .text = str_of(T("Of")), .format = "numeric" },
		{ .text = str_of(T("Share")), .format = "numeric" },
	};
	struct table_row rows[NELEM(clock_rows)];

	for (size_t i = 0; i < NELEM(clock_rows); i++) {
		const struct clock_row *k = &clock_rows[i];
		struct table_cell *c = arena_array(r->cx.arena, 4, sizeof(*c));

		c[0].text = str_of(T(k->label));
		c[1].html = cell_link(r, ret, S(""), "clock", k->code);
		c[2].html = cell_link(r, ret, S(""), "clock", k->of);
		c[3].text = percent(r->cx.arena,
		    ret_count(ret, S(""), "clock", str_of(k->code)),
		    ret_count(ret, S(""), "clock", str_of(k->of)));
		c[1].format = c[2].format = c[3].format = "numeric";
		rows[i] = (struct table_row){ c, 4 };
	}
	component_table(&r->out, &(struct table){ .head = head,
				     .nhead = 4,
				     .rows = rows,
				     .nrows = NELEM(rows),
				     .caption = str_of(T("On time")),
				     .caption_size = "m",
				     .responsive = true,
				     .first_cell_is_header = true });
}

static void write_types(struct req *r, const struct ret *ret)
{
	const struct table_cell head[] = {
		{ .text = str_of(T("Type")) },
		{ .text = str_of(T("Received")), .format = "numeric" },
		{ .text = str_of(T("About waiting")), .format = "numeric" },
	};
	struct table_row rows[12];

	for (size_t i = 0; i < case_types.n; i++) {
		struct table_cell *c = arena_array(r->cx.arena, 3, sizeof(*c));

		c[0].text = str_of(T(case_types.list[i].label));
		c[1].html =
		    cell_link(r, ret, S(""), "type", case_types.list[i].code);
		c[2].html = cell_link(
		    r, ret, S(""), "waiting", case_types.list[i].code);
		c[1].format = c[2].format = "numeric";
		rows[i] = (struct table_row){ c, 3 };
	}
	component_table(
	    &r->out, &(struct table){ .head = head,
			 .nhead = 3,
			 .rows = rows,
			 .nrows = case_types.n,
			 .caption = str_of(T("What people brought")),
			 .caption_size = "m",
			 .first_cell_is_header = true });
}

#define LEARNING_MAX 100

static void write_learning(struct req *r, const struct ret *ret)
{
	size_t n = 0;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Matters of importance, and what was done to improve"));
	for (size_t i = 0; i < ret->n && n < LEARNING_MAX; i++) {
		const struct ret_case *c = &ret->list[i];

		if (str_empty(c->learning) ||
		    !ret_in(ret, c, S("summary"), S("resolved")))
			continue;
		if (n++ == 0)
			html(&r->out, "<ul class=\"nhsuk-list "
				      "nhsuk-list--bullet\">");
		html(&r->out,
		    "<li>%.*s (<a href=\"/cases/%.*s\">%lld</a>)</li>",
		    STR_ARG(c->learning), STR_ARG(c->ref),
		    (long long)c->number);
	}
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("What was learned when cases are closed will be here."));
	else
		html(&r->out, "</ul>");
}

void annual_page(struct req *r)
{
	struct ret *ret = ARENA_NEW(r->cx.arena, struct ret);

	if (!load(r, ret))
		return;
	r->title = str_of(T("Annual complaints report"));
	r->back = S("/cases");
	r->wide = true;
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    STR_ARG(r->title),
	    T("What regulation 18 asks for, from 1 April to 31 March. Each "
	      "number opens its cases."));
	write_years(r, "/returns/annual", ret->year.first);
	write_numbers(r, ret);
	write_section(r, ret, &sections[4]);
	write_clocks(r, ret);
	write_types(r, ret);
	write_learning(r, ret);
}

/* The cases behind a number ---------------------------------------------- */

void ret_cases_page(struct req *r)
{
	struct ret *ret = ARENA_NEW(r->cx.arena, struct ret);
	const struct str section = web_query(r, "section");
	const struct str code = web_query(r, "code");
	const struct str site = web_query(r, "site");
	size_t n = 0;

	if (!load(r, ret))
		return;
	r->title = str_of(T("The cases behind this number"));
	r->back =
	    str_fmt(r->cx.arena, "/returns/ko41a?year=%d", ret->year.first);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	html(&r->out, "<ul class=\"nhsuk-list\">");
	for (size_t i = 0; i < ret->n; i++) {
		const struct ret_case *c = &ret->list[i];

		if ((!str_empty(site) && !str_eq(site, c->site)) ||
		    !ret_in(ret, c, section, code))
			continue;
		n++;
		html(&r->out, "<li><a href=\"/cases/%.*s\">%lld %.*s</a></li>",
		    STR_ARG(c->ref), (long long)c->number, STR_ARG(c->title));
	}
	html(&r->out, "</ul><p class=\"nhsuk-body\">");
	html(&r->out, TN("%zu case", "%zu cases", (long)n), n);
	html(&r->out, "</p>");
}
