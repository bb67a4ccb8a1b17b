/*
 * import_unit.h: which unit a line of a file speaks of, by name, address name,
 * ODS or site code, along location_1 > location_2 > location_3.
 */
#ifndef MOD_LISTEN_IMPORT_UNIT_H
#define MOD_LISTEN_IMPORT_UNIT_H

#include "core/ctx.h"

struct import_units;

struct import_place {
	int64_t unit;
	struct str setting;
};

/* All units as they are now, in cx->arena. NULL: they could not be read. */
struct import_units *import_units_load(struct ctx *cx);

/*
 * The deepest location that is not null, below the ones before it. False: none
 * or several match, with a sentence (in `a`).
 */
bool import_units_find(struct import_units *u, struct arena *a,
    const struct str *locations, size_t n, struct import_place *ret,
    struct str *ret_reason);

/* The unit of this address name (--unit). */
bool import_units_slug(
    struct import_units *u, struct str slug, struct import_place *ret);

#endif
