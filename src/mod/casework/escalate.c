/*
 * escalate.c: the clocks as days go by: what is due next is worked out again,
 * and who should know hears of it by mail: the named contact the working day
 * before and on the day, everybody who moves cases on there once it is late.
 * A mail is a row of the same change as the note that it went, so it goes once.
 */
#include "base/words.h"
#include "core/closed_days.h"
#include "job/job.h"
#include "mod/casework/internal.h"

#define BATCH 100 /* cases a change */

enum level { LEVEL_SOON = 1, LEVEL_LATE = 2 };

static const struct sql SQL_ONCE = {
	"INSERT INTO case_escalation (case_file, what, due_on, level, sent_at)"
	" VALUES (?1, ?2, ?3, ?4, ?5)"
	" ON CONFLICT (case_file, what, due_on, level) DO NOTHING",
	SYSTEM("the program's note that a mail about a clock went")
};
static const struct sql SQL_ONE = {
	"SELECT email FROM person WHERE id = ?1 AND active = 1",
	SYSTEM("the program writes to whom a case was given")
};
static const struct sql SQL_TEAM = {
	"SELECT p.email FROM person p JOIN may m ON m.person = p.id"
	" WHERE m.cap = ?1 AND m.unit = ?2 AND p.active = 1"
	" ORDER BY p.id LIMIT 20",
	SYSTEM("the program tells the complaints team of a late case")
};
static const struct sql *const list[] = { &SQL_ONCE, &SQL_ONE, &SQL_TEAM };
const struct sql_list case_escalate_sql = { list, NELEM(list) };

/* A number and a page: nothing of what the case is about leaves by mail. */
static enum db_status tell(
    struct ctx *cx, const struct case_file *c, enum level level, struct str to)
{
	const char *subject =
	    level == LEVEL_LATE ? T("A case is late") : T("A case is due");

	if (!mail_address_ok(to))
		return DB_OK;
	return mail_add(
	    cx, &(struct mail){ .to = to,
		    .subject = str_of(subject),
		    .text = str_fmt(cx->arena,
			T("Case %lld, by %.*s: %.*s\n\n%.*s/cases/%.*s\n"),
			(long long)c->number,
			STR_ARG(date_long(cx->arena, c->next_on)),
			STR_ARG(case_label(&case_whats, c->next_what)),
			STR_ARG(cx->app->base_url), STR_ARG(c->rec.ref)) });
}

static enum db_status tell_all(
    struct ctx *cx, const struct case_file *c, enum level level)
{
	const struct str first =
	    db_get_text(cx->conn, cx->arena, &SQL_ONE, VALS(V(c->handler)));
	enum db_status st = DB_OK;
	struct rows *r;

	if (!mail_possible(cx))
		return DB_OK;
	if (!str_null(first))
		st = tell(cx, c, level, first);
	if (level != LEVEL_LATE && !str_null(first))
		return st;
	r = db_query(cx->conn, cx->arena, &SQL_TEAM,
	    VALS(V((int)CAP_CASE_WRITE), V(c->unit)));
	while (st == DB_OK && db_next(r))
		if (!str_eq(db_text(r, 0), first))
			st = tell(cx, c, level, db_text(r, 0));
	const enum db_status read = db_done(r);

	return st == DB_OK ? read : st;
}

/* Once for this due day and level; the second time does nothing. */
static enum db_status escalate(
    struct ctx *cx, const struct case_file *c, enum level level)
{
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_ONCE,
	    VALS(V(c->rec.id), V(c->next_what), V(c->next_on), V((int)level),
		V(cx->now)),
	    &n);

	if (st != DB_OK || n == 0)
		return st;
	st = tell_all(cx, c, level);
	return st == DB_OK && level == LEVEL_LATE
		   ? case_event(cx, c, "escalated", c->next_on, STR_NULL)
		   : st;
}

static enum db_status look(
    struct ctx *cx, struct case_file *c, struct date soon)
{
	const struct date was = c->next_on;
	const struct str what = c->next_what;
	enum db_status st = DB_OK;

	case_due(cx, c);
	if (date_cmp(was, c->next_on) != 0 || !str_eq(what, c->next_what))
		st = case_put_next(cx, c);
	if (st != DB_OK || date_none(c->next_on) ||
	    date_cmp(c->next_on, soon) > 0)
		return st;
	return escalate(cx, c,
	    date_cmp(c->next_on, cx->today) < 0 ? LEVEL_LATE : LEVEL_SOON);
}

struct round {
	int64_t after;     /* the last case of the round before */
	int64_t ret_after; /* and of this one */
	bool ret_more;
};

static enum db_status round_fn(struct ctx *cx, void *arg)
{
	struct round *in = arg;
	const struct calendar days = closed_days(cx);
	const struct date soon = calendar_add(&days, cx->today, 1);
	int64_t after = in->after;
	bool more = true;

	for (int i = 0; i < BATCH && more; i++) {
		struct case_file c;

		more = case_find_due(cx, soon, after, &c);
		if (!more)
			break;
		after = c.rec.id;
		const enum db_status st = look(cx, &c, soon);

		if (st != DB_OK)
			return st;
	}
	in->ret_after = after;
	in->ret_more = more;
	return DB_OK;
}

enum db_status case_clocks_job(struct ctx *cx, struct str arg)
{
	struct round in = { .ret_more = true };
	enum db_status st = DB_OK;

	(void)arg;
	while (st == DB_OK && in.ret_more) {
		in.after = in.ret_after;
		st = ctx_change(cx, round_fn, &in);
	}
	return st;
}
