/*
 * published.c: the table that the public sees: one line a unit, the last twelve
 * whole months, suppressed over the tree from the top. It is the only public
 * table, it has no filters, and its months are whole, so that nothing can be
 * worked out by taking one cut from another.
 */
#include <assert.h>
#include <stdlib.h>

#include "count/count.h"
#include "stat/small.h"

static const struct sql SQL_UNITS = {
	"SELECT id, coalesce(parent, 0) FROM unit ORDER BY fold, id",
	SYSTEM("the tree, to suppress over it; shows nothing by itself")
};

static const struct sql SQL_ANSWERS = {
	"SELECT unit, coalesce(answer, 0) AS answer, count(*) FROM response"
	" WHERE experienced_on >= ?1 AND experienced_on < ?2"
	" GROUP BY unit, coalesce(answer, 0)",
	SYSTEM("the published table, shown only after suppression")
};

static const struct sql *const published_sql[] = { &SQL_UNITS, &SQL_ANSWERS };
const struct sql_list count_published_list = { published_sql,
	NELEM(published_sql) };

struct node {
	int64_t id, parent_id;
	struct node *parent;
	int64_t all, each[ANSWERS]; /* itself and everything below */
	unsigned flags;
	bool judged;
};

struct tree {
	struct node *nodes; /* by name: the order that breaks ties */
	struct node **by_id;
	size_t n;
	/* Scratch for the children of one unit. */
	int64_t *totals;
	unsigned *flags;
	struct node **kids;
};

static int cmp_id(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;

	return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

static struct node *find(const struct tree *t, int64_t id)
{
	struct node key = { .id = id };
	struct node *const pkey = &key;
	struct node **hit =
	    t->n > 0 ? bsearch(&pkey, t->by_id, t->n, sizeof(*t->by_id), cmp_id)
		     : NULL;

	return hit != NULL ? *hit : NULL;
}

static struct tree load_tree(struct ctx *cx)
{
	struct tree t = { 0 };
	size_t cap = 64;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_UNITS, NO_VALS);

	t.nodes = arena_array(cx->arena, cap, sizeof(*t.nodes));
	while (db_next(r)) {
		if (t.n == cap) {
			struct node *more =
			    arena_array(cx->arena, cap * 2, sizeof(*more));

			for (size_t i = 0; i < t.n; i++)
				more[i] = t.nodes[i];
			t.nodes = more;
			cap *= 2;
		}
		t.nodes[t.n++] = (struct node){ .id = db_int(r, 0),
			.parent_id = db_int(r, 1) };
	}
	(void)db_done(r);
	t.by_id = arena_array(cx->arena, t.n, sizeof(*t.by_id));
	for (size_t i = 0; i < t.n; i++)
		t.by_id[i] = &t.nodes[i];
	if (t.n > 0)
		qsort(t.by_id, t.n, sizeof(*t.by_id), cmp_id);
	for (size_t i = 0; i < t.n; i++)
		t.nodes[i].parent = find(&t, t.nodes[i].parent_id);
	return t;
}

static void load_answers(struct ctx *cx, const struct tree *t)
{
	struct date from, until;

	count_public_period(cx->today, &from, &until);
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_ANSWERS, VALS(V(from), V(until)));

	while (db_next(r)) {
		const int64_t answer = db_int(r, 1), n = db_int(r, 2);

		for (struct node *u = find(t, db_int(r, 0)); u != NULL;
		     u = u->parent) {
			if (answer == 0)
				continue;
			u->all += n;
			u->each[answer - 1] += n;
		}
	}
	(void)db_done(r);
}

/* Judges the children of one unit (NULL: the tops of the tree). */
static void judge_children(struct tree *t, const struct node *parent)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (t->nodes[i].parent != parent)
			continue;
		t->kids[n] = &t->nodes[i];
		t->totals[n++] = t->nodes[i].all;
	}
	if (n == 0)
		return;
	small_fft(t->totals, n, parent != NULL && parent->flags != 0, t->flags);
	for (size_t i = 0; i < n; i++) {
		t->kids[i]->flags = t->flags[i];
		t->kids[i]->judged = true;
	}
}

/* From the top down: a unit is judged before its children. */
static void judge(struct arena *a, struct tree *t)
{
	bool again = true;

	t->totals = arena_array(a, t->n, sizeof(*t->totals));
	t->flags = arena_array(a, t->n, sizeof(*t->flags));
	t->kids = arena_array(a, t->n, sizeof(*t->kids));
	judge_children(t, NULL);
	while (again) {
		again = false;
		for (size_t i = 0; i < t->n; i++) {
			struct node *u = &t->nodes[i];

			if (!u->judged)
				continue;
			u->judged = false;
			judge_children(t, u);
			again = true;
		}
	}
}

static struct public_count line(const struct node *u)
{
	const struct small_public p = small_public(u->all, u->flags);
	struct public_count c = {
		.unit = u->id, .percent = p.share, .words = p.counts
	};

	c.answers.all = (struct cell){ u->all, !p.total };
	for (size_t i = 0; i < ANSWERS; i++)
		c.answers.each[i] = (struct cell){ u->each[i], !p.counts };
	return c;
}

size_t count_public(struct ctx *cx, struct public_count **ret)
{
	struct tree t = load_tree(cx);
	struct public_count *list = arena_array(cx->arena, t.n, sizeof(*list));
	size_t n = 0;

	load_answers(cx, &t);
	judge(cx->arena, &t);
	for (size_t i = 0; i < t.n; i++)
		if (t.nodes[i].all > 0)
			list[n++] = line(&t.nodes[i]);
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
