/*
 * risk_lexicon.h: phrases as patterns over the words of a sentence. Private to
 * src/text/risk*.c.
 */
#ifndef TEXT_RISK_LEXICON_H
#define TEXT_RISK_LEXICON_H

#include "base/buf.h"
#include "text/risk_part.h"

#define RISK_PATTERN_PARTS 14
#define RISK_PATTERNS_MAX  2048

/* One place of a pattern: one of some words, or a gap. */
struct risk_place {
	struct str words;  /* "a/word/b", a view of the lexicon */
	uint32_t initials; /* bit 0: a … 25: z, 26: a digit */
	bool optional, gap;
};

struct risk_pattern {
	struct risk_place places[RISK_PATTERN_PARTS];
	size_t n;
	enum risk_category category;
	enum risk_level level;
	bool mask, always, me;
};

struct risk_index; /* risk_index.c's */

struct risk_lexicon {
	struct risk_pattern *list; /* those that mask come first */
	size_t n, room;
	struct buf text; /* what the views look at */
	char version[16];
	struct risk_index *index; /* of the list */
	struct risk_model model;
	bool has_model;
};

/* Whether the pattern stands at word `at`; *ret_last is its last word. */
bool risk_pattern_at(const struct risk_pattern *p, const struct sentence *s,
    size_t at, size_t *ret_last);

/* How much a match from word `at` to `last` means: negation, subject and time
 * are looked at, and words that an idiom hides. */
enum risk_level risk_pattern_level(const struct risk_pattern *p,
    const struct sentence *s, size_t at, size_t last, const bool *hidden);

#endif
