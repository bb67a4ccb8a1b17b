/*
 * docx.c: writing; a ZIP file (PKWARE's APPNOTE 6.3) of three parts, stored as
 * they are. Reading is docx_read.c's.
 */
#include "report/docx.h"

#include <zlib.h>

#define PARTS 3

static const char types[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
    "content-types\"><Default Extension=\"rels\" ContentType=\"application/"
    "vnd.openxmlformats-package.relationships+xml\"/><Override "
    "PartName=\"/word/document.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "</Types>";
static const char rels[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
    "relationships\"><Relationship Id=\"r1\" Type=\"http://"
    "schemas.openxmlformats.org/officeDocument/2006/relationships/"
    "officeDocument\" Target=\"word/document.xml\"/></Relationships>";
static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/"
    "wordprocessingml/2006/main\"><w:body>";
static const char tail[] =
    "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body>"
    "</w:document>";

/* XML ---------------------------------------------------------------------- */

static void put_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.s[i];

		if (c == '&')
			buf_cstr(out, "&amp;");
		else if (c == '<')
			buf_cstr(out, "&lt;");
		else if (c == '>')
			buf_cstr(out, "&gt;");
		else if (c >= 0x20 || c == '\t')
			buf_byte(out, (char)c);
	}
}

static void put_paragraph(struct buf *out, struct str text, bool bold)
{
	struct str line;
	bool first = true;

	buf_cstr(out, "<w:p>");
	while (str_cut(&text, '\n', &line)) {
		buf_cstr(out, "<w:r>");
		if (bold)
			buf_cstr(out, "<w:rPr><w:b/></w:rPr>");
		if (!first)
			buf_cstr(out, "<w:br/>");
		buf_cstr(out, "<w:t xml:space=\"preserve\">");
		put_text(out, line);
		buf_cstr(out, "</w:t></w:r>");
		first = false;
	}
	buf_cstr(out, "</w:p>");
}

static void put_document(struct buf *out, struct str title, struct str text)
{
	buf_cstr(out, head);
	if (!str_empty(title))
		put_paragraph(out, title, true);
	while (!str_empty(text)) {
		const size_t end = str_find(text, S("\n\n"));
		const struct str one = str_trim(str_sub(text, 0, end));

		text = end == SIZE_MAX ? STR_NULL
				       : str_sub(text, end + 2, SIZE_MAX);
		if (!str_empty(one))
			put_paragraph(out, one, false);
	}
	buf_cstr(out, tail);
}

/* ZIP ---------------------------------------------------------------------- */

static void put16(struct buf *out, size_t v)
{
	buf_byte(out, (char)(v & 255));
	buf_byte(out, (char)(v >> 8 & 255));
}

static void put32(struct buf *out, size_t v)
{
	put16(out, v & 65535);
	put16(out, v >> 16 & 65535);
}

struct part {
	const char *name;
	struct str bytes;
	size_t at, crc;
};

/* From the version that is needed to the length of the name: the same in both
 * headers. 1 January 1980: a document says nothing of when it was made. */
static void put_common(struct buf *out, const struct part *p)
{
	put16(out, 20);
	put16(out, 0);
	put16(out, 0);
	put16(out, 0);
	put16(out, 33);
	put32(out, p->crc);
	put32(out, p->bytes.n);
	put32(out, p->bytes.n);
	put16(out, str_of(p->name).n);
	put16(out, 0);
}

static void put_local(struct buf *out, struct part *p, size_t start)
{
	p->at = out->n - start;
	p->crc =
	    crc32(0, (const unsigned char *)p->bytes.s, (unsigned)p->bytes.n);
	put32(out, 0x04034b50);
	put_common(out, p);
	buf_cstr(out, p->name);
	buf_str(out, p->bytes);
}

static void put_central(struct buf *out, const struct part *p)
{
	put32(out, 0x02014b50);
	put16(out, 20);
	put_common(out, p);
	put16(out, 0); /* comment */
	put16(out, 0); /* disk */
	put16(out, 0);
	put32(out, 0);
	put32(out, p->at);
	buf_cstr(out, p->name);
}

void docx_write(struct str title, struct str text, struct buf *out)
{
	struct buf xml = buf_make(DOCX_XML_MAX);
	const size_t start = out->n;

	put_document(&xml, title, text);
	struct part parts[PARTS] = {
		{ "[Content_Types].xml", str_of(types), 0, 0 },
		{ "_rels/.rels", str_of(rels), 0, 0 },
		{ "word/document.xml", buf_view(&xml), 0, 0 },
	};

	for (size_t i = 0; i < PARTS; i++)
		put_local(out, &parts[i], start);
	const size_t central = out->n - start;

	for (size_t i = 0; i < PARTS; i++)
		put_central(out, &parts[i]);
	const size_t size = out->n - start - central;

	put32(out, 0x06054b50);
	put32(out, 0);
	put16(out, PARTS);
	put16(out, PARTS);
	put32(out, size);
	put32(out, central);
	put16(out, 0);
	buf_free(&xml);
}
