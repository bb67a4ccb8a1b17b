/*
 * event.h: sessions, cafés, meetings and training: booking with what somebody
 * needs, a waiting list, reminders, who came; and what people learnt.
 */
#ifndef MOD_INVOLVE_EVENT_H
#define MOD_INVOLVE_EVENT_H

#include "mod/involve/involve.h"

extern const struct kind kind_event, kind_course, kind_certificate,
    kind_population;

struct event {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str what;
	int64_t opportunity, course;
	struct date happens_on;
	struct str from_time; /* "14:30" */
	int64_t minutes;
	struct str place, link;
	int64_t places;
	struct str access, papers;
	int64_t host;
	int64_t chaperone; /* a grown-up for who is under 18 */
	bool public;
	struct str state; /* planned, held, cancelled */
};

struct course {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str what, audience, needed_for;
	struct str programme; /* of the staff: induction and so on */
	int64_t months_valid;
};
extern const struct choices course_programmes;

/* A certificate on paper, as PDF; it ends the answer. */
struct diploma {
	struct str name, title, trust;
	struct date done_on, expires_on;
};
void diploma_send(struct req *r, const struct diploma *d);

struct certificate {
	struct record rec;
	struct str title;
	int64_t unit, course, member;
	struct date done_on, expires_on;
};

struct population {
	struct record rec;
	struct str title, item, code;
	int64_t people, unit;
	struct str source;
};

extern const struct choices booking_states;

/* Books her in, inside a change: booked while there is room, else waiting. */
enum db_status booking_make(struct ctx *cx, int64_t event, int64_t member,
    struct str needs) ATTR_MUST_USE;
/* She does not come: whoever waits longest takes the place and is told. */
enum db_status booking_cancel(
    struct ctx *cx, int64_t event, int64_t member) ATTR_MUST_USE;
/* Who came, inside a change; a course gives a certificate, once. */
enum db_status booking_attend(struct ctx *cx, const struct event *e,
    struct str ref, bool came, int64_t minutes) ATTR_MUST_USE;
/* Tells who is booked within two days, once; a job. */
enum db_status booking_remind(struct ctx *cx, struct str arg);

/* Why this member cannot book this event (N_()), or NULL: who is under 18 needs
 * a chaperone there, under 16 also the consent of a guardian. */
const char *booking_wrong(struct ctx *cx, int64_t event, int64_t member);

/* The day by which papers must be out, for an event on this day. */
struct date papers_due(struct ctx *cx, struct date happens_on);
/* Papers to who is booked and has none yet, and the bulletin of this month to
 * who wants it, each once; jobs. */
enum db_status care_papers(struct ctx *cx, struct str arg);
enum db_status care_bulletin(struct ctx *cx, struct str arg);
/* Somebody spoke with them after a heavy subject; inside a change. */
enum db_status debrief_done(
    struct ctx *cx, const struct event *e, struct str booking) ATTR_MUST_USE;

extern const struct sql_list care_sql;
extern const struct sql_list event_sql, event_page_sql, training_sql;

#endif
