/*
 * xlsx_read.h: the rows of a spreadsheet file (.xlsx, .xlsm), as texts. Dates
 * stay the numbers that the format keeps; formulas give their last result.
 */
#ifndef REPORT_XLSX_READ_H
#define REPORT_XLSX_READ_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define XLSX_READ_COLUMNS \
	200 /* of a row; what is to the right is passed over */
#define XLSX_READ_SHEETS  100
#define XLSX_READ_STRINGS 1000000
#define XLSX_READ_TEXT    ((size_t)1 << 20) /* bytes of one cell */

/* One row. Fields are UTF-8, never null, and gone when the callback returns;
 * n is the number of the last cell. */
struct xlsx_line {
	struct str sheet; /* its name */
	const struct str *fields;
	size_t n;
	long line; /* of the sheet, from 1 */
};

/* False stops the reading, without an error. */
typedef bool xlsx_line_fn(void *self, const struct xlsx_line *line);

/* Whether the bytes begin as such a file does. */
bool xlsx_looks(struct str bytes);

/*
 * Gives all rows of all sheets in their order to `fn`. What is needed meanwhile
 * is in `a`. False with a sentence: it is no such file, it is damaged or past a
 * limit.
 */
bool xlsx_read(struct str bytes, struct arena *a, xlsx_line_fn *fn, void *self,
    struct err *err) ATTR_MUST_USE;

#endif
