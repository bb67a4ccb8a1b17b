/*
 * reading.h: a text as the words that the theme model looks at. Not search's
 * words (token.h): here spelling, marks and pictures say how something was
 * meant, and nothing has to be found again.
 *
 * - Letters lose case and accents; curly quotes become straight; three or more
 *   of one letter become two ("soooo" and "sooo" are one word).
 * - A word is a run of letters and digits with apostrophes inside; a run of
 *   ! and ? is a word of its own.
 * - Text speak is written out ("gr8" is "great"), a frequent misspelling is
 *   mended, a picture or a :) is the word that it stands for.
 * - What a redaction left behind ("XXXX", "[name redacted]", "[NAME]") is one
 *   word, "xname".
 * - Letters of other scripts stay: they are words that no model knows.
 */
#ifndef TEXT_READING_H
#define TEXT_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define READING_WORDS 400 /* of a text; later ones are not looked at */
#define READING_WORD  32  /* bytes of a word that are looked at */

struct reading {
	uint16_t from[READING_WORDS + 1]; /* word i is text[from[i]..to[i]) */
	uint16_t to[READING_WORDS];       /* a space lies around each word */
	uint32_t fnv[READING_WORDS];      /* FNV-1a of each word */
	size_t n;
	size_t room;     /* bytes of text in use */
	size_t letters;  /* of the words that were typed in Latin script */
	size_t capitals; /* ...of which capital */
	char text[READING_WORDS * (READING_WORD + 1) + 2];
};

/* Reads `text`, which must be UTF-8 for its accents to be understood; other
 * bytes end a word. `a` is scratch. A null text has no words. */
void reading_of(struct arena *a, struct str text, struct reading *ret);

/* Word i; valid as long as the reading. */
struct str reading_word(const struct reading *r, size_t i);

#endif
