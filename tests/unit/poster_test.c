/*
 * report/pdf and the posters: their text comes out again, in every script, and
 * the code decodes to its address. KEEP_PDF=DIR keeps the files to look at.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/words.h"
#include "report/pdf.h"
#include "report/poster.h"
#include "run.h"
#include "tap.h"

#define URL "https://feedback.example.nhs.uk/f/KX7M4P"

/* fontconfig keeps one pattern for ever; that is its own affair. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static char dir[256];

static const char *path(const char *name)
{
	static char p[512];

	(void)snprintf(p, sizeof(p), "%s/%s", dir, name);
	return p;
}

static void keep(const char *name, const struct buf *pdf)
{
	FILE *f = fopen(path(name), "wb");

	if (f == NULL || fwrite(pdf->p, 1, pdf->n, f) != pdf->n)
		printf("# cannot write %s\n", path(name));
	if (f != NULL)
		(void)fclose(f);
}

static bool has(struct str s, const char *part)
{
	return str_find(s, str_of(part)) != SIZE_MAX;
}

static struct str text_of(struct buf *out, const char *name)
{
	(void)run(out, (const char *const[]){
			   "pdftotext", "-layout", path(name), "-", NULL });
	return buf_view(out);
}

static void check_code(const char *name, const char *page, const char *want)
{
	struct buf out = buf_make(1 << 20);
	char pdf[512], image[512], png[600];

	if (!run_installed("pdftoppm") || !run_installed("zbarimg")) {
		tap_skip("pdftoppm or zbarimg is not installed");
		return;
	}
	(void)snprintf(pdf, sizeof(pdf), "%s", path(name));
	(void)snprintf(image, sizeof(image), "%s", path("page"));
	(void)snprintf(png, sizeof(png), "%s.png", image);
	(void)run(
	    &out, (const char *const[]){ "pdftoppm", "-r", "80", "-f", page,
		      "-l", page, "-singlefile", "-png", pdf, image, NULL });
	(void)run(
	    &out, (const char *const[]){ "zbarimg", "-q", "--raw", png, NULL });
	is_str(str_trim(buf_view(&out)), str_of(want), "the code decodes");
	(void)unlink(png);
	buf_free(&out);
}

static void test_feedback(void)
{
	const struct poster_feedback f = {
		.trust = S("Oakvale NHS Foundation Trust"),
		.team = S("Community Nursing North — ગુજરાતી"),
		.url = S(URL),
		.short_url = S("feedback.example.nhs.uk"),
		.code = S("KX7M4P"),
		.contact =
		    S("Need help or another format? Call 01632 960 001."),
	};
	struct poster_feedback bad = f;
	struct buf pdf = buf_make(PDF_MAX), out = buf_make(1 << 20);
	char longest[QR_TEXT_MAX + 1];
	struct err e = { "" };
	struct str s;

	ok(poster_feedback(&pdf, &f, &e), "the feedback poster is made");
	ok(str_starts(buf_view(&pdf), S("%PDF-")), "and is a PDF");
	ok(pdf.n < 200000, "of a sensible size: %zu", pdf.n);
	keep("feedback.pdf", &pdf);
	check_code("feedback.pdf", "1", URL);
	if (run_installed("pdftotext")) {
		s = text_of(&out, "feedback.pdf");
		ok(has(s, "How was your care?") && has(s, "KX7M4P") &&
			has(s, "feedback.example.nhs.uk") &&
			has(s, "You do not have to say who you are"),
		    "its words can be read");
	} else {
		tap_skip("pdftotext is not installed");
	}
	(void)memset(longest, 'x', sizeof(longest));
	bad.url = (struct str){ longest, sizeof(longest) };
	ok(!poster_feedback(&pdf, &bad, &e), "a code that is too long");
	is_cstr(e.text, "The address is too long for a QR code.", "in words");
	buf_free(&pdf);
	buf_free(&out);
}

static void test_ysws(void)
{
	struct said_did pairs[9];
	struct poster_ysws y = { .trust = S("Oakvale NHS Foundation Trust"),
		.team = S("Maple Ward"),
		.month = S("March 2026"),
		.url = S(URL),
		.short_url = S("feedback.example.nhs.uk, code KX7M4P"),
		.pairs = pairs,
		.n = NELEM(pairs) };
	struct buf pdf = buf_make(PDF_MAX), out = buf_make(1 << 20);
	struct err e = { "" };

	for (size_t i = 0; i < y.n; i++)
		pairs[i] = (struct said_did){
			S("The ward is too noisy at night and the lights are "
			  "left on."),
			S("Lights go down at ten. Staff wear soft shoes, and "
			  "the bin lids now close quietly."),
			i == 3
		};
	pairs[1].said = S("رات کو وارڈ میں بہت شور ہوتا ہے۔");
	pairs[2].said = S("વોર્ડમાં રાત્રે બહુ અવાજ આવે છે.");
	ok(poster_ysws(&pdf, &y, &e), "“you said, we did” is made");
	keep("ysws.pdf", &pdf);
	for (int style = POSTER_LARGE; style <= POSTER_EASY; style++) {
		const char *name =
		    style == POSTER_LARGE ? "large.pdf" : "easy.pdf";
		struct buf other = buf_make(PDF_MAX), text = buf_make(1 << 20);

		y.style = style == POSTER_LARGE ? POSTER_LARGE : POSTER_EASY;
		ok(poster_ysws(&other, &y, &e), "%s is made", name);
		keep(name, &other);
		ok(has(text_of(&text, name), "We cannot, because"),
		    "%s says what cannot change", name);
		buf_free(&other);
		buf_free(&text);
	}
	check_code("ysws.pdf", "2", URL);
	if (run_installed("pdftotext")) {
		const struct str s = text_of(&out, "ysws.pdf");

		ok(has(s, "You said, we did") && has(s, "Maple Ward") &&
			has(s, "March 2026") && has(s, "\f"),
		    "its words can be read");
		ok(has(s, "شور"), "a word in Urdu");
		ok(has(s, "અવાજ"), "a word in Gujarati");
	} else {
		tap_skip("pdftotext is not installed");
	}
	buf_reset(&pdf);
	y.n = 0;
	ok(poster_ysws(&pdf, &y, &e), "a month without any is said");
	buf_free(&pdf);
	buf_free(&out);
}

static void test_flow(void)
{
	struct pdf *p = pdf_new(PDF_A5, S("Flow"));
	struct buf pdf = buf_make(PDF_MAX), out = buf_make(1 << 20);
	struct buf words = buf_make(1 << 20);
	struct pdf_text t = { .size = 12.0 };
	struct err e = { "" };

	for (int i = 0; i < 900; i++)
		buf_fmt(&words, "word%d ", i);
	t.text = buf_view(&words);
	pdf_footer(p, S("Foot of the page"));
	pdf_flow(p, &t, 6.0);
	ok(pdf_cursor(p) <= pdf_bottom(p) + 6.0, "the cursor stays on a page");
	t.text = S("Unbreakablewordthatislongerthanitsline");
	t.size = 60.0;
	ok(pdf_fit(p, &t, 200.0, 100.0) < 13.0, "a long word is made to fit");
	ok(pdf_finish(p, &pdf, &e), "a flow over pages");
	pdf_free(p);
	keep("flow.pdf", &pdf);
	if (run_installed("pdftotext")) {
		const struct str s = text_of(&out, "flow.pdf");

		ok(has(s, "word899") && has(s, "Page 2") &&
			has(s, "Foot of the page"),
		    "has its last word, its foot and its page numbers");
	} else {
		tap_skip("pdftotext is not installed");
	}
	buf_free(&pdf);
	buf_free(&out);
	buf_free(&words);
}

int main(void)
{
	const char *kept = getenv("KEEP_PDF");
	char made[] = "/tmp/heard-poster-XXXXXX";

	(void)snprintf(
	    dir, sizeof(dir), "%s", kept != NULL ? kept : mkdtemp(made));
	test_feedback();
	test_ysws();
	test_flow();
	for (size_t i = 0; kept == NULL && i < 3; i++)
		(void)unlink(path((const char *const[]){
		    "feedback.pdf", "ysws.pdf", "flow.pdf" }[i]));
	if (kept == NULL)
		(void)rmdir(dir);
	return tap_done();
}
