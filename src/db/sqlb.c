/*
 * sqlb.c: statements built at run time. The only way for a text to get into
 * SQL is as a literal of the program or as a name that looks like a column.
 */
#include <assert.h>
#include <string.h>

#include "db/db.h"

void sqlb_init(struct sqlb *b, struct arena *a, int cap)
{
	b->arena = a;
	b->text = S("");
	b->nvals = 0;
	b->cap = cap;
}

/* A statement is added to some tens of times: copying beats a buffer that
 * somebody would have to free. */
static void add(struct sqlb *b, const char *s, size_t n)
{
	char *p = arena_alloc(b->arena, b->text.n + n + 1);

	memcpy(p, b->text.s, b->text.n);
	memcpy(p + b->text.n, s, n);
	b->text = (struct str){ p, b->text.n + n };
}

void sqlb_add(struct sqlb *b, const char *literal)
{
	add(b, literal, strlen(literal));
}

void sqlb_name(struct sqlb *b, const char *name)
{
	static const char first[] = "abcdefghijklmnopqrstuvwxyz_";
	static const char rest[] = "abcdefghijklmnopqrstuvwxyz_0123456789";

	assert(name[0] != '\0' && strchr(first, name[0]) != NULL);
	assert(strspn(name, rest) == strlen(name));
	/* Quoted, so that a column may be called like a word of SQL. */
	add(b, "\"", 1);
	add(b, name, strlen(name));
	add(b, "\"", 1);
}

void sqlb_val(struct sqlb *b, struct val v)
{
	const size_t max = sizeof(b->vals) / sizeof(b->vals[0]);

	assert(b->nvals < max);
	b->vals[b->nvals++] = v;
	const struct str n = str_fmt(b->arena, "?%zu", b->nvals);

	add(b, n.s, n.n);
}
