/*
 * said.h: the rules of a response: from what was posted (or read from a file)
 * to something that may be kept, or sentences about what is wrong. Knows no
 * HTTP and no database.
 *
 * Inputs: one for each question, named by its code; "role", "may_show", "when"
 * (when-day, when-month, when-year), the items of about_items, and
 * "contact_name", "contact_at". A hidden field is trusted no more than a
 * visible one.
 */
#ifndef MOD_LISTEN_SAID_H
#define MOD_LISTEN_SAID_H

#include "base/date.h"
#include "http/form.h"
#include "mod/listen/codes.h"
#include "mod/listen/survey.h"

#define SAID_TEXT_MAX    4000 /* characters of one box */
#define SAID_CONTACT_MAX 200  /* characters of a name or an address */
/* Ticks of one question. With all questions it stays below what one append
 * takes (600 statements). */
#define SAID_CHOICES_MAX 14
#define SAID_YEARS_BACK  10 /* how long ago an experience may be */

/* What was answered to the question at the same place of the survey. */
struct given {
	struct str values[SAID_CHOICES_MAX]; /* codes; or the words */
	size_t n;
	int64_t number; /* of a number */
};

struct said {
	int64_t answer; /* 1 to 6; 0: not answered */
	struct given given[SURVEY_QUESTIONS_MAX];
	struct str role;               /* null: not answered */
	bool may_show;                 /* only a "yes" is a yes */
	struct date experienced_on;    /* never none */
	bool has_about;                /* at least one item was answered */
	struct str about[ABOUT_ITEMS]; /* null: not asked */
	struct str contact_name, contact_at; /* null: not left */
};

/* What is wrong, in order of the page. `field` is the id of the input. */
struct mistake {
	const char *field;
	struct str sentence;
};
#define MISTAKES_MAX 60
struct mistakes {
	struct mistake list[MISTAKES_MAX];
	size_t n;
};

void mistake_add(struct mistakes *m, const char *field, struct str sentence);
/* The sentence at this field; null when nothing is wrong with it. */
struct str mistake_at(const struct mistakes *m, const char *field);

/*
 * Reads a posted form against what this place asks. `today`: in London. Texts
 * are cleaned (trimmed, control characters dropped) and live in `a` or in the
 * form. False when *m holds anything.
 */
bool said_parse(struct arena *a, const struct place *p, const struct form *f,
    struct date today, struct said *ret, struct mistakes *m);

/* Only question `i` of the survey, for one question a page. */
bool said_parse_question(struct arena *a, const struct place *p,
    const struct form *f, size_t i, struct said *ret, struct mistakes *m);

/* Whether question `i` is asked, after what the form holds so far. */
bool said_asked(const struct survey *s, const struct form *f, size_t i);

/* Words as they are kept: trimmed, without control characters but line
 * breaks. Null when nothing is left. */
struct str said_clean(struct arena *a, struct str text);

/* Characters of UTF-8 text. */
size_t said_length(struct str text);

#endif
