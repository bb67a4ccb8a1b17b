/*
 * search.h: the index by which comments are found: kept in the transaction
 * that keeps or changes the words, and built again where it is missing or its
 * rules changed. It only narrows: what a question finds is decided over the
 * words as they are shown (text/query.h). docs/search.md is the page.
 */
#ifndef MOD_LISTEN_SEARCH_H
#define MOD_LISTEN_SEARCH_H

#include "job/job.h"
#include "text/query.h"

/*
 * Adds the statement that indexes the words of the comment which the same
 * append makes: that of the response `ref`, received at cx->now, to the
 * question.
 */
void search_append(struct ctx *cx, struct append *ap, struct str ref,
    int64_t question, struct str words);

/*
 * Inside a change that turns what is shown of a comment from `before` into
 * `after`; null: nothing is shown. Called after comment.shown is written or
 * before, but in the same change.
 */
enum db_status search_put(struct ctx *cx, int64_t comment, struct str before,
    struct str after) ATTR_MUST_USE;

/* The index of a new database, complete from the start: every comment comes in
 * by its own append. Inside a change. */
enum db_status search_seed(struct ctx *cx) ATTR_MUST_USE;

/* How far the index is: `done` of `total` comments, newest first. */
typedef void search_progress_fn(void *arg, int64_t done, int64_t total);

/*
 * Builds what is missing of the index, newest comments first, in changes of
 * their own; from the start with `anew` or when the rules of text/token.h
 * changed. After a restore or a copy nothing is there, and all of it is built.
 * `progress` may be NULL. As the system, not inside a change.
 */
enum db_status search_rebuild(struct ctx *cx, bool anew,
    search_progress_fn *progress, void *arg) ATTR_MUST_USE;

/* Whether every comment is in the index. */
bool search_complete(struct ctx *cx);

/* What an index is asked: all that `q` can find and more, in the words of this
 * database's engine. In the arena. */
struct str search_expression(
    struct arena *a, const struct query *q, bool postgres);

/* The job that goes on with a rebuild that is not complete, and does nothing
 * otherwise. */
job_fn search_work;

/* `heard search rebuild` */
int command_search_rebuild(int argc, char **argv);

extern const struct sql_list search_sql;

#endif
