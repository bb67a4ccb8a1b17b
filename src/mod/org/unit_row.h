/*
 * unit_row.h: how a file of units is read: which header means what, and what
 * one line says. Pure: no file and no database.
 */
#ifndef MOD_ORG_UNIT_ROW_H
#define MOD_ORG_UNIT_ROW_H

#include "mod/org/org.h"
#include "report/csv.h"

enum unit_column {
	UNIT_DIRECTORATE,
	UNIT_SERVICE,
	UNIT_TEAM,
	UNIT_SETTING,
	UNIT_SITE_CODE,
	UNIT_ODS_CODE,
	UNIT_OPENED,
	UNIT_CLOSED,
	UNIT_PROMISE,
	UNIT_PUBLIC,
	UNIT_COLUMNS
};

/* For each column of ours the place of theirs, or -1. */
struct unit_columns {
	int at[UNIT_COLUMNS];
};

/*
 * Finds the columns in a header row by their names in any case and spelling
 * ("Ward / team", "Site code"). False with a sentence when none of them names
 * a unit or two mean the same. *ret_unused: headers without a meaning here,
 * with commas, or null.
 */
bool unit_columns_read(struct arena *a, struct unit_columns *ret,
    const struct csv_line *header, struct str *ret_unused, struct err *e);

/* One line: names from the top down (null: not there), the last of which is
 * the unit that the values are about. */
struct unit_row {
	long line;
	struct str directorate, service, team;
	struct unit values; /* codes and dates; null where the line is silent */
	bool says_public;   /* values.public was given */
	const char *level;  /* of the unit */
	struct str name;
};

/* Copies into the arena. False with a sentence about the first value that is
 * not understood. */
bool unit_row_read(struct arena *a, const struct unit_columns *c,
    const struct csv_line *line, struct unit_row *ret, struct err *e);

#endif
