/*
 * redact_part.h: what the files of redaction share: a piece of text as words,
 * and what was found in it. Private to src/text/redact*.c.
 */
#ifndef TEXT_REDACT_PART_H
#define TEXT_REDACT_PART_H

#include <stdint.h>

#include "text/names.h"
#include "text/redact.h"

#define FOLD_MAX 24 /* bytes of a folded word; longer ones are no names */

enum shape {
	SHAPE_LOWER,
	SHAPE_CAP,  /* the first letter large, others not all */
	SHAPE_UPPER /* two letters or more, all large */
};

/* A run of letters, or of digits with what hangs on them ("14b", "3rd"). */
struct word {
	size_t from, to;     /* without a possessive 's */
	size_t end;          /* with it */
	char fold[FOLD_MAX]; /* small letters; "" when too long */
	uint8_t nfold;
	uint8_t shape;  /* enum shape */
	bool digits;    /* begins with a digit */
	bool first;     /* of a sentence */
	bool kept;      /* part of a phrase that stays */
	bool name;      /* found to be one */
	bool loud;      /* of a sentence in capitals, or with each word so */
	unsigned flags; /* names.h; 0 for digits */
};

struct piece {
	struct str text;
	struct word *words;
	size_t n;
	uint8_t *taken; /* by byte: part of a finding */
	const struct redact_keep *keep;
	struct redact_spans *found; /* in bytes of the piece */
};

/* redact_words.c: cuts the piece into words. */
void piece_words(struct piece *p, struct arena *a);
bool word_is(const struct word *w, const char *s);
bool word_in(const struct word *w, const char *const *list, size_t n);
/* The bytes between word i and the next are only spaces (and at most one of
 * `also`, which may be ""). False at the end. */
bool gap_is(const struct piece *p, size_t i, const char *also);
/* The first word that begins at or behind this byte; n when none does. */
size_t word_at(const struct piece *p, size_t byte);

/* Adds a finding unless a byte of it is taken. */
bool piece_take(struct piece *p, size_t from, size_t to, enum redact_type type);
bool piece_free(const struct piece *p, size_t from, size_t to);

/* The rules, in this order. */
void redact_links(struct piece *p); /* e-mail and web addresses */
void redact_dates(struct piece *p);
void redact_numbers(struct piece *p); /* NHS, NI, telephone */
void redact_places(struct piece *p);  /* postcodes and addresses */
void redact_keep_mark(struct piece *p);
void redact_names(struct piece *p);

/* ASCII, whatever the locale. */
static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}
static inline bool is_letter(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z');
}
static inline char to_lower(char c)
{
	return is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

#endif
