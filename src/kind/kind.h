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
#include <stdio.h>

#include "core/ctx.h"
#include "core/may.h"
#include "kind/field.h"
#include "web/web.h"

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
	/* The table has a column `fold`: the title as people look for it and
	 * sort by it (base/fold.h). Kept by kind_save. */
	bool fold;
	const char
	    *order; /* field that lists are sorted by first; NULL: TITLE */
	bool newest_first;
	bool no_create; /* made by a workflow, never by hand */
	/* `name` is a view: rows that are never edited and keep no columns for
	 * it. Read only; nobody may change one, whatever they hold. */
	bool view;
	/* References begin with the one of the record that this field refers
	 * to, and are found by it: the kind keeps no index of its own. NULL:
	 * the column `ref` has its index. */
	const char *ref_via;
	/* What the trust must be able to say about it. */
	enum data_class data_class;
	const char *basis;     /* N_(): lawful basis, one phrase */
	const char *retention; /* N_(): how long, one phrase */
	const char *empty;     /* N_(): what will be here, and how */

	void (*check)(struct ctx *cx, const void *rec, struct problems *p);
	enum db_status (*before_save)(struct ctx *cx, void *rec, bool is_new);
	enum db_status (*after_save)(
	    struct ctx *cx, const void *rec, bool is_new);
	/* What the record's page shows after its facts and before its timeline:
	 * the next steps of its workflow, its thread. Or NULL. */
	void (*more)(struct req *r, const void *rec);
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
 * and audit; a record that says what it said before is left alone. DB_REFUSED
 * with *p filled when something is wrong with the record or the acting person
 * may not; DB_STALE when it changed meanwhile. What it leaves in `rec` is in
 * the change's arena: copy what is to outlive it.
 *
 * Who may: the system (ctx.system); else whoever holds k->write on the
 * record's unit, as it was and as it will be. Where the record is itself a
 * unit (k->unit is "id"): on itself, and on the one above it when it is new or
 * moves; one with nothing above it is only made by the system.
 */
enum db_status kind_save(struct ctx *cx, const struct kind *k, void *rec,
    struct problems *p) ATTR_MUST_USE;

/* Title of a record of this kind; "" when it is not for this person. */
struct str kind_title(struct ctx *cx, const struct kind *k, int64_t id);

/* The member of `rec` as text for people, and as the form and CSV write it (a
 * reference: the other record's ref). Null when there is no value. */
struct str kind_show(struct ctx *cx, const struct field *f, const void *rec);
struct str kind_text(struct ctx *cx, const struct field *f, const void *rec);

/*
 * Parses what a person typed into the member; a sentence on failure, and the
 * member stays as it was. Nothing typed is no value: whether that will do is
 * kind_save's business. A choice may be typed as its code or its label, a
 * reference as the other record's ref or its whole title.
 */
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

/* A CSV file's way in, line by line: see kind_import_csv. */
struct import_line {
	long line;
	struct str sentence;
};
#define IMPORT_LINES_MAX 500 /* that a report keeps */
struct import_report {
	int64_t created, changed, same, bad;
	struct import_line lines[IMPORT_LINES_MAX]; /* the first bad ones */
	size_t nlines;
	struct str unused; /* headers that mean nothing here, with commas */
	enum db_status status;
};

/*
 * Reads CSV with a header of field names. A row with a `ref` changes that
 * record, one without makes a new one; good rows are kept, bad ones reported.
 * Opens changes of its own, of at most 500 rows: never call it inside one.
 * False: the file as a whole was refused, with a sentence.
 */
bool kind_import_csv(struct ctx *cx, const struct kind *k, struct str csv,
    struct import_report *ret, struct err *e);

/* Every kind must be given once at start, before anything else here. */
void kinds_register(const struct kind *const *list, size_t n);
const struct kind *const *kinds_all(size_t *ret_n);
const struct kind *kind_named(struct str name);

/* Compares every kind with the schema, both ways; a sentence in *e. */
bool kinds_check_schema(struct conn *c, struct err *e);

/* `heard kinds`, `heard kinds --sql`, `heard routes`. */
void kinds_print(FILE *out);
void kinds_print_sql(FILE *out, const struct sql_list *lists, size_t n);
void kinds_print_routes(FILE *out, const struct route *rows, size_t n);

/* Views that ended and drafts that nobody came back to. Inside a change. */
enum db_status kind_forget(struct ctx *cx) ATTR_MUST_USE;

/* The engine's own sealed columns, for `heard key rotate`: their number. */
struct sealed_column;
#define KIND_SEALED 2
void kind_sealed(struct sealed_column *ret); /* KIND_SEALED of them */

/* Its own statements, for main's lists. */
extern const struct sql_list kind_sql, view_sql;

/* The engine's routes, for main's list: /k/{kind}, /k/{kind}/{ref}, … */
extern const struct route kind_routes[];
extern const size_t nkind_routes;

#endif
