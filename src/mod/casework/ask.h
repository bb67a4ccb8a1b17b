/*
 * ask.h: what a form of this room asks, as a table: each row is written as a
 * field, and read back as a value or a sentence. What was typed stays typed.
 */
#ifndef MOD_CASEWORK_ASK_H
#define MOD_CASEWORK_ASK_H

#include "mod/casework/casework.h"
#include "web/component.h"

enum ask_type {
	ASK_LINE,   /* one line of text */
	ASK_LONG,   /* several */
	ASK_DATE,   /* a day */
	ASK_RADIOS, /* one of `choices` */
	ASK_SELECT, /* one of `choices`, or of `options` */
	ASK_TICK,   /* yes or no */
	ASK_MONEY   /* pounds and pence, as pence */
};

#define ASK_LINE_MAX ((size_t)200)
#define ASK_LONG_MAX ((size_t)10000)
#define ASKS_MAX     16
#define OPTIONS_MAX  600

/* For whom and about what is asked; `c` and `initial` may be NULL. */
struct asking;
typedef struct str initial_fn(const struct asking *a, const char *name);
struct asking {
	struct req *r;
	const struct case_file *c;
	initial_fn *initial; /* what a field begins with, before it is posted */
};

/* What a select offers: at most `max`; how many. Only what is offered is
 * taken, so the rights are in its statement. */
typedef size_t options_fn(
    const struct asking *a, struct select_option *ret, size_t max);

struct ask {
	const char *name;
	const char *label, *hint; /* N_() */
	enum ask_type type;
	bool must;
	size_t max; /* bytes; 0: ASK_LINE_MAX or ASK_LONG_MAX */
	const struct choices *choices;
	options_fn *options;
	bool today;  /* a day: today unless said otherwise */
	bool past;   /* a day: not after today */
	bool future; /* a day: after today */
};

struct answer {
	struct str text;  /* trimmed; the null str when there is none */
	struct str shown; /* of what was chosen from `options`: its words */
	struct date day;
	int64_t pence; /* KIND_NO_INT: none */
	bool yes;
};

struct answers {
	const struct ask *asks;
	size_t n;
	struct answer list[ASKS_MAX];
};

/* Reads what was posted. False: *p says what is wrong. */
bool asks_read(const struct asking *a, const struct ask *asks, size_t n,
    struct answers *ret, struct problems *p);

/* Answers to be filled in by the program: imports, the demonstration, tests. */
void answers_start(struct answers *ret, const struct ask *asks, size_t n);
/* Puts a value as a form would send it (a day as YYYY-MM-DD, a tick as "yes",
 * money as pence); asserts that it is asked for. False: it is none. */
bool answers_put(
    struct answers *in, const char *name, struct str value) ATTR_MUST_USE;

/* The answer of this name; asserts that it is asked for. */
const struct answer *answer_of(const struct answers *in, const char *name);
struct str answer_text(const struct answers *in, const char *name);
struct date answer_day(const struct answers *in, const char *name);

/* Writes the fields, with what was posted in them. */
void asks_write(const struct asking *a, const struct ask *asks, size_t n,
    const struct problems *p);
/* One of them, by name. */
void ask_write(
    const struct asking *a, const struct ask *q, const struct problems *p);

/* The list of what is wrong, at the top of the page; nothing when all is
 * well. */
void asks_summary(struct req *r, const struct problems *p);

/* The sentence about one field, or the null str; p may be NULL. */
struct str asks_problem(const struct problems *p, const char *name);

/* What selects offer. */
options_fn options_people; /* who may be given cases */
options_fn options_units;  /* units whose cases this person may write */
options_fn options_public; /* units that the public sees */

extern const struct sql_list case_ask_sql;

#endif
