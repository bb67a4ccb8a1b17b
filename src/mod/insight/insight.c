/*
 * insight.c: what this room brings along.
 */
#include "mod/insight/insight.h"

#include "mod/insight/spc_command.h"
#include "mod/insight/stats_command.h"

/* The filters read their own name as the first word. */
static int run_spc(int argc, char **argv)
{
	return spc_command(argc + 1, argv - 1);
}

static int run_stats(int argc, char **argv)
{
	return stats_command(argc + 1, argv - 1);
}

static const struct command commands[] = {
	{ "spc", "spc [--format json|csv|svg|text] … < FILE.csv",
	    "a control chart of a measure over time", run_spc },
	{ "stats", "stats wilson [--conf 0.95] < FILE.csv",
	    "what small numbers allow one to say", run_stats },
};

const struct module module_insight = {
	.name = "insight",
	.commands = commands,
	.ncommands = NELEM(commands),
};
