/*
 * spc_series.c: see spc_series.h.
 */
#include "mod/insight/spc_series.h"

#include <math.h>
#include <stdlib.h>

#include "base/words.h"
#include "mod/insight/filter.h"

/* Larger values would overflow where they are multiplied. */
#define VALUE_MAX 1e100

enum { VALUE, NUM, DEN, TARGET, CELLS };

static const char *const names[CELLS] = { "value", "num", "den", "target" };

struct row {
	struct date date;
	double cells[CELLS];
};

struct reading {
	struct row *rows; /* owned */
	size_t n, cap;
	size_t date_at, at[CELLS]; /* columns; SIZE_MAX: there is none */
	bool headed;
	struct err *err;
};

static bool read_head(struct reading *s, const struct csv_line *line)
{
	s->headed = true;
	s->date_at = filter_column(line, S("date"));
	for (size_t i = 0; i < CELLS; i++)
		s->at[i] = filter_column(line, str_of(names[i]));
	if (s->date_at == SIZE_MAX ||
	    (s->at[VALUE] == SIZE_MAX &&
		(s->at[NUM] == SIZE_MAX || s->at[DEN] == SIZE_MAX)))
		return err_set(s->err, "%s",
		    T("The first line must name the columns date and value, "
		      "or date, num and den."));
	return true;
}

static bool read_cell(
    struct reading *s, const struct csv_line *line, size_t i, double *ret)
{
	struct str text;

	*ret = (double)NAN;
	if (s->at[i] == SIZE_MAX)
		return true;
	if (line->n <= s->at[i])
		return err_set(
		    s->err, T("Line %ld has too few columns."), line->line);
	text = str_trim(line->fields[s->at[i]]);
	if (text.n > 0 && !str_double(text, ret))
		return err_set(s->err, T("The %s on line %ld is not a number."),
		    names[i], line->line);
	if (fabs(*ret) > VALUE_MAX)
		return err_set(s->err, T("The %s on line %ld is too large."),
		    names[i], line->line);
	return true;
}

static bool read_row(void *self, const struct csv_line *line)
{
	struct reading *s = self;
	struct row row = { .date = DATE_NONE };

	if (!s->headed)
		return read_head(s, line);
	if (line->n <= s->date_at ||
	    !date_parse_iso(str_trim(line->fields[s->date_at]), &row.date))
		return err_set(s->err,
		    T("Line %ld has no date such as 2026-03-01."), line->line);
	for (size_t i = 0; i < CELLS; i++)
		if (!read_cell(s, line, i, &row.cells[i]))
			return false;
	if (s->n == SPC_ROWS_MAX)
		return err_set(
		    s->err, T("There are more than %d rows."), SPC_ROWS_MAX);
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

static bool sort_rows(struct reading *s)
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

static double *column(const struct reading *s, struct arena *a, size_t i)
{
	double *c = NULL;

	if (s->at[i] == SIZE_MAX)
		return NULL;
	c = arena_array(a, s->n, sizeof(*c));
	for (size_t k = 0; k < s->n; k++)
		c[k] = s->rows[k].cells[i];
	return c;
}

static void columns(
    const struct reading *s, struct arena *a, struct spc_series *ret)
{
	ret->n = s->n;
	ret->dates = arena_array(a, s->n, sizeof(*ret->dates));
	for (size_t k = 0; k < s->n; k++)
		ret->dates[k] = s->rows[k].date;
	ret->values = column(s, a, VALUE);
	ret->targets = column(s, a, TARGET);
	if (s->at[NUM] != SIZE_MAX && s->at[DEN] != SIZE_MAX) {
		ret->nums = column(s, a, NUM);
		ret->dens = column(s, a, DEN);
	}
}

bool spc_series_read(
    FILE *in, struct arena *a, struct spc_series *ret, struct err *err)
{
	struct reading s = { .err = err };
	bool fine = filter_read(in, read_row, &s, err);

	*ret = (struct spc_series){ .n = 0 };
	if (fine && !s.headed)
		fine = err_set(err, "%s", T("The input is empty."));
	if (fine && s.n == 0)
		fine = err_set(err, "%s", T("The input has no rows."));
	fine = fine && sort_rows(&s);
	if (fine)
		columns(&s, a, ret);
	free(s.rows);
	return fine;
}
