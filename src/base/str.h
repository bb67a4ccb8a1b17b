/*
 * str.h: text as pointer and length. A str is a view; who owns the bytes is
 * said by the function that returns it. s == NULL is "no value" (SQL NULL),
 * which is not the same as empty.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"

struct str {
	const char *s;
	size_t n;
};

/* A str of a string literal; usable in static initialisers. */
#define STR(lit)                        \
	{                               \
		"" lit, sizeof(lit) - 1 \
	}
#define S(lit)   ((struct str)STR(lit))
#define STR_NULL ((struct str){ NULL, 0 })

/* The two arguments that "%.*s" wants. Evaluates x three times: never a call
 * that asks the database or draws a random number. */
#define STR_ARG(x) (int)(x).n, ((x).s != NULL ? (x).s : "")

/* View of a C string; NULL gives the null str. */
struct str str_of(const char *cstr);

bool str_null(struct str s);  /* no value */
bool str_empty(struct str s); /* no value or no bytes */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *cstr);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);        /* bytes, then length */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Position of `needle` in `s`, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle);
size_t str_find_byte(struct str s, char c);

/* The part from `from` of at most `n` bytes, clamped to s. */
struct str str_sub(struct str s, size_t from, size_t n);

/* Without ASCII white space at both ends. A null str stays null. */
struct str str_trim(struct str s);

/*
 * Takes the next piece up to `sep` off *rest. False when *rest is null, i.e.
 * after the last piece: "a,,b" gives "a", "", "b".
 */
bool str_cut(struct str *rest, char sep, struct str *ret_piece);

/* Copies in the arena; the copy is followed by a NUL. Null stays null. */
struct str str_dup(struct arena *a, struct str s);
char *str_cstr(struct arena *a, struct str s);       /* null gives "" */
struct str str_lower(struct arena *a, struct str s); /* ASCII letters only */
struct str str_fmt(struct arena *a, const char *fmt, ...) ATTR_PRINTF(2, 3);

/* Whole text as a decimal integer (optional sign). False: not one, or too
 * large; *ret is then untouched. */
bool str_int64(struct str s, int64_t *ret) ATTR_MUST_USE;

/* Whole text as a finite decimal number, '.' as the point. */
bool str_double(struct str s, double *ret) ATTR_MUST_USE;

#endif
