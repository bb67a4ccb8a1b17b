/*
 * office_fuzz.c: any bytes as a spreadsheet and as a letter of a word
 * processor: the archive, its parts, and their XML.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by office_replay_test.
 */
#include <assert.h>
#include <stdint.h>

#include "base/utf8.h"
#include "report/docx.h"
#include "report/xlsx_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static bool check_row(void *self, const struct xlsx_line *row)
{
	size_t *rows = self;

	assert(row->n <= XLSX_READ_COLUMNS);
	for (size_t i = 0; i < row->n; i++)
		assert(utf8_valid(row->fields[i]));
	return ++*rows < 10000;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const struct str s = { n > 0 ? (const char *)p : "", n };
	struct arena *a = arena_new((size_t)64 << 20);
	struct err e = { "" };
	struct str text;
	size_t rows = 0;

	if (!xlsx_read(s, a, check_row, &rows, &e))
		assert(e.text[0] != '\0');
	arena_reset(a);
	if (docx_read(a, s, &text, &e))
		assert(utf8_valid(text));
	arena_free(a);
	return 0;
}
