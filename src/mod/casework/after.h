/*
 * after.h: what is asked after a complaint: how it was to complain (of who
 * complained, and of staff complained about), and the equality questions.
 * Answers stand apart from the case and are read only as counts.
 */
#ifndef MOD_CASEWORK_AFTER_H
#define MOD_CASEWORK_AFTER_H

#include "mod/casework/step.h"

/* A statement to agree with or not, as data of the trust. */
struct experience_item {
	struct record rec;
	struct str title; /* the statement, in the words of who reads it */
	struct str audience, stage;
	int64_t position;
	bool active;
};
extern const struct kind kind_experience_item;
extern const struct choices experience_stages, experience_agree,
    experience_cares;

/* The statements that a trust starts with; inside a change. */
enum db_status experience_seed(struct ctx *cx) ATTR_MUST_USE;

#define EXPERIENCE_MAX 12 /* statements that a form asks about */

/* The questionnaire for this audience as a form; the number of the statement
 * that asks[i] is about in ret_items[i], 0 for the questions after them. */
struct questionnaire {
	struct ask asks[ASKS_MAX];
	int64_t items[ASKS_MAX];
	size_t n;
};
void questionnaire_load(
    struct ctx *cx, const char *audience, struct questionnaire *ret);

/* Keeps what was answered, by quarter alone; inside a change. */
enum db_status experience_keep(struct ctx *cx, const char *audience,
    const struct questionnaire *q, const struct answers *in) ATTR_MUST_USE;

/* The first day of the quarter of this day. */
struct date quarter_of(struct date d);

/*
 * Asks for one purpose, inside a change: the case's row is there afterwards and
 * *ret_code is what the person types in. A second time gives the code again,
 * also under another key. DB_REFUSED when it has been answered.
 */
enum db_status after_invite(struct ctx *cx, const struct case_file *c,
    const char *purpose, struct str *ret_code) ATTR_MUST_USE;

/* That code alone; asks nobody. */
struct str after_code(
    struct ctx *cx, const struct case_file *c, const char *purpose);

/* Whether this purpose was asked for in this case. */
bool after_asked(
    struct ctx *cx, const struct case_file *c, const char *purpose);

/* The equality questions as a form, and keeping what was answered: by quarter,
 * inside a change. */
size_t equality_asks(struct arena *a, struct ask *ret);
enum db_status equality_keep(
    struct ctx *cx, const struct answers *in) ATTR_MUST_USE;

void after_page(struct req *r);       /* GET /after-complaint */
void after_post(struct req *r);       /* POST, with the code */
void after_staff_page(struct req *r); /* GET /case-statements/{ref}/after */
void after_staff_post(struct req *r);
void experience_page(struct req *r); /* GET /returns/experience */
void equality_page(struct req *r);   /* GET /returns/equality */

extern const struct step steps_after[];
extern const size_t nsteps_after;
extern const struct sql_list case_experience_sql, case_invite_sql,
    case_after_sql, case_after_staff_sql, case_after_report_sql,
    case_equality_sql;

#endif
