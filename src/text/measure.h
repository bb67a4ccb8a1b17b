/*
 * measure.h: how well a model hears: what people said a text is about beside
 * what the model said. Precision is how much of what it gave is right, recall
 * how much of what was there it gave, F1 their harmonic mean.
 */
#ifndef TEXT_MEASURE_H
#define TEXT_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "text/taxonomy.h"

#define MEASURE_FEWEST 3 /* rows with a theme that count in the macro mean */

/* One text: what people and the model said. Sentiment 0: nobody said. */
struct verdict {
	uint64_t people, model;
	int people3, model3; /* 1 to 3 */
	int people5, model5; /* 1 to 5 */
};

struct tally {
	size_t hit, wrong,
	    missed; /* true and false positives, false negatives */
};

struct measures {
	struct tally theme[THEMES];
	double micro, macro; /* F1 of all, and mean of the themes' F1 */
	size_t nmacro;       /* themes in the mean */
	size_t nlabelled;    /* texts with a theme; the measures are of them */
	double right3, macro3, right5, macro5; /* NAN: no sentiment is known */
	size_t nfelt;
};

/* NAN when nothing was there and nothing was given. */
double tally_f1(const struct tally *t);

/* Measures the texts list[at[0]], … list[at[n-1]]; at NULL: the first n. */
void measure(const struct verdict *list, const uint32_t *at, size_t n,
    struct measures *ret);

/* The middle 95 % of measures of `times` draws of n texts with replacement
 * (Efron's percentile bootstrap), from a fixed start. */
struct measure_range {
	double low, high;
};
struct measure_ranges {
	struct measure_range theme[THEMES], micro, macro, right3, macro3;
};
void measure_bootstrap(struct arena *a, const struct verdict *list, size_t n,
    size_t times, struct measure_ranges *ret);

#endif
