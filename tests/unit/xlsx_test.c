/* report/xlsx: what is written is in the file; limits; a path that cannot be. */
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "report/xlsx.h"
#include "run.h"
#include "tap.h"

#define ROWS 2000

static char path[] = "/tmp/heard-xlsx-XXXXXX";

static void write_book(struct err *e)
{
	static const struct xlsx_column columns[] = { { "Name", 30.0 },
		{ "Number", 0.0 }, { "Day", 12.0 } };
	struct buf longest = buf_make(1 << 20);
	struct xlsx *x = xlsx_new(path, "Responses");
	bool fine = true;

	xlsx_sheet(x, "A/B: a name that is longer than the format takes",
	    columns, NELEM(columns));
	for (int i = 0; i < XLSX_TEXT_MAX + 10; i++)
		buf_cstr(&longest, "é");
	for (int i = 0; i < ROWS; i++) {
		const struct xlsx_cell row[] = {
			{ .type = XLSX_TEXT, .text = S("=SUM(1,2) <&> ગુજ") },
			{ .type = XLSX_NUMBER, .number = i },
			{ .type = XLSX_DATE, .date = date_make(2026, 3, 1) },
		};

		fine = xlsx_row(x, row, NELEM(row)) && fine;
	}
	fine = xlsx_row(x,
		   &(struct xlsx_cell){
		       .type = XLSX_TEXT, .text = buf_view(&longest) },
		   1) &&
	       fine;
	ok(fine, "rows are taken");
	ok(xlsx_finish(x, e), "the file is written");
	buf_free(&longest);
}

static struct str sheet(struct buf *out)
{
	(void)run(
	    out, (const char *const[]){ "unzip", "-p", path, "xl/workbook.xml",
		     "xl/worksheets/sheet1.xml", NULL });
	return buf_view(out);
}

static bool has(struct str s, const char *part)
{
	return str_find(s, str_of(part)) != SIZE_MAX;
}

static void check_book(void)
{
	struct buf out = buf_make((size_t)64 << 20);
	const struct str s = sheet(&out);

	ok(has(s, "A-B- a name that is longer than"), "a name that is allowed");
	ok(has(s, "=SUM(1,2) &lt;&amp;&gt; ગુજ") && !has(s, "<f>"),
	    "text is text, not a formula");
	ok(has(s, "<v>1999</v>"), "the last number");
	ok(has(s, "<v>46082</v>"), "1 March 2026 as a day");
	ok(has(s, "é…"), "text past the limit is cut between characters");
	buf_free(&out);
}

int main(void)
{
	struct err e = { "" };
	const int fd = mkstemp(path);

	ok(fd >= 0, "a place to write");
	(void)close(fd);
	write_book(&e);
	if (run_installed("unzip"))
		check_book();
	else
		tap_skip("unzip is not installed");
	(void)unlink(path);
	ok(!xlsx_finish(xlsx_new("/nowhere/at/all.xlsx", "x"), &e),
	    "a path that cannot be written");
	is_cstr(e.text, "The spreadsheet could not be written.", "in words");
	return tap_done();
}
