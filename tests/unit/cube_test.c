/*
 * src/cube against a plain scan of the same rows: random questions after random
 * inserts, removals, corrections, folds and restarts; broken files; readers
 * beside the writer.
 */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/random.h"
#include "cube/cube.h"
#include "tap.h"

#define KEYS  5
#define TEAMS 12
#define DAYS  900 /* of about 30 months */
#define FIRST 44000
#define MODEL 60000

/* What the cube should hold. */
struct model {
	struct cube_row *rows;
	size_t n;
	uint32_t next_id;
	struct prng g;
};

static uint32_t below(struct model *m, uint32_t n)
{
	return prng_below(&m->g, n);
}

static struct cube_row random_row(struct model *m, uint32_t id)
{
	struct cube_row r = { .id = id,
		.day = (uint16_t)(FIRST + below(m, DAYS)),
		.team = (uint16_t)below(m, TEAMS),
		.key = (uint8_t)below(m, KEYS),
		.answer = (uint8_t)below(m, CUBE_ANSWERS),
		.themes =
		    prng_next(&m->g) & prng_next(&m->g) & prng_next(&m->g) };

	for (size_t k = 0; k < CUBE_COLUMNS; k++)
		r.column[k] = (uint8_t)below(m, k % 3 == 0 ? 256 : 9);
	return r;
}

static void add(struct model *m, const struct cube_row *r)
{
	/* Answer 0 counts nowhere. */
	if (r->answer != 0 && m->n < MODEL)
		m->rows[m->n++] = *r;
}

static void drop(struct model *m, uint32_t id)
{
	size_t to = 0;

	for (size_t i = 0; i < m->n; i++)
		if (m->rows[i].id != id)
			m->rows[to++] = m->rows[i];
	m->n = to;
}

/* -- Questions ---------------------------------------------------------------- */

struct room {
	uint8_t keys[KEYS];
	uint16_t teams[TEAMS], edges[40];
	uint64_t ids[2000];
};

static void random_filters(struct model *m, struct cube_ask *q)
{
	for (size_t k = 0; k < CUBE_COLUMNS; k++) {
		struct cube_filter *f = &q->filters[q->nfilters];

		if (below(m, 6) != 0)
			continue;
		f->column = (enum cube_column)k;
		for (size_t w = 0; w < NELEM(f->allow); w++)
			f->allow[w] = below(m, 3) == 0 ? 0 : prng_next(&m->g);
		if (below(m, 4) == 0)
			f->allow[0] = UINT64_C(0x1fe);
		q->nfilters++;
	}
}

static struct cube_ask random_ask(struct model *m, struct room *room)
{
	struct cube_ask q = { .by = -1 };
	uint32_t day = FIRST - 10 + below(m, 200);

	if (below(m, 3) != 0) {
		q.keys = room->keys;
		q.nkeys = 1 + below(m, 2);
		room->keys[0] = (uint8_t)below(m, KEYS);
		room->keys[1] =
		    (uint8_t)((room->keys[0] + 1u + below(m, KEYS - 1)) % KEYS);
		q.by_key = below(m, 2) == 0;
	}
	if (below(m, 3) != 0) {
		q.teams = room->teams;
		for (uint16_t t = 0; t < TEAMS; t++)
			if (below(m, 2) == 0)
				room->teams[q.nteams++] = t;
		q.by_team = below(m, 2) == 0;
	}
	q.edges = room->edges;
	q.nedges = 2 + below(m, 38);
	for (size_t i = 0; i < q.nedges; i++) {
		room->edges[i] = (uint16_t)day;
		day += below(m, 2) == 0 ? 30 : below(m, 60);
	}
	random_filters(m, &q);
	if (below(m, 3) == 0)
		q.any_theme = prng_next(&m->g) & prng_next(&m->g);
	if (below(m, 4) == 0) {
		q.ids = room->ids;
		q.nids = 64 * NELEM(room->ids) - below(m, 100);
		for (size_t i = 0; i < NELEM(room->ids); i++)
			room->ids[i] = prng_next(&m->g);
	}
	if (below(m, 4) == 0)
		q.by = (int)below(m, CUBE_COLUMNS);
	return q;
}

/* -- The plain scan ----------------------------------------------------------- */

static bool bit(const uint64_t *words, uint32_t i)
{
	return (words[i / 64] >> (i % 64) & 1) != 0;
}

static bool counts(const struct cube_ask *q, const struct cube_row *r)
{
	bool key = q->keys == NULL;

	for (size_t k = 0; k < q->nkeys; k++)
		key = key || q->keys[k] == r->key;
	for (size_t k = 0; k < q->nfilters; k++)
		if (!bit(q->filters[k].allow, r->column[q->filters[k].column]))
			return false;
	if (q->any_theme != 0 && (r->themes & q->any_theme) == 0)
		return false;
	return key &&
	       (q->ids == NULL || (r->id < q->nids && bit(q->ids, r->id)));
}

static void scan(const struct model *m, const struct cube_ask *q, uint32_t *ret)
{
	memset(ret, 0, cube_cells(q) * sizeof(*ret));
	for (size_t i = 0; i < m->n; i++) {
		const struct cube_row *r = &m->rows[i];
		size_t place = q->teams == NULL ? 0 : SIZE_MAX;
		const size_t codes = q->by >= 0 ? CUBE_CODES : 1;
		const size_t code = q->by >= 0 ? r->column[q->by] : 0;

		for (size_t t = 0; t < q->nteams; t++)
			if (q->teams[t] == r->team)
				place = q->by_team ? t : 0;
		if (place != SIZE_MAX && q->by_key && r->key != q->keys[0])
			place += q->by_team ? q->nteams : 1;
		if (place == SIZE_MAX || !counts(q, r))
			continue;
		for (size_t p = 0; p + 1 < q->nedges; p++)
			if (r->day >= q->edges[p] && r->day < q->edges[p + 1])
				ret[((place * (q->nedges - 1) + p) * codes +
					code) *
					CUBE_ANSWERS +
				    r->answer]++;
	}
}

/* Asks some questions of both; the number that differ. */
static int differ(struct model *m, struct cube *c, int questions)
{
	struct cube_view *v = cube_view(c);
	int bad = cube_rows(v) != m->n;

	for (int i = 0; i < questions; i++) {
		struct room *room = xcalloc(1, sizeof(*room));
		const struct cube_ask q = random_ask(m, room);
		const size_t n = cube_cells(&q);
		uint32_t *got = xcalloc(n + 1, sizeof(*got));
		uint32_t *want = xcalloc(n + 1, sizeof(*want));

		cube_count(v, &q, got);
		scan(m, &q, want);
		bad += memcmp(got, want, n * sizeof(*got)) != 0;
		free(got);
		free(want);
		free(room);
	}
	cube_view_done(v);
	return bad;
}

/* -- What happens to it ------------------------------------------------------- */

static void insert(struct model *m, struct cube *c, size_t n)
{
	struct cube_row *rows = xcalloc(n, sizeof(*rows));

	if (m->n + n > MODEL)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		/* Some responses have several rows. */
		m->next_id += below(m, 3) != 0;
		rows[i] = random_row(m, m->next_id);
		add(m, &rows[i]);
	}
	cube_append(c, rows, n);
	free(rows);
}

static int by_id(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Takes some responses away; half of them come back with other values. */
static void edit(struct model *m, struct cube *c)
{
	uint32_t ids[20];
	size_t n = 0;

	for (size_t i = 0; i < NELEM(ids); i++)
		ids[i] = below(m, m->next_id + 2);
	qsort(ids, NELEM(ids), sizeof(*ids), by_id);
	for (size_t i = 0; i < NELEM(ids); i++)
		if (n == 0 || ids[n - 1] != ids[i])
			ids[n++] = ids[i];
	(void)cube_remove(c, ids, n);
	for (size_t i = 0; i < n; i++)
		drop(m, ids[i]);
	for (size_t i = 0; i < n; i += 2) {
		const struct cube_row r = random_row(m, ids[i]);

		add(m, &r);
		cube_append(c, &r, 1);
	}
}

static struct cube *restart(struct cube *c, const char *path)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct err err = { "" };
	struct cube *again = NULL;
	struct str meta = STR_NULL;

	if (cube_save(c, path, S("change 7"), &err))
		again = cube_load(path, a, &meta);
	ok(again != NULL && str_eq(meta, S("change 7")), "back from a file %s",
	    err.text);
	arena_free(a);
	cube_free(c);
	return again != NULL ? again : cube_new();
}

static void name_teams(struct cube *c)
{
	for (int64_t u = 0; u < TEAMS; u++) {
		uint16_t t = 0;

		if (!cube_team(c, 1000 + 7 * u, &t) || t != u)
			ok(false, "team %d", (int)u);
	}
}

static void test_property(const char *path)
{
	struct model m = { .g = { 42 } };
	struct cube *c = cube_new();
	int bad = 0;

	m.rows = xcalloc(MODEL, sizeof(*m.rows));
	name_teams(c);
	bad += differ(&m, c, 10);
	for (int round = 0; round < 60; round++) {
		const uint32_t what = below(&m, 10);

		if (what < 4)
			insert(&m, c, below(&m, 300));
		else if (what < 5)
			insert(&m, c, 4000 + below(&m, 3000));
		else if (what < 8)
			edit(&m, c);
		else if (what < 9)
			cube_fold(c);
		else
			c = restart(c, path);
		bad += differ(&m, c, 8);
	}
	is_int(bad, 0, "480 random questions have the plain scan's answers");
	ok(m.n > 10000, "there were %zu rows at the end", m.n);
	cube_free(c);
	free(m.rows);
}

/* -- Names --------------------------------------------------------------------- */

/* 64 themes have their bits, 200 and down. */
static void test_themes(struct cube *c)
{
	const uint8_t some[] = { 198, 200, 7 };
	uint64_t bits = 0;

	ok(cube_find_themes(c, some, 3, &bits) && bits == 5,
	    "bits of themes are kept; of one that nobody has, none");
	ok(cube_theme(c, 7) == 0, "the 65th has none");
	ok(cube_find_themes(c, some, 2, &bits) && bits == 5,
	    "the others are still sure");
	ok(!cube_find_themes(c, some, 3, &bits), "it is not");
}

static void test_names(const char *path)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct cube *c = cube_new();
	uint16_t team = 0;
	uint8_t code = 9;

	is_int(cube_code(c, CUBE_MODE, S("")), 0, "nothing said is 0");
	is_int(cube_code(c, CUBE_MODE, S("paper")), 1, "the first code");
	is_int(cube_code(c, CUBE_MODE, S("web")), 2, "the second");
	is_int(cube_code(c, CUBE_ROLE, S("web")), 1, "of another column");
	for (int i = 0; i < 300; i++)
		(void)cube_code(c, CUBE_AGE, str_fmt(a, "band %d", i));
	is_int(cube_code(c, CUBE_AGE, S("band 252")), 253, "the last code");
	is_int(cube_code(c, CUBE_AGE, S("band 299")), CUBE_OTHER,
	    "what does not fit is other");
	for (int64_t u = 0; u < 1000; u++)
		if (!cube_team(c, u * u, &team))
			ok(false, "a team");
	for (uint8_t i = 0; i < 64; i++)
		if (cube_theme(c, (uint8_t)(200 - i)) != UINT64_C(1) << i)
			ok(false, "bit %d", (int)i);
	c = restart(c, path);
	test_themes(c);
	ok(cube_find_team(c, 31 * 31, &team) && team == 31, "teams are kept");
	ok(!cube_find_team(c, 2, &team), "and no others");
	ok(cube_find_code(c, CUBE_MODE, S("web"), &code) && code == 2,
	    "so are codes");
	ok(!cube_find_code(c, CUBE_MODE, S("phone"), &code), "and no others");
	is_str(cube_text(c, a, CUBE_MODE, 1), S("paper"), "and back");
	ok(str_null(cube_text(c, a, CUBE_MODE, 3)), "no such code");
	is_int(cube_date(cube_day(date_make(2026, 11, 22))).n,
	    date_make(2026, 11, 22).n, "days and back");
	cube_free(c);
	arena_free(a);
}

/* -- Broken files -------------------------------------------------------------- */

static size_t read_all(const char *path, unsigned char *to, size_t size)
{
	FILE *f = fopen(path, "rb");
	size_t n = 0;

	if (f != NULL) {
		n = fread(to, 1, size, f);
		(void)fclose(f);
	}
	return n;
}

static bool loads(const char *path, const unsigned char *p, size_t n)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	FILE *f = fopen(path, "wb");
	struct cube *c;
	struct str meta;

	if (f != NULL) {
		(void)fwrite(p, 1, n, f);
		(void)fclose(f);
	}
	c = cube_load(path, a, &meta);
	cube_free(c);
	arena_free(a);
	return c != NULL;
}

static void test_broken(const char *path)
{
	static unsigned char bytes[1 << 20];
	struct model m = { .g = { 1 } };
	struct cube *c = cube_new();
	struct err err = { "" };
	size_t n, at, bad = 0;

	m.rows = xcalloc(MODEL, sizeof(*m.rows));
	name_teams(c);
	insert(&m, c, 700);
	ok(cube_save(c, path, S("x"), &err), "saved");
	n = read_all(path, bytes, sizeof(bytes));
	ok(n > 10000 && n < sizeof(bytes) && loads(path, bytes, n), "and back");
	for (int i = 0; i < 400; i++) {
		const unsigned char flip = (unsigned char)(1 << below(&m, 8));

		at = i < 200 ? (size_t)i : below(&m, (uint32_t)n);
		bytes[at] ^= flip;
		bad += loads(path, bytes, n);
		bytes[at] ^= flip;
		if (i % 40 == 0)
			bad += loads(path, bytes, below(&m, (uint32_t)n));
	}
	ok(loads(path, bytes, n), "the whole one still is");
	is_int((int64_t)bad, 0, "no changed or cut file is believed");
	ok(!loads(path, bytes, 0), "an empty one neither");
	(void)unlink(path);
	ok(cube_load(path, NULL, &(struct str){ NULL, 0 }) == NULL,
	    "there is none");
	ok(!cube_save(c, "/nowhere/at/all", S(""), &err) && err.text[0] != '\0',
	    "it cannot be written: %s", err.text);
	cube_free(c);
	free(m.rows);
}

/* -- Readers beside the writer -------------------------------------------------- */

struct reading {
	struct cube *c;
	_Atomic bool stop;
	_Atomic int asked;
	int bad;
};

/* Each response has two rows, which come and go together. */
static void *read_on(void *arg)
{
	struct reading *r = arg;
	const uint16_t edges[] = { 0, 65535 };
	const struct cube_ask q = { .edges = edges, .nedges = 2, .by = -1 };

	while (!r->stop) {
		struct cube_view *v = cube_view(r->c);
		uint32_t first[CUBE_ANSWERS], again[CUBE_ANSWERS];

		cube_count(v, &q, first);
		cube_count(v, &q, again);
		r->bad += memcmp(first, again, sizeof(first)) != 0 ||
			  first[1] != first[2] ||
			  first[1] + first[2] != cube_rows(v);
		r->asked++;
		cube_view_done(v);
	}
	return NULL;
}

static void test_threads(void)
{
	struct reading r = { .c = cube_new() };
	pthread_t thread;
	uint32_t id = 0;

	name_teams(r.c);
	(void)pthread_create(&thread, NULL, read_on, &r);
	for (int i = 0; i < 300 || r.asked < 20; i++) {
		struct cube_row rows[60];
		uint32_t gone[] = { id / 2 + 1, id / 2 + 3 };

		memset(rows, 0, sizeof(rows));
		for (size_t k = 0; k < NELEM(rows); k += 2) {
			rows[k].id = rows[k + 1].id = ++id;
			rows[k].day = rows[k + 1].day = (uint16_t)(i % 900);
			rows[k].answer = 1;
			rows[k + 1].answer = 2;
			rows[k + 1].key = 3;
		}
		cube_append(r.c, rows, NELEM(rows));
		if (i % 7 == 0)
			(void)cube_remove(r.c, gone, NELEM(gone));
		if (i % 50 == 0)
			cube_fold(r.c);
	}
	r.stop = true;
	(void)pthread_join(thread, NULL);
	is_int(r.bad, 0, "no reader sees half of an append");
	cube_free(r.c);
}

int main(void)
{
	char path[] = "/tmp/heard-cube-XXXXXX";
	const int fd = mkstemp(path);

	if (fd >= 0)
		(void)close(fd);
	test_property(path);
	test_names(path);
	test_broken(path);
	test_threads();
	(void)unlink(path);
	return tap_done();
}
