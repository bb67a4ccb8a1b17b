/*
 * forecast_series.c: see forecast_series.h.
 */
#include "mod/insight/forecast_series.h"

#include <math.h>
#include <stdlib.h>

#include "base/words.h"
#include "mod/insight/filter.h"

#define VALUE_MAX  1e15
#define GRID_TIMES 4 /* more gaps than this many times the rows: no grid */

struct row {
	struct date date;
	double value, den;
};

struct reading {
	struct row *rows; /* owned */
	size_t n, cap;
	size_t date_at, value_at, den_at; /* columns */
	double lower, upper;
	bool headed;
	struct err *err;
};

static bool read_head(struct reading *r, const struct csv_line *line)
{
	r->headed = true;
	r->date_at = filter_column(line, S("date"));
	r->value_at = filter_column(line, S("value"));
	r->den_at = filter_column(line, S("den"));
	if (r->date_at == SIZE_MAX || r->value_at == SIZE_MAX)
		return err_set(r->err, "%s",
		    T("The first line must name the columns date and value."));
	return true;
}

/* The number in a column; NAN when it is empty or not there. */
static bool number(const struct csv_line *line, size_t at, double *ret)
{
	const struct str s =
	    at < line->n ? str_trim(line->fields[at]) : STR_NULL;

	*ret = (double)NAN;
	return str_empty(s) || (str_double(s, ret) && fabs(*ret) <= VALUE_MAX);
}

static bool check(const struct reading *r, const struct row *row, long line)
{
	if (row->value < r->lower || row->value > r->upper)
		return err_set(r->err,
		    T("The value on line %ld is outside the bounds."), line);
	if (row->den < 0.0)
		return err_set(
		    r->err, T("The den on line %ld is below 0."), line);
	return true;
}

static void keep(struct reading *r, const struct row *row)
{
	if (r->n == r->cap) {
		r->cap = r->cap == 0 ? 64 : r->cap * 2;
		r->rows = xrealloc(r->rows, r->cap * sizeof(*r->rows));
	}
	r->rows[r->n++] = *row;
}

static bool read_row(void *self, const struct csv_line *line)
{
	struct reading *r = self;
	struct row row;

	if (!r->headed)
		return read_head(r, line);
	if (line->n <= r->date_at || line->n <= r->value_at)
		return err_set(
		    r->err, T("Line %ld has too few columns."), line->line);
	if (!date_parse_iso(str_trim(line->fields[r->date_at]), &row.date))
		return err_set(r->err,
		    T("Line %ld has no date such as 2026-03-01."), line->line);
	if (!number(line, r->value_at, &row.value))
		return err_set(r->err,
		    T("The value on line %ld is not a number."), line->line);
	if (!number(line, r->den_at, &row.den))
		return err_set(r->err,
		    T("The den on line %ld is not a number."), line->line);
	if (r->n == FORECAST_ROWS_MAX)
		return err_set(r->err, T("There are more than %d rows."),
		    FORECAST_ROWS_MAX);
	if (!check(r, &row, line->line))
		return false;
	keep(r, &row);
	return true;
}

static int by_date(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return date_cmp(x->date, y->date);
}

static bool sort_rows(struct reading *r)
{
	if (r->n > 1)
		qsort(r->rows, r->n, sizeof(*r->rows), by_date);
	for (size_t i = 1; i < r->n; i++)
		if (date_cmp(r->rows[i - 1].date, r->rows[i].date) == 0) {
			int y, m, d;

			date_parts(r->rows[i].date, &y, &m, &d);
			return err_set(r->err,
			    T("The date %04d-%02d-%02d stands in two rows."), y,
			    m, d);
		}
	return true;
}

/* -- Even spacing ------------------------------------------------------------ */

/* Steps from one date to another; -1: they are not whole steps apart. Months
 * are counted where all rows stand on the same day of theirs. */
static int64_t steps_between(
    struct forecast_step step, struct date from, struct date to)
{
	const int64_t months = date_month_index(to) - date_month_index(from);
	const int64_t days = date_days_between(from, to);

	if (step.months > 0)
		return months % step.months == 0 ? months / step.months : -1;
	return days % step.days == 0 ? days / step.days : -1;
}

/* The smallest distance of two neighbours. */
static struct forecast_step step_of(const struct reading *r)
{
	struct forecast_step step = { 12000, 4000000 };
	bool same_day = true;

	for (size_t i = 1; i < r->n; i++) {
		const struct date a = r->rows[i - 1].date, b = r->rows[i].date;
		const int months = date_month_index(b) - date_month_index(a);
		const int days = date_days_between(a, b);
		int y, m, day_a, day_b;

		date_parts(a, &y, &m, &day_a);
		date_parts(b, &y, &m, &day_b);
		same_day = same_day && day_a == day_b && months > 0;
		step.months = months < step.months ? months : step.months;
		step.days = days < step.days ? days : step.days;
	}
	if (r->n < 2)
		return (struct forecast_step){ 0, 0 };
	return same_day ? (struct forecast_step){ step.months, 0 }
			: (struct forecast_step){ 0, step.days };
}

/* The points of an even grid; 0: the rows do not stand on one. */
static size_t grid_size(const struct reading *r, struct forecast_step step)
{
	int64_t last = 0;

	for (size_t i = 1; i < r->n; i++) {
		last = steps_between(step, r->rows[0].date, r->rows[i].date);
		if (last < 0)
			return 0;
	}
	return (size_t)last + 1 <= GRID_TIMES * r->n ? (size_t)last + 1 : 0;
}

static struct date date_at(
    struct date from, struct forecast_step step, size_t h)
{
	const int64_t months = (int64_t)h * step.months;
	const int64_t days = (int64_t)h * step.days;

	if (date_none(from) || months + days == 0 ||
	    date_month_index(from) + months + days / 28 >= 9999 * 12)
		return DATE_NONE;
	return step.months > 0 ? date_add_months(from, (int)months)
			       : date_add(from, (int)days);
}

static void spread(const struct reading *r, struct arena *a, size_t grid,
    struct forecast_series *s)
{
	const bool has_den = r->den_at != SIZE_MAX;

	s->n = grid > 0 ? grid : r->n;
	s->dates = arena_array(a, s->n, sizeof(*s->dates));
	s->values = arena_array(a, s->n, sizeof(*s->values));
	s->dens = has_den ? arena_array(a, s->n, sizeof(*s->dens)) : NULL;
	for (size_t i = 0; i < s->n; i++) {
		s->values[i] = (double)NAN;
		if (grid > 0)
			s->dates[i] =
			    i == 0 ? r->rows[0].date
				   : date_at(r->rows[0].date, s->step, i);
	}
	for (size_t i = 0; i < r->n; i++) {
		const size_t at = grid > 0
				      ? (size_t)steps_between(s->step,
					    r->rows[0].date, r->rows[i].date)
				      : i;

		s->dates[at] = r->rows[i].date;
		s->values[at] = r->rows[i].value;
		if (s->dens != NULL)
			s->dens[at] = r->rows[i].den;
	}
}

bool forecast_series_read(FILE *in, struct arena *a, double lower, double upper,
    struct forecast_series *ret, struct err *err)
{
	struct reading r = { .lower = lower, .upper = upper, .err = err };
	bool fine = filter_read(in, read_row, &r, err);

	*ret = (struct forecast_series){ .n = 0 };
	if (fine && !r.headed)
		fine = err_set(err, "%s", T("The input is empty."));
	fine = fine && sort_rows(&r);
	if (fine) {
		size_t grid;

		ret->step = step_of(&r);
		grid = r.n < 2 ? 0 : grid_size(&r, ret->step);
		if (grid == 0)
			ret->step = (struct forecast_step){ 0, 0 };
		spread(&r, a, grid, ret);
	}
	free(r.rows);
	return fine;
}

struct date forecast_series_date(const struct forecast_series *s, size_t h)
{
	return s->n > 0 ? date_at(s->dates[s->n - 1], s->step, h) : DATE_NONE;
}
