/*
 * kind.h: the record engine. A record that people list, read, edit, filter,
 * import and export is a struct kind: a C struct, one table of fields, and a
 * migration that creates its table. The engine serves list, search, sort,
 * keyset paging, page, form, validation with the typed text kept, history,
 * CSV in and out, JSON, permission and audit for every kind, and refuses to
 * start when its tables and the schema disagree.
 *
 * One word names the thing everywhere: C member, column, form input, CSV
 * column, JSON key.
 */
#ifndef KIND_KIND_H
#define KIND_KIND_H

#include <stddef.h>

#include "core/ctx.h"
#include "core/may.h"
#include "web/web.h"

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
	    256 /* never listed, exported or in history: hashes, secrets */
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
	size_t max;                    /* bytes of text; 0: 200, LONG 10,000 */
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

struct kind {
	const char *name;       /* "touch_point": table, JSON, CSV, audit */
	const char *path;       /* "touch-points": its address */
	const char *one, *many; /* N_("touch point"), N_("Touch points") */
	size_t size;            /* of its struct */
	const struct field *fields;
	size_t nfields;
	enum cap read, write;
	/* The column whose unit the rights look at ("id" for units). NULL: no
	 * unit, then `system` says why and `read` anywhere is enough. */
	const char *unit;
	const char *system;
	const char *order; /* field that lists are sorted by first */
	bool newest_first;
	bool no_create; /* made by a workflow, never by hand */
	/* What the trust must be able to say about it. */
	enum data_class data_class;
	const char *basis;     /* lawful basis, one phrase */
	const char *retention; /* how long, one phrase */
	const char *empty;     /* N_(): what will be here, and how */

	void (*check)(struct ctx *cx, const void *rec, struct problems *p);
	enum db_status (*before_save)(struct ctx *cx, void *rec, bool is_new);
	enum db_status (*after_save)(
	    struct ctx *cx, const void *rec, bool is_new);
	/* One more condition on every list, as a literal of SQL over the
	 * kind's table alias r, or NULL. */
	const char *scope;
};

/* Records ------------------------------------------------------------- */

/* Reads one by id or ref into `rec` (kind->size bytes), for the acting person.
 * False: no such record, or not for them. */
bool kind_get(struct ctx *cx, const struct kind *k, int64_t id, void *rec);
bool kind_get_ref(
    struct ctx *cx, const struct kind *k, struct str ref, void *rec);

/*
 * Checks and saves inside a change: inserts when rec's id is 0 (and gives id,
 * ref and version back), else updates WHERE version matches. Writes history
 * and audit. DB_REFUSED with *p filled when something is wrong with the
 * record or the acting person may not; DB_STALE when it changed meanwhile.
 */
enum db_status kind_save(struct ctx *cx, const struct kind *k, void *rec,
    struct problems *p) ATTR_MUST_USE;

/* Title of a record of this kind; "" when it is not for this person. */
struct str kind_title(struct ctx *cx, const struct kind *k, int64_t id);

/* The member of `rec` as text for people, and as the form and CSV write it. */
struct str kind_show(struct ctx *cx, const struct field *f, const void *rec);
struct str kind_text(struct arena *a, const struct field *f, const void *rec);

/* Parses what a person typed into the member; a sentence on failure. */
bool kind_parse(struct ctx *cx, const struct field *f, struct str typed,
    void *rec, struct problems *p);

/* In and out ---------------------------------------------------------- */

/* Writes every record the acting person may see as CSV, row by row, to fn. */
typedef bool kind_write_fn(void *arg, struct str bytes);
bool kind_export_csv(
    struct ctx *cx, const struct kind *k, kind_write_fn *fn, void *arg);
/* One row a column: name, type, required, choices, meaning. */
void kind_describe_csv(struct ctx *cx, const struct kind *k, struct buf *out);
void kind_json(
    struct ctx *cx, const struct kind *k, const void *rec, struct buf *out);

/* Every kind must be given once at start, before anything else here. */
void kinds_register(const struct kind *const *list, size_t n);
const struct kind *const *kinds_all(size_t *ret_n);
const struct kind *kind_named(struct str name);

/* Compares every kind with the schema, both ways; a sentence in *e. */
bool kinds_check_schema(struct conn *c, struct err *e);

/* The engine's routes, for main's list: /k/{kind}, /k/{kind}/{ref}, … */
extern const struct route kind_routes[];
extern const size_t nkind_routes;

#endif
