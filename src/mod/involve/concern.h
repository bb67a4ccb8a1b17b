/*
 * concern.h: a concern by or about a member, safeguarding, a conflict of
 * interest: who looks at it, that both sides are heard, who is independent,
 * what is decided, and an appeal to somebody new. Needs CAP_PASTORAL; the two
 * members whom it touches read and do their own part on their page.
 */
#ifndef MOD_INVOLVE_CONCERN_H
#define MOD_INVOLVE_CONCERN_H

#include "mod/involve/member.h"

struct concern {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str what; /* by_member, about_member, safeguarding, conflict */
	int64_t raised_by, subject; /* members, or 0 */
	struct str state;
	struct date state_since;
	int64_t handler, independent;
	struct date referred_on; /* to the safeguarding team */
	struct date appeal_by;
	int64_t appeal_handler;
};

/* What was left by a member who went, without her name. */
struct leaver {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str month; /* YYYY-MM */
	struct str good, change;
};

extern const struct kind kind_concern, kind_leaver;
extern const struct choices concern_sorts, concern_states, concern_parts;

#define APPEAL_DAYS 28

struct concern_step {
	const char *from, *to, *label; /* N_() */
	const char *part; /* of the words that go with it; NULL: none */
};
const struct concern_step *concern_steps(size_t *ret_n);

/*
 * Takes the step with its words, inside a change; DB_REFUSED with a sentence
 * (N_()) in *ret_wrong when it must wait: both sides are heard before anything
 * is decided, an independent person is named, safeguarding is passed on first,
 * and an appeal is decided by who had no part in it. Both members are told.
 */
enum db_status concern_move(struct ctx *cx, const struct concern *c,
    struct str to, struct str words, const char **ret_wrong) ATTR_MUST_USE;

/* A new one, inside a change, with its words; gives id and ref. */
enum db_status concern_raise(
    struct ctx *cx, struct concern *c, struct str words) ATTR_MUST_USE;
/* Words of hers: her side of it ("answer") or an appeal, within its days. */
enum db_status concern_say(struct ctx *cx, struct str ref, const char *part,
    struct str words) ATTR_MUST_USE;

struct concern_words {
	struct str part, words, by;
	struct instant at;
};
/* Needs CAP_PASTORAL on its unit. */
size_t concern_read(
    struct ctx *cx, const struct concern *c, struct concern_words **ret);

extern const struct sql_list concern_sql, concern_page_sql;

#endif
