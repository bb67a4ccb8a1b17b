/*
 * warn_command.c: see warn_command.h. Reads the fleet in any order, has it
 * watched, writes who was named; the statistics are in stat/warn.c.
 */
#include "mod/insight/warn_command.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/args.h"
#include "base/date.h"
#include "base/words.h"
#include "mod/insight/filter.h"
#include "stat/warn.h"

#define ROWS_MAX 2000000

enum { COL_SERIES, COL_DATE, COL_NUM, COL_DEN, NCOLS };

struct row {
	struct str name;
	struct date date;
	int64_t num, den;
	long line;
};

struct reading {
	struct row *rows; /* owned */
	size_t n, cap, at[NCOLS];
	bool headed;
	struct arena *a; /* of the names */
	struct err *err;
};

static bool read_head(struct reading *r, const struct csv_line *line)
{
	static const char *const names[NCOLS] = { "series", "date", "num",
		"den" };

	r->headed = true;
	for (size_t i = 0; i < NCOLS; i++) {
		r->at[i] = filter_column(line, str_of(names[i]));
		if (r->at[i] == SIZE_MAX)
			return err_set(r->err,
			    T("The first line must name the column %s."),
			    names[i]);
	}
	return true;
}

/* A whole number from 0, or nothing: 0. */
static bool read_count(struct reading *r, const struct csv_line *line,
    size_t column, const char *name, int64_t *ret)
{
	const struct str s = str_trim(line->fields[r->at[column]]);

	*ret = 0;
	return s.n == 0 ||
	       (str_int64(s, ret) && *ret >= 0 && *ret <= WARN_DEN_MAX) ||
	       err_set(r->err,
		   T("Line %ld has no whole number from 0 in the column %s."),
		   line->line, name);
}

/* The name, kept once for rows of one series that stand together. */
static struct str keep_name(struct reading *r, struct str name)
{
	if (r->n > 0 && str_eq(r->rows[r->n - 1].name, name))
		return r->rows[r->n - 1].name;
	return str_dup(r->a, name);
}

static bool read_fields(
    struct reading *r, const struct csv_line *line, struct row *row)
{
	for (size_t i = 0; i < NCOLS; i++)
		if (line->n <= r->at[i])
			return err_set(r->err,
			    T("Line %ld has too few columns."), line->line);
	row->name = line->fields[r->at[COL_SERIES]];
	if (row->name.n == 0)
		return err_set(
		    r->err, T("Line %ld names no series."), line->line);
	if (!date_parse_iso(
		str_trim(line->fields[r->at[COL_DATE]]), &row->date))
		return err_set(r->err,
		    T("Line %ld has no date such as 2026-03-01."), line->line);
	if (!read_count(r, line, COL_NUM, "num", &row->num) ||
	    !read_count(r, line, COL_DEN, "den", &row->den))
		return false;
	if (str_trim(line->fields[r->at[COL_NUM]]).n == 0)
		row->den = 0;
	return row->num <= row->den ||
	       err_set(r->err, T("On line %ld the column %s is more than %s."),
		   line->line, "num", "den");
}

static bool read_row(void *self, const struct csv_line *line)
{
	struct reading *r = self;
	struct row row = { .line = line->line };

	if (!r->headed)
		return read_head(r, line);
	if (!read_fields(r, line, &row))
		return false;
	if (r->n == ROWS_MAX)
		return err_set(
		    r->err, T("There are more than %d rows."), ROWS_MAX);
	row.name = keep_name(r, row.name);
	if (r->n == r->cap) {
		r->cap = r->cap == 0 ? 1024 : r->cap * 2;
		r->rows = xrealloc(r->rows, r->cap * sizeof(*r->rows));
	}
	r->rows[r->n++] = row;
	return true;
}

static int by_name(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	const int c = str_cmp(x->name, y->name);

	return c != 0 ? c : date_cmp(x->date, y->date);
}

static int by_month(const void *a, const void *b)
{
	const struct warn_row *x = a, *y = b;

	if (x->month != y->month)
		return x->month < y->month ? -1 : 1;
	return x->series < y->series ? -1 : 1;
}

struct watching {
	struct warn_row *rows;
	struct str *names; /* by series */
	size_t n, nseries;
};

/* Numbers the series by name, so that the order of the input says nothing. */
static bool arrange(struct reading *r, struct watching *w)
{
	w->n = r->n;
	w->rows = arena_array(r->a, r->n, sizeof(*w->rows));
	w->names = arena_array(r->a, r->n, sizeof(*w->names));
	if (r->n > 1)
		qsort(r->rows, r->n, sizeof(*r->rows), by_name);
	for (size_t i = 0; i < r->n; i++) {
		const struct row *row = &r->rows[i];

		if (i == 0 || !str_eq(row->name, row[-1].name))
			w->names[w->nseries++] = row->name;
		else if (date_cmp(row->date, row[-1].date) == 0)
			return err_set(r->err,
			    T("Line %ld has a date that its series had "
			      "before."),
			    row->line > row[-1].line ? row->line
						     : row[-1].line);
		w->rows[i] = (struct warn_row){ w->nseries - 1, row->date.n,
			row->num, row->den };
	}
	if (r->n > 1)
		qsort(w->rows, w->n, sizeof(*w->rows), by_month);
	return true;
}

static void write_date(
    struct buf *out, struct arena *a, const char *name, int month)
{
	const struct str s = date_iso(a, (struct date){ month });

	buf_fmt(out, "\"%s\":\"%.*s\"", name, STR_ARG(s));
}

static void write_alert(struct buf *out, struct arena *a,
    const struct watching *w, const struct warn_alert *al, bool first)
{
	buf_cstr(out, first ? "\n{\"series\":" : ",\n{\"series\":");
	filter_json_text(out, w->names[al->series]);
	buf_byte(out, ',');
	write_date(out, a, "date", al->month);
	buf_fmt(out, ",\"direction\":\"%s\",",
	    al->after < al->before ? "down" : "up");
	write_date(out, a, "start", al->start);
	buf_byte(out, ',');
	filter_json_number(out, a, "before", al->before);
	buf_byte(out, ',');
	filter_json_number(out, a, "after", al->after);
	buf_byte(out, ',');
	filter_json_number(out, a, "chance", al->chance);
	buf_byte(out, ',');
	filter_json_number(out, a, "q", al->q);
	buf_byte(out, '}');
}

static void write_list(struct buf *out, struct arena *a,
    const struct watching *w, const struct warn_result *r, bool concern)
{
	bool first = true;

	buf_fmt(out, "\"%s\":[", concern ? "alerts" : "praise");
	for (size_t i = 0; i < r->nalerts; i++)
		if (r->alerts[i].concern == concern) {
			write_alert(out, a, w, &r->alerts[i], first);
			first = false;
		}
	buf_byte(out, ']');
}

static void write_tides(
    struct buf *out, struct arena *a, const struct warn_result *r)
{
	buf_cstr(out, "\"trust\":[");
	for (size_t i = 0; i < r->ntides; i++) {
		const struct warn_tide *t = &r->tides[i];

		buf_cstr(out, i == 0 ? "\n{" : ",\n{");
		write_date(out, a, "date", t->month);
		buf_fmt(
		    out, ",\"direction\":\"%s\",", t->up > 0 ? "up" : "down");
		filter_json_number(out, a, "odds_ratio", t->odds);
		buf_fmt(out, ",\"series\":%zu,\"of\":%zu}", t->with, t->of);
	}
	buf_byte(out, ']');
}

static bool parse(struct args *a, struct warn_options *o, struct err *err)
{
	const char *format = args_value(a, "--format");
	const char *better = args_value(a, "--improvement");
	const char *months = args_value(a, "--baseline");
	const char *fdr = args_value(a, "--fdr");
	int64_t n = o->baseline;

	if (format != NULL && strcmp(format, "json") != 0)
		return err_set(err, "%s", T("The only format is json."));
	if (better != NULL && strcmp(better, "increase") != 0 &&
	    strcmp(better, "decrease") != 0)
		return err_set(err,
		    T("“%s” is not a direction. Use increase or decrease."),
		    better);
	o->falls = better == NULL || strcmp(better, "increase") == 0;
	if (months != NULL &&
	    (!str_int64(str_of(months), &n) || n < WARN_BASELINE_MIN ||
		n > WARN_BASELINE_MAX))
		return err_set(err, T("The baseline is %d to %d months."),
		    WARN_BASELINE_MIN, WARN_BASELINE_MAX);
	o->baseline = (int)n;
	if (fdr != NULL && (!str_double(str_of(fdr), &o->fdr) ||
			       !(o->fdr > 0.0 && o->fdr <= 0.5)))
		return err_set(err, "%s",
		    T("The share of false alerts lies above 0 and up to "
		      "0.5."));
	return args_done(a, err);
}

static void watch(const struct warn_options *o, struct reading *r,
    const struct watching *w, struct buf *out)
{
	struct warn_result result;

	warn_watch(o, w->rows, w->n, w->nseries, &result);
	buf_byte(out, '{');
	write_list(out, r->a, w, &result, true);
	buf_cstr(out, ",\n");
	write_list(out, r->a, w, &result, false);
	buf_cstr(out, ",\n");
	write_tides(out, r->a, &result);
	buf_fmt(out, ",\n\"watched\":%zu}\n", result.nwatched);
	warn_free(&result);
}

int warn_run(int argc, char **argv, FILE *in, struct buf *out, struct err *err)
{
	struct warn_options o = { .falls = true, .baseline = 24, .fdr = 0.10 };
	struct reading r = { .err = err };
	struct watching w = { 0 };
	struct args args;
	bool fine;

	if (!args_init(&args, argc - 1, argv + 1, err) ||
	    !parse(&args, &o, err))
		return 2;
	r.a = arena_new(ARENA_COMMAND);
	fine = filter_read(in, read_row, &r, err);
	if (fine && !r.headed)
		fine = err_set(err, "%s", T("The input is empty."));
	fine = fine && arrange(&r, &w);
	if (fine)
		watch(&o, &r, &w, out);
	free(r.rows);
	arena_free(r.a);
	return fine ? 0 : 1;
}

int warn_command(int argc, char **argv)
{
	struct buf out = buf_make(FILTER_OUT_MAX);
	struct err err = { "" };
	const int status = warn_run(argc, argv, stdin, &out, &err);

	return filter_end("warn", status, &out, &err);
}
