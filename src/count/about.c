/*
 * about.c: how care was for people of one age, one ethnic group and so on, for
 * people who may not read the rows behind it. Every unit is a table of bands by
 * positive and other answers; units add up along the tree, bands to what the
 * unit's page says anyway. All of these are hidden together.
 */
#include <assert.h>
#include <math.h>

#include "core/may.h"
#include "count/about.h"
#include "count/tree.h"
#include "stat/lattice.h"
#include "stat/small.h"

/* clang-format off */
#define ABOUT_SQL(column) { \
	"SELECT r.unit, a." column "," \
	" CASE WHEN r.answer <= 2 THEN 1 ELSE 0 END AS good, count(*)" \
	" FROM response r LEFT JOIN about a ON a.response = r.id" \
	" WHERE r.experienced_on >= ?1 AND r.experienced_on < ?2" \
	" AND r.answer IS NOT NULL" \
	" GROUP BY r.unit, a." column "," \
	" CASE WHEN r.answer <= 2 THEN 1 ELSE 0 END", \
	SYSTEM("counts by characteristic, shown only after suppression") }
/* clang-format on */

static const struct sql SQL_AGE = ABOUT_SQL("age_band");
static const struct sql SQL_ETHNICITY = ABOUT_SQL("ethnicity");
static const struct sql SQL_GENDER = ABOUT_SQL("gender");
static const struct sql SQL_GENDER_SAME = ABOUT_SQL("gender_same");
static const struct sql SQL_ORIENTATION = ABOUT_SQL("orientation");
static const struct sql SQL_DISABILITY = ABOUT_SQL("disability");
static const struct sql SQL_RELIGION = ABOUT_SQL("religion");

static const struct sql SQL_MAY = { "SELECT count(*) FROM unit u"
				    " WHERE u.id = ?1 AND " SCOPE("u.id"),
	SCOPED(CAP_UNIT_READ) };

static const struct sql *const list[] = { &SQL_AGE, &SQL_ETHNICITY, &SQL_GENDER,
	&SQL_GENDER_SAME, &SQL_ORIENTATION, &SQL_DISABILITY, &SQL_RELIGION,
	&SQL_MAY };
const struct sql_list count_about_list = { list, NELEM(list) };

static const struct sql *statement(const char *column)
{
	static const struct {
		const char *column;
		const struct sql *q;
	} by[] = { { "age_band", &SQL_AGE }, { "ethnicity", &SQL_ETHNICITY },
		{ "gender", &SQL_GENDER }, { "gender_same", &SQL_GENDER_SAME },
		{ "orientation", &SQL_ORIENTATION },
		{ "disability", &SQL_DISABILITY },
		{ "religion", &SQL_RELIGION } };

	for (size_t i = 0; i < NELEM(by); i++)
		if (str_is(str_of(by[i].column), column))
			return by[i].q;
	assert(false && "no such column of about");
	return NULL;
}

/* Three cells a band: all, positive, other. */
enum { ALL, GOOD, OTHER, PARTS };

/*
 * The cells: node by node, band by band. A node is a unit, or what a unit that
 * has others below it heard itself: nobody sees the latter, but it keeps the
 * unit from being the sum of what is below.
 */
struct about {
	const struct about_question *q;
	struct tree tree;
	size_t nnodes; /* 2 * units: unit i, and at n + i its own */
	struct lattice_cell *cells;
	bool *inner; /* units with units below */
};

static size_t cell_at(
    const struct about *t, size_t node, size_t band, size_t part)
{
	return (node * t->q->nbands + band) * PARTS + part;
}

static void add(struct about *t, size_t node, size_t band, bool good, int64_t n)
{
	t->cells[cell_at(t, node, band, ALL)].n += n;
	t->cells[cell_at(t, node, band, good ? GOOD : OTHER)].n += n;
}

static enum db_status load(
    struct ctx *cx, struct about *t, struct date from, struct date until)
{
	struct rows *r = db_query(cx->conn, cx->arena, statement(t->q->column),
	    VALS(V(from), V(until)));

	while (db_next(r)) {
		const size_t band = t->q->band(db_text(r, 1));
		const bool good = db_int(r, 2) == 1;
		const int64_t n = db_int(r, 3);
		size_t u = tree_find(&t->tree, db_int(r, 0));

		assert(band < t->q->nbands);
		if (u == TREE_NONE)
			continue;
		if (t->inner[u])
			add(t, t->tree.n + u, band, good, n);
		for (; u != TREE_NONE; u = t->tree.units[u].parent)
			add(t, u, band, good, n);
	}
	return db_done(r);
}

/* Lines ----------------------------------------------------------------- */

struct lines {
	struct arena *arena;
	struct lattice_line *list;
	size_t n;
};

static void add_line(struct lines *l, const size_t *parts, size_t nparts,
    size_t whole, int64_t total)
{
	size_t *own = arena_array(l->arena, nparts, sizeof(*own));

	for (size_t i = 0; i < nparts; i++)
		own[i] = parts[i];
	l->list[l->n++] = (struct lattice_line){ own, nparts, whole, total };
}

/* In one node: a band is its positive and other answers; the bands make the
 * node's totals, which are known of a unit. */
static void node_lines(struct lines *l, const struct about *t, size_t node)
{
	size_t parts[ABOUT_BANDS];

	for (size_t b = 0; b < t->q->nbands; b++) {
		const size_t halves[] = { cell_at(t, node, b, GOOD),
			cell_at(t, node, b, OTHER) };

		add_line(l, halves, NELEM(halves), cell_at(t, node, b, ALL), 0);
	}
	for (size_t part = 0; part < PARTS && node < t->tree.n; part++) {
		int64_t total = 0;

		for (size_t b = 0; b < t->q->nbands; b++) {
			parts[b] = cell_at(t, node, b, part);
			total += t->cells[parts[b]].n;
		}
		add_line(l, parts, t->q->nbands, LATTICE_KNOWN, total);
	}
}

/* Each cell of a unit is the sum of the same cell below it and of its own. */
static void child_lines(struct lines *l, const struct about *t, size_t unit,
    size_t *kids, size_t *parts)
{
	size_t n = 0;

	for (size_t i = 0; i < t->tree.n; i++)
		if (t->tree.units[i].parent == unit)
			kids[n++] = i;
	kids[n++] = t->tree.n + unit;
	for (size_t b = 0; b < t->q->nbands; b++)
		for (size_t part = 0; part < PARTS; part++) {
			for (size_t i = 0; i < n; i++)
				parts[i] = cell_at(t, kids[i], b, part);
			add_line(l, parts, n, cell_at(t, unit, b, part), 0);
		}
}

static struct lines all_lines(struct arena *a, const struct about *t)
{
	const size_t bands = t->q->nbands;
	struct lines l = { .arena = a };
	size_t *kids = arena_array(a, t->tree.n + 1, sizeof(*kids));
	size_t *parts = arena_array(a, t->tree.n + 1, sizeof(*parts));

	l.list = arena_array(a,
	    t->nnodes * (bands + PARTS) + t->tree.n * bands * PARTS,
	    sizeof(*l.list));
	for (size_t i = 0; i < t->nnodes; i++)
		if (i < t->tree.n || t->inner[i - t->tree.n])
			node_lines(&l, t, i);
	for (size_t i = 0; i < t->tree.n; i++)
		if (t->inner[i])
			child_lines(&l, t, i, kids, parts);
	return l;
}

/* Hiding ---------------------------------------------------------------- */

/* Deep units first, and of a band its halves before the whole. */
static void ranks(struct about *t)
{
	for (size_t i = 0; i < t->nnodes; i++) {
		unsigned depth = 0;
		size_t u = i < t->tree.n ? i : i - t->tree.n;

		for (; u != TREE_NONE && depth < 30;
		     u = t->tree.units[u].parent)
			depth++;
		for (size_t b = 0; b < t->q->nbands; b++)
			for (size_t part = 0; part < PARTS; part++) {
				struct lattice_cell *c =
				    &t->cells[cell_at(t, i, b, part)];

				c->rank =
				    (31 - depth) * 2 + (part == ALL ? 1u : 0u);
				c->unseen = i >= t->tree.n;
			}
	}
}

static void find_inner(struct about *t)
{
	for (size_t i = 0; i < t->tree.n; i++)
		if (t->tree.units[i].parent != TREE_NONE)
			t->inner[t->tree.units[i].parent] = true;
}

static struct cell shown(const struct about *t, size_t unit, size_t b, size_t p)
{
	const struct lattice_cell *c = &t->cells[cell_at(t, unit, b, p)];

	return (struct cell){ c->shown, c->hidden };
}

bool count_about(struct ctx *cx, int64_t unit, const struct about_question *q,
    struct about_count *ret)
{
	struct arena *a = cx->arena;
	struct about t = { .q = q, .tree = tree_load(cx) };
	const size_t at = tree_find(&t.tree, unit);
	struct date from, until;

	count_public_period(cx->today, &from, &until);
	*ret = (struct about_count){ .from = from, .until = until };
	assert(q->nbands <= ABOUT_BANDS);
	if (at == TREE_NONE ||
	    db_get_int(cx->conn, a, &SQL_MAY, VALS(V(unit)), 0) != 1)
		return false;
	t.nnodes = t.tree.n * 2;
	t.inner = arena_array(a, t.tree.n, sizeof(*t.inner));
	t.cells =
	    arena_array(a, t.nnodes * q->nbands * PARTS, sizeof(*t.cells));
	find_inner(&t);
	if (load(cx, &t, from, until) != DB_OK)
		return false;
	ranks(&t);
	const struct lines lines = all_lines(a, &t);
	struct lattice l = { t.cells, t.nnodes * q->nbands * PARTS, lines.list,
		lines.n, SMALL_PUBLIC };

	lattice_hide(&l);
	for (size_t b = 0; b < q->nbands; b++)
		ret->bands[b] = (struct about_band){ shown(&t, at, b, ALL),
			shown(&t, at, b, GOOD), shown(&t, at, b, OTHER) };
	return true;
}

struct share about_share(const struct about_band *b)
{
	const int64_t den = b->all.secret_n;

	if (b->all.hidden || b->positive.hidden || den < SMALL_SHARE)
		return (struct share){ .percent = (double)NAN };
	return (struct share){ .shown = true,
		.num = b->positive.secret_n,
		.den = den,
		.percent = 100.0 * (double)b->positive.secret_n / (double)den };
}
