/*
 * heard_learn.h: the model of the trust's own: learnt at night from what its
 * people put right, on top of the one that is built in. docs/themes.md.
 */
#ifndef MOD_LISTEN_HEARD_LEARN_H
#define MOD_LISTEN_HEARD_LEARN_H

#include "job/job.h"

#define LEARN_FEWEST 20   /* comments that people looked at, to learn from */
#define LEARN_CHECKS 5    /* and in the check set */
#define LEARN_LOSS   0.02 /* of F1 on the check set: more is refused */

struct heard_learning {
	enum heard_outcome {
		LEARN_TOO_FEW, /* lessons or checks */
		LEARN_NO_NEWS, /* nothing was put right since */
		LEARN_TAKEN,   /* the new model is the current one */
		LEARN_REFUSED  /* it lost too much */
	} outcome;
	size_t lessons, checked;
	double before, after; /* micro-F1 on the check set */
};

/* Learns, compares on the check set, and takes or refuses. Taken: all comments
 * are heard again by the job. */
enum db_status heard_learn(
    struct ctx *cx, struct heard_learning *ret) ATTR_MUST_USE;

/* The job of the night. */
job_fn heard_learn_work;

/* `heard themes learn`: learns now and hears everything again. */
int command_themes_learn(int argc, char **argv);

/* GET /themes: how well each theme is heard in the reader's own comments. */
struct req;
void heard_quality_page(struct req *r);

extern const struct sql_list heard_learn_sql, heard_quality_sql;

#endif
