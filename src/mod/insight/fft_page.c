/*
 * fft_page.c: /fft: a month's national return: what would be sent, what is
 * wrong with it, the button that freezes it, the file, and what came late.
 */
#include "base/calendar.h"
#include "base/hash.h"
#include "base/words.h"
#include "core/closed_days.h"
#include "mod/insight/fft_return.h"
#include "report/csv.h"
#include "web/component.h"

struct look {
	struct str setting;
	struct date month;
	struct fft_now now;
	bool frozen;
	struct fft_frozen sent;
	struct fft_problem problems[FFT_PROBLEMS];
	size_t nproblems;
};

/* The month of an address: a whole one that is over, else the last. */
static struct date asked_month(struct req *r)
{
	const struct str typed = r->route->method == HTTP_POST
				     ? web_post(r, "month")
				     : web_query(r, "month");
	const struct date this = date_month_start(r->cx.today);
	struct date d;

	if (typed.n == 7 &&
	    date_parse_iso(
		str_fmt(r->cx.arena, "%.*s-01", STR_ARG(typed)), &d) &&
	    date_cmp(d, this) < 0 && date_cmp(d, date_make(2020, 4, 1)) >= 0)
		return d;
	return date_add_months(this, -1);
}

static bool read_look(struct req *r, struct look *k)
{
	*k = (struct look){ .setting = national_asked(r),
		.month = asked_month(r) };
	if (!fft_now(&r->cx, k->setting, k->month, &k->now)) {
		web_error(r, 503, T("We could not count this"),
		    T("Something is wrong on our side. Try again in a few "
		      "minutes."));
		return false;
	}
	k->frozen = fft_frozen(&r->cx, k->setting, k->month, &k->sent);
	k->nproblems = fft_check(r->cx.arena, &k->now.t, k->problems);
	return true;
}

static struct str month_code(struct arena *a, struct date month)
{
	return str_sub(date_iso(a, month), 0, 7);
}

/* Reads the whole trust: a return of a part would be wrong. */
static bool whole(struct req *r)
{
	return may_trust(&r->cx, CAP_RESPONSE_READ) &&
	       may_trust(&r->cx, CAP_EXPORT);
}

/* Tables ----------------------------------------------------------------- */

static struct table_cell number(struct arena *a, int64_t n)
{
	return (struct table_cell){ .text = n < 0 ? str_of(T("no count"))
						  : str_fmt(a, "%lld",
							(long long)n),
		.format = "numeric" };
}

#define COLUMNS 9

static void write_rows(struct req *r, const struct fft_return *t)
{
	struct arena *a = r->cx.arena;
	struct table_cell *cells =
	    arena_array(a, t->n * COLUMNS, sizeof(*cells));
	struct table_row *rows = arena_array(a, t->n, sizeof(*rows));
	const char *const words[COLUMNS] = { T("Ward or group"), T("Responses"),
		T("Could have answered"), T("Very good"), T("Good"),
		T("Neither good nor poor"), T("Poor"), T("Very poor"),
		T("Don't know") };
	struct table_cell head[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++)
		head[i] = (struct table_cell){ .text = str_of(words[i]),
			.format = i > 0 ? "numeric" : NULL };
	for (size_t i = 0; i < t->n; i++) {
		struct table_cell *c = &cells[i * COLUMNS];

		c[0].text = t->rows[i].name;
		c[1] = number(a, fft_responses(t->rows[i].answers));
		c[2] = number(a, t->rows[i].eligible);
		for (size_t k = 0; k < FFT_ANSWERS; k++)
			c[3 + k] = number(a, t->rows[i].answers[k]);
		rows[i] = (struct table_row){ c, COLUMNS };
	}
	component_table(&r->out,
	    &(struct table){
		.caption = str_of(T("What Heard has for this month now")),
		.caption_size = "m",
		.head = head,
		.nhead = COLUMNS,
		.rows = rows,
		.nrows = t->n,
		.first_cell_is_header = true,
		.responsive = true });
}

static void write_late(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;
	struct fft_late *list = arena_array(a, FFT_LATE_MAX, sizeof(*list));
	const size_t n = fft_late(a, k->sent.body, &k->now.t, list);
	bool open = false;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Received after the freeze"));
	for (size_t i = 0; i < n; i++) {
		if (list[i].then == list[i].now)
			continue;
		if (!open)
			html(&r->out, "<ul class=\"nhsuk-list\">");
		open = true;
		html(&r->out, "<li>");
		html(&r->out, T("%.*s: %lld sent, %lld now"),
		    STR_ARG(list[i].name), (long long)list[i].then,
		    (long long)list[i].now);
		html(&r->out, "</li>");
	}
	if (open)
		html(&r->out, "</ul><p class=\"nhsuk-body\">%s</p>",
		    T("What was sent stays as it was. Late answers are in "
		      "Heard, and in no return."));
	else
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing: Heard has what was sent."));
}

/* The page ---------------------------------------------------------------- */

static void write_due(struct req *r, const struct look *k)
{
	const struct calendar c = closed_days(&r->cx);
	const struct date due = fft_due(&c, k->setting, k->month);

	html(&r->out, "<p class=\"nhsuk-body\">");
	if (date_none(due))
		html(&r->out, "%s",
		    T("The last day to send this collection is set by NHS "
		      "England's own notice; Heard does not know it."));
	else
		html(&r->out, T("To be sent by %.*s."),
		    STR_ARG(date_long(r->cx.arena, due)));
	html(&r->out, "</p>");
}

static bool grave(const struct look *k)
{
	for (size_t i = 0; i < k->nproblems; i++)
		if (k->problems[i].grave)
			return true;
	return false;
}

static void write_problems(struct req *r, const struct look *k)
{
	if (k->nproblems == 0 && k->now.ungrouped == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing is wrong with it."));
		return;
	}
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul class=\"nhsuk-list\">",
	    T("Look at this first"));
	for (size_t i = 0; i < k->nproblems; i++)
		html(
		    &r->out, "<li>%.*s</li>", STR_ARG(k->problems[i].sentence));
	if (k->now.ungrouped > 0) {
		html(&r->out, "<li>");
		html(&r->out,
		    TN("%lld answer is of a team in no service group.",
			"%lld answers are of teams in no service group.",
			(long)k->now.ungrouped),
		    (long long)k->now.ungrouped);
		html(&r->out, " <a href=\"/k/service-groups\">%s</a></li>",
		    T("Service groups"));
	}
	html(&r->out, "</ul>");
}

static void write_freeze(struct req *r, const struct look *k)
{
	html(&r->out, "<form method=\"post\" action=\"/fft\">");
	web_csrf_field(r);
	html(&r->out,
	    "<input type=\"hidden\" name=\"setting\" value=\"%.*s\"><input "
	    "type=\"hidden\" name=\"month\" value=\"%.*s\">",
	    STR_ARG(k->setting), STR_ARG(month_code(r->cx.arena, k->month)));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("When you have sent it, freeze the month: the file stays as it "
	      "is for ever, and what comes later is shown as late. This cannot "
	      "be undone."));
	component_button(&r->out,
	    &(struct button){ .text = str_of(T("Freeze this month")) });
	html(&r->out, "</form>");
}

static void write_sent(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;
	const struct str on = instant_long(a, k->sent.at);
	const struct str by =
	    str_empty(k->sent.by) ? str_of(T("the program")) : k->sent.by;

	component_inset_text(&r->out,
	    &(struct inset_text){
		.text = str_fmt(a,
		    T("Frozen on %.*s by %.*s, with %lld responses. The "
		      "file's SHA-256 begins with %.*s."),
		    STR_ARG(on), STR_ARG(by), (long long)k->sent.responses,
		    STR_ARG(str_sub(k->sent.sha256, 0, 16))) });
}

static void write_month_form(struct req *r, const struct look *k)
{
	html(&r->out,
	    "<form method=\"get\" action=\"/fft\" class=\"heard-filters\">"
	    "<input type=\"hidden\" name=\"setting\" value=\"%.*s\">",
	    STR_ARG(k->setting));
	component_input(&r->out,
	    &(struct input){ .name = S("month"),
		.label.text = str_of(T("Month")),
		.type = S("month"),
		.value = month_code(r->cx.arena, k->month),
		.attrs = ATTRS({ "pattern", S("[0-9]{4}-[0-9]{2}") },
		    { "title", str_of(T("Year and month, like 2026-04")) }) });
	component_button(&r->out, &(struct button){ .text = str_of(T("Show")),
				      .variant = "secondary",
				      .small = true });
	html(&r->out, "</form>");
}

static void write_top(struct req *r, const struct look *k)
{
	const struct nav_link up = { .text = str_of(T("Understand")),
		.href = S("/understand") };
	const struct str month = date_month_year(r->cx.arena, k->month);

	r->title = str_of(T("The monthly return"));
	r->wide = true;
	component_breadcrumb(
	    &r->out, &(struct breadcrumb){ .items = &up, .nitems = 1 });
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body-l\">%.*s, %s</p>",
	    STR_ARG(r->title), STR_ARG(month), national_label(k->setting));
	national_choices(r, "/fft", k->setting);
	write_month_form(r, k);
}

void fft_page(struct req *r)
{
	struct look k;

	if (!read_look(r, &k))
		return;
	write_top(r, &k);
	if (!whole(r)) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("The return is of the whole trust. Who reads answers of "
		      "the whole trust and may take files out sees it here."));
		return;
	}
	if (k.frozen)
		write_sent(r, &k);
	else
		write_due(r, &k);
	if (!k.frozen && k.now.t.n > 0)
		write_problems(r, &k);
	if (k.now.t.n == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nobody answered in this collection in this month. Which "
		      "team is in which collection is said by the team's own "
		      "page and by its service group."));
		return;
	}
	write_rows(r, &k.now.t);
	html(&r->out,
	    "<p class=\"nhsuk-body heard-no-print\"><a "
	    "href=\"/fft.csv?setting=%.*s&amp;month=%.*s\">%s</a></p>",
	    STR_ARG(k.setting), STR_ARG(month_code(r->cx.arena, k.month)),
	    k.frozen ? T("The file as it was sent (CSV)")
		     : T("The file to send (CSV)"));
	if (k.frozen)
		write_late(r, &k);
	else if (may_trust(&r->cx, CAP_SURVEY_ADMIN) && !grave(&k))
		write_freeze(r, &k);
}

static struct str body_of(struct arena *a, const struct fft_return *t)
{
	struct buf b = buf_make(BUF_PAGE);
	struct str s;

	fft_write(&b, a, t);
	s = str_dup(a, buf_view(&b));
	buf_free(&b);
	return s;
}

void fft_csv(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct buf b = buf_make(BUF_PAGE);
	struct look k;

	if (!whole(r)) {
		web_forbidden(r);
		return;
	}
	if (!read_look(r, &k))
		return;
	csv_bom(&b);
	buf_str(&b, k.frozen ? k.sent.body : body_of(a, &k.now.t));
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(a, "FFT-%.*s-%.*s%s.csv", STR_ARG(k.setting),
		STR_ARG(month_code(a, k.month)), k.frozen ? "" : "-draft"),
	    &b);
	buf_free(&b);
}

void fft_post(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct fft_freeze f;
	enum db_status st;
	struct look k;

	if (!whole(r) || !may_trust(&r->cx, CAP_SURVEY_ADMIN)) {
		web_forbidden(r);
		return;
	}
	if (!read_look(r, &k))
		return;
	if (grave(&k) || k.now.t.n == 0) {
		web_error(r, 422, T("This month cannot be frozen yet"),
		    k.nproblems > 0 ? str_cstr(a, k.problems[0].sentence)
				    : T("There is no row in this return."));
		return;
	}
	f = (struct fft_freeze){ .setting = k.setting,
		.month = k.month,
		.body = body_of(a, &k.now.t) };
	f.sha256 = sha256_hex(a, f.body);
	for (size_t i = 0; i < k.now.t.n; i++)
		f.responses += fft_responses(k.now.t.rows[i].answers);
	st = ctx_change(&r->cx, fft_freeze, &f);
	if (st != DB_OK && st != DB_DUPLICATE) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, st == DB_OK ? N_("The month is frozen.")
				 : N_("The month was frozen before."));
	web_redirect(
	    r, str_fmt(a, "/fft?setting=%.*s&month=%.*s", STR_ARG(k.setting),
		   STR_ARG(month_code(a, k.month))));
}
