/*
 * loop.h: the tracker of closed loops: for a team and a month of what people
 * said, whether it heard, acted and told people. Rules; no page.
 */
#ifndef MOD_ACT_LOOP_H
#define MOD_ACT_LOOP_H

#include "mod/module.h"

/* What is the next step of a team's month; the first two want nothing. */
enum loop_step {
	LOOP_QUIET,  /* nothing was heard */
	LOOP_CLOSED, /* acted and told, or nothing to change with a reason */
	LOOP_ACT,    /* heard, and no answer to it yet */
	LOOP_FINISH, /* an action is still open */
	LOOP_TELL,   /* it ended, and people have not been told */
	LOOP_STEPS
};

struct loop_cell {
	int64_t heard; /* responses of the month */
	int64_t open, told, untold, nothing;
};

enum loop_step loop_step_of(const struct loop_cell *c);

struct loop_team {
	int64_t id;
	struct str name, slug;
	bool mine;               /* the acting person is appointed there */
	struct loop_cell *cells; /* one a month, oldest first */
};

struct loop {
	struct date from; /* first day of the oldest month */
	size_t months;
	struct loop_team *teams; /* one's own first, then by slug */
	size_t nteams;
	int64_t complete, all; /* team-months, of all teams */
};

#define LOOP_MONTHS_MAX 36
#define LOOP_TEAMS_MAX  1000

/* The whole months before this one, of the open teams whose responses the
 * acting person may read. False: the database failed. */
bool loop_read(struct ctx *cx, size_t months, struct loop *ret);

/* Counts a team's month again, without this action (0: with all); inside a
 * change. No month: nothing to do. */
enum db_status loop_refresh(struct ctx *cx, int64_t unit, struct date month,
    int64_t without) ATTR_MUST_USE;
/* The same for the month of an action; 0: nothing to do. */
enum db_status loop_refresh_action(
    struct ctx *cx, int64_t action) ATTR_MUST_USE;

/* Pages. */
void loop_page(struct req *r);
void loop_csv(struct req *r);

extern const struct sql_list act_loop_sql;

#endif
