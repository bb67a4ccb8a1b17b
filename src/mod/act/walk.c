/*
 * walk.c: walking the golden thread, breadth first over the edges of all rooms.
 * Writes nothing and knows no page.
 */
#include "mod/act/walk.h"

#include "mod/account/account.h"
#include "mod/act/act.h"
#include "mod/casework/casework.h"
#include "mod/listen/comment_read.h"

#define TITLE_BYTES 160

static const struct edge *edges;
static size_t nedges;

void thread_edges_use(const struct edge *list, size_t n)
{
	edges = list;
	nedges = n;
}

const struct edge *thread_edges(size_t *ret_n)
{
	*ret_n = nedges;
	return edges;
}

static bool on_thread(const struct kind *k)
{
	for (size_t i = 0; i < nedges; i++)
		if (edges[i].from == k || edges[i].to == k)
			return true;
	return false;
}

/* The beginning of what may be a long text, cut between words. */
static struct str shortened(struct arena *a, struct str s)
{
	size_t n = TITLE_BYTES;

	if (s.n <= TITLE_BYTES)
		return s;
	while (n > TITLE_BYTES / 2 && s.s[n] != ' ')
		n--;
	/* Never inside a character: continuation bytes begin with 10. */
	while (n > 0 && ((unsigned char)s.s[n] & 0xC0) == 0x80)
		n--;
	return str_fmt(a, "%.*s…", STR_ARG(str_sub(s, 0, n)));
}

static struct str page_of(struct arena *a, const struct kind *k, struct str ref)
{
	if (k == &kind_comment)
		return str_fmt(a, "/comments/%.*s", STR_ARG(ref));
	return str_fmt(a, "/k/%s/%.*s", k->path, STR_ARG(ref));
}

/* Adds a record if the acting person may open it; true too when it is there
 * already. */
static bool add(struct ctx *cx, struct thread *t, const struct kind *k,
    const struct thread_node *node)
{
	struct record *rec = arena_alloc(cx->arena, k->size);

	for (size_t i = 0; i < t->n; i++)
		if (t->nodes[i].kind == k && t->nodes[i].id == node->id)
			return true;
	if (t->n == THREAD_NODES_MAX) {
		t->more = true;
		return true;
	}
	if (!kind_get(cx, k, node->id, rec))
		return false;

	struct thread_node *new = &t->nodes[t->n++];

	*new = *node;
	new->kind = k;
	new->ref = rec->ref;
	new->title = shortened(cx->arena, kind_title(cx, k, node->id));
	new->path = page_of(cx->arena, k, rec->ref);
	return true;
}

/* What one edge leads to from a node; the number that may be seen. */
static size_t follow(struct ctx *cx, struct thread *t, size_t at,
    const struct edge *e, bool back)
{
	const struct thread_node from = t->nodes[at];
	const struct kind *k = back ? e->from : e->to;
	struct rows *rows = db_query(
	    cx->conn, cx->arena, back ? e->back : e->onward, VALS(V(from.id)));
	struct thread_node found[THREAD_NODES_MAX];
	size_t n = 0, seen = 0;

	while (n < THREAD_NODES_MAX && db_next(rows)) {
		found[n++] = (struct thread_node){ .id = db_int(rows, 0),
			.linked = db_instant(rows, 1),
			.by = kind_title(cx, &kind_person, db_int(rows, 2)),
			.depth = from.depth + 1,
			.before = back };
	}
	(void)db_done(rows);
	for (size_t i = 0; i < n; i++)
		seen += add(cx, t, k, &found[i]);
	return seen;
}

static bool holds(struct ctx *cx, const struct sql *when, int64_t id)
{
	return db_get_int(cx->conn, cx->arena, when, VALS(V(id)), 0) != 0;
}

/* What is to come at this node, unless something nearer is known already. */
static void look_for_gap(
    struct ctx *cx, struct thread *t, size_t at, const struct edge *e)
{
	for (size_t i = 0; t->gap == NULL && i < e->ngaps; i++)
		if (holds(cx, e->gaps[i].when, t->nodes[at].id)) {
			t->gap = &e->gaps[i];
			t->gap_at = at;
		}
}

static void walk_onward(struct ctx *cx, struct thread *t)
{
	/* The first node, then what was found from it; t->n grows. */
	for (size_t at = 0; at < t->n; at++)
		for (size_t i = 0; i < nedges; i++) {
			const struct edge *e = &edges[i];

			if (e->from != t->nodes[at].kind)
				continue;
			if (e->to == NULL || follow(cx, t, at, e, false) == 0)
				look_for_gap(cx, t, at, e);
		}
}

static void walk_back(struct ctx *cx, struct thread *t)
{
	const size_t first = t->n;
	size_t at = 0;

	/* The first node, then what was found before it. */
	while (at < t->n) {
		size_t seen = 0;

		for (size_t i = 0; i < nedges; i++)
			if (edges[i].to == t->nodes[at].kind &&
			    edges[i].to != NULL)
				seen += follow(cx, t, at, &edges[i], true);
		if (seen == 0 && t->nodes[at].kind == &kind_action)
			t->no_source = true;
		at = at == 0 ? first : at + 1;
	}
}

/*
 * Whether a complaint stands behind this action that could be any of five or
 * more: of the action's own team, of the last year, as the others.
 */
static const struct sql SQL_COMPLAINT = {
	"SELECT 1 FROM case_action l JOIN action a ON a.id = l.action"
	" JOIN case_file c ON c.id = l.case_file AND c.unit = a.unit"
	" WHERE l.action = ?1 AND c.type = 'complaint' AND c.received_on >= ?2"
	" AND (SELECT count(*) FROM case_file o WHERE o.unit = c.unit"
	" AND o.type = 'complaint' AND o.received_on >= ?2) >= 5 LIMIT 1",
	SYSTEM("that there is one of five or more, never which")
};
static const struct sql *const sqls[] = { &SQL_COMPLAINT };
const struct sql_list act_walk_sql = { sqls, NELEM(sqls) };

static bool of_a_complaint(struct ctx *cx, const struct thread *t)
{
	const struct date from = date_add_months(cx->today, -12);
	bool behind = false;

	for (size_t i = 0; i < t->n; i++) {
		if (t->nodes[i].kind == &kind_case)
			return false;
		if (t->nodes[i].kind == &kind_action &&
		    db_get_int(cx->conn, cx->arena, &SQL_COMPLAINT,
			VALS(V(t->nodes[i].id), V(from)), 0) != 0)
			behind = true;
	}
	return behind;
}

bool thread_walk(
    struct ctx *cx, const struct kind *k, int64_t id, struct thread *ret)
{
	const struct thread_node start = { .id = id };

	*ret = (struct thread){ 0 };
	if (k == NULL || !on_thread(k) || !add(cx, ret, k, &start))
		return false;
	walk_onward(cx, ret);
	walk_back(cx, ret);
	ret->complaint = of_a_complaint(cx, ret);
	if (ret->complaint)
		ret->no_source = false;
	return true;
}
