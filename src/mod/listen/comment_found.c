/*
 * comment_found.c: see comment_found.h.
 */
#include "mod/listen/comment_found.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mod/listen/comment_sql.h"
#include "mod/listen/search.h"

#define LITE SCOPED_ON(SQL_SQLITE, CAP_RESPONSE_READ)
#define PG   SCOPED_ON(SQL_POSTGRES, CAP_RESPONSE_READ)
#define ALL(index, where)                             \
	"SELECT c.id, c.response, c.shown" index      \
	" JOIN response r ON r.id = c.response" where \
	" ORDER BY c.id DESC LIMIT 50001"
_Static_assert(RANKED_MAX == 50000, "ALL takes one more");

/* Of each two: SQLite's and PostgreSQL's. */
static const struct sql SQL_ALL[] = {
	{ ALL(LITE_INDEX, LITE_WHERE), LITE },
	{ ALL(PG_INDEX, PG_WHERE), PG },
};

/* Numbers of responses alone, as many as there are: teams, period, mode and
 * role are left to the counting, which asks rights of each unit. What is kept
 * back from a reader is not counted for them. */
#define WHY "only numbers, and count/found.c asks rights of each team"
static const struct sql SQL_NUMBERS[] = {
	{ "SELECT c.response" LITE_INDEX
	  " WHERE s.search_comment MATCH ?1" SEEN,
	    SYSTEM_ON(SQL_SQLITE, WHY) },
	{ "SELECT c.response" PG_INDEX
	  " WHERE s.terms @@ CAST(CAST(?1 AS TEXT) AS tsquery)" SEEN,
	    SYSTEM_ON(SQL_POSTGRES, WHY) },
};
static const struct sql SQL_ONE_BY_ID = { COLUMNS FROM " AND c.id = ?1" SEEN,
	SCOPED(CAP_RESPONSE_READ) };
static const struct sql SQL_LAST = {
	"SELECT coalesce(max(id), 0) FROM response",
	SYSTEM("how many bits a set of responses has")
};
static const struct sql SQL_UNIT = { "SELECT u.id FROM unit u WHERE"
				     " u.slug = ?1 AND " SCOPE("u.id"),
	SCOPED(CAP_RESPONSE_READ) };

static const struct sql *const list[] = { &SQL_ALL[0], &SQL_ALL[1],
	&SQL_NUMBERS[0], &SQL_NUMBERS[1], &SQL_ONE_BY_ID, &SQL_LAST,
	&SQL_UNIT };
const struct sql_list comment_found_sql = { list, NELEM(list) };

/* Everything that fits, one by one --------------------------------------- */

/* `t`: the words of a comment that fits. */
typedef void found_fn(
    void *self, int64_t id, int64_t response, const struct tokens *t);

static enum db_status each(struct ctx *cx, const struct comment_filter *f,
    found_fn *fn, void *self, int64_t *ret_n)
{
	const bool pg = db_is_postgres(db_of(cx->conn));
	struct arena *scratch = arena_new(ARENA_REQUEST);
	struct val vals[FILTER_VALS];
	struct rows *r;

	comment_filter_vals(
	    cx, f, search_expression(cx->arena, f->search, pg), vals);
	r = db_stream(cx->conn, cx->arena, &SQL_ALL[pg], vals, FILTER_VALS);
	*ret_n = 0;
	while (db_next(r)) {
		struct tokens t;

		if (++*ret_n > RANKED_MAX)
			continue;
		arena_reset(scratch);
		text_tokens(scratch, db_text(r, 2), &t);
		if (query_match(f->search, &t, NULL))
			fn(self, db_int(r, 0), db_int(r, 1), &t);
	}
	arena_free(scratch);
	return db_done(r);
}

/* The most relevant ------------------------------------------------------ */

struct hit {
	int64_t id;
	double score;
	uint32_t words;
	uint8_t times[QUERY_ATOMS_MAX];
};

struct hits {
	const struct query *q;
	struct hit *list;
	size_t n;
	double words;               /* of all together */
	size_t in[QUERY_ATOMS_MAX]; /* comments with the atom */
};

static void add_hit(
    void *self, int64_t id, int64_t response, const struct tokens *t)
{
	struct hits *h = self;
	struct hit *one = &h->list[h->n++];

	(void)response;
	one->id = id;
	one->words = (uint32_t)t->n;
	h->words += (double)t->n;
	query_times(h->q, t, one->times);
	for (size_t i = 0; i < h->q->natoms; i++)
		h->in[i] += one->times[i] > 0;
}

#define K1 1.2
#define B  0.75

static void score(struct hits *h)
{
	const double n = (double)h->n, mean = h->words / n;

	for (size_t i = 0; i < h->n; i++) {
		struct hit *one = &h->list[i];

		for (size_t k = 0; k < h->q->natoms; k++) {
			const double df = (double)h->in[k];
			const double rare = log1p((n - df + 0.5) / (df + 0.5));
			const double tf = one->times[k];

			one->score +=
			    rare * tf * (K1 + 1) /
			    (tf + K1 * (1 - B + B * one->words / mean));
		}
	}
}

/* Best first; of equals the newest. */
static int by_score(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->id < y->id) - (x->id > y->id);
}

static enum db_status read_page(
    struct ctx *cx, const struct hits *h, size_t from, struct comment_page *ret)
{
	enum db_status st = DB_OK;

	for (size_t i = from; i < h->n && ret->n < COMMENT_PAGE && st == DB_OK;
	     i++) {
		struct rows *r = db_query(cx->conn, cx->arena, &SQL_ONE_BY_ID,
		    VALS(val_int(h->list[i].id)));

		if (db_next(r))
			comment_load(r, &ret->list[ret->n++]);
		st = db_done(r);
	}
	return st;
}

enum db_status comment_ranked(
    struct ctx *cx, const struct comment_filter *f, struct comment_page *ret)
{
	struct hits h = { .q = f->search };
	const size_t from = (size_t)f->page * COMMENT_PAGE;
	int64_t n = 0;

	memset(ret, 0, sizeof(*ret));
	h.list = xmalloc((RANKED_MAX + 1) * sizeof(*h.list));
	memset(h.list, 0, (RANKED_MAX + 1) * sizeof(*h.list));
	enum db_status st = each(cx, f, add_hit, &h, &n);

	ret->best = st == DB_OK && n <= RANKED_MAX;
	if (ret->best && h.n > 0) {
		score(&h);
		qsort(h.list, h.n, sizeof(*h.list), by_score);
		st = read_page(cx, &h, from, ret);
	}
	ret->counted = true;
	ret->total = (int64_t)(h.n > COMMENT_COUNT ? COMMENT_COUNT + 1 : h.n);
	ret->earlier = f->page > 0;
	ret->later = from + COMMENT_PAGE < h.n;
	free(h.list);
	return st;
}

/* By team and month ------------------------------------------------------ */

struct bits {
	uint64_t *ids;
	size_t n;
};

static void set_bit(struct bits *b, int64_t id)
{
	if (id >= 0 && (size_t)id < b->n)
		b->ids[id / 64] |= UINT64_C(1) << (id % 64);
}

static void add_bit(
    void *self, int64_t id, int64_t response, const struct tokens *t)
{
	(void)id;
	(void)t;
	set_bit(self, response);
}

/* Whether the index and the counting decide alone, without the comment. */
static bool alone(const struct comment_filter *f)
{
	return query_exact(f->search) && str_empty(f->state) &&
	       str_empty(f->kind) && f->answer == 0 && f->theme == 0 &&
	       f->own == 0 && f->mood == 0;
}

static enum db_status numbers(
    struct ctx *cx, const struct comment_filter *f, struct bits *b)
{
	const bool pg = db_is_postgres(db_of(cx->conn));
	struct rows *r = db_stream(cx->conn, cx->arena, &SQL_NUMBERS[pg],
	    VALS(V(search_expression(cx->arena, f->search, pg))));

	while (db_next(r))
		set_bit(b, db_int(r, 0));
	return db_done(r);
}

enum db_status comment_found_counts(struct ctx *cx,
    const struct comment_filter *f, struct cut *cut, struct found_counts *ret,
    bool *ret_cut)
{
	struct bits b;
	int64_t n = 0;
	enum db_status st;

	b.n =
	    (size_t)db_get_int(cx->conn, cx->arena, &SQL_LAST, NO_VALS, 0) + 1;
	b.ids = arena_array(cx->arena, b.n / 64 + 1, sizeof(*b.ids));
	st = alone(f) ? numbers(cx, f, &b) : each(cx, f, add_bit, &b, &n);
	*ret_cut = n > RANKED_MAX;
	if (!str_empty(f->unit))
		cut->unit = db_get_int(
		    cx->conn, cx->arena, &SQL_UNIT, VALS(V(f->unit)), -1);
	cut->mode = f->mode;
	cut->role = f->role;
	return st == DB_OK ? count_found(cx, cut, b.ids, b.n, ret) : st;
}
