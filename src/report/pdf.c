/*
 * pdf.c: see pdf.h. Cairo writes the pages, Pango sets the text.
 */
#include "report/pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/words.h"

/* Arial's metrics first; other scripts come from what fontconfig finds. */
#define FONT     "Arial, Liberation Sans, Noto Sans, sans-serif"
#define FOOT     40.0 /* height of the footer above the page's edge */
#define SMALLEST 8.0  /* points */

struct pdf {
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoFontMap *fonts;
	PangoContext *context;
	struct buf bytes;
	double width, height, y;
	char *footer; /* owned; NULL: none */
	int page;
	bool finished;
};

static cairo_status_t take(
    void *self, const unsigned char *data, unsigned int n)
{
	struct pdf *p = self;

	buf_add(&p->bytes, data, n);
	return p->bytes.failed ? CAIRO_STATUS_WRITE_ERROR
			       : CAIRO_STATUS_SUCCESS;
}

/* cairo and Pango want NUL-terminated text. */
static char *cstr(struct str s)
{
	char *c = xmalloc(s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		c[i] = s.s[i];
	c[s.n] = '\0';
	return c;
}

struct pdf *pdf_new(enum pdf_paper paper, struct str title)
{
	/* A4 is 210 by 297 mm, A5 148 by 210 mm. */
	static const double sizes[][2] = { [PDF_A4] = { 595.28, 841.89 },
		[PDF_A4_LANDSCAPE] = { 841.89, 595.28 },
		[PDF_A5] = { 419.53, 595.28 } };
	struct pdf *p = xcalloc(1, sizeof(*p));
	char *name = cstr(title);

	p->width = sizes[paper][0];
	p->height = sizes[paper][1];
	p->bytes = buf_make(PDF_MAX);
	p->surface =
	    cairo_pdf_surface_create_for_stream(take, p, p->width, p->height);
	cairo_pdf_surface_set_metadata(
	    p->surface, CAIRO_PDF_METADATA_TITLE, name);
	free(name);
	p->cr = cairo_create(p->surface);
	/* A font map of its own, so that pdf_free gives its memory back. */
	p->fonts = pango_cairo_font_map_new();
	p->context = pango_font_map_create_context(p->fonts);
	pango_cairo_context_set_resolution(p->context, 72.0);
	p->y = PDF_MARGIN;
	p->page = 1;
	return p;
}

void pdf_free(struct pdf *p)
{
	if (p == NULL)
		return;
	cairo_destroy(p->cr);
	cairo_surface_destroy(p->surface);
	g_object_unref(p->context);
	g_object_unref(p->fonts);
	buf_free(&p->bytes);
	free(p->footer);
	free(p);
}

double pdf_width(const struct pdf *p)
{
	return p->width;
}

double pdf_height(const struct pdf *p)
{
	return p->height;
}

double pdf_cursor(const struct pdf *p)
{
	return p->y;
}

void pdf_cursor_set(struct pdf *p, double y)
{
	p->y = y;
}

double pdf_bottom(const struct pdf *p)
{
	return p->height - (p->footer != NULL ? FOOT + 16.0 : PDF_MARGIN);
}

static void set_colour(struct pdf *p, uint32_t c)
{
	cairo_set_source_rgb(p->cr, (double)(c >> 16 & 0xff) / 255.0,
	    (double)(c >> 8 & 0xff) / 255.0, (double)(c & 0xff) / 255.0);
}

/* The text laid out in a width; the caller unrefs it. */
static PangoLayout *lay_out(
    struct pdf *p, const struct pdf_text *t, double width)
{
	static const PangoAlignment align[] = { [PDF_START] = PANGO_ALIGN_LEFT,
		[PDF_CENTRE] = PANGO_ALIGN_CENTER,
		[PDF_END] = PANGO_ALIGN_RIGHT };
	PangoLayout *l = pango_layout_new(p->context);
	PangoFontDescription *font = pango_font_description_from_string(FONT);
	const double size = t->size > 0.0 ? t->size : 12.0;

	pango_font_description_set_size(
	    font, (gint)lround(size * (double)PANGO_SCALE));
	pango_font_description_set_weight(
	    font, t->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(l, font);
	pango_font_description_free(font);
	pango_layout_set_text(
	    l, t->text.s != NULL ? t->text.s : "", (int)t->text.n);
	pango_layout_set_width(l, (int)lround(width * (double)PANGO_SCALE));
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(l, align[t->align]);
	pango_layout_set_line_spacing(l, 1.15F);
	return l;
}

static double layout_height(PangoLayout *l)
{
	int h = 0;

	pango_layout_get_size(l, NULL, &h);
	return (double)h / (double)PANGO_SCALE;
}

double pdf_text_height(struct pdf *p, const struct pdf_text *t, double width)
{
	PangoLayout *l = lay_out(p, t, width);
	const double h = layout_height(l);

	g_object_unref(l);
	return h;
}

static const char *tag(const struct pdf_text *t)
{
	static const char *const tags[] = {
		[PDF_PARAGRAPH] = "P", [PDF_H1] = "H1", [PDF_H2] = "H2"
	};

	return tags[t->role];
}

double pdf_text(
    struct pdf *p, const struct pdf_text *t, double x, double y, double width)
{
	PangoLayout *l = lay_out(p, t, width);
	const double h = layout_height(l);

	cairo_tag_begin(p->cr, tag(t), NULL);
	set_colour(p, t->colour);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, l);
	cairo_tag_end(p->cr, tag(t));
	g_object_unref(l);
	return h;
}

/* Whether a line ends in the middle of a word. */
static bool breaks_word(PangoLayout *l)
{
	int n = 0;
	const PangoLogAttr *at = pango_layout_get_log_attrs_readonly(l, &n);
	const char *text = pango_layout_get_text(l);

	for (int i = 1; i < pango_layout_get_line_count(l); i++) {
		const PangoLayoutLine *line =
		    pango_layout_get_line_readonly(l, i);
		const long c = g_utf8_pointer_to_offset(
		    text, text + pango_layout_line_get_start_index(
				     (PangoLayoutLine *)(uintptr_t)line));

		if (c < n && !at[c].is_line_break)
			return true;
	}
	return false;
}

double pdf_fit(
    struct pdf *p, const struct pdf_text *t, double width, double max)
{
	struct pdf_text try = *t;

	for (try.size = t->size; try.size > SMALLEST; try.size *= 0.92) {
		PangoLayout *l = lay_out(p, &try, width);
		const bool fits = layout_height(l) <= max && !breaks_word(l);

		g_object_unref(l);
		if (fits)
			return try.size;
	}
	return SMALLEST;
}

void pdf_footer(struct pdf *p, struct str text)
{
	free(p->footer);
	p->footer = cstr(text);
}

static void draw_footer(struct pdf *p)
{
	const double y = p->height - FOOT, w = p->width - 2.0 * PDF_MARGIN;
	char number[64];

	if (p->footer == NULL)
		return;
	(void)g_snprintf(number, sizeof(number), T("Page %d"), p->page);
	pdf_line(p, PDF_MARGIN, y - 6.0, p->width - PDF_MARGIN, y - 6.0, 0.5,
	    PDF_GREY);
	(void)pdf_text(p,
	    &(struct pdf_text){
		.text = str_of(p->footer), .size = 9.0, .colour = PDF_GREY },
	    PDF_MARGIN, y, w * 0.8);
	(void)pdf_text(p,
	    &(struct pdf_text){ .text = str_of(number),
		.size = 9.0,
		.align = PDF_END,
		.colour = PDF_GREY },
	    PDF_MARGIN + w * 0.8, y, w * 0.2);
}

void pdf_next_page(struct pdf *p)
{
	draw_footer(p);
	cairo_show_page(p->cr);
	p->page++;
	p->y = PDF_MARGIN;
}

/* The line that the iterator is at, at the cursor. */
static void flow_line(struct pdf *p, PangoLayoutIter *at)
{
	const double scale = (double)PANGO_SCALE;
	PangoRectangle r;
	double base;

	pango_layout_iter_get_line_extents(at, NULL, &r);
	base = (double)(pango_layout_iter_get_baseline(at) - r.y) / scale;
	cairo_move_to(p->cr, PDF_MARGIN + (double)r.x / scale, p->y + base);
	pango_cairo_show_layout_line(
	    p->cr, pango_layout_iter_get_line_readonly(at));
	p->y += (double)r.height / scale;
}

/* A line higher than a page would never fit: it stays where it is. */
static bool line_fits(const struct pdf *p, PangoLayoutIter *at)
{
	PangoRectangle r;

	pango_layout_iter_get_line_extents(at, NULL, &r);
	return p->y <= PDF_MARGIN ||
	       p->y + (double)r.height / (double)PANGO_SCALE <= pdf_bottom(p);
}

void pdf_flow(struct pdf *p, const struct pdf_text *t, double after)
{
	PangoLayout *l = lay_out(p, t, p->width - 2.0 * PDF_MARGIN);
	PangoLayoutIter *at = pango_layout_get_iter(l);
	bool more = true;

	/* A tag may not span pages: what stands on each has its own. */
	while (more) {
		if (!line_fits(p, at))
			pdf_next_page(p);
		cairo_tag_begin(p->cr, tag(t), NULL);
		set_colour(p, t->colour);
		do {
			flow_line(p, at);
			more = pango_layout_iter_next_line(at);
		} while (more && line_fits(p, at));
		cairo_tag_end(p->cr, tag(t));
	}
	pango_layout_iter_free(at);
	g_object_unref(l);
	p->y += after;
}

void pdf_box(struct pdf *p, double x, double y, double w, double h,
    uint32_t fill, uint32_t stroke)
{
	cairo_rectangle(p->cr, x, y, w, h);
	if (fill != PDF_NO_COLOUR) {
		set_colour(p, fill);
		cairo_fill_preserve(p->cr);
	}
	if (stroke != PDF_NO_COLOUR) {
		set_colour(p, stroke);
		cairo_set_line_width(p->cr, 1.0);
		cairo_stroke_preserve(p->cr);
	}
	cairo_new_path(p->cr);
}

void pdf_line(struct pdf *p, double x0, double y0, double x1, double y1,
    double thick, uint32_t colour)
{
	set_colour(p, colour);
	cairo_set_line_width(p->cr, thick);
	cairo_move_to(p->cr, x0, y0);
	cairo_line_to(p->cr, x1, y1);
	cairo_stroke(p->cr);
}

void pdf_qr(struct pdf *p, const struct qr *q, double x, double y, double size)
{
	const double cell = size / (double)(q->side + 2 * (size_t)QR_QUIET);
	const double inset = cell * (double)QR_QUIET;

	pdf_box(p, x, y, size, size, PDF_WHITE, PDF_NO_COLOUR);
	/* One path: squares filled one by one would show seams. */
	for (size_t row = 0; row < q->side; row++)
		for (size_t col = 0; col < q->side; col++)
			if (q->dark[row * q->side + col])
				cairo_rectangle(p->cr,
				    x + inset + cell * (double)col,
				    y + inset + cell * (double)row, cell, cell);
	set_colour(p, 0);
	cairo_fill(p->cr);
}

bool pdf_finish(struct pdf *p, struct buf *out, struct err *err)
{
	assert(!p->finished);
	p->finished = true;
	draw_footer(p);
	cairo_show_page(p->cr);
	cairo_surface_finish(p->surface);
	if (cairo_status(p->cr) != CAIRO_STATUS_SUCCESS ||
	    cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS)
		return err_set(err, "%s", T("The document could not be made."));
	buf_str(out, buf_view(&p->bytes));
	return !out->failed ||
	       err_set(err, "%s", T("The document is too large."));
}
