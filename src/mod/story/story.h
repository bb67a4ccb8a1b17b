/*
 * story.h: stories that people tell, with what they agreed to, purpose by
 * purpose; what was heard by the way; meetings of a team about feedback.
 */
#ifndef MOD_STORY_STORY_H
#define MOD_STORY_STORY_H

#include "mod/module.h"

extern const struct module module_story;
extern const struct kind kind_story, kind_hearsay, kind_team_meeting;

struct story {
	struct record rec;
	struct str title;
	int64_t unit, keeper; /* who is in touch with the teller, or 0 */
	struct date agreed_on, expires_on;
	bool for_board, for_training, for_improvement, for_website, for_media;
	struct date prepared_on;
	struct str support, payment;
	struct date told_on, debrief_on; /* to the Board */
	struct str response;             /* the Board's */
	struct date told_back_on, withdrawn_on;
};

struct hearsay {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str mood, place;
	struct date heard_on;
};

struct meeting {
	struct record rec;
	struct str title;
	int64_t unit;
	struct date held_on;
	int64_t staff, patients; /* how many came; KIND_NO_INT: not said */
	struct str minutes;
};

/* What somebody may agree to; the codes of addresses and columns. */
struct story_purpose {
	const char *code, *label; /* N_() */
};
#define STORY_PURPOSES 5
extern const struct story_purpose story_purposes[STORY_PURPOSES];

/* A story's words, for one purpose. */
struct story_words {
	struct str teller, words;
};

/*
 * Reads them for the acting person, who needs CAP_ACTION_READ on its team.
 * False: not theirs to see, there are none, or the teller has not agreed to
 * this purpose, has withdrawn, or what was agreed has expired.
 */
bool story_words_for(
    struct ctx *cx, int64_t story, struct str purpose, struct story_words *ret);

/* Keeps them, inside a change; DB_REFUSED once withdrawn or expired. */
enum db_status story_words_keep(struct ctx *cx, int64_t story,
    struct str teller, struct str words) ATTR_MUST_USE;

/* The teller has withdrawn: the words go at once; inside a change. */
enum db_status story_withdraw(struct ctx *cx, struct str ref) ATTR_MUST_USE;

/* The words of every story whose agreement has expired go. */
job_fn story_expire_job;

/* Pages. */
void story_more(struct req *r, const void *rec);
void story_read_page(struct req *r);
void story_words_post(struct req *r);
void story_withdraw_post(struct req *r);
void stories_public(struct req *r);
void story_day(struct req *r, struct day *d);
void team_meeting_more(struct req *r, const void *rec);

extern const struct sql_list story_words_sql, story_page_sql, team_meeting_sql,
    story_edge_sql;

#endif
