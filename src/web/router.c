/*
 * router.c: finds the row of the route tables that a path means. Literal
 * segments win over {parameters}; a table test asks that no two rows clash.
 */
#include "web/internal.h"

#include <assert.h>
#include <stdlib.h>

/* A row, and how much of its path is literal text at the start: most rows
 * are ruled out by that. */
struct entry {
	const struct route *row;
	struct str prefix;
};

struct router {
	struct entry *rows;
	size_t n;
};

static struct entry entry_of(const struct route *row)
{
	const struct str path = str_of(row->path);

	return (
	    struct entry){ row, str_sub(path, 0, str_find_byte(path, '{')) };
}

struct router *router_new(
    const struct route *const *tables, const size_t *ntables, size_t n)
{
	struct router *rt = xcalloc(1, sizeof(*rt));

	for (size_t i = 0; i < n; i++)
		rt->n += ntables[i];
	rt->rows = xcalloc(rt->n, sizeof(*rt->rows));
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < ntables[i]; k++)
			rt->rows[at++] = entry_of(&tables[i][k]);
	return rt;
}

void router_free(struct router *rt)
{
	if (rt == NULL)
		return;
	free(rt->rows);
	free(rt);
}

static bool is_param(struct str segment)
{
	return segment.n > 2 && segment.s[0] == '{';
}

/*
 * How well a pattern fits: 0 not at all, else more for each literal segment,
 * counted from the left. Raw parameter texts go to params (may be NULL).
 */
static int fit(const char *pattern, struct str path, struct str *params)
{
	struct str p = str_of(pattern), ps, seg;
	int score = 1;
	size_t np = 0;

	while (str_cut(&p, '/', &ps)) {
		if (!str_cut(&path, '/', &seg))
			return 0;
		score *= 2;
		if (is_param(ps)) {
			if (str_empty(seg))
				return 0;
			assert(np < ROUTE_PARAMS_MAX);
			if (params != NULL)
				params[np] = seg;
			np++;
		} else if (str_eq(ps, seg)) {
			score++;
		} else {
			return 0;
		}
	}
	return str_null(path) ? score : 0;
}

static bool answers(const struct route *row, enum http_method m)
{
	return row->method == m || (m == HTTP_HEAD && row->method == HTTP_GET);
}

static const struct route *best(const struct router *rt, enum http_method m,
    struct str path, bool *ret_other)
{
	const struct route *found = NULL;
	int top = 0;

	*ret_other = false;
	for (size_t i = 0; i < rt->n; i++) {
		const struct route *row = rt->rows[i].row;

		if (!str_starts(path, rt->rows[i].prefix))
			continue;
		const int score = fit(row->path, path, NULL);

		if (score == 0)
			continue;
		if (!answers(row, m)) {
			*ret_other = true;
			continue;
		}
		if (score > top) {
			top = score;
			found = row;
		}
	}
	return found;
}

const struct route *router_peek(
    const struct router *rt, enum http_method m, struct str path)
{
	bool other;

	return best(rt, m, path, &other);
}

const struct route *router_find(const struct router *rt, struct arena *a,
    enum http_method m, struct str path, struct str *params, bool *ret_other)
{
	const struct route *row = best(rt, m, path, ret_other);

	for (size_t i = 0; i < ROUTE_PARAMS_MAX; i++)
		params[i] = STR_NULL;
	if (row == NULL)
		return NULL;
	(void)fit(row->path, path, params);
	for (size_t i = 0; i < ROUTE_PARAMS_MAX; i++) {
		if (str_null(params[i]))
			break;
		params[i] = url_decode(a, params[i], false);
		if (str_null(params[i]) || !utf8_valid(params[i]))
			return NULL;
	}
	return row;
}

struct str web_param(const struct req *r, const char *name)
{
	struct str p = str_of(r->route->path), seg;
	size_t i = 0;

	while (str_cut(&p, '/', &seg)) {
		if (!is_param(seg))
			continue;
		if (str_is(str_sub(seg, 1, seg.n - 2), name))
			return r->params[i];
		i++;
	}
	assert(p.s != NULL); /* the handler asks for what its route names */
	return STR_NULL;
}
