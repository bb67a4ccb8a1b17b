/*
 * qr.h: QR codes, as squares for whoever draws them.
 */
#ifndef REPORT_QR_H
#define REPORT_QR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

#define QR_TEXT_MAX 500 /* bytes: past it phones read the code badly */
#define QR_QUIET    4   /* squares of white that must surround it (ISO 18004) */

struct qr {
	size_t side;      /* squares in a row, without the quiet zone */
	const bool *dark; /* side * side, row by row */
};

/*
 * The code of a text, with the error correction that survives a quarter of
 * damage or dirt, in the arena. False: the text is empty or too long.
 */
bool qr_make(struct arena *a, struct str text, struct qr *ret) ATTR_MUST_USE;

/* As inline SVG with its quiet zone, named `title` for those who cannot see
 * it. `id` is unique on the page. */
void qr_svg(
    struct buf *out, const struct qr *q, struct str id, struct str title);

#endif
