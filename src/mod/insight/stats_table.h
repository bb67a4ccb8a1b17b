/*
 * stats_table.h: what `heard stats` reads: a row a line, an id, perhaps a
 * parent, and up to four figures. Checks what every method wants of them.
 */
#ifndef MOD_INSIGHT_STATS_TABLE_H
#define MOD_INSIGHT_STATS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define STATS_COLUMNS_MAX 4
#define STATS_ROWS_MAX    1000000
#define STATS_WHOLE_MAX   (INT64_C(1) << 53) /* whole numbers a double holds */

enum stats_type {
	STATS_NONE,     /* ends a list of columns */
	STATS_WHOLE,    /* a whole number from 0 */
	STATS_POSITIVE, /* a number above 0 */
	STATS_AMOUNT,   /* a number from 0 */
	STATS_CHANCE    /* 0 to 1, or nothing: NAN */
};

struct stats_column {
	const char *name;
	enum stats_type type;
	bool part; /* not more than the column after it */
};

struct stats_row {
	struct str id, parent; /* parent: empty for none */
	double value[STATS_COLUMNS_MAX];
	long line;
};

struct stats_table {
	struct stats_row *rows; /* the arena's, save while reading */
	size_t n;
};

/*
 * Reads a stream with a heading. `columns` ends with STATS_NONE; `parents`
 * asks for the column parent. False with a sentence that names the line.
 */
bool stats_table_read(FILE *in, const struct stats_column *columns,
    bool parents, struct arena *a, struct stats_table *ret,
    struct err *err) ATTR_MUST_USE;

/*
 * The parents as indices of rows (SUPPRESS_NONE: none), in the arena. NULL
 * with a sentence when an id stands twice or a parent has no row.
 */
size_t *stats_table_parents(
    const struct stats_table *t, struct arena *a, struct err *err);

#endif
