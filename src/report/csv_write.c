/*
 * csv_write.c: writing CSV that spreadsheets open safely; see csv.h.
 */
#include <string.h>

#include "report/csv.h"

/* What makes a spreadsheet take a value for a formula when it comes first. */
static bool formula_sign(char c)
{
	return c != '\0' && strchr("=+-@\t\r\n", c) != NULL;
}

/* A minus and a decimal number. A plus is not: phone numbers have it. */
static bool plain_number(struct str s)
{
	double unused;

	if (s.n < 2 || s.s[0] != '-' || s.s[1] < '0' || s.s[1] > '9')
		return false;
	return str_double(s, &unused);
}

static bool needs_guard(struct str s)
{
	return s.n > 0 && formula_sign(s.s[0]) && !plain_number(s);
}

static bool needs_quotes(struct str s)
{
	/* Readers drop spaces at the ends of what is not quoted. */
	if (s.n > 0 && (s.s[0] == ' ' || s.s[s.n - 1] == ' '))
		return true;
	for (size_t i = 0; i < s.n; i++)
		switch (s.s[i]) {
		case ',':
		case ';':
		case '\t':
		case '"':
		case '\r':
		case '\n':
			return true;
		default:
			break;
		}
	return false;
}

void csv_bom(struct buf *out)
{
	buf_add(out, "\xef\xbb\xbf", 3);
}

void csv_field(struct buf *out, struct str value)
{
	const bool guard = needs_guard(value);

	if (!needs_quotes(value)) {
		if (guard)
			buf_byte(out, '\'');
		buf_str(out, value);
		return;
	}
	buf_byte(out, '"');
	if (guard)
		buf_byte(out, '\'');
	while (value.n > 0) {
		const size_t quote = str_find_byte(value, '"');
		const size_t n = quote < value.n ? quote + 1 : value.n;

		buf_str(out, str_sub(value, 0, n));
		if (quote < value.n)
			buf_byte(out, '"');
		value = str_sub(value, n, SIZE_MAX);
	}
	buf_byte(out, '"');
}

void csv_row(struct buf *out, const struct str *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_byte(out, ',');
		csv_field(out, values[i]);
	}
	/* A row of one empty value would be a blank line, which is no row. */
	if (n == 1 && values[0].n == 0)
		buf_cstr(out, "\"\"");
	buf_cstr(out, "\r\n");
}

struct str csv_unguard(struct str value)
{
	const struct str rest = str_sub(value, 1, value.n);

	if (value.n > 1 && value.s[0] == '\'' && needs_guard(rest))
		return rest;
	return value;
}
