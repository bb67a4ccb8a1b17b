/*
 * buf.h: a growing buffer with a ceiling. Going past the ceiling sets a sticky
 * error and drops the rest, so that a writer checks once, at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/str.h"

struct buf {
	char *p;        /* owned; NULL until the first byte */
	size_t n;       /* bytes in use; p[n] is NUL once p is set */
	size_t cap;     /* bytes allocated */
	size_t ceiling; /* n never grows past it */
	bool failed;    /* something was dropped */
};

#define BUF_PAGE ((size_t)16 << 20) /* ceiling of one HTML page */

/* An empty buffer of at most `ceiling` bytes. */
struct buf buf_make(size_t ceiling);
void buf_free(struct buf *b);

/* Empties the buffer, keeps its memory, clears the error. */
void buf_reset(struct buf *b);

/* Makes room for `n` more bytes at once, where the size is known before. */
void buf_room(struct buf *b, size_t n);

void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_cstr(struct buf *b, const char *s);
void buf_byte(struct buf *b, char c);
void buf_fmt(struct buf *b, const char *fmt, ...) ATTR_PRINTF(2, 3);
void buf_vfmt(struct buf *b, const char *fmt, va_list ap) ATTR_PRINTF(2, 0);

/* View of what was written; valid until the next write. Never null. */
struct str buf_view(const struct buf *b);

#endif
