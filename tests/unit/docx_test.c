/* docx: a letter goes out as it is and comes back; files that mean harm do
 * not. */
#include <zlib.h>

#include "report/docx.h"
#include "tap.h"

static struct arena *arena;

static void put16(struct buf *b, size_t v)
{
	buf_byte(b, (char)(v & 255));
	buf_byte(b, (char)(v >> 8 & 255));
}

static void put32(struct buf *b, size_t v)
{
	put16(b, v & 65535);
	put16(b, v >> 16);
}

/* A file of one part with this document, packed; `says`: the size that its
 * headers claim. */
static struct str packed(struct str xml, size_t says)
{
	struct buf b = buf_make((size_t)64 << 20);
	unsigned char *to = arena_alloc(arena, xml.n / 2 + 100000);
	z_stream z = { .avail_in = (unsigned)xml.n,
		.next_out = to,
		.avail_out = (unsigned)(xml.n / 2 + 100000) };
	const char *name = "word/document.xml";

	z.next_in = (z_const Bytef *)(uintptr_t)xml.s;
	(void)deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, 0);
	(void)deflate(&z, Z_FINISH);
	const size_t n = z.total_out;

	(void)deflateEnd(&z);
	for (int central = 0; central < 2; central++) {
		put32(&b, central ? 0x02014b50 : 0x04034b50);
		if (central)
			put16(&b, 20);
		put16(&b, 20);
		put16(&b, 0);
		put16(&b, 8);
		put32(&b, 0);
		put32(&b, 0);
		put32(&b, n);
		put32(&b, says);
		put16(&b, str_of(name).n);
		put16(&b, 0);
		if (central) {
			put16(&b, 0);
			put32(&b, 0);
			put32(&b, 0);
			put32(&b, 0);
		}
		buf_cstr(&b, name);
		if (!central)
			buf_add(&b, (const char *)to, n);
	}
	const size_t at = 30 + str_of(name).n + n;

	put32(&b, 0x06054b50);
	put32(&b, 0);
	put16(&b, 1);
	put16(&b, 1);
	put32(&b, b.n - at);
	put32(&b, at);
	put16(&b, 0);
	const struct str ret = str_dup(arena, buf_view(&b));

	buf_free(&b);
	return ret;
}

static void test_round(void)
{
	static const char text[] =
	    "Dear Ann <b>\n\nTwo lines\nof one & the same\n\nÉnd";
	struct buf b = buf_make((size_t)1 << 20);
	struct str back = STR_NULL;
	struct err e = { "" };

	docx_write(S("Case 7"), str_of(text), &b);
	ok(docx_read(arena, buf_view(&b), &back, &e), "it is read: %s", e.text);
	is_str(back,
	    S("Case 7\n\nDear Ann <b>\n\nTwo lines\nof one & the same\n\nÉnd"),
	    "and says what it said");
	for (size_t n = 0; n < b.n; n++)
		if (docx_read(arena, str_sub(buf_view(&b), 0, n), &back, &e)) {
			ok(false, "cut at %zu it is read", n);
			break;
		}
	ok(true, "cut anywhere it is refused");
	buf_free(&b);
}

static bool refused(struct str xml, size_t says, const char *why)
{
	struct str back = STR_NULL;
	struct err e = { "" };

	return !docx_read(arena, packed(xml, says), &back, &e) &&
	       str_find(str_of(e.text), str_of(why)) != SIZE_MAX;
}

static void test_harm(void)
{
	struct buf bomb = buf_make((size_t)64 << 20);
	struct buf deep = buf_make((size_t)1 << 20);
	struct str back = STR_NULL;
	struct err e = { "" };

	ok(docx_read(arena,
	       packed(S("<w:d><w:p><w:t>a</w:t><w:delText>b</w:delText></w:p>"
			"</w:d>"),
		   10),
	       &back, &e),
	    "a packed one is read");
	is_str(back, S("a"), "without what was deleted");
	buf_cstr(&bomb, "<w:d>");
	while (bomb.n < (size_t)32 << 20)
		buf_cstr(&bomb, "                                        ");
	buf_cstr(&bomb, "</w:d>");
	ok(packed(buf_view(&bomb), 100).n < 100000, "a bomb is small");
	ok(refused(buf_view(&bomb), 100, "too large"),
	    "and stopped, whatever its header says");
	ok(refused(
	       S("<!DOCTYPE d [<!ENTITY a \"b\">]><d>&a;</d>"), 10, "damaged"),
	    "entities are refused");
	for (int i = 0; i < 1000; i++)
		buf_cstr(&deep, "<d>");
	ok(refused(buf_view(&deep), 10, "damaged"), "and endless depth");
	ok(!docx_read(arena, S("PK\x03\x04 and no more"), &back, &e),
	    "and what is no archive");
	buf_free(&bomb);
	buf_free(&deep);
}

int main(void)
{
	arena = arena_new((size_t)128 << 20);
	test_round();
	test_harm();
	arena_free(arena);
	return tap_done();
}
