/*
 * learn.h: before and after complaints: surgeries and feedback clinics, the
 * complaints review group, the peer-review room, the learning bulletin.
 */
#ifndef MOD_CASEWORK_LEARN_H
#define MOD_CASEWORK_LEARN_H

#include "mod/casework/after.h"

struct surgery {
	struct record rec;
	struct str title, type;
	int64_t unit;
	struct date happens_on;
	struct str place, host, state;
	int64_t people; /* who came; KIND_NO_INT */
	struct str notes, came_of;
};

struct review_group {
	struct record rec;
	struct str title;
	struct date happens_on;
	struct str attended, agenda, minutes, decisions;
};

struct learning_item {
	struct record rec;
	struct str title, words, source;
	struct date published_on;
};

extern const struct kind kind_surgery, kind_review_group, kind_learning_item;

/* Peer review (peer.c) -------------------------------------------------- */

#define PEER_LAY   2 /* reviewers of each side */
#define PEER_STAFF 2

struct peer_case {
	int64_t id, case_file, unit;
	struct str ref, words, learning;
	int64_t redacted_by, checked_by;
	struct date published_on;
	int64_t lay, staff, lay_done, staff_done; /* reviewers without a
	                                           * conflict */
	/* Of the acting person; reviewer 0: they are none. */
	int64_t reviewer;
	bool declared, conflict, finished;
};

/* For who reads cases of its unit and for its reviewers; false: nobody else. */
bool peer_find(struct ctx *cx, struct str ref, struct peer_case *ret);
bool peer_complete(const struct peer_case *p);

/* Each inside a change; DB_REFUSED with *p when a rule says no. */
enum db_status peer_check(struct ctx *cx, const struct peer_case *c,
    struct problems *p) ATTR_MUST_USE;
enum db_status peer_add(struct ctx *cx, const struct peer_case *c,
    int64_t person, bool lay, struct problems *p) ATTR_MUST_USE;
enum db_status peer_declare(struct ctx *cx, const struct peer_case *c,
    bool conflict, struct problems *p) ATTR_MUST_USE;
enum db_status peer_score(struct ctx *cx, const struct peer_case *c,
    const struct questionnaire *q, const struct answers *in,
    struct problems *p) ATTR_MUST_USE;
enum db_status peer_publish(struct ctx *cx, const struct peer_case *c,
    struct str title, struct str words, struct problems *p) ATTR_MUST_USE;

void surgeries_page(struct req *r); /* GET /surgeries */
void learning_page(struct req *r);  /* GET /learning */
void peer_page(struct req *r);      /* GET /peer-review */
void peer_one(struct req *r);       /* GET /peer-review/{ref} */
void peer_post(struct req *r);      /* POST, with act */
void learn_day(struct req *r, struct day *d);

extern const struct step steps_peer[];
extern const size_t nsteps_peer;
extern const struct sql_list case_learn_sql, case_peer_sql, case_peer_page_sql;

#endif
