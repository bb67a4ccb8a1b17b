/*
 * break_glass.c: see break_glass.h.
 */
#include "mod/account/break_glass.h"

#include "base/log.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/may.h"
#include "job/job.h"
#include "mod/account/second.h"

#define BEFORE_RIGHTS SYSTEM("signing in comes before any right")
#define TOLD_MAX      50

static const struct sql SQL_IS = {
	"SELECT 1 FROM break_glass WHERE person = ?1", BEFORE_RIGHTS
};
static const struct sql SQL_MARK = {
	"INSERT INTO break_glass (person, created_at) VALUES (?1, ?2)"
	" ON CONFLICT (person) DO NOTHING",
	SYSTEM("a command of the trust's own administrator")
};
static const struct sql SQL_USED = {
	"UPDATE break_glass SET used_at = ?2 WHERE person = ?1", BEFORE_RIGHTS
};
static const struct sql SQL_TOLD = {
	"SELECT DISTINCT p.id, p.email FROM person p JOIN may m"
	" ON m.person = p.id WHERE m.cap = ?2 AND p.active = 1 AND p.id <> ?1"
	" ORDER BY p.id LIMIT 50",
	SYSTEM("an alarm to those who look after the trust's settings")
};
_Static_assert(TOLD_MAX == 50, "the LIMIT above");

bool break_glass_is(struct ctx *cx, int64_t person)
{
	return db_get_int(cx->conn, cx->arena, &SQL_IS, VALS(V(person)), 0) ==
	       1;
}

enum db_status break_glass_mark(struct ctx *cx, int64_t person)
{
	return db_exec(
	    cx->conn, cx->arena, &SQL_MARK, VALS(V(person), V(cx->now)), NULL);
}

/* Says that it happened and when, and nothing of who or why. */
static enum db_status tell(struct ctx *cx, int64_t person)
{
	struct str to[TOLD_MAX] = { 0 };
	size_t n = 0;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_TOLD,
	    VALS(V(person), V((int)CAP_SETTING_ADMIN)));
	enum db_status st;

	while (n < TOLD_MAX && db_next(r))
		to[n++] = db_text(r, 1);
	st = db_done(r);
	const struct mail m = { .subject = str_of(T("The emergency sign-in of "
						    "Heard was used")),
		.text = str_of(T("Somebody signed in to Heard with the "
				 "password that is kept for emergencies. If "
				 "you do not know why, look at the audit "
				 "trail now and give that sign-in a new "
				 "password.")) };

	for (size_t i = 0; i < n && st == DB_OK; i++) {
		struct mail one = m;

		one.to = to[i];
		st = mail_address_ok(one.to) ? mail_add(cx, &one) : DB_OK;
	}
	return st;
}

enum db_status break_glass_admit(
    struct ctx *cx, int64_t person, struct str ref, struct signin *ret)
{
	enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_USED, VALS(V(person), V(cx->now)), NULL);

	log_line(LOG_WARN, "account", "what=\"break-glass sign-in used\"");
	if (st == DB_OK)
		st = tell(cx, person);
	if (st == DB_OK)
		st = second_open(cx, person, ref, ret);
	return st == DB_OK ? audit(cx, "break glass", "person", ref, STR_NULL)
			   : st;
}

static const struct sql *const list[] = { &SQL_IS, &SQL_MARK, &SQL_USED,
	&SQL_TOLD };
const struct sql_list break_glass_sql = { list, NELEM(list) };
