/*
 * polarity.h: what words say for and against, from a list of our own, and the
 * measures of tone that the model learns to weigh.
 */
#ifndef TEXT_POLARITY_H
#define TEXT_POLARITY_H

#include "text/feature.h"

/* What a word says: -3 to 3; 0 for words that say nothing either way. */
int polarity_word(struct str word);

/*
 * Fills FEATURE_TONES measures, each about 0 to 1: which question it was;
 * the sum, the highest, lowest, first and last value of the words with "not",
 * "no", "never" before them turned round; how much of both; length; "but" and
 * "however"; marks; capitals.
 */
void polarity_of(const struct reading *r, enum asked q, float *ret);

#endif
