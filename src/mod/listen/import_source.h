/*
 * import_source.h: kinds of files that come again: their mapping, scale and
 * order of dates, and a batch for each run.
 */
#ifndef MOD_LISTEN_IMPORT_SOURCE_H
#define MOD_LISTEN_IMPORT_SOURCE_H

#include "mod/listen/import.h"

struct import_source {
	struct str name;
	int64_t batch;
	const char *mapping; /* of the command line, else as saved; or NULL */
	enum import_scale scale;
	enum date_order order;
};

/* The source of the command line; what that does not say is as it was saved
 * under this name. */
void import_source_read(
    struct ctx *cx, const struct import_options *o, struct import_source *ret);

/* Makes the source where it is new, saves the mapping where that was asked
 * for, and begins a batch: s->batch. */
bool import_source_begin(
    struct ctx *cx, const struct import_options *o, struct import_source *s);

#endif
