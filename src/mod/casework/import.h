/*
 * import.h: open and closed cases of another system, from its CSV file.
 */
#ifndef MOD_CASEWORK_IMPORT_H
#define MOD_CASEWORK_IMPORT_H

#include <stdio.h>

#include "mod/casework/casework.h"

struct case_import {
	struct str csv;
	const char *source; /* whose numbers they are: "ulysses" */
	const char *map;    /* "ours=theirs,…"; NULL: as kept, else by name */
	const char *unit;   /* slug for lines without one; may be NULL */
	bool dry_run;       /* looks at every line and keeps none */
};

struct case_import_counts {
	int64_t added, there, bad;
};

/*
 * Reads it line by line; a line whose number is there already is passed over,
 * so that a second run adds nothing. What is wrong is printed to `out` with
 * the line's number. As the system; opens changes of its own. False: the file
 * as a whole was refused, with a sentence.
 */
bool case_import(struct ctx *cx, const struct case_import *in, FILE *out,
    struct case_import_counts *ret, struct err *e);

int command_import_cases(int argc, char **argv);

extern const struct sql_list case_import_sql;

#endif
