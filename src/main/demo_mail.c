/*
 * demo_mail.c: who gets which mail about a team, in the demonstration.
 */
#include "base/random.h"
#include "main/demo.h"

static const struct sql SQL_DIGEST = {
	"INSERT INTO digest (ref, person, unit, rhythm, created_at, sent_until)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	SYSTEM("an invented trust of a demonstration")
};
static const struct sql *const list[] = { &SQL_DIGEST };
const struct sql_list demo_mail_sql = { list, NELEM(list) };

static enum db_status one(struct ctx *cx, const struct demo *d, int64_t person,
    int64_t unit, const char *rhythm)
{
	return db_exec(cx->conn, cx->arena, &SQL_DIGEST,
	    VALS(V(ref_new(cx->arena)), val_int(person), val_int(unit),
		V(rhythm), V(cx->now), V(date_month_start(d->today))),
	    NULL);
}

static enum db_status mail_fn(struct ctx *cx, void *arg)
{
	const struct demo *d = arg;
	enum db_status st = one(cx, d, d->manager, d->ward_unit, "week");

	return st == DB_OK ? one(cx, d, d->lead, d->trust, "month") : st;
}

bool demo_mail(struct demo *d)
{
	return ctx_change(d->cx, mail_fn, d) == DB_OK;
}
