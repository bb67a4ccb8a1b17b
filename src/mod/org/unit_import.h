/*
 * unit_import.h: a file of units into the tree.
 */
#ifndef MOD_ORG_UNIT_IMPORT_H
#define MOD_ORG_UNIT_IMPORT_H

#include "base/err.h"
#include "mod/org/org.h"

#define UNIT_REPORT_LINES 500

struct unit_report {
	int64_t added, changed, same, bad; /* lines; bad also past the list */
	struct {
		long line;
		struct str sentence;
	} lines[UNIT_REPORT_LINES]; /* the first bad ones */
	size_t nlines;
	struct str unused; /* headers that mean nothing here; or null */
	bool converted;    /* some text was Windows-1252 */
};

/*
 * Reads a CSV of units (docs/import-units.md) and saves it in slices; opens
 * changes of its own. A directorate or service that a line names and that is
 * not there is made. A unit is known by its name and what it belongs to, so
 * the same file twice adds nothing; a line that says something else about a
 * unit changes it. Good lines are kept, bad ones reported. False with a
 * sentence: the file as a whole was refused, or the database failed midway.
 */
bool unit_import(
    struct ctx *cx, struct str csv, struct unit_report *ret, struct err *e);

/* `heard import units FILE.csv`. */
int command_import_units(int argc, char **argv);

#endif
