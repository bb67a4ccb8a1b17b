/*
 * script.c: see script.h.
 */
#include "db/script.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"

#define STATEMENT_MAX ((size_t)1 << 20)

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

/* From `at` past the next `end`, or to the end of s. */
static size_t past(struct str s, size_t at, const char *end)
{
	const size_t found = str_find(str_sub(s, at, s.n), str_of(end));

	return found == SIZE_MAX ? s.n : at + found + strlen(end);
}

/* The end of the piece that begins at `at`: a comment, a quoted text, a word,
 * or one byte. */
static size_t piece_end(struct str s, size_t at)
{
	const struct str rest = str_sub(s, at, s.n);
	size_t end = at + 1;

	if (str_starts(rest, S("--")))
		return past(s, at, "\n");
	if (str_starts(rest, S("/*")))
		return past(s, at + 2, "*/");
	if (str_starts(rest, S("$$")))
		return past(s, at + 2, "$$");
	if (s.s[at] == '\'')
		return past(s, at + 1, "'");
	if (s.s[at] == '"')
		return past(s, at + 1, "\"");
	if (is_word(s.s[at]) || s.s[at] == '$')
		while (end < s.n && is_word(s.s[end]))
			end++;
	return end;
}

static bool is_comment(struct str piece)
{
	return str_starts(piece, S("--")) || str_starts(piece, S("/*"));
}

static bool is_space(struct str piece)
{
	return str_trim(piece).n == 0;
}

static void add_piece(const struct driver *d, struct buf *b, struct str piece)
{
	const struct {
		const char *word, *type;
	} words[] = { { "$id", d->id }, { "$int64", d->int64 },
		{ "$real", d->real_type }, { "$blob", d->blob } };

	if (piece.s[0] == '$' && piece.n > 1 && is_word(piece.s[1])) {
		for (size_t i = 0; i < NELEM(words); i++) {
			if (!str_is(piece, words[i].word))
				continue;
			buf_cstr(b, words[i].type);
			return;
		}
		log_line(LOG_ERROR, "db", "what=\"no word of ours: %.*s\"",
		    STR_ARG(piece));
		abort();
	}
	buf_str(b, is_comment(piece) ? S(" ") : piece);
}

/* How many BEGINs and CASEs of a trigger's body are open. */
static int depth_after(int depth, struct str piece)
{
	if (str_eq_nocase(piece, S("BEGIN")) || str_eq_nocase(piece, S("CASE")))
		return depth + 1;
	if (str_eq_nocase(piece, S("END")))
		return depth - 1;
	return depth;
}

static struct str finish(
    const struct driver *d, struct arena *a, struct buf *b, bool table)
{
	const struct str s = str_trim(buf_view(b));
	struct str out;

	assert(!b->failed);
	if (table && d->strict)
		out = str_fmt(a, "%.*s%s STRICT", STR_ARG(s),
		    str_ends(s, S(")")) ? "" : ",");
	else
		out = str_dup(a, s);
	buf_free(b);
	return out;
}

bool script_next(
    const struct driver *d, struct arena *a, struct str *rest, struct str *ret)
{
	struct buf b = buf_make(STATEMENT_MAX);
	size_t at = 0, words = 0;
	int depth = 0;
	bool table = false, trigger = false, ended = false;

	while (at < rest->n && !ended) {
		const size_t end = piece_end(*rest, at);
		const struct str piece = str_sub(*rest, at, end - at);

		at = end;
		if (str_is(piece, ";") && depth == 0) {
			ended = words > 0;
			continue;
		}
		if (words == 0 && (is_comment(piece) || is_space(piece)))
			continue;
		words += is_word(piece.s[0]) ? 1 : 0;
		table =
		    table || (words == 2 && str_eq_nocase(piece, S("TABLE")));
		trigger = trigger ||
			  (words <= 3 && str_eq_nocase(piece, S("TRIGGER")));
		depth = trigger ? depth_after(depth, piece) : 0;
		add_piece(d, &b, piece);
	}
	*rest = str_sub(*rest, at, rest->n);
	table =
	    table && str_eq_nocase(str_sub(buf_view(&b), 0, 6), S("CREATE"));
	if (words == 0) {
		buf_free(&b);
		return false;
	}
	*ret = finish(d, a, &b, table);
	return true;
}
