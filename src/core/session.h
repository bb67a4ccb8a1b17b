/*
 * session.h: who is signed in, in the database, so that any node can serve any
 * request. The cookie holds 32 random bytes as base 32; only a keyed hash of
 * them is stored.
 */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H

#include "core/ctx.h"

struct session {
	int64_t person;
	struct str person_name;
	struct str lang;  /* the person's choice, or null */
	struct str flash; /* one of our sentences, shown once; or null */
	struct str hash;  /* names the row */
	struct instant seen_at;
};

/* The live session of this cookie value: not ended, not idle too long, its
 * person active. Reads only. */
bool session_find(struct ctx *cx, struct str token, struct session *ret);

/* The token that this session's forms carry: a MAC of the cookie's value. */
struct str session_csrf(struct ctx *cx, struct str token);

/* Inside a change. session_start gives the cookie's value in cx's arena. */
enum db_status session_start(
    struct ctx *cx, int64_t person, struct str *ret_token) ATTR_MUST_USE;
enum db_status session_end(struct ctx *cx, struct str hash) ATTR_MUST_USE;
/* Seen now: called at most once a minute for a session. */
enum db_status session_touch(struct ctx *cx, struct str hash) ATTR_MUST_USE;
/* Sets (or with the null str clears) what the next page says once. */
enum db_status session_flash(
    struct ctx *cx, struct str hash, struct str sentence) ATTR_MUST_USE;

/* Statements of session.c. */
extern const struct sql_list session_sql;

#endif
