/*
 * args.c: see args.h.
 */
#include "base/args.h"

#include <string.h>

bool args_init(struct args *a, int argc, char **argv, struct err *e)
{
	*a = (struct args){ .argc = argc, .argv = argv };
	if (argc > ARGS_MAX)
		return err_set(
		    e, "More than %d words on one command line.", ARGS_MAX);
	return true;
}

const char *args_value(struct args *a, const char *name)
{
	const size_t n = strlen(name);

	for (int i = 0; i < a->argc; i++) {
		if (a->used[i] || strncmp(a->argv[i], name, n) != 0)
			continue;
		if (a->argv[i][n] == '=') {
			a->used[i] = true;
			return a->argv[i] + n + 1;
		}
		if (a->argv[i][n] == '\0' && i + 1 < a->argc &&
		    !a->used[i + 1]) {
			a->used[i] = true;
			a->used[i + 1] = true;
			return a->argv[i + 1];
		}
	}
	return NULL;
}

bool args_flag(struct args *a, const char *name)
{
	for (int i = 0; i < a->argc; i++) {
		if (a->used[i] || strcmp(a->argv[i], name) != 0)
			continue;
		a->used[i] = true;
		return true;
	}
	return false;
}

const char *args_next(struct args *a)
{
	for (int i = 0; i < a->argc; i++) {
		const char *w = a->argv[i];

		if (a->used[i] || (w[0] == '-' && w[1] != '\0'))
			continue;
		a->used[i] = true;
		return w;
	}
	return NULL;
}

bool args_done(const struct args *a, struct err *e)
{
	for (int i = 0; i < a->argc; i++)
		if (!a->used[i])
			return err_set(e,
			    a->argv[i][0] == '-'
				? "The option %s is not known here, or lacks its "
				  "value."
				: "The word \"%s\" is one too many.",
			    a->argv[i]);
	return true;
}
