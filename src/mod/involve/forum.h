/*
 * forum.h: the records of groups that meet, panels for staff, cohorts of
 * patient leaders. The record engine does most of them; rules beyond it are in
 * the files named after them.
 */
#ifndef MOD_INVOLVE_FORUM_H
#define MOD_INVOLVE_FORUM_H

#include "mod/involve/involve.h"

/* A group that meets: its terms, whom it reports to. */
struct forum {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str sort;    /* Our Voice, a council, a committee */
	struct str pathway; /* of which it is the voice */
	struct str terms;
	struct str rhythm;
	struct str reports_to;
	bool patient_voice;
	bool open;
};

/* A member of a forum. */
struct forum_member {
	struct record rec;
	struct str title;
	int64_t forum;
	int64_t unit;
	int64_t member;
	struct date from_on;
	struct date until_on;
};

/* A meeting, what was said, what went up and what came back. */
struct forum_meeting {
	struct record rec;
	struct str title;
	int64_t forum;
	int64_t unit;
	struct date happens_on;
	struct str agenda;
	struct str minutes;
	int64_t members_there;
	int64_t staff_there;
	struct str reported_up;
	struct str came_back;
};

/* A staff vacancy and the patient representative on its panel. */
struct staff_panel {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str grade;
	struct date interview_on;
	int64_t member;
	struct str state;
	struct str brief, questions, adjustments;
	bool equal_scores;
	struct str reason;
	int64_t signed_by; /* above who recruits, where no patient was there */
	struct str outcome;
	struct date told_on, paid_on;
};

/* A cohort of patient leaders, from the campaign to its evaluation. */
struct campaign {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str role;
	struct str criteria;
	struct str questions;
	struct date apply_by;
	struct date interview_on, questions_sent_on;
	int64_t leader; /* the patient leader on the panel */
	struct str help;
	int64_t course;
	int64_t places;
	struct str state;
	struct str evaluation;
};

/* An applicant: a number to who shortlists, a name only to the register. */
struct applicant {
	struct record rec;
	struct str title;
	int64_t campaign;
	int64_t unit;
	int64_t member;
	struct str answers;
	struct str adjustments;
	int64_t shortlist_score;
	int64_t interview_score;
	struct str state;
	struct str reason;
	struct str other_way;
	int64_t felt;
	struct str placement;
	bool may_quote, may_share;
	struct str felt_words, changed;
};

extern const struct kind kind_forum, kind_forum_member, kind_forum_meeting,
    kind_panel, kind_campaign, kind_applicant;

/* The trained member who sat on a panel longest ago, or never; 0: none.
 * Needs CAP_REGISTER. */
int64_t panel_next(struct ctx *cx, const struct staff_panel *p);

extern const struct sql_list forum_sql, panel_sql;

#endif
