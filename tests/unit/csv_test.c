/* report/csv: rows and their lines, encodings, limits, the formula guard. */
#include <stdlib.h>

#include "base/utf8.h"
#include "base/words.h"
#include "report/csv.h"
#include "tap.h"

/* Rows as "line:a|b|c;" so that a case is one string. */
struct seen {
	struct buf out;
	size_t stop_after, rows;
};

static bool see(void *self, const struct csv_line *row)
{
	struct seen *s = self;

	buf_fmt(&s->out, "%ld:", row->line);
	for (size_t i = 0; i < row->n; i++)
		buf_fmt(&s->out, "%s%.*s", i > 0 ? "|" : "",
		    STR_ARG(row->fields[i]));
	buf_byte(&s->out, ';');
	return ++s->rows != s->stop_after;
}

/* The same answer whether the bytes come at once or one by one. */
static void reads(struct str text, const char *want, const char *what)
{
	for (size_t step = 1; step <= text.n + 1; step += text.n + 1 - 1) {
		struct seen s = { .out = buf_make(1 << 20) };
		struct csv_reader *r = csv_reader_new(',', see, &s);
		struct err e = { "" };
		bool fine = true;

		for (size_t i = 0; fine && i < text.n; i += step)
			fine = csv_reader_feed(r, text.s + i,
			    text.n - i < step ? text.n - i : step, &e);
		if (fine && !csv_reader_end(r, &e))
			fine = false;
		if (!fine)
			buf_fmt(&s.out, "!%s", e.text);
		is_str(buf_view(&s.out), str_of(want), what);
		csv_reader_free(r);
		buf_free(&s.out);
		if (text.n == 0)
			break;
	}
}

static void test_rows(void)
{
	reads(S("a,b\r\n1,2\r\n"), "1:a|b;2:1|2;", "CRLF");
	reads(S("a,b\n1,2"), "1:a|b;2:1|2;", "LF, no end at the end");
	reads(S("a,b\r1,2\r"), "1:a|b;2:1|2;", "CR alone");
	reads(S("a,\"x\r\ny\"\r\n1,2\n"), "1:a|x\r\ny;3:1|2;",
	    "a break inside quotes; the next row knows its line");
	reads(S("\xef\xbb\xbf"
		"a,b\n"),
	    "1:a|b;", "byte order mark");
	reads(S("\n \n\na\n\nb\n"), "4:a;6:b;", "blank lines are no rows");
	reads(S("\"say \"\"hi\"\"\",\n"), "1:say \"hi\"|;",
	    "doubled quotes, empty value");
	reads(S("\"\"\n"), "1:;", "a row of one empty value");
	reads(S(""), "", "nothing");
	reads(S("\xef\xbb"), "1:\xc3\xaf\xc2\xbb;", "half a mark is text");
	reads(S("ab"), "1:ab;", "shorter than a mark");
}

static void test_encoding(void)
{
	struct seen s = { .out = buf_make(1 << 20) };
	struct csv_reader *r = csv_reader_new(',', see, &s);
	struct err e = { "" };

	ok(csv_reader_feed(r, "caf\xc3\xa9\n", 6, &e) &&
		!csv_reader_converted(r),
	    "UTF-8 is left alone");
	ok(csv_reader_feed(r, "don\x92t \x80\x35\n", 9, &e) &&
		csv_reader_converted(r),
	    "Windows-1252 is noticed");
	ok(csv_reader_end(r, &e), "and reads to the end");
	is_str(buf_view(&s.out), S("1:café;2:don’t €5;"), "and converted");
	csv_reader_free(r);
	buf_free(&s.out);
	ok(!utf8_valid(S("\xed\xa0\x80")), "a surrogate is not UTF-8");
	ok(!utf8_valid(S("\xc0\xaf")), "nor is an over-long slash");
	ok(utf8_valid(S("ગુજરાતી \xf0\x9f\x99\x82")), "Gujarati and a face are");
}

static void test_refusals(void)
{
	struct seen s = { .out = buf_make(1 << 20) };
	struct buf big = buf_make((size_t)8 << 20);
	struct err e = { "" };

	reads((struct str){ "a\nb\0c\n", 6 },
	    "1:a;!Line 2 has a byte that is not text. This may not be a CSV "
	    "file.",
	    "NUL is refused by line");
	reads(S("\xff\xfe"
		"a"),
	    "!This file is saved as UTF-16. Save it as "
	    "“CSV UTF-8” and send it again.",
	    "UTF-16 is refused");
	reads(S("a\n\nb,\"c\nd\n"),
	    "1:a;!The row that starts on line 3 opens "
	    "a quotation mark that is never closed.",
	    "an open quote is refused by line");
	for (size_t i = 0; i <= CSV_FIELD_MAX; i++)
		buf_byte(&big, 'x');
	ok(!csv_read(buf_view(&big), ',', see, &s, &e), "a value of 1 MB + 1");
	is_cstr(e.text,
	    "A value in the row that starts on line 1 is longer than 1 MB.",
	    "is refused in words");
	buf_reset(&big);
	for (size_t i = 0; i < CSV_COLUMNS_MAX; i++)
		buf_byte(&big, ',');
	ok(!csv_read(buf_view(&big), ',', see, &s, &e), "201 columns");
	ok(csv_read(str_sub(buf_view(&big), 1, SIZE_MAX), ',', see, &s, &e),
	    "200 are fine");
	s.stop_after = s.rows + 1;
	e.text[0] = '\0';
	ok(!csv_read(S("a\nb\n"), ',', see, &s, &e) && e.text[0] == '\0',
	    "the callback stops it without a sentence");
	is_int((int64_t)s.rows, (int64_t)s.stop_after, "at once");
	buf_free(&big);
	buf_free(&s.out);
}

static void writes(struct str value, const char *want)
{
	struct buf b = buf_make(4096);

	csv_field(&b, value);
	is_str(buf_view(&b), str_of(want), want);
	buf_free(&b);
}

static void test_write(void)
{
	const struct str row[] = { S("a"), STR_NULL, S("b,c") };
	struct buf b = buf_make(4096);

	writes(S("plain"), "plain");
	writes(S("-3.5"), "-3.5");
	writes(S("-"), "'-");
	writes(S("-1+2"), "'-1+2");
	writes(S("+447700900123"), "'+447700900123");
	writes(S("=SUM(A1,A2)"), "\"'=SUM(A1,A2)\"");
	writes(S("@x"), "'@x");
	writes(S("\tx"), "\"'\tx\"");
	writes(S("say \"hi\""), "\"say \"\"hi\"\"\"");
	writes(S(" x"), "\" x\"");
	csv_bom(&b);
	csv_row(&b, row, 3);
	csv_row(&b, &row[1], 1);
	is_str(buf_view(&b),
	    S("\xef\xbb\xbf"
	      "a,,\"b,c\"\r\n\"\"\r\n"),
	    "rows");
	buf_free(&b);
	is_str(csv_unguard(S("'=x")), S("=x"), "a guard comes off again");
	is_str(csv_unguard(S("'tis")), S("'tis"), "an apostrophe stays");
	is_str(
	    csv_unguard(S("'-3.5")), S("'-3.5"), "as does what we never guard");
}

int main(void)
{
	test_rows();
	test_encoding();
	test_refusals();
	test_write();
	is_int(csv_guess_delim(S("\"a,b\";c;d\ne,f,g,h")), ';', "semicolons");
	is_int(csv_guess_delim(S("a")), ',', "a comma by default");
	return tap_done();
}
