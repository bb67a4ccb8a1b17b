/*
 * err.h: one plain sentence about what the world or a file did wrong, for the
 * person who can do something about it. Never personal data.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#include "base/attr.h"

struct err {
	char text[512]; /* "" when nothing went wrong */
};

/* Writes the sentence (cut at the end of the buffer). Returns false, so that
 * a function can `return err_set(e, "…")`. NULL e is fine. */
bool err_set(struct err *e, const char *fmt, ...) ATTR_PRINTF(2, 3);

#endif
