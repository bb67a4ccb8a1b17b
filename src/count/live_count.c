/*
 * live_count.c: a cut asked of the cube. Rights are SQL's: the units that the
 * acting person may read come from the statement, and only they are asked for.
 */
#include "count/live.h"

/* The units of a cut that have rows at all. */
struct units {
	uint16_t *team;
	struct str *slug, *child; /* its own; of the child, or null */
	size_t n, cap;
};

/* A cut under way. */
struct asked {
	struct ctx *cx;
	const struct cut *cut;
	struct cube *cube;
	struct cube_view *view;
	struct units units;
	struct cube_ask q;
	uint8_t key;
	bool none; /* a filter that no row passes */
};

static void more_units(struct arena *a, struct units *u)
{
	const struct units was = *u;

	u->cap = was.cap == 0 ? 64 : was.cap * 2;
	u->team = arena_array(a, u->cap, sizeof(*u->team));
	u->slug = arena_array(a, u->cap, sizeof(*u->slug));
	u->child = arena_array(a, u->cap, sizeof(*u->child));
	for (size_t i = 0; i < was.n; i++) {
		u->team[i] = was.team[i];
		u->slug[i] = was.slug[i];
		u->child[i] = was.child[i];
	}
}

static bool read_units(struct asked *a, const struct sql *q)
{
	struct units *u = &a->units;
	struct rows *r =
	    db_query(a->cx->conn, a->cx->arena, q, VALS(V(a->cut->unit)));

	more_units(a->cx->arena, u);
	while (db_next(r)) {
		if (u->n == u->cap)
			more_units(a->cx->arena, u);
		if (!cube_find_team(a->cube, db_int(r, 0), &u->team[u->n]))
			continue;
		u->slug[u->n] = db_text(r, 1);
		u->child[u->n++] = db_text(r, 2);
	}
	return db_done(r) == DB_OK;
}

/* Only rows with this text in a column; nothing when no row has it. */
static void only(struct asked *a, enum cube_column column, struct str text)
{
	struct cube_filter *f = &a->q.filters[a->q.nfilters];
	uint8_t code;

	if (str_empty(text))
		return;
	if (!cube_find_code(a->cube, column, text, &code)) {
		a->none = true;
		return;
	}
	*f = (struct cube_filter){ .column = column };
	f->allow[code / 64] = UINT64_C(1) << (code % 64);
	a->q.nfilters++;
}

/* Where a dictionary is full, some texts have no code: SQL knows them. */
static bool full(const struct asked *a, enum cube_column column)
{
	return !str_null(
	    cube_text(a->cube, a->cx->arena, column, CUBE_OTHER - 1));
}

static bool begin(struct asked *a, enum live_of of, const struct sql *units)
{
	a->cube = live_take(a->cx, of, &a->view);
	if (a->cube == NULL)
		return false;
	if (!read_units(a, units) || full(a, CUBE_MODE) || full(a, CUBE_ROLE)) {
		live_done(a->view);
		return false;
	}
	a->key = LIVE_KEY_FFT;
	a->q = (struct cube_ask){ .keys = &a->key,
		.nkeys = 1,
		.teams = a->units.team,
		.nteams = a->units.n,
		.by = -1 };
	only(a, CUBE_MODE, a->cut->mode);
	only(a, CUBE_ROLE, a->cut->role);
	return true;
}

/* What a question gives; all zero where no row passes. */
static const uint32_t *counts(struct asked *a)
{
	const size_t n = cube_cells(&a->q);
	uint32_t *ret = arena_array(a->cx->arena, n, sizeof(*ret));

	if (!a->none && n > 0)
		cube_count(a->view, &a->q, ret);
	return ret;
}

/* Adds the counts by answer of one cell of a result. */
static void add_cell(
    struct answers *to, struct cell *responses, const uint32_t *cell)
{
	for (int64_t answer = 1; answer <= LIVE_NO_ANSWER; answer++)
		if (cell[answer] > 0)
			count_add(to, responses,
			    answer == LIVE_NO_ANSWER ? 0 : answer,
			    cell[answer]);
}

static void set_months(struct asked *a, size_t n)
{
	uint16_t *edges = arena_array(a->cx->arena, n + 1, sizeof(*edges));

	for (size_t i = 0; i <= n; i++)
		edges[i] = cube_day(date_add_months(a->cut->from, (int)i));
	a->q.edges = edges;
	a->q.nedges = n + 1;
}

static void months(struct asked *a, struct month_series *s)
{
	const uint32_t *ret;

	if (s->n == 0)
		return;
	set_months(a, s->n);
	ret = counts(a);
	for (size_t i = 0; i < s->n; i++) {
		const uint32_t *cell = ret + i * CUBE_ANSWERS;

		add_cell(&s->months[i].answers, &s->months[i].responses, cell);
		add_cell(&s->sum.answers, &s->sum.responses, cell);
	}
}

static bool any(const uint32_t *cell)
{
	for (size_t k = 1; k < CUBE_ANSWERS; k++)
		if (cell[k] > 0)
			return true;
	return false;
}

static void named(struct named_counts *c, struct str code, const uint32_t *cell)
{
	struct named_count *one = any(cell) ? count_named(c, code) : NULL;

	if (one != NULL)
		add_cell(&one->answers, &one->responses, cell);
}

/* The whole period by the texts of a column. */
static void by_column(
    struct asked *a, enum cube_column column, struct named_counts *c)
{
	const uint32_t *ret;

	a->q.by = (int)column;
	ret = counts(a);
	for (unsigned code = 0; code < CUBE_CODES; code++) {
		const uint32_t *cell = ret + code * CUBE_ANSWERS;
		struct str text = S("");

		if (!any(cell))
			continue;
		if (code > 0)
			text = cube_text(
			    a->cube, a->cx->arena, column, (uint8_t)code);
		named(c, text, cell);
	}
	a->q.by = -1;
}

/* Adds what a unit has in one month to the count of a name. */
static void unit_month(struct asked *a, struct named_counts *c, struct str slug,
    size_t month, const uint32_t *cell)
{
	struct named_count *u = any(cell) ? count_named(c, slug) : NULL;

	for (int64_t k = 1; k <= LIVE_NO_ANSWER && u != NULL; k++)
		if (cell[k] > 0)
			count_add_unit(a->cx, u, a->cut, month,
			    k == LIVE_NO_ANSWER ? 0 : k, cell[k]);
}

/* Month by month for each unit, under the names given (null: under none). */
static void by_unit(struct asked *a, size_t nmonths, const struct str *names,
    struct named_counts *c)
{
	const uint32_t *ret;

	if (nmonths == 0)
		return;
	set_months(a, nmonths);
	a->q.by_team = true;
	ret = counts(a);
	a->q.by_team = false;
	for (size_t i = 0; i < a->units.n; i++)
		for (size_t m = 0; m < nmonths && !str_null(names[i]); m++)
			unit_month(a, c, names[i], m,
			    ret + (i * nmonths + m) * CUBE_ANSWERS);
}

static size_t months_in(const struct cut *cut)
{
	const int n =
	    date_month_index(cut->until) - date_month_index(cut->from);

	return n > 0 ? (size_t)n : 0;
}

bool live_units(struct ctx *cx, const struct sql *units, const struct cut *cut,
    struct named_counts *c)
{
	struct asked a = { .cx = cx, .cut = cut };

	if (!begin(&a, LIVE_RESPONSES, units))
		return false;
	by_unit(&a, months_in(cut), a.units.slug, c);
	live_done(a.view);
	return true;
}

bool live_months(struct ctx *cx, const struct sql *units, const struct cut *cut,
    struct month_series *s)
{
	struct asked a = { .cx = cx, .cut = cut };

	if (!begin(&a, LIVE_RESPONSES, units))
		return false;
	months(&a, s);
	live_done(a.view);
	return true;
}

bool live_cut(struct ctx *cx, const struct sql *units, const struct cut *cut,
    struct cut_counts *c)
{
	struct asked a = { .cx = cx, .cut = cut };
	uint16_t period[2];

	if (!begin(&a, LIVE_RESPONSES, units))
		return false;
	months(&a, &c->months);
	period[0] = cube_day(cut->from);
	period[1] = cube_day(cut->until);
	a.q.edges = period;
	a.q.nedges = 2;
	by_column(&a, CUBE_MODE, &c->modes);
	by_column(&a, CUBE_ROLE, &c->roles);
	by_unit(&a, c->months.n, a.units.child, &c->children);
	live_done(a.view);
	return true;
}

bool live_found(struct ctx *cx, const struct sql *units, const struct cut *cut,
    const uint64_t *ids, size_t nids, struct found_counts *c)
{
	struct asked a = { .cx = cx, .cut = cut };
	uint16_t period[2];
	const uint32_t *ret;

	if (!begin(&a, LIVE_RESPONSES, units))
		return false;
	a.q.ids = ids;
	a.q.nids = nids;
	months(&a, &c->months);
	period[0] = cube_day(cut->from);
	period[1] = cube_day(cut->until);
	a.q.edges = period;
	a.q.nedges = 2;
	a.q.by_team = true;
	ret = counts(&a);
	for (size_t i = 0; i < a.units.n; i++)
		named(&c->teams, a.units.slug[i], ret + i * CUBE_ANSWERS);
	live_done(a.view);
	return true;
}

/* Themes by mood --------------------------------------------------------------- */

static void add_moods(struct theme_count *c, const uint32_t *cell)
{
	for (int mood = 0; mood <= THEME_MOODS; mood++) {
		const uint32_t n = cell[LIVE_MOOD(mood)];

		c->all.secret_n += n;
		if (mood > 0)
			c->moods[mood - 1].secret_n += n;
	}
}

/* Keys and whose counts they are. */
#define MENTION_KEYS (2 * THEME_BITS + 2)

bool live_themes(struct ctx *cx, const struct sql *units, const struct cut *cut,
    struct theme_counts *c)
{
	struct asked a = { .cx = cx, .cut = cut };
	uint16_t period[2] = { cube_day(cut->from), cube_day(cut->until) };
	struct theme_count *to[MENTION_KEYS] = { &c->heard, &c->none };
	uint8_t keys[MENTION_KEYS] = { LIVE_KEY_HEARD, LIVE_KEY_NO_THEME };
	const uint32_t *ret;

	for (size_t i = 0; i < THEME_BITS; i++) {
		keys[2 + i] = (uint8_t)(LIVE_KEY_NATIONAL + i);
		to[2 + i] = &c->national[i];
		keys[2 + THEME_BITS + i] = (uint8_t)(LIVE_KEY_OWN + i);
		to[2 + THEME_BITS + i] = &c->own[i];
	}
	if (!begin(&a, LIVE_MENTIONS, units))
		return false;
	a.q.keys = keys;
	a.q.nkeys = NELEM(keys);
	a.q.by_key = true;
	a.q.edges = period;
	a.q.nedges = 2;
	ret = counts(&a);
	for (size_t i = 0; i < NELEM(keys); i++)
		add_moods(to[i], ret + i * CUBE_ANSWERS);
	live_done(a.view);
	return true;
}
