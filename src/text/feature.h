/*
 * feature.h: what a text shows to the linear model: how often each hashed
 * word, pair of words and part of a word is in it, and a few measures of its
 * tone. The same function counts for training and for scoring.
 *
 * Words: words, pairs of neighbours, and each word together with what was
 * asked ("nothing" to "what could be better" is praise). Parts: 3, 4 and 5
 * letters of a word with a space at its ends; they carry what is misspelt.
 */
#ifndef TEXT_FEATURE_H
#define TEXT_FEATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/reading.h"

#define FEATURE_BITS    15
#define FEATURE_BUCKETS ((size_t)1 << FEATURE_BITS) /* of each block */
#define FEATURE_TONES   20 /* measures of tone; see polarity.h */

enum feature_block { FEATURE_WORDS, FEATURE_PARTS, FEATURE_BLOCKS };

/* What the person was asked. */
enum asked {
	ASKED_ANY,    /* anything, or nobody knows */
	ASKED_GOOD,   /* "what was good" */
	ASKED_BETTER, /* "what could be better" */
	ASKED_WAYS
};

/* "what_good", "could_improve"; anything else is ASKED_ANY. */
enum asked asked_of(struct str name);

/* Counts of one text. Zeroed before the first use, 100 to 400 kB: one for each
 * thread that scores, not on its stack. */
struct features {
	size_t n[FEATURE_BLOCKS]; /* distinct buckets */
	uint16_t bucket[FEATURE_BLOCKS][FEATURE_BUCKETS];
	uint8_t count[FEATURE_BLOCKS][FEATURE_BUCKETS]; /* by bucket, capped */
	float tone[FEATURE_TONES];
};

/* Forgets the text before and counts this one. */
void features_of(const struct reading *r, enum asked q, struct features *ret);

/* The same without the parts of words: text/word_sums.h adds those up. */
void features_words(
    const struct reading *r, enum asked q, struct features *ret);

/* Where the parts of a word are counted, each place once for each time, and
 * how many there are. A space lies before and behind the word, as in a
 * reading, and it is no longer than a reading's words. */
#define FEATURE_PARTS_MAX ((size_t)3 * (READING_WORD + 2))
size_t feature_parts(struct str word, uint16_t *ret);

/* Where word i of a text is counted besides. */
struct feature_spot {
	uint16_t words[2];
	uint16_t pairs[2]; /* with the word before and the one after */
	size_t npairs;
};
void feature_spot_of(
    const struct reading *r, size_t i, enum asked q, struct feature_spot *ret);

#endif
