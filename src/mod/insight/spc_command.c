/*
 * spc_command.c: see spc_command.h. Reads the series, has it judged, writes it
 * out; the statistics are in stat/xmr.c.
 */
#include "mod/insight/spc_command.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "mod/insight/filter.h"
#include "mod/insight/spc_args.h"
#include "mod/insight/spc_write.h"

#define ROWS_MAX 100000 /* of a series */

struct row {
	struct date date;
	double value; /* NAN: none */
};

struct series {
	struct row *rows; /* owned */
	size_t n, cap;
	size_t date_at, value_at; /* columns */
	bool headed;
	struct err *err;
};

static bool read_head(struct series *s, const struct csv_line *line)
{
	s->headed = true;
	s->date_at = filter_column(line, S("date"));
	s->value_at = filter_column(line, S("value"));
	if (s->date_at == SIZE_MAX || s->value_at == SIZE_MAX)
		return err_set(s->err, "%s",
		    T("The first line must name the columns date and value."));
	return true;
}

static bool read_row(void *self, const struct csv_line *line)
{
	struct series *s = self;
	struct row row = { DATE_NONE, (double)NAN };
	struct str value;

	if (!s->headed)
		return read_head(s, line);
	if (line->n <= s->date_at || line->n <= s->value_at)
		return err_set(
		    s->err, T("Line %ld has too few columns."), line->line);
	if (!date_parse_iso(str_trim(line->fields[s->date_at]), &row.date))
		return err_set(s->err,
		    T("Line %ld has no date such as 2026-03-01."), line->line);
	value = str_trim(line->fields[s->value_at]);
	if (value.n > 0 && !str_double(value, &row.value))
		return err_set(s->err,
		    T("The value on line %ld is not a number."), line->line);
	if (s->n == ROWS_MAX)
		return err_set(
		    s->err, T("There are more than %d rows."), ROWS_MAX);
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 64 : s->cap * 2;
		s->rows = xrealloc(s->rows, s->cap * sizeof(*s->rows));
	}
	s->rows[s->n++] = row;
	return true;
}

static int by_date(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return date_cmp(x->date, y->date);
}

static bool read_all(FILE *in, struct series *s)
{
	if (!filter_read(in, read_row, s, s->err))
		return false;
	return s->headed || err_set(s->err, "%s", T("The input is empty."));
}

static bool sort_rows(struct series *s)
{
	if (s->n > 1)
		qsort(s->rows, s->n, sizeof(*s->rows), by_date);
	for (size_t i = 1; i < s->n; i++)
		if (date_cmp(s->rows[i - 1].date, s->rows[i].date) == 0) {
			int y, m, d;

			date_parts(s->rows[i].date, &y, &m, &d);
			return err_set(s->err,
			    T("The date %04d-%02d-%02d stands in two rows."), y,
			    m, d);
		}
	return true;
}

/* Marks the first row on or after each rebase date. A date that no row has is
 * worth a notice: a typing mistake would otherwise go unseen. */
static void mark_starts(
    const struct spc_args *a, const struct series *s, bool *starts)
{
	for (size_t k = 0; k < a->nrebases; k++) {
		size_t i = 0;

		while (i < s->n && date_cmp(s->rows[i].date, a->rebases[k]) < 0)
			i++;
		if (i < s->n)
			starts[i] = true;
		if (i == s->n || date_cmp(s->rows[i].date, a->rebases[k]) != 0)
			(void)err_set(s->err, "%s",
			    T("A rebase date is not in the data; the next row "
			      "starts the new segment."));
	}
}

/* Has the series judged and written. */
static void judge(const struct spc_args *args, const struct series *s,
    struct arena *a, struct buf *out)
{
	struct date *dates = arena_array(a, s->n, sizeof(*dates));
	double *values = arena_array(a, s->n, sizeof(*values));
	bool *starts = arena_array(a, s->n, sizeof(*starts));
	struct xmr_point *points = arena_array(a, s->n, sizeof(*points));
	struct spc_series done = { dates, points, s->n, .summary = { 0 } };

	for (size_t i = 0; i < s->n; i++) {
		dates[i] = s->rows[i].date;
		values[i] = s->rows[i].value;
	}
	mark_starts(args, s, starts);
	xmr_chart(&args->xmr, values, starts, s->n, points, &done.summary);
	spc_write(out, a, args, &done);
}

int spc_run(int argc, char **argv, FILE *in, struct buf *out, struct err *err)
{
	struct spc_args args;
	struct series s = { .err = err };
	int status = 1;

	if (!spc_args_parse(argc, argv, &args, err))
		return 2;
	if (read_all(in, &s) && sort_rows(&s)) {
		struct arena *a = arena_new(ARENA_COMMAND);

		judge(&args, &s, a, out);
		arena_free(a);
		status = 0;
	}
	free(s.rows);
	return status;
}

int spc_command(int argc, char **argv)
{
	struct buf out = buf_make(FILTER_OUT_MAX);
	struct err err = { "" };
	const int status = spc_run(argc, argv, stdin, &out, &err);

	return filter_end("spc", status, &out, &err);
}
