/*
 * forecast_args.c: see forecast_args.h. One function per option, found in a
 * table.
 */
#include "mod/insight/forecast_args.h"

#include <math.h>
#include <string.h>

#include "base/words.h"

#define VALUE_MAX 1e15 /* of a bound or target, as of the data */

static bool set_format(struct forecast_args *a, const char *v, struct err *err)
{
	static const char *const list[] = { "json", "csv", "text" };

	for (size_t i = 0; i < NELEM(list); i++)
		if (strcmp(v, list[i]) == 0) {
			a->format = (enum forecast_format)i;
			return true;
		}
	return err_set(
	    err, T("“%s” is not a format. Use json, csv or text."), v);
}

static bool set_method(struct forecast_args *a, const char *v, struct err *err)
{
	static const char *const list[] = { "auto", "snaive", "theta" };

	for (size_t i = 0; i < NELEM(list); i++)
		if (strcmp(v, list[i]) == 0) {
			a->o.method = (enum forecast_method)i;
			return true;
		}
	return err_set(
	    err, T("“%s” is not a method. Use auto, snaive or theta."), v);
}

/* A whole number from 1 to `most`. */
static bool set_size(const char *v, int most, size_t *ret, struct err *err)
{
	int64_t n = 0;

	if (!str_int64(str_of(v), &n) || n < 1 || n > most)
		return err_set(err,
		    T("“%s” is not a whole number from 1 to %d."), v, most);
	*ret = (size_t)n;
	return true;
}

static bool set_horizon(struct forecast_args *a, const char *v, struct err *err)
{
	return set_size(v, FORECAST_AHEAD_MAX, &a->o.ahead, err);
}

static bool set_period(struct forecast_args *a, const char *v, struct err *err)
{
	return set_size(v, FORECAST_PERIOD_MAX, &a->o.period, err);
}

static bool set_number(const char *v, double *ret, struct err *err)
{
	return (str_double(str_of(v), ret) && fabs(*ret) <= VALUE_MAX) ||
	       err_set(err, T("“%s” is not a number."), v);
}

static bool set_lower(struct forecast_args *a, const char *v, struct err *err)
{
	return set_number(v, &a->o.lower, err);
}

static bool set_upper(struct forecast_args *a, const char *v, struct err *err)
{
	return set_number(v, &a->o.upper, err);
}

static bool set_target(struct forecast_args *a, const char *v, struct err *err)
{
	a->has_target = true;
	return set_number(v, &a->target, err);
}

static bool set_improvement(
    struct forecast_args *a, const char *v, struct err *err)
{
	a->decrease = strcmp(v, "decrease") == 0;
	return a->decrease || strcmp(v, "increase") == 0 ||
	       err_set(err,
		   T("“%s” is not a direction. Use increase or decrease."), v);
}

static bool set_by(struct forecast_args *a, const char *v, struct err *err)
{
	return date_parse_iso(str_of(v), &a->by) ||
	       err_set(err, T("“%s” is not a date such as 2026-03-01."), v);
}

static const struct {
	const char *name;
	bool (*set)(struct forecast_args *a, const char *v, struct err *err);
} options[] = {
	{ "--format", set_format },
	{ "--method", set_method },
	{ "--horizon", set_horizon },
	{ "--period", set_period },
	{ "--lower", set_lower },
	{ "--upper", set_upper },
	{ "--target", set_target },
	{ "--improvement", set_improvement },
	{ "--by", set_by },
};

static bool set_one(struct forecast_args *a, const char *name,
    const char *value, struct err *err)
{
	for (size_t i = 0; i < NELEM(options); i++) {
		if (strcmp(name, options[i].name) != 0)
			continue;
		if (value == NULL)
			return err_set(
			    err, T("The option %s needs a value."), name);
		return options[i].set(a, value, err);
	}
	return err_set(err, T("There is no option “%s”."), name);
}

bool forecast_args_parse(
    int argc, char **argv, struct forecast_args *ret, struct err *err)
{
	*ret = (struct forecast_args){ .o = { .ahead = 12,
					   .period = 12,
					   .lower = -HUGE_VAL,
					   .upper = HUGE_VAL } };
	for (int i = 1; i < argc; i += 2) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (!set_one(ret, argv[i], value, err))
			return false;
	}
	if (!(ret->o.lower < ret->o.upper))
		return err_set(err, "%s",
		    T("The lower bound must be below the upper bound."));
	if (!ret->has_target && !date_none(ret->by))
		return err_set(
		    err, "%s", T("The option --by needs a --target."));
	return true;
}
