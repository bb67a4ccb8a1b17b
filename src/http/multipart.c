/*
 * multipart.c: multipart/form-data (RFC 7578), the form in which files come.
 * The body is in memory as a whole, so that a part is a view between two
 * delimiters and nothing is kept between pieces.
 */
#include <string.h>

#include "http/form.h"

#define BOUNDARY_MAX    70   /* RFC 2046, 5.1.1 */
#define PART_HEADER_MAX 4096 /* all headers of one part */

struct parser {
	struct arena *a;
	char delimiter[4 + BOUNDARY_MAX]; /* CR LF - - boundary */
	size_t ndelimiter;
	struct str rest; /* not read yet */
	bool last;       /* the closing delimiter was read */
};

/*
 * The value of one parameter of "form-data; name=\"a\"; …"; null when absent
 * or when the quotes do not end. A quoted value keeps its escapes; with
 * filenames a backslash is a path of Windows unless it comes before a quote.
 */
static struct str parameter(struct str s, const char *want)
{
	struct str key = STR_NULL, value = STR_NULL;

	(void)str_cut(&s, ';', &value); /* the value before the parameters */
	while (!str_null(s) && str_cut(&s, '=', &key)) {
		if (str_null(s))
			return STR_NULL;
		const struct str blank = str_trim(s);
		const bool quoted = blank.n > 0 && blank.s[0] == '"';

		if (quoted) {
			size_t i = 1;

			while (i < blank.n &&
			       (blank.s[i] != '"' || blank.s[i - 1] == '\\'))
				i++;
			if (i == blank.n)
				return STR_NULL;
			value = str_sub(blank, 1, i - 1);
			s = str_sub(blank, i + 1, blank.n);
			struct str skipped;

			(void)str_cut(&s, ';', &skipped);
		} else {
			(void)str_cut(&s, ';', &value);
			value = str_trim(value);
		}
		if (str_eq_nocase(str_trim(key), str_of(want)))
			return value;
	}
	return STR_NULL;
}

/* RFC 2046, 5.1.1, without the space, which no browser uses. */
static bool boundary_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') ||
	       (c != '\0' && strchr("'()+_,-./:=?", c) != NULL);
}

static bool start(struct parser *p, struct str content_type)
{
	const struct str b = parameter(content_type, "boundary");

	if (b.n == 0 || b.n > BOUNDARY_MAX)
		return false;
	for (size_t i = 0; i < b.n; i++)
		if (!boundary_char(b.s[i]))
			return false;
	memcpy(p->delimiter, "\r\n--", 4);
	memcpy(p->delimiter + 4, b.s, b.n);
	p->ndelimiter = 4 + b.n;
	return true;
}

/*
 * Whether s, which follows a delimiter's bytes, ends its line: blanks and CRLF,
 * or "--" for the last. If so, *ret_rest is what comes after.
 */
static bool delimiter_end(struct str s, bool *ret_last, struct str *ret_rest)
{
	size_t i = 0;

	if (str_starts(s, S("--"))) {
		*ret_last = true;
		*ret_rest = str_sub(s, 2, s.n);
		return true;
	}
	while (i < s.n && (s.s[i] == ' ' || s.s[i] == '\t'))
		i++;
	if (!str_starts(str_sub(s, i, s.n), S("\r\n")))
		return false;
	*ret_rest = str_sub(s, i + 2, s.n);
	return true;
}

/* Moves past the next delimiter; *ret is what lies before it. */
static bool next_delimiter(struct parser *p, struct str *ret)
{
	const struct str s = p->rest;
	const struct str delimiter = { p->delimiter, p->ndelimiter };

	for (size_t i = 0; i < s.n; i++) {
		const char *cr = memchr(s.s + i, '\r', s.n - i);

		if (cr == NULL)
			return false;
		i = (size_t)(cr - s.s);
		const struct str here = str_sub(s, i, s.n);

		if (!str_starts(here, delimiter))
			continue;
		if (!delimiter_end(
			str_sub(here, delimiter.n, here.n), &p->last, &p->rest))
			continue;
		*ret = str_sub(s, 0, i);
		return true;
	}
	return false;
}

/* The first delimiter may lack its CRLF; what stands before it is dropped. */
static bool first_delimiter(struct parser *p, struct str body)
{
	const struct str dashes = { p->delimiter + 2, p->ndelimiter - 2 };
	struct str preamble;

	p->rest = body;
	if (str_starts(body, dashes) &&
	    delimiter_end(str_sub(body, dashes.n, body.n), &p->last, &p->rest))
		return true;
	return next_delimiter(p, &preamble);
}

/* Takes one header line off *head; false at the empty line or the end. */
static bool next_header(struct str *head, struct str *name, struct str *value)
{
	const size_t end = str_find(*head, S("\r\n"));
	struct str line = str_sub(*head, 0, end);

	if (str_empty(line))
		return false;
	*head = end == SIZE_MAX ? STR_NULL : str_sub(*head, end + 2, head->n);
	(void)str_cut(&line, ':', name);
	*value = str_trim(line);
	return true;
}

/*
 * A name as browsers write it: %22, %0D and %0A stand for the quote and the
 * line break (HTML standard, 4.10.21.8); older ones put a backslash before a
 * quote.
 */
static bool quoted_text(struct arena *a, struct str raw, struct str *ret)
{
	char *out = arena_alloc(a, raw.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < raw.n; i++) {
		const struct str three = str_sub(raw, i, 3);
		char c = raw.s[i];

		if (c == '\\' && i + 1 < raw.n && raw.s[i + 1] == '"')
			continue;
		if (str_is(three, "%22"))
			c = '"';
		else if (str_eq_nocase(three, S("%0d")))
			c = '\r';
		else if (str_eq_nocase(three, S("%0a")))
			c = '\n';
		if (c != raw.s[i])
			i += 2;
		out[n++] = c;
	}
	return form_text(a, (struct str){ out, n }, ret);
}

/* Without the folders that some clients send along. */
static struct str base_name(struct str s)
{
	size_t i = s.n;

	while (i > 0 && s.s[i - 1] != '/' && s.s[i - 1] != '\\')
		i--;
	return str_sub(s, i, s.n);
}

static bool disposition(
    struct parser *p, struct str value, struct form_field *f)
{
	const struct str name = parameter(value, "name");
	const struct str file = parameter(value, "filename");
	struct str kind = value, first = STR_NULL;

	(void)str_cut(&kind, ';', &first);
	if (!str_eq_nocase(str_trim(first), S("form-data")) || str_null(name))
		return false;
	if (!quoted_text(p->a, name, &f->name))
		return false;
	if (str_null(file))
		return true;
	if (!quoted_text(p->a, file, &f->filename))
		return false;
	f->filename = base_name(f->filename);
	return true;
}

/* Name, file name, type and raw bytes of one part. */
static bool part(struct parser *p, struct str whole, struct form_field *f)
{
	const bool bare = str_starts(whole, S("\r\n")); /* no headers */
	const size_t end =
	    str_find(str_sub(whole, 0, PART_HEADER_MAX), S("\r\n\r\n"));
	struct str head, name, value;

	if (bare || end == SIZE_MAX)
		return false;
	head = str_sub(whole, 0, end);
	while (next_header(&head, &name, &value)) {
		if (str_eq_nocase(name, S("Content-Disposition"))) {
			if (!str_null(f->name) || !disposition(p, value, f))
				return false;
		} else if (str_eq_nocase(name, S("Content-Type"))) {
			if (!form_text(p->a, value, &f->type))
				return false;
		}
	}
	f->value = str_sub(whole, end + 4, whole.n);
	if (str_null(f->name))
		return false;
	if (str_null(f->filename))
		f->type = STR_NULL;
	return true;
}

enum form_status form_multipart(
    struct arena *a, struct str content_type, struct str body, struct form *ret)
{
	struct parser p = { .a = a };
	struct str whole;
	size_t text = 0;

	*ret = (struct form){ .n = 0 };
	if (!start(&p, content_type) || !first_delimiter(&p, body))
		return FORM_BAD;
	ret->fields = arena_array(a, FORM_FIELDS_MAX, sizeof(*ret->fields));
	while (!p.last) {
		if (ret->n == FORM_FIELDS_MAX)
			return FORM_TOO_MANY;
		struct form_field *f = &ret->fields[ret->n];

		if (!next_delimiter(&p, &whole) || !part(&p, whole, f))
			return FORM_BAD;
		if (!str_null(f->filename)) {
			ret->n++;
			continue;
		}
		text += f->value.n;
		if (text > FORM_TEXT_MAX)
			return FORM_TOO_MANY;
		if (!form_text(a, f->value, &f->value))
			return FORM_BAD;
		ret->n++;
	}
	return FORM_OK;
}
