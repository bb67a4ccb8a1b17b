/*
 * voice.h: where patients are heard at the top: governors, questions that were
 * taken to people, decisions of boards and committees.
 */
#ifndef MOD_NETWORK_VOICE_H
#define MOD_NETWORK_VOICE_H

#include "kind/kind.h"

/* A governor: whom they stand for and how people reach them. */
struct governor {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str constituency;
	struct str elected;
	struct str contact;
	int64_t person;
	struct date from_on;
	struct date until_on;
};

/* What members told a governor, without who said it, and what came of it. */
struct governor_heard {
	struct record rec;
	struct str title;
	int64_t governor;
	int64_t unit;
	struct date heard_on;
	struct str way;
	struct str state;
	struct str answer;
};

/* A question that was taken to people, what was heard, decided and told back. */
struct engagement {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str form;
	struct str question;
	struct str asked;
	int64_t asked_n;
	struct date starts_on;
	struct date ends_on;
	struct str state;
	struct str heard;
	struct str decided;
	struct str objective;
	struct date told_on;
	struct str told_how;
	bool public;
};

/* What a board or committee decided, and what patients had to do with it. */
struct decision {
	struct record rec;
	struct str title;
	int64_t forum;
	int64_t unit;
	struct date decided_on;
	struct str said;
	struct str involved;
	bool voice;
	int64_t engagement;
	struct str outcome;
	struct str decided;
	struct str why_not;
};

extern const struct kind kind_governor, kind_governor_heard, kind_engagement,
    kind_decision;

/* Pages. */
void governor_more(struct req *r, const void *rec);
void governors_public(struct req *r); /* whom they stand for, how to reach */
void governor_own(struct req *r);     /* the governor who is signed in */
void asked_public(struct req *r);     /* what was asked, and what came of it */
void voice_coverage(struct req *r);   /* boards and committees */

extern const struct sql_list voice_page_sql;

#endif
