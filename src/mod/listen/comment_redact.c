/*
 * comment_redact.c: see comment_redact.h. Texts are bytes, places are code
 * points: what a person counts must not depend on how it is stored.
 */
#include "mod/listen/comment_redact.h"

#include <inttypes.h>

#include "base/buf.h"

#define TEXT_CEILING ((size_t)1 << 20)

/* Reading and writing --------------------------------------------------- */

static bool parse_one(struct str piece, struct span *ret)
{
	int64_t start, end;
	struct str first;

	if (!str_cut(&piece, '-', &first) || !str_int64(first, &start) ||
	    !str_int64(piece, &end) || start < 0 || end <= start)
		return false;
	*ret = (struct span){ (size_t)start, (size_t)end };
	return true;
}

bool spans_parse(struct str text, struct spans *ret)
{
	struct str piece;

	ret->n = 0;
	while (str_cut(&text, ',', &piece)) {
		struct span one;

		if (ret->n == SPANS_MAX || !parse_one(piece, &one))
			return false;
		if (ret->n > 0 && one.start <= ret->list[ret->n - 1].end)
			return false;
		ret->list[ret->n++] = one;
	}
	return true;
}

struct str spans_text(struct arena *a, const struct spans *s)
{
	struct buf b = buf_make(TEXT_CEILING);
	struct str text;

	if (s->n == 0)
		return STR_NULL;
	for (size_t i = 0; i < s->n; i++)
		buf_fmt(&b, "%s%zu-%zu", i > 0 ? "," : "", s->list[i].start,
		    s->list[i].end);
	text = str_dup(a, buf_view(&b));
	buf_free(&b);
	return text;
}

bool spans_add(struct spans *s, struct span one)
{
	struct spans out = { .n = 0 };
	bool placed = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct span have = s->list[i];

		if (have.end >= one.start && have.start <= one.end) {
			one.start =
			    have.start < one.start ? have.start : one.start;
			one.end = have.end > one.end ? have.end : one.end;
			continue;
		}
		if (have.start > one.end && !placed) {
			if (out.n == SPANS_MAX)
				return false;
			out.list[out.n++] = one;
			placed = true;
		}
		if (out.n == SPANS_MAX)
			return false;
		out.list[out.n++] = have;
	}
	if (!placed && out.n == SPANS_MAX)
		return false;
	if (!placed)
		out.list[out.n++] = one;
	*s = out;
	return true;
}

/* Applying --------------------------------------------------------------- */

static bool begins_character(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

struct str spans_apply(
    struct arena *a, struct str original, const struct spans *s)
{
	struct buf b = buf_make(TEXT_CEILING);
	size_t at = 0, span = 0; /* code point, next span */
	bool inside = false;

	if (str_null(original))
		return STR_NULL;
	for (size_t i = 0; i < original.n; i++) {
		if (begins_character(original.s[i])) {
			if (inside && at >= s->list[span].end) {
				inside = false;
				span++;
			}
			if (!inside && span < s->n &&
			    at == s->list[span].start) {
				inside = true;
				buf_cstr(&b, COMMENT_REMOVED);
			}
			at++;
		}
		if (!inside)
			buf_byte(&b, original.s[i]);
	}
	const struct str shown = str_dup(a, buf_view(&b));

	buf_free(&b);
	return shown;
}

/* Finding ---------------------------------------------------------------- */

/* Letters and digits of any script: every byte above ASCII belongs to one, or
 * to a sign that nobody will miss. */
static bool in_word(char c)
{
	const unsigned char u = (unsigned char)c;

	return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') ||
	       (u >= 'A' && u <= 'Z');
}

static bool whole_word(struct str text, size_t from, size_t n)
{
	if (from > 0 && in_word(text.s[from - 1]) && in_word(text.s[from]))
		return false;
	return from + n >= text.n || !in_word(text.s[from + n]) ||
	       !in_word(text.s[from + n - 1]);
}

static size_t characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += begins_character(s.s[i]);
	return n;
}

static bool visible(const struct spans *hidden, struct span one)
{
	for (size_t i = 0; i < hidden->n; i++)
		if (hidden->list[i].start < one.end &&
		    one.start < hidden->list[i].end)
			return false;
	return true;
}

static size_t add_places(struct spans *s, const struct spans *hidden,
    struct str original, struct str words, bool whole)
{
	struct spans out = *s;
	const size_t length = characters(words);
	size_t found = 0, from = 0, at = 0; /* at: code points before `from` */

	for (;;) {
		const struct str rest = str_sub(original, from, original.n);
		const size_t skip = str_find(rest, words);

		if (skip == SIZE_MAX)
			break;
		at += characters(str_sub(rest, 0, skip));
		from += skip;
		const struct span one = { at, at + length };
		const bool wanted =
		    visible(hidden, one) &&
		    (!whole || whole_word(original, from, words.n));

		if (wanted && !spans_add(&out, one))
			return 0;
		found += wanted;
		at += characters(str_sub(original, from, words.n));
		from += words.n;
	}
	*s = out;
	return found;
}

size_t spans_add_words(struct spans *s, const struct spans *hidden,
    struct str original, struct str words)
{
	size_t found;

	if (str_empty(words) || str_null(original))
		return 0;
	found = add_places(s, hidden, original, words, true);
	return found > 0 ? found
			 : add_places(s, hidden, original, words, false);
}
