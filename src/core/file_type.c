/*
 * file_type.c: what a file is, by its first bytes. Only types that a trust
 * works with; HTML, SVG and programs are not among them.
 */
#include "base/utf8.h"
#include "core/file.h"

#define ZIP_LOOK ((size_t)8 << 10) /* where an office file says what it is */

static const struct magic {
	size_t at;
	struct str bytes;
	const char *type;
} magics[] = {
	{ 0, STR("%PDF-"), "application/pdf" },
	{ 0, STR("\x89PNG\r\n\x1a\n"), "image/png" },
	{ 0, STR("\xff\xd8\xff"), "image/jpeg" },
	{ 0, STR("GIF87a"), "image/gif" },
	{ 0, STR("GIF89a"), "image/gif" },
	{ 0, STR("ID3"), "audio/mpeg" },
	{ 4, STR("ftyp"), "video/mp4" },
};

/* Names of entries inside a ZIP that tell office files apart. */
static const struct magic entries[] = {
	{ 0, STR("word/"),
	    "application/"
	    "vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ 0, STR("xl/"),
	    "application/"
	    "vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ 0, STR("application/vnd.oasis.opendocument.text"),
	    "application/vnd.oasis.opendocument.text" },
	{ 0, STR("application/vnd.oasis.opendocument.spreadsheet"),
	    "application/vnd.oasis.opendocument.spreadsheet" },
};

static const char *zip_type(struct str bytes)
{
	const struct str head = str_sub(bytes, 0, ZIP_LOOK);

	for (size_t i = 0; i < NELEM(entries); i++)
		if (str_find(head, entries[i].bytes) != SIZE_MAX)
			return entries[i].type;
	return NULL;
}

/* Text: UTF-8 without control characters, and no markup that a browser might
 * take for a page. */
static bool plain_text(struct str bytes)
{
	const struct str t = str_trim(bytes);

	if (!utf8_valid(bytes) || str_starts(t, S("<")))
		return false;
	for (size_t i = 0; i < bytes.n; i++) {
		const unsigned char c = (unsigned char)bytes.s[i];

		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			return false;
	}
	return bytes.n > 0;
}

const char *file_type(struct str bytes)
{
	for (size_t i = 0; i < NELEM(magics); i++) {
		const struct magic *m = &magics[i];

		if (str_eq(str_sub(bytes, m->at, m->bytes.n), m->bytes))
			return m->type;
	}
	if (str_starts(bytes, S("PK\x03\x04")))
		return zip_type(bytes);
	return plain_text(bytes) ? "text/plain" : NULL;
}
