/*
 * import_row.h: one line of a feedback file to one response, or the reason why
 * not.
 */
#ifndef MOD_LISTEN_IMPORT_ROW_H
#define MOD_LISTEN_IMPORT_ROW_H

#include "mod/listen/import_map.h"
#include "mod/listen/said.h"

#define IMPORT_TEXT_MAX 10000 /* characters of one text */

/* How a whole file is to be read. */
struct import_rules {
	struct import_map map;
	enum import_scale scale;
	enum date_order order;
	struct date date;  /* of lines without one; or none */
	struct date today; /* nothing is later */
};

struct import_row {
	struct said said;
	struct str locations[3]; /* null: not given */
	const char *mode;
	struct str id;         /* theirs; null: not mapped or empty */
	size_t not_understood; /* values about the person */
};

/*
 * Reads the fields of a line; texts live in `a` or in the fields. `survey` is
 * the imported one (survey_imported). False with a reason, which never holds
 * what somebody said.
 */
bool import_row_read(struct arena *a, const struct import_rules *rules,
    const struct survey *survey, const struct str *fields, size_t n,
    struct import_row *ret, struct str *ret_reason);

#endif
