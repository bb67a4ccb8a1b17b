/*
 * merge.c: values into a template. Pure: no database, no format.
 */
#include "base/buf.h"
#include "base/words.h"
#include "letter/letter.h"

#define LETTER_MAX ((size_t)256 << 10)

/* A {field} that was cut off the front of a text. */
struct hole {
	struct str name;
	bool optional;
};

static bool name_char(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

/* Takes a hole off *rest, which begins with '{'. */
static bool take_hole(struct str *rest, struct hole *ret)
{
	const size_t end = str_find_byte(*rest, '}');

	if (end == SIZE_MAX)
		return false;
	ret->name = str_sub(*rest, 1, end - 1);
	ret->optional = str_ends(ret->name, S("?"));
	if (ret->optional)
		ret->name = str_sub(ret->name, 0, ret->name.n - 1);
	for (size_t i = 0; i < ret->name.n; i++)
		if (!name_char(ret->name.s[i]))
			return false;
	*rest = str_sub(*rest, end + 1, SIZE_MAX);
	return ret->name.n > 0;
}

static const struct letter_field *find(
    const struct letter_field *fields, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, fields[i].name))
			return &fields[i];
	return NULL;
}

/* Without what could end a header or hide text; a line break is kept in a
 * body. Bytes above ASCII pass: they are UTF-8 that was checked at the door. */
static void write_value(struct buf *out, struct str value, bool one_line)
{
	for (size_t i = 0; i < value.n; i++) {
		const unsigned char c = (unsigned char)value.s[i];

		if (c == '\n' && !one_line)
			buf_byte(out, '\n');
		else if (c < 0x20 || c == 0x7f)
			buf_byte(out, ' ');
		else
			buf_byte(out, value.s[i]);
	}
}

/* What a template is filled with, and where. */
struct merge {
	const struct letter_field *fields;
	size_t n;
	bool one_line;
	struct buf out;
	struct err *e;
};

static bool fill(struct merge *m, const struct hole *h)
{
	const struct letter_field *f = find(m->fields, m->n, h->name);
	const struct str value = f != NULL ? str_trim(f->value) : STR_NULL;

	if (f == NULL)
		return err_set(m->e,
		    T("The template asks for {%.*s}, which this letter does "
		      "not have."),
		    STR_ARG(h->name));
	if (str_empty(value) && !h->optional)
		return err_set(m->e,
		    T("The letter cannot be written: {%.*s} has no value."),
		    STR_ARG(h->name));
	write_value(&m->out, value, m->one_line);
	return true;
}

/* The piece of a line before its next hole; what is left begins with '{' or is
 * empty. */
static bool take_plain(struct merge *m, struct str *line)
{
	const struct str plain = str_sub(*line, 0, str_find_byte(*line, '{'));

	if (str_find_byte(plain, '}') != SIZE_MAX)
		return err_set(m->e, "%s",
		    T("There is a } without its {. A field is a word in "
		      "braces, such as {code}."));
	buf_str(&m->out, plain);
	*line = str_sub(*line, plain.n, SIZE_MAX);
	return true;
}

/* One line; *ret_gone: it had holes, and nothing is left of it. */
static bool merge_line(struct merge *m, struct str line, bool *ret_gone)
{
	const size_t start = m->out.n;
	bool holes = false;

	while (line.n > 0) {
		struct hole h;

		if (!take_plain(m, &line))
			return false;
		if (line.n == 0)
			break;
		if (!take_hole(&line, &h))
			return err_set(m->e, "%s",
			    T("There is a { that begins no field. A field is a "
			      "word in braces, such as {code}."));
		if (!fill(m, &h))
			return false;
		holes = true;
	}
	*ret_gone = holes && str_empty(str_trim(
				 str_sub(buf_view(&m->out), start, SIZE_MAX)));
	return true;
}

bool letter_merge(struct arena *a, struct str template,
    const struct letter_field *fields, size_t n, bool one_line, struct str *ret,
    struct err *e)
{
	struct merge m = { fields, n, one_line, buf_make(LETTER_MAX), e };
	struct str line;
	bool good = true;

	while (good && str_cut(&template, '\n', &line)) {
		const size_t start = m.out.n;
		bool gone = false;

		good = merge_line(&m, line, &gone);
		if (gone)
			m.out.n = start;
		else
			buf_byte(&m.out, one_line ? ' ' : '\n');
	}
	if (good && m.out.failed)
		good = err_set(e, "%s", T("The letter is too long."));
	if (good)
		*ret = str_dup(a, str_trim(buf_view(&m.out)));
	buf_free(&m.out);
	return good;
}
