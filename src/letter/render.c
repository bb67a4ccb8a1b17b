/*
 * render.c: a finished letter in the format that a person needs.
 */
#include <assert.h>

#include "base/html.h"
#include "base/words.h"
#include "core/setting.h"
#include "letter/letter.h"
#include "report/pdf.h"

/* Points on A4. A DL envelope's window begins 20 mm from its left side and
 * 18 mm from its bottom, and is 90 mm by 35 mm (BS 4264); a letter that is
 * folded in three moves in it by up to 11 mm, which this leaves room for. */
#define WINDOW_X     68.0
#define WINDOW_Y     155.0
#define WINDOW_WIDTH 226.0
#define WINDOW_HIGH  66.0
#define BELOW_WINDOW 250.0
#define BELOW_HEAD   (PDF_MARGIN + 48.0)

#define SIZE_PRINT 12.0
#define SIZE_LARGE 18.0

/* The next paragraph (text up to an empty line) off *rest. */
static bool take_paragraph(struct str *rest, struct str *ret)
{
	do {
		if (str_empty(*rest))
			return false;
		const size_t end = str_find(*rest, S("\n\n"));

		*ret = str_trim(str_sub(*rest, 0, end));
		*rest = end == SIZE_MAX ? STR_NULL
					: str_sub(*rest, end + 2, SIZE_MAX);
	} while (str_empty(*ret));
	return true;
}

/* Web pages ------------------------------------------------------------ */

static void html_paragraph(struct buf *out, struct str text)
{
	struct str line;
	bool first = true;

	html(out, "<p dir=\"auto\">");
	while (str_cut(&text, '\n', &line)) {
		if (!first)
			html(out, "<br>");
		html_text(out, line);
		first = false;
	}
	html(out, "</p>\n");
}

static void render_html(const struct letter *l, struct buf *out)
{
	struct str rest = l->body, one;

	html(out,
	    "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<title>%.*s</title>\n</head>\n<body>\n<main>\n",
	    l->lang->code, l->lang->dir, STR_ARG(l->subject));
	if (!str_empty(l->address))
		html_paragraph(out, l->address);
	html(out, "<h1 dir=\"auto\">%.*s</h1>\n", STR_ARG(l->subject));
	while (take_paragraph(&rest, &one))
		html_paragraph(out, one);
	html(out, "</main>\n</body>\n</html>\n");
}

/* Paper ---------------------------------------------------------------- */

static void write_head(struct ctx *cx, struct pdf *p, const struct letter *l)
{
	struct pdf_text t = {
		.text = l->address, .size = SIZE_PRINT, .colour = PDF_BLACK
	};

	(void)pdf_text(p,
	    &(struct pdf_text){ .text = setting_text(cx, "trust_name"),
		.size = 14.0,
		.bold = true,
		.colour = PDF_BLUE },
	    PDF_MARGIN, PDF_MARGIN, pdf_width(p) - 2.0 * PDF_MARGIN);
	pdf_cursor_set(p, BELOW_HEAD);
	if (str_empty(l->address))
		return;
	t.size = pdf_fit(p, &t, WINDOW_WIDTH, WINDOW_HIGH);
	(void)pdf_text(p, &t, WINDOW_X, WINDOW_Y, WINDOW_WIDTH);
	pdf_cursor_set(p, BELOW_WINDOW);
}

static bool render_pdf(struct ctx *cx, const struct letter *l, double size,
    struct buf *out, struct err *e)
{
	struct pdf *p = pdf_new(PDF_A4, l->subject);
	struct pdf_text t = { .size = size, .colour = PDF_BLACK };
	struct str rest = l->body;

	write_head(cx, p, l);
	t.text = date_long(cx->arena, cx->today);
	pdf_flow(p, &t, size);
	pdf_flow(p,
	    &(struct pdf_text){ .text = l->subject,
		.size = size * 1.2,
		.bold = true,
		.colour = PDF_BLACK,
		.role = PDF_H1 },
	    size);
	while (take_paragraph(&rest, &t.text))
		pdf_flow(p, &t, size * 0.8);
	const bool good = pdf_finish(p, out, e);

	pdf_free(p);
	return good;
}

bool letter_render(struct ctx *cx, const struct letter *l,
    enum letter_format format, struct buf *out, struct err *e)
{
	assert(format < LETTER__N);
	if (format == LETTER_PDF)
		return render_pdf(cx, l, SIZE_PRINT, out, e);
	if (format == LETTER_LARGE)
		return render_pdf(cx, l, SIZE_LARGE, out, e);
	if (format == LETTER_HTML) {
		render_html(l, out);
		return true;
	}
	buf_str(out, l->body);
	buf_byte(out, '\n');
	return true;
}
