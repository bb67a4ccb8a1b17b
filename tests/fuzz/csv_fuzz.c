/*
 * csv_fuzz.c: any bytes as a comma-separated file, whole and in pieces (both
 * must say the same), and what was read written and read again.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by csv_replay_test.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "report/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Each row written again, so that two readings can be compared. */
static bool keep_row(void *self, const struct csv_line *row)
{
	assert(row->n <= CSV_COLUMNS_MAX);
	csv_row(self, row->fields, row->n);
	return true;
}

static bool count_row(void *self, const struct csv_line *row)
{
	*(size_t *)self += row->n;
	return true;
}

static bool in_pieces(struct str s, char delim, size_t piece, struct buf *out)
{
	struct csv_reader *r = csv_reader_new(delim, keep_row, out);
	struct err e = { "" };
	bool fine = true;

	for (size_t at = 0; fine && at < s.n; at += piece) {
		const struct str one = str_sub(s, at, piece);

		fine = csv_reader_feed(r, one.s, one.n, &e);
	}
	fine = fine && csv_reader_end(r, &e);
	assert(fine || e.text[0] != '\0');
	csv_reader_free(r);
	return fine;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const struct str s = { n > 0 ? (const char *)p : "", n };
	const char delim = csv_guess_delim(s);
	struct buf whole = buf_make((size_t)16 << 20);
	struct buf pieces = buf_make((size_t)16 << 20);
	struct err e = { "" };
	size_t fields = 0;
	const bool fine = csv_read(s, delim, keep_row, &whole, &e);

	assert(fine == in_pieces(s, delim, 1 + n % 7, &pieces));
	if (fine) {
		assert(str_eq(buf_view(&whole), buf_view(&pieces)));
		/* What this program writes it can read. */
		assert(csv_read(buf_view(&whole), ',', count_row, &fields, &e));
	}
	buf_free(&whole);
	buf_free(&pieces);
	return 0;
}
