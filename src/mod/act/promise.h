/*
 * promise.h: promises to ask people how it was: every month in the community,
 * every two weeks where people stay, and before they go home. How each stands
 * is counted by a job; pages read what it found.
 */
#ifndef MOD_ACT_PROMISE_H
#define MOD_ACT_PROMISE_H

#include <stdio.h>

#include "mod/act/act.h"

enum promise_state {
	PROMISE_KEPT,
	PROMISE_SOON, /* about to be missed */
	PROMISE_MISSED,
	PROMISE_PAUSED, /* the ward is closed for a while */
	PROMISE_NOBODY, /* nobody went home: there was nobody to ask */
	PROMISE_STATES
};
const char *promise_code(enum promise_state s);
const char *promise_words(enum promise_state s); /* for people */

/* What is known of a team whose promise is looked at. */
struct promise_facts {
	bool fortnightly;    /* else monthly */
	struct date opened;  /* or none */
	struct date last;    /* the last day that somebody answered; or none */
	int rhythm;          /* median days between such days; 0: unknown */
	int64_t went_home;   /* since then, at most 14 days; -1: no file says */
	bool paused;         /* today */
	struct date resumed; /* the day after the last pause; or none */
};

struct promise {
	enum promise_state state;
	struct date due; /* by when the next has to be asked */
};

/*
 * How a promise stands today. Every two weeks: 14 days after the last answer.
 * Every month: the end of the month after the last answer's. About to be
 * missed: three days or fewer are left, or twice the team's own rhythm has
 * passed without an answer.
 */
struct promise promise_look(const struct promise_facts *f, struct date today);

/* The median of n gaps of days; 0 when n is 0. Sorts them. */
int promise_median(int *gaps, size_t n);

/* Pages and jobs. */
void promise_page(struct req *r);
void promise_day(struct req *r, struct day *d);
job_fn promise_job, nudge_job;

/* How many of the promises that the reader may see are missed and soon. */
void promise_counts(struct ctx *cx, int64_t *ret_missed, int64_t *ret_soon);

int command_import_discharges(int argc, char **argv);

struct discharge_counts {
	int64_t kept, bad;
};
/*
 * Rows of a CSV with a header: ward (slug or name), day, discharges. Each is
 * kept or named by its line in `say`; the same ward and day again replaces
 * what was there. False with a sentence: the file as a whole was refused.
 */
bool discharges_import(struct ctx *cx, struct str csv, FILE *say,
    struct discharge_counts *ret, struct err *e);

/* A ward that is closed for a while. */
struct collection_pause {
	struct record rec;
	int64_t unit;
	struct date from_on, until_on;
	struct str reason;
};
extern const struct kind kind_collection_pause;

extern const struct sql_list act_promise_sql, act_promise_page_sql,
    act_nudge_sql, act_discharge_sql;

#endif
