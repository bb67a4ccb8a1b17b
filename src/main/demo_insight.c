/*
 * demo_insight.c: what a trust sets and imports for its charts: targets, service
 * groups, how many people could have answered.
 */
#include <math.h>

#include "base/hash.h"
#include "base/log.h"
#include "core/setting.h"
#include "main/demo.h"
#include "mod/insight/fft_return.h"

#define INVENTS SYSTEM("an invented trust of a demonstration")
#define MONTHS  14

static const struct sql SQL_UNIT = { "SELECT id FROM unit WHERE slug = ?1",
	INVENTS };
static const struct sql SQL_ANSWERS = {
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1"
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
	" SELECT count(*) FROM below b JOIN response r ON r.unit = b.id"
	" WHERE r.experienced_on >= ?2 AND r.experienced_on < ?3",
	INVENTS
};
/* `rate`: about how many in a hundred answer; 0: nobody counts there. */
static const struct group {
	const char *slug, *name, *setting;
	double target, rate;
} groups[] = {
	{ "mental-health-wards", "Acute services", "mental_health", 3, 8.1 },
	{ "secure-wards", "Secure and forensic services", "mental_health", 3,
	    6.4 },
	{ "adult-mental-health", "Secondary care community", "mental_health", 3,
	    2.7 },
	{ "district-nursing", "Community nursing", "community", 4, 4.6 },
	{ "therapy", "Rehabilitation and therapy", "community", 4, 3.6 },
	{ "long-term-conditions", "Specialist services", "community", 4, 5.0 },
	{ "children-and-families", "Children and family services", "community",
	    4, 3.1 },
	{ "learning-disability-and-autism", "Other", "mental_health",
	    (double)NAN, 0 },
};

static enum db_status put_targets(struct ctx *cx)
{
	struct err e = { "" };
	enum db_status st = setting_put(cx, S("target_positive"), S("90"), &e);

	if (st == DB_OK)
		st = setting_put(cx, S("target_very_good"), S("72"), &e);
	if (st != DB_OK)
		log_line(LOG_ERROR, "demo", "%s", e.text);
	return st;
}

static enum db_status put_eligible(
    struct demo *d, struct ctx *cx, int64_t unit, double rate, int ago)
{
	struct problems p = { .arena = cx->arena };
	const struct date month =
	    date_add_months(date_month_start(d->today), -ago);
	const int64_t n = db_get_int(cx->conn, cx->arena, &SQL_ANSWERS,
	    VALS(V(unit), V(month), V(date_add_months(month, 1))), 0);
	const double noise = 0.9 + 0.2 * prng_unit(&d->rng);
	struct eligible_count e = { .unit = unit,
		.month = month,
		.eligible = n + (int64_t)((double)n * noise * 100.0 / rate),
		.source = S("Patient record system, contacts and discharges") };

	return kind_save(cx, &kind_eligible_count, &e, &p);
}

static enum db_status put_group(
    struct demo *d, struct ctx *cx, const struct group *g)
{
	struct problems p = { .arena = cx->arena };
	struct service_group s = { .name = str_of(g->name),
		.setting = str_of(g->setting),
		.rate_target = g->target,
		.unit = db_get_int(
		    cx->conn, cx->arena, &SQL_UNIT, VALS(V(g->slug)), 0) };
	enum db_status st = kind_save(cx, &kind_service_group, &s, &p);

	for (int ago = 1; st == DB_OK && g->rate > 0.0 && ago < MONTHS; ago++)
		st = put_eligible(d, cx, s.unit, g->rate, ago);
	if (st != DB_OK && p.n > 0)
		log_line(
		    LOG_ERROR, "demo", "%.*s", STR_ARG(p.list[0].sentence));
	return st;
}

/* Invented figures for England, and the trust's own as if published. */
static enum db_status put_published(struct demo *d, struct ctx *cx,
    const char *setting, int ago, double share, double own)
{
	struct fft_published list[2];
	struct fft_file file = { .list = list, .n = 2 };
	struct national_in in = { .file = &file,
		.month = date_add_months(date_month_start(d->today), -ago),
		.setting = str_of(setting),
		.name = S("an invented file"),
		.sha256 = sha256_hex(cx->arena, str_of(setting)) };

	for (size_t i = 0; i < 2; i++) {
		const double wobble = 2.0 * prng_unit(&d->rng) - 1.0;
		const double positive =
		    i == 0 ? share + wobble * 0.4 : own + wobble * 1.5;

		list[i] = (struct fft_published){ .level = i == 0 ? FFT_ENGLAND
								  : FFT_TRUST,
			.code = i == 0 ? S("ENG") : S("ZZM"),
			.name = i == 0 ? S("England (invented)")
				       : S("Merrowdale (invented)"),
			.responses =
			    i == 0 ? 28000 + (int64_t)prng_below(&d->rng, 4000)
				   : 300 + (int64_t)prng_below(&d->rng, 120),
			.eligible = FFT_HIDDEN,
			.positive = positive,
			.negative = (100.0 - positive) / 2.0 };
		for (size_t k = 0; k < FFT_ANSWERS; k++)
			list[i].answers[k] = FFT_HIDDEN;
	}
	return national_put(cx, &in);
}

static enum db_status put_national(struct demo *d, struct ctx *cx)
{
	enum db_status st = DB_OK;

	for (int ago = 2; ago < MONTHS && st == DB_OK; ago++) {
		st = put_published(d, cx, "mental_health", ago, 87, 78);
		if (st == DB_OK)
			st = put_published(d, cx, "community", ago, 94, 95);
	}
	return st;
}

static const struct sql SQL_CODE = {
	"UPDATE unit SET ods_code = 'ZZM' WHERE id = ?1 AND ods_code IS NULL",
	INVENTS
};

static enum db_status insight_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;
	const struct prng rng = d->rng;
	enum db_status st = put_targets(cx);

	for (size_t i = 0; i < NELEM(groups) && st == DB_OK; i++)
		st = put_group(d, cx, &groups[i]);
	for (int ago = 1; ago < MONTHS && st == DB_OK; ago++)
		st = put_eligible(d, cx, d->ward_unit, 8.1, ago);
	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_CODE, VALS(V(d->trust)), NULL);
	if (st == DB_OK)
		st = put_national(d, cx);
	d->rng = rng; /* the function may run again */
	return st;
}

static struct str body_of(struct arena *a, const struct fft_return *t)
{
	struct buf b = buf_make(1 << 20);
	struct str s;

	fft_write(&b, a, t);
	s = str_dup(a, buf_view(&b));
	buf_free(&b);
	return s;
}

/* A return that was sent some weeks ago, before the last two answers came. */
static bool freeze_one(struct demo *d)
{
	struct ctx *cx = d->cx;
	struct fft_now now = { 0 };
	struct fft_freeze f = { .setting = S("mental_health"),
		.month = date_add_months(date_month_start(d->today), -2) };
	bool good;

	ctx_act_as(cx, d->lead); /* counts are for who may read them */
	good = fft_now(cx, f.setting, f.month, &now) && now.t.n > 0;
	if (good) {
		int64_t *few = now.t.rows[0].answers;

		few[0] = few[0] > 2 ? few[0] - 2 : few[0];
		for (size_t i = 0; i < now.t.n; i++)
			f.responses += fft_responses(now.t.rows[i].answers);
		f.body = body_of(cx->arena, &now.t);
		f.sha256 = sha256_hex(cx->arena, f.body);
		good = ctx_change(cx, fft_freeze, &f) == DB_OK;
	}
	ctx_act_as(cx, 0);
	cx->system = true;
	return good;
}

bool demo_insight(struct demo *d)
{
	return ctx_change(d->cx, insight_fn, d) == DB_OK && freeze_one(d);
}

static const struct sql *const list[] = { &SQL_UNIT, &SQL_ANSWERS, &SQL_CODE };
const struct sql_list demo_insight_sql = { list, NELEM(list) };
