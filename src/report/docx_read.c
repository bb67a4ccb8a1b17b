/*
 * docx_read.c: the text of a Word file from outside, trusted with nothing:
 * every offset is checked, what is unpacked has an end, and XML that declares
 * entities is refused.
 */
#include "report/docx.h"

#include <expat.h>
#include <string.h>
#include <zlib.h>

#include "base/utf8.h"
#include "base/words.h"

#define END_SIZE     22
#define END_LOOK     ((size_t)66 << 10)
#define CENTRAL_SIZE 46
#define LOCAL_SIZE   30

static bool damaged(struct err *e)
{
	return err_set(e, "%s",
	    T("This is no Word document (.docx), or it is damaged. Open it "
	      "in Word, save it again as .docx, and try once more."));
}

static bool too_large(struct err *e)
{
	return err_set(e, "%s",
	    T("This Word document is too large. A letter has text only: take "
	      "out pictures and what is not part of it."));
}

static size_t get16(struct str s, size_t at)
{
	return (size_t)(unsigned char)s.s[at] |
	       (size_t)(unsigned char)s.s[at + 1] << 8;
}

static size_t get32(struct str s, size_t at)
{
	return get16(s, at) | get16(s, at + 2) << 16;
}

/* Where the central directory begins and how many entries it has. */
static bool find_central(struct str z, size_t *ret_at, size_t *ret_entries)
{
	const size_t least = z.n > END_LOOK ? z.n - END_LOOK : 0;

	if (z.n < END_SIZE)
		return false;
	for (size_t at = z.n - END_SIZE + 1; at-- > least;) {
		if (get32(z, at) != 0x06054b50)
			continue;
		*ret_entries = get16(z, at + 10);
		*ret_at = get32(z, at + 16);
		return *ret_at < z.n && *ret_entries <= DOCX_ENTRIES_MAX;
	}
	return false;
}

struct entry {
	size_t method, packed, size, local;
};

static bool find_entry(struct str z, const char *name, struct entry *ret)
{
	const struct str want = str_of(name);
	size_t at = 0, n = 0;

	if (!find_central(z, &at, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (at > z.n || z.n - at < CENTRAL_SIZE ||
		    get32(z, at) != 0x02014b50)
			return false;
		const size_t len = get16(z, at + 28);

		if (z.n - at - CENTRAL_SIZE < len)
			return false;
		if (str_eq(str_sub(z, at + CENTRAL_SIZE, len), want)) {
			*ret = (struct entry){ get16(z, at + 10),
				get32(z, at + 20), get32(z, at + 24),
				get32(z, at + 42) };
			return true;
		}
		at +=
		    CENTRAL_SIZE + len + get16(z, at + 30) + get16(z, at + 32);
	}
	return false;
}

/* The bytes of an entry as they are packed. */
static bool entry_bytes(struct str z, const struct entry *x, struct str *ret)
{
	size_t from;

	if (x->local > z.n || z.n - x->local < LOCAL_SIZE ||
	    get32(z, x->local) != 0x04034b50)
		return false;
	from = x->local + LOCAL_SIZE + get16(z, x->local + 26) +
	       get16(z, x->local + 28);
	if (from > z.n || z.n - from < x->packed)
		return false;
	*ret = str_sub(z, from, x->packed);
	return true;
}

/* Text out of XML ---------------------------------------------------------- */

struct reading {
	XML_Parser parser;
	struct buf *out;
	unsigned depth;
	bool text; /* inside w:t */
	bool over, bad;
};

static void stop(struct reading *r)
{
	(void)XML_StopParser(r->parser, XML_FALSE);
}

static void append(struct reading *r, const char *s, size_t n)
{
	if (r->out->n + n > DOCX_TEXT_MAX) {
		r->over = true;
		stop(r);
		return;
	}
	buf_add(r->out, s, n);
}

static void XMLCALL on_start(
    void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct reading *r = arg;

	(void)attrs;
	if (++r->depth > DOCX_DEPTH_MAX) {
		r->bad = true;
		stop(r);
	} else if (strcmp(name, "w:t") == 0) {
		r->text = true;
	} else if (strcmp(name, "w:br") == 0 || strcmp(name, "w:cr") == 0) {
		append(r, "\n", 1);
	} else if (strcmp(name, "w:tab") == 0) {
		append(r, "\t", 1);
	}
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
	struct reading *r = arg;

	r->depth--;
	if (strcmp(name, "w:t") == 0)
		r->text = false;
	else if (strcmp(name, "w:p") == 0)
		append(r, "\n\n", 2);
}

static void XMLCALL on_text(void *arg, const XML_Char *s, int n)
{
	struct reading *r = arg;

	if (r->text)
		append(r, s, (size_t)n);
}

static void XMLCALL on_doctype(void *arg, const XML_Char *name,
    const XML_Char *system, const XML_Char *public_id, int internal)
{
	struct reading *r = arg;

	(void)name;
	(void)system;
	(void)public_id;
	(void)internal;
	r->bad = true;
	stop(r);
}

static bool feed(struct reading *r, const char *s, size_t n, bool last)
{
	return XML_Parse(r->parser, s, (int)n, last) == XML_STATUS_OK;
}

/* Unpacks piece by piece into the parser: the whole never lies in memory. */
static bool inflate_into(struct reading *r, struct str packed)
{
	unsigned char piece[16384];
	z_stream z = { .avail_in = (unsigned)packed.n };
	size_t total = 0;
	bool good = true;
	int st = Z_OK;

	z.next_in = (z_const Bytef *)(uintptr_t)packed.s;
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return false;
	while (good && st == Z_OK) {
		z.next_out = piece;
		z.avail_out = sizeof(piece);
		st = inflate(&z, Z_NO_FLUSH);
		const size_t n = sizeof(piece) - z.avail_out;

		total += n;
		r->over = r->over || total > DOCX_XML_MAX;
		good = !r->over && (st == Z_OK || st == Z_STREAM_END) &&
		       (n > 0 || st == Z_STREAM_END) &&
		       feed(r, (const char *)piece, n, false);
	}
	(void)inflateEnd(&z);
	return good && feed(r, "", 0, true);
}

static bool read_entry(
    struct reading *r, const struct entry *x, struct str packed)
{
	if (x->size > DOCX_XML_MAX || packed.n > DOCX_XML_MAX) {
		r->over = true;
		return false;
	}
	if (x->method == 0)
		return feed(r, packed.s, packed.n, true);
	return x->method == Z_DEFLATED && inflate_into(r, packed);
}

bool docx_read(
    struct arena *a, struct str bytes, struct str *ret_text, struct err *e)
{
	struct entry x;
	struct str packed;

	if (!find_entry(bytes, "word/document.xml", &x) ||
	    !entry_bytes(bytes, &x, &packed))
		return damaged(e);
	struct buf out = buf_make(DOCX_TEXT_MAX + 1);
	struct reading r = { .parser = XML_ParserCreate("UTF-8"), .out = &out };

	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, on_start, on_end);
	XML_SetCharacterDataHandler(r.parser, on_text);
	XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
	const bool read = read_entry(&r, &x, packed) && !r.bad && !r.over;

	XML_ParserFree(r.parser);
	const struct str text = str_trim(buf_view(&out));
	const bool good = read && utf8_valid(text);

	if (good)
		*ret_text = str_dup(a, text);
	buf_free(&out);
	return good || (r.over ? too_large(e) : damaged(e));
}
