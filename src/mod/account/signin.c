/*
 * signin.c: the password rule. Codes in a mail are signin_code.c's.
 */
#include "mod/account/signin.h"

#include "base/words.h"
#include "core/audit.h"
#include "core/keys.h"
#include "mod/account/account.h"
#include "mod/account/break_glass.h"
#include "mod/account/oidc.h"
#include "mod/account/second.h"

#define BEFORE_RIGHTS SYSTEM("signing in comes before any right")

static const struct sql SQL_BY_EMAIL = {
	"SELECT id, password_hash, active FROM person WHERE email = ?1",
	BEFORE_RIGHTS
};

static const struct sql SQL_BY_ID = {
	"SELECT id, password_hash, active FROM person WHERE id = ?1",
	BEFORE_RIGHTS
};

static const struct sql SQL_STATE = {
	"SELECT ref, failed, locked_until, active, password_hash FROM person"
	" WHERE id = ?1",
	BEFORE_RIGHTS
};

static const struct sql SQL_COUNT = {
	"UPDATE person SET failed = ?2, locked_until = ?3 WHERE id = ?1",
	BEFORE_RIGHTS
};

static const struct sql SQL_STORE = {
	"UPDATE person SET password_hash = ?2, failed = 0, locked_until = NULL"
	" WHERE id = ?1",
	SYSTEM("the rule that calls this has asked who they are")
};

static const struct sql SQL_REF = { "SELECT ref FROM person WHERE id = ?1",
	BEFORE_RIGHTS };

static const struct sql SQL_END_OTHERS = {
	"DELETE FROM session WHERE person = ?1 AND token_hash <> ?2",
	SYSTEM("one's own sessions")
};

/* One attempt: what was found before the change, and what comes of it. */
struct attempt {
	int64_t person;  /* 0: nobody has this address */
	struct str hash; /* that the password was held against */
	bool right;      /* the password fits it */
	bool open;       /* a session is wanted */
	struct signin *ret;
};

struct state {
	struct str ref, hash;
	int64_t failed;
	struct instant locked_until;
	bool active;
};

static enum db_status load(struct ctx *cx, int64_t person, struct state *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_STATE, VALS(val_int(person)));

	*ret = (struct state){ .active = false };
	if (db_next(r))
		*ret = (struct state){ .ref = db_text(r, 0),
			.failed = db_int(r, 1),
			.locked_until = db_instant(r, 2),
			.active = db_int(r, 3) != 0,
			.hash = db_text(r, 4) };
	return db_done(r);
}

/* The fifth in a row shuts the door. */
static enum db_status count_wrong(
    struct ctx *cx, int64_t person, const struct state *s)
{
	const bool lock = s->failed + 1 >= SIGNIN_TRIES_MAX;
	const struct instant until = { cx->now.us + SIGNIN_LOCK_MINUTES * 60 *
							US_PER_SECOND };
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_COUNT,
	    VALS(val_int(person), val_int(lock ? 0 : s->failed + 1),
		val_instant(lock ? until : INSTANT_NONE)),
	    NULL);

	if (st == DB_OK && lock)
		st = audit(cx, "lock out", "person", s->ref, STR_NULL);
	return st;
}

static enum db_status let_in(
    struct ctx *cx, const struct attempt *at, const struct state *s)
{
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_COUNT,
	    VALS(val_int(at->person), V(0), val_instant(INSTANT_NONE)), NULL);

	if (st == DB_OK && at->open)
		return break_glass_is(cx, at->person)
			   ? break_glass_admit(cx, at->person, s->ref, at->ret)
			   : second_admit(cx, at->person, s->ref, at->ret);
	at->ret->in = st == DB_OK;
	at->ret->person = at->person;
	return st;
}

static enum db_status attempt_fn(struct ctx *cx, void *arg)
{
	struct attempt *at = arg;
	struct state s;
	enum db_status st = load(cx, at->person, &s);

	*at->ret = (struct signin){ .in = false };
	if (st != DB_OK)
		return st;
	const bool locked = s.locked_until.us > cx->now.us;
	/* Where the directory is the only door, break-glass is the other. */
	const bool shut = at->open && oidc_only(cx) && at->person != 0 &&
			  !break_glass_is(cx, at->person);
	const bool usable = at->person != 0 && s.active && !locked && !shut;

	/* The password may have changed since it was looked at. */
	if (usable && at->right && str_eq(s.hash, at->hash))
		return let_in(cx, at, &s);
	if (usable)
		st = count_wrong(cx, at->person, &s);
	/* Also for nobody: the same work whoever was named. */
	return st == DB_OK
		   ? audit(cx, "sign in refused", "person", s.ref, STR_NULL)
		   : st;
}

static enum db_status try_password(struct ctx *cx, const struct sql *q,
    struct val key, struct str password, struct attempt *at)
{
	struct rows *r = db_query(cx->conn, cx->arena, q, &key, 1);
	enum db_status st;

	if (db_next(r)) {
		at->person = db_int(r, 0);
		at->hash = db_text(r, 1);
	}
	st = db_done(r);
	if (st != DB_OK)
		return st;
	at->right = password_check(at->hash, password);
	return ctx_change(cx, attempt_fn, at);
}

enum db_status signin_password(
    struct ctx *cx, struct str email, struct str password, struct signin *ret)
{
	struct attempt at = { .open = true, .ret = ret };
	const struct str folded = str_lower(cx->arena, str_trim(email));

	*ret = (struct signin){ .in = false };
	if (password.n > PASSWORD_MAX || email.n > SIGNIN_EMAIL_MAX)
		password = S("");
	return try_password(cx, &SQL_BY_EMAIL,
	    val_text(str_null(folded) ? S("") : folded), password, &at);
}

enum db_status signin_confirm(
    struct ctx *cx, int64_t person, struct str password, bool *ret_right)
{
	struct signin got = { 0 };
	struct attempt at = { .ret = &got };
	const enum db_status st =
	    try_password(cx, &SQL_BY_ID, val_int(person), password, &at);

	*ret_right = st == DB_OK && got.in;
	return st;
}

/* New passwords ------------------------------------------------------- */

/* Nearly all one sign, or a run of the keyboard. */
static bool too_simple(struct str p)
{
	static const char *const common[] = { "password", "123456", "qwerty",
		"letmein", "welcome" };
	size_t same = 0;

	for (size_t i = 1; i < p.n; i++)
		same += p.s[i] == p.s[i - 1] ? 1 : 0;
	if (same + 4 > p.n)
		return true;
	for (size_t i = 0; i < NELEM(common); i++) {
		const struct str c = str_of(common[i]);

		if (str_eq_nocase(str_sub(p, 0, c.n), c) && p.n < c.n + 8)
			return true;
	}
	return false;
}

const char *password_problem(struct str password, struct str email)
{
	const size_t at = str_find_byte(email, '@');
	const struct str local = str_sub(email, 0, at == SIZE_MAX ? 0 : at);

	if (password.n < PASSWORD_MIN)
		return T("Use at least 12 characters. Three words that do not "
			 "belong together make a good password");
	if (password.n > PASSWORD_MAX)
		return T("Use 200 characters or fewer");
	if (too_simple(password) ||
	    (local.n > 3 &&
		str_eq_nocase(str_sub(password, 0, local.n), local)))
		return T("This password is easy to guess. Three words that do "
			 "not belong together make a good one");
	return NULL;
}

enum db_status password_store(
    struct ctx *cx, int64_t person, struct str hash, struct str keep)
{
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_STORE,
	    VALS(val_int(person), V(hash)), NULL);

	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_END_OTHERS,
		    VALS(val_int(person),
			val_blob(str_null(keep) ? S("") : keep)),
		    NULL);
	if (st != DB_OK)
		return st;
	return audit(cx, "change", "person",
	    db_get_text(cx->conn, cx->arena, &SQL_REF, VALS(val_int(person))),
	    S("password_hash"));
}

static const struct sql *const list[] = { &SQL_BY_EMAIL, &SQL_BY_ID, &SQL_STATE,
	&SQL_COUNT, &SQL_STORE, &SQL_REF, &SQL_END_OTHERS };
const struct sql_list signin_sql = { list, NELEM(list) };
