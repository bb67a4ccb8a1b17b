/*
 * pdf.h: pages on paper, made in memory. Lengths are points (1/72 inch) from
 * the top left of the page. Text is UTF-8 in any script; a paragraph's
 * direction is that of its own first letters, and "start" is its side.
 * Nothing is loaded or kept before the first pdf_new or after pdf_free.
 */
#ifndef REPORT_PDF_H
#define REPORT_PDF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "report/qr.h"

#define PDF_MAX    ((size_t)64 << 20) /* bytes of one document */
#define PDF_MARGIN 48.0

enum pdf_paper { PDF_A4, PDF_A4_LANDSCAPE, PDF_A5 };
enum pdf_align { PDF_START, PDF_CENTRE, PDF_END };

/* What a reader for the blind calls it. */
enum pdf_role { PDF_PARAGRAPH, PDF_H1, PDF_H2 };

#define PDF_NO_COLOUR UINT32_MAX
#define PDF_BLACK     UINT32_C(0x212b32)
#define PDF_BLUE      UINT32_C(0x005eb8)
#define PDF_WHITE     UINT32_C(0xffffff)
#define PDF_PALE      UINT32_C(0xf0f4f5)
#define PDF_GREY      UINT32_C(0x4c6272)

struct pdf_text {
	struct str text;
	double size; /* points; 0: 12 */
	bool bold;
	uint32_t colour; /* 0xrrggbb */
	enum pdf_align align;
	enum pdf_role role;
};

struct pdf;

/* A document with its first page; `title` is what a reader shows for it. */
struct pdf *pdf_new(enum pdf_paper paper, struct str title);
void pdf_free(struct pdf *p); /* NULL is fine */

double pdf_width(const struct pdf *p);
double pdf_height(const struct pdf *p);

/* Text at the foot of this and all later pages, beside the page's number. */
void pdf_footer(struct pdf *p, struct str text);

/* Ends the page; the next begins with the cursor at its top margin. */
void pdf_next_page(struct pdf *p);

/* Where pdf_flow writes next, from the top; it may be moved. */
double pdf_cursor(const struct pdf *p);
void pdf_cursor_set(struct pdf *p, double y);

/* The last place above the foot of a page. */
double pdf_bottom(const struct pdf *p);

/* Height that the text takes in this width. */
double pdf_text_height(struct pdf *p, const struct pdf_text *t, double width);

/* Places text; gives its height. It does not break pages. */
double pdf_text(
    struct pdf *p, const struct pdf_text *t, double x, double y, double width);

/* The size, from t->size down to 8, at which the text is no higher than `max`
 * and no word is broken by the width. */
double pdf_fit(
    struct pdf *p, const struct pdf_text *t, double width, double max);

/* Text between the margins at the cursor, over as many pages as it needs;
 * moves the cursor past it and `after`. */
void pdf_flow(struct pdf *p, const struct pdf_text *t, double after);

/* A rectangle; either colour may be PDF_NO_COLOUR. */
void pdf_box(struct pdf *p, double x, double y, double w, double h,
    uint32_t fill, uint32_t stroke);
void pdf_line(struct pdf *p, double x0, double y0, double x1, double y1,
    double thick, uint32_t colour);

/* A QR code with its quiet zone in a white square of this size. */
void pdf_qr(struct pdf *p, const struct qr *q, double x, double y, double size);

/* Ends the document and appends it to out. False with a sentence when it could
 * not be made. Only pdf_free may follow. */
bool pdf_finish(struct pdf *p, struct buf *out, struct err *err) ATTR_MUST_USE;

#endif
