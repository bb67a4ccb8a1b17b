/*
 * cube.c: the questions of dashboards over invented rows, asked of the cube
 * and, on wish, of SQLite with the same rows, beside the machine's own rate of
 * reading memory in the same run.
 *
 *	cube ROWS FOLDER [sqlite|export]
 *
 * prints a line for each figure: name, value, unit. With `export` the rows go
 * to FOLDER/cube.csv and a question of each kind to FOLDER/cube.sql, for other
 * engines.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/random.h"
#include "cube/cube.h"

#define TEAMS     300
#define KEYS      4
#define DAYS      3650
#define BATCH     ((size_t)1 << 20)
#define TIMES     200
#define READ_SIZE ((size_t)512 << 20)

static double seconds(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Of this process's own work, which all happens in one thread: the machine is
 * shared, and what others take says nothing. */
static double now(void)
{
	return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static double wall(void)
{
	return seconds(CLOCK_MONOTONIC);
}

static uint16_t first_day(void)
{
	return cube_day(date_make(2016, 1, 1));
}

/* -- Rows ------------------------------------------------------------------------ */

/* As they arrive: time goes on and grows busier, some teams are far larger, a
 * few come late. */
static struct cube_row row_of(struct prng *g, size_t i, size_t all)
{
	const double u = prng_unit(g), part = (double)i / (double)all;
	double day = DAYS * (0.7 * part + 0.3 * part * part);
	struct cube_row r = { .id = (uint32_t)i, .key = (uint8_t)(i % KEYS) };
	const uint32_t good = prng_below(g, 100);

	if (prng_below(g, 50) == 0)
		day -= 30.0 * prng_unit(g);
	r.day = (uint16_t)(first_day() + (day > 0.0 ? day : 0.0));
	r.team = (uint16_t)(TEAMS * u * (0.3 + 0.7 * u));
	r.answer = good < 70   ? 1
		   : good < 88 ? 2
		   : good < 93 ? 3
		   : good < 96 ? 4
		   : good < 99 ? 5
			       : 6;
	r.column[CUBE_MODE] = (uint8_t)(1 + prng_below(g, 5));
	r.column[CUBE_ROLE] = (uint8_t)(1 + prng_below(g, 3));
	r.column[CUBE_SENTIMENT] = (uint8_t)(1 + prng_below(g, 5));
	r.column[CUBE_AGE] = (uint8_t)(1 + prng_below(g, 8));
	r.column[CUBE_ETHNICITY] = (uint8_t)(1 + prng_below(g, 17));
	r.column[CUBE_GENDER] = (uint8_t)(1 + prng_below(g, 4));
	if (r.key == 0 && prng_below(g, 2) == 0)
		r.themes = UINT64_C(1) << prng_below(g, 24) |
			   UINT64_C(1) << prng_below(g, 24);
	return r;
}

/* -- Questions ------------------------------------------------------------------- */

struct question {
	const char *name;
	struct cube_ask q;
	uint8_t key;
	uint16_t teams[TEAMS], edges[121];
	bool negative; /* only answers 4 and 5 are wanted */
};

static void months(struct question *k, int first, size_t n)
{
	for (size_t i = 0; i <= n; i++)
		k->edges[i] = cube_day(
		    date_add_months(date_make(2016, 1, 1), first + (int)i));
	k->q.edges = k->edges;
	k->q.nedges = n + 1;
}

static void teams(struct question *k, struct prng *g, size_t n)
{
	const size_t from = prng_below(g, (uint32_t)(TEAMS - n) + 1);

	for (size_t t = 0; t < n; t++)
		k->teams[t] = (uint16_t)(from + t);
	k->q.teams = k->teams;
	k->q.nteams = n;
	k->q.by_team = true;
}

/* `n` random codes of 1..most. */
static void filter(struct question *k, struct prng *g, enum cube_column column,
    uint32_t most, uint32_t n)
{
	struct cube_filter *f = &k->q.filters[k->q.nfilters++];

	*f = (struct cube_filter){ .column = column };
	while (n > 0) {
		const uint32_t code = 1 + prng_below(g, most);
		const uint64_t bit = UINT64_C(1) << code;

		n -= (f->allow[0] & bit) == 0;
		f->allow[0] |= bit;
	}
}

static void make(struct question *k, struct prng *g, int which)
{
	static const char *const names[] = { "Q1 30 teams, 120 months, filters",
		"Q2 heat map 300 x 120, filters", "Q2a heat map, no filters",
		"Q3 movers, 3 months and a year ago", "Q4 a theme, negative",
		"Q5 by ethnicity, one year" };

	*k = (struct question){ .name = names[which], .q = { .by = -1 } };
	k->key = (uint8_t)prng_below(g, KEYS);
	k->q.keys = &k->key;
	k->q.nkeys = 1;
	months(k, 0, 120);
	teams(k, g, which == 0 ? 30 : TEAMS);
	switch (which) {
	case 0:
		filter(k, g, CUBE_AGE, 8, 2);
		filter(k, g, CUBE_ETHNICITY, 17, 8);
		break;
	case 1:
		filter(k, g, CUBE_AGE, 8, 4);
		filter(k, g, CUBE_ETHNICITY, 17, 16);
		break;
	case 3:
		months(k, 12 + (int)prng_below(g, 100), 1);
		k->edges[1] =
		    cube_day(date_add_months(cube_date(k->edges[0]), 3));
		break;
	case 4:
		k->key = 0;
		k->q.any_theme = UINT64_C(1) << prng_below(g, 24);
		k->q.by_team = false;
		months(k, 0, 1);
		k->edges[1] = 65535;
		k->negative = true;
		break;
	case 5:
		months(k, 12 * (int)prng_below(g, 10), 1);
		k->edges[1] =
		    cube_day(date_add_months(cube_date(k->edges[0]), 12));
		k->q.by = CUBE_ETHNICITY;
		k->q.by_team = false;
		break;
	default:
		break;
	}
}

#define QUESTIONS 6

/* Movers are two questions: these months, and the same a year before. */
static void ask(const struct cube_view *v, const struct question *k, int which,
    uint32_t *ret)
{
	struct cube_ask q = k->q;
	uint16_t before[2];

	cube_count(v, &q, ret);
	if (which != 3)
		return;
	for (size_t i = 0; i < 2; i++)
		before[i] =
		    cube_day(date_add_months(cube_date(k->edges[i]), -12));
	q.edges = before;
	cube_count(v, &q, ret + cube_cells(&q));
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* -- The yardsticks -------------------------------------------------------------- */

typedef uint64_t wide ATTR_VECTOR(32);

ATTR_CLONES
static uint64_t sum_all(const uint64_t *p, size_t n)
{
	wide a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 }, v;

	for (size_t i = 0; i + 16 <= n; i += 16) {
		memcpy(&v, p + i, 32);
		a += v;
		memcpy(&v, p + i + 4, 32);
		b += v;
		memcpy(&v, p + i + 8, 32);
		c += v;
		memcpy(&v, p + i + 12, 32);
		d += v;
	}
	a += b + c + d;
	return a[0] + a[1] + a[2] + a[3];
}

/* Bytes a second that one thread reads. */
static double read_rate(void)
{
	uint64_t *p = malloc(READ_SIZE), sum = 0;
	double best = 0.0;

	if (p == NULL)
		return 1.0;
	memset(p, 1, READ_SIZE);
	for (int i = 0; i < 5; i++) {
		const double t = now();

		sum += sum_all(p, READ_SIZE / 8);
		const double rate = (double)READ_SIZE / (now() - t);

		best = rate > best ? rate : best;
	}
	free(p);
	return sum != 0 ? best : 1.0;
}

static void sql(sqlite3 *db, const char *text)
{
	char *why = NULL;

	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK) {
		(void)fprintf(stderr, "sqlite: %s\n", why);
		exit(1);
	}
}

static FILE *open_file(const char *folder, const char *name)
{
	char path[1024];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	if (f == NULL)
		exit(1);
	return f;
}

/* The columns of open_sql's table. */
static void csv_rows(FILE *f, const struct cube_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct cube_row *r = &rows[i];

		(void)fprintf(f, "%d,%d,%d,%u,%d,%d,%d,%d,%lld\n", r->key,
		    r->team, r->day, r->id, date_month_index(cube_date(r->day)),
		    r->column[CUBE_AGE], r->column[CUBE_ETHNICITY], r->answer,
		    (long long)r->themes);
	}
}

static void sql_rows(sqlite3 *db, const struct cube_row *rows, size_t n)
{
	sqlite3_stmt *s = NULL;

	sql(db, "BEGIN");
	(void)sqlite3_prepare_v2(
	    db, "INSERT INTO r VALUES (?,?,?,?,?,?,?,?,?)", -1, &s, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct cube_row *r = &rows[i];
		const struct date d = cube_date(r->day);
		const int64_t v[] = { r->key, r->team, r->day, r->id,
			date_month_index(d), r->column[CUBE_AGE],
			r->column[CUBE_ETHNICITY], r->answer,
			(int64_t)r->themes };

		for (int k = 0; k < 9; k++)
			(void)sqlite3_bind_int64(s, k + 1, v[k]);
		(void)sqlite3_step(s);
		(void)sqlite3_reset(s);
	}
	(void)sqlite3_finalize(s);
	sql(db, "COMMIT");
}

/* The same question as SQL, in words that every engine knows. */
static void sql_text(
    const struct question *k, int which, char *text, size_t room)
{
	size_t at;

	at = (size_t)snprintf(text, room,
	    "SELECT %s, answer, count(*) FROM r WHERE key = %d"
	    " AND team BETWEEN %d AND %d AND (day >= %d AND day < %d%s",
	    which == 4   ? "1"
	    : which == 5 ? "eth"
			 : "team, month",
	    k->key, k->teams[0], k->teams[k->q.nteams - 1], k->edges[0],
	    k->edges[k->q.nedges - 1], which == 3 ? "" : ")");
	if (which == 3)
		at += (size_t)snprintf(text + at, room - at,
		    " OR day >= %d AND day < %d)", k->edges[0] - 365,
		    k->edges[1] - 365);
	for (size_t f = 0; f < k->q.nfilters; f++)
		at += (size_t)snprintf(text + at, room - at,
		    " AND ((%lld >> %s) & 1) = 1",
		    (long long)k->q.filters[f].allow[0],
		    k->q.filters[f].column == CUBE_AGE ? "age" : "eth");
	if (k->q.any_theme != 0)
		at += (size_t)snprintf(text + at, room - at,
		    " AND (themes & %lld) <> 0 AND answer IN (4, 5)",
		    (long long)k->q.any_theme);
	(void)snprintf(text + at, room - at, " GROUP BY 1, 2%s",
	    which == 4 || which == 5 ? "" : ", 3");
}

/* Its rows are not looked at, only fetched. */
static double sql_ask(sqlite3 *db, const struct question *k, int which)
{
	char text[4096];
	sqlite3_stmt *s = NULL;
	double t;

	sql_text(k, which, text, sizeof(text));
	t = now();
	if (sqlite3_prepare_v2(db, text, -1, &s, NULL) != SQLITE_OK)
		exit(1);
	while (sqlite3_step(s) == SQLITE_ROW)
		continue;
	(void)sqlite3_finalize(s);
	return now() - t;
}

/* -- The run --------------------------------------------------------------------- */

static sqlite3 *open_sql(const char *folder)
{
	char path[1024];
	sqlite3 *db = NULL;

	(void)snprintf(path, sizeof(path), "%s/cube.db", folder);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		exit(1);
	sql(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
		"PRAGMA cache_size = -1000000; CREATE TABLE r (key, team, day,"
		" id, month, age, eth, answer, themes,"
		" PRIMARY KEY (key, team, day, id)) WITHOUT ROWID");
	return db;
}

/* Makes the rows, in batches, for the cube and for SQLite; gives the seconds
 * that the cube took. */
static double fill(struct cube *c, sqlite3 *db, FILE *csv, size_t n)
{
	struct cube_row *rows = xcalloc(BATCH, sizeof(*rows));
	struct prng g = { 20 };
	double taken = 0.0;

	for (int64_t u = 0; u < TEAMS; u++) {
		uint16_t team;

		if (!cube_team(c, u, &team))
			exit(1);
	}
	for (size_t i = 0; i < n;) {
		size_t m = 0;

		while (m < BATCH && i < n)
			rows[m++] = row_of(&g, i++, n);
		const double t = now();

		cube_append(c, rows, m);
		taken += now() - t;
		if (db != NULL)
			sql_rows(db, rows, m);
		if (csv != NULL)
			csv_rows(csv, rows, m);
	}
	free(rows);
	const double t = now();

	cube_fold(c);
	return taken + now() - t;
}

/* Bytes of the columns that a question reads, when it reads whole segments. */
static double touched(
    const struct question *k, const uint32_t *counts, double rows)
{
	(void)counts;
	return rows / KEYS *
	       (1.0 + (double)k->q.nfilters +
		   (k->q.any_theme != 0 ? 1.0 : 0.0));
}

static void measure(
    struct cube *c, sqlite3 *db, FILE *questions, double rows, double rate)
{
	struct cube_view *v = cube_view(c);
	uint32_t *ret =
	    xcalloc((size_t)TEAMS * 120 * CUBE_ANSWERS * 2, sizeof(*ret));

	for (int which = 0; which < QUESTIONS; which++) {
		struct prng g = { 4 };
		struct question k;
		double t[TIMES], in_sql = 0.0;

		for (size_t i = 0; i < TIMES; i++) {
			make(&k, &g, which);
			t[i] = now();
			ask(v, &k, which, ret);
			t[i] = now() - t[i];
		}
		qsort(t, TIMES, sizeof(*t), by_size);
		if (db != NULL) {
			make(&k, &g, which);
			in_sql = sql_ask(db, &k, which);
		}
		if (questions != NULL) {
			char text[4096];

			make(&k, &g, which);
			sql_text(&k, which, text, sizeof(text));
			(void)fprintf(questions, "%s\n", text);
		}
		printf("%s|%.3f|%.3f|%.2f|%.1f\n", k.name, 1e3 * t[TIMES / 2],
		    1e3 * t[TIMES * 99 / 100],
		    which == 1 || which == 2 || which == 4
			? touched(&k, ret, rows) / t[TIMES / 2] / rate
			: 0.0,
		    1e3 * in_sql);
	}
	free(ret);
	cube_view_done(v);
}

static void measure_file(struct cube *c, const char *folder)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct err err = { "" };
	char path[1024];
	struct cube *again;
	struct str meta;
	double t = wall();

	(void)snprintf(path, sizeof(path), "%s/cube.snapshot", folder);
	if (!cube_save(c, path, S("bench"), &err)) {
		(void)fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	printf("saved, s|%.3f\n", wall() - t);
	t = wall();
	again = cube_load(path, a, &meta);
	printf("loaded, s|%.3f\n", again != NULL ? wall() - t : -1.0);
	cube_free(again);
	(void)remove(path);
	arena_free(a);
}

int main(int argc, char **argv)
{
	const size_t n = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
	struct cube *c = cube_new();
	struct cube_view *v;
	sqlite3 *db = NULL;
	FILE *csv = NULL, *questions = NULL;
	double rate, taken;

	if (n == 0) {
		(void)fputs(
		    "usage: cube ROWS FOLDER [sqlite|export]\n", stderr);
		return 2;
	}
	if (argc > 3 && strcmp(argv[3], "sqlite") == 0)
		db = open_sql(argv[2]);
	if (argc > 3 && strcmp(argv[3], "export") == 0) {
		csv = open_file(argv[2], "cube.csv");
		questions = open_file(argv[2], "cube.sql");
	}
	taken = fill(c, db, csv, n);
	if (csv != NULL)
		(void)fclose(csv);
	rate = read_rate();
	v = cube_view(c);
	printf("clustered, s|%.2f\n", taken);
	printf(
	    "bytes a row|%.1f\n", (double)cube_bytes(v) / (double)cube_rows(v));
	printf("memory read, GB/s|%.1f\n", rate / 1e9);
	cube_view_done(v);
	measure(c, db, questions, (double)n, rate);
	if (questions != NULL)
		(void)fclose(questions);
	measure_file(c, argv[2]);
	if (db != NULL)
		(void)sqlite3_close(db);
	cube_free(c);
	return 0;
}
