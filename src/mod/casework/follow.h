/*
 * follow.h: what follows a case: promises that are kept and checked, a plan
 * for how we are in contact, an export for who asks for their data, and the
 * end of keeping.
 */
#ifndef MOD_CASEWORK_FOLLOW_H
#define MOD_CASEWORK_FOLLOW_H

#include "mod/casework/step.h"

/* Plans the checks after 3 and 6 months where something was promised or found;
 * inside the change that closes the case. Twice does no harm. */
enum db_status checks_plan(
    struct ctx *cx, const struct case_file *c) ATTR_MUST_USE;

/* On the page of a case: its checks and the plan in force. */
void follow_write(struct req *r, const struct case_file *c);

/* On My day: promises, checks and plans that want somebody. */
void follow_day(struct req *r, struct day *d);

/* The day until which a closed case is kept: setting case_keep_years after it
 * closed. */
struct date case_kept_until(struct ctx *cx, const struct case_file *c);

/* Blanks what people said and who they are, in everything that belongs to the
 * case; the number, dates and codes stay for the counts. As core/erasure.h
 * calls it, inside a change. */
enum db_status case_blank(struct ctx *cx, int64_t id) ATTR_MUST_USE;

void checks_page(struct req *r);   /* GET /case-checks */
void check_post(struct req *r);    /* POST /case-checks/{ref} */
void disposal_page(struct req *r); /* GET /cases/disposal */
void access_page(struct req *r);   /* GET /cases/{ref}/access */
void access_post(struct req *r);   /* POST: the file */

extern const struct step steps_follow[], steps_keep[];
extern const size_t nsteps_follow, nsteps_keep;
extern const struct sql_list steps_follow_sql, case_check_sql, case_follow_sql,
    steps_keep_sql, case_disposal_sql, case_access_sql;

#endif
