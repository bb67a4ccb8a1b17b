/*
 * codes.h: the closed lists of capture: the six answers, modes of collection,
 * who is speaking, and the national codes for questions about a person. Each
 * list keeps "declined" (was asked, would rather not say) apart from "silent"
 * (was asked, left it empty). Not asked at all is NULL and has no code.
 */
#ifndef MOD_LISTEN_CODES_H
#define MOD_LISTEN_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct code {
	const char *code;
	const char *label; /* N_(): as the public reads it */
};

struct code_list {
	const struct code *list; /* what is offered, in order, without: */
	size_t n;
	const char *declined; /* "I would rather not say"; NULL: no such code */
	const char *silent;   /* asked and left empty; NULL: no such code */
};

/* The national answers, "1" to "6", in their fixed order and wording. */
extern const struct code_list codes_answer;
#define ANSWER_MIN 1
#define ANSWER_MAX 6

/* The eight modes of collection of the national return. */
extern const struct code_list codes_mode;
extern const struct code_list codes_role;

/* Why words are not shown, as their writer reads it behind a return code: the
 * codes of comment.reason. */
extern const struct code_list codes_reason;

/* A question about the person. `name` is the input and the column of `about`;
 * the values of a question with `several` are kept with '|' between them. */
struct about_item {
	const char *name;
	const char *wording; /* N_() */
	const char *hint;    /* N_() or NULL */
	const struct code_list *codes;
	bool several;
};

#define ABOUT_ITEMS 7
extern const struct about_item about_items[ABOUT_ITEMS];

/* Whether `code` may be posted for this list: offered, or declined. */
bool code_offered(const struct code_list *l, struct str code);

/* The label of a code in the reader's language; NULL for a code not offered
 * (declined has one). */
const char *code_label(const struct code_list *l, struct str code);

/*
 * A code for what stands in someone else's file: the code itself, or its
 * label whatever the case and punctuation. NULL: no such thing.
 */
const char *code_of_text(const struct code_list *l, struct str text);

/* The age band ("25-34") of a whole number of years; NULL below 0 or over
 * 130. */
const char *age_band_of(int64_t years);

/*
 * The mode of a response: A&E and patient transport have no "electronic at
 * home" in the national return, it folds into "online" there (facts.md §1.4).
 * `setting` is the unit's. Unknown modes become "other".
 */
const char *mode_for(struct str mode, struct str setting);

#endif
