/*
 * tree.c: see tree.h.
 */
#include "count/tree.h"

#include <stdlib.h>
#include <string.h>

#include "count/count.h"

static const struct sql SQL_UNITS = {
	"SELECT id, coalesce(parent, 0) FROM unit ORDER BY fold, id",
	SYSTEM("the tree, to suppress over it; shows nothing by itself")
};

static const struct sql *const list[] = { &SQL_UNITS };
const struct sql_list count_tree_list = { list, NELEM(list) };

struct link {
	int64_t id, parent;
	size_t at;
};

static int cmp_link(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static size_t load_links(struct ctx *cx, struct link **ret)
{
	size_t n = 0, cap = 512;
	struct link *links = arena_array(cx->arena, cap, sizeof(*links));
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_UNITS, NO_VALS);

	while (db_next(r)) {
		if (n == cap) {
			struct link *more =
			    arena_array(cx->arena, cap * 2, sizeof(*more));

			memcpy(more, links, n * sizeof(*links));
			links = more;
			cap *= 2;
		}
		links[n] = (struct link){ db_int(r, 0), db_int(r, 1), n };
		n++;
	}
	(void)db_done(r);
	*ret = links;
	return n;
}

size_t tree_find(const struct tree *t, int64_t id)
{
	size_t lo = 0, hi = t->n;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;

		if (t->units[t->by_id[mid]].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->n && t->units[t->by_id[lo]].id == id ? t->by_id[lo]
							    : TREE_NONE;
}

struct tree tree_load(struct ctx *cx)
{
	struct link *links = NULL;
	struct tree t = { .n = load_links(cx, &links) };

	t.units = arena_array(cx->arena, t.n, sizeof(*t.units));
	t.by_id = arena_array(cx->arena, t.n, sizeof(*t.by_id));
	for (size_t i = 0; i < t.n; i++)
		t.units[i].id = links[i].id;
	if (t.n > 0)
		qsort(links, t.n, sizeof(*links), cmp_link);
	for (size_t i = 0; i < t.n; i++)
		t.by_id[i] = links[i].at;
	for (size_t i = 0; i < t.n; i++)
		t.units[links[i].at].parent =
		    links[i].parent != 0 ? tree_find(&t, links[i].parent)
					 : TREE_NONE;
	return t;
}
