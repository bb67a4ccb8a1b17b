/*
 * national.c: see national.h.
 */
#include "mod/insight/national.h"

#include <math.h>

#include "base/words.h"
#include "mod/org/org.h"

#define PUBLIC SYSTEM("published by NHS England: the same for everybody")

static const struct sql SQL_FORGET_ROWS = {
	"DELETE FROM fft_published WHERE file IN (SELECT id FROM fft_file"
	" WHERE month = ?1 AND setting = ?2)",
	PUBLIC
};
static const struct sql SQL_FORGET = {
	"DELETE FROM fft_file WHERE month = ?1 AND setting = ?2", PUBLIC
};
static const struct sql SQL_FILE = {
	"INSERT INTO fft_file (month, setting, name, sha256, brought_at,"
	" brought_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
	PUBLIC
};
static const struct sql SQL_ROW = {
	"INSERT INTO fft_published (file, level, code, name, responses,"
	" eligible, very_good, good, neither, poor, very_poor, dont_know,"
	" positive, negative) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
	" ?11, ?12, ?13, ?14)",
	PUBLIC
};
static const struct sql SQL_MONTHS = {
	"SELECT f.id, f.month, f.name FROM fft_file f WHERE f.setting = ?1"
	" ORDER BY f.month DESC, f.id LIMIT 60",
	PUBLIC
};
/* A file's line for all of England; with the independent sector first. */
static const struct sql SQL_ENGLAND = {
	"SELECT p.responses, p.positive FROM fft_published p WHERE p.file = ?1"
	" AND p.level = 'england' ORDER BY p.code LIMIT 1",
	PUBLIC
};
static const struct sql SQL_SUM = {
	"SELECT sum(p.responses), sum(p.very_good + p.good) FROM"
	" fft_published p WHERE p.file = ?1 AND p.level = 'trust'"
	" AND p.very_good IS NOT NULL",
	PUBLIC
};
static const struct sql SQL_OWN = {
	"SELECT p.responses, p.positive FROM fft_published p WHERE p.file = ?1"
	" AND p.level = 'trust' AND p.code = ?2",
	PUBLIC
};
static const struct sql SQL_TRUST = {
	"SELECT id, coalesce(ods_code, ''), name FROM unit"
	" WHERE level = 'trust' ORDER BY id LIMIT 1",
	SYSTEM("the trust's own name and code are public")
};

static const char *const level_codes[] = { "england", "icb", "trust" };

static struct val hidden_or(int64_t n)
{
	return val_int_or_null(n, n < 0);
}

static enum db_status put_row(
    struct ctx *cx, int64_t file, const struct fft_published *p)
{
	return db_exec(cx->conn, cx->arena, &SQL_ROW,
	    VALS(V(file), V(level_codes[p->level]), V(p->code), V(p->name),
		V(p->responses), hidden_or(p->eligible),
		hidden_or(p->answers[0]), hidden_or(p->answers[1]),
		hidden_or(p->answers[2]), hidden_or(p->answers[3]),
		hidden_or(p->answers[4]), hidden_or(p->answers[5]),
		V(p->positive), V(p->negative)),
	    NULL);
}

enum db_status national_put(struct ctx *cx, void *arg)
{
	const struct national_in *in = arg;
	int64_t id = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_FORGET_ROWS,
	    VALS(V(in->month), V(in->setting)), NULL);

	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_FORGET,
		    VALS(V(in->month), V(in->setting)), NULL);
	if (st == DB_OK)
		st = db_insert(cx->conn, cx->arena, &SQL_FILE,
		    VALS(V(in->month), V(in->setting), V(in->name),
			V(in->sha256), V(cx->now), val_ref(cx->person)),
		    &id);
	for (size_t i = 0; i < in->file->n && st == DB_OK; i++)
		st = put_row(cx, id, &in->file->list[i]);
	return st;
}

static void read_england(struct ctx *cx, int64_t file, struct national_month *m)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ENGLAND, VALS(V(file)));

	m->england = (double)NAN;
	if (db_next(r)) {
		m->england_responses = db_int(r, 0);
		m->england = db_real(r, 1);
		(void)db_done(r);
		return;
	}
	(void)db_done(r);
	r = db_query(cx->conn, cx->arena, &SQL_SUM, VALS(V(file)));
	if (db_next(r) && db_int(r, 0) > 0) {
		m->england_responses = db_int(r, 0);
		m->england =
		    100.0 * (double)db_int(r, 1) / (double)m->england_responses;
		m->summed = true;
	}
	(void)db_done(r);
}

static void read_own(
    struct ctx *cx, int64_t file, struct str code, struct national_month *m)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_OWN, VALS(V(file), V(code)));

	m->own = (double)NAN;
	if (db_next(r)) {
		m->own_responses = db_int(r, 0);
		m->own = db_real(r, 1);
	}
	(void)db_done(r);
}

size_t national_months(struct ctx *cx, struct str setting, struct str code,
    struct national_month ret[NATIONAL_MONTHS])
{
	int64_t files[NATIONAL_MONTHS];
	size_t n = 0;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_MONTHS, VALS(V(setting)));

	while (n < NATIONAL_MONTHS && db_next(r)) {
		files[n] = db_int(r, 0);
		ret[n++] = (struct national_month){ .month = db_date(r, 1),
			.file = db_text(r, 2) };
	}
	(void)db_done(r);
	for (size_t i = 0; i < n; i++) {
		read_england(cx, files[i], &ret[i]);
		read_own(cx, files[i], code, &ret[i]);
	}
	return n;
}

struct str national_setting(const struct rates *x, const struct rate_unit *u)
{
	const struct service_group *g = rate_group(x, u->group);

	return g != NULL ? g->setting : u->setting;
}

struct national_trust national_trust(struct ctx *cx)
{
	struct national_trust t = { .id = 0 };
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_TRUST, NO_VALS);

	if (db_next(r))
		t = (struct national_trust){ db_int(r, 0), db_text(r, 1),
			db_text(r, 2) };
	(void)db_done(r);
	return t;
}

static const struct sql *const list[] = { &SQL_FORGET_ROWS, &SQL_FORGET,
	&SQL_FILE, &SQL_ROW, &SQL_MONTHS, &SQL_ENGLAND, &SQL_SUM, &SQL_OWN,
	&SQL_TRUST };
const struct sql_list national_sql = { list, NELEM(list) };
