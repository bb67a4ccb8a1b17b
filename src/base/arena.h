/*
 * arena.h: memory that dies together. A request, a job or a command owns one
 * arena; nothing allocated from it is freed by hand. An arena has a ceiling:
 * going past it is a programmer's error (every size a stranger controls is
 * limited before it gets here) and ends the process with a message.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/attr.h"

struct arena;

#define ARENA_REQUEST ((size_t)64 << 20) /* ceiling of one request */
#define ARENA_COMMAND ((size_t)2 << 30)  /* ceiling of one command */

/* A new arena of at most `ceiling` bytes. Never NULL. */
struct arena *arena_new(size_t ceiling);

/* Frees the arena and everything in it. NULL is fine. */
void arena_free(struct arena *a);

/* Forgets everything allocated; keeps the first block for reuse. */
void arena_reset(struct arena *a);

/* `n` zeroed bytes, aligned for any type; n may be 0. Never NULL. */
void *arena_alloc(struct arena *a, size_t n) ATTR_MUST_USE;

/* An array of `n` zeroed elements of `size` bytes; the product is checked. */
void *arena_array(struct arena *a, size_t n, size_t size) ATTR_MUST_USE;

/* Bytes handed out since arena_new or arena_reset. */
size_t arena_used(const struct arena *a);

/* One zeroed T from the arena. */
#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))

/*
 * For what lives as long as the process or is freed by its owner. Both end
 * the process with a message when there is no memory.
 */
void *xmalloc(size_t n) ATTR_MUST_USE ATTR_MALLOC;
void *xcalloc(size_t n, size_t size) ATTR_MUST_USE ATTR_MALLOC;
void *xrealloc(void *p, size_t n) ATTR_MUST_USE;
char *xstrdup(const char *s) ATTR_MUST_USE ATTR_MALLOC;

#endif
