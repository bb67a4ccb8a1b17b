/*
 * redact_words.c: a piece of text as words with what lists know of them, and
 * the phrases that stay. Does not decide what is a name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "text/redact_part.h"

/* An apostrophe here: its bytes, or 0. */
static size_t apostrophe(struct str s, size_t at)
{
	if (at < s.n && s.s[at] == '\'')
		return 1;
	if (at + 3 <= s.n && memcmp(s.s + at, "\xE2\x80\x99", 3) == 0)
		return 3;
	return 0;
}

/* Bytes of the letter at `at`; 0: none. Beyond ASCII all but the signs of
 * U+0080 to U+00BF, U+2000 to U+2BFF and the pictures are taken for one. */
static size_t letter(struct str s, size_t at)
{
	if (at >= s.n)
		return 0;
	const unsigned char c = (unsigned char)s.s[at];

	if (c < 0x80)
		return is_letter((char)c);
	const size_t n = utf8_length(str_sub(s, at, 4));

	if (n == 0 || c == 0xC2 || n == 4 || (c == 0xE2 && n == 3))
		return 0;
	return n;
}

static size_t letters(struct str s, size_t at)
{
	size_t end = at, n = letter(s, at);

	while (n > 0) {
		end += n;
		const size_t skip = apostrophe(s, end);

		n = letter(s, end + skip);
		if (n > 0)
			end += skip;
	}
	return end;
}

static size_t digits(struct str s, size_t at)
{
	while (at < s.n && (is_digit(s.s[at]) || is_letter(s.s[at])))
		at++;
	return at;
}

/* "Mark's" is Mark. */
static size_t possessive(struct str s, size_t from, size_t end)
{
	if (end - from > 2 && to_lower(s.s[end - 1]) == 's') {
		if (s.s[end - 2] == '\'')
			return end - 2;
		if (end - from > 4 &&
		    memcmp(s.s + end - 4, "\xE2\x80\x99", 3) == 0)
			return end - 4;
	}
	return end;
}

/* Small letters without accents or apostrophes. */
static void fold(struct word *w, struct str s, struct arena *a)
{
	char plain[3 * FOLD_MAX];
	size_t n = 0;

	for (size_t i = 0; i < s.n;) {
		const size_t skip = apostrophe(s, i);

		i += skip;
		if (skip > 0)
			continue;
		if (n == sizeof(plain))
			return;
		plain[n++] = to_lower(s.s[i++]);
	}
	struct str f = { plain, n };

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)plain[i] >= 0x80) {
			f = str_fold(a, f);
			break;
		}
	if (f.n >= FOLD_MAX)
		return;
	memcpy(w->fold, f.s, f.n);
	w->nfold = (uint8_t)f.n;
}

static enum shape shape(struct str s)
{
	size_t large = 0, all = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (is_letter(s.s[i]))
			all++;
		if (is_upper(s.s[i]))
			large++;
	}
	/* An accented capital counts as one where it begins the word. */
	if (large == 0)
		return (unsigned char)s.s[0] == 0xC3 && s.n > 1 &&
			       (unsigned char)s.s[1] < 0xA0
			   ? SHAPE_CAP
			   : SHAPE_LOWER;
	if (large == all && all > 1)
		return SHAPE_UPPER;
	/* "wIth" is one of the small mistakes of a scanner. */
	return is_upper(s.s[0]) || (unsigned char)s.s[0] >= 0x80 ? SHAPE_CAP
								 : SHAPE_LOWER;
}

/* Whether a sentence ends between these two bytes. */
static bool stops(struct str s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (strchr(".!?\n:;\"(", s.s[i]) != NULL && s.s[i] != '\0')
			return true;
	/* A dash with spaces around it, or bullets, begin anew as well. */
	return to - from >= 3 && s.s[from] == ' ' && s.s[to - 1] == ' ';
}

static void add(
    struct piece *p, struct arena *a, size_t from, size_t end, bool is_number)
{
	struct word *w = &p->words[p->n];
	const struct word *before = p->n > 0 ? w - 1 : NULL;

	*w = (struct word){ .from = from, .end = end, .digits = is_number };
	w->to = is_number ? end : possessive(p->text, from, end);
	const struct str s = str_sub(p->text, from, w->to - from);

	fold(w, s, a);
	w->shape = (uint8_t)shape(s);
	w->first = before == NULL || stops(p->text, before->end, from);
	/* "Dr. Smith" goes on. */
	if (w->first && before != NULL && before->flags & NAME_TITLE &&
	    before->nfold <= 4 && from - before->end == 2 &&
	    p->text.s[before->end] == '.')
		w->first = false;
	/* Letters that were read in the wrong encoding spell nothing. */
	if (!is_number && w->nfold > 0 &&
	    str_find(s, S("\xC3\x83")) == SIZE_MAX &&
	    str_find(s, S("\xC3\x82")) == SIZE_MAX)
		w->flags = names_flags((struct str){ w->fold, w->nfold });
	p->n++;
}

/* Sentences without small letters, or with a capital at nearly every word,
 * say nothing by a capital. */
static void loudness(struct piece *p)
{
	for (size_t i = 0; i < p->n;) {
		size_t end = i, upper = 0, cap = 0, n = 0;

		do {
			const struct word *w = &p->words[end];

			if (!w->digits && w->nfold > 1) {
				n++;
				upper += w->shape == SHAPE_UPPER;
				cap += w->shape != SHAPE_LOWER;
			}
			end++;
		} while (end < p->n && !p->words[end].first);
		const bool loud =
		    (n > 1 && upper * 2 > n) || (n > 4 && cap * 10 > n * 7);

		for (; i < end; i++)
			p->words[i].loud = loud;
	}
}

void piece_words(struct piece *p, struct arena *a)
{
	const struct str s = p->text;
	size_t at = 0;

	/* At most every second byte begins a word. */
	p->words = arena_array(a, s.n / 2 + 1, sizeof(*p->words));
	while (at < s.n) {
		size_t end = at;

		if (is_digit(s.s[at]))
			end = digits(s, at);
		else
			end = letters(s, at);
		if (end > at)
			add(p, a, at, end, is_digit(s.s[at]));
		at = end > at ? end : at + 1;
	}
	loudness(p);
}

bool word_is(const struct word *w, const char *s)
{
	return w->fold[0] == s[0] && strcmp(w->fold, s) == 0;
}

bool word_in(const struct word *w, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (word_is(w, list[i]))
			return true;
	return false;
}

bool gap_is(const struct piece *p, size_t i, const char *also)
{
	size_t signs = 0;

	if (i + 1 >= p->n)
		return false;
	for (size_t at = p->words[i].end; at < p->words[i + 1].from; at++) {
		const char c = p->text.s[at];

		if (c == ' ' || c == '\t')
			continue;
		if (c == '\0' || strchr(also, c) == NULL || ++signs > 1)
			return false;
	}
	return p->words[i].end < p->words[i + 1].from;
}

size_t word_at(const struct piece *p, size_t byte)
{
	size_t lo = 0, hi = p->n;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;

		if (p->words[mid].from < byte)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}
