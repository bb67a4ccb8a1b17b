/*
 * sentence.h: a text as sentences of plain words: small letters a to z and
 * digits, without apostrophes, whatever was typed ("DON’T" is "dont").
 * Sentences are bounded, so a text of any length takes the same memory.
 */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define SENTENCE_WORDS 120 /* a longer one goes on as the next */
#define SENTENCE_WORD  24  /* bytes of a word; the rest of it is dropped */

struct sentence_word {
	char s[SENTENCE_WORD]; /* never empty, ends with NUL */
	size_t from, to;       /* bytes of the text */
};

struct sentence {
	struct sentence_word words[SENTENCE_WORDS];
	size_t n;
	bool asks; /* ends with a question mark */
};

/* The next sentence from byte *at on; false at the end of the text. */
bool sentence_next(struct str text, size_t *at, struct sentence *ret);

#endif
