/*
 * xlsx.h: a spreadsheet file, written row by row; memory does not grow with
 * it. The library keeps rows in temporary files and writes the result to a
 * path, from where the caller sends it.
 */
#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

#define XLSX_ROWS_MAX    1048576 /* of one sheet: the format's own limit */
#define XLSX_COLUMNS_MAX 200
#define XLSX_TEXT_MAX    32767 /* characters of a cell: the format's limit */

enum xlsx_type { XLSX_EMPTY, XLSX_TEXT, XLSX_NUMBER, XLSX_DATE };

struct xlsx_cell {
	enum xlsx_type type;
	struct str text; /* UTF-8; never taken for a formula; cut at the limit
	                    with an ellipsis */
	double number;   /* not finite: empty */
	struct date date;
};

struct xlsx_column {
	const char *heading;
	double width; /* characters; 0: the usual */
};

struct xlsx;

/* A workbook that will be written to `path`. Never NULL. */
struct xlsx *xlsx_new(const char *path, const char *title);

/* The next sheet with its bold, frozen line of headings. Its name is cut to 31
 * characters, and what the format forbids in names becomes "-". */
void xlsx_sheet(struct xlsx *x, const char *name,
    const struct xlsx_column *columns, size_t n);

/* The next row of the sheet. False: the sheet is full. */
bool xlsx_row(
    struct xlsx *x, const struct xlsx_cell *cells, size_t n) ATTR_MUST_USE;

/* Writes the file and frees x. False with a sentence when it cannot be
 * written. */
bool xlsx_finish(struct xlsx *x, struct err *err) ATTR_MUST_USE;

#endif
