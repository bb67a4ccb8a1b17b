/*
 * sentence.c: see sentence.h.
 */
#include "text/sentence.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"

/* What ends a sentence. A comma does not; a line break does. */
static bool ends(char c)
{
	return c == '.' || c == '!' || c == '?' || c == '\n' || c == ';';
}

static bool plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The plain letter of a Latin-1 one ("é"), or 0. */
static char latin(unsigned char c)
{
	static const char letters[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuyts"
				      "aaaaaaaceeeeiiiidnooooo\0ouuuuyty";

	return c >= 0x80 && c < 0xC0 ? letters[c - 0x80] : '\0';
}

struct reader {
	struct str text;
	size_t at;
};

/* Adds the character at r->at to the word; false: it is no part of one. */
static bool letter(struct reader *r, struct sentence_word *w, size_t *n)
{
	const char *p = r->text.s + r->at;
	const size_t left = r->text.n - r->at;
	size_t bytes = 1;
	char c = lower(*p);

	if (left >= 3 && memcmp(p, "\xE2\x80\x99", 3) == 0) {
		bytes = 3;
		c = '\'';
	} else if (left >= 2 && (unsigned char)*p == 0xC3) {
		bytes = 2;
		c = latin((unsigned char)p[1]);
	}
	if (c == '\'') {
		/* Inside a word only. */
		if (*n == 0 || left <= bytes || !plain(lower(p[bytes])))
			return false;
	} else if (!plain(c)) {
		return false;
	} else if (*n < SENTENCE_WORD - 1) {
		w->s[(*n)++] = c;
	}
	r->at += bytes;
	return true;
}

bool sentence_next(struct str text, size_t *at, struct sentence *ret)
{
	struct reader r = { text, *at };

	ret->n = 0;
	ret->asks = false;
	while (r.at < text.n && ret->n < SENTENCE_WORDS) {
		struct sentence_word *w = &ret->words[ret->n];
		size_t n = 0;

		w->from = r.at;
		while (r.at < text.n && letter(&r, w, &n))
			;
		if (n > 0) {
			w->s[n] = '\0';
			w->to = r.at;
			ret->n++;
			continue;
		}
		const char c = text.s[r.at];

		/* Not a step of one byte: letters of other scripts too. */
		const size_t step = utf8_length(str_sub(text, r.at, 4));

		r.at += step > 0 ? step : 1;
		if (ends(c) && ret->n > 0) {
			ret->asks = c == '?';
			break;
		}
	}
	*at = r.at;
	return ret->n > 0 || r.at < text.n;
}
