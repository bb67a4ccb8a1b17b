/*
 * recruit.h: a cohort of patient leaders from the campaign to its evaluation:
 * the steps as a table, blind scores by criterion, an offer, a reason and
 * another way in for everybody else. The records are forum.h's.
 */
#ifndef MOD_INVOLVE_RECRUIT_H
#define MOD_INVOLVE_RECRUIT_H

#include "mod/involve/forum.h"
#include "mod/involve/member.h"

#define POINTS_MAX 4  /* for one criterion or question */
#define LINES_MAX  12 /* criteria, or questions */

/* The lines of a text that are not empty; how many, at most LINES_MAX. */
size_t recruit_lines(struct str text, struct str ret[LINES_MAX]);
/* The sum of `n` answers of at most POINTS_MAX each, as one of `of`; rounded
 * to the nearest. */
int64_t recruit_scale(int64_t points, int64_t n, int64_t of);

struct campaign_step {
	const char *from, *to, *label; /* label N_() */
	/* A sentence (N_()) that says why not yet, or NULL; may be NULL. */
	const char *(*wait)(struct ctx *cx, const struct campaign *c);
};
const struct campaign_step *campaign_steps(size_t *ret_n);

/*
 * Takes the step, inside a change; DB_REFUSED when there is none, the person
 * may not (CAP_INVOLVE_WRITE) or it must wait. To "interview" everybody who is
 * shortlisted gets the questions; everybody else, and at "placed" who was not
 * appointed, the reason and the other way in.
 */
enum db_status campaign_move(
    struct ctx *cx, const struct campaign *c, struct str to) ATTR_MUST_USE;

/* One application, inside a change: a number for who shortlists. DB_DUPLICATE
 * when she has applied; DB_REFUSED when it is not open. */
enum db_status recruit_apply(struct ctx *cx, const struct campaign *c,
    const struct member *b, const struct applicant *said) ATTR_MUST_USE;

/* Points of one seat ("staff" or "leader") for the stage that the campaign is
 * in; replaces what this person gave before, and the applicant's score is the
 * mean of all seats, which count equally. */
enum db_status recruit_score(struct ctx *cx, const struct applicant *a,
    const char *seat, const int64_t *points, size_t n) ATTR_MUST_USE;

/* Her answer to an offer, and how it was for her; as her own. */
enum db_status recruit_answer(
    struct ctx *cx, struct str ref, bool yes) ATTR_MUST_USE;
enum db_status recruit_felt(struct ctx *cx, struct str ref, int64_t felt,
    struct str words) ATTR_MUST_USE;

/* What an open campaign says to everybody; false: not open. */
bool recruit_open(struct ctx *cx, struct str ref, struct campaign *ret);

extern const struct sql_list recruit_sql, recruit_page_sql, recruit_me_sql;

#endif
