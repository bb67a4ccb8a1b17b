/*
 * spc_args.h: the options of `heard spc`.
 */
#ifndef MOD_INSIGHT_SPC_ARGS_H
#define MOD_INSIGHT_SPC_ARGS_H

#include "base/date.h"
#include "base/err.h"
#include "stat/xmr.h"

#define SPC_REBASES_MAX 50

enum spc_format { SPC_JSON, SPC_CSV, SPC_SVG, SPC_TEXT };

struct spc_args {
	enum spc_format format;
	struct xmr_options xmr;
	struct date rebases[SPC_REBASES_MAX];
	size_t nrebases;
	struct str title, unit; /* of the picture; views of argv */
};

/* False with a sentence when an option is unknown or its value is not one. */
bool spc_args_parse(
    int argc, char **argv, struct spc_args *ret, struct err *err) ATTR_MUST_USE;

#endif
