/*
 * poster.c: see poster.h.
 */
#include "report/poster.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/words.h"
#include "report/pdf.h"

#define BAND 118.0 /* height of the head of a poster */
#define CODE 66.0  /* height of the box around the typed code */

/* Text from the margin to the margin at `y`, as large as fits in `max`; gives
 * where it ends. */
static double place(struct pdf *p, struct pdf_text t, double y, double max)
{
	const double w = pdf_width(p) - 2.0 * PDF_MARGIN;

	t.size = pdf_fit(p, &t, w, max);
	return y + pdf_text(p, &t, PDF_MARGIN, y, w);
}

static double centred(struct pdf *p, struct str text, double size, bool bold,
    double y, double max)
{
	return place(p,
	    (struct pdf_text){ .text = text,
		.size = size,
		.bold = bold,
		.align = PDF_CENTRE,
		.colour = PDF_BLACK },
	    y, max);
}

/* The head: who asks. */
static void band(struct pdf *p, struct str trust, struct str team)
{
	pdf_box(p, 0.0, 0.0, pdf_width(p), BAND, PDF_BLUE, PDF_NO_COLOUR);
	(void)place(p,
	    (struct pdf_text){
		.text = trust, .size = 18.0, .colour = PDF_WHITE },
	    24.0, 26.0);
	(void)place(p,
	    (struct pdf_text){
		.text = team, .size = 30.0, .bold = true, .colour = PDF_WHITE },
	    52.0, 58.0);
}

/* The QR code of an address, or a sentence why there is none. */
static bool code_at(struct pdf *p, struct arena *a, struct str url, double x,
    double y, double size, struct err *err)
{
	struct qr q;

	if (!qr_make(a, url, &q))
		return err_set(
		    err, "%s", T("The address is too long for a QR code."));
	pdf_qr(p, &q, x, y, size);
	return true;
}

/* What to type instead of using a camera. */
static double typed(struct pdf *p, const struct poster_feedback *f, double y)
{
	const double w = 260.0, x = (pdf_width(p) - w) / 2.0;
	struct pdf_text code = { .text = f->code,
		.size = 46.0,
		.bold = true,
		.align = PDF_CENTRE,
		.colour = PDF_BLACK };

	y = centred(p, str_of(T("No camera? Go to this address:")), 15.0, false,
	    y, 24.0);
	y = centred(p, f->short_url, 24.0, true, y + 2.0, 34.0);
	y = centred(
	    p, str_of(T("and type this code:")), 15.0, false, y + 4.0, 24.0);
	pdf_box(p, x, y + 6.0, w, CODE, PDF_NO_COLOUR, PDF_BLACK);
	code.size = pdf_fit(p, &code, w - 16.0, CODE - 6.0);
	(void)pdf_text(p, &code, x + 8.0,
	    y + 6.0 + (CODE - pdf_text_height(p, &code, w - 16.0)) / 2.0,
	    w - 16.0);
	return y + CODE + 14.0;
}

static bool draw_feedback(struct pdf *p, struct arena *a,
    const struct poster_feedback *f, struct err *err)
{
	const double size = 296.0;
	double y = BAND + 22.0;

	band(p, f->trust, f->team);
	y = place(p,
	    (struct pdf_text){ .text = str_of(T("How was your care?")),
		.size = 46.0,
		.bold = true,
		.align = PDF_CENTRE,
		.role = PDF_H1,
		.colour = PDF_BLACK },
	    y, 66.0);
	y = centred(p,
	    str_of(T("Tell us what went well and what we can do better.")),
	    17.0, false, y + 2.0, 46.0);
	if (!code_at(
		p, a, f->url, (pdf_width(p) - size) / 2.0, y + 4.0, size, err))
		return false;
	y = centred(p,
	    str_of(T("Point the camera of your phone at the square.")), 15.0,
	    false, y + size + 6.0, 24.0);
	y = typed(p, f, y + 10.0);
	y = centred(p,
	    str_of(T("You do not have to say who you are. What you say will "
		     "not change the care you get.")),
	    15.0, true, y + 8.0, 46.0);
	if (!str_empty(f->contact))
		(void)centred(p, f->contact, 12.0, false, y + 6.0,
		    pdf_height(p) - y - 24.0);
	return true;
}

bool poster_feedback(
    struct buf *out, const struct poster_feedback *f, struct err *err)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct pdf *p = pdf_new(
	    PDF_A4, str_fmt(a, T("How was your care? %.*s"), STR_ARG(f->team)));
	const bool fine =
	    draw_feedback(p, a, f, err) && pdf_finish(p, out, err);

	pdf_free(p);
	arena_free(a);
	return fine;
}

/* One side of a pair: a heading and its text. */
struct half {
	struct pdf_text head, body;
	double height;
};

static struct half half(
    struct pdf *p, const char *head, struct str text, double w, double max)
{
	struct half h = {
		.head = { .text = str_of(head),
		    .size = 13.0,
		    .bold = true,
		    .role = PDF_H2,
		    .colour = PDF_BLUE },
		.body = { .text = text, .size = 14.0, .colour = PDF_BLACK },
	};

	h.body.size = pdf_fit(p, &h.body, w, max);
	h.height = pdf_text_height(p, &h.head, w) + 4.0 +
		   pdf_text_height(p, &h.body, w);
	return h;
}

static void draw_half(
    struct pdf *p, const struct half *h, double x, double y, double w)
{
	y += pdf_text(p, &h->head, x, y, w) + 4.0;
	(void)pdf_text(p, &h->body, x, y, w);
}

static bool right_to_left(void)
{
	return strcmp(words_current()->dir, "rtl") == 0;
}

static const char *did_head(const struct said_did *pair)
{
	return pair->cannot ? T("We cannot, because") : T("We did");
}

/* "You said" and "We did" side by side in the order of reading; a pair is not
 * broken over pages. */
static void draw_pair(struct pdf *p, const struct said_did *pair)
{
	const double pad = 12.0, page = pdf_bottom(p) - PDF_MARGIN;
	const double w = (pdf_width(p) - 2.0 * PDF_MARGIN - 12.0) / 2.0;
	const double text = w - 2.0 * pad;
	const struct half said =
	    half(p, T("You said"), pair->said, text, page * 0.8);
	const struct half did =
	    half(p, did_head(pair), pair->did, text, page * 0.8);
	const double h = fmax(said.height, did.height) + 2.0 * pad;
	const double left = PDF_MARGIN, right = PDF_MARGIN + w + 12.0;
	const double xs = right_to_left() ? right : left;
	const double xd = right_to_left() ? left : right;
	double y;

	if (pdf_cursor(p) + h > pdf_bottom(p))
		pdf_next_page(p);
	y = pdf_cursor(p);
	pdf_box(p, xs, y, w, h, PDF_PALE, PDF_NO_COLOUR);
	pdf_box(p, xd, y, w, h, PDF_NO_COLOUR, PDF_BLUE);
	draw_half(p, &said, xs + pad, y + pad, text);
	draw_half(p, &did, xd + pad, y + pad, text);
	pdf_cursor_set(p, y + h + 12.0);
}

/* Large print ----------------------------------------------------------- */

static void large_half(struct pdf *p, const char *head, struct str text)
{
	pdf_flow(p,
	    &(struct pdf_text){ .text = str_of(head),
		.size = 24.0,
		.bold = true,
		.role = PDF_H2,
		.colour = PDF_BLACK },
	    4.0);
	pdf_flow(p,
	    &(struct pdf_text){
		.text = text, .size = 20.0, .colour = PDF_BLACK },
	    16.0);
}

static void large_pair(struct pdf *p, const struct said_did *pair)
{
	large_half(p, T("You said"), pair->said);
	large_half(p, did_head(pair), pair->did);
	pdf_line(p, PDF_MARGIN, pdf_cursor(p), pdf_width(p) - PDF_MARGIN,
	    pdf_cursor(p), 2.0, PDF_BLACK);
	pdf_cursor_set(p, pdf_cursor(p) + 18.0);
}

/* Easy read ------------------------------------------------------------- */

#define PICTURE 96.0 /* width of a picture */

/* A bubble for what was said, a tick for what was done, a bar for what cannot
 * be: drawn here, so that they need no licence and no file. */
static void picture(struct pdf *p, double x, double y, int which)
{
	const double w = PICTURE, h = PICTURE * 0.7;

	pdf_box(p, x, y, w, h, PDF_PALE, PDF_BLUE);
	if (which == 0) {
		pdf_line(
		    p, x + 20.0, y + h, x + 12.0, y + h + 18.0, 3.0, PDF_BLUE);
		pdf_line(
		    p, x + 12.0, y + h + 18.0, x + 40.0, y + h, 3.0, PDF_BLUE);
		for (int i = 1; i <= 3; i++)
			pdf_line(p, x + 14.0, y + h * i / 4.0, x + w - 14.0,
			    y + h * i / 4.0, 3.0, PDF_GREY);
	} else if (which == 1) {
		pdf_line(p, x + 22.0, y + h * 0.55, x + 42.0, y + h * 0.8, 7.0,
		    PDF_BLUE);
		pdf_line(p, x + 42.0, y + h * 0.8, x + 76.0, y + h * 0.2, 7.0,
		    PDF_BLUE);
	} else {
		pdf_line(p, x + 22.0, y + h / 2.0, x + w - 22.0, y + h / 2.0,
		    9.0, PDF_BLUE);
	}
}

/* The next sentence off *rest; false: there is none. */
static bool next_sentence(struct str *rest, struct str *ret)
{
	size_t i = 0;

	*rest = str_trim(*rest);
	if (str_empty(*rest))
		return false;
	while (i < rest->n && !((rest->s[i] == '.' || rest->s[i] == '!' ||
				    rest->s[i] == '?') &&
				  (i + 1 == rest->n || rest->s[i + 1] == ' ')))
		i++;
	if (i < rest->n)
		i++;
	*ret = str_sub(*rest, 0, i);
	*rest = str_sub(*rest, i, rest->n);
	return true;
}

static void easy_half(
    struct pdf *p, const char *head, struct str text, int which)
{
	const double x = PDF_MARGIN + PICTURE + 24.0;
	const double w = pdf_width(p) - PDF_MARGIN - x;
	struct pdf_text t = { .text = str_of(head),
		.size = 26.0,
		.bold = true,
		.role = PDF_H2,
		.colour = PDF_BLACK };
	double y = pdf_cursor(p);
	struct str one;

	picture(p,
	    right_to_left() ? pdf_width(p) - PDF_MARGIN - PICTURE : PDF_MARGIN,
	    y, which);
	const double left = right_to_left() ? PDF_MARGIN : x;

	y += pdf_text(p, &t, left, y, w) + 10.0;
	t = (struct pdf_text){ .size = 20.0, .colour = PDF_BLACK };
	while (next_sentence(&text, &one)) {
		t.text = one;
		if (y + pdf_text_height(p, &t, w) > pdf_bottom(p)) {
			pdf_next_page(p);
			y = pdf_cursor(p);
		}
		y += pdf_text(p, &t, left, y, w) + 10.0;
	}
	pdf_cursor_set(p, fmax(y, pdf_cursor(p) + PICTURE) + 26.0);
}

static void easy_pair(struct pdf *p, const struct said_did *pair, bool first)
{
	if (!first)
		pdf_next_page(p);
	easy_half(p, T("You said"), pair->said, 0);
	easy_half(p, did_head(pair), pair->did, pair->cannot ? 2 : 1);
}

static void draw_pairs(struct pdf *p, const struct poster_ysws *y)
{
	for (size_t i = 0; i < y->n; i++) {
		if (y->style == POSTER_LARGE)
			large_pair(p, &y->pairs[i]);
		else if (y->style == POSTER_EASY)
			easy_pair(p, &y->pairs[i], i == 0);
		else
			draw_pair(p, &y->pairs[i]);
	}
}

/* How to say more, with the code beside it. */
static bool draw_invitation(struct pdf *p, struct arena *a,
    const struct poster_ysws *y, struct err *err)
{
	const double size = 104.0, w = pdf_width(p) - 2.0 * PDF_MARGIN;
	const bool coded = !str_empty(y->url);
	double at, x = PDF_MARGIN;
	struct pdf_text t = { .size = 16.0, .bold = true, .colour = PDF_BLACK };

	if (pdf_cursor(p) + size > pdf_bottom(p))
		pdf_next_page(p);
	at = pdf_bottom(p) - size;
	if (coded && !code_at(p, a, y->url,
			 right_to_left() ? PDF_MARGIN + w - size : PDF_MARGIN,
			 at, size, err))
		return false;
	if (coded && !right_to_left())
		x += size + 12.0;
	t.text = str_of(T("Tell us about your care"));
	at += 22.0;
	at += pdf_text(p, &t, x, at, w - (coded ? size + 12.0 : 0.0)) + 4.0;
	t = (struct pdf_text){
		.text = y->short_url, .size = 15.0, .colour = PDF_BLACK
	};
	(void)pdf_text(p, &t, x, at, w - (coded ? size + 12.0 : 0.0));
	return true;
}

static bool draw_ysws(struct pdf *p, struct arena *a,
    const struct poster_ysws *y, struct err *err)
{
	band(p, y->trust, y->team);
	pdf_cursor_set(p, BAND + 20.0);
	pdf_flow(p,
	    &(struct pdf_text){ .text = str_of(T("You said, we did")),
		.size = 38.0,
		.bold = true,
		.role = PDF_H1,
		.colour = PDF_BLACK },
	    2.0);
	pdf_flow(p,
	    &(struct pdf_text){
		.text = y->month, .size = 17.0, .colour = PDF_GREY },
	    14.0);
	if (y->n == 0)
		pdf_flow(p,
		    &(struct pdf_text){
			.text = str_of(T("There is nothing to report for this "
					 "month.")),
			.size = 16.0,
			.colour = PDF_BLACK },
		    12.0);
	draw_pairs(p, y);
	return draw_invitation(p, a, y, err);
}

bool poster_ysws(struct buf *out, const struct poster_ysws *y, struct err *err)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct pdf *p;
	bool fine;

	assert(y->n <= POSTER_PAIRS_MAX);
	p = pdf_new(PDF_A4, str_fmt(a, T("You said, we did: %.*s, %.*s"),
				STR_ARG(y->team), STR_ARG(y->month)));
	fine = draw_ysws(p, a, y, err) && pdf_finish(p, out, err);
	pdf_free(p);
	arena_free(a);
	return fine;
}
