/*
 * json.c: see json.h.
 */
#include "base/json.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD"

static bool space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip(struct str *s)
{
	while (s->n > 0 && space(s->s[0]))
		*s = str_sub(*s, 1, s->n);
}

static bool take(struct str *s, char c)
{
	skip(s);
	if (s->n == 0 || s->s[0] != c)
		return false;
	*s = str_sub(*s, 1, s->n);
	return true;
}

/* Bytes of the text at the start of s with both quotes; 0: none ends. */
static size_t text_length(struct str s)
{
	for (size_t i = 1; i < s.n; i++) {
		if (s.s[i] == '"')
			return i + 1;
		if ((unsigned char)s.s[i] < 0x20)
			return 0;
		if (s.s[i] == '\\')
			i++;
	}
	return 0;
}

static size_t word_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && !space(s.s[n]) && s.s[n] != '\0' &&
	       strchr(",:[]{}\"", s.s[n]) == NULL)
		n++;
	return n;
}

/* Bytes of the value at the start of s; 0: none. Brackets have to match in
 * number and kind; what is between them is not looked at closer. */
static size_t value_length(struct str s)
{
	char open[JSON_DEPTH_MAX];
	size_t depth = 0, at = 0;

	do {
		const struct str rest = str_sub(s, at, s.n);
		const char c = rest.n > 0 ? rest.s[0] : '\0';
		size_t n = 1;

		if (c == '"') {
			n = text_length(rest);
		} else if (c == '{' || c == '[') {
			if (depth == JSON_DEPTH_MAX)
				return 0;
			open[depth++] = c == '{' ? '}' : ']';
		} else if (c == '}' || c == ']') {
			if (depth == 0 || open[--depth] != c)
				return 0;
		} else if (depth == 0 || !(space(c) || c == ',' || c == ':')) {
			n = word_length(rest);
		}
		if (n == 0)
			return 0;
		at += n;
	} while (depth > 0);
	return at;
}

bool json_member(
    struct str *rest, struct str *ret_key, struct str *ret_value, bool *ret_bad)
{
	size_t n;

	*ret_bad = true;
	if (take(rest, '{')) {
		if (take(rest, '}')) {
			*ret_bad = false;
			return false;
		}
	} else if (take(rest, '}')) {
		*ret_bad = false;
		return false;
	} else if (!take(rest, ',')) {
		return false;
	}
	skip(rest);
	n = rest->n > 0 && rest->s[0] == '"' ? text_length(*rest) : 0;
	if (n == 0)
		return false;
	*ret_key = str_sub(*rest, 1, n - 2);
	*rest = str_sub(*rest, n, rest->n);
	if (!take(rest, ':'))
		return false;
	skip(rest);
	n = value_length(*rest);
	if (n == 0)
		return false;
	*ret_value = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	*ret_bad = false;
	return true;
}

/* Texts ------------------------------------------------------------------ */

static bool hex4(struct str s, size_t at, uint32_t *ret)
{
	*ret = 0;
	for (size_t i = at; i < at + 4; i++) {
		const char c = i < s.n ? s.s[i] : '\0';
		const uint32_t v =
		    c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
		    : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
		    : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
					   : 16;

		if (v == 16)
			return false;
		*ret = *ret << 4 | v;
	}
	return true;
}

static void put_character(struct buf *out, uint32_t cp)
{
	if (cp < 0x80) {
		buf_byte(out, (char)cp);
	} else if (cp < 0x800) {
		buf_byte(out, (char)(0xC0 | cp >> 6));
		buf_byte(out, (char)(0x80 | (cp & 0x3F)));
	} else if (cp < 0x10000) {
		buf_byte(out, (char)(0xE0 | cp >> 12));
		buf_byte(out, (char)(0x80 | (cp >> 6 & 0x3F)));
		buf_byte(out, (char)(0x80 | (cp & 0x3F)));
	} else {
		buf_byte(out, (char)(0xF0 | cp >> 18));
		buf_byte(out, (char)(0x80 | (cp >> 12 & 0x3F)));
		buf_byte(out, (char)(0x80 | (cp >> 6 & 0x3F)));
		buf_byte(out, (char)(0x80 | (cp & 0x3F)));
	}
}

/* What follows "\u" at `at`; the bytes used, 0: not four hex digits. */
static size_t escaped(struct buf *out, struct str s, size_t at)
{
	uint32_t cp, low;

	if (!hex4(s, at, &cp))
		return 0;
	if (cp >= 0xD800 && cp <= 0xDBFF && at + 6 <= s.n &&
	    s.s[at + 4] == '\\' && s.s[at + 5] == 'u' &&
	    hex4(s, at + 6, &low) && low >= 0xDC00 && low <= 0xDFFF) {
		put_character(
		    out, 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00));
		return 10;
	}
	if (cp >= 0xD800 && cp <= 0xDFFF)
		cp = 0xFFFD;
	put_character(out, cp);
	return 4;
}

bool json_string(struct buf *out, struct str v)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

	if (v.n < 2 || v.s[0] != '"' || v.s[v.n - 1] != '"')
		return false;
	v = str_sub(v, 1, v.n - 2);
	for (size_t i = 0; i < v.n; i++) {
		if (v.s[i] != '\\') {
			buf_byte(out, v.s[i]);
			continue;
		}
		const char c = ++i < v.n ? v.s[i] : '\0';
		const char *e = c != '\0' ? strchr(from, c) : NULL;

		if (c == 'u') {
			const size_t n = escaped(out, v, i + 1);

			if (n == 0)
				return false;
			i += n;
		} else if (e != NULL) {
			buf_byte(out, to[e - from]);
		} else {
			return false;
		}
	}
	return true;
}

void json_put(struct buf *out, struct str s)
{
	buf_byte(out, '"');
	for (size_t i = 0; i < s.n;) {
		const unsigned char c = (unsigned char)s.s[i];
		const size_t n = utf8_length(str_sub(s, i, 4));

		if (n == 0)
			buf_cstr(out, REPLACEMENT);
		else if (c == '"' || c == '\\')
			buf_fmt(out, "\\%c", c);
		else if (c == '\n')
			buf_cstr(out, "\\n");
		else if (c < 0x20 || c == 0x7F)
			buf_fmt(out, "\\u%04x", c);
		else
			buf_add(out, s.s + i, n);
		i += n > 0 ? n : 1;
	}
	buf_byte(out, '"');
}
