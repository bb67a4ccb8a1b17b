/*
 * comment_found.h: all that a search finds at once: the most relevant first,
 * and how many by team and month.
 */
#ifndef MOD_LISTEN_COMMENT_FOUND_H
#define MOD_LISTEN_COMMENT_FOUND_H

#include "count/found.h"
#include "mod/listen/comment_read.h"

/* A search that finds more than this has no most relevant. */
#define RANKED_MAX 50000

/*
 * The f->page'th page of what f->search finds, most relevant first: BM25
 * (Robertson and Zaragoza 2009; k1 1.2, b 0.75) over the words as they are
 * shown, of what was found alone; the same on both engines. ret->best is false
 * and the page empty where there are more than RANKED_MAX.
 */
enum db_status comment_ranked(struct ctx *cx, const struct comment_filter *f,
    struct comment_page *ret) ATTR_MUST_USE;

/* The responses that f->search finds, by team and month of the cut's period.
 * *ret_cut: more than RANKED_MAX had to be read, and the rest was not. */
enum db_status comment_found_counts(struct ctx *cx,
    const struct comment_filter *f, struct cut *cut, struct found_counts *ret,
    bool *ret_cut) ATTR_MUST_USE;

extern const struct sql_list comment_found_sql;

#endif
