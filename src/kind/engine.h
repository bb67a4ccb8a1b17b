/*
 * engine.h: what the files of the record engine share. Private to src/kind;
 * everybody else includes kind.h.
 */
#ifndef KIND_ENGINE_H
#define KIND_ENGINE_H

#include "kind/kind.h"

#define FIELDS_MAX   48  /* of a kind; db.h's sqlb takes 64 values */
#define PAGE_ROWS    50  /* of a list */
#define CHOOSER_MAX  200 /* visible records that a select still offers */
#define SEARCH_WORDS 5

/* Members ------------------------------------------------------------- */

void *field_of(const struct field *f, void *rec);
const void *field_in(const struct field *f, const void *rec);
struct record *record_of(void *rec);
const struct record *record_in(const void *rec);

bool field_empty(const struct field *f, const void *rec);
bool field_same(const struct field *f, const void *a, const void *b);
void field_clear(const struct field *f, void *rec); /* no value */
struct val field_val(const struct field *f, const void *rec);
void field_load(const struct field *f, void *rec, struct rows *r, int col);
size_t field_max(const struct field *f);
const char *choice_label(const struct field *f, struct str code);

/* Copies the texts of a record that came from another arena. */
void record_keep(struct arena *a, const struct kind *k, void *rec);
/* A record of this kind without any value. */
void *record_new(struct arena *a, const struct kind *k);
void record_init(const struct kind *k, void *rec);

/* Tables -------------------------------------------------------------- */

const struct field *kind_field(const struct kind *k, struct str name);
const struct field *kind_title_field(const struct kind *k);
const struct kind *kind_at_path(struct str path);
bool field_shown(const struct field *f);   /* not PRIVATE */
bool field_on_form(const struct field *f); /* neither PRIVATE nor READ_ONLY */

/* SQL ----------------------------------------------------------------- */

/* "r.id, r.ref, …": what record_load reads, `KIND_COLS(k)` columns. */
void kind_sql_columns(struct sqlb *b, const struct kind *k);
#define RECORD_COLS 7
void record_load(const struct kind *k, void *rec, struct rows *r);

/* " AND …": rows under `alias` that the acting person holds `cap` for, and
 * that the kind's own scope lets through. Nothing about rights for the
 * system. */
void kind_sql_visible(struct sqlb *b, struct ctx *cx, const struct kind *k,
    const char *alias, enum cap cap);

/* "r.ref = …", so that an index finds it. */
void kind_sql_ref(struct sqlb *b, const struct kind *k, struct str ref);

/* The reference of such a record as it is kept, of what was typed; the null
 * str when it cannot be one. */
struct str kind_ref_typed(
    struct arena *a, const struct kind *k, struct str typed);

/* Reads one by id, or by ref when id is 0. */
enum db_status record_fetch(struct ctx *cx, const struct kind *k, int64_t id,
    struct str ref, void *rec, bool *ret_found);

/* Whether the acting person may look at records of this kind at all, or
 * change any, or make a new one. */
bool kind_may_read(struct ctx *cx, const struct kind *k);
bool kind_may_write(struct ctx *cx, const struct kind *k);
/* Whether anything of a record can be changed on a form. */
bool kind_has_form(const struct kind *k);
/* Whether they may change this one. */
bool kind_may_change(struct ctx *cx, const struct kind *k, const void *rec);

/* References ---------------------------------------------------------- */

struct str kind_ref_of(struct ctx *cx, const struct kind *k, int64_t id);

enum resolved { RESOLVED, RESOLVED_NONE, RESOLVED_MANY };
/* A ref or a whole title, among the records that the person may see. */
enum resolved kind_resolve(
    struct ctx *cx, const struct kind *k, struct str typed, int64_t *ret_id);

/* The visible records of a kind by title, when there are at most CHOOSER_MAX;
 * false when there are more. */
struct chooser {
	struct str *refs, *titles;
	size_t n;
};
bool kind_chooser(struct ctx *cx, const struct kind *k, struct chooser *ret);

/* Saving -------------------------------------------------------------- */

/* Everything kind_save looks at before it writes. `old` is NULL for a new
 * record. Reads only. */
enum db_status record_check(struct ctx *cx, const struct kind *k,
    const void *old, const void *rec, struct problems *p);
bool problem_on(const struct problems *p, const char *field);

/* JSON ---------------------------------------------------------------- */

void json_text(struct buf *out, struct str s);
/* Values of a record as a flat object of columns, without PRIVATE ones. */
struct str record_json(struct arena *a, const struct kind *k, const void *rec);

/* The members that the object names; had[i] says which of k->fields it did.
 * Texts in the arena. False: not such an object (an erased one is null). */
bool record_from_json(struct arena *a, const struct kind *k, struct str json,
    void *rec, bool had[FIELDS_MAX]);

#endif
