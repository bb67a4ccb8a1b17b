/*
 * xlsx_read.c: see xlsx_read.h. The only file that sees expat. A workbook is a
 * ZIP archive with a list of sheets, their paths, a table of texts that cells
 * refer to, and the sheets (ECMA-376). A document type, which could expand
 * without bound, is refused.
 */
#include "report/xlsx_read.h"

#include <expat.h>
#include <string.h>

#include "base/buf.h"
#include "base/words.h"
#include "report/unzip.h"

struct sheet {
	struct str name, rel, path;
};

struct book {
	struct arena *a;
	struct arena *sheet_arena; /* emptied after each sheet */
	struct err *err;
	struct sheet sheets[XLSX_READ_SHEETS];
	size_t nsheets;
	struct str *strings; /* of the whole workbook */
	size_t nstrings;

	/* The sheet under work. */
	XML_Parser parser;
	xlsx_line_fn *fn;
	void *self;
	struct str sheet;
	struct str row[XLSX_READ_COLUMNS];
	size_t ncells, column;
	long line;
	char type;  /* of the cell: s shared, t text, n the rest */
	bool text;  /* within what is taken as text */
	bool aside; /* within a reading aid, which is no text */
	bool stopped;
	struct buf words;
};

/* XML ------------------------------------------------------------------ */

/* The name without its prefix: files differ in prefixes. */
static const char *local(const XML_Char *name)
{
	const char *colon = strrchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

static bool named(const XML_Char *name, const char *want)
{
	return strcmp(local(name), want) == 0;
}

static struct str attr(const XML_Char **attrs, const char *name)
{
	for (size_t i = 0; attrs[i] != NULL; i += 2)
		if (named(attrs[i], name))
			return str_of(attrs[i + 1]);
	return STR_NULL;
}

static void XMLCALL on_doctype(void *self, const XML_Char *name,
    const XML_Char *sysid, const XML_Char *pubid, int internal)
{
	struct book *b = self;

	(void)name;
	(void)sysid;
	(void)pubid;
	(void)internal;
	(void)XML_StopParser(b->parser, XML_FALSE);
}

static void XMLCALL on_words(void *self, const XML_Char *s, int n)
{
	struct book *b = self;

	if (b->text && !b->aside && b->words.n < XLSX_READ_TEXT)
		buf_add(&b->words, s, (size_t)n);
}

static bool parse(struct book *b, struct str xml, XML_StartElementHandler start,
    XML_EndElementHandler end)
{
	bool good;

	b->parser = XML_ParserCreate("UTF-8");
	if (b->parser == NULL)
		return err_set(b->err, "%s", T("There is no memory left"));
	XML_SetUserData(b->parser, b);
	XML_SetElementHandler(b->parser, start, end);
	XML_SetCharacterDataHandler(b->parser, on_words);
	XML_SetStartDoctypeDeclHandler(b->parser, on_doctype);
	good = xml.n <= UNZIP_FILE_MAX &&
	       XML_Parse(b->parser, xml.s, (int)xml.n, 1) == XML_STATUS_OK;
	XML_ParserFree(b->parser);
	b->parser = NULL;
	if (good || b->stopped)
		return true;
	return b->err->text[0] != '\0'
		   ? false
		   : err_set(b->err, "%s",
			 T("This Excel file could not be understood. Save it "
			   "again as .xlsx or as CSV"));
}

static void XMLCALL no_end(void *self, const XML_Char *name)
{
	(void)self;
	(void)name;
}

/* The list of sheets --------------------------------------------------- */

static void XMLCALL on_workbook(
    void *self, const XML_Char *name, const XML_Char **attrs)
{
	struct book *b = self;

	if (!named(name, "sheet") || b->nsheets == XLSX_READ_SHEETS)
		return;
	struct sheet *s = &b->sheets[b->nsheets++];

	*s = (struct sheet){ .name = str_dup(b->a, attr(attrs, "name")) };
	for (size_t i = 0; attrs[i] != NULL; i += 2)
		if (strchr(attrs[i], ':') != NULL && named(attrs[i], "id"))
			s->rel = str_dup(b->a, str_of(attrs[i + 1]));
}

static void XMLCALL on_rels(
    void *self, const XML_Char *name, const XML_Char **attrs)
{
	struct book *b = self;
	const struct str id = attr(attrs, "Id"), to = attr(attrs, "Target");

	if (!named(name, "Relationship") || str_null(id) || str_null(to))
		return;
	for (size_t i = 0; i < b->nsheets; i++)
		if (str_eq(b->sheets[i].rel, id))
			b->sheets[i].path = str_fmt(b->a,
			    str_starts(to, S("/")) ? "%.*s" : "xl/%.*s",
			    STR_ARG(str_starts(to, S("/"))
					? str_sub(to, 1, to.n)
					: to));
}

/* Texts that cells refer to -------------------------------------------- */

static void XMLCALL on_string(
    void *self, const XML_Char *name, const XML_Char **attrs)
{
	struct book *b = self;

	(void)attrs;
	if (named(name, "si"))
		buf_reset(&b->words);
	else if (named(name, "t"))
		b->text = true;
	else if (named(name, "rPh"))
		b->aside = true;
}

static void XMLCALL on_string_end(void *self, const XML_Char *name)
{
	struct book *b = self;

	if (named(name, "t"))
		b->text = false;
	else if (named(name, "rPh"))
		b->aside = false;
	else if (named(name, "si") && b->nstrings < XLSX_READ_STRINGS)
		b->strings[b->nstrings++] = str_dup(b->a, buf_view(&b->words));
}

/* Rows ----------------------------------------------------------------- */

/* "BC12" is column 54, from 0; SIZE_MAX without letters. */
static size_t column_of(struct str ref)
{
	size_t n = 0;

	for (size_t i = 0;
	     i < ref.n && ref.s[i] >= 'A' && ref.s[i] <= 'Z' && n < 100000; i++)
		n = n * 26 + (size_t)(ref.s[i] - 'A') + 1;
	return n == 0 ? SIZE_MAX : n - 1;
}

static void start_row(struct book *b, const XML_Char **attrs)
{
	int64_t at = 0;

	b->line = str_int64(attr(attrs, "r"), &at) ? (long)at : b->line + 1;
	for (size_t i = 0; i < XLSX_READ_COLUMNS; i++)
		b->row[i] = S("");
	b->ncells = 0;
	b->column = SIZE_MAX;
}

static void start_cell(struct book *b, const XML_Char **attrs)
{
	const struct str ref = attr(attrs, "r"), type = attr(attrs, "t");

	/* Without an address it stands to the right of the last one. */
	b->column = str_null(ref) ? b->column + 1 : column_of(ref);
	b->type = str_is(type, "s")           ? 's'
		  : str_is(type, "inlineStr") ? 't'
					      : 'n';
	buf_reset(&b->words);
}

static void XMLCALL on_cell(
    void *self, const XML_Char *name, const XML_Char **attrs)
{
	struct book *b = self;

	if (named(name, "row"))
		start_row(b, attrs);
	else if (named(name, "c"))
		start_cell(b, attrs);
	else if (named(name, "v") || (named(name, "t") && b->type == 't'))
		b->text = true;
	else if (named(name, "rPh"))
		b->aside = true;
}

static void end_cell(struct book *b)
{
	struct str words = buf_view(&b->words);
	int64_t at = 0;

	if (b->column >= XLSX_READ_COLUMNS)
		return;
	if (b->type == 's')
		words =
		    str_int64(words, &at) && at >= 0 && (size_t)at < b->nstrings
			? b->strings[at]
			: S("");
	else
		words = str_dup(b->sheet_arena, words);
	b->row[b->column] = words;
	if (b->column + 1 > b->ncells)
		b->ncells = b->column + 1;
}

static void end_row(struct book *b)
{
	const struct xlsx_line line = { b->sheet, b->row, b->ncells, b->line };

	if (b->ncells == 0 || b->fn(b->self, &line))
		return;
	b->stopped = true;
	(void)XML_StopParser(b->parser, XML_FALSE);
}

static void XMLCALL on_cell_end(void *self, const XML_Char *name)
{
	struct book *b = self;

	if (named(name, "v") || named(name, "t"))
		b->text = false;
	else if (named(name, "rPh"))
		b->aside = false;
	else if (named(name, "c"))
		end_cell(b);
	else if (named(name, "row"))
		end_row(b);
}

/* The whole ------------------------------------------------------------ */

static bool read_strings(struct book *b, struct unzip *z)
{
	struct str xml;

	/* A workbook of numbers has none. */
	if (!unzip_read(z, b->a, S("xl/sharedStrings.xml"), &xml, b->err))
		return b->err->text[0] == '\0';
	b->strings = arena_array(b->a, XLSX_READ_STRINGS, sizeof(*b->strings));
	return parse(b, xml, on_string, on_string_end);
}

static bool no_book(struct err *err)
{
	return err->text[0] != '\0'
		   ? false
		   : err_set(err, "%s", T("This is not an Excel file (.xlsx)"));
}

static bool read_book(struct book *b, struct unzip *z)
{
	struct str xml;

	if (!unzip_read(z, b->a, S("xl/workbook.xml"), &xml, b->err))
		return no_book(b->err);
	if (!parse(b, xml, on_workbook, no_end))
		return false;
	if (!unzip_read(z, b->a, S("xl/_rels/workbook.xml.rels"), &xml, b->err))
		return no_book(b->err);
	return parse(b, xml, on_rels, no_end) && read_strings(b, z);
}

static bool read_sheets(struct book *b, struct unzip *z)
{
	for (size_t i = 0; i < b->nsheets && !b->stopped; i++) {
		struct str xml;

		b->sheet = b->sheets[i].name;
		b->line = 0;
		if (str_null(b->sheets[i].path))
			continue;
		arena_reset(b->sheet_arena);
		if (!unzip_read(
			z, b->sheet_arena, b->sheets[i].path, &xml, b->err)) {
			if (b->err->text[0] != '\0')
				return false;
			continue;
		}
		if (!parse(b, xml, on_cell, on_cell_end))
			return false;
	}
	return true;
}

bool xlsx_looks(struct str bytes)
{
	return str_starts(bytes, S("PK\003\004"));
}

bool xlsx_read(struct str bytes, struct arena *a, xlsx_line_fn *fn, void *self,
    struct err *err)
{
	struct unzip *z;
	struct book *b;
	bool good;

	err->text[0] = '\0';
	z = unzip_open(bytes, err);
	if (z == NULL)
		return false;
	b = ARENA_NEW(a, struct book);
	b->a = a;
	b->err = err;
	b->fn = fn;
	b->self = self;
	b->sheet_arena = arena_new(ARENA_COMMAND);
	b->words = buf_make(XLSX_READ_TEXT + (1 << 16));
	good = read_book(b, z) && read_sheets(b, z);
	buf_free(&b->words);
	arena_free(b->sheet_arena);
	unzip_close(z);
	return good;
}
