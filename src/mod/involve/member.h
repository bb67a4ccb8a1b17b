/*
 * member.h: the rules of the register: what is kept about a member in which
 * access class, and the steps of their way. Whoever writes has found the
 * member first, by the right to the register or as their own; what is read
 * asks for the right of its class in the statement itself.
 */
#ifndef MOD_INVOLVE_MEMBER_H
#define MOD_INVOLVE_MEMBER_H

#include "mod/involve/involve.h"

/* Why a member reads and writes rows about herself without a capability: every
 * such statement asks that the row is of the person who is signed in. */
#define OWN_ROW SYSTEM("it is her own: the statement asks for her person")
#define OWN(alias)                                               \
	"EXISTS (SELECT 1 FROM member own WHERE own.id = " alias \
	" AND own.person = ?p)"
#define FOUND SYSTEM("the caller has found the member with its own right")

/* For whom something is read: by the right to it, or as one's own. */
enum whose { THEIRS, OWN_ONE };

struct profile {
	int64_t interests, avoid, skills, slots, ways; /* bits, codes.h */
	struct date invited_on;
	int64_t invitations;
};
struct access_needs {
	int64_t needs; /* bits */
	struct str words;
	bool may_share;
	struct date review_on;
};
/* Class identity. */
struct contact {
	struct str email, phone, post, helper;
};
/* Class lived experience. */
struct lived {
	int64_t areas; /* bits */
	struct str words;
};
/* Class bank: 6 and 8 digits, and in whose name. */
struct bank {
	struct str name, sort_code, account;
};

/* Reading. False: nothing there, or not for them. */
bool profile_get(
    struct ctx *cx, int64_t member, enum whose w, struct profile *ret);
bool access_get(
    struct ctx *cx, int64_t member, enum whose w, struct access_needs *ret);
bool contact_get(
    struct ctx *cx, const struct member *b, enum whose w, struct contact *ret);
bool lived_get(
    struct ctx *cx, const struct member *b, enum whose w, struct lived *ret);
/* Whether bank details are there; nobody is shown them. */
bool bank_there(struct ctx *cx, int64_t member);
/* For the payment file alone, whose statement read the sealed value by
 * CAP_BANK: opens it; audited by the caller. */
bool bank_open(
    struct ctx *cx, struct str ref, struct str sealed_value, struct bank *ret);

/* Writing, inside a change; each replaces what was there, and is audited by
 * the names of what changed. */
enum db_status profile_put(struct ctx *cx, const struct member *b,
    const struct profile *p) ATTR_MUST_USE;
enum db_status access_put(struct ctx *cx, const struct member *b,
    const struct access_needs *n) ATTR_MUST_USE;
enum db_status contact_put(struct ctx *cx, const struct member *b,
    const struct contact *c) ATTR_MUST_USE;
enum db_status lived_put(struct ctx *cx, const struct member *b,
    const struct lived *l) ATTR_MUST_USE;
enum db_status bank_put(
    struct ctx *cx, const struct member *b, const struct bank *k) ATTR_MUST_USE;
/* A sentence about bank details that cannot be right, or NULL. */
const char *bank_problem(const struct bank *k);

/* Pastoral notes: needs CAP_PASTORAL on the member's unit. */
struct note {
	struct str ref, what, words, by;
	struct instant at;
	struct date next_on;
};
size_t notes_of(struct ctx *cx, const struct member *b, struct note **ret);
enum db_status note_add(
    struct ctx *cx, const struct member *b, const struct note *n) ATTR_MUST_USE;
extern const struct choices note_kinds;

/* The way from the first hello to the last ----------------------------- */

extern const struct choices member_states;

struct life_step {
	const char *from, *to;
	const char *label; /* N_(): of the button */
	bool own;          /* the member may take it herself */
	bool reason;       /* only with a reason */
	/* A sentence (N_()) that says why not yet, or NULL; may be NULL. */
	const char *(*wait)(struct ctx *cx, const struct member *b);
};
const struct life_step *life_steps(size_t *ret_n);
/* The step between the two states, or NULL. */
const struct life_step *life_step(struct str from, struct str to);

/*
 * Takes the step, inside a change. DB_REFUSED when the table has none from
 * the state she is in, it must wait, or a reason is missing; DB_STALE when she
 * changed meanwhile. What follows: checks are asked for, a review is set, on
 * leaving all that need not be kept is wiped.
 */
enum db_status life_move(struct ctx *cx, const struct member *b, struct str to,
    struct str reason) ATTR_MUST_USE;

/* Forgets everything but the name and the payment records; inside a change,
 * recorded so that a restore does it again. */
enum db_status member_wipe(
    struct ctx *cx, const struct member *b, struct str reason) ATTR_MUST_USE;

/* Names and what else stayed go when their years are over; a job (leave.c). */
enum db_status leave_retention(struct ctx *cx, struct str arg);

/* The member whom this signed-in person is; false: none. */
bool member_me(struct ctx *cx, struct member *ret);

/* A new member by the public form or by staff on her behalf, inside a change:
 * the record, her person when she gave a mail address that is nobody's, and
 * the first line of her way. Gives id and ref in *b. */
enum db_status member_start(
    struct ctx *cx, struct member *b, struct str email) ATTR_MUST_USE;

/* How to reach her for a mail from us: null when she gave none. Read by the
 * program alone, shown to nobody. */
struct str member_mail(struct ctx *cx, int64_t member);
/* Tells her something, inside a change: a mail where she has an address and did
 * not ask for calls, and a line among the letters and calls where she has none
 * or needs another form (member_letter.c). Who is under 16 is told through her
 * parent or guardian; who has left is told nothing. */
enum db_status member_tell(struct ctx *cx, int64_t member, const char *subject,
    struct str text) ATTR_MUST_USE;

/* Under 16: guardians agree, and nobody writes to the child directly. */
bool member_is_child(struct str age_band);

extern const struct sql_list member_profile_sql, member_letter_sql,
    member_class_sql, member_note_sql, member_life_sql, member_start_sql,
    member_page_sql;

#endif
