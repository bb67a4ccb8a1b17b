/*
 * pg_value.c: values on their way to PostgreSQL and bytes on their way back;
 * see pg.h. Numbers travel as text, texts and bytes as they are.
 */
#include <assert.h>
#include <stdlib.h>

#include "db/pg.h"

static void set_int(struct pg_params *ps, struct arena *a, size_t at, int64_t v)
{
	ps->types[at] = OID_INT8;
	ps->values[at] = str_fmt(a, "%lld", (long long)v).s;
}

static void set_one(
    struct pg_params *ps, struct arena *a, size_t at, const struct val *v)
{
	switch (v->type) {
	case VAL_INT:
		set_int(ps, a, at, v->u.i);
		break;
	case VAL_REAL:
		ps->types[at] = OID_FLOAT8;
		ps->values[at] = str_fmt(a, "%.17g", v->u.r).s;
		break;
	case VAL_TEXT:
	case VAL_BLOB:
		/* As they are: a view of bytes with no NUL behind it. */
		ps->types[at] = v->type == VAL_TEXT ? OID_TEXT : OID_BYTEA;
		ps->values[at] = v->u.s.s;
		ps->lengths[at] = (int)v->u.s.n;
		ps->formats[at] = 1;
		break;
	case VAL_DATE: /* db.c made it a text */
	default:
		abort();
	}
	if (v->null)
		ps->values[at] = NULL;
}

struct pg_params pg_params_of(const struct conn *c, struct arena *a,
    const struct shape *sh, const struct query *q)
{
	const size_t n =
	    q->n + (sh->person > 0 ? 1 : 0) + (sh->cap > 0 ? 1 : 0);
	struct pg_params ps = { .n = (int)n };

	assert(sh->nvals == q->n);
	ps.types = arena_array(a, n, sizeof(*ps.types));
	ps.values = arena_array(a, n, sizeof(*ps.values));
	ps.lengths = arena_array(a, n, sizeof(*ps.lengths));
	ps.formats = arena_array(a, n, sizeof(*ps.formats));
	for (size_t i = 0; i < q->n; i++)
		set_one(&ps, a, i, &q->vals[i]);
	if (sh->person > 0)
		set_int(&ps, a, (size_t)sh->person - 1, c->person);
	if (sh->cap > 0)
		set_int(&ps, a, (size_t)sh->cap - 1, q->cap);
	return ps;
}

static int nibble(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

struct str pg_unhex(struct arena *a, struct str hex)
{
	const size_t n = hex.n / 2 - 1;
	char *out = arena_alloc(a, n);

	for (size_t i = 0; i < n; i++)
		out[i] = (char)(nibble(hex.s[2 * i + 2]) << 4 |
				nibble(hex.s[2 * i + 3]));
	return (struct str){ out, n };
}
