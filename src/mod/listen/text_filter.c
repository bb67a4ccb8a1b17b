/*
 * text_filter.c: see text_filter.h.
 */
#include "mod/listen/text_filter.h"

#include <string.h>

#include "base/json.h"
#include "base/utf8.h"

size_t text_place(struct text_places *p, size_t byte)
{
	while (p->byte < byte && p->byte < p->text.n) {
		const size_t n = utf8_length(str_sub(p->text, p->byte, 4));

		p->byte += n > 0 ? n : 1;
		p->point++;
	}
	return p->point;
}

enum line { LINE_END, LINE_READ, LINE_LONG };

static enum line read_line(FILE *in, struct buf *line)
{
	char part[8192];

	buf_reset(line);
	while (fgets(part, sizeof(part), in) != NULL) {
		/* fgets says nothing of NUL bytes: JSON has none, and what is
		 * behind one is lost with the line's end. */
		const size_t n = strlen(part);

		if (n > 0 && part[n - 1] == '\n') {
			buf_add(line, part, n - 1);
			return line->failed ? LINE_LONG : LINE_READ;
		}
		buf_add(line, part, n);
	}
	if (line->failed)
		return LINE_LONG;
	return line->n > 0 ? LINE_READ : LINE_END;
}

static bool is_ours(struct str key, const char *const *ours)
{
	for (; *ours != NULL; ours++)
		if (str_is(key, *ours))
			return true;
	return false;
}

/* Takes the line apart: the text into *text, the other members into *rest. */
static bool take_apart(struct str line, const char *const *ours,
    struct buf *text, struct buf *rest, struct text_line *ret)
{
	struct str left = str_trim(line), key, value;
	bool found = false, bad;

	while (json_member(&left, &key, &value, &bad)) {
		if (str_is(key, "text")) {
			buf_reset(text);
			ret->raw = value;
			if (!json_string(text, value))
				return false;
			found = true;
		} else if (!is_ours(key, ours)) {
			buf_cstr(rest, ",\"");
			buf_str(rest, key);
			buf_cstr(rest, "\":");
			buf_str(rest, value);
		}
	}
	ret->text = buf_view(text);
	ret->members = buf_view(rest);
	return found && !bad && str_empty(str_trim(left));
}

struct state {
	FILE *to;
	struct buf line, text, rest, out;
	struct text_line at;
};

static bool one(struct state *s, const char *const *ours, text_line_fn *fn,
    void *self, struct err *err)
{
	if (str_empty(str_trim(buf_view(&s->line))))
		return true;
	buf_reset(&s->rest);
	buf_reset(&s->text);
	buf_reset(&s->out);
	if (!take_apart(buf_view(&s->line), ours, &s->text, &s->rest, &s->at))
		return err_set(err,
		    "Line %zu is not a JSON object with a \"text\".",
		    s->at.number);
	fn(&s->at, &s->out, self);
	if (s->out.n == 0)
		return true;
	buf_byte(&s->out, '\n');
	if (s->out.failed)
		return err_set(
		    err, "The answer to line %zu is too long.", s->at.number);
	if (fwrite(s->out.p, 1, s->out.n, s->to) != s->out.n)
		return err_set(err, "The answer could not be written.");
	return true;
}

bool text_filter(FILE *in, FILE *to, const char *const *ours, text_line_fn *fn,
    void *self, struct err *err)
{
	struct state s = { .to = to,
		.line = buf_make(TEXT_FILTER_LINE),
		.text = buf_make(TEXT_FILTER_LINE),
		.rest = buf_make(TEXT_FILTER_LINE),
		.out = buf_make(4 * TEXT_FILTER_LINE) };
	enum line l = LINE_END;
	bool good = true;

	while (good && (l = read_line(in, &s.line)) != LINE_END) {
		s.at.number++;
		good = l == LINE_READ
			   ? one(&s, ours, fn, self, err)
			   : err_set(err, "Line %zu is longer than %zu bytes.",
				 s.at.number, TEXT_FILTER_LINE);
	}
	if (good && ferror(in))
		good = err_set(err, "Standard input could not be read.");
	if (good && fflush(to) != 0)
		good = err_set(err, "The answer could not be written.");
	buf_free(&s.line);
	buf_free(&s.text);
	buf_free(&s.rest);
	buf_free(&s.out);
	return good;
}
