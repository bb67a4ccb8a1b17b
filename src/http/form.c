/*
 * form.c: urlencoded bodies and queries, cookies, and what text may be.
 * Multipart bodies are multipart.c's.
 */
#include "http/form.h"

#include "base/utf8.h"

bool form_text(struct arena *a, struct str raw, struct str *ret)
{
	char *out;
	size_t n = 0;

	if (str_find_byte(raw, '\0') != SIZE_MAX || !utf8_valid(raw))
		return false;
	if (str_find_byte(raw, '\r') == SIZE_MAX) {
		*ret = str_null(raw) ? S("") : raw;
		return true;
	}
	out = arena_alloc(a, raw.n + 1);
	for (size_t i = 0; i < raw.n; i++) {
		const bool pair =
		    raw.s[i] == '\r' && i + 1 < raw.n && raw.s[i + 1] == '\n';

		if (!pair)
			out[n++] = raw.s[i] == '\r' ? '\n' : raw.s[i];
	}
	*ret = (struct str){ out, n };
	return true;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte that "%41" at s[i] stands for, or -1. */
static int escape_at(struct str s, size_t i)
{
	if (s.n - i < 3)
		return -1;
	const int high = hex(s.s[i + 1]), low = hex(s.s[i + 2]);

	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

struct str url_decode(struct arena *a, struct str s, bool plus)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	if (str_null(s))
		return STR_NULL;
	for (size_t i = 0; i < s.n; i++) {
		int c = (unsigned char)s.s[i];

		if (c == '%') {
			c = escape_at(s, i);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		if (c <= 0)
			return STR_NULL;
		out[n++] = (char)c;
	}
	return (struct str){ out, n };
}

static bool decode_text(struct arena *a, struct str raw, struct str *ret)
{
	const struct str s = url_decode(a, raw, true);

	return !str_null(s) && form_text(a, s, ret);
}

static size_t count_pieces(struct str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.s[i] == '&';
	return n;
}

enum form_status form_urlencoded(
    struct arena *a, struct str body, struct form *ret)
{
	const size_t pieces = count_pieces(body);
	const size_t most = pieces < FORM_FIELDS_MAX ? pieces : FORM_FIELDS_MAX;
	struct str piece, name;

	*ret = (struct form){ .n = 0 };
	if (body.n > FORM_TEXT_MAX)
		return FORM_TOO_MANY;
	*ret = (struct form){ .fields =
				  arena_array(a, most, sizeof(*ret->fields)) };
	while (str_cut(&body, '&', &piece)) {
		struct form_field *f = &ret->fields[ret->n];

		if (piece.n == 0)
			continue;
		if (ret->n == most)
			return FORM_TOO_MANY;
		/* What is left of the piece is the value; "a" means "a=". */
		(void)str_cut(&piece, '=', &name);
		if (str_null(piece))
			piece = S("");
		if (!decode_text(a, name, &f->name) ||
		    !decode_text(a, piece, &f->value))
			return FORM_BAD;
		ret->n++;
	}
	return FORM_OK;
}

struct str form_get(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_is(f->fields[i].name, name) &&
		    str_null(f->fields[i].filename))
			return f->fields[i].value;
	return STR_NULL;
}

const struct form_field *form_file(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct form_field *p = &f->fields[i];

		/* An empty file input is sent as an empty file without a
		 * name (HTML standard, 4.10.21.4). */
		if (str_is(p->name, name) && !str_null(p->filename) &&
		    (p->filename.n > 0 || p->value.n > 0))
			return p;
	}
	return NULL;
}

struct str cookie_get(struct str header, const char *name)
{
	struct str piece, key;

	while (str_cut(&header, ';', &piece)) {
		piece = str_trim(piece);
		(void)str_cut(&piece, '=', &key);
		if (str_is(key, name) && !str_null(piece))
			return piece;
	}
	return STR_NULL;
}
