/*
 * view.h: what a person asked of a list, kept under a random address, and
 * forms that they began and did not save. Both are their author's alone, and
 * both are sealed: either may hold a name. Private to src/kind.
 */
#ifndef KIND_VIEW_H
#define KIND_VIEW_H

#include "kind/list.h"

#define VIEWS_MAX 30 /* that one person names for one kind */

struct list_view {
	struct str ref;
	struct str name;  /* null: not named, gone after a day */
	struct str query; /* as an address has it: "q=…&state=open" */
};

/* The acting person's own view of this kind; false: none by that ref. */
bool view_find(struct ctx *cx, const struct kind *k, struct str ref,
    struct list_view *ret);

/* Their named ones in the order in which they were made; without `query`.
 * At most VIEWS_MAX. */
size_t view_list(
    struct ctx *cx, const struct kind *k, struct list_view ret[VIEWS_MAX]);

/* Keeps v->query under v->name (or for a day without one), and gives v->ref.
 * Inside a change. DB_REFUSED: VIEWS_MAX of them are named already. */
enum db_status view_keep(
    struct ctx *cx, const struct kind *k, struct list_view *v) ATTR_MUST_USE;

/* Removes one of theirs; one that is not there is as good as removed. */
enum db_status view_remove(
    struct ctx *cx, const struct kind *k, struct str ref) ATTR_MUST_USE;

/* Drafts -------------------------------------------------------------- */

#define DRAFT_DAYS 30
#define DRAFT_MAX  ((size_t)256 << 10) /* bytes of a form */

struct draft {
	struct instant saved_at;
	struct str posted; /* urlencoded, without its CSRF token */
};

/* The acting person's own draft of record `id` (0: a new one). */
bool draft_find(
    struct ctx *cx, const struct kind *k, int64_t id, struct draft *ret);
/* In place of the one before. Inside a change. */
enum db_status draft_keep(struct ctx *cx, const struct kind *k, int64_t id,
    struct str posted) ATTR_MUST_USE;
enum db_status draft_drop(
    struct ctx *cx, const struct kind *k, int64_t id) ATTR_MUST_USE;

#endif
