/*
 * append.c: statements whose values are fixed before they are queued. Owns the
 * copies; knows nothing of threads.
 */
#include <assert.h>

#include "db/driver.h"

#define APPEND_STATEMENTS 600 /* a slice of an import has 500 rows */
#define APPEND_CEILING    ((size_t)16 << 20)

struct part {
	const struct sql *q;
	struct val *vals;
	size_t n;
	bool last;
};

struct append {
	struct arena *arena;
	struct part *parts;
	size_t n, room;
};

struct append *append_new(void)
{
	struct arena *a = arena_new(APPEND_CEILING);
	struct append *ap = ARENA_NEW(a, struct append);

	ap->arena = a;
	return ap;
}

static void grow(struct append *ap)
{
	const size_t room = ap->room > 0 ? ap->room * 2 : 4;
	struct part *parts = arena_array(ap->arena, room, sizeof(*parts));

	for (size_t i = 0; i < ap->n; i++)
		parts[i] = ap->parts[i];
	ap->parts = parts;
	ap->room = room;
}

void append_add(
    struct append *ap, const struct sql *q, const struct val *vals, size_t n)
{
	assert(ap->n < APPEND_STATEMENTS);
	if (ap->n == ap->room)
		grow(ap);
	struct part *p = &ap->parts[ap->n++];

	p->q = q;
	p->n = n;
	p->vals = arena_array(ap->arena, n, sizeof(*p->vals));
	for (size_t i = 0; i < n; i++) {
		p->vals[i] = vals[i];
		if (vals[i].type == VAL_TEXT || vals[i].type == VAL_BLOB)
			p->vals[i].u.s = str_dup(ap->arena, vals[i].u.s);
	}
}

void append_add_last(
    struct append *ap, const struct sql *q, const struct val *vals, size_t n)
{
	append_add(ap, q, vals, n);
	ap->parts[ap->n - 1].last = true;
}

void append_free(struct append *ap)
{
	if (ap != NULL)
		arena_free(ap->arena);
}

size_t append_count(const struct append *ap)
{
	return ap->n;
}

void append_query(const struct append *ap, size_t i, struct query *ret)
{
	const struct part *p = &ap->parts[i];

	*ret = (struct query){ .text = p->q->text,
		.lasting = true,
		.cap = p->q->cap,
		.vals = p->vals,
		.n = p->n };
}

enum db_status append_run(struct conn *c, struct arena *a,
    const struct append *ap, enum append_part which)
{
	enum db_status st = DB_OK;

	c->in_change = true;
	c->failed = DB_OK;
	for (size_t i = 0; i < ap->n && st == DB_OK; i++)
		if (ap->parts[i].last == (which == APPEND_LAST))
			st = db_exec(c, a, ap->parts[i].q, ap->parts[i].vals,
			    ap->parts[i].n, NULL);
	c->in_change = false;
	c->failed = DB_OK;
	return st;
}
