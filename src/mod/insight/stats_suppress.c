/*
 * stats_suppress.c: `heard stats suppress` and `fft-suppress`: what to hide in
 * a table of counts with totals, by our rule and by NHS England's.
 */
#include "base/words.h"
#include "mod/insight/stats_method.h"
#include "stat/small.h"
#include "stat/suppress.h"

/* "count":N or null, and whether it is hidden. */
static void write_count(struct stats_job *j, int64_t count, bool hidden)
{
	if (hidden)
		buf_cstr(j->out, ",\"count\":null");
	else
		buf_fmt(j->out, ",\"count\":%lld", (long long)count);
	stats_flag(j, "suppressed", hidden);
}

static int64_t *counts_of(struct stats_job *j)
{
	int64_t *counts = arena_array(j->a, j->t.n, sizeof(*counts));

	for (size_t i = 0; i < j->t.n; i++) {
		counts[i] = (int64_t)j->t.rows[i].value[0];
		if (counts[i] > SUPPRESS_COUNT_MAX) {
			(void)err_set(j->err,
			    T("The count on line %ld is too large."),
			    j->t.rows[i].line);
			return NULL;
		}
	}
	return counts;
}

static bool explain(struct stats_job *j, enum suppress_fault fault, size_t at)
{
	const struct str id = j->t.rows[at].id;

	if (fault == SUPPRESS_CIRCLE)
		return err_set(
		    j->err, T("“%.*s” is above itself."), STR_ARG(id));
	return err_set(
	    j->err, T("“%.*s” is not the sum of its children."), STR_ARG(id));
}

bool stats_suppress_run(struct stats_job *j)
{
	const size_t *parents = stats_table_parents(&j->t, j->a, j->err);
	const int64_t *counts = parents != NULL ? counts_of(j) : NULL;
	bool *hidden = arena_array(j->a, j->t.n, sizeof(*hidden));
	enum suppress_fault fault;
	size_t at = 0;

	if (counts == NULL)
		return false;
	if ((int64_t)j->t.n * j->o.threshold > SUPPRESS_WORK_MAX)
		return err_set(j->err, "%s",
		    T("There are too many rows for this threshold."));
	fault =
	    suppress_tree(parents, counts, j->t.n, j->o.threshold, hidden, &at);
	if (fault != SUPPRESS_FINE)
		return explain(j, fault, at);
	buf_fmt(j->out, "\"threshold\":%lld,", (long long)j->o.threshold);
	for (size_t i = 0; i < j->t.n; i++) {
		stats_row_open(j, i);
		write_count(j, counts[i], hidden[i]);
	}
	stats_rows_close(j);
	return true;
}

bool stats_fft_run(struct stats_job *j)
{
	const size_t *parents = stats_table_parents(&j->t, j->a, j->err);
	const int64_t *counts = parents != NULL ? counts_of(j) : NULL;
	unsigned *flags = arena_array(j->a, j->t.n, sizeof(*flags));
	size_t at = 0;

	if (counts == NULL)
		return false;
	if (!small_fft_tree(parents, counts, j->t.n, flags, &at))
		return explain(j, SUPPRESS_CIRCLE, at);
	for (size_t i = 0; i < j->t.n; i++) {
		stats_row_open(j, i);
		buf_fmt(j->out, ",\"count\":%lld", (long long)counts[i]);
		stats_flag(j, "first_level", (flags[i] & SMALL_FIRST) != 0);
		stats_flag(j, "second_level", (flags[i] & SMALL_SECOND) != 0);
		stats_flag(j, "cascade", (flags[i] & SMALL_CASCADE) != 0);
		stats_flag(j, "suppressed", flags[i] != 0);
		stats_flag(
		    j, "percentages_hidden", (flags[i] & SMALL_FIRST) != 0);
	}
	stats_rows_close(j);
	return true;
}
