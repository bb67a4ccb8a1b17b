/*
 * spc_command.c: see spc_command.h. Reads the series, has it judged, writes it
 * out; the statistics are in stat/spc.c.
 */
#include "mod/insight/spc_command.h"

#include <math.h>

#include "base/words.h"
#include "mod/insight/filter.h"
#include "mod/insight/spc_args.h"
#include "mod/insight/spc_series.h"
#include "mod/insight/spc_write.h"

/* One run of the command. */
struct work {
	struct spc_args args;
	struct spc_series s;
	struct arena *a;
	struct err *err;
	struct spc_judged done;
};

/* The numbers of one row must make sense for the chart. */
static const char *wrong(const struct work *w, size_t i)
{
	const struct spc_series *s = &w->s;
	const enum spc_kind kind = w->args.kind;
	const double v = s->values[i];

	if (spc_has_den(kind) && (s->nums[i] < 0.0 || s->dens[i] < 0.0))
		return T("has a count below 0");
	if ((kind == SPC_P || kind == SPC_P_PRIME) && s->nums[i] > s->dens[i])
		return T("has a num above its den");
	if (kind == SPC_T && v <= 0.0)
		return T("has a time that is not above 0");
	if ((kind == SPC_C || kind == SPC_G) && v < 0.0)
		return T("has a count below 0");
	return NULL;
}

static bool check_rows(struct work *w)
{
	for (size_t i = 0; i < w->s.n; i++) {
		const char *why = wrong(w, i);

		if (why != NULL)
			return err_set(w->err, T("The row of %.*s %s."),
			    STR_ARG(date_iso(w->a, w->s.dates[i])), why);
	}
	return true;
}

/* The columns that the chart draws: num and den, or values. */
static bool check_columns(struct work *w)
{
	struct spc_series *s = &w->s;

	if (spc_has_den(w->args.kind) && !w->args.choose && s->dens == NULL)
		return err_set(w->err,
		    T("The chart %s needs the columns date, num and den."),
		    spc_kind_name(w->args.kind));
	if (s->values == NULL ||
	    (spc_has_den(w->args.kind) && s->dens != NULL) ||
	    (w->args.choose && s->dens != NULL)) {
		s->values = arena_array(w->a, s->n, sizeof(*s->values));
		spc_ratios(s->nums, s->dens, s->n, s->values);
	}
	return true;
}

static struct spc_input input_of(const struct work *w)
{
	return (struct spc_input){ .kind = w->args.kind,
		.values = w->s.values,
		.nums = w->s.nums,
		.dens = w->s.dens,
		.targets = w->s.targets,
		.n = w->s.n };
}

/* More time between events is better when fewer events are. */
static enum xmr_better turned(enum xmr_better better)
{
	if (better == XMR_INCREASE)
		return XMR_DECREASE;
	return better == XMR_DECREASE ? XMR_INCREASE : XMR_NEUTRAL;
}

/* Rows of rare events become rows of what lies between them. */
static void between(struct work *w, const struct spc_input *in)
{
	struct spc_series *s = &w->s;
	size_t *at = arena_array(w->a, s->n, sizeof(*at));
	double *values = arena_array(w->a, s->n, sizeof(*values));

	s->n = spc_between(in, s->dates, at, values);
	for (size_t i = 0; i < s->n; i++)
		s->dates[i] = s->dates[at[i]]; /* at[i] >= i */
	s->values = values;
	s->nums = s->dens = s->targets = NULL;
	w->args.xmr.better = turned(w->args.xmr.better);
	if (w->args.xmr.has_target)
		(void)err_set(w->err, "%s",
		    T("The target was for counts and is left out."));
	w->args.xmr.has_target = false;
}

static void choose(struct work *w)
{
	const struct spc_input in = input_of(w);
	struct xmr_point *scratch = arena_array(w->a, w->s.n, sizeof(*scratch));

	w->args.kind = spc_choose(&in, scratch, &w->done.reason);
	w->done.chosen = true;
	if (w->done.reason == SPC_R_RARE)
		between(w, &in);
}

/* Marks the first row on or after each rebase date. A date that no row has is
 * worth a notice: a typing mistake would otherwise go unseen. */
static void mark_starts(struct work *w, bool *starts)
{
	const struct spc_series *s = &w->s;

	for (size_t k = 0; k < w->args.rebase.n; k++) {
		const struct date d = w->args.rebase.at[k];
		size_t i = 0;

		while (i < s->n && date_cmp(s->dates[i], d) < 0)
			i++;
		if (i < s->n)
			starts[i] = true;
		if (i == s->n || date_cmp(s->dates[i], d) != 0)
			(void)err_set(w->err, "%s",
			    T("A rebase date is not in the data; the next row "
			      "starts the new segment."));
	}
}

static void mark_ghosts(struct work *w, bool *ghosts)
{
	for (size_t k = 0; k < w->args.ghost.n; k++) {
		bool found = false;

		for (size_t i = 0; i < w->s.n; i++)
			if (date_cmp(w->s.dates[i], w->args.ghost.at[k]) == 0)
				found = ghosts[i] = true;
		if (!found)
			(void)err_set(w->err, "%s",
			    T("A date to leave out is not in the data."));
	}
}

static void judge(struct work *w)
{
	struct spc_input in = input_of(w);
	bool *starts = arena_array(w->a, in.n, sizeof(*starts));
	bool *ghosts = arena_array(w->a, in.n, sizeof(*ghosts));
	struct spc_judged *d = &w->done;

	mark_starts(w, starts);
	mark_ghosts(w, ghosts);
	in.starts = starts;
	in.ghosts = ghosts;
	d->s = &w->s;
	d->nsegments = spc_count_segments(&in);
	d->points = arena_array(w->a, in.n, sizeof(*d->points));
	d->segments = arena_array(w->a, d->nsegments, sizeof(*d->segments));
	spc_chart(&w->args.xmr, &in, d->points, d->segments, &d->summary);
}

int spc_run(int argc, char **argv, FILE *in, struct buf *out, struct err *err)
{
	struct work w = { .err = err };
	int status = 1;

	if (!spc_args_parse(argc, argv, &w.args, err))
		return 2;
	w.a = arena_new(ARENA_COMMAND);
	if (spc_series_read(in, w.a, &w.s, err) && check_columns(&w)) {
		if (w.args.choose)
			choose(&w);
		status = check_rows(&w) ? 0 : 1;
	}
	if (status == 0) {
		judge(&w);
		spc_write(out, w.a, &w.args, &w.done);
	}
	arena_free(w.a);
	return status;
}

int spc_command(int argc, char **argv)
{
	struct buf out = buf_make(FILTER_OUT_MAX);
	struct err err = { "" };
	const int status = spc_run(argc, argv, stdin, &out, &err);

	return filter_end("spc", status, &out, &err);
}
