/*
 * stmt.c: see stmt.h.
 */
#include "db/stmt.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define SQL_MAX ((size_t)1 << 20)

/* How many bytes at `s` are a quoted text or a comment; 0 when neither. */
static size_t opaque(const char *s)
{
	const char *end;

	if (*s == '\'' || *s == '"') {
		end = strchr(s + 1, *s);
		assert(end != NULL);
		return (size_t)(end - s) + 1;
	}
	if (s[0] == '-' && s[1] == '-') {
		end = strchr(s, '\n');
		return end != NULL ? (size_t)(end - s) : strlen(s);
	}
	return 0;
}

/* The digits after a '?' as a number; 0 when there are none. */
static size_t number(const char *s, size_t *ret_len)
{
	size_t n = 0, len = 0;

	while (s[len] >= '0' && s[len] <= '9' && n < 1000)
		n = n * 10 + (size_t)(s[len++] - '0');
	*ret_len = len;
	return n;
}

static struct shape shape_of(const char *text)
{
	struct shape sh = { 0 };
	bool person = false, cap = false;

	for (const char *s = text; *s != '\0';) {
		const size_t skip = opaque(s);
		size_t len = 0;

		if (skip == 0 && *s == '?') {
			const size_t n = number(s + 1, &len);

			/* A bare ? would be a second way to say ?N. */
			assert(n > 0 || s[1] == 'p' || s[1] == 'c');
			sh.nvals = n > sh.nvals ? n : sh.nvals;
			person = person || s[1] == 'p';
			cap = cap || s[1] == 'c';
		}
		s += skip > 0 ? skip : 1;
	}
	sh.person = person ? (int)sh.nvals + 1 : 0;
	sh.cap = cap ? (int)sh.nvals + 1 + (person ? 1 : 0) : 0;
	return sh;
}

char *sql_rewrite(const char *text, char prefix, struct shape *ret)
{
	struct buf b = buf_make(SQL_MAX);

	*ret = shape_of(text);
	for (const char *s = text; *s != '\0';) {
		const size_t skip = opaque(s);

		if (skip > 0) {
			buf_add(&b, s, skip);
			s += skip;
		} else if (*s != '?') {
			buf_byte(&b, *s++);
		} else if (s[1] == 'p' || s[1] == 'c') {
			buf_byte(&b, prefix);
			buf_fmt(&b, "%d", s[1] == 'p' ? ret->person : ret->cap);
			s += 2;
		} else {
			buf_byte(&b, prefix);
			s++;
		}
	}
	buf_byte(&b, '\0');
	assert(!b.failed);
	return b.p;
}

unsigned stmt_types(const struct val *vals, size_t n)
{
	uint64_t h = n;

	for (size_t i = 0; i < n; i++)
		h = h * 5 + (uint64_t)vals[i].type + 1;
	return (unsigned)(h ^ (h >> 32));
}

/* FNV-1a (Fowler, Noll, Vo). */
static uint64_t hash_text(const char *text)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (const char *s = text; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return h;
}

static uint64_t hash_key(const char *text, bool lasting)
{
	if (!lasting)
		return hash_text(text);
	return ((uint64_t)(uintptr_t)text >> 3) * UINT64_C(0x9e3779b97f4a7c15);
}

static struct stmt **bucket_of(struct stmt_cache *c, uint64_t hash)
{
	return &c->bucket[(hash >> 32) % STMT_BUCKETS];
}

struct stmt *stmt_find(
    struct stmt_cache *c, const char *text, bool lasting, unsigned types)
{
	const uint64_t hash = hash_key(text, lasting);

	for (struct stmt *s = *bucket_of(c, hash); s != NULL; s = s->next) {
		if (s->hash != hash || s->types != types)
			continue;
		if (lasting ? s->key != text : strcmp(s->text, text) != 0)
			continue;
#ifdef HEARD_TEST
		/* A listed text that changed in place was none. Too long to
		 * be compared again and again where it matters. */
		assert(!lasting || strcmp(s->text, text) == 0);
#endif
		if (s->busy)
			return NULL;
		s->used = ++c->clock;
		return s;
	}
	return NULL;
}

static void evict(struct stmt_cache *c, stmt_free_fn *fn, void *arg)
{
	struct stmt *oldest = NULL;

	for (size_t i = 0; i < STMT_BUCKETS; i++)
		for (struct stmt *s = c->bucket[i]; s != NULL; s = s->next)
			if (s->key == NULL && !s->busy &&
			    (oldest == NULL || s->used < oldest->used))
				oldest = s;
	if (oldest == NULL)
		return;
	fn(oldest, arg);
	stmt_drop(c, oldest);
}

static bool present(struct stmt_cache *c, const struct stmt *n)
{
	for (struct stmt *s = *bucket_of(c, n->hash); s != NULL; s = s->next)
		if (s->hash == n->hash && s->types == n->types &&
		    strcmp(s->text, n->text) == 0)
			return true;
	return false;
}

struct stmt *stmt_add(struct stmt_cache *c, const char *text, bool lasting,
    unsigned types, stmt_free_fn *fn, void *arg)
{
	struct stmt *s = xcalloc(1, sizeof(*s));

	s->key = lasting ? text : NULL;
	s->text = xstrdup(text);
	s->hash = hash_key(text, lasting);
	s->types = types;
	s->used = ++c->clock;
	s->cached = !present(c, s);
	if (s->cached) {
		if (!lasting && c->built >= STMT_BUILT)
			evict(c, fn, arg);
		c->built += lasting ? 0 : 1;
		s->next = *bucket_of(c, s->hash);
		*bucket_of(c, s->hash) = s;
	}
	return s;
}

void stmt_drop(struct stmt_cache *c, struct stmt *s)
{
	if (s->cached) {
		struct stmt **at = bucket_of(c, s->hash);

		while (*at != s)
			at = &(*at)->next;
		*at = s->next;
		c->built -= s->key == NULL ? 1 : 0;
	}
	free(s->text);
	free(s);
}

void stmt_clear(struct stmt_cache *c, stmt_free_fn *fn, void *arg)
{
	for (size_t i = 0; i < STMT_BUCKETS; i++) {
		while (c->bucket[i] != NULL) {
			if (fn != NULL)
				fn(c->bucket[i], arg);
			stmt_drop(c, c->bucket[i]);
		}
	}
}
