/*
 * learn.h: from labelled texts to a model. docs/themes.md says how it was
 * chosen; the method is one linear support vector machine for each theme
 * (L2-regularised, squared hinge loss, dual coordinate descent: Hsieh et al.,
 * ICML 2008) and a cut for each that makes F1 highest on texts that it was not
 * learnt from.
 */
#ifndef TEXT_LEARN_H
#define TEXT_LEARN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/model.h"

enum lesson_kind {
	LESSON_FULL,    /* all its themes are known */
	LESSON_EXAMPLE, /* what it has is known, what it has not is not */
	LESSON_ONLY,    /* a phrase of ours: it has one theme and no other */
	LESSON_OTHER    /* labelled by another scheme: `other`, `mood` */
};

struct lesson {
	struct str text;
	enum asked question;
	enum lesson_kind kind;
	uint64_t themes;
	int sentiment; /* 1 very positive … 5 very negative; 0: not known */
	int other;     /* class of another scheme, 0 to LESSON_OTHERS - 1 */
	int mood;      /* 1 positive, 3 negative, 0 not known */
	double weight; /* 1 for most */
};

#define LESSON_OTHERS 60

struct lessons {
	struct lesson *list;
	size_t n;
};

/* What a machine learnt says about itself: scores on texts held out in turn.
 * Kept by the caller to report; n * MODEL_OUTPUTS floats. */
struct learnt {
	struct model *model; /* freed by free() */
	float *scores; /* of every LESSON_FULL by models that did not see it;
			* in the arena */
};

/*
 * Learns a model from nothing. The same lessons in the same order give the
 * same model, byte for byte. `note` says what they were. Needs about 1 kB of
 * the arena for each word of the lessons.
 */
void learn(struct arena *a, const struct lessons *l, struct str note,
    struct learnt *ret);

/*
 * Learns what a trust's own lessons (LESSON_FULL) add to a model: the weights
 * stay as near to `base` as the lessons let them (Yang et al., "Adapting SVM
 * classifiers", 2007). A theme that the model never learnt needs ten lessons,
 * and a cut moves only where there are twenty.
 */
void learn_more(struct arena *a, const struct model *base,
    const struct lessons *l, struct str note, struct learnt *ret);

#endif
