/*
 * csv.h: comma-separated files in and out. Reading is a push parser: bytes go
 * in as they arrive, rows come out; memory stays the size of one row, however
 * long the file. Writing is what spreadsheets open safely.
 */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

#define CSV_FIELD_MAX   ((size_t)1 << 20) /* bytes of one value */
#define CSV_ROW_MAX     ((size_t)4 << 20) /* bytes of one row */
#define CSV_COLUMNS_MAX 200

/* One row. Fields are UTF-8, never null, and gone when the callback returns. */
struct csv_line {
	const struct str *fields;
	size_t n;
	long line; /* of the file, from 1, where the row starts */
};

struct csv_reader;

/*
 * Called for each row; rows with nothing but spaces are passed over. False
 * stops the reading: feed and end then return false with err as it was.
 */
typedef bool csv_row_fn(void *self, const struct csv_line *row);

/*
 * A reader of rows separated by LF, CR or CRLF, with values quoted by `"` as
 * RFC 4180 has it (line breaks inside quotes are kept as they are). A UTF-8
 * byte order mark is passed over. Spaces around an unquoted value are dropped.
 * `delim` is ',' ';' or '\t'; see csv_guess_delim.
 */
struct csv_reader *csv_reader_new(char delim, csv_row_fn *fn, void *self);
void csv_reader_free(struct csv_reader *r); /* NULL is fine */

/*
 * Takes the next bytes, any number. False: the file is refused (a NUL byte,
 * UTF-16, a value, row or column count past its limit) with a sentence, or the
 * callback said stop. After false only csv_reader_free may follow.
 */
bool csv_reader_feed(struct csv_reader *r, const void *p, size_t n,
    struct err *err) ATTR_MUST_USE;

/* The last row, when no line break ends it. False also when the file ends
 * inside a quoted value. */
bool csv_reader_end(struct csv_reader *r, struct err *err) ATTR_MUST_USE;

/* A whole text at once: feed and end. */
bool csv_read(struct str text, char delim, csv_row_fn *fn, void *self,
    struct err *err) ATTR_MUST_USE;

/* Some value so far was not UTF-8 and was read as Windows-1252: say so to the
 * person who sent the file. */
bool csv_reader_converted(const struct csv_reader *r);

/* Which of , ; and tab stands most often in the first line of `head` outside
 * quotes; a comma when none does. */
char csv_guess_delim(struct str head);

/* The byte order mark that makes Excel read UTF-8. Once, first. */
void csv_bom(struct buf *out);

/*
 * One value, quoted when it must be. A value that a spreadsheet would take for
 * a formula (it begins with = + - @ tab CR or LF and is not a plain number
 * such as -3.5) gets an apostrophe before it. Null writes nothing.
 */
void csv_field(struct buf *out, struct str value);

/* Values with commas between and CRLF after. */
void csv_row(struct buf *out, const struct str *values, size_t n);

/* What csv_field guarded, without the apostrophe; anything else as it is. For
 * importers, so that what Heard wrote comes back as it was. */
struct str csv_unguard(struct str value);

#endif
