/*
 * query.h: what a person types to find words, as a rule over terms:
 *
 *	food cold          both words
 *	food OR meal cold  "cold", and one of the other two
 *	food -cold         the one without the other; also: food NOT cold
 *	"rang back"        these words, one after the other
 *	wait*              words that begin so
 *
 * AND may stand between words and changes nothing. The three are capitals.
 */
#ifndef TEXT_QUERY_H
#define TEXT_QUERY_H

#include <stdint.h>

#include "text/token.h"

#define QUERY_BYTES_MAX 300 /* of a question */
#define QUERY_ATOMS_MAX 24  /* words and phrases of a question */
#define QUERY_TERMS_MAX 16  /* words of a phrase */

/* One word, or several in a row; of a prefix the last is a beginning. */
struct query_atom {
	struct token words[QUERY_TERMS_MAX];
	size_t n;
	bool prefix;
};

/* At least one of some atoms, or none of one. */
struct query_clause {
	size_t first, n; /* of struct query.atoms */
	bool negative;
};

/* All clauses hold. At least one of them is not negative. */
struct query {
	struct query_atom atoms[QUERY_ATOMS_MAX];
	struct query_clause clauses[QUERY_ATOMS_MAX];
	size_t natoms, nclauses;
};

enum query_status {
	QUERY_OK,
	QUERY_EMPTY,    /* no words */
	QUERY_LONG,     /* past one of the limits */
	QUERY_QUOTE,    /* a quotation mark without its other */
	QUERY_OR,       /* OR without a word on both sides */
	QUERY_NOT,      /* - or NOT without a word behind it, or beside OR */
	QUERY_ONLY_NOT, /* only words that must not be there */
	QUERY_STAR      /* fewer than two letters before * */
};

/* Texts of *ret live in the arena. */
enum query_status query_parse(
    struct arena *a, struct str typed, struct query *ret);

/*
 * Whether this text is one that was asked for. ret_marks (NULL: not wanted)
 * has room for t->n and says which of the words were.
 */
bool query_match(
    const struct query *q, const struct tokens *t, bool *ret_marks);

/* How often each atom that may be there stands in the text, at most 255 times;
 * ret has room for q->natoms. */
void query_times(const struct query *q, const struct tokens *t, uint8_t *ret);

/* Whether an index of terms alone can decide: no phrase, no prefix. */
bool query_exact(const struct query *q);

#endif
