/*
 * utf8.c: see utf8.h.
 */
#include "base/utf8.h"

#include <stdint.h>

/* Bytes 0x80 to 0x9f of Windows-1252; the rest is Latin-1. */
static const uint16_t high[32] = { 0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026,
	0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
	0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178 };

/* What the first byte promises: bytes in all, 0 for a byte that starts none. */
static size_t promised(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xc2 && c < 0xe0)
		return 2;
	if (c >= 0xe0 && c < 0xf0)
		return 3;
	return c >= 0xf0 && c < 0xf5 ? 4 : 0;
}

/* The second byte carries the refusal of over-long forms and surrogates. */
static bool second_ok(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xe0:
		return second >= 0xa0;
	case 0xed:
		return second < 0xa0;
	case 0xf0:
		return second >= 0x90;
	case 0xf4:
		return second < 0x90;
	default:
		return true;
	}
}

size_t utf8_length(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.s;
	const size_t n = s.n > 0 ? promised(p[0]) : 0;

	if (n == 0 || n > s.n)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n == 1 || second_ok(p[0], p[1]) ? n : 0;
}

bool utf8_valid(struct str s)
{
	while (s.n > 0) {
		const size_t n = utf8_length(s);

		if (n == 0)
			return false;
		s = str_sub(s, n, s.n - n);
	}
	return true;
}

void utf8_of_1252(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char b = (unsigned char)s.s[i];
		const unsigned c = b >= 0x80 && b < 0xa0 ? high[b - 0x80] : b;

		if (c < 0x80) {
			buf_byte(out, (char)c);
			continue;
		}
		if (c >= 0x800)
			buf_byte(out, (char)(0xe0 | (c >> 12)));
		buf_byte(out, (char)(c >= 0x800 ? 0x80 | (c >> 6 & 0x3f)
						: 0xc0 | c >> 6));
		buf_byte(out, (char)(0x80 | (c & 0x3f)));
	}
}
