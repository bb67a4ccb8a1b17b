/*
 * reading.c: see reading.h. One pass over the bytes; a text with anything but
 * ASCII is folded first (base/fold.h).
 */
#include "text/reading.h"

#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "text/slang.h"
#include "text/word_index.h"

#define FOLD_MAX ((size_t)64 << 10) /* bytes of a text that are read */

struct reader {
	struct str in;
	size_t at;
	struct reading *out;
	char word[READING_WORD];
	size_t n;     /* of word */
	char last[2]; /* the last two letters, for what is drawn out */
};

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Appends a word as it is; `fnv` is its hash. */
static void put_hashed(struct reading *r, struct str word, uint32_t fnv)
{
	if (r->n == READING_WORDS || word.n == 0)
		return;
	r->fnv[r->n] = fnv;
	r->from[r->n] = (uint16_t)r->room;
	memcpy(r->text + r->room, word.s, word.n);
	r->room += word.n;
	r->to[r->n++] = (uint16_t)r->room;
	r->text[r->room++] = ' ';
}

static void put(struct reading *r, struct str word)
{
	put_hashed(r, word, word_fnv(word));
}

static void put_all(struct reading *r, struct str words)
{
	struct str one;

	while (str_cut(&words, ' ', &one))
		put(r, one);
}

/* "xxxx": what some publishers put for a name. */
static bool crossed_out(struct str word)
{
	size_t n = 0;

	while (n < word.n && word.s[n] == 'x')
		n++;
	return n >= 2 && n == word.n;
}

static void end_word(struct reader *r)
{
	struct str word = { r->word, r->n };

	while (word.n > 0 && word.s[word.n - 1] == '\'')
		word.n--;
	if (word.n > 0) {
		const uint32_t fnv = word_fnv(word);
		const struct str meant = slang_word(word, fnv);

		if (crossed_out(word))
			put(r->out, S("xname"));
		else if (!str_null(meant))
			put_all(r->out, meant);
		else
			put_hashed(r->out, word, fnv);
	}
	r->n = 0;
}

static void add(struct reader *r, char c)
{
	const bool third = r->n >= 2 && r->word[r->n - 1] == c &&
			   r->word[r->n - 2] == c && c >= 'a' && c <= 'z';

	if (!third && r->n < sizeof(r->word))
		r->word[r->n++] = c;
}

/* "[name redacted]" and the like: at most 40 bytes between brackets that
 * speak of a name. */
static size_t bracket(struct str rest)
{
	const size_t end = str_find_byte(str_sub(rest, 0, 42), ']');
	struct str inside;

	if (end == SIZE_MAX)
		return 0;
	inside = str_sub(rest, 1, end - 1);
	return str_find(inside, S("name")) != SIZE_MAX ||
		       str_find(inside, S("redact")) != SIZE_MAX
		   ? end + 1
		   : 0;
}

static void read_marks(struct reader *r)
{
	size_t n = 0;

	end_word(r);
	while (r->at + n < r->in.n &&
	       (r->in.s[r->at + n] == '!' || r->in.s[r->at + n] == '?'))
		n++;
	/* One, two, many: how often a key was hit says no more. */
	put(r->out, str_sub(r->in, r->at, n > 3 ? 3 : n));
	r->at += n;
}

static uint32_t codepoint(struct str s, size_t n)
{
	static const uint8_t mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	uint32_t cp = (uint8_t)s.s[0] & mask[n];

	for (size_t i = 1; i < n; i++)
		cp = cp << 6 | ((uint8_t)s.s[i] & 0x3F);
	return cp;
}

/* Punctuation, signs and symbols outside ASCII; the rest is letters. */
static bool breaks(uint32_t cp)
{
	return cp < 0xC0 || cp == 0xD7 || cp == 0xF7 ||
	       (cp >= 0x2000 && cp < 0x2C00) || (cp >= 0x3000 && cp < 0x3040) ||
	       (cp >= 0xFE00 && cp < 0xFE70) || cp == 0xFEFF || cp >= 0x1F000;
}

/* A character outside ASCII. */
static void read_wide(struct reader *r)
{
	const struct str rest = str_sub(r->in, r->at, 4);
	const size_t n = utf8_length(rest);
	uint32_t cp;

	r->at += n > 0 ? n : 1;
	if (n == 0) {
		end_word(r);
		return;
	}
	cp = codepoint(rest, n);
	if (cp == 0x2019 || cp == 0x2018 || cp == 0x2BC) {
		if (r->n > 0)
			add(r, '\'');
	} else if (breaks(cp)) {
		end_word(r);
		put_all(r->out, slang_picture(cp));
	} else {
		for (size_t i = 0; i < n; i++)
			add(r, rest.s[i]);
	}
}

/* A sign that may begin something longer. */
static void read_sign(struct reader *r)
{
	const struct str rest = str_sub(r->in, r->at, SIZE_MAX);
	size_t n = 0;
	const struct str face = slang_face(rest, &n);

	end_word(r);
	if (!str_null(face)) {
		put_all(r->out, face);
		r->at += n;
		return;
	}
	n = rest.s[0] == '[' ? bracket(rest) : 0;
	if (n > 0)
		put(r->out, S("xname"));
	r->at += n > 0 ? n : 1;
}

static void read_next(struct reader *r)
{
	const char c = r->in.s[r->at];

	if (letter(c)) {
		add(r, c);
		r->at++;
	} else if (c == '!' || c == '?') {
		read_marks(r);
	} else if ((uint8_t)c >= 0x80) {
		read_wide(r);
	} else if (c == '\'' && r->n > 0) {
		add(r, c);
		r->at++;
	} else if (c == ' ') {
		end_word(r);
		r->at++;
	} else {
		read_sign(r);
	}
}

/* Counts capitals, and says whether all is ASCII. */
static bool look(struct str s, struct reading *ret)
{
	unsigned wide = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char c = s.s[i];

		wide |= (uint8_t)c;
		ret->letters +=
		    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		ret->capitals += c >= 'A' && c <= 'Z';
	}
	return wide < 0x80;
}

void reading_of(struct arena *a, struct str text, struct reading *ret)
{
	struct reader r = { .in = str_sub(text, 0, FOLD_MAX), .out = ret };

	ret->n = ret->letters = ret->capitals = 0;
	ret->text[0] = ' ';
	ret->room = 1;
	r.in = look(r.in, ret) ? str_lower(a, r.in) : str_fold(a, r.in);
	while (r.at < r.in.n && ret->n < READING_WORDS)
		read_next(&r);
	end_word(&r);
	ret->text[ret->room] = '\0';
}

struct str reading_word(const struct reading *r, size_t i)
{
	return (struct str){ r->text + r->from[i],
		(size_t)(r->to[i] - r->from[i]) };
}
