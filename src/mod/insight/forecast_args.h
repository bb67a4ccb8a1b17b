/*
 * forecast_args.h: the options of `heard forecast`.
 */
#ifndef MOD_INSIGHT_FORECAST_ARGS_H
#define MOD_INSIGHT_FORECAST_ARGS_H

#include "base/date.h"
#include "base/err.h"
#include "stat/forecast.h"

enum forecast_format { FORECAST_JSON, FORECAST_CSV, FORECAST_TEXT };

struct forecast_args {
	enum forecast_format format;
	struct forecast_options o;
	bool decrease;   /* lower is better */
	bool has_target; /* then: */
	double target;
	struct date by; /* none: the last step */
};

/* False with a sentence when an option is unknown or its value is not one. */
bool forecast_args_parse(int argc, char **argv, struct forecast_args *ret,
    struct err *err) ATTR_MUST_USE;

#endif
