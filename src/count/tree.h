/*
 * tree.h: today's tree of units as the tables of this folder are suppressed
 * over it. Private to src/count.
 */
#ifndef COUNT_TREE_H
#define COUNT_TREE_H

#include "core/ctx.h"

#define TREE_NONE SIZE_MAX

struct tree_unit {
	int64_t id;
	size_t parent; /* index; TREE_NONE at the top */
};

struct tree {
	struct tree_unit *units; /* by name: the order that breaks ties */
	size_t n;
	size_t *by_id; /* indexes of units, by id */
};

/* The whole tree, whatever the acting person may see: nothing of it is shown
 * before suppression. Lives in the arena of cx. */
struct tree tree_load(struct ctx *cx);

/* The index of a unit; TREE_NONE when it is none of ours. */
size_t tree_find(const struct tree *t, int64_t id);

#endif
