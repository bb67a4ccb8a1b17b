/*
 * docx.h: letters as Word documents (Office Open XML, ECMA-376): paragraphs
 * out, and the text of one that came back. Owns the way between text and the
 * file; what the text means is the caller's.
 */
#ifndef REPORT_DOCX_H
#define REPORT_DOCX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

/* What a file from outside may be at most: bytes of its document when it is
 * unpacked, bytes of its text, entries, nested elements. */
#define DOCX_XML_MAX     ((size_t)8 << 20)
#define DOCX_TEXT_MAX    ((size_t)1 << 20)
#define DOCX_ENTRIES_MAX 2000
#define DOCX_DEPTH_MAX   200

/* Appends a document: the title in bold, then the text. An empty line ends a
 * paragraph, a line feed is a line break. Control characters are left out. */
void docx_write(struct str title, struct str text, struct buf *out);

/*
 * The text of a document, in the arena: paragraphs with an empty line between.
 * What was deleted with changes tracked is left out, pictures too. False with
 * a sentence: it is none, is damaged, grows beyond the limits, or declares
 * entities.
 */
bool docx_read(struct arena *a, struct str bytes, struct str *ret_text,
    struct err *e) ATTR_MUST_USE;

#endif
