/*
 * stats_method.c: see stats_method.h. The methods that look at one row at a
 * time, and the adjusting of p values.
 */
#include "mod/insight/stats_method.h"

#include <math.h>
#include <string.h>

#include "mod/insight/filter.h"
#include "stat/adjust.h"
#include "stat/small.h"

void stats_row_open(struct stats_job *j, size_t i)
{
	buf_cstr(j->out, i == 0 ? "\"rows\":[\n{\"id\":" : "},\n{\"id\":");
	filter_json_text(j->out, j->t.rows[i].id);
}

void stats_rows_close(struct stats_job *j)
{
	buf_cstr(j->out, j->t.n == 0 ? "\"rows\":[]" : "}\n]");
}

void stats_number(struct stats_job *j, const char *name, double x)
{
	buf_byte(j->out, ',');
	filter_json_number(j->out, j->a, name, x);
}

void stats_word(struct stats_job *j, const char *name, const char *word)
{
	buf_fmt(j->out, ",\"%s\":\"%s\"", name, word);
}

void stats_flag(struct stats_job *j, const char *name, bool flag)
{
	buf_fmt(j->out, ",\"%s\":%s", name, flag ? "true" : "false");
}

static void write_interval(
    struct stats_job *j, size_t i, const char *figure, struct interval v)
{
	stats_row_open(j, i);
	stats_number(j, figure, v.p);
	stats_number(j, "lower", v.lower);
	stats_number(j, "upper", v.upper);
}

/* A whole number that was read; STATS_WHOLE keeps it exact. */
static int64_t whole(const struct stats_job *j, size_t i, size_t column)
{
	return (int64_t)j->t.rows[i].value[column];
}

static bool run_wilson(struct stats_job *j)
{
	for (size_t i = 0; i < j->t.n; i++)
		write_interval(j, i, "p",
		    small_wilson(whole(j, i, 0), whole(j, i, 1), j->o.conf));
	stats_rows_close(j);
	return true;
}

static bool run_byar(struct stats_job *j)
{
	for (size_t i = 0; i < j->t.n; i++)
		write_interval(
		    j, i, "count", small_byar(whole(j, i, 0), j->o.conf));
	stats_rows_close(j);
	return true;
}

static bool run_poisson(struct stats_job *j)
{
	for (size_t i = 0; i < j->t.n; i++)
		write_interval(
		    j, i, "count", small_poisson(whole(j, i, 0), j->o.conf));
	stats_rows_close(j);
	return true;
}

static bool run_difference(struct stats_job *j)
{
	for (size_t i = 0; i < j->t.n; i++)
		write_interval(j, i, "diff",
		    small_difference(whole(j, i, 0), whole(j, i, 1),
			whole(j, i, 2), whole(j, i, 3), j->o.conf));
	stats_rows_close(j);
	return true;
}

static bool run_adjust(struct stats_job *j)
{
	double *p = arena_array(j->a, j->t.n, sizeof(*p));
	struct adjusted *adj = arena_array(j->a, j->t.n, sizeof(*adj));

	for (size_t i = 0; i < j->t.n; i++)
		p[i] = j->t.rows[i].value[0];
	adjust_p(p, j->t.n, adj);
	for (size_t i = 0; i < j->t.n; i++) {
		stats_row_open(j, i);
		stats_number(j, "bh", adj[i].bh);
		stats_number(j, "holm", adj[i].holm);
	}
	stats_rows_close(j);
	return true;
}

/* clang-format off */
static const struct stats_method methods[] = {
	{ "wilson", false, { { "num", STATS_WHOLE, true }, { "den", STATS_WHOLE, false } }, run_wilson },
	{ "byar", false, { { "count", STATS_WHOLE, false } }, run_byar },
	{ "poisson", false, { { "count", STATS_WHOLE, false } }, run_poisson },
	{ "difference", false, { { "num1", STATS_WHOLE, true }, { "den1", STATS_WHOLE, false },
				 { "num2", STATS_WHOLE, true }, { "den2", STATS_WHOLE, false } }, run_difference },
	{ "funnel", false, { { "num", STATS_AMOUNT, false }, { "den", STATS_POSITIVE, false } }, stats_funnel_run },
	{ "p-adjust", false, { { "p", STATS_CHANCE, false } }, run_adjust },
	{ "suppress", true, { { "count", STATS_WHOLE, false } }, stats_suppress_run },
	{ "fft-suppress", true, { { "count", STATS_WHOLE, false } }, stats_fft_run },
};
/* clang-format on */

const struct stats_method *stats_method(const char *name)
{
	for (size_t i = 0; i < NELEM(methods); i++)
		if (strcmp(methods[i].name, name) == 0)
			return &methods[i];
	return NULL;
}
