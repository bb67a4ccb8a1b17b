/*
 * published.c: the table that the public sees: one line a unit, the last twelve
 * whole months, suppressed over the tree from the top. It is the only public
 * table, it has no filters, and its months are whole, so that nothing can be
 * worked out by taking one cut from another.
 */
#include <assert.h>

#include "count/count.h"
#include "count/tree.h"
#include "stat/small.h"

static const struct sql SQL_ANSWERS = {
	"SELECT unit, coalesce(answer, 0) AS answer, count(*) FROM response"
	" WHERE experienced_on >= ?1 AND experienced_on < ?2"
	" GROUP BY unit, coalesce(answer, 0)",
	SYSTEM("the published table, shown only after suppression")
};

static const struct sql *const published_sql[] = { &SQL_ANSWERS };
const struct sql_list count_published_list = { published_sql,
	NELEM(published_sql) };

/* One line a unit, as the tree has them. */
struct node {
	int64_t all, each[ANSWERS]; /* itself and everything below */
	int64_t own;                /* of all: heard at the unit itself */
	unsigned flags;
	bool judged;
};

struct table {
	struct tree tree;
	struct node *nodes;
	/* Scratch for the children of one unit. */
	int64_t *totals;
	unsigned *flags;
	size_t *kids;
};

static void load_answers(struct ctx *cx, const struct table *t)
{
	struct date from, until;

	count_public_period(cx->today, &from, &until);
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_ANSWERS, VALS(V(from), V(until)));

	while (db_next(r)) {
		const int64_t answer = db_int(r, 1), n = db_int(r, 2);
		size_t u = tree_find(&t->tree, db_int(r, 0));

		if (answer > 0 && u != TREE_NONE)
			t->nodes[u].own += n;
		for (; answer > 0 && u != TREE_NONE;
		     u = t->tree.units[u].parent) {
			t->nodes[u].all += n;
			t->nodes[u].each[answer - 1] += n;
		}
	}
	(void)db_done(r);
}

/*
 * Judges the children of one unit (TREE_NONE: the tops of the tree). What the
 * unit heard itself stands in no row, but whoever takes the children from the
 * unit has it: so it is judged with them, and hides one of them if it is small.
 */
static void judge_children(struct table *t, size_t parent)
{
	size_t n = 0;

	for (size_t i = 0; i < t->tree.n; i++) {
		if (t->tree.units[i].parent != parent)
			continue;
		t->kids[n] = i;
		t->totals[n++] = t->nodes[i].all;
	}
	const size_t kids = n;

	if (kids == 0)
		return;
	if (parent != TREE_NONE && t->nodes[parent].own > 0)
		t->totals[n++] = t->nodes[parent].own;
	small_fft(t->totals, n,
	    parent != TREE_NONE && t->nodes[parent].flags != 0, t->flags);
	for (size_t i = 0; i < kids; i++) {
		t->nodes[t->kids[i]].flags = t->flags[i];
		t->nodes[t->kids[i]].judged = true;
	}
}

/* From the top down: a unit is judged before its children. */
static void judge(struct arena *a, struct table *t)
{
	bool again = true;

	t->totals = arena_array(a, t->tree.n + 1, sizeof(*t->totals));
	t->flags = arena_array(a, t->tree.n + 1, sizeof(*t->flags));
	t->kids = arena_array(a, t->tree.n, sizeof(*t->kids));
	judge_children(t, TREE_NONE);
	while (again) {
		again = false;
		for (size_t i = 0; i < t->tree.n; i++) {
			if (!t->nodes[i].judged)
				continue;
			t->nodes[i].judged = false;
			judge_children(t, i);
			again = true;
		}
	}
}

static struct public_count line(int64_t unit, const struct node *u)
{
	const struct small_public p = small_public(u->all, u->flags);
	struct public_count c = {
		.unit = unit, .percent = p.share, .words = p.counts
	};

	c.answers.all = (struct cell){ u->all, !p.total };
	for (size_t i = 0; i < ANSWERS; i++)
		c.answers.each[i] = (struct cell){ u->each[i], !p.counts };
	return c;
}

size_t count_public(struct ctx *cx, struct public_count **ret)
{
	struct table t = { .tree = tree_load(cx) };
	struct public_count *list =
	    arena_array(cx->arena, t.tree.n, sizeof(*list));
	size_t n = 0;

	t.nodes = arena_array(cx->arena, t.tree.n, sizeof(*t.nodes));
	load_answers(cx, &t);
	judge(cx->arena, &t);
	for (size_t i = 0; i < t.tree.n; i++)
		if (t.nodes[i].all > 0)
			list[n++] = line(t.tree.units[i].id, &t.nodes[i]);
	*ret = list;
	return n;
}

struct public_count count_public_unit(struct ctx *cx, int64_t unit)
{
	struct public_count *list = NULL;
	const size_t n = count_public(cx, &list);
	struct public_count none = { .unit = unit };

	for (size_t i = 0; i < n; i++)
		if (list[i].unit == unit)
			return list[i];
	none.answers.all.hidden = true;
	for (size_t i = 0; i < ANSWERS; i++)
		none.answers.each[i].hidden = true;
	return none;
}

void count_public_period(
    struct date today, struct date *ret_from, struct date *ret_until)
{
	*ret_until = date_month_start(today);
	*ret_from = date_add_months(*ret_until, -12);
}
