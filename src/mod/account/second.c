/*
 * second.c: see second.h. The arithmetic of codes is totp.c's.
 */
#include "mod/account/second.h"

#include <stdio.h>

#include "base/random.h"
#include "core/audit.h"
#include "core/keys.h"
#include "core/may.h"
#include "core/reseal.h"
#include "core/session.h"
#include "core/setting.h"
#include "mod/account/second_ticket.h"
#include "mod/account/totp.h"

#define BEFORE_RIGHTS SYSTEM("signing in comes before any right")

static const struct sql SQL_LOAD = {
	"SELECT f.ref, f.sealed, f.last_step, f.failed, f.locked_until, p.ref"
	" FROM second_factor f JOIN person p ON p.id = f.person"
	" WHERE f.person = ?1 AND p.active = 1",
	BEFORE_RIGHTS
};
static const struct sql SQL_HAS = {
	"SELECT 1 FROM second_factor WHERE person = ?1", BEFORE_RIGHTS
};
/* Exact words, looking after sign-ins, and the five access classes. */
static const struct sql SQL_OPENS = {
	"SELECT 1 FROM may WHERE person = ?1"
	" AND cap IN (4, 11, 20, 21, 22, 23, 24) LIMIT 1",
	BEFORE_RIGHTS
};
_Static_assert(CAP_COMMENT_ORIGINAL == 4 && CAP_PERSON_ADMIN == 11 &&
		   CAP_IDENTITY == 20 && CAP_LIVED_EXPERIENCE == 21 &&
		   CAP_PASTORAL == 22 && CAP_BANK == 23 &&
		   CAP_DEMOGRAPHICS == 24,
    "the list above");
static const struct sql SQL_COUNT = {
	"UPDATE second_factor SET failed = ?2, locked_until = ?3"
	" WHERE person = ?1",
	BEFORE_RIGHTS
};
static const struct sql SQL_STEP = {
	"UPDATE second_factor SET last_step = ?2, failed = 0,"
	" locked_until = NULL WHERE person = ?1",
	BEFORE_RIGHTS
};
static const struct sql SQL_CODES = {
	"SELECT id, code_hash FROM recovery_code WHERE person = ?1"
	" AND used_at IS NULL ORDER BY id",
	BEFORE_RIGHTS
};
static const struct sql SQL_USED = {
	"UPDATE recovery_code SET used_at = ?2 WHERE id = ?1", BEFORE_RIGHTS
};
static const struct sql SQL_DROP = {
	"DELETE FROM second_factor WHERE person = ?1", BEFORE_RIGHTS
};
static const struct sql SQL_DROP_CODES = {
	"DELETE FROM recovery_code WHERE person = ?1", BEFORE_RIGHTS
};
static const struct sql SQL_ADD = {
	"INSERT INTO second_factor (person, ref, sealed, last_step, failed,"
	" created_at) VALUES (?1, ?2, ?3, ?4, 0, ?5)",
	BEFORE_RIGHTS
};
static const struct sql SQL_ADD_CODE = {
	"INSERT INTO recovery_code (person, code_hash) VALUES (?1, ?2)",
	BEFORE_RIGHTS
};
static const struct sql SQL_REF = { "SELECT ref FROM person WHERE id = ?1",
	BEFORE_RIGHTS };
static const struct sql SQL_RESET = {
	"INSERT INTO second_factor_reset (person, reset_by, reset_at, reason)"
	" VALUES (?1, ?2, ?3, ?4)",
	SYSTEM("the page that calls this has asked for the right")
};
static const struct sql SQL_END_SESSIONS = {
	"DELETE FROM session WHERE person = ?1",
	SYSTEM("whose factor was taken away is signed out")
};

static const struct sql SQL_SEALED = {
	"SELECT person, 'second_factor|secret|' || ref, sealed"
	" FROM second_factor WHERE person > ?1 ORDER BY person LIMIT 100",
	SYSTEM("sealed again under a new key, shown to nobody")
};
static const struct sql SQL_RESEAL = {
	"UPDATE second_factor SET sealed = ?2 WHERE person = ?1"
	" AND sealed = ?3",
	SYSTEM("sealed again under a new key, shown to nobody")
};
_Static_assert(RESEAL_ROWS == 100, "the LIMIT above");
const struct sealed_column second_sealed = { "second_factor.sealed", KEY_SECOND,
	&SQL_SEALED, &SQL_RESEAL };

/* Getting in ------------------------------------------------------------ */

bool second_has(struct ctx *cx, int64_t person)
{
	return db_get_int(cx->conn, cx->arena, &SQL_HAS, VALS(V(person)), 0) ==
	       1;
}

bool second_must(struct ctx *cx, int64_t person)
{
	return setting_bool(cx, "second_factor") &&
	       db_get_int(
		   cx->conn, cx->arena, &SQL_OPENS, VALS(V(person)), 0) == 1;
}

enum db_status second_open(
    struct ctx *cx, int64_t person, struct str ref, struct signin *ret)
{
	struct str token;
	enum db_status st;

	ctx_act_as(cx, person);
	st = session_start(cx, person, &token);
	if (st != DB_OK)
		return st;
	ret->in = true;
	ret->person = person;
	(void)snprintf(ret->token, sizeof(ret->token), "%.*s", STR_ARG(token));
	return audit(cx, "sign in", "person", ref, STR_NULL);
}

enum db_status second_admit(
    struct ctx *cx, int64_t person, struct str ref, struct signin *ret)
{
	const bool has = second_has(cx, person);
	struct str ticket;

	if (!has && !second_must(cx, person))
		return second_open(cx, person, ref, ret);
	ret->second = has ? SECOND_ASK : SECOND_SET_UP;
	ret->person = person;
	ticket = ticket_make(cx, person, has ? TICKET_ASK : TICKET_FIRST);
	(void)snprintf(
	    ret->ticket, sizeof(ret->ticket), "%.*s", STR_ARG(ticket));
	return audit(cx, "first factor", "person", ref, STR_NULL);
}

struct factor {
	struct str ref, secret, person_ref;
	int64_t last_step, failed;
	struct instant locked_until;
	bool found;
};

static enum db_status load(struct ctx *cx, int64_t person, struct factor *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_LOAD, VALS(V(person)));

	*ret = (struct factor){ .found = db_next(r) };
	if (ret->found) {
		ret->ref = db_text(r, 0);
		ret->secret = unseal(cx->app->keys, cx->arena, KEY_SECOND,
		    seal_where(cx->arena, "second_factor", "secret", ret->ref),
		    db_blob(r, 1));
		ret->last_step = db_int(r, 2);
		ret->failed = db_int(r, 3);
		ret->locked_until = db_instant(r, 4);
		ret->person_ref = db_text(r, 5);
	}
	return db_done(r);
}

/* The digits alone, however they were grouped; longer is something else. */
static struct str digits_of(struct arena *a, struct str typed)
{
	char *out = arena_alloc(a, 8);
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++) {
		if (typed.s[i] == ' ' || typed.s[i] == '-')
			continue;
		if (typed.s[i] < '0' || typed.s[i] > '9' || n == 6)
			return S("");
		out[n++] = typed.s[i];
	}
	return (struct str){ out, n };
}

/* What is hashed: bound to the person. */
static struct str recovery_text(
    struct arena *a, int64_t person, struct str code)
{
	return str_fmt(
	    a, "recovery|%lld|%.*s", (long long)person, STR_ARG(code));
}

/* The row of the unused recovery code that was typed; 0: none. */
static enum db_status recovery_find(
    struct ctx *cx, int64_t person, struct str typed, int64_t *ret)
{
	const struct str code =
	    ref_canonical(cx->arena, str_trim(typed), RECOVERY_CHARS);
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_CODES, VALS(V(person)));

	*ret = 0;
	while (!str_null(code) && *ret == 0 && db_next(r)) {
		const struct str hash = db_blob(r, 1);

		if (hash.n == MAC_BYTES &&
		    mac_matches(cx->app->keys, KEY_SECOND,
			recovery_text(cx->arena, person, code),
			(const uint8_t *)hash.s))
			*ret = db_int(r, 0);
	}
	return db_done(r);
}

static enum db_status wrong(
    struct ctx *cx, int64_t person, const struct factor *f)
{
	const bool lock = f->failed + 1 >= SIGNIN_TRIES_MAX;
	const struct instant until = { cx->now.us + SIGNIN_LOCK_MINUTES * 60 *
							US_PER_SECOND };
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_COUNT,
	    VALS(V(person), val_int(lock ? 0 : f->failed + 1),
		val_instant(lock ? until : INSTANT_NONE)),
	    NULL);

	if (st == DB_OK && lock)
		st = audit(cx, "lock out", "person", f->person_ref,
		    S("second_factor"));
	return st == DB_OK ? audit(cx, "sign in refused", "person",
				 f->person_ref, S("second_factor"))
			   : st;
}

struct trial {
	struct str ticket, typed;
	struct second_codes *codes;
	struct signin *ret;
};

static enum db_status use_recovery(
    struct ctx *cx, int64_t person, const struct factor *f, int64_t row)
{
	enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_USED, VALS(V(row), V(cx->now)), NULL);

	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_COUNT,
		    VALS(V(person), V(0), val_instant(INSTANT_NONE)), NULL);
	return st == DB_OK ? audit(cx, "recovery code used", "person",
				 f->person_ref, STR_NULL)
			   : st;
}

static enum db_status check_fn(struct ctx *cx, void *arg)
{
	const struct trial *t = arg;
	struct ticket k;
	struct factor f;
	int64_t step = 0, recovery = 0;
	enum db_status st;

	*t->ret = (struct signin){ .in = false };
	if (!ticket_read(cx, t->ticket, &k) || k.use != TICKET_ASK)
		return DB_OK;
	t->ret->second = SECOND_ASK;
	st = load(cx, k.person, &f);
	if (st != DB_OK || !f.found)
		return st;
	if (f.locked_until.us > cx->now.us)
		return audit(cx, "sign in refused", "person", f.person_ref,
		    S("second_factor"));
	if (!str_null(f.secret))
		step = totp_match(cx->arena, f.secret, cx->now, f.last_step,
		    digits_of(cx->arena, t->typed));
	if (step == 0)
		st = recovery_find(cx, k.person, t->typed, &recovery);
	if (st != DB_OK)
		return st;
	if (step == 0 && recovery == 0)
		return wrong(cx, k.person, &f);
	if (step != 0)
		st = db_exec(cx->conn, cx->arena, &SQL_STEP,
		    VALS(V(k.person), V(step)), NULL);
	else
		st = use_recovery(cx, k.person, &f, recovery);
	return st == DB_OK ? second_open(cx, k.person, f.person_ref, t->ret)
			   : st;
}

enum db_status second_check(
    struct ctx *cx, struct str ticket, struct str typed, struct signin *ret)
{
	struct trial t = { .ticket = ticket, .typed = typed, .ret = ret };

	return ctx_change(cx, check_fn, &t);
}

/* Setting one up ---------------------------------------------------------- */

struct str second_ticket_replace(struct ctx *cx, int64_t person)
{
	return ticket_make(cx, person, TICKET_REPLACE);
}

/* Whether this ticket may set one up for this person now. */
static bool usable(struct ctx *cx, const struct ticket *k)
{
	if (k->secret.n != TOTP_SECRET_BYTES)
		return false;
	if (k->use == TICKET_FIRST)
		return cx->person == 0 && !second_has(cx, k->person);
	return k->use == TICKET_REPLACE && cx->person == k->person;
}

struct str second_ticket_secret(struct ctx *cx, struct str ticket)
{
	struct ticket k;

	if (!ticket_read(cx, ticket, &k) || !usable(cx, &k))
		return STR_NULL;
	return totp_base32(cx->arena, k.secret);
}

static enum db_status add_codes(
    struct ctx *cx, int64_t person, struct second_codes *codes)
{
	enum db_status st = DB_OK;

	for (size_t i = 0; i < RECOVERY_CODES && st == DB_OK; i++) {
		const struct str c =
		    str_sub(ref_new(cx->arena), 0, RECOVERY_CHARS);
		uint8_t m[MAC_BYTES];

		mac(cx->app->keys, KEY_SECOND,
		    recovery_text(cx->arena, person, c), m);
		st = db_exec(cx->conn, cx->arena, &SQL_ADD_CODE,
		    VALS(V(person),
			val_blob((struct str){ (const char *)m, MAC_BYTES })),
		    NULL);
		(void)snprintf(codes->text[i], sizeof(codes->text[i]),
		    "%.5s-%.5s", c.s, c.s + 5);
	}
	return st;
}

static enum db_status drop(struct ctx *cx, int64_t person)
{
	const enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_DROP, VALS(V(person)), NULL);

	return st == DB_OK ? db_exec(cx->conn, cx->arena, &SQL_DROP_CODES,
				 VALS(V(person)), NULL)
			   : st;
}

static enum db_status store(struct ctx *cx, const struct ticket *k,
    int64_t step, struct second_codes *codes)
{
	const struct str ref = ref_new(cx->arena);
	enum db_status st = drop(cx, k->person);

	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_ADD,
		    VALS(V(k->person), V(ref),
			val_blob(seal(cx->app->keys, cx->arena, KEY_SECOND,
			    seal_where(
				cx->arena, "second_factor", "secret", ref),
			    k->secret)),
			V(step), V(cx->now)),
		    NULL);
	return st == DB_OK ? add_codes(cx, k->person, codes) : st;
}

static enum db_status set_up_fn(struct ctx *cx, void *arg)
{
	const struct trial *t = arg;
	struct ticket k;
	struct str ref;
	int64_t step;
	enum db_status st;

	*t->ret = (struct signin){ .in = false };
	if (!ticket_read(cx, t->ticket, &k) || !usable(cx, &k))
		return DB_OK;
	t->ret->second = SECOND_SET_UP;
	step = totp_match(
	    cx->arena, k.secret, cx->now, 0, digits_of(cx->arena, t->typed));
	if (step == 0)
		return DB_OK;
	st = store(cx, &k, step, t->codes);
	ref = db_get_text(cx->conn, cx->arena, &SQL_REF, VALS(V(k.person)));
	if (st == DB_OK)
		st = audit(cx, "change", "person", ref, S("second_factor"));
	if (st != DB_OK || k.use == TICKET_REPLACE) {
		t->ret->in = st == DB_OK;
		return st;
	}
	return second_open(cx, k.person, ref, t->ret);
}

enum db_status second_set_up(struct ctx *cx, struct str ticket,
    struct str typed, struct second_codes *codes, struct signin *ret)
{
	struct trial t = { ticket, typed, codes, ret };

	return ctx_change(cx, set_up_fn, &t);
}

/* Taking one away ---------------------------------------------------------- */

enum db_status second_reset(struct ctx *cx, int64_t person, struct str reason)
{
	enum db_status st = drop(cx, person);

	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_RESET,
		    VALS(V(person), val_ref(cx->person), V(cx->now), V(reason)),
		    NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_END_SESSIONS,
		    VALS(V(person)), NULL);
	return st == DB_OK ? audit(cx, "reset second factor", "person",
				 db_get_text(cx->conn, cx->arena, &SQL_REF,
				     VALS(V(person))),
				 S("second_factor"))
			   : st;
}

static const struct sql *const list[] = { &SQL_LOAD, &SQL_HAS, &SQL_OPENS,
	&SQL_COUNT, &SQL_STEP, &SQL_CODES, &SQL_USED, &SQL_DROP,
	&SQL_DROP_CODES, &SQL_ADD, &SQL_ADD_CODE, &SQL_REF, &SQL_RESET,
	&SQL_END_SESSIONS, &SQL_SEALED, &SQL_RESEAL };
const struct sql_list second_sql = { list, NELEM(list) };
