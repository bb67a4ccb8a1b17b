/*
 * demo_insight.c: what a trust sets and imports for its charts: targets.
 */
#include "base/log.h"
#include "core/setting.h"
#include "main/demo.h"

static enum db_status put_targets(struct ctx *cx, void *arg)
{
	struct err e = { "" };
	enum db_status st = setting_put(cx, S("target_positive"), S("90"), &e);

	(void)arg;
	if (st == DB_OK)
		st = setting_put(cx, S("target_very_good"), S("72"), &e);
	if (st != DB_OK)
		log_line(LOG_ERROR, "demo", "%s", e.text);
	return st;
}

bool demo_insight(struct demo *d)
{
	return ctx_change(d->cx, put_targets, NULL) == DB_OK;
}
