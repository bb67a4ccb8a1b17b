/*
 * theme.h: what a text is about and how it was meant, by a model. A text of
 * three words and a letter of ten thousand are both read: a long one in
 * windows of whole sentences, and each theme says where it was found.
 *
 * "Not sure" is an answer: a text in which no theme reaches its cut has none.
 */
#ifndef TEXT_THEME_H
#define TEXT_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/model.h"

#define THEME_WHOLE  150 /* words of a text that is read as one */
#define THEME_WINDOW 60  /* words of a window of a longer one */

/* What a model hears in a text. */
struct heard {
	uint64_t themes;
	int sentiment;  /* 1 very positive … 5 very negative */
	int sentiment3; /* 1 positive, 2 neutral or mixed, 3 negative */
	bool blank;     /* there is nothing in it to hear */
	float score[MODEL_OUTPUTS]; /* the highest of any window */
	size_t nwindows;
	/* The bytes of the text in which each theme of `themes` was loudest. */
	size_t from[THEMES], to[THEMES];
};

/* Memory to read with, half a megabyte: one for each thread. */
struct theme_reader *theme_reader_new(const struct model *m);
void theme_reader_free(struct theme_reader *r); /* NULL is fine */

/* Time and memory grow with the text's length and no faster. */
void theme_hear(
    struct theme_reader *r, struct str text, enum asked q, struct heard *ret);

/*
 * The words that decided a theme of `h`, in the arena: one or two groups of at
 * most four words as the model read them, the weightiest first, "; " between.
 * `text` and `q` are those of theme_hear.
 */
struct str theme_reason(struct theme_reader *r, struct arena *a,
    struct str text, enum asked q, const struct heard *h, int theme);

/* "positive", "neutral", "negative" for 1 to 3. */
const char *sentiment_name(int sentiment3);

#endif
