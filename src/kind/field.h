/*
 * field.h: the table of fields that describes a record: types, what "no value"
 * is, flags, choices; and the problems that people are told of. Included by
 * kind.h.
 */
#ifndef KIND_FIELD_H
#define KIND_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/date.h"
#include "base/str.h"

/* What every record has; the first member of every kind's struct. Columns of
 * the same names. */
struct record {
	int64_t id;
	struct str ref; /* 16 characters: URLs, exports, API */
	int64_t version;
	struct instant created_at;
	int64_t created_by; /* person, or 0 */
	struct instant changed_at;
	int64_t changed_by;
};

/*
 * "No value" by type, stored as NULL: the null str, no date, no instant, 0 of
 * a reference, KIND_NO_INT of any other integer, NAN of a real. A bool always
 * has a value. A text is never stored empty.
 */
#define KIND_NO_INT INT64_MIN

enum field_type {
	FIELD_INT,
	FIELD_REAL,
	FIELD_TEXT,
	FIELD_DATE,
	FIELD_INSTANT,
	FIELD_BOOL
};

enum field_flags {
	REQUIRED = 1,
	IN_LIST = 2,   /* a column of the list */
	IN_SEARCH = 4, /* the search box looks here (text) */
	READ_ONLY = 8, /* not on the form */
	TITLE = 16,    /* names the record; exactly one */
	LONG = 32,     /* a textarea */
	UNIQUE = 64,   /* checked with a sentence before the index says no */
	FILTER = 128,  /* a filter of the list (choices, refs, bools) */
	PRIVATE =
	    256,     /* never listed, exported or in history: hashes, secrets */
	ALWAYS = 512 /* NOT NULL in the database: sorted as it stands */
};

struct choice {
	const char *code;
	const char *label; /* N_() */
};
struct choices {
	const struct choice *list;
	size_t n;
};

struct kind;

struct field {
	const char *name;
	size_t offset;
	enum field_type type;
	const char *label, *hint; /* N_() */
	unsigned flags;
	size_t max; /* characters of text; 0: 200, LONG 10,000 */
	int64_t min_value, max_value;  /* of an integer; both 0: any */
	const struct choices *choices; /* of a text */
	const struct kind *ref;        /* of an integer: id of that kind */
};

/* clang-format off */
#define FIELD_TYPE_OF(x) _Generic((x), \
	int64_t: FIELD_INT, double: FIELD_REAL, struct str: FIELD_TEXT, \
	struct date: FIELD_DATE, struct instant: FIELD_INSTANT, \
	bool: FIELD_BOOL)
/* Name, offset and type from the member. */
#define COL(T, m) .name = #m, .offset = offsetof(T, m), \
	.type = FIELD_TYPE_OF(((T *)0)->m)
/* clang-format on */

enum data_class {
	DATA_ORGANISATION, /* about services, not people */
	DATA_STAFF,        /* about people at work */
	DATA_ANONYMOUS,    /* what people said, without who */
	DATA_PERSONAL,     /* identity */
	DATA_SPECIAL       /* special category: health, ethnicity, beliefs */
};

/* What is wrong with a record, field by field, in sentences. */
struct problems {
	struct arena *arena;
	struct problem {
		const char *field; /* its name; NULL: the whole record */
		struct str sentence;
	} list[40];
	size_t n;
};
void problem_add(struct problems *p, const char *field, const char *fmt, ...)
    ATTR_PRINTF(3, 4);

#endif
