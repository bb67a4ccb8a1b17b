/*
 * modules.c: the one list of rooms. A new module is a line here.
 */
#include "main/modules.h"

#include <assert.h>

#include "base/words.h"
#include "count/count.h"
#include "main/day.h"
#include "main/public.h"

#define KINDS_MAX 200

static const struct module *const modules[] = {
	&module_public,
};

static const struct web_nav nav[] = {
	{ N_("My day"), "/day", CAP_NONE },
};

const struct module *const *modules_all(size_t *ret_n)
{
	*ret_n = NELEM(modules);
	return modules;
}

const struct web_nav *modules_nav(size_t *ret_n)
{
	*ret_n = NELEM(nav);
	return nav;
}

void modules_register(void)
{
	static const struct kind *kinds[KINDS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < NELEM(modules); i++)
		for (size_t k = 0; k < modules[i]->nkinds; k++) {
			assert(n < KINDS_MAX);
			kinds[n++] = modules[i]->kinds[k];
		}
	kinds_register(kinds, n);
}

size_t modules_routes(
    const struct route **ret_tables, size_t *ret_rows, size_t max)
{
	size_t n = 0;

	ret_tables[n] = status_routes;
	ret_rows[n++] = nstatus_routes;
	ret_tables[n] = kind_routes;
	ret_rows[n++] = nkind_routes;
	for (size_t i = 0; i < NELEM(modules); i++) {
		if (modules[i]->nroutes == 0)
			continue;
		assert(n < max);
		ret_tables[n] = modules[i]->routes;
		ret_rows[n++] = modules[i]->nroutes;
	}
	return n;
}

size_t modules_sql(struct sql_list *ret, size_t max)
{
	size_t n = 0;

	ret[n++] = status_sql_list;
	ret[n++] = demo_door_sql;
	ret[n++] = count_readers_list;
	ret[n++] = count_published_list;
	for (size_t i = 0; i < NELEM(modules); i++)
		for (size_t k = 0; k < modules[i]->nsql; k++) {
			assert(n < max);
			ret[n++] = *modules[i]->sql[k];
		}
	return n;
}
