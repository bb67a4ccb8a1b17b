/*
 * module.h: what a room of the house brings along; main lists the modules.
 */
#ifndef MOD_MODULE_H
#define MOD_MODULE_H

#include "db/db.h"
#include "kind/kind.h"
#include "web/web.h"

/* A subcommand of heard: `heard NAME …`. Returns the exit code: 0, 1 data,
 * 2 usage. */
struct command {
	const char *name;
	const char *usage; /* "import feedback FILE.csv --scale … " */
	const char *what;  /* one line */
	int (*run)(int argc, char **argv);
};

struct module {
	const char *name;
	const struct route *routes;
	size_t nroutes;
	const struct kind *const *kinds;
	size_t nkinds;
	const struct sql_list *sql; /* statements of its files */
	size_t nsql;
	const struct command *commands;
	size_t ncommands;
};

#endif
