/*
 * token.h: text as the terms that search finds it by. Index and questions go
 * through here and nowhere else, so that the same word is the same term on
 * both engines. docs/search.md is the page for people.
 *
 * A word is a run of Unicode letters, marks and numbers (Unicode 14). It is
 * folded (base/fold.h), and where only a to z are left its English stem
 * (Porter 2, by libstemmer) is the term. No word is left out for being
 * frequent: "not" matters in what people say.
 *
 * - An apostrophe between letters is dropped: "don’t", "don't" and "dont" are
 *   one term, and "nurse's" is "nurse".
 * - A hyphen ends a word: "follow-up" is two terms, "follow" and "up".
 * - What only shapes letters is dropped: joiners, soft hyphens, marks of
 *   direction, the Arabic tatweel and short vowels.
 * - Scripts that put no spaces between words (Chinese, Japanese, Thai, Lao,
 *   Khmer, Burmese) have one term a character.
 * - Symbols and emoji are no words.
 */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* Part of what an index was built by: a change of any rule above raises it,
 * and every index is built again. */
#define TOKEN_RULES 1

#define TOKEN_TERM_MAX 64   /* bytes of a term; longer ones are cut */
#define TOKENS_MAX     5000 /* words of a text; later ones are not found */

struct token {
	struct str term;  /* never empty */
	struct str plain; /* folded and not stemmed: what a prefix compares */
	size_t from, to;  /* bytes of the text, half-open */
};

struct tokens {
	struct token *list;
	size_t n;
	bool cut; /* there were more than TOKENS_MAX */
};

/* The words of `text` in order, in the arena. Bytes that are not UTF-8 end a
 * word. A null text has none. */
void text_tokens(struct arena *a, struct str text, struct tokens *ret);

/* Each term of `text` once, by bytes, with a space between: what an index
 * keeps. In the arena; "" when there is none. */
struct str text_terms(struct arena *a, struct str text);

#endif
