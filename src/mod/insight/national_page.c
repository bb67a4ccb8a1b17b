/*
 * national_page.c: /national: the trust's own figures beside those of England,
 * month by month, with the caveat that goes with them; and the way in for the
 * published files. No organisation is ranked, and none but the own is named.
 */
#include <math.h>

#include "base/hash.h"
#include "base/words.h"
#include "mod/insight/national.h"
#include "mod/insight/team.h"
#include "mod/org/org.h"
#include "report/csv.h"
#include "web/component.h"

/* The same on the pages of this room ------------------------------------ */

const char *national_label(struct str setting)
{
	for (size_t i = 0; i < unit_settings.n; i++)
		if (str_is(setting, unit_settings.list[i].code))
			return T(unit_settings.list[i].label);
	return NULL;
}

struct str national_asked(struct req *r)
{
	const struct str s = r->route->method == HTTP_POST
				 ? web_post(r, "setting")
				 : web_query(r, "setting");

	return national_label(s) != NULL ? s : S("mental_health");
}

void national_choices(struct req *r, const char *path, struct str setting)
{
	html(&r->out,
	    "<nav class=\"heard-views\" aria-label=\"%s\"><ul "
	    "class=\"nhsuk-list\">",
	    T("Collection"));
	for (size_t i = 0; i < unit_settings.n; i++)
		html(&r->out, "<li><a href=\"%s?setting=%s\"%s>%s</a></li>",
		    path, unit_settings.list[i].code,
		    str_is(setting, unit_settings.list[i].code)
			? " aria-current=\"page\""
			: "",
		    T(unit_settings.list[i].label));
	html(&r->out, "</ul></nav>");
}

/* What is beside each other --------------------------------------------- */

struct look {
	struct str setting;
	struct national_trust trust;
	struct national_month list[NATIONAL_MONTHS];
	size_t n;
	struct rates rates; /* of the months from the last to the first */
	struct date from;
};

static bool read_look(struct req *r, struct look *k)
{
	struct cut cut;

	*k = (struct look){ .setting = national_asked(r),
		.trust = national_trust(&r->cx) };
	k->n = national_months(&r->cx, k->setting, k->trust.code, k->list);
	if (k->n == 0)
		return true;
	k->from = k->list[k->n - 1].month;
	cut = (struct cut){ .unit = k->trust.id,
		.from = k->from,
		.until = date_add_months(k->list[0].month, 1) };
	if (rate_read(&r->cx, &cut, &k->rates))
		return true;
	web_error(r, 503, T("We could not count this"),
	    T("Something is wrong on our side. Try again in a few minutes."));
	return false;
}

/* The own answers of a month in this collection, as Heard has them. */
static struct answers own_of(const struct look *k, struct date month)
{
	const int at = date_month_index(month) - date_month_index(k->from);
	struct answers sum = { .all.secret_n = 0 };

	for (size_t i = 0; i < k->rates.nunits; i++) {
		const struct rate_unit *u = &k->rates.units[i];
		const struct answers *m;

		if (u->count == NULL ||
		    !str_eq(national_setting(&k->rates, u), k->setting))
			continue;
		m = &u->count->months[at].answers;
		sum.all.secret_n += m->all.secret_n;
		for (size_t j = 0; j < ANSWERS; j++)
			sum.each[j].secret_n += m->each[j].secret_n;
	}
	return sum;
}

static struct str percent_words(struct arena *a, double v, int64_t of)
{
	if (isnan(v))
		return str_of(T("not shown in the file"));
	return str_fmt(a, T("%.0f%% of %lld"), v, (long long)of);
}

#define COLUMNS 4

static void write_months(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;
	struct table_cell *cells =
	    arena_array(a, k->n * COLUMNS, sizeof(*cells));
	struct table_row *rows = arena_array(a, k->n, sizeof(*rows));
	const struct table_cell head[COLUMNS] = {
		{ .text = str_of(T("Month")) },
		{ .text = str_of(T("England, positive")), .format = "numeric" },
		{ .text = str_of(T("This trust, as published")),
		    .format = "numeric" },
		{ .text = str_of(may_trust(&r->cx, CAP_RESPONSE_READ)
				     ? T("This trust, in Heard")
				     : T("Your teams, in Heard")),
		    .format = "numeric" },
	};

	for (size_t i = 0; i < k->n; i++) {
		const struct national_month *m = &k->list[i];
		const struct answers own = own_of(k, m->month);
		const struct share s = answers_positive(&own);
		struct table_cell *c = &cells[i * COLUMNS];

		c[0].text = date_month_year(a, m->month);
		c[1].text = percent_words(a, m->england, m->england_responses);
		c[2].text = percent_words(a, m->own, m->own_responses);
		c[3].text = share_text(a, &s);
		for (size_t j = 1; j < COLUMNS; j++)
			c[j].format = "numeric";
		rows[i] = (struct table_row){ c, COLUMNS };
	}
	component_table(&r->out,
	    &(struct table){
		.caption = str_of(T("Percent positive, month by month")),
		.caption_size = "m",
		.head = head,
		.nhead = COLUMNS,
		.rows = rows,
		.nrows = k->n,
		.first_cell_is_header = true,
		.responsive = true });
}

/* "In October 2026: England 94%, this trust 91% (312 of 343)." */
static void write_newest(struct req *r, const struct look *k)
{
	struct arena *a = r->cx.arena;
	const struct national_month *m = &k->list[0];
	const struct answers own = own_of(k, m->month);
	const struct share s = answers_positive(&own);
	const struct str month = date_month_year(a, m->month);
	const struct str england =
	    percent_words(a, m->england, m->england_responses);
	const struct str here = share_text(a, &s);

	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out,
	    may_trust(&r->cx, CAP_RESPONSE_READ)
		? T("Percent positive in %.*s: %.*s in England, %.*s here.")
		: T("Percent positive in %.*s: %.*s in England, %.*s in your "
		    "teams."),
	    STR_ARG(month), STR_ARG(england), STR_ARG(here));
	if (m->summed)
		html(&r->out, " %s",
		    T("The file has no line for England: it is the sum of "
		      "the organisations whose counts it shows."));
	html(&r->out, "</p><p class=\"nhsuk-body\">%s</p>",
	    T("Published figures are never changed afterwards; what came in "
	      "late is in Heard and not in them. So the last two columns may "
	      "differ."));
}

/* The way in ------------------------------------------------------------ */

static void write_form(struct req *r, struct str setting, struct str wrong)
{
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><form method=\"post\" "
	    "enctype=\"multipart/form-data\" action=\"/national\" novalidate>",
	    T("Bring in a published file"));
	web_csrf_field(r);
	html(&r->out, "<input type=\"hidden\" name=\"setting\" value=\"%.*s\">",
	    STR_ARG(setting));
	component_file_upload(&r->out,
	    &(struct file_upload){ .name = S("file"),
		.label.text = str_of(T("The file")),
		.hint = str_of(T("From england.nhs.uk, Friends and Family Test "
				 "data: .xlsx, .xlsm or .csv. The same file "
				 "may be brought in again.")),
		.error = wrong });
	component_input(&r->out,
	    &(struct input){ .name = S("month"),
		.label.text = str_of(T("Its month")),
		.hint = str_of(T("Only where neither the file nor its name "
				 "says it. For example, 2026-09")),
		.value = web_post(r, "month"),
		.width = 10 });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Bring it in")),
			 .variant = "secondary" });
	html(&r->out, "</form>");
}

static void write_page(struct req *r, const struct look *k, struct str wrong)
{
	const struct nav_link up = { .text = str_of(T("Understand")),
		.href = S("/understand") };

	r->title = str_of(T("Beside the country"));
	r->wide = true;
	if (!str_null(wrong)) {
		const struct error_item item = { .text = wrong,
			.href = S("#file") };

		component_error_summary(&r->out,
		    &(struct error_summary){ .items = &item, .nitems = 1 });
	}
	component_breadcrumb(
	    &r->out, &(struct breadcrumb){ .items = &up, .nitems = 1 });
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	component_inset_text(
	    &r->out, &(struct inset_text){ .text = str_of(fft_caveat()) });
	national_choices(r, "/national", k->setting);
	if (k->n == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("No published file of this collection is here yet. When "
		      "one is, your own months stand beside it."));
	} else {
		write_newest(r, k);
		write_months(r, k);
		html(&r->out,
		    "<p class=\"nhsuk-body heard-no-print\"><a "
		    "href=\"/national.csv?setting=%.*s\">%s</a></p>",
		    STR_ARG(k->setting), T("These months as a CSV file"));
	}
	if (may_trust(&r->cx, CAP_IMPORT))
		write_form(r, k->setting, wrong);
}

void national_page(struct req *r)
{
	struct look k;

	if (read_look(r, &k))
		write_page(r, &k, STR_NULL);
}

/* A file came ------------------------------------------------------------ */

/* The file's own month, else the typed one. */
static bool month_for(
    struct req *r, const struct fft_file *file, struct date *ret)
{
	const struct str typed = str_trim(web_post(r, "month"));

	*ret = file->month;
	if (!date_none(*ret))
		return true;
	return typed.n == 7 &&
	       date_parse_iso(
		   str_fmt(r->cx.arena, "%.*s-01", STR_ARG(typed)), ret);
}

/* Null: it is kept. */
static struct str take_file(struct req *r, struct str setting)
{
	const struct form_field *file = form_file(&r->form, "file");
	struct arena *a = arena_new(ARENA_COMMAND);
	struct fft_file read;
	struct err e = { "" };
	struct national_in in = { .file = &read, .setting = setting };
	enum db_status st = DB_ERROR;
	struct str wrong = STR_NULL;

	if (file == NULL || str_empty(file->value))
		wrong = str_of(T("Choose a file first"));
	else if (!fft_read(file->value, file->filename, a, &read, &e))
		wrong = str_dup(r->cx.arena, str_of(e.text));
	else if (!month_for(r, &read, &in.month))
		wrong = str_of(T("Say of which month the file is, like "
				 "2026-09"));
	if (str_null(wrong)) {
		in.name = file->filename;
		in.sha256 = sha256_hex(a, file->value);
		st = ctx_change(&r->cx, national_put, &in);
		if (st != DB_OK)
			web_change_failed(r, st);
	}
	arena_free(a);
	return wrong;
}

void national_post(struct req *r)
{
	const struct str setting = national_asked(r);
	struct str wrong;
	struct look k;

	if (!may_trust(&r->cx, CAP_IMPORT)) {
		web_forbidden(r);
		return;
	}
	wrong = take_file(r, setting);
	if (r->answered)
		return;
	if (str_null(wrong)) {
		web_flash(r, N_("The file is in."));
		web_redirect(r, str_fmt(r->cx.arena, "/national?setting=%.*s",
				    STR_ARG(setting)));
		return;
	}
	r->status = 422;
	if (read_look(r, &k))
		write_page(r, &k, wrong);
}

void national_csv(struct req *r)
{
	static const struct str names[] = { STR("month"), STR("setting"),
		STR("england_responses"), STR("england_percent_positive"),
		STR("published_responses"), STR("published_percent_positive"),
		STR("heard_answers"), STR("heard_positive"), STR("file"),
		STR("caveat") };
	struct arena *a = r->cx.arena;
	struct buf b = buf_make(BUF_PAGE);
	struct look k;

	if (!read_look(r, &k))
		return;
	csv_bom(&b);
	csv_row(&b, names, NELEM(names));
	for (size_t i = 0; i < k.n; i++) {
		const struct national_month *m = &k.list[i];
		const struct answers own = own_of(&k, m->month);
		const struct share s = answers_positive(&own);
		const struct str cells[NELEM(names)] = {
			str_sub(date_iso(a, m->month), 0, 7), k.setting,
			str_fmt(a, "%lld", (long long)m->england_responses),
			isnan(m->england) ? STR_NULL
					  : str_fmt(a, "%.1f", m->england),
			str_fmt(a, "%lld", (long long)m->own_responses),
			isnan(m->own) ? STR_NULL : str_fmt(a, "%.1f", m->own),
			str_fmt(a, "%lld", (long long)s.den),
			str_fmt(a, "%lld", (long long)s.num), m->file,
			str_of(fft_caveat())
		};

		csv_row(&b, cells, NELEM(names));
	}
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(a, "national-%.*s.csv", STR_ARG(k.setting)), &b);
	buf_free(&b);
}
