/*
 * act.h: what is done about what people said, and what they are told of it:
 * actions, and "you said, we did". Rules here know no HTTP.
 */
#ifndef MOD_ACT_ACT_H
#define MOD_ACT_ACT_H

#include "mod/module.h"

extern const struct module module_act;
extern const struct kind kind_action, kind_you_said;

/* A promise made in answer to feedback, with an owner and a date. */
struct action {
	struct record rec;
	int64_t unit;
	struct str title, detail;
	int64_t owner; /* person, or 0 */
	struct date due;
	struct str state; /* open, done, dropped */
	struct date done_on;
	struct str outcome;
	struct str ending;  /* of a dropped one: cannot, nothing; else null */
	struct date about;  /* first day of the month it answers, or none */
	struct str measure; /* positive, very_good, negative; null: positive */
	struct str partners, evidence;
	int64_t passed_by; /* to the owner of a theme, or 0 */
	struct date passed_on;
	struct str passed_why;
};

/* What is told to everybody. */
struct you_said {
	struct record rec;
	int64_t unit, action;
	struct str said, did;
	struct str state; /* draft, waiting, published, withdrawn */
	int64_t approved_by;
	int64_t number; /* of the notice; KIND_NO_INT until it is published */
	struct date published_on;
	struct str reason;
	/* Of one drawn from a case: complainant, second; null: not yet. */
	struct str checked_how;
	int64_t checked_by;
	struct date checked_on;
};

/*
 * An action that a comment started, inside a change: saves it, open unless it
 * says otherwise, and ties the comment to it. *p says what is wrong with DB_REFUSED.
 */
enum db_status action_start(struct ctx *cx, struct action *a, int64_t comment,
    struct problems *p) ATTR_MUST_USE;

/* The thread from comments: what came of one (for return codes and pages). */
struct action_of_comment {
	struct str ref, title, state, ending;
	struct date due, done_on;
	struct str said, did; /* of the published entry; null: none */
	struct str you_said_ref;
};
/* For the person behind a return code: only what is public, and whether
 * something is being done. */
size_t public_actions_of_response(
    struct ctx *cx, int64_t response, struct action_of_comment **ret);

/* The same as markup; main gives it to listen_set_outcomes. */
void act_reply_outcomes(struct ctx *cx, int64_t response, struct buf *out);

/* The golden thread on a comment's page and on a case's; main gives them to
 * comment_thread_use and case_thread_use. */
void act_comment_thread(struct req *r, int64_t comment);
void act_case_thread(struct req *r, int64_t id);

/* The links of the thread, of all rooms; once at start, before any of it is
 * walked. */
void thread_edges_use(const struct edge *list, size_t n);

/* Published entries of a unit and all below it, newest first; unit 0: all. */
struct public_entry {
	struct str ref, said, did, unit_name, unit_slug;
	struct date published_on;
	bool cannot; /* `did` says why it cannot change */
};
size_t public_entries(
    struct ctx *cx, int64_t unit, size_t most, struct public_entry **ret);

/* The chart of a measure of a team (as an action's) with a day marked, for
 * other rooms' pages. */
void act_measure_chart(struct req *r, int64_t unit, struct str measure,
    struct date event, const char *event_words);
/* The golden thread on a page of another room. */
void act_thread(struct req *r, const struct kind *k, int64_t id);

/* How a team's promise to ask people stands, for its page; null: it made none,
 * or it is not for the reader. */
struct str act_promise_line(struct ctx *cx, int64_t unit);
/* Looks at all promises again, inside a change. */
enum db_status promise_rebuild(struct ctx *cx) ATTR_MUST_USE;

/* Counts the tracker of all teams anew, inside a change: after work that went
 * round the record engine. */
enum db_status act_loop_rebuild(struct ctx *cx) ATTR_MUST_USE;

#endif
