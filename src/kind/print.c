/*
 * print.c: what the program says about itself on the command line: its kinds,
 * the statements that ask for no rights and why, its routes.
 */
#include "base/words.h"
#include "kind/engine.h"

static const char *class_name(enum data_class c)
{
	switch (c) {
	case DATA_ORGANISATION:
		return "organisation";
	case DATA_STAFF:
		return "staff";
	case DATA_ANONYMOUS:
		return "anonymous";
	case DATA_PERSONAL:
		return "personal";
	case DATA_SPECIAL:
		return "special category";
	}
	return "";
}

void kinds_print(FILE *out)
{
	size_t n;
	const struct kind *const *all = kinds_all(&n);

	for (size_t i = 0; i < n; i++) {
		const struct kind *k = all[i];

		(void)fprintf(out, "%s\t/k/%s\n", k->name, k->path);
		(void)fprintf(
		    out, "  class      %s\n", class_name(k->data_class));
		(void)fprintf(out, "  basis      %s\n", k->basis);
		(void)fprintf(out, "  retention  %s\n", k->retention);
		(void)fprintf(
		    out, "  read %d, write %d, ", (int)k->read, (int)k->write);
		if (k->unit != NULL)
			(void)fprintf(out, "on the unit in %s\n", k->unit);
		else
			(void)fprintf(out, "on any unit: %s\n", k->system);
	}
}

void kinds_print_sql(FILE *out, const struct sql_list *lists, size_t n)
{
	size_t total = 0, open = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < lists[i].n; j++) {
			const struct sql *q = lists[i].list[j];

			total++;
			if (q->system == NULL)
				continue;
			open++;
			(void)fprintf(out, "%s\n  %s\n", q->system, q->text);
		}
	}
	(void)fprintf(
	    out, "%zu of %zu statements ask for no rights.\n", open, total);
}

static const char *method_name(enum http_method m)
{
	switch (m) {
	case HTTP_GET:
		return "GET";
	case HTTP_HEAD:
		return "HEAD";
	case HTTP_POST:
		return "POST";
	case HTTP_OTHER:
		break;
	}
	return "?";
}

void kinds_print_routes(FILE *out, const struct route *rows, size_t n)
{
	static const struct {
		unsigned flag;
		const char *name;
	} flags[] = {
		{ ROUTE_PUBLIC, "public" },
		{ ROUTE_HEAVY, "heavy" },
		{ ROUTE_UPLOAD, "upload" },
		{ ROUTE_FRAMED, "framed" },
		{ ROUTE_NO_CSRF, "own token" },
	};

	for (size_t i = 0; i < n; i++) {
		(void)fprintf(out, "%-4s %-40s %2d",
		    method_name(rows[i].method), rows[i].path,
		    (int)rows[i].cap);
		for (size_t j = 0; j < NELEM(flags); j++)
			if ((rows[i].flags & flags[j].flag) != 0)
				(void)fprintf(out, " %s", flags[j].name);
		(void)fputc('\n', out);
	}
}
