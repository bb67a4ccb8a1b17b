/*
 * volunteer.h: people who give time, their shifts, what they and the staff have
 * learnt, and the answers that they gather.
 */
#ifndef MOD_NETWORK_VOLUNTEER_H
#define MOD_NETWORK_VOLUNTEER_H

#include "kind/kind.h"

/* One who gives time to a team: what they do there, and with whom they sign in. */
struct volunteer {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str role;
	struct str state;
	int64_t person;
	struct date from_on;
	struct date until_on;
};

/* When a volunteer is where. */
struct shift {
	struct record rec;
	struct str title;
	int64_t volunteer;
	int64_t unit;
	struct date happens_on;
	struct str from_time;
	struct str until_time;
	struct str state;
	struct str remark;
};

/* What somebody who works or volunteers here has learnt, and how sure they felt. */
struct learning {
	struct record rec;
	struct str title;
	int64_t unit;
	int64_t course;
	int64_t person;
	int64_t volunteer;
	struct date done_on;
	struct date expires_on;
	int64_t before_score;
	int64_t after_score;
};

extern const struct kind kind_volunteer, kind_shift, kind_learning;

/* How long a form that was opened in a shift may wait for a signal. */
#define GATHER_DAYS 30

/* Of a form opened in a shift: made for this place in this shift alone. */
struct str gather_token(struct ctx *cx, struct str shift, struct str place);
bool gather_token_good(
    struct ctx *cx, struct str shift, struct str place, struct str token);

/* Notes that an answer was gathered, in the append that keeps it; the same
 * token twice is one. */
void gather_note(struct ctx *cx, struct append *ap, struct str shift,
    int64_t touch_point, struct str token);

/* Pages. */
void volunteer_more(struct req *r, const void *rec);
void shift_more(struct req *r, const void *rec);
void learning_more(struct req *r, const void *rec);
void volunteers_page(struct req *r);
void my_shifts(struct req *r);
void my_shift(struct req *r);
void my_shift_place(struct req *r);
void my_shift_post(struct req *r);
void worker_script(struct req *r);

extern const struct sql_list volunteer_sql, gather_sql, gather_page_sql;

#endif
