/*
 * spc_args.h: the options of `heard spc`.
 */
#ifndef MOD_INSIGHT_SPC_ARGS_H
#define MOD_INSIGHT_SPC_ARGS_H

#include "base/date.h"
#include "base/err.h"
#include "stat/spc.h"

#define SPC_DATES_MAX 50 /* of one option */

enum spc_format { SPC_JSON, SPC_CSV, SPC_SVG, SPC_TEXT };

struct spc_dates {
	struct date at[SPC_DATES_MAX];
	size_t n;
};

struct spc_args {
	enum spc_format format;
	enum spc_kind kind;
	bool choose; /* --chart auto: kind is what spc_choose says */
	struct xmr_options xmr;
	const char *profile; /* "ptd", "mdc" */
	struct spc_dates rebase, ghost;
	bool bounded; /* the picture's lines are cut at low and high */
	double low, high;
	struct str title, unit; /* of the picture; views of argv */
};

/* False with a sentence when an option is unknown or its value is not one. */
bool spc_args_parse(
    int argc, char **argv, struct spc_args *ret, struct err *err) ATTR_MUST_USE;

#endif
