/*
 * filter.c: see filter.h.
 */
#include "mod/insight/filter.h"

#include <math.h>
#include <string.h>

#include "base/words.h"

bool filter_read(FILE *in, csv_row_fn *fn, void *self, struct err *err)
{
	struct csv_reader *r = csv_reader_new(',', fn, self);
	char piece[16384];
	bool fine = true;
	size_t n;

	do {
		n = fread(piece, 1, sizeof(piece), in);
		fine = csv_reader_feed(r, piece, n, err);
	} while (fine && n == sizeof(piece));
	if (fine && ferror(in))
		fine = err_set(err, "%s", T("The input cannot be read."));
	fine = fine && csv_reader_end(r, err);
	csv_reader_free(r);
	return fine;
}

size_t filter_column(const struct csv_line *head, struct str name)
{
	for (size_t i = 0; i < head->n; i++)
		if (str_eq_nocase(head->fields[i], name))
			return i;
	return SIZE_MAX;
}

struct str filter_number(struct arena *a, double x)
{
	struct str s = STR_NULL;
	double back = 0.0;

	for (int digits = 15; digits <= 17 && isfinite(x); digits++) {
		s = str_fmt(a, "%.*g", digits, x);
		if (str_double(s, &back) && !(back < x) && !(back > x))
			break;
	}
	return s;
}

void filter_json_number(
    struct buf *out, struct arena *a, const char *name, double x)
{
	const struct str s = filter_number(a, x);

	buf_fmt(out, "\"%s\":%.*s", name, STR_ARG(str_null(s) ? S("null") : s));
}

void filter_json_text(struct buf *out, struct str s)
{
	buf_byte(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.s[i];

		if (c == '"' || c == '\\')
			buf_byte(out, '\\');
		if (c < 0x20)
			buf_fmt(out, "\\u%04x", (unsigned)c);
		else
			buf_byte(out, s.s[i]);
	}
	buf_byte(out, '"');
}

int filter_end(const char *name, int status, struct buf *out, struct err *err)
{
	const struct str s = buf_view(out);

	if (status == 0 && (out->failed || fwrite(s.s, 1, s.n, stdout) != s.n ||
			       fflush(stdout) != 0)) {
		(void)err_set(err, "%s", T("The answer cannot be written."));
		status = 1;
	}
	if (err->text[0] != '\0')
		(void)fprintf(stderr, "heard %s: %s\n", name, err->text);
	buf_free(out);
	return status;
}
