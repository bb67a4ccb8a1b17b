/*
 * setting.c: reading and changing settings. Which there are is
 * setting_table.c's. Values are read each time, or once a request: they may
 * change on another node.
 */
#include "core/setting.h"

#include <assert.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/may.h"

#define FOR_EVERYBODY SYSTEM("settings are the whole trust's")

static const struct sql SQL_GET = { "SELECT value FROM setting WHERE name = ?1",
	FOR_EVERYBODY };

static const struct sql SQL_ALL = { "SELECT name, value FROM setting",
	FOR_EVERYBODY };

static const struct sql SQL_PUT = {
	"INSERT INTO setting (name, value, changed_at, changed_by)"
	" VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET"
	" value = excluded.value, changed_at = excluded.changed_at,"
	" changed_by = excluded.changed_by",
	FOR_EVERYBODY
};

/* What a request read. `arena` is the request's, whoever's context asks. */
struct setting_memo {
	struct arena *arena;
	struct str *values; /* as settings_all; NULL: not read yet */
};

static const struct setting *find(struct str name)
{
	size_t n;
	const struct setting *list = settings_all(&n);

	for (size_t i = 0; i < n; i++)
		if (str_is(name, list[i].name))
			return &list[i];
	return NULL;
}

void setting_remember(struct ctx *cx)
{
	cx->settings = ARENA_NEW(cx->arena, struct setting_memo);
	cx->settings->arena = cx->arena;
}

void setting_forget(struct ctx *cx)
{
	if (cx->settings != NULL)
		cx->settings->values = NULL;
}

/* The memo's values, read when it has none; a read that failed is tried again
 * the next time. */
static struct str *memo_values(struct ctx *cx)
{
	struct setting_memo *m = cx->settings;
	size_t n;
	const struct setting *list = settings_all(&n);
	struct str *values = m->values;

	if (values != NULL)
		return values;
	values = arena_array(m->arena, n, sizeof(*values));
	struct rows *r = db_query(cx->conn, m->arena, &SQL_ALL, NO_VALS);

	while (db_next(r)) {
		const struct setting *of = find(db_text(r, 0));

		if (of != NULL)
			values[of - list] = db_text(r, 1);
	}
	if (db_done(r) == DB_OK)
		m->values = values;
	return values;
}

static struct str memo_value(struct ctx *cx, const struct setting *s)
{
	size_t n;

	return memo_values(cx)[s - settings_all(&n)];
}

struct str setting_stamp(struct ctx *cx)
{
	struct buf b = buf_make(SIZE_MAX / 2);
	size_t n;

	assert(cx->settings != NULL);
	(void)settings_all(&n);
	const struct str *values = memo_values(cx);

	if (cx->settings->values == NULL)
		return STR_NULL;
	/* Values are single lines. */
	for (size_t i = 0; i < n; i++) {
		if (!str_null(values[i]))
			buf_fmt(&b, "%zu=%.*s\n", i, STR_ARG(values[i]));
	}
	const struct str ret = str_dup(cx->arena, buf_view(&b));

	buf_free(&b);
	return ret;
}

/* The stored text, or the default. */
static struct str value_of(struct ctx *cx, const struct setting *s)
{
	const struct str v =
	    cx->settings != NULL
		? memo_value(cx, s)
		: db_get_text(cx->conn, cx->arena, &SQL_GET, VALS(V(s->name)));

	return str_null(v) ? str_of(s->initial) : v;
}

struct str setting_text(struct ctx *cx, const char *name)
{
	const struct setting *s = find(str_of(name));

	assert(
	    s != NULL && (s->type == SETTING_TEXT || s->type == SETTING_URL));
	return value_of(cx, s);
}

/* What is stored was checked; what is not a number came by another way. */
static int64_t number_of(struct ctx *cx, const struct setting *s)
{
	int64_t n;

	if (str_int64(value_of(cx, s), &n) && n >= s->min && n <= s->max)
		return n;
	log_line(LOG_WARN, "setting", "what=\"bad value\" name=%s", s->name);
	const bool good = str_int64(str_of(s->initial), &n);

	assert(good);
	return n;
}

int64_t setting_int(struct ctx *cx, const char *name)
{
	const struct setting *s = find(str_of(name));

	assert(s != NULL && s->type == SETTING_INT);
	return number_of(cx, s);
}

bool setting_bool(struct ctx *cx, const char *name)
{
	const struct setting *s = find(str_of(name));

	assert(s != NULL && s->type == SETTING_BOOL);
	return number_of(cx, s) != 0;
}

/* Changing ------------------------------------------------------------ */

static bool plain_line(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.s[i] < 0x20 || v.s[i] == 0x7f)
			return false;
	return true;
}

static bool good_url(struct str v)
{
	static const char *const schemes[] = { "http://", "https://", "smtp://",
		"smtps://" };

	if (str_empty(v))
		return true; /* not said */
	if (str_find_byte(v, ' ') != SIZE_MAX || str_ends(v, S("/")))
		return false;
	for (size_t i = 0; i < NELEM(schemes); i++)
		if (str_starts(v, str_of(schemes[i])))
			return true;
	return false;
}

static bool good_number(const struct setting *s, struct str v)
{
	int64_t n;

	return str_int64(v, &n) && n >= s->min && n <= s->max;
}

static bool good_text(const struct setting *s, struct str v, struct err *e)
{
	const int64_t n = (int64_t)v.n;

	if (n < s->min)
		return err_set(e, "%s", T("Fill this in."));
	if (n > s->max)
		return err_set(
		    e, T("Use %lld letters or fewer."), (long long)s->max);
	if (!plain_line(v))
		return err_set(e, "%s", T("Write it in one line."));
	return true;
}

static bool good_value(const struct setting *s, struct str v, struct err *e)
{
	switch (s->type) {
	case SETTING_INT:
		if (good_number(s, v))
			return true;
		return err_set(e, T("Give a whole number from %lld to %lld."),
		    (long long)s->min, (long long)s->max);
	case SETTING_BOOL:
		if (str_is(v, "0") || str_is(v, "1"))
			return true;
		return err_set(e, "%s", T("Choose yes or no."));
	case SETTING_URL:
		if (good_url(v))
			return good_text(s, v, e);
		return err_set(e, "%s",
		    T("Give a web address without a slash at the end."));
	case SETTING_TEXT:
		return good_text(s, v, e);
	}
	assert(false && "an unknown type of setting");
	return false;
}

static bool allowed(struct ctx *cx, const struct setting *s, struct err *e)
{
	if (cx->system)
		return true;
	if (s->fixed)
		return err_set(e, "%s", T("This cannot be changed."));
	if (!may_trust(cx, CAP_SETTING_ADMIN))
		return err_set(e, "%s", T("You may not change settings."));
	return true;
}

enum db_status setting_put(
    struct ctx *cx, struct str name, struct str value, struct err *e)
{
	const struct setting *s = find(name);
	const struct str v = str_trim(value);
	enum db_status st;

	if (s == NULL) {
		err_set(e, "%s", T("There is no such setting."));
		return DB_REFUSED;
	}
	if (!allowed(cx, s, e) || !good_value(s, v, e))
		return DB_REFUSED;
	st = db_exec(cx->conn, cx->arena, &SQL_PUT,
	    VALS(V(s->name), val_text(str_null(v) ? S("") : v),
		val_instant(cx->now), val_ref(cx->person)),
	    NULL);
	if (st == DB_OK)
		st = audit(cx, "change", "setting", STR_NULL, str_of(s->name));
	return st;
}

static const struct sql *const list[] = { &SQL_GET, &SQL_ALL, &SQL_PUT };
const struct sql_list setting_sql = { list, NELEM(list) };
