/*
 * reseal.h: sealing again under the key in use what keys of before have
 * sealed, value by value, a few in each change. Nothing is kept about how far
 * it came: every sealed value carries its key's id, so whoever starts again
 * finds what is left.
 */
#ifndef CORE_RESEAL_H
#define CORE_RESEAL_H

#include "core/ctx.h"
#include "core/keys.h"

/*
 * A column of sealed values, listed by the room that owns it. `next`: the rows
 * after the one numbered ?1, in order, at most RESEAL_ROWS: number, place (the
 * `where` of seal()), value. `put`: number ?1 gets value ?2 if it still has
 * value ?3.
 */
struct sealed_column {
	const char *name; /* "contact_back.sealed" */
	enum key_purpose purpose;
	const struct sql *next, *put;
};
#define RESEAL_ROWS 100

struct reseal_report {
	int64_t seen, resealed;
	int64_t closed; /* that no key of the file opens; left as they are */
};

/* Told after every change; false: stop here. `at` is what is being done. */
typedef bool reseal_progress(
    void *arg, const char *at, const struct reseal_report *r);

/*
 * Goes through the columns and then the files. Opens changes of its own. With
 * `look` it changes nothing and only counts what would be. DB_REFUSED: stopped
 * by `progress` (may be NULL).
 */
enum db_status reseal_all(struct ctx *cx, const struct sealed_column *cols,
    size_t n, bool look, reseal_progress *progress, void *arg,
    struct reseal_report *ret) ATTR_MUST_USE;

#endif
