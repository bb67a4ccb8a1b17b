/*
 * arena.c: a chain of blocks. With ARENA_DEBUG each allocation is a malloc of
 * its own, so that the address sanitizer sees every overrun.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One block is enough for most requests, and is kept between them. */
#define BLOCK_MIN ((size_t)64 << 10)

struct block {
	struct block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct block *head;
	size_t ceiling, used;
};

static void ATTR_NORETURN die(const char *what)
{
	(void)fprintf(stderr, "heard: %s\n", what);
	abort();
}

struct arena *arena_new(size_t ceiling)
{
	struct arena *a = xcalloc(1, sizeof(*a));

	a->ceiling = ceiling;
	return a;
}

static void free_blocks(struct block *b)
{
	while (b != NULL) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

void arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	free_blocks(a->head);
	free(a);
}

void arena_reset(struct arena *a)
{
	struct block *last = a->head;

	while (last != NULL && last->next != NULL) {
		struct block *next = last->next;

		free(last);
		last = next;
	}
#ifdef ARENA_DEBUG
	free(last);
	last = NULL;
#endif
	if (last != NULL)
		last->used = 0;
	a->head = last;
	a->used = 0;
}

static struct block *block_new(struct arena *a, size_t n)
{
	size_t size = n;

#ifndef ARENA_DEBUG
	if (size < BLOCK_MIN)
		size = BLOCK_MIN;
#endif
	struct block *b = xmalloc(sizeof(*b) + size);

	b->next = a->head;
	b->size = size;
	b->used = 0;
	a->head = b;
	return b;
}

void *arena_alloc(struct arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);

	if (n > a->ceiling || a->used > a->ceiling - n)
		die("a request or command needed more memory than its ceiling");
#ifdef ARENA_DEBUG
	struct block *b = block_new(a, n);
	const size_t need = n;
#else
	const size_t need = (n + align - 1) & ~(align - 1);
	struct block *b = a->head;

	if (b == NULL || b->size - b->used < need)
		b = block_new(a, need);
#endif
	assert(align > 0 && b->size - b->used >= need);
	void *p = b->data + b->used;

	b->used += need;
	a->used += n;
	return memset(p, 0, n);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	assert(size == 0 || n <= SIZE_MAX / size);
	return arena_alloc(a, n * size);
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

#ifdef HEARD_TEST

/* Tests: the HEARD_FAIL_ALLOC-th piece of memory is not to be had. */
static bool refused(void)
{
	static atomic_long asked;
	static atomic_long at = -1;

	if (atomic_load(&at) < 0) {
		const char *text = getenv("HEARD_FAIL_ALLOC");

		atomic_store(&at, text != NULL ? strtol(text, NULL, 10) : 0);
	}
	return atomic_load(&at) > 0 &&
	       atomic_fetch_add(&asked, 1) + 1 == atomic_load(&at);
}

#else

static bool refused(void)
{
	return false;
}

#endif

void *xmalloc(size_t n)
{
	void *p = refused() ? NULL : malloc(n > 0 ? n : 1);

	if (p == NULL)
		die("out of memory");
	return p;
}

void *xcalloc(size_t n, size_t size)
{
	void *p = refused() ? NULL : calloc(n > 0 ? n : 1, size > 0 ? size : 1);

	if (p == NULL)
		die("out of memory");
	return p;
}

void *xrealloc(void *old, size_t n)
{
	void *p = realloc(old, n > 0 ? n : 1);

	if (p == NULL)
		die("out of memory");
	return p;
}

char *xstrdup(const char *s)
{
	const size_t n = strlen(s) + 1;

	return memcpy(xmalloc(n), s, n);
}
