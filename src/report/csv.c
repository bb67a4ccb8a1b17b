/*
 * csv.c: reading CSV. libcsv keeps the quotes; line numbers, limits and
 * encodings are ours. Writing is in csv_write.c.
 */
#include "report/csv.h"

#include <csv.h>

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/words.h"

/* libcsv is fed at most this much before its growing value is measured. */
#define SLICE ((size_t)64 << 10)

/* libcsv's name for "inside a value"; its header does not export it. The test
 * of the open quote fails if a later libcsv counts otherwise. */
#define LIB_FIELD_BEGUN 2

struct csv_reader {
	struct csv_parser lib;
	csv_row_fn *fn;
	void *self;
	struct buf row; /* the bytes of this row's fields */
	size_t
	    at[CSV_COLUMNS_MAX + 1]; /* where each starts; at[n] is the end */
	size_t n;                    /* fields of this row so far */
	long line;                   /* the line being read */
	long row_line;               /* where this row starts; 0: not begun */
	bool last_cr;                /* the last byte was a CR */
	bool converted, stopped;
	unsigned char head[3]; /* held back until it is or is no BOM */
	size_t nhead;
	bool head_done;
	struct err *err; /* of the call under way */
};

/* Nothing more is read. Gives the line that the sentence names. */
static long stop(struct csv_reader *r)
{
	r->stopped = true;
	return r->row_line > 0 ? r->row_line : r->line;
}

static void on_field(void *p, size_t n, void *data)
{
	struct csv_reader *r = data;
	const struct str s = { p, n };

	if (r->stopped)
		return;
	if (r->n == CSV_COLUMNS_MAX) {
		err_set(r->err,
		    T("The row that starts on line %ld has more than 200 "
		      "columns."),
		    stop(r));
		return;
	}
	if (n > CSV_FIELD_MAX) {
		err_set(r->err,
		    T("A value in the row that starts on line %ld is "
		      "longer than 1 MB."),
		    stop(r));
		return;
	}
	if (utf8_valid(s)) {
		buf_str(&r->row, s);
	} else {
		utf8_of_1252(&r->row, s);
		r->converted = true;
	}
	if (r->row.failed)
		err_set(r->err,
		    T("The row that starts on line %ld is longer than "
		      "4 MB."),
		    stop(r));
	r->at[++r->n] = r->row.n;
}

static void on_row(int term, void *data)
{
	struct csv_reader *r = data;
	struct str fields[CSV_COLUMNS_MAX];
	const char *base = buf_view(&r->row).s;

	(void)term;
	if (r->stopped)
		return;
	for (size_t i = 0; i < r->n; i++)
		fields[i] =
		    (struct str){ base + r->at[i], r->at[i + 1] - r->at[i] };
	if (!r->fn(r->self, &(struct csv_line){ fields, r->n, r->row_line }))
		r->stopped = true;
	r->n = 0;
	r->row_line = 0;
	buf_reset(&r->row);
}

struct csv_reader *csv_reader_new(char delim, csv_row_fn *fn, void *self)
{
	struct csv_reader *r = xcalloc(1, sizeof(*r));
	const int bad = csv_init(&r->lib, 0);

	assert(bad == 0);
	csv_set_delim(&r->lib, (unsigned char)delim);
	csv_set_realloc_func(&r->lib, xrealloc);
	r->fn = fn;
	r->self = self;
	r->row = buf_make(CSV_ROW_MAX);
	r->line = 1;
	return r;
}

void csv_reader_free(struct csv_reader *r)
{
	if (r == NULL)
		return;
	csv_free(&r->lib);
	buf_free(&r->row);
	free(r);
}

bool csv_reader_converted(const struct csv_reader *r)
{
	return r->converted;
}

/* A row starts on the first line that has something on it. */
static void note_start(struct csv_reader *r, const char *p, size_t n)
{
	for (size_t i = 0; i < n && r->row_line == 0; i++)
		if (strchr(" \t\r\n", p[i]) == NULL ||
		    p[i] == (char)r->lib.delim_char)
			r->row_line = r->line;
}

/* Counts a line end: CR, LF, and CRLF as one. */
static void note_end(struct csv_reader *r, char last)
{
	if (last == '\r' || (last == '\n' && !r->last_cr))
		r->line++;
	r->last_cr = last == '\r';
}

/* Bytes up to and with the first CR or LF, at most a slice. */
static size_t one_line(const char *p, size_t n)
{
	const size_t max = n < SLICE ? n : SLICE;
	size_t i = 0;

	while (i < max && p[i] != '\r' && p[i] != '\n')
		i++;
	return i < max ? i + 1 : max;
}

/* Line by line, so that a callback from libcsv knows its line. */
static bool feed(struct csv_reader *r, const char *p, size_t n)
{
	while (n > 0 && !r->stopped) {
		const size_t len = one_line(p, n);

		note_start(r, p, len);
		if (csv_parse(&r->lib, p, len, on_field, on_row, r) != len)
			return err_set(r->err,
			    T("Line %ld cannot be read as CSV."), stop(r));
		if (!r->stopped && r->lib.entry_pos > CSV_FIELD_MAX)
			return err_set(r->err,
			    T("A value in the row that starts on "
			      "line %ld is longer than 1 MB."),
			    stop(r));
		note_end(r, p[len - 1]);
		p += len;
		n -= len;
	}
	return !r->stopped;
}

static bool feed_text(struct csv_reader *r, const char *p, size_t n)
{
	const char *nul = n > 0 ? memchr(p, '\0', n) : NULL;

	if (nul == NULL)
		return feed(r, p, n);
	/* What stands before it is still read, for its line. */
	if (!feed(r, p, (size_t)(nul - p)))
		return false;
	return err_set(r->err,
	    T("Line %ld has a byte that is not text. "
	      "This may not be a CSV file."),
	    stop(r));
}

/* The first bytes: passes over UTF-8's mark, refuses UTF-16's. */
static bool feed_head(struct csv_reader *r)
{
	static const char mark[3] = { '\xef', '\xbb', '\xbf' };
	const unsigned char *h = r->head;

	r->head_done = true;
	if (r->nhead >= 2 && ((h[0] == 0xff && h[1] == 0xfe) ||
				 (h[0] == 0xfe && h[1] == 0xff))) {
		r->stopped = true;
		return err_set(r->err, "%s",
		    T("This file is saved as UTF-16. Save it as “CSV UTF-8” "
		      "and send it again."));
	}
	if (r->nhead == 3 && memcmp(h, mark, 3) == 0)
		return true;
	return feed_text(r, (const char *)h, r->nhead);
}

bool csv_reader_feed(
    struct csv_reader *r, const void *p, size_t n, struct err *err)
{
	const char *s = p;

	assert(!r->stopped);
	r->err = err;
	while (!r->head_done && n > 0) {
		r->head[r->nhead++] = (unsigned char)*s++;
		n--;
		if (r->nhead == sizeof(r->head) && !feed_head(r))
			return false;
	}
	return feed_text(r, s, n);
}

bool csv_reader_end(struct csv_reader *r, struct err *err)
{
	assert(!r->stopped);
	r->err = err;
	if (!r->head_done && !feed_head(r))
		return false;
	/* libcsv has a check for this in its strict mode only, which refuses
	 * the stray quotes that real files have. */
	if (r->lib.pstate == LIB_FIELD_BEGUN && r->lib.quoted != 0)
		return err_set(r->err,
		    T("The row that starts on line %ld opens a "
		      "quotation mark that is never closed."),
		    stop(r));
	(void)csv_fini(&r->lib, on_field, on_row, r);
	return !r->stopped;
}

bool csv_read(
    struct str text, char delim, csv_row_fn *fn, void *self, struct err *err)
{
	struct csv_reader *r = csv_reader_new(delim, fn, self);
	const bool fine =
	    csv_reader_feed(r, text.s, text.n, err) && csv_reader_end(r, err);

	csv_reader_free(r);
	return fine;
}

char csv_guess_delim(struct str head)
{
	static const char kinds[] = { ',', ';', '\t' };
	size_t count[sizeof(kinds)] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < head.n; i++) {
		if (head.s[i] == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		if (head.s[i] == '\n' || head.s[i] == '\r')
			break;
		for (size_t k = 0; k < sizeof(kinds); k++)
			count[k] += head.s[i] == kinds[k];
	}
	for (size_t k = 1; k < sizeof(kinds); k++)
		if (count[k] > count[best])
			best = k;
	return kinds[best];
}
