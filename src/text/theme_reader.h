/*
 * theme_reader.h: what theme.c and theme_reason.c share.
 */
#ifndef TEXT_THEME_READER_H
#define TEXT_THEME_READER_H

#include "text/theme.h"
#include "text/word_sums.h"

struct theme_reader {
	const struct model *model;
	struct arena *scratch;
	struct reading reading; /* of the last window */
	struct features features;
	struct word_sums *sums;
	struct scores scores;
};

/* Reads, counts and scores a window. */
void theme_window(struct theme_reader *r, struct str window, enum asked q);

#endif
