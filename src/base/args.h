/*
 * args.h: the words of a command line: options with and without a value, in
 * any order, and what is left over.
 */
#ifndef BASE_ARGS_H
#define BASE_ARGS_H

#include <stdbool.h>

#include "base/err.h"

#define ARGS_MAX 128

struct args {
	int argc;
	char **argv;
	bool used[ARGS_MAX];
};

/* All words after the command's name; more than ARGS_MAX are a usage error. */
bool args_init(struct args *a, int argc, char **argv, struct err *e);

/* The value of "--name VALUE" or "--name=VALUE"; NULL when absent. Call again
 * for the next one of the same name. */
const char *args_value(struct args *a, const char *name);

/* Whether "--name" stands there alone. */
bool args_flag(struct args *a, const char *name);

/* The next word that is no option; NULL at the end. Ask for all options
 * first. */
const char *args_next(struct args *a);

/* False with a sentence when a word was not used by anyone. */
bool args_done(const struct args *a, struct err *e);

#endif
