/*
 * ctx.c: see ctx.h.
 */
#include "core/ctx.h"

#include <assert.h>

#include "core/setting.h"

struct ctx ctx_make(
    const struct app *app, struct arena *a, struct conn *c, const char *request)
{
	const struct instant now = instant_now();

	assert(request != NULL);
	if (c != NULL)
		db_act_as(c, 0);
	return (struct ctx){ .app = app,
		.arena = a,
		.conn = c,
		.now = now,
		.today = instant_london_date(now),
		.request = request };
}

void ctx_act_as(struct ctx *cx, int64_t person)
{
	cx->person = person;
	cx->system = false;
	db_act_as(cx->conn, person);
}

struct change {
	const struct ctx *outer;
	ctx_change_fn *fn;
	void *arg;
};

static enum db_status change_run(struct conn *c, struct arena *a, void *arg)
{
	const struct change *ch = arg;
	struct ctx cx = *ch->outer;

	cx.conn = c;
	cx.arena = a;
	cx.settings = NULL; /* what the transaction sees, not the request */
	/* The connection may be the writer's, last used for someone else. */
	db_act_as(c, cx.person);
	return ch->fn(&cx, ch->arg);
}

enum db_status ctx_change(struct ctx *cx, ctx_change_fn *fn, void *arg)
{
	struct change ch = { cx, fn, arg };
	const enum db_status st = db_change(cx->conn, change_run, &ch);

	/* It may have run on this connection and acted for someone else. */
	db_act_as(cx->conn, cx->person);
	setting_forget(cx);
	return st;
}
