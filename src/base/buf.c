/*
 * buf.c: see buf.h.
 */
#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct buf buf_make(size_t ceiling)
{
	return (struct buf){ .ceiling = ceiling };
}

void buf_free(struct buf *b)
{
	free(b->p);
	*b = buf_make(b->ceiling);
}

void buf_reset(struct buf *b)
{
	b->n = 0;
	b->failed = false;
	if (b->p != NULL)
		b->p[0] = '\0';
}

/* Room for `n` more bytes and a NUL; false (and the sticky error) past the
 * ceiling. */
static bool reserve(struct buf *b, size_t n)
{
	if (b->failed || n > b->ceiling || b->n > b->ceiling - n) {
		b->failed = true;
		return false;
	}
	const size_t need = b->n + n + 1;

	if (need <= b->cap)
		return true;
	size_t cap = b->cap > 0 ? b->cap * 4 : 256;

	if (cap < need)
		cap = need;
	b->p = xrealloc(b->p, cap);
	b->cap = cap;
	return true;
}

void buf_room(struct buf *b, size_t n)
{
	(void)reserve(b, n);
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	if (!reserve(b, n))
		return;
	if (n > 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.s, s.n);
}

void buf_cstr(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_byte(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_vfmt(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	const size_t room = b->cap - b->n;

	/* Nearly always it fits where there is room already. */
	va_copy(again, ap);
	const int n =
	    vsnprintf(b->p != NULL ? b->p + b->n : NULL, room, fmt, ap);

	assert(n >= 0);
	if (reserve(b, (size_t)n)) {
		if ((size_t)n >= room)
			(void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	} else if (room > 0) {
		b->p[b->n] = '\0';
	}
	va_end(again);
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vfmt(b, fmt, ap);
	va_end(ap);
}

struct str buf_view(const struct buf *b)
{
	return (struct str){ b->p != NULL ? b->p : "", b->n };
}
