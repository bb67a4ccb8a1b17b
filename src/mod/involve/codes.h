/*
 * codes.h: the closed lists of involvement: topics, skills, areas of lived
 * experience, times, ways of taking part, access needs. A set of them is kept
 * as bits: bit n is line n of the list. Lists only grow at their end.
 */
#ifndef MOD_INVOLVE_CODES_H
#define MOD_INVOLVE_CODES_H

#include "kind/kind.h"

extern const struct choices topics, skills, areas, slots, ways, needs;
/* How deep: individual, involvement, collaboration. */
extern const struct choices levels;

/* The bit of a code, 0 when the list has none such. */
int64_t bit_of(const struct choices *c, struct str code);
/* The labels of the bits that are set, with commas; "" for none. */
struct str bits_words(struct arena *a, const struct choices *c, int64_t bits);
/* What was ticked: every field of this name of the form. */
int64_t bits_posted(
    const struct form *f, const char *name, const struct choices *c);
/* The boxes, in a fieldset of their own. */
void bits_boxes(struct req *r, const char *name, const struct choices *c,
    int64_t bits, const char *legend, const char *hint);
/* The label of a code; "" when there is none. */
struct str code_words(const struct choices *c, struct str code);

/* A whole list as the options of a select, with an empty first one that says
 * `any`. */
void code_select(struct req *r, const char *name, const struct choices *c,
    struct str value, const char *label, const char *any);

#endif
