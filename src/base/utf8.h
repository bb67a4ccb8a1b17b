/*
 * utf8.h: is this text UTF-8, and the old Windows text that is not.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

/* Well-formed UTF-8 (RFC 3629: no surrogates, nothing over-long). */
bool utf8_valid(struct str s);

/* Bytes of the well-formed character at the start of s; 0: none is there. */
size_t utf8_length(struct str s);

/* Windows-1252 to UTF-8, by the WHATWG table: every byte means something. */
void utf8_of_1252(struct buf *out, struct str s);

#endif
