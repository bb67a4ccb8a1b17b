/*
 * meeting.h: what belongs to a meeting of a forum: papers in each format, who
 * came, what was asked for and what came back.
 */
#ifndef MOD_INVOLVE_MEETING_H
#define MOD_INVOLVE_MEETING_H

#include "kind/kind.h"

/* A paper of a meeting in one format, and when it went out. */
struct forum_paper {
	struct record rec;
	struct str title;
	int64_t meeting;
	int64_t unit;
	struct str format;
	struct str words;
	struct date sent_on;
};

/* Whether who holds a seat came to a meeting. */
struct forum_attendance {
	struct record rec;
	struct str title;
	int64_t meeting;
	int64_t unit;
	int64_t seat;
	struct str came;
};

/* What a meeting asked for, of whom, and what came back. */
struct forum_action {
	struct record rec;
	struct str title;
	int64_t meeting;
	int64_t unit;
	int64_t person;
	struct date due_on;
	bool up;
	struct str state;
	struct str came_back;
};

extern const struct kind kind_forum_paper, kind_forum_attendance,
    kind_forum_action;

/* What a meeting's page shows of them. */
void meeting_more(struct req *r, const void *rec);

extern const struct sql_list meeting_sql;

#endif
