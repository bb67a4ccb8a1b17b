/*
 * list.c: the statements of a list: rights, filters, search, and a page from a
 * key on, both ways. The whole statement is built of literals and of names from
 * the field tables; everything typed is a value.
 */
#include "kind/list.h"

#include <assert.h>
#include <string.h>

#include "base/fold.h"

#define LIMIT_ROWS   " LIMIT 51"
#define LIMIT_COUNT  " LIMIT 10001"
#define LIMIT_GLANCE " LIMIT 1001"
_Static_assert(PAGE_ROWS == 50, "LIMIT_ROWS takes one more");
_Static_assert(LIST_COUNT == 10000, "LIMIT_COUNT takes one more");
_Static_assert(LIST_GLANCE == 1000, "LIMIT_GLANCE takes one more");

/* References ----------------------------------------------------------- */

static bool joined(const struct field *f)
{
	return f->ref != NULL && field_shown(f);
}

/* "j7", alias of the record that field 7 refers to. */
static const char *alias_of(
    struct arena *a, const struct kind *k, const struct field *f)
{
	return str_fmt(a, "j%td", f - k->fields).s;
}

void list_sql_from(struct sqlb *b, const struct kind *k)
{
	sqlb_add(b, " FROM ");
	sqlb_name(b, k->name);
	sqlb_add(b, " r");
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!joined(f))
			continue;
		const char *j = alias_of(b->arena, k, f);

		sqlb_add(b, " LEFT JOIN ");
		sqlb_name(b, f->ref->name);
		sqlb_add(b, " ");
		sqlb_name(b, j);
		sqlb_add(b, " ON ");
		sqlb_name(b, j);
		sqlb_add(b, ".id = r.");
		sqlb_name(b, f->name);
	}
}

/* The other record's title, if the acting person may see that record. */
static void sql_title(
    struct sqlb *b, struct ctx *cx, const struct kind *k, const struct field *f)
{
	const char *j = alias_of(b->arena, k, f);

	sqlb_add(b, "CASE WHEN 1 = 1");
	kind_sql_visible(b, cx, f->ref, j, f->ref->read);
	sqlb_add(b, " THEN ");
	sqlb_name(b, j);
	sqlb_add(b, ".");
	sqlb_name(b, kind_title_field(f->ref)->name);
	sqlb_add(b, " END");
}

void list_sql_references(struct sqlb *b, struct ctx *cx, const struct kind *k)
{
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!joined(f))
			continue;
		sqlb_add(b, ", ");
		sqlb_name(b, alias_of(b->arena, k, f));
		sqlb_add(b, ".ref, ");
		sql_title(b, cx, k, f);
	}
}

/* Order ---------------------------------------------------------------- */

static void sql_column(struct sqlb *b, const struct field *f)
{
	sqlb_add(b, "r.");
	sqlb_name(b, f->name);
}

/* The key itself needs no second column to break a tie. */
static bool by_id(const struct field *f)
{
	return strcmp(f->name, "id") == 0;
}

/* What the list is sorted by: never NULL, whose place in an order is the
 * engine's own. */
static void sql_sort(struct sqlb *b, struct ctx *cx, const struct list_query *q)
{
	const struct field *f = q->sort;

	if ((f->flags & TITLE) != 0 && q->k->fold) {
		sqlb_add(b, "r.fold");
		return;
	}
	if (by_id(f)) {
		sqlb_add(b, "r.id");
		return;
	}
	/* A day that every record has: as it is, so that an index is of use. */
	if (f->type == FIELD_DATE && (f->flags & ALWAYS) != 0) {
		sqlb_add(b, "r.");
		sqlb_name(b, f->name);
		return;
	}
	sqlb_add(b, "coalesce(");
	if (f->ref != NULL) {
		sqlb_add(b, "lower(");
		sql_title(b, cx, q->k, f);
		sqlb_add(b, "), '')");
		return;
	}
	switch (f->type) {
	case FIELD_TEXT:
		sqlb_add(b, "lower(");
		sql_column(b, f);
		sqlb_add(b, "), '')");
		return;
	case FIELD_DATE:
		sql_column(b, f);
		sqlb_add(b, ", '')");
		return;
	case FIELD_REAL:
		sql_column(b, f);
		sqlb_add(b, ", -1.0e308)");
		return;
	case FIELD_INT:
	case FIELD_INSTANT:
	case FIELD_BOOL:
		sql_column(b, f);
		sqlb_add(b, ", -9223372036854775807)");
		return;
	}
}

/* Where in the order a page begins or ends. */
struct key {
	bool known;
	struct val sort;
	int64_t id;
};

static struct val sort_val(const struct field *f, struct rows *r, int col)
{
	if (f->ref != NULL || f->type == FIELD_TEXT || f->type == FIELD_DATE)
		return val_text(db_text(r, col));
	if (f->type == FIELD_REAL)
		return val_real(db_real(r, col));
	return val_int(db_int(r, col));
}

static enum db_status read_key(struct ctx *cx, const struct list_query *q,
    struct str typed, struct key *ret)
{
	struct sqlb b;

	if (str_empty(typed))
		return DB_OK;
	sqlb_init(&b, cx->arena, (int)q->k->read);
	sqlb_add(&b, "SELECT ");
	sql_sort(&b, cx, q);
	sqlb_add(&b, ", r.id");
	list_sql_from(&b, q->k);
	sqlb_add(&b, " WHERE ");
	kind_sql_ref(&b, q->k, typed);
	kind_sql_visible(&b, cx, q->k, "r", q->k->read);

	struct rows *r = db_query_built(cx->conn, &b);

	if (db_next(r))
		*ret =
		    (struct key){ true, sort_val(q->sort, r, 0), db_int(r, 1) };
	return db_done(r);
}

/* " AND (sort, id) after the key", or before it. */
static void sql_past(struct sqlb *b, struct ctx *cx, const struct list_query *q,
    const struct key *key, bool after)
{
	const char *than = after != q->desc ? " > " : " < ";

	if (by_id(q->sort)) {
		sqlb_add(b, " AND r.id");
		sqlb_add(b, than);
		sqlb_val(b, val_int(key->id));
		return;
	}
	sqlb_add(b, " AND (");
	sql_sort(b, cx, q);
	sqlb_add(b, than);
	sqlb_val(b, key->sort);
	sqlb_add(b, " OR (");
	sql_sort(b, cx, q);
	sqlb_add(b, " = ");
	sqlb_val(b, key->sort);
	sqlb_add(b, " AND r.id");
	sqlb_add(b, than);
	sqlb_val(b, val_int(key->id));
	sqlb_add(b, "))");
}

/* Which rows ----------------------------------------------------------- */

static void sql_filter(struct sqlb *b, const struct list_filter *lf)
{
	const struct field *f = lf->f;

	sqlb_add(b, " AND ");
	sql_column(b, f);
	sqlb_add(b, " = ");
	if (f->ref != NULL) {
		sqlb_add(b, "(SELECT f.id FROM ");
		sqlb_name(b, f->ref->name);
		sqlb_add(b, " f WHERE f.ref = ");
		sqlb_val(b, val_text(lf->typed));
		sqlb_add(b, ")");
	} else if (f->type == FIELD_BOOL) {
		sqlb_val(b, val_bool(str_is(lf->typed, "yes")));
	} else {
		sqlb_val(b, val_text(lf->typed));
	}
}

/* One column begins a word with what was typed: taking " word" out of it
 * changes it. Both engines have replace(), and no wildcard can be typed. */
static void sql_word(struct sqlb *b, const struct kind *k,
    const struct field *f, struct str word)
{
	const bool fold = (f->flags & TITLE) != 0 && k->fold;
	const struct str typed =
	    fold ? str_fold(b->arena, word) : str_lower(b->arena, word);

	for (int side = 0; side < 2; side++) {
		sqlb_add(b, side == 0 ? "replace(' ' || " : " <> ' ' || ");
		sqlb_add(b, fold ? "r.fold" : "lower(");
		if (!fold) {
			sql_column(b, f);
			sqlb_add(b, ")");
		}
		if (side > 0)
			break;
		sqlb_add(b, ", ");
		sqlb_val(
		    b, val_text(str_fmt(b->arena, " %.*s", STR_ARG(typed))));
		sqlb_add(b, ", '')");
	}
}

static void sql_search(struct sqlb *b, const struct list_query *q)
{
	struct str rest = q->search, word;
	size_t n = 0;

	while (str_cut(&rest, ' ', &word) && n < SEARCH_WORDS) {
		size_t columns = 0;

		word = str_trim(word);
		if (word.n == 0)
			continue;
		n++;
		for (size_t i = 0; i < q->k->nfields && columns < 5; i++) {
			const struct field *f = &q->k->fields[i];

			if ((f->flags & IN_SEARCH) == 0 || !field_shown(f))
				continue;
			sqlb_add(b, columns++ == 0 ? " AND (" : " OR ");
			sql_word(b, q->k, f, word);
		}
		if (columns > 0)
			sqlb_add(b, ")");
	}
}

static void sql_where(
    struct sqlb *b, struct ctx *cx, const struct list_query *q)
{
	sqlb_add(b, " WHERE 1 = 1");
	kind_sql_visible(b, cx, q->k, "r", q->k->read);
	for (size_t i = 0; i < q->nfilters; i++)
		sql_filter(b, &q->filters[i]);
	if (!str_empty(q->search))
		sql_search(b, q);
}

/* Rows in all, or rows before a key; at most LIST_COUNT + 1. The references
 * matter only where a key compares the title of one. */
static enum db_status count(struct ctx *cx, const struct list_query *q,
    const struct key *before, int64_t *ret)
{
	struct sqlb b;

	sqlb_init(&b, cx->arena, (int)q->k->read);
	sqlb_add(&b, "SELECT count(*) FROM (SELECT 1");
	if (before != NULL && q->sort->ref != NULL) {
		list_sql_from(&b, q->k);
	} else {
		sqlb_add(&b, " FROM ");
		sqlb_name(&b, q->k->name);
		sqlb_add(&b, " r");
	}
	sql_where(&b, cx, q);
	if (before != NULL)
		sql_past(&b, cx, q, before, false);
	sqlb_add(&b, q->glance ? LIMIT_GLANCE ") n" : LIMIT_COUNT ") n");

	struct rows *r = db_query_built(cx->conn, &b);

	*ret = db_next(r) ? db_int(r, 0) : 0;
	return db_done(r);
}

/* A page ---------------------------------------------------------------- */

static void load_titles(const struct kind *k, struct rows *r, struct str *to)
{
	int col = RECORD_COLS + (int)k->nfields;

	for (size_t i = 0; i < k->nfields; i++) {
		if (!joined(&k->fields[i]))
			continue;
		to[i] = db_text(r, col + 1);
		col += 2;
	}
}

static void reverse(
    const struct list_query *q, struct list_page *p, struct arena *a)
{
	char *records = arena_array(a, p->n, q->k->size);
	struct str *titles =
	    arena_array(a, p->n * q->k->nfields, sizeof(*titles));

	for (size_t i = 0; i < p->n; i++) {
		const size_t from = p->n - 1 - i;

		memcpy(records + i * q->k->size, p->records + from * q->k->size,
		    q->k->size);
		memcpy(titles + i * q->k->nfields,
		    p->titles + from * q->k->nfields,
		    q->k->nfields * sizeof(*titles));
	}
	p->records = records;
	p->titles = titles;
}

static enum db_status read_rows(struct ctx *cx, const struct list_query *q,
    const struct key *key, bool backwards, struct list_page *p)
{
	const struct kind *k = q->k;
	struct sqlb b;

	p->records = arena_array(cx->arena, PAGE_ROWS, k->size);
	p->titles =
	    arena_array(cx->arena, PAGE_ROWS * k->nfields, sizeof(*p->titles));
	sqlb_init(&b, cx->arena, (int)k->read);
	sqlb_add(&b, "SELECT ");
	kind_sql_columns(&b, k);
	list_sql_references(&b, cx, k);
	list_sql_from(&b, k);
	sql_where(&b, cx, q);
	if (key->known)
		sql_past(&b, cx, q, key, !backwards);
	sqlb_add(&b, " ORDER BY ");
	sql_sort(&b, cx, q);
	if (backwards != q->desc)
		sqlb_add(&b, " DESC");
	if (!by_id(q->sort))
		sqlb_add(&b, backwards != q->desc ? ", r.id DESC" : ", r.id");
	sqlb_add(&b, LIMIT_ROWS);

	struct rows *r = db_query_built(cx->conn, &b);

	while (!p->later && db_next(r)) {
		p->later = p->n == PAGE_ROWS;
		if (p->later)
			break;
		record_load(k, p->records + p->n * k->size, r);
		load_titles(k, r, p->titles + p->n * k->nfields);
		p->n++;
	}
	return db_done(r);
}

enum db_status list_read(
    struct ctx *cx, const struct list_query *q, struct list_page *ret)
{
	struct key key = { 0 };
	bool backwards = !str_empty(q->before);
	int64_t earlier = 0;
	enum db_status st;

	*ret = (struct list_page){ 0 };
	st = read_key(cx, q, backwards ? q->before : q->after, &key);
	if (st == DB_OK)
		st = count(cx, q, NULL, &ret->total);
	if (st == DB_OK && key.known)
		st = count(cx, q, &key, &earlier);
	/* Back to before the first page is the first page, whole. */
	if (!key.known || (backwards && earlier < PAGE_ROWS)) {
		backwards = false;
		key.known = false;
	}
	if (st == DB_OK)
		st = read_rows(cx, q, &key, backwards, ret);
	if (st != DB_OK)
		return st;
	if (backwards) {
		reverse(q, ret, cx->arena);
		ret->later = true; /* the row of the key, at least */
	}
	if (earlier > LIST_COUNT)
		ret->start = earlier;
	else if (key.known)
		ret->start =
		    backwards ? earlier - (int64_t)ret->n : earlier + 1;
	return DB_OK;
}

void *list_row(const struct list_query *q, const struct list_page *p, size_t i)
{
	assert(i < p->n);
	return p->records + i * q->k->size;
}
