/*
 * session.c: see session.h. Who may sign in is mod/account's to say.
 */
#include "core/session.h"

#include <assert.h>

#include "base/random.h"
#include "core/keys.h"
#include "core/setting.h"

#define TOKEN_BYTES 32

static const struct sql SQL_FIND = {
	"SELECT s.person, p.name, p.lang, s.flash, s.seen_at FROM session s"
	" JOIN person p ON p.id = s.person WHERE s.token_hash = ?1"
	" AND p.active = 1 AND s.ends_at > ?2 AND s.seen_at > ?3",
	SYSTEM("finds out who is asking")
};

static const struct sql SQL_START = {
	"INSERT INTO session (token_hash, person, created_at, seen_at, ends_at)"
	" VALUES (?1, ?2, ?3, ?3, ?4)",
	SYSTEM("signing in comes before any right")
};

static const struct sql SQL_SWEEP = { "DELETE FROM session WHERE ends_at <= ?1",
	SYSTEM("sessions that ended are nobody's") };

static const struct sql SQL_END = { "DELETE FROM session WHERE token_hash = ?1",
	SYSTEM("by whoever holds the session") };

static const struct sql SQL_TOUCH = {
	"UPDATE session SET seen_at = ?2 WHERE token_hash = ?1",
	SYSTEM("by whoever holds the session")
};

static const struct sql SQL_FLASH = {
	"UPDATE session SET flash = ?2 WHERE token_hash = ?1",
	SYSTEM("by whoever holds the session")
};

static struct str token_hash(struct ctx *cx, struct str token)
{
	uint8_t *m = arena_alloc(cx->arena, MAC_BYTES);

	mac(cx->app->keys, KEY_SESSION, token, m);
	return (struct str){ (const char *)m, MAC_BYTES };
}

static struct instant earlier(struct instant t, int64_t seconds)
{
	return (struct instant){ t.us - seconds * US_PER_SECOND };
}

bool session_find(struct ctx *cx, struct str token, struct session *ret)
{
	const int64_t idle = setting_int(cx, "session_idle_minutes") * 60;
	const struct str hash = token_hash(cx, token);
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_FIND,
	    VALS(val_blob(hash), val_instant(cx->now),
		val_instant(earlier(cx->now, idle))));
	const bool found = db_next(r);

	if (found)
		*ret = (struct session){ .person = db_int(r, 0),
			.person_name = db_text(r, 1),
			.lang = db_text(r, 2),
			.flash = db_text(r, 3),
			.seen_at = db_instant(r, 4),
			.hash = hash };
	return db_done(r) == DB_OK && found;
}

struct str session_csrf(struct ctx *cx, struct str token)
{
	uint8_t m[MAC_BYTES];

	mac(cx->app->keys, KEY_FORM,
	    str_fmt(cx->arena, "csrf|%.*s", STR_ARG(token)), m);
	return mac_text(cx->arena, m);
}

enum db_status session_start(
    struct ctx *cx, int64_t person, struct str *ret_token)
{
	const int64_t hours = setting_int(cx, "session_hours");
	uint8_t bytes[TOKEN_BYTES];
	enum db_status st;

	assert(person != 0);
	random_bytes(bytes, sizeof(bytes));
	*ret_token = base32(cx->arena, bytes, sizeof(bytes));
	st = db_exec(
	    cx->conn, cx->arena, &SQL_SWEEP, VALS(val_instant(cx->now)), NULL);
	if (st != DB_OK)
		return st;
	return db_exec(cx->conn, cx->arena, &SQL_START,
	    VALS(val_blob(token_hash(cx, *ret_token)), val_int(person),
		val_instant(cx->now),
		val_instant(earlier(cx->now, -hours * 3600))),
	    NULL);
}

enum db_status session_end(struct ctx *cx, struct str hash)
{
	return db_exec(
	    cx->conn, cx->arena, &SQL_END, VALS(val_blob(hash)), NULL);
}

enum db_status session_touch(struct ctx *cx, struct str hash)
{
	return db_exec(cx->conn, cx->arena, &SQL_TOUCH,
	    VALS(val_blob(hash), val_instant(cx->now)), NULL);
}

enum db_status session_flash(
    struct ctx *cx, struct str hash, struct str sentence)
{
	return db_exec(cx->conn, cx->arena, &SQL_FLASH,
	    VALS(val_blob(hash), V(sentence)), NULL);
}

static const struct sql *const list[] = { &SQL_FIND, &SQL_START, &SQL_SWEEP,
	&SQL_END, &SQL_TOUCH, &SQL_FLASH };
const struct sql_list session_sql = { list, NELEM(list) };
