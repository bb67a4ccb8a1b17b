/*
 * fold.c: see fold.h. The tables give, for each letter of a block of Unicode,
 * the plain letter of its canonical decomposition; '?' stays as it is or is
 * one of the few that become two letters.
 */
#include "base/fold.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"

#define LATIN_FIRST  0xC0
#define LATIN_LAST   0x17F
#define VIET_FIRST   0x1E00
#define VIET_LAST    0x1EFF
#define FOLD_CEILING ((size_t)8 << 20)

/* U+00C0 to U+017F, 32 a line. */
static const char latin[] = "aaaaaa?ceeeeiiiidnooooo?ouuuuy??"
			    "aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
			    "aaaaaaccccccccddddeeeeeeeeeegggg"
			    "ggghhhhiiiiiiiiiii??jjkkklllllll"
			    "lllnnnnnnnnnoooooo??rrrrrrssssss"
			    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* U+1E00 to U+1EFF. */
static const char viet[] = "aabbbbbbccddddddddddeeeeeeeeeeff"
			   "gghhhhhhhhhhiiiikkkkkkllllllllmm"
			   "mmmmnnnnnnnnoooooooopppprrrrrrrr"
			   "ssssssssssttttttttuuuuuuuuuuvvvv"
			   "wwwwwwwwwwxxxxyyzzzzzzhtwy?s????"
			   "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
			   "eeeeeeeeiiiioooooooooooooooooooo"
			   "oooouuuuuuuuuuuuuuyyyyyyyy??????";

_Static_assert(sizeof(latin) == LATIN_LAST - LATIN_FIRST + 2, "whole blocks");
_Static_assert(sizeof(viet) == VIET_LAST - VIET_FIRST + 2, "whole blocks");

/* The one plain letter of a Latin letter; 0: it has none. */
static char plain(uint32_t cp)
{
	char c = '?';

	if (cp >= LATIN_FIRST && cp <= LATIN_LAST)
		c = latin[cp - LATIN_FIRST];
	else if (cp >= VIET_FIRST && cp <= VIET_LAST)
		c = viet[cp - VIET_FIRST];
	return c == '?' ? '\0' : c;
}

/* Letters that become two; NULL: none of them. */
static const char *pair(uint32_t cp)
{
	switch (cp) {
	case 0xC6:
	case 0xE6:
		return "ae";
	case 0xDE:
	case 0xFE:
		return "th";
	case 0xDF:
	case 0x1E9E:
		return "ss";
	case 0x132:
	case 0x133:
		return "ij";
	case 0x152:
	case 0x153:
		return "oe";
	default:
		return NULL;
	}
}

/* Lower case of Greek and Cyrillic capitals; anything else as it is. */
static uint32_t lower(uint32_t cp)
{
	if (cp >= 0x391 && cp <= 0x3A9)
		return cp + 0x20;
	if (cp >= 0x410 && cp <= 0x42F)
		return cp + 0x20;
	if (cp >= 0x400 && cp <= 0x40F)
		return cp + 0x50;
	return cp;
}

static uint32_t decode(const char *p, size_t n)
{
	static const uint8_t mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	uint32_t cp = (uint8_t)p[0] & mask[n];

	for (size_t i = 1; i < n; i++)
		cp = cp << 6 | ((uint8_t)p[i] & 0x3F);
	return cp;
}

/* Two bytes are enough for what lower() changes. */
static void put2(struct buf *out, uint32_t cp)
{
	buf_byte(out, (char)(0xC0 | cp >> 6));
	buf_byte(out, (char)(0x80 | (cp & 0x3F)));
}

static void fold_wide(struct buf *out, const char *p, size_t n)
{
	const uint32_t cp = decode(p, n);
	const char one = plain(cp);
	const char *two = pair(cp);
	const uint32_t low = lower(cp);

	if (cp >= 0x300 && cp <= 0x36F)
		return; /* a combining accent */
	if (one != '\0')
		buf_byte(out, one);
	else if (two != NULL)
		buf_cstr(out, two);
	else if (low != cp)
		put2(out, low);
	else
		buf_add(out, p, n);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void fold_narrow(struct buf *out, char c)
{
	if (!is_space(c))
		buf_byte(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
	else if (out->n > 0 && out->p[out->n - 1] != ' ')
		buf_byte(out, ' ');
}

struct str str_fold(struct arena *a, struct str s)
{
	struct buf out = buf_make(FOLD_CEILING);
	struct str ret;

	if (str_null(s))
		return STR_NULL;
	for (size_t i = 0; i < s.n;) {
		size_t n = utf8_length(str_sub(s, i, 4));

		if (n == 0)
			n = 1; /* not UTF-8: a byte as it is */
		if (n == 1)
			fold_narrow(&out, s.s[i]);
		else
			fold_wide(&out, s.s + i, n);
		i += n;
	}
	ret = str_dup(a, str_trim(buf_view(&out)));
	buf_free(&out);
	return ret;
}

struct str str_slug(struct arena *a, struct str s, size_t max)
{
	const struct str f = str_fold(a, s);
	char *out = arena_alloc(a, f.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < f.n && n < max; i++) {
		const char c = f.s[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
		else if (c != '\'' && n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n > 0 && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	return (struct str){ out, n };
}
