/*
 * val.h: values that are bound to a statement's parameters. Included by db.h.
 */
#ifndef DB_VAL_H
#define DB_VAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/str.h"

/* VAL_DATE only goes in: the engine keeps it as TEXT. */
enum val_type { VAL_INT, VAL_REAL, VAL_TEXT, VAL_BLOB, VAL_DATE };

struct val {
	enum val_type type;
	bool null;
	union {
		int64_t i;
		double r;
		struct str s; /* text or blob */
		struct date d;
	} u;
};

struct val val_int(int64_t v);
struct val val_ref(int64_t id); /* 0 is NULL */
struct val val_int_or_null(int64_t v, bool null);
struct val val_real(double v);
/* Null str is NULL. UTF-8 without NUL bytes, or the statement is DB_REFUSED:
 * PostgreSQL cannot keep anything else. */
struct val val_text(struct str s);
struct val val_cstr(const char *s);
struct val val_blob(struct str s);
struct val val_date(struct date d);       /* TEXT YYYY-MM-DD; none is NULL */
struct val val_instant(struct instant t); /* microseconds UTC; none is NULL */
struct val val_bool(bool b);

/* clang-format off */
#define V(x) _Generic((x), \
	bool: val_bool, int: val_int, unsigned: val_int, long: val_int, \
	long long: val_int, double: val_real, struct str: val_text, \
	const char *: val_cstr, char *: val_cstr, \
	struct date: val_date, struct instant: val_instant)(x)
/* clang-format on */

/* The two arguments (array, count) that a query wants. */
#define VALS(...)                              \
	((const struct val[]){ __VA_ARGS__ }), \
	    (sizeof((struct val[]){ __VA_ARGS__ }) / sizeof(struct val))
#define NO_VALS NULL, 0

#endif
