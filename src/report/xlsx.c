/*
 * xlsx.c: see xlsx.h.
 */
#include "report/xlsx.h"

#include <xlsxwriter.h>

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/words.h"

#define NAME_MAX_CHARS 31 /* of a sheet: the format's limit */

struct xlsx {
	lxw_workbook *book;
	lxw_worksheet *sheet; /* NULL before the first */
	lxw_format *bold, *date;
	lxw_row_t row;
	struct arena *text; /* emptied after each row */
};

struct xlsx *xlsx_new(const char *path, const char *title)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_doc_properties about = { .title = NULL };
	struct xlsx *x = xcalloc(1, sizeof(*x));
	char *name = xstrdup(title);

	x->book = workbook_new_opt(path, &options);
	if (x->book == NULL) {
		free(name);
		return x; /* xlsx_finish says so */
	}
	about.title = name;
	(void)workbook_set_properties(x->book, &about);
	free(name);
	x->bold = workbook_add_format(x->book);
	format_set_bold(x->bold);
	x->date = workbook_add_format(x->book);
	format_set_num_format(x->date, "yyyy-mm-dd");
	x->text = arena_new(ARENA_REQUEST);
	return x;
}

/* Bytes of the first `max` characters of s. */
static size_t first_characters(struct str s, size_t max)
{
	size_t seen = 0;

	for (size_t i = 0; i < s.n; i++) {
		seen += ((unsigned char)s.s[i] & 0xc0) != 0x80;
		if (seen > max)
			return i;
	}
	return s.n;
}

/* A name that the format takes. */
static char *sheet_name(struct arena *a, const char *name)
{
	const struct str s = str_of(name);
	char *c =
	    str_cstr(a, str_sub(s, 0, first_characters(s, NAME_MAX_CHARS)));

	for (size_t i = 0; c[i] != '\0'; i++)
		if (strchr("[]:*?/\\", c[i]) != NULL ||
		    (c[i] == '\'' && (i == 0 || c[i + 1] == '\0')))
			c[i] = '-';
	return c;
}

void xlsx_sheet(struct xlsx *x, const char *name,
    const struct xlsx_column *columns, size_t n)
{
	assert(n <= XLSX_COLUMNS_MAX);
	if (x->book == NULL)
		return;
	x->sheet = workbook_add_worksheet(x->book, sheet_name(x->text, name));
	assert(x->sheet != NULL); /* the same name twice */
	x->row = 0;
	for (size_t i = 0; i < n; i++) {
		const lxw_col_t col = (lxw_col_t)i;

		if (columns[i].width > 0.0)
			(void)worksheet_set_column(
			    x->sheet, col, col, columns[i].width, NULL);
		(void)worksheet_write_string(
		    x->sheet, 0, col, columns[i].heading, x->bold);
	}
	worksheet_freeze_panes(x->sheet, 1, 0);
	x->row = 1;
	arena_reset(x->text);
}

static void write_text(struct xlsx *x, lxw_col_t col, struct str s)
{
	const size_t n = first_characters(s, XLSX_TEXT_MAX);

	if (n < s.n) {
		const struct str head =
		    str_sub(s, 0, first_characters(s, XLSX_TEXT_MAX - 1));

		s = str_fmt(x->text, "%.*s…", STR_ARG(head));
	}
	if (s.n > 0)
		(void)worksheet_write_string(
		    x->sheet, x->row, col, str_cstr(x->text, s), NULL);
}

static void write_date(struct xlsx *x, lxw_col_t col, struct date d)
{
	lxw_datetime t = { .hour = 0 };

	if (date_none(d))
		return;
	date_parts(d, &t.year, &t.month, &t.day);
	(void)worksheet_write_datetime(x->sheet, x->row, col, &t, x->date);
}

static void write_cell(struct xlsx *x, lxw_col_t col, const struct xlsx_cell *c)
{
	switch (c->type) {
	case XLSX_TEXT:
		write_text(x, col, c->text);
		break;
	case XLSX_NUMBER:
		if (isfinite(c->number))
			(void)worksheet_write_number(
			    x->sheet, x->row, col, c->number, NULL);
		break;
	case XLSX_DATE:
		write_date(x, col, c->date);
		break;
	case XLSX_EMPTY:
	default:
		break;
	}
}

bool xlsx_row(struct xlsx *x, const struct xlsx_cell *cells, size_t n)
{
	assert(n <= XLSX_COLUMNS_MAX);
	if (x->book == NULL)
		return true;
	assert(x->sheet != NULL);
	if (x->row >= XLSX_ROWS_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		write_cell(x, (lxw_col_t)i, &cells[i]);
	x->row++;
	arena_reset(x->text);
	return true;
}

bool xlsx_finish(struct xlsx *x, struct err *err)
{
	const bool fine =
	    x->book != NULL && workbook_close(x->book) == LXW_NO_ERROR;

	arena_free(x->text);
	free(x);
	return fine ||
	       err_set(err, "%s", T("The spreadsheet could not be written."));
}
