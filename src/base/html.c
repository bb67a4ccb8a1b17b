/*
 * html.c: see html.h.
 */
#include "base/html.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Whether html_text must look closer at this byte. */
static const bool special[256] = {
	['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true
};

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void html_text(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (!special[(unsigned char)s.s[i]])
			continue;
		const char *e = entity(s.s[i]);

		buf_add(out, s.s + from, i - from);
		buf_cstr(out, e);
		from = i + 1;
	}
	if (s.n > from)
		buf_add(out, s.s + from, s.n - from);
}

/* A conversion: the text from '%' to its letter, NUL-terminated. */
struct conv {
	char spec[24];
	int stars; /* how many '*' */
	int longs; /* 0 int, 1 long, 2 long long, 3 size_t */
	char letter;
};

/* Reads one conversion at p (after the '%'); returns what follows it. */
static const char *conv_read(const char *p, struct conv *c)
{
	size_t n = 0;

	*c = (struct conv){ .spec = "%" };
	n = 1;
	while (*p != '\0' && strchr("-+ #0123456789.*lzh", *p) != NULL) {
		if (*p == '*')
			c->stars++;
		if (*p == 'l')
			c->longs++;
		if (*p == 'z')
			c->longs = 3;
		assert(n < sizeof(c->spec) - 2);
		c->spec[n++] = *p++;
	}
	assert(*p != '\0');
	c->letter = *p;
	c->spec[n] = *p;
	return p + 1;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
/* The formats below are single conversions taken from a checked literal. */

static void conv_int(struct buf *out, const struct conv *c, va_list *ap)
{
	assert(c->stars == 0);
	if (c->longs == 0)
		buf_fmt(out, c->spec, va_arg(*ap, int));
	else if (c->longs == 1)
		buf_fmt(out, c->spec, va_arg(*ap, long));
	else if (c->longs == 2)
		buf_fmt(out, c->spec, va_arg(*ap, long long));
	else
		buf_fmt(out, c->spec, va_arg(*ap, size_t));
}

static void conv_float(struct buf *out, const struct conv *c, va_list *ap)
{
	assert(c->stars <= 1);
	if (c->stars == 0) {
		buf_fmt(out, c->spec, va_arg(*ap, double));
		return;
	}
	const int precision = va_arg(*ap, int);

	buf_fmt(out, c->spec, precision, va_arg(*ap, double));
}
#pragma GCC diagnostic pop

static void conv_write(struct buf *out, const struct conv *c, va_list *ap)
{
	char ch = '\0';

	switch (c->letter) {
	case 'd':
	case 'i':
	case 'u':
	case 'x':
		conv_int(out, c, ap);
		break;
	case 'f':
	case 'g':
		conv_float(out, c, ap);
		break;
	case 'c':
		ch = (char)va_arg(*ap, int);
		html_text(out, (struct str){ &ch, 1 });
		break;
	case '%':
		buf_byte(out, '%');
		break;
	default:
		abort(); /* no such conversion */
	}
}

/* Texts are nearly all there is: %s and %.*s, without looking further. What
 * follows the conversion, or NULL: it is another. */
static const char *text_conv(struct buf *out, const char *p, va_list *ap)
{
	if (p[0] == 's') {
		html_text(out, str_of(va_arg(*ap, const char *)));
		return p + 1;
	}
	if (p[0] != '.' || p[1] != '*' || p[2] != 's')
		return NULL;
	const int n = va_arg(*ap, int);
	const char *s = va_arg(*ap, const char *);

	assert(n >= 0);
	html_text(out, (struct str){ s, (size_t)n });
	return p + 3;
}

static void vhtml(struct buf *out, const char *fmt, va_list *ap)
{
	while (*fmt != '\0') {
		const char *pct = strchr(fmt, '%');

		if (pct == NULL) {
			buf_cstr(out, fmt);
			return;
		}
		buf_add(out, fmt, (size_t)(pct - fmt));
		fmt = text_conv(out, pct + 1, ap);
		if (fmt != NULL)
			continue;
		struct conv c;

		fmt = conv_read(pct + 1, &c);
		conv_write(out, &c, ap);
	}
}

void html(struct buf *out, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vhtml(out, fmt, &ap);
	va_end(ap);
}

void html_markup(struct buf *out, struct markup m)
{
	buf_add(out, m.s.s, m.s.n);
}

struct markup html_take(struct arena *a, const struct buf *b)
{
	return (struct markup){ str_dup(a, buf_view(b)) };
}

struct markup html_of(struct arena *a, struct str text)
{
	struct buf b = buf_make(SIZE_MAX / 2);

	html_text(&b, text);
	const struct markup m = html_take(a, &b);

	buf_free(&b);
	return m;
}

struct markup html_fmt(struct arena *a, const char *fmt, ...)
{
	struct buf b = buf_make(SIZE_MAX / 2);
	va_list ap;

	va_start(ap, fmt);
	vhtml(&b, fmt, &ap);
	va_end(ap);
	const struct markup m = html_take(a, &b);

	buf_free(&b);
	return m;
}

static bool href_ok(struct str u)
{
	static const struct str schemes[] = { STR("https://"), STR("http://"),
		STR("mailto:"), STR("tel:") };

	if (u.n > 1 && u.s[0] == '/' && (u.s[1] == '/' || u.s[1] == '\\'))
		return false;
	if (u.n > 0 && strchr("/#?", u.s[0]) != NULL)
		return true;
	for (size_t i = 0; i < NELEM(schemes); i++)
		if (str_starts(u, schemes[i]))
			return true;
	return false;
}

void html_href(struct buf *out, struct str url)
{
	html_text(out, href_ok(url) ? url : S("#"));
}

void html_urlencode(struct buf *out, struct str s)
{
	static const char unreserved[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789-._~";

	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] != '\0' && strchr(unreserved, s.s[i]) != NULL)
			buf_byte(out, s.s[i]);
		else
			buf_fmt(out, "%%%02X", (unsigned char)s.s[i]);
	}
}
