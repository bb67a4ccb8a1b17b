/*
 * internal.h: what the files of this room share.
 */
#ifndef MOD_ACT_INTERNAL_H
#define MOD_ACT_INTERNAL_H

#include "mod/act/act.h"

/* action.c */
enum db_status action_link(
    struct ctx *cx, int64_t action, int64_t comment) ATTR_MUST_USE;
void act_day(struct req *r, struct day *d);

/* you_said.c: its steps, inside a change. DB_REFUSED where the state or the
 * person does not allow it. */
enum db_status you_said_send(struct ctx *cx, struct str ref) ATTR_MUST_USE;
enum db_status you_said_approve(struct ctx *cx, struct str ref) ATTR_MUST_USE;
enum db_status you_said_withdraw(
    struct ctx *cx, struct str ref, struct str reason) ATTR_MUST_USE;

enum db_status you_said_check(
    struct ctx *cx, struct str ref, struct str how) ATTR_MUST_USE;
/* Whether it tells of something that came from a case. */
bool you_said_of_case(struct ctx *cx, const struct you_said *y);

/* told.c: tells who left an address, once by the notice's number: later,
 * inside the change that publishes it; and the job that does it. */
enum db_status told_later(
    struct ctx *cx, struct str ref, int64_t number) ATTR_MUST_USE;
enum db_status told_job(struct ctx *cx, struct str arg);

/* suggest.c: "You told us about …", or the null str; and the comments behind
 * the action, for who writes. */
struct str you_said_suggest(struct ctx *cx, const struct action *a);
void you_said_sources(struct req *r, const struct action *a);

/* The sentence about one field, or the null str; p may be NULL. */
struct str problem_of(const struct problems *p, const char *field);

/* What these records' pages show beyond their facts (kind.h, `more`). */
void action_more(struct req *r, const void *rec);
void you_said_more(struct req *r, const void *rec);
/* Whether what people say changed after it was done. */
void action_worked(struct req *r, const struct action *a);
/* Its files: a list, and a form for who may add one. */
void action_files(struct req *r, const struct action *a);

/* Pages. */
void act_desk(struct req *r);
void widget_help(struct req *r);
void public_widget(struct req *r);
void action_worked_csv(struct req *r);
void action_pass(struct req *r);
void action_pass_post(struct req *r);
void answer_page(struct req *r);
void answer_post(struct req *r);
void action_from_comment(struct req *r);
void action_from_comment_post(struct req *r);
void you_said_from_action(struct req *r);
void you_said_from_action_post(struct req *r);
void you_said_step(struct req *r);
void action_file_post(struct req *r);
void action_file(struct req *r);
void action_file_delete(struct req *r);
void action_file_delete_post(struct req *r);
void public_services(struct req *r);
void public_service(struct req *r);
void public_you_said(struct req *r);
void public_you_said_feed(struct req *r);
void public_you_said_json(struct req *r);
void public_poster(struct req *r);

extern const struct sql_list act_action_sql, act_you_said_sql, act_thread_sql,
    act_action_page_sql, act_public_sql, act_file_page_sql, act_answer_sql,
    act_pass_sql, act_told_sql, act_suggest_sql;

#endif
