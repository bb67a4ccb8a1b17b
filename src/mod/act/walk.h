/*
 * walk.h: the golden thread of a record: what led to it, what it led to, and
 * what is still to come. Knows the links only by the edges of the rooms
 * (mod/module.h).
 */
#ifndef MOD_ACT_WALK_H
#define MOD_ACT_WALK_H

#include "mod/module.h"

#define THREAD_NODES_MAX 120

/* A record on the thread that the acting person may open. */
struct thread_node {
	const struct kind *kind;
	int64_t id;
	struct str ref, title;
	struct str path;       /* of its page */
	int depth;             /* steps from where the walk began */
	bool before;           /* it led there; else it came of it */
	struct instant linked; /* when it was tied to its neighbour */
	struct str by;         /* by whom, where that may be seen */
};

struct thread {
	struct thread_node nodes[THREAD_NODES_MAX]; /* [0]: where it began */
	size_t n;
	bool more; /* there was more than fits */
	/* The first thing that is still to come; NULL: nothing is. */
	const struct edge_gap *gap;
	size_t gap_at;  /* of which node */
	bool complaint; /* one that the reader may not open, and that could be
			 * any of five or more, stands behind an action */
	bool no_source; /* an action that the reader sees no source of */
};

/*
 * Walks both ways from a record: back to all that led to it, onward to all
 * that came of it, not to what else came of its sources. Every record is read
 * with kind_get under the acting person's rights: what they may not open is
 * left out as if it was not there, and so is what hangs on it alone. False: no
 * such record, not for them, or of a kind that no edge names.
 */
bool thread_walk(
    struct ctx *cx, const struct kind *k, int64_t id, struct thread *ret);

/* All edges, as thread_edges_use gave them. */
const struct edge *thread_edges(size_t *ret_n);

/* The same as markup: a section with a heading, on the record's own page. */
void thread_write(struct req *r, const struct kind *k, int64_t id);

/* Pages: the thread of a record; tying an action to something else. */
void thread_page(struct req *r);
void thread_link_page(struct req *r);
void thread_link_post(struct req *r);

/* The edges of this room. */
#define ACT_EDGES 6
extern const struct edge act_edges[ACT_EDGES];
extern const struct sql_list act_edge_sql, act_walk_sql;

#endif
