/*
 * form_test.c: what browsers post, and what others might.
 */
#include "base/buf.h"
#include "http/form.h"
#include "tap.h"

static struct arena *a;

static struct form urlencoded(const char *body, enum form_status want)
{
	struct form f;

	is_int(form_urlencoded(a, str_of(body), &f), want, body);
	return f;
}

static void test_urlencoded(void)
{
	struct form f = urlencoded(
	    "a=1&b=two+words&c=%C3%A9%0D%0Ax%0Dy&&d&=e&a=2", FORM_OK);

	is_int((int64_t)f.n, 6, "six fields");
	is_str(form_get(&f, "a"), S("1"), "the first of a name");
	is_str(form_get(&f, "b"), S("two words"), "plus is a space");
	is_str(form_get(&f, "c"), S("\u00e9\nx\ny"), "line ends become LF");
	is_str(form_get(&f, "d"), S(""), "a name alone is empty");
	is_str(form_get(&f, ""), S("e"), "a value alone has no name");
	is_str(form_get(&f, "x"), STR_NULL, "what was not sent is null");
	f = urlencoded("", FORM_OK);
	is_int((int64_t)f.n, 0, "an empty body has no field");
	f = urlencoded("a=b=c%3D", FORM_OK);
	is_str(form_get(&f, "a"), S("b=c="), "only the first = counts");
	(void)urlencoded("a=%4", FORM_BAD);
	(void)urlencoded("a=%", FORM_BAD);
	(void)urlencoded("a=%g1", FORM_BAD);
	(void)urlencoded("a=%00", FORM_BAD);
	(void)urlencoded("a%00=1", FORM_BAD);
	(void)urlencoded("a=%ff", FORM_BAD);
	(void)urlencoded("a=%ED%A0%80", FORM_BAD);
	is_int(form_urlencoded(a, (struct str){ "a=\0", 3 }, &f), FORM_BAD,
	    "a raw NUL");
	is_int(form_urlencoded(a, STR_NULL, &f), FORM_OK, "no body");
}

static void test_many(void)
{
	static char text[FORM_TEXT_MAX + 1];
	struct form f;

	for (size_t i = 0; i < 1002; i++)
		text[i] = "a&"[i % 2];
	is_int(form_urlencoded(a, (struct str){ text, 1000 }, &f), FORM_OK,
	    "500 fields");
	is_int((int64_t)f.n, FORM_FIELDS_MAX, "all of them");
	is_int(form_urlencoded(a, (struct str){ text, 1001 }, &f),
	    FORM_TOO_MANY, "501 fields");
	is_int(form_urlencoded(a, (struct str){ text, sizeof(text) }, &f),
	    FORM_TOO_MANY, "too much text");
}

static const char TYPE[] = "multipart/form-data; boundary=XyZ";

static struct form multipart(
    const char *type, struct str body, enum form_status want, const char *what)
{
	struct form f;

	is_int(form_multipart(a, str_of(type), body, &f), want, what);
	return f;
}

#define PART(headers, value) "--XyZ\r\n" headers "\r\n\r\n" value "\r\n"
#define FIELD(name, value) \
	PART("Content-Disposition: form-data; name=\"" name "\"", value)
#define END "--XyZ--\r\n"

static void test_multipart(void)
{
	const struct str body = S(FIELD("a", "one\r\ntwo") FIELD("b", "") PART(
	    "content-disposition: form-data; name=\"f\"; "
	    "filename=\"C:\\dir\\a%22b.csv\"\r\nContent-Type: text/csv",
	    "x,\0y\r\n--XyZZ\r\n\xff") END "epilogue");
	struct form f = multipart(TYPE, body, FORM_OK, "a form with a file");
	const struct form_field *file = form_file(&f, "f");

	is_int((int64_t)f.n, 3, "three parts");
	is_str(form_get(&f, "a"), S("one\ntwo"), "a text field");
	is_str(form_get(&f, "b"), S(""), "an empty field");
	ok(file != NULL, "a file");
	is_str(file->filename, S("a\"b.csv"), "its name without folders");
	is_str(file->type, S("text/csv"), "its type");
	is_str(file->value, S("x,\0y\r\n--XyZZ\r\n\xff"), "its bytes");
	ok(file->value.s > body.s && file->value.s < body.s + body.n,
	    "which are a view");
	is_str(form_get(&f, "f"), STR_NULL, "a file is no text");
	ok(form_file(&f, "a") == NULL, "a text is no file");
	f = multipart(TYPE,
	    S(PART("Content-Disposition: form-data; name=\"f\"; filename=\"\""
		   "\r\nContent-Type: application/octet-stream",
		"") END),
	    FORM_OK, "no file chosen");
	ok(form_file(&f, "f") == NULL, "is no file");
	f = multipart("multipart/form-data; charset=x; boundary=\"XyZ\"",
	    S("preamble\r\n--XyZ \t\r\nX-Other: y\r\n"
	      "Content-Disposition: form-data; a=b;name=a\r\n\r\n1\r\n--XyZ--"),
	    FORM_OK, "quotes, preamble, blanks, other headers");
	is_str(form_get(&f, "a"), S("1"), "are read");
	f = multipart(TYPE, S(END), FORM_OK, "no part at all");
	is_int((int64_t)f.n, 0, "is an empty form");
	f = multipart(TYPE, S("--XyZx\r\n" FIELD("a", "1") END), FORM_OK,
	    "a first line that only looks like the boundary");
	is_int((int64_t)f.n, 1, "is skipped");
}

static void bad(const char *what, struct str body)
{
	(void)multipart(TYPE, body, FORM_BAD, what);
}

static void test_multipart_bad(void)
{
	static const char *const types[] = { "multipart/form-data",
		"multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"XyZ",
		"multipart/form-data; boundary=\"\"",
		"multipart/form-data; boundary=a\tb",
		("multipart/form-data; boundary="
		 "01234567890123456789012345678901234567890123456789"
		 "012345678901234567890"),
		"", ";", "boundary", ";=" };
	struct form f;

	for (size_t i = 0; i < NELEM(types); i++)
		(void)multipart(types[i], S(END), FORM_BAD, types[i]);
	is_int(form_multipart(a, STR_NULL, S(END), &f), FORM_BAD, "no type");
	is_int(
	    form_multipart(a, str_of(TYPE), STR_NULL, &f), FORM_BAD, "no body");
	bad("empty body", S(""));
	bad("no closing delimiter", S(FIELD("a", "1")));
	bad("half a delimiter", S(FIELD("a", "1") "--Xy"));
	bad("an empty part", S("--XyZ\r\n--XyZ--"));
	bad("no headers", S(PART("", "x") END));
	bad("headers that do not end", S("--XyZ\r\nA: b\r\n" END));
	bad("no name", S(PART("Content-Disposition: form-data", "x") END));
	bad("no disposition", S(PART("A: b", "x") END));
	bad("another disposition",
	    S(PART("Content-Disposition: attachment; name=\"a\"", "x") END));
	bad("two dispositions",
	    S(PART("Content-Disposition: form-data; name=\"a\"\r\n"
		   "Content-Disposition: form-data; name=\"b\"",
		"x") END));
	bad("a quote that does not end",
	    S(PART("Content-Disposition: form-data; name=\"a", "x") END));
	bad("a NUL in a name", S(FIELD("a\0b", "x") END));
	bad("a NUL in a text", S(FIELD("a", "x\0") END));
	bad("no UTF-8 in a text", S(FIELD("a", "\xc0\x80") END));
	bad("no UTF-8 in a file's name",
	    S(PART("Content-Disposition: form-data; name=\"a\"; "
		   "filename=\"\xff\"",
		"x") END));
	bad("line feeds only", S("--XyZ\nContent-Disposition: form-data; "
				 "name=\"a\"\n\n1\n--XyZ--\n"));
}

static void test_multipart_many(void)
{
	struct buf b = buf_make((size_t)4 << 20);
	struct form f;

	for (int i = 0; i < FORM_FIELDS_MAX; i++)
		buf_cstr(&b, FIELD("a", "1"));
	const size_t n = b.n;

	buf_cstr(&b, END);
	is_int(form_multipart(a, str_of(TYPE), buf_view(&b), &f), FORM_OK,
	    "500 parts");
	b.n = n;
	buf_cstr(&b, FIELD("a", "1") END);
	is_int(form_multipart(a, str_of(TYPE), buf_view(&b), &f), FORM_TOO_MANY,
	    "501 parts");
	buf_reset(&b);
	buf_cstr(&b, "--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\n");
	for (size_t i = 0; i <= FORM_TEXT_MAX; i++)
		buf_byte(&b, '\r');
	buf_cstr(&b, "\r\n" END);
	is_int(form_multipart(a, str_of(TYPE), buf_view(&b), &f), FORM_TOO_MANY,
	    "too much text");
	buf_reset(&b);
	buf_cstr(&b, "--XyZ\r\n");
	for (int i = 0; i < 1000; i++)
		buf_cstr(&b, "A: b\r\n");
	buf_cstr(&b, "Content-Disposition: form-data; name=a\r\n\r\n1\r\n" END);
	is_int(form_multipart(a, str_of(TYPE), buf_view(&b), &f), FORM_BAD,
	    "too many headers of a part");
	buf_free(&b);
}

static void test_utf8(void)
{
	static const struct str good[] = { STR(""), STR("a\x7f"),
		STR("\xc2\x80"), STR("\xdf\xbf"), STR("\xe0\xa0\x80"),
		STR("\xed\x9f\xbf"), STR("\xee\x80\x80"), STR("\xef\xbf\xbf"),
		STR("\xf0\x90\x80\x80"), STR("\xf4\x8f\xbf\xbf") };
	static const struct str wrong[] = { STR("\x80"), STR("\xbf"),
		STR("\xc0\x80"), STR("\xc1\xbf"), STR("\xc2"), STR("\xc2g"),
		STR("\xc2\xc2"), STR("\xe0\x80\x80"), STR("\xe0\x9f\xbf"),
		STR("\xed\xa0\x80"), STR("\xed\xbf\xbf"), STR("\xe2\x82"),
		STR("\xe2\x82g"), STR("\xf0\x80\x80\x80"),
		STR("\xf0\x8f\xbf\xbf"), STR("\xf4\x90\x80\x80"),
		STR("\xf5\x80\x80\x80"), STR("\xf0\x9f\x98"),
		STR("\xf0\x9f\x98g"), STR("\xfe"), STR("\xff") };

	for (size_t i = 0; i < NELEM(good); i++)
		ok(utf8_valid(good[i]), "well-formed %zu", i);
	for (size_t i = 0; i < NELEM(wrong); i++)
		ok(!utf8_valid(wrong[i]), "ill-formed %zu", i);
	ok(utf8_valid(STR_NULL), "null is valid");
}

static void test_rest(void)
{
	is_str(url_decode(a, S("%41+b%2b"), true), S("A b+"), "form decoding");
	is_str(url_decode(a, S("%41+b%2b"), false), S("A+b+"), "URL decoding");
	is_str(url_decode(a, S(""), true), S(""), "empty stays empty");
	is_str(url_decode(a, STR_NULL, true), STR_NULL, "null stays null");
	is_str(url_decode(a, S("%0"), true), STR_NULL, "broken is null");
	is_str(url_decode(a, S("%00"), true), STR_NULL, "NUL is null");
	const struct str c = S("a=1; bb=\"2\";b=3;empty=;b=4; flag; =x");

	is_str(cookie_get(c, "a"), S("1"), "the first cookie");
	is_str(cookie_get(c, "b"), S("3"), "whole names, first of two");
	is_str(cookie_get(c, "bb"), S("\"2\""), "quotes stay");
	is_str(cookie_get(c, "empty"), S(""), "an empty cookie");
	is_str(cookie_get(c, "flag"), STR_NULL, "a cookie without value");
	is_str(cookie_get(c, "c"), STR_NULL, "an absent cookie");
	is_str(cookie_get(STR_NULL, "a"), STR_NULL, "no header");
	is_str(cookie_get(S(""), "a"), STR_NULL, "an empty header");
}

int main(void)
{
	a = arena_new(ARENA_REQUEST);
	test_urlencoded();
	test_many();
	test_multipart();
	test_multipart_bad();
	test_multipart_many();
	test_utf8();
	test_rest();
	arena_free(a);
	return tap_done();
}
