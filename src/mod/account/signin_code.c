/*
 * signin_code.c: six digits in a mail, for members, who need no password.
 */
#include "base/log.h"
#include "base/random.h"
#include "core/audit.h"
#include "core/keys.h"
#include "job/job.h"
#include "letter/letter.h"
#include "mod/account/account.h"
#include "mod/account/oidc.h"
#include "mod/account/second.h"
#include "mod/account/signin.h"

#define BEFORE_RIGHTS SYSTEM("signing in comes before any right")

static const struct sql SQL_PERSON = {
	"SELECT id FROM person WHERE email = ?1 AND active = 1", BEFORE_RIGHTS
};

/* Where colleagues come by the directory, the code is for members alone. */
static const struct sql SQL_MEMBER = {
	"SELECT id FROM person WHERE email = ?1 AND active = 1 AND NOT EXISTS"
	" (SELECT 1 FROM may m WHERE m.person = person.id)",
	BEFORE_RIGHTS
};

static const struct sql SQL_CODE = {
	"SELECT c.code_hash, c.expires_at, c.tries, p.ref FROM signin_code c"
	" JOIN person p ON p.id = c.person WHERE c.person = ?1",
	BEFORE_RIGHTS
};

static const struct sql SQL_DROP = {
	"DELETE FROM signin_code WHERE person = ?1", BEFORE_RIGHTS
};

static const struct sql SQL_ADD = {
	"INSERT INTO signin_code (person, code_hash, expires_at, tries)"
	" VALUES (?1, ?2, ?3, 0)",
	BEFORE_RIGHTS
};

static const struct sql SQL_TRIED = {
	"UPDATE signin_code SET tries = tries + 1 WHERE person = ?1",
	BEFORE_RIGHTS
};

static struct instant after(struct instant t, int64_t minutes)
{
	return (struct instant){ t.us + minutes * 60 * US_PER_SECOND };
}

static int64_t person_of(struct ctx *cx, struct str email)
{
	const struct str e = str_lower(cx->arena, str_trim(email));

	if (str_empty(e) || e.n > SIGNIN_EMAIL_MAX)
		return 0;
	return db_get_int(cx->conn, cx->arena,
	    oidc_only(cx) ? &SQL_MEMBER : &SQL_PERSON, VALS(V(e)), 0);
}

/* Bound to the person: somebody else's digits are no use. */
static struct str code_hash(struct ctx *cx, int64_t person, struct str digits)
{
	uint8_t *m = arena_alloc(cx->arena, MAC_BYTES);

	mac(cx->app->keys, KEY_SESSION,
	    str_fmt(cx->arena, "code|%lld|%.*s", (long long)person,
		STR_ARG(digits)),
	    m);
	return (struct str){ (const char *)m, MAC_BYTES };
}

/* Every number of six digits equally often. */
static struct str new_digits(struct arena *a)
{
	const uint32_t fair = UINT32_MAX - UINT32_MAX % 1000000;
	uint32_t n;

	do {
		random_bytes(&n, sizeof(n));
	} while (n >= fair);
	return str_fmt(a, "%06u", (unsigned)(n % 1000000));
}

struct code {
	struct str hash, ref;
	struct instant expires_at;
	int64_t tries;
	bool found;
};

static enum db_status load(struct ctx *cx, int64_t person, struct code *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_CODE, VALS(val_int(person)));

	*ret = (struct code){ .found = db_next(r) };
	if (ret->found) {
		ret->hash = db_blob(r, 0);
		ret->expires_at = db_instant(r, 1);
		ret->tries = db_int(r, 2);
		ret->ref = db_text(r, 3);
	}
	return db_done(r);
}

enum db_status signin_code_make(
    struct ctx *cx, struct str email, struct str *ret_digits)
{
	const int64_t person = person_of(cx, email);
	struct code old;
	struct str digits;
	enum db_status st = load(cx, person, &old);

	*ret_digits = STR_NULL;
	if (st != DB_OK || person == 0)
		return st;
	/* Less than a minute old: a second mail would only confuse. */
	if (old.found &&
	    old.expires_at.us > after(cx->now, CODE_MINUTES - 1).us)
		return DB_OK;
	digits = new_digits(cx->arena);
	st = db_exec(
	    cx->conn, cx->arena, &SQL_DROP, VALS(val_int(person)), NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_ADD,
		    VALS(val_int(person),
			val_blob(code_hash(cx, person, digits)),
			val_instant(after(cx->now, CODE_MINUTES))),
		    NULL);
	if (st == DB_OK)
		*ret_digits = digits;
	return st;
}

static signin_phone_fn *phone;

void signin_use_phone(signin_phone_fn *fn)
{
	phone = fn;
}

/* Their own number, read as their own; the null str: none that will do. */
static struct str number_of(struct ctx *cx, struct str email)
{
	const int64_t who = cx->person;
	const bool system = cx->system;
	struct str typed = STR_NULL, number = STR_NULL;

	if (phone == NULL || !sms_possible(cx))
		return STR_NULL;
	ctx_act_as(cx, person_of(cx, email));
	typed = phone(cx);
	ctx_act_as(cx, who);
	cx->system = system;
	return !str_empty(typed) && sms_number(cx->arena, typed, &number)
		   ? number
		   : STR_NULL;
}

struct sending {
	struct str email;
	bool by_text;
};

/* In the language of whoever asks: the person may have none of their own. */
static enum db_status send_digits(
    struct ctx *cx, const struct sending *s, struct str digits)
{
	const struct letter_field fields[] = {
		{ "code", digits },
		{ "minutes", str_fmt(cx->arena, "%d", CODE_MINUTES) },
	};
	const struct str number =
	    s->by_text ? number_of(cx, s->email) : STR_NULL;
	struct letter l;
	struct err e = { "" };

	if (!letter_write(
		cx, "sign_in_code", STR_NULL, fields, NELEM(fields), &l, &e)) {
		log_line(LOG_ERROR, "letter", "what=\"%s\"", e.text);
		return DB_ERROR;
	}
	if (!str_null(number))
		return sms_add(cx, number, l.body);
	return mail_add(cx, &(struct mail){ .to = str_trim(s->email),
				.subject = l.subject,
				.text = l.body });
}

static enum db_status send_fn(struct ctx *cx, void *arg)
{
	const struct sending *s = arg;
	struct str digits;
	const enum db_status st = signin_code_make(cx, s->email, &digits);

	if (st != DB_OK || str_null(digits))
		return st;
	return send_digits(cx, s, digits);
}

enum db_status signin_code_send(struct ctx *cx, struct str email, bool by_text)
{
	struct sending s = { email, by_text };

	return ctx_change(cx, send_fn, &s);
}

/* Using one ----------------------------------------------------------- */

struct check {
	struct str email, digits;
	struct signin *ret;
};

static enum db_status let_in(
    struct ctx *cx, int64_t person, const struct code *c, struct signin *ret)
{
	const enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_DROP, VALS(val_int(person)), NULL);

	return st == DB_OK ? second_admit(cx, person, c->ref, ret) : st;
}

static enum db_status check_fn(struct ctx *cx, void *arg)
{
	const struct check *k = arg;
	const int64_t person = person_of(cx, k->email);
	struct code c;
	enum db_status st = load(cx, person, &c);

	*k->ret = (struct signin){ .in = false };
	if (st != DB_OK || person == 0 || !c.found)
		return st;
	if (c.expires_at.us <= cx->now.us || c.tries >= CODE_TRIES_MAX)
		return DB_OK;
	if (c.hash.n == MAC_BYTES &&
	    mac_equal((const uint8_t *)c.hash.s,
		(const uint8_t *)code_hash(cx, person, k->digits).s))
		return let_in(cx, person, &c, k->ret);
	st = db_exec(
	    cx->conn, cx->arena, &SQL_TRIED, VALS(val_int(person)), NULL);
	return st == DB_OK
		   ? audit(cx, "sign in refused", "person", c.ref, STR_NULL)
		   : st;
}

/* The digits alone, however they were grouped. */
static struct str only_digits(struct arena *a, struct str typed)
{
	char *out = arena_alloc(a, CODE_DIGITS + 1);
	size_t n = 0;

	for (size_t i = 0; i < typed.n && n <= CODE_DIGITS; i++)
		if (typed.s[i] >= '0' && typed.s[i] <= '9' && n < CODE_DIGITS)
			out[n++] = typed.s[i];
	return (struct str){ out, n };
}

enum db_status signin_code_check(
    struct ctx *cx, struct str email, struct str digits, struct signin *ret)
{
	struct check k = { email, only_digits(cx->arena, digits), ret };

	*ret = (struct signin){ .in = false };
	return ctx_change(cx, check_fn, &k);
}

static const struct sql *const list[] = { &SQL_PERSON, &SQL_MEMBER, &SQL_CODE,
	&SQL_DROP, &SQL_ADD, &SQL_TRIED };
const struct sql_list signin_code_sql = { list, NELEM(list) };
