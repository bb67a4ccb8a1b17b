/*
 * str.c: see str.h. No locale is consulted anywhere.
 */
#include "base/str.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct str str_of(const char *cstr)
{
	return (struct str){ cstr, cstr != NULL ? strlen(cstr) : 0 };
}

bool str_null(struct str s)
{
	return s.s == NULL;
}

bool str_empty(struct str s)
{
	return s.n == 0;
}

bool str_eq(struct str a, struct str b)
{
	if (a.s == NULL || b.s == NULL)
		return a.s == b.s;
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

bool str_is(struct str a, const char *cstr)
{
	return str_eq(a, str_of(cstr));
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.s == NULL || b.s == NULL)
		return a.s == b.s;
	return a.n == b.n && (a.n == 0 || strncasecmp(a.s, b.s, a.n) == 0);
}

int str_cmp(struct str a, struct str b)
{
	const size_t n = a.n < b.n ? a.n : b.n;
	const int c = n > 0 ? memcmp(a.s, b.s, n) : 0;

	if (c != 0)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n &&
	       str_eq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

size_t str_find_byte(struct str s, char c)
{
	const char *p = s.n > 0 ? memchr(s.s, c, s.n) : NULL;

	return p != NULL ? (size_t)(p - s.s) : SIZE_MAX;
}

size_t str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t i = 0; i + needle.n <= s.n; i++)
		if (memcmp(s.s + i, needle.s, needle.n) == 0)
			return i;
	return SIZE_MAX;
}

struct str str_sub(struct str s, size_t from, size_t n)
{
	if (s.s == NULL)
		return s;
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return (struct str){ s.s + from, n };
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.n > 0 && is_space(s.s[0])) {
		s.s++;
		s.n--;
	}
	while (s.n > 0 && is_space(s.s[s.n - 1]))
		s.n--;
	return s;
}

bool str_cut(struct str *rest, char sep, struct str *ret_piece)
{
	if (rest->s == NULL)
		return false;
	const size_t i = str_find_byte(*rest, sep);

	if (i == SIZE_MAX) {
		*ret_piece = *rest;
		*rest = STR_NULL;
		return true;
	}
	*ret_piece = str_sub(*rest, 0, i);
	*rest = str_sub(*rest, i + 1, SIZE_MAX);
	return true;
}

struct str str_dup(struct arena *a, struct str s)
{
	if (s.s == NULL)
		return s;
	return (struct str){ str_cstr(a, s), s.n };
}

char *str_cstr(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.s, s.n);
	p[s.n] = '\0';
	return p;
}

struct str str_lower(struct arena *a, struct str s)
{
	if (s.s == NULL)
		return s;
	char *p = str_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return (struct str){ p, s.n };
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;

	va_start(ap, fmt);
	va_copy(again, ap);
	const int n = vsnprintf(NULL, 0, fmt, ap);

	va_end(ap);
	assert(n >= 0);
	char *p = arena_alloc(a, (size_t)n + 1);

	(void)vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return (struct str){ p, (size_t)n };
}

bool str_int64(struct str s, int64_t *ret)
{
	uint64_t v = 0;
	size_t i = 0;
	const bool neg = s.n > 0 && s.s[0] == '-';
	const uint64_t max = (uint64_t)INT64_MAX + (neg ? 1U : 0U);

	if (s.n > 0 && (s.s[0] == '-' || s.s[0] == '+'))
		i = 1;
	if (i >= s.n)
		return false;
	for (; i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
		const uint64_t digit = (uint64_t)(s.s[i] - '0');

		if (v > (max - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	if (!neg)
		*ret = (int64_t)v;
	else
		*ret = v == 0 ? 0 : -(int64_t)(v - 1) - 1;
	return true;
}

bool str_double(struct str s, double *ret)
{
	char tmp[64];
	char *end = NULL;

	if (s.n == 0 || s.n >= sizeof(tmp))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (strchr("0123456789.eE+-", s.s[i]) == NULL)
			return false;
	memcpy(tmp, s.s, s.n);
	tmp[s.n] = '\0';
	const double v = strtod(tmp, &end);

	if (end != tmp + s.n || !isfinite(v))
		return false;
	*ret = v;
	return true;
}
