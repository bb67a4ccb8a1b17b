/*
 * stats_command.c: see stats_command.h. The words of the command line; what a
 * method does is in stats_method.c and beside it.
 */
#include "mod/insight/stats_command.h"

#include <string.h>

#include "base/args.h"
#include "base/words.h"
#include "mod/insight/filter.h"
#include "mod/insight/stats_method.h"
#include "stat/small.h"
#include "stat/suppress.h"

struct choice {
	const char *word;
	int value;
};

/* One of several words; the names for the sentence are the table's. */
static bool take_choice(struct args *a, const char *option,
    const struct choice *choices, size_t n, int *ret, struct err *err)
{
	const char *word = args_value(a, option);

	if (word == NULL)
		return true;
	for (size_t i = 0; i < n; i++)
		if (strcmp(choices[i].word, word) == 0) {
			*ret = choices[i].value;
			return true;
		}
	return err_set(err, T("“%s” is not a choice for %s."), word, option);
}

static bool take_number(struct args *a, const char *option, double above,
    double below, double *ret, struct err *err)
{
	const char *word = args_value(a, option);

	if (word == NULL)
		return true;
	if (str_double(str_of(word), ret) && *ret > above && *ret < below)
		return true;
	return err_set(err, T("%s must lie between %g and %g."), option,
	    above < 0.0 ? 0.0 : above, below);
}

static bool take_threshold(struct args *a, int64_t *ret, struct err *err)
{
	const char *word = args_value(a, "--threshold");

	if (word == NULL || (str_int64(str_of(word), ret) && *ret >= 2 &&
				*ret <= SUPPRESS_THRESHOLD_MAX))
		return true;
	return err_set(err, T("The threshold is a number from 2 to %d."),
	    SUPPRESS_THRESHOLD_MAX);
}

static bool take_funnel(
    struct args *a, struct stats_options *o, struct err *err)
{
	static const struct choice types[] = {
		{ "proportion", FUNNEL_PROPORTION },
		{ "standardised", FUNNEL_STANDARDISED },
		{ "ratio-of-counts", FUNNEL_RATIO },
	};
	static const struct choice methods[] = { { "shmi", FUNNEL_SHMI },
		{ "cqc", FUNNEL_CQC } };
	static const struct choice od[] = { { "none", 0 }, { "additive", 1 } };
	static const struct choice limits[] = { { "model", STATS_MODEL },
		{ "wilson", STATS_WILSON }, { "poisson", STATS_POISSON } };
	int type = FUNNEL_PROPORTION, method = FUNNEL_SHMI, additive = 0;
	int limit = STATS_MODEL;

	if (!take_choice(a, "--type", types, NELEM(types), &type, err) ||
	    !take_choice(
		a, "--method", methods, NELEM(methods), &method, err) ||
	    !take_choice(
		a, "--overdispersion", od, NELEM(od), &additive, err) ||
	    !take_choice(a, "--limits", limits, NELEM(limits), &limit, err) ||
	    !take_number(a, "--trim", -1e-300, 0.5, &o->funnel.trim, err))
		return false;
	o->funnel.type = (enum funnel_type)type;
	o->funnel.method = (enum funnel_method)method;
	o->funnel.additive = additive != 0;
	o->limits = (enum stats_limits)limit;
	if (limit == STATS_WILSON && type != FUNNEL_PROPORTION)
		return err_set(
		    err, "%s", T("Wilson's limits are for a proportion."));
	if (limit == STATS_POISSON && type != FUNNEL_STANDARDISED)
		return err_set(err, "%s",
		    T("Poisson limits are for a standardised ratio."));
	return true;
}

/* METHOD [options], in any order. */
static const struct stats_method *parse(
    struct args *a, struct stats_options *o, struct err *err)
{
	static const struct choice formats[] = { { "json", 0 } };
	const struct stats_method *method;
	const char *name;
	int format = 0;

	if (!take_choice(
		a, "--format", formats, NELEM(formats), &format, err) ||
	    !take_number(a, "--conf", 0.0, 1.0, &o->conf, err) ||
	    !take_threshold(a, &o->threshold, err) || !take_funnel(a, o, err))
		return NULL;
	name = args_next(a);
	if (name == NULL) {
		(void)err_set(err, T("Name a method: %s."), STATS_METHODS);
		return NULL;
	}
	method = stats_method(name);
	if (method == NULL)
		(void)err_set(err, T("“%s” is not offered. Use %s."), name,
		    STATS_METHODS);
	return method != NULL && args_done(a, err) ? method : NULL;
}

int stats_run(int argc, char **argv, FILE *in, struct buf *out, struct err *err)
{
	struct stats_job j = { .out = out,
		.err = err,
		.o = { .conf = 0.95,
		    .threshold = SMALL_FFT,
		    .funnel = { .trim = 0.1 } } };
	const struct stats_method *method;
	struct args args;
	bool fine;

	if (!args_init(&args, argc - 1, argv + 1, err))
		return 2;
	method = parse(&args, &j.o, err);
	if (method == NULL)
		return 2;
	j.a = arena_new(ARENA_COMMAND);
	buf_byte(out, '{');
	fine = stats_table_read(
		   in, method->columns, method->parents, j.a, &j.t, err) &&
	       method->run(&j);
	buf_cstr(out, "}\n");
	arena_free(j.a);
	return fine ? 0 : 1;
}

int stats_command(int argc, char **argv)
{
	struct buf out = buf_make(FILTER_OUT_MAX);
	struct err err = { "" };
	const int status = stats_run(argc, argv, stdin, &out, &err);

	return filter_end("stats", status, &out, &err);
}
