/*
 * fft_return.c: see fft_return.h. Counts are count's; which unit is in which
 * row is here.
 */
#include "mod/insight/fft_return.h"

#include "base/words.h"
#include "mod/listen/codes.h"
#include "mod/org/org.h"
#include "report/csv.h"

#define ROWS_MAX 1000

#define SENT SYSTEM("what was sent to NHS England is published by it")

static const struct sql SQL_FROZEN = {
	"SELECT f.body, f.sha256, f.responses, f.frozen_at,"
	" coalesce(p.name, '') FROM fft_return f"
	" LEFT JOIN person p ON p.id = f.frozen_by"
	" WHERE f.setting = ?1 AND f.month = ?2",
	SENT
};
static const struct sql SQL_FREEZE = {
	"INSERT INTO fft_return (setting, month, body, sha256, responses,"
	" frozen_at, frozen_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	SENT
};
static const struct sql SQL_SITES = {
	"SELECT id, coalesce(site_code, '') FROM unit WHERE site_code IS NOT"
	" NULL ORDER BY id LIMIT 3000",
	SYSTEM("codes of sites are public")
};
static const struct sql *const list[] = { &SQL_FROZEN, &SQL_FREEZE,
	&SQL_SITES };
const struct sql_list fft_return_sql = { list, NELEM(list) };

/* Rows ------------------------------------------------------------------ */

struct build {
	struct ctx *cx;
	struct fft_now *now;
	const struct rates *rates;
	struct date month;
};

static struct str site_of(struct ctx *cx, int64_t unit)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_SITES, NO_VALS);
	struct str found = STR_NULL;

	while (db_next(r))
		if (db_int(r, 0) == unit)
			found = db_text(r, 1);
	(void)db_done(r);
	return found;
}

static struct fft_row *row_named(
    struct build *b, struct str name, struct str site)
{
	struct fft_return *t = &b->now->t;

	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->rows[i].name, name) &&
		    str_eq(t->rows[i].site, site))
			return &t->rows[i];
	if (t->n == ROWS_MAX)
		return NULL;
	t->rows[t->n] = (struct fft_row){
		.name = name, .site = site, .eligible = FFT_HIDDEN
	};
	return &t->rows[t->n++];
}

/* The row that a unit's answers belong to. */
static struct fft_row *row_of(struct build *b, const struct rate_unit *u)
{
	const struct service_group *g = rate_group(b->rates, u->group);
	const struct str setting = b->now->t.setting;
	struct fft_row *row;

	if (str_is(setting, "inpatient") || str_is(setting, "day_case") ||
	    str_is(setting, "ae"))
		return row_named(b, u->name, site_of(b->cx, u->id));
	if (str_is(setting, "ambulance"))
		return row_named(b, b->now->t.name, STR_NULL);
	if (g == NULL)
		return row_named(b, str_of(T("In no service group")), STR_NULL);
	row = row_named(b, g->name, STR_NULL);
	if (row != NULL) {
		row->speciality1 = g->speciality1;
		row->speciality2 = g->speciality2;
	}
	return row;
}

static int64_t shown(struct cell c)
{
	int64_t n = 0;

	return cell_shown(c, &n) ? n : 0;
}

static bool in_return(const struct build *b, const struct rate_unit *u)
{
	return str_eq(national_setting(b->rates, u), b->now->t.setting);
}

static void add_answers(struct build *b)
{
	for (size_t i = 0; i < b->rates->nunits; i++) {
		const struct rate_unit *u = &b->rates->units[i];
		struct fft_row *row;

		if (u->count == NULL || !in_return(b, u))
			continue;
		row = row_of(b, u);
		for (size_t k = 0; row != NULL && k < FFT_ANSWERS; k++)
			row->answers[k] += shown(u->count->answers.each[k]);
		if (row != NULL && str_is(row->name, T("In no service group")))
			b->now->ungrouped += shown(u->count->answers.all);
	}
}

static void add_eligible(struct build *b)
{
	for (size_t i = 0; i < b->rates->nlines; i++) {
		const struct rate_line *l = &b->rates->lines[i];
		struct fft_row *row;

		if (!in_return(b, l->unit))
			continue;
		row = row_of(b, l->unit);
		if (row == NULL)
			continue;
		if (row->eligible < 0)
			row->eligible = 0;
		row->eligible += l->eligible;
	}
}

/* A count of one mode for each unit: the national file has them for the whole
 * trust. */
static void add_modes(struct build *b, struct cut cut)
{
	for (size_t m = 0; m < FFT_MODES; m++) {
		const struct str code = str_of(codes_mode.list[m].code);
		const struct str as = str_of(mode_for(code, b->now->t.setting));
		struct named_counts c;
		size_t at = 0;

		cut.mode = code;
		c = count_units(b->cx, &cut);
		while (at < FFT_MODES && !str_is(as, codes_mode.list[at].code))
			at++;
		for (size_t i = 0; i < b->rates->nunits; i++) {
			const struct rate_unit *u = &b->rates->units[i];

			if (!in_return(b, u))
				continue;
			for (size_t k = 0; k < c.n; k++)
				if (str_eq(c.list[k].code, u->slug))
					b->now->t.modes[at] +=
					    shown(c.list[k].answers.all);
		}
	}
}

bool fft_now(
    struct ctx *cx, struct str setting, struct date month, struct fft_now *ret)
{
	const struct national_trust trust = national_trust(cx);
	const struct cut cut = { .unit = trust.id,
		.from = month,
		.until = date_add_months(month, 1) };
	struct rates rates;

	*ret = (struct fft_now){ .t = { .setting = setting,
				     .month = month,
				     .code = trust.code,
				     .name = trust.name } };
	struct build b = { cx, ret, &rates, month };

	ret->t.rows = arena_array(cx->arena, ROWS_MAX, sizeof(*ret->t.rows));
	if (!rate_read(cx, &cut, &rates))
		return false;
	add_answers(&b);
	add_eligible(&b);
	add_modes(&b, cut);
	return true;
}

/* Frozen months ---------------------------------------------------------- */

bool fft_frozen(struct ctx *cx, struct str setting, struct date month,
    struct fft_frozen *ret)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_FROZEN, VALS(V(setting), V(month)));
	const bool found = db_next(r);

	if (found)
		*ret = (struct fft_frozen){ .body = db_text(r, 0),
			.sha256 = db_text(r, 1),
			.responses = db_int(r, 2),
			.at = db_instant(r, 3),
			.by = db_text(r, 4) };
	(void)db_done(r);
	return found;
}

enum db_status fft_freeze(struct ctx *cx, void *arg)
{
	const struct fft_freeze *f = arg;

	return db_exec(cx->conn, cx->arena, &SQL_FREEZE,
	    VALS(V(f->setting), V(f->month), V(f->body), V(f->sha256),
		V(f->responses), V(cx->now), val_ref(cx->person)),
	    NULL);
}

/* Late ones --------------------------------------------------------------- */

struct then {
	struct arena *a;
	struct fft_late *list;
	size_t n, name, responses, level;
	bool head;
};

static bool then_row(void *self, const struct csv_line *l)
{
	struct then *t = self;
	int64_t n = 0;

	if (!t->head) {
		t->head = true;
		for (size_t i = 0; i < l->n; i++) {
			if (str_is(l->fields[i], "Ward or Service Group"))
				t->name = i;
			else if (str_is(l->fields[i], "Total Responses"))
				t->responses = i;
			else if (str_is(l->fields[i], "Level"))
				t->level = i;
		}
		return true;
	}
	if (t->responses >= l->n || str_is(l->fields[t->level], "Trust") ||
	    t->n == FFT_LATE_MAX)
		return true;
	if (!str_int64(l->fields[t->responses], &n))
		n = 0;
	t->list[t->n++] =
	    (struct fft_late){ csv_unguard(str_dup(t->a, l->fields[t->name])),
		    n, 0 };
	return true;
}

size_t fft_late(struct arena *a, struct str body, const struct fft_return *now,
    struct fft_late ret[FFT_LATE_MAX])
{
	struct then t = { .a = a, .list = ret };
	struct err e = { "" };

	/* We wrote it: it reads. */
	if (!csv_read(body, ',', then_row, &t, &e))
		return 0;
	for (size_t i = 0; i < now->n; i++) {
		const struct fft_row *r = &now->rows[i];
		size_t k = 0;

		while (k < t.n && !str_eq(ret[k].name, r->name))
			k++;
		if (k == t.n && t.n < FFT_LATE_MAX)
			ret[t.n++] = (struct fft_late){ r->name, 0, 0 };
		if (k < t.n)
			ret[k].now += fft_responses(r->answers);
	}
	return t.n;
}
