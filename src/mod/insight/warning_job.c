/*
 * warning_job.c: the nightly search for changes. What it knows of statistics
 * is in stat/warn.c, of counting in count.
 */
#include "base/random.h"

#include "core/closed_days.h"
#include "core/setting.h"
#include "count/fleet.h"
#include "mod/insight/warning.h"
#include "stat/warn.h"

#define BASELINE 24 /* months before a team is watched */

/* A team's share of all answers is small, and wobbles by a fifth: the scale
 * that brings stat/warn's values of rho there, for one team among so many. */
#define VOLUME_SCALE 3.3

enum measure { POSITIVE, VERY_GOOD, VOLUME, NMEASURES };
static const char *const measure_codes[NMEASURES] = { "positive", "very_good",
	"volume" };

struct fleet {
	int64_t *units;
	size_t nunits;
	int first, nmonths;
	struct unit_month *grid; /* unit * nmonths + month */
	int64_t *totals;         /* of the trust, by month */
	int *since;              /* by unit: its first month with responses */
};

static struct unit_month *at(const struct fleet *f, size_t unit, int month)
{
	return &f->grid[unit * (size_t)f->nmonths + (size_t)month];
}

/* The months of all teams, with none left out. */
static void lay_out(
    struct fleet *f, struct arena *a, const struct unit_months *m)
{
	f->units = arena_array(a, m->n, sizeof(*f->units));
	for (size_t i = 0; i < m->n; i++)
		if (i == 0 || m->list[i].unit != m->list[i - 1].unit)
			f->units[f->nunits++] = m->list[i].unit;
	f->grid =
	    arena_array(a, f->nunits * (size_t)f->nmonths, sizeof(*f->grid));
	f->totals = arena_array(a, (size_t)f->nmonths, sizeof(*f->totals));
	f->since = arena_array(a, f->nunits, sizeof(*f->since));
	for (size_t i = 0, u = 0; i < m->n; i++) {
		const int month = m->list[i].month - f->first;

		if (i > 0 && m->list[i].unit != m->list[i - 1].unit)
			u++;
		if (i == 0 || m->list[i].unit != m->list[i - 1].unit)
			f->since[u] = month;
		*at(f, u, month) = m->list[i];
		f->totals[month] += m->list[i].responses;
	}
}

/* What of what, in one month of one team. A month in which the team was silent
 * counts for its volume and for nothing else. */
static void figures(const struct fleet *f, enum measure what, size_t unit,
    int month, int64_t *ret_num, int64_t *ret_den)
{
	const struct unit_month *m = at(f, unit, month);

	*ret_den = what == VOLUME ? f->totals[month] : m->answers;
	*ret_num = m->positive;
	if (what == VERY_GOOD)
		*ret_num = m->very_good;
	if (what == VOLUME)
		*ret_num = m->responses;
}

static struct warn_row *rows_of(
    const struct fleet *f, struct arena *a, enum measure what, size_t *ret_n)
{
	struct warn_row *rows =
	    arena_array(a, f->nunits * (size_t)f->nmonths, sizeof(*rows));
	size_t n = 0;

	for (int m = 0; m < f->nmonths; m++)
		for (size_t u = 0; u < f->nunits; u++) {
			struct warn_row *r = &rows[n];

			if (m < f->since[u])
				continue;
			r->series = u;
			r->month = m;
			figures(f, what, u, m, &r->num, &r->den);
			n++;
		}
	*ret_n = n;
	return rows;
}

/* The sum of some months; of a volume, how many months. */
static void add_up(const struct fleet *f, enum measure what, size_t unit,
    int from, int to, int64_t *ret_num, int64_t *ret_den)
{
	*ret_num = *ret_den = 0;
	for (int m = from > 0 ? from : 0; m <= to; m++) {
		int64_t num, den;

		if (m < f->since[unit])
			continue;
		figures(f, what, unit, m, &num, &den);
		*ret_num += num;
		*ret_den += what == VOLUME ? 1 : den;
	}
}

static const struct sql SQL_KNOWN = {
	"SELECT 1 FROM warning WHERE unit = ?1 AND measure = ?2 AND praise = ?3"
	" AND month >= ?4 AND month <= ?5 LIMIT 1",
	SYSTEM("the program looks at what it found before")
};

static const struct sql SQL_KEEP = {
	"INSERT INTO warning (ref, unit, measure, praise, month, start_on,"
	" before_num, before_den, since_num, since_den, chance, q, found_at,"
	" open_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
	" ?13, ?14) ON CONFLICT DO NOTHING",
	SYSTEM("the program keeps what it found at night")
};

static const struct sql SQL_KEEP_TIDE = {
	"INSERT INTO warning_tide (measure, month, up, teams, of_teams)"
	" VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
	SYSTEM("the program keeps what it found at night")
};

struct search {
	struct fleet f;
	struct warn_result found[NMEASURES];
	struct date today;
};

/* Late answers may move what was found by a month or two: it is the same. */
#define SAME_MONTHS 3

static enum db_status keep_alert(struct ctx *cx, const struct search *s,
    enum measure what, const struct warn_alert *al)
{
	const struct fleet *f = &s->f;
	const struct str measure = str_of(measure_codes[what]);
	const struct date month = date_of_month_index(f->first + al->month);
	const int64_t unit = f->units[al->series], praise = !al->concern;
	const bool fresh = al->month == f->nmonths - 1;
	const struct calendar days = closed_days(cx);
	int64_t bn, bd, sn, sd;
	struct date open_on = s->today;

	if (db_get_int(cx->conn, cx->arena, &SQL_KNOWN,
		VALS(V(unit), V(measure), V(praise),
		    V(date_add_months(month, -SAME_MONTHS)),
		    V(date_add_months(month, SAME_MONTHS))),
		0) != 0)
		return DB_OK;
	if (fresh)
		open_on = calendar_add(
		    &days, s->today, (int)setting_int(cx, "warn_own_days"));
	add_up(
	    f, what, al->series, al->start - BASELINE, al->start - 1, &bn, &bd);
	add_up(f, what, al->series, al->start, al->month, &sn, &sd);
	return db_exec(cx->conn, cx->arena, &SQL_KEEP,
	    VALS(V(ref_new(cx->arena)), V(unit), V(measure), V(praise),
		V(month), V(date_of_month_index(f->first + al->start)), V(bn),
		V(bd), V(sn), V(sd), V(al->chance), V(al->q), V(cx->now),
		V(open_on)),
	    NULL);
}

static enum db_status keep_tide(struct ctx *cx, const struct search *s,
    enum measure what, const struct warn_tide *t)
{
	const int64_t up = t->up > 0, with = (int64_t)t->with;
	const int64_t of = (int64_t)t->of;

	return db_exec(cx->conn, cx->arena, &SQL_KEEP_TIDE,
	    VALS(V(str_of(measure_codes[what])),
		V(date_of_month_index(s->f.first + t->month)), V(up), V(with),
		V(of)),
	    NULL);
}

static enum db_status keep(struct ctx *cx, void *arg)
{
	const struct search *s = arg;
	enum db_status st = DB_OK;

	for (int what = 0; what < NMEASURES; what++) {
		const struct warn_result *r = &s->found[what];

		for (size_t i = 0; i < r->nalerts && st == DB_OK; i++)
			st = keep_alert(
			    cx, s, (enum measure)what, &r->alerts[i]);
		for (size_t i = 0; i < r->ntides && st == DB_OK; i++)
			st = keep_tide(cx, s, (enum measure)what, &r->tides[i]);
	}
	return st;
}

static void watch(struct ctx *cx, struct search *s, enum measure what)
{
	const struct fleet *f = &s->f;
	const struct warn_options o = { .falls = true,
		.baseline = BASELINE,
		.fdr = (double)setting_int(cx, "warn_false_percent") / 100.0,
		.scale = what == VOLUME ? VOLUME_SCALE / (double)(f->nunits + 1)
					: 1.0 };
	size_t n = 0;
	const struct warn_row *rows = rows_of(f, cx->arena, what, &n);

	warn_watch(&o, rows, n, f->nunits, &s->found[what]);
}

enum db_status warning_find(struct ctx *cx, struct date today)
{
	const struct date until = date_month_start(today);
	const struct date from = date_add_months(until, -WARNING_MONTHS);
	struct search s = { .today = today };
	struct unit_months months;
	enum db_status st = count_fleet(cx, from, until, &months);

	if (st != DB_OK)
		return st;
	s.f.first = date_month_index(from);
	s.f.nmonths = WARNING_MONTHS;
	lay_out(&s.f, cx->arena, &months);
	for (int what = 0; what < NMEASURES; what++)
		watch(cx, &s, (enum measure)what);
	st = ctx_change(cx, keep, &s);
	for (int what = 0; what < NMEASURES; what++)
		warn_free(&s.found[what]);
	return st;
}

enum db_status warning_work(struct ctx *cx, struct str arg)
{
	(void)arg;
	return warning_find(cx, cx->today);
}

static const struct sql *const list[] = { &SQL_KNOWN, &SQL_KEEP,
	&SQL_KEEP_TIDE };
const struct sql_list warning_job_sql = { list, NELEM(list) };
