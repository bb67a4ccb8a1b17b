/*
 * survey.h: what is asked at a touch point: the survey's version, its
 * questions in order, and the place. Read here, written by survey_init.c and
 * the record engine.
 */
#ifndef MOD_LISTEN_SURVEY_H
#define MOD_LISTEN_SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/ctx.h"

enum question_type {
	Q_FFT,     /* the national question, answers 1 to 6 */
	Q_CHOICE,  /* one of several */
	Q_CHOICES, /* some of several */
	Q_TEXT,    /* free words */
	Q_NUMBER,
	Q_YES_NO
};

struct question_choice {
	struct str code, label;
};

struct question {
	int64_t id;
	struct str code; /* the input's name */
	struct str wording, hint;
	enum question_type type;
	struct str comment_kind; /* of a text */
	bool required;
	size_t show_if; /* index of an earlier question; own index: always */
	struct str show_if_answer;
	const struct question_choice *choices;
	size_t nchoices;
};

#define SURVEY_QUESTIONS_MAX 40

struct survey {
	int64_t id, version; /* rows of survey and survey_version */
	struct str intro, lead_in;
	bool one_per_page;
	const struct question *questions;
	size_t n;
};

/* Where a person stands with a poster's code. */
struct place {
	int64_t touch_point, unit;
	struct str code, unit_name, slug, setting, mode;
	bool ask_about, ask_contact;
	struct str post_to; /* where its form is sent; null: /f/{code} */
	struct survey survey;
};

/*
 * The open touch point with this code (any case, spaces and hyphens are fine).
 * False: there is none, or it is closed today, or its unit is, or its survey
 * has nothing released. Everything lives in cx->arena.
 */
bool place_find(struct ctx *cx, struct str code, struct place *ret);
/* The same in two steps. After the first, of the survey only its id and the
 * version are known; what a version asks never changes. */
bool place_look(struct ctx *cx, struct str code, struct place *ret);
bool place_ask(struct ctx *cx, struct place *p);

/* The survey that imported answers belong to: the national question, the two
 * boxes, and one for words of no known kind ("comment"). */
#define SURVEY_IMPORTED_NAME "Friends and Family Test, imported"
bool survey_imported(struct ctx *cx, struct survey *ret);

/*
 * Creates the national survey, its question locked and two boxes for words,
 * and the survey of imports, unless they are there. Inside a change; `heard
 * init` calls it. *ret_survey (may be NULL): the id of the national one.
 */
#define SURVEY_FFT_NAME "Friends and Family Test"
enum db_status survey_init(struct ctx *cx, int64_t *ret_survey) ATTR_MUST_USE;

/*
 * Releases a new version of the survey of this name: the questions of the
 * newest one, on one page or one question a page. Inside a change. DB_REFUSED
 * when there is no such survey.
 */
enum db_status survey_release(
    struct ctx *cx, struct str name, bool one_per_page) ATTR_MUST_USE;

/* Seven letters for a poster: no vowels, so that no word comes of it, and no
 * letter that looks like another. */
struct str touch_point_code_new(struct arena *a);
#define TOUCH_POINT_CODE_LETTERS "bcdfghjkmnpqrstvwxz"
#define TOUCH_POINT_CODE_CHARS   7

/* The code as it is stored, from what was typed; null: it cannot be one. */
struct str touch_point_code_canonical(struct arena *a, struct str typed);

#endif
