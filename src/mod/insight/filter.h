/*
 * filter.h: what the commands share that read CSV on standard input and answer
 * on standard output.
 */
#ifndef MOD_INSIGHT_FILTER_H
#define MOD_INSIGHT_FILTER_H

#include <stdio.h>

#include "base/arena.h"
#include "report/csv.h"

#define FILTER_OUT_MAX ((size_t)256 << 20) /* bytes of an answer */

/* Reads all rows of a stream. False with a sentence in err. */
bool filter_read(
    FILE *in, csv_row_fn *fn, void *self, struct err *err) ATTR_MUST_USE;

/* The column with this heading, in any case of letters; SIZE_MAX: none. */
size_t filter_column(const struct csv_line *head, struct str name);

/* The shortest decimal of 15 to 17 digits that reads back as x; the null str
 * for NAN and what is past all numbers. */
struct str filter_number(struct arena *a, double x);

/* `"name":number`, or null; and a text with its quotes and escapes. */
void filter_json_number(
    struct buf *out, struct arena *a, const char *name, double x);
void filter_json_text(struct buf *out, struct str s);

/* Writes the answer when status is 0, then a sentence or notice of `err` to
 * standard error after "heard NAME: ". Frees out; gives the exit status. */
int filter_end(const char *name, int status, struct buf *out, struct err *err);

#endif
